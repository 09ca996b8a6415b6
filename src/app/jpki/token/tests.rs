//! Unit tests.

use super::*;

fn information(label: &[u8]) -> TokenInformation {
    let mut bytes = [b' '; 160];
    bytes[..label.len()].copy_from_slice(label);
    TokenInformation::parse(&bytes)
}

#[test]
fn every_label_has_its_kind() {
    for (label, kind) in KINDS {
        assert_eq!(information(label.as_bytes()).kind(), kind, "{label}");
    }
    // One label is a prefix of the other: the whole label decides.
    assert_eq!(information(b"JPKIAPICCTOKEN3").kind(), TokenKind::Unknown);
    assert_eq!(information(b"JPKIAPICCTOKEN3").label(), "JPKIAPICCTOKEN3");
    assert_eq!(information(b"\xFF\xFE").label(), "\u{FFFD}\u{FFFD}");
    assert_eq!(TokenInformation::parse(&[]).label(), "");
    assert_eq!(information(b"").label(), "");
}

#[test]
fn a_label_commands_no_terminal_and_becomes_no_known_one() {
    let label = |label: &[u8]| information(label).label().to_owned();
    assert_eq!(
        label(b"\x1b]0;x\x07\nPIN ok"),
        "\u{FFFD}]0;x\u{FFFD}\u{FFFD}PIN ok",
        "a window's title and a line of its own"
    );
    for command in
        ["\u{7F}", "\u{9B}", "\r", "\t", "\0", "\u{202E}", "\u{2066}", "\u{2028}", "\u{200B}"]
    {
        let text = format!("JPKI{command}APICCTOKEN2");
        let token = information(text.as_bytes());
        assert_eq!(token.kind(), TokenKind::Unknown, "{command:?}");
        assert_eq!(token.label(), "JPKI\u{FFFD}APICCTOKEN2");
        assert!(!format!("{token:?}").contains(command));
    }
    // Padding is spaces at the end; a control character there is not padding.
    assert_eq!(label(b"JPKIAPICCTOKEN2\n"), "JPKIAPICCTOKEN2\u{FFFD}");
    assert_eq!(label(b"JPKIAPICCTOKEN2\0\0"), "JPKIAPICCTOKEN2");
}

#[test]
fn availability() {
    let parsed = CertificateAvailability::parse(&[0x00, 0x8F, 0x00]);
    assert_eq!((parsed.signature, parsed.authentication), (false, true));
    let parsed = CertificateAvailability::parse(&[0x8F]);
    assert_eq!((parsed.signature, parsed.authentication), (true, false));
}
