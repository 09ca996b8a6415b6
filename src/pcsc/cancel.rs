//! Ending waits from another thread, without losing one.
//!
//! `SCardCancel` wakes a thread that is inside `SCardGetStatusChange` and is
//! forgotten otherwise: one that comes just before, or between two of them, is
//! lost. So each wait is registered here. A cancel marks the waits of that moment,
//! which they see before and after each blocking call, and repeats `SCardCancel`
//! for those that are about to block until they have come out.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::raw::Session;
use crate::status::Status;

/// Between two `SCardCancel`: longer than a thread takes to start blocking.
const REPEAT: Duration = Duration::from_millis(1);
/// When a service that does not react is given up; the marked waits still end with
/// `Cancelled` as soon as it lets them go.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug)]
struct Entry {
    id: u64,
    session: Arc<Session>,
    cancelled: bool,
    blocking: bool,
}

#[derive(Debug, Default)]
struct Register {
    next_id: u64,
    entries: Vec<Entry>,
}

impl Register {
    fn entry(&mut self, id: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.id == id)
    }
}

/// The waits that one [`Context`](crate::pcsc::Context) has in progress.
#[derive(Debug, Default)]
pub(super) struct Waits {
    register: Mutex<Register>,
    changed: Condvar,
}

impl Waits {
    fn lock(&self) -> MutexGuard<'_, Register> {
        // Each change of the register is a single store: a panic cannot leave it half done.
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a wait; it counts as in progress until the [`Wait`] is dropped.
    pub(super) fn start(&self, session: Arc<Session>) -> Wait<'_> {
        let mut register = self.lock();
        let id = register.next_id;
        register.next_id = id.wrapping_add(1);
        register.entries.push(Entry { id, session, cancelled: false, blocking: false });
        Wait { waits: self, id }
    }

    /// Ends every wait that is in progress now.
    pub(super) fn cancel(&self) {
        let mut register = self.lock();
        let mut marked = Vec::new();
        for entry in &mut register.entries {
            entry.cancelled = true;
            marked.push(entry.id);
        }
        // Those that pause.
        self.changed.notify_all();
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let blocking = |entry: &&Entry| entry.blocking && marked.contains(&entry.id);
            let sessions: Vec<_> =
                register.entries.iter().filter(blocking).map(|e| Arc::clone(&e.session)).collect();
            if sessions.is_empty() {
                return;
            }
            drop(register);
            for session in &sessions {
                // What matters is whether the wait comes out, not what this says.
                let _ = session.cancel();
            }
            drop(sessions);
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
    waits: &'a Waits,
    id: u64,
}

impl Wait<'_> {
    /// Says `Cancelled` if the wait was cancelled.
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

    /// Runs `call`, which a cancel of the session wakes up.
    pub(super) fn block<R>(&self, call: impl FnOnce() -> R) -> Result<R> {
        self.note(|entry| entry.blocking = true)?;
        let result = call();
        if let Some(entry) = self.waits.lock().entry(self.id) {
            entry.blocking = false;
        }
        self.waits.changed.notify_all();
        self.check()?;
        Ok(result)
    }

    /// Does nothing for a while, unless it is cancelled.
    pub(super) fn pause(&self, time: Duration) -> Result<()> {
        let cancelled =
            |register: &mut Register| !register.entry(self.id).is_some_and(|entry| entry.cancelled);
        let register = self.waits.lock();
        drop(self.waits.changed.wait_timeout_while(register, time, cancelled));
        self.check()
    }

    /// Ends the wait with `found`, if no cancel came first.
    pub(super) fn finish<R>(self, found: R) -> Result<R> {
        // Once this is decided a cancel comes too late, and does nothing.
        self.note(|_| {}).map(|()| found)
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        self.waits.lock().entries.retain(|entry| entry.id != self.id);
        self.waits.changed.notify_all();
    }
}
