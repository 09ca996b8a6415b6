//! Separates `fork` from calls that hold libpcsclite's process-wide lock: opening a context (until
//! the service answers), releasing one, and looking one up. A child forked during that time inherits the
//! locked lock without the thread that would release it, and all its PC/SC calls would hang.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a fork waits for a service that does not answer.
const PATIENCE: Duration = Duration::from_secs(1);
const SHORT_PAUSE: Duration = Duration::from_millis(1);

/// How many threads are in such a call.
static OPENING: AtomicUsize = AtomicUsize::new(0);
/// How many of them have passed the check for forks: the others hold no lock.
static PASSING: AtomicUsize = AtomicUsize::new(0);
/// How many threads are forking.
static FORKING: AtomicUsize = AtomicUsize::new(0);
/// Whether this is a child that was forked while its parent held the lock.
static LOCKED: AtomicBool = AtomicBool::new(false);

/// Permission for such a call, for as long as the value lives; none where the call would hang.
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
            thread::sleep(SHORT_PAUSE);
        }
    }
}

impl Drop for Passage {
    fn drop(&mut self) {
        PASSING.fetch_sub(1, Ordering::SeqCst);
        OPENING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Called before a fork, in the forking thread.
pub(super) extern "C" fn before_fork() {
    FORKING.fetch_add(1, Ordering::SeqCst);
    let started = Instant::now();
    while OPENING.load(Ordering::SeqCst) > 0 && started.elapsed() < PATIENCE {
        thread::sleep(SHORT_PAUSE);
    }
}

/// Called after it, in the parent.
pub(super) extern "C" fn after_fork_in_parent() {
    FORKING.fetch_sub(1, Ordering::SeqCst);
}

/// Called after it, in the child, which has one thread.
pub(super) extern "C" fn after_fork_in_child() {
    FORKING.store(0, Ordering::SeqCst);
    OPENING.store(0, Ordering::SeqCst);
    if PASSING.swap(0, Ordering::SeqCst) > 0 {
        LOCKED.store(true, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests;
