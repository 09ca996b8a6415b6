//! The card face: the input is a photo, or a PNG of text among valid ones.

use std::time::{Duration, Instant};

use jpkicard::picture::{CardPicture, photo_to_png};

const PHOTO: &[u8] = include_bytes!("../../src/virtual_card/issuer/face/photo.jp2");
const NAME: &[u8] = include_bytes!("../../src/virtual_card/issuer/face/name.png");
const PNG: &[u8] = b"\x89PNG";

pub fn run(input: &[u8]) {
    let start = Instant::now();
    if input.starts_with(PNG) {
        text(input);
    } else {
        photo(input);
    }
    // Without optimisation, on a busy machine: far from what a desk would tolerate.
    assert!(start.elapsed() < Duration::from_secs(20));
}

fn photo(input: &[u8]) {
    let Ok(png) = photo_to_png(input) else {
        return;
    };
    assert!(input.len() <= 64 * 1024);
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    let (width, height) = (side(16), side(20));
    assert!(png.starts_with(PNG) && png.ends_with(b"IEND\xAE\x42\x60\x82"));
    assert!((1..=4096).contains(&width) && (1..=4096).contains(&height));
    assert!(width * height <= 1024 * 1024);
    assert!(png[24] == 8 && matches!(png[25], 0 | 2));
}

fn text(input: &[u8]) {
    let mut picture = CardPicture::default();
    picture.photo = PHOTO;
    picture.name = NAME;
    picture.address = input;
    if let Ok(svg) = picture.to_svg() {
        assert_eq!(svg.matches("<image ").count(), 3);
        assert!(svg.ends_with("</svg>\n"));
    }
}
