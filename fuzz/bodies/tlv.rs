//! BER-TLV: lengths agree with the input, at every depth.

use jpkicard::tlv::{Header, Tlv, TlvError};

pub fn run(input: &[u8]) {
    objects(input, 0);
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
                assert!(header.value_length < 1 << 24);
                assert!(rest[header.header_length..].starts_with(object.value));
                // What is whole is so whatever follows, and nothing shorter is.
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
