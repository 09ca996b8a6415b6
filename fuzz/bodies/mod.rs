//! What each fuzz target does with an input: plain functions, so that the fuzzer and
//! `tests/fuzz_replay.rs` run the same code. See `fuzz/README.md`.

pub mod c_calls;
pub mod cards;
pub mod certificate;
pub mod cost;
pub mod credentials;
pub mod input;
pub mod picture;
pub mod records;
pub mod response;
pub mod session;
pub mod signed;
pub mod tlv;
pub mod token;
pub mod trust;
pub mod virtual_card;

/// A target's name and its body.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 11] = [
    ("response", response::run),
    ("tlv", tlv::run),
    ("certificate", certificate::run),
    ("token", token::run),
    ("picture", picture::run),
    ("session", session::run),
    ("c_calls", c_calls::run),
    ("virtual_card", virtual_card::run),
    ("records", records::run),
    ("trust", trust::run),
    ("signed", signed::run),
];
