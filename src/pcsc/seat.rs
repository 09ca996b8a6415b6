//! One reader in a search: what is known of its card, and when to ask it.

use std::time::{Duration, Instant};

use crate::error::Error;
use crate::pcsc::failure::Code;
use crate::pcsc::opening::Opening;
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::state::State;
use crate::status::Status;

/// How often a card that fails is asked before its state must change first.
const ATTEMPTS: u8 = 3;
/// How long a card that was refused is left alone, and at most: a phone's application may
/// appear when its owner unlocks it, without a sign.
const FIRST_REST: Duration = Duration::from_millis(500);
const LONGEST_REST: Duration = Duration::from_secs(5);

/// What is known of the card in one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing is there to ask.
    Empty,
    /// To be asked.
    Open,
    /// Asked in this insertion: of another kind, as far as it said.
    Foreign,
    /// It could not be asked.
    Failed(Error),
}

/// A reader in a search.
#[derive(Debug)]
pub(super) struct Seat {
    name: ReaderName,
    state: State,
    verdict: Verdict,
    /// How often in a row the card failed in this state.
    failures: u8,
    /// Since the last look the card failed, so that its state may be another.
    stale: bool,
    /// What another program's transaction holds up.
    question: Option<Opening>,
    /// Since the card in it was refused.
    refusal: Option<Refusal>,
}

/// A card that was asked, and said that it is of another kind.
#[derive(Clone, Copy, Debug)]
struct Refusal {
    /// When it is to be asked again.
    again: Instant,
    /// How long it was left alone for that.
    rest: Duration,
}

impl Seat {
    pub(super) fn new(name: ReaderName) -> Self {
        Self {
            name,
            state: State::UNAWARE,
            verdict: Verdict::Empty,
            failures: 0,
            stale: true,
            question: None,
            refusal: None,
        }
    }

    pub(super) fn name(&self) -> &ReaderName {
        &self.name
    }

    pub(super) fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Whether a look has to come before a judgement.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Takes note of the reader's state.
    pub(super) fn observe(&mut self, found: State) {
        let changed = found != self.state;
        if !changed && !self.stale {
            return;
        }
        if changed {
            self.failures = 0;
        }
        let same_card = self.state.is_present() && found.count() == self.state.count();
        if !same_card {
            self.question = None;
            self.refusal = None;
        }
        self.verdict = match found.presence() {
            CardPresence::Empty => Verdict::Empty,
            CardPresence::Unavailable => Verdict::Failed(Error::new(Status::ReaderNotResponding)),
            CardPresence::Unresponsive => Verdict::Failed(Code::UNRESPONSIVE_CARD.error()),
            CardPresence::Exclusive => Verdict::Failed(Code::SHARING_VIOLATION.error()),
            CardPresence::Present | CardPresence::InUse => match &self.verdict {
                Verdict::Foreign if same_card => Verdict::Foreign,
                Verdict::Failed(error) if self.failures >= ATTEMPTS => {
                    Verdict::Failed(error.clone())
                }
                _ => Verdict::Open,
            },
        };
        self.state = found;
        self.stale = false;
    }

    /// The card was asked, and is of another kind. It is asked again later, at growing
    /// intervals, for as long as it lies there.
    pub(super) fn is_foreign(&mut self, now: Instant) {
        let grown = |refusal: Refusal| refusal.rest.saturating_mul(2).min(LONGEST_REST);
        let rest = self.refusal.map_or(FIRST_REST, grown);
        let again = now.checked_add(rest).unwrap_or(now);
        self.refusal = Some(Refusal { again, rest });
        self.verdict = Verdict::Foreign;
    }

    /// When a card that was refused is to be asked again.
    pub(super) fn asks_again_at(&self) -> Option<Instant> {
        let rests = self.verdict == Verdict::Foreign && self.question.is_none();
        self.refusal.filter(|_| rests).map(|refusal| refusal.again)
    }

    /// Asks a card that was refused again, if it is time to.
    pub(super) fn ask_again(&mut self, now: Instant) {
        if self.asks_again_at().is_some_and(|again| again <= now) {
            self.verdict = Verdict::Open;
        }
    }

    /// The card could not be asked.
    pub(super) fn failed(&mut self, error: Error) {
        self.failures = self.failures.saturating_add(1);
        self.stale = true;
        self.verdict = match error.status() {
            // It left while it was asked; that is nothing to report.
            Status::CardRemoved | Status::NoCard | Status::UnknownReader | Status::NoReader => {
                Verdict::Empty
            }
            _ if self.refusal.is_some() => return self.is_foreign(Instant::now()),
            _ => Verdict::Failed(error),
        };
    }

    /// The card was asked, and the answer is held up.
    pub(super) fn is_held_up(&mut self, question: Opening) {
        // What it said before says more.
        self.verdict = match self.refusal {
            Some(_) => Verdict::Foreign,
            None => Verdict::Failed(question.holdup(self.state.presence())),
        };
        self.question = Some(question);
    }

    /// Whether another program's transaction holds the answer up.
    pub(super) fn is_busy(&self) -> bool {
        self.question.is_some()
    }

    /// Whether another program keeps the card for itself.
    pub(super) fn is_kept(&self) -> bool {
        self.state.presence() == CardPresence::Exclusive
    }

    /// The question that is held up, to go on with.
    pub(super) fn take_question(&mut self) -> Option<Opening> {
        self.question.take()
    }

    /// Nothing changed for long: asks anew a card whose failure may have passed
    /// without a sign. One that the service calls mute or exclusive gives a sign.
    pub(super) fn forgive(&mut self) {
        let reachable =
            matches!(self.state.presence(), CardPresence::Present | CardPresence::InUse);
        if reachable && !matches!(self.verdict, Verdict::Foreign) {
            self.verdict = Verdict::Open;
            self.failures = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: u32 = 0x12;
    const PRESENT: u32 = 0x0001_0022;
    const IN_USE: u32 = 0x0001_0122;
    const EXCLUSIVE: u32 = 0x0001_00A2;
    const MUTE: u32 = 0x0001_0222;
    const NEXT_CARD: u32 = 0x0003_0022;

    fn seat() -> Seat {
        Seat::new(ReaderName::new("reader").unwrap())
    }

    fn observe(seat: &mut Seat, raw: u32) -> Verdict {
        seat.observe(State::from_raw(raw.into()).as_known());
        seat.verdict().clone()
    }

    fn status(verdict: &Verdict) -> Option<Status> {
        match verdict {
            Verdict::Failed(error) => Some(error.status()),
            _ => None,
        }
    }

    #[test]
    fn a_card_that_was_refused_is_asked_again_at_growing_intervals() {
        let mut seat = seat();
        let now = Instant::now();
        let after = |milliseconds| now.checked_add(Duration::from_millis(milliseconds)).unwrap();
        observe(&mut seat, PRESENT);
        for rest in [500, 1_000, 2_000, 4_000, 5_000, 5_000] {
            seat.is_foreign(now);
            assert_eq!(seat.asks_again_at(), Some(after(rest)));
            seat.ask_again(after(rest - 1));
            assert_eq!(*seat.verdict(), Verdict::Foreign);
            seat.ask_again(after(rest));
            assert_eq!(*seat.verdict(), Verdict::Open);
        }
        // It said what it is, whatever becomes of the next question.
        seat.failed(Error::new(Status::ReaderFailed));
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Foreign);
        // Another card is asked at once.
        assert_eq!(observe(&mut seat, NEXT_CARD), Verdict::Open);
        seat.is_foreign(now);
        assert_eq!(seat.asks_again_at(), Some(after(500)));
    }

    #[test]
    fn a_refused_card_is_left_alone_until_it_is_time() {
        let mut seat = seat();
        let now = Instant::now();
        assert_eq!(observe(&mut seat, EMPTY), Verdict::Empty);
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Open);
        seat.is_foreign(now);
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Foreign);
        assert_eq!(observe(&mut seat, IN_USE), Verdict::Foreign);
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Foreign);
        // Exchanged so fast that nobody saw the reader empty.
        assert_eq!(observe(&mut seat, NEXT_CARD), Verdict::Open);
        seat.is_foreign(now);
        observe(&mut seat, EMPTY);
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Open);
    }

    #[test]
    fn a_failing_card_is_asked_three_times_and_again_after_a_change() {
        let mut seat = seat();
        observe(&mut seat, PRESENT);
        for _ in 0..2 {
            seat.failed(Error::new(Status::ReaderFailed));
            assert!(seat.is_stale());
            assert_eq!(observe(&mut seat, PRESENT), Verdict::Open);
        }
        seat.failed(Error::new(Status::ReaderFailed));
        assert_eq!(status(&observe(&mut seat, PRESENT)), Some(Status::ReaderFailed));
        assert_eq!(status(&observe(&mut seat, PRESENT)), Some(Status::ReaderFailed));
        assert_eq!(observe(&mut seat, NEXT_CARD), Verdict::Open);
        for _ in 0..3 {
            seat.failed(Error::new(Status::ReaderFailed));
            observe(&mut seat, NEXT_CARD);
        }
        assert_eq!(status(seat.verdict()), Some(Status::ReaderFailed));
        seat.forgive();
        assert_eq!(*seat.verdict(), Verdict::Open);
    }

    #[test]
    fn a_card_that_is_held_or_mute_is_not_asked_until_it_changes() {
        let mut seat = seat();
        assert_eq!(status(&observe(&mut seat, EXCLUSIVE)), Some(Status::SharingViolation));
        seat.forgive();
        assert_eq!(status(seat.verdict()), Some(Status::SharingViolation));
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Open);
        assert_eq!(status(&observe(&mut seat, MUTE)), Some(Status::CardUnresponsive));
        assert_eq!(observe(&mut seat, PRESENT), Verdict::Open);
    }

    #[test]
    fn a_card_that_left_while_it_was_asked_is_no_failure() {
        let mut seat = seat();
        observe(&mut seat, PRESENT);
        seat.failed(Error::new(Status::CardRemoved));
        assert_eq!(*seat.verdict(), Verdict::Empty);
        assert_eq!(observe(&mut seat, EMPTY), Verdict::Empty);
        assert_eq!(observe(&mut seat, NEXT_CARD), Verdict::Open);
    }
}
