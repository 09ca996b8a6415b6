//! The C face: the functions of `include/jpkicard.h`.
//!
//! It uses the public Rust API and adds nothing to it but C's manners:
//!
//! | file | its job |
//! |---|---|
//! | `status.rs` | the constants, `jpki_error`, names and texts |
//! | `guard.rs` | runs a function's body: no panic leaves it |
//! | `handle.rs` | the table behind the opaque pointers |
//! | `argument.rs` | pointers and lengths that come in |
//! | `context.rs` | readers, waiting, cancelling |
//! | `monitor.rs` | what comes and goes at the readers |
//! | `card.rs`, `sign.rs` | one card |
//! | `certificate.rs`, `signature.rs` | what came off the card |
//! | `check.rs`, `checking.rs` | a relying party's checks, and their options in Rust's types |
//! | `verdict.rs`, `reason.rs`, `ocsp.rs` | what comes of them, why, and OCSP requests |
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
mod card;
mod certificate;
mod check;
mod checking;
mod context;
mod document;
mod guard;
mod handle;
mod library;
mod monitor;
mod ocsp;
#[cfg(all(test, feature = "virtual-card"))]
mod panics;
mod reason;
mod sign;
mod signature;
mod status;
mod transport;
mod verdict;

pub use card::*;
pub use certificate::*;
pub use check::*;
pub use context::*;
pub use document::*;
pub use library::*;
pub use monitor::*;
pub use ocsp::*;
pub use reason::*;
pub use sign::*;
pub use signature::*;
pub use status::*;
pub use transport::*;
pub use verdict::*;
