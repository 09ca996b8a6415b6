//! OCSP requests in C.

use crate::capi::argument::{bytes, place};
use crate::capi::certificate::jpki_certificate;
use crate::capi::data::data;
use crate::capi::evidence::jpki_ocsp_request;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::verify_options::jpki_verify_options;
use crate::capi::verifying::{self, OcspRequest};

/// Makes an OCSP request for `certificate`. The issuer is found among the anchors of the options
/// (NULL: the default). Of the options only purpose, anchors, own_anchors and ocsp_hash are used.
///
/// Nothing is sent: send the request as the body of an HTTP POST (Content-Type
/// application/ocsp-request), and pass the response, with this request, in the options of the
/// verification. J-LIS answers only verifiers that have notified it; a private business must first
/// be accredited by the competent minister: articles 17 and 36 of the Public Personal
/// Authentication Act.
///
/// `nonce`, `nonce_length`: 32 fresh random bytes, so that an old response cannot be replayed; or
/// NULL and 0 for a responder that does not support nonces.
///
/// JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate, JPKI_ERROR_NOT_BUILT
/// unless the library has JPKI_FEATURE_TRUST. Free `*request` with `jpki_ocsp_request_free`; it is
/// NULL on failure. It contains the certificate's serial number, whose use is restricted by law: do
/// not log it. Any thread; does not touch a card.
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

/// The request's DER encoding, and its length in bytes. NULL and 0 if the handle is not open.
/// `length` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_ocsp_request_data(
    request: *const jpki_ocsp_request,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(request, length, |request: &OcspRequest| Some(request.der())) }
}

/// Frees a request. Does nothing if it is NULL or already freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_ocsp_request_free(request: *mut jpki_ocsp_request) {
    ignoring_panics((), || handle::close::<_, OcspRequest>(request));
}
