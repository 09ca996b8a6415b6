//! A strict software card, for development and tests.
//!
//! [`VirtualCard`] takes command APDUs as bytes and answers like the Individual Number Card's
//! applications ([`Application`]), or more strictly where the card's behaviour is not published.
//! Its purpose is to catch mistakes of the caller, so it has its own command parser, files and
//! security model and shares nothing with the library's client side. Its certificates come from its
//! own test hierarchy (`O=JPKICARD-TEST`), as do the signatures of its other records; its holder,
//! 試験 花子, is fictitious.
//!
//! [`VirtualReader`] puts the card behind [`Transport`](crate::transport::Transport)
//! inside one process; [`vpcd`] plugs it into a real PC/SC service.
//!
//! ```
//! use jpkicard::virtual_card::VirtualCard;
//! let mut card = VirtualCard::builder().pin("1234").build()?;
//! card.power_on();
//! assert_eq!(card.process(&[0x00, 0xA4, 0x00, 0x00]), [0x6F, 0x00]); // once after power-up
//! let select = [0x00, 0xA4, 0x04, 0x0C, 10, 0xD3, 0x92, 0xF0, 0x00, 0x26, 1, 0, 0, 0, 1];
//! assert_eq!(card.process(&select), [0x90, 0x00]);
//! assert_eq!(card.process(&[0x00, 0x20, 0x00, 0x98]), [0x63, 0xC3]); // tries left
//! # Ok::<(), jpkicard::Error>(())
//! ```

mod answer;
mod applet;
mod application;
mod builder;
mod card;
mod command;
mod credentials;
mod damage;
mod fault;
mod files;
mod inspection;
mod issuer;
mod link;
mod profiles;
mod reader;
mod settings;
pub mod vpcd;
mod words;

pub use application::Application;
pub use builder::Builder;
pub use card::VirtualCard;
pub use damage::Damage;
pub use fault::{Fault, FaultPlan, OtherCommand, Reset};
pub use link::VirtualLink;
pub use reader::VirtualReader;
pub use settings::{LongAnswers, Token};
