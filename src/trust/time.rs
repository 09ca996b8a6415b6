//! Times in whole seconds since 1970-01-01T00:00:00Z, and days as the desk counts them.

use std::time::{Duration, SystemTime};

use crate::certificate::Validity;

/// Japan is nine hours ahead of UTC, all year round.
const JAPAN: u64 = 9 * 60 * 60;
const DAY: u64 = 24 * 60 * 60;

/// The second that `time` lies in; what is before 1970 counts as 1970.
pub(super) fn unix(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(super) fn system(seconds: u64) -> SystemTime {
    // DER dates end with the year 9999, which every platform's clock can hold.
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Where `now` lies in a validity given by its first and its last second.
pub(super) fn validity(not_before: u64, not_after: u64, now: u64) -> Validity {
    if now < not_before {
        Validity::NotYet
    } else if now <= not_after {
        Validity::Valid
    } else {
        Validity::Expired
    }
}

/// How many more days the validity lasts by the calendar of Japan: 0 on its last day.
/// `None` once it is over.
pub(super) fn days_left(not_after: u64, now: u64) -> Option<u64> {
    let day = |seconds: u64| seconds.saturating_add(JAPAN).checked_div(DAY);
    if now > not_after {
        return None;
    }
    day(not_after)?.checked_sub(day(now)?)
}

/// Now, and how far clocks may differ.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) now: u64,
    pub(super) tolerance: u64,
}

impl Clock {
    /// `time` is still to come.
    pub(super) fn is_before(self, time: u64) -> bool {
        self.now.saturating_add(self.tolerance) < time
    }

    /// `time` is over.
    pub(super) fn is_after(self, time: u64) -> bool {
        time.saturating_add(self.tolerance) < self.now
    }
}

#[cfg(test)]
mod tests {
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
        // Ends at 09:00:00 in Japan, a second after the day's begin in UTC.
        let end = 1_901_232_000;
        assert_eq!(days_left(end, end - 9 * 3600), Some(0));
        assert_eq!(days_left(end, end - 9 * 3600 - 1), Some(1));
        assert_eq!(days_left(u64::MAX, 0), Some(u64::MAX / DAY));
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
}
