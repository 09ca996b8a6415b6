//! Unit tests.

use super::*;

#[test]
fn names_are_bytes() {
    let name = ReaderName::new(b"\x83J\x81[\x83h reader 00 00".to_vec()).unwrap();
    assert_eq!(name.as_bytes().len(), 19);
    assert!(name.to_string().ends_with("reader 00 00"));
    assert!(name.contains(b"\x83J") && name.contains(b"READER") && name.contains(b""));
    assert!(!name.contains(b"readers"));
    assert_eq!(ReaderName::new("a\0b"), Err(b"a\0b".to_vec()));
}

#[test]
fn a_japanese_part_of_a_name_finds_its_reader() {
    let name = ReaderName::new("ソニー FeliCa ポート RC-S300 0").unwrap();
    for part in ["ソニー", "ニ", "felica ポート", "rc-s300"] {
        assert!(name.contains(part.as_bytes()), "{part}");
    }
    assert!(!name.contains("ｿﾆｰ".as_bytes()) && !name.contains("カード".as_bytes()));
    assert_eq!(name.to_string().as_bytes(), name.as_bytes());
}

#[test]
fn a_name_commands_no_terminal() {
    let bytes = "Reader\x1b[2J\n\u{9B}\u{202E}\u{2028}\u{200B} 00".as_bytes();
    let name = ReaderName::new(bytes).unwrap();
    assert_eq!(name.as_bytes(), bytes);
    assert_eq!(name.to_string(), "Reader\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} 00");
    let status = ReaderStatus { name, card: CardPresence::Empty };
    for text in [format!("{status:?}"), format!("{status:#?}")] {
        let first = text.replace('\n', "");
        assert!(first.chars().all(|character| matches!(character, ' '..='~')), "{text}");
    }
}
