//! Unit tests.

use super::*;

#[cfg(not(windows))]
#[test]
fn places_are_few_and_come_free() {
    let reader = |name| ReaderName::new(name).unwrap();
    let (one, other) = (reader("understudied"), reader("another"));
    let take = |reader, purpose| BackupSlot::take(reader, purpose);
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
