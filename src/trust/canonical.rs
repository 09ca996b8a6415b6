//! Checks for the single form that DER allows: numbers that are compared as bytes, and fields that
//! would be skipped in any other order.

use der::asn1::AnyRef;
use der::{Reader, SliceReader, Tag, Tagged};

/// The 20 octets of RFC 5280, 4.1.2.2, and a sign octet: the maximum for a certificate.
const LONGEST_SERIAL: usize = 21;

/// A serial number's octets. Zero and negative numbers, which RFC 5280 forbids, are accepted here
/// as they are in certificates.
pub(super) fn serial_number(any: AnyRef<'_>) -> der::Result<&[u8]> {
    any.tag().assert_eq(Tag::Integer)?;
    let octets = any.value();
    let is_minimal = match octets {
        [] => false,
        [0, second, ..] => second & 0x80 != 0,
        [0xFF, second, ..] => second & 0x80 == 0,
        _ => true,
    };
    if is_minimal && octets.len() <= LONGEST_SERIAL {
        Ok(octets)
    } else {
        Err(Tag::Integer.value_error())
    }
}

/// A non-negative number, such as a CRL number, of at most as many octets.
pub(super) fn natural(any: AnyRef<'_>) -> der::Result<&[u8]> {
    match serial_number(any)? {
        [0x80..=0xFF, ..] => Err(Tag::Integer.value_error()),
        octets => Ok(octets),
    }
}

/// Checks that the tagged fields of a structure are in ascending order, each at most once: the
/// decoder skips a field that comes too late, whatever it contains.
pub(super) fn fields_ascend(structure: AnyRef<'_>) -> der::Result<()> {
    let mut fields = SliceReader::new(structure.value())?;
    let mut last = None;
    while !fields.is_finished() {
        let field: AnyRef<'_> = fields.decode()?;
        last = match field.tag() {
            Tag::ContextSpecific { number, .. } if last.is_none_or(|last| number > last) => {
                Some(number)
            }
            tag @ Tag::ContextSpecific { .. } => return Err(tag.value_error()),
            // After an untagged field, counting starts again.
            _ => None,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
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
}
