//! Unit tests.

use super::*;

#[test]
fn days_as_numbers() {
    for number in [18_680_125, 19_800_217, 20_000_229, 99_991_231] {
        assert_eq!(date_number(date(number).unwrap()), number);
    }
    for number in
        [0, -1, -19_800_217, 19_800, 19_800_230, 19_801_301, 19_800_017, 550_217, i32::MAX]
    {
        let error = date(number).unwrap_err();
        assert_eq!(error.status(), Status::CheckNumberFormat, "{number}");
    }
    assert!(date(i32::MIN).is_err());
}

#[test]
fn who_vouches_is_said_by_name() {
    assert!(authorities(JPKI_AUTHORITIES_UNVERIFIED).unwrap().is_none());
    for number in [-1, 4, i32::MAX, i32::MIN] {
        assert_eq!(authorities(number).unwrap_err().status(), Status::Argument);
    }
    #[cfg(feature = "verify")]
    {
        let default = authorities(JPKI_AUTHORITIES_PRODUCTION).unwrap();
        assert_eq!(default, Some(CardAuthorities::production()));
        let test = authorities(JPKI_AUTHORITIES_TEST).unwrap();
        assert_eq!(test, Some(CardAuthorities::test()));
    }
}
