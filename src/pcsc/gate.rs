//! Keeps `fork` apart from calls that hold libpcsclite's lock of the whole process: opening a
//! context, an answer of the service long, releasing one, and looking one up. A child that is
//! forked meanwhile has that lock and nobody to let go of it, and its every PC/SC call would
//! hang.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a fork waits for a service that does not answer.
const PATIENCE: Duration = Duration::from_secs(1);
const BREATH: Duration = Duration::from_millis(1);

/// How many threads are at such a call.
static OPENING: AtomicUsize = AtomicUsize::new(0);
/// How many of them are past the look at forks: the others hold no lock.
static PASSING: AtomicUsize = AtomicUsize::new(0);
/// How many threads are forking.
static FORKING: AtomicUsize = AtomicUsize::new(0);
/// This is a child, forked while its parent held the lock.
static LOCKED: AtomicBool = AtomicBool::new(false);

/// Lets such a call be made for as long as the value lives; none where that would hang.
pub(super) struct Passage(());

impl Passage {
    pub(super) fn enter() -> Option<Self> {
        loop {
            if LOCKED.load(Ordering::SeqCst) {
                return None;
            }
            OPENING.fetch_add(1, Ordering::SeqCst);
            if FORKING.load(Ordering::SeqCst) == 0 {
                PASSING.fetch_add(1, Ordering::SeqCst);
                return Some(Self(()));
            }
            OPENING.fetch_sub(1, Ordering::SeqCst);
            thread::sleep(BREATH);
        }
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        PASSING.fetch_sub(1, Ordering::SeqCst);
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
    OPENING.store(0, Ordering::SeqCst);
    if PASSING.swap(0, Ordering::SeqCst) > 0 {
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
