//! The options of a check, as passed by C.

use std::ffi::c_char;
use std::mem::offset_of;

use crate::capi::certificate::jpki_certificate;
use crate::capi::evidence::jpki_ocsp_hash;
use crate::capi::evidence::{jpki_ocsp_request, jpki_revocation_list};
use crate::capi::structure::Structure;

/// The certificate for the PIN of four digits: its holder is present. The default.
pub const JPKI_PURPOSE_AUTHENTICATION: i32 = 0x4A00_0E01;
/// The certificate for the signature password: its holder signs a document.
pub const JPKI_PURPOSE_SIGNATURE: i32 = 0x4A00_0E02;

/// One of JPKI_PURPOSE_*.
pub type jpki_purpose = i32;

/// J-LIS's authorities for real cards, which the library holds: the default.
pub const JPKI_ANCHORS_PRODUCTION: i32 = 0x4A00_0F01;
/// The authorities of the test cards that J-LIS lends to developers. They vouch for
/// nobody: never in a program that serves patients.
pub const JPKI_ANCHORS_TEST: i32 = 0x4A00_0F02;
/// Only own_anchors, as authorities of test cards (their certificate policy): such as the
/// embedded virtual card's. They vouch for nobody either.
pub const JPKI_ANCHORS_OWN: i32 = 0x4A00_0F03;
/// J-LIS's authorities for real cards, and own_anchors as more of them: generations that are
/// newer than the library.
pub const JPKI_ANCHORS_PRODUCTION_AND_OWN: i32 = 0x4A00_0F04;

/// One of JPKI_ANCHORS_*.
pub type jpki_anchors = i32;

/// Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
/// authentication and 1.2.392.200149.8.5.1.1 for signature, also one that is newer than the
/// library, which jpki_verdict.policy_is_known tells; of test cards, whose arc does not tell
/// the purpose, the known classes. The default.
pub const JPKI_POLICIES_BY_ARC: i32 = 0x4A00_1001;
/// Certificate policies: those alone that the library knows, 1.2.392.200149.8.5.1.3.30 and
/// 1.2.392.200149.8.5.1.1.20, of test cards 1.2.392.200149.8.5.1.0.30 and
/// 1.2.392.200149.8.5.1.0.20.
pub const JPKI_POLICIES_KNOWN: i32 = 0x4A00_1002;
/// Certificate policies: own_policies alone.
pub const JPKI_POLICIES_OWN: i32 = 0x4A00_1003;

/// One of JPKI_POLICIES_*.
pub type jpki_policies = i32;

/// What to check a certificate against. All zero but struct_size is the default, as is a
/// null pointer: an authentication certificate under J-LIS's production authorities, now,
/// and not its revocation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_verify_options {
    /// Set by the caller: sizeof(jpki_verify_options).
    pub struct_size: u32,
    /// What the certificate must be for: one of JPKI_PURPOSE_*.
    pub purpose: jpki_purpose,
    /// Whom to believe: one of JPKI_ANCHORS_*.
    pub anchors: jpki_anchors,
    /// How many seconds the clock of a responder, or of the maker of a CRL, may differ: up
    /// to 86400; 0 for the default, 300. The certificate's own validity knows no tolerance.
    pub tolerance: u32,
    /// As of when: seconds since 1970-01-01T00:00:00Z; 0 for now.
    pub time: i64,
    /// For `jpki_ocsp_request_new` only: one of JPKI_OCSP_HASH_*.
    pub ocsp_hash: jpki_ocsp_hash,
    /// Under which certificate policies it may be issued: one of JPKI_POLICIES_*.
    pub policies: jpki_policies,
    /// With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, and null otherwise: an array
    /// of up to 64 certificates, each one that a CA signed for itself. Whoever can choose them
    /// can make cards: take them from the CA, by a way that nobody can change, and never from
    /// a card.
    pub own_anchors: *const *const jpki_certificate,
    /// How many certificates own_anchors has: one or more with those two, else 0.
    pub own_anchors_count: usize,
    /// A CA certificate that came along, as from the card, to be compared with the anchor;
    /// or null. None is needed.
    pub ca_certificate: *const jpki_certificate,
    /// The request that ocsp_response answers; or null. With it revocation is checked, so
    /// that an empty response is JPKI_ERROR_REVOCATION_UNKNOWN.
    pub ocsp_request: *const jpki_ocsp_request,
    /// The OCSP response (DER): what the responder sent, up to 64 KiB, as it is.
    pub ocsp_response: *const u8,
    /// Its length in bytes.
    pub ocsp_response_length: usize,
    /// In place of an OCSP response: a complete CRL (DER), up to 256 MiB; or null. It is
    /// not copied, and is checked and gone through each time. Of a list, and of the
    /// certificate's distribution points, 64 names are read; of the list 64 extensions of
    /// 64 KiB together.
    pub crl: *const u8,
    /// Its length in bytes.
    pub crl_length: usize,
    /// In place of both: a CRL that was loaded before; or null.
    pub revocation_list: *const jpki_revocation_list,
    /// With JPKI_POLICIES_OWN the only certificate policies that are taken, and otherwise
    /// more of them, under any anchor: the caller says that they fit the purpose. Dotted
    /// numbers as "1.2.392.200149.8.5.1.1.40" in 63 bytes at most, several with one space in
    /// between, in 1024 bytes at most and ended by NUL; or null.
    pub own_policies: *const c_char,
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_verify_options {
    const SMALLEST: usize = offset_of!(jpki_verify_options, own_anchors);
}
