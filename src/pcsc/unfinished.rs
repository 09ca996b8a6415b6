//! Calls that nobody waits for now, and whose threads are this process's.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

/// A list of unfinished calls, for a static. A child of `fork` begins with an empty one.
pub(super) struct Unfinished<T> {
    calls: Mutex<Vec<T>>,
    /// The process whose threads they are; 0 at first.
    process: AtomicU32,
}

impl<T> Unfinished<T> {
    pub(super) const fn new() -> Self {
        Self { calls: Mutex::new(Vec::new()), process: AtomicU32::new(0) }
    }

    pub(super) fn with<R>(&self, work: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let this = std::process::id();
        let known = self.process.compare_exchange(0, this, Ordering::SeqCst, Ordering::SeqCst);
        if known.is_ok() || known == Err(this) {
            return work(&mut self.calls.lock().unwrap_or_else(PoisonError::into_inner));
        }
        // A child of `fork` has its parent's memory and none of its threads, one of which may
        // have held the lock.
        let calls = match self.calls.try_lock() {
            Ok(calls) => Some(calls),
            Err(TryLockError::Poisoned(calls)) => Some(calls.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        let Some(mut calls) = calls else { return work(&mut Vec::new()) };
        if self.process.swap(this, Ordering::SeqCst) != this {
            std::mem::forget(std::mem::take(&mut *calls));
        }
        work(&mut calls)
    }
}
