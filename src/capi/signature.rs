//! Signatures as C sees them.

use std::ffi::{CStr, c_char};

use crate::capi::data::data;
use crate::capi::guard::ignoring_panics;
use crate::capi::handle;
use crate::signature::{Signature, SignatureAlgorithm};

/// A signature. Created by `jpki_card_sign`, `jpki_card_authenticate` and
/// `jpki_card_sign_document`, freed by `jpki_signature_free`. Any thread may use it; the pointers
/// that its getters return belong to the signature and are valid until it is freed.
pub struct jpki_signature {
    _opaque: [u8; 0],
}

/// RSASSA-PKCS1-v1_5 with SHA-256.
pub const JPKI_ALGORITHM_RSA_PKCS1_SHA256: i32 = 0x4A00_0901;
/// RSASSA-PKCS1-v1_5 with SHA-384.
pub const JPKI_ALGORITHM_RSA_PKCS1_SHA384: i32 = 0x4A00_0902;
/// RSASSA-PKCS1-v1_5 with SHA-512.
pub const JPKI_ALGORITHM_RSA_PKCS1_SHA512: i32 = 0x4A00_0903;
/// PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
pub const JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256: i32 = 0x4A00_0904;
/// RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
pub const JPKI_ALGORITHM_RSA_PSS_SHA256: i32 = 0x4A00_0905;

/// One of JPKI_ALGORITHM_*.
pub type jpki_algorithm = i32;

/// The algorithms with their numbers and their names, in the style of OpenSSL.
pub(super) const ALGORITHMS: [(SignatureAlgorithm, i32, &CStr); 5] = [
    (SignatureAlgorithm::RsaPkcs1Sha256, JPKI_ALGORITHM_RSA_PKCS1_SHA256, c"RSA-SHA256"),
    (SignatureAlgorithm::RsaPkcs1Sha384, JPKI_ALGORITHM_RSA_PKCS1_SHA384, c"RSA-SHA384"),
    (SignatureAlgorithm::RsaPkcs1Sha512, JPKI_ALGORITHM_RSA_PKCS1_SHA512, c"RSA-SHA512"),
    (
        SignatureAlgorithm::RsaPkcs1BareSha256,
        JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256,
        c"RSA-BARE-SHA256",
    ),
    (SignatureAlgorithm::RsaPssSha256, JPKI_ALGORITHM_RSA_PSS_SHA256, c"RSA-PSS-SHA256"),
];

/// Frees a signature. NULL or an already freed signature is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_signature_free(signature: *mut jpki_signature) {
    ignoring_panics((), || handle::close::<_, Signature>(signature));
}

/// Returns the signature, `*length` bytes: 256 for RSA-2048; future keys have other lengths.
/// `length` may be NULL. Returns NULL and 0 if the handle is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_signature_data(
    signature: *const jpki_signature,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(signature, length, |signature: &Signature| Some(signature.as_bytes())) }
}

/// Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle is
/// invalid.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_signature_algorithm(signature: *const jpki_signature) -> jpki_algorithm {
    row(signature).map_or(0, |(_, number, _)| number)
}

/// Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. The text is
/// static: do not free it.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_signature_algorithm_name(signature: *const jpki_signature) -> *const c_char {
    row(signature).map_or(c"", |(_, _, name)| name).as_ptr()
}

fn row(signature: *const jpki_signature) -> Option<(SignatureAlgorithm, i32, &'static CStr)> {
    ignoring_panics(None, || {
        let algorithm = handle::find::<_, Signature>(signature).ok()?.algorithm();
        ALGORITHMS.into_iter().find(|(known, _, _)| *known == algorithm)
    })
}
