//! Objects unknown to this version.

use std::{fmt, str};

/// An object of a record that is unknown to this version: a later specification may have more, such
/// as the reading of a name (振り仮名). It is kept and returned without being parsed. Personal data;
/// `Debug` shows only the tag.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::record::BasicAttributes;
/// use jpkicard::virtual_card::VirtualCard;
///
/// let file = VirtualCard::builder().build()?.basic_attributes_file().to_vec();
/// let attributes = BasicAttributes::from_file(file)?;
/// for object in attributes.other_objects() {
///     println!("{:X}: {} bytes", object.tag(), object.value().len());
/// }
/// assert_eq!(attributes.other_objects().count(), 0); // today's cards have none
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
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

    /// The value, as stored on the card.
    #[must_use]
    pub const fn value(&self) -> &'a [u8] {
        self.value
    }

    /// The value as text, if it is UTF-8. Control characters are not removed.
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
