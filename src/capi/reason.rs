//! The reasons why a verification fails, in C.

use std::ffi::{CStr, c_char};

use crate::capi::status::{JPKI_LANGUAGE_JAPANESE, jpki_language};
use crate::status::Language;
#[cfg(feature = "trust")]
use crate::trust::Reason;

/// The certificate, or a required extension of it, is malformed.
pub const JPKI_REASON_CERTIFICATE_MALFORMED: i32 = 100;
/// An extension is present twice in the certificate (RFC 5280, 4.2).
pub const JPKI_REASON_DUPLICATE_EXTENSION: i32 = 101;
/// A critical extension is unknown.
pub const JPKI_REASON_UNKNOWN_CRITICAL_EXTENSION: i32 = 102;
/// The certificate does not name its issuer's key.
pub const JPKI_REASON_ISSUER_KEY_UNNAMED: i32 = 103;
/// No trust anchor has the key that the certificate names as its issuer's.
pub const JPKI_REASON_ISSUER_UNKNOWN: i32 = 104;
/// The issuer's name is not the anchor's.
pub const JPKI_REASON_ISSUER_NAME_DIFFERS: i32 = 105;
/// The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
pub const JPKI_REASON_ALGORITHM_NOT_ALLOWED: i32 = 106;
/// The certificate's signature is not by the anchor's key.
pub const JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID: i32 = 107;
/// The anchor is that of the other CA: authentication and signature are not interchangeable.
pub const JPKI_REASON_ANCHOR_OF_OTHER_PURPOSE: i32 = 108;
/// The anchor is not valid yet.
pub const JPKI_REASON_ANCHOR_NOT_YET_VALID: i32 = 109;
/// The anchor is no longer valid.
pub const JPKI_REASON_ANCHOR_EXPIRED: i32 = 110;
/// The certificate is not valid yet.
pub const JPKI_REASON_NOT_YET_VALID: i32 = 111;
/// The certificate is no longer valid: the holder renews it at the municipal office.
pub const JPKI_REASON_EXPIRED: i32 = 112;
/// The certificate's key is not RSA of 2048 to 4096 bits.
pub const JPKI_REASON_KEY_NOT_ALLOWED: i32 = 113;
/// The key usage is not the one for this purpose, or missing.
pub const JPKI_REASON_KEY_USAGE_WRONG: i32 = 114;
/// The extended key usage does not allow this purpose.
pub const JPKI_REASON_EXTENDED_KEY_USAGE_WRONG: i32 = 115;
/// The certificate is a CA's, not a person's.
pub const JPKI_REASON_IS_AUTHORITY: i32 = 116;
/// The certificate is not issued under the policy for this purpose and hierarchy.
pub const JPKI_REASON_POLICY_WRONG: i32 = 117;
/// The supplied CA certificate does not have the anchor's key and name.
pub const JPKI_REASON_CA_CERTIFICATE_DIFFERS: i32 = 118;
/// The certificate is revoked.
pub const JPKI_REASON_REVOKED: i32 = 200;
/// The responder does not know the certificate.
pub const JPKI_REASON_STATUS_UNKNOWN: i32 = 201;
/// Evidence was supplied, but the issuer that must have signed it is unknown.
pub const JPKI_REASON_REVOCATION_UNDETERMINABLE: i32 = 202;
/// The OCSP response is malformed or contradicts itself.
pub const JPKI_REASON_OCSP_MALFORMED: i32 = 300;
/// The responder answered malformedRequest.
pub const JPKI_REASON_OCSP_REQUEST_MALFORMED: i32 = 301;
/// The responder answered internalError.
pub const JPKI_REASON_OCSP_INTERNAL_ERROR: i32 = 302;
/// The responder answered tryLater.
pub const JPKI_REASON_OCSP_TRY_LATER: i32 = 303;
/// The responder answered sigRequired.
pub const JPKI_REASON_OCSP_SIGNATURE_REQUIRED: i32 = 304;
/// The responder answered unauthorized, as it does to anyone who is not a notified verifier.
pub const JPKI_REASON_OCSP_UNAUTHORIZED: i32 = 305;
/// Neither the CA nor a certificate in the response is the responder that it names.
pub const JPKI_REASON_OCSP_RESPONDER_UNKNOWN: i32 = 306;
/// The responder's certificate does not let it answer for the CA.
pub const JPKI_REASON_OCSP_RESPONDER_NOT_AUTHORIZED: i32 = 307;
/// The responder's certificate is not valid yet.
pub const JPKI_REASON_OCSP_RESPONDER_NOT_YET_VALID: i32 = 308;
/// The responder's certificate has expired.
pub const JPKI_REASON_OCSP_RESPONDER_EXPIRED: i32 = 309;
/// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
pub const JPKI_REASON_OCSP_ALGORITHM_NOT_ALLOWED: i32 = 310;
/// The response's signature is invalid.
pub const JPKI_REASON_OCSP_SIGNATURE_INVALID: i32 = 311;
/// The request had a nonce and the response has none: it may be an old response.
pub const JPKI_REASON_OCSP_NONCE_MISSING: i32 = 312;
/// The response's nonce is not the request's: it answers another request.
pub const JPKI_REASON_OCSP_NONCE_DIFFERS: i32 = 313;
/// The response is not about this certificate.
pub const JPKI_REASON_OCSP_OTHER_CERTIFICATE: i32 = 314;
/// The response was produced in the future, or reports a future state.
pub const JPKI_REASON_OCSP_NOT_YET_VALID: i32 = 315;
/// The response is too old.
pub const JPKI_REASON_OCSP_EXPIRED: i32 = 316;
/// A critical extension of the response is unknown.
pub const JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION: i32 = 317;
/// The CRL is malformed or inconsistent.
pub const JPKI_REASON_CRL_MALFORMED: i32 = 400;
/// The CRL is by another issuer.
pub const JPKI_REASON_CRL_OTHER_ISSUER: i32 = 401;
/// The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
pub const JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED: i32 = 402;
/// The CRL's signature is not by the anchor's key.
pub const JPKI_REASON_CRL_SIGNATURE_INVALID: i32 = 403;
/// The CRL was issued in the future.
pub const JPKI_REASON_CRL_NOT_YET_VALID: i32 = 404;
/// The next CRL is overdue.
pub const JPKI_REASON_CRL_EXPIRED: i32 = 405;
/// A critical extension of the CRL or of an entry is unknown.
pub const JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION: i32 = 406;
/// A delta CRL: it contains only changes.
pub const JPKI_REASON_CRL_DELTA: i32 = 407;
/// An indirect CRL: it covers other issuers' certificates.
pub const JPKI_REASON_CRL_INDIRECT: i32 = 408;
/// The CRL does not cover holders' certificates, or all reasons for revocation.
pub const JPKI_REASON_CRL_OUT_OF_SCOPE: i32 = 409;
/// The CRL belongs to a distribution point that the certificate does not name.
pub const JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT: i32 = 410;
/// The supplied digest does not have the algorithm's length.
pub const JPKI_REASON_CHALLENGE_DIGEST_LENGTH: i32 = 500;
/// The signature is not one by the certificate's key over this challenge.
pub const JPKI_REASON_CHALLENGE_SIGNATURE_INVALID: i32 = 501;
/// The challenge is empty, or the digest of empty data: it was lost, and a signature over it
/// could be replayed to anyone.
pub const JPKI_REASON_CHALLENGE_EMPTY: i32 = 502;
/// The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
pub const JPKI_REASON_CHALLENGE_TOO_SHORT: i32 = 503;

/// One of JPKI_REASON_*.
pub type jpki_reason = i32;

/// A list of constants with their names as C strings.
macro_rules! named {
    ($($reason:ident,)+) => { [$(($reason, concat!(stringify!($reason), "\0"))),+] };
}

const NAMES: [(i32, &str); 55] = named![
    JPKI_REASON_CERTIFICATE_MALFORMED,
    JPKI_REASON_DUPLICATE_EXTENSION,
    JPKI_REASON_UNKNOWN_CRITICAL_EXTENSION,
    JPKI_REASON_ISSUER_KEY_UNNAMED,
    JPKI_REASON_ISSUER_UNKNOWN,
    JPKI_REASON_ISSUER_NAME_DIFFERS,
    JPKI_REASON_ALGORITHM_NOT_ALLOWED,
    JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID,
    JPKI_REASON_ANCHOR_OF_OTHER_PURPOSE,
    JPKI_REASON_ANCHOR_NOT_YET_VALID,
    JPKI_REASON_ANCHOR_EXPIRED,
    JPKI_REASON_NOT_YET_VALID,
    JPKI_REASON_EXPIRED,
    JPKI_REASON_KEY_NOT_ALLOWED,
    JPKI_REASON_KEY_USAGE_WRONG,
    JPKI_REASON_EXTENDED_KEY_USAGE_WRONG,
    JPKI_REASON_IS_AUTHORITY,
    JPKI_REASON_POLICY_WRONG,
    JPKI_REASON_CA_CERTIFICATE_DIFFERS,
    JPKI_REASON_REVOKED,
    JPKI_REASON_STATUS_UNKNOWN,
    JPKI_REASON_REVOCATION_UNDETERMINABLE,
    JPKI_REASON_OCSP_MALFORMED,
    JPKI_REASON_OCSP_REQUEST_MALFORMED,
    JPKI_REASON_OCSP_INTERNAL_ERROR,
    JPKI_REASON_OCSP_TRY_LATER,
    JPKI_REASON_OCSP_SIGNATURE_REQUIRED,
    JPKI_REASON_OCSP_UNAUTHORIZED,
    JPKI_REASON_OCSP_RESPONDER_UNKNOWN,
    JPKI_REASON_OCSP_RESPONDER_NOT_AUTHORIZED,
    JPKI_REASON_OCSP_RESPONDER_NOT_YET_VALID,
    JPKI_REASON_OCSP_RESPONDER_EXPIRED,
    JPKI_REASON_OCSP_ALGORITHM_NOT_ALLOWED,
    JPKI_REASON_OCSP_SIGNATURE_INVALID,
    JPKI_REASON_OCSP_NONCE_MISSING,
    JPKI_REASON_OCSP_NONCE_DIFFERS,
    JPKI_REASON_OCSP_OTHER_CERTIFICATE,
    JPKI_REASON_OCSP_NOT_YET_VALID,
    JPKI_REASON_OCSP_EXPIRED,
    JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION,
    JPKI_REASON_CRL_MALFORMED,
    JPKI_REASON_CRL_OTHER_ISSUER,
    JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED,
    JPKI_REASON_CRL_SIGNATURE_INVALID,
    JPKI_REASON_CRL_NOT_YET_VALID,
    JPKI_REASON_CRL_EXPIRED,
    JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION,
    JPKI_REASON_CRL_DELTA,
    JPKI_REASON_CRL_INDIRECT,
    JPKI_REASON_CRL_OUT_OF_SCOPE,
    JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT,
    JPKI_REASON_CHALLENGE_DIGEST_LENGTH,
    JPKI_REASON_CHALLENGE_SIGNATURE_INVALID,
    JPKI_REASON_CHALLENGE_EMPTY,
    JPKI_REASON_CHALLENGE_TOO_SHORT,
];

/// The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
/// number that is not a reason. The text is static: do not free it. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_reason_name(reason: jpki_reason) -> *const c_char {
    let name = NAMES.iter().find(|(number, _)| *number == reason);
    let name = name.and_then(|(_, name)| CStr::from_bytes_with_nul(name.as_bytes()).ok());
    name.unwrap_or(c"JPKI_REASON_UNKNOWN").as_ptr()
}

/// Describes a reason, for the log or the person who investigates: one sentence without its full
/// stop, in UTF-8. It contains no data about the holder. For what to do next, use
/// `jpki_status_text` with the verdict's status. For a number that is not a reason, and in a
/// library without JPKI_FEATURE_TRUST, the text says so.
///
/// `language`: one of JPKI_LANGUAGE_*, English for any other number. The text is static: do not
/// free it. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_reason_text(reason: jpki_reason, language: jpki_language) -> *const c_char {
    let (language, unknown) = match language {
        JPKI_LANGUAGE_JAPANESE => (Language::Japanese, c"このバージョンでは不明な理由です"),
        _ => (Language::English, c"a reason that this version does not know"),
    };
    text(reason, language).unwrap_or(unknown).as_ptr()
}

#[cfg(feature = "trust")]
fn text(reason: i32, language: Language) -> Option<&'static CStr> {
    let found = Reason::ALL.iter().find(|known| **known as i32 == reason);
    found.map(|reason| reason.c_text(language))
}

#[cfg(not(feature = "trust"))]
fn text(_reason: i32, _language: Language) -> Option<&'static CStr> {
    None
}

#[cfg(all(test, feature = "trust"))]
mod tests;
