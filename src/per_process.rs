//! Values that each process keeps for itself. After `fork` the child finds its parent's locks as
//! they were, perhaps held by a thread that it does not have, so it makes its own.

#![allow(unsafe_code, reason = "the value of another process is never freed")]

use std::sync::atomic::{AtomicPtr, Ordering};

use crate::process::Home;

/// A value that a process makes on first use, and keeps.
pub struct PerProcess<T: 'static>(AtomicPtr<Kept<T>>);

struct Kept<T> {
    home: Home,
    value: T,
}

impl<T: Send + Sync> PerProcess<T> {
    /// For a static.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "a static needs a const function")]
    pub const fn new() -> Self {
        Self(AtomicPtr::new(std::ptr::null_mut()))
    }

    /// The value of this process. `make` receives the parent's, and must not wait for any of its
    /// locks.
    pub fn get(&self, make: impl FnOnce(Option<&'static T>) -> T) -> &'static T {
        let known = self.0.load(Ordering::Acquire);
        // SAFETY: null, or made below and never freed once it was stored.
        let kept: Option<&'static Kept<T>> = unsafe { known.as_ref() };
        if let Some(kept) = kept.filter(|kept| kept.home.is_here()) {
            return &kept.value;
        }
        let value = make(kept.map(|parents| &parents.value));
        let mine = Box::into_raw(Box::new(Kept { home: Home::here(), value }));
        let stored = self.0.compare_exchange(known, mine, Ordering::AcqRel, Ordering::Acquire);
        let first = match stored {
            Ok(_) => mine,
            Err(first) => {
                // SAFETY: made above, and not yet shared.
                drop(unsafe { Box::from_raw(mine) });
                first
            }
        };
        // SAFETY: stored, so never freed; a value of this process, since only its threads store
        // here.
        unsafe { &(*first).value }
    }
}
