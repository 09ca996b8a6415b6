//! Certificates as C sees them.

use crate::capi::argument::{bytes, place};
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::certificate::Certificate;
use crate::error::Error;
use crate::status::Status;

/// More than any certificate takes; what is longer is not even copied.
const MAX_LENGTH: usize = 65_536;

/// A certificate. Made by the functions that say so, ended by
/// `jpki_certificate_free`. It does not depend on the card it came from.
///
/// Any thread may use it. What its getters return is the certificate's own
/// memory, valid until it is freed. Its serial number and its content are
/// restricted by law: do not log them, nor store them without a reason.
pub struct jpki_certificate {
    _opaque: [u8; 0],
}

/// A part of a certificate, by pointer and length; null and 0 if it is lacking
/// or the handle is not open.
fn part(
    certificate: *const jpki_certificate,
    choose: fn(&Certificate) -> Option<&[u8]>,
) -> (*const u8, usize) {
    ignoring_panics((std::ptr::null(), 0), || {
        let found = handle::find::<_, Certificate>(certificate).ok();
        let chosen = found.as_deref().and_then(choose);
        // The table holds the object, so the pointer outlives `found`.
        chosen.map_or((std::ptr::null(), 0), |part| (part.as_ptr(), part.len()))
    })
}

/// Takes a certificate that the caller kept, as `length` bytes of DER, so that it
/// can be given to `jpki_card_sign`.
///
/// Returns JPKI_ERROR_CERTIFICATE_MALFORMED if it is none. `*certificate` is the
/// caller's to free, and null on failure. The bytes are copied. Any thread; does
/// not touch a card.
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

/// Ends a certificate. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_free(certificate: *mut jpki_certificate) {
    ignoring_panics((), || handle::close::<_, Certificate>(certificate));
}

/// The certificate's DER encoding, jpki_certificate_len() bytes; null if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_data(certificate: *const jpki_certificate) -> *const u8 {
    part(certificate, |certificate| Some(certificate.der())).0
}

/// The length of the certificate's DER encoding in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_len(certificate: *const jpki_certificate) -> usize {
    part(certificate, |certificate| Some(certificate.der())).1
}

/// The serial number, big-endian, jpki_certificate_serial_len() bytes. Restricted: do not log it.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_serial(certificate: *const jpki_certificate) -> *const u8 {
    part(certificate, |certificate| Some(certificate.serial())).0
}

/// The length of the serial number in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_serial_len(certificate: *const jpki_certificate) -> usize {
    part(certificate, |certificate| Some(certificate.serial())).1
}

/// The identifier of the issuer's key (authorityKeyIdentifier): the issuer is told
/// by it and never by its name, which all generations share. Null if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_issuer_key(certificate: *const jpki_certificate) -> *const u8 {
    part(certificate, Certificate::issuer_key_identifier).0
}

/// The length of the issuer's key identifier in bytes; 0 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_issuer_key_len(certificate: *const jpki_certificate) -> usize {
    part(certificate, Certificate::issuer_key_identifier).1
}

/// The identifier of the certificate's own key (subjectKeyIdentifier). Null if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_subject_key(certificate: *const jpki_certificate) -> *const u8 {
    part(certificate, Certificate::subject_key_identifier).0
}

/// The length of the certificate's own key identifier in bytes; 0 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_subject_key_len(certificate: *const jpki_certificate) -> usize {
    part(certificate, Certificate::subject_key_identifier).1
}

/// The first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_certificate_not_before(certificate: *const jpki_certificate) -> i64 {
    moment(certificate, Certificate::not_before_unix)
}

/// The last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
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
