//! The C API: the functions of `include/jpkicard.h`.
//!
//! A thin wrapper around the public Rust API that adds only the conventions of C:
//!
//! | file | purpose |
//! |---|---|
//! | `status.rs` | the constants, `jpki_error`, names and texts |
//! | `error_text.rs` | an error as a sentence, in English or Japanese |
//! | `guard.rs` | runs a function's body: no panic leaves it |
//! | `handle.rs` | the table behind the opaque pointers |
//! | `argument.rs` | pointers and lengths passed in |
//! | `structure.rs` | structures that begin with their size |
//! | `out.rs`, `data.rs` | texts and bytes returned |
//! | `context.rs` | readers, waiting, cancelling |
//! | `cancellation.rs` | a persistent cancellation |
//! | `monitor.rs` | readers and cards that arrive and leave |
//! | `card.rs`, `sign.rs`, `document.rs` | one card |
//! | `tries.rs`, `card_certificate.rs` | queries with a selector, which spend no try |
//! | `held_transport.rs`, `transaction.rs` | several jobs in one PC/SC transaction |
//! | `virtual_card.rs` | the embedded virtual cards |
//! | `certificate.rs`, `signature.rs` | certificates and signatures from a card |
//! | `verify.rs`, `verify_options.rs`, `verifying.rs` | a relying party's verification |
//! | `verdict.rs`, `reason.rs`, `policy_text.rs` | the results, and the reasons for them |
//! | `evidence.rs`, `ocsp.rs` | revocation evidence, and OCSP requests |
//! | `revocation_list.rs` | CRLs, loaded once |
//! | `check_number.rs` | the numbers printed on the card |
//! | `face.rs`, `attributes.rs`, `information.rs` | the card's data about its holder and itself |
//! | `record_files.rs` | the files of a record, which a server verifies |
//! | `card_authorities.rs` | the caller's own card authorities |
//! | `items.rs` | items of these records that the library returns unchanged |
//! | `individual_number.rs` | the 個人番号, only in builds with that feature |
//! | `picture.rs` | pictures made from these records |
//! | `record.rs` | what the records have in common |
//! | `transport.rs` | a transport supplied by the caller |
//! | `library.rs` | version, features, wiping |
//! | `log.rs` | the log: by a callback, or kept and taken |
//! | `panics.rs` | tests: what C sees of a panic inside the library |
//!
//! # Safety
//!
//! What every function requires of its caller: a pointer is NULL, or points to what the function's
//! documentation says, of the stated length, for the duration of the call. Handles may have any
//! value.
//!
//! The header is generated from these comments by cbindgen; a function defined by a macro would be
//! missing from it.

#![allow(unsafe_code)]
#![allow(clippy::missing_safety_doc, reason = "said once, above")]
// C type names.
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
mod log;
mod monitor;
mod ocsp;
mod out;
#[cfg(all(test, feature = "virtual-card"))]
mod panics;
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
pub use log::*;
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
