//! Use Japan's Individual Number Card (マイナンバーカード) from Rust and C.

pub mod apdu;
pub mod app;
#[cfg(feature = "capi")]
pub mod capi;
pub mod card;
mod certificate;
mod error;
#[cfg(feature = "pcsc")]
pub mod pcsc;
mod secret;
mod signature;
mod status;
pub mod tlv;
pub mod trace;
pub mod transport;
#[cfg(feature = "virtual-card")]
pub mod virtual_card;

pub use app::jpki::{CertificateAvailability, Jpki, Reception, TokenInformation, TokenKind};
pub use card::{Card, PinStatus};
pub use certificate::{Certificate, Validity};
pub use error::{Error, Result};
pub use secret::Pin;
pub use signature::{DigestAlgorithm, Scheme, SignRequest, Signature, SignatureAlgorithm};
pub use status::Status;
