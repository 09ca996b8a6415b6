use super::*;

#[test]
fn it_outlives_reselection_and_warm_reset() {
    let mut card = default_card();
    expect(&mut card, &[(SIGN_3_BYTES, 0x6982), (VERIFY_1234, 0x9000), (SELECT_JPKI, 0x9000)]);
    assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
    card.reset();
    assert!(card.authentication_key_is_open());
    expect(&mut card, &[(SIGN_3_BYTES, 0x6986), (SELECT_JPKI, 0x9000)]);
    assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
}

#[test]
fn leaving_the_application_ends_it() {
    let mut card = default_card();
    expect(&mut card, &[(VERIFY_1234, 0x9000), (VERIFY_ABC123, 0x9000)]);
    assert!(card.authentication_key_is_open() && card.signature_key_is_open());
    expect(&mut card, &[(SELECT_ISD, 0x9000)]);
    assert!(!card.authentication_key_is_open() && !card.signature_key_is_open());
    expect(
        &mut card,
        &[
            (SIGN_3_BYTES, 0x6986),
            (SELECT_JPKI, 0x9000),
            (SIGN_3_BYTES, 0x6982),
            (SIGN_3_BYTES_WITH_SIGNATURE_KEY, 0x6982),
        ],
    );
}

#[test]
fn power_off_ends_it() {
    let mut card = default_card();
    expect(&mut card, &[(VERIFY_1234, 0x9000)]);
    card.power_off();
    card.power_on();
    assert!(!card.authentication_key_is_open());
    expect(&mut card, &[(SELECT_JPKI, 0x6F00), (SELECT_JPKI, 0x9000), (SIGN_3_BYTES, 0x6982)]);
}

#[test]
fn phones_have_no_security_domain_to_leave_to() {
    for token in [Token::Android, Token::Iphone] {
        let mut card = selected(VirtualCard::builder().token(token));
        expect(&mut card, &[(VERIFY_1234, 0x9000), (SELECT_ISD, 0x6A82)]);
        assert!(card.authentication_key_is_open());
        assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
    }
}

#[test]
fn a_wrong_try_closes_its_own_key_alone() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            (VERIFY_1234, 0x9000),
            (VERIFY_ABC123, 0x9000),
            (VERIFY_9999, 0x63C2),
            (SIGN_3_BYTES, 0x6982),
        ],
    );
    assert!(!card.authentication_key_is_open());
    assert_eq!(data(&mut card, SIGN_3_BYTES_WITH_SIGNATURE_KEY).len(), 256);
    // The two count separately.
    expect(&mut card, &[("0020009B", 0x63C5), ("00200098", 0x63C2)]);
}
