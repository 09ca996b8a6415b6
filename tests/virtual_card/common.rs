use super::*;

fn common(builder: Builder) -> VirtualCard {
    selected_in(SELECT_COMMON, builder)
}

#[test]
fn its_one_record() {
    let wanted = b"\x01\x1C900000000000000" as &[u8];
    let wanted = [wanted, b"13101", b"20350217"].concat();
    let mut card = common(VirtualCard::builder());
    assert_eq!(data(&mut card, "00B2010C00"), wanted);
    assert_eq!(data(&mut card, "00B201041E"), wanted, "the identifier made it current");
    let mut card = common(VirtualCard::builder().refuses_short_identifiers(true));
    expect(&mut card, &[("00B2010C00", 0x6A86), ("00B2010400", 0x6986)]);
    expect(&mut card, &[("00A4020C020001", 0x9000)]);
    assert_eq!(data(&mut card, "00B2010400"), wanted);
    let mut card = common(VirtualCard::builder().seed(3).card_expiry(2026, 12, 31));
    let record = data(&mut card, "00B2010C00");
    assert_eq!(record, b"\x01\x1C9000000000000031310120261231");
}

#[test]
fn what_else_it_refuses() {
    let mut card = common(VirtualCard::builder());
    expect(
        &mut card,
        &[
            ("00B2020C00", 0x6A83),
            ("00B2000C00", 0x6A86),
            ("00B2010D00", 0x6A86),
            ("00B2011400", 0x6A82),
            ("00B201FC00", 0x6A86),
            ("00B2010C", 0x6700),
            ("00B2010C01AA00", 0x6700),
            ("00B2010C00001E", 0x6700),
            ("00B2010C1D", 0x6C1E),
            ("00B0810000", 0x6981),
            ("00B08100000000", 0x6700),
            ("00200081", 0x6D00),
            ("0024018004 35363738", 0x6D00),
            ("802A000003 616263 00", 0x6D00),
            ("80B2010C00", 0x6D00),
        ],
    );
    let mut card = common(VirtualCard::builder().exact_length(true));
    expect(&mut card, &[("00B2010C00", 0x6C1E)]);
    // Only this application has records.
    let mut card = default_card();
    expect(&mut card, &[("00B2010C00", 0x6D00)]);
}
