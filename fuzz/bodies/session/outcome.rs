//! What a call of the library may come to.

use std::cell::RefCell;
use std::rc::Rc;

use jpkicard::{Error, Status};

use super::backing::Backing;
use super::disturbed::State;
use super::wire::{Credential, Secrets, Told, Wire};
use super::{PASSWORDS, PINS};

/// What was so when a call began.
#[derive(Clone)]
pub struct Call {
    open: bool,
    cards: Option<[State; 2]>,
    /// The PIN and the password that were in force, of each card.
    in_force: Option<[[Vec<u8>; 2]; 2]>,
    secrets: Option<Secrets>,
}

fn cards(wire: &mut Wire<'_>) -> Option<[State; 2]> {
    match &mut wire.backing {
        Backing::Script(_) => None,
        Backing::Cards(cards) => Some(cards.state()),
    }
}

fn in_force(wire: &Wire<'_>) -> Option<[[Vec<u8>; 2]; 2]> {
    match &wire.backing {
        Backing::Script(_) => None,
        Backing::Cards(cards) => Some(cards.in_force.clone()),
    }
}

impl Call {
    pub fn begin(wire: &Rc<RefCell<Wire<'_>>>, secrets: Option<Secrets>) -> Self {
        let wire = &mut *wire.borrow_mut();
        wire.begin_call(secrets);
        Self { open: wire.open, cards: cards(wire), in_force: in_force(wire), secrets }
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
        if let (false, false, Some(cards)) = (wire.open, wire.deceived, cards(wire)) {
            assert!(cards.iter().all(|card| !card.open), "a key is open after {outcome:?}");
        }
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
            for of in [Credential::Pin, Credential::Password] {
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
        let expected = match (of_new, told, self.secrets.map(|secrets| secrets.of)) {
            (true, ..) => &[Status::PinChangeUncertain][..],
            (_, Some(Told::Lost), _) => &[Status::PinUncertain],
            (_, _, Some(Credential::Password)) => &[Status::PasswordWrong, Status::PasswordBlocked],
            _ => &[Status::PinWrong, Status::PinBlocked],
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

fn text(error: &Error) {
    no_pin_in(&error.to_string());
    no_pin_in(&format!("{error:?}"));
}

/// An error's text shows no PIN and no password. A status word or a PC/SC code may have a
/// PIN's digits by chance, so what is in brackets is left out.
pub fn no_pin_in(text: &str) {
    let words: String =
        text.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect();
    for secret in PINS.iter().map(|pin| &pin[..]).chain(PASSWORDS) {
        let secret = std::str::from_utf8(secret).unwrap();
        assert!(!words.contains(secret), "{text}");
    }
}
