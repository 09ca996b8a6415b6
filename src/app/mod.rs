//! The card's applications: which files and keys each holds, and their rules.

mod identity;
pub mod jpki;
mod session;
