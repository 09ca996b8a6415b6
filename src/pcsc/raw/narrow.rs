//! Names of readers for pcsc-lite and macOS: bytes, as they are.

use std::ffi::CStr;

/// The name with a NUL at its end, as the system takes it: always one, other than in `wide`.
pub(super) fn to_system(name: &CStr) -> Option<Vec<u8>> {
    Some(name.to_bytes_with_nul().to_vec())
}

/// A name without a NUL, as the system gives it.
pub(super) fn from_system(name: &[u8]) -> Vec<u8> {
    name.to_vec()
}
