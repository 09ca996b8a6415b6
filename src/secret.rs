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
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, LastTry, Pin, SignRequest, Status};
///
/// let reader = VirtualReader::new(VirtualCard::builder().pin_tries(1).build()?);
/// let mut card = Card::new(reader.connect()?);
/// let pin = Pin::new(b"1234")?;
/// let request = SignRequest::data(b"challenge");
/// let error = card.jpki()?.authenticate(&pin, &request).unwrap_err();
/// assert_eq!(error.status(), Status::PinLastTry); // the PIN was not sent
/// // The holder wants to use the last try:
/// card.jpki()?.authenticate(&pin, &request.last_try(LastTry::Allow))?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
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
///
/// ```
/// use jpkicard::{Pin, Status};
///
/// let pin = Pin::new(b"1234")?;
/// assert_eq!(format!("{pin:?}"), "Pin(****)");
/// assert_eq!(Pin::new(b"123").unwrap_err().status(), Status::PinFormat);
/// assert_eq!(Pin::new("１２３４".as_bytes()).unwrap_err().status(), Status::PinFormat);
/// # Ok::<(), jpkicard::Error>(())
/// ```
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
///
/// ```
/// use jpkicard::{SignaturePassword, Status};
///
/// let password = SignaturePassword::new(b"abc123")?; // the same as ABC123
/// assert!(password.check_as_new().is_ok());
/// assert!(SignaturePassword::new(b"ABCDEF")?.check_as_new().is_err()); // no digit
/// assert_eq!(SignaturePassword::new(b"AB-12").unwrap_err().status(), Status::PasswordFormat);
/// # Ok::<(), jpkicard::Error>(())
/// ```
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
mod tests;
