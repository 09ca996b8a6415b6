//! The numbers that open what is printed on the card, as C sees them.

use std::ffi::c_char;

use crate::capi::argument::{bytes, refused};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::places::{StatusPlaces, TextPlace};
use crate::capi::record::{authorities, date};
use crate::capi::sign::last_try_allowed;
use crate::capi::status::{jpki_error, jpki_status};
use crate::check_number::{BirthDateCode, CheckNumberB};
use crate::error::Result;

/// The bytes that a check number takes, its NUL included.
pub const JPKI_CHECK_NUMBER_SIZE: usize = 15;

/// The card-surface application (kenmen jiko kakunin): photo and printed face.
pub const JPKI_APPLICATION_CARD_SURFACE: i32 = 0;
/// The input-support application (kenmen jiko nyuryoku hojo): name and address as text.
pub const JPKI_APPLICATION_INPUT_SUPPORT: i32 = 1;

/// Makes the check number B (shogo bango B) of what is printed on the card's front: it opens
/// the card's face, and name and address as text, without a PIN.
///
/// `birth_date`: YYYYMMDD as a number, such as 19800217. `expiry_year`: four digits, such
/// as 2035. `security_code`: the four ASCII digits printed beside the photo. `number` gets
/// 14 digits and a NUL; `number_size` is JPKI_CHECK_NUMBER_SIZE or more. On failure it is
/// the empty text.
///
/// JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that no calendar has or before Meiji, an
/// expiry year before 2016 or after 2099, or a security code of another form. Touches no
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
        // SAFETY: C's caller promises it.
        let mut result =
            unsafe { TextPlace::cleared(number, number_size, JPKI_CHECK_NUMBER_SIZE)? };
        // SAFETY: as above.
        let security_code = unsafe { bytes(security_code.cast(), security_code_length)? };
        // A year that is none is refused as one that no card has.
        let expiry_year = u16::try_from(expiry_year).unwrap_or_default();
        let made = CheckNumberB::new(date(birth_date)?, expiry_year, security_code)?;
        result.put(made.as_bytes())
    })
}

/// The check number that C gives: read only if it has the length of one.
///
/// # Safety
/// As for [`bytes`].
pub(super) unsafe fn check_number(digits: *const c_char, length: usize) -> Result<CheckNumberB> {
    // SAFETY: as the caller of this function promises.
    let digits = unsafe { bytes(digits.cast(), length)? };
    let is_possible = digits.len().checked_add(1) == Some(JPKI_CHECK_NUMBER_SIZE);
    CheckNumberB::from_digits(if is_possible { digits } else { &[] })
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
        places.put(with_card(card, |state| match ask_surface {
            true => state.card.surface()?.check_number_status(),
            false => state.card.input_support()?.check_number_status(),
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
    guarded(error, || {
        let allowed = last_try_allowed(last_try)?;
        let vouching = self::authorities(authorities)?;
        let code = BirthDateCode::new(date(birth_date)?)?;
        with_card(card, |state| {
            let mut surface = state.card.surface()?;
            match &vouching {
                None => surface.age_record(&code, allowed),
                #[cfg(feature = "verify")]
                Some(authorities) => surface.age_check(&code, authorities, allowed),
                #[cfg(not(feature = "verify"))]
                Some(_) => Err(super::record::cannot_check()),
            }
        })?;
        Ok(())
    })
}

#[cfg(all(test, feature = "virtual-card", feature = "verify"))]
mod tests {
    use super::*;
    use crate::capi::card::{jpki_card_free, open_card};
    use crate::capi::record::{JPKI_AUTHORITIES_UNCHECKED, JPKI_AUTHORITIES_VIRTUAL_CARD};
    use crate::capi::status::{JPKI_ERROR_BIRTH_DATE_DIFFERS, JPKI_OK};
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
}
