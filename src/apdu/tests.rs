//! Unit tests.

use super::*;

fn encoded(command: &Command) -> Vec<u8> {
    command.encode().unwrap().to_vec()
}

fn ne(length: usize) -> ExpectedLength {
    ExpectedLength::new(length).unwrap()
}

#[test]
fn the_four_short_cases() {
    let command = || Command::new(0x00, 0x20, 0x00, 0x98);
    assert_eq!(encoded(&command()), [0x00, 0x20, 0x00, 0x98]);
    assert_eq!(encoded(&command().expect_bytes(ne(3))), [0x00, 0x20, 0x00, 0x98, 3]);
    assert_eq!(encoded(&command().with_data(b"12")), [0x00, 0x20, 0x00, 0x98, 2, 0x31, 0x32]);
    assert_eq!(
        encoded(&command().with_data(b"12").expect_bytes(ne(256))),
        [0x00, 0x20, 0x00, 0x98, 2, 0x31, 0x32, 0]
    );
    assert_eq!(encoded(&command().with_data(b"")), encoded(&command()));
}

#[test]
fn a_secret_is_sent_as_any_other_data() {
    for data in [&b""[..], b"7391", &[7; 300]] {
        for expected in [None, Some(ne(256)), Some(ne(300))] {
            let mut command = Command::new(0x00, 0x20, 0x00, 0x98);
            command.expected = expected;
            let plain = encoded(&command.clone().with_data(data));
            let secret = command.with_secret(data);
            assert_eq!(secret.data(), data);
            assert_eq!(encoded(&secret.clone()), plain);
            let Content::Secret(_) = secret.encode().unwrap().0 else {
                panic!("the bytes to send lie where those of any command do");
            };
        }
    }
}

#[test]
fn the_extended_cases() {
    let command = || Command::new(0x00, 0xB0, 0x00, 0x00);
    let long = vec![7; 256];
    assert_eq!(encoded(&command().expect_bytes(ne(257))), [0, 0xB0, 0, 0, 0, 1, 1]);
    assert_eq!(
        encoded(&command().expect_bytes(ExpectedLength::MAX_EXTENDED)),
        [0, 0xB0, 0, 0, 0, 0, 0]
    );
    let case_3 = encoded(&command().with_data(&long));
    assert_eq!(case_3[..7], [0, 0xB0, 0, 0, 0, 1, 0]);
    assert_eq!(case_3.len(), 7 + 256);
    // Extended data makes Le extended even when it is small, and the other way round.
    let case_4 = encoded(&command().with_data(&long).expect_bytes(ne(256)));
    assert_eq!(case_4[7 + 256..], [1, 0]);
    let case_4 = encoded(&command().with_data(&[9]).expect_bytes(ne(300)));
    assert_eq!(case_4, [0, 0xB0, 0, 0, 0, 0, 1, 9, 1, 44]);
}

#[test]
fn the_limits() {
    assert_eq!(ExpectedLength::new(0), None);
    assert_eq!(ExpectedLength::new(65_537), None);
    assert!(Command::new(0, 0, 0, 0).with_data(&vec![0; 65_535]).encode().is_ok());
    assert!(Command::new(0, 0, 0, 0).with_data(&vec![0; 65_536]).encode().is_err());
}

#[test]
fn short_answers_are_errors() {
    assert_eq!(Response::parse(&[]), Err(ResponseTooShort));
    assert_eq!(Response::parse(&[0x90]), Err(ResponseTooShort));
    let response = Response::parse(&[1, 0x90, 0]).unwrap();
    assert_eq!((response.data(), response.status()), ([1].as_slice(), StatusWord::OK));
}

#[test]
fn tries_are_read_from_63cx_alone() {
    assert_eq!(StatusWord::new(0x63C3).tries_left(), Some(3));
    assert_eq!(StatusWord::new(0x63C0).tries_left(), Some(0));
    for other in [0x6984, 0x6300, 0x6983, 0x9000, 0x63B1, 0x64C1] {
        assert_eq!(StatusWord::new(other).tries_left(), None, "{other:04X}");
    }
    assert_eq!(StatusWord::new(0x6100).more_bytes(), Some(ExpectedLength::MAX_SHORT));
    assert_eq!(StatusWord::new(0x6C10).right_length().map(ExpectedLength::get), Some(16));
}

#[test]
fn debug_shows_header_and_lengths_only() {
    let command = Command::new(0, 0x20, 0, 0x98).with_data(b"7391");
    assert_eq!(format!("{command:?}"), "Command(00 20 00 98, data [secret], expects 0)");
    let bytes = command.with_secret(b"7391").encode().unwrap();
    assert_eq!(format!("{bytes:?}"), "CommandBytes([secret])");
    let command = Command::new(0x80, 0x2A, 0, 0x98).with_data(b"7391");
    assert_eq!(format!("{command:?}"), "Command(80 2A 00 98, data 4 bytes, expects 0)");
    assert_eq!(format!("{:?}", command.encode().unwrap()), "CommandBytes(9 bytes)");
    let response = Response::parse(b"\x37\x33\x90\x00").unwrap();
    assert_eq!(format!("{response:?}"), "Response(data 2 bytes, 9000)");
}
