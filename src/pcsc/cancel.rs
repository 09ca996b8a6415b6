//! Ending waits from another thread without losing a cancel.
//!
//! A wake-up reaches only a thread that is asleep: one that comes just before, or between two
//! sleeps, is lost. So each wait is registered here. A cancel marks the waits in progress, which
//! check the mark before and after each sleep, and repeats the wake-up until those about to sleep
//! have returned. It never calls the service, which may be frozen: the waits sleep in the library
//! while their calls to the service run on other threads.
//!
//! The calls of one monitor are waits like any other, but also have an owner, so that the monitor
//! can end its own waits. A [`Cancellation`] marks the waits it was passed to.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancellation::{Cancellation, Waiting};
use crate::status::Status;

/// The time between two wake-ups: longer than a thread takes to go to sleep.
const REPEAT: Duration = Duration::from_millis(1);
/// How long a cancel waits for the marked waits to return; they end with `Cancelled` in any case.
const PATIENCE: Duration = Duration::from_secs(2);

/// Something that a wait sleeps in.
pub(super) trait Wake: Send + Sync {
    /// Wakes the thread that sleeps in it; without one this has no effect. Returns immediately.
    fn wake(&self);
}

/// Groups waits that are cancelled together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner(u64);

struct Entry {
    id: u64,
    owner: Option<Owner>,
    cancelled: bool,
    /// What the wait blocks in, while it is blocked.
    blocking: Option<Arc<dyn Wake>>,
}

struct Register {
    next_id: u64,
    closed: bool,
    entries: Vec<Entry>,
}

impl Register {
    fn take_id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id = id.wrapping_add(1);
        id
    }

    fn entry(&mut self, id: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.id == id)
    }
}

/// The waits that one [`Context`](crate::pcsc::Context) has in progress.
pub(super) struct Waits {
    register: Mutex<Register>,
    changed: Condvar,
}

impl fmt::Debug for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waits").field("in_progress", &self.lock().entries.len()).finish()
    }
}

impl Default for Waits {
    fn default() -> Self {
        let register = Register { next_id: 0, closed: false, entries: Vec::new() };
        Self { register: Mutex::new(register), changed: Condvar::new() }
    }
}

impl Waits {
    fn lock(&self) -> MutexGuard<'_, Register> {
        // Each change of the register is a single store: a panic cannot leave it inconsistent.
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a wait; it counts as in progress until the [`Wait`] is dropped. Call it before doing
    /// anything else for the wait: a cancel does not reach what comes before.
    pub(super) fn start(self: &Arc<Self>) -> Wait<'_> {
        self.start_of(None, None)
    }

    /// Like [`start`](Self::start), for a wait that belongs to `owner` and that `cancellation` ends
    /// too.
    pub(super) fn start_of(
        self: &Arc<Self>,
        owner: Option<Owner>,
        cancellation: Option<&Cancellation>,
    ) -> Wait<'_> {
        let id = {
            let mut register = self.lock();
            let id = register.take_id();
            let cancelled = register.closed;
            register.entries.push(Entry { id, owner, cancelled, blocking: None });
            id
        };
        if cancellation.is_some_and(|cancellation| cancellation.join(self.clone(), id)) {
            self.mark(id);
        }
        Wait { waits: self, id, cancellation: cancellation.cloned() }
    }

    /// A fresh owner ID.
    pub(super) fn new_owner(&self) -> Owner {
        Owner(self.lock().take_id())
    }

    /// Ends every wait in progress now, and every later one as it begins.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.cancel();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.lock().closed
    }

    /// Ends every wait that is in progress now.
    pub(super) fn cancel(&self) {
        self.cancel_those(|_| true);
    }

    /// Ends every wait of `owner` in progress now.
    pub(super) fn cancel_of(&self, owner: Owner) {
        self.cancel_those(|whose| whose == Some(owner));
    }

    fn cancel_those(&self, are_meant: impl Fn(Option<Owner>) -> bool) {
        let mut marked = Vec::new();
        for entry in self.lock().entries.iter_mut().filter(|entry| are_meant(entry.owner)) {
            entry.cancelled = true;
            marked.push(entry.id);
        }
        self.rouse(&marked);
    }
}

impl Waiting for Waits {
    fn mark(&self, id: u64) {
        if let Some(entry) = self.lock().entry(id) {
            entry.cancelled = true;
        }
    }

    fn rouse(&self, marked: &[u64]) {
        let mut register = self.lock();
        // For those in `pause`.
        self.changed.notify_all();
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let is_marked = |entry: &&Entry| marked.contains(&entry.id);
            let sleepers: Vec<_> = register
                .entries
                .iter()
                .filter(is_marked)
                .filter_map(|entry| entry.blocking.clone())
                .collect();
            if sleepers.is_empty() {
                return;
            }
            drop(register);
            sleepers.iter().for_each(|sleeper| sleeper.wake());
            register = self
                .changed
                .wait_timeout(self.lock(), REPEAT)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

/// One wait in progress.
pub(super) struct Wait<'a> {
    waits: &'a Arc<Waits>,
    id: u64,
    cancellation: Option<Cancellation>,
}

impl Wait<'_> {
    /// Fails with `Cancelled` if the wait was cancelled.
    pub(super) fn check(&self) -> Result<()> {
        self.note(|_| {})
    }

    fn note(&self, change: impl FnOnce(&mut Entry)) -> Result<()> {
        match self.waits.lock().entry(self.id) {
            Some(entry) if !entry.cancelled => {
                change(entry);
                Ok(())
            }
            _ => Err(Error::new(Status::Cancelled)),
        }
    }

    /// Runs `call`, which blocks in `sleeper`: a cancel wakes it.
    pub(super) fn block<R>(&self, sleeper: Arc<dyn Wake>, call: impl FnOnce() -> R) -> Result<R> {
        self.note(|entry| entry.blocking = Some(sleeper))?;
        let result = call();
        if let Some(entry) = self.waits.lock().entry(self.id) {
            entry.blocking = None;
        }
        self.waits.changed.notify_all();
        self.check()?;
        Ok(result)
    }

    /// Does nothing for a while, unless it is cancelled.
    pub(super) fn pause(&self, time: Duration) -> Result<()> {
        let goes_on =
            |register: &mut Register| !register.entry(self.id).is_some_and(|entry| entry.cancelled);
        let register = self.waits.lock();
        drop(self.waits.changed.wait_timeout_while(register, time, goes_on));
        self.check()
    }

    /// Waits until `ready` returns something, calling it again whenever a wait has ended; `None` at
    /// the deadline.
    pub(super) fn until<R>(
        &self,
        deadline: Option<Instant>,
        mut ready: impl FnMut() -> Option<R>,
    ) -> Result<Option<R>> {
        let mut register = self.waits.lock();
        loop {
            if register.entry(self.id).is_none_or(|entry| entry.cancelled) {
                return Err(Error::new(Status::Cancelled));
            }
            if let Some(result) = ready() {
                return Ok(Some(result));
            }
            let left = deadline.map(|end| end.saturating_duration_since(Instant::now()));
            let changed = &self.waits.changed;
            register = match left {
                Some(Duration::ZERO) => return Ok(None),
                Some(left) => {
                    changed.wait_timeout(register, left).unwrap_or_else(PoisonError::into_inner).0
                }
                None => changed.wait(register).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Ends the wait with `found`, unless a cancel came first.
    pub(super) fn finish<R>(self, found: R) -> Result<R> {
        // After this a cancel comes too late and does nothing.
        self.note(|_| {}).map(|()| found)
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        self.waits.lock().entries.retain(|entry| entry.id != self.id);
        self.waits.changed.notify_all();
        if let Some(cancellation) = &self.cancellation {
            cancellation.leave(self.waits, self.id);
        }
    }
}

#[cfg(test)]
mod tests;
