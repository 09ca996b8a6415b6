//! The static description of an application and its credentials.

use crate::card::{ApplicationIdentifier, ElementaryFile};
use crate::error::Error;
use crate::status::Status;

/// An application of the card.
#[derive(Debug)]
pub(super) struct Application {
    pub(super) identifier: ApplicationIdentifier,
    /// Its name in errors.
    pub(super) name: &'static str,
    /// The files that distinguish this card from others, and how many bytes of each are compared.
    pub(super) identifying: &'static [(ElementaryFile, usize)],
}

/// A PIN, password or number that VERIFY compares, and its error statuses.
#[derive(Debug)]
pub(super) struct Credential {
    pub(super) file: ElementaryFile,
    pub(super) format: Status,
    pub(super) wrong: Status,
    pub(super) blocked: Status,
}

impl Credential {
    /// The same error, with the status of this credential in place of the PIN's.
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
        // The PIN of the authentication key needs no mention.
        if error.detail().is_empty() && self.wrong != Status::PinWrong {
            error.with_detail(self.file.name)
        } else {
            error
        }
    }
}

#[cfg(test)]
mod tests;
