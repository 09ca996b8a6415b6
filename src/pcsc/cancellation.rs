//! A persistent cancellation.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Where the waits of one context are registered.
pub(super) trait Waiting: Send + Sync {
    /// Marks one wait as cancelled, if it is in progress.
    fn mark(&self, id: u64);

    /// Wakes the sleeping ones of the marked waits until they have returned.
    fn rouse(&self, marked: &[u64]);
}

/// Ends the waits that it is passed to, both current and future ones: they return `Cancelled`. For
/// a Cancel button or a closing window, which may come just before the wait it is meant for;
/// [`Context::cancel`](crate::pcsc::Context::cancel) would have no effect then.
///
/// Clones are the same cancellation. Any number of waits, of any contexts and on any threads, may
/// share one. A wait that it is not passed to is not affected. It cannot be undone: create one for
/// each thing that a person may cancel.
///
/// ```
/// use jpkicard::Status;
/// use jpkicard::pcsc::{Cancellation, Context, WaitOptions};
///
/// let button = Cancellation::new();
/// let options = WaitOptions::new().cancellation(&button);
/// // On another thread, before or during the wait:
/// button.cancel();
/// let error = Context::new().wait_for_card(&options).unwrap_err();
/// assert_eq!(error.status(), Status::Cancelled);
/// ```
#[derive(Clone, Default)]
pub struct Cancellation(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    cancelled: bool,
    /// The waits in progress, by their numbers.
    waits: Vec<(Weak<dyn Waiting>, u64)>,
}

impl Cancellation {
    /// A cancellation that has not been triggered.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Each change of the state is a single step: a panic cannot leave it inconsistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends every wait that it is passed to, now and later. Returns once those in progress have
    /// been woken; does nothing the second time. Any thread. Does not touch any card.
    pub fn cancel(&self) {
        let waits = {
            let mut state = self.lock();
            state.cancelled = true;
            std::mem::take(&mut state.waits)
        };
        // All are marked before any is waited for.
        let marked: Vec<_> =
            waits.iter().filter_map(|(waits, id)| Some((waits.upgrade()?, *id))).collect();
        marked.iter().for_each(|(waits, id)| waits.mark(*id));
        marked.iter().for_each(|(waits, id)| waits.rouse(&[*id]));
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    /// Registers a wait that has begun; returns whether it must end immediately.
    pub(super) fn join(&self, waits: Arc<dyn Waiting>, id: u64) -> bool {
        let mut state = self.lock();
        if !state.cancelled {
            state.waits.push((Arc::downgrade(&waits), id));
        }
        state.cancelled
    }

    /// Forgets a wait that has ended.
    pub(super) fn leave(&self, waits: &Arc<impl Waiting>, id: u64) {
        let waits = Arc::as_ptr(waits);
        let is_it = |whose: &Weak<dyn Waiting>| std::ptr::addr_eq(whose.as_ptr(), waits);
        self.lock().waits.retain(|(whose, which)| !is_it(whose) || *which != id);
    }
}

impl PartialEq for Cancellation {
    /// Whether both are the same cancellation.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Cancellation {}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancellation").field("cancelled", &self.is_cancelled()).finish()
    }
}

#[cfg(test)]
mod tests;
