//! Revocation data that can be passed to a verification: handles and constants.

/// An OCSP request for one certificate: its bytes, and what the response must match. Made by
/// `jpki_ocsp_request_new`, freed by `jpki_ocsp_request_free`. Any thread may use it; its getters
/// return memory that it owns, valid until it is freed.
pub struct jpki_ocsp_request {
    _opaque: [u8; 0],
}

/// For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. The default. It only
/// identifies the issuer; security does not depend on it.
pub const JPKI_OCSP_HASH_SHA1: i32 = 0x4A00_1201;
/// For jpki_verify_options.ocsp_hash: SHA-256.
pub const JPKI_OCSP_HASH_SHA256: i32 = 0x4A00_1202;

/// One of JPKI_OCSP_HASH_*.
pub type jpki_ocsp_hash = i32;

/// A complete CRL, loaded once: its signature is verified and its entries are sorted, so that using
/// it (jpki_verify_options.revocation_list) takes no longer with a million entries. Made by
/// `jpki_revocation_list_load`, freed by `jpki_revocation_list_free`. Any number of threads may use
/// it at once.
pub struct jpki_revocation_list {
    _opaque: [u8; 0],
}
