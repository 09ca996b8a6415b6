//! The functions, chapter by chapter of the specification (PKCS #11 3.0, 5).

pub(crate) mod digesting;
pub(crate) mod general;
pub(crate) mod objects;
pub(crate) mod operation;
pub(crate) mod random;
pub(crate) mod sessions;
pub(crate) mod signing;
pub(crate) mod slots;
pub(crate) mod verifying;
