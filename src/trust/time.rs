//! Times in whole seconds since 1970-01-01T00:00:00Z, and calendar days in Japan.

use std::time::{Duration, SystemTime};

use der::DateTime;

use crate::certificate::Validity;

/// Japan is nine hours ahead of UTC, all year round.
const JAPAN: u64 = 9 * 60 * 60;
const DAY: u64 = 24 * 60 * 60;

/// The second that `time` lies in; times before 1970 count as 1970.
pub(super) fn unix(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(super) fn system(seconds: u64) -> SystemTime {
    // DER dates end with the year 9999, which every platform's clock can represent.
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Where `now` lies relative to a validity period given by its first and last second.
pub(super) fn validity(not_before: u64, not_after: u64, now: u64) -> Validity {
    if now < not_before {
        Validity::NotYet
    } else if now <= not_after {
        Validity::Valid
    } else {
        Validity::Expired
    }
}

/// How many more days the validity period lasts, in Japan time: 0 on its last day. `None` once it
/// has ended.
pub(super) fn days_left(not_after: u64, now: u64) -> Option<u64> {
    if now > not_after {
        return None;
    }
    day_in_japan(not_after).checked_sub(day_in_japan(now))
}

/// How many days ago a validity period ended, in Japan time: 0 on the day on which it ended, and
/// `None` until then.
pub(super) fn days_expired(not_after: u64, now: u64) -> Option<u64> {
    if now <= not_after {
        return None;
    }
    day_in_japan(now).checked_sub(day_in_japan(not_after))
}

/// Days since 1970-01-01 in Japan time.
fn day_in_japan(seconds: u64) -> u64 {
    seconds.saturating_add(JAPAN).checked_div(DAY).unwrap_or(0)
}

/// How many months after the month of its expiry a certificate is still accepted for eligibility
/// verification.
const GRACE_MONTHS: u8 = 3;

/// The last second of the third month after the month in which the validity ended, in Japan time:
/// until then the certificate is accepted for online eligibility verification. `None` at the end of
/// the range that DER can encode.
pub(super) fn grace_end(not_after: u64) -> Option<u64> {
    let end = DateTime::from_unix_duration(Duration::from_secs(not_after.checked_add(JAPAN)?));
    let end = end.ok()?;
    // Months from 0; the first moment after the grace period is the start of the next month.
    let months = end.month().checked_sub(1)?.checked_add(GRACE_MONTHS)?.checked_add(1)?;
    let year = end.year().checked_add(u16::from(months.checked_div(12)?))?;
    let month = months.checked_rem(12)?.checked_add(1)?;
    let after = DateTime::new(year, month, 1, 0, 0, 0).ok()?.unix_duration().as_secs();
    after.checked_sub(JAPAN)?.checked_sub(1)
}

/// The current time, and how far clocks may differ.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) now: u64,
    pub(super) tolerance: u64,
}

impl Clock {
    /// `time` is in the future.
    pub(super) fn is_before(self, time: u64) -> bool {
        self.now.saturating_add(self.tolerance) < time
    }

    /// `time` is in the past.
    pub(super) fn is_after(self, time: u64) -> bool {
        time.saturating_add(self.tolerance) < self.now
    }
}

#[cfg(test)]
mod tests;
