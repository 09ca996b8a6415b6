//! The holder's photo: from JPEG 2000, which few programs show, to PNG.

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

/// The card's photo as a PNG of the same pixels: 8 bits a sample, grey, or red, green and
/// blue if the photo has colours.
///
/// `jp2` is the object DF27 of the card-surface application's EF 0002, as the card gave
/// it: a JP2 file (ISO/IEC 15444-1, Annex I), on the card measured of 378 × 472 grey
/// pixels in about 2 KB; a codestream without boxes is taken too. At most 64 KiB, 4,096
/// pixels a side and 1,048,576 pixels in all are taken, and a bounded number of tiles,
/// precincts, code-blocks and layers, so that no file asks for much memory or time.
///
/// Of Part 1 these are not drawn: components of different depths or sizes, more than 16 bits
/// a sample, signed colours, transparency, colours by an ICC profile, more than 32 layers, packet headers
/// apart from their packets, packet lengths in the main header, and a tile with a coding of
/// its own.
///
/// # Errors
/// `ImageMalformed`, where [`is_not_supported`](crate::picture::is_not_supported) tells a photo of
/// such a kind from one that is damaged.
pub fn photo_to_png(jp2: &[u8]) -> Result<Vec<u8>> {
    Ok(to_png(jp2)?.png)
}

/// A photo as a PNG, and its sides in pixels.
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

/// The samples, row by row; those of one pixel together.
fn decode(photo: &Photo, codestream: &[u8]) -> Result<Vec<u8>> {
    let settings = DecodeSettings { strict: true, ..DecodeSettings::default() };
    // The decoder asserts things about its own work, which a damaged photo may break; a
    // fault there is a fault of the photo's. Nothing it touched is used again.
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
