//! Lists shared by the whole process, which start empty in a child of `fork`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

use crate::process::Home;

/// A list for a static, such as calls that nobody waits for now, whose threads belong to this
/// process. A child of `fork` starts with an empty one.
pub(super) struct ProcessList<T> {
    items: Mutex<Vec<T>>,
    /// The process that the items belong to; 0 initially.
    process: AtomicU64,
}

impl<T> ProcessList<T> {
    pub(super) const fn new() -> Self {
        Self { items: Mutex::new(Vec::new()), process: AtomicU64::new(0) }
    }

    pub(super) fn with<R>(&self, work: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let this = Home::here().number();
        let known = self.process.compare_exchange(0, this, Ordering::SeqCst, Ordering::SeqCst);
        if known.is_ok() || known == Err(this) {
            return work(&mut self.items.lock().unwrap_or_else(PoisonError::into_inner));
        }
        // A child of `fork` has its parent's memory but none of its threads, one of which may have
        // held the lock.
        let items = match self.items.try_lock() {
            Ok(items) => Some(items),
            Err(TryLockError::Poisoned(items)) => Some(items.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        let Some(mut items) = items else { return work(&mut Vec::new()) };
        if self.process.swap(this, Ordering::SeqCst) != this {
            std::mem::forget(std::mem::take(&mut *items));
        }
        work(&mut items)
    }
}
