//! Checking RSA signatures (RFC 8017): the one place that does, outside of the virtual card.
//!
//! Everything here is public, so nothing takes care to last equally long for every input.
//! Which keys are strong enough is for those who ask.

mod key;
mod pkcs1;
mod pss;

pub(crate) use key::PublicKey;

/// How many modular exponentiations this thread has done: what a check costs.
#[cfg(test)]
pub(crate) mod count {
    use std::cell::Cell;

    thread_local! {
        static DONE: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn one() {
        DONE.set(DONE.get().saturating_add(1));
    }

    /// How many `what` does, and what comes of it.
    pub(crate) fn of<T>(what: impl FnOnce() -> T) -> (usize, T) {
        let before = DONE.get();
        let value = what();
        (DONE.get().saturating_sub(before), value)
    }
}

#[cfg(test)]
#[cfg(feature = "virtual-card")]
pub(crate) mod tests;
