use super::*;

/// Reads an EF to its end by short identifier, then by offset.
fn read_whole(card: &mut VirtualCard, identifier: u8) -> Vec<u8> {
    let mut content = data(card, &format!("00B0{:02X}0000", 0x80 | identifier));
    while content.len().is_multiple_of(256) {
        let (part, status) = send(card, &format!("00B0{:04X}00", content.len()));
        match status {
            0x9000 => content.extend(part),
            0x6B00 => break,
            _ => panic!("{status:04X}"),
        }
    }
    content
}

#[test]
fn certificates_come_whole_with_filler() {
    let mut card = default_card();
    expect(&mut card, &[(VERIFY_ABC123, 0x9000)]);
    let certificates = [
        (0x01, card.signature_certificate().to_vec()),
        (0x02, card.signature_ca_certificate().to_vec()),
        (0x0A, card.authentication_certificate().to_vec()),
        (0x0B, card.authentication_ca_certificate().to_vec()),
    ];
    for (identifier, certificate) in certificates {
        let content = read_whole(&mut card, identifier);
        let (start, filler) = content.split_at(certificate.len());
        assert_eq!(start, certificate);
        assert_eq!(filler, [0xFF; 64]);
    }
    let mut card = selected(VirtualCard::builder().filler(0));
    let length = card.authentication_ca_certificate().len();
    assert_eq!(read_whole(&mut card, 0x0B).len(), length);
}

#[test]
fn offsets_and_lengths() {
    let mut card = default_card();
    expect(&mut card, &[("00B0000000", 0x6986)]);
    let whole = data(&mut card, "00B0860000");
    assert_eq!(whole.len(), 160);
    // The short identifier made it current.
    assert_eq!(data(&mut card, "00B0000000"), whole);
    assert_eq!(data(&mut card, "00B0000A05"), whole[10..15]);
    assert_eq!(data(&mut card, "00B0860A05"), whole[10..15]);
    assert_eq!(data(&mut card, "00B0009F05"), whole[159..]);
    expect(
        &mut card,
        &[
            ("00B000A000", 0x6B00),
            ("00B000A100", 0x6B00),
            ("00B07FFF00", 0x6B00),
            ("00B086A001", 0x6B00),
            ("00B00000", 0x6700),
            ("00B0860001AA00", 0x6700),
            ("00B00000000100", 0x6700),
            ("00B08600000000", 0x6700),
            ("00B0800000", 0x6A86),
            ("00B09F0000", 0x6A86),
            ("00B0C60000", 0x6A86),
            ("00B0850000", 0x6A82),
        ],
    );
    // Selecting the application again leaves no EF current.
    expect(&mut card, &[(SELECT_JPKI, 0x9000), ("00B0000000", 0x6986)]);
}

#[test]
fn pins_and_keys_cannot_be_read() {
    let mut card = default_card();
    expect(&mut card, &[(VERIFY_1234, 0x9000), (VERIFY_ABC123, 0x9000)]);
    for identifier in [0x17, 0x18, 0x1A, 0x1B] {
        let by_identifier = format!("00B0{:02X}0000", 0x80 | identifier);
        let select = format!("00A4020C0200{identifier:02X}");
        expect(&mut card, &[(&by_identifier, 0x6981), (&select, 0x9000), ("00B0000000", 0x6981)]);
    }
}

#[test]
fn the_signature_certificate_needs_its_password() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            ("00B0810000", 0x6982),
            ("00A4020C020001", 0x9000),
            ("00B0000000", 0x6982),
            (VERIFY_1234, 0x9000),
            ("00B0810000", 0x6982),
            (VERIFY_ABC123, 0x9000),
        ],
    );
    assert_eq!(data(&mut card, "00B0810000").len(), 256);
    for free in ["00B0820000", "00B08A0000", "00B08B0000"] {
        let mut card = default_card();
        assert_eq!(data(&mut card, free)[..2], [0x30, 0x82]);
    }
}

#[test]
fn an_android_phone_hides_its_certificate() {
    let mut card = selected(VirtualCard::builder().token(Token::Android));
    assert_eq!(data(&mut card, "00B08B0000").len(), 256);
    expect(&mut card, &[("00B08A0000", 0x6982), (VERIFY_ABC123, 0x9000), ("00B08A0000", 0x6982)]);
    expect(&mut card, &[(VERIFY_1234, 0x9000)]);
    assert_eq!(data(&mut card, "00B08A0000").len(), 256);
}

#[test]
fn token_labels() {
    for (token, label) in [
        (Token::MyNumberCard, "JPKIAPICCTOKEN2"),
        (Token::ResidentRegistryCard, "JPKIAPICCTOKEN"),
        (Token::Android, "JPKIAPGPSETOKEN"),
        (Token::Iphone, "JPKIAPIOSTOKEN"),
        (Token::Other("SOMETHING ELSE".into()), "SOMETHING ELSE"),
    ] {
        let mut card = selected(VirtualCard::builder().token(token));
        let information = data(&mut card, "00B0860000");
        assert_eq!(information.len(), 160);
        assert_eq!(information[..32], *format!("{label:32}").as_bytes());
        // The longest and the shortest PIN, as four bytes each.
        assert_eq!(information[116..124], [0, 0, 0, 16, 0, 0, 0, 4]);
    }
    let long = "X".repeat(33);
    assert!(VirtualCard::builder().token(Token::Other(long)).build().is_err());
    assert!(VirtualCard::builder().token(Token::Other("é".into())).build().is_err());
}

#[test]
fn a_card_without_signature_certificate() {
    let mut card = default_card();
    assert_eq!(data(&mut card, "00B0880000")[..2], [0x8F, 0x8F]);
    let mut card = selected(VirtualCard::builder().without_signature_certificate());
    let availability = data(&mut card, "00B0880000");
    assert_eq!((availability.len(), availability[0], availability[1]), (3, 0x00, 0x8F));
    expect(
        &mut card,
        &[
            ("00B0810000", 0x6A82),
            (VERIFY_ABC123, 0x6A82),
            (SIGN_3_BYTES_WITH_SIGNATURE_KEY, 0x6A82),
            (VERIFY_1234, 0x9000),
        ],
    );
    assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
}

#[test]
fn a_card_that_refuses_short_identifiers() {
    let mut card = selected(VirtualCard::builder().refuses_short_identifiers(true));
    expect(
        &mut card,
        &[
            ("00B0860000", 0x6A86),
            (VERIFY_9999, 0x6A86),
            ("00200098", 0x6A86),
            ("00A4020C020018", 0x9000),
            ("0020008004 31323334", 0x9000),
            (SIGN_3_BYTES, 0x6A86),
            ("00A4020C020017", 0x9000),
        ],
    );
    assert_eq!(data(&mut card, "802A008003 616263 00").len(), 256);
    assert_eq!(card.pin_tries(), 3);
    expect(&mut card, &[("00A4020C020006", 0x9000)]);
    assert_eq!(data(&mut card, "00B0000000").len(), 160);
}

#[test]
fn a_card_that_requires_the_exact_length() {
    let mut card = selected(VirtualCard::builder().exact_length(true));
    expect(&mut card, &[("00B0860000", 0x6CA0), ("00B0009FFF", 0x6C01)]);
    assert_eq!(data(&mut card, "00B08600A0").len(), 160);
}
