//! The card's applications: which files and keys each holds, and their rules.

pub mod jpki;
