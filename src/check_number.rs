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
///
/// ```
/// use jpkicard::{CheckNumberB, Date, Status};
///
/// let birth_date = Date::new(1980, 2, 17).unwrap();
/// let number = CheckNumberB::new(birth_date, 2035, b"2285")?; // 55021720352285
/// assert_eq!(format!("{number:?}"), "CheckNumberB(****)");
/// // Year 80 of an era: most likely the Gregorian year was typed.
/// let error = CheckNumberB::from_digits(b"80021720352285").unwrap_err();
/// assert_eq!(error.status(), Status::CheckNumberFormat);
/// # Ok::<(), jpkicard::Error>(())
/// ```
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
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{BirthDateCode, Card, Date, LastTry, Status};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let code = BirthDateCode::new(Date::new(1980, 2, 17).unwrap())?; // 550217
/// let record = card.surface()?.age_record_unverified(&code, LastTry::Keep)?;
/// assert_eq!(record.age_on(Date::new(2026, 4, 1).unwrap()), Some(46));
/// assert_eq!(BirthDateCode::from_digits(b"991332").unwrap_err().status(), Status::CheckNumberFormat);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
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
    pub(crate) fn compare(&self, birth_date: Option<Date>) -> Result<()> {
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
    possible.map(|(_, year)| year).ok_or(refused("a birth date before Meiji or far in the future"))
}

/// Which kind of year the first two digits are.
#[derive(Clone, Copy)]
enum Year {
    OfEra,
    Gregorian,
    /// Any: the caller asks for the digits to be sent as printed.
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
                "the birth date is not in any Japanese era; its year is that of the era",
            )),
            (false, Self::Gregorian | Self::Unchecked) => {
                Err(refused("the birth date does not exist"))
            }
        }
    }
}

const fn refused(detail: &'static str) -> Error {
    Error::new(Status::CheckNumberFormat).with_detail(detail)
}

#[cfg(test)]
mod tests;
