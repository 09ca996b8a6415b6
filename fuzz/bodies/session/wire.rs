//! The wire between the library and a card: what goes over it is checked against the
//! rules, as anybody could who listens there.

use jpkicard::transport::Transport;
use jpkicard::{Error, Result, Status};

use super::backing::{Backing, Failure};

/// What a transport may say of itself.
pub const FAILURES: [Status; 12] = [
    Status::ReaderFailed,
    Status::CardRemoved,
    Status::CardReset,
    Status::CardUnresponsive,
    Status::SharingViolation,
    Status::CardBusy,
    Status::ServiceNotRunning,
    Status::ServiceFailed,
    Status::CardAnswer,
    Status::NoReader,
    Status::TimedOut,
    Status::Cancelled,
];

/// What the caller has asked for: which commands that allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowed {
    /// The PIN that may be sent, once.
    pub pin: Option<[u8; 4]>,
    pub last_try: bool,
}

/// What became of the answer to VERIFY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It arrived as the card gave it.
    Truly,
    /// It was lost or cut.
    Lost,
    /// Another status word arrived.
    Falsely,
}

/// The transport.
pub struct Wire<'a> {
    pub backing: Backing<'a>,
    pub allowed: Allowed,
    pub in_transaction: bool,
    /// Commands and VERIFY with a PIN since the call began.
    pub commands: usize,
    pub verifies: usize,
    /// How the answer to that VERIFY arrived.
    pub told: Option<Told>,
    /// A PIN was sent, and neither an application left nor the power taken since, as far
    /// as the library can know.
    pub open: bool,
    /// The library was told that the application was left when it was not.
    pub deceived: bool,
    jpki_selected: bool,
    pin_file_selected: bool,
    /// The answer to the last query of the tries in this transaction, the reference it
    /// was for, and the card that gave it.
    tries: Option<(u16, u8, usize)>,
}

impl<'a> Wire<'a> {
    pub fn new(backing: Backing<'a>) -> Self {
        Self {
            backing,
            allowed: Allowed::default(),
            in_transaction: false,
            commands: 0,
            verifies: 0,
            told: None,
            open: false,
            deceived: false,
            jpki_selected: false,
            pin_file_selected: false,
            tries: None,
        }
    }

    /// A call of the library begins.
    pub fn begin_call(&mut self, allowed: Allowed) {
        self.allowed = allowed;
        self.commands = 0;
        self.verifies = 0;
        self.told = None;
        self.backing.begin_call();
    }

    fn check(&mut self, command: &[u8]) {
        assert!(self.in_transaction, "a command outside a transaction");
        self.commands += 1;
        assert!(self.commands <= self.backing.most_commands(), "no end: {}", self.commands);
        match *command {
            [0x00, 0xA4, 0x04, 0x0C, length, ref name @ ..] => {
                assert_eq!(usize::from(length), name.len());
                // No application but these two: the 個人番号 is in none of them.
                assert!(is_jpki(name) || is_issuer(name), "SELECT {name:02X?}");
            }
            [0x00, 0xA4, 0x02, 0x0C, 2, _, _] | [0x00, 0xC0, 0x00, 0x00, _] => {}
            [0x00, 0xB0, p1, _, _] => {
                let file = p1 & 0x1F;
                assert!(
                    p1 < 0x80 || matches!(file, 0x02 | 0x06 | 0x08 | 0x0A | 0x0B),
                    "reads {file:02X}"
                );
                self.pin_file_selected = false;
            }
            [0x00, 0x20, 0x00, _] => {}
            [0x00, 0x20, 0x00, reference, 4, ref pin @ ..] => self.check_verify(reference, pin),
            [0x80, 0x2A, 0..=5, 0x80 | 0x97, length, ref data @ ..] => {
                assert_eq!(usize::from(length) + 1, data.len());
                assert_eq!(self.verifies, 1, "a signature without a PIN");
            }
            _ => panic!("an unknown command: {:02X?}", &command[..command.len().min(5)]),
        }
    }

    /// VERIFY: once, with the caller's PIN, to the PIN whose tries were just asked, if
    /// the answer and the caller allow it.
    fn check_verify(&mut self, reference: u8, pin: &[u8]) {
        self.verifies += 1;
        assert_eq!(self.verifies, 1, "more than one VERIFY in a call");
        assert_eq!(Some(pin), self.allowed.pin.as_ref().map(|pin| &pin[..]), "not this PIN");
        assert!(self.jpki_selected, "VERIFY without the application");
        let Some((status, asked, card)) = self.tries.take() else {
            panic!("VERIFY without asking the tries");
        };
        assert_eq!(asked, reference);
        assert!(reference == 0x98 || reference == 0x80 && self.pin_file_selected);
        assert_eq!(card, self.backing.current_card(), "another card's PIN");
        match status {
            0x63C0 | 0x6983 | 0x6984 => panic!("VERIFY after {status:04X}"),
            0x63C2..=0x63CF => {}
            _ => assert!(self.allowed.last_try, "VERIFY after {status:04X}"),
        }
        self.open = true;
    }

    /// Takes note of an answer as the library gets it.
    fn note(&mut self, command: &[u8], answer: Result<&[u8], Status>) {
        let status = answer.ok().and_then(|answer| answer.last_chunk().copied());
        let Some(status) = status.map(u16::from_be_bytes) else {
            self.jpki_selected = false;
            self.tries = None;
            if is_verify(command) {
                self.told = Some(Told::Lost);
            }
            return;
        };
        let selected = is_selected(status);
        match *command {
            [0x00, 0xA4, 0x04, _, _, ref name @ ..] => {
                self.jpki_selected = selected && is_jpki(name);
                self.pin_file_selected = false;
                if selected && is_issuer(name) {
                    self.open = false;
                }
            }
            [0x00, 0xA4, 0x02, _, _, ref file @ ..] => {
                self.pin_file_selected = selected && file == [0x00, 0x18];
            }
            [0x00, 0x20, _, reference] => {
                self.tries = Some((status, reference, self.backing.current_card()));
            }
            _ => {}
        }
    }

    fn compare(&mut self, command: &[u8], given: Option<&[u8]>, arrived: &[u8]) {
        let status =
            |answer: &[u8]| answer.last_chunk().map_or(0, |last| u16::from_be_bytes(*last));
        let whole = arrived.len() == 2;
        let (given, arrived) = (given.map_or(0, status), status(arrived));
        if is_verify(command) {
            self.told = Some(match given == arrived {
                // With data that nobody asked for an answer is as good as none.
                _ if !whole => Told::Lost,
                true => Told::Truly,
                false => Told::Falsely,
            });
        }
        if matches!(*command, [0x00, 0xA4, 0x04, _, _, ref name @ ..] if is_issuer(name)) {
            match (is_selected(given), is_selected(arrived)) {
                (true, _) => self.deceived = false,
                (false, true) => self.deceived = true,
                (false, false) => {}
            }
        }
    }

    fn power_is_gone(&mut self) {
        self.open = false;
        self.deceived = false;
    }
}

fn is_selected(status: u16) -> bool {
    status == 0x9000 || status >> 8 == 0x61
}

fn is_verify(command: &[u8]) -> bool {
    command.get(1) == Some(&0x20) && command.len() > 5
}

fn is_jpki(name: &[u8]) -> bool {
    name == [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01]
}

fn is_issuer(name: &[u8]) -> bool {
    name == [0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00]
}

impl Transport for Wire<'_> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.check(command);
        let exchange = self.backing.transmit(command);
        match exchange.arrived {
            Ok(arrived) => {
                self.note(command, Ok(&arrived));
                if arrived.len() >= 2 {
                    self.compare(command, exchange.given.as_deref(), &arrived);
                }
                let Some(place) = response.get_mut(..arrived.len()) else {
                    self.note(command, Err(Status::CardAnswer));
                    return Err(Error::new(Status::CardAnswer));
                };
                place.copy_from_slice(&arrived);
                Ok(arrived.len())
            }
            Err(Failure::Lie(length)) => {
                self.note(command, Err(Status::CardAnswer));
                Ok(length)
            }
            Err(Failure::Status(status)) => {
                self.note(command, Err(status));
                if status == Status::CardRemoved {
                    self.power_is_gone();
                }
                Err(Error::new(status))
            }
        }
    }

    fn begin_transaction(&mut self) -> Result<()> {
        assert!(!self.in_transaction, "a transaction inside another");
        self.jpki_selected = false;
        self.pin_file_selected = false;
        self.tries = None;
        self.backing.begin_transaction().map_err(Error::new)?;
        self.in_transaction = true;
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        assert!(self.in_transaction, "no transaction to end");
        self.in_transaction = false;
        self.tries = None;
        self.backing.end_transaction().map_err(Error::new)
    }

    fn power_down(&mut self) -> Result<()> {
        let outcome = self.backing.power_down();
        if matches!(outcome, Ok(()) | Err(Status::CardRemoved)) {
            self.power_is_gone();
        }
        self.jpki_selected = false;
        self.pin_file_selected = false;
        outcome.map_err(Error::new)
    }
}
