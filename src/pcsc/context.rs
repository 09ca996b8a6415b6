//! The entry point: readers, their cards, waiting and cancelling.

use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::pcsc::cancel::Waits;
use crate::pcsc::failure::Code;
use crate::pcsc::limits::{ContextLimits, DEFAULT_EXCHANGE, DEFAULT_TRANSACTION};
use crate::pcsc::link::PcscLink;
use crate::pcsc::monitor::Monitor;
use crate::pcsc::opening::{Opened, Opening, Wanted};
use crate::pcsc::options::{MonitorOptions, WaitOptions};
use crate::pcsc::raw::Watched;
use crate::pcsc::reader::{CardPresence, ReaderName, ReaderStatus};
use crate::pcsc::search::Search;
use crate::pcsc::service;
use crate::pcsc::state::State;
use crate::process::Home;
use crate::status::Status;

/// The readers of this computer.
///
/// Each call opens its own connection to the PC/SC service and closes it, so that a service that
/// was restarted or, on Windows, stopped with the last reader leaves nothing stale behind. Creating
/// a context cannot fail; if the service is not running, the first call that needs it reports that.
///
/// Clones share their waits: [`cancel`](Self::cancel) ends those of all clones, and of the monitors
/// made from them. They share their [transaction](Self::set_transaction_timeout) and [exchange
/// timeout](Self::set_exchange_timeout) too. Any thread may use a context, several at a time. In a
/// child of `fork` every call fails with `Forked`, sends nothing and leaves the parent undisturbed;
/// a child must create its own context.
///
/// With libpcsclite the environment variable `PCSCLITE_CSOCK_NAME` selects a socket other than
/// pcscd's default; it is read once per process.
///
/// ```
/// # #[cfg(feature = "pcsc")]
/// # fn main() -> jpkicard::Result<()> {
/// use std::time::Duration;
///
/// use jpkicard::pcsc::{Context, WaitOptions};
/// use jpkicard::{Card, Status};
///
/// let context = Context::new();
/// context.set_transaction_timeout(Some(Duration::from_secs(5)));
/// match context.wait_for_card(&WaitOptions::new().timeout(Some(Duration::ZERO))) {
///     Ok(link) => println!("{:?}", Card::new(link).jpki()?.pin_status()),
///     Err(error) => println!("{error}"), // no service, no reader, no card: each says so
/// }
/// context.close();
/// assert_eq!(context.readers().unwrap_err().status(), Status::Cancelled);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "pcsc"))]
/// # fn main() {}
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context {
    waits: Arc<Waits>,
    limits: Arc<ContextLimits>,
    home: Home,
}

impl Context {
    /// A context; nothing is connected yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The default of [`set_transaction_timeout`](Self::set_transaction_timeout): 10 seconds.
    pub const DEFAULT_TRANSACTION_TIMEOUT: Duration = DEFAULT_TRANSACTION;

    /// Sets how long to wait for another program that holds a transaction with the card; `None`
    /// waits indefinitely. It applies separately to each connection, each beginning of a
    /// transaction and each [`power_down`](crate::transport::Transport::power_down) outside a
    /// transaction; after that they fail with `CardBusy`. Less than a second counts as one second,
    /// because powering up a card takes part of it.
    ///
    /// Applies to all clones, and to links connected from now on. Any thread.
    pub fn set_transaction_timeout(&self, timeout: Option<Duration>) {
        self.limits.set_transaction(timeout);
    }

    /// The default of [`set_exchange_timeout`](Self::set_exchange_timeout): 60 seconds.
    pub const DEFAULT_EXCHANGE_TIMEOUT: Duration = DEFAULT_EXCHANGE;

    /// Sets how long to wait for the answer to one command, and for the reader to end a transaction
    /// or to power the card down within one; `None` waits indefinitely. After that the card is
    /// given up, and every call on it fails with `ReaderNotResponding`: PC/SC has no such limit,
    /// and a driver may never return. A card may request more time, so keep this long: a card that
    /// is still working is given up too. Less than a second counts as one second.
    ///
    /// If a PIN was sent, the call fails with `KeyNotLocked` or `PinUncertain`.
    ///
    /// Applies to all clones, and to links connected from now on. Any thread.
    pub fn set_exchange_timeout(&self, timeout: Option<Duration>) {
        self.limits.set_exchange(timeout);
    }

    /// The readers connected now, in the service's order; an empty list if there are none. Without
    /// a reader, Windows may have stopped the service and report `ServiceNotRunning`. Does not
    /// wait, except for a service that does not answer: for the [transaction
    /// timeout](Self::set_transaction_timeout), or until [`cancel`](Self::cancel).
    ///
    /// # Errors
    /// `ServiceNotRunning`, `ServiceRefused`, `ServiceFailed`, `ServiceNotResponding`,
    /// `PcscNotInstalled`, `Cancelled`.
    pub fn readers(&self) -> Result<Vec<ReaderName>> {
        self.home.check()?;
        let wait = self.waits.start();
        let names = service::ask(Some(&wait), self.limits.get().transaction, |session| {
            session.readers().map_err(Code::service_error)
        })?;
        Ok(names.into_iter().map(ReaderName::from).collect())
    }

    /// What is in a reader now. Does not touch the card. Does not wait, but pcscd may take 400 ms
    /// with a card that does not answer; a service that does not answer is waited for as in
    /// [`readers`](Self::readers).
    ///
    /// # Errors
    /// `UnknownReader` if it is not connected; otherwise as [`readers`](Self::readers).
    pub fn reader_status(&self, reader: &ReaderName) -> Result<ReaderStatus> {
        self.home.check()?;
        let wait = self.waits.start();
        let name = reader.as_c_str().to_owned();
        let found = service::ask(Some(&wait), self.limits.get().transaction, |session| {
            let mut watched = [Watched { name, known: State::UNAWARE, found: State::UNAWARE }];
            session
                .status_change(Some(Duration::ZERO), &mut watched)
                .map_err(Code::service_error)?;
            let [watched] = watched;
            Ok(watched.found)
        })?;
        if found.is_gone() {
            return Err(Error::new(Status::UnknownReader));
        }
        Ok(ReaderStatus { name: reader.clone(), card: found.presence() })
    }

    /// Connects to the card that is in `reader` now, whatever kind of card it is. Powers it on if
    /// necessary, which takes about 100 ms. Does not wait for a card; waits for another program's
    /// transaction as set with [`set_transaction_timeout`](Self::set_transaction_timeout).
    ///
    /// # Errors
    /// `NoCard`, `CardUnresponsive`, `SharingViolation` if another program holds it exclusively,
    /// `CardBusy` if its transaction did not end in time, `ReaderNotResponding` if the reader or
    /// the card does not answer, `UnknownReader`, `ReaderFailed`; otherwise as
    /// [`readers`](Self::readers).
    pub fn connect(&self, reader: &ReaderName) -> Result<PcscLink> {
        self.home.check()?;
        let wait = self.waits.start();
        let limits = self.limits.get();
        let mut opening = Opening::begin(reader, Wanted::Any)?;
        let opened = match opening.wait(limits.transaction, Some(limits), Some(&wait))? {
            Some(opened) => opened,
            None => Err(service::or_silent(opening.holdup(CardPresence::InUse))),
        };
        match opened? {
            Opened::Link(link) => Ok(*link),
            _ => Err(Error::new(Status::Internal).with_detail("a link was wanted")),
        }
    }

    /// Waits until an Individual Number Card is in one of the chosen readers, and
    /// connects to it. Readers, even the last one, may come and go during the wait. The thread sleeps
    /// until the service reports a change; another thread may [`cancel`](Self::cancel) it.
    ///
    /// A service that is not running, or not installed, when the wait begins is reported immediately,
    /// unless [`WaitOptions::wait_for_service`] is set. If it stops, crashes, is restarted or fails
    /// later, the wait continues: it checks every 250 ms whether the service is back, until the wait
    /// itself ends unless [`WaitOptions::service_absence`] sets a limit.
    ///
    /// A service that is running but does not answer is treated like one that has stopped, also
    /// when the wait begins, where it gets at least a second. Without a timeout that wait is
    /// unlimited: [`cancel`](Self::cancel) and [`WaitOptions::cancellation`] end it.
    ///
    /// A card of another kind, one that does not answer, one that another program holds exclusively
    /// or in a transaction, and one that fails are skipped: the wait continues, also at the other
    /// readers, and checks again when something changes there. Each card is checked for the JPKI
    /// application in a transaction; one without it is checked again while it remains in the reader,
    /// after 0.5, 1, 2, 4 and then every 5 seconds, because a phone's application may appear late.
    /// PC/SC does not report when another program's transaction ends: such a card is polled every
    /// 100 ms, and after being held up for two seconds it counts as busy, even if that exceeds the
    /// timeout.
    ///
    /// # Errors
    /// At the timeout, the most informative reason: `NotIndividualNumberCard`, `CardUnresponsive`,
    /// `SharingViolation`, `CardBusy`, another failure of a card that is present,
    /// `ReaderNotResponding` (a reader, or the card in it, does not answer), `NoReader` (none is
    /// connected), `UnknownReader` (none is the chosen one), otherwise `TimedOut`, or `NoCard` if
    /// the timeout is zero. Immediately: `Cancelled`; `ServiceRefused` if the service refuses the
    /// card; and when the wait begins `ServiceNotRunning`, `ServiceRefused`, `ServiceFailed` and
    /// `PcscNotInstalled`. If the service is unavailable at the timeout, or for too long, the last
    /// error it caused: one of these, `ServiceNotResponding`, or `ServiceRefused` if it is back and
    /// refuses.
    pub fn wait_for_card(&self, options: &WaitOptions) -> Result<PcscLink> {
        self.home.check()?;
        let wait = self.waits.start_of(None, options.cancellation.as_ref());
        let search = Search::new(&wait, options, self.limits.get())?;
        wait.check()?;
        let link = search.run()?;
        wait.finish(link)
    }

    /// Creates a monitor of the readers and their cards. Nothing is connected yet, so it can be
    /// created before the service runs; each monitor has its own connection.
    #[must_use]
    pub fn monitor(&self, options: &MonitorOptions) -> Monitor {
        // In a child of `fork` its lock is not touched; the monitor fails with `Forked`.
        let waits = if self.home.is_here() { Arc::clone(&self.waits) } else { Arc::default() };
        Monitor::new(waits, options, self.home)
    }

    /// Ends every wait of this context, and every [`Monitor::next_event`] of its monitors, that is
    /// in progress now, on any thread: they return `Cancelled`. So do [`readers`](Self::readers),
    /// [`reader_status`](Self::reader_status) and [`connect`](Self::connect) while waiting for the
    /// service or a card. Without any it does nothing, and a wait that begins later is not
    /// affected: for that, use a [`Cancellation`](crate::pcsc::Cancellation). Returns once the
    /// waits have been woken, whatever the service does.
    pub fn cancel(&self) {
        if self.home.is_here() {
            self.waits.cancel();
        }
    }

    /// Like [`cancel`](Self::cancel), and every later wait of this context, its clones and its
    /// monitors ends with `Cancelled` as it begins, and so do its other calls: for program
    /// shutdown.
    pub fn close(&self) {
        if self.home.is_here() {
            self.waits.close();
        }
    }
}
