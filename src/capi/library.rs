//! The library itself: version, features, wiping.

use std::ffi::{c_char, c_void};

use zeroize::Zeroize;

/// Returns the library's version, such as "0.1.0". The text is static: do not free it.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    VERSION.as_ptr().cast()
}

/// The library accesses readers through PC/SC.
pub const JPKI_FEATURE_PCSC: u32 = 1;
/// The library verifies each signature before returning it, and can verify the records of the card.
pub const JPKI_FEATURE_VERIFY: u32 = 2;
/// The library includes the embedded virtual card: a build for tests.
pub const JPKI_FEATURE_VIRTUAL_CARD: u32 = 4;
/// The library verifies certificates and signatures for a relying party.
pub const JPKI_FEATURE_TRUST: u32 = 8;
/// The library can decode the images on the card into pictures.
pub const JPKI_FEATURE_PICTURE: u32 = 16;
/// The library can read the 12-digit individual number (kojin bango). Few organisations may do so
/// by law, and authenticating patients is not a permitted purpose.
pub const JPKI_FEATURE_INDIVIDUAL_NUMBER: u32 = 32;

/// Any of JPKI_FEATURE_*, or 0 for none.
pub type jpki_feature_flags = u32;

/// Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_features() -> jpki_feature_flags {
    let built = |present: bool, feature| if present { feature } else { 0 };
    built(cfg!(feature = "pcsc"), JPKI_FEATURE_PCSC)
        | built(cfg!(feature = "verify"), JPKI_FEATURE_VERIFY)
        | built(cfg!(feature = "virtual-card"), JPKI_FEATURE_VIRTUAL_CARD)
        | built(cfg!(feature = "trust"), JPKI_FEATURE_TRUST)
        | built(cfg!(feature = "picture"), JPKI_FEATURE_PICTURE)
        | built(cfg!(feature = "individual-number"), JPKI_FEATURE_INDIVIDUAL_NUMBER)
}

/// Overwrites `length` bytes at `data` with zeros, in a way that compilers do not optimise away:
/// for the caller's own copy of a PIN. NULL is ignored.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_secure_wipe(data: *mut c_void, length: usize) {
    if data.is_null() || isize::try_from(length).is_err() {
        return;
    }
    // SAFETY: C's caller promises it; a slice is at most isize::MAX bytes long.
    unsafe { std::slice::from_raw_parts_mut(data.cast::<u8>(), length) }.zeroize();
}
