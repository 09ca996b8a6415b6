//! Whole sessions: what the caller does, at a card that answers anything or a virtual
//! card that the input disturbs, and what must hold whatever comes.
//!
//! | file | its job |
//! |---|---|
//! | `mod.rs` | the caller: opens, reads, signs, receives, changes |
//! | `outcome.rs` | what each call may come to |
//! | `wire.rs` | the transport: each command against the rules |
//! | `backing.rs`, `disturbed.rs` | what answers: a script, or virtual cards |

mod backing;
mod disturbed;
mod outcome;
mod wire;

use std::cell::RefCell;
use std::rc::Rc;

use jpkicard::transport::Transport;
use jpkicard::{
    Card, Certificate, DigestAlgorithm, Jpki, Pin, Result, Scheme, SignRequest, SignaturePassword,
};

use super::cards::{Loan, Settings};
use super::input::Input;
use backing::{Backing, Script};
use disturbed::Cards;
use outcome::Call;
pub use outcome::no_pin_in;
pub use wire::{Allowed, Wire};
use wire::{Credential, Secrets};

const DATA: &[u8] = &[0x5A; 300];
/// The card's PIN, and two others.
pub const PINS: [[u8; 4]; 4] = [*b"1234", *b"1234", *b"0917", *b"7391"];
/// The same of the signature password.
const PASSWORDS: [&[u8]; 4] = [b"ABC123", b"ABC123", b"QUINCE77", b"MEDLAR4X"];

/// A wire that the caller of the library can look at meanwhile.
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

/// The card behind `input`: its ways, then what disturbs it.
pub fn disturbed_card<'a>(input: &mut Input<'a>, read_length: usize, events: usize) -> Wire<'a> {
    let (settings, tries) = Settings::read(input);
    let events = Input(input.bytes(events));
    Wire::new(Backing::Cards(Box::new(Cards::new(settings, [tries, 5], read_length, events))))
}

/// One call of the library.
#[derive(Clone, Copy)]
struct Operation {
    kind: u8,
    /// The transaction before it ends first: told how (`Some(true)`), or silently.
    ends: Option<bool>,
    request: u8,
    /// Places in the tables of secrets.
    old: usize,
    new: usize,
    length: usize,
    other_certificate: bool,
}

impl Operation {
    fn read(input: &mut Input<'_>) -> Self {
        let [kind, request, more] = [input.byte(), input.byte(), input.byte()];
        Self {
            kind: kind & 15,
            ends: match kind >> 4 & 3 {
                0 | 1 => None,
                2 => Some(true),
                _ => Some(false),
            },
            request,
            old: usize::from(more & 3),
            new: usize::from(more >> 5 & 3),
            length: [9, 32, 48, 64, 0, 1, 255, 256][usize::from(more >> 2 & 7)],
            other_certificate: kind & 0x40 != 0,
        }
    }

    fn request(&self) -> SignRequest<'static> {
        let digest = [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512]
            [usize::from(self.request >> 3 & 3) % 3];
        let input = &DATA[..self.length];
        let mut request = match self.request & 0x20 != 0 {
            true => SignRequest::digest(digest, input),
            false => SignRequest::data(input).digest_algorithm(digest),
        };
        request = request.scheme(self.scheme()).allow_last_try(self.allows_last_try());
        match self.request & 0x80 != 0 {
            true => request.certificate(certificate(self.credential(), self.other_certificate)),
            false => request,
        }
    }

    fn scheme(&self) -> Scheme {
        Scheme::ALL[usize::from(self.request & 7) % Scheme::ALL.len()]
    }

    fn allows_last_try(&self) -> bool {
        self.request & 0x40 != 0
    }

    /// By the documentation: whether the request is refused before anything is sent.
    fn is_refused(&self) -> bool {
        let digest = usize::from(self.request >> 3 & 3) % 3;
        let is_digest = self.request & 0x20 != 0;
        let scheme = self.scheme();
        (scheme != Scheme::DigestInfo && digest != 0)
            || (is_digest && self.length != [32, 48, 64][digest])
            || (scheme.takes_data() && (is_digest || !(1..=255).contains(&self.length)))
    }

    /// What it spends, if it sends any secret.
    fn credential(&self) -> Option<Credential> {
        match self.kind {
            5..=7 | 12 => Some(Credential::Pin),
            10 | 11 | 13..=15 => Some(Credential::Password),
            _ => None,
        }
    }

    fn signs(&self) -> bool {
        matches!(self.kind, 5..=7 | 11 | 14)
    }

    fn changes(&self) -> bool {
        matches!(self.kind, 12 | 13 | 15)
    }

    fn secrets(&self) -> Option<Secrets> {
        let of = self.credential()?;
        let secret = |place: usize| match of {
            Credential::Pin => &PINS[place][..],
            Credential::Password => PASSWORDS[place],
        };
        let new = self.changes().then(|| secret(self.new));
        Some(Secrets { of, old: secret(self.old), new, last_try: self.allows_last_try() })
    }

    /// Calls it; false where the token has no signature certificate.
    fn call(&self, jpki: &mut Jpki<'_, Shared<'_>>) -> Result<bool> {
        let [pin, new_pin] = [self.old, self.new].map(|place| Pin::new(&PINS[place]).unwrap());
        // As people type it.
        let [password, new_password] = [self.old, self.new]
            .map(|place| SignaturePassword::new(&PASSWORDS[place].to_ascii_lowercase()).unwrap());
        let last_try = self.allows_last_try();
        match self.kind {
            0 => jpki.token_information().map(drop),
            1 => jpki.certificate_availability().map(drop),
            2 => jpki.authentication_certificate().map(drop),
            3 => jpki.authentication_ca_certificate().map(drop),
            4 => jpki.pin_status().map(drop),
            5 => jpki.sign(&pin, &self.request()).map(|signature| {
                assert!(!signature.as_bytes().is_empty());
            }),
            6 | 7 => jpki.receive(&pin, &self.request()).map(|reception| {
                assert!(!reception.signature.as_bytes().is_empty());
                assert!(!reception.certificate.der().is_empty());
            }),
            8 => jpki.signature_ca_certificate().map(drop),
            9 => return jpki.signature_password_status().map(|status| status.is_some()),
            10 => {
                let read = jpki.signature_certificate(&password, last_try);
                return read.map(|certificate| certificate.is_some());
            }
            11 | 14 => {
                let signed = jpki.sign_document(&password, &self.request())?;
                return Ok(signed.is_some_and(|signed| {
                    assert!(!signed.signature.as_bytes().is_empty());
                    assert!(!signed.certificate.der().is_empty());
                    true
                }));
            }
            12 => jpki.change_pin(&pin, &new_pin, last_try),
            _ => {
                let changed = jpki.change_signature_password(&password, &new_password, last_try);
                return changed.map(|changed| changed.is_some());
            }
        }?;
        Ok(true)
    }
}

/// The authentication certificate of the card, or of the other one; or the signature
/// certificate.
fn certificate(of: Option<Credential>, other: bool) -> &'static Certificate {
    use std::sync::OnceLock;
    static CERTIFICATES: OnceLock<[[Certificate; 2]; 2]> = OnceLock::new();
    let all = CERTIFICATES.get_or_init(|| {
        let (settings, tries) = Settings::read(&mut Input(&[]));
        [0, 1].map(|seed| {
            let mut loan = Loan::new(settings.with_seed(seed), tries);
            let card = loan.card();
            [card.authentication_certificate(), card.signature_certificate()]
                .map(|der| Certificate::from_der(der.to_vec()).unwrap())
        })
    });
    &all[usize::from(other)][usize::from(of == Some(Credential::Password))]
}

/// The DER encoding of a real authentication certificate.
pub fn certificate_der() -> &'static [u8] {
    certificate(None, false).der()
}

/// An input: a byte that says which kind of card it is and how many tries of the password
/// are left, two of its settings, one of the read length, one that tells how many operations follow, three bytes for each, and
/// then a script or disturbances.
struct Session<'a> {
    is_script: bool,
    settings: Settings,
    /// Of the PIN and of the password.
    tries: [u8; 2],
    read_length: usize,
    operations: Vec<Operation>,
    rest: Input<'a>,
}

impl<'a> Session<'a> {
    fn read(input: &'a [u8]) -> Self {
        let mut input = Input(input);
        let kind = input.byte();
        let is_script = kind & 1 == 0;
        let (settings, tries) = Settings::read(&mut input);
        let tries = [tries, 5 - (kind >> 4 & 7).min(5)];
        let read_length = match input.byte() {
            0 => 256,
            length => length.into(),
        };
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
        card.set_read_length(self.read_length).unwrap();

        let mut operations = self.operations.into_iter().peekable();
        while operations.peek().is_some() {
            let call = Call::begin(&wire, None);
            let opened = card.jpki();
            let outcome = opened.as_ref().map(drop);
            call.end(&wire, outcome);
            let Ok(mut jpki) = opened else {
                assert!(!wire.borrow().in_transaction);
                operations.next();
                continue;
            };
            assert!(!wire.borrow().open, "a call that succeeds has locked the key");
            let mut first = true;
            while let Some(operation) =
                operations.next_if(|operation| first || operation.ends.is_none())
            {
                first = false;
                let call = Call::begin(&wire, operation.secrets());
                let outcome = operation.call(&mut jpki);
                if operation.credential().is_some() {
                    let refused = operation.signs() && operation.is_refused();
                    call.end_of_spending(&wire, &outcome, refused);
                }
                call.end(&wire, outcome.as_ref().map(drop));
            }
            let call = Call::begin(&wire, None);
            match operations.peek().and_then(|next| next.ends) {
                Some(true) => call.end(&wire, jpki.end().as_ref().map(drop)),
                _ => {
                    drop(jpki);
                    call.end(&wire, Ok(()));
                }
            }
            assert!(!wire.borrow().in_transaction, "the transaction was left open");
        }
        let call = Call::begin(&wire, None);
        drop(card);
        call.end(&wire, Ok(()));
        assert!(!wire.borrow().in_transaction, "the transaction was left open");
        wire
    }
}

pub fn run(input: &[u8]) {
    Session::read(input).play();
}

/// The same session as a script: what arrived, in place of the cards.
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
