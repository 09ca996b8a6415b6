use jpkicard::virtual_card::Damage;

use super::*;

const B: &str = "55021720352285";
const OTHERS: [&str; 3] = [SELECT_SURFACE, SELECT_INPUT_SUPPORT, SELECT_COMMON];

#[test]
fn selecting_another_leaves_this_one() {
    let everywhere = [SELECT_JPKI, SELECT_SURFACE, SELECT_INPUT_SUPPORT, SELECT_COMMON, SELECT_ISD];
    let open = |card: &VirtualCard| {
        (card.authentication_key_is_open(), card.surface_is_open(), card.input_support_is_open())
    };
    for (select, verification, wanted) in [
        (SELECT_JPKI, VERIFY_1234.to_string(), (true, false, false)),
        (SELECT_SURFACE, verify(0x12, B), (false, true, false)),
        (SELECT_INPUT_SUPPORT, verify(0x15, B), (false, false, true)),
    ] {
        for next in everywhere {
            let mut card = selected_in(select, VirtualCard::builder());
            expect(&mut card, &[(&verification, 0x9000)]);
            assert_eq!(open(&card), wanted);
            // Selecting what is absent changes nothing.
            expect(&mut card, &[("00A4040C0A D3921000310001010401", 0x6A82)]);
            assert_eq!(open(&card), wanted);
            expect(&mut card, &[(next, 0x9000)]);
            let left = (false, false, false);
            assert_eq!(open(&card), if next == select { wanted } else { left }, "{next}");
            card.power_off();
            assert_eq!(open(&card), left);
        }
        // A warm reset clears nothing until another application is selected.
        let mut card = selected_in(select, VirtualCard::builder());
        expect(&mut card, &[(&verification, 0x9000)]);
        card.reset();
        assert_eq!(open(&card), wanted);
        expect(&mut card, &[(SELECT_COMMON, 0x9000)]);
        assert_eq!(open(&card), (false, false, false));
    }
}

#[test]
fn files_and_current_files_are_each_applications_own() {
    let mut card = default_card();
    expect(&mut card, &[("00A4020C020006", 0x9000), (SELECT_SURFACE, 0x9000)]);
    expect(&mut card, &[("00B0000000", 0x6986), ("00A4020C020006", 0x6A82)]);
    expect(&mut card, &[("00A4020C020004", 0x9000), (SELECT_JPKI, 0x9000), ("00B0000000", 0x6986)]);
    // JPKI supports only short reads.
    expect(&mut card, &[("00B08A00000000", 0x6700), ("00A40000", 0x9000)]);
    for select in OTHERS {
        expect(&mut card, &[(select, 0x9000), ("00A40000", 0x9000)]);
        assert_eq!(data(&mut card, "0084000008").len(), 8);
    }
}

#[test]
fn phones_and_the_older_card_have_one_application() {
    for token in [Token::Android, Token::Iphone, Token::ResidentRegistryCard] {
        let mut card = selected(VirtualCard::builder().token(token.clone()));
        expect(&mut card, &[(VERIFY_1234, 0x9000)]);
        for select in OTHERS {
            expect(&mut card, &[(select, 0x6A82)]);
        }
        assert!(card.authentication_key_is_open());
        assert_eq!(card.check_number_b_tries(Application::CardSurface), 0);
        assert_eq!((card.birth_date_tries(), card.input_support_pin_tries()), (0, 0));
        let builder = VirtualCard::builder().token(token);
        assert!(builder.damage_in(Application::Common, 1, Damage::Missing).build().is_err());
    }
    let other = VirtualCard::builder().token(Token::Other("SOMETHING ELSE".into()));
    expect(&mut selected(other), &[(SELECT_SURFACE, 0x9000)]);
}

#[test]
fn damaged_files_of_every_application() {
    let face = |damage| {
        let builder = VirtualCard::builder().damage_in(Application::CardSurface, 0x0002, damage);
        let mut card = selected_in(SELECT_SURFACE, builder);
        expect(&mut card, &[(&verify(0x12, B), 0x9000)]);
        file(&mut card, 2)
    };
    let sound = default_card().card_face_file().to_vec();
    assert_eq!(face(Damage::Truncated(100)), sound[..100]);
    assert_eq!(face(Damage::Length(vec![0x80])), [&[0xFF, 0x20, 0x80], &sound[5..]].concat());
    let inner = face(Damage::InnerLength(vec![0x84, 1, 1, 1, 1]));
    assert_eq!(inner, [&sound[..7], &[0x84, 1, 1, 1, 1], &sound[8..]].concat());
    let large = face(Damage::Oversized(70_000));
    assert_eq!(large[..6], [0xFF, 0x20, 0x83, 0x01, 0x11, 0x6A]);
    assert_eq!(large.len(), 65_536, "as much as one command brings");
    let other = face(Damage::OfSeed(1));
    assert_eq!(other, VirtualCard::builder().seed(1).build().unwrap().card_face_file());
    assert_ne!(other, sound);

    let builder = VirtualCard::builder()
        .damage_in(Application::InputSupport, 0x0002, Damage::Missing)
        .damage_in(Application::Common, 0x0001, Damage::Truncated(20));
    let mut card = selected_in(SELECT_INPUT_SUPPORT, builder);
    expect(
        &mut card,
        &[(&verify(0x15, B), 0x9000), ("00B0820000", 0x6A82), (SELECT_COMMON, 0x9000)],
    );
    assert_eq!(data(&mut card, "00B2010C00").len(), 20);
    // Keys are not read, so they cannot be damaged.
    let builder = VirtualCard::builder();
    assert!(builder.damage_in(Application::CardSurface, 0x001A, Damage::Missing).build().is_err());
}
