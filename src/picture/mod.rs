//! The card's face for a screen: its photo as a PNG that anything shows, and one picture
//! that puts photo, name and address together.
//!
//! The bytes come from the card-surface application (券面事項確認AP); nothing here reads a
//! card, opens a file or a socket. They are taken for an attacker's: sizes are checked
//! before memory is asked for, and what is damaged, or more than a card's, is refused.
//!
//! | inside | what it does |
//! |---|---|
//! | `card`, `layout`, `svg` | the picture of the face: what is on it, where, and its elements |
//! | `photo` | from JPEG 2000 to PNG |
//! | `jp2`, `channels` | the photo's boxes, and the colours that they give its components |
//! | `codestream`, `work` | the photo's markers, and how much there would be to decode |
//! | `png` | PNGs, checked and written |

mod bytes;
mod card;
mod channels;
mod codestream;
mod face;
mod grid;
mod jp2;
mod layout;
mod photo;
mod png;
mod svg;
mod work;

pub use card::CardPicture;
pub use photo::photo_to_png;

use crate::error::Error;
use crate::status::Status;

/// What is wrong with a picture, without anything of its content.
const fn malformed(detail: &'static str) -> Error {
    Error::new(Status::ImageMalformed).with_detail(detail)
}

/// The photo may be sound, but is of a kind that is not drawn: the detail begins with
/// [`NOT_SUPPORTED`] and says why.
const fn not_supported(detail: &'static str) -> Error {
    malformed(detail)
}

const NOT_SUPPORTED: &str = "not supported: ";

/// Whether an error of this module means a photo that is of a kind which this version does
/// not draw, rather than one that is damaged: reading it again brings nothing, and the card
/// itself is to be looked at. The error's detail names the kind.
///
/// The status of both is `ImageMalformed`.
#[must_use]
pub fn is_not_supported(error: &Error) -> bool {
    error.status() == Status::ImageMalformed && error.detail().starts_with(NOT_SUPPORTED)
}
