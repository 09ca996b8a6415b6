//! The wire between the library and a card: everything sent over it is checked against the rules,
//! as an observer of the wire could.

use jpkicard::transport::Transport;
use jpkicard::{Error, Result, Status};

use super::super::credentials::{Application, Credential};
use super::backing::{Backing, Failure};
use super::errand::{Errand, Secrets};
use super::extended::Lengths;

/// What happened to the answer to VERIFY or to the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It arrived as the card sent it.
    Unchanged,
    /// It was lost or cut.
    Lost,
    /// Another status word arrived.
    Altered,
}

/// The transport.
pub struct Wire<'a> {
    pub backing: Backing<'a>,
    errand: Errand,
    pub lengths: Lengths,
    pub in_transaction: bool,
    /// Commands, queries of the tries, VERIFY with the old secret, changes and VERIFY with
    /// the new one since the call began.
    pub commands: usize,
    pub queries: usize,
    pub verifies: usize,
    pub changes: usize,
    pub confirms: usize,
    /// How the answers to these three arrived.
    pub verify_arrival: Option<Arrival>,
    pub change_arrival: Option<Arrival>,
    pub confirm_arrival: Option<Arrival>,
    /// Whether the last answer was `9000`.
    taken: bool,
    /// A PIN was sent, and since then, as far as the library can know, no application was left and
    /// the card was not powered down.
    pub open: bool,
    /// The library received a report that the application was left when it was not.
    pub deceived: bool,
    /// The card that signed last, if it is one.
    pub signed_by: Option<usize>,
    selected: Option<Application>,
    /// The card has refused the application of this call.
    refused: bool,
    /// The file selected last, if nothing was read since.
    selected_file: Option<[u8; 2]>,
    /// The file that a read without a short identifier refers to.
    current: Option<u8>,
    /// The answer to the last query of the tries in this transaction, its reference, and the card
    /// that sent it.
    tries: Option<(u16, u8, usize)>,
}

impl<'a> Wire<'a> {
    pub fn new(backing: Backing<'a>) -> Self {
        Self {
            backing,
            errand: Errand::NONE,
            lengths: Lengths::new(),
            in_transaction: false,
            commands: 0,
            queries: 0,
            verifies: 0,
            changes: 0,
            confirms: 0,
            verify_arrival: None,
            change_arrival: None,
            confirm_arrival: None,
            taken: false,
            open: false,
            deceived: false,
            signed_by: None,
            selected: None,
            refused: false,
            selected_file: None,
            current: None,
            tries: None,
        }
    }

    /// A call of the library begins.
    pub fn begin_call(&mut self, errand: impl Into<Errand>) {
        self.errand = errand.into();
        self.refused = false;
        self.signed_by = None;
        self.lengths.begin_call();
        self.commands = 0;
        self.queries = 0;
        self.verifies = 0;
        self.changes = 0;
        self.confirms = 0;
        self.verify_arrival = None;
        self.change_arrival = None;
        self.confirm_arrival = None;
        self.taken = false;
        self.backing.begin_call();
    }

    /// The card in the reader, if the input has disturbed nothing so far.
    pub fn undisturbed_card(&self) -> Option<usize> {
        match &self.backing {
            Backing::Cards(cards) if !cards.disturbed => Some(cards.current),
            _ => None,
        }
    }

    fn verify(&mut self, command: &[u8]) {
        assert!(self.in_transaction, "a command outside a transaction");
        self.commands += 1;
        assert!(self.commands <= self.backing.most_commands(), "no end: {}", self.commands);
        match *command {
            [0x00, 0xA4, 0x04, 0x0C, length, ref name @ ..] => {
                assert_eq!(usize::from(length), name.len());
                let may = is_issuer(name) || self.errand.may_name(name, self.refused);
                assert!(may, "SELECT {name:02X?}");
            }
            [0x00, 0xC0, 0x00, 0x00, _] => {}
            [0x00, 0xA4, 0x02, 0x0C, 2, 0, 0x0A] if self.is_recognising() => {}
            [0x00, 0xA4, 0x02, 0x0C, 2, high, low] => {
                self.check_selected();
                let may = self.errand.may_select(low, |of| self.is_verified(of));
                assert!(high == 0 && may, "selects {high:02X}{low:02X}");
            }
            [0x00, 0xB0, p1, _, _] | [0x00, 0xB0, p1, _, 0, _, _] => {
                self.lengths.verify(command, self.selected);
                if p1 >= 0x80 {
                    self.current = Some(p1 & 0x1F);
                }
                self.selected_file = None;
                if self.is_recognising() {
                    return assert_eq!(self.current, Some(0x0A), "reads elsewhere");
                }
                self.check_selected();
                self.check_read();
            }
            [0x00, 0xB2, 1, 0x04, _] => {
                self.check_selected();
                assert_eq!(self.selected, Some(Application::Common), "a record elsewhere");
                self.check_read();
            }
            [0x00, 0x20, 0x00, reference] => {
                self.check_selected();
                let its_own = match (reference, self.selected_file) {
                    (0x80, Some([0x00, file])) => self.errand.credential(0x80 | file),
                    (0x80, _) => None,
                    _ => self.errand.credential(reference),
                };
                assert!(its_own.is_some(), "asks for {reference:02X}");
                self.queries += 1;
            }
            [0x00, 0x20, 0x00, reference, length, ref secret @ ..] => {
                assert_eq!(usize::from(length), secret.len());
                match self.changes {
                    0 => self.check_verify(reference, secret),
                    _ => self.check_confirm(reference, secret),
                }
            }
            [0x00, 0x24, 0x01, 0x80, length, ref new @ ..] => {
                assert_eq!(usize::from(length), new.len());
                self.check_change(new);
            }
            [0x80, 0x2A, p1 @ 0..=5, p2, length, ref data @ ..] => {
                assert_eq!(usize::from(length) + 1, data.len());
                self.check_selected();
                self.check_signing(p1, p2, length);
            }
            _ => panic!("an unknown command: {:02X?}", &command[..command.len().min(5)]),
        }
    }

    /// Commands other than SELECT go to the application of the call. Another application was
    /// selected to check whether the card is still the same: only the authentication certificate is
    /// read there.
    fn is_recognising(&self) -> bool {
        self.errand.may_recognise() && self.selected == Some(Application::Jpki)
    }

    fn check_selected(&self) {
        assert!(self.selected.is_some(), "no application is selected");
        assert_eq!(self.selected, self.errand.application, "another application");
    }

    fn check_read(&self) {
        let file = self.current.unwrap_or_default();
        assert!(self.errand.may_read(file, |of| self.is_verified(of)), "reads {file:02X}");
    }

    fn check_signing(&self, p1: u8, p2: u8, length: u8) {
        if self.errand.application == Some(Application::Jpki) {
            let of = self.allowed().of;
            let key = if of == Credential::Pin { 0x97 } else { 0x9A };
            assert!(p2 == 0x80 || p2 == key, "signs with {p2:02X}");
            return assert!(self.is_verified(of), "a signature without a PIN");
        }
        // DigestInfo of SHA-256.
        assert_eq!((p1, p2, length), (0x00, 0x00, 51), "no challenge");
        assert!(self.errand.challenges, "signs unasked");
        let opened = self.errand.secrets.is_none_or(|secrets| self.is_verified(secrets.of));
        assert!(opened, "a challenge before VERIFY");
    }

    /// The secrets that permit a command with a secret, or with its key.
    fn allowed(&self) -> Secrets {
        let Some(secrets) = self.errand.secrets else {
            panic!("a call without a secret");
        };
        secrets
    }

    /// Whether VERIFY for this credential was sent in this call, and reported as successful.
    fn is_verified(&self, of: Credential) -> bool {
        let its_own = self.errand.secrets.is_some_and(|secrets| secrets.of == of);
        its_own && self.verifies == 1 && self.taken
    }

    /// VERIFY: once, with the caller's secret, to the file whose tries were just queried, if the
    /// answer and the caller allow it.
    fn check_verify(&mut self, reference: u8, secret: &[u8]) {
        self.verifies += 1;
        assert_eq!(self.verifies, 1, "more than one VERIFY in a call");
        let allowed = self.allowed();
        assert_eq!(secret, allowed.old, "not this one");
        assert_eq!(self.selected, Some(allowed.of.application()), "VERIFY elsewhere");
        let Some((status, asked, card)) = self.tries.take() else {
            panic!("VERIFY without asking the tries");
        };
        assert_eq!(asked, reference);
        let is_selected = self.selected_file == Some(allowed.of.file());
        assert!(reference == allowed.of.short_reference() || reference == 0x80 && is_selected);
        assert_eq!(card, self.backing.current_card(), "another card's PIN");
        match status {
            0x63C0 | 0x6983 | 0x6984 => panic!("VERIFY after {status:04X}"),
            0x63C2..=0x63CF => {}
            _ => assert!(allowed.last_try, "VERIFY after {status:04X}"),
        }
        self.open = true;
    }

    /// CHANGE REFERENCE DATA: once, to the file whose secret was just accepted.
    fn check_change(&mut self, new: &[u8]) {
        self.changes += 1;
        assert_eq!(self.changes, 1, "more than one change in a call");
        let allowed = self.allowed();
        assert_eq!(Some(new), allowed.new, "not this one");
        assert!(self.is_verified(allowed.of), "a change where the old one was not taken");
        assert!(self.has_selected(allowed.of));
    }

    /// VERIFY of the new secret: once, after the card reported success of the change.
    fn check_confirm(&mut self, reference: u8, new: &[u8]) {
        self.confirms += 1;
        assert_eq!(self.confirms, 1, "the new one more than once");
        let allowed = self.allowed();
        assert_eq!(Some(new), allowed.new, "not this one");
        assert!(self.taken, "the new one where the change was not taken");
        assert!(self.has_selected(allowed.of) && reference == 0x80);
    }

    fn has_selected(&self, of: Credential) -> bool {
        self.selected == Some(of.application()) && self.selected_file == Some(of.file())
    }

    /// Records an answer as the library receives it.
    fn note(&mut self, command: &[u8], answer: Result<&[u8], Status>) {
        let status = answer.ok().and_then(|answer| answer.last_chunk().copied());
        let Some(status) = status.map(u16::from_be_bytes) else {
            self.selected = None;
            self.tries = None;
            if sends_secret(command) {
                self.record_arrival(command, Arrival::Lost);
                self.taken = false;
            }
            return;
        };
        let selected = is_selected(status);
        self.lengths.note(command, self.selected, status);
        if sends_secret(command) {
            self.taken = answer.ok() == Some(&[0x90, 0x00]);
        }
        match *command {
            [0x00, 0xA4, 0x04, _, _, ref name @ ..] => {
                let named = Application::of_identifier(name);
                self.selected = named.filter(|_| selected);
                self.refused |= !selected && named.is_some() && named == self.errand.application;
                self.selected_file = None;
                self.current = None;
                if selected && is_issuer(name) {
                    self.open = false;
                }
            }
            [0x00, 0xA4, 0x02, _, _, ref file @ ..] => {
                self.selected_file = <[u8; 2]>::try_from(file).ok().filter(|_| selected);
                self.current = self.selected_file.map(|[_, low]| low).or(self.current);
            }
            [0x00, 0x20, _, reference] => {
                self.tries = Some((status, reference, self.backing.current_card()));
            }
            _ => {}
        }
    }

    /// How the answer to a command with a secret arrived.
    fn record_arrival(&mut self, command: &[u8], arrival: Arrival) {
        let place = match (command[1], self.changes) {
            (0x24, _) => &mut self.change_arrival,
            (_, 0) => &mut self.verify_arrival,
            _ => &mut self.confirm_arrival,
        };
        *place = Some(arrival);
    }

    fn compare(&mut self, command: &[u8], given: Option<&[u8]>, arrived: &[u8]) {
        let status =
            |answer: &[u8]| answer.last_chunk().map_or(0, |last| u16::from_be_bytes(*last));
        let whole = arrived.len() == 2;
        let (given, arrived) = (given.map_or(0, status), status(arrived));
        if sends_secret(command) {
            let arrival = match given == arrived {
                // An answer with unrequested data counts as none.
                _ if !whole => Arrival::Lost,
                true => Arrival::Unchanged,
                false => Arrival::Altered,
            };
            self.record_arrival(command, arrival);
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

/// VERIFY with data, and the change.
fn sends_secret(command: &[u8]) -> bool {
    matches!(command.get(1), Some(0x20 | 0x24)) && command.len() > 5
}

fn is_issuer(name: &[u8]) -> bool {
    name == [0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00]
}

impl Transport for Wire<'_> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.verify(command);
        let exchange = self.backing.transmit(command);
        if command.starts_with(&[0x80, 0x2A]) && exchange.given.is_some() {
            self.signed_by = self.backing.is_card().then(|| self.backing.current_card());
        }
        let arrived = match exchange.arrived {
            // As far as the library can know, that is the card's answer.
            Err(Failure::Lie(length)) if length <= response.len() => Ok(vec![0; length]),
            arrived => arrived,
        };
        match arrived {
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
        self.selected = None;
        self.selected_file = None;
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
        self.selected = None;
        self.selected_file = None;
        outcome.map_err(Error::new)
    }
}
