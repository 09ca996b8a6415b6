//! The 個人番号 itself, for those permitted to handle it.

use std::fmt;

use crate::check_number::digits_or_none;
use crate::error::{Error, Result};
use crate::protected::Protected;
use crate::record::card_bound::card_bound;
use crate::record::file::RecordFile;
use crate::record::key::{MODULUS_LENGTH, PublicKey};
use crate::record::malformed;
use crate::status::Status;
use crate::tlv::Tlv;

const NUMBER: u32 = 0xFF10;
const RECORD: u32 = 0xFF40;
const IMAGE: u32 = 0xDF41;
const PUBLIC_KEY: u32 = 0xDF42;
const SIGNATURE: u32 = 0xDF43;

/// The holder's Individual Number (個人番号, My Number): twelve digits, the last of which is a check
/// digit. It is also check number A (照合番号A).
///
/// The law (番号法 9条, 19条, 20条) determines who may handle it and for what purpose; a medical
/// institution may not collect its patients' numbers. Kept in memory like a [`Pin`](crate::Pin).
///
/// ```
/// use jpkicard::Status;
/// use jpkicard::record::IndividualNumber;
///
/// let error = IndividualNumber::from_digits(b"123456789012").unwrap_err(); // the check digit is 8
/// assert_eq!(error.status(), Status::CheckNumberFormat);
/// let number = IndividualNumber::from_digits(b"123456789018")?;
/// assert_eq!(format!("{number:?}"), "IndividualNumber(****)");
/// # Ok::<(), jpkicard::Error>(())
/// ```
pub struct IndividualNumber(Protected);

impl IndividualNumber {
    /// Takes twelve ASCII digits.
    ///
    /// # Errors
    /// `CheckNumberFormat` for anything else, or if the check digit is wrong. Nothing is sent to
    /// the card.
    pub fn from_digits(digits: &[u8]) -> Result<Self> {
        let refused = Error::new(Status::CheckNumberFormat);
        Self::checked(digits).ok_or(refused.with_detail("the individual number's twelve digits"))
    }

    /// Parses EF `0001` of the input-support application: `FF10 0C`, twelve digits, filler.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form, or if the check digit is wrong.
    pub fn from_file(file: &[u8]) -> Result<Self> {
        let (object, filler) = Tlv::parse(file).map_err(|_| malformed("not BER-TLV"))?;
        let is_filler = filler.iter().all(|byte| matches!(byte, 0xFF | 0x00));
        if object.tag != NUMBER || !is_filler {
            return Err(malformed("it is not one object and filler"));
        }
        Self::checked(object.value).ok_or(malformed("not twelve digits, the last checking them"))
    }

    fn checked(digits: &[u8]) -> Option<Self> {
        let (last, first): (_, &[u8; 11]) =
            digits.split_last().and_then(|(last, first)| Some((last, first.try_into().ok()?)))?;
        (check_digit(first) == Some(*last)).then(|| Self(Protected::concat(&[digits])))
    }

    /// The twelve ASCII digits; empty where they are no longer in memory, in a child of `fork`. Do
    /// not log or store them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        digits_or_none(&self.0)
    }
}

impl fmt::Debug for IndividualNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IndividualNumber(****)")
    }
}

/// The check digit of eleven digits, by the ministerial order that defines the numbers (平成26年総務省令
/// 第85号 5条): from the last digit to the first they are weighted by 2 to 7 and 2 to 6.
fn check_digit(digits: &[u8; 11]) -> Option<u8> {
    let weights = (2..=7_u32).chain(2..=6);
    let sum = digits.iter().rev().zip(weights).try_fold(0_u32, |sum, (digit, weight)| {
        let digit = char::from(*digit).to_digit(10)?;
        sum.checked_add(digit.checked_mul(weight)?)
    })?;
    let check = match sum % 11 {
        0 | 1 => 0,
        rest => 11_u32.checked_sub(rest)?,
    };
    char::from_digit(check, 10).and_then(|digit| u8::try_from(digit).ok())
}

/// The 個人番号 as printed. EF `0005` of the card-surface application, unlocked only with check number
/// A.
///
/// The signature covers all of it. Wiped from memory when dropped; `Debug` shows nothing.
pub struct IndividualNumberImage {
    file: RecordFile,
}

impl IndividualNumberImage {
    /// Parses the file: `FF40 { DF41 PNG, DF42 key, DF43 signature }`. The picture is not decoded.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read(file, RECORD)?;
        file.value(IMAGE)?;
        PublicKey::read(file.value(PUBLIC_KEY)?)?;
        file.array::<MODULUS_LENGTH>(SIGNATURE)?;
        Ok(Self { file })
    }

    /// The picture of the number: 1-bit PNG.
    #[must_use]
    pub fn image(&self) -> &[u8] {
        // Its presence was checked when the file was parsed.
        self.file.value(IMAGE).unwrap_or_default()
    }

    #[cfg(feature = "verify")]
    fn is_signed(&self, key: PublicKey<'_>) -> Result<bool> {
        let parts = [self.file.written(IMAGE)?, self.file.written(PUBLIC_KEY)?];
        Ok(key.signed(&parts, self.file.value(SIGNATURE)?))
    }
}

card_bound!(IndividualNumberImage, PUBLIC_KEY, "", false);

#[cfg(test)]
mod tests;
