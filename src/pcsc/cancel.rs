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
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    /// Forgets a wake-up that finds no sleeper, as PC/SC does.
    #[derive(Default)]
    struct Service {
        inside: Mutex<bool>,
        woken: Condvar,
        forgotten: AtomicUsize,
    }

    impl Wake for Service {
        fn wake(&self) {
            let mut inside = self.inside.lock().unwrap();
            if !std::mem::take(&mut *inside) {
                self.forgotten.fetch_add(1, Ordering::SeqCst);
            }
            self.woken.notify_all();
        }
    }

    impl Service {
        fn sleep(&self) {
            let mut inside = self.inside.lock().unwrap();
            *inside = true;
            drop(self.woken.wait_while(inside, |inside| *inside).unwrap());
        }
    }

    fn until(done: impl Fn() -> bool) {
        while !done() {
            thread::sleep(Duration::from_micros(100));
        }
    }

    #[test]
    fn one_cancel_reaches_a_wait_that_is_about_to_block() {
        let (waits, service) = (Arc::new(Waits::default()), Arc::new(Service::default()));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let wait = waits.start();
                wait.block(service.clone(), || {
                    // Not yet asleep when the first wake-ups come.
                    until(|| service.forgotten.load(Ordering::SeqCst) >= 3);
                    service.sleep();
                })
            });
            until(|| waits.lock().entries.iter().any(|entry| entry.blocking.is_some()));
            waits.cancel();
            assert_eq!(waiting.join().unwrap().unwrap_err().status(), Status::Cancelled);
        });
        assert!(waits.lock().entries.is_empty());
    }

    #[test]
    fn a_cancel_ends_the_waits_of_its_moment_and_no_other() {
        let (waits, service) = (Arc::new(Waits::default()), Arc::new(Service::default()));
        waits.cancel();
        let wait = waits.start();
        assert_eq!(wait.check(), Ok(()));
        assert_eq!(wait.block(service.clone(), || 7), Ok(7));
        assert_eq!(wait.pause(Duration::ZERO), Ok(()));
        waits.cancel();
        let next = waits.start();
        assert!(wait.check().is_err());
        assert!(wait.block(service.clone(), || 7).is_err());
        assert!(wait.pause(Duration::from_secs(60)).is_err());
        assert!(wait.finish(()).is_err());
        assert_eq!(next.finish(7), Ok(7));
        waits.close();
        assert!(waits.start().check().is_err());
        assert_eq!(service.forgotten.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn an_owner_ends_its_own_waits_only() {
        let waits = Arc::new(Waits::default());
        let (one, other) = (waits.new_owner(), waits.new_owner());
        let (ones, others, nobodys) =
            (waits.start_of(Some(one), None), waits.start_of(Some(other), None), waits.start());
        waits.cancel_of(one);
        assert!(ones.check().is_err());
        assert!(others.check().is_ok() && nobodys.check().is_ok());
        waits.cancel();
        assert!(others.check().is_err() && nobodys.check().is_err());
    }

    #[test]
    fn a_turn_comes_when_a_wait_has_ended_or_time_has() {
        let waits = Arc::new(Waits::default());
        let wait = waits.start();
        let soon = Instant::now().checked_add(Duration::from_millis(5));
        assert_eq!(wait.until(soon, || None::<()>), Ok(None));
        let earlier = waits.start();
        let turn = Mutex::new(());
        let held = turn.lock().unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| wait.until(None, || turn.try_lock().ok().map(drop)));
            thread::sleep(Duration::from_millis(20));
            drop(held);
            drop(earlier);
            assert_eq!(waiting.join().unwrap(), Ok(Some(())));
            let waiting = scope.spawn(|| wait.until(None, || None::<()>));
            thread::sleep(Duration::from_millis(20));
            waits.cancel();
            assert!(waiting.join().unwrap().is_err());
        });
    }

    #[test]
    fn a_pause_ends_at_once() {
        let waits = Arc::new(Waits::default());
        thread::scope(|scope| {
            let pausing = scope.spawn(|| waits.start().pause(PATIENCE * 10));
            until(|| !waits.lock().entries.is_empty());
            waits.cancel();
            assert!(pausing.join().unwrap().is_err());
        });
    }
}
