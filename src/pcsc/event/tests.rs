//! Unit tests.

use super::*;

#[test]
fn a_change_of_state_is_reported_as_what_became_of_the_card() {
    let reported = |before: u32, now: u32| -> String {
        let state = State::from_raw;
        let letter = |event: &Event| match event {
            Event::CardInserted { kind: None, .. } => 'I',
            Event::CardRemoved { .. } => 'R',
            _ => '?',
        };
        let reader = ReaderName::new("reader").unwrap();
        card_events(&reader, state(before), state(now)).iter().map(letter).collect()
    };
    assert_eq!(reported(0, 0x0001_0020), "I");
    assert_eq!(reported(0, 0x0000_0010), "");
    assert_eq!(reported(0x0000_0010, 0x0001_0220), "I");
    assert_eq!(reported(0x0001_0020, 0x0002_0010), "R");
    // In use, exclusive, unresponsive: the same card.
    assert_eq!(reported(0x0001_0020, 0x0001_0120), "");
    assert_eq!(reported(0x0001_0120, 0x0001_00A0), "");
    assert_eq!(reported(0x0001_0020, 0x0001_0220), "");
    // Exchanged between two queries; also when the count wraps around.
    assert_eq!(reported(0x0001_0020, 0x0003_0020), "RI");
    assert_eq!(reported(0xFFFF_0020, 0x0001_0020), "RI");
    assert_eq!(reported(0x0000_0010, 0x0002_0010), "");
    // A reader that stops answering, and starts again.
    assert_eq!(reported(0x0001_0020, 0x0000_0008), "R");
    assert_eq!(reported(0x0000_0008, 0x0001_0020), "I");
    assert_eq!(reported(0x0000_0008, 0x0004_0010), "");
}
