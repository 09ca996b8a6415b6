//! The readers and their cards, watched over restarts of the PC/SC service: what
//! the search for a card and the monitor have in common.

use std::ffi::{CStr, CString};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::failure::Code;
use crate::pcsc::options::ReaderChoice;
use crate::pcsc::raw::{Session, Watched};
use crate::pcsc::reader::ReaderName;
use crate::pcsc::service;
use crate::pcsc::state::State;

/// The pseudo reader whose state changes when a reader comes or goes.
const READERS_CHANGE: &CStr = c"\\\\?PnP?\\Notification";
/// How many states pcsc-lite takes in one look.
const MOST_WATCHED: usize = 16;
/// The longest sleep. All is told by an event, except a reader that comes in the
/// moment between listing the readers and falling asleep (older pcsc-lite), and a
/// card that has stopped failing.
pub(super) const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// The time between two attempts to reach a service that is away. There is nothing
/// to block in then: neither pcsc-lite nor Windows tells when it is back (Windows
/// has an event for its start, pcsc-lite nothing but its socket). One attempt is a
/// look at the socket's file.
const ATTEMPT: Duration = Duration::from_millis(250);
/// The time between two looks, or two questions to a card, that led to nothing.
pub(super) const BREATH: Duration = Duration::from_millis(20);

/// One thing that has changed.
#[derive(Debug)]
pub(super) enum News {
    /// The service cannot be used, and why. Its readers have been told as left.
    ServiceStopped(Error),
    /// It can be used again.
    ServiceStarted,
    /// A reader is there.
    ReaderArrived(ReaderName),
    /// It is there no more.
    ReaderLeft { reader: ReaderName, last: State },
    /// Its state is another.
    Changed { reader: ReaderName, before: State, now: State },
}

/// A service that is away.
#[derive(Debug)]
pub(super) struct Absence {
    pub(super) since: Instant,
    /// What the last attempt to use it said.
    pub(super) reason: Error,
}

/// The chosen readers and what is known of them, over a session of its own.
#[derive(Debug)]
pub(super) struct Watch {
    choice: ReaderChoice,
    session: Option<Arc<Session>>,
    /// The line of a cancelled look, which only tells whether its service is still there.
    former: Option<Arc<Session>>,
    readers: Vec<(ReaderName, State)>,
    /// Whether there is any reader, chosen or not.
    any_reader: bool,
    /// The state of the pseudo reader: Windows and pcsc-lite 2.3 count in it.
    readers_known: State,
    absence: Option<Absence>,
    /// Before that a service that is away is left in peace.
    next_attempt: Option<Instant>,
    /// What has not been given out: a cancel loses nothing.
    news: Vec<News>,
}

impl Watch {
    /// Nothing is connected yet.
    pub(super) fn new(choice: ReaderChoice) -> Self {
        Self {
            choice,
            session: None,
            former: None,
            readers: Vec::new(),
            any_reader: false,
            readers_known: State::UNAWARE,
            absence: None,
            next_attempt: None,
            news: Vec::new(),
        }
    }

    /// Connects to the service, which must be there.
    pub(super) fn connected(choice: ReaderChoice) -> Result<Self> {
        let session = Some(Arc::new(service::open()?));
        Ok(Self { session, ..Self::new(choice) })
    }

    pub(super) fn any_reader(&self) -> bool {
        self.any_reader
    }

    pub(super) fn absence(&self) -> Option<&Absence> {
        self.absence.as_ref()
    }

    /// What was last seen of a reader.
    pub(super) fn state(&self, reader: &ReaderName) -> State {
        let known = self.readers.iter().find(|(name, _)| name == reader);
        known.map_or(State::UNAWARE, |(_, state)| *state)
    }

    /// The reader's state may be another by now: the next look tells it at once.
    pub(super) fn forget(&mut self, reader: &ReaderName) {
        for (_, state) in self.readers.iter_mut().filter(|(name, _)| name == reader) {
            *state = State::UNAWARE;
        }
    }

    /// Whether the service still answers on this watch's own line.
    pub(super) fn is_served(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.readers().is_ok())
    }

    /// The service cannot be used: its readers and their cards are gone with it.
    pub(super) fn lose(&mut self, reason: Error) {
        self.session = None;
        self.former = None;
        self.next_attempt = Instant::now().checked_add(ATTEMPT);
        self.any_reader = false;
        self.readers_known = State::UNAWARE;
        let left = self.readers.drain(..);
        self.news.extend(left.map(|(reader, last)| News::ReaderLeft { reader, last }));
        if let Some(absence) = &mut self.absence {
            absence.reason = reason;
        } else {
            self.news.push(News::ServiceStopped(reason.clone()));
            self.absence = Some(Absence { since: Instant::now(), reason });
        }
    }

    /// Sleeps until something changes, and says what; at most for `at_most`, or for
    /// as long as it is good to sleep: then it is nothing.
    ///
    /// # Errors
    /// `Cancelled`. What the service says is news.
    pub(super) fn news(&mut self, wait: &Wait<'_>, at_most: Option<Duration>) -> Result<Vec<News>> {
        let now = Instant::now();
        let sleep = at_most.map_or(LONGEST_SLEEP, |time| time.min(LONGEST_SLEEP));
        let end = now.checked_add(sleep).unwrap_or(now);
        wait.check()?;
        while self.news.is_empty() {
            if let Some(session) = self.session(wait, end)? {
                self.look(wait, &session, end)?;
            }
            if self.news.is_empty() {
                if Instant::now() >= end {
                    break;
                }
                // Woken for nothing: whatever the service does, do not spin with it.
                wait.pause(BREATH)?;
            }
        }
        Ok(std::mem::take(&mut self.news))
    }

    /// The line to the service, opened anew if it was lost and it is time to.
    fn session(&mut self, wait: &Wait<'_>, end: Instant) -> Result<Option<Arc<Session>>> {
        if self.session.is_none() {
            if let Some(next) = self.next_attempt {
                wait.pause(next.min(end).saturating_duration_since(Instant::now()))?;
                if Instant::now() < next {
                    return Ok(None);
                }
            }
            match service::open() {
                Ok(session) => {
                    self.session = Some(Arc::new(session));
                    // Its successor counts cards anew, so what is known means nothing to it.
                    let broken = |former: Arc<Session>| former.readers().err();
                    if let Some(code) = self.former.take().and_then(broken) {
                        self.lose(code.service_error());
                    }
                }
                Err(error) => self.lose(error),
            }
        }
        Ok(self.session.clone())
    }

    /// Lists the readers, sleeps until something changes or `end`, and takes note.
    fn look(&mut self, wait: &Wait<'_>, session: &Arc<Session>, end: Instant) -> Result<()> {
        let names = session.readers();
        // A cancel comes before what the service says after it.
        wait.check()?;
        match names {
            Ok(names) => self.list(names),
            Err(code) => {
                self.lose(code.service_error());
                return Ok(());
            }
        }
        let watch = |name, known| Watched { name, known, found: known };
        let readers = self.readers.iter().take(MOST_WATCHED);
        let mut watched: Vec<_> =
            readers.map(|(name, known)| watch(name.as_c_str().to_owned(), *known)).collect();
        if watched.len() < MOST_WATCHED {
            watched.push(watch(CString::from(READERS_CHANGE), self.readers_known));
        }
        let sleep = if self.news.is_empty() {
            end.saturating_duration_since(Instant::now())
        } else {
            Duration::ZERO
        };
        let looked =
            wait.block(session.clone(), || session.status_change(Some(sleep), &mut watched));
        if looked.is_err() {
            // SCardCancel may still be on its way, and would hit the next look; in
            // pcsc-lite it can even put the answers of this line out of step. What is
            // known stays known, as long as the service is the same.
            self.former = self.session.take();
        }
        match looked? {
            Ok(()) => self.observe(watched),
            // A reader that left since it was listed: the next list tells. Nobody
            // of ours has cancelled.
            Err(
                Code::TIMEOUT
                | Code::CANCELLED
                | Code::UNKNOWN_READER
                | Code::READER_UNAVAILABLE
                | Code::NO_READERS_AVAILABLE,
            ) => {}
            Err(code) => self.lose(code.service_error()),
        }
        Ok(())
    }

    /// Brings what is watched in line with the readers that are there.
    fn list(&mut self, names: Vec<CString>) {
        if self.absence.take().is_some() {
            self.news.push(News::ServiceStarted);
        }
        self.any_reader = !names.is_empty();
        let names: Vec<_> = names.into_iter().map(ReaderName::from).collect();
        self.drop_readers(|name| !names.contains(name));
        for name in names {
            let known = self.readers.iter().any(|(reader, _)| *reader == name);
            if !known && self.choice.takes(&name) {
                self.news.push(News::ReaderArrived(name.clone()));
                self.readers.push((name, State::UNAWARE));
            }
        }
    }

    /// Takes note of what a look found.
    fn observe(&mut self, watched: Vec<Watched>) {
        for Watched { name, found, .. } in watched {
            if name.as_c_str() == READERS_CHANGE {
                self.readers_known = found.as_known();
                continue;
            }
            let reader = ReaderName::from(name);
            if found.is_gone() {
                // If one of its name is there again, that is another reader.
                self.drop_readers(|name| *name == reader);
                continue;
            }
            let now = found.as_known();
            let known = self.readers.iter_mut().find(|(name, _)| *name == reader);
            if let Some((_, state)) = known.filter(|(_, state)| *state != now) {
                let before = std::mem::replace(state, now);
                self.news.push(News::Changed { reader, before, now });
            }
        }
    }

    fn drop_readers(&mut self, has_left: impl Fn(&ReaderName) -> bool) {
        let news = &mut self.news;
        self.readers.retain(|(reader, last)| {
            let left = has_left(reader);
            if left {
                news.push(News::ReaderLeft { reader: reader.clone(), last: *last });
            }
            !left
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Status;

    const EMPTY: u32 = 0x12;
    const PRESENT: u32 = 0x0001_0022;
    const UNKNOWN: u32 = 0x0006;

    fn names(names: &[&str]) -> Vec<CString> {
        names.iter().map(|name| CString::new(*name).unwrap()).collect()
    }

    fn found(name: &str, raw: u32) -> Vec<Watched> {
        let found = State::from_raw(raw.into());
        vec![Watched { name: CString::new(name).unwrap(), known: State::UNAWARE, found }]
    }

    fn told(watch: &mut Watch) -> Vec<String> {
        let told = |news: News| match news {
            News::ServiceStopped(error) => format!("stopped {}", error.status().name()),
            News::ServiceStarted => "started".to_owned(),
            News::ReaderArrived(reader) => format!("{reader} arrived"),
            News::ReaderLeft { reader, last } => format!("{reader} left {}", last.is_present()),
            News::Changed { reader, before, now } => {
                format!("{reader} {} {}", before.is_present(), now.is_present())
            }
        };
        std::mem::take(&mut watch.news).into_iter().map(told).collect()
    }

    #[test]
    fn each_change_is_told_once() {
        let mut watch = Watch::new(ReaderChoice::Containing("desk".into()));
        watch.list(names(&["desk a", "other", "desk b"]));
        assert_eq!(told(&mut watch), ["desk a arrived", "desk b arrived"]);
        assert!(watch.any_reader());
        watch.observe(found("desk a", PRESENT));
        watch.observe(found("desk a", PRESENT));
        watch.observe(found("desk b", EMPTY));
        assert_eq!(told(&mut watch), ["desk a false true", "desk b false false"]);
        watch.forget(&ReaderName::new("desk a").unwrap());
        watch.observe(found("desk a", PRESENT));
        assert_eq!(told(&mut watch), ["desk a false true"]);
        watch.list(names(&["desk a", "desk b"]));
        watch.list(names(&["desk a"]));
        assert_eq!(told(&mut watch), ["desk b left false"]);
        // Unplugged, and plugged in again before the readers were listed.
        watch.observe(found("desk a", UNKNOWN));
        watch.list(names(&["desk a"]));
        assert_eq!(told(&mut watch), ["desk a left true", "desk a arrived"]);
    }

    #[test]
    fn a_lost_service_takes_its_readers_along_and_is_told_once() {
        let mut watch = Watch::new(ReaderChoice::Any);
        watch.list(names(&["a", "b"]));
        watch.observe(found("b", PRESENT));
        told(&mut watch);
        watch.lose(Error::new(Status::ServiceNotRunning));
        let since = watch.absence().unwrap().since;
        watch.lose(Error::new(Status::ServiceRefused));
        assert_eq!(
            told(&mut watch),
            ["a left false", "b left true", "stopped JPKI_ERROR_SERVICE_NOT_RUNNING"]
        );
        let absence = watch.absence().unwrap();
        assert_eq!((absence.since, absence.reason.status()), (since, Status::ServiceRefused));
        watch.list(names(&["b"]));
        assert_eq!(told(&mut watch), ["started", "b arrived"]);
        assert!(watch.absence().is_none());
    }
}
