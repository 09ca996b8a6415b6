//! Unit tests.

use super::*;

#[test]
fn a_date_of_birth_that_is_no_day_is_shown_as_the_card_has_it() {
    assert_eq!(of_birth(Date::new(1980, 2, 17), b"19800217"), "昭和55年2月17日");
    assert_eq!(of_birth(None, b"19500400"), "19500400（暦にない日）");
    for nothing in [&b""[..], b"        ", b"\0\0\0\0\0\0\0\0", b"1950<&>\"", b"1950"] {
        assert_eq!(of_birth(None, nothing), "不詳");
        assert_eq!(in_latin(None, nothing), "Unknown");
    }
    assert_eq!(in_latin(None, b"19500400"), "19500400 (no day of the calendar)");
}

#[test]
fn dates_as_they_are_printed() {
    let printed = |year, month, day| in_era(Date::new(year, month, day).unwrap());
    assert_eq!(printed(1980, 2, 17), "昭和55年2月17日");
    assert_eq!(printed(1989, 1, 7), "昭和64年1月7日");
    assert_eq!(printed(1989, 1, 8), "平成元年1月8日");
    assert_eq!(printed(2019, 5, 1), "令和元年5月1日");
    let latin = |year, month, day| in_latin(Date::new(year, month, day), b"");
    assert_eq!(latin(1980, 2, 17), "S55.2.17 (1980-02-17)");
    assert_eq!(latin(1989, 1, 7), "S64.1.7 (1989-01-07)");
    assert_eq!(latin(1989, 1, 8), "H1.1.8 (1989-01-08)");
    assert_eq!(latin(1920, 12, 31), "T9.12.31 (1920-12-31)");
    assert_eq!(latin(2019, 5, 1), "R1.5.1 (2019-05-01)");
    assert_eq!(latin(9999, 1, 1), "9999-01-01");
    assert_eq!(until(Date::new(2035, 2, 17).unwrap()), "2035年2月17日まで");
}
