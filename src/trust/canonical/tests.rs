//! Unit tests.

use der::{Decode, Encode};
use x509_cert::serial_number::SerialNumber;

use super::*;

/// What is accepted here is what is accepted in a certificate, so the numbers on both sides
/// match.
#[test]
fn serial_numbers_are_read_as_in_certificates() {
    let long = |first: u8, length: u8| {
        let mut bytes = vec![2, length, first];
        bytes.resize(usize::from(length) + 2, 0x5A);
        bytes
    };
    let readable: Vec<Vec<u8>> = [
        &[2, 1, 0][..],
        &[2, 1, 0x7F],
        &[2, 1, 0x80],
        &[2, 1, 0xFF],
        &[2, 2, 0, 0x80],
        &[2, 2, 0xFF, 0x7F],
        &[2, 2, 0x12, 0x34],
    ]
    .iter()
    .map(|bytes| bytes.to_vec())
    .chain([long(1, 20), long(0x80, 20), long(1, 21), long(0x80, 21)])
    .collect();
    for bytes in readable {
        let ours = serial_number(AnyRef::from_der(&bytes).unwrap()).unwrap();
        let theirs = SerialNumber::<x509_cert::certificate::Rfc5280>::from_der(&bytes);
        let theirs = theirs.unwrap();
        assert_eq!(theirs.as_bytes(), ours);
        assert_eq!(theirs.to_der().unwrap()[2..], *ours, "{bytes:02X?}");
    }
    let refused: Vec<Vec<u8>> = [
        &[2, 0][..],
        &[2, 2, 0, 0x12],
        &[2, 2, 0, 0x7F],
        &[2, 2, 0xFF, 0x80],
        &[2, 3, 0, 0, 0x80],
        &[4, 2, 0x12, 0x34],
        &[0x0A, 2, 0x12, 0x34],
        &[0x22, 2, 0x12, 0x34],
        &[0x82, 2, 0x12, 0x34],
        &[0x30, 2, 2, 0],
        &[1, 1, 0xFF],
        &[5, 0],
    ]
    .iter()
    .map(|bytes| bytes.to_vec())
    .chain([long(1, 22), long(0x80, 22), long(1, 100)])
    .collect();
    for bytes in refused {
        // A context-specific or constructed tag may not be decodable either.
        if let Ok(any) = AnyRef::from_der(&bytes) {
            assert!(serial_number(any).is_err(), "{bytes:02X?}");
        }
        assert!(SerialNumber::<x509_cert::certificate::Rfc5280>::from_der(&bytes).is_err());
    }
}

#[test]
fn tagged_fields_come_in_order_and_once() {
    let reads = |fields: &[u8]| {
        let length = u8::try_from(fields.len()).unwrap();
        let structure = [&[0x30, length], fields].concat();
        fields_ascend(AnyRef::from_der(&structure).unwrap()).is_ok()
    };
    assert!(reads(&[]));
    assert!(reads(&[0x80, 0, 0xA1, 0, 0x85, 0]));
    assert!(reads(&[0xA0, 0, 2, 1, 9, 2, 1, 8, 0xA3, 0]));
    assert!(!reads(&[0x81, 0, 0x81, 0]));
    assert!(!reads(&[0x82, 0, 0x81, 0]));
    assert!(reads(&[0x81, 0, 5, 0, 0xA0, 0]));
    assert!(!reads(&[0x80, 0, 5, 0, 0xA1, 0, 0xA1, 0]));
    assert!(!reads(&[0x80, 1]));
}

#[test]
fn a_field_0_is_at_the_beginning_or_nowhere() {
    let reads = |fields: &[u8]| {
        let length = u8::try_from(fields.len()).unwrap();
        let structure = [&[0x30, length], fields].concat();
        fields_ascend_from_one(AnyRef::from_der(&structure).unwrap()).is_ok()
    };
    assert!(reads(&[0xA0, 0, 2, 1, 9, 0xA1, 0, 0xA3, 0]));
    assert!(reads(&[2, 1, 9, 0xA3, 0]));
    assert!(!reads(&[0xA0, 0, 2, 1, 9, 0xA0, 0, 0xA3, 0]));
    assert!(!reads(&[2, 1, 9, 0xA0, 0]));
    assert!(!reads(&[2, 1, 9, 0x82, 0, 0xA1, 0]));
}
