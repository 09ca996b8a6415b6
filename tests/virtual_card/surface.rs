use super::*;

const B: &str = "55021720352285";
const A: &str = "123456789018";
const BIRTH_DATE: &str = "550217";
const FILES: [u8; 5] = [1, 2, 3, 4, 5];

fn surface() -> VirtualCard {
    selected_in(SELECT_SURFACE, VirtualCard::builder())
}

#[test]
fn what_each_credential_opens() {
    for (key, secret, wanted) in [
        (None, "", [0x6982, 0x6982, 0x9000, 0x9000, 0x6982]),
        (Some(0x11), BIRTH_DATE, [0x9000, 0x6982, 0x9000, 0x9000, 0x6982]),
        (Some(0x12), B, [0x6982, 0x9000, 0x9000, 0x9000, 0x6982]),
        (Some(0x13), A, [0x6982, 0x9000, 0x9000, 0x9000, 0x9000]),
    ] {
        let mut card = surface();
        if let Some(key) = key {
            expect(&mut card, &[(&verify(key, secret), 0x9000)]);
        }
        assert_eq!(card.surface_is_open(), key.is_some());
        assert_eq!(readable(&mut card, &FILES), wanted, "{key:02X?}");
        // The same with SELECT.
        for (identifier, status) in FILES.into_iter().zip(wanted) {
            let select = format!("00A4020C0200{identifier:02X}");
            expect(&mut card, &[(&select, 0x9000)]);
            assert_eq!(send(&mut card, "00B0000001").1, status, "{key:02X?} {identifier}");
        }
    }
}

#[test]
fn secrets_do_not_open_each_others_keys() {
    let mut card = surface();
    for (key, wrong) in [(0x11, B), (0x12, A), (0x12, BIRTH_DATE), (0x13, B)] {
        assert_eq!(status(&mut card, &verify(key, wrong)) & 0xFFF0, 0x63C0, "{key:02X}");
    }
    assert!(!card.surface_is_open());
    assert_eq!(readable(&mut card, &FILES), [0x6982, 0x6982, 0x9000, 0x9000, 0x6982]);
}

#[test]
fn ten_tries_each() {
    let tries = |card: &VirtualCard| {
        (card.birth_date_tries(), card.check_number_b_tries(Application::CardSurface))
    };
    let mut card = surface();
    assert_eq!(tries(&card), (10, 10));
    let wrong = verify(0x12, "55021720352286");
    expect(
        &mut card,
        &[("00200092", 0x63CA), (&wrong, 0x63C9), (&wrong, 0x63C8), ("00200091", 0x63CA)],
    );
    assert_eq!(tries(&card), (10, 8));
    expect(&mut card, &[(&verify(0x12, B), 0x9000), ("00200092", 0x63CA)]);
    expect(&mut card, &[(&verify(0x11, "550218"), 0x63C9)]);
    assert_eq!(tries(&card), (9, 10));
    // Those of the input-support application are separate.
    assert_eq!(card.check_number_b_tries(Application::InputSupport), 10);
}

#[test]
fn a_blocked_check_number() {
    let mut card = selected_in(SELECT_SURFACE, VirtualCard::builder().check_number_tries(2));
    let (right, wrong) = (verify(0x12, B), verify(0x12, "55021720352286"));
    expect(
        &mut card,
        &[
            ("00200092", 0x63C2),
            (&wrong, 0x63C1),
            (&wrong, 0x63C0),
            (&wrong, 0x6984),
            (&right, 0x6984),
            ("00200092", 0x63C0),
            ("00B0820001", 0x6982),
            // The others are not blocked.
            (&verify(0x11, BIRTH_DATE), 0x9000),
            (&verify(0x13, A), 0x9000),
        ],
    );
    assert_eq!(card.check_number_b_tries(Application::CardSurface), 0);
    assert_eq!(data(&mut card, "00B0820001"), [0xFF]);
}

#[test]
fn a_wrong_try_closes_its_own_key_alone() {
    let mut card = surface();
    expect(&mut card, &[(&verify(0x12, B), 0x9000), (&verify(0x11, BIRTH_DATE), 0x9000)]);
    expect(&mut card, &[(&verify(0x12, A), 0x63C9), ("00B0820001", 0x6982)]);
    assert!(card.surface_is_open());
    assert_eq!(data(&mut card, "00B0810001"), [0xFF]);
}

#[test]
fn short_and_extended_reads_agree() {
    let mut card = surface();
    expect(&mut card, &[(&verify(0x12, B), 0x9000)]);
    let whole = file(&mut card, 2);
    assert_eq!(whole, card.card_face_file());
    let mut parts = data(&mut card, "00B0820000");
    while parts.len() < whole.len() {
        parts.extend(data(&mut card, &format!("00B0{:04X}00", parts.len())));
    }
    assert_eq!(parts, whole);
    assert_eq!(data(&mut card, "00B00100 00012C"), whole[256..556]);
    let end = format!("00B0{:04X}", whole.len());
    expect(&mut card, &[(&format!("{end}00"), 0x6B00), (&format!("{end}000000"), 0x6B00)]);
    assert_eq!(file(&mut card, 4), card.surface_certificate_file());

    // `6Cxx` cannot report a length above 256, so longer data is returned as it is.
    let mut card = selected_in(SELECT_SURFACE, VirtualCard::builder().exact_length(true));
    assert_eq!(file(&mut card, 4).len(), 568);
    expect(&mut card, &[("00B00138000200", 0x6C00), ("00B0013A00", 0x6CFE)]);

    let answers = VirtualCard::builder().long_answers(LongAnswers::InParts(100));
    let mut card = selected_in(SELECT_SURFACE, answers);
    assert_eq!(send(&mut card, "00B08400000000").1, 0x6164);
}

#[test]
fn the_cards_own_key_needs_no_credential() {
    let mut card = surface();
    let age = {
        expect(&mut card, &[(&verify(0x11, BIRTH_DATE), 0x9000)]);
        file(&mut card, 1)
    };
    let key = RsaPublicKey::new(
        rsa::BigUint::from_bytes_be(&age[30..286]),
        rsa::BigUint::from(65_537_u32),
    )
    .unwrap();
    let mut card = surface();
    let signature = data(&mut card, "802A000003 616263 00");
    key.verify(Pkcs1v15Sign::new_unprefixed(), b"abc", &signature).unwrap();
    let refused = [
        // None of these is known to work.
        ("802A009A03 616263 00", 0x6A86),
        ("802A008003 616263 00", 0x6A86),
        ("802A010003 616263 00", 0x6A86),
        ("802A000003 616263", 0x6700),
        ("802A0000000003 616263 0000", 0x6700),
        ("00240180 06 353530323137", 0x6D00),
        ("00B2010C00", 0x6D00),
        ("00200012", 0x6A86),
        ("00200080", 0x6986),
        ("0020009E", 0x6A82),
        ("00200084", 0x6981),
        ("0020009200000E 3535303231373230333532323835", 0x6700),
        ("00B09A0000", 0x6981),
        ("00B0920000", 0x6981),
        ("00B0860000", 0x6A82),
    ];
    expect(&mut card, &refused);
    assert_eq!((card.birth_date_tries(), card.individual_number_reads()), (10, 0));
}

#[test]
fn signatures_of_two_applications_are_not_mixed_up() {
    let mut card = selected(VirtualCard::builder().remembers_signatures(true));
    expect(&mut card, &[(VERIFY_ABC123, 0x9000)]);
    let first = data(&mut card, SIGN_3_BYTES_WITH_SIGNATURE_KEY);
    expect(&mut card, &[(SELECT_SURFACE, 0x9000)]);
    let second = data(&mut card, "802A000003 616263 00");
    // Both keys are in the EF 001A of their application.
    assert_ne!(first, second);
    assert_eq!(data(&mut card, "802A000003 616263 00"), second);
}

#[test]
fn who_touches_the_individual_number_is_counted() {
    let mut card = surface();
    assert_eq!(card.individual_number(), A);
    expect(&mut card, &[(&verify(0x12, B), 0x9000), ("00200093", 0x63CA)]);
    file(&mut card, 2);
    assert_eq!(card.individual_number_reads(), 0);
    expect(&mut card, &[("00B0850000", 0x6982)]);
    assert_eq!(card.individual_number_reads(), 1);
    expect(&mut card, &[("00A4020C020005", 0x9000), ("00B0000000", 0x6982)]);
    assert_eq!(card.individual_number_reads(), 2);
    expect(&mut card, &[(&verify(0x13, "123456789019"), 0x63C9), (&verify(0x13, A), 0x9000)]);
    assert_eq!(card.individual_number_reads(), 4);
    expect(
        &mut card,
        &[("00A4020C020013", 0x9000), ("00200080 0C 313233343536373839303138", 0x9000)],
    );
    assert_eq!(card.individual_number_reads(), 5);
}
