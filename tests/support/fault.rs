//! A transport in which one thing goes wrong at one command.

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualLink, VirtualReader};
use jpkicard::{Error, Result, Status};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The card is taken out before the command reaches it.
    Removed,
    /// The card acts, and its answer is lost with it.
    AnswerLostRemoved,
    /// The card acts; the reader reports a failure.
    AnswerLost,
    /// The card was reset before the command.
    Reset,
    /// The card acts; the answer arrives empty.
    Empty,
    /// The card acts; the answer arrives as one byte.
    OneByte,
    /// The card is not asked and `6F00` comes back.
    NoDiagnosis,
    /// The card is not asked and `6D00` comes back.
    Refused,
    /// The card acts, and the program panics before it sees the answer.
    Panic,
}

impl Fault {
    pub const ALL: [Self; 9] = [
        Self::Removed,
        Self::AnswerLostRemoved,
        Self::AnswerLost,
        Self::Reset,
        Self::Empty,
        Self::OneByte,
        Self::NoDiagnosis,
        Self::Refused,
        Self::Panic,
    ];
}

/// The transport.
pub struct Faulty {
    link: VirtualLink,
    reader: VirtualReader,
    fault: Fault,
    at: usize,
    sent: usize,
}

impl Faulty {
    pub fn new(link: VirtualLink, reader: VirtualReader, fault: Fault, at: usize) -> Self {
        Self { link, reader, fault, at, sent: 0 }
    }

    /// Whether the command came at which the fault waits.
    pub fn met(&self) -> bool {
        self.sent > self.at
    }
}

impl Transport for Faulty {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let now = self.sent == self.at;
        self.sent += 1;
        if !now {
            return self.link.transmit(command, response);
        }
        let mut put = |bytes: &[u8]| {
            response[..bytes.len()].copy_from_slice(bytes);
            Ok(bytes.len())
        };
        match self.fault {
            Fault::NoDiagnosis => return put(&[0x6F, 0x00]),
            Fault::Refused => return put(&[0x6D, 0x00]),
            Fault::Removed => self.reader.remove(),
            Fault::Reset => self.reader.reset(),
            _ => {}
        }
        let answer = self.link.transmit(command, response);
        match self.fault {
            Fault::AnswerLostRemoved => {
                self.reader.remove();
                Err(Error::new(Status::CardRemoved))
            }
            Fault::AnswerLost => Err(Error::new(Status::ReaderFailed)),
            Fault::Empty => Ok(0),
            Fault::OneByte => Ok(1),
            Fault::Panic => panic!("the program fails here"),
            _ => answer,
        }
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.link.begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.link.end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        self.link.power_down()
    }
}
