//! The search for a card: which reader to look at, when to look again, what to
//! say at the end.

use std::ffi::{CStr, CString};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::failure::Code;
use crate::pcsc::link::PcscLink;
use crate::pcsc::opening::{Opening, Wanted};
use crate::pcsc::options::WaitOptions;
use crate::pcsc::raw::{Session, Watched};
use crate::pcsc::reader::ReaderName;
use crate::pcsc::seat::{Seat, Verdict};
use crate::pcsc::state::State;
use crate::status::Status;

/// The pseudo reader whose state changes when a reader comes or goes.
const READERS_CHANGE: &CStr = c"\\\\?PnP?\\Notification";
/// How many states pcsc-lite takes in one look.
const MOST_WATCHED: usize = 16;
/// The longest sleep. All is told by an event, except a reader that comes in the
/// moment between listing the readers and falling asleep, and a card that has
/// stopped failing.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// The time between two questions to a card that fails.
const BREATH: Duration = Duration::from_millis(20);
/// The longest sleep beside a card that another program holds a transaction with: as
/// often as libpcsclite itself asks whether it has ended.
const BUSY_SLEEP: Duration = Duration::from_millis(100);

/// One wait for a card.
pub(super) struct Search<'a> {
    session: &'a Arc<Session>,
    wait: &'a Wait<'a>,
    options: &'a WaitOptions,
    deadline: Option<Instant>,
    /// For the link that is found.
    transaction_timeout: Option<Duration>,
    /// When the cards whose failure may have passed were last asked anew.
    forgiven: Instant,
    seats: Vec<Seat>,
    /// Whether there is any reader, chosen or not.
    any_reader: bool,
    /// The state of the pseudo reader: Windows counts the readers in it.
    readers_known: State,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        session: &'a Arc<Session>,
        wait: &'a Wait<'a>,
        options: &'a WaitOptions,
        transaction_timeout: Option<Duration>,
    ) -> Self {
        Self {
            session,
            wait,
            options,
            // A time too long to be told is for ever.
            deadline: options.timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
            transaction_timeout,
            forgiven: Instant::now(),
            seats: Vec::new(),
            any_reader: false,
            readers_known: State::UNAWARE,
        }
    }

    pub(super) fn run(mut self) -> Result<PcscLink> {
        loop {
            let came_or_went = self.list_readers()?;
            let changed = self.look()?;
            for seat in &mut self.seats {
                if *seat.verdict() == Verdict::Open || seat.is_busy() {
                    if let Some(link) = ask(self.wait, seat, self.transaction_timeout)? {
                        return Ok(link);
                    }
                }
            }
            let decided = !self.seats.iter().any(Seat::is_stale);
            if self.options.report_other_card && decided && self.has_foreign_card() {
                return Err(Error::new(Status::NotIndividualNumberCard));
            }
            if self.time_left().is_some_and(|left| left.is_zero()) {
                return Err(self.reason());
            }
            if !came_or_went && !changed {
                // Woken for nothing: whatever the service does, do not spin with it.
                self.wait.pause(BREATH)?;
            }
        }
    }

    fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn has_foreign_card(&self) -> bool {
        self.seats.iter().any(|seat| *seat.verdict() == Verdict::Foreign)
    }

    /// Brings the seats in line with the readers. Says whether any came or went.
    fn list_readers(&mut self) -> Result<bool> {
        let names = self.session.readers();
        // A cancel comes before what the service says after it.
        self.wait.check()?;
        let names = names.map_err(Code::service_error)?.into_iter().map(ReaderName::from);
        let names: Vec<_> = names.collect();
        self.any_reader = !names.is_empty();
        let before = self.seats.len();
        self.seats.retain(|seat| names.contains(seat.name()));
        let mut changed = self.seats.len() != before;
        for name in names {
            let seated = self.seats.iter().any(|seat| *seat.name() == name);
            if !seated && self.options.reader.takes(&name) {
                self.seats.push(Seat::new(name));
                changed = true;
            }
        }
        Ok(changed)
    }

    /// Sleeps until something changes or time is up, and takes note of it. Says
    /// whether there was something to take note of.
    fn look(&mut self) -> Result<bool> {
        let watch = |name, known| Watched { name, known, found: known };
        let seats = self.seats.iter().take(MOST_WATCHED);
        let mut watched: Vec<_> =
            seats.map(|seat| watch(seat.name().as_c_str().to_owned(), seat.known())).collect();
        if watched.len() < MOST_WATCHED {
            watched.push(watch(CString::from(READERS_CHANGE), self.readers_known));
        }
        let longest = match self.seats.iter().any(Seat::is_busy) {
            true => BUSY_SLEEP,
            false => LONGEST_SLEEP,
        };
        let sleep = self.time_left().map_or(longest, |left| left.min(longest));
        let session = Arc::clone(self.session);
        match self.wait.block(session, || self.session.status_change(Some(sleep), &mut watched))? {
            Ok(()) => {}
            Err(Code::TIMEOUT) => {
                let goes_on = self.time_left().is_none_or(|left| !left.is_zero());
                if goes_on && self.forgiven.elapsed() >= LONGEST_SLEEP {
                    self.forgiven = Instant::now();
                    self.seats.iter_mut().for_each(Seat::forgive);
                }
                return Ok(true);
            }
            // A reader left since it was listed.
            Err(Code::UNKNOWN_READER | Code::READER_UNAVAILABLE | Code::NO_READERS_AVAILABLE) => {
                return Ok(false);
            }
            Err(code) => return Err(code.service_error()),
        }
        let mut changed = false;
        for Watched { name, found, .. } in watched {
            if name.as_c_str() == READERS_CHANGE {
                self.readers_known = found.as_known();
            }
            let seat = self.seats.iter_mut().find(|seat| seat.name().as_c_str() == name.as_c_str());
            changed |= seat.is_some_and(|seat| seat.observe(found));
        }
        Ok(changed)
    }

    /// Why there is no card at the end of the time.
    fn reason(&self) -> Error {
        if self.has_foreign_card() {
            return Error::new(Status::NotIndividualNumberCard);
        }
        let failures = || {
            self.seats.iter().filter_map(|seat| match seat.verdict() {
                Verdict::Failed(error) => Some(error),
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
        Error::new(match (self.any_reader, self.seats.is_empty(), self.options.timeout) {
            (false, _, _) => Status::NoReader,
            (true, true, _) => Status::UnknownReader,
            (true, false, Some(Duration::ZERO)) => Status::NoCard,
            (true, false, _) => Status::TimedOut,
        })
    }
}

/// Asks one card whether it is the wanted one, and notes the answer.
fn ask(wait: &Wait<'_>, seat: &mut Seat, timeout: Option<Duration>) -> Result<Option<PcscLink>> {
    let opening = match seat.take_question() {
        Some(opening) => Ok(opening),
        None => Opening::begin(seat.name(), Wanted::IndividualNumberCard),
    };
    let asked = opening.and_then(|mut opening| {
        match opening.wait(Some(Duration::ZERO), timeout, Some(wait))? {
            Some(opened) => opened,
            None => {
                seat.is_held_up(opening);
                Err(Error::new(Status::CardBusy))
            }
        }
    });
    wait.check()?;
    match asked {
        Ok(Some(link)) => return Ok(Some(link)),
        Ok(None) => seat.is_foreign(),
        Err(error) => match error.status() {
            // Nothing that another card or more time would help.
            Status::ServiceNotRunning | Status::ServiceRefused | Status::Internal => {
                return Err(error);
            }
            Status::CardBusy => {}
            _ => {
                seat.failed(error);
                wait.pause(BREATH)?;
            }
        },
    }
    Ok(None)
}
