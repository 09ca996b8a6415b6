//! PNGs: checking those from the card, and writing that of the photo.

use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Limits};

use crate::error::Result;
use crate::picture::layout::Size;
use crate::picture::malformed;

/// The maximum length of a PNG from the card: its texts take a few hundred bytes, its EF at most 64
/// KiB.
const MAX_LENGTH: usize = 64 * 1024;
/// The maximum side in pixels; a card's text has at most 288.
const MAX_SIDE: u32 = 1024;
/// The memory that decoding may take, in bytes.
const MAX_MEMORY: usize = 8 * 1024 * 1024;
/// IEND with its checksum; nothing follows it.
const LAST_CHUNK: [u8; 12] = *b"\0\0\0\0IEND\xAE\x42\x60\x82";

/// Checks that a text picture from the card is a valid and small PNG: all of it is decoded. Returns
/// its size.
pub(super) fn check(png: &[u8]) -> Result<Size> {
    if png.len() > MAX_LENGTH || !png.ends_with(&LAST_CHUNK) {
        return Err(malformed("a picture of text that is cut or too long"));
    }
    let damaged = |_| malformed("a picture of text");
    let limits = Limits { bytes: MAX_MEMORY };
    let mut decoder = Decoder::new_with_limits(Cursor::new(png), limits);
    let header = decoder.read_header_info().map_err(damaged)?;
    if header.width > MAX_SIDE || header.height > MAX_SIDE {
        return Err(malformed("the size of a picture of text"));
    }
    let size = Size { width: header.width, height: header.height };
    let mut reader = decoder.read_info().map_err(damaged)?;
    if reader.info().animation_control.is_some() {
        return Err(malformed("a picture of text that moves"));
    }
    let length = reader.output_buffer_size().filter(|length| *length <= MAX_MEMORY);
    let mut pixels = vec![0; length.ok_or(malformed("the size of a picture of text"))?];
    reader.next_frame(&mut pixels).map_err(damaged)?;
    reader.finish().map_err(damaged)?;
    Ok(size)
}

/// How many samples a picture has.
pub(super) fn samples(width: u32, height: u32, channels: usize) -> Option<usize> {
    let pixels = usize::try_from(width).ok()?.checked_mul(usize::try_from(height).ok()?)?;
    pixels.checked_mul(channels)
}

/// Writes a PNG with 8 bits per sample and one or three channels.
pub(super) fn write(width: u32, height: u32, channels: usize, samples: &[u8]) -> Result<Vec<u8>> {
    let failed = |_| malformed("writing the photo");
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(if channels == 1 { ColorType::Grayscale } else { ColorType::Rgb });
    encoder.set_compression(Compression::Balanced);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(samples).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(png)
}
