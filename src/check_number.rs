//! The numbers that unlock what is printed on the card: format checked before any I/O, wiped after
//! use, never shown.

use std::fmt;
use std::ops::RangeInclusive;

use crate::date::{Date, Era, number, two_digits};
use crate::error::{Error, Result};
use crate::protected::Protected;
use crate::status::Status;

/// The first cards were issued in January 2016, to children for five years and to others
/// for ten.
const EXPIRY_YEARS: RangeInclusive<u16> = 2016..=2099;
/// The last year accepted as a year of birth: by then Reiwa is as long as Showa, the longest of the
/// past eras.
const LATEST_BIRTH: u16 = 2082;

/// Check number B (照合番号B): fourteen digits that are printed on the card's front.
///
/// The date of birth as `YYMMDD` with the year of the Japanese era, the year of expiry as
/// `YYYY`, the four digits of the security code (セキュリティコード): `55021720352285` for
/// someone born on 17 February of Showa 55, whose card expires in 2035 (myna-card 3.3,
/// measured on a test card). It unlocks the card face and the basic attributes without the 個人番号;
/// ten wrong ones in a row lock it.
///
/// The cards of foreign residents (外国人住民) show the birth date with the Gregorian year
/// (Wikipedia, マイナンバーカード). Their number may be the one that
/// [`with_gregorian_year`](Self::with_gregorian_year) builds: that is the rule for the older
/// resident registry card (web page of the city of Itami), unconfirmed for this card.
///
/// Kept in memory as a [`Pin`](crate::Pin) is.
pub struct CheckNumberB(Protected);

impl CheckNumberB {
    /// Builds the number from what is printed on the card's front. The security code is four ASCII
    /// digits.
    ///
    /// # Errors
    /// `CheckNumberFormat` for a day of birth before Meiji, a year of expiry before that of
    /// the birth, before 2016 or after 2099, or a malformed security code. Nothing is sent to the
    /// card.
    pub fn new(birth_date: Date, expiry_year: u16, security_code: &[u8]) -> Result<Self> {
        let digits = era_digits(birth_date)?;
        Self::of(Year::OfEra, birth_date, &digits, expiry_year, security_code)
    }

    /// Like [`new`](Self::new), with the last two digits of the Gregorian year of birth. For
    /// foreign residents only, and unconfirmed: see above. A wrong number costs one of ten tries.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_gregorian_year(
        birth_date: Date,
        expiry_year: u16,
        security_code: &[u8],
    ) -> Result<Self> {
        let digits = gregorian_digits(birth_date)?;
        Self::of(Year::Gregorian, birth_date, &digits, expiry_year, security_code)
    }

    fn of(
        year: Year,
        birth_date: Date,
        digits: &[u8; DAY_LENGTH],
        expiry_year: u16,
        security_code: &[u8],
    ) -> Result<Self> {
        if security_code.len() != 4 {
            return Err(refused("the security code has four digits"));
        }
        if !EXPIRY_YEARS.contains(&expiry_year) {
            return Err(refused("the year of expiry"));
        }
        if birth_date.year() > expiry_year {
            return Err(refused("the card expired before the birth"));
        }
        let expiry = [two_digits(expiry_year / 100), two_digits(expiry_year)].concat();
        Self::checked(year, Protected::concat(&[digits, &expiry, security_code]))
    }

    /// Takes the fourteen ASCII digits as put together by the caller.
    ///
    /// # Errors
    /// `CheckNumberFormat` for anything but digits; a year of expiry before 2016 or after
    /// 2099; a day that was in no era by that year, as in most numbers built with the Gregorian
    /// year. Nothing is sent to the card.
    pub fn from_digits(digits: &[u8]) -> Result<Self> {
        Self::checked(Year::OfEra, Protected::concat(&[digits]))
    }

    /// Like [`from_digits`](Self::from_digits), for digits that begin with the Gregorian year, as
    /// in [`with_gregorian_year`](Self::with_gregorian_year).
    ///
    /// # Errors
    /// `CheckNumberFormat` for anything but digits; a year of expiry before 2016 or after
    /// 2099; a day that no year has. Nothing is sent to the card.
    pub fn from_digits_with_gregorian_year(digits: &[u8]) -> Result<Self> {
        Self::checked(Year::Gregorian, Protected::concat(&[digits]))
    }

    /// Like [`from_digits`](Self::from_digits), for a card whose printed date of birth is not a
    /// calendar day, because day or month are unknown: `25040020352285`. Whether the first six
    /// digits can be a date is **not checked**: a typing error is sent too, and costs one of ten
    /// tries. How a card compares such a date is not published.
    ///
    /// # Errors
    /// `CheckNumberFormat` for anything but digits; a year of expiry before 2016 or after
    /// 2099. Nothing reaches the card.
    pub fn from_printed_digits(digits: &[u8]) -> Result<Self> {
        Self::checked(Year::Unchecked, Protected::concat(&[digits]))
    }

    /// The same from the printed fields: the six digits of the date, the year of expiry and the
    /// security code.
    #[cfg(feature = "capi")]
    pub(crate) fn of_printed(
        date_digits: &[u8],
        expiry_year: u16,
        security_code: &[u8],
    ) -> Result<Self> {
        if security_code.len() != 4 {
            return Err(refused("the security code has four digits"));
        }
        if date_digits.len() != DAY_LENGTH {
            return Err(refused("six half-width digits"));
        }
        if !EXPIRY_YEARS.contains(&expiry_year) {
            return Err(refused("the year of expiry"));
        }
        let expiry = [two_digits(expiry_year / 100), two_digits(expiry_year)].concat();
        Self::checked(Year::Unchecked, Protected::concat(&[date_digits, &expiry, security_code]))
    }

    fn checked(year: Year, secret: Protected) -> Result<Self> {
        let digits: &[u8] = &secret;
        if digits.len() != 14 || !digits.iter().all(u8::is_ascii_digit) {
            return Err(refused("fourteen half-width digits"));
        }
        let expiry = digits.get(6..10).and_then(number).unwrap_or_default();
        if !EXPIRY_YEARS.contains(&expiry) {
            return Err(refused("the year of expiry"));
        }
        year.check(digits, expiry)?;
        Ok(Self(secret))
    }

    /// The digits as the card compares them. Empty where they are no longer in memory, as in a
    /// [`Pin`](crate::Pin).
    pub(crate) fn as_bytes(&self) -> &[u8] {
        digits_or_none(&self.0)
    }
}

impl fmt::Debug for CheckNumberB {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckNumberB(****)")
    }
}

/// The date of birth in the form that unlocks the card's age record: six digits, `YYMMDD` with the
/// year of the Japanese era (myna-card 3.3).
///
/// Days of two eras may have the same digits. A code built from a day is valid for that day only:
/// reading a holder born on another day with it fails with `BirthDateDiffers`.
///
/// Kept in memory as a [`Pin`](crate::Pin) is.
pub struct BirthDateCode(Protected);

/// The number of digits of a day, `YYMMDD`. In a code they are followed by the day that they were
/// built from, if it is known.
const DAY_LENGTH: usize = 6;

impl BirthDateCode {
    /// Builds the code from a date of birth.
    ///
    /// # Errors
    /// `CheckNumberFormat` for a day before Meiji or after 2082, which cannot be a date of birth.
    /// Nothing is sent to the card.
    pub fn new(birth_date: Date) -> Result<Self> {
        Ok(Self::of(era_digits(birth_date)?, birth_date))
    }

    /// Like [`new`](Self::new), with the last two digits of the Gregorian year. For foreign
    /// residents only, and unconfirmed: see [`CheckNumberB`].
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_gregorian_year(birth_date: Date) -> Result<Self> {
        Ok(Self::of(gregorian_digits(birth_date)?, birth_date))
    }

    fn of(digits: [u8; DAY_LENGTH], birth_date: Date) -> Self {
        let [century, year, month, day] = calendar_digits(birth_date);
        Self(Protected::concat(&[&digits, &century, &year, &month, &day]))
    }

    /// Takes the six ASCII digits as put together by the caller, of any era.
    ///
    /// # Errors
    /// `CheckNumberFormat` for anything but digits, or a day that lies in no era: most likely the
    /// year is Gregorian. Nothing is sent to the card.
    pub fn from_digits(digits: &[u8]) -> Result<Self> {
        if digits.len() != 6 || !digits.iter().all(u8::is_ascii_digit) {
            return Err(refused("six half-width digits"));
        }
        Year::OfEra.check(digits, LATEST_BIRTH)?;
        Ok(Self(Protected::concat(&[digits])))
    }

    /// Like [`from_digits`](Self::from_digits), for a card whose printed date is not a calendar
    /// day, because day or month are unknown: `250400`. Whether it can be a date is **not
    /// checked**, and a wrong one costs one of ten tries. No day is known for it: a holder of
    /// another era is not detected.
    ///
    /// # Errors
    /// `CheckNumberFormat` for anything but six digits. Nothing is sent to the card.
    pub fn from_printed_digits(digits: &[u8]) -> Result<Self> {
        if digits.len() != DAY_LENGTH || !digits.iter().all(u8::is_ascii_digit) {
            return Err(refused("six half-width digits"));
        }
        Ok(Self(Protected::concat(&[digits])))
    }

    /// The digits as the card compares them. Empty where they are no longer in memory, as in a
    /// [`Pin`](crate::Pin).
    pub(crate) fn as_bytes(&self) -> &[u8] {
        digits_or_none(&self.0).get(..DAY_LENGTH).unwrap_or_default()
    }

    /// Checks that a holder born on `birth_date`, or on an unknown day, is the intended one.
    ///
    /// # Errors
    /// `BirthDateDiffers`.
    pub(crate) fn check(&self, birth_date: Option<Date>) -> Result<()> {
        match (self.0.get(DAY_LENGTH..), birth_date) {
            (None | Some([]), _) => Ok(()),
            (Some(day), Some(date)) if day == calendar_digits(date).as_flattened() => Ok(()),
            (Some(_), _) => Err(Error::new(Status::BirthDateDiffers)),
        }
    }
}

impl fmt::Debug for BirthDateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDateCode(****)")
    }
}

/// VERIFY refuses to send nothing, but would spend a try on anything else.
pub(crate) fn digits_or_none(secret: &Protected) -> &[u8] {
    if secret.iter().all(u8::is_ascii_digit) { secret } else { &[] }
}

/// `YYMMDD` with the year of the era.
fn era_digits(birth_date: Date) -> Result<[u8; 6]> {
    let year = era_year(birth_date)?;
    let [year, month, day] =
        [year, birth_date.month(), birth_date.day()].map(|part| two_digits(part.into()));
    let ([a, b], [c, d], [e, f]) = (year, month, day);
    Ok([a, b, c, d, e, f])
}

/// `YYYYMMDD`, in pairs.
fn calendar_digits(date: Date) -> [[u8; 2]; 4] {
    let year = date.year();
    [year / 100, year, date.month().into(), date.day().into()].map(two_digits)
}

/// `YYMMDD` with the last two digits of the year.
fn gregorian_digits(birth_date: Date) -> Result<[u8; DAY_LENGTH]> {
    era_year(birth_date)?;
    let [_, [a, b], [c, d], [e, f]] = calendar_digits(birth_date);
    Ok([a, b, c, d, e, f])
}

/// The era year of a day on which a card's holder may have been born.
fn era_year(birth_date: Date) -> Result<u8> {
    let possible = birth_date.era().filter(|_| birth_date.year() <= LATEST_BIRTH);
    possible.map(|(_, year)| year).ok_or(refused("a birth date before Meiji or far to come"))
}

/// Which kind of year the first two digits are.
#[derive(Clone, Copy)]
enum Year {
    OfEra,
    Gregorian,
    /// Any: the caller wants the digits sent as printed.
    Unchecked,
}

impl Year {
    /// Checks that the leading `YYMMDD` is a day, and not after the year `latest`.
    fn check(self, digits: &[u8], latest: u16) -> Result<()> {
        let part = |at| digits.get(at).and_then(number).unwrap_or_default();
        let [year, month, day] = [part(0..2), part(2..4), part(4..6)];
        let is_day = |year: u16, era: Option<Era>| {
            let [Ok(month), Ok(day)] = [month, day].map(u8::try_from) else { return false };
            let date = Date::new(year, month, day).filter(|_| year <= latest);
            date.is_some_and(|date| era.is_none_or(|era| date.era().map(|it| it.0) == Some(era)))
        };
        let found = match self {
            Self::OfEra => Era::ALL.iter().any(|era| {
                let before = era.first_day().year().saturating_sub(1);
                is_day(before.saturating_add(year), Some(*era))
            }),
            Self::Gregorian => [1800_u16, 1900, 2000]
                .iter()
                .any(|century| is_day(century.saturating_add(year), None)),
            Self::Unchecked => true,
        };
        match (found, self) {
            (true, _) => Ok(()),
            (false, Self::OfEra) => Err(refused(
                "the birth date is no day of any Japanese era; its year is that of the era",
            )),
            (false, Self::Gregorian | Self::Unchecked) => Err(refused("the birth date is no day")),
        }
    }
}

const fn refused(detail: &'static str) -> Error {
    Error::new(Status::CheckNumberFormat).with_detail(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn the_number_of_the_test_card() {
        let made = CheckNumberB::new(date(1980, 2, 17), 2035, b"2285").unwrap();
        assert_eq!(made.as_bytes(), b"55021720352285");
        let taken = CheckNumberB::from_digits(b"55021720352285").unwrap();
        assert_eq!(taken.as_bytes(), made.as_bytes());
        assert_eq!(BirthDateCode::new(date(1980, 2, 17)).unwrap().as_bytes(), b"550217");
        assert_eq!(BirthDateCode::from_digits(b"550217").unwrap().as_bytes(), b"550217");
    }

    #[test]
    fn the_first_years_of_eras_have_their_zeros() {
        for (birth, digits) in [
            ((1912, 7, 29), b"450729"),
            ((1912, 7, 30), b"010730"),
            ((1926, 12, 25), b"011225"),
            ((1989, 1, 7), b"640107"),
            ((1989, 1, 8), b"010108"),
            ((2019, 4, 30), b"310430"),
            ((2024, 2, 29), b"060229"),
        ] {
            let (year, month, day) = birth;
            let code = BirthDateCode::new(date(year, month, day)).unwrap();
            assert_eq!(code.as_bytes(), digits);
        }
    }

    #[test]
    fn digits_that_no_card_shows_are_not_sent() {
        for (wrong, detail) in [
            (&b""[..], "fourteen"),
            (b"5502172035228", "fourteen"),
            (b"550217203522855", "fourteen"),
            (b"55021720352285\n", "fourteen"),
            (b"5502172035228a", "fourteen"),
            (b"55021720152285", "expiry"),
            (b"55021721002285", "expiry"),
            (b"80021720352285", "era"),
            (b"00021720352285", "era"),
            (b"65021720352285", "era"),
            (b"55001720352285", "era"),
            (b"55131720352285", "era"),
            (b"55020020352285", "era"),
            (b"55023220352285", "era"),
            // 31 September; 29 February of Showa 54; the day after Showa; a day before Taisho.
            (b"45093120352285", "era"),
            (b"54022920352285", "era"),
            (b"64010820352285", "era"),
            (b"01010320192285", "era"),
            ("５５０２１７".as_bytes(), "fourteen"),
        ] {
            let error = CheckNumberB::from_digits(wrong).unwrap_err();
            assert_eq!(error.status(), Status::CheckNumberFormat);
            assert!(error.detail().contains(detail), "{error}");
        }
        for wrong in [&b"55021"[..], b"5502170", b"55o217", b"800217", b"551317", b"550200"] {
            assert!(BirthDateCode::from_digits(wrong).is_err());
        }
    }

    /// Reiwa may outlast Showa: a card of 2083 may belong to someone born in its year 65.
    #[test]
    fn an_era_that_goes_on_is_not_held_to_the_longest() {
        assert!(CheckNumberB::from_digits(b"65021720830000").is_ok());
        assert!(CheckNumberB::from_digits(b"65021720820000").is_err());
        assert!(CheckNumberB::from_digits(b"64010720160000").is_ok());
        assert!(CheckNumberB::from_digits(b"81123120990000").is_ok());
        assert!(CheckNumberB::from_digits(b"82010120990000").is_err());
    }

    #[test]
    fn what_the_number_cannot_be_made_of() {
        let born = date(1980, 2, 17);
        for (expiry, code) in [
            (2015, &b"2285"[..]),
            (2100, b"2285"),
            (12_035, b"2285"),
            (2035, b"228"),
            (2035, b"22855"),
            (2035, b"22a5"),
            (2035, b""),
        ] {
            let error = CheckNumberB::new(born, expiry, code).unwrap_err();
            assert_eq!(error.status(), Status::CheckNumberFormat);
        }
        assert!(CheckNumberB::new(date(1868, 1, 24), 2035, b"2285").is_err());
        assert!(CheckNumberB::new(date(2030, 1, 1), 2025, b"2285").is_err());
        assert!(CheckNumberB::with_gregorian_year(date(2030, 1, 1), 2025, b"2285").is_err());
        for no_birth in [date(1868, 1, 24), date(2083, 1, 1), date(2980, 2, 17)] {
            assert!(BirthDateCode::new(no_birth).is_err());
            assert!(BirthDateCode::with_gregorian_year(no_birth).is_err());
        }
    }

    #[test]
    fn the_gregorian_year_for_foreign_residents() {
        let born = date(1980, 2, 17);
        let made = CheckNumberB::with_gregorian_year(born, 2035, b"2285").unwrap();
        assert_eq!(made.as_bytes(), b"80021720352285");
        let taken = CheckNumberB::from_digits_with_gregorian_year(b"80021720352285").unwrap();
        assert_eq!(taken.as_bytes(), made.as_bytes());
        let code = BirthDateCode::with_gregorian_year(born).unwrap();
        assert_eq!(code.as_bytes(), b"800217");
        assert!(code.check(Some(born)).is_ok());
        assert!(code.check(Some(date(1880, 2, 17))).is_err());
        assert!(code.check(None).is_err());
        for possible in [&b"00022920352285"[..], b"99123120352285", b"36010120352285"] {
            assert!(CheckNumberB::from_digits_with_gregorian_year(possible).is_ok());
        }
        for wrong in
            [&b"79022920352285"[..], b"80093120352285", b"80021720152285", b"8002172035228"]
        {
            assert!(CheckNumberB::from_digits_with_gregorian_year(wrong).is_err());
        }
    }

    /// A card whose holder's day or month of birth is unknown: sent only where explicitly
    /// requested.
    #[test]
    fn digits_that_are_no_day_are_taken_as_printed_alone() {
        for date in ["250000", "250400", "000000", "254531", "250431", "999999"] {
            let number = format!("{date}20352285");
            let taken = CheckNumberB::from_printed_digits(number.as_bytes()).unwrap();
            assert_eq!(taken.as_bytes(), number.as_bytes());
            assert!(CheckNumberB::from_digits(number.as_bytes()).is_err(), "{date}");
            let code = BirthDateCode::from_printed_digits(date.as_bytes()).unwrap();
            assert_eq!(code.as_bytes(), date.as_bytes());
            assert!(BirthDateCode::from_digits(date.as_bytes()).is_err(), "{date}");
            assert_eq!(
                (code.check(None), code.check(Some(self::date(1950, 4, 1)))),
                (Ok(()), Ok(()))
            );
        }
        for wrong in [
            &b""[..],
            b"2504002035228",
            b"250400203522855",
            b"25 40020352285",
            b"250400203522a5",
            b"25040020152285",
            b"25040021002285",
        ] {
            let error = CheckNumberB::from_printed_digits(wrong).unwrap_err();
            assert_eq!(error.status(), Status::CheckNumberFormat);
        }
        for wrong in [&b""[..], b"25040", b"2504000", b"25    ", b"19500400"] {
            assert!(BirthDateCode::from_printed_digits(wrong).is_err());
        }
    }

    /// Days on which someone may have been born give digits that are accepted.
    #[test]
    fn what_is_made_of_a_day_is_taken() {
        for year in 1868..=2035 {
            for (month, day) in
                (1..=12).flat_map(|month| [1, 7, 8, 24, 25, 28, 29, 30, 31].map(|day| (month, day)))
            {
                let Some(born) = Date::new(year, month, day) else { continue };
                let Ok(number) = CheckNumberB::new(born, 2035, b"0000") else {
                    assert!((year, month, day) < (1868, 1, 25), "{born}");
                    continue;
                };
                assert!(CheckNumberB::from_digits(number.as_bytes()).is_ok(), "{born}");
                let code = BirthDateCode::new(born).unwrap();
                assert!(BirthDateCode::from_digits(code.as_bytes()).is_ok(), "{born}");
                let number = CheckNumberB::with_gregorian_year(born, 2035, b"0000").unwrap();
                let taken = CheckNumberB::from_digits_with_gregorian_year(number.as_bytes());
                assert!(taken.is_ok(), "{born}");
            }
        }
    }

    #[test]
    fn nothing_shows_the_digits_and_a_child_of_fork_has_none() {
        let number = CheckNumberB::from_digits(b"55021720352285").unwrap();
        assert_eq!(format!("{number:?}"), "CheckNumberB(****)");
        let code = BirthDateCode::from_digits(b"550217").unwrap();
        assert_eq!(format!("{code:?}"), "BirthDateCode(****)");
        assert_eq!(CheckNumberB(Protected::concat(&[&[0; 14]])).as_bytes(), b"");
        assert_eq!(BirthDateCode(Protected::concat(&[&[0; 6]])).as_bytes(), b"");
    }
}
