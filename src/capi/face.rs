//! The card's face in C.

use std::ffi::c_char;
use std::ops::Deref;

use crate::app::surface::{SignedCardFace, Surface};
use crate::capi::argument::{bytes, place};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::card_authorities::jpki_card_authorities;
use crate::capi::check_number::check_number;
use crate::capi::data::data;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::items::{Item, jpki_items, open_items};
use crate::capi::record::{
    JPKI_SEX_NOT_KNOWN, TrustedAuthorities, birth_date_number, date_number, jpki_authorities,
    jpki_sex, sex_number,
};
use crate::capi::record_files::{
    JPKI_FILE_CERTIFICATE, JPKI_FILE_RECORD, JPKI_FILE_SIGNATURE, RecordFiles, jpki_file,
    jpki_record_files,
};
use crate::capi::sign::{jpki_last_try, last_try_rule};
use crate::capi::status::{jpki_error, jpki_status};
use crate::check_number::CheckNumberB;
use crate::error::Result;
use crate::record::{CardAuthorities, CardFace, CardVerifiableCertificate, require_fresh};
use crate::secret::LastTry;
use crate::transport::Transport;

/// What is printed on a card's front: photo, pictures of name, address and security code, birth
/// date, sex, expiry date. Made by `jpki_card_face`, `jpki_card_face_for_challenge` and
/// `jpki_face_from_files`, freed by `jpki_face_free`; it does not depend on the card it came from.
///
/// Any thread may use it. Its getters return memory that it owns, valid until it is freed, and
/// wiped then. All of it is personal data: show it to the person at the desk, do not log it, and do
/// not store it without a reason.
pub struct jpki_face {
    _opaque: [u8; 0],
}

/// What is behind the handle.
pub(super) struct Face {
    card_face: CardFace,
    /// Proves to whoever chose the challenge that it is from the card.
    proof: Option<(CardVerifiableCertificate, Vec<u8>)>,
}

impl Face {
    /// A picture, by one of JPKI_IMAGE_*.
    fn image(&self, image: i32) -> Option<&[u8]> {
        match image {
            JPKI_IMAGE_PHOTO => Some(self.card_face.photo()),
            JPKI_IMAGE_NAME => Some(self.card_face.name_image()),
            JPKI_IMAGE_ADDRESS => Some(self.card_face.address_image()),
            JPKI_IMAGE_SECURITY_CODE => Some(self.card_face.security_code_image()),
            _ => None,
        }
    }

    /// A file for the verifier, by one of JPKI_FILE_*.
    fn file(&self, file: i32) -> Option<&[u8]> {
        match (file, &self.proof) {
            (JPKI_FILE_RECORD, _) => Some(self.card_face.file()),
            (JPKI_FILE_CERTIFICATE, Some((certificate, _))) => Some(certificate.file()),
            (JPKI_FILE_SIGNATURE, Some((_, signature))) => Some(signature),
            _ => None,
        }
    }
}

impl Deref for Face {
    type Target = CardFace;

    fn deref(&self) -> &CardFace {
        &self.card_face
    }
}

impl From<SignedCardFace> for Face {
    fn from(signed: SignedCardFace) -> Self {
        let SignedCardFace { card_face, certificate, signature } = signed;
        Self { card_face, proof: Some((certificate, signature)) }
    }
}

/// The photo: JPEG 2000 (a JP2 file, grayscale). `jpki_face_picture` converts it to PNG.
pub const JPKI_IMAGE_PHOTO: i32 = 0x4A00_1801;
/// The name as printed: a PNG. For text, use `jpki_card_attributes_by_check_number`.
pub const JPKI_IMAGE_NAME: i32 = 0x4A00_1802;
/// The address as printed: a PNG.
pub const JPKI_IMAGE_ADDRESS: i32 = 0x4A00_1803;
/// The security code as printed: a PNG. It is not signed.
pub const JPKI_IMAGE_SECURITY_CODE: i32 = 0x4A00_1804;

/// One of JPKI_IMAGE_*.
pub type jpki_image = i32;

/// Reads the card's face and verifies it: what a clerk compares with the person at the desk when
/// there is no PIN. No PIN is sent. It does not show whether the person is insured: that is online
/// eligibility verification.
///
/// `check_number`: from `jpki_check_number`; not kept. `authorities`: one of JPKI_AUTHORITIES_*.
/// Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of those authorities signed the
/// record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and that the card signed a fresh challenge
/// with the key that the record names (otherwise JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry
/// date and the picture of the security code are not signed on any card, and an expired card
/// passes: see `jpki_face_expiry`. Whether the photo shows the person at the desk is for a human to
/// judge, and nothing on the card shows whether it was reported lost. `last_try`: one of
/// JPKI_LAST_TRY_*. Free `*face` with `jpki_face_free`; it is NULL on failure.
///
/// Tries: the number is sent at most once. A wrong one spends one of ten tries
/// (JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left), a right one restores all. Ten wrong ones in
/// a row lock it until the municipal office resets it. It is not sent when its format is wrong,
/// when it is locked, or when one try is left and `last_try` does not allow using it. When the call
/// returns the application is locked again, under the rules of `jpki_card_sign`.
/// JPKI_ERROR_NOT_ON_CARD on a phone, which has no face. Any thread; waits for other calls on the
/// card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_face(
    card: *mut jpki_card,
    check_number: *const c_char,
    check_number_length: usize,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    face: *mut *mut jpki_face,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(face)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        let trusted = TrustedAuthorities::by(authorities)?;
        // SAFETY: as above.
        let number = unsafe { self::check_number(check_number, check_number_length)? };
        let card_face = with_card(card, |state| {
            let authorities = trusted.among(state.own_authorities.as_ref())?;
            read(&mut state.card.surface()?, &number, authorities, last_try)
        })?;
        result.put(handle::open(Face { card_face, proof: None }));
        Ok(())
    })
}

/// Reads the card's face as `jpki_card_face` does, and has the card sign a challenge that a server
/// chose. `jpki_face_file` then returns what the server needs to verify the face without a card
/// (`jpki_face_from_files`), so that it does not have to trust the desk.
///
/// `challenge`: 16 bytes or more, random, fresh from the server for this card; a shorter one is
/// JPKI_ERROR_ARGUMENT, and nothing is sent. With JPKI_AUTHORITIES_UNVERIFIED only the server
/// verifies. Everything else, including tries, is as for `jpki_card_face`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_face_for_challenge(
    card: *mut jpki_card,
    check_number: *const c_char,
    check_number_length: usize,
    challenge: *const u8,
    challenge_length: usize,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    face: *mut *mut jpki_face,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(face)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        let trusted = TrustedAuthorities::by(authorities)?;
        // SAFETY: as above.
        let challenge = unsafe { bytes(challenge, challenge_length)? };
        require_fresh(challenge)?;
        // SAFETY: as above.
        let number = unsafe { self::check_number(check_number, check_number_length)? };
        let signed = with_card(card, |state| {
            let authorities = trusted.among(state.own_authorities.as_ref())?;
            let mut surface = state.card.surface()?;
            match authorities {
                None => surface.card_face_for_challenge_unverified(&number, challenge, last_try),
                #[cfg(feature = "verify")]
                Some(authorities) => {
                    surface.card_face_for_challenge(&number, challenge, authorities, last_try)
                }
                #[cfg(not(feature = "verify"))]
                Some(_) => Err(crate::capi::record::cannot_check()),
            }
        })?;
        result.put(handle::open(Face::from(signed)));
        Ok(())
    })
}

/// Verifies a face that a desk read (`jpki_card_face_for_challenge`) and sent: one of the chosen
/// authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card with the
/// key that the record names signed `files->challenge` (otherwise JPKI_ERROR_CARD_NOT_GENUINE: a
/// copy, or an answer to another challenge). Which parts are signed, and what the face cannot show,
/// is as for `jpki_card_face`.
///
/// `authorities`: one of JPKI_AUTHORITIES_*; JPKI_AUTHORITIES_UNVERIFIED is JPKI_ERROR_ARGUMENT.
/// `own`: with JPKI_AUTHORITIES_OWN the authorities to trust, otherwise NULL. A challenge that is
/// missing or shorter than 16 bytes is JPKI_ERROR_CARD_NOT_GENUINE, whatever signed it. Bytes that
/// are not such files are JPKI_ERROR_RECORD_MALFORMED. Free `*face` with `jpki_face_free`; it is
/// NULL on failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_from_files(
    files: *const jpki_record_files,
    authorities: jpki_authorities,
    own: *const jpki_card_authorities,
    face: *mut *mut jpki_face,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(face)? };
        result.put(std::ptr::null_mut());
        // SAFETY: as above.
        let files = unsafe { RecordFiles::read(files)? };
        let authorities = TrustedAuthorities::without_card(authorities, own)?;
        result.put(handle::open(verified(&files, &authorities)?));
        Ok(())
    })
}

#[cfg(feature = "verify")]
fn verified(files: &RecordFiles<'_>, authorities: &CardAuthorities) -> Result<Face> {
    use crate::status::Status;
    let card_face = CardFace::from_file(files.record.to_vec())?;
    let certificate = CardVerifiableCertificate::from_file(files.certificate.to_vec())?;
    card_face.verify(&certificate, authorities)?;
    card_face.verify_challenge(files.challenge, files.signature).map_err(|error| {
        match error.status() {
            // The desk may be at fault as well as the caller: it proves nothing about the card.
            Status::Argument => error.with_status(Status::CardNotGenuine),
            _ => error,
        }
    })?;
    Ok(Face { card_face, proof: Some((certificate, files.signature.to_vec())) })
}

#[cfg(not(feature = "verify"))]
fn verified(_files: &RecordFiles<'_>, _authorities: &CardAuthorities) -> Result<Face> {
    Err(crate::capi::record::cannot_check())
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

/// Frees a face and wipes it. Does nothing if it is NULL or already freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_free(face: *mut jpki_face) {
    ignoring_panics((), || handle::close::<_, Face>(face));
}

/// A number of a face; `otherwise` if the handle is not open.
fn number(face: *const jpki_face, otherwise: i32, choose: fn(&CardFace) -> i32) -> i32 {
    ignoring_panics(otherwise, || {
        handle::find::<_, Face>(face).map_or(otherwise, |face| choose(&face))
    })
}

/// The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
/// calendar date, as for a holder whose day or month of birth is unknown:
/// `jpki_face_birth_date_digits` then returns what the card has instead, and is what to compare.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_birth_date(face: *const jpki_face) -> i32 {
    number(face, 0, |face| birth_date_number(face.birth_date()))
}

/// The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_sex(face: *const jpki_face) -> jpki_sex {
    number(face, JPKI_SEX_NOT_KNOWN, |face| sex_number(face.sex()))
}

/// The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open. The
/// issuer's signature does not cover it, and the library compares it with nothing: compare its year
/// with that of the check number, which the card has compared, and the date with today's in Japan.
/// An expired card passes `jpki_card_face`.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_face_expiry(face: *const jpki_face) -> i32 {
    number(face, 0, |face| date_number(face.expiry()))
}

/// The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
/// calendar date: YYYYMMDD, or what the card has instead where `jpki_face_birth_date` is 0, such as
/// 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_birth_date_digits(
    face: *const jpki_face,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(face, length, |face: &Face| Some(face.birth_date_digits())) }
}

/// A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. NULL and 0 for
/// any other number, or if the handle is not open. `length` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_image(
    face: *const jpki_face,
    image: jpki_image,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(face, length, |face: &Face| face.image(image)) }
}

/// A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length in
/// bytes. A face that `jpki_card_face` read has only JPKI_FILE_RECORD: the library chose the
/// challenge. NULL and 0 for a missing file, any other number, or if the handle is not open.
/// `length` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_file(
    face: *const jpki_face,
    file: jpki_file,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(face, length, |face: &Face| face.file(file)) }
}

/// Lists the unknown objects of a card face's record, as `jpki_attributes_other_objects` does. The
/// issuer's signature does not cover them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_other_objects(
    face: *const jpki_face,
    items: *mut *mut jpki_items,
    error: *mut jpki_error,
) -> jpki_status {
    let list = || {
        let face: handle::Held<Face> = handle::find(face)?;
        Ok(face.other_objects().map(Item::of_object).collect())
    };
    // SAFETY: C's caller promises it.
    unsafe { open_items(items, error, list) }
}

#[cfg(all(test, feature = "virtual-card", feature = "verify"))]
mod tests;
