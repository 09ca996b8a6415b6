//! Which process a value belongs to. A child of `fork` has its parent's memory, with locks that may
//! be held by a thread that it does not have, and its parent's connection to the PC/SC service,
//! which both would use at the same time.

use crate::error::{Error, Result};
use crate::status::Status;

/// The process that a value was created in. Checked before any lock is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// The process's number: 1 may be both a process and its child, in a namespace of its own.
    process: u32,
    /// How many forks led to it from the process that loaded the library.
    forks: u32,
}

impl Home {
    /// This process.
    pub(crate) fn here() -> Self {
        Self { process: std::process::id(), forks: forks::count() }
    }

    pub(crate) fn is_here(self) -> bool {
        self == Self::here()
    }

    /// Both numbers in one, which is not 0.
    #[cfg(feature = "pcsc")]
    pub(crate) fn number(self) -> u64 {
        (u64::from(self.forks) << 32) | u64::from(self.process)
    }

    /// Refuses a call in a child.
    ///
    /// # Errors
    /// `Forked`.
    pub(crate) fn check(self) -> Result<()> {
        if self.is_here() { Ok(()) } else { Err(Error::new(Status::Forked)) }
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::here()
    }
}

/// What runs around a fork. It uses only atomics.
#[cfg(unix)]
pub(crate) type ForkHandler = Option<extern "C" fn()>;

/// Has these run before each fork, and after it in the parent and in the child. Without memory for
/// that, they do not run.
#[cfg(unix)]
#[allow(unsafe_code, reason = "a call of the system")]
pub(crate) fn at_fork(before: ForkHandler, in_parent: ForkHandler, in_child: ForkHandler) {
    unsafe extern "C" {
        fn pthread_atfork(
            before: ForkHandler,
            in_parent: ForkHandler,
            in_child: ForkHandler,
        ) -> std::ffi::c_int;
    }
    // SAFETY: the functions use only atomics and exist as long as the library, which the
    // thread-local data of the Rust standard library keep loaded.
    let _ = unsafe { pthread_atfork(before, in_parent, in_child) };
}

/// Counts forks.
#[cfg(unix)]
mod forks {
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

    use crate::process::at_fork;

    static COUNT: AtomicU32 = AtomicU32::new(0);

    extern "C" fn in_child() {
        COUNT.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn count() -> u32 {
        static IS_COUNTED: AtomicBool = AtomicBool::new(false);
        if !IS_COUNTED.swap(true, Ordering::SeqCst) {
            at_fork(None, None, Some(in_child));
        }
        COUNT.load(Ordering::SeqCst)
    }
}

#[cfg(not(unix))]
mod forks {
    pub(super) const fn count() -> u32 {
        0
    }
}
