//! Complete sessions: what the caller does with a card that answers anything or a virtual card that
//! the input disturbs, and what must hold in every case.
//!
//! | file | purpose |
//! |---|---|
//! | `mod.rs` | the caller: opens and ends an application |
//! | `operation.rs` | its calls: reads, signs, authenticates, verifies, changes |
//! | `outcome.rs` | the permitted outcomes of each call |
//! | `genuine.rs` | the contents of the virtual cards |
//! | `wire.rs` | the transport: checks each command against the rules |
//! | `errand.rs` | what a call may select, read and send |
//! | `extended.rs` | extended commands, and readers and cards without them |
//! | `backing.rs`, `disturbed.rs` | what answers: a script, or virtual cards |

mod backing;
mod disturbed;
mod errand;
mod extended;
mod genuine;
mod operation;
mod outcome;
mod wire;

use std::cell::RefCell;
use std::rc::Rc;

use jpkicard::transport::Transport;
use jpkicard::{Card, Result};

use super::cards::Settings;
use super::credentials::{Application, Credential, Tries};
use super::input::Input;
use backing::{Backing, Script};
use disturbed::Cards;
pub use errand::{Allowed, Errand, Secrets};
pub use extended::{Extended, any_length};
#[cfg(feature = "individual-number")]
pub use genuine::is_number;
use operation::{Opened, Operation};
pub use outcome::{Call, Heard, no_secret_in};
pub use wire::Wire;

/// The card's PIN, and two others.
pub const PINS: [[u8; 4]; 4] = [*b"1234", *b"1234", *b"0917", *b"7391"];

/// A wire that the caller of the library can inspect during the session.
pub struct Shared<'a>(pub Rc<RefCell<Wire<'a>>>);

impl Transport for Shared<'_> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.0.borrow_mut().transmit(command, response)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.0.borrow_mut().begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.0.borrow_mut().end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        self.0.borrow_mut().power_down()
    }
}

/// The card described by `input`: its settings, then what disturbs it. It may be read in pieces of
/// any length.
pub fn disturbed_card<'a>(
    input: &mut Input<'a>,
    password_tries: u8,
    extended: Extended,
    events: usize,
) -> Wire<'a> {
    let (settings, mut tries) = Settings::read(input);
    tries[Credential::Password as usize] = password_tries;
    let events = Input(input.bytes(events));
    Wire::new(Backing::Cards(Box::new(Cards::new(settings, tries, (1, extended), events))))
}

/// The DER encoding of a real authentication certificate.
pub fn certificate_der() -> &'static [u8] {
    genuine::certificate(None, false).der()
}

/// An input: a byte for the kind of card, whether extended reads are used and how many tries of the
/// password are left; two bytes of settings; one for the read length or what happens to extended
/// commands; one for the number of operations, with three bytes each; and then a script or
/// disturbances.
struct Session<'a> {
    is_script: bool,
    settings: Settings,
    tries: Tries,
    read_length: (usize, Extended),
    operations: Vec<Operation>,
    rest: Input<'a>,
}

impl<'a> Session<'a> {
    fn read(input: &'a [u8]) -> Self {
        let mut input = Input(input);
        let kind = input.byte();
        let is_script = kind & 1 == 0;
        let (settings, mut tries) = Settings::read(&mut input);
        tries[Credential::Password as usize] = 5 - (kind >> 4 & 7).min(5);
        let read_length = extended::read_length(kind, input.byte());
        let operations = (0..=input.byte() % 6).map(|_| Operation::read(&mut input)).collect();
        Self { is_script, settings, tries, read_length, operations, rest: input }
    }

    fn play(self) -> Rc<RefCell<Wire<'a>>> {
        let backing = match self.is_script {
            true => Backing::Script(Script::new(self.rest)),
            false => Backing::Cards(Box::new(Cards::new(
                self.settings,
                self.tries,
                self.read_length,
                self.rest,
            ))),
        };
        let wire = Rc::new(RefCell::new(Wire::new(backing)));
        let mut card = Card::new(Shared(Rc::clone(&wire)));
        let (read_length, _) = self.read_length;
        card.set_read_length(read_length).unwrap();
        wire.borrow_mut().lengths.most = read_length;

        let mut operations = self.operations.into_iter().peekable();
        while let Some(application) = operations.peek().map(Operation::application) {
            let call = Call::begin(&wire, Errand::to(application));
            let opened = Opened::new(&mut card, application);
            let outcome = opened.as_ref().map(drop);
            if application != Application::Common {
                call.undisturbed(&wire, outcome, true);
            }
            call.end(&wire, outcome);
            let Ok(mut opened) = opened else {
                assert!(!wire.borrow().in_transaction);
                operations.next();
                continue;
            };
            let locked = !wire.borrow().open || application == Application::Common;
            assert!(locked, "a call that succeeds has locked the key");
            let mut first = true;
            while let Some(operation) = operations.next_if(|operation| {
                first || operation.ends.is_none() && operation.application() == application
            }) {
                first = false;
                let call = Call::begin(&wire, operation.errand());
                let outcome = operation.call(&mut opened, &wire);
                if operation.credential().is_some() {
                    call.end_of_spending(&wire, &outcome, operation.is_refused());
                }
                if application != Application::Jpki {
                    let outcome = outcome.as_ref().map(drop);
                    call.undisturbed(&wire, outcome, operation.believes());
                }
                call.end(&wire, outcome.as_ref().map(drop));
            }
            let call = Call::begin(&wire, Errand::NONE);
            match operations.peek().and_then(|next| next.ends) {
                Some(true) => call.end(&wire, opened.end().as_ref().map(drop)),
                _ => {
                    drop(opened);
                    call.end(&wire, Ok(()));
                }
            }
            assert!(!wire.borrow().in_transaction, "the transaction was left open");
        }
        let call = Call::begin(&wire, Errand::NONE);
        drop(card);
        call.end(&wire, Ok(()));
        assert!(!wire.borrow().in_transaction, "the transaction was left open");
        wire
    }
}

pub fn run(input: &[u8]) {
    Session::read(input).play();
}

/// The same session as a script: what arrived, instead of the cards.
pub fn script_of(input: &[u8]) -> Option<Vec<u8>> {
    let session = Session::read(input);
    let header = input.len() - session.rest.0.len();
    let wire = session.play();
    let wire = wire.borrow();
    let Backing::Cards(cards) = &wire.backing else {
        return None;
    };
    let mut script = [&input[..header], &cards.recorded].concat();
    *script.first_mut()? &= !1;
    Some(script)
}
