//! The search for a card: which reader to check, when to check again, what to report at the end.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::limits::Limits;
use crate::pcsc::link::PcscLink;
use crate::pcsc::opening::{Opened, Opening, Wanted};
use crate::pcsc::options::WaitOptions;
use crate::pcsc::searched_reader::{Finding, SearchedReader};
use crate::pcsc::watch::{Change, LONGEST_SLEEP, SHORT_PAUSE, Watch};
use crate::status::Status;

/// The longest sleep while another program holds a transaction with a card or holds it exclusively,
/// because the end of that is not reported: the interval in which libpcsclite itself retries.
const BUSY_SLEEP: Duration = Duration::from_millis(100);

/// One wait for a card.
pub(super) struct Search<'a> {
    watch: Watch,
    wait: &'a Wait<'a>,
    options: &'a WaitOptions,
    deadline: Option<Instant>,
    /// For the link that is found.
    limits: Limits,
    /// When the cards whose failure may have passed were last retried.
    forgiven: Instant,
    readers: Vec<SearchedReader>,
}

impl<'a> Search<'a> {
    /// Begins with the service, which must be running unless it is to be waited for.
    pub(super) fn new(
        wait: &'a Wait<'a>,
        options: &'a WaitOptions,
        limits: Limits,
    ) -> Result<Self> {
        // A timeout too long to represent means no timeout.
        let deadline = options.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let watch = if options.wait_for_service {
            Watch::new(options.reader.clone())
        } else {
            let by = answer_by(deadline, options);
            Watch::connected(options.reader.clone(), wait, by)?
        };
        let (forgiven, readers) = (Instant::now(), Vec::new());
        Ok(Self { watch, wait, options, deadline, limits, forgiven, readers })
    }

    pub(super) fn run(mut self) -> Result<PcscLink> {
        loop {
            let by = answer_by(self.deadline, self.options);
            let changes = self.watch.changes(self.wait, self.sleep(), by)?;
            let time_is_up = self.time_left().is_some_and(|left| left.is_zero());
            if changes.is_empty() && !time_is_up && self.forgiven.elapsed() >= LONGEST_SLEEP {
                self.forgiven = Instant::now();
                self.readers.iter_mut().for_each(SearchedReader::forgive);
            }
            changes.into_iter().for_each(|change| self.note(change));
            if let Some(reason) = self.lost_permanently(time_is_up) {
                return Err(reason);
            }
            if self.watch.absence().is_some() {
                continue;
            }
            let now = Instant::now();
            self.readers.iter_mut().for_each(|reader| reader.ask_again(now));
            if let Some(link) = self.ask_all()? {
                return Ok(link);
            }
            if self.watch.absence().is_some() {
                continue;
            }
            let decided = !self.readers.iter().any(SearchedReader::is_stale);
            if self.options.report_other_card && decided && self.has_foreign_card() {
                return Err(Error::new(Status::NotIndividualNumberCard));
            }
            if time_is_up {
                return Err(self.reason());
            }
        }
    }

    fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// The maximum time to sleep, so as not to exceed the timeout or the limit for an unavailable
    /// service.
    fn sleep(&self) -> Option<Duration> {
        let absence = self.watch.absence().zip(self.options.service_absence);
        let patience = absence.map(|(away, limit)| limit.saturating_sub(away.since.elapsed()));
        let busy = self.readers.iter().any(|reader| reader.is_busy() || reader.is_kept());
        let busy = busy.then_some(BUSY_SLEEP);
        let again = self.readers.iter().filter_map(SearchedReader::asks_again_at).min();
        let again = again.map(|again| again.saturating_duration_since(Instant::now()));
        self.time_left().into_iter().chain(patience).chain(busy).chain(again).min()
    }

    /// Why the service is not waited for any longer. Whatever it failed with may pass: Windows
    /// answers with a driver's code, or a plain one, where PC/SC knows none of them.
    fn lost_permanently(&self, time_is_up: bool) -> Option<Error> {
        let away = self.watch.absence()?;
        let limit = self.options.service_absence;
        let waits = !time_is_up && limit.is_none_or(|limit| away.since.elapsed() < limit);
        (!waits).then(|| away.reason.clone())
    }

    fn note(&mut self, change: Change) {
        match change {
            Change::ReaderArrived(reader) => self.readers.push(SearchedReader::new(reader)),
            Change::ReaderLeft { reader: name, .. } => {
                self.readers.retain(|reader| *reader.name() != name);
            }
            Change::Changed { reader: name, now, .. } => {
                let reader = self.readers.iter_mut().find(|reader| *reader.name() == name);
                reader.into_iter().for_each(|reader| reader.observe(now));
            }
            // The watch itself records for how long.
            Change::ServiceStopped(_) | Change::ServiceStarted => {}
        }
    }

    /// Queries each card that has not been queried, and again those that were held up.
    fn ask_all(&mut self) -> Result<Option<PcscLink>> {
        let is_open =
            |reader: &&mut SearchedReader| *reader.verdict() == Finding::Open || reader.is_busy();
        for reader in self.readers.iter_mut().filter(is_open) {
            match ask(self.wait, reader, self.limits) {
                Ok(Some(link)) => return Ok(Some(link)),
                Ok(None) if reader.is_stale() => self.watch.forget(reader.name()),
                Ok(None) => {}
                // A service that is just ending closes the connection, like one that refuses the
                // card: the connection that is already open distinguishes the two.
                Err(error)
                    if matches!(
                        error.status(),
                        Status::ServiceNotRunning | Status::ServiceNotResponding
                    ) || (error.status() == Status::ServiceRefused
                        && !self.watch.is_served(self.wait)?) =>
                {
                    self.watch.lose(error);
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn has_foreign_card(&self) -> bool {
        self.readers.iter().any(|reader| *reader.verdict() == Finding::Foreign)
    }

    /// Why there is no card at the timeout.
    fn reason(&self) -> Error {
        if self.has_foreign_card() {
            return Error::new(Status::NotIndividualNumberCard);
        }
        let failures = || {
            self.readers.iter().filter_map(|reader| match reader.verdict() {
                Finding::Failed(error) => Some(error),
                _ => None,
            })
        };
        let of = |status| failures().find(|error| error.status() == status);
        let telling = of(Status::CardUnresponsive)
            .or_else(|| of(Status::SharingViolation))
            .or_else(|| of(Status::CardBusy));
        if let Some(error) = telling.or_else(|| failures().next()) {
            return error.clone();
        }
        Error::new(match (self.watch.any_reader(), self.readers.is_empty(), self.options.timeout) {
            (false, _, _) => Status::NoReader,
            (true, true, _) => Status::UnknownReader,
            (true, false, Some(Duration::ZERO)) => Status::NoCard,
            (true, false, _) => Status::TimedOut,
        })
    }
}

/// By when the service must answer: the timeout, or the limit for an unavailable service if that is
/// shorter.
fn answer_by(deadline: Option<Instant>, options: &WaitOptions) -> Option<Instant> {
    let limit = options.service_absence.and_then(|limit| Instant::now().checked_add(limit));
    deadline.into_iter().chain(limit).min()
}

/// Queries whether one card is the wanted one, and records the answer.
fn ask(wait: &Wait<'_>, reader: &mut SearchedReader, limits: Limits) -> Result<Option<PcscLink>> {
    let opening = match reader.take_question() {
        Some(opening) => Ok(opening),
        None => Opening::begin(reader.name(), Wanted::IndividualNumberCard),
    };
    // Refused in the middle, unlike at the connection: the account may use the service.
    let mut has_connected = false;
    let asked = opening.and_then(|mut opening| {
        let waited = opening.wait(Some(Duration::ZERO), Some(limits), Some(wait))?;
        has_connected = opening.has_connected();
        match waited {
            Some(opened) => opened,
            None => {
                reader.is_held_up(opening);
                Err(Error::new(Status::CardBusy))
            }
        }
    });
    wait.check()?;
    match asked {
        Ok(Opened::Link(link)) => return Ok(Some(*link)),
        Ok(Opened::Unwanted | Opened::Kind(_)) => reader.is_foreign(Instant::now()),
        Err(error) => match error.status() {
            Status::ServiceRefused if has_connected => card_failed(wait, reader, error)?,
            // Not fixed by another card or more time.
            Status::ServiceNotRunning
            | Status::ServiceRefused
            | Status::ServiceNotResponding
            | Status::Internal => {
                return Err(error);
            }
            Status::CardBusy => {}
            _ => card_failed(wait, reader, error)?,
        },
    }
    Ok(None)
}

fn card_failed(wait: &Wait<'_>, reader: &mut SearchedReader, error: Error) -> Result<()> {
    reader.failed(error);
    wait.pause(SHORT_PAUSE)
}
