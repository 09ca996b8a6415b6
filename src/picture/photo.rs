//! Converts the holder's photo from JPEG 2000, which few programs can show, to PNG.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_jpeg2000::{
    DecodeError, DecodeSettings, DecoderContext, DecodingError, Image, MarkerError,
};

use crate::error::Result;
use crate::picture::channels::{Space, interleave, ycc_to_rgb};
use crate::picture::jp2::{self, Photo};
use crate::picture::layout::Size;
use crate::picture::png;
use crate::picture::{malformed, not_supported};

/// Returns the card's photo as a PNG with the same pixels: 8 bits per sample, greyscale, or RGB if
/// the photo has colours.
///
/// `jp2` is the object DF27 of the card-surface application's EF 0002, as read from the card: a JP2
/// file (ISO/IEC 15444-1, Annex I), on the card that was measured 378 × 472 greyscale pixels in
/// about 2 KB; a codestream without boxes is accepted too. Limits are 64 KiB, 4,096 pixels per side
/// and 1,048,576 pixels in total, and a bounded number of tiles, precincts, code-blocks and layers,
/// so that no file requires much memory or time.
///
/// These features of Part 1 are not supported: components of different depths or sizes, more than
/// 16 bits per sample, signed colours, transparency, colours defined by an ICC profile, more than
/// 32 layers, packed packet headers, packet lengths in the main header, and tiles with their own
/// coding parameters.
///
/// # Errors
/// `ImageMalformed`; [`is_not_supported`](crate::picture::is_not_supported) distinguishes an
/// unsupported photo from a damaged one.
///
/// ```
/// # #[cfg(all(feature = "picture", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::picture::{is_not_supported, photo_to_png};
/// use jpkicard::record::CardFace;
/// use jpkicard::virtual_card::VirtualCard;
///
/// let face = CardFace::from_file(VirtualCard::builder().build()?.card_face_file().to_vec())?;
/// assert!(photo_to_png(face.photo())?.starts_with(b"\x89PNG"));
/// let damaged = photo_to_png(&face.photo()[..100]).unwrap_err();
/// assert!(!is_not_supported(&damaged)); // reading it again may help
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "picture", feature = "virtual-card")))]
/// # fn main() {}
/// ```
pub fn photo_to_png(jp2: &[u8]) -> Result<Vec<u8>> {
    Ok(to_png(jp2)?.png)
}

/// A photo as a PNG, and its size in pixels.
pub(super) struct Png {
    pub(super) png: Vec<u8>,
    pub(super) size: Size,
}

pub(super) fn to_png(jp2: &[u8]) -> Result<Png> {
    let photo = jp2::read(jp2)?;
    let mut samples = match decode(&photo, photo.codestream.bytes()) {
        Ok(samples) => samples,
        Err(error) => match photo.codestream.without_filler() {
            Some(bytes) => decode(&photo, &bytes)?,
            None => return Err(error),
        },
    };
    if photo.space == Space::Ycc {
        ycc_to_rgb(&mut samples);
    }
    let (width, height) = photo.codestream.sides();
    let channels = photo.channels.len();
    let png = png::write(width, height, channels, &samples)?;
    Ok(Png { png, size: Size { width, height } })
}

/// The samples, row by row, interleaved per pixel.
fn decode(photo: &Photo, codestream: &[u8]) -> Result<Vec<u8>> {
    let settings = DecodeSettings { strict: true, ..DecodeSettings::default() };
    // The decoder contains assertions that a damaged photo may violate; a panic there is treated as
    // a fault in the photo. Nothing it touched is used again.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let image = Image::new(codestream, &settings)?;
        let mut context = DecoderContext::default();
        let decoded = image.decode(&mut context)?;
        let components: Vec<_> = decoded
            .components()
            .iter()
            .map(|component| (component.samples(), component.bit_depth()))
            .collect();
        let (width, height) = photo.codestream.sides();
        let samples = png::samples(width, height, 1).and_then(|pixels| {
            interleave(&components, &photo.channels, photo.palette.as_ref(), pixels)
        });
        Ok(samples)
    }));
    match outcome {
        Ok(Ok(samples)) => samples.ok_or(malformed("the photo's samples")),
        Ok(Err(
            DecodeError::Marker(MarkerError::Unsupported)
            | DecodeError::Decoding(DecodingError::TooManyBitplanes),
        )) => Err(not_supported("not supported: more bits than the decoder counts")),
        Ok(Err(_)) | Err(_) => Err(malformed("the photo's coded data")),
    }
}
