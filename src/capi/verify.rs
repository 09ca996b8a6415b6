//! A relying party's checks, as C sees them.

use crate::capi::argument::bytes;
use crate::capi::certificate::jpki_certificate;
use crate::capi::handle;
use crate::capi::sign::jpki_input;
use crate::capi::signature::jpki_algorithm;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::verdict::{deliver, jpki_verdict};
use crate::capi::verify_options::jpki_verify_options;
use crate::capi::verifying::{Signed, VerifyOptions};

/// Is this certificate good? From bytes alone: nothing is sent.
///
/// Returns JPKI_OK only if it is: issued by an anchor for this purpose, valid at the time
/// given, and not revoked as far as an OCSP response or a CRL was given. If it is not, the
/// status says what helps the desk most and `*verdict`, whose struct_size the caller sets, has
/// all reasons: it is written whenever the check was made, whatever came of it. That it was not
/// made say JPKI_ERROR_ARGUMENT (an option; one of own_anchors is no anchor), JPKI_ERROR_HANDLE
/// and JPKI_ERROR_NOT_BUILT (no JPKI_FEATURE_TRUST). `verdict->status` is what is returned.
///
/// J-LIS gives its revocation data (OCSP responses, CRLs) only to those who have notified
/// it, a private business once the competent minister has accredited it: articles 17 and 36
/// of the Public Personal Authentication Act. To verify as a business takes them. Others
/// can check all but revocation; `verdict->revocation` tells whether it was.
///
/// `options`: may be null. Any thread; does not touch a card.
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

/// The relying party's check: is this signature over this challenge, by the key of a good
/// certificate? The certificate is checked as by `jpki_certificate_verify`, and status and
/// `*verdict` are as there: JPKI_OK only if both are good.
///
/// `challenge`, `challenge_length`: what the holder was to sign, or its digest. It must be
/// the relying party's own, random, and never used before: a signature over an old one
/// proves nothing. One that is empty (null and 0 too, or the digest of nothing) or has less
/// than 16 bytes is JPKI_ERROR_SIGNATURE_INVALID, with JPKI_REASON_CHALLENGE_EMPTY or
/// JPKI_REASON_CHALLENGE_TOO_SHORT. `input`: one of JPKI_INPUT_*. `algorithm`: one of JPKI_ALGORITHM_*, as
/// agreed on and not as the holder's side names it. `signature`, `signature_length`: the
/// bytes that came, whatever they are; all others are JPKI_ERROR_SIGNATURE_INVALID.
///
/// `options`: may be null. Any thread; does not touch a card.
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
