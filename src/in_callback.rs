//! Whether this thread is in, or works for, a call that other threads wait for. Any further call on
//! it then comes from a callback: a log sink or a transport.

use std::cell::Cell;

thread_local! {
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Marks this thread as being in such a call for the lifetime of the value. A callback never waits:
/// the running call would wait for itself, and two threads in callbacks of two calls would wait for
/// each other.
pub(crate) struct CallbackGuard(bool);

impl CallbackGuard {
    pub(crate) fn begin() -> Self {
        Self(AT_WORK.replace(true))
    }

    /// Whether this thread is in such a call.
    pub(crate) fn is_here() -> bool {
        AT_WORK.get()
    }
}

impl Drop for CallbackGuard {
    fn drop(&mut self) {
        AT_WORK.set(self.0);
    }
}
