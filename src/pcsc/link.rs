//! One card in one reader, as a transport that keeps the caller waiting no longer than
//! it was told to.

use std::fmt;
use std::time::{Duration, Instant};

use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Helper, Progress};
use crate::pcsc::limits::Limits;
use crate::pcsc::line::Line;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::reader::ReaderName;
use crate::pcsc::service;
use crate::pcsc::understudy::{self, Purpose, Schedule};
use crate::process::Home;
use crate::protected::Protected;
use crate::status::Status;
use crate::transport::{Acquaintance, Transport};

/// A shared connection to the card in one reader, over a PC/SC context of its own.
///
/// Commands go through only while a transaction is held, so that no other program
/// comes between them; while it is held the others wait, so do not hold one while
/// a person types (Windows resets the card after 5 s without a command).
///
/// While another program holds a transaction, beginning one and, outside of one,
/// taking the card's power away wait for it, for at most the
/// [transaction timeout](crate::pcsc::Context::set_transaction_timeout) that the
/// context had when it connected; then they say `CardBusy`. PC/SC cannot be made to
/// give up: a thread of this library goes on waiting, and the next such call takes its
/// place in it. If the card is free when no call waits for it, it is left to the
/// others. A thread, a file descriptor and a PC/SC connection are in use until then,
/// also once the link is dropped, and no longer. Where the wait for the card has read its
/// certificate, since another program used the card, up to three more of each for one reader
/// ask for the card at other times, and the first connection to get it is used from then on;
/// that counts among the [disturbances](Transport::disturbances).
///
/// After an exchange that failed the next transaction begins with a reset of the card,
/// without which some drivers refuse every further command; with its power taken and given
/// again, if it does not come back from that or could not be powered down when it had to.
/// Other programs' connections then report a reset.
///
/// A reader that does not answer, whose driver perhaps never returns, is waited for at
/// most for the [exchange timeout](crate::pcsc::Context::set_exchange_timeout). Then the
/// card is given up: `ReaderNotResponding`. If the driver returns later, a thread of this
/// library takes the card's power, since a key may be open, and closes the connection.
///
/// The calls run in one thread that belongs to the link and sleeps between them.
///
/// # What is permanent
///
/// Once the card was found gone, every call says `CardRemoved`, even if a card is
/// in the reader again; once the service was found gone, stopped or started again,
/// every call says `ServiceNotRunning` with the PC/SC code that told; once the card was
/// given up, every call says `ReaderNotResponding`. All need a new
/// link: the card in the reader may be another one. One call alone goes further:
/// [`power_down`](Transport::power_down) asks the service's successor to take the
/// power from whatever card is in the reader, so that a key that was open when the
/// service was lost can be locked. It does so too once a reader answers again that did not
/// for a while, and whose card therefore counts as gone, and succeeds for a card that was
/// given up once its power was taken.
///
/// Dropping the link ends the transaction and leaves the card powered and as it is.
///
/// A link may be moved to another thread; it is used by one at a time. In a child of `fork`
/// every call says `Forked`, and dropping it does nothing.
pub struct PcscLink {
    reader: ReaderName,
    place: Place,
    limits: Limits,
    helper: Helper,
    /// Empty while they are with the helper.
    buffers: Buffers,
    /// What was learned of the card before the link was handed out.
    acquaintance: Acquaintance,
    /// The line as it was when it was last given away.
    parting: Parting,
    /// What counts as disturbances of this line, from those before it.
    disturbances_before: u64,
    /// What the reader says of itself, once it was asked; 0 if it says nothing.
    max_apdu_data: Option<usize>,
    home: Home,
}

/// The readers and their cards' applications that reading in the extended form failed with.
static SHORT_ONLY: ProcessList<(ReaderName, Vec<u8>)> = ProcessList::new();
/// As many as are remembered: more than there are readers, times applications.
const MOST_SHORT_ONLY: usize = 128;

/// What an understudy of a line has to know of it.
#[derive(Clone, Copy, Debug, Default)]
struct Parting {
    insertion: u32,
    disturbances: u64,
    needs_reset: bool,
}

/// Where the line to the card is.
enum Place {
    Here(Line),
    /// With a thread that makes this call.
    Away(Call, Attempt<Returned>),
    /// With a thread that waits for a reader that does not answer, or closed by it since.
    GivenUp(Fate),
    /// The thread ended without giving it back: it panicked.
    Nowhere,
}

/// What becomes of a card that was given up.
enum Fate {
    /// Its reader has not answered yet.
    Unknown(Attempt<Returned>),
    /// Its power was taken, and with it any verified PIN; or that failed.
    Closed(Result<usize>),
}

/// The calls that may block without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Begin,
    Transmit,
    End,
    PowerDown,
    NoteReset,
    /// What the reader says of itself: in a transaction, as an exchange is.
    MaxApduData,
}

impl Call {
    fn may_block(self, line: &Line) -> bool {
        match self {
            Self::Transmit | Self::End | Self::MaxApduData => {
                !line.is_lost() && line.in_transaction()
            }
            Self::PowerDown => !line.is_lost() || line.may_have_power(),
            Self::Begin | Self::NoteReset => !line.is_lost(),
        }
    }

    /// Whether no other program can be what it waits for: the transaction is ours. Windows
    /// ends one that was idle for five seconds, and tells an exchange at once.
    fn has_card_alone(self, line: &Line) -> bool {
        line.in_transaction() && (self != Self::PowerDown || cfg!(not(windows)))
    }

    fn run(self, line: &mut Line, buffers: &mut Buffers) -> Result<usize> {
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

/// A command and its answer on their way to and from another thread, in memory that is
/// theirs for as long as the link lives. What they hold is wiped once it was used. While a
/// driver has not returned it may still read the command: a VERIFY that was wiped under its
/// hands would spend a try.
struct Buffers {
    command: Protected,
    command_length: usize,
    answer: Zeroizing<Vec<u8>>,
    room: usize,
}

impl Buffers {
    /// Without any memory yet.
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

    fn transmit(&mut self, line: &mut Line) -> Result<usize> {
        let lost = || Error::new(Status::Internal).with_detail("a command was lost");
        let answer = self.answer.get_mut(..self.room).ok_or_else(lost)?;
        let command = self.command.get(..self.command_length).ok_or_else(lost)?;
        let outcome = line.transmit(command, answer);
        if outcome.is_err() {
            // What came of it is no use to anybody.
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

/// Enough for nearly every command, and for the answer to every short one.
const LEAST_ROOM: usize = 512;

/// What a thread gives back.
struct Returned {
    /// `None` once it was closed.
    line: Option<Line>,
    buffers: Buffers,
    /// `None` if nobody waited for it, so that it is to be asked for again.
    outcome: Option<Result<usize>>,
    /// It is another line, to the same card as far as the reader's count tells.
    stands_in: bool,
}

impl Returned {
    fn unclaimed(self) -> Option<Self> {
        let mut line = self.line?;
        line.let_go();
        Some(Self { line: Some(line), outcome: None, ..self })
    }

    /// The reader answered when the card was given up already: what the answer says comes
    /// too late, and the key may be open.
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
    /// Over a line that was just connected. Without limits no call is made in a thread.
    pub(super) fn new(reader: ReaderName, line: Line, limits: Limits) -> Self {
        let (place, helper) = (Place::Here(line), Helper::default());
        let acquaintance = Acquaintance { may_be_open: true, ..Acquaintance::default() };
        let (buffers, home) = (Buffers::none(), Home::here());
        let (parting, disturbances_before) = (Parting::default(), 0);
        Self {
            reader,
            place,
            limits,
            helper,
            buffers,
            acquaintance,
            parting,
            disturbances_before,
            max_apdu_data: None,
            home,
        }
    }

    /// Whether another program was met at this reader.
    pub(super) fn has_company(&self) -> bool {
        match &self.place {
            Place::Here(line) => line.has_company(),
            _ => true,
        }
    }

    /// Takes note of what was learned of the card.
    pub(super) fn is_acquainted(&mut self, acquaintance: Acquaintance) {
        self.acquaintance = acquaintance;
    }

    pub(super) fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// The reader that the card is, or was, in.
    #[must_use]
    pub fn reader_name(&self) -> &ReaderName {
        &self.reader
    }

    /// Whether an exchange failed since the card was last reset: the next transaction resets
    /// it.
    pub(super) fn needs_reset(&self) -> bool {
        matches!(&self.place, Place::Here(line) if line.needs_reset())
    }

    /// Makes a call that may block without end, for as long as its limit says.
    fn bounded(&mut self, call: Call) -> Result<usize> {
        let after =
            |limit: Option<Duration>| limit.and_then(|time| Instant::now().checked_add(time));
        // For what another call has left.
        let mut deadline = after(self.limits.transaction);
        let mut alone = false;
        loop {
            match std::mem::replace(&mut self.place, Place::Nowhere) {
                Place::Here(mut line) => {
                    alone = call.has_card_alone(&line);
                    let limit = if alone { self.limits.exchange } else { self.limits.transaction };
                    if limit.is_none() || !call.may_block(&line) {
                        let outcome = call.run(&mut line, &mut self.buffers);
                        self.place = Place::Here(line);
                        return outcome;
                    }
                    if alone {
                        deadline = after(limit);
                    }
                    if let Some(outcome) = self.start(call, alone, line) {
                        return outcome;
                    }
                }
                Place::Away(begun, mut attempt) => {
                    match self.wait_for(&mut attempt, call, begun, deadline) {
                        Progress::Pending if alone => {
                            self.place = Place::GivenUp(Fate::Unknown(attempt));
                            return Err(service::or_silent(Error::new(
                                Status::ReaderNotResponding,
                            )));
                        }
                        Progress::Pending => {
                            self.place = Place::Away(begun, attempt);
                            return Err(service::or_silent(Error::new(Status::CardBusy)));
                        }
                        Progress::Done(Returned {
                            line: Some(mut line),
                            buffers,
                            outcome,
                            stands_in,
                        }) => {
                            if stands_in {
                                // The line of before is closed by its thread, which ends then.
                                drop((attempt, std::mem::take(&mut self.helper)));
                                self.changed_lines();
                            }
                            let outcome = outcome.filter(|_| begun == call);
                            if outcome.is_none() {
                                line.let_go();
                            }
                            self.place = Place::Here(line);
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
                Place::GivenUp(fate) => return self.given_up(call, fate),
                Place::Nowhere => return Err(lost_thread()),
            }
        }
    }

    /// Waits for a call that another thread makes; a transaction that another program holds up
    /// gets understudies, if the card will be told from others afterwards: a new connection
    /// hears of no reset or removal that came before it.
    fn wait_for(
        &self,
        attempt: &mut Attempt<Returned>,
        call: Call,
        begun: Call,
        deadline: Option<Instant>,
    ) -> Progress<Returned> {
        let is_known = self.acquaintance.authentication_certificate.is_some();
        if [call, begun] != [Call::Begin; 2] || !is_known || self.parting.needs_reset {
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

    /// Starts an understudy for a transaction; false if none may be.
    fn relieve(&self, attempt: &Attempt<Returned>) -> bool {
        let Some(place) = understudy::Place::take(&self.reader, Purpose::Beginning) else {
            return false;
        };
        let (reader, insertion) = (self.reader.clone(), self.parting.insertion);
        attempt.also(place, move |is_wanted| {
            // What it fails with, the line itself will meet.
            let mut line = Line::connect(&reader, || {}).ok()?;
            if line.insertion() != insertion || !is_wanted() {
                return None;
            }
            line.begin_transaction().ok()?;
            let (buffers, outcome) = (Buffers::none(), Some(Ok(0)));
            Some(Returned { line: Some(line), buffers, outcome, stands_in: true })
        })
    }

    /// An understudy's line takes the place of another: the card may have been reset or
    /// exchanged unseen, which counts as a disturbance.
    fn changed_lines(&mut self) {
        let before = self.disturbances_before.saturating_add(self.parting.disturbances);
        self.disturbances_before = before.saturating_add(1);
    }

    /// Has the helper make the call; what came of it, if there is no thread.
    fn start(&mut self, call: Call, alone: bool, line: Line) -> Option<Result<usize>> {
        let run = move |(mut line, mut buffers): (Line, Buffers)| {
            let outcome = Some(call.run(&mut line, &mut buffers));
            Returned { line: Some(line), buffers, outcome, stands_in: false }
        };
        self.parting = Parting {
            insertion: line.insertion(),
            disturbances: line.disturbances(),
            needs_reset: line.needs_reset(),
        };
        let unclaimed = if alone { Returned::given_up } else { Returned::unclaimed };
        let input = (line, std::mem::replace(&mut self.buffers, Buffers::none()));
        let (mut line, buffers) = match Attempt::start_on(&mut self.helper, input, run, unclaimed) {
            Ok(attempt) => {
                self.place = Place::Away(call, attempt);
                return None;
            }
            Err(Some(input)) => input,
            Err(None) => return Some(Err(lost_thread())),
        };
        self.buffers = buffers;
        // In a transaction it hardly ever blocks, and is the more urgent.
        let outcome = if line.in_transaction() {
            call.run(&mut line, &mut self.buffers)
        } else {
            Err(Error::new(Status::System).with_detail("no thread for a call that may block"))
        };
        self.place = Place::Here(line);
        Some(outcome)
    }

    /// What a call says once the card was given up.
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
        self.place = Place::GivenUp(fate);
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
            Place::Here(line) if self.limits.exchange.is_none() => {
                return line.transmit(command, response);
            }
            Place::Here(_) => {}
            Place::Away(..) => return Err(no_transaction()),
            Place::GivenUp(_) | Place::Nowhere => return self.bounded(Call::Transmit),
        }
        self.buffers.load(command, response.len());
        let length = self.bounded(Call::Transmit)?;
        self.buffers.unload(response, length)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.home.check()?;
        if matches!(&self.place, Place::Here(line) if line.in_transaction()) {
            return Err(Error::new(Status::Internal).with_detail("a transaction is held already"));
        }
        self.bounded(Call::Begin).map(drop)
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.home.check()?;
        if matches!(self.place, Place::Away(..)) {
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
        // In a transaction too: Windows ends one that was idle for five seconds.
        self.bounded(Call::PowerDown).map(drop)
    }

    fn disturbances(&self) -> u64 {
        match &self.place {
            Place::Here(line) => self.disturbances_before.saturating_add(line.disturbances()),
            // It is looked at in a transaction only.
            _ => 0,
        }
    }

    fn will_reset(&self) -> bool {
        self.needs_reset()
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        let is_asked = self.max_apdu_data.is_some();
        let can_be_asked = matches!(&self.place, Place::Here(line) if line.in_transaction());
        if !is_asked && can_be_asked && self.home.check().is_ok() {
            // Whatever goes wrong with it, the next exchange meets.
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

    fn acquaintance(&self) -> Option<Acquaintance> {
        Some(self.acquaintance.clone())
    }
}

impl Drop for PcscLink {
    fn drop(&mut self) {
        let helper = std::mem::take(&mut self.helper);
        if !self.home.is_here() {
            // A child of `fork` has neither the thread nor a connection of its own.
            std::mem::forget((helper, std::mem::replace(&mut self.place, Place::Nowhere)));
            return;
        }
        let line = match std::mem::replace(&mut self.place, Place::Nowhere) {
            Place::Here(line) => line,
            Place::Away(_, mut attempt) if attempt.is_finished() => match attempt.wait(None) {
                Progress::Done(Returned { line: Some(line), .. }) => line,
                _ => return,
            },
            // A thread that is in a call closes the line when it returns.
            _ => return,
        };
        close(line, helper, self.limits.exchange);
    }
}

/// How long dropping a link waits for a driver or a service that does not answer; its thread
/// closes the line when it does.
const CLOSING: Duration = Duration::from_secs(1);

/// Closes the line, which the reader's driver or a frozen service may hold up.
fn close(line: Line, mut helper: Helper, limit: Option<Duration>) {
    if line.is_lost() || limit.is_none() {
        drop(line);
        return helper.end();
    }
    // Without a thread the line is dropped here, as part of what `start_on` gives back.
    let Ok(mut closing) = Attempt::start_on(&mut helper, line, drop, Some) else { return };
    if closing.wait(Instant::now().checked_add(CLOSING)) != Progress::Pending {
        helper.end();
    }
}

impl fmt::Debug for PcscLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match &self.place {
            Place::Here(line) => Some(line),
            Place::Away(..) | Place::GivenUp(_) | Place::Nowhere => None,
        };
        f.debug_struct("PcscLink")
            .field("reader", &self.reader)
            .field("busy", &matches!(self.place, Place::Away(..)))
            .field("given_up", &matches!(self.place, Place::GivenUp(_)))
            .field("card_gone", &line.is_some_and(Line::is_lost))
            .field("in_transaction", &line.is_some_and(Line::in_transaction))
            .finish()
    }
}
