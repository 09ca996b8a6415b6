//! One command, one answer: status words that only concern the transfer of bytes are handled here,
//! and nowhere else.

use zeroize::Zeroizing;

use crate::apdu::{Command, ExpectedLength, Response, StatusWord};
use crate::card::Transaction;
use crate::error::{Error, Result};
use crate::status::Status;
use crate::trace;
use crate::transport::Transport;

/// The maximum number of parts in which one answer is collected. The answer to a short command
/// cannot have more; for the longest read it is twice as many as needed by a card that returns 256
/// bytes each time. A card that returns single bytes would otherwise be polled 32,768 times while
/// the PIN is verified.
const MAX_PARTS: usize = 256;

/// The error detail for an answer that has too many parts.
pub(super) const TOO_MANY_PARTS: &str = "collecting an answer, in too many parts";

/// The error detail for an answer without a status word.
pub(super) const NO_ANSWER: &str = "0 or 1 byte";

/// The instructions with special handling.
const SELECT: u8 = 0xA4;
const READ_BINARY: u8 = 0xB0;

/// A card's answer: data, which is wiped because it may be the holder's, and the final status word.
pub(super) struct Answer {
    pub(super) data: Zeroizing<Vec<u8>>,
    pub(super) status: StatusWord,
}

impl<T: Transport> Transaction<'_, T> {
    /// Sends a command exactly once.
    pub(super) fn send_once(&mut self, command: &Command) -> Result<Answer> {
        self.check_held()?;
        let answer = self.send_untraced(command);
        if answer.is_err() {
            // The card may have been reset, or may have executed the command with the answer lost.
            self.selected = None;
            self.disturbed = true;
            self.card.memory.lost_power();
            // Whatever hid the answer may also hide that another card is there: when the card of a
            // vpcd is exchanged, it only reports that the exchange failed.
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
        // Also leaves room for data that a card sends by mistake where none is expected.
        let room = expected.max(ExpectedLength::MAX_SHORT.get()).saturating_add(2);
        let mut buffer = Zeroizing::new(vec![0; room]);
        let length = self.card.transport.transmit(&bytes, &mut buffer)?;
        let bytes = buffer.get(..length).ok_or_else(|| malformed("longer than the buffer"))?;
        let response = Response::parse(bytes).map_err(|_| malformed(NO_ANSWER))?;
        let (status, length) = (response.status(), response.data().len());
        // Some cards describe the selected file unasked (FCI).
        let is_selected = status.is_ok() || status.more_bytes().is_some();
        if expected == 0 && command.instruction() == SELECT && is_selected {
            return Ok(Answer { data: Zeroizing::default(), status });
        }
        if length > expected {
            return Err(malformed("more data than was asked for"));
        }
        // Passed on in place: a copy would have to be wiped too.
        buffer.truncate(length);
        Ok(Answer { data: buffer, status })
    }

    /// Sends a command that may be repeated, and collects its complete answer: `6Cxx` repeats it
    /// once with the right length, `61xx` collects the rest, unless everything requested has
    /// arrived. A read of which no more can be collected counts as a short read. Never for VERIFY.
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

/// Appends a part of content that may reach `total` bytes. A growing vector leaves its bytes behind
/// in its old buffer: this one is wiped there.
pub(super) fn append(content: &mut Zeroizing<Vec<u8>>, part: &[u8], total: usize) {
    let length = content.len().saturating_add(part.len());
    if length > content.capacity() {
        let mut longer = Zeroizing::new(Vec::with_capacity(length.max(total)));
        longer.extend_from_slice(content);
        *content = longer;
    }
    content.extend_from_slice(part);
}
