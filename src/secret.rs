//! What the holder types: checked before any I/O, wiped after use, never shown.

use std::fmt;

use crate::error::{Error, Result};
use crate::protected::Protected;
use crate::status::Status;

/// The four digits of the user-authentication PIN (利用者証明用電子証明書の暗証番号).
///
/// The digits are wiped from memory when the value is dropped. Until then they are,
/// where the platform has it, locked in memory and left out of core dumps (Linux); a
/// child of `fork` does not get them (Linux), and signing there says `PinFormat`.
/// `Debug` does not show them, and there is no `Clone`: each copy would be one more to
/// wipe.
pub struct Pin(Protected);

impl Pin {
    /// Takes four ASCII digits.
    ///
    /// # Errors
    /// `PinFormat` for anything else: also full-width digits, an empty PIN or a
    /// trailing line end. Nothing reaches the card.
    pub fn new(digits: &[u8]) -> Result<Self> {
        let digits: &[u8; 4] = digits.try_into().map_err(|_| Status::PinFormat)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(Error::new(Status::PinFormat));
        }
        Ok(Self(Protected::concat(&[digits])))
    }

    /// The digits as the card compares them. None where they are gone, in a child of
    /// `fork`: VERIFY refuses to send nothing, but would spend a try on anything else.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self.0.iter().all(u8::is_ascii_digit) {
            true => &self.0,
            false => &[],
        }
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_and_nothing_else() {
        assert_eq!(Pin::new(b"0917").unwrap().as_bytes(), b"0917");
        assert_eq!(Pin(Protected::concat(&[&[0; 4]])).as_bytes(), b"", "as a child of fork has it");
        for wrong in
            [&b""[..], b"123", b"12345", b"12a4", b"1234\n", "１２３４".as_bytes(), b"\0\0\0\0"]
        {
            assert_eq!(Pin::new(wrong).unwrap_err().status(), Status::PinFormat);
        }
    }

    #[test]
    fn debug_hides_the_digits() {
        assert_eq!(format!("{:?}", Pin::new(b"7391").unwrap()), "Pin(****)");
    }
}
