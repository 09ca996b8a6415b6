//! What can go wrong between a program and its card, to be made to happen.
//!
//! A [`FaultPlan`] given to a [`VirtualReader`](crate::virtual_card::VirtualReader) says what goes
//! wrong ([`Fault`]) and at which command. It serves every
//! [`VirtualLink`](crate::virtual_card::VirtualLink) of that reader, and the reader of a real PC/SC
//! service into which the card was put by [`Plug`](crate::virtual_card::vpcd::Plug), so a host
//! program is tested against the same faults in process and through PC/SC. Faults of
//! what a file holds are the card's own: [`Damage`](crate::virtual_card::Damage).
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
//! vpcd's connection knows answers, silence and the card's leaving, and no more:
//!
//! | fault | what [`Plug`](crate::virtual_card::vpcd::Plug) makes of it |
//! |---|---|
//! | the card is taken out; the exchange fails; an empty answer, which vpcd would wait for without end; the reader is unplugged | the card leaves the reader: connect it again to put it back |
//! | reset before the command | the card is reset without the reader's knowing, and then answers |
//! | reset after the command | the answer arrives, and the card is reset without the reader's knowing |
//! | all others | the same |
//!
//! That another program holds the card needs no fault: begin a transaction on a second
//! link.

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
    /// The card is taken out before the command reaches it.
    RemovedBefore,
    /// The card acts, and is taken out before its answer arrives.
    RemovedAfter,
    /// As `RemovedAfter`, told as a success with an answer of 0 bytes (pcscd with vpcd does).
    RemovedUnnoticed,
    /// The card is reset, and the command does not reach it.
    ResetBefore(Reset),
    /// The card acts, and is reset before its answer arrives.
    ResetAfter(Reset),
    /// Another card takes the place of this one, which is told as a reset.
    Exchanged(Box<VirtualCard>),
    /// The exchange fails before the command reaches the card.
    LostBefore,
    /// The card acts, and the exchange fails before its answer arrives.
    LostAfter,
    /// From this command on the exchange fails, as do beginning a transaction and
    /// taking the power, until [`clear_faults`](crate::virtual_card::VirtualReader::clear_faults).
    /// The card keeps its power and what was verified.
    ReaderFails,
    /// The card acts; the answer arrives with 0 bytes.
    Empty,
    /// The card acts; the first byte of its answer arrives.
    OneByte,
    /// The card acts; its answer carries so many bytes too many before the status word.
    TooLong(usize),
    /// The card acts; its answer lacks so many bytes before the status word.
    Cut(usize),
    /// The card acts; this bit of its answer's data is flipped, counted from the first
    /// byte's highest and around the end.
    FlippedData(usize),
    /// The card acts; this bit of the status word is flipped, counted from the highest.
    FlippedStatus(u8),
    /// The command does not reach the card; this status word is the answer.
    Refused(StatusWord),
    /// The card acts; this status word is the answer, without data.
    Misreported(StatusWord),
    /// The card acts; its answer ends in `61xx`, and so do the answers to every GET
    /// RESPONSE that follows, with so many bytes each.
    MoreWithoutEnd(u8),
    /// The command and its repetitions do not reach the card; the answer is `6Cxx` with
    /// a length that was not asked for.
    WrongLengthWithoutEnd,
    /// The card acts; its answer takes so long.
    Slow(Duration),
    /// This command of another program reaches the card first, as where transactions
    /// are not kept.
    OtherProgram(Command),
}

/// Which reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// The card keeps its power and what was verified.
    Warm,
    /// The card loses its power for a moment, and forgets what was verified.
    Cold,
}
