//! Unit tests.

use super::*;

/// 2030-04-01T14:59:59Z, which is 23:59:59 in Japan.
const END: u64 = 1_901_285_999;

#[test]
fn days_change_at_midnight_in_japan() {
    for (now, days) in [
        (END, Some(0)),
        (END - DAY + 1, Some(0)), // 00:00:00 of the last day
        (END - DAY, Some(1)),     // 23:59:59 of the day before
        (END - 2 * DAY + 1, Some(1)),
        (END - 2 * DAY, Some(2)),
        (END - 30 * DAY, Some(30)),
        (END + 1, None),
    ] {
        assert_eq!(days_left(END, now), days, "{now}");
    }
}

#[test]
fn days_count_to_the_last_day_even_where_it_ends_early() {
    // Ends at 09:00:00 in Japan, a second after the start of the day in UTC.
    let end = 1_901_232_000;
    assert_eq!(days_left(end, end - 9 * 3600), Some(0));
    assert_eq!(days_left(end, end - 9 * 3600 - 1), Some(1));
    assert_eq!(days_left(u64::MAX, 0), Some(u64::MAX / DAY));
}

/// A moment in Japan time, in seconds.
fn japan(year: u16, month: u8, day: u8, (hour, minute, second): (u8, u8, u8)) -> u64 {
    let there = DateTime::new(year, month, day, hour, minute, second).unwrap();
    there.unix_duration().as_secs().saturating_sub(JAPAN)
}

const LAST: (u8, u8, u8) = (23, 59, 59);

#[test]
fn days_after_the_end_change_at_midnight_in_japan() {
    let end = japan(2026, 1, 15, LAST);
    for (now, days) in [
        (0, None),
        (end, None),
        (end + 1, Some(1)),
        (end + DAY, Some(1)),
        (end + DAY + 1, Some(2)),
        (japan(2026, 4, 30, LAST), Some(105)),
    ] {
        assert_eq!(days_expired(end, now), days, "{now}");
    }
    // One that ends at noon has expired on that very day.
    let noon = japan(2026, 1, 15, (12, 0, 0));
    assert_eq!(days_expired(noon, noon + 1), Some(0));
    assert_eq!(days_expired(noon, end), Some(0));
    assert_eq!(days_expired(noon, end + 1), Some(1));
    assert_eq!(days_expired(0, u64::MAX), Some(u64::MAX / DAY));
}

#[test]
fn the_grace_ends_with_the_third_month_after_that_of_the_end() {
    for ((year, month, day), until) in [
        ((2026, 1, 15), (2026, 4, 30)),
        ((2026, 1, 1), (2026, 4, 30)),
        ((2026, 1, 31), (2026, 4, 30)),
        ((2026, 2, 28), (2026, 5, 31)),
        ((2026, 8, 31), (2026, 11, 30)),
        // Into the next year.
        ((2026, 9, 1), (2026, 12, 31)),
        ((2026, 10, 31), (2027, 1, 31)),
        ((2026, 12, 31), (2027, 3, 31)),
        // February, in a common year, a leap year and a century.
        ((2026, 11, 30), (2027, 2, 28)),
        ((2027, 11, 1), (2028, 2, 29)),
        ((2099, 11, 15), (2100, 2, 28)),
        ((2028, 2, 29), (2028, 5, 31)),
    ] {
        let (year_until, month_until, day_until) = until;
        let end = japan(year_until, month_until, day_until, LAST);
        for time in [(0, 0, 0), (8, 59, 59), (9, 0, 0), LAST] {
            assert_eq!(grace_end(japan(year, month, day, time)), Some(end), "{until:?}");
        }
    }
    // The month is that of Japan: one second later it is the next month there, but not in UTC.
    assert_eq!(grace_end(japan(2026, 1, 31, LAST) + 1), Some(japan(2026, 5, 31, LAST)));
    assert_eq!(grace_end(u64::MAX), None);
    assert_eq!(grace_end(japan(9999, 12, 31, (0, 0, 0))), None);
}

#[test]
fn the_first_and_the_last_second_are_valid() {
    for (now, expected) in [
        (9, Validity::NotYet),
        (10, Validity::Valid),
        (20, Validity::Valid),
        (21, Validity::Expired),
    ] {
        assert_eq!(validity(10, 20, now), expected);
    }
    assert_eq!(unix(system(20) + Duration::from_millis(999)), 20);
    assert_eq!(unix(SystemTime::UNIX_EPOCH - Duration::from_secs(5)), 0);
}

#[test]
fn the_tolerance_counts_both_ways_and_to_the_second() {
    let clock = Clock { now: 1000, tolerance: 300 };
    assert!(!clock.is_before(1300) && clock.is_before(1301));
    assert!(!clock.is_after(700) && clock.is_after(699));
    let clock = Clock { now: u64::MAX, tolerance: u64::MAX };
    assert!(!clock.is_before(u64::MAX) && !clock.is_after(0));
}
