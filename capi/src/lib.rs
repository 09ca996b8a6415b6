//! The C library: the functions of `jpkicard::internal::capi`, which the shared library exports and
//! the static library contains. Nothing else is defined here.

pub use jpkicard::internal::capi::*;
