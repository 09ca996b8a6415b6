//! Pictures of a card face for the screen.

use zeroize::Zeroizing;

use crate::date::Date;
use crate::error::Result;
use crate::picture::card::Latin;
use crate::picture::{CardPicture, photo_to_png};
use crate::record::{CardFace, Sex};

impl CardFace {
    /// The photo as a PNG with exactly the pixels of the card's JPEG 2000.
    ///
    /// # Errors
    /// `ImageMalformed` if it cannot be decoded.
    pub fn photo_png(&self) -> Result<Vec<u8>> {
        photo_to_png(self.photo())
    }

    /// A single picture of the card face: an SVG document of the card's size with the photo and
    /// everything printed on the front, the birth date in the Japanese era and the expiry date in
    /// the Gregorian calendar. It requires nothing external except fonts: without a Japanese one,
    /// captions appear as boxes. Birth date and sex are repeated in Latin letters, which any font
    /// has: `S55.2.17 (1980-02-17)`, `Female`. Personal data.
    ///
    /// A photo of a kind not supported by this version is replaced by a note; see
    /// [`CardPicture::to_svg`].
    ///
    /// # Errors
    /// `ImageMalformed` if the photo or another image is damaged.
    pub fn to_svg(&self) -> Result<String> {
        let picture = CardPicture {
            photo: self.photo(),
            name: self.name_image(),
            address: self.address_image(),
            security_code: Some(self.security_code_image()),
            birth_date: &Zeroizing::new(of_birth(self.birth_date(), self.birth_date_digits())),
            sex: match self.sex() {
                Sex::Male => "男",
                Sex::Female => "女",
                Sex::NotApplicable => "適用不能",
                Sex::NotKnown | Sex::Other(_) => "不明",
            },
            expiry: &until(self.expiry()),
        };
        let latin = Latin {
            birth_date: &Zeroizing::new(in_latin(self.birth_date(), self.birth_date_digits())),
            sex: match self.sex() {
                Sex::Male => "Male",
                Sex::Female => "Female",
                Sex::NotApplicable => "Not applicable",
                Sex::NotKnown | Sex::Other(_) => "Unknown",
            },
        };
        picture.draw(&latin)
    }
}

/// A date of birth in characters of any font, with the era's first letter: S55.2.17 (1980-02-17);
/// or what the card has in its place.
fn in_latin(date: Option<Date>, digits: &[u8]) -> String {
    let Some(date) = date else {
        return match printable(digits) {
            Some(digits) => format!("{digits} (no day of the calendar)"),
            None => "Unknown".into(),
        };
    };
    match date.era() {
        Some((era, year)) => {
            let letter = era.name().chars().next().unwrap_or_default();
            format!("{letter}{year}.{}.{} ({date})", date.month(), date.day())
        }
        None => date.to_string(),
    }
}

/// A date of birth, or what the card has in its place.
fn of_birth(date: Option<Date>, digits: &[u8]) -> String {
    match (date, printable(digits)) {
        (Some(date), _) => in_era(date),
        (None, Some(digits)) => format!("{digits}（暦にない日）"),
        (None, None) => "不詳".into(),
    }
}

/// The eight digits that the card has in place of a date, if it has digits there.
fn printable(digits: &[u8]) -> Option<&str> {
    std::str::from_utf8(digits)
        .ok()
        .filter(|digits| digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A date in the form of the printed date of birth, such as 昭和55年2月17日.
fn in_era(date: Date) -> String {
    match date.era() {
        Some((era, 1)) => format!("{}元年{}月{}日", era.japanese(), date.month(), date.day()),
        Some((era, year)) => {
            format!("{}{year}年{}月{}日", era.japanese(), date.month(), date.day())
        }
        None => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

fn until(date: Date) -> String {
    format!("{}年{}月{}日まで", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests;
