//! The fictitious holder of the card, and the check numbers derived from their data.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::virtual_card) struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// Each era's first day, latest first.
const ERAS: [Day; 5] = [
    Day { year: 2019, month: 5, day: 1 },
    Day { year: 1989, month: 1, day: 8 },
    Day { year: 1926, month: 12, day: 25 },
    Day { year: 1912, month: 7, day: 30 },
    Day { year: 1868, month: 1, day: 25 },
];

impl Day {
    pub(in crate::virtual_card) const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// Whether the calendar has this day, in a four-digit year.
    pub(in crate::virtual_card) fn exists(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let length = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        (1000..=9999).contains(&self.year) && (1..=length).contains(&self.day)
    }

    /// Whether its unknown parts are 0, in a form that a card could encode.
    fn is_of_zeros(self) -> bool {
        let whole = (self.year, self.month, self.day) == (0, 0, 0);
        let part = self.day == 0 && self.month <= 12 && self.era_digits().is_some();
        whole || part
    }

    /// The year of the Japanese era that the day is in; `None` before Meiji.
    fn era_year(self) -> Option<u16> {
        let first = ERAS.iter().find(|first| self >= **first)?;
        self.year.checked_sub(first.year)?.checked_add(1)
    }

    /// `YYYYMMDD`.
    pub(super) fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// `YYMMDD` with the era year; `None` if that does not have two digits.
    fn era_digits(self) -> Option<String> {
        let year = self.era_year().filter(|year| *year <= 99)?;
        Some(format!("{year:02}{:02}{:02}", self.month, self.day))
    }
}

/// The data printed on the card and stored in its records.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::virtual_card) struct Holder {
    pub(in crate::virtual_card) name: String,
    pub(in crate::virtual_card) address: String,
    pub(in crate::virtual_card) birth_date: Day,
    /// Its day, month or all of it are unknown and 0, so it is not a calendar day.
    pub(in crate::virtual_card) is_birth_unknown: bool,
    /// The card's last day of validity.
    pub(in crate::virtual_card) expiry: Day,
    pub(in crate::virtual_card) security_code: String,
}

impl Holder {
    /// Female (JIS X 0303).
    pub(super) const SEX: &str = "2";
    /// 全国地方公共団体コード without its check digit.
    pub(super) const MUNICIPALITY: &str = "13101";
    /// 個人番号, also check number A: the well-known sample, with its correct check digit.
    pub(in crate::virtual_card) const INDIVIDUAL_NUMBER: &str = "123456789018";

    pub(in crate::virtual_card) fn new() -> Self {
        Self {
            // In full-width characters, family and given name separated by U+3000.
            name: "試験　花子".into(),
            address: "東京都千代田区試験一丁目１番１号".into(),
            birth_date: Day::new(1980, 2, 17),
            is_birth_unknown: false,
            expiry: Day::new(2035, 2, 17),
            security_code: "2285".into(),
        }
    }

    /// Whether a card can be made for this person.
    pub(in crate::virtual_card) fn is_possible(&self) -> bool {
        let birth = if self.is_birth_unknown {
            self.birth_date.is_of_zeros()
        } else {
            self.birth_date.exists() && self.birth_date.era_digits().is_some()
        };
        let texts = [&self.name, &self.address];
        birth
            && texts.iter().all(|text| (1..=1_000).contains(&text.len()))
            && self.expiry.exists()
            && self.security_code.len() == 4
            && self.security_code.bytes().all(|digit| digit.is_ascii_digit())
    }

    /// The birth date in the form that the card-surface application requires: 6 digits.
    pub(in crate::virtual_card) fn birth_date_code(&self) -> String {
        match self.birth_date.era_digits() {
            None if self.is_birth_unknown => "000000".into(),
            digits => digits.unwrap_or_default(),
        }
    }

    /// 照合番号B: 14 digits (myna-card 3.3).
    pub(in crate::virtual_card) fn check_number_b(&self) -> String {
        format!("{}{:04}{}", self.birth_date_code(), self.expiry.year, self.security_code)
    }

    /// The card's serial number, 15 digits.
    pub(super) fn serial_number(seed: u64) -> String {
        format!("9{:014}", seed % 100_000_000_000_000)
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
