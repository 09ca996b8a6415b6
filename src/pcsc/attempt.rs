//! A PC/SC call that may block indefinitely, run on its own thread.
//!
//! While another program holds a transaction with a card, `SCardConnect`,
//! `SCardBeginTransaction`, `SCardReconnect` and `SCardStatus` do not return, and nothing ends
//! them: not `SCardCancel`, not closing the handle (pcsc-lite: the first blocks inside the service,
//! the others in libpcsclite, which retries every 100 ms; Windows: all inside the service). Nor can
//! it be checked beforehand: the other program may begin between the check and the call. So the
//! thread blocks, and the caller waits for it as long as it chooses.

use std::fmt;
use std::sync::mpsc::{SendError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crate::in_callback::CallbackGuard;
use crate::pcsc::backup::BackupSlot;
use crate::pcsc::cancel::Wake;

/// The state of an attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress<T> {
    /// The call still blocks.
    Pending,
    /// It returned.
    Done(T),
    /// It returned while nobody was waiting, and left no outcome.
    Void,
    /// It ended in a panic.
    Panicked,
}

struct Slot<T> {
    outcome: Option<T>,
    finished: bool,
    panicked: bool,
    /// Whether someone is waiting for the outcome.
    awaited: bool,
    woken: bool,
    /// How many backup attempts have not returned.
    backups: usize,
    /// The outcome came from a backup attempt.
    stands_in: bool,
    /// The slot of a backup attempt whose outcome was used while the original call still blocks:
    /// the call holds it now.
    place: Option<BackupSlot>,
    /// Nobody will wait for it again.
    abandoned: bool,
}

impl<T> Slot<T> {
    /// Whether there is nothing more to wait for.
    fn is_settled(&self) -> bool {
        match self.outcome {
            Some(_) => self.finished || self.stands_in,
            None => self.finished && (self.panicked || self.backups == 0),
        }
    }

    /// Whether an outcome arriving now would be used.
    fn is_open(&self) -> bool {
        self.awaited && self.outcome.is_none()
    }
}

/// Where the thread stores the outcome.
pub(super) struct Shared<T> {
    slot: Mutex<Slot<T>>,
    changed: Condvar,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Slot<T>> {
        // Each change of the slot is a single store: a panic cannot leave it inconsistent.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send> Wake for Shared<T> {
    fn wake(&self) {
        self.lock().woken = true;
        self.changed.notify_all();
    }
}

/// Marks the attempt as finished, however the thread ends.
struct Finish<T>(Arc<Shared<T>>);

impl<T> Drop for Finish<T> {
    fn drop(&mut self) {
        let mut slot = self.0.lock();
        slot.panicked = thread::panicking();
        slot.finished = true;
        let place = slot.place.take();
        drop(slot);
        drop(place);
        self.0.changed.notify_all();
    }
}

/// One backup attempt, until its thread ends, however it does.
struct Backup<T>(Arc<Shared<T>>, Option<BackupSlot>);

impl<T> Drop for Backup<T> {
    fn drop(&mut self) {
        let mut slot = self.0.lock();
        slot.backups = slot.backups.saturating_sub(1);
        drop(slot);
        self.0.changed.notify_all();
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// A thread that makes calls one after another, so that exchanges with a card do not take longer
/// because a thread has to be created. It is created on first use, and sleeps between calls.
#[derive(Default)]
pub(super) struct Helper(Option<(Sender<Job>, JoinHandle<()>)>);

impl Helper {
    /// Runs `job` on it; false if the system cannot create a thread.
    fn work(&mut self, job: Job) -> bool {
        let job = match &self.0 {
            Some((jobs, _)) => match jobs.send(job) {
                Ok(()) => return true,
                // A panic ended the thread.
                Err(SendError(job)) => job,
            },
            None => job,
        };
        let (jobs, given) = channel::<Job>();
        let body = move || given.into_iter().for_each(|job| job());
        let thread = thread::Builder::new().name("jpkicard".to_owned()).spawn(body);
        self.0 = thread.ok().filter(|_| jobs.send(job).is_ok()).map(|thread| (jobs, thread));
        self.0.is_some()
    }

    /// Ends the idle thread. A thread that is in a call must be dropped instead, and ends when the
    /// call returns.
    pub(super) fn end(self) {
        if let Some((jobs, thread)) = self.0 {
            drop(jobs);
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Helper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Helper").field(&self.0.is_some()).finish()
    }
}

/// A call in progress. Dropping it does not end the call: the thread waits for it to return and
/// drops its result.
pub(super) struct Attempt<T> {
    shared: Arc<Shared<T>>,
    /// The thread, if it was created for this call only.
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Attempt<T> {
    /// Starts `call` with `input`. If it returns while nobody is waiting, `unclaimed` decides what
    /// is kept for later callers.
    ///
    /// # Errors
    /// The input, if the system cannot create a thread.
    pub(super) fn start<I: Send + 'static>(
        input: I,
        call: impl FnOnce(I) -> T + Send + 'static,
        unclaimed: impl FnOnce(T) -> Option<T> + Send + 'static,
    ) -> Result<Self, Option<I>> {
        let mut thread = None;
        let mut attempt = Self::start_by(input, call, unclaimed, |job| {
            thread = thread::Builder::new().name("jpkicard".to_owned()).spawn(job).ok();
            thread.is_some()
        })?;
        attempt.thread = thread;
        Ok(attempt)
    }

    /// Like [`start`](Self::start), on a thread that is kept for more calls.
    ///
    /// # Errors
    /// As for [`start`](Self::start).
    pub(super) fn start_on<I: Send + 'static>(
        helper: &mut Helper,
        input: I,
        call: impl FnOnce(I) -> T + Send + 'static,
        unclaimed: impl FnOnce(T) -> Option<T> + Send + 'static,
    ) -> Result<Self, Option<I>> {
        Self::start_by(input, call, unclaimed, |job| helper.work(job))
    }

    fn start_by<I: Send + 'static>(
        input: I,
        call: impl FnOnce(I) -> T + Send + 'static,
        unclaimed: impl FnOnce(T) -> Option<T> + Send + 'static,
        begin: impl FnOnce(Job) -> bool,
    ) -> Result<Self, Option<I>> {
        let slot = Slot {
            outcome: None,
            finished: false,
            panicked: false,
            awaited: true,
            woken: false,
            backups: 0,
            stands_in: false,
            place: None,
            abandoned: false,
        };
        let shared = Arc::new(Shared { slot: Mutex::new(slot), changed: Condvar::new() });
        // Outside the closure, which is lost if no thread can be created.
        let input = Arc::new(Mutex::new(Some(input)));
        let take =
            |input: &Mutex<Option<I>>| input.lock().unwrap_or_else(PoisonError::into_inner).take();
        let begun = begin({
            let (finish, input) = (Finish(Arc::clone(&shared)), Arc::clone(&input));
            Box::new(move || {
                // A caller waits for this thread, so a callback made by it must not wait either.
                let _at_work = CallbackGuard::begin();
                let Some(input) = take(&input) else { return };
                let outcome = call(input);
                let mut slot = finish.0.lock();
                if slot.is_open() {
                    slot.outcome = Some(outcome);
                } else {
                    drop(slot);
                    let mut rest = unclaimed(outcome);
                    let mut slot = finish.0.lock();
                    if slot.outcome.is_none() && !slot.abandoned {
                        slot.outcome = rest.take();
                    }
                    drop(slot);
                }
            })
        });
        if begun { Ok(Self { shared, thread: None }) } else { Err(take(&input)) }
    }

    /// Starts a backup attempt of the same call, on its own thread: whichever returns first provides the
    /// outcome. `call` receives a function that says whether its outcome would still be used; an
    /// unused outcome is dropped. False if the system cannot create a thread.
    pub(super) fn also(
        &self,
        place: BackupSlot,
        call: impl FnOnce(&dyn Fn() -> bool) -> Option<T> + Send + 'static,
    ) -> bool {
        let shared = Arc::clone(&self.shared);
        let mut slot = shared.lock();
        slot.backups = slot.backups.saturating_add(1);
        drop(slot);
        let mut backup = Backup(shared, Some(place));
        let body = move || {
            let _at_work = CallbackGuard::begin();
            let shared = Arc::clone(&backup.0);
            let Some(outcome) = call(&|| shared.lock().is_open()) else { return };
            let mut slot = shared.lock();
            if !slot.is_open() {
                drop(slot);
                return drop(outcome);
            }
            (slot.outcome, slot.stands_in) = (Some(outcome), true);
            if !slot.finished {
                slot.place = backup.1.take();
            }
        };
        thread::Builder::new().name("jpkicard".to_owned()).spawn(body).is_ok()
    }

    /// Waits until the call or a backup attempt has returned, `deadline` has passed (`None`:
    /// never), or [`Wake::wake`] is called.
    pub(super) fn wait(&mut self, deadline: Option<Instant>) -> Progress<T> {
        let progress = self.watch(deadline);
        if !matches!(progress, Progress::Pending) {
            return progress;
        }
        let mut slot = self.shared.lock();
        if slot.outcome.is_none() {
            slot.awaited = false;
            return progress;
        }
        drop(slot);
        // It arrived at the last moment.
        self.take()
    }

    /// Like [`wait`](Self::wait), but an outcome that arrives before the next wait is kept.
    pub(super) fn watch(&mut self, deadline: Option<Instant>) -> Progress<T> {
        let mut slot = self.shared.lock();
        slot.awaited = true;
        // A wake-up from when nobody was waiting is forgotten.
        slot.woken = false;
        while !slot.is_settled() && !slot.woken {
            slot = match deadline {
                None => self.shared.changed.wait(slot).unwrap_or_else(PoisonError::into_inner),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        break;
                    }
                    let waited = self.shared.changed.wait_timeout(slot, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        let is_pending = slot.outcome.is_none() && !slot.is_settled();
        drop(slot);
        if is_pending { Progress::Pending } else { self.take() }
    }

    fn take(&mut self) -> Progress<T> {
        let mut slot = self.shared.lock();
        slot.awaited = false;
        let outcome = slot.outcome.take();
        let stood_in = std::mem::take(&mut slot.stands_in);
        let otherwise = if slot.panicked { Progress::Panicked } else { Progress::Void };
        let has_returned = slot.finished || !stood_in;
        drop(slot);
        if let Some(thread) = self.thread.take_if(|_| has_returned) {
            // It has nothing left to do.
            let _ = thread.join();
        }
        outcome.map_or(otherwise, Progress::Done)
    }

    /// The handle that wakes the waiting thread.
    pub(super) fn sleeper(&self) -> Arc<Shared<T>> {
        Arc::clone(&self.shared)
    }

    /// Whether the call and all backup attempts have returned.
    pub(super) fn is_finished(&self) -> bool {
        let slot = self.shared.lock();
        slot.finished && slot.backups == 0
    }
}

impl<T> Drop for Attempt<T> {
    fn drop(&mut self) {
        let mut slot = self.shared.lock();
        (slot.awaited, slot.abandoned) = (false, true);
        let outcome = slot.outcome.take();
        drop(slot);
        drop(outcome);
    }
}

impl<T> fmt::Debug for Attempt<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").field("finished", &self.shared.lock().finished).finish()
    }
}

#[cfg(test)]
mod tests;
