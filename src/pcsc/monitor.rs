//! The monitor: readers and cards that come and go, event by event.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::in_callback::CallbackGuard;
use crate::pcsc::cancel::{Owner, Wait, Waits};
use crate::pcsc::cancellation::Cancellation;
use crate::pcsc::event::{CardKind, Event, card_events};
use crate::pcsc::failure::Code;
use crate::pcsc::opening::{Opened, Opening, Wanted};
use crate::pcsc::options::MonitorOptions;
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::service;
use crate::pcsc::watch::{Change, SHORT_PAUSE, Watch};
use crate::process::Home;
use crate::status::Status;

/// The time limit for identifying a card: one that does not answer takes several seconds, and one
/// that another program is using must not hold up the other events indefinitely.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often identifying a failing card is attempted.
const ATTEMPTS: usize = 3;

/// Reports readers and cards that come and go. Created by
/// [`Context::monitor`](crate::pcsc::Context::monitor).
///
/// - The initial state comes first: the readers, then their cards; a service that is not running,
///   as [`Event::ServiceStopped`].
/// - A reader that leaves with a card in it: card removed, then reader left. A card exchanged
///   between two queries: removed, then inserted.
/// - A service that stops, crashes or is restarted (Windows also stops it with the last reader):
///   every card removed and every reader left, then [`Event::ServiceStopped`]; once it is back,
///   [`Event::ServiceStarted`], and the readers and cards again. While it is unavailable, and only
///   then, the monitor polls every 250 ms.
/// - A service that is running but does not answer before the timeout, or within ten seconds
///   without one: the same, with `ServiceNotResponding` as the reason.
/// - A reader that is listed but unknown to the service is not reported; one that repeatedly leaves
///   as soon as it has come is reported at growing intervals.
/// - Events are collected while a call of [`next_event`](Self::next_event) is in progress. Between
///   calls no thread runs; the next call reports the differences since then.
///
/// Any thread may use a monitor, several at a time: each event goes to one thread. Several monitors
/// and waits of one context do not disturb each other.
///
/// ```no_run
/// use jpkicard::pcsc::{Context, Event, MonitorOptions};
///
/// let context = Context::new();
/// for event in context.monitor(&MonitorOptions::new().identify(true)).events() {
///     match event? {
///         Event::CardInserted { reader, kind, .. } => println!("{reader}: {kind:?}"),
///         Event::CardRemoved { reader, .. } => println!("{reader}: empty"),
///         other => println!("{other:?}"),
///     }
/// }
/// # Ok::<(), jpkicard::Error>(())
/// ```
pub struct Monitor {
    waits: Arc<Waits>,
    owner: Owner,
    closed: AtomicBool,
    identify: bool,
    home: Home,
    feed: Mutex<Feed>,
}

/// What has been seen, and which of it has not been reported yet.
struct Feed {
    watch: Watch,
    events: VecDeque<Event>,
}

impl Monitor {
    pub(super) fn new(waits: Arc<Waits>, options: &MonitorOptions, home: Home) -> Self {
        let owner = waits.new_owner();
        let watch = Watch::new(options.reader.clone());
        let feed = Mutex::new(Feed { watch, events: VecDeque::new() });
        Self {
            waits,
            owner,
            closed: AtomicBool::new(false),
            identify: options.identify,
            home,
            feed,
        }
    }

    /// Waits for the next event: indefinitely without a timeout; with zero it checks once. The
    /// thread sleeps until the service reports a change.
    ///
    /// With [`identify`](MonitorOptions::identify) cards are identified in here, which takes about
    /// 100 ms and at most three seconds while another program is using the card; the timeout may be
    /// exceeded by that.
    ///
    /// # Errors
    /// `TimedOut`; `Cancelled` after [`Context::cancel`](crate::pcsc::Context::cancel): the monitor
    /// can still be used and has lost no event; `Cancelled` also, permanently, once the context or
    /// the monitor is closed; `Reentered` if a log sink, called from within another `next_event`,
    /// finds the monitor in use; `Forked` in a child of `fork`; `Internal` after a panic. Failures
    /// of the service are reported as events.
    pub fn next_event(&self, timeout: Option<Duration>) -> Result<Event> {
        self.next(timeout, None)
    }

    /// Like [`next_event`](Self::next_event), but also ended by `cancellation`, immediately if it
    /// was cancelled before: the call returns `Cancelled`, and the monitor can still be used.
    ///
    /// # Errors
    /// As [`next_event`](Self::next_event).
    pub fn next_event_with_cancellation(
        &self,
        timeout: Option<Duration>,
        cancellation: &Cancellation,
    ) -> Result<Event> {
        self.next(timeout, Some(cancellation))
    }

    fn next(
        &self,
        timeout: Option<Duration>,
        cancellation: Option<&Cancellation>,
    ) -> Result<Event> {
        self.home.check()?;
        // A timeout too long to represent means no timeout.
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        // Dropped after the feed is released: its end lets the next thread in.
        let wait = self.waits.start_of(Some(self.owner), cancellation);
        if self.closed.load(Ordering::SeqCst) {
            return Err(Error::new(Status::Cancelled));
        }
        let Some(mut feed) = self.turn(&wait, deadline)? else {
            return Err(Error::new(Status::TimedOut));
        };
        let _at_work = CallbackGuard::begin();
        loop {
            if self.identify {
                feed.identify_first(&wait)?;
            }
            // A later cancel comes too late: the event is reported.
            wait.check()?;
            if let Some(event) = feed.events.pop_front() {
                return Ok(event);
            }
            let time_left = || deadline.map(|end| end.saturating_duration_since(Instant::now()));
            feed.watch(&wait, time_left(), deadline)?;
            if feed.events.is_empty() && time_left().is_some_and(|left| left.is_zero()) {
                return Err(Error::new(Status::TimedOut));
            }
        }
    }

    /// An endless iterator over the events; it ends once the context or the monitor is closed, and
    /// after an error other than `Cancelled`.
    pub fn events(&self) -> Events<'_> {
        Events { monitor: self, ended: false }
    }

    /// Ends every [`next_event`](Self::next_event) of this monitor, on any thread, and every later
    /// one as it begins, with `Cancelled`.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        if !self.home.is_here() {
            return;
        }
        self.waits.cancel_of(self.owner);
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst) || !self.home.is_here() || self.waits.is_closed()
    }

    /// Waits until no other thread uses the feed; `None` if the time runs out first.
    fn turn(
        &self,
        wait: &Wait<'_>,
        deadline: Option<Instant>,
    ) -> Result<Option<MutexGuard<'_, Feed>>> {
        let in_callback = CallbackGuard::is_here();
        let ready = || match self.feed.try_lock() {
            Ok(feed) => Some(Ok(feed)),
            // A panic in an earlier call.
            Err(TryLockError::Poisoned(_)) => Some(Err(Error::new(Status::Internal))),
            // It would wait for itself, or two threads would wait for each other.
            Err(TryLockError::WouldBlock) if in_callback => {
                Some(Err(Error::new(Status::Reentered)))
            }
            Err(TryLockError::WouldBlock) => None,
        };
        wait.until(deadline, ready)?.transpose()
    }
}

impl fmt::Debug for Monitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor")
            .field("identify", &self.identify)
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

impl Feed {
    /// Watches until something changes, or for `at_most`, and records it.
    fn watch(
        &mut self,
        wait: &Wait<'_>,
        at_most: Option<Duration>,
        deadline: Option<Instant>,
    ) -> Result<()> {
        for change in self.watch.changes(wait, at_most, deadline)? {
            match change {
                Change::ServiceStopped(reason) => {
                    self.events.push_back(Event::ServiceStopped { reason });
                }
                Change::ServiceStarted => self.events.push_back(Event::ServiceStarted),
                Change::ReaderArrived(reader) => {
                    self.events.push_back(Event::ReaderArrived { reader });
                }
                Change::ReaderLeft { reader, last } => {
                    self.events.extend(card_events(&reader, last, Default::default()));
                    self.events.push_back(Event::ReaderLeft { reader });
                }
                Change::Changed { reader, before, now } => {
                    self.events.extend(card_events(&reader, before, now));
                }
            }
        }
        Ok(())
    }

    /// Identifies the card whose insertion is to be reported next. After a cancel that is left to
    /// the next call.
    fn identify_first(&mut self, wait: &Wait<'_>) -> Result<()> {
        let Some(Event::CardInserted { reader, kind: None }) = self.events.front() else {
            return Ok(());
        };
        let reader = reader.clone();
        let mut found = if self.has_left(&reader) {
            CardKind::NotIdentified(Error::new(Status::CardRemoved))
        } else {
            self.identify(&reader, wait)?
        };
        if !matches!(found, CardKind::NotIdentified(_)) {
            // If the card was exchanged in the meantime, it is unknown which one was identified.
            self.watch(wait, Some(Duration::ZERO), Some(Instant::now()))?;
            if self.has_left(&reader) {
                found = CardKind::NotIdentified(Error::new(Status::CardRemoved));
            }
        }
        if let Some(Event::CardInserted { kind, .. }) = self.events.front_mut() {
            *kind = Some(found);
        }
        Ok(())
    }

    /// Whether it is already known that the card to be reported next was removed.
    fn has_left(&self, from: &ReaderName) -> bool {
        let is_removal =
            |event: &Event| matches!(event, Event::CardRemoved { reader } if reader == from);
        self.events.iter().any(is_removal)
    }

    fn identify(&self, reader: &ReaderName, wait: &Wait<'_>) -> Result<CardKind> {
        let refused = match self.watch.state(reader).presence() {
            CardPresence::Unresponsive => Some(Code::UNRESPONSIVE_CARD),
            CardPresence::Exclusive => Some(Code::SHARING_VIOLATION),
            _ => None,
        };
        if let Some(code) = refused {
            return Ok(CardKind::NotIdentified(code.error()));
        }
        let mut attempt = 1;
        loop {
            let mut opening = Opening::begin(reader, Wanted::Kind)?;
            let asked = opening.wait(Some(PATIENCE), None, Some(wait))?;
            let presence = self.watch.state(reader).presence();
            match asked.unwrap_or_else(|| Err(service::or_silent(opening.holdup(presence)))) {
                Ok(Opened::Kind(kind)) => return Ok(kind),
                Ok(_) => return Err(Error::new(Status::Internal).with_detail("a kind was wanted")),
                Err(error)
                    if attempt < ATTEMPTS && may_pass(error.status(), opening.has_connected()) =>
                {
                    wait.pause(SHORT_PAUSE)?;
                }
                Err(error) => return Ok(CardKind::NotIdentified(error)),
            }
            attempt = attempt.saturating_add(1);
        }
    }
}

/// Whether retrying with the same card immediately may help. A refusal after the card was connected
/// is not the account's.
const fn may_pass(failure: Status, has_connected: bool) -> bool {
    (has_connected && matches!(failure, Status::ServiceRefused))
        || matches!(
            failure,
            Status::CardUnresponsive
                | Status::CardReset
                | Status::ReaderFailed
                | Status::CardAnswer
                | Status::CardStatus
        )
}

/// The events of a [`Monitor`]. Created by [`Monitor::events`].
#[derive(Debug)]
pub struct Events<'a> {
    monitor: &'a Monitor,
    ended: bool,
}

impl Iterator for Events<'_> {
    type Item = Result<Event>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let event = self.monitor.next_event(None);
        match &event {
            Err(error) if error.status() == Status::Cancelled => {
                self.ended = self.monitor.is_closed();
                (!self.ended).then_some(event)
            }
            Err(_) => {
                self.ended = true;
                Some(event)
            }
            Ok(_) => Some(event),
        }
    }
}
