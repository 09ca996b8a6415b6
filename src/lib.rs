//! Use Japan's Individual Number Card (マイナンバーカード, My Number Card) from Rust and C:
//! find the reader, read the card's certificates, verify the holder's PIN and sign with the
//! user-authentication key (利用者証明用電子証明書).
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
//! let authentication = card.jpki()?.authenticate(&pin, &request)?;
//! println!("{} bytes of signature", authentication.signature.as_bytes().len());
//! # Ok(())
//! # }
//! ```
//!
//! # Guarantees
//!
//! - A PIN try is spent only where the caller asked for one: the PIN's format is checked before
//!   anything is sent, VERIFY is never repeated, and the last try is not used unless
//!   [`SignRequest::last_try`] allows it.
//! - The key is locked again before any other program can reach it: VERIFY, signing
//!   and leaving the application are one transaction, on every exit path, panics included; if
//!   leaving fails, the card is powered down.
//! - No PIN, name or serial number appears in a log, a `Debug`, an error or a panic.
//! - Without the feature `individual-number` the library does not read the 12-digit 個人番号,
//!   and returns nothing that it can be computed from. Its signed digest, which is read with the
//!   basic four attributes, stays inside the library and is wiped.
//! - A name supplied by a card or reader cannot control the terminal or log that shows it.
//! - Nothing panics, whatever the card, the reader or the C caller does.
//!
//! # Modules, lowest layer first; each uses only modules above it, or before it in its row
//!
//! | module | contents |
//! |---|---|
//! | [`StatusWord`] | the two bytes at the end of every answer of a card |
//! | [`Status`], `error_words`, [`Error`] | everything that can go wrong, with the numbers shared with C, in English and Japanese |
//! | `process`, `per_process` | which process a value belongs to, and values that each process has |
//! | `loaded` | the library stays loaded once it was used |
//! | `text` | text from outside, made safe to show |
//! | `oid` | object identifiers, read strictly |
//! | [`Date`], [`Era`] | a calendar day and its Japanese era |
//! | `protected` | memory for secrets: wiped, locked, not dumped |
//! | `apdu`, `tlv` | bytes in, bytes out, no I/O |
//! | `nested` | DER decoded into structures, once its lengths are consistent |
//! | `once` | values computed on first use (feature `verify`) |
//! | `rsa` | RSA signature verification (feature `verify`) |
//! | `x509` | a parsed certificate |
//! | [`Pin`], [`LastTry`], [`CheckNumberB`], [`Certificate`], [`OtherName`], [`SignRequest`], [`Signature`] | the input and output of calls |
//! | `issued` | whether a certificate arrived as its issuer signed it (feature `verify`) |
//! | [`record`] | the card's records and their verification; no I/O |
//! | `trust` | certificate verification: anchors, chain, revocation; no sockets (feature `trust`) |
//! | `picture` | the card's photo as a PNG, and a picture of the card face; no I/O (feature `picture`) |
//! | [`transport`] | what carries a command to a card |
//! | `in_callback` | whether a call comes from a callback |
//! | `trace` | the only place that turns an exchange into text |
//! | `card` | one card: transactions, files, PINs |
//! | `app` | the card's applications: files, keys and rules |
//! | `pcsc` | real readers (feature `pcsc`) |
//! | `virtual_card` | a strict software card (feature `virtual-card`), self-contained |
//! | `capi` | the C API (feature `capi`) |
//! | `internal` | doors for this project's own packages and tests |

#![warn(clippy::match_bool)]

mod apdu;
mod app;
#[cfg(feature = "capi")]
mod capi;
mod card;
mod certificate;
mod check_number;
mod date;
mod error;
mod error_words;
#[cfg(any(feature = "capi", feature = "pcsc"))]
mod in_callback;
#[doc(hidden)]
pub mod internal;
#[cfg(feature = "verify")]
mod issued;
mod loaded;
mod nested;
mod oid;
#[cfg(feature = "verify")]
mod once;
mod other_name;
#[cfg(feature = "pcsc")]
pub mod pcsc;
mod per_process;
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
mod tlv;
mod trace;
pub mod transport;
#[cfg(feature = "trust")]
pub mod trust;
#[cfg(feature = "virtual-card")]
pub mod virtual_card;
mod x509;

pub use app::input_support::{AttributesKey, InputSupport, SignedAttributes};
pub use app::jpki::{
    Accepted, Authentication, CertificateAvailability, Jpki, SignedDocument, TokenInformation,
    TokenKind,
};
pub use app::surface::{SignedCardFace, Surface};
pub use card::{Card, PinStatus};
pub use certificate::{Certificate, Validity};
pub use check_number::{BirthDateCode, CheckNumberB};
pub use date::{Date, Era};
pub use error::{Error, Result};
pub use other_name::OtherName;
pub use secret::{LastTry, Pin, SignaturePassword};
pub use signature::{DigestAlgorithm, Scheme, SignRequest, Signature, SignatureAlgorithm};
pub use status::{Language, Status, UnknownStatus};
pub use status_word::StatusWord;

/// The README's Rust examples, compiled.
#[cfg(all(doctest, feature = "pcsc", feature = "virtual-card"))]
#[doc = include_str!("../README.md")]
struct Readme;

/// Those of the other documents, which the published package lacks (`build.rs`).
#[cfg(all(doctest, feature = "pcsc", feature = "virtual-card", jpkicard_documents))]
mod documents {
    #[doc = include_str!("../README.ja.md")]
    struct ReadmeJa;
    #[doc = include_str!("../docs/guide.md")]
    struct Guide;
    #[doc = include_str!("../docs/ja/guide.md")]
    struct GuideJa;
    #[doc = include_str!("../docs/card-face.md")]
    struct CardFace;
    #[doc = include_str!("../docs/ja/card-face.md")]
    struct CardFaceJa;
    #[doc = include_str!("../docs/virtual-card.md")]
    struct VirtualCard;
    #[doc = include_str!("../docs/ja/virtual-card.md")]
    struct VirtualCardJa;
}
