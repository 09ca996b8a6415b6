//! Calls on the PC/SC service itself, for as long as the caller likes.
//!
//! None of them blocks in a service that is well but for the sleep that was asked for. In
//! one that is frozen, or whose socket nobody listens at, each blocks without end, also
//! `SCardCancel` and the release of a context; nothing ends it but the service. So each runs
//! on a thread of its own. A thread that is given up ends once the service goes on; while
//! [`MOST`] of them are at it, nobody starts another.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Progress};
use crate::pcsc::cancel::Wait;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::raw::Session;
use crate::status::Status;

/// How many calls may have been given up before a further one waits for their end.
const MOST: usize = 4;
/// Between two looks whether one of them has ended: nothing tells.
const QUEUE: Duration = Duration::from_millis(50);
/// How long a call is waited for that ends at once in a service that is well.
const TIDY: Duration = Duration::from_millis(500);
/// Between two `SCardCancel`: longer than a thread takes to start blocking.
const REPEAT: Duration = Duration::from_millis(1);

/// A session that goes into a call and comes out of it. It must not be dropped by a caller:
/// its release is a call too.
pub(super) type Kept = Option<Arc<Session>>;

/// The calls that were given up.
static GIVEN_UP: ProcessList<Attempt<Kept>> = ProcessList::new();

fn with_given_up<R>(work: impl FnOnce(&mut Vec<Attempt<Kept>>) -> R) -> R {
    GIVEN_UP.with(|given_up| {
        given_up.retain(|attempt| !attempt.is_finished());
        work(given_up)
    })
}

/// Waits until a further call may be started; `Ok(false)`: not in time.
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

/// A call that is under way. Dropping it gives it up.
pub(super) struct Call {
    /// `None` once it is over.
    attempt: Option<Attempt<Kept>>,
    /// Nobody will ask for its session.
    given_up: Arc<AtomicBool>,
}

impl Call {
    /// Waits until it is over, and gives the session; `Ok(None)`: not in time. An answer
    /// that has come is taken before a cancel.
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
                    // Woken by the cancel of an earlier wait for the same call.
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

/// How a call ended whose caller was cancelled.
pub(super) enum Ended<R> {
    /// By itself.
    Unharmed(Kept, R),
    /// By `SCardCancel`, or just before.
    Cancelled(Kept, R),
    /// It has not ended.
    Late,
}

/// A call and what it says.
pub(super) struct Errand<R> {
    call: Call,
    is_over: Arc<AtomicBool>,
    answer: Arc<Mutex<Option<R>>>,
}

fn take<R>(answer: &Mutex<Option<R>>) -> Option<R> {
    answer.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl<R: Send + 'static> Errand<R> {
    /// Starts `call` with a session, or with none to open one.
    ///
    /// # Errors
    /// `System` if there is no thread to be had.
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
            // Dropped here, on the thread, if nobody will ask for it.
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

    /// Waits for the answer; `Ok(None)`: it did not come in time.
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

    /// The call alone, whose answer nobody wants any more.
    pub(super) fn into_call(self) -> Call {
        self.call
    }

    /// Waits a little for the end of a call that is over at once in a service that is well.
    pub(super) fn finish(&mut self, _: &Weak<Session>) -> Ended<R> {
        match self.wait(None, Instant::now().checked_add(TIDY)) {
            Ok(Some((kept, said))) => Ended::Unharmed(kept, said),
            _ => Ended::Late,
        }
    }

    /// Ends a call that sleeps in `session`, and waits a little for its end: as long as it is
    /// at it, since `SCardCancel` is forgotten where nobody sleeps.
    pub(super) fn interrupt(&mut self, session: &Weak<Session>) -> Ended<R> {
        let (is_over, session) = (Arc::clone(&self.is_over), session.clone());
        let cancelling = Errand::start(None, move |_| {
            while !is_over.load(Ordering::SeqCst) {
                let Some(session) = session.upgrade() else { break };
                // What matters is whether the call comes out, not what this says.
                let _ = session.cancel();
                drop(session);
                thread::sleep(REPEAT);
            }
            (None, ())
        });
        let by = Instant::now().checked_add(TIDY);
        let Ok(Some((kept, said))) = self.wait(None, by) else { return Ended::Late };
        if let Ok(mut cancelling) = cancelling {
            // The session is free once nobody cancels it any more.
            let _ = cancelling.wait(None, by);
        }
        Ended::Cancelled(kept, said)
    }
}

/// Lets a session go. One that the service does not release is left to a thread.
pub(super) fn release(kept: Kept) {
    if kept.is_some() {
        if let Ok(mut releasing) = Errand::start(kept, |kept| {
            drop(kept);
            (None, ())
        }) {
            let _ = releasing.wait(None, Instant::now().checked_add(TIDY));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::pcsc::cancel::Waits;

    fn soon() -> Option<Instant> {
        Instant::now().checked_add(Duration::from_millis(20))
    }

    /// The only test that gives calls up: they are the process's.
    #[test]
    fn calls_that_are_given_up_do_not_pile_up_and_keep_nobody_longer_than_allowed() {
        let (mut says, mut left) = (Vec::new(), 0);
        for _ in 0..3 * MOST {
            if !queue(None, soon()).unwrap() {
                left += 1;
                continue;
            }
            let (say, said) = channel();
            let mut errand = Errand::start(None, move |kept| (kept, said.recv().is_ok())).unwrap();
            assert!(errand.wait(None, soon()).unwrap().is_none());
            says.push(say);
        }
        assert_eq!((says.len(), left), (MOST, 2 * MOST));
        let waits = Arc::new(Waits::default());
        thread::scope(|scope| {
            let queued = scope.spawn(|| queue(Some(&waits.start()), None));
            while !queued.is_finished() {
                waits.cancel();
                thread::yield_now();
            }
            assert_eq!(queued.join().unwrap().unwrap_err().status(), Status::Cancelled);
        });
        says.iter().for_each(|say| say.send(()).unwrap());
        assert_eq!(queue(None, None), Ok(true));
        let mut errand = Errand::start(None, |kept| (kept, 7)).unwrap();
        assert_eq!(errand.wait(None, None).unwrap().unwrap().1, 7);
    }
}
