//! OCSP requests as C sees them.

use crate::capi::argument::{bytes, place};
use crate::capi::certificate::jpki_certificate;
use crate::capi::data::data;
use crate::capi::evidence::jpki_ocsp_request;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::verify_options::jpki_verify_options;
use crate::capi::verifying::{self, OcspRequest};

/// Makes an OCSP request for `certificate`, whose issuer is looked for among the anchors of
/// the options (null: the default). Of the options purpose, anchors, own_anchors
/// and ocsp_hash count.
///
/// Nothing is sent: send it as the body of an HTTP POST (Content-Type
/// application/ocsp-request), and give what came back to the check, in the options and with
/// this request. J-LIS answers only those who have notified it, a private business once the
/// competent minister has accredited it: articles 17 and 36 of the Public Personal
/// Authentication Act.
///
/// `nonce`, `nonce_length`: 32 fresh random bytes, so that nobody can give an old response;
/// or null and 0 for a responder that cannot do this.
///
/// Returns JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate, and
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_TRUST. `*request` is the
/// caller's to free, and null on failure. It has the certificate's serial number in it,
/// which is restricted by law: do not log it. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_ocsp_request_new(
    certificate: *const jpki_certificate,
    options: *const jpki_verify_options,
    nonce: *const u8,
    nonce_length: usize,
    request: *mut *mut jpki_ocsp_request,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(request)? };
        result.put(std::ptr::null_mut());
        // SAFETY: as above.
        let (options, nonce) =
            unsafe { (verifying::VerifyOptions::read(options), bytes(nonce, nonce_length)) };
        let (options, nonce) = (options?, nonce?);
        let certificate = handle::find(certificate)?;
        result.put(handle::open(options.request(&certificate, nonce)?));
        Ok(())
    })
}

/// The request's DER encoding, and its length in bytes. Null and 0 if the handle is not open.
/// `length` may be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_ocsp_request_data(
    request: *const jpki_ocsp_request,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(request, length, |request: &OcspRequest| Some(request.der())) }
}

/// Ends a request. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_ocsp_request_free(request: *mut jpki_ocsp_request) {
    ignoring_panics((), || handle::close::<_, OcspRequest>(request));
}
