//! Unit tests.

use super::*;

#[test]
fn headers_of_every_length() {
    let header = |bytes: &[u8]| Header::parse(bytes).unwrap();
    assert_eq!(header(&[0x30, 0x05]).total_length(), 7);
    assert_eq!(header(&[0x30, 0x81, 0x80]).total_length(), 131);
    assert_eq!(header(&[0x30, 0x82, 0x06, 0x32]).total_length(), 1590);
    assert_eq!(header(&[0xFF, 0x20, 0x83, 1, 0, 0]).total_length(), 65_542);
    assert_eq!(header(&[0xDF, 0x21, 0x08]).tag, 0xDF21);
    assert_eq!(header(&[0x7F, 0x21, 0x08]).tag, 0x7F21);
}

#[test]
fn lengths_that_lie() {
    for (bytes, error) in [
        (&[][..], TlvError::Truncated),
        (&[0x30], TlvError::Truncated),
        (&[0x30, 0x82, 0x06], TlvError::Truncated),
        (&[0x30, 0x80], TlvError::IndefiniteLength),
        (&[0x30, 0x84, 0, 0, 0, 1, 0], TlvError::TooLong),
        (&[0x30, 0xFF, 1], TlvError::TooLong),
        (&[0xFF, 0x81, 0x82, 0x01, 0], TlvError::TooLong),
        (&[0xDF], TlvError::Truncated),
    ] {
        assert_eq!(Header::parse(bytes), Err(error), "{bytes:02X?}");
    }
    assert_eq!(Tlv::parse(&[0x30, 0x03, 1, 2]), Err(TlvError::Truncated));
}

#[test]
fn objects_one_after_another() {
    let (first, rest) = Tlv::parse(&[0xDF, 0x22, 1, 9, 0x30, 0, 0xFF]).unwrap();
    assert_eq!((first.tag, first.value), (0xDF22, [9].as_slice()));
    let (second, rest) = Tlv::parse(rest).unwrap();
    assert_eq!((second.tag, second.value.len(), rest), (0x30, 0, [0xFF].as_slice()));
}
