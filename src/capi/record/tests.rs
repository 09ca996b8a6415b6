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
    let none = std::ptr::null();
    let nobody = TrustedAuthorities::by(JPKI_AUTHORITIES_UNVERIFIED).unwrap();
    assert!(nobody.among(Some(&CardAuthorities::test())).unwrap().is_none());
    assert!(TrustedAuthorities::without_card(JPKI_AUTHORITIES_UNVERIFIED, none).is_err());
    for number in [-1, 0, 4, JPKI_AUTHORITIES_OWN + 1, i32::MAX, i32::MIN] {
        let refused = TrustedAuthorities::by(number).err().map(|error| error.status());
        assert_eq!(refused, Some(Status::Argument), "{number}");
    }
    #[cfg(feature = "verify")]
    {
        let (production, test) = (CardAuthorities::production(), CardAuthorities::test());
        for (number, expected) in
            [(JPKI_AUTHORITIES_PRODUCTION, &production), (JPKI_AUTHORITIES_TEST, &test)]
        {
            let chosen = TrustedAuthorities::by(number).unwrap();
            assert_eq!(chosen.among(None).unwrap(), Some(expected));
            assert_eq!(&TrustedAuthorities::without_card(number, none).unwrap(), expected);
            // A list that would be left out is not taken silently.
            let foreign = std::ptr::without_provenance(3);
            let refused = TrustedAuthorities::without_card(number, foreign).unwrap_err().status();
            assert_eq!(refused, Status::Argument);
        }
        let own = TrustedAuthorities::by(JPKI_AUTHORITIES_OWN).unwrap();
        assert_eq!(own.among(Some(&test)).unwrap(), Some(&test));
        assert_eq!(own.among(None).unwrap_err().status(), Status::Argument);
        let refused =
            TrustedAuthorities::without_card(JPKI_AUTHORITIES_OWN, none).unwrap_err().status();
        assert_eq!(refused, Status::Handle);
    }
}
