//! The card's records and their verification: a genuine test card's files, records signed by
//! openssl, and myna-card as a second opinion.
#![cfg(feature = "verify")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::panic, clippy::arithmetic_side_effects, missing_docs)]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

mod authorities;
mod changed;
mod dates;
#[path = "../support/figure.rs"]
mod figure;
mod files;
mod genuine;
#[path = "../support/genuine_card.rs"]
mod genuine_card;
mod made;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "../support/openssl.rs"]
mod openssl;
mod second_opinion;
