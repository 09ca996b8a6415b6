//! Injection of faults between a program and its card.
//!
//! A [`FaultPlan`] passed to a [`VirtualReader`](crate::virtual_card::VirtualReader) says what goes
//! wrong ([`Fault`]) and at which command. It applies to every
//! [`VirtualLink`](crate::virtual_card::VirtualLink) of that reader, and to the reader of a real
//! PC/SC service if the card is inserted there with [`Plug`](crate::virtual_card::vpcd::Plug), so a
//! host program can be tested with the same faults in process and through PC/SC. Damaged file
//! contents are a property of the card: [`Damage`](crate::virtual_card::Damage).
//!
//! ```
//! use jpkicard::virtual_card::{Fault, FaultPlan, VirtualCard, VirtualReader};
//! use jpkicard::{Card, Pin, SignRequest, Status};
//!
//! let reader = VirtualReader::new(VirtualCard::builder().build()?);
//! let mut card = Card::new(reader.connect()?);
//! card.jpki()?.pin_status()?; // SELECT and the query; the first wakes the card
//! // SELECT and the query again, then the answer to VERIFY is lost.
//! let certificate = card.jpki()?.authentication_certificate()?;
//! reader.plan_fault(FaultPlan::at(3, Fault::LostAfter));
//! let request = SignRequest::data(b"challenge").certificate(&certificate);
//! let error = card.jpki()?.sign(&Pin::new(b"1234")?, &request).unwrap_err();
//! assert_eq!((error.status(), reader.faults_struck()), (Status::PinUncertain, 1));
//! assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
//! # Ok::<(), jpkicard::Error>(())
//! ```
//!
//! # Through a real reader
//!
//! vpcd's connection supports answers, no answer, and removal of the card, and nothing else:
//!
//! | fault | effect through [`Plug`](crate::virtual_card::vpcd::Plug) |
//! |---|---|
//! | card removed; exchange fails; empty answer, for which vpcd would wait indefinitely; reader unplugged | the card leaves the reader: connect it again to insert it |
//! | reset before the command | the card is reset unnoticed by the reader, and then answers |
//! | reset after the command | the answer arrives, and the card is reset unnoticed by the reader |
//! | all others | the same |
//!
//! To simulate another program that holds the card, begin a transaction on a second link.

mod injector;
mod plan;
mod words;

pub use plan::FaultPlan;

pub(super) use injector::{Carried, Faults};

use std::time::Duration;

use crate::apdu::{Command, StatusWord};
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
    /// This command of another program reaches the card first, as if transactions were not
    /// respected.
    OtherProgram(Command),
}

/// Which reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// The card stays powered and keeps its security status.
    Warm,
    /// The card loses power briefly, and its security status is cleared.
    Cold,
}
