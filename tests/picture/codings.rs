//! Every coding of a photo that OpenJPEG's encoder supports: decoded ones have OpenJPEG's pixels,
//! and unsupported ones are refused with the reason in the table.

use std::process::Command;

use super::random::Random;
use super::{PHOTO, face, face_with, folder, judge, judged, run};
use jpkicard::Status;
use jpkicard::picture::{is_not_supported, photo_to_png};

/// The expected result for a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Right {
    /// Decoded, with each sample at most this far from OpenJPEG's.
    Drawn(u8),
    /// Refused as an unsupported kind.
    NotSupported(&'static str),
    /// Refused as damaged.
    Damaged(&'static str),
}
use Right::{Damaged, Drawn, NotSupported};

/// The input: width, height, components and bits per sample.
#[derive(Clone, Copy)]
pub(super) struct Source(usize, usize, usize, u32);

pub(super) const GREY: Source = Source(90, 70, 1, 8);
pub(super) const COLOUR: Source = Source(90, 70, 3, 8);

pub(super) const SAME: Right = Drawn(0);
/// The irreversible transform uses fractions, which two programs may round differently.
pub(super) const NEAR: Right = Drawn(1);
const TOO_MUCH: Right = NotSupported("not supported: more parts than a photo needs");

/// Each option of `opj_compress` alone, and combinations that interact in the coder.
const CODINGS: &[(&str, Source, &str, Right)] = &[
    ("plain", GREY, "", SAME),
    ("colour", COLOUR, "", SAME),
    ("rate", GREY, "-r 8", SAME),
    ("layers", GREY, "-r 40,20,10,5,1", SAME),
    ("quality", COLOUR, "-q 20,30,40", SAME),
    (
        "33 layers",
        GREY,
        "-r 99,98,97,96,95,94,93,92,91,90,89,88,87,86,85,84,83,82,81,80,79,78,77,76,75,74,73,72,\
         71,70,69,68,67",
        NotSupported("not supported: more than 32 layers"),
    ),
    ("irreversible", GREY, "-I", NEAR),
    ("irreversible colour", COLOUR, "-I -r 5", NEAR),
    ("no transform of colours", COLOUR, "-mct 0", SAME),
    ("transform of colours", COLOUR, "-mct 1 -r 6", SAME),
    ("one resolution", GREY, "-n 1", SAME),
    ("two resolutions", GREY, "-n 2", SAME),
    ("seven resolutions", GREY, "-n 7", SAME),
    ("LRCP", COLOUR, "-p LRCP -r 20,5 -c [32,32]", SAME),
    ("RLCP", COLOUR, "-p RLCP -r 20,5 -c [32,32]", SAME),
    ("RPCL", COLOUR, "-p RPCL -r 20,5 -c [32,32]", SAME),
    ("PCRL", COLOUR, "-p PCRL -r 20,5 -c [32,32]", SAME),
    ("CPRL", COLOUR, "-p CPRL -r 20,5 -c [32,32]", SAME),
    ("blocks 4 × 4", GREY, "-b 4,4", SAME),
    ("blocks 4 × 256", GREY, "-b 4,256", SAME),
    ("blocks 256 × 4", GREY, "-b 256,4", SAME),
    ("blocks 1024 × 4", GREY, "-b 1024,4", SAME),
    ("blocks 64 × 64", GREY, "-b 64,64", SAME),
    ("bypass", GREY, "-M 1", SAME),
    ("reset", GREY, "-M 2", SAME),
    ("terminated passes", GREY, "-M 4", SAME),
    ("vertically causal", GREY, "-M 8", SAME),
    ("predictable termination", GREY, "-M 16", SAME),
    ("segmentation symbols", GREY, "-M 32", SAME),
    ("bypass, terminated", GREY, "-M 5 -r 20,5,1", SAME),
    ("bypass, layers", COLOUR, "-M 1 -r 20,5,1", SAME),
    ("all styles", COLOUR, "-M 63 -r 20,5,1", SAME),
    ("all styles, irreversible", COLOUR, "-M 63 -r 20,5,1 -I", NEAR),
    ("SOP", GREY, "-SOP", SAME),
    ("EPH", GREY, "-EPH", SAME),
    ("SOP and EPH", COLOUR, "-SOP -EPH -c [32,32] -r 9,3", SAME),
    ("PLT", GREY, "-PLT", SAME),
    ("TLM", GREY, "-TLM", SAME),
    ("PLT and TLM", COLOUR, "-PLT -TLM -t 32,32", SAME),
    ("a comment", GREY, "-C 0123456789", SAME),
    ("precincts", GREY, "-c [64,64],[32,32],[16,16]", SAME),
    ("precincts unlike", GREY, "-c [16,64],[32,32] -b 16,16", SAME),
    ("precincts in tiles", COLOUR, "-c [32,32] -b 16,16 -t 40,40 -p PCRL", SAME),
    ("tiles", GREY, "-t 32,32", SAME),
    ("tiles of colour", COLOUR, "-t 33,17 -r 10,3 -n 4", SAME),
    ("tiles, irreversible", COLOUR, "-t 33,17 -I -n 4", NEAR),
    ("tiles of 3 × 3", GREY, "-t 3,3 -n 1", SAME),
    ("tiles of 1 × 1", Source(40, 40, 1, 8), "-t 1,1 -n 1", TOO_MUCH),
    ("tile-parts by resolution", GREY, "-TP R -p RPCL", SAME),
    ("tile-parts by layer", GREY, "-TP L -r 20,5 -t 50,50 -n 2", SAME),
    ("tile-parts by component", COLOUR, "-TP C -p CPRL -t 40,40", SAME),
    ("region of interest", GREY, "-ROI c=0,U=5", SAME),
    ("region, irreversible", GREY, "-ROI c=0,U=5 -I", NEAR),
    ("region of colour", COLOUR, "-ROI c=1,U=4", SAME),
    ("region far up", GREY, "-ROI c=0,U=25", NotSupported(BITS)),
    ("offset", GREY, "-d 13,7", SAME),
    ("offset, tiles", COLOUR, "-d 13,7 -t 32,32", SAME),
    ("offset, tiles' offset", COLOUR, "-d 13,7 -T 5,3 -t 40,40 -n 4", SAME),
    ("offset, irreversible", COLOUR, "-d 13,7 -T 5,3 -t 32,32 -I -n 3", NEAR),
    ("every second sample", GREY, "-s 2,2", SAME),
    ("every third column", COLOUR, "-s 3,1", SAME),
    ("every second, tiles", GREY, "-s 2,2 -t 32,32", SAME),
    ("every second, offset", GREY, "-s 2,2 -d 14,6", SAME),
    ("every second, offset, tiles", GREY, "-s 2,2 -d 14,6 -t 40,40 -n 3", SAME),
    ("order changes", COLOUR, "-POC T1=0,0,1,3,3,RLCP/T1=3,0,1,6,3,CPRL", SAME),
    ("order changes, layers", COLOUR, "-r 20,5 -POC T1=0,0,1,6,3,RLCP/T1=0,0,2,6,3,CPRL", SAME),
    (
        "order changes, precincts",
        COLOUR,
        "-c [32,32] -POC T1=0,0,1,2,3,PCRL/T1=2,0,1,6,3,RPCL",
        SAME,
    ),
    (
        "order changes in tiles",
        COLOUR,
        "-t 45,35 -n 3 -POC T1=0,0,1,2,3,RLCP/T1=2,0,1,3,3,CPRL/T3=0,0,1,3,2,LRCP/T3=0,2,1,3,3,LRCP",
        SAME,
    ),
    ("1 bit", Source(90, 70, 1, 1), "", SAME),
    ("2 bits", Source(90, 70, 1, 2), "", SAME),
    ("5 bits", Source(90, 70, 1, 5), "", NEAR),
    ("5 bits of colour", Source(90, 70, 3, 5), "", NEAR),
    ("10 bits", Source(90, 70, 1, 10), "", NEAR),
    ("12 bits of colour", Source(90, 70, 3, 12), "-r 4", NEAR),
    ("12 bits, irreversible", Source(90, 70, 1, 12), "-I", NEAR),
    ("16 bits", Source(90, 70, 1, 16), "", NEAR),
    ("16 bits of colour", Source(90, 70, 3, 16), "-r 4", NEAR),
    ("one pixel", Source(1, 1, 1, 8), "-n 1", SAME),
    ("one row", Source(90, 1, 1, 8), "-n 1", SAME),
    ("one column", Source(1, 70, 1, 8), "-n 1", SAME),
    ("odd sides", Source(89, 71, 3, 8), "-n 6 -t 50,50", SAME),
    ("a photo's size", Source(378, 472, 1, 8), "-r 20", SAME),
    ("a photo, blocks 4 × 4", Source(378, 472, 1, 8), "-r 20 -b 4,4", SAME),
    ("a photo, tiles of 16 × 16", Source(378, 472, 1, 8), "-r 20 -t 16,16 -n 1", SAME),
    ("too many pixels", Source(1100, 1000, 1, 8), "-r 100", NotSupported(PIXELS)),
    ("too wide", Source(4097, 8, 1, 8), "-r 9 -n 3", NotSupported(PIXELS)),
];
const BITS: &str = "not supported: more bits than the decoder counts";
const PIXELS: &str = "not supported: more than 1,048,576 pixels, or 4,096 a side";

impl Source {
    fn image(self) -> Vec<u8> {
        let Self(width, height, components, bits) = self;
        let (most, kind) = ((1_usize << bits) - 1, if components == 1 { "P5" } else { "P6" });
        let mut image = format!("{kind}\n{width} {height}\n{most}\n").into_bytes();
        for i in 0..width * height * components {
            // Slopes, and some edges.
            let sample = ((i * i / 97 + i / 5) % 256) * most / 255;
            if bits > 8 {
                image.push((sample >> 8) as u8);
            }
            image.push(sample as u8);
        }
        image
    }

    /// The same as a JP2 or, depending on the extension, only a codestream.
    pub(super) fn coded(self, name: &str, options: &str, ending: &str) -> Vec<u8> {
        let folder = folder(&name.replace(' ', "-"));
        let source = folder.join(if self.2 == 1 { "source.pgm" } else { "source.ppm" });
        let coded = folder.join(format!("coded.{ending}"));
        std::fs::write(&source, self.image()).unwrap();
        run(Command::new("opj_compress")
            .arg("-i")
            .arg(&source)
            .arg("-o")
            .arg(&coded)
            .args(options.split_whitespace()));
        std::fs::read(&coded).unwrap()
    }
}

/// Width, height and samples of a PGM or PPM, in 8 bits.
fn netpbm(file: &[u8]) -> (usize, usize, Vec<u8>) {
    let mut words = Vec::new();
    let mut rest = file;
    while words.len() < 4 {
        let end = rest.iter().position(|byte| byte.is_ascii_whitespace()).unwrap();
        match rest {
            [b'#', ..] => {
                let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
                rest = &rest[end + 1..];
            }
            _ => {
                words.push(std::str::from_utf8(&rest[..end]).unwrap());
                rest = &rest[end + 1..];
            }
        }
    }
    let number = |at: usize| words[at].parse::<usize>().unwrap();
    let most = number(3);
    let samples = if most > 255 {
        rest.chunks(2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1])).collect()
    } else {
        rest.iter().map(|byte| usize::from(*byte)).collect::<Vec<_>>()
    };
    let samples = samples.into_iter().map(|sample| ((sample * 510 + most) / (2 * most)) as u8);
    (number(1), number(2), samples.collect())
}

/// What is wrong with the library's result for a file, if anything.
pub(super) fn wrong(
    name: &str,
    file: &[u8],
    components: usize,
    right: Right,
) -> Result<(), String> {
    let png = match (photo_to_png(file), right) {
        (Ok(png), Drawn(_)) => png,
        (Ok(_), _) => return Err(format!("{name}: drawn")),
        (Err(error), NotSupported(detail)) if error.detail() == detail => {
            assert!(is_not_supported(&error) && error.status() == Status::ImageMalformed);
            return Ok(());
        }
        (Err(error), Damaged(detail)) if error.detail() == detail => {
            assert!(!is_not_supported(&error) && error.status() == Status::ImageMalformed);
            return Ok(());
        }
        (Err(error), _) => return Err(format!("{name}: {right:?}, but {}", error.detail())),
    };
    let Drawn(tolerance) = right else { return Ok(()) };
    let folder = folder(&name.replace(' ', "-"));
    let ending = if file.starts_with(b"\xFF\x4F") { "j2k" } else { "jp2" };
    let (coded, ours) = (folder.join(format!("taken.{ending}")), folder.join("ours.png"));
    let theirs = folder.join(if components == 1 { "theirs.pgm" } else { "theirs.ppm" });
    std::fs::write(&coded, file).unwrap();
    std::fs::write(&ours, png).unwrap();
    run(Command::new("opj_decompress").arg("-i").arg(&coded).arg("-o").arg(&theirs));
    let theirs = netpbm(&std::fs::read(theirs).unwrap());
    let ours = netpbm(&judge("pixels", &ours));
    if (theirs.0, theirs.1, theirs.2.len()) != (ours.0, ours.1, ours.2.len()) {
        return Err(format!("{name}: {} × {}, not {} × {}", ours.0, ours.1, theirs.0, theirs.1));
    }
    let apart = theirs.2.iter().zip(&ours.2).map(|(one, other)| one.abs_diff(*other)).max();
    if apart <= Some(tolerance) { Ok(()) } else { Err(format!("{name}: {apart:?} apart")) }
}

pub(super) fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn each_option(ending: &str) {
    let mut found = Vec::new();
    for (name, source, options, right) in CODINGS {
        // Large ones take OpenJPEG long, and are not coded differently.
        if ending == "j2k" && source.0 > 100 {
            continue;
        }
        let name = format!("{name} {ending}");
        let file = source.coded(&name, options, ending);
        found.extend(wrong(&name, &file, source.2, *right).err());
    }
    none(&found);
}

#[test]
fn each_option_of_the_encoder_is_drawn_or_refused_for_a_reason() {
    each_option("jp2");
}

#[test]
fn each_option_is_so_in_a_codestream_alone() {
    each_option("j2k");
}

pub(super) const EXTRA: Right = NotSupported("not supported: channels besides its colours");

#[test]
fn the_codestreams_end_may_be_odd_but_not_missing() {
    let whole = GREY.coded("ends", "", "j2k");
    let body = &whole[..whole.len() - 2];
    let end = b"\xFF\xD9";
    // The length of the only tile-part, to be changed with what is in it.
    let sot = whole.windows(2).position(|two| two == b"\xFF\x90").unwrap();
    let with_length = |file: Vec<u8>, length: usize| {
        let mut file = file;
        file[sot + 6..sot + 10].copy_from_slice(&u32::try_from(length).unwrap().to_be_bytes());
        file
    };
    let length = body.len() - sot;
    let cut = Damaged("the photo is not whole");
    let files = [
        ("as it is", whole.clone(), SAME),
        ("bytes after EOC", [&whole[..], b"\0\0what"].concat(), SAME),
        ("another EOC", [&whole[..], end].concat(), SAME),
        ("length 0", with_length(whole.clone(), 0), SAME),
        ("length 0 and filler", with_length([body, b"\x80\x80", end].concat(), 0), SAME),
        ("filler inside", with_length([body, b"\x80\x80", end].concat(), length + 2), SAME),
        ("filler outside", [body, b"\x80\x80", end].concat(), cut),
        ("no EOC", body.to_vec(), cut),
        ("half of EOC", whole[..whole.len() - 1].to_vec(), cut),
        ("length 0, no EOC", with_length(body.to_vec(), 0), cut),
        ("too long a part", with_length(whole.clone(), length + 3), cut),
        (
            "other bytes inside",
            with_length([body, b"\x12\x34", end].concat(), length + 2),
            Damaged("the photo's coded data"),
        ),
        (
            "a cut part, closed again",
            with_length([&body[..body.len() - 40], end].concat(), length - 40),
            Damaged("the photo's coded data"),
        ),
    ];
    let mut found = Vec::new();
    for (name, file, right) in &files {
        found.extend(wrong(name, file, 1, *right).err());
    }
    let tiles = GREY.coded("ends of tiles", "-t 32,32", "j2k");
    let mut parts = tiles.windows(4).enumerate().filter(|(_, four)| *four == b"\xFF\x90\0\x0A");
    let (first, second) = (parts.next().unwrap().0, parts.next().unwrap().0);
    let missing = [&tiles[..first], &tiles[second..]].concat();
    found.extend(wrong("a missing tile", &missing, 1, cut).err());
    none(&found);
}

/// From samples without a header: signed ones, and components that are not colours.
#[test]
fn raw_samples_of_every_kind_are_drawn_or_refused_for_a_reason() {
    let folder = folder("raw");
    let source = folder.join("source.raw");
    let mut found = Vec::new();
    for (name, format, components, right) in [
        ("unsigned", "90,70,1,8,u", 1, SAME),
        ("signed", "90,70,1,8,s", 1, SAME),
        ("signed colours", "90,70,3,8,s", 3, SIGNED),
        ("two components", "90,70,2,8,u", 2, EXTRA),
        ("four components", "90,70,4,8,u", 4, EXTRA),
        (
            "five components",
            "90,70,5,8,u",
            5,
            NotSupported("not supported: more than four components"),
        ),
        ("colours in halves", "90,70,3,8,u@1x1:2x2:2x2", 3, UNLIKE),
        ("colours in half rows", "90,70,3,8,u@1x1:2x1:2x1", 3, UNLIKE),
    ] {
        let samples: Vec<_> =
            (0..90 * 70 * components).map(|i| (i * i / 97 + i / 5) as u8).collect();
        std::fs::write(&source, samples).unwrap();
        for ending in ["jp2", "j2k"] {
            // OpenJPEG reports an unspecified colour space for two components.
            let right = if components == 2 && ending == "jp2" { SPACE } else { right };
            let coded = folder.join(format!("coded.{ending}"));
            run(Command::new("opj_compress")
                .arg("-i")
                .arg(&source)
                .arg("-o")
                .arg(&coded)
                .args(["-F", format]));
            let file = std::fs::read(&coded).unwrap();
            found.extend(wrong(&format!("{name} {ending}"), &file, components, right).err());
        }
    }
    none(&found);
}
const SIGNED: Right = NotSupported("not supported: signed samples of colours");
const SPACE: Right = NotSupported("not supported: a colour space of another part");
const UNLIKE: Right = NotSupported("not supported: components of different sizes or depths");

/// OpenJPEG's encoder writes POC into the tile-part; it may be in the main header as well.
#[test]
fn the_order_of_progression_may_change_in_the_main_header() {
    let options = "-POC T1=0,0,1,3,3,RLCP/T1=3,0,1,6,3,CPRL";
    let mut file = COLOUR.coded("orders", options, "j2k");
    let at = |marker: &[u8]| file.windows(4).position(|four| four == marker).unwrap();
    let (sot, poc) = (at(b"\xFF\x90\0\x0A"), at(b"\xFF\x5F\0\x10"));
    let segment: Vec<_> = file.splice(poc..poc + 18, []).collect();
    let length = u32::from_be_bytes(file[sot + 6..sot + 10].try_into().unwrap()) - 18;
    file[sot + 6..sot + 10].copy_from_slice(&length.to_be_bytes());
    file.splice(sot..sot, segment.iter().copied());
    wrong("order in the main header", &file, 3, SAME).unwrap();

    // 33 changes instead of two: more than supported.
    let changes = [&[0xFF, 0x5F, 0, 233], &segment[4..11].repeat(33)[..]].concat();
    file.splice(sot..sot + 18, changes);
    let many = NotSupported("not supported: more than 32 changes of the order");
    wrong("many orders", &file, 3, many).unwrap();
}

/// Kinds of photo that no encoder here writes.
#[test]
fn kinds_that_are_not_drawn_are_named() {
    let at = |marker: &[u8]| PHOTO.windows(2).position(|two| two == marker).unwrap() + 2;
    let (siz, cod) = (at(b"\xFF\x51"), at(b"\xFF\x52"));
    let before_cod = cod - 2;
    let insert = |segment: &[u8]| {
        let mut photo = PHOTO.to_vec();
        photo.splice(before_cod..before_cod, segment.iter().copied());
        let jp2c = photo.windows(4).position(|four| four == b"jp2c").unwrap() - 4;
        photo[jp2c..jp2c + 4].fill(0);
        photo
    };
    let change = |place: usize, to: u8| {
        let mut photo = PHOTO.to_vec();
        photo[place] = to;
        photo
    };
    let part = "not supported: a coding of another part of the standard";
    for (photo, detail) in [
        (insert(b"\xFF\x50\0\x08\0\x02\0\0\0\0"), part),
        (change(cod + 10, 0x40), part),
        (insert(b"\xFF\x60\0\x04\0\0"), "not supported: packet headers apart from their packets"),
        (insert(b"\xFF\x57\0\x04\0\0"), "not supported: packet lengths in the main header"),
    ] {
        wrong(detail, &photo, 1, NotSupported(detail)).unwrap();
    }
    // A value in only one of ihdr and SIZ means damage, whatever kind it would be.
    let differs = Damaged("the JP2 header of the photo");
    for place in [siz + 4, siz + 38] {
        wrong("SIZ alone", &change(place, 16), 1, differs).unwrap();
    }
}

#[test]
fn a_face_whose_photo_is_not_drawn_says_so_in_its_place() {
    let (_, source, options, _) = CODINGS.iter().find(|coding| coding.0 == "33 layers").unwrap();
    let photo = source.coded("a face", options, "jp2");
    let picture = face_with(|face| face.photo = &photo);
    assert!(is_not_supported(&photo_to_png(&photo).unwrap_err()));
    let seen = judged("no-photo", &picture.to_svg().unwrap());
    assert!(
        seen.contains("text NO PHOTO\n") && seen.contains("text 顔写真を表示できません"),
        "{seen}"
    );
    assert!(seen.contains("text 昭和55年2月17日\n"), "everything else is there: {seen}");
    assert_eq!(seen.matches("\npng ").count(), 3, "name, address, security code: {seen}");
    assert!(!judged("a-photo", &face().to_svg().unwrap()).contains("NO PHOTO"));

    // One that is damaged is an error: it can be read again.
    let cut = face_with(|face| face.photo = &PHOTO[..PHOTO.len() - 2]);
    let error = cut.to_svg().unwrap_err();
    assert!(error.status() == Status::ImageMalformed && !is_not_supported(&error));
}

/// Bits flipped in codings other than the card's, two thirds of them in the headers.
#[test]
fn damage_to_other_codings_is_a_picture_or_an_error() {
    let small = Source(40, 30, 3, 8);
    let mut pictures = 0;
    let mut random = Random::new(7);
    for (number, options) in [
        "-t 16,16 -n 2 -r 9,3",
        "-d 13,7 -T 5,3 -t 20,20 -n 2 -s 2,2",
        "-ROI c=1,U=4 -n 3",
        "-M 1 -b 4,256 -n 4 -r 9,3 -SOP -EPH -p PCRL",
        "-c [32,32] -b 4,4 -n 3 -p RPCL -I -TP R",
        "-TLM -PLT -t 8,8 -n 1 -TP C -p CPRL",
    ]
    .into_iter()
    .enumerate()
    {
        let sound = small.coded(&format!("damage {number}"), options, "jp2");
        assert!(photo_to_png(&sound).is_ok(), "{options}");
        for round in 0..150 {
            let mut photo = sound.clone();
            let within = if round % 3 == 0 { photo.len() } else { 300.min(photo.len()) };
            for _ in 0..=round % 2 {
                let bit = random.below(within as u64 * 8) as usize;
                photo[bit / 8] ^= 1 << (bit % 8);
            }
            match photo_to_png(&photo) {
                Ok(png) => {
                    assert!(png.starts_with(b"\x89PNG"));
                    pictures += 1;
                }
                Err(error) => assert_eq!(error.status(), Status::ImageMalformed),
            }
        }
    }
    assert!((100..850).contains(&pictures), "{pictures} of 900");
}
