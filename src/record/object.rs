//! Objects that this version does not know.

use std::{fmt, str};

/// An object of a record that this version does not know: a later specification may have
/// more, such as the reading of a name (振り仮名). It is kept and handed out, and looked into
/// by nobody here. Personal data; `Debug` shows the tag alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecordObject<'a> {
    tag: u32,
    value: &'a [u8],
}

impl<'a> RecordObject<'a> {
    pub(crate) const fn new(tag: u32, value: &'a [u8]) -> Self {
        Self { tag, value }
    }

    /// The tag in its one to three bytes, as a number: `0xDF26` for `DF 26`.
    #[must_use]
    pub const fn tag(&self) -> u32 {
        self.tag
    }

    /// The value, as the card has it.
    #[must_use]
    pub const fn value(&self) -> &'a [u8] {
        self.value
    }

    /// The value as text, if it is UTF-8. Any control character is still in it.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        str::from_utf8(self.value).ok()
    }
}

impl fmt::Debug for RecordObject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordObject({:X}, ..)", self.tag)
    }
}
