//! What is known of an application and of its credentials before any card is there.

use crate::card::{ApplicationIdentifier, ElementaryFile};
use crate::error::Error;
use crate::status::Status;

/// An application of the card.
#[derive(Debug)]
pub(super) struct Application {
    pub(super) identifier: ApplicationIdentifier,
    /// What an error calls it.
    pub(super) name: &'static str,
    /// Its files that tell a card from others, and how much of each does.
    pub(super) identifying: &'static [(ElementaryFile, usize)],
}

/// A PIN, password or number that VERIFY compares, and what its errors are called.
#[derive(Debug)]
pub(super) struct Credential {
    pub(super) file: ElementaryFile,
    pub(super) format: Status,
    pub(super) wrong: Status,
    pub(super) blocked: Status,
}

impl Credential {
    /// The same error, of this credential where it was of a PIN.
    pub(super) fn explain(&self, error: Error) -> Error {
        let error = match error.status() {
            Status::PinWrong => error.with_status(self.wrong),
            Status::PinBlocked => error.with_status(self.blocked),
            Status::PinFormat => error.with_status(self.format),
            Status::PinLastTry
            | Status::PinLastTwoTries
            | Status::PinTriesUnknown
            | Status::PinChangeUncertain => error,
            _ => return error,
        };
        // The PIN of the authentication key goes without saying.
        if error.detail().is_empty() && self.wrong != Status::PinWrong {
            error.with_detail(self.file.name)
        } else {
            error
        }
    }
}
