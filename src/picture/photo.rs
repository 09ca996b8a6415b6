//! The holder's photo: from JPEG 2000, which few programs show, to PNG.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};

use super::jp2::{self, Photo};
use super::malformed;
use super::png;
use crate::error::Result;

/// The card's photo as a PNG of the same pixels: 8 bits a sample, grey, or red, green and
/// blue if the photo has colours.
///
/// `jp2` is the object DF27 of the card-surface application's EF 0002, as the card gave
/// it: a JP2 file (ISO/IEC 15444-1, Annex I), on the card measured of 378 × 472 grey
/// pixels in about 2 KB. At most 64 KiB, 4,096 pixels a side and 1,048,576 pixels in all
/// are taken, so that no file asks for much memory or time.
///
/// # Errors
/// `ImageMalformed` if it is not a whole JP2 file within these limits.
pub fn photo_to_png(jp2: &[u8]) -> Result<Vec<u8>> {
    Ok(to_png(jp2)?.png)
}

/// A photo as a PNG, and its sides in pixels.
pub(super) struct Png {
    pub(super) png: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

pub(super) fn to_png(jp2: &[u8]) -> Result<Png> {
    let photo = jp2::read(jp2)?;
    let samples = decode(&photo)?;
    let Photo { width, height, components, .. } = photo;
    Ok(Png { png: png::write(width, height, components, &samples)?, width, height })
}

/// The samples, row by row; those of one pixel together.
fn decode(photo: &Photo<'_>) -> Result<Vec<u8>> {
    let settings = DecodeSettings { strict: true, ..DecodeSettings::default() };
    // The decoder asserts things about its own work, which a damaged photo may break; a
    // fault there is a fault of the photo's. Nothing it touched is used again.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let image = Image::new(photo.codestream, &settings).ok()?;
        let mut context = DecoderContext::default();
        Some(image.decode(&mut context).ok()?.data_u8())
    }));
    let samples = outcome.ok().flatten().ok_or(malformed("the photo's coded data"))?;
    if png::samples(photo.width, photo.height, photo.components) != Some(samples.len()) {
        return Err(malformed("the photo's samples"));
    }
    Ok(samples)
}
