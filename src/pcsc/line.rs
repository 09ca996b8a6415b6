//! The line to one card: each PC/SC call on it, and what its failure means.
//!
//! These calls may block without end while another program holds a transaction;
//! [`PcscLink`](crate::pcsc::PcscLink) bounds them.

use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::failure::Code;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::properties;
use crate::pcsc::raw::{Connection, Disposition, Session, Watched};
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::service;
use crate::pcsc::state::State;
use crate::status::Status;

/// How often a transaction is begun anew because the card was reset meanwhile.
const BEGIN_ATTEMPTS: usize = 3;
/// How long a failed exchange waits to learn whether the card is gone. pcscd looks
/// at a reader that cannot tell every 400 ms.
const DEPARTURE: Duration = Duration::from_millis(600);
/// A reset that fails after so long was not answered by the reader, let alone by the card.
const SILENCE: Duration = Duration::from_secs(2);
/// How long a service that has just started may take to find its readers and cards.
const ARRIVAL: Duration = Duration::from_secs(1);
/// Between two looks for them.
const BREATH: Duration = Duration::from_millis(50);

#[derive(Debug)]
enum Contact {
    Connected(Connection),
    /// For good, and why: the reader is free for others at once.
    Lost(Error),
}

/// The card in one reader, over a PC/SC context of its own.
#[derive(Debug)]
pub(super) struct Line {
    reader: ReaderName,
    contact: Contact,
    in_transaction: bool,
    /// The reader's count of cards when this one was connected.
    insertion: u32,
    /// What the card needs before the next transaction: an exchange failed. Drivers that do
    /// T=1 themselves (libccid) refuse every other one until the card is reset.
    revival: Option<Disposition>,
    /// The card was given up without anybody having seen the reader empty: it may be there,
    /// with its power.
    left_unseen: bool,
    /// How often a reset or a loss of power was noticed that was not asked for.
    disturbances: u64,
}

/// The readers at which another program was met: it may come back at any time, and reset a
/// card that was found when it was away.
static COMPANY: ProcessList<ReaderName> = ProcessList::new();

fn has_company(reader: &ReaderName) {
    COMPANY.with(|readers| {
        if !readers.contains(reader) {
            readers.push(reader.clone());
        }
    });
}

/// The reader's state, in which it counts the cards that have come and left.
fn look(session: &Session, reader: &ReaderName) -> Result<State, Code> {
    let name = reader.as_c_str().to_owned();
    let mut look = [Watched { name, known: State::UNAWARE, found: State::UNAWARE }];
    session.status_change(Some(Duration::ZERO), &mut look)?;
    let [Watched { found, .. }] = look;
    // A reader that does not answer keeps its count for itself.
    if found.presence() == CardPresence::Unavailable && !found.is_gone() {
        Err(Code::READER_UNAVAILABLE)
    } else {
        Ok(found)
    }
}

impl Line {
    /// Connects to the card in `reader`, whatever card it is. May block. `joins` is called
    /// before if another program is connected to the card.
    pub(super) fn connect(reader: &ReaderName, joins: impl Fn()) -> Result<Self> {
        service::twice(|| Self::connect_once(reader, &joins))
    }

    fn connect_once(reader: &ReaderName, joins: &impl Fn()) -> Result<Self> {
        let session = service::open_once()?;
        let found = look(&session, reader).map_err(|code| match code {
            // It is listed, and does not say what is in it.
            Code::READER_UNAVAILABLE => code.error().with_status(Status::ReaderNotResponding),
            code => code.service_error(),
        })?;
        let before = found.count();
        if found.presence() == CardPresence::InUse {
            has_company(reader);
            joins();
        }
        let connection = session.connect(reader.as_c_str()).map_err(|code| match code {
            // Nothing was connected yet, so nothing was removed either.
            Code::REMOVED_CARD => Code::NO_SMARTCARD.error(),
            code => code.connect_error(),
        })?;
        let after = look(connection.session(), reader).map_err(Code::service_error)?.count();
        if after != before {
            // Nobody knows which of the cards was connected.
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

    /// Whether the card is given up, and may be in the reader and have power all the same.
    pub(super) fn may_have_power(&self) -> bool {
        self.has_lost_service() || self.left_unseen
    }

    /// Whether another program was ever connected to a card in this reader, or reset one.
    pub(super) fn has_company(&self) -> bool {
        COMPANY.with(|readers| readers.contains(&self.reader))
    }

    /// The reader's count of cards when this one was connected.
    pub(super) fn insertion(&self) -> u32 {
        self.insertion
    }

    /// How often a reset or a loss of power was noticed that was not asked for.
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

    /// Whether the next transaction begins with a reset of the card, since an exchange
    /// failed.
    pub(super) fn needs_reset(&self) -> bool {
        self.revival.is_some() && !self.is_lost()
    }

    fn connection(&mut self) -> Result<&mut Connection> {
        match &mut self.contact {
            Contact::Connected(connection) => Ok(connection),
            Contact::Lost(error) => Err(error.clone()),
        }
    }

    /// The error for `code`, once it is known whether the card is gone.
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
            // Its successor may find another card in the reader.
            return self.lost(error);
        }
        error
    }

    /// Lets go of the reader: only once it is certain that the card has no power.
    fn removed(&mut self, code: Option<Code>) -> Error {
        self.lost(Error::new(Status::CardRemoved));
        let error = Error::new(Status::CardRemoved);
        match code.and_then(|code| code.error().pcsc_code()) {
            Some(code) => error.with_pcsc_code(code),
            None => error,
        }
    }

    /// Reconnects, if it is to the same card.
    ///
    /// pcscd keeps one event for a handle: a reset of the next card hides that this one
    /// was removed, and a reconnection then takes up with whatever card is there. The
    /// reader's count tells them apart.
    fn reconnect(&mut self, disposition: Disposition) -> Result<()> {
        let (reader, known) = (self.reader.clone(), self.insertion);
        let connection = self.connection()?;
        let outcome = connection.reconnect(disposition);
        match look(connection.session(), &reader) {
            Ok(now) if now.count() != known => {
                // A card that left and one that came make two. One more is a reader that did
                // not answer for a while: the card in it may be the same, powered or not.
                let one_more = now.count() == known.wrapping_add(1) & 0xFFFF;
                self.left_unseen = one_more && now.holds_card();
                return Err(self.removed(None));
            }
            // Without a count nothing is certain; the reader tells more.
            Err(code) => return Err(self.failed(code)),
            Ok(_) => {}
        }
        if disposition != Disposition::Leave && outcome.is_ok() {
            self.revival = None;
        }
        outcome.map_err(|code| self.failed(code))
    }

    /// Resets a card whose last exchange failed, in the transaction that has just begun, or
    /// takes and gives its power if it does not come back. The other programs see a reset,
    /// and not this one, which made it.
    ///
    /// A reset may leave a verified PIN verified. Whoever sent one takes the power after a
    /// failed exchange: if that failed, it is the power that is taken here.
    fn revive(&mut self) -> Result<()> {
        let Some(needed) = self.revival else { return Ok(()) };
        let begun = Instant::now();
        let mut revived = self.reconnect(needed);
        let is_silent = begun.elapsed() >= SILENCE;
        if revived.is_err() && needed == Disposition::Reset && !self.is_lost() {
            if is_silent {
                // For the next transaction: it may take as long again.
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

    /// Whether the card has left, after an exchange that failed or said nothing: the
    /// reader is empty, or is itself unplugged. A reader that is there and does not
    /// answer may still give the card power, so that says nothing.
    ///
    /// Waits a little: the answer is lost at once, but the reader is asked seldom.
    fn has_left(&mut self) -> Result<bool> {
        let name = self.reader.as_c_str().to_owned();
        let known = self.insertion;
        let connection = self.connection()?;
        let session = connection.session();
        let mut reader = [Watched { name, known: State::UNAWARE, found: State::UNAWARE }];
        // The first look tells what is; the next wait for a change of it, which may be one
        // of another bit.
        let begun = Instant::now();
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
                // Whether it is unplugged, its name tells.
                Err(code) if code.refuses_a_reader() => CardPresence::Unavailable,
                Err(Code::TIMEOUT) => return Ok(false),
                Err(code) => return Err(code.service_error()),
            };
            let found = reader.found;
            if looked.is_ok() && found.is_present() && found.count() != known {
                // It left, and it or another one is there; or the reader fell silent in
                // between, and it is the same.
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
                // Whatever the service does, do not spin with it.
                thread::sleep(BREATH);
            }
            patience = DEPARTURE.saturating_sub(begun.elapsed());
            if patience.is_zero() {
                break;
            }
        }
        // Something changed: if the card was exchanged, the old one's handle says so.
        Ok(connection.status().is_err_and(Code::says_removed))
    }

    pub(super) fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let in_transaction = self.in_transaction;
        let connection = self.connection()?;
        if !in_transaction {
            return Err(Error::new(Status::Internal).with_detail("no transaction is held"));
        }
        match connection.transmit(command, response) {
            // No card answers less than its status word: vpcd and some readers report
            // success without data when the card leaves in the middle of a command.
            Ok(length) if length < 2 => match self.has_left() {
                Ok(true) => Err(self.removed(None)),
                Ok(false) => Ok(length),
                Err(error) if error.status() == Status::ServiceNotRunning => Err(self.lost(error)),
                Err(error) => Err(error),
            },
            Ok(length) => Ok(length),
            // pcscd resets the card of a program that was killed in its transaction, maybe
            // in ours by then, and forgets the protocol: nothing was sent to the card.
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

    /// How many bytes of data one APDU may have by the reader's own word; `None` if it does
    /// not say, for which no driver is at fault. Nothing is sent to the card.
    pub(super) fn max_apdu_data(&mut self) -> Option<usize> {
        let connection = self.connection().ok()?;
        properties::max_apdu_data(|code, answer| connection.control(code, answer).ok())
    }

    /// Begins a transaction, also of a card that was reset meanwhile. May block.
    pub(super) fn begin_transaction(&mut self) -> Result<()> {
        for _ in 0..BEGIN_ATTEMPTS {
            let connection = self.connection()?;
            let disposition = match connection.begin_transaction() {
                Ok(()) => {
                    self.in_transaction = true;
                    return self.revive();
                }
                Err(Code::RESET_CARD) => {
                    // That is what it needed; an open key needs more.
                    self.revival = self.revival.filter(|needed| *needed != Disposition::Reset);
                    Disposition::Leave
                }
                // Windows alone says so; only a reset gives the power back.
                Err(Code::UNPOWERED_CARD) => Disposition::Reset,
                Err(code) => return Err(self.failed(code)),
            };
            self.is_disturbed();
            self.reconnect(disposition)?;
        }
        Err(Code::RESET_CARD.error())
    }

    /// Ends the transaction. `CardReset`: [`note_reset`](Self::note_reset) is to follow.
    pub(super) fn end_transaction(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.in_transaction);
        let connection = self.connection()?;
        if !held {
            return Err(Error::new(Status::Internal).with_detail("no transaction is held"));
        }
        // pcscd keeps the others out until it is ended: a reader that stumbles is told twice.
        let ended = match connection.end_transaction() {
            Err(code) if code != Code::RESET_CARD && !code.says_removed() => {
                connection.end_transaction()
            }
            ended => ended,
        };
        ended.map_err(|code| self.failed(code))
    }

    /// Takes note of a reset: until then pcscd keeps the other programs out. May block
    /// where a reset has ended the transaction, as on Windows.
    pub(super) fn note_reset(&mut self) -> Result<()> {
        self.is_disturbed();
        let noted = self.reconnect(Disposition::Leave);
        if let Ok(connection) = self.connection() {
            let _ = connection.end_transaction();
        }
        noted
    }

    /// Ends a transaction that nobody has a use for.
    pub(super) fn let_go(&mut self) {
        if self.in_transaction && self.end_transaction().is_err() {
            let _ = self.note_reset();
        }
    }

    /// Takes the card's power away; if the service that knew the card is lost, through
    /// its successor, or if the reader has not answered for a while, through a new connection:
    /// from whatever card is in the reader now, since being without power harms none. A transaction, if there is one, stays held. May block.
    pub(super) fn power_down(&mut self) -> Result<()> {
        match self.reconnect(Disposition::Unpower) {
            Err(_) if self.may_have_power() => self.take_power_anew(),
            Err(error) => {
                // A key may be open, which a reset would leave open.
                self.revival = Some(Disposition::Unpower);
                Err(error)
            }
            outcome => outcome,
        }
    }

    fn take_power_anew(&mut self) -> Result<()> {
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
                // It has just been found, and its card perhaps not yet.
                reader_is_there = true;
                since = Instant::now();
            }
            // It may have no readers yet, or be itself just ending.
            if since.elapsed() < ARRIVAL {
                thread::sleep(BREATH);
            } else if code.says_removed() {
                // An empty reader gives no power; one that is not there may yet come.
                return Err(self.removed(Some(code)));
            } else {
                return Err(code.connect_error());
            }
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // Closing the connection leaves the card as it is, but within a transaction
        // pcscd resets it.
        if let (true, Contact::Connected(connection)) = (self.in_transaction, &self.contact) {
            let _ = connection.end_transaction();
        }
    }
}
