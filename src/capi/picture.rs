//! Pictures made from what the card holds, in C.

use zeroize::Zeroizing;

use crate::capi::argument::{place, refused};
use crate::capi::data::data;
use crate::capi::face::{Face, jpki_face};
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};

/// A picture: a file that a browser or a window can display. Made by the functions that say so,
/// freed by `jpki_picture_free`, and wiped then. Any thread may use it. It is personal data: keep
/// it no longer than it is displayed.
pub struct jpki_picture {
    _opaque: [u8; 0],
}

/// What is behind a picture's handle: the whole file.
struct Picture(Zeroizing<Vec<u8>>);

/// Makes a handle for a picture.
pub(super) fn open_picture(file: Vec<u8>) -> *mut jpki_picture {
    handle::open(Picture(Zeroizing::new(file)))
}

/// The photo as a PNG, which most programs can display directly.
///
/// JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the library
/// does not decode: the message then names the kind after "not supported", and
/// JPKI_PICTURE_CARD_SVG draws the face without the photo.
pub const JPKI_PICTURE_PHOTO_PNG: i32 = 0x4A00_1901;
/// The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
/// captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
/// CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
/// boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library does
/// not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
pub const JPKI_PICTURE_CARD_SVG: i32 = 0x4A00_1902;

/// One of JPKI_PICTURE_*.
pub type jpki_picture_kind = i32;

/// Makes a picture of a face. `kind`: one of JPKI_PICTURE_*.
///
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PICTURE. Free `*picture` with
/// `jpki_picture_free`; it is NULL on failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_picture(
    face: *const jpki_face,
    kind: jpki_picture_kind,
    picture: *mut *mut jpki_picture,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(picture)? };
        result.put(std::ptr::null_mut());
        let make = match kind {
            JPKI_PICTURE_PHOTO_PNG => drawing::photo_png,
            JPKI_PICTURE_CARD_SVG => drawing::svg,
            _ => return Err(refused("the kind is none of JPKI_PICTURE_*")),
        };
        let face = handle::find::<_, Face>(face)?;
        result.put(open_picture(make(&face)?));
        Ok(())
    })
}

/// Frees a picture and wipes it. Does nothing if it is NULL or already freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_picture_free(picture: *mut jpki_picture) {
    ignoring_panics((), || handle::close::<_, Picture>(picture));
}

/// The picture's file, and its length in bytes. NULL and 0 if the handle is not open. `length` may
/// be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_picture_data(
    picture: *const jpki_picture,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(picture, length, |picture: &Picture| Some(picture.0.as_slice())) }
}

#[cfg(feature = "picture")]
mod drawing {
    use crate::error::Result;
    use crate::record::CardFace;

    pub(super) fn photo_png(face: &CardFace) -> Result<Vec<u8>> {
        face.photo_png()
    }

    pub(super) fn svg(face: &CardFace) -> Result<Vec<u8>> {
        face.to_svg().map(String::into_bytes)
    }
}

#[cfg(not(feature = "picture"))]
mod drawing {
    use crate::error::{Error, Result};
    use crate::record::CardFace;
    use crate::status::Status;

    pub(super) fn photo_png(_face: &CardFace) -> Result<Vec<u8>> {
        Err(Error::new(Status::NotBuilt).with_detail("picture"))
    }

    pub(super) fn svg(face: &CardFace) -> Result<Vec<u8>> {
        photo_png(face)
    }
}

#[cfg(all(test, feature = "virtual-card", feature = "picture"))]
mod tests;
