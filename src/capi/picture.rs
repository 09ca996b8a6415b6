//! Pictures made of what the card holds, as C sees them.

use zeroize::Zeroizing;

use crate::capi::argument::place;
use crate::capi::face::jpki_face;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Result;
use crate::record::CardFace;

/// A picture: a file that a browser or a window shows. Made by the functions that say so,
/// ended by `jpki_picture_free`, and wiped then. Any thread may use it. It is personal
/// data: keep it no longer than it is looked at.
pub struct jpki_picture {
    _opaque: [u8; 0],
}

/// What is behind a picture's handle: the whole file.
struct Picture(Zeroizing<Vec<u8>>);

/// Makes a handle for a picture.
pub(super) fn open_picture(file: Vec<u8>) -> *mut jpki_picture {
    handle::open(Picture(Zeroizing::new(file)))
}

/// Makes a picture of a face.
///
/// # Safety
/// `picture` is null or points to memory for one pointer.
unsafe fn make(
    face: *const jpki_face,
    picture: *mut *mut jpki_picture,
    make: fn(&CardFace) -> Result<Vec<u8>>,
) -> Result<()> {
    // SAFETY: as the caller of this function promises.
    let mut result = unsafe { place(picture)? };
    result.put(std::ptr::null_mut());
    let face = handle::find::<_, CardFace>(face)?;
    result.put(open_picture(make(&face)?));
    Ok(())
}

/// Makes a PNG of the photo, which most programs show as it is.
///
/// JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or of a kind of JPEG 2000 that is not
/// drawn: the message then names the kind after "not supported", and `jpki_face_svg` makes
/// the face without the photo. JPKI_ERROR_NOT_BUILT unless
/// the library has JPKI_FEATURE_PICTURE. `*picture` is the caller's to free, and null on
/// failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_photo_png(
    face: *const jpki_face,
    picture: *mut *mut jpki_picture,
    error: *mut jpki_error,
) -> jpki_status {
    // SAFETY: C's caller promises it.
    guarded(error, || unsafe { make(face, picture, drawing::photo_png) })
}

/// Makes one picture of the whole face, of the card's size: an SVG document in UTF-8 with
/// Japanese captions, which browsers show and what draws SVG 1.1 (tried with Qt 5.15,
/// librsvg and CairoSVG). It needs nothing outside itself but fonts: without a Japanese one
/// captions are boxes, while birth date and sex stand there in Latin letters too. In place
/// of a photo of a kind that is not drawn it has a red frame with NO PHOTO: it identifies
/// nobody then.
///
/// Other errors and ownership are those of `jpki_face_photo_png`. Any thread; does not touch a
/// card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_svg(
    face: *const jpki_face,
    picture: *mut *mut jpki_picture,
    error: *mut jpki_error,
) -> jpki_status {
    // SAFETY: C's caller promises it.
    guarded(error, || unsafe { make(face, picture, drawing::svg) })
}

/// Ends a picture and wipes it. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_picture_free(picture: *mut jpki_picture) {
    ignoring_panics((), || handle::close::<_, Picture>(picture));
}

/// The picture's file, jpki_picture_len() bytes; null if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_picture_data(picture: *const jpki_picture) -> *const u8 {
    ignoring_panics(std::ptr::null(), || {
        // The table holds the object, so the pointer outlives this call.
        handle::find::<_, Picture>(picture).map_or(std::ptr::null(), |picture| picture.0.as_ptr())
    })
}

/// The length of the picture's file in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_picture_len(picture: *const jpki_picture) -> usize {
    ignoring_panics(0, || handle::find::<_, Picture>(picture).map_or(0, |picture| picture.0.len()))
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

    #[cfg(all(test, feature = "virtual-card"))]
    mod tests;
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
