//! Unit tests.

use std::ffi::CStr;

use super::*;
use crate::capi::attributes::{
    jpki_attributes_birth_date, jpki_attributes_birth_date_digits, jpki_attributes_free,
    jpki_attributes_name, jpki_card_attributes_by_check_number,
};
use crate::capi::card::{jpki_card_free, open_card};
use crate::capi::face::{
    JPKI_IMAGE_PHOTO, jpki_card_face, jpki_face_birth_date, jpki_face_birth_date_digits,
    jpki_face_expiry, jpki_face_free, jpki_face_image,
};
use crate::capi::record::{JPKI_AUTHORITIES_UNVERIFIED, JPKI_AUTHORITIES_VIRTUAL_CARD};
use crate::capi::sign::JPKI_LAST_TRY_KEEP;
use crate::capi::status::{
    JPKI_ERROR_ARGUMENT, JPKI_ERROR_BIRTH_DATE_DIFFERS, JPKI_ERROR_CHECK_NUMBER_FORMAT,
    JPKI_ERROR_CHECK_NUMBER_WRONG, JPKI_OK,
};
use crate::status::Status;
use crate::virtual_card::{VirtualCard, VirtualReader};

/// 1 May of Heisei 10, Showa 10 and Taisho 10 are the same six digits on the card.
#[test]
fn the_same_day_of_another_era_is_not_taken() {
    let born_in_heisei = VirtualCard::builder().birth_date(1998, 5, 1).build().unwrap();
    let reader = VirtualReader::new(born_in_heisei);
    let card = open_card(Box::new(reader.connect().unwrap()), None);
    for authorities in [JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_AUTHORITIES_UNVERIFIED] {
        for (birth_date, expected) in [
            (19_980_501, JPKI_OK),
            (19_350_501, JPKI_ERROR_BIRTH_DATE_DIFFERS),
            (19_210_501, JPKI_ERROR_BIRTH_DATE_DIFFERS),
        ] {
            let null = std::ptr::null_mut();
            // SAFETY: the card is a handle, and an error may be null.
            let status = unsafe {
                jpki_card_compare_birth_date(
                    card,
                    birth_date,
                    JPKI_CALENDAR_JAPANESE,
                    authorities,
                    JPKI_LAST_TRY_KEEP,
                    null,
                )
            };
            assert_eq!(status, expected, "{birth_date}");
        }
    }
    assert_eq!(reader.with_card(|card| card.birth_date_tries()), Some(10), "none was spent");
    jpki_card_free(card);
}

/// A holder whose day of birth, or month too, or all of it nobody knows.
#[test]
fn a_date_that_is_no_day_is_sent_by_name_and_hides_nothing_else() {
    let null = std::ptr::null_mut();
    for (year, month, date, digits) in [
        (1950, 4, "250400", "19500400"),
        (1950, 0, "250000", "19500000"),
        (0, 0, "000000", "00000000"),
    ] {
        let born = VirtualCard::builder().unknown_birth_date(year, month).build().unwrap();
        let reader = VirtualReader::new(born);
        let card = open_card(Box::new(reader.connect().unwrap()), None);
        let mut text = [0x7F_u8; JPKI_CHECK_NUMBER_SIZE];
        // SAFETY: all are of the sizes passed, the card is a handle, an error may be null.
        unsafe {
            let (day, code) = (date.as_ptr().cast(), b"2285".as_ptr().cast());
            let place = text.as_mut_ptr().cast();
            let made = jpki_check_number_printed_digits(
                day,
                6,
                2035,
                code,
                4,
                place,
                JPKI_CHECK_NUMBER_SIZE,
                null,
            );
            assert_eq!((made, &text[..15]), (JPKI_OK, format!("P{date}20352285").as_bytes()));
            for authorities in [JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_AUTHORITIES_UNVERIFIED] {
                let mut face = null.cast();
                // Without its mark it is of no era, and is not sent.
                let refused = jpki_card_face(
                    card,
                    text.as_ptr().add(1).cast(),
                    14,
                    authorities,
                    JPKI_LAST_TRY_KEEP,
                    &raw mut face,
                    null,
                );
                assert_eq!(refused, JPKI_ERROR_CHECK_NUMBER_FORMAT, "{date}");
                let read = jpki_card_face(
                    card,
                    text.as_ptr().cast(),
                    15,
                    authorities,
                    JPKI_LAST_TRY_KEEP,
                    &raw mut face,
                    null,
                );
                assert_eq!((read, jpki_face_birth_date(face)), (JPKI_OK, 0), "{date}");
                let mut length = 0;
                let shown = jpki_face_birth_date_digits(face, &raw mut length);
                let shown = std::slice::from_raw_parts(shown, length);
                assert_eq!(shown, digits.as_bytes());
                let photo = jpki_face_image(face, JPKI_IMAGE_PHOTO, &raw mut length);
                assert!(!photo.is_null() && length > 0);
                assert_eq!(jpki_face_expiry(face), 20_350_217);
                jpki_face_free(face);

                let mut attributes = null.cast();
                let read = jpki_card_attributes_by_check_number(
                    card,
                    text.as_ptr().cast(),
                    15,
                    authorities,
                    JPKI_LAST_TRY_KEEP,
                    &raw mut attributes,
                    null,
                );
                assert_eq!((read, jpki_attributes_birth_date(attributes)), (JPKI_OK, 0));
                let mut length = 0;
                let shown = jpki_attributes_birth_date_digits(attributes, &raw mut length);
                let shown = std::slice::from_raw_parts(shown, length);
                assert_eq!(shown, digits.as_bytes());
                let name = CStr::from_ptr(jpki_attributes_name(attributes));
                assert!(!name.is_empty());
                jpki_attributes_free(attributes);

                let compare = |digits: &str| {
                    let (digits, length) = (digits.as_ptr().cast(), digits.len());
                    jpki_card_compare_birth_date_printed_digits(
                        card,
                        digits,
                        length,
                        authorities,
                        JPKI_LAST_TRY_KEEP,
                        null,
                    )
                };
                assert_eq!(compare(date), JPKI_OK);
                assert_eq!(compare("25040"), JPKI_ERROR_CHECK_NUMBER_FORMAT);
                assert_eq!(compare("250401"), JPKI_ERROR_CHECK_NUMBER_WRONG);
                assert_eq!(compare(date), JPKI_OK);
            }
        }
        jpki_card_free(card);
    }
}

/// The text of a number, as C gets it.
fn number(calendar: i32, birth_date: i32) -> (i32, String) {
    let (mut text, null) = ([0x7F_u8; JPKI_CHECK_NUMBER_SIZE], std::ptr::null_mut());
    let (code, place) = (b"2285".as_ptr().cast(), text.as_mut_ptr().cast());
    // SAFETY: both are of the sizes passed, and an error may be null.
    let status =
        unsafe { jpki_check_number(birth_date, calendar, 2035, code, 4, place, text.len(), null) };
    let text = CStr::from_bytes_until_nul(&text).unwrap_or_default();
    (status, text.to_string_lossy().into_owned())
}

#[test]
fn a_leading_g_is_the_gregorian_year_and_nothing_else_is() {
    assert_eq!(number(JPKI_CALENDAR_JAPANESE, 19_800_217), (JPKI_OK, "55021720352285".to_owned()));
    assert_eq!(
        number(JPKI_CALENDAR_GREGORIAN, 19_800_217),
        (JPKI_OK, "G80021720352285".to_owned())
    );
    assert_eq!(
        number(JPKI_CALENDAR_GREGORIAN, 20_000_229),
        (JPKI_OK, "G00022920352285".to_owned())
    );
    assert_eq!(
        number(JPKI_CALENDAR_GREGORIAN, 18_680_124),
        (JPKI_ERROR_CHECK_NUMBER_FORMAT, String::new())
    );
    assert_eq!(
        number(JPKI_CALENDAR_GREGORIAN, 19_800_230),
        (JPKI_ERROR_CHECK_NUMBER_FORMAT, String::new())
    );
    for calendar in [0, -1, JPKI_CALENDAR_JAPANESE - 1, JPKI_CALENDAR_GREGORIAN + 1, 2035] {
        assert_eq!(number(calendar, 19_800_217), (JPKI_ERROR_ARGUMENT, String::new()));
    }
    // SAFETY: a slice is readable.
    let taken = |text: &[u8]| unsafe { check_number(text.as_ptr().cast(), text.len()) };
    for (text, digits) in [
        (&b"55021720352285"[..], &b"55021720352285"[..]),
        (b"G80021720352285", b"80021720352285"),
        (b"G00022920352285", b"00022920352285"),
    ] {
        assert_eq!(taken(text).unwrap().as_bytes(), digits);
    }
    for text in [
        &b""[..],
        b"G",
        b"G8002172035228",
        b"G800217203522855",
        b"GG0021720352285",
        b"G8002172035228G",
        b"g80021720352285",
        b"080021720352285",
        b"80021720352285G",
        // Without its mark it is of no era.
        b"80021720352285",
        b"00022920352285",
    ] {
        let text_as_text = text.escape_ascii();
        let status = taken(text).unwrap_err().status();
        assert_eq!(status, Status::CheckNumberFormat, "{text_as_text}");
    }
}

/// The digits of 17 February 1955 in the Gregorian calendar are those of Showa 55.
#[test]
fn a_card_compares_the_digits_of_the_gregorian_year() {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let card = open_card(Box::new(reader.connect().unwrap()), None);
    let null = std::ptr::null_mut();
    for authorities in [JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_AUTHORITIES_UNVERIFIED] {
        // They are the same, but the card is that of someone born in 1980.
        for (birth_date, expected, tries) in [
            (19_550_217, JPKI_ERROR_BIRTH_DATE_DIFFERS, 10),
            (19_550_230, JPKI_ERROR_CHECK_NUMBER_FORMAT, 10),
            (19_800_217, JPKI_ERROR_CHECK_NUMBER_WRONG, 9),
            (19_550_217, JPKI_ERROR_BIRTH_DATE_DIFFERS, 10),
        ] {
            // SAFETY: the card is a handle, and an error may be null.
            let status = unsafe {
                jpki_card_compare_birth_date(
                    card,
                    birth_date,
                    JPKI_CALENDAR_GREGORIAN,
                    authorities,
                    JPKI_LAST_TRY_KEEP,
                    null,
                )
            };
            assert_eq!(status, expected, "{birth_date}");
            assert_eq!(reader.with_card(|card| card.birth_date_tries()), Some(tries));
        }
    }
    for (birth_date, expected) in
        [(19_550_217, JPKI_OK), (19_800_217, JPKI_ERROR_CHECK_NUMBER_WRONG)]
    {
        let ((_, text), mut face) = (number(JPKI_CALENDAR_GREGORIAN, birth_date), null.cast());
        // SAFETY: as above.
        let status = unsafe {
            let (text, length) = (text.as_ptr().cast(), text.len());
            let authorities = JPKI_AUTHORITIES_VIRTUAL_CARD;
            jpki_card_face(card, text, length, authorities, JPKI_LAST_TRY_KEEP, &raw mut face, null)
        };
        assert_eq!(status, expected, "{birth_date}");
        jpki_face_free(face);
    }
    jpki_card_free(card);
}
