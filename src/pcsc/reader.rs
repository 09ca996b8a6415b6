//! Readers: their names and contents.

use std::ffi::{CStr, CString};
use std::fmt;

use crate::text::shown;

/// The name that PC/SC gives a reader, in UTF-8.
///
/// So that no reader is lost, a name is bytes: pcsc-lite promises UTF-8 but passes on what the
/// driver or `reader.conf` supplies, and half of a UTF-16 surrogate pair, which Windows allows in a
/// name, has the three bytes of its number here (WTF-8). `Display` is safe to show: U+FFFD replaces
/// such bytes and each control, invisible or direction-changing character, which a reader's maker
/// may have chosen; [`as_bytes`](Self::as_bytes) returns the unchanged bytes.
///
/// ```
/// use jpkicard::pcsc::ReaderName;
///
/// let name = ReaderName::new("SONY FeliCa RC-S300\u{1B}[2J").unwrap();
/// assert_eq!(name.to_string(), "SONY FeliCa RC-S300\u{FFFD}[2J"); // safe on a terminal
/// assert_eq!(name.as_bytes().len(), 23);
/// assert!(ReaderName::new("a\0b").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReaderName(CString);

impl ReaderName {
    /// Makes a name from another source, such as a settings file.
    ///
    /// # Errors
    /// The name, if it contains a zero byte.
    pub fn new(name: impl Into<Vec<u8>>) -> Result<Self, Vec<u8>> {
        CString::new(name).map(Self).map_err(std::ffi::NulError::into_vec)
    }

    /// The bytes of the name, without the zero at the end.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The name as C sees it.
    #[must_use]
    pub fn as_c_str(&self) -> &CStr {
        &self.0
    }

    /// Whether `text` occurs in the name; ASCII letters match in either case.
    pub(super) fn contains(&self, text: &[u8]) -> bool {
        text.is_empty()
            || self.as_bytes().windows(text.len()).any(|part| part.eq_ignore_ascii_case(text))
    }
}

impl From<CString> for ReaderName {
    fn from(name: CString) -> Self {
        Self(name)
    }
}

impl fmt::Display for ReaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(self.as_bytes()))
    }
}

impl fmt::Debug for ReaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReaderName({:?})", self.0)
    }
}

/// What is in a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CardPresence {
    /// No card.
    Empty,
    /// A card that no program uses.
    Present,
    /// A card that a program uses and shares.
    InUse,
    /// A card that a program holds exclusively.
    Exclusive,
    /// A card that does not answer: upside down, too far from a contactless
    /// reader, or broken.
    Unresponsive,
    /// The reader itself does not answer, or has just left.
    Unavailable,
}

/// The state of a reader at one moment.
///
/// ```
/// use jpkicard::pcsc::{CardPresence, Context};
///
/// # fn list(context: &Context) -> jpkicard::Result<()> {
/// for name in context.readers()? {
///     let status = context.reader_status(&name)?;
///     println!("{}: {}", status.name, match status.card {
///         CardPresence::Empty => "empty",
///         CardPresence::Present | CardPresence::InUse => "a card",
///         _ => "not usable",
///     });
/// }
/// # Ok(())
/// # }
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReaderStatus {
    /// Which reader.
    pub name: ReaderName,
    /// What was in it.
    pub card: CardPresence,
}

#[cfg(test)]
mod tests;
