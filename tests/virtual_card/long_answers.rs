use super::*;

#[test]
fn in_parts() {
    let mut whole = default_card();
    let whole = data(&mut whole, "00B0860000");
    let mut card = selected(VirtualCard::builder().long_answers(LongAnswers::InParts(100)));
    let (first, status) = send(&mut card, "00B0860000");
    assert_eq!((first.as_slice(), status), (&whole[..100], 0x613C));
    expect(&mut card, &[("00C000003D", 0x6C3C), ("00C001003C", 0x6A86), ("00C00000", 0x6700)]);
    let (second, status) = send(&mut card, "00C000000A");
    assert_eq!((second.as_slice(), status), (&whole[100..110], 0x6132));
    assert_eq!(data(&mut card, "00C0000032"), whole[110..]);
    expect(&mut card, &[("00C0000000", 0x6D00)]);
    // Short ones come at once; another command discards pending data.
    assert_eq!(data(&mut card, "00B0860064").len(), 100);
    assert_eq!(send(&mut card, "00B0860000").1, 0x613C);
    expect(&mut card, &[("00200098", 0x63C3), ("00C000003C", 0x6D00)]);
}

#[test]
fn deferred() {
    let mut card = selected(VirtualCard::builder().long_answers(LongAnswers::Deferred(200)));
    expect(&mut card, &[(VERIFY_1234, 0x9000), (SIGN_3_BYTES, 0x61C8)]);
    let (first, status) = send(&mut card, "00C00000C8");
    assert_eq!((first.len(), status), (200, 0x6138));
    assert_eq!(data(&mut card, "00C0000038").len(), 56);
    assert!(VirtualCard::builder().long_answers(LongAnswers::InParts(0)).build().is_err());
}
