//! Unit tests.

use super::*;

#[test]
fn the_check_number_of_a_known_card() {
    // The test card described by myna-card 3.3.
    assert_eq!(Holder::new().check_number_b(), "55021720352285");
}

#[test]
fn eras_begin_within_years() {
    for (day, code) in [
        ((2019, 5, 1), Some("010501")),
        ((2019, 4, 30), Some("310430")),
        ((1989, 1, 8), Some("010108")),
        ((1989, 1, 7), Some("640107")),
        ((1926, 12, 25), Some("011225")),
        ((1926, 12, 24), Some("151224")),
        ((1912, 7, 30), Some("010730")),
        ((1912, 7, 29), Some("450729")),
        ((1868, 1, 25), Some("010125")),
        ((1868, 1, 24), None),
        ((2117, 1, 1), Some("990101")),
        ((2118, 1, 1), None),
    ] {
        let (year, month, date) = day;
        let got = Day::new(year, month, date).era_digits();
        assert_eq!(got.as_deref(), code, "{day:?}");
    }
}

#[test]
fn days_of_the_calendar() {
    for (year, month, day, exists) in [
        (2024, 2, 29, true),
        (2025, 2, 29, false),
        (2000, 2, 29, true),
        (1900, 2, 29, false),
        (2025, 4, 31, false),
        (2025, 13, 1, false),
        (2025, 0, 1, false),
        (2025, 1, 0, false),
        (10_000, 1, 1, false),
    ] {
        assert_eq!(Day::new(year, month, day).exists(), exists, "{year} {month} {day}");
    }
}

/// The Cabinet Order that defines the number, article 8 of the ministerial rules.
#[test]
fn the_individual_number_has_its_check_digit() {
    let digits: Vec<u32> =
        Holder::INDIVIDUAL_NUMBER.chars().map(|digit| digit.to_digit(10).unwrap()).collect();
    let (check, body) = digits.split_last().unwrap();
    let sum: u32 = body
        .iter()
        .rev()
        .zip(1..)
        .map(|(digit, n)| digit * if n <= 6 { n + 1 } else { n - 5 })
        .sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    assert_eq!((digits.len(), *check), (12, expected));
}
