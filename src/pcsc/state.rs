//! The state of a reader, as PC/SC encodes it in bits.

use crate::pcsc::reader::CardPresence;

// The flags, with the same numbers in each system's `winscard.h`.
const IGNORE: u32 = 0x0001;
const CHANGED: u32 = 0x0002;
const UNKNOWN: u32 = 0x0004;
const UNAVAILABLE: u32 = 0x0008;
const PRESENT: u32 = 0x0020;
const EXCLUSIVE: u32 = 0x0080;
const IN_USE: u32 = 0x0100;
const MUTE: u32 = 0x0200;

/// A reader's state: flags in the low half, and in the high half a count that increases with each
/// card that comes or leaves (PC/SC part 5, `SCARD_READERSTATE`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State(u32);

impl State {
    /// Nothing is known: a query returns immediately.
    pub(super) const UNAWARE: Self = Self(0);

    pub(super) const fn from_raw(raw: u32) -> Self {
        Self(raw)
    }

    pub(super) const fn raw(self) -> u32 {
        self.0
    }

    const fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    /// The same state as a known one: without the change mark, and without the ignore flag, which
    /// as input would exclude the reader from now on.
    pub(super) const fn as_known(self) -> Self {
        Self(self.0 & !(CHANGED | IGNORE))
    }

    /// How many times cards have come and left so far, modulo 65,536; 0 if the implementation does
    /// not count.
    pub(super) const fn count(self) -> u32 {
        self.0 >> 16
    }

    /// The service does not know the reader, or no longer knows it.
    pub(super) const fn is_gone(self) -> bool {
        self.has(UNKNOWN | IGNORE)
    }

    pub(super) const fn is_present(self) -> bool {
        self.has(PRESENT)
    }

    /// Whether a card is present, in a reader that can report it.
    pub(super) const fn holds_card(self) -> bool {
        !matches!(self.presence(), CardPresence::Empty | CardPresence::Unavailable)
    }

    pub(super) const fn presence(self) -> CardPresence {
        if self.is_gone() || self.has(UNAVAILABLE) {
            CardPresence::Unavailable
        } else if !self.is_present() {
            CardPresence::Empty
        } else if self.has(MUTE) {
            CardPresence::Unresponsive
        } else if self.has(EXCLUSIVE) {
            CardPresence::Exclusive
        } else if self.has(IN_USE) {
            CardPresence::InUse
        } else {
            CardPresence::Present
        }
    }
}

#[cfg(test)]
mod tests;
