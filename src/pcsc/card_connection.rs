//! The connection to one card: each PC/SC call on it, and what its failure means.
//!
//! These calls may block indefinitely while another program holds a transaction;
//! [`PcscLink`](crate::pcsc::PcscLink) limits their time.

use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::failure::Code;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::properties;
use crate::pcsc::raw::{Connection, Disposition, RawContext, Watched};
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::service;
use crate::pcsc::state::State;
use crate::status::Status;

/// How often beginning a transaction is retried because the card was reset in the meantime.
const BEGIN_ATTEMPTS: usize = 3;
/// How long a failed exchange waits to find out whether the card is gone. pcscd polls a reader that
/// cannot notify it every 400 ms.
const REMOVAL_WAIT: Duration = Duration::from_millis(600);
/// If a reset fails only after this time, the reader itself did not answer, let alone the card.
const SILENCE: Duration = Duration::from_secs(2);
/// How long a service that has just started may take to find its readers and cards.
const ARRIVAL: Duration = Duration::from_secs(1);
/// The interval between two attempts to find them.
const SHORT_PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug)]
enum Contact {
    Connected(Connection),
    /// Permanently, and why: the reader is released for others immediately.
    Lost(Error),
}

/// The card in one reader, over its own PC/SC context.
#[derive(Debug)]
pub(super) struct CardConnection {
    reader: ReaderName,
    contact: Contact,
    in_transaction: bool,
    /// The reader's insertion count when this card was connected.
    insertion: u32,
    /// What the card needs before the next transaction after a failed exchange. Drivers that
    /// implement T=1 themselves (libccid) refuse every further exchange until the card is reset.
    revival: Option<Disposition>,
    /// The card was given up although the reader was never seen empty: it may still be there,
    /// powered.
    left_unseen: bool,
    /// How often a reset or loss of power was noticed that we did not cause.
    disturbances: u64,
}

/// The readers where another program has been encountered: it may come back at any time, and reset
/// a card that was found while it was away.
static COMPANY: ProcessList<ReaderName> = ProcessList::new();

fn has_company(reader: &ReaderName) {
    COMPANY.with(|readers| {
        if !readers.contains(reader) {
            readers.push(reader.clone());
        }
    });
}

/// The reader's state, which includes the count of inserted and removed cards.
fn look(session: &RawContext, reader: &ReaderName) -> Result<State, Code> {
    let name = reader.as_c_str().to_owned();
    let mut look = [Watched { name, known: State::UNAWARE, found: State::UNAWARE }];
    session.status_change(Some(Duration::ZERO), &mut look)?;
    let [Watched { found, .. }] = look;
    // A reader that does not answer does not report its count.
    if found.presence() == CardPresence::Unavailable && !found.is_gone() {
        Err(Code::READER_UNAVAILABLE)
    } else {
        Ok(found)
    }
}

impl CardConnection {
    /// Connects to the card in `reader`, whatever card it is. May block. `joins` is called first if
    /// another program is connected to the card.
    pub(super) fn connect(reader: &ReaderName, joins: impl Fn()) -> Result<Self> {
        service::twice(|| Self::connect_once(reader, &joins))
    }

    fn connect_once(reader: &ReaderName, joins: &impl Fn()) -> Result<Self> {
        let session = service::open_once()?;
        let found = look(&session, reader).map_err(|code| match code {
            // It is listed but does not report its contents.
            Code::READER_UNAVAILABLE => code.error().with_status(Status::ReaderNotResponding),
            code => code.service_error(),
        })?;
        let before = found.count();
        if found.presence() == CardPresence::InUse {
            has_company(reader);
            joins();
        }
        let connection = session.connect(reader.as_c_str()).map_err(|code| match code {
            // Nothing was connected yet, so nothing was removed.
            Code::REMOVED_CARD => Code::NO_SMARTCARD.error(),
            code => code.connect_error(),
        })?;
        let after = look(connection.session(), reader).map_err(Code::service_error)?.count();
        if after != before {
            // It is unknown which of the cards was connected.
            return Err(Code::NO_SMARTCARD.error());
        }
        let contact = Contact::Connected(connection);
        Ok(Self {
            reader: reader.clone(),
            contact,
            in_transaction: false,
            insertion: before,
            revival: None,
            left_unseen: false,
            disturbances: 0,
        })
    }

    pub(super) fn is_lost(&self) -> bool {
        matches!(self.contact, Contact::Lost(_))
    }

    fn has_lost_service(&self) -> bool {
        matches!(&self.contact, Contact::Lost(error) if error.status() == Status::ServiceNotRunning)
    }

    /// Whether the card was given up but may still be in the reader and powered.
    pub(super) fn may_have_power(&self) -> bool {
        self.has_lost_service() || self.left_unseen
    }

    /// Whether another program has ever been connected to a card in this reader, or reset one.
    pub(super) fn has_company(&self) -> bool {
        COMPANY.with(|readers| readers.contains(&self.reader))
    }

    /// The reader's insertion count when this card was connected.
    pub(super) fn insertion(&self) -> u32 {
        self.insertion
    }

    /// How often a reset or loss of power was noticed that we did not cause.
    pub(super) fn disturbances(&self) -> u64 {
        self.disturbances
    }

    fn is_disturbed(&mut self) {
        self.disturbances = self.disturbances.saturating_add(1);
        has_company(&self.reader);
    }

    pub(super) fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// Whether the next transaction begins with a reset of the card, because an exchange failed.
    pub(super) fn needs_reset(&self) -> bool {
        self.revival.is_some() && !self.is_lost()
    }

    fn connection(&mut self) -> Result<&mut Connection> {
        match &mut self.contact {
            Contact::Connected(connection) => Ok(connection),
            Contact::Lost(error) => Err(error.clone()),
        }
    }

    /// The error for `code`, after finding out whether the card is gone.
    fn failed(&mut self, code: Code) -> Error {
        let gone = if code.says_removed() {
            Ok(true)
        } else if code.leaves_open_if_removed() {
            self.has_left()
        } else {
            Ok(false)
        };
        let error = match gone {
            Ok(true) => return self.removed(Some(code)),
            Ok(false) => code.exchange_error(),
            Err(error) => error,
        };
        if error.status() == Status::ServiceNotRunning {
            // The restarted service may find another card in the reader.
            return self.lost(error);
        }
        error
    }

    /// Releases the reader: only once it is certain that the card has no power.
    fn removed(&mut self, code: Option<Code>) -> Error {
        self.lost(Error::new(Status::CardRemoved));
        let error = Error::new(Status::CardRemoved);
        match code.and_then(|code| code.error().pcsc_code()) {
            Some(code) => error.with_pcsc_code(code),
            None => error,
        }
    }

    /// Reconnects, but only to the same card.
    ///
    /// pcscd keeps only one event per handle: a reset of the next card hides the removal of this
    /// one, and a reconnection then accepts whatever card is there. The reader's count
    /// distinguishes them.
    fn reconnect(&mut self, disposition: Disposition) -> Result<()> {
        let (reader, known) = (self.reader.clone(), self.insertion);
        let connection = self.connection()?;
        let outcome = connection.reconnect(disposition);
        match look(connection.session(), &reader) {
            Ok(now) if now.count() != known => {
                // A removal and an insertion add two. A difference of one means that the reader did
                // not answer for a while: the card in it may be the same, powered or not.
                let one_more = now.count() == known.wrapping_add(1) & 0xFFFF;
                self.left_unseen = one_more && now.holds_card();
                return Err(self.removed(None));
            }
            // Without a count nothing is certain; querying the reader shows more.
            Err(code) => return Err(self.failed(code)),
            Ok(_) => {}
        }
        if disposition != Disposition::Leave && outcome.is_ok() {
            self.revival = None;
        }
        outcome.map_err(|code| self.failed(code))
    }

    /// Resets a card whose last exchange failed, in the transaction that has just begun, or
    /// power-cycles it if it does not come back. Other programs see a reset; this one, which caused
    /// it, does not.
    ///
    /// A reset may leave a verified PIN verified. After sending a PIN, a failed exchange is
    /// followed by powering the card down: if that failed, the card is power-cycled here instead.
    fn revive(&mut self) -> Result<()> {
        let Some(needed) = self.revival else { return Ok(()) };
        let started = Instant::now();
        let mut revived = self.reconnect(needed);
        let is_silent = started.elapsed() >= SILENCE;
        if revived.is_err() && needed == Disposition::Reset && !self.is_lost() {
            if is_silent {
                // Left to the next transaction: it may take as long again.
                self.revival = Some(Disposition::Unpower);
            } else {
                revived = self.reconnect(Disposition::Unpower);
            }
        }
        if revived.is_err() {
            self.let_go();
        }
        revived.map_err(|error| match (is_silent, error.status()) {
            (true, Status::CardUnresponsive) => error.with_status(Status::ReaderFailed),
            _ => error,
        })
    }

    fn lost(&mut self, error: Error) -> Error {
        self.contact = Contact::Lost(error.clone());
        self.in_transaction = false;
        error
    }

    /// Whether the card has left, after an exchange that failed or returned nothing: the reader is
    /// empty, or is itself unplugged. A reader that is there but does not answer may still power
    /// the card, so that proves nothing.
    ///
    /// Waits briefly: the answer is lost immediately, but the service polls the reader at
    /// intervals.
    fn has_left(&mut self) -> Result<bool> {
        let name = self.reader.as_c_str().to_owned();
        let known = self.insertion;
        let connection = self.connection()?;
        let session = connection.session();
        let mut reader = [Watched { name, known: State::UNAWARE, found: State::UNAWARE }];
        // The first query returns the current state; the next ones wait for a change, which may be
        // in an unrelated bit.
        let started = Instant::now();
        let mut patience = Duration::ZERO;
        loop {
            if connection.status().is_err_and(Code::says_removed) {
                return Ok(true);
            }
            let looked = session.status_change(Some(patience), &mut reader);
            let [reader] = &mut reader;
            let presence = match looked {
                Ok(()) => {
                    reader.known = reader.found.as_known();
                    reader.found.presence()
                }
                // The list of names shows whether it is unplugged.
                Err(code) if code.refuses_a_reader() => CardPresence::Unavailable,
                Err(Code::TIMEOUT) => return Ok(false),
                Err(code) => return Err(code.service_error()),
            };
            let found = reader.found;
            if looked.is_ok() && found.is_present() && found.count() != known {
                // It left, and it or another card is there; or the reader stopped answering in
                // between, and it is the same card.
                let next = known.wrapping_add(1) & 0xFFFF;
                self.left_unseen = found.count() == next && found.holds_card();
                return Ok(true);
            }
            match presence {
                CardPresence::Empty => return Ok(true),
                CardPresence::Unavailable => {
                    let readers = session.readers().map_err(Code::service_error)?;
                    if !readers.contains(&reader.name) {
                        return Ok(true);
                    }
                }
                _ => {}
            }
            if !patience.is_zero() {
                // Do not spin, whatever the service does.
                thread::sleep(SHORT_PAUSE);
            }
            patience = REMOVAL_WAIT.saturating_sub(started.elapsed());
            if patience.is_zero() {
                break;
            }
        }
        // Something changed: if the card was exchanged, the handle of the old one reports it.
        Ok(connection.status().is_err_and(Code::says_removed))
    }

    pub(super) fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let in_transaction = self.in_transaction;
        let connection = self.connection()?;
        if !in_transaction {
            return Err(Error::new(Status::Internal).with_detail("no transaction is held"));
        }
        match connection.transmit(command, response) {
            // No card answers with less than a status word: vpcd and some readers report success
            // without data when the card leaves in the middle of a command.
            Ok(length) if length < 2 => match self.has_left() {
                Ok(true) => Err(self.removed(None)),
                Ok(false) => Ok(length),
                Err(error) if error.status() == Status::ServiceNotRunning => Err(self.lost(error)),
                Err(error) => Err(error),
            },
            Ok(length) => Ok(length),
            // pcscd resets the card of a program that was killed during its transaction, possibly
            // during ours, and forgets the protocol: nothing was sent to the card.
            Err(code @ Code::PROTO_MISMATCH) => match self.reconnect(Disposition::Leave) {
                Err(error) if error.status() == Status::CardRemoved => Err(error),
                _ => Err(code.reset_error()),
            },
            Err(code) => {
                let error = self.failed(code);
                if matches!(error.status(), Status::ReaderFailed | Status::CardUnresponsive) {
                    self.revival.get_or_insert(Disposition::Reset);
                }
                Err(error)
            }
        }
    }

    /// The maximum number of data bytes in one APDU as reported by the reader; `None` if it reports
    /// nothing, which is not an error of the driver. Nothing is sent to the card.
    pub(super) fn max_apdu_data(&mut self) -> Option<usize> {
        let connection = self.connection().ok()?;
        properties::max_apdu_data(|code, answer| connection.control(code, answer).ok())
    }

    /// Begins a transaction, also if the card was reset in the meantime. May block.
    pub(super) fn begin_transaction(&mut self) -> Result<()> {
        for _ in 0..BEGIN_ATTEMPTS {
            let connection = self.connection()?;
            let disposition = match connection.begin_transaction() {
                Ok(()) => {
                    self.in_transaction = true;
                    return self.revive();
                }
                Err(Code::RESET_CARD) => {
                    // That is what it needed; an open key requires more.
                    self.revival = self.revival.filter(|needed| *needed != Disposition::Reset);
                    Disposition::Leave
                }
                // Only Windows reports this; only a reset restores the power.
                Err(Code::UNPOWERED_CARD) => Disposition::Reset,
                Err(code) => return Err(self.failed(code)),
            };
            self.is_disturbed();
            self.reconnect(disposition)?;
        }
        Err(Code::RESET_CARD.error())
    }

    /// Ends the transaction. After `CardReset`, call [`note_reset`](Self::note_reset).
    pub(super) fn end_transaction(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.in_transaction);
        let connection = self.connection()?;
        if !held {
            return Err(Error::new(Status::Internal).with_detail("no transaction is held"));
        }
        // pcscd keeps other programs out until it is ended: for a reader that fails, the call is
        // repeated once.
        let ended = match connection.end_transaction() {
            Err(code) if code != Code::RESET_CARD && !code.says_removed() => {
                connection.end_transaction()
            }
            ended => ended,
        };
        ended.map_err(|code| self.failed(code))
    }

    /// Acknowledges a reset: until then pcscd keeps other programs out. May block where a reset has
    /// ended the transaction, as on Windows.
    pub(super) fn note_reset(&mut self) -> Result<()> {
        self.is_disturbed();
        let noted = self.reconnect(Disposition::Leave);
        if let Ok(connection) = self.connection() {
            let _ = connection.end_transaction();
        }
        noted
    }

    /// Ends a transaction that is no longer needed.
    pub(super) fn let_go(&mut self) {
        if self.in_transaction && self.end_transaction().is_err() {
            let _ = self.note_reset();
        }
    }

    /// Powers the card down. If the service that knew the card is lost, or the reader has not
    /// answered for a while, uses a new connection (to the restarted service) and powers down
    /// whatever card is in the reader now, since losing power harms no card. A transaction, if
    /// there is one, stays held. May block.
    pub(super) fn power_down(&mut self) -> Result<()> {
        match self.reconnect(Disposition::Unpower) {
            Err(_) if self.may_have_power() => self.restore_power(),
            Err(error) => {
                // A key may be open, and a reset would leave it open.
                self.revival = Some(Disposition::Unpower);
                Err(error)
            }
            outcome => outcome,
        }
    }

    fn restore_power(&mut self) -> Result<()> {
        let mut since = Instant::now();
        let mut reader_is_there = false;
        loop {
            let taken = service::open()?
                .connect(self.reader.as_c_str())
                .and_then(|mut connection| connection.reconnect(Disposition::Unpower));
            let code = match taken {
                Ok(()) => {
                    self.left_unseen = false;
                    return Ok(());
                }
                Err(code) => code,
            };
            if code.says_removed() && !reader_is_there {
                // The reader has just been found, its card perhaps not yet.
                reader_is_there = true;
                since = Instant::now();
            }
            // The service may have no readers yet, or may just be ending itself.
            if since.elapsed() < ARRIVAL {
                thread::sleep(SHORT_PAUSE);
            } else if code.says_removed() {
                // An empty reader powers nothing; an absent reader may still appear.
                return Err(self.removed(Some(code)));
            } else {
                return Err(code.connect_error());
            }
        }
    }
}

impl Drop for CardConnection {
    fn drop(&mut self) {
        // Closing the connection leaves the card as it is, except within a transaction, where pcscd
        // resets it.
        if let (true, Contact::Connected(connection)) = (self.in_transaction, &self.contact) {
            let _ = connection.end_transaction();
        }
    }
}
