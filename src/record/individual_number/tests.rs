//! Unit tests.

use super::*;

#[test]
fn the_check_digit() {
    // The test card's number, and one calculated by hand: 1 * 2 leaves 2, so the check digit is
    // 9.
    for right in [&b"537686677188"[..], b"000000000019", b"000000000000"] {
        assert_eq!(IndividualNumber::from_digits(right).unwrap().as_bytes(), right);
    }
    for check in b'0'..=b'9' {
        let number = [b"53768667718", &[check][..]].concat();
        assert_eq!(IndividualNumber::from_digits(&number).is_ok(), check == b'8');
    }
    for wrong in [&b""[..], b"53768667718", b"5376866771880", b"53768667718x", b"x37686677188"] {
        let error = IndividualNumber::from_digits(wrong).unwrap_err();
        assert_eq!(error.status(), Status::CheckNumberFormat);
    }
}

#[test]
fn a_changed_digit_is_noticed() {
    let right = b"537686677188";
    for place in 0..11 {
        let mut number = *right;
        number[place] = if number[place] == b'9' { b'0' } else { number[place] + 1 };
        assert!(IndividualNumber::from_digits(&number).is_err(), "{place}");
    }
}

#[test]
fn nothing_shows_the_number() {
    let number = IndividualNumber::from_digits(b"537686677188").unwrap();
    assert_eq!(format!("{number:?}"), "IndividualNumber(****)");
    assert_eq!(IndividualNumber(Protected::concat(&[&[0; 12]])).as_bytes(), b"");
}
