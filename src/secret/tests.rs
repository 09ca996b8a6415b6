//! Unit tests.

use super::*;

#[test]
fn four_digits_and_nothing_else() {
    assert_eq!(Pin::new(b"0917").unwrap().as_bytes(), b"0917");
    assert_eq!(Pin(Protected::concat(&[&[0; 4]])).as_bytes(), b"", "as a child of fork has it");
    for wrong in
        [&b""[..], b"123", b"12345", b"12a4", b"1234\n", "１２３４".as_bytes(), b"\0\0\0\0"]
    {
        assert_eq!(Pin::new(wrong).unwrap_err().status(), Status::PinFormat);
    }
}

#[test]
fn passwords_are_sent_as_the_card_stores_them() {
    let sent = |password: &[u8]| {
        SignaturePassword::new(password).map(|password| password.as_bytes().to_vec())
    };
    assert_eq!(sent(b"abc123"), Ok(b"ABC123".to_vec()));
    assert_eq!(sent(b"ABCDEFGH01234567"), Ok(b"ABCDEFGH01234567".to_vec()));
    for wrong in [&b""[..], b"AB123", b"ABCDEFGH012345678", b"ABC 123", b"ABC123\n"] {
        assert_eq!(sent(wrong).unwrap_err().status(), Status::PasswordFormat);
    }
    assert_eq!(sent("ＡＢＣ".as_bytes()).unwrap_err().status(), Status::PasswordFormat);
    let debug = format!("{:?}", SignaturePassword::new(b"abc123").unwrap());
    assert_eq!(debug, "SignaturePassword(****)");
}

#[test]
fn a_new_password_mixes_letters_and_digits() {
    let checked = |password: &str| SignaturePassword::new(password.as_bytes())?.check_as_new();
    for mixed in ["ABC123", "abc123", "12345a", "A00000", "AAAAAAAAAAAAAAA1"] {
        assert_eq!(checked(mixed), Ok(()), "{mixed}");
    }
    for one_kind in ["123456", "ABCDEF", "abcdef", "AAAAAA", "0000000000000000"] {
        assert!(SignaturePassword::new(one_kind.as_bytes()).is_ok(), "one that is in force");
        let error = checked(one_kind).unwrap_err();
        assert_eq!(error.status(), Status::PasswordFormat);
        assert!(error.detail().contains("mixes letters and digits"), "{error}");
    }
}

#[test]
fn debug_hides_the_digits() {
    assert_eq!(format!("{:?}", Pin::new(b"7391").unwrap()), "Pin(****)");
}
