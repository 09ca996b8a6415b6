//! Unit tests.

use std::ffi::CString;

use super::*;

fn there_and_back(name: &[u16]) -> Vec<u8> {
    let bytes = from_system(name);
    let units = to_system(&CString::new(bytes.clone()).unwrap()).unwrap();
    assert_eq!(units.split_last(), Some((&0, name)), "{bytes:X?}");
    bytes
}

#[test]
fn every_name_comes_back_as_it_was() {
    for text in ["", "SCM Microsystems Inc. SCR 3310 0", "ソニー FeliCa RC-S300 0", "𠮷野 0"]
    {
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(there_and_back(&units), text.as_bytes());
    }
    // Each unit alone, within text, and next to each kind of unit.
    for unit in 1..=u16::MAX {
        there_and_back(&[unit]);
        there_and_back(&[0x30BD, unit, 0x20]);
        for other in [0x41, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000] {
            there_and_back(&[unit, other]);
            there_and_back(&[other, unit]);
        }
    }
}

#[test]
fn half_a_character_has_the_bytes_of_its_number() {
    assert_eq!(there_and_back(&[0xD842]), b"\xED\xA1\x82");
    assert_eq!(there_and_back(&[0xDFFF, 0x41]), b"\xED\xBF\xBFA");
    assert_eq!(there_and_back(&[0xD842, 0xDFB7]), "𠮷".as_bytes());
}

#[test]
fn bytes_that_no_reader_has_name_none() {
    let named = |bytes: &[u8]| to_system(&CString::new(bytes).unwrap());
    // Shift_JIS, a truncated character, a character in two halves, half of a half.
    for bytes in [&b"\x83\\\x83j\x81["[..], b"\xE3\x82", b"\xED\xA1\x82\xED\xBE\xB7", b"\xED\xA1"] {
        assert_eq!(named(bytes), None, "{bytes:X?}");
        assert_eq!(named(&[b"reader ", bytes, b" 0"].concat()), None, "{bytes:X?}");
    }
}
