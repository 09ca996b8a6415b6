//! Certificates as C sees them.

use crate::capi::argument::{bytes, place};
use crate::capi::data::data;
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

/// The serial number, big-endian. Restricted by law: do not log it.
pub const JPKI_FIELD_SERIAL_NUMBER: i32 = 0x4A00_1701;
/// The identifier of the issuer's key (authorityKeyIdentifier): the issuer is told by it and never
/// by its name, which all generations share.
pub const JPKI_FIELD_ISSUER_KEY_ID: i32 = 0x4A00_1702;
/// The identifier of the certificate's own key (subjectKeyIdentifier).
pub const JPKI_FIELD_SUBJECT_KEY_ID: i32 = 0x4A00_1703;
/// The public key, as the DER encoding of its SubjectPublicKeyInfo.
pub const JPKI_FIELD_PUBLIC_KEY: i32 = 0x4A00_1704;

/// One of JPKI_FIELD_*.
pub type jpki_field = i32;

/// The certificate's DER encoding, `*length` bytes; `length` may be null. Null and 0 if the handle
/// is not open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_certificate_data(
    certificate: *const jpki_certificate,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(certificate, length, |certificate: &Certificate| Some(certificate.der())) }
}

/// A part of the certificate, `*length` bytes; `length` may be null. `field`: one of JPKI_FIELD_*.
/// Null and 0 if the certificate does not have it, the field is no such constant, or the handle is
/// not open.
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
