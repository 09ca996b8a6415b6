//! The record that tells the holder's age, and nothing else.

use std::fmt;

use crate::date::Date;
use crate::error::Result;
use crate::record::RecordObject;
use crate::record::file::RecordFile;
use crate::record::key::{MODULUS_LENGTH, PublicKey};
#[cfg(feature = "verify")]
use crate::record::{CardAuthorities, CardVerifiableCertificate, RecordApplication, require_fresh};

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

    /// The file, without what filled it up.
    #[must_use]
    pub fn file(&self) -> &[u8] {
        self.file.bytes()
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

    /// Checks that the record is authentic: an authority for the card-surface application
    /// signed the certificate, and the certificate's key the record. That it was made for
    /// *this* card, [`check_challenge`](Self::check_challenge) tells.
    ///
    /// # Errors
    /// `RecordNotAuthentic`; the detail says which signature.
    #[cfg(feature = "verify")]
    pub fn check(
        &self,
        certificate: &CardVerifiableCertificate,
        authorities: &CardAuthorities,
    ) -> Result<()> {
        certificate.check_record(RecordApplication::CardSurface, authorities, |key| {
            let parts = [self.file.written(BIRTH_DATE)?, self.file.written(PUBLIC_KEY)?];
            Ok(key.signed(&parts, self.file.value(SIGNATURE)?))
        })
    }

    /// Checks that the card has the record's key: `signature` is its answer to `challenge`,
    /// RSASSA-PKCS1-v1_5 with SHA-256. The challenge is 16 random bytes or more, drawn for
    /// this card and this moment. It proves nothing before [`check`](Self::check).
    ///
    /// # Errors
    /// `Argument` if the challenge has less than 16 bytes; `CardNotGenuine`: a record copied to
    /// another card.
    #[cfg(feature = "verify")]
    pub fn check_challenge(&self, challenge: &[u8], signature: &[u8]) -> Result<()> {
        require_fresh(challenge)?;
        PublicKey::read(self.file.value(PUBLIC_KEY)?)?.check_challenge(challenge, signature)
    }
}

impl fmt::Debug for AgeRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgeRecord({} bytes)", self.file().len())
    }
}
