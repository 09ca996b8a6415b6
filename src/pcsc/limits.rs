//! Time limits for calls on a card.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The shortest time for a card: powering it up and querying it takes about 100 ms; finding out
/// that it does not answer takes several times that.
pub(super) const LEAST: Duration = Duration::from_secs(1);

/// The value in milliseconds that means no limit.
const FOR_EVER: u64 = u64::MAX;

/// The limits of one link; none by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    /// For another program's transaction.
    pub(super) transaction: Option<Duration>,
    /// For the reader, while the transaction is ours.
    pub(super) exchange: Option<Duration>,
}

/// A limit that may be changed at any time.
#[derive(Debug)]
struct Limit(AtomicU64);

impl Limit {
    fn new(time: Option<Duration>) -> Self {
        let limit = Self(AtomicU64::new(FOR_EVER));
        limit.set(time);
        limit
    }

    fn set(&self, time: Option<Duration>) {
        let milliseconds =
            |time: Duration| u64::try_from(time.max(LEAST).as_millis()).unwrap_or(FOR_EVER);
        self.0.store(time.map_or(FOR_EVER, milliseconds), Ordering::Relaxed);
    }

    fn get(&self) -> Option<Duration> {
        let milliseconds = self.0.load(Ordering::Relaxed);
        (milliseconds != FOR_EVER).then(|| Duration::from_millis(milliseconds))
    }
}

/// The default limit of the wait for another program's transaction.
pub(super) const DEFAULT_TRANSACTION: Duration = Duration::from_secs(10);
/// The default limit of the wait for a reader.
pub(super) const DEFAULT_EXCHANGE: Duration = Duration::from_secs(60);

/// The limits of a context, for the links made from it.
#[derive(Debug)]
pub(super) struct ContextLimits {
    transaction: Limit,
    exchange: Limit,
}

impl Default for ContextLimits {
    fn default() -> Self {
        Self {
            transaction: Limit::new(Some(DEFAULT_TRANSACTION)),
            exchange: Limit::new(Some(DEFAULT_EXCHANGE)),
        }
    }
}

impl ContextLimits {
    pub(super) fn set_transaction(&self, time: Option<Duration>) {
        self.transaction.set(time);
    }

    pub(super) fn set_exchange(&self, time: Option<Duration>) {
        self.exchange.set(time);
    }

    pub(super) fn get(&self) -> Limits {
        Limits { transaction: self.transaction.get(), exchange: self.exchange.get() }
    }
}

#[cfg(test)]
mod tests;
