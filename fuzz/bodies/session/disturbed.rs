//! Two virtual cards behind a reader, one of them in it, and disturbances that the
//! input chooses: each is a count of undisturbed steps, a kind, and its parameters.

use jpkicard::Status;

use super::super::cards::{Loan, Settings};
use super::super::credentials::{Application, COUNT, Credential, Tries};
use super::super::input::Input;
use super::backing::{Exchange, FAILURES, Failure, encode, encode_outcome};
use super::extended::{Extended, expected, shortened};

pub struct Cards<'a> {
    events: Input<'a>,
    /// Steps until the next disturbance.
    steps: Option<u8>,
    /// The input has disturbed something.
    pub disturbed: bool,
    pub settings: Settings,
    tries: Tries,
    /// The second card is created on first use.
    loans: [Option<Loan>; 2],
    /// The secrets in force on each card: those that it accepted.
    pub in_force: [InForce; 2],
    pub current: usize,
    /// Which application the card has selected last.
    selected: Option<Application>,
    /// The card was reset, which every command reports until a transaction begins.
    reset: bool,
    removed: bool,
    longest_answer: usize,
    extended: Extended,
    /// VERIFY commands with a PIN that reached a card in this call.
    pub verified: usize,
    /// What arrived, as a script.
    pub recorded: Vec<u8>,
}

/// A card's secret of each kind.
pub type InForce = [Vec<u8>; COUNT];

/// A card's tries, whether the next program could use one of its keys or read protected files, and
/// how often the individual number was requested.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub tries: Tries,
    pub open: bool,
    pub individual_number_reads: u64,
}

const SELECT_ISSUER: &[u8] = b"\x00\xA4\x04\x0C\x07\xA0\x00\x00\x01\x51\x00\x00";

impl<'a> Cards<'a> {
    pub fn new(
        settings: Settings,
        tries: Tries,
        (read_length, extended): (usize, Extended),
        events: Input<'a>,
    ) -> Self {
        let mut cards = Self {
            events,
            steps: None,
            disturbed: false,
            settings,
            tries,
            loans: [None, None],
            in_force: [(); 2].map(|()| Credential::ALL.map(|of| of.secret().to_vec())),
            current: 0,
            selected: None,
            reset: false,
            removed: false,
            longest_answer: settings.longest_answer().min(read_length),
            extended,
            verified: 0,
            recorded: Vec::new(),
        };
        cards.loan().card().power_on();
        cards
    }

    /// The card in the reader.
    fn loan(&mut self) -> &mut Loan {
        let Self { settings, tries, current, .. } = *self;
        let new = || Loan::new(settings.with_seed(current as u64), tries);
        self.loans[current].get_or_insert_with(new)
    }

    pub fn begin_call(&mut self) {
        self.verified = 0;
    }

    pub fn most_commands(&self) -> usize {
        // Both certificates and the token information, several times over.
        400 + 40_000 / self.longest_answer
    }

    /// Whether reader and card return a file at once, if the read length allows.
    pub fn reads_at_once(&self) -> bool {
        self.extended == Extended::Carried && self.settings.is_plain()
    }

    /// The state of each card.
    pub fn state(&mut self) -> [State; 2] {
        let untouched = State { tries: self.tries, open: false, individual_number_reads: 0 };
        self.loans.each_mut().map(|loan| {
            loan.as_mut().map_or(untouched, |loan| {
                let individual_number_reads = loan.individual_number_reads();
                let tries = loan.tries();
                let card = loan.card();
                let open = [
                    card.authentication_key_is_open(),
                    card.signature_key_is_open(),
                    card.surface_is_open(),
                    card.input_support_is_open(),
                ];
                State { tries, open: open.contains(&true), individual_number_reads }
            })
        })
    }

    /// Whether the input disturbs this step.
    fn disturbance(&mut self) -> Option<u8> {
        let steps = match self.steps {
            Some(steps) => steps,
            None => self.events.next()?,
        };
        self.steps = steps.checked_sub(1);
        match steps {
            0 => {
                self.disturbed = true;
                Some(self.events.byte())
            }
            _ => None,
        }
    }

    fn ask(&mut self, command: &[u8]) -> Vec<u8> {
        self.verified += usize::from(command[1] == 0x20 && command.len() > 5);
        let answer = self.loan().process(command);
        match (command, &answer[..]) {
            ([0x00, 0xA4, 0x04, _, _, name @ ..], [0x90, 0x00]) => {
                self.selected = Application::of_identifier(name);
            }
            ([0x00, 0x24, _, _, _, new @ ..], [0x90, 0x00]) => {
                let of = match self.selected {
                    Some(Application::InputSupport) => Credential::InputSupportPin,
                    // A PIN has four digits, which is too few for a password.
                    _ if new.len() == 4 => Credential::Pin,
                    _ => Credential::Password,
                };
                self.in_force[self.current][of as usize] = new.to_vec();
            }
            _ => {}
        }
        answer
    }

    fn remove(&mut self) {
        self.removed = true;
        self.loan().card().power_off();
    }

    fn reset(&mut self, cold: bool) {
        self.reset = true;
        let card = self.loan().card();
        match cold {
            true => {
                card.power_off();
                card.power_on();
            }
            false => card.reset(),
        }
    }

    fn exchange_cards(&mut self) {
        self.loan().card().power_off();
        self.current = 1 - self.current;
        self.reset(true);
    }

    /// A failure that the reader reports, with its cause applied.
    fn failure(&mut self) -> Status {
        let status = self.events.pick(&FAILURES);
        match status {
            Status::CardRemoved => self.remove(),
            Status::CardReset => self.reset(false),
            _ => {}
        }
        status
    }

    pub fn transmit(&mut self, command: &[u8]) -> Exchange {
        let exchange = match (self.removed, self.reset) {
            (true, _) => failed(Status::CardRemoved),
            (_, true) => failed(Status::CardReset),
            _ => match self.disturbance() {
                Some(kind) => self.disturb(kind, command),
                None if expected(command).is_some() => self.carry(command),
                None => Exchange::of(self.ask(command)),
            },
        };
        self.recorded.extend(encode(&exchange.arrived));
        exchange
    }

    /// Passes an extended command to the card.
    fn carry(&mut self, command: &[u8]) -> Exchange {
        match self.extended {
            Extended::Carried => Exchange::of(self.ask(command)),
            Extended::Answered(status, is_refusal) => {
                self.disturbed |= !is_refusal;
                Exchange { given: None, arrived: Ok(status.to_be_bytes().to_vec()) }
            }
            Extended::Shortened => Exchange::of(self.ask(&shortened(command))),
            Extended::AnswerCut => {
                let given = self.ask(command);
                let mut arrived = given.clone();
                arrived.truncate(258);
                self.disturbed |= arrived != given;
                Exchange { given: Some(given), arrived: Ok(arrived) }
            }
            Extended::Fails => {
                self.disturbed = true;
                failed(Status::ReaderFailed)
            }
        }
    }

    fn disturb(&mut self, kind: u8, command: &[u8]) -> Exchange {
        // Before the card has seen the command.
        match kind & 15 {
            0 => return failed(self.failure()),
            1 => {
                self.reset(false);
                return failed(Status::CardReset);
            }
            2 => {
                self.reset(true);
                return failed(Status::CardReset);
            }
            3 => {
                self.exchange_cards();
                return failed(Status::CardReset);
            }
            4 => {
                self.remove();
                return failed(Status::CardRemoved);
            }
            5 => {
                let mut answer = vec![0; usize::from(self.events.byte())];
                answer.extend([self.events.byte(), self.events.byte()]);
                return Exchange { given: None, arrived: Ok(answer) };
            }
            _ => {}
        }
        let given = self.ask(command);
        let data = given.len().saturating_sub(2);
        let mut answer = given.clone();
        let arrived = match kind & 15 {
            6 => Err(Failure::Status(self.failure())),
            7 => {
                self.remove();
                Err(Failure::Status(Status::CardRemoved))
            }
            8 => Ok(Vec::new()),
            9 => Ok(vec![self.events.byte()]),
            10 => {
                let place = usize::from(self.events.number()) % answer.len();
                answer[place] ^= self.events.byte();
                Ok(answer)
            }
            11 => {
                answer[data..].copy_from_slice(&[self.events.byte(), self.events.byte()]);
                Ok(answer)
            }
            12 => {
                let kept = data.saturating_sub(usize::from(self.events.byte()));
                answer.drain(kept..data);
                Ok(answer)
            }
            13 => {
                let more = vec![self.events.byte(); usize::from(self.events.byte())];
                answer.splice(data..data, more);
                Ok(answer)
            }
            14 => {
                // Another tag and length at the start of a file.
                let header = self.events.bytes(5);
                let room = header.len().min(data);
                answer[..room].copy_from_slice(&header[..room]);
                Ok(answer)
            }
            _ => Err(Failure::Lie(usize::from(self.events.number()) + 259)),
        };
        Exchange { given: Some(given), arrived }
    }

    pub fn begin_transaction(&mut self) -> Result<(), Status> {
        let mut outcome = Ok(());
        if !self.removed {
            // What other programs do when they may, or the reader fails to do.
            match self.disturbance().map(|kind| kind & 7) {
                Some(0) => outcome = Err(self.failure()),
                Some(1) => {
                    self.loan().process(SELECT_ISSUER);
                }
                Some(2) => self.reset(false),
                Some(3) => self.reset(true),
                Some(4) => self.exchange_cards(),
                Some(5) => self.remove(),
                _ => {}
            }
        }
        if self.removed {
            outcome = Err(Status::CardRemoved);
        }
        if outcome.is_ok() {
            self.reset = false;
        }
        self.recorded.push(encode_outcome(outcome));
        outcome
    }

    pub fn end_transaction(&mut self) -> Result<(), Status> {
        let outcome = match self.disturbance().map(|kind| kind & 7) {
            _ if self.removed => Err(Status::CardRemoved),
            Some(0..=2) => Err(self.failure()),
            _ => Ok(()),
        };
        self.recorded.push(encode_outcome(outcome));
        outcome
    }

    pub fn power_down(&mut self) -> Result<(), Status> {
        let outcome = match self.disturbance().map(|kind| kind & 7) {
            _ if self.removed => Err(Status::CardRemoved),
            Some(0..=2) => Err(self.failure()),
            Some(3) => {
                self.reset(true);
                Err(self.failure())
            }
            _ => {
                self.reset(true);
                self.reset = false;
                Ok(())
            }
        };
        self.recorded.push(encode_outcome(outcome));
        outcome
    }
}

fn failed(status: Status) -> Exchange {
    Exchange { given: None, arrived: Err(Failure::Status(status)) }
}
