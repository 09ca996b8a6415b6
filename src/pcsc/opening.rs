//! Connecting to a card, for as long as the caller likes.
//!
//! A connection that another program's transaction holds up goes on by itself; the
//! next caller in this process who wants the same takes its place in it. So however
//! often a busy card is asked for, no more threads and connections wait for it than
//! callers ever waited at once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Progress};
use crate::pcsc::cancel::Wait;
use crate::pcsc::event::CardKind;
use crate::pcsc::line::Line;
use crate::pcsc::link::PcscLink;
use crate::pcsc::probe;
use crate::pcsc::reader::ReaderName;
use crate::status::Status;

/// The shortest time for a card: powering it up and asking it takes some 100 ms, to
/// learn that it does not answer a few times that.
pub(super) const LEAST: Duration = Duration::from_secs(1);

/// How long another program's transaction is waited for.
#[derive(Debug)]
pub(super) struct TransactionTimeout(AtomicU64);

/// No limit, among the milliseconds.
const FOR_EVER: u64 = u64::MAX;

impl Default for TransactionTimeout {
    fn default() -> Self {
        let timeout = Self(AtomicU64::new(FOR_EVER));
        timeout.set(Some(crate::pcsc::Context::DEFAULT_TRANSACTION_TIMEOUT));
        timeout
    }
}

impl TransactionTimeout {
    pub(super) fn set(&self, timeout: Option<Duration>) {
        let milliseconds =
            |timeout: Duration| u64::try_from(timeout.max(LEAST).as_millis()).unwrap_or(FOR_EVER);
        self.0.store(timeout.map_or(FOR_EVER, milliseconds), Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> Option<Duration> {
        let milliseconds = self.0.load(Ordering::Relaxed);
        (milliseconds != FOR_EVER).then(|| Duration::from_millis(milliseconds))
    }
}

/// Which cards to connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Whatever card is there; it is not touched.
    Any,
    /// One that holds the JPKI application, which it is asked in a transaction.
    IndividualNumberCard,
    /// Whatever card is there, to ask its kind in a transaction and let it go.
    Kind,
}

/// What came of connecting.
#[derive(Debug)]
pub(super) enum Opened {
    Link(PcscLink),
    /// The card is not the wanted one.
    Unwanted,
    Kind(CardKind),
}

type HeldUp = (ReaderName, Wanted, Attempt<Result<Opened>>);

/// The connections that nobody waits for now, and the process whose threads they are.
static HELD_UP: Mutex<(u32, Vec<HeldUp>)> = Mutex::new((0, Vec::new()));

fn with_held_up<R>(
    work: impl FnOnce(&mut Vec<(ReaderName, Wanted, Attempt<Result<Opened>>)>) -> R,
) -> R {
    let (process, held_up) = &mut *HELD_UP.lock().unwrap_or_else(PoisonError::into_inner);
    let this = std::process::id();
    if *process != this {
        // A child of `fork` has its parent's memory and none of its threads.
        std::mem::forget(std::mem::take(held_up));
        *process = this;
    }
    work(held_up)
}

/// Connects to the card in `reader` if it is `wanted`. May block.
fn connect(reader: ReaderName, wanted: Wanted) -> Result<Opened> {
    let line = Line::connect(&reader)?;
    let mut link = PcscLink::new(reader, line, None);
    Ok(match wanted {
        Wanted::Any => Opened::Link(link),
        Wanted::IndividualNumberCard => {
            let has_company = link.has_company();
            match probe::holds_jpki(&mut link, has_company)? {
                Some(acquaintance) => {
                    link.is_acquainted(acquaintance);
                    Opened::Link(link)
                }
                None => Opened::Unwanted,
            }
        }
        Wanted::Kind => Opened::Kind(probe::kind(&mut link)?),
    })
}

/// Starts to connect. A link that comes when nobody waits for it is not kept: the card
/// is left to the others.
fn start(reader: &ReaderName, wanted: Wanted) -> Result<Attempt<Result<Opened>>> {
    let unclaimed = |opened: Result<Opened>| match opened {
        // It may have been exchanged by the time somebody asks.
        Ok(Opened::Link(_) | Opened::Kind(_)) => None,
        other => Some(other),
    };
    Attempt::start(reader.clone(), move |reader| connect(reader, wanted), unclaimed)
        .map_err(|_| Error::new(Status::System).with_detail("no thread for a call that may block"))
}

/// A connection that is being made. Dropping it leaves it to the next who wants the
/// same, if it is held up.
#[derive(Debug)]
pub(super) struct Opening {
    reader: ReaderName,
    wanted: Wanted,
    /// `None` once it is dropped.
    attempt: Option<Attempt<Result<Opened>>>,
    /// It was not waited for yet, so that it may not be held up at all.
    is_new: bool,
}

impl Opening {
    /// Starts to connect, or takes up what is held up.
    pub(super) fn begin(reader: &ReaderName, wanted: Wanted) -> Result<Self> {
        let held_up = with_held_up(|held_up| {
            held_up.retain(|(_, _, attempt)| !attempt.is_finished());
            let same = |held: &(ReaderName, Wanted, _)| held.0 == *reader && held.1 == wanted;
            held_up.iter().position(same).map(|index| held_up.swap_remove(index))
        });
        let is_new = held_up.is_none();
        let attempt = match held_up {
            Some((_, _, attempt)) => attempt,
            None => start(reader, wanted)?,
        };
        Ok(Self { reader: reader.clone(), wanted, attempt: Some(attempt), is_new })
    }

    /// Waits for at most `patience`, or [`LEAST`] if it is new; `Ok(None)`: it is held
    /// up. A link then takes at most `timeout` for what may block. A cancel of `wait`
    /// gets through.
    pub(super) fn wait(
        &mut self,
        patience: Option<Duration>,
        timeout: Option<Duration>,
        wait: Option<&Wait<'_>>,
    ) -> Result<Option<Result<Opened>>> {
        let until = |time: Duration| Instant::now().checked_add(time);
        let mut deadline = patience.and_then(until);
        while let Some(attempt) = &mut self.attempt {
            if std::mem::take(&mut self.is_new) {
                deadline = deadline.and_then(|deadline| Some(deadline.max(until(LEAST)?)));
            }
            let sleeper = attempt.sleeper();
            let progress = match wait {
                Some(wait) => wait.block(sleeper, || attempt.wait(deadline))?,
                None => attempt.wait(deadline),
            };
            match progress {
                Progress::Pending => return Ok(None),
                Progress::Done(mut opened) => {
                    if let Ok(Opened::Link(link)) = &mut opened {
                        link.set_timeout(timeout);
                    }
                    return Ok(Some(opened));
                }
                Progress::Panicked => {
                    self.attempt = None;
                    let error = Error::new(Status::Internal);
                    return Ok(Some(Err(error.with_detail("a thread ended in a panic"))));
                }
                // The card became free when nobody waited: it may be so still.
                Progress::Void => {
                    self.attempt = Some(start(&self.reader, self.wanted)?);
                    self.is_new = true;
                }
            }
        }
        Ok(None)
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        let Some(mut attempt) = self.attempt.take() else { return };
        // If it was never waited for, its outcome counts as claimed until now.
        let progress = attempt.wait(Some(Instant::now()));
        if matches!(progress, Progress::Pending) {
            let reader = self.reader.clone();
            with_held_up(|held_up| held_up.push((reader, self.wanted, attempt)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_timeout_has_a_default_and_a_floor() {
        let timeout = TransactionTimeout::default();
        assert_eq!(timeout.get(), Some(Duration::from_secs(10)));
        timeout.set(Some(Duration::ZERO));
        assert_eq!(timeout.get(), Some(LEAST));
        timeout.set(Some(Duration::MAX));
        assert_eq!(timeout.get(), None);
        timeout.set(None);
        assert_eq!(timeout.get(), None);
    }
}
