//! The card face, off the card, onto a screen.

use zeroize::Zeroizing;

use crate::date::Date;
use crate::error::Result;
use crate::picture::card::Latin;
use crate::picture::{CardPicture, photo_to_png};
use crate::record::{CardFace, Sex};

impl CardFace {
    /// The photo as a PNG, pixel for pixel what the card's JPEG 2000 says.
    ///
    /// # Errors
    /// `ImageMalformed` if it cannot be decoded.
    pub fn photo_png(&self) -> Result<Vec<u8>> {
        photo_to_png(self.photo())
    }

    /// One picture of the card face: an SVG document of the card's size with the photo and
    /// all that is printed on the front, the birth date in the Japanese era and the expiry in
    /// the Gregorian one. It needs nothing from outside it but fonts: without a Japanese one
    /// captions are drawn as boxes. Birth date and sex stand there in Latin letters too,
    /// which any font has: `S55.2.17 (1980-02-17)`, `Female`. Personal data.
    ///
    /// A photo of a kind that this version does not draw leaves a note in its place; see
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
            birth_date: &Zeroizing::new(in_era(self.birth_date())),
            sex: match self.sex() {
                Sex::Male => "男",
                Sex::Female => "女",
                Sex::NotApplicable => "適用不能",
                Sex::NotKnown | Sex::Other(_) => "不明",
            },
            expiry: &until(self.expiry()),
        };
        let latin = Latin {
            birth_date: &Zeroizing::new(in_latin(self.birth_date())),
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

/// A date as any font can draw it, with the era's first letter: S55.2.17 (1980-02-17).
fn in_latin(date: Date) -> String {
    match (date.era(), date.month(), date.day()) {
        (Some((era, year)), month, day) => {
            let letter = era.name().chars().next().unwrap_or_default();
            format!("{letter}{year}.{month}.{day} ({date})")
        }
        (None, ..) => date.to_string(),
    }
}

/// A date as the card prints one of birth, such as 昭和55年2月17日.
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
mod tests {
    use super::*;

    #[test]
    fn dates_as_they_are_printed() {
        let printed = |year, month, day| in_era(Date::new(year, month, day).unwrap());
        assert_eq!(printed(1980, 2, 17), "昭和55年2月17日");
        assert_eq!(printed(1989, 1, 7), "昭和64年1月7日");
        assert_eq!(printed(1989, 1, 8), "平成元年1月8日");
        assert_eq!(printed(2019, 5, 1), "令和元年5月1日");
        let latin = |year, month, day| in_latin(Date::new(year, month, day).unwrap());
        assert_eq!(latin(1980, 2, 17), "S55.2.17 (1980-02-17)");
        assert_eq!(latin(1989, 1, 7), "S64.1.7 (1989-01-07)");
        assert_eq!(latin(1989, 1, 8), "H1.1.8 (1989-01-08)");
        assert_eq!(latin(1920, 12, 31), "T9.12.31 (1920-12-31)");
        assert_eq!(latin(2019, 5, 1), "R1.5.1 (2019-05-01)");
        assert_eq!(latin(9999, 1, 1), "9999-01-01");
        assert_eq!(until(Date::new(2035, 2, 17).unwrap()), "2035年2月17日まで");
    }
}
