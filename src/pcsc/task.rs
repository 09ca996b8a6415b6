//! Calls to the PC/SC service itself, for as long as the caller chooses to wait.
//!
//! With a healthy service none of them blocks, except for the requested sleep. With a frozen
//! service, or a socket that nobody listens on, each blocks indefinitely, including `SCardCancel`
//! and the release of a context; only the service can end it. So each runs on its own thread. A
//! thread that is given up ends once the service continues; while [`MOST`] of them are pending, no
//! further one is started.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Progress};
use crate::pcsc::cancel::Wait;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::raw::RawContext;
use crate::status::Status;

/// How many given-up calls may be pending before a further call has to wait for one to end.
const MOST: usize = 4;
/// The interval of checks whether one of them has ended: there is no notification.
const QUEUE: Duration = Duration::from_millis(50);
/// How long to wait for a call that a healthy service completes immediately.
const PROMPT_END: Duration = Duration::from_millis(500);
/// The interval between two `SCardCancel` calls: longer than a thread takes to start blocking.
const REPEAT: Duration = Duration::from_millis(1);

/// A session that is passed into a call and returned by it. Callers must not drop it: its release
/// is a call too.
pub(super) type Kept = Option<Arc<RawContext>>;

/// The calls that were given up.
static GIVEN_UP: ProcessList<Attempt<Kept>> = ProcessList::new();

fn with_given_up<R>(work: impl FnOnce(&mut Vec<Attempt<Kept>>) -> R) -> R {
    GIVEN_UP.with(|given_up| {
        given_up.retain(|attempt| !attempt.is_finished());
        work(given_up)
    })
}

/// Waits until a further call may be started; `Ok(false)` if that takes too long.
///
/// # Errors
/// `Cancelled`.
pub(super) fn queue(wait: Option<&Wait<'_>>, by: Option<Instant>) -> Result<bool> {
    while with_given_up(|given_up| given_up.len()) >= MOST {
        let left = by.map_or(QUEUE, |by| by.saturating_duration_since(Instant::now()));
        match wait {
            _ if left.is_zero() => return Ok(false),
            Some(wait) => wait.pause(left.min(QUEUE))?,
            None => thread::sleep(left.min(QUEUE)),
        }
    }
    Ok(true)
}

/// A call in progress. Dropping it gives it up.
pub(super) struct Call {
    /// `None` once it has ended.
    attempt: Option<Attempt<Kept>>,
    /// Nobody will use its session.
    given_up: Arc<AtomicBool>,
}

impl Call {
    /// Waits until it has ended, and returns the session; `Ok(None)` if that takes too long. An
    /// answer that has arrived takes precedence over a cancel.
    ///
    /// # Errors
    /// `Cancelled`; `Internal` after a panic.
    pub(super) fn wait(
        &mut self,
        wait: Option<&Wait<'_>>,
        by: Option<Instant>,
    ) -> Result<Option<Kept>> {
        let Some(attempt) = &mut self.attempt else {
            return Ok(Some(None));
        };
        loop {
            let mut progress = Progress::Pending;
            let cancelled = match wait {
                Some(wait) => wait.block(attempt.sleeper(), || progress = attempt.wait(by)),
                None => {
                    progress = attempt.wait(by);
                    Ok(())
                }
            };
            match progress {
                Progress::Pending => {
                    cancelled?;
                    if by.is_some_and(|by| Instant::now() >= by) {
                        return Ok(None);
                    }
                    // Woken by a cancel of an earlier wait for the same call.
                }
                Progress::Done(kept) => {
                    self.attempt = None;
                    return Ok(Some(kept));
                }
                Progress::Void | Progress::Panicked => {
                    self.attempt = None;
                    return Err(
                        Error::new(Status::Internal).with_detail("a thread ended in a panic")
                    );
                }
            }
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.given_up.store(true, Ordering::SeqCst);
        let Some(mut attempt) = self.attempt.take() else { return };
        match attempt.wait(Some(Instant::now())) {
            Progress::Pending => with_given_up(|given_up| given_up.push(attempt)),
            Progress::Done(kept) => release(kept),
            Progress::Void | Progress::Panicked => {}
        }
    }
}

/// How a call ended after its caller was cancelled.
pub(super) enum Ended<R> {
    /// On its own.
    Unharmed(Kept, R),
    /// By `SCardCancel`, or just before it.
    Cancelled(Kept, R),
    /// It has not ended.
    Late,
}

/// A call and its answer.
pub(super) struct Task<R> {
    call: Call,
    is_over: Arc<AtomicBool>,
    answer: Arc<Mutex<Option<R>>>,
}

fn take<R>(answer: &Mutex<Option<R>>) -> Option<R> {
    answer.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl<R: Send + 'static> Task<R> {
    /// Starts `call` with a session, or without one to open one.
    ///
    /// # Errors
    /// `System` if no thread can be created.
    pub(super) fn start(
        kept: Kept,
        call: impl FnOnce(Kept) -> (Kept, R) + Send + 'static,
    ) -> Result<Self> {
        let answer = Arc::new(Mutex::new(None));
        let (given_up, is_over) =
            (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let run = {
            let (answer, is_over) = (Arc::clone(&answer), Arc::clone(&is_over));
            move |kept: Kept| {
                let (kept, said) = call(kept);
                is_over.store(true, Ordering::SeqCst);
                *answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(said);
                kept
            }
        };
        let unclaimed = {
            let given_up = Arc::clone(&given_up);
            // Dropped here, on the thread, if nobody will use it.
            move |kept: Kept| Some(kept.filter(|_| !given_up.load(Ordering::SeqCst)))
        };
        match Attempt::start(kept, run, unclaimed) {
            Ok(attempt) => {
                Ok(Self { call: Call { attempt: Some(attempt), given_up }, is_over, answer })
            }
            Err(_) => {
                Err(Error::new(Status::System).with_detail("no thread for a call on the service"))
            }
        }
    }

    /// Waits for the answer; `Ok(None)` if it did not arrive in time.
    ///
    /// # Errors
    /// As [`Call::wait`].
    pub(super) fn wait(
        &mut self,
        wait: Option<&Wait<'_>>,
        by: Option<Instant>,
    ) -> Result<Option<(Kept, R)>> {
        let kept = self.call.wait(wait, by)?;
        Ok(kept.and_then(|kept| Some((kept, take(&self.answer)?))))
    }

    /// The call alone; its answer is no longer wanted.
    pub(super) fn into_call(self) -> Call {
        self.call
    }

    /// Waits briefly for the end of a call that a healthy service completes immediately.
    pub(super) fn finish(&mut self, _: &Weak<RawContext>) -> Ended<R> {
        match self.wait(None, Instant::now().checked_add(PROMPT_END)) {
            Ok(Some((kept, said))) => Ended::Unharmed(kept, said),
            _ => Ended::Late,
        }
    }

    /// Ends a call that sleeps in `session`, and waits briefly for its end. Repeats `SCardCancel`
    /// until then, because it has no effect while nobody sleeps.
    pub(super) fn interrupt(&mut self, session: &Weak<RawContext>) -> Ended<R> {
        let (is_over, session) = (Arc::clone(&self.is_over), session.clone());
        let cancelling = Task::start(None, move |_| {
            while !is_over.load(Ordering::SeqCst) {
                let Some(session) = session.upgrade() else { break };
                // What matters is whether the call returns, not the result of this.
                let _ = session.cancel();
                drop(session);
                thread::sleep(REPEAT);
            }
            (None, ())
        });
        let by = Instant::now().checked_add(PROMPT_END);
        let Ok(Some((kept, said))) = self.wait(None, by) else { return Ended::Late };
        if let Ok(mut cancelling) = cancelling {
            // The session may be reused once it is no longer being cancelled.
            let _ = cancelling.wait(None, by);
        }
        Ended::Cancelled(kept, said)
    }
}

/// Releases a session. If the service does not respond, that is left to a thread.
pub(super) fn release(kept: Kept) {
    if kept.is_some() {
        if let Ok(mut releasing) = Task::start(kept, |kept| {
            drop(kept);
            (None, ())
        }) {
            let _ = releasing.wait(None, Instant::now().checked_add(PROMPT_END));
        }
    }
}

#[cfg(test)]
mod tests;
