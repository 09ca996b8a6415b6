//! The card's face for a screen: its photo as a PNG that anything shows, and one picture
//! that puts photo, name and address together.
//!
//! The bytes come from the card-surface application (券面事項確認AP); nothing here reads a
//! card, opens a file or a socket. They are taken for an attacker's: sizes are checked
//! before memory is asked for, and what is not a card's is refused.

mod card;
mod face;
mod jp2;
mod layout;
mod photo;
mod png;
mod svg;

pub use card::CardPicture;
pub use photo::photo_to_png;

use crate::error::Error;
use crate::status::Status;

/// What is wrong with a picture, without anything of its content.
const fn malformed(detail: &'static str) -> Error {
    Error::new(Status::ImageMalformed).with_detail(detail)
}
