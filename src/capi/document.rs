//! The signature key, and changing PIN and password, as C sees them.

use std::ffi::c_char;

use crate::capi::argument::{bytes, cleared, place};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::certificate::jpki_certificate;
use crate::capi::guard::guarded;
use crate::capi::handle;
use crate::capi::sign::jpki_last_try;
use crate::capi::sign::{SignOptions, jpki_sign_options, last_try_rule};
use crate::capi::signature::jpki_signature;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::{Error, Result};
use crate::secret::{Pin, SignaturePassword};
use crate::status::Status;

/// What a token without a signature certificate has of it: nothing, as C sees it.
fn held<R>(found: Option<R>) -> Result<R> {
    found.ok_or(Error::new(Status::NotOnCard).with_detail("signature certificate"))
}

/// Verifies the signature password, reads the signature certificate and locks the key
/// again, in one PC/SC transaction. The certificate holds the holder's name, address,
/// birth date and sex: do not log or store it without a reason.
///
/// `password`, `password_length`: 6 to 16 ASCII letters and digits, small letters
/// counting as capitals; not kept. `last_try`: one of JPKI_LAST_TRY_*. `*certificate`
/// is the caller's to free, and null on failure.
///
/// Tries: the password is sent at most once, under the rules of `jpki_card_sign`; a
/// wrong one spends one of five (JPKI_ERROR_PASSWORD_WRONG, error->tries_left).
/// JPKI_ERROR_NOT_ON_CARD where the token has no signature certificate: nothing was
/// sent then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_signature_certificate(
    card: *mut jpki_card,
    password: *const c_char,
    password_length: usize,
    last_try: jpki_last_try,
    certificate: *mut *mut jpki_certificate,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(certificate)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        // SAFETY: as above.
        let password = SignaturePassword::new(unsafe { bytes(password.cast(), password_length)? })?;
        let read = with_card(card, |state| {
            state.card.jpki()?.signature_certificate(&password, last_try).and_then(held)
        })?;
        result.put(handle::open(read));
        Ok(())
    })
}

/// Verifies the signature password, reads the signature certificate, signs `input`
/// with the signature key and locks it again, in one PC/SC transaction.
///
/// Arguments are as for `jpki_card_signature_certificate` and `jpki_card_sign`;
/// `options->certificate` is the signature certificate if the caller has it, so that
/// it is not read again. `*certificate` and `*signature` are the caller's to free, and
/// null on failure.
///
/// Tries: as for `jpki_card_signature_certificate`. The signature was checked
/// with the certificate's key (JPKI_FEATURE_VERIFY).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_sign_document(
    card: *mut jpki_card,
    password: *const c_char,
    password_length: usize,
    input: *const u8,
    input_length: usize,
    options: *const jpki_sign_options,
    certificate: *mut *mut jpki_certificate,
    signature: *mut *mut jpki_signature,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (certificate, signature) = unsafe {
            (cleared(certificate, std::ptr::null_mut()), cleared(signature, std::ptr::null_mut()))
        };
        let (mut certificate, mut signature) = (certificate?, signature?);
        // SAFETY: as above.
        let (password, input, options) = unsafe {
            let password = bytes(password.cast(), password_length);
            (password, bytes(input, input_length), SignOptions::read(options))
        };
        let (input, options) = (input?, options?);
        let password = SignaturePassword::new(password?)?;
        let signed = with_card(card, |state| {
            let mut request = options.request(input);
            if let Some(known) = options.certificate.as_deref() {
                request = request.certificate(known);
            }
            state.card.jpki()?.sign_document(&password, &request).and_then(held)
        })?;
        certificate.put(handle::open(signed.certificate));
        signature.put(handle::open(signed.signature));
        Ok(())
    })
}

/// Changes the authentication PIN: verifies the old one, sets the new one, verifies
/// that one, and locks the key again, in one PC/SC transaction.
///
/// `old_pin`, `new_pin`: four ASCII digits each, of the lengths told; not kept.
/// `last_try`: one of JPKI_LAST_TRY_*.
///
/// Tries: the old PIN is sent at most once, under the rules of `jpki_card_sign`; a
/// wrong one spends one try. The new PIN is sent twice at most: to be set, and once the card
/// said that it took it, for its verification. A card that said so and did not do it counts
/// that as a wrong try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with
/// tries_left. On every failure the old PIN stays in force, but for that one,
/// KEY_NOT_LOCKED and INTERNAL: either may be then, and the message of KEY_NOT_LOCKED says
/// if it is the new one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_change_pin(
    card: *mut jpki_card,
    old_pin: *const c_char,
    old_pin_length: usize,
    new_pin: *const c_char,
    new_pin_length: usize,
    last_try: jpki_last_try,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let last_try = last_try_rule(last_try)?;
        // SAFETY: C's caller promises it.
        let (old, new) = unsafe {
            (bytes(old_pin.cast(), old_pin_length), bytes(new_pin.cast(), new_pin_length))
        };
        let (old, new) = (Pin::new(old?)?, Pin::new(new?)?);
        with_card(card, |state| state.card.jpki()?.change_pin(&old, &new, last_try))
    })
}

/// Changes the signature password, as `jpki_card_change_pin` does the PIN; passwords
/// are as for `jpki_card_signature_certificate`, and the new one mixes letters and digits:
/// JPKI_ERROR_PASSWORD_FORMAT before anything is sent. JPKI_ERROR_NOT_ON_CARD where the token
/// has no signature certificate: nothing was sent then.
///
/// Tries: of the password's five, as for `jpki_card_change_pin`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_change_signature_password(
    card: *mut jpki_card,
    old_password: *const c_char,
    old_password_length: usize,
    new_password: *const c_char,
    new_password_length: usize,
    last_try: jpki_last_try,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let last_try = last_try_rule(last_try)?;
        // SAFETY: C's caller promises it.
        let (old, new) = unsafe {
            let old = bytes(old_password.cast(), old_password_length);
            (old, bytes(new_password.cast(), new_password_length))
        };
        let (old, new) = (SignaturePassword::new(old?)?, SignaturePassword::new(new?)?);
        new.check_as_new()?;
        with_card(card, |state| {
            state.card.jpki()?.change_signature_password(&old, &new, last_try).and_then(held)
        })
    })
}
