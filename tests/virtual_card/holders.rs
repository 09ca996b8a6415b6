use der::Decode;

use super::*;
use crate::issuer::{Folder, openssl};

#[test]
fn check_number_b_follows_from_the_card() {
    let number = |builder: Builder| builder.build().unwrap().check_number_b();
    assert_eq!(number(VirtualCard::builder()), "55021720352285");
    for (year, month, day, code) in [
        (2019, 5, 1, "010501"),
        (2019, 4, 30, "310430"),
        (1989, 1, 7, "640107"),
        (1926, 12, 25, "011225"),
        (1912, 7, 29, "450729"),
    ] {
        let builder = VirtualCard::builder().birth_date(year, month, day);
        let builder = builder.card_expiry(2031, 1, 2).security_code("0907");
        let card = builder.clone().build().unwrap();
        assert_eq!(card.check_number_b(), format!("{code}20310907"));
        assert_eq!(card.birth_date_code(), code);
        let mut card = selected_in(SELECT_SURFACE, builder);
        expect(&mut card, &[(&verify(0x12, &format!("{code}20310907")), 0x9000)]);
        expect(&mut card, &[(&verify(0x12, "55021720352285"), 0x63C9)]);
        expect(&mut card, &[(&verify(0x11, code), 0x9000)]);
        // After the file's header of five bytes and the object's of three.
        assert_eq!(file(&mut card, 1)[8..16], *format!("{year}{month:02}{day:02}").as_bytes());
    }
}

#[test]
fn holders_out_of_range() {
    let refused = |builder: Builder| builder.build().is_err();
    assert!(refused(VirtualCard::builder().birth_date(2025, 2, 29)));
    assert!(refused(VirtualCard::builder().birth_date(1868, 1, 24)));
    assert!(refused(VirtualCard::builder().birth_date(2118, 1, 1)));
    assert!(refused(VirtualCard::builder().card_expiry(2035, 13, 1)));
    assert!(refused(VirtualCard::builder().security_code("228")));
    assert!(refused(VirtualCard::builder().security_code("22８")));
    assert!(refused(VirtualCard::builder().input_support_pin("")));
    assert!(refused(VirtualCard::builder().input_pin_tries(4)));
    assert!(refused(VirtualCard::builder().check_number_tries(11)));
    assert!(refused(VirtualCard::builder().ca_generation(0)));
    assert!(refused(VirtualCard::builder().ca_generation(4)));
}

#[test]
fn debug_keeps_the_holder() {
    let builder = VirtualCard::builder().birth_date(1971, 3, 9).security_code("8642");
    let card = builder.clone().build().unwrap();
    for text in [format!("{builder:?}"), format!("{card:?}"), format!("{card:#?}")] {
        for secret in ["1971", "8642", "460309", "123456789018", "花子"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

/// Until when the authentication certificate is valid, in seconds since 1970.
fn valid_until(card: &VirtualCard) -> u64 {
    let certificate = x509_cert::Certificate::from_der(card.authentication_certificate()).unwrap();
    certificate.tbs_certificate.validity.not_after.to_unix_duration().as_secs()
}

#[test]
fn a_childs_card() {
    let mut card = selected(VirtualCard::builder().childs_card());
    expect(&mut card, &[("00B0810000", 0x6A82), (VERIFY_1234, 0x9000)]);
    assert_eq!(card.check_number_b(), "02040120302285");
    assert_eq!(valid_until(&card), 1_901_285_999);
}

#[test]
fn an_expired_card() {
    let mut card = selected(VirtualCard::builder().expired());
    // 2025-03-31T14:59:59Z
    assert_eq!(valid_until(&card), 1_743_433_199);
    assert_eq!(card.check_number_b(), "55021720252285");
    expect(&mut card, &[(VERIFY_1234, 0x9000), (SELECT_COMMON, 0x9000)]);
    assert_eq!(data(&mut card, "00B2010C00")[22..], *b"20250331");
}

#[test]
fn a_card_without_pins() {
    let mut card = selected(VirtualCard::builder().without_pins());
    let verify_pin = verify(0x11, "1234");
    expect(
        &mut card,
        &[
            ("00200098", 0x63C0),
            (VERIFY_1234, 0x6984),
            ("0020009B", 0x6A82),
            ("00B0810000", 0x6A82),
            (SELECT_INPUT_SUPPORT, 0x9000),
            ("00200091", 0x63C0),
            (&verify_pin, 0x6984),
            (&verify(0x15, "55021720352285"), 0x9000),
        ],
    );
    assert_eq!((card.pin_tries(), card.input_support_pin_tries()), (0, 0));
}

/// A card's certificate and its CA's.
type Part = fn(&VirtualCard) -> (&[u8], &[u8]);

#[test]
fn three_generations_of_cas_share_one_name() {
    let folder = Folder::new("jpkicard-generations");
    let cards: Vec<VirtualCard> = (1..=3)
        .map(|generation| VirtualCard::builder().ca_generation(generation).build().unwrap())
        .collect();
    let default = VirtualCard::builder().build().unwrap();
    assert_eq!(cards[2].authentication_certificate(), default.authentication_certificate());
    let parts: [Part; 2] = [
        |card| (card.authentication_certificate(), card.authentication_ca_certificate()),
        |card| (card.signature_certificate(), card.signature_ca_certificate()),
    ];
    for part in parts {
        let mut paths = Vec::new();
        for (generation, card) in cards.iter().enumerate() {
            let (leaf, ca) = part(card);
            let parsed = x509_cert::Certificate::from_der(ca).unwrap().tbs_certificate;
            let first = x509_cert::Certificate::from_der(part(&cards[0]).1).unwrap();
            let first = first.tbs_certificate;
            assert_eq!(parsed.subject, first.subject);
            assert_eq!(
                parsed.subject_public_key_info == first.subject_public_key_info,
                generation == 0
            );
            assert_eq!(parsed.serial_number == first.serial_number, generation == 0);
            let name = |what: &str| format!("{what}-{generation}");
            paths.push((folder.store(&name("leaf"), leaf), folder.store(&name("ca"), ca)));
        }
        for (i, (leaf, _)) in paths.iter().enumerate() {
            for (j, (_, ca)) in paths.iter().enumerate() {
                let verdict = openssl(&["verify", "-attime", "1780000000", "-CAfile", ca, leaf]);
                assert_eq!(verdict.is_ok(), i == j, "{i} under {j}");
            }
        }
    }
}

#[test]
fn a_seed_makes_the_keys_of_every_application() {
    let signatures = |seed| {
        [SELECT_SURFACE, SELECT_INPUT_SUPPORT].map(|select| {
            let mut card = selected_in(select, VirtualCard::builder().seed(seed));
            data(&mut card, "802A000003 616263 00")
        })
    };
    let (first, second) = (signatures(0), signatures(7));
    assert!(first[0] != first[1] && first[0] != second[0] && first[1] != second[1]);
    assert_eq!(first, signatures(0));
}
