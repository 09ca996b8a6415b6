//! What the card's records have in common in C: who vouches for them, and days and sexes
//! as numbers.

use crate::capi::argument::refused;
use crate::date::Date;
use crate::error::{Error, Result};
use crate::record::{CardAuthorities, Sex};
use crate::status::Status;

/// Whose records are believed: those of real cards. The default, and the only one for a
/// program that serves people.
pub const JPKI_AUTHORITIES_PRODUCTION: i32 = 0x4A00_1301;
/// Those of the test cards that J-LIS lends to developers: they speak of nobody. Never
/// the default, and never both.
pub const JPKI_AUTHORITIES_TEST: i32 = 0x4A00_1302;
/// Those of the embedded virtual card, for tests: JPKI_ERROR_NOT_BUILT unless the library
/// has JPKI_FEATURE_VIRTUAL_CARD.
pub const JPKI_AUTHORITIES_VIRTUAL_CARD: i32 = 0x4A00_1303;
/// The record is read without making sure of anything: anyone can have written it.
pub const JPKI_AUTHORITIES_UNVERIFIED: i32 = 0x4A00_1304;

/// Sex: not known (JIS X 0303), or the handle is not open.
pub const JPKI_SEX_NOT_KNOWN: i32 = 0;
/// Sex: male (JIS X 0303).
pub const JPKI_SEX_MALE: i32 = 1;
/// Sex: female (JIS X 0303).
pub const JPKI_SEX_FEMALE: i32 = 2;
/// Sex: not applicable (JIS X 0303).
pub const JPKI_SEX_NOT_APPLICABLE: i32 = 9;
/// Sex: the card has a character that JIS X 0303 does not know.
pub const JPKI_SEX_OTHER: i32 = -1;

pub(super) fn sex_number(sex: Sex) -> i32 {
    match sex {
        Sex::NotKnown => JPKI_SEX_NOT_KNOWN,
        Sex::Male => JPKI_SEX_MALE,
        Sex::Female => JPKI_SEX_FEMALE,
        Sex::NotApplicable => JPKI_SEX_NOT_APPLICABLE,
        Sex::Other(_) => JPKI_SEX_OTHER,
    }
}

/// `YYYYMMDD` as one number.
pub(super) fn date_number(date: Date) -> i32 {
    let with = |number: i32, part: u8| number.saturating_mul(100).saturating_add(part.into());
    with(with(date.year().into(), date.month()), date.day())
}

/// The same of a day of birth; 0 where the card has none.
pub(super) fn birth_date_number(date: Option<Date>) -> i32 {
    date.map_or(0, date_number)
}

/// The day that such a number names.
pub(super) fn date(yyyymmdd: i32) -> Result<Date> {
    let small = |part: i32| u8::try_from(part % 100).ok();
    let year = u16::try_from(yyyymmdd / 10_000).ok();
    year.zip(small(yyyymmdd / 100))
        .zip(small(yyyymmdd))
        .and_then(|((year, month), day)| Date::new(year, month, day))
        .ok_or(Error::new(Status::CheckNumberFormat).with_detail("the birth date is no such day"))
}

/// Who vouches for the records that a call reads; nobody, if it is not to check them.
pub(super) fn authorities(number: i32) -> Result<Option<CardAuthorities>> {
    let chosen = match number {
        JPKI_AUTHORITIES_PRODUCTION => CardAuthorities::production(),
        JPKI_AUTHORITIES_TEST => CardAuthorities::test(),
        JPKI_AUTHORITIES_VIRTUAL_CARD => of_the_virtual_card()?,
        JPKI_AUTHORITIES_UNVERIFIED => return Ok(None),
        _ => return Err(refused("authorities is none of JPKI_AUTHORITIES_*")),
    };
    if cfg!(feature = "verify") { Ok(Some(chosen)) } else { Err(cannot_check()) }
}

/// What a library without `verify` says, and does not read what it cannot check.
pub(super) const fn cannot_check() -> Error {
    Error::new(Status::NotBuilt).with_detail("verify")
}

#[cfg(feature = "virtual-card")]
fn of_the_virtual_card() -> Result<CardAuthorities> {
    use crate::record::{CardAuthority, RecordApplication};
    use crate::virtual_card::VirtualCard;
    static AUTHORITIES: std::sync::OnceLock<CardAuthorities> = std::sync::OnceLock::new();
    if let Some(made) = AUTHORITIES.get() {
        return Ok(made.clone());
    }
    let card = VirtualCard::builder().build()?;
    let mut authorities = CardAuthorities::none();
    for (application, (identifier, modulus)) in [
        (RecordApplication::CardSurface, card.surface_authority()),
        (RecordApplication::InputSupport, card.input_support_authority()),
    ] {
        let exponent = [0x01, 0x00, 0x01];
        let authority = CardAuthority::new(application, identifier, &modulus, &exponent)?;
        authorities = authorities.with(authority);
    }
    Ok(AUTHORITIES.get_or_init(|| authorities).clone())
}

#[cfg(not(feature = "virtual-card"))]
fn of_the_virtual_card() -> Result<CardAuthorities> {
    Err(Error::new(Status::NotBuilt).with_detail("virtual-card"))
}

#[cfg(test)]
mod tests;
