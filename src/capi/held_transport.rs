//! A card's transport, whose transaction the caller may keep open across several jobs.
//!
//! Each job begins and ends a transaction as usual, and locks the key before it ends it. While the
//! caller keeps one open, these begin and end calls stop here, so that the transport below stays in
//! its transaction. After an exchange that failed they are passed on: only then is a reset
//! detected, and whatever was lost repeated.

use std::cell::Cell;
use std::thread;

use crate::error::Result;
use crate::status::Status;
use crate::transport::{KnownCard, Transport};

/// The shortest answer of a card: a status word.
const STATUS_WORD: usize = 2;

/// The transport below, and whether its transaction is kept open.
pub(super) struct HeldTransport {
    transport: Box<dyn Transport + Send>,
    /// The transport is in a transaction.
    is_held: bool,
    /// What went wrong in the transaction: an exchange failed, or the card lost power.
    disturbance: Option<Status>,
    keeping: Cell<Keeping>,
}

/// What the caller wants done with the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// It ends with the job.
    Nothing,
    /// It outlives the job.
    Whole,
    /// It should have outlived the job, but had to be ended in between, for this reason.
    Interrupted(Status),
}

impl HeldTransport {
    pub(super) fn new(transport: Box<dyn Transport + Send>) -> Self {
        Self { transport, is_held: false, disturbance: None, keeping: Cell::new(Keeping::Nothing) }
    }

    pub(super) fn keeping(&self) -> Keeping {
        self.keeping.get()
    }

    pub(super) fn keep(&self, keeping: Keeping) {
        self.keeping.set(keeping);
    }

    pub(super) fn is_held(&self) -> bool {
        self.is_held
    }
}

impl Transport for HeldTransport {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let answered = self.transport.transmit(command, response);
        match &answered {
            Ok(STATUS_WORD..) => {}
            Ok(_) => self.disturbance = Some(Status::CardAnswer),
            Err(error) => self.disturbance = Some(error.status()),
        }
        answered
    }

    fn begin_transaction(&mut self) -> Result<()> {
        if !self.is_held {
            self.transport.begin_transaction()?;
            (self.is_held, self.disturbance) = (true, None);
        }
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        let keeps = self.keeping.get() != Keeping::Nothing;
        // After a panic the card is not used again, and must not be withheld from others.
        if keeps && self.is_held && self.disturbance.is_none() && !thread::panicking() {
            return Ok(());
        }
        if keeps {
            let cause = self.disturbance.unwrap_or(Status::CardReset);
            self.keeping.set(Keeping::Interrupted(cause));
        }
        self.is_held = false;
        self.transport.end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        self.disturbance.get_or_insert(Status::CardReset);
        self.transport.power_down()
    }

    fn disturbances(&self) -> u64 {
        self.transport.disturbances()
    }

    fn will_reset(&self) -> bool {
        self.transport.will_reset()
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        self.transport.longest_read(application)
    }

    fn long_read_failed(&mut self, application: &[u8]) {
        self.transport.long_read_failed(application);
    }

    fn known_card(&self) -> Option<KnownCard> {
        self.transport.known_card()
    }
}
