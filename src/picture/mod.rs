//! The card face for the screen: its photo as a PNG that any program can show, and a single picture
//! that combines photo, name and address.
//!
//! The bytes come from the card-surface application (券面事項確認AP); nothing here reads a card, opens a
//! file or a socket. They are treated as hostile: sizes are checked before memory is allocated, and
//! anything damaged, or larger than on a card, is refused.
//!
//! | module | purpose |
//! |---|---|
//! | `card`, `layout`, `svg` | the picture of the card face: contents, layout and elements |
//! | `photo` | from JPEG 2000 to PNG |
//! | `jp2`, `channels` | the photo's boxes, and the colours they assign to its components |
//! | `codestream`, `work` | the photo's markers, and the amount of decoding work |
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

/// An error about a picture, without any of its content.
const fn malformed(detail: &'static str) -> Error {
    Error::new(Status::ImageMalformed).with_detail(detail)
}

/// The photo may be intact, but is of an unsupported kind: the detail begins with [`NOT_SUPPORTED`]
/// and says why.
const fn not_supported(detail: &'static str) -> Error {
    malformed(detail)
}

const NOT_SUPPORTED: &str = "not supported: ";

/// Whether an error of this module means a photo of a kind not supported by this version, rather
/// than a damaged one: reading it again does not help; look at the card itself. The error's detail
/// names the kind.
///
/// The status of both is `ImageMalformed`.
#[must_use]
pub fn is_not_supported(error: &Error) -> bool {
    error.status() == Status::ImageMalformed && error.detail().starts_with(NOT_SUPPORTED)
}
