//! The card's face as C sees it.

use std::ffi::c_char;

use crate::app::surface::Surface;
use crate::capi::argument::place;
use crate::capi::card::{jpki_card, with_card};
use crate::capi::check_number::check_number;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::record::{
    JPKI_SEX_NOT_KNOWN, authorities, birth_date_number, date_number, sex_number,
};
use crate::capi::sign::last_try_rule;
use crate::capi::status::{jpki_error, jpki_status};
use crate::check_number::CheckNumberB;
use crate::error::Result;
use crate::record::{CardAuthorities, CardFace};
use crate::secret::LastTry;
use crate::transport::Transport;

/// What is printed on a card's front: photo, pictures of name, address and security code,
/// birth date, sex, expiry. Made by `jpki_card_face`, ended by `jpki_face_free`; it does
/// not depend on the card it came from.
///
/// Any thread may use it. What its getters return is its own memory, valid until it is
/// freed, and wiped then. All of it is personal data: show it to the person at the desk,
/// do not log it, nor store it without a reason.
pub struct jpki_face {
    _opaque: [u8; 0],
}

/// Reads the card's face and makes sure of it: what a clerk compares with the
/// person at the desk when there is no PIN (mokushi kakunin). No PIN is touched. Whether the
/// person is insured it does not tell: that is online eligibility verification.
///
/// `check_number`: what `jpki_check_number` makes, 14 digits, or for a foreign resident
/// `jpki_check_number_gregorian`; not kept. `authorities`: one of JPKI_AUTHORITIES_*. Unless
/// it is JPKI_AUTHORITIES_UNVERIFIED, the record was signed by an authority of that name (or JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card
/// signed a fresh challenge with the key that the record names (or
/// JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry date and the security code's picture
/// are not signed on any card, and a card that has expired passes: see `jpki_face_expiry`.
/// Whether the photo is that of the person is for a person to see, and whether the card was
/// reported lost nothing on it tells. `last_try`: one of JPKI_LAST_TRY_*. `*face` is the
/// caller's to free, and null on failure.
///
/// Tries: the number is sent at most once. A wrong one spends one of ten tries
/// (JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left), a right one restores all. Ten wrong
/// ones in a row lock it until the municipal office resets it. It is not sent when its
/// format is wrong, when it is locked, or when one try is left and `last_try` does not
/// allow that. When the call returns the application is locked again, under the rules of
/// `jpki_card_sign`. JPKI_ERROR_NOT_ON_CARD on a phone, which has no face.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_face(
    card: *mut jpki_card,
    check_number: *const c_char,
    check_number_length: usize,
    authorities: i32,
    last_try: i32,
    face: *mut *mut jpki_face,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(face)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        let authorities = self::authorities(authorities)?;
        // SAFETY: as above.
        let number = unsafe { self::check_number(check_number, check_number_length)? };
        let read = with_card(card, |state| {
            read(&mut state.card.surface()?, &number, authorities.as_ref(), last_try)
        })?;
        result.put(handle::open(read));
        Ok(())
    })
}

fn read<T: Transport>(
    surface: &mut Surface<'_, T>,
    number: &CheckNumberB,
    authorities: Option<&CardAuthorities>,
    last_try: LastTry,
) -> Result<CardFace> {
    match authorities {
        None => surface.card_face_unverified(number, last_try),
        #[cfg(feature = "verify")]
        Some(authorities) => surface.card_face(number, authorities, last_try),
        #[cfg(not(feature = "verify"))]
        Some(_) => Err(crate::capi::record::cannot_check()),
    }
}

/// Ends a face and wipes it. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_free(face: *mut jpki_face) {
    ignoring_panics((), || handle::close::<_, CardFace>(face));
}

/// A number of a face; `otherwise` if the handle is not open.
fn number(face: *const jpki_face, otherwise: i32, choose: fn(&CardFace) -> i32) -> i32 {
    ignoring_panics(otherwise, || {
        handle::find::<_, CardFace>(face).map_or(otherwise, |face| choose(&face))
    })
}

/// The date of birth, YYYYMMDD as a number; 0 if the handle is not open, or where the card
/// has no day of the calendar, as for a holder whose day or month of birth nobody knows:
/// `jpki_face_birth_date_digits_data` has what stands there, and is what to compare then.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_birth_date(face: *const jpki_face) -> i32 {
    number(face, 0, |face| birth_date_number(face.birth_date()))
}

/// The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_sex(face: *const jpki_face) -> i32 {
    number(face, JPKI_SEX_NOT_KNOWN, |face| sex_number(face.sex()))
}

/// The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not
/// open. It is not under the issuer's signature, and the library compares it with nothing:
/// compare its year with that of the check number, which the card has compared, and the day
/// with today in Japan. An expired card passes `jpki_card_face`.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_expiry(face: *const jpki_face) -> i32 {
    number(face, 0, |face| date_number(face.expiry()))
}

/// A picture of a face, by pointer and length; null and 0 if the handle is not open.
fn part(face: *const jpki_face, choose: fn(&CardFace) -> &[u8]) -> (*const u8, usize) {
    ignoring_panics((std::ptr::null(), 0), || {
        // The table holds the object, so the pointer outlives `face`.
        handle::find::<_, CardFace>(face).map_or((std::ptr::null(), 0), |face| {
            let part = choose(&face);
            (part.as_ptr(), part.len())
        })
    })
}

/// The date of birth as the card writes it, jpki_face_birth_date_digits_len() bytes that
/// no NUL ends: YYYYMMDD, or what stands in its place where `jpki_face_birth_date` is 0, such
/// as 19500400 or spaces. Null if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_birth_date_digits_data(face: *const jpki_face) -> *const u8 {
    part(face, CardFace::birth_date_digits).0
}

/// The length of the date of birth as the card writes it, in bytes: 8, unless it is no day;
/// 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_birth_date_digits_len(face: *const jpki_face) -> usize {
    part(face, CardFace::birth_date_digits).1
}

/// The photo, JPEG 2000 (a JP2 file, grey), jpki_face_photo_len() bytes; null if the handle
/// is not open. `jpki_face_photo_png` makes a PNG of it.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_photo_data(face: *const jpki_face) -> *const u8 {
    part(face, CardFace::photo).0
}

/// The length of the photo in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_photo_len(face: *const jpki_face) -> usize {
    part(face, CardFace::photo).1
}

/// The name as it is printed, a PNG, jpki_face_name_image_len() bytes; null if the handle
/// is not open. Text is what `jpki_card_attributes_by_check_number` gives.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_name_image_data(face: *const jpki_face) -> *const u8 {
    part(face, CardFace::name_image).0
}

/// The length of the name's picture in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_name_image_len(face: *const jpki_face) -> usize {
    part(face, CardFace::name_image).1
}

/// The address as it is printed, a PNG, jpki_face_address_image_len() bytes; null if the
/// handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_address_image_data(face: *const jpki_face) -> *const u8 {
    part(face, CardFace::address_image).0
}

/// The length of the address's picture in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_address_image_len(face: *const jpki_face) -> usize {
    part(face, CardFace::address_image).1
}

/// The security code as it is printed, a PNG, jpki_face_security_code_image_len() bytes;
/// null if the handle is not open. Nothing signs it.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_security_code_image_data(face: *const jpki_face) -> *const u8 {
    part(face, CardFace::security_code_image).0
}

/// The length of the security code's picture in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_security_code_image_len(face: *const jpki_face) -> usize {
    part(face, CardFace::security_code_image).1
}
