//! Unit tests.

use super::*;

#[test]
fn a_text_and_its_bytes() {
    for (text, bytes) in [
        ("1.2.3", &b"\x2A\x03"[..]),
        ("1.2.0.127.128.129", b"\x2A\x00\x7F\x81\x00\x81\x01"),
        ("1.2.392.200149.8.5.1.3.30", b"\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x03\x1E"),
        ("2.5.29.32.0", b"\x55\x1D\x20\x00"),
        (
            "1.2.16383.16384.2097151.2097152",
            b"\x2A\xFF\x7F\x81\x80\x00\xFF\xFF\x7F\x81\x80\x80\x00",
        ),
        ("1.2.268435455", b"\x2A\xFF\xFF\xFF\x7F"),
    ] {
        // The shortest that the crate accepts has three bytes.
        let Some(oid) = from_text(text) else {
            assert!(bytes.len() < 3, "{text}");
            continue;
        };
        assert_eq!((oid.as_bytes(), oid.to_string().as_str()), (bytes, text));
        let expected = text.split('.').skip(2).map(|number| number.parse().unwrap());
        assert_eq!(numbers(&oid), Some(expected.collect()));
    }
}

#[test]
fn what_is_no_object_identifier() {
    for text in [
        "",
        "1",
        "1.2",
        "1.2.",
        ".1.2",
        "1..2.3",
        "1.2.x",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4 1.2.4",
        "3.1.2.3",
        "1.40.2.3",
        "1.2.03.4",
        "01.2.3.4",
        "+1.2.3.4",
        "1.2.-3.4",
        "1.2.3.4294967296",
        "1.2.3.99999999999999999999",
        "1.2.３.4",
        "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.22.23.24.25.26.27.28.29.30.31.32.33.34.35.36.37.38.39.40.41.42",
    ] {
        assert_eq!(from_text(text), None, "{text}");
    }
    // Whatever is accepted can be shown: the crate's own conversion to text is not total.
    for number in [0, 127, 128, 16_384, 268_435_455, 268_435_456, u32::MAX - 1, u32::MAX] {
        if let Some(oid) = from_text(&format!("1.2.3.{number}")) {
            assert_eq!(oid.to_string(), format!("1.2.3.{number}"));
        }
    }
}

#[test]
fn numbers_with_padding_or_above_32_bits_are_none() {
    for bytes in [
        // 3 with leading zeros, and 2^32 + 3, which the crate takes for 3.
        &b"\x2A\x80\x03\x1E"[..],
        b"\x2A\x05\x80\x1E",
        b"\x2A\x90\x80\x80\x80\x03",
    ] {
        if let Ok(oid) = ObjectIdentifier::from_bytes(bytes) {
            assert_eq!(numbers(&oid), None, "{bytes:02X?}");
        }
    }
}
