//! The reference grid of a codestream (ISO/IEC 15444-1, Annex B).

/// The reference grid (B.2), and how many of its points each sample covers.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    /// Left, top, right and bottom of the image; the latter two exclusive.
    pub(super) image: [u32; 4],
    /// Left and top of the first tile, and the size of each tile.
    pub(super) tile: [u32; 4],
    pub(super) step: (u8, u8),
    pub(super) components: u16,
}

impl Grid {
    /// Height and width, in the order of `ihdr`.
    pub(super) fn area(&self) -> (u32, u32) {
        let [left, top, right, bottom] = self.image;
        (bottom.saturating_sub(top), right.saturating_sub(left))
    }

    /// In pixels: width and height.
    pub(super) fn sides(&self) -> (u32, u32) {
        let [left, top, right, bottom] = self.image;
        let side = |from: u32, to: u32, step: u8| {
            let step = u32::from(step.max(1));
            to.div_ceil(step).saturating_sub(from.div_ceil(step))
        };
        (side(left, right, self.step.0), side(top, bottom, self.step.1))
    }

    /// How many tiles there are across and down.
    pub(super) fn tiles(&self) -> (u32, u32) {
        let [left, top, width, height] = self.tile;
        let [.., right, bottom] = self.image;
        let count = |from: u32, to: u32, side: u32| to.saturating_sub(from).div_ceil(side.max(1));
        (count(left, right, width), count(top, bottom, height))
    }
}
