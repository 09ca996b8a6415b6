//! Finds the coded photo in a JP2 file and says how large it is, before any of it is
//! decoded (ISO/IEC 15444-1, Annex A: the codestream; Annex I: the file's boxes).
//!
//! Small files can claim huge work: millions of tiles, precincts of one pixel, code-blocks
//! of four. A card's photo has one tile, no precincts of its own and 64 × 64 blocks, so
//! what is far from that is refused here, and so is a marker that could change it later.

use super::malformed;
use crate::error::Result;

/// The longest file: a card's photo has about 2 KB, an EF at most 64.
const MAX_LENGTH: usize = 64 * 1024;
/// The longest side in pixels; a card's photo has 378 × 472.
const MAX_SIDE: u32 = 4096;
/// The most pixels: six times a card's photo.
const MAX_PIXELS: u32 = 1024 * 1024;
/// The smallest code-block, as COD codes it: 2 is 16 pixels.
const MIN_BLOCK_EXPONENT: u8 = 2;
/// The most precincts of a component; a card's photo has one for each of six resolutions.
const MAX_PRECINCTS: u32 = 4096;

const SIGNATURE: [u8; 4] = [0x0D, 0x0A, 0x87, 0x0A];
/// Enumerated colour spaces of the box `colr`.
const SRGB: u32 = 16;
const GREY: u32 = 17;

const SOC: u16 = 0xFF4F;
const SIZ: u16 = 0xFF51;
const COD: u16 = 0xFF52;
const TLM: u16 = 0xFF55;
const PLT: u16 = 0xFF58;
const QCD: u16 = 0xFF5C;
const CRG: u16 = 0xFF63;
const COM: u16 = 0xFF64;
const SOT: u16 = 0xFF90;
const SOD: u16 = 0xFF93;
const EOC: u16 = 0xFFD9;

/// A photo that is worth decoding: 8 bits a sample, one tile.
pub(super) struct Photo<'a> {
    pub(super) codestream: &'a [u8],
    /// In pixels.
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 is grey, 3 is red, green and blue.
    pub(super) components: u16,
}

/// Reads the headers, and says that all of the file is there.
pub(super) fn read(file: &[u8]) -> Result<Photo<'_>> {
    if file.len() > MAX_LENGTH {
        return Err(malformed("a photo longer than any card's"));
    }
    let (header, codestream) = boxes(file).ok_or(malformed("the JP2 boxes of the photo"))?;
    let photo = size(codestream).ok_or(malformed("the photo's size or depth"))?;
    if !header_agrees(header, &photo) {
        return Err(malformed("the JP2 header of the photo"));
    }
    let style = markers(&photo).ok_or(malformed("the photo's coding"))?;
    tile_parts(style).ok_or(malformed("the photo is not whole"))?;
    Ok(photo)
}

/// The content of the boxes `jp2h` and `jp2c`, of a file that begins as a JP2 does.
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
            b"jp2h" => header = Some(content),
            b"jp2c" => return Some((header?, content)),
            _ => {}
        }
    }
}

type Boxed<'a> = ([u8; 4], &'a [u8]);

/// A box and what follows it. Lengths of eight bytes are for files that no card holds.
fn next_box(bytes: &[u8]) -> Option<(Boxed<'_>, &[u8])> {
    let mut rest = bytes;
    let length = usize::try_from(u32_of(&mut rest)?).ok()?;
    let kind: &[u8; 4] = take(&mut rest, 4)?.try_into().ok()?;
    let content = match length {
        0 => take(&mut rest, bytes.len().checked_sub(8)?)?,
        _ => take(&mut rest, length.checked_sub(8)?)?,
    };
    Some(((*kind, content), rest))
}

/// Whether `jp2h` says the same of the photo as its coding does, and that its samples are
/// what is seen: no palette, no channel of another meaning.
fn header_agrees(header: &[u8], photo: &Photo<'_>) -> bool {
    let image = [photo.height.to_be_bytes(), photo.width.to_be_bytes()].concat();
    let mut colour = false;
    let mut rest = header;
    let mut first = true;
    while !rest.is_empty() {
        let Some(((kind, content), after)) = next_box(rest) else {
            return false;
        };
        rest = after;
        let agrees = match &kind {
            b"ihdr" => {
                let components = photo.components.to_be_bytes();
                // 8 bits less one, coded by JPEG 2000's only type.
                first && content.starts_with(&[&image[..], &components, &[7, 7]].concat())
            }
            b"colr" => {
                colour = true;
                colour_agrees(content, photo.components)
            }
            b"pclr" | b"cmap" | b"cdef" => false,
            _ => !first,
        };
        if !agrees {
            return false;
        }
        first = false;
    }
    colour
}

/// One component is grey whatever profile describes it; three are red, green and blue if
/// the box says so by number.
fn colour_agrees(content: &[u8], components: u16) -> bool {
    match (content, components) {
        ([1, _, _, space @ ..], 1) => space == GREY.to_be_bytes(),
        ([2, ..], 1) => true,
        ([1, _, _, space @ ..], 3) => space == SRGB.to_be_bytes(),
        _ => false,
    }
}

/// The photo's size from the marker SIZ (A.5.1): the whole grid is one tile of samples of
/// 8 bits, none of them left out.
fn size(codestream: &[u8]) -> Option<Photo<'_>> {
    let mut rest = codestream;
    if u16_of(&mut rest)? != SOC || u16_of(&mut rest)? != SIZ {
        return None;
    }
    let mut siz = segment(&mut rest)?;
    let _capabilities = u16_of(&mut siz)?;
    let mut numbers = [0; 8];
    for number in &mut numbers {
        *number = u32_of(&mut siz)?;
    }
    let [width, height, 0, 0, tile_width, tile_height, 0, 0] = numbers else {
        return None;
    };
    let components = u16_of(&mut siz)?;
    let known = match components {
        1 => siz == [7, 1, 1],
        3 => siz == [7, 1, 1, 7, 1, 1, 7, 1, 1],
        _ => false,
    };
    let sides = (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height);
    let fits = sides && width.checked_mul(height)? <= MAX_PIXELS;
    let one_tile = tile_width >= width && tile_height >= height;
    (known && fits && one_tile).then_some(Photo { codestream, width, height, components })
}

/// Checks the main header's markers, and gives what follows them. Segments are as long as
/// what is in them: a decoder that goes by the one and a check that goes by the other
/// would not read the same.
fn markers<'a>(photo: &Photo<'a>) -> Option<&'a [u8]> {
    let mut rest = photo.codestream.get(4..)?;
    segment(&mut rest)?;
    let (mut styles, mut quantisations) = (0_usize, 0_usize);
    loop {
        let tile_part = rest;
        match u16_of(&mut rest)? {
            SOT => return (styles == 1 && quantisations == 1).then_some(tile_part),
            COD => {
                coding_style(segment(&mut rest)?, photo)?;
                styles = styles.saturating_add(1);
            }
            QCD => {
                quantisation(segment(&mut rest)?)?;
                quantisations = quantisations.saturating_add(1);
            }
            TLM | CRG | COM => {
                segment(&mut rest)?;
            }
            _ => return None,
        }
    }
}

/// COD (A.6.1): no blocks that are too small, not too many precincts.
fn coding_style(segment: &[u8], photo: &Photo<'_>) -> Option<()> {
    let [style, _order, _, _, _transform, levels, width, height, _, _, precincts @ ..] = segment
    else {
        return None;
    };
    let resolutions = levels.checked_add(1)?;
    let expected = if style & 1 == 0 { 0 } else { usize::from(resolutions) };
    let blocks = *width >= MIN_BLOCK_EXPONENT && *height >= MIN_BLOCK_EXPONENT;
    if !blocks || precincts.len() != expected {
        return None;
    }
    // From the smallest resolution, each twice as wide and high as the one before it.
    let mut count = 0_u32;
    for (exponents, level) in precincts.iter().zip((0..=*levels).rev()) {
        let across = parts(photo.width, level, exponents & 0xF)?;
        let down = parts(photo.height, level, exponents >> 4)?;
        count = count.checked_add(across.checked_mul(down)?)?;
    }
    (count <= MAX_PRECINCTS).then_some(())
}

/// How many precincts of 2^`exponent` pixels a side has once it is halved `level` times.
fn parts(side: u32, level: u8, exponent: u8) -> Option<u32> {
    let halved = side.div_ceil(1_u32.checked_shl(u32::from(level))?);
    Some(halved.div_ceil(1_u32.checked_shl(u32::from(exponent))?))
}

/// QCD (A.6.4): as many step sizes as its style has.
fn quantisation(segment: &[u8]) -> Option<()> {
    let (style, steps) = segment.split_first()?;
    let fits = match style & 0x1F {
        0 => true,
        1 => steps.len() == 2,
        2 => steps.chunks_exact(2).remainder().is_empty(),
        _ => false,
    };
    fits.then_some(())
}

/// Follows the tile-parts (A.4.2) to the end of the codestream, each of them whole.
fn tile_parts(codestream: &[u8]) -> Option<()> {
    let mut rest = codestream;
    loop {
        let here = rest;
        match u16_of(&mut rest)? {
            EOC => return rest.is_empty().then_some(()),
            SOT => {}
            _ => return None,
        }
        let mut header = segment(&mut rest)?;
        let tile = u16_of(&mut header)?;
        let length = usize::try_from(u32_of(&mut header)?).ok()?;
        if tile != 0 || header.len() != 2 {
            return None;
        }
        let (mut part, after) = here.split_at_checked(length)?;
        take(&mut part, 12)?;
        loop {
            match u16_of(&mut part)? {
                SOD => break,
                PLT | COM => {
                    segment(&mut part)?;
                }
                _ => return None,
            }
        }
        rest = after;
    }
}

/// A marker segment less its length, which counts itself.
fn segment<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::from(u16_of(bytes)?);
    take(bytes, length.checked_sub(2)?)
}

fn u16_of(bytes: &mut &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(take(bytes, 2)?.try_into().ok()?))
}

fn u32_of(bytes: &mut &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(take(bytes, 4)?.try_into().ok()?))
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}
