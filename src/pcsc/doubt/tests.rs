//! Unit tests.

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
    // Present only for a moment: the doubt stays.
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
