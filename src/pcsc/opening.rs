//! Connecting to a card, for as long as the caller likes.
//!
//! A connection that another program's transaction holds up goes on by itself; the
//! next caller in this process who wants the same takes its place in it. So however
//! often a busy card is asked for, no more threads and connections wait for it than
//! callers ever waited at once, and three understudies for all of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::attempt::{Attempt, Progress};
use crate::pcsc::cancel::Wait;
use crate::pcsc::event::CardKind;
use crate::pcsc::limits::{LEAST, Limits};
use crate::pcsc::line::Line;
use crate::pcsc::link::PcscLink;
use crate::pcsc::probe;
use crate::pcsc::process_list::ProcessList;
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::understudy::{Place, Purpose, Schedule};
use crate::process::Home;
use crate::status::Status;
use crate::transport::{Acquaintance, Transport};

/// The shortest time for a card: powering it up and asking it takes some 100 ms. If an
/// answer is lost it takes 600 ms to learn whether the card has left, then the card is reset
/// and asked again, and that answer may be lost too.
const QUESTION: Duration = Duration::from_secs(2);

/// Which cards to connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Whatever card is there; it is not touched.
    Any,
    /// One that holds the JPKI application, which it is asked in a transaction.
    IndividualNumberCard,
    /// Whatever card is there, to ask its kind in a transaction and let it go.
    Kind,
}

/// What came of connecting.
#[derive(Debug)]
pub(super) enum Opened {
    Link(Box<PcscLink>),
    /// The card is not the wanted one.
    Unwanted,
    Kind(CardKind),
}

/// How far a connection has come, for who does not wait until it is made.
#[derive(Debug, Default)]
struct Stage {
    reached: AtomicU8,
    /// An understudy came first.
    is_superseded: AtomicBool,
}

/// The card is not connected yet.
const CONNECTING: u8 = 0;
/// Nor is it yet, and another program uses it.
const JOINING: u8 = 1;
/// It is, and a transaction begins.
const CONNECTED: u8 = 2;
/// It is asked, in a transaction of ours.
const ASKING: u8 = 3;

impl Stage {
    fn set(&self, stage: u8) {
        self.reached.store(stage, Ordering::Relaxed);
    }

    fn get(&self) -> u8 {
        self.reached.load(Ordering::Relaxed)
    }
}

/// Whether what comes of a connection would be used still.
type Wanting<'a> = &'a dyn Fn() -> bool;

/// A link that notes when its transaction has begun, and ends it if it is wanted no longer.
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
        self.0.end_transaction()
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

    fn acquaintance(&self) -> Option<Acquaintance> {
        self.0.acquaintance()
    }
}

/// A connection that is being made.
#[derive(Debug)]
struct Connecting {
    attempt: Attempt<Result<Opened>>,
    stage: Arc<Stage>,
    /// Of those that try the same.
    understudies: Vec<Arc<Stage>>,
    schedule: Schedule,
}

impl Connecting {
    /// How far it has come, or the understudy that has come the furthest.
    fn stage(&self) -> u8 {
        let stages = self.understudies.iter().chain([&self.stage]);
        stages.map(|stage| stage.get()).max().unwrap_or(CONNECTING)
    }

    /// Starts an understudy if another program keeps the card in use and it is time to.
    fn relieve(&mut self, reader: &ReaderName, wanted: Wanted) {
        let is_held_up = matches!(self.stage(), JOINING | CONNECTED);
        let (attempt, understudies) = (&self.attempt, &mut self.understudies);
        self.schedule.keep(|| {
            let place = Place::take(reader, Purpose::Connecting).filter(|_| is_held_up);
            let Some(place) = place else { return false };
            let (stage, reader) = (Arc::new(Stage::default()), reader.clone());
            // Those that have ended are left with their thread.
            understudies.retain(|stage| Arc::strong_count(stage) > 1);
            understudies.push(Arc::clone(&stage));
            attempt.also(place, move |is_wanted| {
                // What it fails with, the attempt itself will meet.
                let opened = connect(reader, wanted, &stage, is_wanted);
                stage.set(CONNECTING);
                opened.ok().map(Ok)
            })
        });
    }
}

type HeldUp = (ReaderName, Wanted, Connecting);

/// The connections that nobody waits for now.
static HELD_UP: ProcessList<HeldUp> = ProcessList::new();

/// Connects to the card in `reader` if it is `wanted`. May block.
fn connect(
    reader: ReaderName,
    wanted: Wanted,
    stage: &Stage,
    is_wanted: Wanting<'_>,
) -> Result<Opened> {
    let line = Line::connect(&reader, || stage.set(JOINING))?;
    let mut link = PcscLink::new(reader, line, Limits::default());
    let mut noting = Noting(&mut link, stage, is_wanted);
    Ok(match wanted {
        Wanted::Any => Opened::Link(Box::new(link)),
        Wanted::IndividualNumberCard => {
            let has_company = noting.0.has_company();
            match asked(&mut noting, |link| probe::holds_jpki(link, has_company))? {
                Some(acquaintance) => {
                    link.is_acquainted(acquaintance);
                    Opened::Link(Box::new(link))
                }
                None => Opened::Unwanted,
            }
        }
        Wanted::Kind => Opened::Kind(asked(&mut noting, probe::kind)?),
    })
}

/// Asks a card, and once more if an exchange failed: the card is reset then, without which
/// some drivers refuse every question, on a new connection too.
fn asked<'a, R>(
    link: &mut Noting<'a>,
    question: impl Fn(&mut Noting<'a>) -> Result<R>,
) -> Result<R> {
    match question(link) {
        Err(_) if link.0.needs_reset() => question(link),
        answer => answer,
    }
}

/// Starts to connect. A link that comes when nobody waits for it is not kept: the card
/// is left to the others.
fn start(reader: &ReaderName, wanted: Wanted) -> Result<Connecting> {
    let unclaimed = |opened: Result<Opened>| match opened {
        // It may have been exchanged by the time somebody asks.
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
            let (understudies, schedule) = (Vec::new(), Schedule::new());
            Ok(Connecting { attempt, stage, understudies, schedule })
        }
        Err(_) => {
            Err(Error::new(Status::System).with_detail("no thread for a call that may block"))
        }
    }
}

/// A connection that is being made. Dropping it leaves it to the next who wants the
/// same, if it is held up.
#[derive(Debug)]
pub(super) struct Opening {
    reader: ReaderName,
    wanted: Wanted,
    /// `None` once it is dropped.
    connecting: Option<Connecting>,
    /// It was not waited for yet, so that it may not be held up at all.
    is_new: bool,
    home: Home,
}

impl Opening {
    /// Starts to connect, or takes up what is held up.
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
            home: Home::here(),
        })
    }

    /// Waits for at most `patience`, or [`QUESTION`] if it is new; `Ok(None)`: it is held
    /// up. A link has `limits`, if any, from then on. A cancel of `wait`
    /// gets through.
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
            // What comes before the next wait is kept for it.
            let progress = match wait {
                Some(wait) => wait.block(sleeper, || attempt.watch(until))?,
                None => attempt.watch(until),
            };
            match progress {
                Progress::Pending => {
                    connecting.relieve(&self.reader, self.wanted);
                    // A wake-up of an earlier wait's may have come late.
                    if deadline.is_some_and(|end| end <= Instant::now()) {
                        return Ok(None);
                    }
                }
                Progress::Done(mut opened) => {
                    if let Ok(Opened::Link(link)) = &mut opened {
                        link.set_limits(limits.unwrap_or_default());
                    }
                    // Others that try the same end by themselves, and leave the card alone.
                    connecting.stage.is_superseded.store(true, Ordering::Relaxed);
                    self.connecting = None;
                    return Ok(Some(opened));
                }
                Progress::Panicked => {
                    self.connecting = None;
                    let error = Error::new(Status::Internal);
                    return Ok(Some(Err(error.with_detail("a thread ended in a panic"))));
                }
                // The card became free when nobody waited: it may be so still.
                Progress::Void => {
                    self.connecting = Some(start(&self.reader, self.wanted)?);
                    self.is_new = true;
                }
            }
        }
        Ok(None)
    }

    /// What holds it up, as far as can be known: another program, or the reader or its card,
    /// where the transaction is ours or, by the reader's state, nobody else uses the card.
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
        // If it was never waited for, its outcome counts as claimed until now.
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
