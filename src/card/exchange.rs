//! One command, one answer: status words that only carry bytes are dealt with
//! here, and nowhere else.

use zeroize::Zeroizing;

use crate::apdu::{Command, ExpectedLength, Response, StatusWord};
use crate::card::Exclusive;
use crate::error::{Error, Result};
use crate::status::Status;
use crate::trace;
use crate::transport::Transport;

/// In how many parts one answer is collected. Of a short command's answer no card could give
/// more; of the longest read it is twice as many as a card needs that gives 256 bytes each
/// time. One that gives single bytes would else be asked 32,768 times, with a PIN verified.
const MAX_PARTS: usize = 256;

/// What an error says of an answer that comes in more parts.
pub(super) const TOO_MANY_PARTS: &str = "collecting an answer, in too many parts";

/// What an error says of an answer without a status word.
pub(super) const NO_ANSWER: &str = "0 or 1 byte";

/// The instructions that are dealt with in a way of their own.
const SELECT: u8 = 0xA4;
const READ_BINARY: u8 = 0xB0;

/// What a card answered: data, which is wiped since it may be the holder's, and the
/// status word that ended it.
pub(super) struct Answer {
    pub(super) data: Zeroizing<Vec<u8>>,
    pub(super) status: StatusWord,
}

impl<T: Transport> Exclusive<'_, T> {
    /// Sends a command exactly once.
    pub(super) fn send_once(&mut self, command: &Command) -> Result<Answer> {
        self.check_held()?;
        let answer = self.send_untraced(command);
        if answer.is_err() {
            // The card may have been reset, or have acted and its answer been lost.
            self.selected = None;
            self.disturbed = true;
            self.card.memory.lost_power();
            // Whatever hid the answer may hide that another card is there: a vpcd whose card
            // is exchanged says that the exchange failed, and nothing else.
            self.doubt();
        }
        let outcome = answer.as_ref().map(|answer| (answer.data.len(), answer.status));
        trace::exchange(command, outcome);
        answer
    }

    fn send_untraced(&mut self, command: &Command) -> Result<Answer> {
        let malformed = |detail| Error::new(Status::CardAnswer).with_detail(detail);
        let bytes = command
            .encode()
            .map_err(|_| Error::new(Status::Argument).with_detail("a command is too long"))?;
        let expected = command.expected().map_or(0, ExpectedLength::get);
        // Room for what a card sends by mistake too: data where none is expected.
        let room = expected.max(ExpectedLength::MAX_SHORT.get()).saturating_add(2);
        let mut buffer = Zeroizing::new(vec![0; room]);
        let length = self.card.transport.transmit(&bytes, &mut buffer)?;
        let bytes = buffer.get(..length).ok_or_else(|| malformed("longer than the buffer"))?;
        let response = Response::parse(bytes).map_err(|_| malformed(NO_ANSWER))?;
        let (status, length) = (response.status(), response.data().len());
        // Some cards describe what was selected though nobody asked (FCI).
        let is_selected = status.is_ok() || status.more_bytes().is_some();
        if expected == 0 && command.instruction() == SELECT && is_selected {
            return Ok(Answer { data: Zeroizing::default(), status });
        }
        if length > expected {
            return Err(malformed("more data than was asked for"));
        }
        // Handed on where it is: a copy would have to be wiped too.
        buffer.truncate(length);
        Ok(Answer { data: buffer, status })
    }

    /// Sends a command that may be repeated, and gathers its whole answer:
    /// `6Cxx` repeats it once with the right length, `61xx` collects the rest, unless all
    /// that was asked for has come. A read of which nothing more can be collected is a short
    /// one. Never for VERIFY.
    pub(super) fn send(&mut self, command: &Command) -> Result<Answer> {
        let mut answer = self.send_once(command)?;
        let Some(expected) = command.expected() else {
            return Ok(answer);
        };
        let mut most = expected.get();
        if let Some(right) = answer.status.right_length() {
            most = right.get();
            answer = self.send_once(&command.clone().expect_bytes(right))?;
        }
        let mut parts = 0_usize;
        while let Some(more) = answer.status.more_bytes() {
            if parts == 0 && answer.data.len() >= most {
                answer.status = StatusWord::OK;
                break;
            }
            parts = parts.saturating_add(1);
            let rest = self.send_once(&Command::new(0x00, 0xC0, 0x00, 0x00).expect_bytes(more))?;
            let length = answer.data.len().saturating_add(rest.data.len());
            let is_short = command.instruction() == READ_BINARY && !answer.data.is_empty();
            if rest.data.is_empty() && is_short && !rest.status.is_ok() {
                answer.status = StatusWord::OK;
                break;
            }
            if parts > MAX_PARTS {
                return Err(Error::new(Status::CardAnswer).with_detail(TOO_MANY_PARTS));
            }
            if rest.data.is_empty() || length > most {
                return Err(Error::new(Status::CardAnswer).with_detail("collecting an answer"));
            }
            append(&mut answer.data, &rest.data, most);
            answer.status = rest.status;
        }
        Ok(answer)
    }
}

/// Appends a part of what may come to have `total` bytes. A vector that grows leaves its
/// bytes behind where it was: this one is wiped there.
pub(super) fn append(content: &mut Zeroizing<Vec<u8>>, part: &[u8], total: usize) {
    let length = content.len().saturating_add(part.len());
    if length > content.capacity() {
        let mut longer = Zeroizing::new(Vec::with_capacity(length.max(total)));
        longer.extend_from_slice(content);
        *content = longer;
    }
    content.extend_from_slice(part);
}
