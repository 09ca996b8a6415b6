//! A transport that records its traffic, and can simulate a panic of the program.

use std::sync::{Arc, Mutex};

use jpkicard::Result;
use jpkicard::transport::Transport;
use jpkicard::virtual_card::VirtualLink;

/// What a command is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// SELECT of an application.
    Application,
    /// SELECT of a file.
    File,
    /// READ BINARY and READ RECORD.
    Read,
    /// GET RESPONSE.
    Collect,
    /// VERIFY without data.
    Query,
    /// VERIFY with a PIN.
    Verify,
    /// CHANGE REFERENCE DATA.
    Change,
    /// COMPUTE DIGITAL SIGNATURE.
    Sign,
    /// SELECT of the Issuer Security Domain.
    Leave,
}

impl Kind {
    fn of(command: &[u8]) -> Self {
        match (command, command.len()) {
            ([_, 0xA4, 0x04, _, 7, ..], _) => Self::Leave,
            ([_, 0xA4, 0x04, ..], _) => Self::Application,
            ([_, 0xA4, 0x02, ..], _) => Self::File,
            ([_, 0xB0 | 0xB2, ..], _) => Self::Read,
            ([_, 0xC0, ..], _) => Self::Collect,
            ([_, 0x20, ..], 4) => Self::Query,
            ([_, 0x20, ..], _) => Self::Verify,
            ([_, 0x24, ..], _) => Self::Change,
            ([_, 0x2A, ..], _) => Self::Sign,
            _ => panic!("no command of this library: {:02X?}", &command[..4]),
        }
    }
}

/// A command, and its outcome.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub kind: Kind,
    pub command: Vec<u8>,
    /// As received by the library; `None` if it was lost.
    pub answer: Option<Vec<u8>>,
}

impl Exchange {
    /// The bytes after the header and Lc.
    pub fn data(&self) -> &[u8] {
        self.command.get(5..).unwrap_or_default()
    }

    /// Whether the library received a report of success.
    pub fn succeeded(&self) -> bool {
        self.answer.as_deref() == Some(&[0x90, 0x00])
    }
}

/// The recorded traffic.
#[derive(Clone, Debug, Default)]
pub struct Log {
    pub commands: Vec<Exchange>,
    pub begun: usize,
    pub ended: usize,
}

/// The transport.
pub struct Recorder {
    link: VirtualLink,
    log: Arc<Mutex<Log>>,
    panic_at: Option<usize>,
}

impl Recorder {
    pub fn new(link: VirtualLink) -> Self {
        Self { link, log: Arc::default(), panic_at: None }
    }

    /// Panics once the card has answered the command with this number; 1 is the first.
    pub fn panicking_at(mut self, number: usize) -> Self {
        self.panic_at = Some(number);
        self
    }

    pub fn log(&self) -> Log {
        self.log.lock().unwrap().clone()
    }
}

impl Transport for Recorder {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let answer = self.link.transmit(command, response);
        let number = {
            let mut log = self.log.lock().unwrap();
            let answer = answer.as_ref().ok().and_then(|length| response.get(..*length));
            log.commands.push(Exchange {
                kind: Kind::of(command),
                command: command.to_vec(),
                answer: answer.map(<[u8]>::to_vec),
            });
            log.commands.len()
        };
        assert!(self.panic_at != Some(number), "the program fails here");
        answer
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.link.begin_transaction()?;
        self.log.lock().unwrap().begun += 1;
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.log.lock().unwrap().ended += 1;
        self.link.end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        self.link.power_down()
    }

    fn disturbances(&self) -> u64 {
        self.link.disturbances()
    }
}
