//! Which process a value belongs to. A child of `fork` has its parent's memory, with locks that may
//! be held by a thread that it does not have, and its parent's connection to the PC/SC service,
//! which both would use at the same time.

use crate::error::{Error, Result};
use crate::status::Status;

/// The process that a value was created in. Checked before any lock is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home(u32);

impl Home {
    /// This process.
    pub(crate) fn here() -> Self {
        Self(std::process::id())
    }

    pub(crate) fn is_here(self) -> bool {
        self == Self::here()
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
