//! The state of a reader, as PC/SC encodes it in bits.
#![allow(
    clippy::identity_op,
    clippy::unnecessary_cast,
    clippy::useless_conversion,
    reason = "DWORD has 32 bits on Windows and 64 on Linux"
)]

use pcsc_sys as ffi;

use crate::pcsc::reader::CardPresence;

/// A reader's state: flags in the low half, and in the high half a count that increases with each
/// card that comes or leaves (PC/SC part 5, `SCARD_READERSTATE`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State(u32);

impl State {
    /// Nothing is known: a query returns immediately.
    pub(super) const UNAWARE: Self = Self(0);

    pub(super) fn from_raw(raw: ffi::DWORD) -> Self {
        // A 64-bit DWORD still carries only 32 bits.
        Self((raw & 0xFFFF_FFFF) as u32)
    }

    pub(super) fn raw(self) -> ffi::DWORD {
        ffi::DWORD::from(self.0)
    }

    const fn has(self, flag: ffi::DWORD) -> bool {
        self.0 & flag as u32 != 0
    }

    /// The same state as a known one: without the change mark, and without the ignore flag, which
    /// as input would exclude the reader from now on.
    pub(super) const fn as_known(self) -> Self {
        Self(self.0 & !(ffi::SCARD_STATE_CHANGED as u32 | ffi::SCARD_STATE_IGNORE as u32))
    }

    /// How many times cards have come and left so far, modulo 65,536; 0 if the implementation does
    /// not count.
    pub(super) const fn count(self) -> u32 {
        self.0 >> 16
    }

    /// The service does not know the reader, or no longer knows it.
    pub(super) const fn is_gone(self) -> bool {
        self.has(ffi::SCARD_STATE_UNKNOWN | ffi::SCARD_STATE_IGNORE)
    }

    pub(super) const fn is_present(self) -> bool {
        self.has(ffi::SCARD_STATE_PRESENT)
    }

    /// Whether a card is present, in a reader that can report it.
    pub(super) const fn holds_card(self) -> bool {
        !matches!(self.presence(), CardPresence::Empty | CardPresence::Unavailable)
    }

    pub(super) const fn presence(self) -> CardPresence {
        if self.is_gone() || self.has(ffi::SCARD_STATE_UNAVAILABLE) {
            CardPresence::Unavailable
        } else if !self.is_present() {
            CardPresence::Empty
        } else if self.has(ffi::SCARD_STATE_MUTE) {
            CardPresence::Unresponsive
        } else if self.has(ffi::SCARD_STATE_EXCLUSIVE) {
            CardPresence::Exclusive
        } else if self.has(ffi::SCARD_STATE_INUSE) {
            CardPresence::InUse
        } else {
            CardPresence::Present
        }
    }
}

#[cfg(test)]
mod tests;
