//! One card in one reader, as a transport with time limits on all waiting.

use std::fmt;
use std::time::{Duration, Instant};

use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Helper, Progress};
use crate::pcsc::backup::{self, Purpose, Schedule};
use crate::pcsc::card_connection::CardConnection;
use crate::pcsc::limits::Limits;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::reader::ReaderName;
use crate::pcsc::service;
use crate::process::Home;
use crate::protected::Protected;
use crate::status::Status;
use crate::transport::{KnownCard, Transport};

/// A shared connection to the card in one reader, over its own PC/SC context.
///
/// Commands are accepted only while a transaction is held, so that no other program comes between
/// them. Other programs have to wait until it ends, so do not hold one while a person types (Windows resets the
/// card after 5 s without a command).
///
/// While another program holds a transaction, beginning one and, outside of one, powering the card
/// down wait for it, for at most the [transaction
/// timeout](crate::pcsc::Context::set_transaction_timeout) that the context had when it connected;
/// then they fail with `CardBusy`. A PC/SC call cannot be aborted: a thread of this library
/// continues to wait, and the next such call joins it. If the card becomes free while no call waits
/// for it, it is left to other programs. A thread, a file descriptor and a PC/SC connection are in
/// use until then, even after the link is dropped, but no longer. If another program used the card,
/// so that the wait for the card read its certificate, up to three more of each per reader try to
/// get the card at other times, and the first connection that gets it is used from then on; that
/// counts among the [disturbances](Transport::disturbances).
///
/// After a failed exchange the next transaction begins with a reset of the card, without which some
/// drivers refuse every further command; or with a power cycle, if the card does not come back from
/// the reset or could not be powered down when required. Other programs' connections then report a
/// reset.
///
/// A reader that does not answer, whose driver may never return, is waited for at most for the
/// [exchange timeout](crate::pcsc::Context::set_exchange_timeout). Then the card is given up:
/// `ReaderNotResponding`. If the driver returns later, a thread of this library powers the card
/// down, since a key may be open, and closes the connection.
///
/// The calls run on one thread that belongs to the link and sleeps between them.
///
/// # What is permanent
///
/// Once the card has been found gone, every call fails with `CardRemoved`, even if a card is in the
/// reader again. Once the service has been found gone, stopped or restarted, every call fails with
/// `ServiceNotRunning` and the PC/SC code that showed it. Once the card has been given up, every
/// call fails with `ReaderNotResponding`. All of them require a new link: the card in the reader
/// may be another one. Only [`power_down`](Transport::power_down) does more: it has the restarted
/// service power down whatever card is in the reader, so that a key that was open when the service
/// was lost can be locked. It does the same once a reader answers again that did not answer for a
/// while, so that its card counts as gone. For a card that was given up, it succeeds once the card
/// has been powered down.
///
/// Dropping the link ends the transaction and leaves the card powered and as it is.
///
/// A link may be moved to another thread; it is used by one at a time. In a child of `fork` every
/// call fails with `Forked`, and dropping it does nothing.
///
/// ```
/// use jpkicard::pcsc::{Context, ReaderName};
/// use jpkicard::Card;
///
/// # fn open(name: &ReaderName) -> jpkicard::Result<()> {
/// let link = Context::new().connect(name)?;
/// println!("in {}", link.reader_name());
/// let mut card = Card::new(link);
/// println!("{:?}", card.jpki()?.pin_status()?);
/// # Ok(())
/// # }
/// # Ok::<(), jpkicard::Error>(())
/// ```
pub struct PcscLink {
    reader: ReaderName,
    place: BackupSlot,
    limits: Limits,
    helper: Helper,
    /// Empty while they are in use by the helper thread.
    buffers: Buffers,
    /// What was learned about the card before the link was handed to the caller.
    known_card: KnownCard,
    /// The state of the connection when it was last passed to a thread.
    last_state: ConnectionState,
    /// The disturbances counted on earlier connections of this link.
    disturbances_before: u64,
    /// What the reader reported, once queried; 0 if it reported nothing.
    max_apdu_data: Option<usize>,
    home: Home,
}

/// The readers, and the applications on their cards, for which extended reads failed.
static SHORT_ONLY: ProcessList<(ReaderName, Vec<u8>)> = ProcessList::new();
/// The maximum number of entries: more than readers times applications.
const MOST_SHORT_ONLY: usize = 128;

/// What a backup attempt needs to know about the connection.
#[derive(Clone, Copy, Debug, Default)]
struct ConnectionState {
    insertion: u32,
    disturbances: u64,
    needs_reset: bool,
}

/// Where the connection to the card is.
enum BackupSlot {
    Here(CardConnection),
    /// In use by a thread that makes this call.
    Away(Call, Attempt<Returned>),
    /// In use by a thread that waits for an unresponsive reader, or since closed by it.
    GivenUp(Fate),
    /// The thread ended without returning it: it panicked.
    Nowhere,
}

/// What became of a card that was given up.
enum Fate {
    /// Its reader has not answered yet.
    Unknown(Attempt<Returned>),
    /// It was powered down, which also ends any verified PIN; or that failed.
    Closed(Result<usize>),
}

/// The calls that may block indefinitely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Begin,
    Transmit,
    End,
    PowerDown,
    NoteReset,
    /// What the reader reports: queried within a transaction, like an exchange.
    MaxApduData,
}

impl Call {
    fn may_block(self, line: &CardConnection) -> bool {
        match self {
            Self::Transmit | Self::End | Self::MaxApduData => {
                !line.is_lost() && line.in_transaction()
            }
            Self::PowerDown => !line.is_lost() || line.may_have_power(),
            Self::Begin | Self::NoteReset => !line.is_lost(),
        }
    }

    /// Whether it cannot be waiting for another program, because the transaction is ours. Windows
    /// ends a transaction that was idle for five seconds, and reports that immediately in an
    /// exchange.
    fn has_card_alone(self, line: &CardConnection) -> bool {
        line.in_transaction() && (self != Self::PowerDown || cfg!(not(windows)))
    }

    fn run(self, line: &mut CardConnection, buffers: &mut Buffers) -> Result<usize> {
        match self {
            Self::Begin => line.begin_transaction(),
            Self::Transmit => return buffers.transmit(line),
            Self::End => line.end_transaction(),
            Self::PowerDown => line.power_down(),
            Self::NoteReset => line.note_reset(),
            Self::MaxApduData => return Ok(line.max_apdu_data().unwrap_or(0)),
        }
        .map(|()| 0)
    }
}

/// A command and its answer in transit to and from another thread, in memory that is kept as long
/// as the link lives. The contents are wiped after use. A driver that has not returned may still
/// read the command: a VERIFY wiped while it does so would spend a try.
struct Buffers {
    command: Protected,
    command_length: usize,
    answer: Zeroizing<Vec<u8>>,
    room: usize,
}

impl Buffers {
    /// Without memory yet.
    fn none() -> Self {
        Self {
            command: Protected::zeroed(0),
            command_length: 0,
            answer: Zeroizing::new(Vec::new()),
            room: 0,
        }
    }

    fn load(&mut self, command: &[u8], room: usize) {
        if self.command.len() < command.len() {
            self.command = Protected::zeroed(command.len().max(LEAST_ROOM));
        }
        if self.answer.len() < room {
            self.answer = Zeroizing::new(vec![0; room.max(LEAST_ROOM)]);
        }
        for (place, byte) in self.command.as_mut_slice().iter_mut().zip(command) {
            *place = *byte;
        }
        (self.command_length, self.room) = (command.len(), room);
    }

    fn transmit(&mut self, line: &mut CardConnection) -> Result<usize> {
        let lost = || Error::new(Status::Internal).with_detail("a command was lost");
        let answer = self.answer.get_mut(..self.room).ok_or_else(lost)?;
        let command = self.command.get(..self.command_length).ok_or_else(lost)?;
        let outcome = line.transmit(command, answer);
        if outcome.is_err() {
            // A partial answer is of no use.
            answer.zeroize();
        }
        if let Some(command) = self.command.as_mut_slice().get_mut(..self.command_length) {
            command.zeroize();
        }
        outcome
    }

    fn unload(&mut self, response: &mut [u8], length: usize) -> Result<usize> {
        let long = || Error::new(Status::CardAnswer).with_detail("longer than the buffer");
        let answer = self.answer.get_mut(..length).ok_or_else(long)?;
        let copied = response.get_mut(..length).map(|place| place.copy_from_slice(answer));
        answer.zeroize();
        copied.map(|()| length).ok_or_else(long)
    }
}

/// Enough for nearly every command, and for the answer to every short command.
const LEAST_ROOM: usize = 512;

/// What a thread returns.
struct Returned {
    /// `None` once it has been closed.
    line: Option<CardConnection>,
    buffers: Buffers,
    /// `None` if nobody waited for it, so that the call must be repeated.
    outcome: Option<Result<usize>>,
    /// It is another connection, to the same card as far as the reader's count shows.
    stands_in: bool,
}

impl Returned {
    fn unclaimed(self) -> Option<Self> {
        let mut line = self.line?;
        line.let_go();
        Some(Self { line: Some(line), outcome: None, ..self })
    }

    /// The reader answered after the card was given up: the answer is too late, and the key may be
    /// open.
    fn given_up(self) -> Option<Self> {
        let mut line = self.line?;
        let taken = line.power_down().map(|()| 0);
        line.let_go();
        drop(line);
        let (buffers, outcome) = (Buffers::none(), Some(taken));
        Some(Self { line: None, buffers, outcome, stands_in: false })
    }
}

impl PcscLink {
    /// Over a connection that was just made. Without limits, calls are not made on another thread.
    pub(super) fn new(reader: ReaderName, line: CardConnection, limits: Limits) -> Self {
        let (place, helper) = (BackupSlot::Here(line), Helper::default());
        let known_card = KnownCard { may_be_open: true, ..KnownCard::default() };
        let (buffers, home) = (Buffers::none(), Home::here());
        let (last_state, disturbances_before) = (ConnectionState::default(), 0);
        Self {
            reader,
            place,
            limits,
            helper,
            buffers,
            known_card,
            last_state,
            disturbances_before,
            max_apdu_data: None,
            home,
        }
    }

    /// Whether another program has been encountered at this reader.
    pub(super) fn has_company(&self) -> bool {
        match &self.place {
            BackupSlot::Here(line) => line.has_company(),
            _ => true,
        }
    }

    /// Stores what was learned about the card.
    pub(super) fn set_known_card(&mut self, known_card: KnownCard) {
        self.known_card = known_card;
    }

    pub(super) fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// The reader that the card is, or was, in.
    #[must_use]
    pub fn reader_name(&self) -> &ReaderName {
        &self.reader
    }

    /// Whether an exchange has failed since the card was last reset: the next transaction resets
    /// it.
    pub(super) fn needs_reset(&self) -> bool {
        matches!(&self.place, BackupSlot::Here(line) if line.needs_reset())
    }

    /// Makes a call that may block indefinitely, within its time limit.
    fn bounded(&mut self, call: Call) -> Result<usize> {
        let after =
            |limit: Option<Duration>| limit.and_then(|time| Instant::now().checked_add(time));
        // For a call that an earlier one left running.
        let mut deadline = after(self.limits.transaction);
        let mut alone = false;
        loop {
            match std::mem::replace(&mut self.place, BackupSlot::Nowhere) {
                BackupSlot::Here(mut line) => {
                    alone = call.has_card_alone(&line);
                    let limit = if alone { self.limits.exchange } else { self.limits.transaction };
                    if limit.is_none() || !call.may_block(&line) {
                        let outcome = call.run(&mut line, &mut self.buffers);
                        self.place = BackupSlot::Here(line);
                        return outcome;
                    }
                    if alone {
                        deadline = after(limit);
                    }
                    if let Some(outcome) = self.start(call, alone, line) {
                        return outcome;
                    }
                }
                BackupSlot::Away(call_of_attempt, mut attempt) => {
                    match self.wait_for(&mut attempt, call, call_of_attempt, deadline) {
                        Progress::Pending if alone => {
                            self.place = BackupSlot::GivenUp(Fate::Unknown(attempt));
                            return Err(service::or_silent(Error::new(
                                Status::ReaderNotResponding,
                            )));
                        }
                        Progress::Pending => {
                            self.place = BackupSlot::Away(call_of_attempt, attempt);
                            return Err(service::or_silent(Error::new(Status::CardBusy)));
                        }
                        Progress::Done(Returned {
                            line: Some(mut line),
                            buffers,
                            outcome,
                            stands_in,
                        }) => {
                            if stands_in {
                                // The earlier connection is closed by its thread, which then ends.
                                drop((attempt, std::mem::take(&mut self.helper)));
                                self.changed_lines();
                            }
                            let outcome = outcome.filter(|_| call_of_attempt == call);
                            if outcome.is_none() {
                                line.let_go();
                            }
                            self.place = BackupSlot::Here(line);
                            self.buffers = buffers;
                            if let Some(outcome) = outcome {
                                return outcome;
                            }
                        }
                        Progress::Done(_) | Progress::Void | Progress::Panicked => {
                            return Err(lost_thread());
                        }
                    }
                }
                BackupSlot::GivenUp(fate) => return self.given_up(call, fate),
                BackupSlot::Nowhere => return Err(lost_thread()),
            }
        }
    }

    /// Waits for a call that another thread makes. If another program holds up the transaction,
    /// backup attempts are started, provided that the card can be identified afterwards: a new
    /// connection is not notified of a reset or removal that came before it.
    fn wait_for(
        &self,
        attempt: &mut Attempt<Returned>,
        call: Call,
        call_of_attempt: Call,
        deadline: Option<Instant>,
    ) -> Progress<Returned> {
        let is_known = self.known_card.authentication_certificate.is_some();
        if [call, call_of_attempt] != [Call::Begin; 2] || !is_known || self.last_state.needs_reset {
            return attempt.wait(deadline);
        }
        let mut schedule = Schedule::new();
        loop {
            match attempt.watch(schedule.until(deadline)) {
                Progress::Pending => {}
                progress => return progress,
            }
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                return attempt.wait(deadline);
            }
            schedule.keep(|| self.relieve(attempt));
        }
    }

    /// Starts a backup attempt for a transaction; false if none is allowed.
    fn relieve(&self, attempt: &Attempt<Returned>) -> bool {
        let Some(place) = backup::BackupSlot::take(&self.reader, Purpose::Beginning) else {
            return false;
        };
        let (reader, insertion) = (self.reader.clone(), self.last_state.insertion);
        attempt.also(place, move |is_wanted| {
            // Its failures will also occur on the connection itself.
            let mut line = CardConnection::connect(&reader, || {}).ok()?;
            if line.insertion() != insertion || !is_wanted() {
                return None;
            }
            line.begin_transaction().ok()?;
            let (buffers, outcome) = (Buffers::none(), Some(Ok(0)));
            Some(Returned { line: Some(line), buffers, outcome, stands_in: true })
        })
    }

    /// The connection of a backup attempt replaces the earlier one: the card may have been reset or
    /// exchanged unnoticed, which counts as a disturbance.
    fn changed_lines(&mut self) {
        let before = self.disturbances_before.saturating_add(self.last_state.disturbances);
        self.disturbances_before = before.saturating_add(1);
    }

    /// Lets the helper thread make the call; returns the outcome if there is no thread.
    fn start(&mut self, call: Call, alone: bool, line: CardConnection) -> Option<Result<usize>> {
        let run = move |(mut line, mut buffers): (CardConnection, Buffers)| {
            let outcome = Some(call.run(&mut line, &mut buffers));
            Returned { line: Some(line), buffers, outcome, stands_in: false }
        };
        self.last_state = ConnectionState {
            insertion: line.insertion(),
            disturbances: line.disturbances(),
            needs_reset: line.needs_reset(),
        };
        let unclaimed = if alone { Returned::given_up } else { Returned::unclaimed };
        let input = (line, std::mem::replace(&mut self.buffers, Buffers::none()));
        let (mut line, buffers) = match Attempt::start_on(&mut self.helper, input, run, unclaimed) {
            Ok(attempt) => {
                self.place = BackupSlot::Away(call, attempt);
                return None;
            }
            Err(Some(input)) => input,
            Err(None) => return Some(Err(lost_thread())),
        };
        self.buffers = buffers;
        // In a transaction it hardly ever blocks, and is more urgent.
        let outcome = if line.in_transaction() {
            call.run(&mut line, &mut self.buffers)
        } else {
            Err(Error::new(Status::System).with_detail("no thread for a call that may block"))
        };
        self.place = BackupSlot::Here(line);
        Some(outcome)
    }

    /// The result of a call after the card was given up.
    fn given_up(&mut self, call: Call, mut fate: Fate) -> Result<usize> {
        if let Fate::Unknown(attempt) = &mut fate {
            if attempt.is_finished() {
                let closed = match attempt.wait(None) {
                    Progress::Done(Returned { outcome: Some(taken), .. }) => taken,
                    _ => Err(lost_thread()),
                };
                fate = Fate::Closed(closed);
            }
        }
        // A card that is gone has no power either.
        let taken = match &fate {
            Fate::Closed(taken) if call == Call::PowerDown => taken.clone().ok().or_else(|| {
                let error = taken.as_ref().err()?;
                (error.status() == Status::CardRemoved).then_some(0)
            }),
            _ => None,
        };
        self.place = BackupSlot::GivenUp(fate);
        taken.ok_or(Error::new(Status::ReaderNotResponding))
    }
}

fn lost_thread() -> Error {
    Error::new(Status::Internal).with_detail("a thread ended in a panic")
}

fn no_transaction() -> Error {
    Error::new(Status::Internal).with_detail("no transaction is held")
}

impl Transport for PcscLink {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.home.check()?;
        match &mut self.place {
            BackupSlot::Here(line) if self.limits.exchange.is_none() => {
                return line.transmit(command, response);
            }
            BackupSlot::Here(_) => {}
            BackupSlot::Away(..) => return Err(no_transaction()),
            BackupSlot::GivenUp(_) | BackupSlot::Nowhere => return self.bounded(Call::Transmit),
        }
        self.buffers.load(command, response.len());
        let length = self.bounded(Call::Transmit)?;
        self.buffers.unload(response, length)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.home.check()?;
        if matches!(&self.place, BackupSlot::Here(line) if line.in_transaction()) {
            return Err(Error::new(Status::Internal).with_detail("a transaction is held already"));
        }
        self.bounded(Call::Begin).map(drop)
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.home.check()?;
        if matches!(self.place, BackupSlot::Away(..)) {
            return Err(no_transaction());
        }
        let ended = self.bounded(Call::End);
        if ended.as_ref().is_err_and(|error| error.status() == Status::CardReset) {
            let _ = self.bounded(Call::NoteReset);
        }
        ended.map(drop)
    }

    fn power_down(&mut self) -> Result<()> {
        self.home.check()?;
        // Also within a transaction: Windows ends one that was idle for five seconds.
        self.bounded(Call::PowerDown).map(drop)
    }

    fn disturbances(&self) -> u64 {
        match &self.place {
            BackupSlot::Here(line) => self.disturbances_before.saturating_add(line.disturbances()),
            // It is only read in a transaction.
            _ => 0,
        }
    }

    fn will_reset(&self) -> bool {
        self.needs_reset()
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        let is_asked = self.max_apdu_data.is_some();
        let can_be_asked = matches!(&self.place, BackupSlot::Here(line) if line.in_transaction());
        if !is_asked && can_be_asked && self.home.check().is_ok() {
            // If this fails, the next exchange fails too and reports it.
            self.max_apdu_data = Some(self.bounded(Call::MaxApduData).unwrap_or(0));
        }
        let carried = self.max_apdu_data.filter(|carried| *carried > 0)?;
        let has_failed = SHORT_ONLY.with(|failed| {
            failed.iter().any(|(reader, of)| *reader == self.reader && of == application)
        });
        (!has_failed).then_some(carried)
    }

    fn long_read_failed(&mut self, application: &[u8]) {
        let failed = (self.reader.clone(), application.to_vec());
        SHORT_ONLY.with(|list| {
            if list.len() < MOST_SHORT_ONLY && !list.contains(&failed) {
                list.push(failed);
            }
        });
    }

    fn known_card(&self) -> Option<KnownCard> {
        Some(self.known_card.clone())
    }
}

impl Drop for PcscLink {
    fn drop(&mut self) {
        let helper = std::mem::take(&mut self.helper);
        if !self.home.is_here() {
            // A child of `fork` has neither the thread nor its own connection.
            std::mem::forget((helper, std::mem::replace(&mut self.place, BackupSlot::Nowhere)));
            return;
        }
        let line = match std::mem::replace(&mut self.place, BackupSlot::Nowhere) {
            BackupSlot::Here(line) => line,
            BackupSlot::Away(_, mut attempt) if attempt.is_finished() => match attempt.wait(None) {
                Progress::Done(Returned { line: Some(line), .. }) => line,
                _ => return,
            },
            // A thread that is in a call closes the connection when the call returns.
            _ => return,
        };
        close(line, helper, self.limits.exchange);
    }
}

/// How long dropping a link waits for a driver or a service that does not answer; the thread closes
/// the connection once it does.
const CLOSING: Duration = Duration::from_secs(1);

/// Closes the connection, which the reader's driver or a frozen service may hold up.
fn close(line: CardConnection, mut helper: Helper, limit: Option<Duration>) {
    if line.is_lost() || limit.is_none() {
        drop(line);
        return helper.end();
    }
    // Without a thread the connection is dropped here, as part of what `start_on` returns.
    let Ok(mut closing) = Attempt::start_on(&mut helper, line, drop, Some) else { return };
    if closing.wait(Instant::now().checked_add(CLOSING)) != Progress::Pending {
        helper.end();
    }
}

impl fmt::Debug for PcscLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match &self.place {
            BackupSlot::Here(line) => Some(line),
            BackupSlot::Away(..) | BackupSlot::GivenUp(_) | BackupSlot::Nowhere => None,
        };
        f.debug_struct("PcscLink")
            .field("reader", &self.reader)
            .field("busy", &matches!(self.place, BackupSlot::Away(..)))
            .field("given_up", &matches!(self.place, BackupSlot::GivenUp(_)))
            .field("card_gone", &line.is_some_and(CardConnection::is_lost))
            .field("in_transaction", &line.is_some_and(CardConnection::in_transaction))
            .finish()
    }
}
