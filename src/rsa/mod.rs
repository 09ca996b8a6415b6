//! RSA signature verification (RFC 8017): the only implementation outside the virtual card.
//!
//! All values here are public, so nothing needs to run in constant time. Which keys are strong
//! enough is for the callers to decide.

mod key;
mod pkcs1;
mod pss;

pub(crate) use key::PublicKey;

/// How many modular exponentiations this thread has done: the cost of a verification.
#[cfg(test)]
pub(crate) mod count {
    use std::cell::Cell;

    thread_local! {
        static DONE: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn one() {
        DONE.set(DONE.get().saturating_add(1));
    }

    /// How many `what` does, and its result.
    pub(crate) fn of<T>(what: impl FnOnce() -> T) -> (usize, T) {
        let before = DONE.get();
        let value = what();
        (DONE.get().saturating_sub(before), value)
    }
}

#[cfg(test)]
#[cfg(feature = "virtual-card")]
pub(crate) mod tests;
