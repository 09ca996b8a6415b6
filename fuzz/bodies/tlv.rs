//! BER-TLV: lengths agree with the input, at every depth.

use jpkicard::internal::tlv::{Header, Tlv, TlvError};

use super::cost::Allowance;

pub fn run(input: &[u8]) {
    Allowance { most: 0, in_all: 0, fixed: 0 }.holds(input.len(), || objects(input, 0));
}

fn objects(bytes: &[u8], depth: usize) {
    let mut rest = bytes;
    loop {
        let header = Header::parse(rest);
        match Tlv::parse(rest) {
            Ok((object, after)) => {
                let header = header.unwrap();
                assert_eq!((header.tag, header.value_length), (object.tag, object.value.len()));
                assert_eq!(header.total_length() + after.len(), rest.len());
                assert!((2..=7).contains(&header.header_length));
                assert_eq!(length(rest, header.header_length), header.value_length);
                assert!(rest[header.header_length..].starts_with(object.value));
                // A complete object is complete whatever follows, and nothing shorter is.
                let whole = &rest[..header.total_length()];
                assert_eq!(Tlv::parse(whole), Ok((object, &[][..])));
                assert_eq!(Tlv::parse(&whole[..whole.len() - 1]), Err(TlvError::Truncated));
                if depth < 8 {
                    objects(object.value, depth + 1);
                }
                rest = after;
            }
            Err(TlvError::Truncated) => {
                if let Ok(header) = header {
                    assert!(header.total_length() > rest.len());
                }
                return;
            }
            Err(error) => return assert_eq!(header, Err(error)),
        }
    }
}

/// The length encoded in a header, parsed independently.
fn length(bytes: &[u8], header_length: usize) -> usize {
    let tag = match bytes[0] & 0x1F {
        0x1F => 2 + bytes[1..].iter().take_while(|byte| **byte >= 0x80).count(),
        _ => 1,
    };
    match bytes[tag..header_length] {
        [short] => usize::from(short & 0x7F),
        [count, ref bytes @ ..] => {
            assert_eq!(usize::from(count), 0x80 + bytes.len());
            bytes.iter().fold(0, |length, byte| length * 256 + usize::from(*byte))
        }
        [] => panic!("a header without a length"),
    }
}
