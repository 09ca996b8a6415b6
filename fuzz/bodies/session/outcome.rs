//! What a call of the library may come to.

use std::cell::RefCell;
use std::rc::Rc;

use jpkicard::{Error, Status};

use super::PINS;
use super::backing::Backing;
use super::wire::{Allowed, Told, Wire};

/// What was so when a call began.
#[derive(Clone, Copy)]
pub struct Call {
    open: bool,
    cards: Option<[(u8, bool); 2]>,
    pin: Option<[u8; 4]>,
}

fn cards(wire: &mut Wire<'_>) -> Option<[(u8, bool); 2]> {
    match &mut wire.backing {
        Backing::Script(_) => None,
        Backing::Cards(cards) => Some(cards.state()),
    }
}

impl Call {
    pub fn begin(wire: &Rc<RefCell<Wire<'_>>>, allowed: Allowed) -> Self {
        let wire = &mut *wire.borrow_mut();
        wire.begin_call(allowed);
        Self { open: wire.open, cards: cards(wire), pin: allowed.pin }
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
        assert!(wire.verifies == 0 || self.pin.is_some());
        // An open key is told, and not only once it was told before.
        if wire.open {
            assert!(self.open || status == Status::KeyNotLocked, "left open: {outcome:?}");
        }
        self.tries(wire, outcome);
        if let (false, false, Some(cards)) = (wire.open, wire.deceived, cards(wire)) {
            assert!(cards.iter().all(|(_, open)| !open), "the key is open after {outcome:?}");
        }
    }

    /// What holds of signing besides.
    pub fn end_of_signing(
        self,
        wire: &Rc<RefCell<Wire<'_>>>,
        outcome: &Result<(), Error>,
        refused: bool,
    ) {
        let wire = wire.borrow();
        match outcome {
            Ok(()) => {
                assert!(!refused && wire.verifies == 1 && !wire.open);
            }
            Err(error) => {
                assert_eq!(error.status() == Status::Argument, refused, "{error}");
                assert!(!refused || wire.commands == 0);
            }
        }
    }

    /// A try is spent by the caller's wrong PIN alone, and is told of.
    fn tries(self, wire: &mut Wire<'_>, outcome: Result<(), &Error>) {
        let told = wire.told;
        let verified = match &wire.backing {
            Backing::Script(_) => return,
            Backing::Cards(cards) => cards.verified,
        };
        let (Some(before), Some(after)) = (self.cards, cards(wire)) else {
            return;
        };
        let mut spent = 0;
        for ((before, _), (after, _)) in before.iter().zip(&after) {
            if after < before {
                spent += before - after;
            }
            assert!(after <= before || self.pin == Some(PINS[0]) && verified == 1);
        }
        assert!(verified <= 1 && usize::from(spent) <= verified);
        let error = match (spent, outcome) {
            (0, _) => return,
            (_, Err(error)) => error,
            // The reader said that the PIN is right and gave a signature that is.
            (_, Ok(())) => {
                return assert_eq!(told, Some(Told::Falsely), "a wrong PIN came to nothing");
            }
        };
        assert!(self.pin != Some(PINS[0]), "the right PIN spent a try");
        let words = error.to_string();
        let (says_no_try, status) = (words.contains("no try was spent"), error.status());
        let says_no_try = says_no_try || words.contains("no PIN try was spent");
        match told {
            Some(Told::Truly) => {
                assert!(!says_no_try, "{words}");
                let expected = [Status::PinWrong, Status::PinBlocked, Status::KeyNotLocked];
                assert!(expected.contains(&status), "{words}");
                let left = after.iter().zip(&before).find(|(after, before)| after.0 < before.0);
                assert_eq!(error.tries_left(), left.map(|(after, _)| after.0), "{words}");
            }
            Some(Told::Lost) => {
                assert!(!says_no_try, "{words}");
                let expected = [Status::PinUncertain, Status::KeyNotLocked];
                assert!(expected.contains(&status), "{words}");
            }
            // The reader said what the card did not: nobody could know.
            Some(Told::Falsely) | None => {}
        }
    }
}

fn text(error: &Error) {
    no_pin_in(&error.to_string());
    no_pin_in(&format!("{error:?}"));
}

/// An error's text shows no PIN. A status word or a PC/SC code may have its digits by
/// chance, so what is in brackets is left out.
pub fn no_pin_in(text: &str) {
    let words: String =
        text.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect();
    for pin in PINS {
        let pin = std::str::from_utf8(&pin).unwrap();
        assert!(!words.contains(pin), "{text}");
    }
}
