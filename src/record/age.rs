//! The record that reveals the holder's age and nothing else.

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
/// The objects known to this version.
const KNOWN: &[u32] = &[BIRTH_DATE, PUBLIC_KEY, SIGNATURE];

/// The age record: the holder's date of birth, and the card's key. EF `0001` of the card-surface
/// application, unlocked with the date of birth itself.
///
/// The signature covers the date and the key. Wiped from memory when dropped; `Debug` shows nothing.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{BirthDateCode, Card, Date, LastTry};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let code = BirthDateCode::new(Date::new(1980, 2, 17).unwrap())?;
/// let record = card.surface()?.age_record_unverified(&code, LastTry::Keep)?;
/// assert_eq!(record.age_on(Date::new(2026, 2, 16).unwrap()), Some(45));
/// assert_eq!(record.age_on(Date::new(2026, 2, 17).unwrap()), Some(46));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
pub struct AgeRecord {
    file: RecordFile,
    birth_date: Option<Date>,
}

impl AgeRecord {
    /// Parses the file: `FF10 { DF11 YYYYMMDD, DF12 key, DF13 signature }`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read(file, RECORD)?;
        PublicKey::read(file.value(PUBLIC_KEY)?)?;
        file.array::<MODULUS_LENGTH>(SIGNATURE)?;
        Ok(Self { birth_date: Date::from_digits(file.value(BIRTH_DATE)?), file })
    }

    /// The date of birth; `None` if the card does not have a calendar day, as for a holder whose
    /// day or month of birth is unknown.
    #[must_use]
    pub fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// The date of birth as the card encodes it: `YYYYMMDD`, or whatever the card has in its place
    /// if [`birth_date`](Self::birth_date) is `None`, such as `19500400`. Personal data.
    #[must_use]
    pub fn birth_date_digits(&self) -> &[u8] {
        // Its presence was checked when the file was parsed.
        self.file.value(BIRTH_DATE).unwrap_or_default()
    }

    /// The age in completed years on `day`, in Japan time; `None` before the birth, and if the
    /// [`birth_date`](Self::birth_date) is `None`.
    ///
    /// By law (年齢計算ニ関スル法律) a year of age is completed at the end of the day before the birthday, so
    /// it counts from the first moment of the birthday: that is what this returns, and someone born
    /// on 29 February is a year older from 1 March in a common year. A rule about the day on which
    /// an age is *reached* means the day before the birthday: for such a rule, pass the following
    /// day.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<u16> {
        self.birth_date?.birthdays_by(day)
    }

    /// The objects unknown to this version, in file order. Not covered by the signature.
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
