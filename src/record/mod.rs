//! The card's records and their verification: bytes in, no I/O.
//!
//! | record | where | contents |
//! |---|---|---|
//! | [`AgeRecord`] | 券面事項確認 AP, EF `0001` | date of birth |
//! | [`CardFace`] | the same, EF `0002` | date of birth, sex, expiry; name, address, photo as pictures |
//! | [`ApplicationInformation`] | its EF `0003`; 券面事項入力補助 AP, EF `0005` | version, vendor |
//! | [`CardVerifiableCertificate`] | EF `0004` of both | the key that signed the records |
//! | [`BasicAttributes`] | 券面事項入力補助 AP, EF `0002` | name, address, date of birth, sex (基本4情報) |
//! | [`IntegrityRecord`] | the same, EF `0003` | their signed digests |
//! | [`CardInformation`] | 共通 AP, EF `0001`, record 1 | card's serial number, municipality, expiry |
//!
//! # Verifying a record
//!
//! Parsing a record only checks its form, and anyone can write such a file. So:
//!
//! 1. `verify` of the record: the authority signed the card-verifiable certificate, whose
//!    key signed the record. The documentation of each record says which parts are covered.
//! 2. `verify_challenge`, for records that have it: the card signs a fresh challenge. Without this
//!    the record may be authentic but copied to another card.
//!
//! Neither shows whether the card was reported lost or was revoked: nothing on the card does.
//!
//! Objects unknown to this version, such as the reading of a name (振り仮名), are no reason to refuse a
//! record: `other_objects` returns them as they are ([`RecordObject`]).
//!
//! A holder's day or month of birth may be unknown. How a card encodes that is not published, so
//! the field is kept as it is, without a [`Date`], and the rest of the record stays readable.
//!
//! Everything in the records is personal data. The files are wiped from memory when their record is
//! dropped, and no `Debug` or error shows any of their content.
//!
//! Layouts and signatures: myna-card 3.3, measured on production and test cards.

mod age;
mod authorities;
mod basic_attributes;
mod card_bound;
mod card_face;
mod certificate;
mod file;
#[cfg(feature = "individual-number")]
mod individual_number;
mod information;
mod integrity;
mod key;
mod object;
mod sex;

pub use age::AgeRecord;
pub use authorities::{CardAuthorities, CardAuthority, RecordApplication};
pub use basic_attributes::BasicAttributes;
#[cfg(feature = "verify")]
pub(crate) use card_bound::CardBound;
pub use card_face::CardFace;
pub use certificate::CardVerifiableCertificate;
#[cfg(feature = "individual-number")]
pub use individual_number::{IndividualNumber, IndividualNumberImage};
pub use information::{ApplicationInformation, CardInformation};
pub use integrity::IntegrityRecord;
pub use object::RecordObject;
pub use sex::Sex;

use crate::date::Date;
use crate::error::{Error, Result};
use crate::status::Status;

/// A malformed record; the detail names the part.
const fn malformed(detail: &'static str) -> Error {
    Error::new(Status::RecordMalformed).with_detail(detail)
}

/// The shortest challenge, in bytes: random ones of this length do not repeat.
const SHORTEST_CHALLENGE: usize = 16;

/// A challenge that is missing, or that may have been used before, does not prove freshness,
/// whatever the answer is.
pub(crate) fn require_fresh(challenge: &[u8]) -> Result<()> {
    if challenge.len() >= SHORTEST_CHALLENGE {
        Ok(())
    } else {
        Err(Error::new(Status::Argument).with_detail("the challenge has less than 16 bytes"))
    }
}

/// A date as the card encodes it.
fn date(digits: &[u8]) -> Result<Date> {
    Date::from_digits(digits).ok_or(malformed("a date is not a day of the calendar"))
}
