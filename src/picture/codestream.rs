//! Parses a codestream's markers (ISO/IEC 15444-1, Annex A) before any of it is decoded.
//!
//! Small files can require a huge amount of work: millions of tiles, precincts of one pixel,
//! code-blocks of four. The amount is calculated here, and too much is refused, as is any marker
//! that could change it later.

use crate::error::{Error, Result};
use crate::picture::bytes::{entries, take, u16_of, u32_of};
use crate::picture::grid::Grid;
use crate::picture::work::{Coding, Work};
use crate::picture::{malformed, not_supported};

/// The maximum side in pixels; a card's photo has 378 × 472.
const MAX_SIDE: u32 = 4096;
/// The maximum number of pixels: six times a card's photo.
const MAX_PIXELS: u32 = 1024 * 1024;
/// The maximum extent of the reference grid.
const MAX_GRID: u32 = 1 << 20;
/// The maximum number of components: colours and one more, which a palette or `cdef` assigns.
const MAX_COMPONENTS: u16 = 4;
/// The maximum bits of a sample, which is shown with 8.
const MAX_DEPTH: u8 = 16;
/// The maximum number of progression order changes in the main header, and in a tile.
const MAX_ORDER_CHANGES: usize = 32;
/// The maximum number of layers that the decoder supports.
const MAX_LAYERS: u16 = 32;

const SOC: u16 = 0xFF4F;
const CAP: u16 = 0xFF50;
const SIZ: u16 = 0xFF51;
const COD: u16 = 0xFF52;
const COC: u16 = 0xFF53;
const TLM: u16 = 0xFF55;
const PLM: u16 = 0xFF57;
const PLT: u16 = 0xFF58;
const QCD: u16 = 0xFF5C;
const QCC: u16 = 0xFF5D;
const RGN: u16 = 0xFF5E;
const POC: u16 = 0xFF5F;
const PPM: u16 = 0xFF60;
const PPT: u16 = 0xFF61;
const CRG: u16 = 0xFF63;
const COM: u16 = 0xFF64;
const SOT: u16 = 0xFF90;
const SOD: u16 = 0xFF93;
const EOC: u16 = 0xFFD9;

/// The standard does not define the zero point of signed colours, and decoders differ.
pub(super) const SIGNED_COLOURS: &str = "not supported: signed samples of colours";
const SIZE: Error = malformed("the photo's size or depth");
const CODING: Error = malformed("the photo's coding");
const CUT: Error = malformed("the photo is not whole");

/// A complete codestream that requires no more work than a photo may.
pub(super) struct Codestream {
    /// From SOC to EOC, with nothing after that.
    bytes: Vec<u8>,
    /// The start of the last tile-part, and its length.
    last: (usize, usize),
    grid: Grid,
}

impl Codestream {
    pub(super) const fn components(&self) -> u16 {
        self.grid.components
    }

    /// In pixels: width and height.
    pub(super) fn sides(&self) -> (u32, u32) {
        self.grid.sides()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same without the two bytes of filler that some encoders leave before EOC, within the
    /// last tile-part.
    pub(super) fn without_filler(&self) -> Option<Vec<u8>> {
        let (start, length) = self.last;
        let mut bytes = self.bytes.strip_suffix(b"\x80\x80\xFF\xD9")?.to_vec();
        let length = u32::try_from(length.checked_sub(2)?).ok()?;
        write_length(&mut bytes, start, length)?;
        bytes.extend(EOC.to_be_bytes());
        Some(bytes)
    }
}

/// The values in SIZ that are also in `ihdr`.
pub(super) struct Size {
    pub(super) grid: Grid,
    /// The depth of the first component as encoded in SIZ and `ihdr`: bits minus one, and a sign.
    pub(super) depth: u8,
    /// Whether all components have this depth and the same size.
    pub(super) alike: bool,
}

/// Parses a codestream that begins with this size.
pub(super) fn read(bytes: &[u8], size: &Size) -> Result<Codestream> {
    size.check()?;
    let grid = size.grid;
    let mut rest = bytes.get(4..).ok_or(SIZE)?;
    segment(&mut rest).ok_or(SIZE)?;
    let (tile_parts, work) = markers(rest, &grid)?;
    work.check(&grid)?;

    let start = bytes.len().saturating_sub(tile_parts.len());
    let parts = follow(bytes, start, &grid)?;
    let mut bytes = bytes.get(..parts.end).ok_or(CUT)?.to_vec();
    let (start, length) = parts.last;
    write_length(&mut bytes, start, u32::try_from(length).map_err(|_| CUT)?).ok_or(CUT)?;
    Ok(Codestream { bytes, last: parts.last, grid })
}

impl Size {
    /// SIZ (A.5.1).
    pub(super) fn read(codestream: &[u8]) -> Result<Self> {
        Self::parse(codestream).ok_or(SIZE)
    }

    fn parse(mut rest: &[u8]) -> Option<Self> {
        if u16_of(&mut rest)? != SOC || u16_of(&mut rest)? != SIZ {
            return None;
        }
        let mut siz = segment(&mut rest)?;
        let _capabilities = u16_of(&mut siz)?;
        let mut numbers = [0; 8];
        for number in &mut numbers {
            *number = u32_of(&mut siz)?;
        }
        let [right, bottom, left, top, width, height, tile_left, tile_top] = numbers;
        let components = u16_of(&mut siz)?;
        let samples = entries::<3>(siz)?;
        let first @ [depth, across, down] = *samples.first()?;
        let first_tile =
            |tile: u32, side: u32, image: u32| tile <= image && tile.saturating_add(side) > image;
        let sound = samples.len() == usize::from(components)
            && samples.iter().all(|[_, across, down]| *across > 0 && *down > 0)
            && left < right
            && top < bottom
            && first_tile(tile_left, width, left)
            && first_tile(tile_top, height, top);
        let grid = Grid {
            image: [left, top, right, bottom],
            tile: [tile_left, tile_top, width, height],
            step: (across, down),
            components,
        };
        let (width, height) = grid.sides();
        let alike = samples.iter().all(|sample| *sample == first);
        (sound && width > 0 && height > 0).then_some(Self { grid, depth, alike })
    }

    /// Whether samples may be negative.
    pub(super) const fn signed(&self) -> bool {
        self.depth & 0x80 != 0
    }

    /// Checks that it is within the supported limits.
    fn check(&self) -> Result<()> {
        let [.., right, bottom] = self.grid.image;
        let (width, height) = self.grid.sides();
        let detail =
            if width > MAX_SIDE || height > MAX_SIDE || width.saturating_mul(height) > MAX_PIXELS {
                "not supported: more than 1,048,576 pixels, or 4,096 a side"
            } else if right > MAX_GRID || bottom > MAX_GRID {
                "not supported: a photo far out on its grid"
            } else if self.grid.components > MAX_COMPONENTS {
                "not supported: more than four components"
            } else if !self.alike {
                "not supported: components of different sizes or depths"
            } else if self.depth & 0x7F >= MAX_DEPTH {
                "not supported: more than 16 bits a sample"
            } else if self.signed() && self.grid.components > 1 {
                SIGNED_COLOURS
            } else {
                return Ok(());
            };
        Err(not_supported(detail))
    }
}

/// Checks the main header's markers, and returns what follows them. Segment lengths must equal
/// their contents: otherwise a decoder that goes by one and a check that goes by the other would
/// read different data.
fn markers<'a>(mut rest: &'a [u8], grid: &Grid) -> Result<(&'a [u8], Work)> {
    let count = usize::from(grid.components);
    let (mut style, mut quantisations, mut changes) = (None, 0_usize, 0);
    let mut own: Vec<Option<Coding>> = vec![None; count];
    loop {
        let tile_part = rest;
        let marker = u16_of(&mut rest).ok_or(CODING)?;
        match marker {
            SOT => {
                let (Some((layers, coding)), 1) = (style, quantisations) else {
                    return Err(CODING);
                };
                let codings = own.into_iter().map(|own| own.unwrap_or(coding)).collect();
                return Ok((tile_part, Work { layers, codings }));
            }
            COD if style.is_none() => {
                style = Some(coding_style(segment(&mut rest).ok_or(CODING)?, grid)?);
            }
            COC => {
                let [component, coding @ ..] = segment(&mut rest).ok_or(CODING)? else {
                    return Err(CODING);
                };
                let place = own.get_mut(usize::from(*component)).ok_or(CODING)?;
                let [style, coding @ ..] = coding else {
                    return Err(CODING);
                };
                *place = Some(Coding::read(*style, coding)?);
            }
            QCD => {
                quantisation(segment(&mut rest).ok_or(CODING)?).ok_or(CODING)?;
                quantisations = quantisations.saturating_add(1);
            }
            QCC => {
                let segment = segment(&mut rest).ok_or(CODING)?;
                let (component, steps) = segment.split_first().ok_or(CODING)?;
                if usize::from(*component) >= count {
                    return Err(CODING);
                }
                quantisation(steps).ok_or(CODING)?;
            }
            RGN => match segment(&mut rest).ok_or(CODING)? {
                [component, 0, _] if usize::from(*component) < count => {}
                _ => return Err(CODING),
            },
            POC => {
                let more = segment(&mut rest).and_then(|segment| order_changes(segment, grid));
                changes = more_changes(changes, more.ok_or(CODING)?)?;
            }
            TLM | CRG | COM => {
                segment(&mut rest).ok_or(CODING)?;
            }
            // These have no segment (A.1.3).
            0xFF30..=0xFF3F => {}
            _ => return Err(of_another_kind(marker)),
        }
    }
}

/// The error for a marker that a photo may have but that is not supported, or for an invalid one.
const fn of_another_kind(marker: u16) -> Error {
    match marker {
        PPM | PPT => not_supported("not supported: packet headers apart from their packets"),
        PLM => not_supported("not supported: packet lengths in the main header"),
        COD | COC | QCD | QCC | RGN => not_supported("not supported: a tile with its own coding"),
        CAP | 0xFF56 | 0xFF59 | 0xFF72..=0xFF79 => {
            not_supported("not supported: a coding of another part of the standard")
        }
        _ => CODING,
    }
}

/// COD (A.6.1): the layers, and the coding of components that have no COC.
fn coding_style(segment: &[u8], grid: &Grid) -> Result<(u16, Coding)> {
    let [style, 0..=4, high, low, transform, coding @ ..] = segment else {
        return Err(CODING);
    };
    let layers = u16::from_be_bytes([*high, *low]);
    match transform {
        0 => {}
        1 if grid.components >= 3 => {}
        _ => return Err(CODING),
    }
    if layers == 0 || style & !7 != 0 {
        return Err(CODING);
    }
    if layers > MAX_LAYERS {
        return Err(not_supported("not supported: more than 32 layers"));
    }
    Ok((layers, Coding::read(*style, coding)?))
}

/// QCD and QCC (A.6.4): as many step sizes as the style requires.
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

/// POC (A.6.6): the number of progression order changes. For each, a decoder visits all packets,
/// and skips those it has already seen.
fn order_changes(segment: &[u8], grid: &Grid) -> Option<usize> {
    let changes = entries::<7>(segment)?;
    let sound = |[_, component, .., order]: &[u8; 7]| {
        u16::from(*component) < grid.components && *order <= 4
    };
    (!changes.is_empty() && changes.iter().all(sound)).then_some(changes.len())
}

/// Adds changes, if the sum is within the limit.
fn more_changes(before: usize, more: usize) -> Result<usize> {
    let changes = before.saturating_add(more);
    if changes > MAX_ORDER_CHANGES {
        return Err(not_supported("not supported: more than 32 changes of the order"));
    }
    Ok(changes)
}

/// The result of following the tile-parts.
struct TileParts {
    /// The position just after EOC.
    end: usize,
    /// Start and length of the last one.
    last: (usize, usize),
}

/// Follows the tile-parts (A.4.2) to the end of the codestream; each must be complete and none
/// missing. Anything after EOC does not belong to the photo.
fn follow(bytes: &[u8], start: usize, grid: &Grid) -> Result<TileParts> {
    let (across, down) = grid.tiles();
    let tiles = usize::try_from(across.saturating_mul(down)).map_err(|_| CUT)?;
    // For each tile: parts found, parts announced, progression order changes.
    let mut parts = vec![(0_u32, 0_u8, 0_usize); tiles];
    let (mut at, mut last) = (start, None);
    loop {
        let mut rest = bytes.get(at..).ok_or(CUT)?;
        match u16_of(&mut rest).ok_or(CUT)? {
            EOC => break,
            SOT => {}
            _ => return Err(CUT),
        }
        let (tile, length, said) = tile_part(rest).ok_or(CUT)?;
        let (met, all, changes) = parts.get_mut(usize::from(tile)).ok_or(CUT)?;
        *met = met.saturating_add(1);
        *all = (*all).max(said);
        let length = match usize::try_from(length).map_err(|_| CUT)? {
            // The last one, which extends to the EOC that ends the codestream (A.4.2).
            0 => {
                let end = bytes.strip_suffix(&EOC.to_be_bytes()).ok_or(CUT)?.len();
                end.checked_sub(at).ok_or(CUT)?
            }
            length => length,
        };
        let part = bytes.get(at..).and_then(|rest| rest.get(..length)).ok_or(CUT)?;
        *changes = part_header(part, grid, *changes)?;
        last = Some((at, length));
        at = at.checked_add(length).ok_or(CUT)?;
    }
    if !parts.iter().all(|(met, all, _)| *met > 0 && *met >= u32::from(*all)) {
        return Err(CUT);
    }
    Ok(TileParts { end: at.checked_add(2).ok_or(CUT)?, last: last.ok_or(CUT)? })
}

/// SOT (A.4.2): the tile, the length of this part, and how many parts the tile has, if stated.
fn tile_part(mut rest: &[u8]) -> Option<(u16, u32, u8)> {
    let mut header = segment(&mut rest)?;
    let (tile, length) = (u16_of(&mut header)?, u32_of(&mut header)?);
    let [_, parts] = header else {
        return None;
    };
    Some((tile, length, *parts))
}

/// Parses the header of a tile-part, up to its data, for a tile with this many progression order
/// changes so far; returns how many it has then.
fn part_header(mut part: &[u8], grid: &Grid, mut changes: usize) -> Result<usize> {
    take(&mut part, 12).ok_or(CUT)?;
    loop {
        let marker = u16_of(&mut part).ok_or(CUT)?;
        match marker {
            SOD => return Ok(changes),
            POC => {
                let more = segment(&mut part).and_then(|segment| order_changes(segment, grid));
                changes = more_changes(changes, more.ok_or(CODING)?)?;
            }
            PLT | COM => {
                segment(&mut part).ok_or(CUT)?;
            }
            0xFF30..=0xFF3F => {}
            _ => return Err(of_another_kind(marker)),
        }
    }
}

/// Writes Psot into the tile-part that begins at `start`.
fn write_length(bytes: &mut [u8], start: usize, length: u32) -> Option<()> {
    let place = bytes.get_mut(start..)?.get_mut(6..10)?;
    place.copy_from_slice(&length.to_be_bytes());
    Some(())
}

/// A marker segment without its length field, which includes itself.
fn segment<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::from(u16_of(bytes)?);
    take(bytes, length.checked_sub(2)?)
}
