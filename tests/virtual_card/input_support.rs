use super::*;

const B: &str = "55021720352285";
const A: &str = "123456789018";
const FILES: [u8; 7] = [1, 2, 3, 4, 5, 6, 7];

fn input_support() -> VirtualCard {
    selected_in(SELECT_INPUT_SUPPORT, VirtualCard::builder())
}

#[test]
fn what_each_credential_opens() {
    const NO: u16 = 0x6982;
    const YES: u16 = 0x9000;
    for (key, secret, wanted) in [
        (None, "", [NO, NO, NO, YES, YES, NO, NO]),
        (Some(0x11), "1234", [YES; 7]),
        (Some(0x14), A, [YES, NO, YES, YES, YES, YES, YES]),
        (Some(0x15), B, [NO, YES, YES, YES, YES, YES, YES]),
    ] {
        let mut card = input_support();
        if let Some(key) = key {
            expect(&mut card, &[(&verify(key, secret), 0x9000)]);
        }
        assert_eq!(card.input_support_is_open(), key.is_some());
        assert_eq!(readable(&mut card, &FILES), wanted, "{key:02X?}");
        for (identifier, status) in FILES.into_iter().zip(wanted) {
            let select = format!("00A4020C0200{identifier:02X}");
            expect(&mut card, &[(&select, 0x9000)]);
            assert_eq!(send(&mut card, "00B0000001").1, status, "{key:02X?} {identifier}");
        }
    }
}

#[test]
fn three_tries_of_the_pin() {
    let mut card = input_support();
    let (right, wrong) = (verify(0x11, "1234"), verify(0x11, "4321"));
    expect(
        &mut card,
        &[
            ("00200091", 0x63C3),
            (&wrong, 0x63C2),
            (&right, 0x9000),
            (&wrong, 0x63C2),
            (&wrong, 0x63C1),
        ],
    );
    assert!(!card.input_support_is_open());
    assert_eq!((card.input_support_pin_tries(), card.pin_tries()), (1, 3));
    expect(&mut card, &[(&wrong, 0x63C0), (&right, 0x6984), ("00200091", 0x63C0)]);
    assert_eq!(card.input_support_pin_tries(), 0);
    // Check number B unlocks what it did before.
    expect(&mut card, &[(&verify(0x15, B), 0x9000)]);
    assert_eq!(file(&mut card, 2), card.basic_attributes_file());
}

#[test]
fn ten_tries_of_check_number_b() {
    let mut card = selected_in(SELECT_INPUT_SUPPORT, VirtualCard::builder().check_number_tries(1));
    let both = |card: &VirtualCard| {
        [Application::InputSupport, Application::CardSurface, Application::Jpki]
            .map(|application| card.check_number_b_tries(application))
    };
    assert_eq!(both(&card), [1, 1, 0]);
    expect(
        &mut card,
        &[
            ("00200095", 0x63C1),
            (&verify(0x15, A), 0x63C0),
            (&verify(0x15, B), 0x6984),
            (&verify(0x11, "1234"), 0x9000),
        ],
    );
    assert_eq!(both(&card), [0, 1, 0]);
    let mut card = input_support();
    expect(&mut card, &[("00200095", 0x63CA), ("00200094", 0x63CA)]);
}

#[test]
fn one_key_is_blocked_on_every_card() {
    let mut card = input_support();
    expect(&mut card, &[("00200092", 0x63C0), (&verify(0x12, "1234"), 0x6984)]);
    assert!(!card.input_support_is_open());
}

#[test]
fn changing_the_pin() {
    let builder = VirtualCard::builder().input_support_pin("8642").pin("1111");
    let mut card = selected_in(SELECT_INPUT_SUPPORT, builder);
    expect(
        &mut card,
        &[
            ("00A4020C020011", 0x9000),
            ("0024018004 35363738", 0x6982),
            ("0020008004 38363432", 0x9000),
            ("0024018003 353637", 0x6A80),
            ("0024018004 35363738", 0x9000),
            (&verify(0x11, "8642"), 0x63C2),
            (&verify(0x11, "5678"), 0x9000),
            // Values printed on the card cannot be changed.
            (&verify(0x15, B), 0x9000),
            ("00A4020C020015", 0x9000),
            ("0024018004 35363738", 0x6A80),
            (SELECT_JPKI, 0x9000),
            ("0020009804 35363738", 0x63C2),
            ("0020009804 31313131", 0x9000),
        ],
    );
}

#[test]
fn the_individual_number_and_its_filler() {
    let mut card = input_support();
    assert_eq!(card.individual_number_reads(), 0);
    expect(&mut card, &[(&verify(0x15, B), 0x9000), ("00B0810000", 0x6982)]);
    assert_eq!(card.individual_number_reads(), 1);
    expect(&mut card, &[(&verify(0x14, A), 0x9000)]);
    assert_eq!(card.individual_number_reads(), 2);
    let wanted = [&[0xFF, 0x10, 12], A.as_bytes(), &[0xFF, 0xFF]].concat();
    assert_eq!(data(&mut card, "00B0810000"), wanted);
    assert_eq!(card.individual_number_reads(), 3);
    // Everything else counts as absent.
    readable(&mut card, &FILES[1..]);
    assert_eq!(card.individual_number_reads(), 3);
}

#[test]
fn the_applications_own_key() {
    let mut card = input_support();
    let signature = data(&mut card, "802A000003 616263 00");
    expect(&mut card, &[("802A009303 616263 00", 0x6A86), ("802A000103 616263 00", 0x6A86)]);
    expect(&mut card, &[(&verify(0x11, "1234"), 0x9000)]);
    let record = file(&mut card, 7);
    let key = |file: &[u8]| {
        let modulus = rsa::BigUint::from_bytes_be(file);
        RsaPublicKey::new(modulus, rsa::BigUint::from(65_537_u32)).unwrap()
    };
    key(&record[19..275]).verify(Pkcs1v15Sign::new_unprefixed(), b"abc", &signature).unwrap();
    // The key for session keys differs.
    let session = file(&mut card, 6);
    assert_ne!(key(&session[13..]), key(&record[19..275]));
    assert_eq!(readable(&mut card, &[8, 0x11, 0x13]), [0x6A82, 0x6981, 0x6981]);
}
