//! The C library: the functions of `jpkicard::capi`, which the shared library exports and the
//! static one contains. There is nothing else here.

pub use jpkicard::capi::*;
