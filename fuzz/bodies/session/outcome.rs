//! The permitted outcomes of a call of the library.

use std::cell::RefCell;

use jpkicard::{Error, Status};

use super::super::credentials::{Application, Credential};
use super::backing::Backing;
use super::disturbed::{InForce, State};
use super::errand::Errand;
use super::wire::{Arrival, Wire};

/// In bytes.
const LONGER_THAN_ANY_FILE: usize = 4_096;

/// The state when a call began.
#[derive(Clone)]
pub struct Call {
    open: bool,
    cards: Option<[State; 2]>,
    /// The secrets that were in force on each card.
    in_force: Option<[InForce; 2]>,
    errand: Errand,
}

/// What a call reports to the caller.
pub struct Heard {
    pub status: Status,
    /// The sentence and the tries left, if the caller requested them.
    pub more: Option<(String, Option<u8>)>,
}

impl Heard {
    fn of(outcome: Result<(), &Error>) -> Self {
        let Err(error) = outcome else {
            return Self { status: Status::Ok, more: None };
        };
        Self { status: error.status(), more: Some((error.to_string(), error.tries_left())) }
    }

    /// Whether the sentence may contain these words.
    fn may_say(&self, words: &str) -> bool {
        self.more.as_ref().is_none_or(|(sentence, _)| sentence.contains(words))
    }

    fn says(&self, words: &str) -> bool {
        self.more.as_ref().is_some_and(|(sentence, _)| sentence.contains(words))
    }
}

fn cards(wire: &mut Wire<'_>) -> Option<[State; 2]> {
    match &mut wire.backing {
        Backing::Script(_) => None,
        Backing::Cards(cards) => Some(cards.state()),
    }
}

fn in_force(wire: &Wire<'_>) -> Option<[InForce; 2]> {
    match &wire.backing {
        Backing::Script(_) => None,
        Backing::Cards(cards) => Some(cards.in_force.clone()),
    }
}

impl Call {
    pub fn begin(wire: &RefCell<Wire<'_>>, errand: impl Into<Errand>) -> Self {
        let wire = &mut *wire.borrow_mut();
        let errand = errand.into();
        wire.begin_call(errand);
        Self { open: wire.open, cards: cards(wire), in_force: in_force(wire), errand }
    }

    /// Checks what holds for every call.
    pub fn end(self, wire: &RefCell<Wire<'_>>, outcome: Result<(), &Error>) {
        if let Err(error) = outcome {
            text(error);
        }
        let never = [Status::Internal, Status::System, Status::Handle, Status::Reentered];
        let heard = Heard::of(outcome);
        assert!(!never.contains(&heard.status), "{outcome:?}");
        self.end_as(wire, &heard);
    }

    /// Checks what holds for every call, also in C.
    pub fn end_as(&self, wire: &RefCell<Wire<'_>>, heard: &Heard) {
        let wire = &mut *wire.borrow_mut();
        let status = heard.status;
        assert!(wire.verifies == 0 || self.errand.secrets.is_some());
        // An open key is reported, even if it was reported before.
        if wire.open {
            assert!(self.open || status == Status::KeyNotLocked, "left open: {status:?}");
        }
        self.tries(wire, heard);
        self.change(wire, heard);
        let (Some(before), Some(after)) = (&self.cards, cards(wire)) else {
            return;
        };
        if !wire.open && !wire.deceived {
            assert!(after.iter().all(|card| !card.open), "a key is open after {status:?}");
        }
        for (before, after) in before.iter().zip(&after) {
            let asks = after.individual_number_reads != before.individual_number_reads;
            assert!(!asks || self.errand.is_of_number, "the individual number was asked for");
        }
    }

    /// Checks what also holds if nothing was disturbed: the card's contents are returned with the
    /// right secret while a try may be used.
    pub fn undisturbed(
        &self,
        wire: &RefCell<Wire<'_>>,
        outcome: Result<(), &Error>,
        believes: bool,
    ) {
        let wire = wire.borrow();
        let (Backing::Cards(backing), Some(card)) = (&wire.backing, wire.undisturbed_card()) else {
            return;
        };
        let status = outcome.err().map_or(Status::Ok, Error::status);
        let Errand { application, secrets, .. } = self.errand;
        let its_own = application.is_some_and(|application| application != Application::Jpki);
        let at_once = wire.lengths.most >= LONGER_THAN_ANY_FILE && backing.reads_at_once();
        assert!(!at_once || !wire.lengths.go_on, "a file in more commands than one");
        let (wrong, blocked) = match secrets {
            _ if its_own && !backing.settings.has_all_applications() => {
                return assert_eq!(status, Status::NotOnCard);
            }
            None => return assert_eq!(status, Status::Ok, "{outcome:?}"),
            Some(_) if !believes => {
                assert_eq!(status, Status::RecordNotAuthentic, "{outcome:?}");
                return assert_eq!(wire.verifies, 0, "a try for what is not believed");
            }
            Some(secrets) => statuses(secrets.of),
        };
        let (Some(secrets), Some(cards)) = (secrets, &self.cards) else {
            return;
        };
        let hidden = backing.settings.hides_tries();
        let expected = match (cards[card].tries[secrets.of as usize], self.is_right(card)) {
            _ if hidden && !secrets.last_try => Status::PinTriesUnknown,
            (0, _) => blocked,
            (1, _) if !secrets.last_try => Status::PinLastTry,
            (_, true) => Status::Ok,
            (1, false) => blocked,
            _ => wrong,
        };
        assert_eq!(status, expected, "{outcome:?}");
    }

    /// Checks what also holds for a call that sends a secret; `Ok(false)` means a token without
    /// signature certificate.
    pub fn end_of_spending(
        &self,
        wire: &RefCell<Wire<'_>>,
        outcome: &Result<bool, Error>,
        refused: bool,
    ) {
        let wire = wire.borrow();
        match outcome {
            Ok(true) => {
                assert!(!refused && wire.verifies == 1 && !wire.open);
                let changes = self.errand.secrets.is_some_and(|secrets| secrets.new.is_some());
                let changed = usize::from(changes);
                assert_eq!((wire.changes, wire.confirms), (changed, changed));
            }
            Ok(false) => assert!(!refused && wire.queries == 0 && wire.verifies == 0),
            Err(error) => {
                assert_eq!(error.status() == Status::Argument, refused, "{error}");
                assert!(!refused || wire.commands == 0);
            }
        }
    }

    /// Whether the caller's secret was right for this card.
    fn is_right(&self, card: usize) -> bool {
        let (Some(secrets), Some(in_force)) = (self.errand.secrets, &self.in_force) else {
            return false;
        };
        in_force[card][secrets.of as usize] == secrets.old
    }

    /// A try is spent only by the caller's wrong secret, or by a new one that the card did not
    /// accept, and is reported.
    fn tries(&self, wire: &mut Wire<'_>, heard: &Heard) {
        let verified = match &wire.backing {
            Backing::Script(_) => return,
            Backing::Cards(cards) => cards.verified,
        };
        let (Some(before), Some(after)) = (&self.cards, cards(wire)) else {
            return;
        };
        // The last VERIFY that the card may have compared.
        let of_new = wire.confirms > 0;
        let (mut spent, mut left) = (0, None);
        for (card, (before, after)) in before.iter().zip(&after).enumerate() {
            for of in Credential::ALL {
                let (before, after) = (before.tries[of as usize], after.tries[of as usize]);
                let its_own = self.errand.secrets.is_some_and(|secrets| secrets.of == of);
                assert!(before == after || its_own, "tries of another secret");
                if after < before {
                    spent += before - after;
                    left = Some(after);
                    assert!(of_new || !self.is_right(card), "the right one spent a try");
                }
                assert!(after <= before || self.is_right(card) && verified >= 1);
            }
        }
        let (sent, most) = (wire.verifies + wire.confirms, 1 + wire.changes);
        assert!(verified <= sent && sent <= most && usize::from(spent) <= verified);
        if spent == 0 {
            return;
        }
        let arrival = if of_new { wire.confirm_arrival } else { wire.verify_arrival };
        if [wire.verify_arrival, wire.change_arrival, arrival].contains(&Some(Arrival::Altered)) {
            // The reader reported what the card did not: nobody could know.
            return;
        }
        let status = heard.status;
        assert_ne!(status, Status::Ok, "a wrong secret came to nothing");
        let says_no_try = heard.says("no try was spent") || heard.says("no PIN try was spent");
        assert!(!says_no_try, "a try that was spent is denied");
        let (wrong, blocked) =
            statuses(self.errand.secrets.map_or(Credential::Pin, |secrets| secrets.of));
        let expected = match (of_new, arrival) {
            (true, _) => [Status::PinChangeUncertain; 2],
            (_, Some(Arrival::Lost)) => [Status::PinUncertain; 2],
            _ => [wrong, blocked],
        };
        assert!(expected.contains(&status) || status == Status::KeyNotLocked, "{status:?}");
        if let (Some(Arrival::Unchanged), Some((words, tries_left))) = (arrival, &heard.more) {
            assert_eq!(*tries_left, left, "{words}");
        }
    }

    /// After a reported success of a change the new secret is in force, after any other outcome the
    /// old one, and either one if the error says so.
    fn change(&self, wire: &Wire<'_>, heard: &Heard) {
        let (Some(before), Some(after)) = (&self.in_force, in_force(wire)) else {
            return;
        };
        let new = self.errand.secrets.and_then(|secrets| Some((secrets.of, secrets.new?)));
        let Some((of, new)) = new.filter(|_| wire.changes == 1) else {
            return assert_eq!(*before, after, "a change that nobody sent");
        };
        let has_new = after.iter().any(|card| card[of as usize] == new);
        let is_lie = |arrival: Option<Arrival>| arrival == Some(Arrival::Altered);
        match heard.status {
            // The reader reported what the card did not.
            Status::Ok => assert!(has_new || is_lie(wire.confirm_arrival), "not changed"),
            Status::PinChangeUncertain => {}
            Status::KeyNotLocked if heard.says("and the new PIN is in force") => {
                assert!(has_new || is_lie(wire.confirm_arrival));
            }
            Status::KeyNotLocked if heard.may_say("not certain which PIN is in force") => {}
            status => {
                let is_reported = status == Status::KeyNotLocked;
                assert!(is_reported || wire.change_arrival != Some(Arrival::Lost), "a lost answer");
                assert!(*before == after || is_lie(wire.change_arrival), "changed: {status:?}");
            }
        }
    }
}

/// The statuses for a wrong and a blocked one.
fn statuses(of: Credential) -> (Status, Status) {
    match of {
        Credential::Pin => (Status::PinWrong, Status::PinBlocked),
        Credential::Password => (Status::PasswordWrong, Status::PasswordBlocked),
        Credential::InputSupportPin => {
            (Status::InputSupportPinWrong, Status::InputSupportPinBlocked)
        }
        Credential::AttributesNumber
        | Credential::FaceNumber
        | Credential::BirthDate
        | Credential::NumberA => (Status::CheckNumberWrong, Status::CheckNumberBlocked),
    }
}

fn text(error: &Error) {
    no_secret_in(&error.to_string());
    no_secret_in(&format!("{error:?}"));
}

/// An error's text shows no PIN, password or number. A status word or a PC/SC code may have
/// a PIN's digits by chance, so text in brackets is ignored.
pub fn no_secret_in(text: &str) {
    let words: String =
        text.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect();
    for secret in Credential::ALL.into_iter().flat_map(Credential::choices) {
        let secret = std::str::from_utf8(secret).unwrap();
        assert!(!words.contains(secret), "{text}");
    }
}
