//! The card's applications: which files and keys each holds, and their rules.

mod application;
pub(crate) mod common;
mod identity;
pub(crate) mod input_support;
pub(crate) mod jpki;
mod session;
pub(crate) mod surface;
