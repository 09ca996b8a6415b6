use super::*;

#[test]
fn wrong_tries_count_down_and_a_right_one_restores() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            ("00200098", 0x63C3),
            (VERIFY_9999, 0x63C2),
            (VERIFY_9999, 0x63C1),
            (VERIFY_1234, 0x9000),
            // The query reports the tries even when verified, and clears nothing.
            ("00200098", 0x63C3),
        ],
    );
    assert!(card.authentication_key_is_open());
    assert_eq!((card.pin_tries(), card.verify_commands()), (3, 3));
}

#[test]
fn the_exhausting_try_and_those_after_it() {
    let mut card = selected(VirtualCard::builder().pin_tries(1));
    expect(
        &mut card,
        &[
            (VERIFY_9999, 0x63C0),
            (VERIFY_9999, 0x6984),
            (VERIFY_1234, 0x6984),
            ("00200098", 0x63C0),
            (SIGN_3_BYTES, 0x6982),
        ],
    );
    assert_eq!(card.pin_tries(), 0);
    let blocked = VirtualCard::builder().pin_tries(0);
    let mut card = selected(blocked.blocked_query(StatusWord::REFERENCE_DATA_NOT_USABLE));
    expect(&mut card, &[("00200098", 0x6984), ("0020009B", 0x63C5)]);
}

#[test]
fn the_password_has_five_tries() {
    let mut card = default_card();
    // Lower case is another password: converting it is up to the caller.
    expect(
        &mut card,
        &[
            ("0020009B", 0x63C5),
            ("0020009B06 616263313233", 0x63C4),
            ("0020009B06 616263313233", 0x63C3),
            (VERIFY_ABC123, 0x9000),
            ("0020009B", 0x63C5),
        ],
    );
    assert_eq!((card.pin_tries(), card.password_tries()), (3, 5));
    let mut card = selected(VirtualCard::builder().password_tries(1).signature_password("X"));
    expect(&mut card, &[(VERIFY_ABC123, 0x63C0), ("0020009B0158", 0x6984)]);
}

#[test]
fn malformed_pins_spend_tries() {
    for wrong in ["002000980131", "0020009805 3132333400", "0020009803 313233"] {
        let mut card = default_card();
        expect(&mut card, &[(wrong, 0x63C2), ("00200098", 0x63C2)]);
    }
}

#[test]
fn malformed_verifications_spend_none() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            ("0020009800", 0x6700),
            ("0020009804 39393939 00", 0x6700),
            ("00200098000004 39393939", 0x6700),
            ("0020019804 39393939", 0x6A86),
            ("0020001804 39393939", 0x6A86),
            ("0020009F04 39393939", 0x6A86),
            ("002000B804 39393939", 0x6A86),
            ("0020008504 39393939", 0x6A82),
            ("0020008A04 39393939", 0x6981),
            ("0020009704 39393939", 0x6981),
            ("0020008004 39393939", 0x6986),
            ("00A4020C020006", 0x9000),
            ("0020008004 39393939", 0x6981),
        ],
    );
    assert_eq!((card.pin_tries(), card.password_tries()), (3, 5));
}

#[test]
fn the_selected_pin_file() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            ("00A4020C020018", 0x9000),
            ("00200080", 0x63C3),
            ("0020008004 39393939", 0x63C2),
            ("0020008004 31323334", 0x9000),
            ("00A4020C02001B", 0x9000),
            ("00200080", 0x63C5),
            ("0020008006 414243313233", 0x9000),
        ],
    );
    assert!(card.authentication_key_is_open() && card.signature_key_is_open());
    // A short identifier names another file without making it current.
    expect(&mut card, &[("00200098", 0x63C3), ("00200080", 0x63C5)]);
}

#[test]
fn a_pin_without_limit() {
    let mut card = selected(VirtualCard::builder().pin_limit(None));
    for _ in 0..20 {
        expect(&mut card, &[(VERIFY_9999, 0x6300)]);
    }
    expect(&mut card, &[("00200098", 0x6300), (VERIFY_1234, 0x9000), ("00200098", 0x6300)]);
    assert!(card.authentication_key_is_open());
    let mut card = selected(VirtualCard::builder().pin_limit(Some(10)));
    expect(&mut card, &[("00200098", 0x63CA), (VERIFY_9999, 0x63C9)]);
}

#[test]
fn a_card_that_does_not_report_its_tries() {
    let mut card = selected(VirtualCard::builder().hides_tries(true));
    expect(&mut card, &[("00200098", 0x6700), (VERIFY_9999, 0x63C2), (VERIFY_1234, 0x9000)]);
}

#[test]
fn changing_the_pin() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            ("0024018004 35363738", 0x6986),
            ("00A4020C020018", 0x9000),
            ("0024018004 35363738", 0x6982),
            ("0020008004 31323334", 0x9000),
            ("0024008004 35363738", 0x6A86),
            ("0024019804 35363738", 0x6A86),
            ("00240180", 0x6700),
            ("0024018003 353637", 0x6A80),
            ("0024018004 35363741", 0x6A80),
            ("0024018004 35363738", 0x9000),
            (VERIFY_1234, 0x63C2),
            ("0020009804 35363738", 0x9000),
            ("00A4020C020017", 0x9000),
            ("0024018004 35363738", 0x6981),
            ("00A4020C02001B", 0x9000),
            (VERIFY_ABC123, 0x9000),
            ("0024018006 616263313233", 0x6A80),
            ("0024018006 414243343536", 0x9000),
            (VERIFY_ABC123, 0x63C4),
        ],
    );
}
