//! The options for verifying a certificate, as passed by C.

use std::ffi::c_char;
use std::mem::offset_of;

use crate::capi::certificate::jpki_certificate;
use crate::capi::evidence::{jpki_ocsp_hash, jpki_ocsp_request, jpki_revocation_list};
use crate::capi::structure::Structure;

/// The certificate for the PIN of four digits: its holder is present. The default.
pub const JPKI_PURPOSE_AUTHENTICATION: i32 = 0x4A00_0E01;
/// The certificate for the signature password: its holder signs a document.
pub const JPKI_PURPOSE_SIGNATURE: i32 = 0x4A00_0E02;

/// One of JPKI_PURPOSE_*.
pub type jpki_purpose = i32;

/// Trust anchors: J-LIS's CAs for real cards, built into the library. The default.
pub const JPKI_ANCHORS_PRODUCTION: i32 = 0x4A00_0F01;
/// Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify no
/// real person: never use this in a program that serves patients.
pub const JPKI_ANCHORS_TEST: i32 = 0x4A00_0F02;
/// Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy), such
/// as those of the embedded virtual card. These cards identify no real person either.
pub const JPKI_ANCHORS_OWN: i32 = 0x4A00_0F03;
/// Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer than
/// the library.
pub const JPKI_ANCHORS_PRODUCTION_AND_OWN: i32 = 0x4A00_0F04;

/// One of JPKI_ANCHORS_*.
pub type jpki_anchors = i32;

/// Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
/// authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
/// library (see jpki_verdict.policy_is_known). For test cards, whose arc does not show the purpose,
/// only the known classes. The default.
pub const JPKI_POLICIES_BY_ARC: i32 = 0x4A00_1001;
/// Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
/// 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
/// 1.2.392.200149.8.5.1.0.20.
pub const JPKI_POLICIES_KNOWN: i32 = 0x4A00_1002;
/// Certificate policies: only own_policies.
pub const JPKI_POLICIES_OWN: i32 = 0x4A00_1003;

/// One of JPKI_POLICIES_*.
pub type jpki_policies = i32;

/// How to verify a certificate. All fields zero except struct_size is the default, as is a NULL
/// pointer: an authentication certificate, with J-LIS's production CAs as trust anchors, at the
/// current time, without checking revocation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_verify_options {
    /// Set by the caller: sizeof(jpki_verify_options).
    pub struct_size: u32,
    /// What the certificate must be for: one of JPKI_PURPOSE_*.
    pub purpose: jpki_purpose,
    /// Which trust anchors to use: one of JPKI_ANCHORS_*.
    pub anchors: jpki_anchors,
    /// By how many seconds the clock of a responder or CRL issuer may differ: up to 86400; 0 for
    /// the default, 300. It does not extend the certificate's own validity period.
    pub tolerance: u32,
    /// The time of verification: seconds since 1970-01-01T00:00:00Z; 0 for now.
    pub time: i64,
    /// For `jpki_ocsp_request_new` only: one of JPKI_OCSP_HASH_*.
    pub ocsp_hash: jpki_ocsp_hash,
    /// Which certificate policies to accept: one of JPKI_POLICIES_*.
    pub policies: jpki_policies,
    /// With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, otherwise NULL: an array of up to
    /// 64 certificates, each a self-signed CA certificate. Whoever can choose them can make cards:
    /// obtain them from the CA, over a channel that nobody can tamper with, and never from a card.
    pub own_anchors: *const *const jpki_certificate,
    /// The number of certificates in own_anchors: one or more with those two, otherwise 0.
    pub own_anchors_count: usize,
    /// A CA certificate from another source, such as the card, to compare with the anchor; or NULL.
    /// It is not required.
    pub ca_certificate: *const jpki_certificate,
    /// The request that ocsp_response answers; or NULL. If it is set, revocation is checked, so an
    /// empty response is JPKI_ERROR_REVOCATION_UNKNOWN.
    pub ocsp_request: *const jpki_ocsp_request,
    /// The OCSP response (DER), unchanged as the responder sent it, up to 64 KiB.
    pub ocsp_response: *const u8,
    /// Its length in bytes.
    pub ocsp_response_length: usize,
    /// Instead of an OCSP response: a complete CRL (DER), up to 256 MiB; or NULL. It is not copied,
    /// and is verified and searched on every call. At most 64 names of distribution points are read
    /// from the CRL and 64 from the certificate, and from the CRL at most 64 extensions of 64 KiB
    /// together.
    pub crl: *const u8,
    /// Its length in bytes.
    pub crl_length: usize,
    /// Instead of both: a CRL that was loaded earlier; or NULL.
    pub revocation_list: *const jpki_revocation_list,
    /// With JPKI_POLICIES_OWN the only certificate policies to accept, otherwise additional ones,
    /// under any anchor: the caller is responsible for their fitting the purpose. Dotted numbers
    /// such as "1.2.392.200149.8.5.1.1.40", each of 63 bytes at most, separated by one space, 1024
    /// bytes at most in total and ended by NUL; or NULL.
    pub own_policies: *const c_char,
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_verify_options {
    const SMALLEST: usize = offset_of!(jpki_verify_options, own_anchors);
}
