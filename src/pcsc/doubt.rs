//! Readers that are listed but unusable: the service does not know them when their state is
//! queried, or they leave as soon as they have come. Each is checked again at growing intervals, so
//! that neither queries nor events repeat endlessly.

use std::time::{Duration, Instant};

use crate::pcsc::reader::ReaderName;

/// The time until the second check; the first is immediate, because a reader may have been
/// unplugged and plugged in again. The time doubles with each further check.
const FIRST: Duration = Duration::from_millis(250);
/// The maximum of that time.
const LONGEST: Duration = Duration::from_secs(5);
/// A reader that has been present this long is no longer in doubt.
const TRUST: Duration = Duration::from_secs(5);

#[derive(Debug)]
struct Doubt {
    name: ReaderName,
    /// How often in a row it was unusable.
    times: u32,
    /// Not checked before this time.
    again: Instant,
    /// Since when it has been present.
    there: Option<Instant>,
}

/// The names in doubt.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Doubt>);

impl Doubts {
    /// The reader was unusable once more, or left.
    pub(super) fn raise(&mut self, name: &ReaderName) {
        let now = Instant::now();
        let index = self.0.iter().position(|doubt| doubt.name == *name);
        let before = index.map(|index| self.0.swap_remove(index));
        let trusted = before
            .as_ref()
            .and_then(|doubt| doubt.there)
            .is_some_and(|there| now.saturating_duration_since(there) >= TRUST);
        let times = before.filter(|_| !trusted).map_or(0, |doubt| doubt.times).saturating_add(1);
        let again = now.checked_add(pause(times)).unwrap_or(now);
        self.0.push(Doubt { name: name.clone(), times, again, there: None });
    }

    /// The reader is present.
    pub(super) fn clear(&mut self, name: &ReaderName) {
        for doubt in self.0.iter_mut().filter(|doubt| doubt.name == *name) {
            doubt.there = Some(Instant::now());
        }
    }

    /// Whether it is too early to check the reader.
    pub(super) fn holds(&self, name: &ReaderName) -> bool {
        let now = Instant::now();
        self.0.iter().any(|doubt| doubt.name == *name && doubt.there.is_none() && now < doubt.again)
    }

    /// When the next of them is due to be checked.
    pub(super) fn next_look(&self) -> Option<Instant> {
        let now = Instant::now();
        let waits = |doubt: &&Doubt| doubt.there.is_none() && now < doubt.again;
        self.0.iter().filter(waits).map(|doubt| doubt.again).min()
    }

    /// Removes those that are neither listed nor have just left.
    pub(super) fn forget_old(&mut self, listed: &[ReaderName]) {
        let now = Instant::now();
        self.0.retain(|doubt| {
            listed.contains(&doubt.name) || now.saturating_duration_since(doubt.again) < TRUST
        });
    }
}

fn pause(times: u32) -> Duration {
    match times.checked_sub(2) {
        None => Duration::ZERO,
        Some(doublings) => {
            FIRST.saturating_mul(1_u32.checked_shl(doublings).unwrap_or(u32::MAX)).min(LONGEST)
        }
    }
}

#[cfg(test)]
mod tests;
