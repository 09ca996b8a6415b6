//! The check numbers that open what is printed on the card, in C.

use std::ffi::c_char;

use zeroize::Zeroizing;

use crate::capi::argument::{bytes, refused};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::out::TextOut;
use crate::capi::record::{
    JPKI_CALENDAR_GREGORIAN, JPKI_CALENDAR_JAPANESE, TrustedAuthorities, date, jpki_authorities,
    jpki_calendar,
};
use crate::capi::sign::{jpki_last_try, last_try_rule};
use crate::capi::status::{jpki_error, jpki_status};
use crate::check_number::{BirthDateCode, CheckNumberB};
use crate::error::Result;

/// The size of a check number in bytes, including its prefix and its NUL.
pub const JPKI_CHECK_NUMBER_SIZE: usize = 16;

/// The number of digits in a check number.
const DIGITS: usize = 14;
/// The prefix of a number with the Gregorian year.
const GREGORIAN: u8 = b'G';
/// The prefix of a number whose date is as printed, and not checked.
const PRINTED: u8 = b'P';

/// Makes check number B (shogo bango B) from what is printed on the card's front. It opens the
/// card's face, and name and address as text, without a PIN.
///
/// `birth_date`: YYYYMMDD as a number, such as 19800217. `calendar`: one of JPKI_CALENDAR_*,
/// JPKI_CALENDAR_JAPANESE for all but some foreign residents. `expiry_year`: four digits, such as
/// 2035. `security_code`: the four ASCII digits printed beside the photo. `number` receives 14
/// digits and a NUL; with JPKI_CALENDAR_GREGORIAN, `G`, 14 digits and a NUL. Every function that
/// takes a check number accepts either. `number_size`: JPKI_CHECK_NUMBER_SIZE or more. On failure
/// `number` is the empty string.
///
/// JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that is not a calendar date or is before Meiji,
/// an expiry year before the year of birth, before 2016 or after 2099, or a security code of
/// another form; JPKI_ERROR_ARGUMENT for a year that does not have four digits. Touches no card and
/// spends no try. The number is personal data: wipe it with `jpki_secure_wipe` once the card is
/// read. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_check_number(
    birth_date: i32,
    calendar: jpki_calendar,
    expiry_year: i32,
    security_code: *const c_char,
    security_code_length: usize,
    number: *mut c_char,
    number_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let make = |code: &[u8]| {
            let is_gregorian = is_gregorian(calendar)?;
            let (day, year) = (date(birth_date)?, year_number(expiry_year)?);
            if is_gregorian {
                CheckNumberB::with_gregorian_year(day, year, code)
            } else {
                CheckNumberB::new(day, year, code)
            }
        };
        let mark: &[u8] = if calendar == JPKI_CALENDAR_GREGORIAN { &[GREGORIAN] } else { &[] };
        let (code, place) = ((security_code, security_code_length), (number, number_size));
        // SAFETY: C's caller promises it.
        unsafe { put_number(mark, make, code, place) }
    })
}

/// Whether one of JPKI_CALENDAR_* means the Gregorian year.
fn is_gregorian(calendar: i32) -> Result<bool> {
    match calendar {
        JPKI_CALENDAR_JAPANESE => Ok(false),
        JPKI_CALENDAR_GREGORIAN => Ok(true),
        _ => Err(refused("the calendar is none of JPKI_CALENDAR_*")),
    }
}

/// Makes check number B of a card that prints a birth date which is not a calendar date, as where
/// the day or month of birth is unknown: `P` and 14 digits, which every function that takes a check
/// number accepts.
///
/// `date_digits`: six ASCII digits, YYMMDD as the card prints it, with the year of the Japanese era
/// and zeros or whatever is printed for an unknown part, such as "250400". Whether they can be a
/// date is **not checked**: a typing error is sent too, and a wrong number spends one of ten tries.
/// How a card compares such a date is not published. Other parameters, errors and threads are as
/// for `jpki_check_number`.
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
            let year = year_number(expiry_year)?;
            // SAFETY: C's caller promises it.
            let digits = unsafe { bytes(date_digits.cast(), date_digits_length)? };
            CheckNumberB::of_printed(digits, year, code)
        };
        let (code, place) = ((security_code, security_code_length), (number, number_size));
        // SAFETY: C's caller promises it.
        unsafe { put_number(&[PRINTED], make, code, place) }
    })
}

/// Makes a number with a security code, and stores it after its prefix.
///
/// # Safety
/// As for [`bytes`] and [`TextOut::cleared`].
unsafe fn put_number(
    mark: &[u8],
    make: impl FnOnce(&[u8]) -> Result<CheckNumberB>,
    (security_code, security_code_length): (*const c_char, usize),
    (number, number_size): (*mut c_char, usize),
) -> Result<()> {
    // SAFETY: as the caller of this function promises.
    let mut result = unsafe { TextOut::cleared(number, number_size, JPKI_CHECK_NUMBER_SIZE)? };
    // SAFETY: as above.
    let made = make(unsafe { bytes(security_code.cast(), security_code_length)? })?;
    result.put(&Zeroizing::new([mark, made.as_bytes()].concat()))
}

/// Anything but four digits is a different argument passed in the year's place.
fn year_number(year: i32) -> Result<u16> {
    let year = u16::try_from(year).ok().filter(|year| (1_000..=9_999).contains(year));
    year.ok_or(refused("the expiry year does not have four digits"))
}

/// A check number passed by C: read only if it has the right length.
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

/// Compares the holder's birth date with `birth_date` (YYYYMMDD as a number): the least about a
/// person that a card can reveal to a terminal. JPKI_OK means that it matches.
///
/// `calendar`: one of JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign residents.
/// `authorities`: one of JPKI_AUTHORITIES_*; unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK also
/// means that one of those authorities signed the card's age record and that the card proved not to
/// be a copy. `last_try`: one of JPKI_LAST_TRY_*.
///
/// Tries: the birth date is sent at most once, under the rules of `jpki_card_face`. A date that
/// differs from the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left. The
/// card compares six digits, with the year of the Japanese era, so a date in another era may have
/// the same digits: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and spends none. No PIN is sent.
/// JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_compare_birth_date(
    card: *mut jpki_card,
    birth_date: i32,
    calendar: jpki_calendar,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    error: *mut jpki_error,
) -> jpki_status {
    let code = || {
        let is_gregorian = is_gregorian(calendar)?;
        let day = date(birth_date)?;
        if is_gregorian { BirthDateCode::with_gregorian_year(day) } else { BirthDateCode::new(day) }
    };
    compare_birth_date(card, code, authorities, last_try, error)
}

/// Compares a birth date as `jpki_card_compare_birth_date` does, for a card that prints one which
/// is not a calendar date, as where the day or month of birth is unknown. JPKI_OK means that it
/// matches.
///
/// `date_digits`: six ASCII digits as for `jpki_check_number_printed_digits`; not kept. Whether
/// they can be a date is **not checked**, and the same six digits in another era are not
/// distinguished: JPKI_ERROR_BIRTH_DATE_DIFFERS is never returned. A wrong date spends one of the
/// same ten tries.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_compare_birth_date_printed_digits(
    card: *mut jpki_card,
    date_digits: *const c_char,
    date_digits_length: usize,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    error: *mut jpki_error,
) -> jpki_status {
    let code = || {
        // SAFETY: C's caller promises it.
        BirthDateCode::from_printed_digits(unsafe {
            bytes(date_digits.cast(), date_digits_length)?
        })
    };
    compare_birth_date(card, code, authorities, last_try, error)
}

/// Sends the code of a birth date to the card.
fn compare_birth_date(
    card: *mut jpki_card,
    code: impl FnOnce() -> Result<BirthDateCode>,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let last_try = last_try_rule(last_try)?;
        let trusted = TrustedAuthorities::by(authorities)?;
        let code = code()?;
        with_card(card, |state| {
            let authorities = trusted.among(state.own_authorities.as_ref())?;
            let mut surface = state.card.surface()?;
            match authorities {
                None => surface.age_record_unverified(&code, last_try),
                #[cfg(feature = "verify")]
                Some(authorities) => surface.age_record(&code, authorities, last_try),
                #[cfg(not(feature = "verify"))]
                Some(_) => Err(crate::capi::record::cannot_check()),
            }
        })?;
        Ok(())
    })
}

#[cfg(all(test, feature = "virtual-card", feature = "verify"))]
mod tests;
