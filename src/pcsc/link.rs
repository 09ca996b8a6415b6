//! One card in one reader, as a transport.

use std::fmt;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::pcsc::failure::Code;
use crate::pcsc::raw::{Connection, Disposition, Watched};
use crate::pcsc::reader::{CardPresence, ReaderName};
use crate::pcsc::service;
use crate::pcsc::state::State;
use crate::status::Status;
use crate::transport::Transport;

/// How often a transaction is begun anew because the card was reset meanwhile.
const BEGIN_ATTEMPTS: usize = 3;
/// How long a failed exchange waits to learn whether the card is gone. pcscd looks
/// at a reader that cannot tell every 400 ms.
const DEPARTURE: Duration = Duration::from_millis(600);

/// A shared connection to the card in one reader, over a PC/SC context of its own.
///
/// Commands go through only while a transaction is held, so that no other program
/// comes between them; while it is held the others wait, so do not hold one while
/// a person types (Windows resets the card after 5 s without a command).
///
/// Once the card was found gone, every call says `CardRemoved`, even if a card is
/// in the reader again: that one needs a new link. Dropping the link ends the
/// transaction and leaves the card powered and as it is.
///
/// A link may be moved to another thread; it is used by one at a time.
pub struct PcscLink {
    reader: ReaderName,
    /// `None` once the card is gone: the reader is free for others at once.
    connection: Option<Connection>,
    in_transaction: bool,
}

impl PcscLink {
    /// Connects to the card in `reader`, whatever card it is.
    pub(super) fn connect(reader: &ReaderName) -> Result<Self> {
        let session = service::open()?;
        let connection = session.connect(reader.as_c_str()).map_err(|code| match code {
            // Nothing was connected yet, so nothing was removed either.
            Code::REMOVED_CARD => Code::NO_SMARTCARD.error(),
            code => code.error(),
        })?;
        Ok(Self { reader: reader.clone(), connection: Some(connection), in_transaction: false })
    }

    /// The reader that the card is, or was, in.
    #[must_use]
    pub fn reader_name(&self) -> &ReaderName {
        &self.reader
    }

    fn connection(&mut self) -> Result<&mut Connection> {
        self.connection.as_mut().ok_or(Error::new(Status::CardRemoved))
    }

    /// The error for `code`, once it is known whether the card is gone.
    fn failed(&mut self, code: Code) -> Error {
        let gone = if code.says_removed() {
            Ok(true)
        } else if code.leaves_open_if_removed() {
            self.has_left()
        } else {
            Ok(false)
        };
        match gone {
            Ok(true) => self.removed(Some(code)),
            Ok(false) => code.exchange_error(),
            Err(error) => error,
        }
    }

    /// Lets go of the reader: only once it is certain that the card has no power.
    fn removed(&mut self, code: Option<Code>) -> Error {
        self.connection = None;
        self.in_transaction = false;
        let error = Error::new(Status::CardRemoved);
        match code.and_then(|code| code.error().pcsc_code()) {
            Some(code) => error.with_pcsc_code(code),
            None => error,
        }
    }

    /// Whether the card has left, after an exchange that failed or said nothing: the
    /// reader is empty, or is itself unplugged. A reader that is there and does not
    /// answer may still give the card power, so that says nothing.
    ///
    /// Waits a little: the answer is lost at once, but the reader is asked seldom.
    fn has_left(&mut self) -> Result<bool> {
        let name = self.reader.as_c_str().to_owned();
        let connection = self.connection()?;
        let session = connection.session();
        let mut reader = [Watched { name, known: State::UNAWARE, found: State::UNAWARE }];
        // The first look tells what is; the second waits for a change of it.
        for patience in [Duration::ZERO, DEPARTURE] {
            if connection.status().is_err_and(Code::says_removed) {
                return Ok(true);
            }
            match session.status_change(Some(patience), &mut reader) {
                Ok(()) | Err(Code::UNKNOWN_READER | Code::READER_UNAVAILABLE) => {}
                Err(Code::TIMEOUT) => return Ok(false),
                Err(code) => return Err(code.service_error()),
            }
            let [reader] = &mut reader;
            reader.known = reader.found.as_known();
            match reader.found.presence() {
                CardPresence::Empty => return Ok(true),
                CardPresence::Unavailable => {
                    let readers = session.readers().map_err(Code::service_error)?;
                    if !readers.contains(&reader.name) {
                        return Ok(true);
                    }
                }
                _ => {}
            }
        }
        // Something changed: if the card was exchanged, the old one's handle says so.
        Ok(connection.status().is_err_and(Code::says_removed))
    }
}

impl Transport for PcscLink {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let in_transaction = self.in_transaction;
        let connection = self.connection()?;
        if !in_transaction {
            return Err(Error::new(Status::Internal).with_detail("no transaction is held"));
        }
        match connection.transmit(command, response) {
            // No card answers less than its status word: vpcd and some readers report
            // success without data when the card leaves in the middle of a command.
            Ok(length) if length < 2 => {
                if self.has_left()? {
                    Err(self.removed(None))
                } else {
                    Ok(length)
                }
            }
            Ok(length) => Ok(length),
            Err(code) => Err(self.failed(code)),
        }
    }

    fn begin_transaction(&mut self) -> Result<()> {
        if self.in_transaction {
            return Err(Error::new(Status::Internal).with_detail("a transaction is held already"));
        }
        for _ in 0..BEGIN_ATTEMPTS {
            let connection = self.connection()?;
            let disposition = match connection.begin_transaction() {
                Ok(()) => {
                    self.in_transaction = true;
                    return Ok(());
                }
                Err(Code::RESET_CARD) => Disposition::Leave,
                // Windows alone says so; only a reset gives the power back.
                Err(Code::UNPOWERED_CARD) => Disposition::Reset,
                Err(code) => return Err(self.failed(code)),
            };
            if let Err(code) = connection.reconnect(disposition) {
                return Err(self.failed(code));
            }
        }
        Err(Code::RESET_CARD.error())
    }

    fn end_transaction(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.in_transaction);
        let connection = self.connection()?;
        if !held {
            return Err(Error::new(Status::Internal).with_detail("no transaction is held"));
        }
        match connection.end_transaction() {
            Ok(()) => Ok(()),
            Err(Code::RESET_CARD) => {
                // pcscd keeps the others out until the reset has been taken note of.
                let _ = connection.reconnect(Disposition::Leave);
                let _ = connection.end_transaction();
                Err(Code::RESET_CARD.error())
            }
            Err(code) => Err(self.failed(code)),
        }
    }

    fn power_down(&mut self) -> Result<()> {
        // The transaction, if there is one, stays held.
        match self.connection()?.reconnect(Disposition::Unpower) {
            Ok(()) => Ok(()),
            Err(code) => Err(self.failed(code)),
        }
    }
}

impl Drop for PcscLink {
    fn drop(&mut self) {
        // Closing the connection leaves the card as it is, but what it does to a
        // transaction is not said anywhere.
        if let (true, Some(connection)) = (self.in_transaction, &self.connection) {
            let _ = connection.end_transaction();
        }
    }
}

impl fmt::Debug for PcscLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PcscLink")
            .field("reader", &self.reader)
            .field("card_gone", &self.connection.is_none())
            .field("in_transaction", &self.in_transaction)
            .finish()
    }
}
