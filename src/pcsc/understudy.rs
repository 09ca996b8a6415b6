//! Further attempts at a card that another program keeps in use.
//!
//! pcsc-lite keeps no queue for a card: whoever is refused a transaction asks again every
//! 100 ms, in libpcsclite to begin one and in pcscd to connect, and nothing shortens that.
//! Beside a program that begins its next transaction within milliseconds of the last, one
//! attempt misses most of the gaps. Several that ask at different times meet a gap as many
//! times as often. So an attempt that another program holds up gets understudies, each with
//! a thread and a connection of its own; the first that comes is used, the others leave the
//! card alone and end as their calls return.

use std::time::{Duration, Instant};

use crate::pcsc::process_list::ProcessList;
use crate::pcsc::reader::ReaderName;

/// How many there are at most, in this process, for one reader and purpose: pcscd serves 200
/// connections in all. The service of Windows wakes those that wait.
const MOST: usize = if cfg!(windows) { 0 } else { 3 };
/// How long an attempt takes before it counts as held up: longer than libpcsclite's interval.
const PATIENCE: Duration = Duration::from_millis(150);
/// Between the starts of two: a share of the interval in which each asks again.
const APART: Duration = Duration::from_millis(25);
/// Between two looks at whether one may be started, where none could be.
const LOOK: Duration = Duration::from_millis(100);

/// What an understudy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Connecting,
    Beginning,
}

/// The places that are taken.
static TAKEN: ProcessList<(ReaderName, Purpose)> = ProcessList::new();

/// The place of one understudy, until its thread has ended.
#[derive(Debug)]
pub(super) struct Place(ReaderName, Purpose);

impl Place {
    /// `None` while all are taken.
    pub(super) fn take(reader: &ReaderName, purpose: Purpose) -> Option<Self> {
        let is_taken = TAKEN.with(|taken| {
            let same = taken.iter().filter(|place| place.0 == *reader && place.1 == purpose);
            let is_free = same.count() < MOST;
            if is_free {
                taken.push((reader.clone(), purpose));
            }
            is_free
        });
        is_taken.then(|| Self(reader.clone(), purpose))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        TAKEN.with(|taken| {
            let same = |place: &(ReaderName, Purpose)| place.0 == self.0 && place.1 == self.1;
            if let Some(index) = taken.iter().position(same) {
                taken.swap_remove(index);
            }
        });
    }
}

/// When an attempt gets its next understudy.
#[derive(Debug)]
pub(super) struct Schedule {
    next: Instant,
}

impl Schedule {
    /// For an attempt that begins now.
    pub(super) fn new() -> Self {
        Self { next: after(PATIENCE) }
    }

    /// How long to wait for the attempt first.
    pub(super) fn until(&self, deadline: Option<Instant>) -> Option<Instant> {
        if MOST == 0 {
            return deadline;
        }
        Some(deadline.map_or(self.next, |deadline| deadline.min(self.next)))
    }

    /// Starts one with `start` if it is time to; `start` says whether it did.
    pub(super) fn keep(&mut self, start: impl FnOnce() -> bool) {
        if Instant::now() >= self.next {
            self.next = after(if start() { APART } else { LOOK });
        }
    }
}

fn after(time: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(time).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn places_are_few_and_come_free() {
        let reader = |name| ReaderName::new(name).unwrap();
        let (one, other) = (reader("understudied"), reader("another"));
        let take = |reader, purpose| Place::take(reader, purpose);
        let mut taken: Vec<_> = (0..MOST).map(|_| take(&one, Purpose::Beginning)).collect();
        assert!(taken.iter().all(Option::is_some));
        assert!(take(&one, Purpose::Beginning).is_none());
        assert!(take(&one, Purpose::Connecting).is_some());
        assert!(take(&other, Purpose::Beginning).is_some());
        taken.pop();
        taken.push(take(&one, Purpose::Beginning));
        assert!(taken.iter().all(Option::is_some));
        assert!(take(&one, Purpose::Beginning).is_none());
    }

    #[test]
    fn none_starts_before_an_attempt_counts_as_held_up() {
        let mut schedule = Schedule::new();
        let mut started = 0;
        let mut start = || {
            started += 1;
            true
        };
        schedule.keep(&mut start);
        let soon = Instant::now();
        assert_eq!(schedule.until(Some(soon)), Some(soon));
        #[cfg(not(windows))]
        assert_eq!(schedule.until(None), Some(schedule.next));
        schedule.next = soon;
        schedule.keep(&mut start);
        assert_eq!(started, 1);
        assert!(schedule.next > soon);
    }
}
