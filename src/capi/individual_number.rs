//! The individual number (kojin bango) in C: only in a library that is built for it.
//!
//! Each item repeats the feature, so that the header has it too.

use std::ffi::c_char;

use crate::capi::argument::{bytes, place};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::out::TextOut;
use crate::capi::picture::{jpki_picture, open_picture};
use crate::capi::record::{TrustedAuthorities, jpki_authorities};
use crate::capi::sign::{jpki_last_try, last_try_rule};
use crate::capi::status::{jpki_error, jpki_status};
use crate::record::IndividualNumber;
use crate::secret::Pin;

/// The size of an individual number in bytes, including its NUL.
#[cfg(feature = "individual-number")]
pub const JPKI_INDIVIDUAL_NUMBER_SIZE: usize = 13;

/// Reads the 12-digit individual number (kojin bango, My Number) with the input-support PIN. The
/// law (the My Number Act) says who may read it and for what purpose; a medical institution may not
/// collect its patients' numbers. Only a library built for it (JPKI_FEATURE_INDIVIDUAL_NUMBER) has
/// this function: define JPKI_INDIVIDUAL_NUMBER before including this header.
///
/// `number` receives 12 digits, the last of which is the check digit, and a NUL; `number_size` is
/// JPKI_INDIVIDUAL_NUMBER_SIZE or more. On failure `number` is the empty string. Wipe it with
/// `jpki_secure_wipe`, do not log it, and keep it only as the law allows.
///
/// Nothing but the check digit is checked. PIN tries and threads are as for `jpki_card_attributes`.
#[cfg(feature = "individual-number")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_individual_number(
    card: *mut jpki_card,
    pin: *const c_char,
    pin_length: usize,
    last_try: jpki_last_try,
    number: *mut c_char,
    number_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result =
            unsafe { TextOut::cleared(number, number_size, JPKI_INDIVIDUAL_NUMBER_SIZE)? };
        let last_try = last_try_rule(last_try)?;
        // SAFETY: as above.
        let pin = Pin::new(unsafe { bytes(pin.cast(), pin_length)? })?;
        let read =
            with_card(card, |state| state.card.input_support()?.individual_number(&pin, last_try))?;
        result.put(read.as_bytes())
    })
}

/// Reads the picture of the individual number, as shown on the back of the card: a PNG. The number
/// itself opens it, so this is for a caller who has the number and compares it.
///
/// `number`: the 12 digits; not kept. `authorities`, `last_try` and threads: as for
/// `jpki_card_face`. Free `*picture` with `jpki_picture_free`; it is NULL on failure. Tries: a
/// wrong number spends one of ten, under the rules of `jpki_card_face`; one whose check digit is
/// wrong is not sent (JPKI_ERROR_CHECK_NUMBER_FORMAT).
#[cfg(feature = "individual-number")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_individual_number_image(
    card: *mut jpki_card,
    number: *const c_char,
    number_length: usize,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    picture: *mut *mut jpki_picture,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(picture)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        let trusted = TrustedAuthorities::by(authorities)?;
        // SAFETY: as above.
        let digits = unsafe { bytes(number.cast(), number_length)? };
        let number = IndividualNumber::from_digits(digits)?;
        let image = with_card(card, |state| {
            let authorities = trusted.among(state.own_authorities.as_ref())?;
            let mut surface = state.card.surface()?;
            match authorities {
                None => surface.individual_number_image_unverified(&number, last_try),
                #[cfg(feature = "verify")]
                Some(authorities) => {
                    surface.individual_number_image(&number, authorities, last_try)
                }
                #[cfg(not(feature = "verify"))]
                Some(_) => Err(crate::capi::record::cannot_check()),
            }
        })?;
        result.put(open_picture(image.image().to_vec()));
        Ok(())
    })
}
