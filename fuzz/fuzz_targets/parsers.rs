//! Bytes off the wire into each parser: no input may panic or be misread.
#![no_main]

use jpkicard::Certificate;
use jpkicard::apdu::Response;
use jpkicard::tlv::{Header, Tlv};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Response::parse(bytes) {
        Ok(response) => assert_eq!(response.data().len() + 2, bytes.len()),
        Err(_) => assert!(bytes.len() < 2),
    }
    let mut rest = bytes;
    while let Ok((object, after)) = Tlv::parse(rest) {
        let header = Header::parse(rest).expect("what parses has a header");
        assert_eq!(header.value_length, object.value.len());
        assert_eq!(header.total_length() + after.len(), rest.len());
        rest = after;
    }
    if let Ok(certificate) = Certificate::from_der(bytes.to_vec()) {
        assert_eq!(certificate.der(), bytes);
    }
});
