//! Unit tests.

use super::*;

fn date(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

#[test]
fn the_number_of_the_test_card() {
    let made = CheckNumberB::new(date(1980, 2, 17), 2035, b"2285").unwrap();
    assert_eq!(made.as_bytes(), b"55021720352285");
    let taken = CheckNumberB::from_digits(b"55021720352285").unwrap();
    assert_eq!(taken.as_bytes(), made.as_bytes());
    assert_eq!(BirthDateCode::new(date(1980, 2, 17)).unwrap().as_bytes(), b"550217");
    assert_eq!(BirthDateCode::from_digits(b"550217").unwrap().as_bytes(), b"550217");
}

#[test]
fn the_first_years_of_eras_have_their_zeros() {
    for (birth, digits) in [
        ((1912, 7, 29), b"450729"),
        ((1912, 7, 30), b"010730"),
        ((1926, 12, 25), b"011225"),
        ((1989, 1, 7), b"640107"),
        ((1989, 1, 8), b"010108"),
        ((2019, 4, 30), b"310430"),
        ((2024, 2, 29), b"060229"),
    ] {
        let (year, month, day) = birth;
        let code = BirthDateCode::new(date(year, month, day)).unwrap();
        assert_eq!(code.as_bytes(), digits);
    }
}

#[test]
fn digits_that_no_card_shows_are_not_sent() {
    for (wrong, detail) in [
        (&b""[..], "fourteen"),
        (b"5502172035228", "fourteen"),
        (b"550217203522855", "fourteen"),
        (b"55021720352285\n", "fourteen"),
        (b"5502172035228a", "fourteen"),
        (b"55021720152285", "expiry"),
        (b"55021721002285", "expiry"),
        (b"80021720352285", "era"),
        (b"00021720352285", "era"),
        (b"65021720352285", "era"),
        (b"55001720352285", "era"),
        (b"55131720352285", "era"),
        (b"55020020352285", "era"),
        (b"55023220352285", "era"),
        // 31 September; 29 February of Showa 54; the day after Showa; a day before Taisho.
        (b"45093120352285", "era"),
        (b"54022920352285", "era"),
        (b"64010820352285", "era"),
        (b"01010320192285", "era"),
        ("５５０２１７".as_bytes(), "fourteen"),
    ] {
        let error = CheckNumberB::from_digits(wrong).unwrap_err();
        assert_eq!(error.status(), Status::CheckNumberFormat);
        assert!(error.detail().contains(detail), "{error}");
    }
    for wrong in [&b"55021"[..], b"5502170", b"55o217", b"800217", b"551317", b"550200"] {
        assert!(BirthDateCode::from_digits(wrong).is_err());
    }
}

/// Reiwa may outlast Showa: a card of 2083 may belong to someone born in its year 65.
#[test]
fn an_era_that_goes_on_is_not_held_to_the_longest() {
    assert!(CheckNumberB::from_digits(b"65021720830000").is_ok());
    assert!(CheckNumberB::from_digits(b"65021720820000").is_err());
    assert!(CheckNumberB::from_digits(b"64010720160000").is_ok());
    assert!(CheckNumberB::from_digits(b"81123120990000").is_ok());
    assert!(CheckNumberB::from_digits(b"82010120990000").is_err());
}

#[test]
fn what_the_number_cannot_be_made_of() {
    let born = date(1980, 2, 17);
    for (expiry, code) in [
        (2015, &b"2285"[..]),
        (2100, b"2285"),
        (12_035, b"2285"),
        (2035, b"228"),
        (2035, b"22855"),
        (2035, b"22a5"),
        (2035, b""),
    ] {
        let error = CheckNumberB::new(born, expiry, code).unwrap_err();
        assert_eq!(error.status(), Status::CheckNumberFormat);
    }
    assert!(CheckNumberB::new(date(1868, 1, 24), 2035, b"2285").is_err());
    assert!(CheckNumberB::new(date(2030, 1, 1), 2025, b"2285").is_err());
    assert!(CheckNumberB::with_gregorian_year(date(2030, 1, 1), 2025, b"2285").is_err());
    for no_birth in [date(1868, 1, 24), date(2083, 1, 1), date(2980, 2, 17)] {
        assert!(BirthDateCode::new(no_birth).is_err());
        assert!(BirthDateCode::with_gregorian_year(no_birth).is_err());
    }
}

#[test]
fn the_gregorian_year_for_foreign_residents() {
    let born = date(1980, 2, 17);
    let made = CheckNumberB::with_gregorian_year(born, 2035, b"2285").unwrap();
    assert_eq!(made.as_bytes(), b"80021720352285");
    let taken = CheckNumberB::from_digits_with_gregorian_year(b"80021720352285").unwrap();
    assert_eq!(taken.as_bytes(), made.as_bytes());
    let code = BirthDateCode::with_gregorian_year(born).unwrap();
    assert_eq!(code.as_bytes(), b"800217");
    assert!(code.compare(Some(born)).is_ok());
    assert!(code.compare(Some(date(1880, 2, 17))).is_err());
    assert!(code.compare(None).is_err());
    for possible in [&b"00022920352285"[..], b"99123120352285", b"36010120352285"] {
        assert!(CheckNumberB::from_digits_with_gregorian_year(possible).is_ok());
    }
    for wrong in [&b"79022920352285"[..], b"80093120352285", b"80021720152285", b"8002172035228"] {
        assert!(CheckNumberB::from_digits_with_gregorian_year(wrong).is_err());
    }
}

/// A card whose holder's day or month of birth is unknown: sent only where explicitly
/// requested.
#[test]
fn digits_that_are_no_day_are_taken_as_printed_alone() {
    for date in ["250000", "250400", "000000", "254531", "250431", "999999"] {
        let number = format!("{date}20352285");
        let taken = CheckNumberB::from_printed_digits(number.as_bytes()).unwrap();
        assert_eq!(taken.as_bytes(), number.as_bytes());
        assert!(CheckNumberB::from_digits(number.as_bytes()).is_err(), "{date}");
        let code = BirthDateCode::from_printed_digits(date.as_bytes()).unwrap();
        assert_eq!(code.as_bytes(), date.as_bytes());
        assert!(BirthDateCode::from_digits(date.as_bytes()).is_err(), "{date}");
        assert_eq!(
            (code.compare(None), code.compare(Some(self::date(1950, 4, 1)))),
            (Ok(()), Ok(()))
        );
    }
    for wrong in [
        &b""[..],
        b"2504002035228",
        b"250400203522855",
        b"25 40020352285",
        b"250400203522a5",
        b"25040020152285",
        b"25040021002285",
    ] {
        let error = CheckNumberB::from_printed_digits(wrong).unwrap_err();
        assert_eq!(error.status(), Status::CheckNumberFormat);
    }
    for wrong in [&b""[..], b"25040", b"2504000", b"25    ", b"19500400"] {
        assert!(BirthDateCode::from_printed_digits(wrong).is_err());
    }
}

/// Days on which someone may have been born give digits that are accepted.
#[test]
fn what_is_made_of_a_day_is_taken() {
    for year in 1868..=2035 {
        for (month, day) in
            (1..=12).flat_map(|month| [1, 7, 8, 24, 25, 28, 29, 30, 31].map(|day| (month, day)))
        {
            let Some(born) = Date::new(year, month, day) else { continue };
            let Ok(number) = CheckNumberB::new(born, 2035, b"0000") else {
                assert!((year, month, day) < (1868, 1, 25), "{born}");
                continue;
            };
            assert!(CheckNumberB::from_digits(number.as_bytes()).is_ok(), "{born}");
            let code = BirthDateCode::new(born).unwrap();
            assert!(BirthDateCode::from_digits(code.as_bytes()).is_ok(), "{born}");
            let number = CheckNumberB::with_gregorian_year(born, 2035, b"0000").unwrap();
            let taken = CheckNumberB::from_digits_with_gregorian_year(number.as_bytes());
            assert!(taken.is_ok(), "{born}");
        }
    }
}

#[test]
fn nothing_shows_the_digits_and_a_child_of_fork_has_none() {
    let number = CheckNumberB::from_digits(b"55021720352285").unwrap();
    assert_eq!(format!("{number:?}"), "CheckNumberB(****)");
    let code = BirthDateCode::from_digits(b"550217").unwrap();
    assert_eq!(format!("{code:?}"), "BirthDateCode(****)");
    assert_eq!(CheckNumberB(Protected::concat(&[&[0; 14]])).as_bytes(), b"");
    assert_eq!(BirthDateCode(Protected::concat(&[&[0; 6]])).as_bytes(), b"");
}
