//! What the card's records have in common in C: card authorities, and dates and sexes as numbers.

use crate::capi::argument::refused;
use crate::capi::card_authorities::{self, jpki_card_authorities};
use crate::date::Date;
use crate::error::{Error, Result};
use crate::record::{CardAuthorities, Sex};
use crate::status::Status;

/// The card authorities of real cards: the only choice for a program that serves people.
pub const JPKI_AUTHORITIES_PRODUCTION: i32 = 0x4A00_1301;
/// The card authorities of the test cards that J-LIS lends to developers: these cards identify no
/// real person. Never combined with production.
pub const JPKI_AUTHORITIES_TEST: i32 = 0x4A00_1302;
/// The card authorities of the embedded virtual card, for tests. JPKI_ERROR_NOT_BUILT unless the
/// library has JPKI_FEATURE_VIRTUAL_CARD.
pub const JPKI_AUTHORITIES_VIRTUAL_CARD: i32 = 0x4A00_1303;
/// The record is read without being verified: anyone could have written it.
pub const JPKI_AUTHORITIES_UNVERIFIED: i32 = 0x4A00_1304;
/// The caller's own card authorities: those of `jpki_card_set_authorities`, or the argument of a
/// call that has no card.
pub const JPKI_AUTHORITIES_OWN: i32 = 0x4A00_1305;

/// One of JPKI_AUTHORITIES_*.
pub type jpki_authorities = i32;

/// The year of a birth date is that of the Japanese era, as on every citizen's card.
pub const JPKI_CALENDAR_JAPANESE: i32 = 0x4A00_1A01;
/// The year of a birth date is Gregorian. Only for foreign residents, where the card prints it so,
/// or where the card answered JPKI_ERROR_CHECK_NUMBER_WRONG to the Japanese year. It is not
/// confirmed that such cards exist: the older resident registry card had such numbers. A wrong
/// number spends one of the same ten tries.
pub const JPKI_CALENDAR_GREGORIAN: i32 = 0x4A00_1A02;

/// One of JPKI_CALENDAR_*.
pub type jpki_calendar = i32;

/// Sex: not known (JIS X 0303), or the handle is not open.
pub const JPKI_SEX_NOT_KNOWN: i32 = 0;
/// Sex: male (JIS X 0303).
pub const JPKI_SEX_MALE: i32 = 1;
/// Sex: female (JIS X 0303).
pub const JPKI_SEX_FEMALE: i32 = 2;
/// Sex: not applicable (JIS X 0303).
pub const JPKI_SEX_NOT_APPLICABLE: i32 = 9;
/// Sex: the card has a character that JIS X 0303 does not define.
pub const JPKI_SEX_OTHER: i32 = -1;

/// One of JPKI_SEX_*.
pub type jpki_sex = i32;

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

/// The same for a birth date; 0 where the card has none.
pub(super) fn birth_date_number(date: Option<Date>) -> i32 {
    date.map_or(0, date_number)
}

/// The date that such a number stands for.
pub(super) fn date(yyyymmdd: i32) -> Result<Date> {
    let small = |part: i32| u8::try_from(part % 100).ok();
    let year = u16::try_from(yyyymmdd / 10_000).ok();
    year.zip(small(yyyymmdd / 100))
        .zip(small(yyyymmdd))
        .and_then(|((year, month), day)| Date::new(year, month, day))
        .ok_or(Error::new(Status::CheckNumberFormat).with_detail("the birth date is no such day"))
}

/// Which authorities a call trusts to have signed the records that it reads.
pub(super) enum TrustedAuthorities {
    /// None: the record is not verified.
    Nobody,
    These(CardAuthorities),
    /// The caller's own.
    Own,
}

impl TrustedAuthorities {
    /// From one of JPKI_AUTHORITIES_*.
    pub(super) fn by(number: i32) -> Result<Self> {
        let chosen = match number {
            JPKI_AUTHORITIES_PRODUCTION => Self::These(CardAuthorities::production()),
            JPKI_AUTHORITIES_TEST => Self::These(CardAuthorities::test()),
            JPKI_AUTHORITIES_VIRTUAL_CARD => Self::These(of_the_virtual_card()?),
            JPKI_AUTHORITIES_OWN => Self::Own,
            JPKI_AUTHORITIES_UNVERIFIED => return Ok(Self::Nobody),
            _ => return Err(refused("authorities is none of JPKI_AUTHORITIES_*")),
        };
        if cfg!(feature = "verify") { Ok(chosen) } else { Err(cannot_check()) }
    }

    /// The authorities; `None` if the record is not to be verified. `own` are those set for the
    /// card.
    pub(super) fn among<'a>(
        &'a self,
        own: Option<&'a CardAuthorities>,
    ) -> Result<Option<&'a CardAuthorities>> {
        match self {
            Self::Nobody => Ok(None),
            Self::These(authorities) => Ok(Some(authorities)),
            Self::Own => own.map(Some).ok_or(refused("no authorities are set for this card")),
        }
    }

    /// The authorities of a call that has no card and must verify: `own` is a handle with
    /// JPKI_AUTHORITIES_OWN, and null with any other number.
    pub(super) fn without_card(
        number: i32,
        own: *const jpki_card_authorities,
    ) -> Result<CardAuthorities> {
        match (Self::by(number)?, own.is_null()) {
            (Self::Own, _) => card_authorities::of_handle(own),
            (Self::These(authorities), true) => Ok(authorities),
            (Self::These(_), false) => Err(refused("authorities of one's own that are left out")),
            (Self::Nobody, _) => Err(refused("a record from files must be verified")),
        }
    }
}

/// The error of a library without `verify`, which does not read what it cannot verify.
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
