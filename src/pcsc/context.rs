//! The way in: readers, their cards, waiting and cancelling.

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
/// Each call opens a line to the PC/SC service of its own and closes it, so that
/// a service that was restarted or, on Windows, stopped with the last reader
/// leaves nothing stale behind. Making a context does nothing that can fail; a
/// service that is not there is met by the first call that needs it.
///
/// Clones share their waits: [`cancel`](Self::cancel) ends those of all, and of the
/// monitors that came of it. They share their
/// [transaction](Self::set_transaction_timeout) and
/// [exchange timeout](Self::set_exchange_timeout) too. Any thread may use a
/// context, several at a time. In a child of `fork` every call says `Forked`, sends nothing
/// and leaves the parent undisturbed; a child makes a context of its own.
///
/// With libpcsclite the environment variable `PCSCLITE_CSOCK_NAME` names another
/// socket than pcscd's usual one; it is read once in a process.
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

    /// How long another program's transaction is waited for unless
    /// [`set_transaction_timeout`](Self::set_transaction_timeout) says otherwise: 10 seconds.
    pub const DEFAULT_TRANSACTION_TIMEOUT: Duration = DEFAULT_TRANSACTION;

    /// Waits so long at most for another program that holds a transaction with the card;
    /// `None` waits for ever. It counts for connecting, for beginning a transaction and
    /// for [`power_down`](crate::transport::Transport::power_down) outside of one, each
    /// time anew, and then they say `CardBusy`. Less than a second counts as one,
    /// since powering a card up takes a part of it.
    ///
    /// For all clones, and for links that connect from now on. Any thread.
    pub fn set_transaction_timeout(&self, timeout: Option<Duration>) {
        self.limits.set_transaction(timeout);
    }

    /// How long a reader is waited for unless
    /// [`set_exchange_timeout`](Self::set_exchange_timeout) says otherwise: 60 seconds.
    pub const DEFAULT_EXCHANGE_TIMEOUT: Duration = DEFAULT_EXCHANGE;

    /// Waits so long at most for the answer to one command, and for the reader to end a
    /// transaction or to take the card's power in one; `None` waits for ever. Then the card
    /// is given up, and every call on it says `ReaderNotResponding`: PC/SC has no such limit,
    /// and a driver may never return. A card may ask for more time, so leave it long: a card
    /// that is still at work is given up too. Less than a second counts as one.
    ///
    /// Where a PIN was sent the call says `KeyNotLocked`, or `PinUncertain`.
    ///
    /// For all clones, and for links that connect from now on. Any thread.
    pub fn set_exchange_timeout(&self, timeout: Option<Duration>) {
        self.limits.set_exchange(timeout);
    }

    /// The readers that are connected now, in the service's order; without one an
    /// empty list. Windows without a reader may have stopped the service and say
    /// `ServiceNotRunning`. Does not wait, but for a service that does not answer: for the
    /// [transaction timeout](Self::set_transaction_timeout), or until
    /// [`cancel`](Self::cancel).
    ///
    /// # Errors
    /// `ServiceNotRunning`, `ServiceRefused`, `ServiceFailed`, `ServiceNotResponding`,
    /// `Cancelled`.
    pub fn readers(&self) -> Result<Vec<ReaderName>> {
        self.home.check()?;
        let wait = self.waits.start();
        let names = service::ask(Some(&wait), self.limits.get().transaction, |session| {
            session.readers().map_err(Code::service_error)
        })?;
        Ok(names.into_iter().map(ReaderName::from).collect())
    }

    /// What is in a reader now. Does not touch the card. Does not wait, but pcscd
    /// may take 400 ms over a card that does not answer; a service that does not answer is
    /// waited for as by [`readers`](Self::readers).
    ///
    /// # Errors
    /// `UnknownReader` if it is not connected, `ServiceNotRunning`,
    /// `ServiceRefused`, `ServiceFailed`, `ServiceNotResponding`, `Cancelled`.
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

    /// Connects to the card that is in `reader` now, whatever kind of card it is.
    /// Powers it on if need be, which takes some 100 ms. Does not wait for a card;
    /// another program's transaction is waited for as
    /// [`set_transaction_timeout`](Self::set_transaction_timeout) says.
    ///
    /// # Errors
    /// `NoCard`, `CardUnresponsive`, `SharingViolation` if another program keeps it
    /// for itself, `CardBusy` if its transaction did not end in time, `ReaderNotResponding` if
    /// the reader or the card does not answer, `UnknownReader`, `ServiceNotRunning`,
    /// `ServiceRefused`, `ServiceFailed`, `ServiceNotResponding`, `ReaderFailed`, `Cancelled`.
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
    /// connects to it. Readers may come and go meanwhile, the last one too. The thread
    /// sleeps in the service until something changes; another may
    /// [`cancel`](Self::cancel) it.
    ///
    /// A service that is not there when the wait begins is told at once, unless
    /// [`WaitOptions::wait_for_service`] says otherwise. If it stops, crashes or is restarted
    /// later, the wait goes on: it looks every 250 ms whether the service is back, for as
    /// long as the wait itself unless [`WaitOptions::service_absence`] sets a limit.
    ///
    /// A service that is there and does not answer is waited for as one that is away, also
    /// as the wait begins, where it gets a second at least. Without an end of the time that
    /// is without end: [`cancel`](Self::cancel) and [`WaitOptions::cancellation`] end it.
    ///
    /// A card of another kind, one that does not answer, one that another program
    /// keeps for itself or holds a transaction with, and one that fails are passed
    /// over: the wait goes on, at the other readers too, and looks again when
    /// something changes there. Each card is asked in a transaction whether it holds the JPKI
    /// application; one that does not is asked again while it lies there, after 0.5, 1, 2, 4
    /// and then every 5 seconds, since a phone's application may appear late. PC/SC gives no sign when
    /// another program's transaction ends: such a card is looked after every 100 ms,
    /// and held up for two seconds it counts as busy, also beyond the end of the time.
    ///
    /// # Errors
    /// At the end of the time the reason that says most: `NotIndividualNumberCard`,
    /// `CardUnresponsive`, `SharingViolation`, `CardBusy`, another failure of a card that
    /// is there, `ReaderNotResponding` (a reader, or the card in it, does not answer), `NoReader` (none is connected), `UnknownReader` (none is the chosen
    /// one), and else `TimedOut`, or `NoCard` if the timeout is zero.
    /// At once `Cancelled`, `ServiceNotRunning` and `ServiceRefused` as the wait begins,
    /// and `ServiceFailed`. If the service is away at the end of the time, or for too
    /// long, what its last user was told: `ServiceNotRunning`, `ServiceNotResponding`, or
    /// `ServiceRefused` if it is back and refuses.
    pub fn wait_for_card(&self, options: &WaitOptions) -> Result<PcscLink> {
        self.home.check()?;
        let wait = self.waits.start_of(None, options.cancellation.as_ref());
        let search = Search::new(&wait, options, self.limits.get())?;
        wait.check()?;
        let link = search.run()?;
        wait.finish(link)
    }

    /// Makes a monitor of the readers and their cards. Nothing is connected yet, so it
    /// can be made before the service runs; each monitor has a line of its own.
    #[must_use]
    pub fn monitor(&self, options: &MonitorOptions) -> Monitor {
        // In a child of `fork` its lock is not touched; the monitor says `Forked`.
        let waits = if self.home.is_here() { Arc::clone(&self.waits) } else { Arc::default() };
        Monitor::new(waits, options, self.home)
    }

    /// Ends every wait of this context, and every [`Monitor::next_event`] of its
    /// monitors, that is in progress at this moment, on any thread: they return
    /// `Cancelled`. So do [`readers`](Self::readers), [`reader_status`](Self::reader_status)
    /// and [`connect`](Self::connect) that wait for the service or a card. Without one it
    /// does nothing, and a wait that begins later is not touched: a
    /// [`Cancellation`](crate::pcsc::Cancellation) stays. Returns once the waits have been
    /// woken up, whatever the service does.
    pub fn cancel(&self) {
        if self.home.is_here() {
            self.waits.cancel();
        }
    }

    /// As [`cancel`](Self::cancel), and every later wait of this context, its clones
    /// and its monitors ends with `Cancelled` as it begins, and so do its other calls: for
    /// the end of a program.
    pub fn close(&self) {
        if self.home.is_here() {
            self.waits.close();
        }
    }
}
