//! Certificates as C sees them.

use crate::capi::argument::{bytes, place};
use crate::capi::data::data;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::certificate::Certificate;
use crate::error::Error;
use crate::status::Status;

/// More than any certificate needs; anything longer is not even copied.
const MAX_LENGTH: usize = 65_536;

/// A certificate. Created by the functions that say so, freed by `jpki_certificate_free`. It does
/// not depend on the card that it came from.
///
/// Any thread may use it. The pointers that its getters return belong to the certificate and are
/// valid until it is freed. The use of its serial number and contents is restricted by law: do not
/// log them, and store them only with a reason.
pub struct jpki_certificate {
    _opaque: [u8; 0],
}

/// Creates a certificate from DER that the caller has stored, for example to pass it to
/// `jpki_card_sign`.
///
/// `data`, `length`: the DER encoding, which is copied. On success the caller must free
/// `*certificate`; on failure it is NULL. JPKI_ERROR_CERTIFICATE_MALFORMED if it is not a
/// certificate. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_certificate_new(
    data: *const u8,
    length: usize,
    certificate: *mut *mut jpki_certificate,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, der) = unsafe { (place(certificate)?, bytes(data, length)) };
        result.put(std::ptr::null_mut());
        let der = der?;
        if der.len() > MAX_LENGTH {
            return Err(Error::new(Status::CertificateMalformed));
        }
        result.put(handle::open(Certificate::from_der(der.to_vec())?));
        Ok(())
    })
}

/// Frees a certificate. NULL or an already freed certificate is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_free(certificate: *mut jpki_certificate) {
    ignoring_panics((), || handle::close::<_, Certificate>(certificate));
}

/// The serial number, big-endian. Restricted by law: do not log it.
pub const JPKI_FIELD_SERIAL_NUMBER: i32 = 0x4A00_1701;
/// The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
/// never the issuer's name, which all generations share.
pub const JPKI_FIELD_ISSUER_KEY_ID: i32 = 0x4A00_1702;
/// The identifier of the certificate's own key (subjectKeyIdentifier).
pub const JPKI_FIELD_SUBJECT_KEY_ID: i32 = 0x4A00_1703;
/// The public key, as the DER encoding of its SubjectPublicKeyInfo.
pub const JPKI_FIELD_PUBLIC_KEY: i32 = 0x4A00_1704;

/// One of JPKI_FIELD_*.
pub type jpki_field = i32;

/// Returns the certificate's DER encoding, `*length` bytes; `length` may be NULL. Returns NULL and
/// 0 if the handle is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_certificate_data(
    certificate: *const jpki_certificate,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(certificate, length, |certificate: &Certificate| Some(certificate.der())) }
}

/// Returns a field of the certificate, `*length` bytes; `length` may be NULL.
///
/// `field`: one of JPKI_FIELD_*. Returns NULL and 0 if the certificate does not have the field,
/// `field` is not one of these constants, or the handle is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_certificate_field(
    certificate: *const jpki_certificate,
    field: jpki_field,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe {
        data(certificate, length, |certificate: &Certificate| match field {
            JPKI_FIELD_SERIAL_NUMBER => Some(certificate.serial()),
            JPKI_FIELD_ISSUER_KEY_ID => certificate.issuer_key_identifier(),
            JPKI_FIELD_SUBJECT_KEY_ID => certificate.subject_key_identifier(),
            JPKI_FIELD_PUBLIC_KEY => Some(certificate.public_key_der()),
            _ => None,
        })
    }
}

/// Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
/// invalid.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_not_before(certificate: *const jpki_certificate) -> i64 {
    moment(certificate, Certificate::not_before_unix)
}

/// Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
/// invalid.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_not_after(certificate: *const jpki_certificate) -> i64 {
    moment(certificate, Certificate::not_after_unix)
}

fn moment(certificate: *const jpki_certificate, choose: fn(&Certificate) -> u64) -> i64 {
    ignoring_panics(-1, || {
        let found = handle::find::<_, Certificate>(certificate);
        found.map_or(-1, |certificate| choose(&certificate).try_into().unwrap_or(-1))
    })
}
