use super::*;

#[test]
fn without_power_it_is_silent() {
    let mut card = VirtualCard::builder().build().unwrap();
    assert_eq!(card.process(&bytes(SELECT_JPKI)), []);
    assert_eq!(card.commands(), 0);
    card.power_on();
    assert_eq!(card.process(&bytes("00A40000")), [0x6F, 0x00]);
    card.power_off();
    assert_eq!(card.process(&bytes("00A40000")), []);
    assert_eq!(card.atr(), bytes("3BE000FF8131FE4514"));
}

#[test]
fn the_first_command_after_power_up_fails_once() {
    let mut card = VirtualCard::builder().build().unwrap();
    card.power_on();
    expect(&mut card, &[(SELECT_JPKI, 0x6F00), (SELECT_JPKI, 0x9000)]);
    // A warm reset, and powering a powered card, are not a power-up.
    card.reset();
    card.power_on();
    expect(&mut card, &[(SELECT_JPKI, 0x9000)]);
    card.power_off();
    card.power_on();
    // Any command absorbs it, and spends nothing.
    expect(&mut card, &[(VERIFY_9999, 0x6F00), (SELECT_JPKI, 0x9000)]);
    assert_eq!((card.pin_tries(), card.verify_commands()), (3, 1));

    let mut card = VirtualCard::builder().first_command_fails(false).build().unwrap();
    card.power_on();
    expect(&mut card, &[(SELECT_JPKI, 0x9000)]);
}

#[test]
fn tries_and_a_changed_pin_outlive_the_power() {
    let mut card = default_card();
    expect(
        &mut card,
        &[
            ("00A4020C020018", 0x9000),
            ("0020008004 31323334", 0x9000),
            ("0024018004 35363738", 0x9000),
            (VERIFY_9999, 0x63C2),
        ],
    );
    card.power_off();
    card.power_on();
    expect(
        &mut card,
        &[
            ("00A40000", 0x6F00),
            (SELECT_JPKI, 0x9000),
            ("00200098", 0x63C2),
            (VERIFY_1234, 0x63C1),
            ("0020009804 35363738", 0x9000),
            ("00200098", 0x63C3),
        ],
    );
}
