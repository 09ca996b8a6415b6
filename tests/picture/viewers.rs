//! What viewers other than browsers draw: one for SVG 1.1, which does not support plain `href`; one
//! that stretches images to their places; one on a machine without fonts.
//!
//! Rendered by librsvg, with `rsvg-convert`. It supports SVG 2, so it gets the document as seen by
//! an older viewer: without what that viewer does not support.

use std::path::PathBuf;
use std::process::Command;

use super::{ADDRESS, NAME, PHOTO, SECURITY_CODE, face, face_with, folder, judge, judged, run};
use jpkicard::record::CardFace;

/// The document as seen by a viewer that does not support this attribute.
fn without(svg: &str, attribute: &str) -> String {
    let mut left = String::new();
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once(&format!(" {attribute}=\"")) {
        left.push_str(before);
        rest = after.split_once('"').unwrap().1;
    }
    left + rest
}

/// A document as rendered by librsvg, one pixel per fifth of a millimetre.
struct Rendered {
    png: PathBuf,
}

const WIDTH: usize = 428;

impl Rendered {
    fn of(name: &str, svg: &str) -> Self {
        let folder = folder(name);
        let (file, png) = (folder.join("card.svg"), folder.join("card.png"));
        std::fs::write(&file, svg).unwrap();
        run(Command::new("rsvg-convert")
            .args(["--width", "428", "--height", "270", "--output"])
            .args([&png, &file]));
        Self { png }
    }

    fn file(&self) -> Vec<u8> {
        std::fs::read(&self.png).unwrap()
    }

    /// How many samples of each place, in per mille, are not near white.
    fn dark(&self, places: &[[usize; 4]]) -> Vec<usize> {
        let pixels = judge("pixels", &self.png);
        let pixels = pixels.strip_prefix(b"P6\n428 270\n255\n").unwrap();
        let dark = |place: &[usize; 4]| {
            let [x, y, width, height] = place.map(|side| side / 2);
            let rows = (y..y + height).map(|row| (row * WIDTH + x) * 3);
            let samples = rows.flat_map(|start| &pixels[start..start + width * 3]);
            let dark = samples.filter(|sample| **sample < 0xC0).count();
            dark * 1000 / (width * height * 3)
        };
        places.iter().map(dark).collect()
    }
}

/// The places of the images, as parsed independently: the photo is the third.
fn places(name: &str, svg: &str) -> Vec<[usize; 4]> {
    let seen = judged(name, svg);
    let places = seen.lines().filter_map(|line| line.strip_prefix("place "));
    places
        .map(|place| {
            let numbers: Vec<_> = place.split(' ').map(|number| number.parse().unwrap()).collect();
            numbers.try_into().unwrap()
        })
        .collect()
}

#[test]
fn viewers_of_svg_1_1_draw_what_browsers_draw() {
    let svg = face().to_svg().unwrap();
    let all = Rendered::of("viewer", &svg);
    let new = Rendered::of("viewer-new", &without(&svg, "xlink:href"));
    let old = Rendered::of("viewer-old", &without(&svg, "href"));
    let none = Rendered::of("viewer-none", &without(&without(&svg, "xlink:href"), "href"));
    assert!(all.file() == new.file() && all.file() == old.file());

    let places = places("viewer", &svg);
    assert_eq!(places.len(), 4, "name, address, photo, security code");
    assert_eq!(none.dark(&places), [0; 4], "nothing else stands there");
    let dark = old.dark(&places);
    // The thin strokes of the name give 101 with librsvg 2.54, and 76 with 2.60, which smooths
    // them.
    assert!(dark.iter().all(|dark| *dark > 50), "{dark:?}");
}

/// Qt draws an image with the width and height of its place, whatever its aspect ratio.
#[test]
fn each_place_has_the_proportions_of_its_picture() {
    let tall = png(216, 48);
    for (name, picture) in [("one", face()), ("four", face_with(|face| face.name = &tall))] {
        let svg = picture.to_svg().unwrap();
        let seen = judged(&format!("proportions-{name}"), &svg);
        let mut sides = None;
        for line in seen.lines() {
            let words: Vec<_> = line.split(' ').collect();
            let number = |at: usize| words[at].parse::<f64>().unwrap();
            match words[0] {
                "png" => sides = Some((number(1), number(2))),
                "place" => {
                    let (width, height) = sides.take().unwrap();
                    // Places are whole tenths of a millimetre.
                    let off = number(3) * height / width - number(4);
                    assert!(off.abs() <= 1.5, "{name}: {line} for {width} × {height}");
                }
                _ => {}
            }
        }
    }
}

/// A picture of text in which every other pixel is black, as `zlib` of Python writes it.
fn png(width: u32, height: u32) -> Vec<u8> {
    const WRITER: &str = r#"
import struct, sys, zlib
width, height = map(int, sys.argv[1:])
def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
rows = b"".join(b"\0" + b"\x55" * ((width + 7) // 8) for _ in range(height))
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
"#;
    let sides = [width, height].map(|side| side.to_string());
    run(Command::new("python3").args(["-c", WRITER]).args(sides))
}

#[test]
fn lines_of_a_long_name_or_address_stay_large() {
    for (name, address) in [(1, 1), (2, 1), (1, 2), (3, 1), (1, 4), (2, 3), (4, 4)] {
        let (names, addresses) = (png(216, 12 * name), png(288, 12 * address));
        let picture = face_with(|face| {
            face.name = &names;
            face.address = &addresses;
        });
        let svg = picture.to_svg().unwrap();
        let places = places(&format!("lines-{name}-{address}"), &svg);
        let [names, addresses, photo, _] = places[..] else { panic!("{places:?}") };
        // In tenths of a millimetre; a single line had 28 when the layout was fixed.
        assert!(names[3] >= 25 * name as usize, "{name} and {address}: {names:?}");
        assert!(addresses[3] >= 25 * address as usize, "{name} and {address}: {addresses:?}");
        assert!(photo[3] >= 245, "the photo is 25 mm high: {photo:?}");
        assert!(names[1] + names[3] < addresses[1] && addresses[1] + addresses[3] < photo[1]);
    }
}

/// Without a Japanese font 昭和 and 平成, 男 and 女 are the same boxes.
#[test]
fn era_and_sex_are_there_in_letters_that_any_font_has() {
    for (digits, sex, latin) in [
        ("19800217", "1", ["S55.2.17 (1980-02-17)", "Male"]),
        ("20070217", "2", ["H19.2.17 (2007-02-17)", "Female"]),
        ("19890107", "9", ["S64.1.7 (1989-01-07)", "Not applicable"]),
        ("20190501", "0", ["R1.5.1 (2019-05-01)", "Unknown"]),
    ] {
        let svg = record(digits, sex).to_svg().unwrap();
        let seen = judged(&format!("latin-{digits}"), &svg);
        for letters in latin {
            assert!(seen.contains(&format!("text {letters}\n")), "{letters}: {seen}");
        }
        let ascii: String = seen.chars().filter(char::is_ascii).collect();
        assert!(ascii.contains(latin[0]) && ascii.contains(latin[1]));
    }
    let seen = judged("latin", &record("20070217", "2").to_svg().unwrap());
    assert!(seen.contains("text 平成19年2月17日\n") && seen.contains("text 女\n"), "{seen}");
}

/// A face with these two facts, as its file has them.
fn record(birth_date: &str, sex: &str) -> CardFace {
    let key = [b"\x90\x03\x01\x00\x01\x91\x82\x01\x00", &[0xC1; 256][..]].concat();
    let objects = [
        object(0xDF22, birth_date.as_bytes()),
        object(0xDF23, sex.as_bytes()),
        object(0xDF24, &key),
        object(0xDF25, NAME),
        object(0xDF26, ADDRESS),
        object(0xDF27, PHOTO),
        object(0xDF28, &[0; 256]),
        object(0xDF29, b"20350217"),
        object(0xDF2A, SECURITY_CODE),
    ];
    // The table begins after the five bytes of the outer object's header, with three of its own.
    let mut offset = 5 + 3 + 2 * objects.len();
    let mut table = Vec::new();
    for object in &objects {
        table.extend(u16::try_from(offset).unwrap().to_be_bytes());
        offset += object.len();
    }
    let file = [object(0xDF21, &table), objects.concat()].concat();
    CardFace::from_file(object(0xFF20, &file)).unwrap()
}

/// An object of BER-TLV with a tag of two bytes.
fn object(tag: u16, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    let length = match length {
        [0, short @ ..0x80] => vec![short],
        [0, byte] => vec![0x81, byte],
        [high, low] => vec![0x82, high, low],
    };
    [&tag.to_be_bytes()[..], &length, value].concat()
}
