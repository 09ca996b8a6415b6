//! Connecting to a card, for as long as the caller chooses to wait.
//!
//! A connection attempt held up by another program's transaction continues on its own; the next
//! caller in this process that requests the same joins it. So however often a busy card is requested,
//! no more threads and connections wait for it than callers ever waited at the same time, plus
//! three backup attempts for all of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Progress};
use crate::pcsc::backup::{BackupSlot, Purpose, Schedule};
use crate::pcsc::cancel::Wait;
use crate::pcsc::card_connection::CardConnection;
use crate::pcsc::event::CardKind;
use crate::pcsc::limits::{LEAST, Limits};
use crate::pcsc::link::PcscLink;
use crate::pcsc::probe;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::process::Home;
use crate::status::Status;
use crate::transport::{KnownCard, Transport};

/// The shortest time for a card: powering it up and querying it takes about 100 ms. If an answer is
/// lost, it takes 600 ms to find out whether the card has left; then the card is reset and queried
/// again, and that answer may be lost too.
const QUESTION: Duration = Duration::from_secs(2);

/// Which cards to connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Any card; it is not touched.
    Any,
    /// One that has the JPKI application, checked in a transaction.
    IndividualNumberCard,
    /// Any card, to identify it in a transaction and release it.
    Kind,
}

/// The result of connecting.
#[derive(Debug)]
pub(super) enum Opened {
    Link(Box<PcscLink>),
    /// The card is not the wanted one.
    Unwanted,
    Kind(CardKind),
}

/// How far a connection attempt has come, for callers that do not wait until it is done.
#[derive(Debug, Default)]
struct Stage {
    reached: AtomicU8,
    /// A backup attempt came first.
    is_superseded: AtomicBool,
}

/// Not connected to the card yet.
const CONNECTING: u8 = 0;
/// Not connected yet, and another program uses the card.
const JOINING: u8 = 1;
/// Connected, and beginning a transaction.
const CONNECTED: u8 = 2;
/// Querying the card in our transaction.
const ASKING: u8 = 3;
/// Queried, and leaving the card, which another program may hold up. No backup attempt is due: the
/// answer is there.
const LEAVING: u8 = 4;

impl Stage {
    fn set(&self, stage: u8) {
        self.reached.store(stage, Ordering::Relaxed);
    }

    fn get(&self) -> u8 {
        self.reached.load(Ordering::Relaxed)
    }
}

/// Whether the result of the attempt would still be used.
type Wanting<'a> = &'a dyn Fn() -> bool;

/// A link that records when its transaction has begun, and ends it if it is no longer wanted.
struct Noting<'a>(&'a mut PcscLink, &'a Stage, Wanting<'a>);

impl Transport for Noting<'_> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.0.transmit(command, response)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.1.set(CONNECTED);
        self.0.begin_transaction()?;
        if !self.2() {
            self.0.end_transaction()?;
            return Err(Error::new(Status::Cancelled));
        }
        self.1.set(ASKING);
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.0.end_transaction()?;
        self.1.set(LEAVING);
        Ok(())
    }

    fn power_down(&mut self) -> Result<()> {
        self.0.power_down()
    }

    fn disturbances(&self) -> u64 {
        self.0.disturbances()
    }

    fn will_reset(&self) -> bool {
        self.0.needs_reset()
    }

    fn known_card(&self) -> Option<KnownCard> {
        self.0.known_card()
    }
}

/// A connection attempt in progress.
#[derive(Debug)]
struct Connecting {
    attempt: Attempt<Result<Opened>>,
    stage: Arc<Stage>,
    /// The stages of the backup attempts.
    backups: Vec<Arc<Stage>>,
    schedule: Schedule,
}

impl Connecting {
    /// How far it, or the furthest backup attempt, has come.
    fn stage(&self) -> u8 {
        let stages = self.backups.iter().chain([&self.stage]);
        stages.map(|stage| stage.get()).max().unwrap_or(CONNECTING)
    }

    /// Starts a backup attempt if another program keeps the card in use and one is due.
    fn relieve(&mut self, reader: &ReaderName, wanted: Wanted) {
        let is_held_up = matches!(self.stage(), JOINING | CONNECTED);
        let (attempt, backups) = (&self.attempt, &mut self.backups);
        self.schedule.keep(|| {
            let place = BackupSlot::take(reader, Purpose::Connecting).filter(|_| is_held_up);
            let Some(place) = place else { return false };
            let (stage, reader) = (Arc::new(Stage::default()), reader.clone());
            // Those that have ended are no longer shared with their thread.
            backups.retain(|stage| Arc::strong_count(stage) > 1);
            backups.push(Arc::clone(&stage));
            attempt.also(place, move |is_wanted| {
                // Its failures will also occur in the attempt itself.
                let opened = connect(reader, wanted, &stage, is_wanted);
                stage.set(CONNECTING);
                opened.ok().map(Ok)
            })
        });
    }
}

type HeldUp = (ReaderName, Wanted, Connecting);

/// The connection attempts that nobody waits for now.
static HELD_UP: ProcessList<HeldUp> = ProcessList::new();

/// Connects to the card in `reader` if it is `wanted`. May block.
fn connect(
    reader: ReaderName,
    wanted: Wanted,
    stage: &Stage,
    is_wanted: Wanting<'_>,
) -> Result<Opened> {
    let line = CardConnection::connect(&reader, || stage.set(JOINING))?;
    let mut link = PcscLink::new(reader, line, Limits::default());
    let mut noting = Noting(&mut link, stage, is_wanted);
    Ok(match wanted {
        Wanted::Any => Opened::Link(Box::new(link)),
        Wanted::IndividualNumberCard => {
            let has_company = noting.0.has_company();
            match asked(&mut noting, |link| probe::holds_jpki(link, has_company))? {
                Some(known_card) => {
                    link.set_known_card(known_card);
                    Opened::Link(Box::new(link))
                }
                None => Opened::Unwanted,
            }
        }
        Wanted::Kind => Opened::Kind(asked(&mut noting, probe::kind)?),
    })
}

/// Queries a card, and once more if an exchange failed: the card is reset then, without which some
/// drivers refuse every command, even on a new connection.
fn asked<'a, R>(
    link: &mut Noting<'a>,
    question: impl Fn(&mut Noting<'a>) -> Result<R>,
) -> Result<R> {
    match question(link) {
        Err(_) if link.0.needs_reset() => question(link),
        answer => answer,
    }
}

/// Starts to connect. A link made while nobody waits for it is not kept: the card is left to other
/// programs.
fn start(reader: &ReaderName, wanted: Wanted) -> Result<Connecting> {
    let unclaimed = |opened: Result<Opened>| match opened {
        // The card may have been exchanged by the time somebody asks.
        Ok(Opened::Link(_) | Opened::Kind(_)) => None,
        other => Some(other),
    };
    let stage = Arc::new(Stage::default());
    let noted = Arc::clone(&stage);
    let call = move |reader| {
        connect(reader, wanted, &noted, &|| !noted.is_superseded.load(Ordering::Relaxed))
    };
    match Attempt::start(reader.clone(), call, unclaimed) {
        Ok(attempt) => {
            let (backups, schedule) = (Vec::new(), Schedule::new());
            Ok(Connecting { attempt, stage, backups, schedule })
        }
        Err(_) => {
            Err(Error::new(Status::System).with_detail("no thread for a call that may block"))
        }
    }
}

/// A connection attempt in progress. Dropping it leaves it to the next caller that requests the same,
/// if it is held up.
#[derive(Debug)]
pub(super) struct Opening {
    reader: ReaderName,
    wanted: Wanted,
    /// `None` once it has been dropped.
    connecting: Option<Connecting>,
    /// It has not been waited for yet, so it may not be held up at all.
    is_new: bool,
    /// How far it had come when its result was there.
    reached: u8,
    home: Home,
}

impl Opening {
    /// Starts to connect, or joins an attempt that is held up.
    pub(super) fn begin(reader: &ReaderName, wanted: Wanted) -> Result<Self> {
        let held_up = HELD_UP.with(|held_up| {
            held_up.retain(|(_, _, connecting)| !connecting.attempt.is_finished());
            let same = |held: &(ReaderName, Wanted, _)| held.0 == *reader && held.1 == wanted;
            held_up.iter().position(same).map(|index| held_up.swap_remove(index))
        });
        let is_new = held_up.is_none();
        let connecting = match held_up {
            Some((_, _, connecting)) => connecting,
            None => start(reader, wanted)?,
        };
        Ok(Self {
            reader: reader.clone(),
            wanted,
            connecting: Some(connecting),
            is_new,
            reached: CONNECTING,
            home: Home::here(),
        })
    }

    /// Waits for at most `patience`, at least [`QUESTION`] if it is new; `Ok(None)` if it is held
    /// up. A link gets `limits`, if any. A cancel of `wait` ends it.
    pub(super) fn wait(
        &mut self,
        patience: Option<Duration>,
        limits: Option<Limits>,
        wait: Option<&Wait<'_>>,
    ) -> Result<Option<Result<Opened>>> {
        let until = |time: Duration| Instant::now().checked_add(time);
        let mut deadline = patience.and_then(until);
        while let Some(connecting) = &mut self.connecting {
            let attempt = &mut connecting.attempt;
            if std::mem::take(&mut self.is_new) {
                deadline = deadline.and_then(|deadline| Some(deadline.max(until(QUESTION)?)));
            }
            let sleeper = attempt.sleeper();
            let until = connecting.schedule.until(deadline);
            // An outcome that arrives before the next wait is kept for it.
            let progress = match wait {
                Some(wait) => wait.block(sleeper, || attempt.watch(until))?,
                None => attempt.watch(until),
            };
            match progress {
                Progress::Pending => {
                    connecting.relieve(&self.reader, self.wanted);
                    // It may be a late wake-up for an earlier wait.
                    if deadline.is_some_and(|end| end <= Instant::now()) {
                        return Ok(None);
                    }
                }
                Progress::Done(mut opened) => {
                    if let Ok(Opened::Link(link)) = &mut opened {
                        link.set_limits(limits.unwrap_or_default());
                    }
                    // Parallel attempts end on their own, and leave the card alone.
                    connecting.stage.is_superseded.store(true, Ordering::Relaxed);
                    self.reached = connecting.stage();
                    self.connecting = None;
                    return Ok(Some(opened));
                }
                Progress::Panicked => {
                    self.connecting = None;
                    let error = Error::new(Status::Internal);
                    return Ok(Some(Err(error.with_detail("a thread ended in a panic"))));
                }
                // The card became free while nobody waited: it may still be free.
                Progress::Void => {
                    self.connecting = Some(start(&self.reader, self.wanted)?);
                    self.is_new = true;
                }
            }
        }
        Ok(None)
    }

    /// Whether the service had connected to the card before the result was there.
    pub(super) fn has_connected(&self) -> bool {
        self.reached >= CONNECTED
    }

    /// What holds it up, as far as can be known: another program; or the reader or its card, if the
    /// transaction is ours or the reader's state shows that nobody else uses the card.
    pub(super) fn holdup(&self, presence: CardPresence) -> Error {
        let stage = self.connecting.as_ref().map_or(CONNECTED, Connecting::stage);
        Error::new(match (stage, presence) {
            (ASKING, _) | (CONNECTING | JOINING, CardPresence::Present) => {
                Status::ReaderNotResponding
            }
            _ => Status::CardBusy,
        })
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        let Some(mut connecting) = self.connecting.take() else { return };
        if !self.home.is_here() {
            // A child of `fork` has no such thread.
            return std::mem::forget(connecting);
        }
        // If it was never waited for, its outcome counts as awaited until now.
        match connecting.attempt.wait(Some(Instant::now())) {
            Progress::Pending => {
                let reader = self.reader.clone();
                HELD_UP.with(|held_up| held_up.push((reader, self.wanted, connecting)));
            }
            Progress::Done(Ok(Opened::Link(mut link))) => {
                // A frozen service must not hold up this thread.
                link.set_limits(Limits { exchange: Some(LEAST), ..Limits::default() });
            }
            _ => {}
        }
    }
}
