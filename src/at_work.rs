//! Whether this thread is in a call for which others wait, or works for one, so that any
//! further call comes from a callback: a log sink's or a transport's.

use std::cell::Cell;

thread_local! {
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Notes that this thread is in such a call, for as long as the value lives. In a
/// callback nothing is waited for: the call at work would wait for itself, and two
/// threads in callbacks of two calls for each other.
pub(crate) struct AtWork(bool);

impl AtWork {
    pub(crate) fn begin() -> Self {
        Self(AT_WORK.replace(true))
    }

    /// Whether this thread is in one.
    pub(crate) fn is_here() -> bool {
        AT_WORK.get()
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.set(self.0);
    }
}
