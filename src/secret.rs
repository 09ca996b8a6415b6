//! What the holder types: checked before any I/O, wiped after use, never shown.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::status::Status;

/// The four digits of the user-authentication PIN (利用者証明用電子証明書の暗証番号).
///
/// The digits are wiped from memory when the value is dropped. `Debug` does not
/// show them, and there is no `Clone`: each copy would be one more to wipe.
pub struct Pin(Box<Zeroizing<[u8; 4]>>);

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
        // Filled where it stays, so that no copy is left behind on the stack.
        let mut pin = Box::new(Zeroizing::new([0; 4]));
        pin.copy_from_slice(digits);
        Ok(Self(pin))
    }

    /// The digits as the card compares them.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
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
