//! Use Japan's Individual Number Card (マイナンバーカード) from Rust and C.

pub mod apdu;
mod error;
#[cfg(feature = "pcsc")]
pub mod pcsc;
mod status;
pub mod tlv;
pub mod transport;
#[cfg(feature = "virtual-card")]
pub mod virtual_card;

pub use error::{Error, Result};
pub use status::Status;
