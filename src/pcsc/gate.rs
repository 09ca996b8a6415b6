//! Keeps `fork` and the opening of a context apart. libpcsclite holds a lock of the whole
//! process while it opens one, an answer of the service long; a child that is forked
//! meanwhile has that lock and nobody to let go of it, and its every PC/SC call would hang.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a fork waits for a service that does not answer.
const PATIENCE: Duration = Duration::from_secs(1);
const BREATH: Duration = Duration::from_millis(1);

/// How many threads are opening a context.
static OPENING: AtomicUsize = AtomicUsize::new(0);
/// How many threads are forking.
static FORKING: AtomicUsize = AtomicUsize::new(0);
/// This is a child, forked while its parent held the lock.
static LOCKED: AtomicBool = AtomicBool::new(false);

/// Lets a context be opened for as long as the value lives; none where that would hang.
pub(super) struct Passage(());

impl Passage {
    pub(super) fn enter() -> Option<Self> {
        loop {
            OPENING.fetch_add(1, Ordering::SeqCst);
            let passage = Self(());
            if LOCKED.load(Ordering::SeqCst) {
                return None;
            }
            if FORKING.load(Ordering::SeqCst) == 0 {
                return Some(passage);
            }
            drop(passage);
            thread::sleep(BREATH);
        }
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        OPENING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Before a fork, in the thread that forks.
pub(super) extern "C" fn before_fork() {
    FORKING.fetch_add(1, Ordering::SeqCst);
    let begun = Instant::now();
    while OPENING.load(Ordering::SeqCst) > 0 && begun.elapsed() < PATIENCE {
        thread::sleep(BREATH);
    }
}

/// After it, in the parent.
pub(super) extern "C" fn after_fork_in_parent() {
    FORKING.fetch_sub(1, Ordering::SeqCst);
}

/// After it, in the child, which has one thread.
pub(super) extern "C" fn after_fork_in_child() {
    FORKING.store(0, Ordering::SeqCst);
    if OPENING.swap(0, Ordering::SeqCst) > 0 {
        LOCKED.store(true, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One test: the counts are the process's, and other tests may open contexts too.
    #[test]
    fn nobody_passes_during_a_fork() {
        before_fork();
        let passing = thread::spawn(|| Passage::enter().is_some());
        thread::sleep(BREATH * 20);
        assert!(!passing.is_finished());
        after_fork_in_parent();
        assert!(passing.join().unwrap());
    }
}
