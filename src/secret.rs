//! What the holder types: format checked before any I/O, wiped after use, never shown.

use std::fmt;

use crate::error::{Error, Result};
use crate::protected::Protected;
use crate::status::Status;

/// Whether a PIN, password or number may be sent while few tries are left.
///
/// A driver may repeat VERIFY on its own: libccid does so after three damaged blocks in a row, and
/// one call then spends two tries. [`KeepTwo`](Self::KeepTwo) is for callers that must not let this
/// lock the PIN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LastTry {
    /// Not with one try left, nor where the card does not report how many are left.
    #[default]
    Keep,
    /// Like `Keep`, and not with two tries left either.
    KeepTwo,
    /// With any number of tries left, also where the card does not report how many: a wrong one may
    /// lock it.
    Allow,
}

/// The four digits of the user-authentication PIN (利用者証明用電子証明書の暗証番号).
///
/// The digits are wiped from memory on drop. Until then, where the platform supports it, they are
/// locked in memory and excluded from core dumps (Linux); a child of `fork` does not get them
/// (Linux), and signing there fails with `PinFormat`. `Debug` does not show them, and there is no
/// `Clone`: each copy would be one more to wipe.
pub struct Pin(Protected);

impl Pin {
    /// Takes four ASCII digits.
    ///
    /// # Errors
    /// `PinFormat` for anything else, including full-width digits, an empty PIN or a trailing
    /// newline. Nothing is sent to the card.
    pub fn new(digits: &[u8]) -> Result<Self> {
        let digits: &[u8; 4] = digits.try_into().map_err(|_| Status::PinFormat)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(Error::new(Status::PinFormat));
        }
        Ok(Self(Protected::concat(&[digits])))
    }

    /// The digits as the card compares them. Empty where they are no longer in memory, in a child
    /// of `fork`: VERIFY refuses to send nothing, but would spend a try on anything else.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        if self.0.iter().all(u8::is_ascii_digit) { &self.0 } else { &[] }
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(****)")
    }
}

/// The signature password (署名用電子証明書の暗証番号): 6 to 16 ASCII letters and digits.
///
/// Letters may be typed in either case: the card stores capitals, so capitals are sent. Kept in
/// memory like a [`Pin`].
pub struct SignaturePassword(Protected);

impl SignaturePassword {
    /// Takes 6 to 16 ASCII letters and digits; lower case becomes upper case.
    ///
    /// # Errors
    /// `PasswordFormat` for anything else. Nothing is sent to the card.
    pub fn new(password: &[u8]) -> Result<Self> {
        if !(6..=16).contains(&password.len()) || !password.iter().all(u8::is_ascii_alphanumeric) {
            return Err(Error::new(Status::PasswordFormat));
        }
        let mut secret = Protected::concat(&[password]);
        secret.make_ascii_uppercase();
        Ok(Self(secret))
    }

    /// Checks that a *new* password mixes letters and digits, as J-LIS requires when one is set
    /// (数字とアルファベットの混在が必須). A password already in force is exempt: the card compares it as it was
    /// set.
    ///
    /// # Errors
    /// `PasswordFormat`.
    pub fn check_as_new(&self) -> Result<()> {
        let mixes = |kind: fn(&u8) -> bool| self.0.iter().any(kind);
        if mixes(u8::is_ascii_alphabetic) && mixes(u8::is_ascii_digit) {
            Ok(())
        } else {
            Err(Error::new(Status::PasswordFormat)
                .with_detail("a new password mixes letters and digits"))
        }
    }

    /// The characters as the card compares them. Empty where they are no longer in memory, as in a
    /// [`Pin`].
    pub(crate) fn as_bytes(&self) -> &[u8] {
        if self.0.iter().all(u8::is_ascii_alphanumeric) { &self.0 } else { &[] }
    }
}

impl fmt::Debug for SignaturePassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignaturePassword(****)")
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
    fn passwords_are_sent_as_the_card_stores_them() {
        let sent = |password: &[u8]| {
            SignaturePassword::new(password).map(|password| password.as_bytes().to_vec())
        };
        assert_eq!(sent(b"abc123"), Ok(b"ABC123".to_vec()));
        assert_eq!(sent(b"ABCDEFGH01234567"), Ok(b"ABCDEFGH01234567".to_vec()));
        for wrong in [&b""[..], b"AB123", b"ABCDEFGH012345678", b"ABC 123", b"ABC123\n"] {
            assert_eq!(sent(wrong).unwrap_err().status(), Status::PasswordFormat);
        }
        assert_eq!(sent("ＡＢＣ".as_bytes()).unwrap_err().status(), Status::PasswordFormat);
        let debug = format!("{:?}", SignaturePassword::new(b"abc123").unwrap());
        assert_eq!(debug, "SignaturePassword(****)");
    }

    #[test]
    fn a_new_password_mixes_letters_and_digits() {
        let checked = |password: &str| SignaturePassword::new(password.as_bytes())?.check_as_new();
        for mixed in ["ABC123", "abc123", "12345a", "A00000", "AAAAAAAAAAAAAAA1"] {
            assert_eq!(checked(mixed), Ok(()), "{mixed}");
        }
        for one_kind in ["123456", "ABCDEF", "abcdef", "AAAAAA", "0000000000000000"] {
            assert!(SignaturePassword::new(one_kind.as_bytes()).is_ok(), "one that is in force");
            let error = checked(one_kind).unwrap_err();
            assert_eq!(error.status(), Status::PasswordFormat);
            assert!(error.detail().contains("mixes letters and digits"), "{error}");
        }
    }

    #[test]
    fn debug_hides_the_digits() {
        assert_eq!(format!("{:?}", Pin::new(b"7391").unwrap()), "Pin(****)");
    }
}
