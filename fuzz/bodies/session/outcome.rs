//! What a call of the library may come to.

use std::cell::RefCell;
use std::rc::Rc;

use jpkicard::{Error, Status};

use super::super::credentials::{Application, Credential};
use super::backing::Backing;
use super::disturbed::{InForce, State};
use super::errand::{Errand, Secrets};
use super::wire::{Told, Wire};

/// What was so when a call began.
#[derive(Clone)]
pub struct Call {
    open: bool,
    cards: Option<[State; 2]>,
    /// The secrets that were in force, of each card.
    in_force: Option<[InForce; 2]>,
    application: Option<Application>,
    secrets: Option<Secrets>,
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
    pub fn begin(wire: &Rc<RefCell<Wire<'_>>>, errand: Errand) -> Self {
        let wire = &mut *wire.borrow_mut();
        wire.begin_call(errand);
        let Errand { application, secrets, .. } = errand;
        Self { open: wire.open, cards: cards(wire), in_force: in_force(wire), application, secrets }
    }

    /// What holds of every call.
    pub fn end(self, wire: &Rc<RefCell<Wire<'_>>>, outcome: Result<(), &Error>) {
        let wire = &mut *wire.borrow_mut();
        let status = outcome.err().map_or(Status::Ok, Error::status);
        if let Err(error) = outcome {
            text(error);
        }
        let never = [Status::Internal, Status::System, Status::Handle, Status::Reentered];
        assert!(!never.contains(&status), "{outcome:?}");
        assert!(wire.verifies == 0 || self.secrets.is_some());
        // An open key is told, and not only once it was told before.
        if wire.open {
            assert!(self.open || status == Status::KeyNotLocked, "left open: {outcome:?}");
        }
        self.tries(wire, outcome);
        self.change(wire, outcome);
        let Some(cards) = cards(wire) else {
            return;
        };
        if !wire.open && !wire.deceived {
            assert!(cards.iter().all(|card| !card.open), "a key is open after {outcome:?}");
        }
        let reads = cards.map(|card| card.individual_number_reads);
        assert_eq!(reads, [0; 2], "the individual number was asked for");
    }

    /// What holds besides where nothing was disturbed: what is on the card is had, by the
    /// right secret and while a try is left to be used.
    pub fn undisturbed(
        &self,
        wire: &Rc<RefCell<Wire<'_>>>,
        outcome: Result<(), &Error>,
        believes: bool,
    ) {
        let wire = wire.borrow();
        let (Backing::Cards(backing), Some(card)) = (&wire.backing, wire.undisturbed_card()) else {
            return;
        };
        let status = outcome.err().map_or(Status::Ok, Error::status);
        let its_own = self.application.is_some_and(|application| application != Application::Jpki);
        let (wrong, blocked) = match self.secrets {
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
        let (Some(secrets), Some(cards)) = (self.secrets, &self.cards) else {
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

    /// What holds besides of a call that sends a secret; `Ok(false)` is that of a token
    /// without signature certificate.
    pub fn end_of_spending(
        &self,
        wire: &Rc<RefCell<Wire<'_>>>,
        outcome: &Result<bool, Error>,
        refused: bool,
    ) {
        let wire = wire.borrow();
        match outcome {
            Ok(true) => {
                assert!(!refused && wire.verifies == 1 && !wire.open);
                let changes = self.secrets.is_some_and(|secrets| secrets.new.is_some());
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

    /// Whether the caller's secret was that of this card.
    fn is_right(&self, card: usize) -> bool {
        let (Some(secrets), Some(in_force)) = (self.secrets, &self.in_force) else {
            return false;
        };
        in_force[card][secrets.of as usize] == secrets.old
    }

    /// A try is spent by the caller's wrong secret alone, or by a new one that the card did
    /// not take, and is told of.
    fn tries(&self, wire: &mut Wire<'_>, outcome: Result<(), &Error>) {
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
                let its_own = self.secrets.is_some_and(|secrets| secrets.of == of);
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
        let told = if of_new { wire.told_confirm } else { wire.told };
        if [wire.told, wire.told_change, told].contains(&Some(Told::Falsely)) {
            // The reader said what the card did not: nobody could know.
            return;
        }
        let Err(error) = outcome else {
            panic!("a wrong secret came to nothing");
        };
        let words = error.to_string();
        let (says_no_try, status) = (words.contains("no try was spent"), error.status());
        let says_no_try = says_no_try || words.contains("no PIN try was spent");
        assert!(!says_no_try, "{words}");
        let (wrong, blocked) = statuses(self.secrets.map_or(Credential::Pin, |secrets| secrets.of));
        let expected = match (of_new, told) {
            (true, _) => [Status::PinChangeUncertain; 2],
            (_, Some(Told::Lost)) => [Status::PinUncertain; 2],
            _ => [wrong, blocked],
        };
        assert!(expected.contains(&status) || status == Status::KeyNotLocked, "{words}");
        if told == Some(Told::Truly) {
            assert_eq!(error.tries_left(), left, "{words}");
        }
    }

    /// After a change that was said to be done the new secret is in force, after any other
    /// outcome the old one, and either where the error says so.
    fn change(&self, wire: &Wire<'_>, outcome: Result<(), &Error>) {
        let (Some(before), Some(after)) = (&self.in_force, in_force(wire)) else {
            return;
        };
        let new = self.secrets.and_then(|secrets| Some((secrets.of, secrets.new?)));
        let Some((of, new)) = new.filter(|_| wire.changes == 1) else {
            return assert_eq!(*before, after, "a change that nobody sent");
        };
        let has_new = after.iter().any(|card| card[of as usize] == new);
        let is_lie = |told: Option<Told>| told == Some(Told::Falsely);
        match outcome {
            // The reader said what the card did not.
            Ok(()) => assert!(has_new || is_lie(wire.told_confirm), "not changed"),
            Err(error) if error.status() == Status::PinChangeUncertain => {}
            Err(error) if error.status() == Status::KeyNotLocked => match error.detail() {
                "and the new PIN is in force" => assert!(has_new || is_lie(wire.told_confirm)),
                "and it is not certain which PIN is in force" => {}
                _ => assert!(*before == after || is_lie(wire.told_change), "changed: {error}"),
            },
            Err(error) => {
                assert!(wire.told_change != Some(Told::Lost), "a lost answer: {error}");
                assert!(*before == after || is_lie(wire.told_change), "changed: {error}");
            }
        }
    }
}

/// What a wrong one is called, and a blocked one.
fn statuses(of: Credential) -> (Status, Status) {
    match of {
        Credential::Pin => (Status::PinWrong, Status::PinBlocked),
        Credential::Password => (Status::PasswordWrong, Status::PasswordBlocked),
        Credential::InputSupportPin => {
            (Status::InputSupportPinWrong, Status::InputSupportPinBlocked)
        }
        Credential::AttributesNumber | Credential::FaceNumber | Credential::BirthDate => {
            (Status::CheckNumberWrong, Status::CheckNumberBlocked)
        }
    }
}

fn text(error: &Error) {
    no_secret_in(&error.to_string());
    no_secret_in(&format!("{error:?}"));
}

/// An error's text shows no PIN, password or number. A status word or a PC/SC code may have
/// a PIN's digits by chance, so what is in brackets is left out.
pub fn no_secret_in(text: &str) {
    let words: String =
        text.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect();
    for secret in Credential::ALL.into_iter().flat_map(Credential::choices) {
        let secret = std::str::from_utf8(secret).unwrap();
        assert!(!words.contains(secret), "{text}");
    }
}
