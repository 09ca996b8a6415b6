//! Watches the readers and their cards across restarts of the PC/SC service: the common part of the
//! search for a card and the monitor.

use std::ffi::{CStr, CString};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::doubt::Doubts;
use crate::pcsc::options::ReaderChoice;
use crate::pcsc::raw::Watched;
use crate::pcsc::reader::ReaderName;
use crate::pcsc::service;
use crate::pcsc::service_connection::{Said, ServiceConnection};
use crate::pcsc::state::State;

/// The pseudo-reader whose state changes when a reader comes or goes.
const READERS_CHANGE: &CStr = c"\\\\?PnP?\\Notification";
/// How many states pcsc-lite accepts in one query. More readers are queried in turn.
const MOST_WATCHED: usize = 16;
/// The longest sleep. Everything is reported by an event, except a reader that comes between
/// listing the readers and going to sleep (older pcsc-lite), and a card that has stopped failing.
pub(super) const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// The time between two attempts to reach an unavailable service. There is nothing to block on
/// then: no PC/SC call reports when it is back (Windows has an event for its start, pcsc-lite has
/// only its socket). One attempt is a check of the socket file. Also the interval of queries for
/// more readers than one query accepts.
const ATTEMPT: Duration = Duration::from_millis(250);
/// The time between two queries of the readers, or of a card, without a result.
pub(super) const SHORT_PAUSE: Duration = Duration::from_millis(20);
/// After how long a service that owes an answer counts as not responding, if the caller has no
/// timeout.
const SILENCE: Duration = Duration::from_secs(10);
/// How late the answer may be to a query that slept until the caller's timeout: pcscd may take 400
/// ms with a card that does not answer.
const LATE: Duration = Duration::from_millis(500);

/// One thing that has changed.
#[derive(Debug)]
pub(super) enum Change {
    /// The service cannot be used, and why. Its readers have been reported as left.
    ServiceStopped(Error),
    /// It can be used again.
    ServiceStarted,
    /// A reader is connected.
    ReaderArrived(ReaderName),
    /// It is no longer connected.
    ReaderLeft { reader: ReaderName, last: State },
    /// Its state has changed.
    Changed { reader: ReaderName, before: State, now: State },
}

/// An unavailable service.
#[derive(Debug)]
pub(super) struct Absence {
    pub(super) since: Instant,
    /// The error of the last attempt to use it.
    pub(super) reason: Error,
}

/// A listed reader.
#[derive(Debug)]
struct Reader {
    name: ReaderName,
    state: State,
    /// Whether it has been reported: done once the service knows its state.
    is_reported: bool,
}

/// The chosen readers and what is known about them, over a separate connection.
#[derive(Debug)]
pub(super) struct Watch {
    choice: ReaderChoice,
    line: ServiceConnection,
    readers: Vec<Reader>,
    /// The names that are or were listed, but were unusable.
    doubts: Doubts,
    /// Whether there is any reader, chosen or not.
    any_reader: bool,
    /// The state of the pseudo-reader: Windows and pcsc-lite 2.3 count changes in it.
    readers_known: State,
    absence: Option<Absence>,
    /// Do not retry an unavailable service before this time.
    next_attempt: Option<Instant>,
    /// What has not been reported yet: a cancel loses nothing.
    changes: Vec<Change>,
}

impl Watch {
    /// Nothing is connected yet.
    pub(super) fn new(choice: ReaderChoice) -> Self {
        Self {
            choice,
            line: ServiceConnection::default(),
            readers: Vec::new(),
            doubts: Doubts::default(),
            any_reader: false,
            readers_known: State::UNAWARE,
            absence: None,
            next_attempt: None,
            changes: Vec::new(),
        }
    }

    /// Connects to the service, which must be running, and answer by `deadline` or within a second.
    pub(super) fn connected(
        choice: ReaderChoice,
        wait: &Wait<'_>,
        deadline: Option<Instant>,
    ) -> Result<Self> {
        let mut watch = Self::new(choice);
        watch.line.open(wait, deadline.map(not_before_least))??;
        Ok(watch)
    }

    pub(super) fn any_reader(&self) -> bool {
        self.any_reader
    }

    pub(super) fn absence(&self) -> Option<&Absence> {
        self.absence.as_ref()
    }

    /// What was last seen of a reader.
    pub(super) fn state(&self, reader: &ReaderName) -> State {
        let known = self.readers.iter().find(|known| known.name == *reader);
        known.map_or(State::UNAWARE, |known| known.state)
    }

    /// The reader's state may have changed by now: the next query returns it immediately.
    pub(super) fn forget(&mut self, reader: &ReaderName) {
        for known in self.readers.iter_mut().filter(|known| known.name == *reader) {
            known.state = State::UNAWARE;
        }
    }

    /// Whether the service still answers on this watch's own connection.
    pub(super) fn is_served(&mut self, wait: &Wait<'_>) -> Result<bool> {
        let by = Instant::now().checked_add(service::LEAST);
        Ok(self.line.readers(wait, by)?.is_ok())
    }

    /// The service cannot be used: its readers and their cards are gone with it.
    pub(super) fn lose(&mut self, reason: Error) {
        self.line.hang_up();
        self.next_attempt = Instant::now().checked_add(ATTEMPT);
        self.any_reader = false;
        self.readers_known = State::UNAWARE;
        self.doubts = Doubts::default();
        self.drop_readers(|_| true);
        if let Some(absence) = &mut self.absence {
            absence.reason = reason;
        } else {
            self.changes.push(Change::ServiceStopped(reason.clone()));
            self.absence = Some(Absence { since: Instant::now(), reason });
        }
    }

    /// Sleeps until something changes, and returns the changes; at most for `at_most`, or the
    /// longest sensible sleep: then there are none. `deadline` is the caller's own timeout; a
    /// service that has not answered by then, or without one for ten seconds, counts as lost.
    ///
    /// # Errors
    /// `Cancelled`; `System` without a thread. Errors of the service are reported as changes.
    pub(super) fn changes(
        &mut self,
        wait: &Wait<'_>,
        at_most: Option<Duration>,
        deadline: Option<Instant>,
    ) -> Result<Vec<Change>> {
        let now = Instant::now();
        let sleep = at_most.map_or(LONGEST_SLEEP, |time| time.min(LONGEST_SLEEP));
        let end = now.checked_add(sleep).unwrap_or(now);
        wait.check()?;
        while self.changes.is_empty() {
            if self.is_connected(wait, end, deadline)? {
                self.look(wait, end, deadline)?;
            }
            if self.changes.is_empty() {
                if Instant::now() >= end {
                    break;
                }
                // Woken without a change: do not spin, whatever the service does.
                wait.pause(SHORT_PAUSE)?;
            }
        }
        Ok(std::mem::take(&mut self.changes))
    }

    /// Opens the connection to the service if it was lost and a retry is due.
    fn is_connected(
        &mut self,
        wait: &Wait<'_>,
        end: Instant,
        deadline: Option<Instant>,
    ) -> Result<bool> {
        if self.line.is_open() {
            return Ok(true);
        }
        if let Some(next) = self.next_attempt {
            wait.pause(next.min(end).saturating_duration_since(Instant::now()))?;
            if Instant::now() < next {
                return Ok(false);
            }
        }
        match self.line.open(wait, answer_by(deadline))? {
            Ok(None) => return Ok(true),
            // A restarted service counts cards from zero, so the known states mean nothing to it.
            Ok(Some(broken)) => self.lose(broken),
            Err(error) => self.lose(error),
        }
        Ok(false)
    }

    /// Lists the readers, sleeps until something changes or until `end`, and records the changes.
    fn look(&mut self, wait: &Wait<'_>, end: Instant, deadline: Option<Instant>) -> Result<()> {
        let names = self.line.readers(wait, answer_by(deadline))?;
        match self.listened(names) {
            Some(names) => self.list(names),
            None => return wait.check(),
        }
        // A cancel takes precedence over later changes, and loses none of them.
        wait.check()?;
        let again = self.doubts.next_look();
        let end = again.map_or(end, |again| end.min(again));
        let is_fresh =
            self.absence.is_some() || self.readers.iter().any(|reader| !reader.is_reported);
        let mut sleep = if self.changes.is_empty() && !is_fresh {
            end.saturating_duration_since(Instant::now())
        } else {
            Duration::ZERO
        };
        let looks = self.looks();
        if looks.len() > 1 {
            // No query covers them all, so none can be used to sleep in.
            wait.pause(sleep.min(ATTEMPT))?;
            sleep = Duration::ZERO;
        }
        let by = match deadline {
            Some(deadline) => not_before_least(deadline.max(end).checked_add(LATE).unwrap_or(end)),
            None => Instant::now().checked_add(sleep.saturating_add(SILENCE)).unwrap_or(end),
        };
        for watched in looks {
            let single = watched.len() == 1;
            let asked: Vec<_> = watched.iter().map(|reader| reader.name.clone()).collect();
            match self.line.status_change(wait, Some(by), sleep, watched)? {
                Ok(found) => self.observe(found),
                Err(Some(code)) if code.ends_a_look() => self.serves(&asked),
                Err(Some(code)) if code.refuses_a_reader() => {
                    if single {
                        self.refused(&asked);
                    } else {
                        self.look_one_by_one(wait, by, asked)?;
                    }
                }
                // The timeout has passed and the answer is late: with a card that does not answer,
                // even a healthy service may take long.
                Err(None) if deadline.is_some_and(is_past) && service::is_well() => {}
                failed => {
                    self.listened(failed);
                }
            }
            wait.check()?;
            if !self.line.is_open() {
                break;
            }
        }
        Ok(())
    }

    /// One of the readers is unknown to the service: each is queried alone, so that it does not
    /// hide the others.
    fn look_one_by_one(&mut self, wait: &Wait<'_>, by: Instant, asked: Vec<CString>) -> Result<()> {
        for name in asked {
            if name.as_c_str() == READERS_CHANGE {
                continue;
            }
            let known = State::UNAWARE;
            let watched = vec![Watched { name: name.clone(), known, found: known }];
            match self.line.status_change(wait, Some(by), Duration::ZERO, watched)? {
                Ok(found) => self.observe(found),
                Err(Some(code)) if code.ends_a_look() => {}
                Err(Some(code)) if code.refuses_a_reader() => self.refused(&[name]),
                failed => {
                    self.listened(failed);
                    break;
                }
            }
            wait.check()?;
        }
        Ok(())
    }

    /// The service's answer; an error or a missing answer makes the service count as lost.
    fn listened<T>(&mut self, said: Said<T>) -> Option<T> {
        match said {
            Ok(said) => return Some(said),
            Err(Some(code)) => self.lose(code.service_error()),
            Err(None) => self.lose(service::not_responding()),
        }
        None
    }

    /// What to query, in one query or in turn.
    fn looks(&self) -> Vec<Vec<Watched>> {
        let watch = |name, known| Watched { name, known, found: known };
        let mut watched: Vec<_> = self
            .readers
            .iter()
            .map(|reader| watch(reader.name.as_c_str().to_owned(), reader.state))
            .collect();
        if watched.len() < MOST_WATCHED {
            watched.push(watch(CString::from(READERS_CHANGE), self.readers_known));
        }
        watched.chunks(MOST_WATCHED).map(<[Watched]>::to_vec).collect()
    }

    /// Updates the watched readers to the listed ones. A new one is reported once the service knows
    /// its state.
    fn list(&mut self, names: Vec<CString>) {
        let names: Vec<_> = names.into_iter().map(ReaderName::from).collect();
        self.drop_readers(|name| !names.contains(name));
        self.doubts.forget_old(&names);
        self.any_reader = names.iter().any(|name| !self.doubts.holds(name));
        for name in names {
            let known = self.readers.iter().any(|reader| reader.name == name);
            if !known && self.choice.takes(&name) && !self.doubts.holds(&name) {
                self.readers.push(Reader { name, state: State::UNAWARE, is_reported: false });
            }
        }
    }

    /// The service answers queries: it can be used, and so can the queried readers.
    fn serves(&mut self, asked: &[CString]) {
        if self.absence.take().is_some() {
            self.changes.push(Change::ServiceStarted);
        }
        for reader in self.readers.iter_mut().filter(|reader| !reader.is_reported) {
            if asked.iter().any(|name| name.as_c_str() == reader.name.as_c_str()) {
                reader.is_reported = true;
                self.doubts.clear(&reader.name);
                self.changes.push(Change::ReaderArrived(reader.name.clone()));
            }
        }
    }

    /// Records what a query found: the readers first, then their cards.
    fn observe(&mut self, watched: Vec<Watched>) {
        let (gone, there): (Vec<_>, Vec<_>) =
            watched.into_iter().partition(|watched| watched.found.is_gone());
        let names = |watched: &[Watched]| -> Vec<CString> {
            watched.iter().map(|watched| watched.name.clone()).collect()
        };
        // If one with the same name is there again, it is another reader.
        self.refused(&names(&gone));
        self.serves(&names(&there));
        for Watched { name, found, .. } in there {
            let now = found.as_known();
            if name.as_c_str() == READERS_CHANGE {
                self.readers_known = now;
                continue;
            }
            let reader = ReaderName::from(name);
            let known = self.readers.iter_mut().find(|known| known.name == reader);
            if let Some(known) = known.filter(|known| known.state != now) {
                let before = std::mem::replace(&mut known.state, now);
                self.changes.push(Change::Changed { reader, before, now });
            }
        }
    }

    /// The service does not know these readers.
    fn refused(&mut self, names: &[CString]) {
        let is_one = |name: &ReaderName| names.iter().any(|one| one.as_c_str() == name.as_c_str());
        self.drop_readers(is_one);
    }

    fn drop_readers(&mut self, has_left: impl Fn(&ReaderName) -> bool) {
        let (changes, doubts) = (&mut self.changes, &mut self.doubts);
        self.readers.retain(|reader| {
            let left = has_left(&reader.name);
            if left {
                doubts.raise(&reader.name);
                if reader.is_reported {
                    let (reader, last) = (reader.name.clone(), reader.state);
                    changes.push(Change::ReaderLeft { reader, last });
                }
            }
            !left
        });
    }
}

/// By when the service must answer a call that does not sleep.
fn answer_by(deadline: Option<Instant>) -> Option<Instant> {
    match deadline {
        Some(deadline) => Some(not_before_least(deadline)),
        None => Instant::now().checked_add(SILENCE),
    }
}

/// At least [`service::LEAST`] from now, however little time the caller has left.
fn not_before_least(deadline: Instant) -> Instant {
    Instant::now().checked_add(service::LEAST).map_or(deadline, |least| deadline.max(least))
}

fn is_past(time: Instant) -> bool {
    Instant::now() >= time
}

#[cfg(test)]
mod tests;
