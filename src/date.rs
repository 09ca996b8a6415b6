//! A calendar day and its Japanese era.

use std::fmt;

/// A day of the Gregorian calendar, from 1868 to 9999.
///
/// Most days here are dates of birth: `Debug` shows nothing of them; `Display` writes `1980-02-17`
/// for callers that need it.
///
/// ```
/// use jpkicard::{Date, Era};
///
/// let day = Date::from_digits(b"19800217").unwrap();
/// assert_eq!(day.era(), Some((Era::Showa, 55)));
/// assert_eq!(day.to_string(), "1980-02-17");
/// assert_eq!(format!("{day:?}"), "Date(..)"); // it may be a date of birth
/// assert_eq!(Date::new(2026, 2, 29), None);
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // In this order, so that an earlier day compares as smaller.
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if the calendar has it: years 1868 to 9999, months 1 to 12, days from 1.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_real = matches!(year, 1868..=9999) && 1 <= day && day <= days(year, month);
        if is_real { Some(Self { year, month, day }) } else { None }
    }

    /// The day given by eight ASCII digits, `YYYYMMDD`, as the card encodes it.
    #[must_use]
    pub fn from_digits(yyyymmdd: &[u8]) -> Option<Self> {
        let digits: &[u8; 8] = yyyymmdd.try_into().ok()?;
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        let small = |digits| number(digits).and_then(|number| u8::try_from(number).ok());
        Self::new(number(year)?, small(month)?, small(day)?)
    }

    /// The Gregorian year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The era of the day and the year within it, 1 to 99. `None` before Meiji, and where the era
    /// year has more digits than a card can hold.
    #[must_use]
    pub const fn era(self) -> Option<(Era, u8)> {
        let mut eras: &[Era] = &Era::ALL;
        while let [era, older @ ..] = eras {
            let first = era.first_day();
            if !self.is_before(first) {
                return match self.year.saturating_sub(first.year).saturating_add(1) {
                    year @ 1..=99 => Some((*era, year as u8)),
                    _ => None,
                };
            }
            eras = older;
        }
        None
    }

    /// How many birthdays someone born on this day has had by `day`; someone born on 29 February
    /// has it on 1 March in a common year. `None` if `day` is earlier.
    pub(crate) fn birthdays_by(self, day: Self) -> Option<u16> {
        let years = day.year.checked_sub(self.year)?;
        let is_to_come = (day.month, day.day) < (self.month, self.day);
        years.checked_sub(u16::from(is_to_come))
    }

    const fn is_before(self, other: Self) -> bool {
        self.year < other.year
            || self.year == other.year
                && (self.month < other.month || self.month == other.month && self.day < other.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Date(..)")
    }
}

/// A Japanese era (元号).
///
/// ```
/// use jpkicard::{Date, Era};
///
/// assert_eq!(Era::Showa.japanese(), "昭和");
/// // The day of the change belongs to the new era.
/// assert_eq!(Date::new(1989, 1, 7).unwrap().era(), Some((Era::Showa, 64)));
/// assert_eq!(Era::Heisei.first_day().era(), Some((Era::Heisei, 1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Era {
    /// 明治, from 1868-01-25 (Gregorian).
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// All eras, newest first.
    pub(crate) const ALL: [Self; 5] =
        [Self::Reiwa, Self::Heisei, Self::Showa, Self::Taisho, Self::Meiji];

    /// The name in Latin letters: `Showa`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meiji => "Meiji",
            Self::Taisho => "Taisho",
            Self::Showa => "Showa",
            Self::Heisei => "Heisei",
            Self::Reiwa => "Reiwa",
        }
    }

    /// The name in Japanese: `昭和`.
    #[must_use]
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The first day. A day on which the era changed belongs to the new era.
    #[must_use]
    pub const fn first_day(self) -> Date {
        let (year, month, day) = match self {
            Self::Meiji => (1868, 1, 25),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        };
        Date { year, month, day }
    }
}

/// How many days the month has; 0 if there is no such month.
const fn days(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// The number given by ASCII digits, up to 65,535.
pub(crate) fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        number.checked_mul(10)?.checked_add(u16::try_from(digit).ok()?)
    })
}

/// The last two decimal digits of a number, in ASCII.
pub(crate) fn two_digits(number: u16) -> [u8; 2] {
    let digit = |digit| char::from_digit(digit, 10).and_then(|digit| u8::try_from(digit).ok());
    [number / 10 % 10, number % 10].map(|number| digit(number.into()).unwrap_or(b'0'))
}
