//! What the card's records say, and whether to believe them: bytes in, no I/O.
//!
//! | record | where | says |
//! |---|---|---|
//! | [`AgeRecord`] | 券面事項確認 AP, EF `0001` | date of birth |
//! | [`CardFace`] | the same, EF `0002` | date of birth, sex, expiry; name, address, photo as pictures |
//! | [`ApplicationInformation`] | its EF `0003`; 券面事項入力補助 AP, EF `0005` | version, vendor |
//! | [`CardVerifiableCertificate`] | EF `0004` of both | the key that signed the records |
//! | [`BasicAttributes`] | 券面事項入力補助 AP, EF `0002` | name, address, date of birth, sex (基本4情報) |
//! | [`IntegrityRecord`] | the same, EF `0003` | the digests of those, signed |
//! | [`CardInformation`] | 共通 AP, EF `0001`, record 1 | card's number, municipality, expiry |
//!
//! # To believe a record
//!
//! Reading one checks its form alone. Anyone can write such a file. So:
//!
//! 1. `check` of the record: the authority signed the card-verifiable certificate, whose
//!    key signed the record. Which parts are covered, each record says.
//! 2. `check_challenge`, where the record has it: the card signs a challenge that was
//!    drawn for this moment. Without this the record may be a true one, copied to another
//!    card.
//!
//! Neither tells whether the card was lost or taken back: nothing on it does.
//!
//! Objects that this version does not know, such as the reading of a name (振り仮名), are no
//! reason to refuse a record: `other_objects` hands them out as they are ([`RecordObject`]).
//!
//! A holder's day or month of birth may be unknown. How a card writes that is not published,
//! so whatever stands there is kept beside what else the record says, and is no [`Date`].
//!
//! Everything in the records is personal data. The files are wiped from memory when their
//! record is dropped, and no `Debug` or error shows anything of them.
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

/// A record that is not in its form; says which part of it.
const fn malformed(detail: &'static str) -> Error {
    Error::new(Status::RecordMalformed).with_detail(detail)
}

/// The shortest challenge, in bytes: of so many random ones none comes twice.
#[cfg(feature = "verify")]
const SHORTEST_CHALLENGE: usize = 16;

/// A challenge that got lost, or one that may have been used before, proves nothing of this
/// moment, whatever the answer is.
#[cfg(feature = "verify")]
fn require_fresh(challenge: &[u8]) -> Result<()> {
    if challenge.len() >= SHORTEST_CHALLENGE {
        Ok(())
    } else {
        Err(Error::new(Status::Argument).with_detail("the challenge has less than 16 bytes"))
    }
}

/// A date as the card writes it.
fn date(digits: &[u8]) -> Result<Date> {
    Date::from_digits(digits).ok_or(malformed("a date is not a day of the calendar"))
}
