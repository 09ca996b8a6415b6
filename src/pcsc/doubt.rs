//! Readers that are listed and lead to nothing: the service does not know them when it is
//! asked for their state, or they leave as soon as they have come. Each is looked at again at
//! growing intervals, so that neither a look nor an event follows the other without end.

use std::time::{Duration, Instant};

use crate::pcsc::reader::ReaderName;

/// The second look comes so long after the first, which comes at once: a reader may be
/// unplugged and plugged in again. The time doubles with each further one.
const FIRST: Duration = Duration::from_millis(250);
/// Up to this.
const LONGEST: Duration = Duration::from_secs(5);
/// A reader that was there for so long has left doubt behind.
const TRUST: Duration = Duration::from_secs(5);

#[derive(Debug)]
struct Doubt {
    name: ReaderName,
    /// How often in a row it led to nothing.
    times: u32,
    /// Not before that.
    again: Instant,
    /// Since when it is there.
    there: Option<Instant>,
}

/// The names that are in doubt.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Doubt>);

impl Doubts {
    /// The reader led to nothing, once more, or left.
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

    /// The reader is there.
    pub(super) fn clear(&mut self, name: &ReaderName) {
        for doubt in self.0.iter_mut().filter(|doubt| doubt.name == *name) {
            doubt.there = Some(Instant::now());
        }
    }

    /// Whether the reader is not to be looked at yet.
    pub(super) fn holds(&self, name: &ReaderName) -> bool {
        let now = Instant::now();
        self.0.iter().any(|doubt| doubt.name == *name && doubt.there.is_none() && now < doubt.again)
    }

    /// When one of them is to be looked at again.
    pub(super) fn next_look(&self) -> Option<Instant> {
        let now = Instant::now();
        let waits = |doubt: &&Doubt| doubt.there.is_none() && now < doubt.again;
        self.0.iter().filter(waits).map(|doubt| doubt.again).min()
    }

    /// Those that are neither listed nor have just left.
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
mod tests {
    use super::*;

    #[test]
    fn the_first_look_comes_at_once_and_each_further_one_later() {
        let pauses = [1, 2, 3, 4, 5, 6, 7, 40, u32::MAX].map(|times| pause(times).as_millis());
        assert_eq!(pauses, [0, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
        let (mut doubts, name) = (Doubts::default(), ReaderName::new("desk").unwrap());
        doubts.raise(&name);
        assert!(!doubts.holds(&name) && doubts.next_look().is_none());
        doubts.raise(&name);
        assert!(doubts.holds(&name) && doubts.next_look().is_some());
        // There for a moment only: the doubt stays.
        doubts.clear(&name);
        assert!(!doubts.holds(&name) && doubts.next_look().is_none());
        doubts.raise(&name);
        assert_eq!(doubts.0[0].times, 3);
        doubts.0[0].there = Instant::now().checked_sub(TRUST);
        doubts.raise(&name);
        assert_eq!(doubts.0[0].times, 1);
        doubts.forget_old(std::slice::from_ref(&name));
        assert_eq!(doubts.0.len(), 1);
        doubts.0[0].again = Instant::now().checked_sub(TRUST).unwrap();
        doubts.forget_old(&[]);
        assert!(doubts.0.is_empty());
    }
}
