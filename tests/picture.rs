//! The card face: the photo's pixels compared with OpenJPEG's, the picture checked with an XML
//! parser and a PNG decoder that share nothing with the library's.
//!
//! The reference for pixels is `opj_decompress`; PNGs are decoded by a few lines of Python with its
//! zlib. The genuine files are those of a J-LIS test card in the crate myna-card.
#![cfg(feature = "picture")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

#[path = "picture/boxes.rs"]
mod boxes;
#[path = "picture/codings.rs"]
mod codings;
#[path = "support/figure.rs"]
mod figure;
#[path = "support/genuine_card.rs"]
#[allow(clippy::expect_used, unreachable_pub, reason = "shared between tests")]
mod genuine_card;
#[path = "support/random.rs"]
#[allow(dead_code, unreachable_pub, reason = "only the numbers are used here")]
mod random;
#[path = "picture/viewers.rs"]
mod viewers;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use figure::figure;
use jpkicard::Status;
use jpkicard::picture::{CardPicture, photo_to_png};
use random::Random;

const PHOTO: &[u8] = include_bytes!("../src/virtual_card/issuer/face/photo.jp2");
const NAME: &[u8] = include_bytes!("../src/virtual_card/issuer/face/name.png");
const ADDRESS: &[u8] = include_bytes!("../src/virtual_card/issuer/face/address.png");
const SECURITY_CODE: &[u8] = include_bytes!("../src/virtual_card/issuer/face/security-code.png");

const MALFORMED: Status = Status::ImageMalformed;

/// Decodes PNGs without a library. `pixels FILE` writes them as PGM or PPM. `svg FILE` parses an
/// SVG, rejects forbidden content, and writes a line for each text and for each picture.
const JUDGE: &str = r##"
import base64, struct, sys, zlib
import xml.etree.ElementTree as ET

def decode(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    place, data, last = 8, b"", None
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place:place + 8])
        body = png[place + 8:place + 8 + length]
        check, = struct.unpack(">I", png[place + 8 + length:place + 12 + length])
        assert zlib.crc32(kind + body) == check, kind
        if kind == b"IHDR":
            width, height, depth, colour, method, filters, interlace = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            data += body
        place, last = place + 12 + length, kind
    assert last == b"IEND" and (method, filters, interlace) == (0, 0, 0)
    channels = {0: 1, 2: 3, 6: 4}[colour]
    stride = (width * depth * channels + 7) // 8
    step = max(1, depth * channels // 8)
    raw = zlib.decompress(data)
    assert len(raw) == height * (stride + 1)
    above, rows = bytes(stride), []
    for y in range(height):
        method, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for x in range(stride):
            a = row[x - step] if x >= step else 0
            b = above[x]
            c = above[x - step] if x >= step else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            row[x] = (row[x] + (0, a, b, (a + b) // 2, paeth)[method]) & 255
        rows.append(bytes(row))
        above = row
    return width, height, depth, channels, b"".join(rows)

def name(tag):
    return tag.removeprefix("{http://www.w3.org/2000/svg}")

XLINK = "{http://www.w3.org/1999/xlink}href"

command, path = sys.argv[1:]
content = open(path, "rb").read()
if command == "pixels":
    width, height, depth, channels, rows = decode(content)
    assert depth == 8
    kind = {1: "P5", 3: "P6", 4: "P6"}[channels]
    if channels == 4:
        rows = bytes(sample for at, sample in enumerate(rows) if at % 4 != 3)
    sys.stdout.buffer.write(f"{kind}\n{width} {height}\n255\n".encode() + rows)
else:
    root = ET.fromstring(content)
    assert name(root.tag) == "svg" and b"<!" not in content and b"<?" not in content
    print("size", root.get("width"), root.get("height"), root.get("viewBox"))
    for element in root.iter():
        assert name(element.tag) in ("svg", "rect", "text", "image"), element.tag
        for key, value in element.attrib.items():
            assert not key.startswith("on") and "url(" not in value and "script" not in value, key
            if key == XLINK:
                assert value == element.get("href"), "SVG 1.1 and SVG 2 see the same"
            elif "href" in key:
                assert XLINK in element.attrib, "SVG 1.1 knows no plain href"
                kind, data = value.split(",")
                assert kind == "data:image/png;base64"
                png = base64.b64decode(data, validate=True)
                width, height, depth, channels, _ = decode(png)
                print("png", width, height, depth, channels, len(png), zlib.crc32(png))
                print("place", *(element.get(key) for key in ("x", "y", "width", "height")))
            else:
                assert "://" not in value, key
        if name(element.tag) == "text":
            print("text", element.text)
"##;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("picture-{name}"));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn judge(task: &str, file: &Path) -> Vec<u8> {
    run(Command::new("python3").args(["-c", JUDGE, task]).arg(file))
}

/// The pixels of a photo as decoded by OpenJPEG, and as in the library's PNG; both as PGM or PPM
/// without header.
fn both_pixels(name: &str, photo: &[u8], header: &str) -> [Vec<u8>; 2] {
    let folder = folder(name);
    let (jp2, png) = (folder.join("photo.jp2"), folder.join("photo.png"));
    let netpbm = folder.join(if header.starts_with("P5") { "photo.pgm" } else { "photo.ppm" });
    std::fs::write(&jp2, photo).unwrap();
    std::fs::write(&png, photo_to_png(photo).unwrap()).unwrap();
    run(Command::new("opj_decompress").arg("-i").arg(&jp2).arg("-o").arg(&netpbm));

    let theirs = std::fs::read(&netpbm).unwrap();
    // OpenJPEG writes its name into the header, as a comment.
    let comment = theirs.iter().position(|byte| *byte == b'#').unwrap();
    let length = theirs[comment..].iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let theirs = [&theirs[..comment], &theirs[comment + length..]].concat();
    let ours = judge("pixels", &png);
    [theirs, ours].map(|image| {
        let pixels = image.strip_prefix(header.as_bytes());
        pixels.unwrap_or_else(|| panic!("{name}: another header")).to_vec()
    })
}

/// A file encoded by OpenJPEG from `count` samples of a pattern.
fn coded(name: &str, header: &str, count: usize, options: &[&str]) -> Vec<u8> {
    let folder = folder(name);
    let source = folder.join(if header.starts_with("P5") { "source.pgm" } else { "source.ppm" });
    let jp2 = folder.join("coded.jp2");
    let samples = (0..count).map(|i| (i * i / 97 + i / 5) as u8);
    let image: Vec<u8> = header.bytes().chain(samples).collect();
    std::fs::write(&source, image).unwrap();
    run(Command::new("opj_compress").arg("-i").arg(&source).arg("-o").arg(&jp2).args(options));
    std::fs::read(&jp2).unwrap()
}

/// The value of an object of the template, by its two bytes of tag.
fn object(template: &[u8], tag: u16) -> &[u8] {
    let value = |bytes: &[u8]| match bytes[2] {
        0x81 => (4, usize::from(bytes[3])),
        0x82 => (5, usize::from(u16::from_be_bytes([bytes[3], bytes[4]]))),
        length => (3, usize::from(length)),
    };
    let mut rest = &template[value(template).0..];
    loop {
        let (header, length) = value(rest);
        if rest.starts_with(&tag.to_be_bytes()) {
            return &rest[header..header + length];
        }
        rest = &rest[header + length..];
    }
}

#[test]
fn the_photos_pixels_are_those_of_openjpeg() {
    let face = genuine_card::file("surface-0002.bin");
    for (name, photo) in [("ours", PHOTO), ("genuine", object(&face, 0xDF27))] {
        let start = Instant::now();
        let png = photo_to_png(photo).unwrap();
        let took = start.elapsed().as_millis();
        let [theirs, ours] = both_pixels(name, photo, "P5\n378 472\n255\n");
        assert_eq!(theirs.len(), 378 * 472);
        assert!(theirs == ours, "{name}: the pixels differ");
        figure!("{name} photo: {} bytes of JP2, {} of PNG, {took} ms", photo.len(), png.len());
    }
}

#[test]
fn other_codings_of_a_photo_are_read_too() {
    let (grey, colour) = ("P5\n90 70\n255\n", "P6\n90 70\n255\n");
    for (name, header, samples, options) in [
        ("colour", colour, 90 * 70 * 3, &["-r", "4"][..]),
        ("lossless", grey, 90 * 70, &["-r", "1"]),
        ("layers", grey, 90 * 70, &["-r", "40,20,10,5", "-p", "RPCL"]),
        ("precincts", grey, 90 * 70, &["-r", "5", "-c", "[64,64]", "-b", "32,32", "-SOP", "-EPH"]),
        ("levels", grey, 90 * 70, &["-r", "5", "-n", "1", "-PLT"]),
    ] {
        let photo = coded(name, header, samples, options);
        let [theirs, ours] = both_pixels(name, &photo, header);
        assert!(theirs == ours, "{name}: the pixels differ");
    }
    // The irreversible transform uses fractions, which two programs may round differently.
    let photo = coded("fractions", grey, 90 * 70, &["-r", "5", "-I"]);
    let [theirs, ours] = both_pixels("fractions", &photo, grey);
    let apart = theirs.iter().zip(&ours).map(|(one, other)| one.abs_diff(*other)).max();
    assert!(apart <= Some(1), "{apart:?}");
}

#[test]
fn a_photo_that_is_cut_is_an_error() {
    for length in 0..PHOTO.len() {
        let error = photo_to_png(&PHOTO[..length]).unwrap_err();
        assert_eq!(error.status(), MALFORMED, "{length} bytes");
    }
    assert!(photo_to_png(&[PHOTO, b"\0"].concat()).is_ok(), "what follows the coding is not read");
}

/// A panic of the decoder would be caught: the hook shows that there is none.
#[test]
fn a_damaged_photo_is_a_picture_or_an_error() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("tests/picture.rs")) {
            PANICS.fetch_add(1, Ordering::Relaxed);
        }
        hook(panic);
    }));
    let start = Instant::now();
    let threads: Vec<_> = (0..4)
        .map(|seed| {
            std::thread::spawn(move || {
                let mut random = Random::new(seed);
                let mut pictures = 0;
                for _ in 0..500 {
                    let mut photo = PHOTO.to_vec();
                    let bit = random.below(photo.len() as u64 * 8) as usize;
                    photo[bit / 8] ^= 1 << (bit % 8);
                    match photo_to_png(&photo) {
                        Ok(png) => {
                            assert_eq!(png[16..24], [0, 0, 1, 122, 0, 0, 1, 216]);
                            pictures += 1;
                        }
                        Err(error) => assert_eq!(error.status(), MALFORMED),
                    }
                }
                pictures
            })
        })
        .collect();
    let pictures: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(PANICS.load(Ordering::Relaxed), 0);
    assert!((1000..2000).contains(&pictures), "{pictures}");
    let took = start.elapsed().as_secs();
    figure!("2000 photos with one bit flipped: {pictures} pictures, the rest errors, {took} s");
}

/// Where the content of a marker segment or box of the photo begins.
fn at(what: &[u8]) -> usize {
    PHOTO.windows(what.len()).position(|window| window == what).unwrap() + what.len()
}

/// Bytes that replace some of the photo's, and their position.
type Changes<'a> = &'a [(usize, &'a [u8])];

#[test]
fn a_photo_that_would_be_much_work_is_refused_at_once() {
    let (siz, cod, ihdr) = (at(b"\xFF\x51"), at(b"\xFF\x52"), at(b"ihdr"));
    let changes: [(&str, Changes<'_>); 12] = [
        ("4,097 pixels wide", &[(siz + 4, &[0, 0, 0x10, 1]), (ihdr + 4, &[0, 0, 0x10, 1])]),
        ("4,294,967,295 high", &[(siz + 8, &[0xFF; 4]), (ihdr, &[0xFF; 4])]),
        ("no pixels", &[(siz + 4, &[0; 4]), (ihdr + 4, &[0; 4])]),
        ("tiles of one pixel", &[(siz + 20, &[0, 0, 0, 1, 0, 0, 0, 1])]),
        ("a grid that begins elsewhere", &[(siz + 12, &[0, 0, 0, 1])]),
        ("16,384 components", &[(siz + 36, &[0x40, 0])]),
        ("16 bits", &[(siz + 38, &[15])]),
        ("every second column", &[(siz + 39, &[2])]),
        ("blocks of four", &[(cod + 8, &[0, 0])]),
        ("precincts that are not there", &[(cod + 2, &[1])]),
        ("65,535 layers", &[(cod + 4, &[0xFF, 0xFF])]),
        ("another size in the box", &[(ihdr + 4, &[0, 0, 1, 121])]),
    ];
    for (what, changes) in changes {
        let mut photo = PHOTO.to_vec();
        for (offset, bytes) in changes {
            photo[*offset..offset + bytes.len()].copy_from_slice(bytes);
        }
        let start = Instant::now();
        assert_eq!(photo_to_png(&photo).unwrap_err().status(), MALFORMED, "{what}");
        assert!(start.elapsed() < Duration::from_millis(100), "{what}");
    }
    // Precincts of two pixels: COD grows by one byte per resolution, its box extends to the end.
    let mut photo = PHOTO.to_vec();
    photo[cod..cod + 3].copy_from_slice(&[0, 18, 1]);
    photo.splice(cod + 12..cod + 12, [0x11; 6]);
    photo[at(b"jp2c") - 8..][..4].fill(0);
    let detail = "not supported: more parts than a photo needs";
    assert_eq!(photo_to_png(&photo).unwrap_err().detail(), detail);

    let long = [PHOTO, &[0; 65536]].concat();
    assert_eq!(photo_to_png(&long).unwrap_err().status(), MALFORMED);
    let large = coded("large", "P5\n1100 1000\n255\n", 1_100_000, &["-r", "100"]);
    assert!(large.len() < 65536, "refused for its pixels, not for its bytes");
    assert_eq!(photo_to_png(&large).unwrap_err().status(), MALFORMED);
}

fn face() -> CardPicture<'static> {
    let mut face = CardPicture::default();
    face.photo = PHOTO;
    face.name = NAME;
    face.address = ADDRESS;
    face.security_code = Some(SECURITY_CODE);
    face.birth_date = "昭和55年2月17日";
    face.sex = "女";
    face.expiry = "2035年2月17日";
    face
}

/// The same face with a change.
fn face_with<'a>(change: impl FnOnce(&mut CardPicture<'a>)) -> CardPicture<'a> {
    let mut face = face();
    change(&mut face);
    face
}

fn judged(name: &str, svg: &str) -> String {
    let file = folder(name).join("card.svg");
    std::fs::write(&file, svg).unwrap();
    String::from_utf8(judge("svg", &file)).unwrap()
}

#[test]
fn the_picture_holds_all_of_the_face_and_nothing_else() {
    let svg = face().to_svg().unwrap();
    assert_eq!(svg, face().to_svg().unwrap());
    figure!("the card's picture: {} bytes of SVG", svg.len());

    let seen = judged("face", &svg);
    let mut lines = seen.lines();
    assert_eq!(lines.next(), Some("size 85.6mm 54mm 0 0 856 540"));
    let (texts, rest): (Vec<_>, Vec<_>) = lines.partition(|line| line.starts_with("text "));
    let pictures = rest.iter().filter(|line| line.starts_with("png "));
    assert_eq!(
        texts,
        [
            "text 氏名",
            "text 住所",
            "text 生年月日",
            "text 昭和55年2月17日",
            "text 性別",
            "text 女",
            "text 有効期限",
            "text 2035年2月17日",
            "text セキュリティコード"
        ]
    );
    let sizes: Vec<_> = pictures.map(|line| line.split(' ').take(6)).collect();
    let sizes: Vec<String> = sizes.into_iter().map(|s| s.collect::<Vec<_>>().join(" ")).collect();
    let photo = photo_to_png(PHOTO).unwrap().len();
    assert_eq!(
        sizes,
        [
            format!("png 216 12 1 1 {}", NAME.len()),
            format!("png 288 12 1 1 {}", ADDRESS.len()),
            format!("png 378 472 8 1 {photo}"),
            format!("png 24 12 1 1 {}", SECURITY_CODE.len()),
        ]
    );
}

#[test]
fn the_genuine_face_makes_a_picture() {
    let file = genuine_card::file("surface-0002.bin");
    let picture = face_with(|face| {
        face.photo = object(&file, 0xDF27);
        face.name = object(&file, 0xDF25);
        face.address = object(&file, 0xDF26);
        face.security_code = Some(object(&file, 0xDF2A));
    });
    let seen = judged("genuine-face", &picture.to_svg().unwrap());
    for size in ["png 216 12 1", "png 288 12 1", "png 378 472 8", "png 24 12 1"] {
        assert!(seen.contains(size), "{size}: {seen}");
    }
}

#[test]
fn texts_stay_texts_and_nothing_need_be_there() {
    let picture = face_with(|face| {
        face.security_code = None;
        face.birth_date = "</text><script>alert(1)</script>&amp;";
        face.sex = "\u{0}\u{FFFE}'\"";
        face.expiry = "";
    });
    let seen = judged("texts", &picture.to_svg().unwrap());
    assert!(seen.contains("text </text><script>alert(1)</script>&amp;\n"), "{seen}");
    assert!(seen.contains("text \u{FFFD}\u{FFFD}'\"\n"), "{seen}");
    assert!(!seen.contains("セキュリティコード"));
}

#[test]
fn a_text_that_is_no_small_png_is_refused() {
    let cut = &NAME[..NAME.len() - 1];
    let mut flipped = NAME.to_vec();
    flipped[60] ^= 1;
    let mut wide = NAME.to_vec();
    wide[16..20].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF]);
    let followed = [NAME, b"<script>"].concat();
    let long = [NAME, &[0; 65536]].concat();
    let without_end = &NAME[..NAME.len() - 12];
    let no_pixels = [&NAME[..33], &NAME[NAME.len() - 12..]].concat();
    let pictures: [&[u8]; 9] =
        [b"", cut, &flipped, &wide, &followed, &long, without_end, &no_pixels, b"<svg/>"];
    for (number, png) in pictures.into_iter().enumerate() {
        for picture in [
            face_with(|face| face.name = png),
            face_with(|face| face.address = png),
            face_with(|face| face.security_code = Some(png)),
        ] {
            assert_eq!(picture.to_svg().unwrap_err().status(), MALFORMED, "{number}");
        }
    }
    let picture = face_with(|face| face.photo = NAME);
    assert_eq!(picture.to_svg().unwrap_err().status(), MALFORMED);
}

#[test]
fn debug_shows_nothing() {
    assert_eq!(format!("{:?}", face()), "CardPicture(redacted)");
}
