//! Injection of faults between a program and its card.

mod injector;
mod plan;
mod words;

pub use plan::FaultPlan;

pub(super) use injector::{Carried, Faults};

use std::fmt;
use std::time::Duration;

use crate::apdu::StatusWord;
use crate::virtual_card::VirtualCard;

/// What goes wrong at a command.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The card is removed before the command reaches it.
    RemovedBefore,
    /// The card executes the command, and is removed before its answer arrives.
    RemovedAfter,
    /// Like `RemovedAfter`, but reported as success with an answer of 0 bytes (as pcscd with vpcd
    /// does).
    RemovedUnnoticed,
    /// The card is reset, and the command does not reach it.
    ResetBefore(Reset),
    /// The card executes the command, and is reset before its answer arrives.
    ResetAfter(Reset),
    /// Another card replaces this one, which is reported as a reset.
    Exchanged(Box<VirtualCard>),
    /// The exchange fails before the command reaches the card.
    LostBefore,
    /// The card executes the command, and the exchange fails before its answer arrives.
    LostAfter,
    /// From this command on exchanges fail, as do beginning a transaction and powering down, until
    /// [`clear_faults`](crate::virtual_card::VirtualReader::clear_faults). The card stays powered
    /// and keeps its security status.
    ReaderFails,
    /// The card executes the command; the answer arrives with 0 bytes.
    Empty,
    /// The card executes the command; only the first byte of its answer arrives.
    OneByte,
    /// The card executes the command; its answer has this many extra bytes before the status word.
    TooLong(usize),
    /// The card executes the command; its answer lacks this many bytes before the status word.
    Cut(usize),
    /// The card executes the command; this bit of its answer's data is flipped, counted from the
    /// highest bit of the first byte, wrapping around at the end.
    FlippedData(usize),
    /// The card executes the command; this bit of the status word is flipped, counted from the
    /// highest.
    FlippedStatus(u8),
    /// The command does not reach the card; this status word is the answer.
    Refused(StatusWord),
    /// The card executes the command; this status word is the answer, without data.
    Misreported(StatusWord),
    /// The card executes the command; its answer ends in `61xx`, and so do the answers to all
    /// following GET RESPONSE commands, with this many bytes each.
    MoreWithoutEnd(u8),
    /// The command and its repetitions do not reach the card; the answer is `6Cxx` with a length
    /// that was not requested.
    WrongLengthWithoutEnd,
    /// The card executes the command; its answer takes this long.
    Slow(Duration),
    /// This command APDU of another program reaches the card first, as if transactions were not
    /// respected.
    OtherProgram(OtherCommand),
}

/// The bytes of another program's command APDU. `Debug` shows how many, because they may contain a
/// PIN.
#[derive(Clone)]
pub struct OtherCommand(Vec<u8>);

impl OtherCommand {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for OtherCommand {
    fn from(command: Vec<u8>) -> Self {
        Self(command)
    }
}

impl fmt::Debug for OtherCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherCommand({} bytes)", self.0.len())
    }
}

/// Which reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reset {
    /// The card stays powered and keeps its security status.
    Warm,
    /// The card loses power briefly, and its security status is cleared.
    Cold,
}
