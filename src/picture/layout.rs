//! The position of each element in the picture of the card.
//!
//! The card stores name and address as pictures with 12 pixels per line and does not say how many
//! lines they have. Their positions follow from their size in pixels: each is as wide as the card
//! allows, the photo gives up height for more lines, and the two share the available space if it is
//! too little for both.
//!
//! Every place has the aspect ratio of its picture: some viewers stretch an image to its place
//! whatever `preserveAspectRatio` says.

/// The size of a picture, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The place of an element, in tenths of a millimetre from the upper left corner.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Free space above the first and below the last element, and between two.
const TOP: u32 = 26;
const BOTTOM: u32 = 514;
const GAP: u32 = 16;
/// Name and address begin here, right of their captions, and end here at the latest.
const TEXT_LEFT: u32 = 90;
const TEXT_WIDTH: u32 = 736;
const RIGHT_EDGE: u32 = 826;
/// The height of the photo; on the card it is about 25 mm high.
const PHOTO_HEIGHT: u32 = 360;
const PHOTO_LEAST: u32 = 250;
const PHOTO_WIDTH: u32 = 290;
/// The maximum height of name and address together: what the smallest photo leaves.
const TEXTS: u32 = BOTTOM - TOP - PHOTO_LEAST - 2 * GAP;
/// The height of the security code.
const SECURITY_CODE: u32 = 41;

/// The whole card.
pub(super) struct Layout {
    pub(super) name: Place,
    pub(super) address: Place,
    pub(super) photo: Place,
    /// Top and bottom of the area beside the photo.
    rows: (u32, u32),
}

impl Layout {
    /// The left edge of the leftmost elements.
    pub(super) const LEFT: u32 = 30;

    pub(super) fn of(name: Size, address: Size, photo: Size) -> Self {
        let wanted = [name, address].map(|text| text_in(text, TEXTS).height);
        let (of_name, of_address) = shares(wanted);
        let (name, address) = (text_in(name, of_name), text_in(address, of_address));

        let taken = [TOP, name.height, GAP, address.height, GAP];
        let taken = taken.into_iter().fold(0, u32::saturating_add);
        let height = BOTTOM.saturating_sub(taken).min(PHOTO_HEIGHT);
        // Short texts leave space, which is distributed above and between them.
        let spare = BOTTOM.saturating_sub(taken).saturating_sub(height) / 3;
        let gap = GAP.saturating_add(spare);
        let name = name.at(TEXT_LEFT, TOP.saturating_add(spare));
        let address = address.at(TEXT_LEFT, name.bottom().saturating_add(gap));
        let top = BOTTOM.saturating_sub(height);
        let photo = photo.within(PHOTO_WIDTH, height).at(Self::LEFT, top);
        Self { name, address, photo, rows: (top, BOTTOM) }
    }

    /// The left edge of the captions beside the photo.
    pub(super) fn middle(&self) -> u32 {
        self.photo.x.saturating_add(self.photo.width).saturating_add(27)
    }

    /// The left edge of the texts next to those captions.
    pub(super) fn right(&self) -> u32 {
        self.middle().saturating_add(108)
    }

    /// The baseline of one of the four rows beside the photo, counted from 0.
    pub(super) fn baseline(&self, row: u32) -> u32 {
        let pitch = self.pitch();
        let middle = pitch.saturating_mul(row).saturating_add(pitch / 2);
        self.rows.0.saturating_add(middle).saturating_add(10)
    }

    /// The security code, right of its caption in the last row.
    pub(super) fn security_code(&self, size: Size) -> Place {
        let x = self.middle().saturating_add(215);
        let place = size.within(RIGHT_EDGE.saturating_sub(x), SECURITY_CODE);
        let middle = self.baseline(3).saturating_sub(8);
        place.at(x, middle.saturating_sub(place.height / 2))
    }

    fn pitch(&self) -> u32 {
        self.rows.1.saturating_sub(self.rows.0) / 4
    }
}

/// The size of a picture of text within a height. Small pictures are not enlarged excessively: a
/// line of 12 pixels is at most 4 mm high.
fn text_in(text: Size, height: u32) -> Size {
    let most = text.height.saturating_mul(34) / 10;
    text.within(TEXT_WIDTH, height.min(most))
}

/// How two elements share [`TEXTS`]: each gets what it needs if there is enough, otherwise at least
/// half.
fn shares([one, other]: [u32; 2]) -> (u32, u32) {
    let half = TEXTS / 2;
    if one.saturating_add(other) <= TEXTS {
        (one, other)
    } else if one <= half {
        (one, TEXTS.saturating_sub(one))
    } else if other <= half {
        (TEXTS.saturating_sub(other), other)
    } else {
        (half, half)
    }
}

impl Size {
    /// As large as fits, keeping the aspect ratio.
    fn within(self, width: u32, height: u32) -> Self {
        let scaled = |side: u32, by: u32, of: u32| {
            side.saturating_mul(by).checked_div(of).unwrap_or(0).max(1)
        };
        let high = scaled(self.height, width, self.width);
        if high <= height {
            Self { width, height: high }
        } else {
            Self { width: scaled(self.width, height, self.height), height: height.max(1) }
        }
    }

    const fn at(self, x: u32, y: u32) -> Place {
        Place { x, y, width: self.width, height: self.height }
    }
}

impl Place {
    fn bottom(&self) -> u32 {
        self.y.saturating_add(self.height)
    }

    /// The baseline of a caption next to the first line of a picture of text.
    pub(super) fn baseline(&self) -> u32 {
        self.y.saturating_add(self.height.min(40) / 2).saturating_add(8)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "small numbers of the tests' own")]
mod tests;
