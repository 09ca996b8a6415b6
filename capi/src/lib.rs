//! The C library: the functions of `jpkicard::capi`, which the shared library exports and the
//! static library contains. Nothing else is defined here.

pub use jpkicard::capi::*;
