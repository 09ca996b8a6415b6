//! The evidence of revocation that can be passed to a check: handles and constants.

/// An OCSP request for one certificate: its bytes, and what the response is held against.
/// Made by `jpki_ocsp_request_new`, ended by `jpki_ocsp_request_free`. Any thread may use
/// it; what its getters return is its own memory, valid until it is freed.
pub struct jpki_ocsp_request {
    _opaque: [u8; 0],
}

/// For jpki_verify_options.ocsp_hash: SHA-1, which every responder knows, the default. It
/// identifies the issuer and proves nothing.
pub const JPKI_OCSP_HASH_SHA1: i32 = 0x4A00_1201;
/// For jpki_verify_options.ocsp_hash: SHA-256.
pub const JPKI_OCSP_HASH_SHA256: i32 = 0x4A00_1202;

/// One of JPKI_OCSP_HASH_*.
pub type jpki_ocsp_hash = i32;

/// A complete CRL that was loaded once: its signature has been checked and its entries are
/// sorted, so that a check that it is given to (jpki_verify_options.revocation_list) takes no
/// longer for a million entries. Made by `jpki_revocation_list_load`, ended by
/// `jpki_revocation_list_free`. Any number of threads may use it at once.
pub struct jpki_revocation_list {
    _opaque: [u8; 0],
}
