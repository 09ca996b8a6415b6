//! One reader in a search: what is known about its card, and when to query it.

use std::time::{Duration, Instant};

use crate::error::Error;
use crate::pcsc::failure::Code;
use crate::pcsc::opening::Opening;
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::state::State;
use crate::status::Status;

/// How often a failing card is queried before its state must change first.
const ATTEMPTS: u8 = 3;
/// How long a rejected card is left alone at first, and at most: a phone's application may appear
/// when its owner unlocks it, without any notification.
const FIRST_REST: Duration = Duration::from_millis(500);
const LONGEST_REST: Duration = Duration::from_secs(5);

/// What is known about the card in one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// There is no card to query.
    Empty,
    /// To be queried.
    Open,
    /// Queried in this insertion: another kind of card, as far as it showed.
    Foreign,
    /// It could not be queried.
    Failed(Error),
}

/// A reader in a search.
#[derive(Debug)]
pub(super) struct SearchedReader {
    name: ReaderName,
    state: State,
    verdict: Finding,
    /// How often in a row the card has failed in this state.
    failures: u8,
    /// The card has failed since the last status, so its state may have changed.
    stale: bool,
    /// The query that another program's transaction holds up.
    question: Option<Opening>,
    /// Set once the card in it has been rejected.
    refusal: Option<Refusal>,
}

/// A card that was queried and is of another kind.
#[derive(Clone, Copy, Debug)]
struct Refusal {
    /// When it is due to be queried again.
    again: Instant,
    /// How long it is left alone until then.
    rest: Duration,
}

impl SearchedReader {
    pub(super) fn new(name: ReaderName) -> Self {
        Self {
            name,
            state: State::UNAWARE,
            verdict: Finding::Empty,
            failures: 0,
            stale: true,
            question: None,
            refusal: None,
        }
    }

    pub(super) fn name(&self) -> &ReaderName {
        &self.name
    }

    pub(super) fn verdict(&self) -> &Finding {
        &self.verdict
    }

    /// Whether a fresh status is needed before a verdict.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Records the reader's state.
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
            CardPresence::Empty => Finding::Empty,
            CardPresence::Unavailable => Finding::Failed(Error::new(Status::ReaderNotResponding)),
            CardPresence::Unresponsive => Finding::Failed(Code::UNRESPONSIVE_CARD.error()),
            CardPresence::Exclusive => Finding::Failed(Code::SHARING_VIOLATION.error()),
            CardPresence::Present | CardPresence::InUse => match &self.verdict {
                Finding::Foreign if same_card => Finding::Foreign,
                Finding::Failed(error) if self.failures >= ATTEMPTS => {
                    Finding::Failed(error.clone())
                }
                _ => Finding::Open,
            },
        };
        self.state = found;
        self.stale = false;
    }

    /// The card was queried and is of another kind. It is queried again later, at growing
    /// intervals, as long as it remains in the reader.
    pub(super) fn is_foreign(&mut self, now: Instant) {
        let grown = |refusal: Refusal| refusal.rest.saturating_mul(2).min(LONGEST_REST);
        let rest = self.refusal.map_or(FIRST_REST, grown);
        let again = now.checked_add(rest).unwrap_or(now);
        self.refusal = Some(Refusal { again, rest });
        self.verdict = Finding::Foreign;
    }

    /// When a rejected card is due to be queried again.
    pub(super) fn asks_again_at(&self) -> Option<Instant> {
        let rests = self.verdict == Finding::Foreign && self.question.is_none();
        self.refusal.filter(|_| rests).map(|refusal| refusal.again)
    }

    /// Marks a rejected card to be queried again, if that is due.
    pub(super) fn ask_again(&mut self, now: Instant) {
        if self.asks_again_at().is_some_and(|again| again <= now) {
            self.verdict = Finding::Open;
        }
    }

    /// The card could not be queried.
    pub(super) fn failed(&mut self, error: Error) {
        self.failures = self.failures.saturating_add(1);
        self.stale = true;
        self.verdict = match error.status() {
            // It left while being queried; that is not worth reporting.
            Status::CardRemoved | Status::NoCard | Status::UnknownReader | Status::NoReader => {
                Finding::Empty
            }
            _ if self.refusal.is_some() => return self.is_foreign(Instant::now()),
            _ => Finding::Failed(error),
        };
    }

    /// The card was queried, and the answer is held up.
    pub(super) fn is_held_up(&mut self, question: Opening) {
        // Its earlier answer is more informative.
        self.verdict = match self.refusal {
            Some(_) => Finding::Foreign,
            None => Finding::Failed(question.holdup(self.state.presence())),
        };
        self.question = Some(question);
    }

    /// Whether another program's transaction holds the answer up.
    pub(super) fn is_busy(&self) -> bool {
        self.question.is_some()
    }

    /// Whether another program holds the card exclusively.
    pub(super) fn is_kept(&self) -> bool {
        self.state.presence() == CardPresence::Exclusive
    }

    /// The query that is held up, to be continued.
    pub(super) fn take_question(&mut self) -> Option<Opening> {
        self.question.take()
    }

    /// Nothing has changed for long: retries a card whose failure may have passed without a
    /// notification. A card that the service reports as unresponsive or exclusive causes a
    /// notification.
    pub(super) fn forgive(&mut self) {
        let reachable =
            matches!(self.state.presence(), CardPresence::Present | CardPresence::InUse);
        if reachable && !matches!(self.verdict, Finding::Foreign) {
            self.verdict = Finding::Open;
            self.failures = 0;
        }
    }
}

#[cfg(test)]
mod tests;
