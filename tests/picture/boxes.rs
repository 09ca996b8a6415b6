//! The boxes around a codestream: those that do not affect the pixels are skipped, the others are
//! interpreted as OpenJPEG does, or refused with a reason.

use super::codings::{COLOUR, EXTRA, GREY, NEAR, Right, SAME, none, wrong};
use Right::{Damaged, NotSupported};

/// A box of a JP2.
fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length, &kind[..], content].concat()
}

fn ihdr(width: u32, height: u32, components: u16, depth: u8) -> Vec<u8> {
    let sides = [height.to_be_bytes(), width.to_be_bytes()].concat();
    boxed(b"ihdr", &[&sides[..], &components.to_be_bytes(), &[depth, 7, 0, 0]].concat())
}

fn enumerated(space: u8) -> Vec<u8> {
    boxed(b"colr", &[1, 0, 0, 0, 0, 0, space])
}

/// A file of these boxes within `jp2h`, and between it and the codestream.
fn jp2(header: &[Vec<u8>], between: &[Vec<u8>], codestream: &[u8]) -> Vec<u8> {
    [
        boxed(b"jP  ", &[0x0D, 0x0A, 0x87, 0x0A]),
        boxed(b"ftyp", b"jp2 \0\0\0\0jp2 "),
        boxed(b"jp2h", &header.concat()),
        between.concat(),
        boxed(b"jp2c", codestream),
    ]
    .concat()
}

#[test]
fn boxes_of_every_kind_are_read_or_refused_for_a_reason() {
    let grey = GREY.coded("boxes", "", "j2k");
    let colour = COLOUR.coded("boxes of colour", "-mct 0", "j2k");
    let ihdr_grey = || ihdr(90, 70, 1, 7);
    let ihdr_colour = || ihdr(90, 70, 3, 7);
    let cdef = |entries: &[[u8; 3]]| {
        let entries = entries.iter().flat_map(|entry| entry.map(|byte| [0, byte]).concat());
        let count = u16::try_from(entries.clone().count() / 6).unwrap().to_be_bytes();
        boxed(b"cdef", &count.into_iter().chain(entries).collect::<Vec<_>>())
    };
    let icc = |space: &[u8; 4]| {
        let mut profile = [0; 128];
        profile[16..20].copy_from_slice(space);
        boxed(b"colr", &[&[2, 0, 0], &profile[..]].concat())
    };
    // 256 entries of three columns of 8 bits.
    let palette: Vec<u8> = (0..=255_u8).flat_map(|i| [i, 255 - i, i / 2]).collect();
    let pclr = boxed(b"pclr", &[&[1, 0, 3, 7, 7, 7], &palette[..]].concat());
    let cmap = boxed(b"cmap", &[0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 2]);
    let res = boxed(b"res ", &boxed(b"resc", &[0, 1, 0, 1, 0, 1, 0, 1, 0, 0]));
    let others = [boxed(b"uuid", &[7; 20]), boxed(b"xml ", b"<a/>"), boxed(b"abcd", b"what")];
    let header = Damaged("the JP2 header of the photo");
    let files = [
        ("plain boxes", jp2(&[ihdr_grey(), enumerated(17)], &[], &grey), 1, SAME),
        ("res", jp2(&[ihdr_grey(), enumerated(17), res], &[], &grey), 1, SAME),
        ("uuid, xml, unknown", jp2(&[ihdr_grey(), enumerated(17)], &others, &grey), 1, SAME),
        (
            "bpcc",
            jp2(&[ihdr(90, 70, 3, 255), boxed(b"bpcc", &[7; 3]), enumerated(16)], &[], &colour),
            3,
            SAME,
        ),
        (
            "bpcc of another depth",
            jp2(&[ihdr(90, 70, 1, 255), boxed(b"bpcc", &[8]), enumerated(17)], &[], &grey),
            1,
            header,
        ),
        ("bpcc missing", jp2(&[ihdr(90, 70, 1, 255), enumerated(17)], &[], &grey), 1, header),
        ("no colr", jp2(&[ihdr_grey()], &[], &grey), 1, header),
        ("two colr", jp2(&[ihdr_grey(), enumerated(17), icc(b"GRAY")], &[], &grey), 1, SAME),
        (
            "colr of a later kind, and one of today",
            jp2(&[ihdr_grey(), boxed(b"colr", &[3, 0, 0, 1]), enumerated(17)], &[], &grey),
            1,
            SAME,
        ),
        ("grey by a profile", jp2(&[ihdr_grey(), icc(b"GRAY")], &[], &grey), 1, SAME),
        (
            "colours by a profile",
            jp2(&[ihdr_colour(), icc(b"RGB ")], &[], &colour),
            3,
            NotSupported("not supported: colours that an ICC profile defines"),
        ),
        (
            "CMYK",
            jp2(&[ihdr_colour(), enumerated(12)], &[], &colour),
            3,
            NotSupported("not supported: a colour space of another part"),
        ),
        ("sYCC", jp2(&[ihdr_colour(), enumerated(18)], &[], &colour), 3, NEAR),
        (
            "cdef in order",
            jp2(
                &[ihdr_colour(), enumerated(16), cdef(&[[0, 0, 1], [1, 0, 2], [2, 0, 3]])],
                &[],
                &colour,
            ),
            3,
            SAME,
        ),
        (
            "cdef the other way round",
            jp2(
                &[ihdr_colour(), enumerated(16), cdef(&[[0, 0, 3], [1, 0, 2], [2, 0, 1]])],
                &[],
                &colour,
            ),
            3,
            SAME,
        ),
        (
            "cdef with one colour twice",
            jp2(
                &[ihdr_colour(), enumerated(16), cdef(&[[0, 0, 1], [1, 0, 1], [2, 0, 3]])],
                &[],
                &colour,
            ),
            3,
            header,
        ),
        (
            "cdef with opacity",
            jp2(
                &[ihdr_colour(), enumerated(16), cdef(&[[0, 0, 1], [1, 0, 2], [2, 1, 0]])],
                &[],
                &colour,
            ),
            3,
            NotSupported("not supported: channels besides its colours"),
        ),
        ("grey in three", jp2(&[ihdr_colour(), enumerated(17)], &[], &colour), 3, EXTRA),
        (
            "palette",
            jp2(&[ihdr_grey(), enumerated(16), pclr.clone(), cmap.clone()], &[], &grey),
            3,
            SAME,
        ),
        ("pclr alone", jp2(&[ihdr_grey(), enumerated(16), pclr], &[], &grey), 3, header),
        ("cmap alone", jp2(&[ihdr_grey(), enumerated(16), cmap], &[], &grey), 3, header),
    ];
    let mut found = Vec::new();
    for (name, file, components, right) in &files {
        found.extend(wrong(name, file, *components, *right).err());
    }
    // XLBox: the codestream's box with an eight-byte length; and one up to the end of the file.
    let mut long = jp2(&[ihdr_grey(), enumerated(17)], &[], &[]);
    long.truncate(long.len() - 8);
    let mut last = long.clone();
    let length = u64::try_from(grey.len() + 16).unwrap().to_be_bytes();
    long.extend([&[0, 0, 0, 1], &b"jp2c"[..], &length, &grey].concat());
    last.extend([&[0; 4], &b"jp2c"[..], &grey].concat());
    found.extend(wrong("XLBox", &long, 1, SAME).err());
    found.extend(wrong("the last box", &last, 1, SAME).err());
    none(&found);
}
