//! What is at the other end of the wire: a script that is the input itself, or virtual
//! cards whose answers the input disturbs.

use jpkicard::Status;

use super::super::input::Input;
use super::disturbed::Cards;

/// The failures that a transport may report.
pub const FAILURES: [Status; 13] = [
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
    Status::ReaderNotResponding,
];

/// Why no answer arrived.
#[derive(Clone, Copy, Debug)]
pub enum Failure {
    Status(Status),
    /// The transport claims this many bytes and stores none.
    Lie(usize),
}

/// One command and its outcome.
pub struct Exchange {
    /// What the card answered; `None` if the command did not reach it.
    pub given: Option<Vec<u8>>,
    pub arrived: Result<Vec<u8>, Failure>,
}

impl Exchange {
    /// The card's answer arrives.
    pub fn of(answer: Vec<u8>) -> Self {
        Self { given: Some(answer.clone()), arrived: Ok(answer) }
    }
}

pub enum Backing<'a> {
    Script(Script<'a>),
    Cards(Box<Cards<'a>>),
}

/// Answers one after another, whatever the commands; see [`encode`].
pub struct Script<'a> {
    answers: Input<'a>,
    answered: usize,
    removed: bool,
}

/// An answer of 256 bytes and a status word.
const LONGEST: u8 = 250;
/// Two bytes of length, then the answer, of any form; or, from [`STRETCHED`] on, a byte that says
/// how many of its first bytes follow, one byte for all others, and the last two.
const ANY: u8 = 251;
/// With half of the length that is over four in the other bits: up to 32,770 bytes.
const STRETCHED: u16 = 0xC000;
const EMPTY: u8 = 252;
const ONE_BYTE: u8 = 253;
const LIE: u8 = 254;
const FAILURE: u8 = 255;

/// An answer or a failure in the encoding of a script: below 250 the length of the data, otherwise
/// one of the codes above.
pub fn encode(arrived: &Result<Vec<u8>, Failure>) -> Vec<u8> {
    let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes();
    match arrived {
        Ok(answer) => match answer.len() {
            0 => vec![EMPTY],
            1 => vec![ONE_BYTE, answer[0]],
            length @ 2..252 => [&[(length - 2) as u8], &answer[..]].concat(),
            258 => [&[LONGEST], &answer[..]].concat(),
            length => [&[ANY], &number(length)[..], answer].concat(),
        },
        Err(Failure::Lie(length)) => [&[LIE], &number(*length)[..]].concat(),
        Err(Failure::Status(status)) => vec![FAILURE, failure_number(*status)],
    }
}

/// The outcome of a transaction or a power cycle, in the encoding of a script.
pub fn encode_outcome(outcome: Result<(), Status>) -> u8 {
    outcome.map_or_else(|status| 0x80 | failure_number(status), |()| 0)
}

fn failure_number(status: Status) -> u8 {
    FAILURES.iter().position(|failure| *failure == status).unwrap_or(0) as u8
}

impl<'a> Script<'a> {
    pub fn new(answers: Input<'a>) -> Self {
        Self { answers, answered: 0, removed: false }
    }

    fn failure(&mut self, status: Status) -> Status {
        self.removed |= status == Status::CardRemoved;
        status
    }

    fn answer(&mut self) -> Result<Vec<u8>, Failure> {
        if self.removed {
            return Err(Failure::Status(Status::CardRemoved));
        }
        let Some(code) = self.answers.next() else {
            return Err(Failure::Status(Status::ReaderFailed));
        };
        self.answered += 1;
        let length = match code {
            EMPTY => 0,
            ONE_BYTE => 1,
            LONGEST => 258,
            ANY => match self.answers.number() {
                length @ STRETCHED.. => return Ok(self.stretched(length & !STRETCHED)),
                length => length.into(),
            },
            LIE => return Err(Failure::Lie(usize::from(self.answers.number()) + 259)),
            FAILURE => {
                let status = self.answers.pick(&FAILURES);
                return Err(Failure::Status(self.failure(status)));
            }
            length => usize::from(length) + 2,
        };
        Ok(self.answers.bytes(length).to_vec())
    }

    fn stretched(&mut self, half: u16) -> Vec<u8> {
        let length = 4 + 2 * usize::from(half);
        let first = self.answers.byte();
        let mut answer = self.answers.bytes(usize::from(first).min(length)).to_vec();
        answer.resize(length, self.answers.byte());
        answer[length - 2..].copy_from_slice(&[self.answers.byte(), self.answers.byte()]);
        answer
    }

    fn outcome(&mut self) -> Result<(), Status> {
        match self.answers.byte() {
            _ if self.removed => Err(Status::CardRemoved),
            0..0x80 => Ok(()),
            code => Err(self.failure(FAILURES[usize::from(code & 0x7F) % FAILURES.len()])),
        }
    }
}

impl Backing<'_> {
    pub fn begin_call(&mut self) {
        match self {
            Self::Script(script) => script.answered = 0,
            Self::Cards(cards) => cards.begin_call(),
        }
    }

    /// More commands than this in one call count as endless.
    pub fn most_commands(&self) -> usize {
        match self {
            // Every command takes an answer; without one it fails.
            Self::Script(script) => script.answered + 40,
            Self::Cards(cards) => cards.most_commands(),
        }
    }

    /// Which card would receive a command now.
    pub fn current_card(&self) -> usize {
        match self {
            Self::Script(_) => 0,
            Self::Cards(cards) => cards.current,
        }
    }

    /// Whether there is a card rather than a script.
    pub fn is_card(&self) -> bool {
        matches!(self, Self::Cards(_))
    }

    pub fn transmit(&mut self, command: &[u8]) -> Exchange {
        match self {
            Self::Script(script) => {
                let arrived = script.answer();
                Exchange { given: arrived.as_ref().ok().cloned(), arrived }
            }
            Self::Cards(cards) => cards.transmit(command),
        }
    }

    pub fn begin_transaction(&mut self) -> Result<(), Status> {
        match self {
            Self::Script(script) => script.outcome(),
            Self::Cards(cards) => cards.begin_transaction(),
        }
    }

    pub fn end_transaction(&mut self) -> Result<(), Status> {
        match self {
            Self::Script(script) => script.outcome(),
            Self::Cards(cards) => cards.end_transaction(),
        }
    }

    pub fn power_down(&mut self) -> Result<(), Status> {
        match self {
            Self::Script(script) => script.outcome(),
            Self::Cards(cards) => cards.power_down(),
        }
    }
}
