//! The record that tells the holder's age, and nothing else.

use crate::date::Date;
use crate::error::Result;
use crate::record::RecordObject;
use crate::record::card_bound::card_bound;
use crate::record::file::RecordFile;
use crate::record::key::{MODULUS_LENGTH, PublicKey};

const RECORD: u32 = 0xFF10;
const BIRTH_DATE: u32 = 0xDF11;
const PUBLIC_KEY: u32 = 0xDF12;
const SIGNATURE: u32 = 0xDF13;
/// All that this version knows.
const KNOWN: &[u32] = &[BIRTH_DATE, PUBLIC_KEY, SIGNATURE];

/// The age record: the holder's date of birth, and the card's key. EF `0001` of the
/// card-surface application, opened with the date of birth itself.
///
/// The signature covers the date and the key. Wiped from memory when dropped; `Debug` shows nothing.
pub struct AgeRecord {
    file: RecordFile,
    birth_date: Option<Date>,
}

impl AgeRecord {
    /// Reads the file: `FF10 { DF11 YYYYMMDD, DF12 key, DF13 signature }`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read(file, RECORD)?;
        PublicKey::read(file.value(PUBLIC_KEY)?)?;
        file.array::<MODULUS_LENGTH>(SIGNATURE)?;
        Ok(Self { birth_date: Date::from_digits(file.value(BIRTH_DATE)?), file })
    }

    /// The date of birth; `None` where the card does not have a day of the calendar, as for a
    /// holder whose day or month of birth nobody knows.
    #[must_use]
    pub fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// The date of birth as the card writes it: `YYYYMMDD`, or what stands in its place where
    /// [`birth_date`](Self::birth_date) is `None`, such as `19500400`. Personal data.
    #[must_use]
    pub fn birth_date_digits(&self) -> &[u8] {
        // It was there when the file was read.
        self.file.value(BIRTH_DATE).unwrap_or_default()
    }

    /// The age in completed years during `day`, in Japan's time; `None` before the birth, and
    /// where the [`birth_date`](Self::birth_date) is.
    ///
    /// By law (年齢計算ニ関スル法律) a year of age is completed at the end of the day
    /// before the birthday, so that it holds from the birthday's first moment on: that is
    /// what this counts, and who was born on 29 February is a year older from 1 March in a
    /// common year. A rule that asks for the day on which an age is *reached* means the
    /// day before, and is asked of the day after it.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<u16> {
        self.birth_date?.birthdays_by(day)
    }

    /// The objects that this version does not know, in the order of the file. Not covered by
    /// the signature.
    pub fn other_objects(&self) -> impl Iterator<Item = RecordObject<'_>> {
        self.file.others(KNOWN)
    }

    #[cfg(feature = "verify")]
    fn is_signed(&self, key: PublicKey<'_>) -> Result<bool> {
        let parts = [self.file.written(BIRTH_DATE)?, self.file.written(PUBLIC_KEY)?];
        Ok(key.signed(&parts, self.file.value(SIGNATURE)?))
    }
}

card_bound!(AgeRecord, PUBLIC_KEY, "", true);
