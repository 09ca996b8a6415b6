//! The C face: the functions of `include/jpkicard.h`.
//!
//! It uses the public Rust API and adds nothing to it but C's manners:
//!
//! | file | its job |
//! |---|---|
//! | `status.rs` | the constants, `jpki_error`, names and texts |
//! | `error_text.rs` | an error as a sentence, in English or Japanese |
//! | `guard.rs` | runs a function's body: no panic leaves it |
//! | `handle.rs` | the table behind the opaque pointers |
//! | `per_process.rs` | what a child of `fork` has of its own |
//! | `argument.rs` | pointers and lengths that come in |
//! | `out.rs`, `data.rs` | texts and bytes that go out |
//! | `context.rs` | readers, waiting, cancelling |
//! | `cancellation.rs` | a cancellation that stays |
//! | `monitor.rs` | what comes and goes at the readers |
//! | `card.rs`, `sign.rs`, `document.rs` | one card |
//! | `tries.rs`, `card_certificate.rs` | what a selector asks of a card, spending no try |
//! | `held_transport.rs`, `transaction.rs` | several jobs in one PC/SC transaction |
//! | `virtual_card.rs` | the embedded virtual cards |
//! | `certificate.rs`, `signature.rs` | what came off the card |
//! | `verify.rs`, `verify_options.rs`, `verifying.rs` | a relying party's checks, and their options in Rust's types |
//! | `verdict.rs`, `reason.rs`, `policy_text.rs` | what comes of them, and why |
//! | `evidence.rs`, `ocsp.rs` | the evidence of revocation, and OCSP requests |
//! | `revocation_list.rs` | CRLs that are loaded once |
//! | `check_number.rs` | the numbers that are printed on the card |
//! | `face.rs`, `attributes.rs`, `information.rs` | what the card says of its holder and itself |
//! | `record_files.rs` | the files of a record, which a server verifies |
//! | `card_authorities.rs` | card authorities of the caller's own |
//! | `items.rs` | what they say that the library hands out as it is |
//! | `individual_number.rs` | the 個人番号, in builds for it alone |
//! | `picture.rs` | pictures of that |
//! | `record.rs` | what these have in common |
//! | `transport.rs` | a transport that the caller supplies |
//! | `library.rs` | version, log, wiping |
//! | `panics.rs` | tests: what C sees of a panic inside |
//!
//! # Safety
//!
//! What every function asks of its caller: a pointer is null, or points to what the
//! function's text says, of the length it says, for as long as the call lasts.
//! Handles may be anything.
//!
//! The header is generated from these comments by cbindgen; a function made by
//! a macro would be missing from it.

#![allow(unsafe_code)]
#![allow(clippy::missing_safety_doc, reason = "said once, above")]
// C's names for C's types.
#![allow(non_camel_case_types)]

mod argument;
mod attributes;
mod cancellation;
mod card;
mod card_authorities;
mod card_certificate;
mod certificate;
mod check_number;
mod context;
mod data;
mod document;
mod error_text;
mod evidence;
mod face;
mod guard;
mod handle;
mod held_transport;
#[cfg(feature = "individual-number")]
mod individual_number;
mod information;
mod items;
mod library;
mod monitor;
mod ocsp;
mod out;
#[cfg(all(test, feature = "virtual-card"))]
mod panics;
mod per_process;
mod picture;
mod policy_text;
mod reason;
mod record;
mod record_files;
mod revocation_list;
mod sign;
mod signature;
mod status;
mod structure;
mod transaction;
mod transport;
mod tries;
mod verdict;
mod verify;
mod verify_options;
mod verifying;
mod virtual_card;

pub use attributes::*;
pub use cancellation::*;
pub use card::*;
pub use card_authorities::*;
pub use card_certificate::*;
pub use certificate::*;
pub use check_number::*;
pub use context::*;
pub use document::*;
pub use error_text::*;
pub use evidence::*;
pub use face::*;
#[cfg(feature = "individual-number")]
pub use individual_number::*;
pub use information::*;
pub use items::*;
pub use library::*;
pub use monitor::*;
pub use ocsp::*;
pub use picture::*;
pub use policy_text::*;
pub use reason::*;
pub use record::*;
pub use record_files::*;
pub use revocation_list::*;
pub use sign::*;
pub use signature::*;
pub use status::*;
pub use transaction::*;
pub use transport::*;
pub use tries::*;
pub use verdict::*;
pub use verify::*;
pub use verify_options::*;
pub use virtual_card::*;
