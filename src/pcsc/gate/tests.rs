//! Unit tests.

use super::*;

/// A single test: the counters are process-wide, and other tests may open contexts too.
#[test]
fn nobody_passes_during_a_fork() {
    before_fork();
    let passing = thread::spawn(|| Passage::enter().is_some());
    thread::sleep(SHORT_PAUSE * 20);
    assert!(!passing.is_finished());
    after_fork_in_parent();
    assert!(passing.join().unwrap());
}
