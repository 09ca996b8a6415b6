//! How much work a codestream causes in a decoder: its tiles, precincts, code-blocks and layers,
//! calculated from its header (ISO/IEC 15444-1, Annex B).

use crate::error::{Error, Result};
use crate::picture::grid::Grid;
use crate::picture::{malformed, not_supported};

/// The maximum number of tiles; with 16 × 16 pixels each, a card's photo has 720.
const MAX_TILES: u32 = 1024;
/// The maximum number of precincts of all components; a card's photo has one for each of six
/// resolutions.
const MAX_PRECINCTS: u32 = 12_288;
/// The maximum number of code-blocks; a card's photo has 70, or 15,000 of 4 × 4 pixels.
const MAX_BLOCKS: u32 = 65_536;
/// The maximum of either times the number of layers: a decoder keeps data for each.
const MAX_LAYERED: u32 = 1024 * 1024;
/// The maximum number of decomposition levels (A.6.1).
const MAX_LEVELS: u8 = 32;

const CODING: Error = malformed("the photo's coding");
const TOO_MUCH: Error = not_supported("not supported: more parts than a photo needs");

/// How a component is coded (A.6.1, A.6.2).
#[derive(Clone, Copy)]
pub(super) struct Coding {
    levels: u8,
    /// The width and height of a code-block are 2 to the power of these.
    block: (u8, u8),
    /// The same for the precincts of each resolution, smallest first.
    precincts: [(u8, u8); 33],
}

/// The amount of work, once the grid is known.
pub(super) struct Work {
    pub(super) layers: u16,
    pub(super) codings: Vec<Coding>,
}

impl Coding {
    /// Parses what follows the style of a COD or COC; the lowest bit of the style says whether
    /// precincts follow.
    pub(super) fn read(style: u8, parameters: &[u8]) -> Result<Self> {
        let [levels, width, height, blocks, transform, sizes @ ..] = parameters else {
            return Err(CODING);
        };
        let resolutions = usize::from(levels.saturating_add(1));
        let expected = if style & 1 == 0 { 0 } else { resolutions };
        let sound = *levels <= MAX_LEVELS
            && *width <= 8
            && *height <= 8
            && width.saturating_add(*height) <= 8
            && *transform <= 1
            && sizes.len() == expected;
        if !sound {
            return Err(CODING);
        }
        if blocks & 0xC0 != 0 {
            return Err(not_supported("not supported: a coding of another part of the standard"));
        }
        let mut precincts = [(15, 15); 33];
        for (precinct, size) in precincts.iter_mut().zip(sizes) {
            *precinct = (size & 0xF, size >> 4);
        }
        // Only the smallest resolution may have precincts of one pixel (A.6.1).
        let ones = precincts.iter().skip(1).any(|(across, down)| *across == 0 || *down == 0);
        if ones {
            return Err(CODING);
        }
        let block = (width.saturating_add(2), height.saturating_add(2));
        Ok(Self { levels: *levels, block, precincts })
    }
}

impl Work {
    /// # Errors
    /// `ImageMalformed` if it exceeds the limits for a photo.
    pub(super) fn check(&self, grid: &Grid) -> Result<()> {
        let (across, down) = grid.tiles();
        if across.saturating_mul(down) > MAX_TILES {
            return Err(TOO_MUCH);
        }
        let (mut precincts, mut blocks) = (0_u32, 0_u32);
        for row in 0..down {
            for column in 0..across {
                let tile = tile(grid, column, row);
                for coding in &self.codings {
                    let (more_precincts, more_blocks) = parts(coding, tile);
                    precincts = precincts.saturating_add(more_precincts);
                    blocks = blocks.saturating_add(more_blocks);
                }
            }
        }
        let layers = u32::from(self.layers);
        let fits = precincts <= MAX_PRECINCTS
            && blocks <= MAX_BLOCKS
            && precincts.saturating_mul(layers) <= MAX_LAYERED
            && blocks.saturating_mul(layers) <= MAX_LAYERED;
        if fits { Ok(()) } else { Err(TOO_MUCH) }
    }
}

/// Horizontal and vertical range in samples of a component (B.3).
type Area = [(u32, u32); 2];

fn tile(grid: &Grid, column: u32, row: u32) -> Area {
    let [left, top, right, bottom] = grid.image;
    let [tile_left, tile_top, width, height] = grid.tile;
    let side = |number: u32, first: u32, side: u32, from: u32, to: u32, step: u8| {
        let start = first.saturating_add(side.saturating_mul(number));
        let step = u32::from(step.max(1));
        let end = start.saturating_add(side).min(to);
        (start.max(from).div_ceil(step), end.div_ceil(step))
    };
    [
        side(column, tile_left, width, left, right, grid.step.0),
        side(row, tile_top, height, top, bottom, grid.step.1),
    ]
}

/// How many precincts and code-blocks a tile of a component has. For three sub-bands, three times
/// the blocks of the largest are counted.
fn parts(coding: &Coding, tile: Area) -> (u32, u32) {
    let (mut precincts, mut blocks) = (0_u32, 0_u32);
    for (resolution, precinct) in (0..=coding.levels).zip(coding.precincts) {
        let level = u32::from(coding.levels.saturating_sub(resolution));
        let halved = tile.map(|(from, to)| (shrunk(from, level), shrunk(to, level)));
        let [across, down] = halved;
        if across.0 >= across.1 || down.0 >= down.1 {
            continue;
        }
        let count = cells(across, precinct.0).saturating_mul(cells(down, precinct.1));
        precincts = precincts.saturating_add(count);

        // A sub-band has half the resolution's samples per side, and so half the size of its
        // precincts.
        let (bands, half) = if resolution == 0 { (1, 0) } else { (3, 1) };
        let band = halved.map(|(from, to)| (from >> half, shrunk(to, half)));
        let [across, down] = band;
        let side = |block: u8, precinct: u8| {
            block.min(precinct.saturating_sub(u8::try_from(half).unwrap_or(0)))
        };
        let count = cells(across, side(coding.block.0, precinct.0))
            .saturating_mul(cells(down, side(coding.block.1, precinct.1)));
        blocks = blocks.saturating_add(count.saturating_mul(bands));
    }
    (precincts, blocks)
}

/// A coordinate after halving `level` times, rounded up.
fn shrunk(coordinate: u32, level: u32) -> u32 {
    match 1_u32.checked_shl(level) {
        Some(divisor) => coordinate.div_ceil(divisor),
        None => u32::from(coordinate > 0),
    }
}

/// How many cells of 2^`exponent` a side touches.
fn cells((from, to): (u32, u32), exponent: u8) -> u32 {
    let side = 1_u32.checked_shl(u32::from(exponent)).unwrap_or(u32::MAX);
    let before = from.checked_div(side).unwrap_or(0);
    to.div_ceil(side).saturating_sub(before)
}
