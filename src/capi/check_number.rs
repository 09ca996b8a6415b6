//! The numbers that open what is printed on the card, as C sees them.

use std::ffi::c_char;

use zeroize::Zeroizing;

use crate::capi::argument::{bytes, refused};
use crate::capi::card::{StatusPlaces, jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::places::TextPlace;
use crate::capi::record::{authorities, date};
use crate::capi::sign::last_try_rule;
use crate::capi::status::{jpki_error, jpki_status};
use crate::check_number::{BirthDateCode, CheckNumberB};
use crate::error::Result;

/// The bytes that a check number takes, its mark and its NUL included.
pub const JPKI_CHECK_NUMBER_SIZE: usize = 16;

/// The digits of a check number.
const DIGITS: usize = 14;
/// What stands before those of a number with the Gregorian year.
const GREGORIAN: u8 = b'G';
/// What stands before those of a number whose date is as it was printed, and not checked.
const PRINTED: u8 = b'P';

/// The card-surface application (kenmen jiko kakunin): photo and printed face.
pub const JPKI_APPLICATION_CARD_SURFACE: i32 = 0;
/// The input-support application (kenmen jiko nyuryoku hojo): name and address as text.
pub const JPKI_APPLICATION_INPUT_SUPPORT: i32 = 1;

/// Makes the check number B (shogo bango B) of what is printed on the card's front: it opens
/// the card's face, and name and address as text, without a PIN.
///
/// `birth_date`: YYYYMMDD as a number, such as 19800217. `expiry_year`: four digits, such
/// as 2035. `security_code`: the four ASCII digits printed beside the photo. `number` gets
/// 14 digits, with the year of the Japanese era, and a NUL; `number_size` is
/// JPKI_CHECK_NUMBER_SIZE or more. On failure it is the empty text.
///
/// JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that no calendar has or before Meiji, an
/// expiry year before that of the birth, before 2016 or after 2099, or a security code of
/// another form. Touches no
/// card and spends no try. The number is personal data: wipe it with `jpki_secure_wipe`
/// when the card is read. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_check_number(
    birth_date: i32,
    expiry_year: i32,
    security_code: *const c_char,
    security_code_length: usize,
    number: *mut c_char,
    number_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let make =
            |code: &[u8]| CheckNumberB::new(date(birth_date)?, year_number(expiry_year), code);
        let (code, place) = ((security_code, security_code_length), (number, number_size));
        // SAFETY: C's caller promises it.
        unsafe { put_number(&[], make, code, place) }
    })
}

/// Makes the check number B of a foreign resident whose number has the last two digits of
/// the Gregorian year of birth, as the card of a foreign resident prints it: `G` and 14
/// digits, which every function takes that takes a check number. All else is as for
/// `jpki_check_number`.
///
/// That there are such numbers is not confirmed: the older resident registry card had them.
/// For foreign residents alone, where the card prints the Gregorian year or the number of
/// `jpki_check_number` was wrong; a wrong one spends one of ten tries too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_check_number_gregorian(
    birth_date: i32,
    expiry_year: i32,
    security_code: *const c_char,
    security_code_length: usize,
    number: *mut c_char,
    number_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let make = |code: &[u8]| {
            CheckNumberB::with_gregorian_year(date(birth_date)?, year_number(expiry_year), code)
        };
        let (code, place) = ((security_code, security_code_length), (number, number_size));
        // SAFETY: C's caller promises it.
        unsafe { put_number(&[GREGORIAN], make, code, place) }
    })
}

/// Makes the check number B of a card that prints a birth date which is no day of the
/// calendar, as where day or month of birth are unknown: `P` and 14 digits, which every
/// function takes that takes a check number.
///
/// `date_digits`: six ASCII digits, YYMMDD as the card prints it, with the year of the
/// Japanese era and zeros or what else stands for what is unknown, such as "250400". That
/// they can be a date is **not checked**: a slip of the keyboard is sent too, and a wrong
/// number spends one of ten tries. How a card compares such a date is not published. All else
/// is as for `jpki_check_number`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_check_number_printed_digits(
    date_digits: *const c_char,
    date_digits_length: usize,
    expiry_year: i32,
    security_code: *const c_char,
    security_code_length: usize,
    number: *mut c_char,
    number_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let make = |code: &[u8]| {
            // SAFETY: C's caller promises it.
            let digits = unsafe { bytes(date_digits.cast(), date_digits_length)? };
            CheckNumberB::of_printed(digits, year_number(expiry_year), code)
        };
        let (code, place) = ((security_code, security_code_length), (number, number_size));
        // SAFETY: C's caller promises it.
        unsafe { put_number(&[PRINTED], make, code, place) }
    })
}

/// Makes a number with a security code, and stores it behind its mark.
///
/// # Safety
/// As for [`bytes`] and [`TextPlace::cleared`].
unsafe fn put_number(
    mark: &[u8],
    make: impl FnOnce(&[u8]) -> Result<CheckNumberB>,
    (security_code, security_code_length): (*const c_char, usize),
    (number, number_size): (*mut c_char, usize),
) -> Result<()> {
    // SAFETY: as the caller of this function promises.
    let mut result = unsafe { TextPlace::cleared(number, number_size, JPKI_CHECK_NUMBER_SIZE)? };
    // SAFETY: as above.
    let made = make(unsafe { bytes(security_code.cast(), security_code_length)? })?;
    result.put(&Zeroizing::new([mark, made.as_bytes()].concat()))
}

/// A year that is none is refused as one that no card has.
fn year_number(year: i32) -> u16 {
    u16::try_from(year).unwrap_or_default()
}

/// The check number that C gives: read only if it has the length of one.
///
/// # Safety
/// As for [`bytes`].
pub(super) unsafe fn check_number(text: *const c_char, length: usize) -> Result<CheckNumberB> {
    // SAFETY: as the caller of this function promises.
    let text = unsafe { bytes(text.cast(), length)? };
    let is_possible = |digits: &[u8]| digits.len() == DIGITS;
    match text {
        [GREGORIAN, digits @ ..] if is_possible(digits) => {
            CheckNumberB::from_digits_with_gregorian_year(digits)
        }
        [PRINTED, digits @ ..] if is_possible(digits) => CheckNumberB::from_printed_digits(digits),
        digits if is_possible(digits) => CheckNumberB::from_digits(digits),
        _ => CheckNumberB::from_digits(&[]),
    }
}

/// Asks how many tries the check number B has left, of ten; spends none. Each application
/// counts its own.
///
/// `application`: one of JPKI_APPLICATION_*. `*pin_status` gets one of JPKI_PIN_*,
/// `*tries_left` the number, 0 when locked, -1 when the card does not say.
/// JPKI_ERROR_NOT_ON_CARD on a phone, which has none of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_check_number_status(
    card: *mut jpki_card,
    application: i32,
    pin_status: *mut i32,
    tries_left: *mut i32,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut places = unsafe { StatusPlaces::cleared(pin_status, tries_left)? };
        let ask_surface = match application {
            JPKI_APPLICATION_CARD_SURFACE => true,
            JPKI_APPLICATION_INPUT_SUPPORT => false,
            _ => return Err(refused("the application is none of JPKI_APPLICATION_*")),
        };
        places.put(with_card(card, |state| {
            if ask_surface {
                state.card.surface()?.check_number_status()
            } else {
                state.card.input_support()?.check_number_status()
            }
        })?);
        Ok(())
    })
}

/// Asks how many tries the birth date has left (`jpki_card_check_birth_date`); spends
/// none. Results and errors are those of `jpki_card_check_number_status`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_birth_date_status(
    card: *mut jpki_card,
    pin_status: *mut i32,
    tries_left: *mut i32,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut places = unsafe { StatusPlaces::cleared(pin_status, tries_left)? };
        places.put(with_card(card, |state| state.card.surface()?.birth_date_status())?);
        Ok(())
    })
}

/// Checks that this card is that of someone born on `birth_date` (YYYYMMDD as a number):
/// the least that a terminal can be told of a person. JPKI_OK means yes.
///
/// `authorities`: one of JPKI_AUTHORITIES_*; unless JPKI_AUTHORITIES_UNCHECKED, the card's
/// age record was signed by an authority of that name, and the card has shown that it is
/// no copy. `last_try`: one of JPKI_LAST_TRY_*.
///
/// Tries: the birth date is sent at most once, under the rules of `jpki_card_face`. Another
/// than the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left. It has
/// six digits on the card, with the year of the Japanese era, so that a day of another era
/// may have the same ones: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and spends none. No PIN
/// is touched.
/// JPKI_ERROR_NOT_ON_CARD on a phone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_check_birth_date(
    card: *mut jpki_card,
    birth_date: i32,
    authorities: i32,
    last_try: i32,
    error: *mut jpki_error,
) -> jpki_status {
    let code = || BirthDateCode::new(date(birth_date)?);
    check_birth_date(card, code, authorities, last_try, error)
}

/// Checks a birth date as `jpki_card_check_birth_date` does, for a foreign resident whose
/// card compares the last two digits of the Gregorian year. JPKI_OK means yes.
///
/// That there are such cards is not confirmed. For foreign residents alone, where the card
/// prints the Gregorian year or `jpki_card_check_birth_date` said
/// JPKI_ERROR_CHECK_NUMBER_WRONG; a wrong one spends one of the same ten tries.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_check_birth_date_gregorian(
    card: *mut jpki_card,
    birth_date: i32,
    authorities: i32,
    last_try: i32,
    error: *mut jpki_error,
) -> jpki_status {
    let code = || BirthDateCode::with_gregorian_year(date(birth_date)?);
    check_birth_date(card, code, authorities, last_try, error)
}

/// Checks a birth date as `jpki_card_check_birth_date` does, of a card that prints one which
/// is no day of the calendar, as where day or month of birth are unknown. JPKI_OK means yes.
///
/// `date_digits`: six ASCII digits as for `jpki_check_number_printed_digits`; not kept. That
/// they can be a date is **not checked**, and the same six of another era are not told apart:
/// JPKI_ERROR_BIRTH_DATE_DIFFERS never comes. A wrong one spends one of the same ten tries.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_check_birth_date_printed_digits(
    card: *mut jpki_card,
    date_digits: *const c_char,
    date_digits_length: usize,
    authorities: i32,
    last_try: i32,
    error: *mut jpki_error,
) -> jpki_status {
    let code = || {
        // SAFETY: C's caller promises it.
        BirthDateCode::from_printed_digits(unsafe {
            bytes(date_digits.cast(), date_digits_length)?
        })
    };
    check_birth_date(card, code, authorities, last_try, error)
}

/// Asks the card with the code of a birth date.
fn check_birth_date(
    card: *mut jpki_card,
    code: impl FnOnce() -> Result<BirthDateCode>,
    authorities: i32,
    last_try: i32,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let last_try = last_try_rule(last_try)?;
        let vouching = self::authorities(authorities)?;
        let code = code()?;
        with_card(card, |state| {
            let mut surface = state.card.surface()?;
            match &vouching {
                None => surface.age_record(&code, last_try),
                #[cfg(feature = "verify")]
                Some(authorities) => surface.age_check(&code, authorities, last_try),
                #[cfg(not(feature = "verify"))]
                Some(_) => Err(crate::capi::record::cannot_check()),
            }
        })?;
        Ok(())
    })
}

#[cfg(all(test, feature = "virtual-card", feature = "verify"))]
mod tests {
    use std::ffi::CStr;

    use super::*;
    use crate::capi::attributes::{
        jpki_attributes_birth_date, jpki_attributes_birth_date_digits_data,
        jpki_attributes_birth_date_digits_len, jpki_attributes_free, jpki_attributes_name,
        jpki_card_attributes_by_check_number,
    };
    use crate::capi::card::{jpki_card_free, open_card};
    use crate::capi::face::{
        jpki_card_face, jpki_face_birth_date, jpki_face_birth_date_digits_data,
        jpki_face_birth_date_digits_len, jpki_face_expiry, jpki_face_free, jpki_face_photo_len,
    };
    use crate::capi::record::{JPKI_AUTHORITIES_UNCHECKED, JPKI_AUTHORITIES_VIRTUAL_CARD};
    use crate::capi::status::{
        JPKI_ERROR_BIRTH_DATE_DIFFERS, JPKI_ERROR_CHECK_NUMBER_FORMAT,
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
        for authorities in [JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_AUTHORITIES_UNCHECKED] {
            for (birth_date, expected) in [
                (19_980_501, JPKI_OK),
                (19_350_501, JPKI_ERROR_BIRTH_DATE_DIFFERS),
                (19_210_501, JPKI_ERROR_BIRTH_DATE_DIFFERS),
            ] {
                let null = std::ptr::null_mut();
                // SAFETY: the card is a handle, and an error may be null.
                let status =
                    unsafe { jpki_card_check_birth_date(card, birth_date, authorities, 0, null) };
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
            // SAFETY: all are of the sizes told, the card is a handle, an error may be null.
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
                for authorities in [JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_AUTHORITIES_UNCHECKED] {
                    let mut face = null.cast();
                    // Without its mark it is of no era, and is not sent.
                    let refused = jpki_card_face(
                        card,
                        text.as_ptr().add(1).cast(),
                        14,
                        authorities,
                        0,
                        &raw mut face,
                        null,
                    );
                    assert_eq!(refused, JPKI_ERROR_CHECK_NUMBER_FORMAT, "{date}");
                    let read = jpki_card_face(
                        card,
                        text.as_ptr().cast(),
                        15,
                        authorities,
                        0,
                        &raw mut face,
                        null,
                    );
                    assert_eq!((read, jpki_face_birth_date(face)), (JPKI_OK, 0), "{date}");
                    let shown = std::slice::from_raw_parts(
                        jpki_face_birth_date_digits_data(face),
                        jpki_face_birth_date_digits_len(face),
                    );
                    assert_eq!(shown, digits.as_bytes());
                    assert!(jpki_face_photo_len(face) > 0 && jpki_face_expiry(face) == 20_350_217);
                    jpki_face_free(face);

                    let mut attributes = null.cast();
                    let read = jpki_card_attributes_by_check_number(
                        card,
                        text.as_ptr().cast(),
                        15,
                        authorities,
                        0,
                        &raw mut attributes,
                        null,
                    );
                    assert_eq!((read, jpki_attributes_birth_date(attributes)), (JPKI_OK, 0));
                    let shown = std::slice::from_raw_parts(
                        jpki_attributes_birth_date_digits_data(attributes),
                        jpki_attributes_birth_date_digits_len(attributes),
                    );
                    assert_eq!(shown, digits.as_bytes());
                    let name = CStr::from_ptr(jpki_attributes_name(attributes));
                    assert!(!name.is_empty());
                    jpki_attributes_free(attributes);

                    let compare = |digits: &str| {
                        let (digits, length) = (digits.as_ptr().cast(), digits.len());
                        jpki_card_check_birth_date_printed_digits(
                            card,
                            digits,
                            length,
                            authorities,
                            0,
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
    fn number(gregorian: bool, birth_date: i32) -> (i32, String) {
        let make = if gregorian { jpki_check_number_gregorian } else { jpki_check_number };
        let (mut text, null) = ([0x7F_u8; JPKI_CHECK_NUMBER_SIZE], std::ptr::null_mut());
        let (code, place) = (b"2285".as_ptr().cast(), text.as_mut_ptr().cast());
        // SAFETY: both are of the sizes told, and an error may be null.
        let status = unsafe { make(birth_date, 2035, code, 4, place, text.len(), null) };
        let text = CStr::from_bytes_until_nul(&text).unwrap_or_default();
        (status, text.to_string_lossy().into_owned())
    }

    #[test]
    fn a_leading_g_is_the_gregorian_year_and_nothing_else_is() {
        assert_eq!(number(false, 19_800_217), (JPKI_OK, "55021720352285".to_owned()));
        assert_eq!(number(true, 19_800_217), (JPKI_OK, "G80021720352285".to_owned()));
        assert_eq!(number(true, 20_000_229), (JPKI_OK, "G00022920352285".to_owned()));
        assert_eq!(number(true, 18_680_124), (JPKI_ERROR_CHECK_NUMBER_FORMAT, String::new()));
        assert_eq!(number(true, 19_800_230), (JPKI_ERROR_CHECK_NUMBER_FORMAT, String::new()));
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
        for authorities in [JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_AUTHORITIES_UNCHECKED] {
            // They are the same, but the card is that of someone born in 1980.
            for (birth_date, expected, tries) in [
                (19_550_217, JPKI_ERROR_BIRTH_DATE_DIFFERS, 10),
                (19_550_230, JPKI_ERROR_CHECK_NUMBER_FORMAT, 10),
                (19_800_217, JPKI_ERROR_CHECK_NUMBER_WRONG, 9),
                (19_550_217, JPKI_ERROR_BIRTH_DATE_DIFFERS, 10),
            ] {
                // SAFETY: the card is a handle, and an error may be null.
                let status = unsafe {
                    jpki_card_check_birth_date_gregorian(card, birth_date, authorities, 0, null)
                };
                assert_eq!(status, expected, "{birth_date}");
                assert_eq!(reader.with_card(|card| card.birth_date_tries()), Some(tries));
            }
        }
        for (birth_date, expected) in
            [(19_550_217, JPKI_OK), (19_800_217, JPKI_ERROR_CHECK_NUMBER_WRONG)]
        {
            let ((_, text), mut face) = (number(true, birth_date), null.cast());
            // SAFETY: as above.
            let status = unsafe {
                let (text, length) = (text.as_ptr().cast(), text.len());
                let authorities = JPKI_AUTHORITIES_VIRTUAL_CARD;
                jpki_card_face(card, text, length, authorities, 0, &raw mut face, null)
            };
            assert_eq!(status, expected, "{birth_date}");
            jpki_face_free(face);
        }
        jpki_card_free(card);
    }
}
