//! Certificates that can be read from a card without a password, as C sees them.

use crate::capi::argument::{cleared, place, refused};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::certificate::jpki_certificate;
use crate::capi::guard::guarded;
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};

/// The user-authentication certificate (riyosha shomei).
pub const JPKI_CERTIFICATE_AUTHENTICATION: i32 = 0x4A00_1601;
/// The certificate of the authority that issued it.
pub const JPKI_CERTIFICATE_AUTHENTICATION_CA: i32 = 0x4A00_1602;
/// The signature certificate (shomei), with the holder's name, address, birth date and sex.
pub const JPKI_CERTIFICATE_SIGNATURE: i32 = 0x4A00_1603;
/// The certificate of the authority that issued it.
pub const JPKI_CERTIFICATE_SIGNATURE_CA: i32 = 0x4A00_1604;

/// One of JPKI_CERTIFICATE_*.
pub type jpki_certificate_kind = i32;

/// Asks whether the token has a certificate.
///
/// `kind`: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. The CA certificates are
/// JPKI_ERROR_ARGUMENT, since the token does not report them. `*present` receives 1 or 0, and 0 on
/// failure. Many children's cards have no signature certificate; this is not a fault. No PIN try is
/// spent. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_has_certificate(
    card: *mut jpki_card,
    kind: jpki_certificate_kind,
    present: *mut i32,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { cleared(present, 0)? };
        let is_signature = match kind {
            JPKI_CERTIFICATE_AUTHENTICATION => false,
            JPKI_CERTIFICATE_SIGNATURE => true,
            JPKI_CERTIFICATE_AUTHENTICATION_CA | JPKI_CERTIFICATE_SIGNATURE_CA => {
                return Err(refused("the token does not say which CA certificates it has"));
            }
            _ => return Err(refused("the kind is none of JPKI_CERTIFICATE_*")),
        };
        let found = with_card(card, |state| state.card.jpki()?.certificate_availability())?;
        let is_there = if is_signature { found.signature } else { found.authentication };
        result.put(is_there.into());
        Ok(())
    })
}

/// Reads a certificate that needs no password.
///
/// `kind`: one of
///
/// - JPKI_CERTIFICATE_AUTHENTICATION: readable without the PIN on a card. An Android phone requires
///   the PIN: the call returns JPKI_ERROR_PIN_REQUIRED; use `jpki_card_authenticate`;
/// - JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_CERTIFICATE_SIGNATURE_CA: as stored on the card; not
///   a trust anchor.
///
/// JPKI_CERTIFICATE_SIGNATURE is JPKI_ERROR_ARGUMENT, since the card requires the password: use
/// `jpki_card_signature_certificate`, which sends it. On success the caller must free
/// `*certificate`; on failure it is NULL. No PIN try is spent. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_certificate(
    card: *mut jpki_card,
    kind: jpki_certificate_kind,
    certificate: *mut *mut jpki_certificate,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(certificate)? };
        result.put(std::ptr::null_mut());
        match kind {
            JPKI_CERTIFICATE_AUTHENTICATION
            | JPKI_CERTIFICATE_AUTHENTICATION_CA
            | JPKI_CERTIFICATE_SIGNATURE_CA => {}
            JPKI_CERTIFICATE_SIGNATURE => {
                return Err(refused("the signature certificate is read with the password"));
            }
            _ => return Err(refused("the kind is none of JPKI_CERTIFICATE_*")),
        }
        let read = with_card(card, |state| {
            let mut jpki = state.card.jpki()?;
            match kind {
                JPKI_CERTIFICATE_AUTHENTICATION_CA => jpki.authentication_ca_certificate(),
                JPKI_CERTIFICATE_SIGNATURE_CA => jpki.signature_ca_certificate(),
                _ => {
                    let read = jpki.authentication_certificate()?;
                    state.certificate = Some(read.clone());
                    Ok(read)
                }
            }
        })?;
        result.put(handle::open(read));
        Ok(())
    })
}
