//! Backup attempts (backups) at a card that another program keeps in use.
//!
//! pcsc-lite keeps no queue for a card: a program that cannot get a transaction retries every 100
//! ms, in libpcsclite to begin one and in pcscd to connect, and nothing shortens that. If another
//! program begins its next transaction within milliseconds of the last, a single attempt misses
//! most of the gaps. Several attempts at different times hit a gap proportionally more often. So an
//! attempt that another program holds up gets backup attempts, each with its own thread and
//! connection; the first that succeeds is used, the others leave the card alone and end as their
//! calls return.

use std::time::{Duration, Instant};

use crate::pcsc::process_list::ProcessList;
use crate::pcsc::reader::ReaderName;

/// The maximum number in this process for one reader and purpose: pcscd serves 200 connections in
/// total. On Windows the service wakes waiting callers.
const MOST: usize = if cfg!(windows) { 0 } else { 3 };
/// After how long an attempt counts as held up: longer than libpcsclite's interval.
const PATIENCE: Duration = Duration::from_millis(150);
/// The time between the starts of two: a fraction of the interval in which each retries.
const APART: Duration = Duration::from_millis(25);
/// The interval of checks whether one may be started, if none could be.
const LOOK: Duration = Duration::from_millis(100);

/// The purpose of a backup attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Connecting,
    Beginning,
}

/// The slots in use.
static TAKEN: ProcessList<(ReaderName, Purpose)> = ProcessList::new();

/// The slot of one backup attempt, until its thread has ended.
#[derive(Debug)]
pub(super) struct BackupSlot(ReaderName, Purpose);

impl BackupSlot {
    /// `None` while all are in use.
    pub(super) fn take(reader: &ReaderName, purpose: Purpose) -> Option<Self> {
        let is_taken = TAKEN.with(|taken| {
            let same = taken.iter().filter(|place| place.0 == *reader && place.1 == purpose);
            let is_free = (0..MOST).contains(&same.count());
            if is_free {
                taken.push((reader.clone(), purpose));
            }
            is_free
        });
        is_taken.then(|| Self(reader.clone(), purpose))
    }
}

impl Drop for BackupSlot {
    fn drop(&mut self) {
        TAKEN.with(|taken| {
            let same = |place: &(ReaderName, Purpose)| place.0 == self.0 && place.1 == self.1;
            if let Some(index) = taken.iter().position(same) {
                taken.swap_remove(index);
            }
        });
    }
}

/// When an attempt gets its next backup attempt.
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
mod tests;
