//! The signature key, and changes of PIN and password, as C sees them.

use std::ffi::c_char;

use crate::capi::argument::{bytes, cleared, place};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::certificate::jpki_certificate;
use crate::capi::guard::guarded;
use crate::capi::handle;
use crate::capi::sign::{SignOptions, jpki_last_try, jpki_sign_options, last_try_rule};
use crate::capi::signature::jpki_signature;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::{Error, Result};
use crate::secret::{Pin, SignaturePassword};
use crate::status::Status;

/// Converts a missing signature certificate to the error that C reports.
fn held<R>(found: Option<R>) -> Result<R> {
    found.ok_or(Error::new(Status::NotOnCard).with_detail("signature certificate"))
}

/// Verifies the signature password, reads the signature certificate and locks the key again, in one
/// PC/SC transaction. The certificate contains the holder's name, address, birth date and sex: do
/// not log it, and store it only with a reason.
///
/// `password`, `password_length`: 6 to 16 ASCII letters and digits, where lower case counts as
/// upper case; not stored. `last_try`: one of JPKI_LAST_TRY_*. On success the caller must free
/// `*certificate`; on failure it is NULL.
///
/// Tries: the password is sent at most once, under the rules of `jpki_card_sign`. A wrong one
/// spends one of five tries (JPKI_ERROR_PASSWORD_WRONG, error->tries_left). JPKI_ERROR_NOT_ON_CARD
/// if the token has no signature certificate; then the password was not sent. Any thread.
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

/// Verifies the signature password, reads the signature certificate, signs `input` with the
/// signature key and locks it again, in one PC/SC transaction.
///
/// Arguments are as for `jpki_card_signature_certificate` and `jpki_card_sign`.
/// `options->certificate`: the signature certificate if the caller has it, so that it is not read
/// again. On success the caller must free `*certificate` and `*signature`; on failure both are
/// NULL.
///
/// Tries: as for `jpki_card_signature_certificate`. The signature is verified with the
/// certificate's key (JPKI_FEATURE_VERIFY). Any thread.
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

/// Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one and
/// locks the key again, in one PC/SC transaction.
///
/// `old_pin`, `new_pin`: four ASCII digits each, of the stated lengths; not stored. `last_try`: one
/// of JPKI_LAST_TRY_*.
///
/// Tries: the old PIN is sent at most once, under the rules of `jpki_card_sign`; a wrong one spends
/// one try. The new PIN is sent at most twice: to set it and, if the card reports success, to
/// verify it. If the card reported success without making the change, it counts this as a wrong
/// try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with tries_left. On every other
/// failure the old PIN stays in force, except for JPKI_ERROR_KEY_NOT_LOCKED and
/// JPKI_ERROR_INTERNAL. After these three either PIN may be in force; the message of KEY_NOT_LOCKED
/// says if it is the new one. Any thread.
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

/// Changes the signature password, as `jpki_card_change_pin` changes the PIN.
///
/// Passwords are as for `jpki_card_signature_certificate`. The new one must mix letters and digits;
/// otherwise the call returns JPKI_ERROR_PASSWORD_FORMAT before anything is sent.
/// JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then no password was sent.
///
/// Tries: as for `jpki_card_change_pin`, out of the password's five. Any thread.
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
