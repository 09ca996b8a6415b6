//! BER-TLV (ISO 7816-4, 5.2.2): the length of a file and its contents.
//!
//! Only what these cards use: definite lengths below 16 MiB. A length that
//! promises more than is there is an error, never a panic and never a guess.

use std::fmt;

/// Why bytes are not a TLV object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlvError {
    /// The bytes end inside the tag, the length or the value.
    Truncated,
    /// Length `80`: indefinite.
    IndefiniteLength,
    /// A length of more than three bytes, or a tag of more than three.
    TooLong,
}

impl fmt::Display for TlvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Truncated => "the data ends before the length it announces",
            Self::IndefiniteLength => "the length is indefinite",
            Self::TooLong => "the tag or the length is longer than any on this card",
        })
    }
}

impl std::error::Error for TlvError {}

/// Tag and length of a TLV object, read from its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The tag with its leading bytes, as one number: `30`, `FF20`, `DF21`.
    pub tag: u32,
    /// How many bytes tag and length take.
    pub header_length: usize,
    /// How many bytes the value takes.
    pub value_length: usize,
}

impl Header {
    /// Parses a header; the value need not be present yet.
    ///
    /// # Errors
    /// [`TlvError`] if the tag or length is truncated, indefinite or too long.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlvError> {
        let mut rest = bytes.iter().copied();
        let mut next = || rest.next().ok_or(TlvError::Truncated);
        let first = next()?;
        let mut tag = u32::from(first);
        let mut header_length = 2_usize;
        if first & 0x1F == 0x1F {
            // The tag continues while bit 8 of its bytes is set.
            for taken in 1.. {
                if taken > 2 {
                    return Err(TlvError::TooLong);
                }
                let byte = next()?;
                tag = (tag << 8) | u32::from(byte);
                header_length = header_length.saturating_add(1);
                if byte & 0x80 == 0 {
                    break;
                }
            }
        }
        let first = next()?;
        let value_length = match first {
            0x00..=0x7F => usize::from(first),
            0x80 => return Err(TlvError::IndefiniteLength),
            0x81..=0x83 => {
                let mut length = 0_usize;
                for _ in 0x80..first {
                    length = (length << 8) | usize::from(next()?);
                    header_length = header_length.saturating_add(1);
                }
                length
            }
            0x84.. => return Err(TlvError::TooLong),
        };
        Ok(Self { tag, header_length, value_length })
    }

    /// How many bytes the whole object takes.
    #[must_use]
    pub fn total_length(&self) -> usize {
        self.header_length.saturating_add(self.value_length)
    }
}

/// A complete TLV object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// The tag with its leading bytes, as one number.
    pub tag: u32,
    /// The value.
    pub value: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// Parses the first object and returns it with what follows.
    ///
    /// # Errors
    /// [`TlvError`] if the object is incomplete.
    pub fn parse(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), TlvError> {
        let header = Header::parse(bytes)?;
        let after = bytes.get(header.header_length..).ok_or(TlvError::Truncated)?;
        let (value, rest) =
            after.split_at_checked(header.value_length).ok_or(TlvError::Truncated)?;
        Ok((Self { tag: header.tag, value }, rest))
    }
}

#[cfg(test)]
mod tests;
