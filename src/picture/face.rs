//! The card face, off the card, onto a screen.

use zeroize::Zeroizing;

use crate::date::Date;
use crate::error::Result;
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
    /// all that is printed on the front, the birth date in the Japanese era (a foreign
    /// resident's card prints the Gregorian year) and the expiry in the common one. It needs nothing from outside it. Personal data.
    ///
    /// # Errors
    /// `ImageMalformed` if the photo or another image cannot be shown.
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
        picture.to_svg()
    }
}

/// A date of birth, or what the card has in its place.
fn of_birth(date: Option<Date>, digits: &[u8]) -> String {
    match date {
        Some(date) => in_era(date),
        None if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) => {
            let digits: String = digits.iter().map(|digit| char::from(*digit)).collect();
            format!("{digits}（暦にない日）")
        }
        None => "不詳".into(),
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
    fn a_date_of_birth_that_is_no_day_is_shown_as_the_card_has_it() {
        assert_eq!(of_birth(Date::new(1980, 2, 17), b"19800217"), "昭和55年2月17日");
        assert_eq!(of_birth(None, b"19500400"), "19500400（暦にない日）");
        for nothing in [&b""[..], b"        ", b"\0\0\0\0\0\0\0\0", b"1950<&>\"", b"1950"] {
            assert_eq!(of_birth(None, nothing), "不詳");
        }
    }

    #[test]
    fn dates_as_they_are_printed() {
        let printed = |year, month, day| in_era(Date::new(year, month, day).unwrap());
        assert_eq!(printed(1980, 2, 17), "昭和55年2月17日");
        assert_eq!(printed(1989, 1, 7), "昭和64年1月7日");
        assert_eq!(printed(1989, 1, 8), "平成元年1月8日");
        assert_eq!(printed(2019, 5, 1), "令和元年5月1日");
        assert_eq!(until(Date::new(2035, 2, 17).unwrap()), "2035年2月17日まで");
    }
}
