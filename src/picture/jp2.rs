//! Parses the headers of a photo's file before any of it is decoded: the boxes of a JP2 (ISO/IEC
//! 15444-1, Annex I) and, with `codestream`, their contents.
//!
//! A bare codestream is accepted too. Boxes that do not affect the pixels are skipped.

use crate::error::{Error, Result};
use crate::picture::bytes::{entries, take, u16_of, u32_of};
use crate::picture::channels::{Channel, Palette, Space};
use crate::picture::codestream::{self, Codestream, SIGNED_COLOURS, Size};
use crate::picture::{malformed, not_supported};

/// The maximum file length: a card's photo has about 2 KB, an EF at most 64 KB.
const MAX_LENGTH: usize = 64 * 1024;

const SIGNATURE: [u8; 4] = [0x0D, 0x0A, 0x87, 0x0A];
/// The start of a codestream: SOC and SIZ.
const CODESTREAM: [u8; 4] = [0xFF, 0x4F, 0xFF, 0x51];
/// Enumerated colour spaces of the box `colr`; Part 1 has no others.
const SRGB: u32 = 16;
const GREY: u32 = 17;
const SYCC: u32 = 18;
/// The bit depth in `ihdr` that refers to the box `bpcc`.
const DEPTHS_DIFFER: u8 = 0xFF;

/// A photo that passed the checks for decoding.
pub(super) struct Photo {
    pub(super) codestream: Codestream,
    pub(super) space: Space,
    /// One for greyscale; otherwise red, green and blue.
    pub(super) channels: Vec<Channel>,
    pub(super) palette: Option<Palette>,
}

/// Parses the headers, and checks that the file is complete.
pub(super) fn read(file: &[u8]) -> Result<Photo> {
    if file.len() > MAX_LENGTH {
        return Err(not_supported("not supported: a photo of more than 64 KiB"));
    }
    if file.starts_with(&CODESTREAM) {
        let codestream = codestream::read(file, &Size::read(file)?)?;
        let space = if codestream.components() == 3 { Space::Rgb } else { Space::Grey };
        let channels = Channels::default().of(space, codestream.components())?;
        return Ok(Photo { codestream, space, channels, palette: None });
    }
    let (header, bytes) = boxes(file).ok_or(BOXES)?;
    let size = Size::read(bytes)?;
    let header = Header::read(header, &size)?;
    let codestream = codestream::read(bytes, &size)?;
    if header.palette.is_some() && size.signed() {
        return Err(not_supported(SIGNED_COLOURS));
    }
    let space = header.space.ok_or(HEADER)?;
    let channels = header.channels.of(space, codestream.components())?;
    Ok(Photo { codestream, space, channels, palette: header.palette })
}

const BOXES: Error = malformed("the JP2 boxes of the photo");
const HEADER: Error = malformed("the JP2 header of the photo");

/// The contents of the boxes `jp2h` and `jp2c` of a file that begins like a JP2.
fn boxes(file: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) = next_box(file)?;
    let (second, mut rest) = next_box(rest)?;
    if first != (*b"jP  ", &SIGNATURE) || second.0 != *b"ftyp" {
        return None;
    }
    let mut header = None;
    loop {
        let (kind, content);
        ((kind, content), rest) = next_box(rest)?;
        match &kind {
            b"jp2h" if header.is_some() => return None,
            b"jp2h" => header = Some(content),
            b"jp2c" => return Some((header?, content)),
            _ => {}
        }
    }
}

type Boxed<'a> = ([u8; 4], &'a [u8]);

/// A box and what follows it.
fn next_box(bytes: &[u8]) -> Option<(Boxed<'_>, &[u8])> {
    let mut rest = bytes;
    let length = u32_of(&mut rest)?;
    let kind: &[u8; 4] = take(&mut rest, 4)?.try_into().ok()?;
    let content = match length {
        // Extends to the end of its parent.
        0 => take(&mut rest, bytes.len().checked_sub(8)?)?,
        // XLBox: the length in eight bytes.
        1 => {
            let high = u32_of(&mut rest)?;
            let low = usize::try_from(u32_of(&mut rest)?).ok()?;
            take(&mut rest, if high == 0 { low.checked_sub(16)? } else { return None })?
        }
        _ => take(&mut rest, usize::try_from(length).ok()?.checked_sub(8)?)?,
    };
    Some(((*kind, content), rest))
}

/// The contents of the box `jp2h`.
#[derive(Default)]
struct Header {
    space: Option<Space>,
    channels: Channels,
    palette: Option<Palette>,
}

impl Header {
    /// Checks that its size and depth of the photo equal those of the codestream.
    fn read(mut rest: &[u8], size: &Size) -> Result<Self> {
        let mut header = Self::default();
        let mut first = true;
        let mut depths = false;
        while !rest.is_empty() {
            let (kind, content);
            ((kind, content), rest) = next_box(rest).ok_or(HEADER)?;
            match &kind {
                b"ihdr" if first => depths = image(content, size).ok_or(HEADER)?,
                _ if first => return Err(HEADER),
                b"bpcc" => {
                    let same = content.iter().all(|depth| *depth == size.depth);
                    let agrees =
                        content.len() == usize::from(size.grid.components) && same == size.alike;
                    depths = if agrees { false } else { return Err(HEADER) };
                }
                // The first supported one counts (I.5.3.3).
                b"colr" if header.space.is_none() => header.space = space(content)?,
                b"pclr" if header.palette.is_none() => {
                    header.palette = Some(Palette::read(content).ok_or(HEADER)?);
                }
                b"cmap" if header.channels.mapping.is_none() => {
                    header.channels.mapping = Some(mapping(content).ok_or(HEADER)?);
                }
                b"cdef" if header.channels.meaning.is_none() => {
                    header.channels.meaning = Some(meaning(content).ok_or(HEADER)?);
                }
                b"ihdr" | b"pclr" | b"cmap" | b"cdef" => return Err(HEADER),
                _ => {}
            }
            first = false;
        }
        if first || depths || header.palette.is_some() != header.channels.mapping.is_some() {
            return Err(HEADER);
        }
        header.channels.columns = header.palette.as_ref().map(Palette::columns);
        Ok(header)
    }
}

/// `ihdr` (I.5.3.1): whether the depths are in a separate box, if the rest is consistent.
fn image(content: &[u8], size: &Size) -> Option<bool> {
    let (height, width) = size.grid.area();
    let components = size.grid.components.to_be_bytes();
    let sides = [height.to_be_bytes(), width.to_be_bytes()].concat();
    let [depth, 7, _, _] = content.strip_prefix(&[&sides[..], &components].concat()[..])? else {
        return None;
    };
    match *depth {
        DEPTHS_DIFFER => Some(true),
        depth => (depth == size.depth).then_some(false),
    }
}

/// `colr` (I.5.3.3). A single component is greyscale whatever its profile; for three, a profile
/// would have to be applied.
fn space(content: &[u8]) -> Result<Option<Space>> {
    match content {
        [1, _, _, space @ ..] => {
            let number = u32::from_be_bytes(space.try_into().map_err(|_| HEADER)?);
            match number {
                GREY => Ok(Some(Space::Grey)),
                SRGB => Ok(Some(Space::Rgb)),
                SYCC => Ok(Some(Space::Ycc)),
                _ => Err(not_supported("not supported: a colour space of another part")),
            }
        }
        [2, _, _, profile @ ..] => match profile.get(16..20) {
            Some(b"GRAY") => Ok(Some(Space::Grey)),
            Some(_) => Err(not_supported("not supported: colours that an ICC profile defines")),
            None => Err(HEADER),
        },
        // Readers ignore what Part 1 does not define.
        [_, ..] => Ok(None),
        [] => Err(HEADER),
    }
}

/// The channels, and the colour that each represents.
#[derive(Default)]
struct Channels {
    /// `cmap`: the source of each channel.
    mapping: Option<Vec<Channel>>,
    /// `cdef`: channel, type and association of each entry.
    meaning: Option<Vec<[u16; 3]>>,
    /// How many columns the palette has.
    columns: Option<u8>,
}

impl Channels {
    /// The channels of the colours, in order; none may be left over.
    fn of(self, space: Space, components: u16) -> Result<Vec<Channel>> {
        let channels = self.mapping.unwrap_or_else(|| {
            (0..components).map(|component| Channel { component, column: None }).collect()
        });
        let exists = |channel: &Channel| {
            let column = channel.column.is_none_or(|column| Some(column) < self.columns);
            channel.component < components && column
        };
        if !channels.iter().all(exists) {
            return Err(HEADER);
        }
        let Some(meaning) = self.meaning else {
            let enough = channels.len() == space.colours();
            return if enough { Ok(channels) } else { Err(EXTRA) };
        };
        if meaning.len() != channels.len() {
            return Err(HEADER);
        }
        if meaning.iter().any(|[_, kind, _]| *kind != 0) {
            return Err(EXTRA);
        }
        let mut ordered = Vec::new();
        for colour in (1..).take(space.colours()) {
            let mut of_colour = meaning.iter().filter(|[.., association]| *association == colour);
            let (Some([channel, ..]), None) = (of_colour.next(), of_colour.next()) else {
                return Err(HEADER);
            };
            ordered.push(*channels.get(usize::from(*channel)).ok_or(HEADER)?);
        }
        if ordered.len() == channels.len() { Ok(ordered) } else { Err(EXTRA) }
    }
}

const EXTRA: Error = not_supported("not supported: channels besides its colours");

/// `cmap` (I.5.3.5).
fn mapping(content: &[u8]) -> Option<Vec<Channel>> {
    let entries = entries::<4>(content)?;
    let channel = |[high, low, kind, column]: &[u8; 4]| {
        let component = u16::from_be_bytes([*high, *low]);
        let column = match kind {
            0 => None,
            1 => Some(*column),
            _ => return None,
        };
        Some(Channel { component, column })
    };
    entries.iter().map(channel).collect()
}

/// `cdef` (I.5.3.6).
fn meaning(content: &[u8]) -> Option<Vec<[u16; 3]>> {
    let mut rest = content;
    let count = u16_of(&mut rest)?;
    let entries = entries::<6>(rest)?;
    let numbers =
        |[a, b, c, d, e, f]: &[u8; 6]| [[*a, *b], [*c, *d], [*e, *f]].map(u16::from_be_bytes);
    (entries.len() == usize::from(count)).then(|| entries.iter().map(numbers).collect())
}
