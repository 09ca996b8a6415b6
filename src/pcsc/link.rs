//! One card in one reader, as a transport that keeps the caller waiting no longer than
//! it was told to.

use std::fmt;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Progress};
use crate::pcsc::line::Line;
use crate::pcsc::reader::ReaderName;
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
/// also once the link is dropped, and no longer.
///
/// # For good
///
/// Once the card was found gone, every call says `CardRemoved`, even if a card is
/// in the reader again; once the service was found gone, stopped or started anew,
/// every call says `ServiceNotRunning` with the PC/SC code that told. Both need a new
/// link: the card in the reader may be another one. One call alone goes further:
/// [`power_down`](Transport::power_down) asks the service's successor to take the
/// power from whatever card is in the reader, so that a key that was open when the
/// service was lost can be locked.
///
/// Dropping the link ends the transaction and leaves the card powered and as it is.
///
/// A link may be moved to another thread; it is used by one at a time.
pub struct PcscLink {
    reader: ReaderName,
    place: Place,
    timeout: Option<Duration>,
    /// What was learned of the card before the link was handed out.
    acquaintance: Acquaintance,
}

/// Where the line to the card is.
enum Place {
    Here(Line),
    /// With a thread that makes this call.
    Away(Call, Attempt<Returned>),
    /// The thread ended without giving it back: it panicked.
    Nowhere,
}

/// The calls that may block without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Begin,
    PowerDown,
    NoteReset,
}

impl Call {
    fn may_block(self, line: &Line) -> bool {
        !line.is_lost() || (self == Self::PowerDown && line.has_lost_service())
    }

    fn run(self, line: &mut Line) -> Result<()> {
        match self {
            Self::Begin => line.begin_transaction(),
            Self::PowerDown => line.power_down(),
            Self::NoteReset => line.note_reset(),
        }
    }
}

/// What a thread gives back.
struct Returned {
    line: Line,
    /// `None` if nobody waited for it, so that it is to be asked for anew.
    outcome: Option<Result<()>>,
}

impl Returned {
    fn unclaimed(mut self) -> Option<Self> {
        self.line.let_go();
        Some(Self { line: self.line, outcome: None })
    }
}

impl PcscLink {
    /// Over a line that was just connected. A call that may block takes at most
    /// `timeout`.
    pub(super) fn new(reader: ReaderName, line: Line, timeout: Option<Duration>) -> Self {
        let acquaintance = Acquaintance { may_be_open: true, ..Acquaintance::default() };
        Self { reader, place: Place::Here(line), timeout, acquaintance }
    }

    /// Whether another program was connected to the card, or reset it.
    pub(super) fn has_company(&self) -> bool {
        match &self.place {
            Place::Here(line) => line.has_company() || line.disturbances() > 0,
            Place::Away(..) | Place::Nowhere => true,
        }
    }

    /// Takes note of what was learned of the card.
    pub(super) fn is_acquainted(&mut self, acquaintance: Acquaintance) {
        self.acquaintance = acquaintance;
    }

    pub(super) fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.timeout = timeout;
    }

    /// The reader that the card is, or was, in.
    #[must_use]
    pub fn reader_name(&self) -> &ReaderName {
        &self.reader
    }

    /// The line within a transaction, where nothing blocks.
    fn line(&mut self) -> Result<&mut Line> {
        match &mut self.place {
            Place::Here(line) => Ok(line),
            Place::Away(..) => {
                Err(Error::new(Status::Internal).with_detail("no transaction is held"))
            }
            Place::Nowhere => Err(lost_thread()),
        }
    }

    /// Makes a call that may block without end, for at most the transaction timeout.
    fn bounded(&mut self, call: Call) -> Result<()> {
        let deadline = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            match std::mem::replace(&mut self.place, Place::Nowhere) {
                Place::Here(mut line) if self.timeout.is_none() || !call.may_block(&line) => {
                    let outcome = call.run(&mut line);
                    self.place = Place::Here(line);
                    return outcome;
                }
                Place::Here(line) => {
                    let run = move |mut line: Line| {
                        let outcome = Some(call.run(&mut line));
                        Returned { line, outcome }
                    };
                    match Attempt::start(line, run, Returned::unclaimed) {
                        Ok(attempt) => self.place = Place::Away(call, attempt),
                        // In a transaction it hardly ever blocks, and is the more urgent.
                        Err(Some(mut line)) if line.in_transaction() => {
                            let outcome = call.run(&mut line);
                            self.place = Place::Here(line);
                            return outcome;
                        }
                        Err(line) => {
                            self.place = line.map_or(Place::Nowhere, Place::Here);
                            return Err(Error::new(Status::System)
                                .with_detail("no thread for a call that may block"));
                        }
                    }
                }
                Place::Away(begun, mut attempt) => match attempt.wait(deadline) {
                    Progress::Pending => {
                        self.place = Place::Away(begun, attempt);
                        return Err(Error::new(Status::CardBusy));
                    }
                    Progress::Done(Returned { mut line, outcome }) => {
                        let outcome = outcome.filter(|_| begun == call);
                        if outcome.is_none() {
                            line.let_go();
                        }
                        self.place = Place::Here(line);
                        if let Some(outcome) = outcome {
                            return outcome;
                        }
                    }
                    Progress::Void | Progress::Panicked => return Err(lost_thread()),
                },
                Place::Nowhere => return Err(lost_thread()),
            }
        }
    }
}

fn lost_thread() -> Error {
    Error::new(Status::Internal).with_detail("a thread ended in a panic")
}

impl Transport for PcscLink {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.line()?.transmit(command, response)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        if matches!(&self.place, Place::Here(line) if line.in_transaction()) {
            return Err(Error::new(Status::Internal).with_detail("a transaction is held already"));
        }
        self.bounded(Call::Begin)
    }

    fn end_transaction(&mut self) -> Result<()> {
        let ended = self.line()?.end_transaction();
        if ended.as_ref().is_err_and(|error| error.status() == Status::CardReset) {
            let _ = self.bounded(Call::NoteReset);
        }
        ended
    }

    fn power_down(&mut self) -> Result<()> {
        // In a transaction too: Windows ends one that was idle for five seconds.
        self.bounded(Call::PowerDown)
    }

    fn disturbances(&self) -> u64 {
        match &self.place {
            Place::Here(line) => line.disturbances(),
            // It is looked at in a transaction only.
            Place::Away(..) | Place::Nowhere => 0,
        }
    }

    fn acquaintance(&self) -> Option<Acquaintance> {
        Some(self.acquaintance.clone())
    }
}

impl fmt::Debug for PcscLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match &self.place {
            Place::Here(line) => Some(line),
            Place::Away(..) | Place::Nowhere => None,
        };
        f.debug_struct("PcscLink")
            .field("reader", &self.reader)
            .field("busy", &matches!(self.place, Place::Away(..)))
            .field("card_gone", &line.is_some_and(Line::is_lost))
            .field("in_transaction", &line.is_some_and(Line::in_transaction))
            .finish()
    }
}
