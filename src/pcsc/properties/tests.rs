//! Unit tests.

use super::*;

/// The answers of libccid for a GemPC Twin, as a program receives them.
const FEATURES: &[u8] = b"\x12\x04\x42\x33\x00\x12";
const PROPERTIES: &[u8] = b"\x01\x02\x00\x00\x0A\x04\x00\x00\x01\x00\x08\x05GemPC\x03\x01\x00\
    \x09\x01\x00\x0B\x02\xE6\x08\x0C\x02\x37\x34";

/// The result if the driver gives these answers in turn.
fn asked(answers: &[Option<&[u8]>]) -> (Option<usize>, Vec<u32>) {
    let (mut answers, mut codes) = (answers.iter(), Vec::new());
    let found = max_apdu_data(|code, place| {
        codes.push(code);
        let answer = answers.next().copied().flatten()?;
        place[..answer.len()].copy_from_slice(answer);
        Some(answer.len())
    });
    (found, codes)
}

#[test]
fn a_reader_that_carries_the_extended_form_says_so() {
    let (found, codes) = asked(&[Some(FEATURES), Some(PROPERTIES)]);
    assert_eq!(found, Some(65_536));
    let first = if cfg!(windows) { 0x0031_3520 } else { 0x4200_0D48 };
    assert_eq!(codes, [first, 0x4233_0012]);
}

#[test]
fn a_reader_that_does_not_say_is_asked_no_more() {
    let pinpad: &[u8] = b"\x06\x04\x42\x33\x00\x06\x07\x04\x42\x33\x00\x07";
    for features in [None, Some(&b""[..]), Some(pinpad)] {
        assert_eq!(asked(&[features]), (None, vec![asked(&[]).1[0]]), "{features:?}");
    }
    for properties in [None, Some(&b""[..]), Some(b"\x08\x05GemPC")] {
        assert_eq!(asked(&[Some(FEATURES), properties]).0, None, "{properties:?}");
    }
}

#[test]
fn what_is_not_well_formed_is_not_believed() {
    for end in 1..FEATURES.len() {
        assert_eq!(asked(&[Some(&FEATURES[..end]), Some(PROPERTIES)]).0, None, "{end}");
    }
    // A list cut off between two properties is a valid list with fewer properties.
    let whole = [4, 10, 17, 20, 23, 27, 31];
    for end in (0..PROPERTIES.len()).filter(|end| !whole.contains(end)) {
        assert_eq!(asked(&[Some(FEATURES), Some(&PROPERTIES[..end])]).0, None, "{end}");
    }
    let twice = [PROPERTIES, PROPERTIES].concat();
    assert_eq!(asked(&[Some(FEATURES), Some(&twice)]).0, None);
    for value in [&b"\x0A\x02\x00\x04"[..], b"\x0A\x00", b"\x0A\x05\x00\x00\x01\x00\x00"] {
        assert_eq!(asked(&[Some(FEATURES), Some(value)]).0, None, "{value:?}");
    }
    // A driver that reports a length beyond the buffer.
    assert_eq!(max_apdu_data(|_, _| Some(ROOM + 1)), None);
    assert_eq!(max_apdu_data(|_, _| Some(usize::MAX)), None);
}

#[test]
fn only_a_size_of_the_extended_form_counts() {
    let said = |size: u32| {
        let properties = [&b"\x0A\x04"[..], &size.to_le_bytes()].concat();
        asked(&[Some(FEATURES), Some(&properties)]).0
    };
    for size in [0, 1, 255, 256, 65_537, 0x0100_0000, u32::MAX] {
        assert_eq!(said(size), None, "{size}");
    }
    assert_eq!((said(257), said(1_024), said(65_536)), (Some(257), Some(1_024), Some(65_536)));
}
