//! Verification by a relying party, in C.

use crate::capi::argument::bytes;
use crate::capi::certificate::jpki_certificate;
use crate::capi::handle;
use crate::capi::sign::jpki_input;
use crate::capi::signature::jpki_algorithm;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::verdict::{deliver, jpki_verdict};
use crate::capi::verify_options::jpki_verify_options;
use crate::capi::verifying::{Signed, VerifyOptions};

/// Verifies a certificate. Uses only the data passed: no network, nothing is sent.
///
/// JPKI_OK only if an anchor issued the certificate for this purpose, it is valid at the given
/// time, and it is not revoked according to the OCSP response or CRL, if one was passed. Otherwise
/// the status is the reason that helps the desk most, and `*verdict`, whose struct_size the caller
/// sets, has all reasons. `*verdict` is written whenever the certificate was verified, with any
/// result. JPKI_ERROR_ARGUMENT (a bad option, or one of own_anchors is not an anchor),
/// JPKI_ERROR_HANDLE and JPKI_ERROR_NOT_BUILT (no JPKI_FEATURE_TRUST) mean that it was not.
/// `verdict->status` is the returned status.
///
/// J-LIS provides its revocation data (OCSP responses, CRLs) only to verifiers that have notified
/// it; a private business must first be accredited by the competent minister: articles 17 and 36 of
/// the Public Personal Authentication Act. Verifying commercially requires this accreditation.
/// Others can check everything except revocation; `verdict->revocation` says whether revocation was
/// checked.
///
/// `options`: may be NULL. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_certificate_verify(
    certificate: *const jpki_certificate,
    options: *const jpki_verify_options,
    verdict: *mut jpki_verdict,
    error: *mut jpki_error,
) -> jpki_status {
    let check = || {
        // SAFETY: C's caller promises it.
        let options = unsafe { VerifyOptions::read(options)? };
        let certificate = handle::find(certificate)?;
        Ok(options.verify(&certificate, None))
    };
    // SAFETY: as above.
    unsafe { deliver(verdict, error, check) }
}

/// Verifies a signature over a challenge, and the certificate of the key that made it. The
/// certificate is verified as by `jpki_certificate_verify`, with the same status and `*verdict`:
/// JPKI_OK only if both are good.
///
/// `challenge`, `challenge_length`: what the holder was to sign, or its digest. It must be the
/// relying party's own, random, and never used before: a signature over an old one proves nothing.
/// A challenge that is empty (NULL and 0 too, or the digest of an empty one) or shorter than 16
/// bytes is JPKI_ERROR_SIGNATURE_INVALID, with JPKI_REASON_CHALLENGE_EMPTY or
/// JPKI_REASON_CHALLENGE_TOO_SHORT. `input`: one of JPKI_INPUT_*. `algorithm`: one of
/// JPKI_ALGORITHM_*, as agreed beforehand and not as claimed by the holder's side. `signature`,
/// `signature_length`: the bytes as received, whatever they are; any that are not the right
/// signature are JPKI_ERROR_SIGNATURE_INVALID.
///
/// `options`: may be NULL. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_signature_verify(
    certificate: *const jpki_certificate,
    challenge: *const u8,
    challenge_length: usize,
    input: jpki_input,
    algorithm: jpki_algorithm,
    signature: *const u8,
    signature_length: usize,
    options: *const jpki_verify_options,
    verdict: *mut jpki_verdict,
    error: *mut jpki_error,
) -> jpki_status {
    let check = || {
        // SAFETY: C's caller promises it.
        let (options, challenge, signature) = unsafe {
            let options = VerifyOptions::read(options);
            (options, bytes(challenge, challenge_length), bytes(signature, signature_length))
        };
        let options = options?;
        let signed = Signed::new(challenge?, input, algorithm, signature?)?;
        let certificate = handle::find(certificate)?;
        Ok(options.verify(&certificate, Some(&signed)))
    };
    // SAFETY: as above.
    unsafe { deliver(verdict, error, check) }
}
