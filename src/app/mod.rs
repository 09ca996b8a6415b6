//! The card's applications: which files and keys each holds, and their rules.

mod application;
pub mod common;
mod identity;
pub mod input_support;
pub mod jpki;
mod session;
pub mod surface;
