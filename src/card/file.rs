//! Selecting applications and files, and reading complete files in few commands.

use zeroize::Zeroizing;

use crate::apdu::{Command, ExpectedLength, StatusWord};
use crate::card::exchange::{Answer, NO_ANSWER, TOO_MANY_PARTS, append};
use crate::card::{MAX_READ_LENGTH, Transaction};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::tlv::{Header, TlvError};
use crate::transport::Transport;

/// An application identifier (AID).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationIdentifier(pub &'static [u8]);

/// An elementary file of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementaryFile {
    /// The file identifier; its low five bits are the short one (SFI).
    pub identifier: u16,
    /// Its name in errors.
    pub name: &'static str,
}

impl ElementaryFile {
    /// P1 or P2 that addresses the file by its short identifier, `80 | SFI`.
    pub(super) fn short_reference(self) -> u8 {
        let [_, low] = self.identifier.to_be_bytes();
        0x80 | (low & 0x1F)
    }

    fn error(self, status: Status) -> Error {
        Error::new(status).with_detail(self.name)
    }
}

/// Where a file's content ends. The `FF` filler after it is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The content is one TLV object, at most this many bytes with its header.
    Object(usize),
    /// The content has this many bytes.
    Bytes(usize),
}

/// The length of one read where 256 bytes fail, as with some readers.
const SHORTER_READ: ExpectedLength = ExpectedLength::SHORTER;

/// The length used to test a reader that has lost a long read.
const LONGEST_READ: ExpectedLength = ExpectedLength::LONGEST_READ;

/// How often reading a file may be retried before it fails.
const STUMBLES: usize = 3;

impl<T: Transport> Transaction<'_, T> {
    /// Selects an application, unless it is already known to be selected.
    ///
    /// # Errors
    /// `NotIndividualNumberCard` if the card has no such application, `CardStatus` if its answer
    /// does not say so.
    pub fn select_application(&mut self, application: ApplicationIdentifier) -> Result<()> {
        if self.selected == Some(application) {
            return Ok(());
        }
        let first = self.select_by_name(application)?;
        let has_answered = self.card.memory.answered();
        let status = match first {
            // This card refuses the first command after power-up, whatever it is (myna-card).
            StatusWord::NO_DIAGNOSIS => {
                let again = self.select_by_name(application)?;
                if has_answered && again != StatusWord::NO_DIAGNOSIS {
                    // The card had power, and must have lost it.
                    self.doubt();
                }
                again
            }
            status => status,
        };
        if !selected(status) {
            let status_of = match status.sw1() {
                // Execution and memory errors, and no diagnosis: they say nothing about the kind of
                // card (ISO 7816-4, 5.1.3).
                0x64 | 0x65 | 0x6F => Status::CardStatus,
                _ => Status::NotIndividualNumberCard,
            };
            return Err(Error::new(status_of).with_status_word(status));
        }
        self.selected = Some(application);
        Ok(())
    }

    /// SELECT of an application, whatever the outcome: the selection counts as unknown.
    pub(crate) fn try_select(&mut self, application: ApplicationIdentifier) -> Result<()> {
        self.select_by_name(application).map(drop)
    }

    /// SELECT by AID, first occurrence, no answer data (ISO 7816-4, 7.1.1).
    pub(super) fn select_by_name(
        &mut self,
        application: ApplicationIdentifier,
    ) -> Result<StatusWord> {
        self.selected = None;
        let command = Command::new(0x00, 0xA4, 0x04, 0x0C).with_data(application.0);
        Ok(self.send_once(&command)?.status)
    }

    /// SELECT by file identifier within the current application.
    ///
    /// # Errors
    /// `NotOnCard`, `PinRequired` or `CardStatus`, naming the file.
    pub fn select_file(&mut self, file: ElementaryFile) -> Result<()> {
        let command =
            Command::new(0x00, 0xA4, 0x02, 0x0C).with_data(&file.identifier.to_be_bytes());
        match self.send_once(&command)?.status {
            status if selected(status) => Ok(()),
            status => Err(refused(file, status)),
        }
    }

    /// Reads a file from its start to the end of its content.
    ///
    /// The first block is addressed by the short file identifier, which saves a SELECT, and
    /// contains the length. If a reader or card fails in mid-file (`6B00`, `6986` or an empty
    /// `9000`) or refuses short identifiers, SELECT EF and the same offset are sent again, up to
    /// three times per file. If an extended read is refused, a short one is sent from the same
    /// offset.
    ///
    /// # Errors
    /// `NotOnCard`, `PinRequired`, `CardStatus`; `CardAnswer` if the content's length is wrong;
    /// those of the transport.
    pub fn read_file(&mut self, file: ElementaryFile, extent: Extent) -> Result<Vec<u8>> {
        let mut content = Zeroizing::new(Vec::new());
        let mut total = match extent {
            Extent::Object(_) => None,
            Extent::Bytes(length) => Some(length),
        };
        let mut by_short_identifier = true;
        let mut is_long_refused = false;
        let mut stumbles = 0_usize;
        loop {
            if let Some(total) = total.filter(|total| content.len() >= *total) {
                content.truncate(total);
                return Ok(std::mem::take(&mut *content));
            }
            let rest =
                total.and_then(|total| ExpectedLength::new(total.saturating_sub(content.len())));
            let wanted = match rest {
                // Every reader supports this length: what the reader reports is not needed.
                Some(rest) if rest <= SHORTER_READ => rest.min(self.card.read_length),
                rest => {
                    let longest = if is_long_refused {
                        self.card.read_length.min(ExpectedLength::MAX_SHORT)
                    } else {
                        self.longest_read()
                    };
                    rest.map_or(longest, |rest| rest.min(longest))
                }
            };
            let is_long = wanted > ExpectedLength::MAX_SHORT;
            let at_start = content.is_empty() && by_short_identifier;
            let answer = match self.read_binary(file, at_start, content.len(), wanted) {
                // A long answer in parts that do not fit together counts as refused. One in too
                // many parts would have as many in the short form.
                Err(error)
                    if is_long
                        && !self.disturbed
                        && error.status() == Status::CardAnswer
                        && error.detail() != TOO_MANY_PARTS =>
                {
                    is_long_refused = true;
                    continue;
                }
                answer => answer?,
            };
            match answer.status {
                StatusWord::OK | StatusWord::END_OF_FILE if !answer.data.is_empty() => {
                    append(&mut content, &answer.data, total.unwrap_or_default());
                    if let (None, Extent::Object(most)) = (total, extent) {
                        total = object_length(&content, most)
                            .map_err(|_| file.error(Status::CardAnswer))?;
                    }
                    let is_whole = total.is_some_and(|total| content.len() >= total);
                    let brings_no_more =
                        is_long && answer.data.len() <= ExpectedLength::MAX_SHORT.get();
                    // If the long form is refused and the short one works, only the long form is at
                    // fault.
                    if (is_long_refused && !is_long) || (brings_no_more && !is_whole) {
                        self.reads_short_here();
                    }
                }
                StatusWord::SECURITY_STATUS_NOT_SATISFIED => {
                    return Err(refused(file, answer.status));
                }
                // Perhaps only the extended form is refused: the short one, from the same offset,
                // will show.
                _ if is_long => is_long_refused = true,
                StatusWord::OK | StatusWord::WRONG_OFFSET | StatusWord::COMMAND_NOT_ALLOWED
                    if stumbles < STUMBLES =>
                {
                    stumbles = stumbles.saturating_add(1);
                    by_short_identifier = false;
                    if answer.status.is_ok() && stumbles > 1 && !self.card.carries_long {
                        // It may be one that takes the length `00` as zero.
                        self.read_less();
                    }
                    self.select_file(file)?;
                }
                StatusWord::WRONG_LENGTH
                    if !at_start
                        && wanted > SHORTER_READ
                        && wanted <= ExpectedLength::MAX_SHORT =>
                {
                    self.read_less();
                }
                StatusWord::OK | StatusWord::WRONG_OFFSET => {
                    return Err(file.error(Status::CardAnswer).with_status_word(answer.status));
                }
                // Any other refusal may concern only the addressing by short identifier: SELECT EF
                // decides, which answers `6A82` if the file does not exist.
                _ if at_start => {
                    by_short_identifier = false;
                    self.select_file(file)?;
                }
                status => return Err(refused(file, status)),
            }
        }
    }

    /// Reads in pieces of 128 bytes from now on, permanently.
    pub(crate) fn read_less(&mut self) {
        self.card.read_length = self.card.read_length.min(SHORTER_READ);
    }

    /// Whether every exchange that failed since [`watch`](Self::watch) expected an answer of more
    /// than 128 bytes, which some readers cannot transfer.
    pub(crate) fn has_failed_at_length(&self) -> bool {
        self.failed_at_length
    }

    /// Whether the reader loses an answer of 256 bytes from the current file right now.
    pub(crate) fn loses_long_answer(&mut self) -> bool {
        let long = Command::new(0x00, 0xB0, 0x00, 0x00).expect_bytes(ExpectedLength::MAX_SHORT);
        self.send(&long).is_err()
    }

    /// How many bytes to request from the selected application at once.
    fn longest_read(&mut self) -> ExpectedLength {
        let length = self.card.read_length;
        match self.selected {
            Some(application) if self.card.short_only.contains(&application) => {
                length.min(ExpectedLength::MAX_SHORT)
            }
            Some(application) if self.is_length_automatic() => {
                let carried = self.card.transport.longest_read(application.0);
                let carried = carried.and_then(|it| ExpectedLength::new(it.min(MAX_READ_LENGTH)));
                carried.map_or(length, |carried| carried.max(length))
            }
            _ => length,
        }
    }

    /// Whether the length reported by the reader is used.
    fn is_length_automatic(&self) -> bool {
        !self.card.is_length_chosen && self.card.read_length == ExpectedLength::MAX_SHORT
    }

    /// From now on the selected application is read in the short form through this reader.
    fn reads_short_here(&mut self) {
        let Some(application) = self.selected else { return };
        if !self.card.short_only.contains(&application) {
            self.card.short_only.push(application);
            self.card.transport.long_read_failed(application.0);
        }
    }

    /// Whether the failure since [`watch`](Self::watch) was an extended read, made because the
    /// reader reported support for it.
    pub(crate) fn has_failed_long(&self) -> bool {
        self.failed_long
    }

    /// Sends one more long read of this application's current file, and returns whether the reader
    /// loses it; if so, no further one is sent.
    pub(crate) fn loses_long_read(&mut self, application: ApplicationIdentifier) -> bool {
        let long = Command::new(0x00, 0xB0, 0x00, 0x00).expect_bytes(LONGEST_READ);
        let is_lost = self.send_once(&long).is_err();
        if is_lost {
            self.card.transport.long_read_failed(application.0);
        }
        is_lost
    }

    /// Records a read that failed without a status word.
    fn note_lost_read(
        &mut self,
        error: &Error,
        application: Option<ApplicationIdentifier>,
        wanted: ExpectedLength,
    ) {
        let is_lost = error.status() == Status::ReaderFailed || error.detail() == NO_ANSWER;
        self.failed_at_length = is_lost && wanted > SHORTER_READ && !self.card.carries_long;
        // Any status a reader may give when it reported more than it supports.
        let is_final = matches!(error.status(), Status::CardRemoved | Status::ReaderNotResponding);
        let may_be_its_length = is_lost
            || is_final
            || matches!(error.status(), Status::CardUnresponsive | Status::CardReset);
        let is_automatic = wanted > ExpectedLength::MAX_SHORT && self.is_length_automatic();
        let Some(application) = application.filter(|_| is_automatic && may_be_its_length) else {
            return;
        };
        self.failed_long = true;
        self.card.short_only.push(application);
        if is_final || self.pin_is_in_play() {
            // It cannot be tried again, and the next caller must not meet the same failure.
            self.card.transport.long_read_failed(application.0);
        }
    }

    /// Selects a record-structured file and reads one record: `00 B2 number 04 00`, the
    /// record of that number in the current file (ISO 7816-4, 7.3.3; myna, myna-card).
    ///
    /// # Errors
    /// `NotOnCard` also if there is no such record (`6A83`); `PinRequired`, `CardStatus`;
    /// those of the transport.
    pub fn read_record(&mut self, file: ElementaryFile, number: u8) -> Result<Vec<u8>> {
        self.select_file(file)?;
        let command =
            Command::new(0x00, 0xB2, number, 0x04).expect_bytes(ExpectedLength::MAX_SHORT);
        let mut answer = self.send(&command)?;
        match answer.status {
            StatusWord::OK | StatusWord::END_OF_FILE if answer.data.is_empty() => {
                Err(file.error(Status::CardAnswer).with_status_word(answer.status))
            }
            StatusWord::OK | StatusWord::END_OF_FILE => Ok(std::mem::take(&mut *answer.data)),
            StatusWord::RECORD_NOT_FOUND => {
                Err(file.error(Status::NotOnCard).with_status_word(answer.status))
            }
            status => Err(refused(file, status)),
        }
    }

    /// READ BINARY: `P1 = 80|SFI, P2 = 0`, or a 15-bit offset in the current file.
    fn read_binary(
        &mut self,
        file: ElementaryFile,
        by_short_identifier: bool,
        offset: usize,
        wanted: ExpectedLength,
    ) -> Result<Answer> {
        let [p1, p2] = if by_short_identifier {
            [file.short_reference(), 0]
        } else {
            match u16::try_from(offset) {
                Ok(offset @ 0..=0x7FFF) => offset.to_be_bytes(),
                _ => return Err(file.error(Status::CardAnswer)),
            }
        };
        let command = Command::new(0x00, 0xB0, p1, p2).expect_bytes(wanted);
        // A failed command clears it.
        let application = self.selected;
        match self.send(&command) {
            Ok(answer) => {
                self.card.carries_long |= answer.data.len() > SHORTER_READ.get();
                Ok(answer)
            }
            Err(error) => {
                self.note_lost_read(&error, application, wanted);
                Err(if error.detail().is_empty() { error.with_detail(file.name) } else { error })
            }
        }
    }
}

/// The length of the object that `content` begins with, once enough of it has arrived.
fn object_length(content: &[u8], most: usize) -> Result<Option<usize>, TlvError> {
    match Header::parse(content).map(|header| header.total_length()) {
        Ok(length) if length <= most => Ok(Some(length)),
        Ok(_) => Err(TlvError::TooLong),
        Err(TlvError::Truncated) => Ok(None),
        Err(error) => Err(error),
    }
}

/// SELECT without answer data may still report that some can be collected.
pub(super) fn selected(status: StatusWord) -> bool {
    status.is_ok() || status.more_bytes().is_some()
}

fn refused(file: ElementaryFile, status: StatusWord) -> Error {
    file.error(match status {
        StatusWord::FILE_NOT_FOUND => Status::NotOnCard,
        StatusWord::SECURITY_STATUS_NOT_SATISFIED => Status::PinRequired,
        _ => Status::CardStatus,
    })
    .with_status_word(status)
}
