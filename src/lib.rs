//! Use Japan's Individual Number Card (マイナンバーカード, My Number Card) from Rust and C:
//! find the reader, read the card's certificates, check the holder's PIN and sign with
//! the user-authentication key (利用者証明用電子証明書).
//!
//! ```no_run
//! use jpkicard::pcsc::{Context, WaitOptions};
//! use jpkicard::{Card, Pin, SignRequest};
//!
//! # fn main() -> jpkicard::Result<()> {
//! let link = Context::new().wait_for_card(&WaitOptions::new())?;
//! let mut card = Card::new(link);
//! let pin = Pin::new(b"1234")?;
//! let request = SignRequest::data(b"challenge of the relying party");
//! let reception = card.jpki()?.receive(&pin, &request)?;
//! println!("{} bytes of signature", reception.signature.as_bytes().len());
//! # Ok(())
//! # }
//! ```
//!
//! # What holds
//!
//! - A PIN try is spent only where the caller asked for one: the PIN's format is
//!   checked before anything is sent, VERIFY is never repeated, and the last try is
//!   refused unless [`SignRequest::last_try`] says otherwise.
//! - The key is locked again before any other program can reach it: VERIFY, signing
//!   and leaving the application are one transaction, on every way out, panics
//!   included; if leaving fails, the card is powered down.
//! - No PIN, name or serial number is in a log, a `Debug`, an error or a panic.
//! - Without the feature `individual-number` the library does not read the 12-digit 個人番号,
//!   and hands out nothing that it can be computed from. The signed digest of it, which comes
//!   with the basic four attributes, stays inside and is wiped.
//! - What a card or reader calls itself cannot command the terminal or log that shows it.
//! - Nothing panics whatever the card, the reader or the C caller does.
//!
//! # Rooms, from the ground up: each uses only rooms above it, or before it in its row
//!
//! | room | what is in it |
//! |---|---|
//! | `status_word` | the two bytes that end each answer of a card |
//! | [`Status`], `error_words`, [`Error`] | what can go wrong, with the numbers that C shares, in English and Japanese |
//! | `process` | which process a value belongs to |
//! | `text` | what others wrote, fit to be shown |
//! | `oid` | object identifiers, read strictly |
//! | [`Date`], [`Era`] | a day of the calendar, and its Japanese era |
//! | `protected` | memory for secrets: wiped, locked, not dumped |
//! | [`apdu`], [`tlv`] | bytes in, bytes out, no I/O |
//! | `nested` | DER read into structures, once its lengths agree |
//! | `once` | values that are made when they are first needed (feature `verify`) |
//! | `rsa` | checking RSA signatures (feature `verify`) |
//! | `x509` | a certificate taken apart |
//! | [`Pin`], [`LastTry`], [`CheckNumberB`], [`Certificate`], [`OtherName`], [`SignRequest`], [`Signature`] | what goes in and what comes out |
//! | `issued` | whether a certificate came as its issuer signed it (feature `verify`) |
//! | [`record`] | what the card's records say, and whether to believe them; no I/O |
//! | `trust` | is this certificate good? anchors, chain, revocation; no sockets (feature `trust`) |
//! | `picture` | the card's photo as a PNG, and one picture of its face; no I/O (feature `picture`) |
//! | [`transport`] | what carries a command to a card |
//! | `at_work` | whether a call comes from a callback |
//! | [`trace`] | the only place that turns an exchange into text |
//! | [`card`] | one card: transactions, files, PINs |
//! | [`app`] | which application owns which file, and its rules |
//! | `pcsc` | real readers (feature `pcsc`) |
//! | `virtual_card` | a strict software card (feature `virtual-card`), on its own |
//! | `capi` | the C face (feature `capi`) |

#![warn(clippy::match_bool)]

pub mod apdu;
pub mod app;
#[cfg(any(feature = "capi", feature = "pcsc"))]
mod at_work;
#[cfg(feature = "capi")]
pub mod capi;
pub mod card;
mod certificate;
mod check_number;
mod date;
mod error;
mod error_words;
#[cfg(feature = "verify")]
mod issued;
mod nested;
mod oid;
#[cfg(feature = "verify")]
mod once;
mod other_name;
#[cfg(feature = "pcsc")]
pub mod pcsc;
#[cfg(feature = "picture")]
pub mod picture;
mod process;
mod protected;
pub mod record;
#[cfg(feature = "verify")]
mod rsa;
mod secret;
mod signature;
mod status;
mod status_word;
mod text;
pub mod tlv;
pub mod trace;
pub mod transport;
#[cfg(feature = "trust")]
pub mod trust;
#[cfg(feature = "virtual-card")]
pub mod virtual_card;
mod x509;

pub use app::input_support::{AttributesKey, InputSupport, SignedAttributes};
pub use app::jpki::{
    CertificateAvailability, Jpki, Reception, SignedDocument, TokenInformation, TokenKind,
};
pub use app::surface::Surface;
pub use card::{Card, PinStatus};
pub use certificate::{Certificate, Validity};
pub use check_number::{BirthDateCode, CheckNumberB};
pub use date::{Date, Era};
pub use error::{Error, Result};
pub use other_name::OtherName;
pub use secret::{LastTry, Pin, SignaturePassword};
pub use signature::{DigestAlgorithm, Scheme, SignRequest, Signature, SignatureAlgorithm};
pub use status::{Language, Status};

/// The README's Rust examples, compiled.
#[cfg(all(doctest, feature = "pcsc", feature = "virtual-card"))]
#[doc = include_str!("../README.md")]
struct Readme;
