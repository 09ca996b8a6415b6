//! Converts the coded components to visible colours: depth, palette and colour space (ISO/IEC
//! 15444-1, Annex I).

use crate::picture::bytes::{take, u16_of};

/// The colour space, as enumerated in Part 1.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Grey,
    Rgb,
    /// sYCC: luma and two chroma differences.
    Ycc,
}

/// A channel: a component, or a palette column applied to its samples.
#[derive(Clone, Copy)]
pub(super) struct Channel {
    pub(super) component: u16,
    pub(super) column: Option<u8>,
}

/// `pclr` (I.5.3.4), each entry scaled to 8 bits.
pub(super) struct Palette {
    columns: u8,
    entries: Vec<u8>,
}

impl Space {
    pub(super) const fn colours(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb | Self::Ycc => 3,
        }
    }
}

impl Palette {
    /// Up to 1,024 entries of unsigned numbers of up to 16 bits.
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let mut rest = content;
        let count = u16_of(&mut rest)?;
        let [columns] = take(&mut rest, 1)? else {
            return None;
        };
        let depths = take(&mut rest, usize::from(*columns))?;
        let fits = (1..=1024).contains(&count) && depths.iter().all(|depth| *depth < 16);
        if !fits || *columns == 0 {
            return None;
        }
        let mut entries = Vec::new();
        for _ in 0..count {
            for depth in depths {
                let value = match (depth, take(&mut rest, if *depth < 8 { 1 } else { 2 })?) {
                    (0..8, [byte]) => u16::from(*byte),
                    (_, [high, low]) => u16::from_be_bytes([*high, *low]),
                    _ => return None,
                };
                entries.push(to_u8(f32::from(value), depth.checked_add(1)?));
            }
        }
        rest.is_empty().then_some(Self { columns: *columns, entries })
    }

    pub(super) const fn columns(&self) -> u8 {
        self.columns
    }

    /// The value of a column for a sample; the last entry for a sample beyond it.
    fn look_up(&self, sample: f32, column: u8) -> u8 {
        let columns = usize::from(self.columns);
        let last = self.entries.len().checked_div(columns).unwrap_or(0).saturating_sub(1);
        let index = whole(sample).min(last);
        let at = index.saturating_mul(columns).saturating_add(usize::from(column));
        self.entries.get(at).copied().unwrap_or(0)
    }
}

/// Interleaves the samples of each pixel, 8 bits each; `None` if the number of samples of a
/// component differs from the number of pixels.
pub(super) fn interleave(
    components: &[(&[f32], u8)],
    channels: &[Channel],
    palette: Option<&Palette>,
    pixels: usize,
) -> Option<Vec<u8>> {
    let mut samples = vec![0; pixels.checked_mul(channels.len())?];
    for (number, channel) in channels.iter().enumerate() {
        let (coded, depth) = components.get(usize::from(channel.component))?;
        if coded.len() != pixels {
            return None;
        }
        let places = samples.iter_mut().skip(number).step_by(channels.len());
        for (place, sample) in places.zip(*coded) {
            *place = match (channel.column, palette) {
                (Some(column), Some(palette)) => palette.look_up(*sample, column),
                _ => to_u8(*sample, *depth),
            };
        }
    }
    Some(samples)
}

/// Converts sYCC to red, green and blue (IEC 61966-2-1, Amendment 1).
pub(super) fn ycc_to_rgb(samples: &mut [u8]) {
    for pixel in samples.chunks_exact_mut(3) {
        if let [red, green, blue] = pixel {
            let [y, cb, cr] = [*red, *green, *blue].map(f32::from);
            let (cb, cr) = (cb - 128.0, cr - 128.0);
            *red = to_u8(y + 1.402 * cr, 8);
            *green = to_u8(y - 0.344_136 * cb - 0.714_136 * cr, 8);
            *blue = to_u8(y + 1.772 * cb, 8);
        }
    }
}

/// Converts a sample of `depth` bits to 8 bits.
fn to_u8(sample: f32, depth: u8) -> u8 {
    let most = 1_u32.checked_shl(u32::from(depth)).unwrap_or(u32::MAX).saturating_sub(1);
    #[expect(clippy::cast_precision_loss, reason = "at most 16 bits are taken")]
    let scaled = sample * 255.0 / most as f32;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let byte = scaled.round() as u8;
    byte
}

fn whole(sample: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let whole = sample.round() as usize;
    whole
}
