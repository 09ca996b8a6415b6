//! Unit tests.

use super::*;

#[test]
fn what_a_terminal_would_obey_is_replaced_one_for_one() {
    for character in ('\0'..='\u{1F}')
        .chain('\u{7F}'..='\u{9F}')
        .chain(['\u{61C}', '\u{AD}', '\u{FEFF}', '\u{E0041}'])
        .chain('\u{200B}'..='\u{200F}')
        .chain('\u{2028}'..='\u{202E}')
        .chain('\u{2060}'..='\u{2069}')
    {
        let text = shown(format!("A{character}B").as_bytes());
        assert_eq!(text, "A\u{FFFD}B", "{:04X}", character as u32);
    }
    assert_eq!(shown(b"\x1b]0;x\x07\nPIN ok"), "\u{FFFD}]0;x\u{FFFD}\u{FFFD}PIN ok");
    // As a single byte, C1 is not UTF-8.
    assert_eq!(shown(b"\x9b31m"), "\u{FFFD}31m");
}

#[test]
fn what_is_readable_is_kept() {
    for text in [
        "",
        "JPKIAPICCTOKEN2",
        "カードリーダー 00 00",
        "Lecteur à puce",
        "読取機　１",
        "葛\u{E0100}",
    ] {
        assert_eq!(shown(text.as_bytes()), text);
    }
}
