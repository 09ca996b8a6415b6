//! Pictures made of what the card holds, as C sees them.

use zeroize::Zeroizing;

use crate::capi::argument::place;
use crate::capi::face::jpki_face;
use crate::capi::guard::{guarded, quietly};
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
/// JPKI_ERROR_IMAGE_MALFORMED if the photo cannot be decoded. JPKI_ERROR_NOT_BUILT unless
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
/// Japanese captions, which any browser shows. It needs nothing outside itself.
///
/// Errors and ownership are those of `jpki_face_photo_png`. Any thread; does not touch a
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
    quietly((), || handle::close::<_, Picture>(picture));
}

/// The picture's file, jpki_picture_len() bytes; null if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_picture_data(picture: *const jpki_picture) -> *const u8 {
    quietly(std::ptr::null(), || {
        // The table holds the object, so the pointer outlives this call.
        handle::find::<_, Picture>(picture).map_or(std::ptr::null(), |picture| picture.0.as_ptr())
    })
}

/// The length of the picture's file in bytes; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_picture_len(picture: *const jpki_picture) -> usize {
    quietly(0, || handle::find::<_, Picture>(picture).map_or(0, |picture| picture.0.len()))
}

#[cfg(feature = "picture")]
mod drawing {
    use crate::date::Date;
    use crate::error::Result;
    use crate::picture::{CardPicture, photo_to_png};
    use crate::record::{CardFace, Sex};

    pub(super) fn photo_png(face: &CardFace) -> Result<Vec<u8>> {
        photo_to_png(face.photo())
    }

    pub(super) fn svg(face: &CardFace) -> Result<Vec<u8>> {
        let birth_date = zeroize::Zeroizing::new(in_japanese(face.birth_date()));
        let expiry = face.expiry();
        let svg = CardPicture {
            photo: face.photo(),
            name: face.name_image(),
            address: face.address_image(),
            security_code: Some(face.security_code_image()),
            birth_date: &birth_date,
            sex: match face.sex() {
                Sex::Male => "男",
                Sex::Female => "女",
                Sex::NotApplicable => "適用不能",
                Sex::NotKnown | Sex::Other(_) => "不明",
            },
            // As on the card: years of the Christian era.
            expiry: &format!("{}年{}月{}日", expiry.year(), expiry.month(), expiry.day()),
        };
        svg.to_svg().map(String::into_bytes)
    }

    /// A date of birth as the card prints it: 昭和55年2月17日.
    fn in_japanese(date: Date) -> String {
        let (month, day) = (date.month(), date.day());
        match date.era() {
            Some((era, 1)) => format!("{}元年{month}月{day}日", era.japanese()),
            Some((era, year)) => format!("{}{year}年{month}月{day}日", era.japanese()),
            None => format!("{}年{month}月{day}日", date.year()),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn dates_as_the_card_prints_them() {
            for ((year, month, day), text) in [
                ((1980, 2, 17), "昭和55年2月17日"),
                ((1989, 1, 7), "昭和64年1月7日"),
                ((1989, 1, 8), "平成元年1月8日"),
                ((2019, 5, 1), "令和元年5月1日"),
                ((2025, 12, 31), "令和7年12月31日"),
            ] {
                assert_eq!(in_japanese(Date::new(year, month, day).unwrap()), text);
            }
        }
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

    pub(super) use photo_png as svg;
}
