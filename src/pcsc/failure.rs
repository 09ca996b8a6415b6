//! PC/SC return codes, and the error that each is mapped to.
#![allow(clippy::unnecessary_cast, reason = "LONG has 32 bits on Windows and 64 on Linux")]

use pcsc_sys as ffi;

use crate::error::Error;
use crate::pcsc::plain_code::{Meaning, meaning};
use crate::status::Status;

/// A PC/SC return code other than success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(u32);

macro_rules! codes {
    ($($name:ident = $constant:ident;)+) => {
        impl Code { $(pub(super) const $name: Self = Self::from_raw(ffi::$constant);)+ }
    };
}

codes! {
    CANCELLED = SCARD_E_CANCELLED;
    COMM_DATA_LOST = SCARD_E_COMM_DATA_LOST;
    COMM_ERROR = SCARD_F_COMM_ERROR;
    INSUFFICIENT_BUFFER = SCARD_E_INSUFFICIENT_BUFFER;
    INVALID_HANDLE = SCARD_E_INVALID_HANDLE;
    NO_ACCESS = SCARD_E_NO_ACCESS;
    NO_MEMORY = SCARD_E_NO_MEMORY;
    NO_READERS_AVAILABLE = SCARD_E_NO_READERS_AVAILABLE;
    NO_SERVICE = SCARD_E_NO_SERVICE;
    NO_SMARTCARD = SCARD_E_NO_SMARTCARD;
    NOT_READY = SCARD_E_NOT_READY;
    NOT_TRANSACTED = SCARD_E_NOT_TRANSACTED;
    PROTO_MISMATCH = SCARD_E_PROTO_MISMATCH;
    READER_UNAVAILABLE = SCARD_E_READER_UNAVAILABLE;
    REMOVED_CARD = SCARD_W_REMOVED_CARD;
    RESET_CARD = SCARD_W_RESET_CARD;
    SECURITY_VIOLATION = SCARD_W_SECURITY_VIOLATION;
    SERVICE_STOPPED = SCARD_E_SERVICE_STOPPED;
    SHARING_VIOLATION = SCARD_E_SHARING_VIOLATION;
    SHUTDOWN = SCARD_P_SHUTDOWN;
    SYSTEM_CANCELLED = SCARD_E_SYSTEM_CANCELLED;
    TIMEOUT = SCARD_E_TIMEOUT;
    UNKNOWN_READER = SCARD_E_UNKNOWN_READER;
    UNPOWERED_CARD = SCARD_W_UNPOWERED_CARD;
    UNRESPONSIVE_CARD = SCARD_W_UNRESPONSIVE_CARD;
    UNSUPPORTED_CARD = SCARD_W_UNSUPPORTED_CARD;
}

impl Code {
    /// A return code is 32 bits, however long the platform's `LONG` is.
    pub(super) const fn from_raw(raw: ffi::LONG) -> Self {
        Self(raw as u32)
    }

    pub(super) const fn raw(self) -> u32 {
        self.0
    }

    /// What the code means if nothing more is known of the circumstances.
    const fn status(self) -> Status {
        match self {
            Self::NO_SERVICE
            | Self::SERVICE_STOPPED
            | Self::SYSTEM_CANCELLED
            | Self::SHUTDOWN
            // The service that knew the handle is gone; our handles are never wrong.
            | Self::INVALID_HANDLE => Status::ServiceNotRunning,
            // What pcscd returns when polkit refuses the service or one reader's card.
            Self::SECURITY_VIOLATION | Self::NO_ACCESS => Status::ServiceRefused,
            Self::NO_READERS_AVAILABLE => Status::NoReader,
            Self::UNKNOWN_READER | Self::READER_UNAVAILABLE => Status::UnknownReader,
            Self::NO_SMARTCARD => Status::NoCard,
            Self::UNRESPONSIVE_CARD
            | Self::UNPOWERED_CARD
            | Self::UNSUPPORTED_CARD
            | Self::PROTO_MISMATCH => Status::CardUnresponsive,
            Self::SHARING_VIOLATION => Status::SharingViolation,
            Self::REMOVED_CARD => Status::CardRemoved,
            Self::RESET_CARD => Status::CardReset,
            Self::TIMEOUT => Status::TimedOut,
            Self::CANCELLED => Status::Cancelled,
            Self::NOT_TRANSACTED | Self::COMM_ERROR | Self::COMM_DATA_LOST | Self::NOT_READY => {
                Status::ReaderFailed
            }
            Self::INSUFFICIENT_BUFFER => Status::CardAnswer,
            Self::NO_MEMORY => Status::System,
            other => other.plain_status(),
        }
    }

    /// What a plain Windows code means if nothing more is known of the circumstances.
    const fn plain_status(self) -> Status {
        match meaning(self.0) {
            Some(Meaning::ServiceGone) => Status::ServiceNotRunning,
            Some(Meaning::ServiceSilent) => Status::ServiceNotResponding,
            Some(Meaning::Refused) => Status::ServiceRefused,
            Some(Meaning::ReaderGone) => Status::UnknownReader,
            Some(Meaning::NoMemory) => Status::System,
            Some(Meaning::CardSilent | Meaning::GivenUp) | None => Status::ServiceFailed,
        }
    }

    /// Whether pcscd closed the connection before it answered, as it does when it ends in the
    /// middle of a request (libpcsclite's code for a closed connection) and when polkit refuses.
    /// Where polkit is not involved, it means that the service has ended.
    const fn says_hung_up(self) -> bool {
        cfg!(unix) && matches!(self, Self::SECURITY_VIOLATION)
    }

    /// As an error about a card or a reader.
    pub(super) const fn error(self) -> Error {
        Error::new(self.status()).with_pcsc_code(self.0)
    }

    /// As the error of a call to the running service itself: listing the readers, waiting for
    /// changes.
    pub(super) const fn service_error(self) -> Error {
        let status = match self {
            // Without a card, the only connection that can break is the one to the service.
            Self::COMM_ERROR => Status::ServiceNotRunning,
            code if code.says_hung_up() => Status::ServiceNotRunning,
            other => other.status(),
        };
        Error::new(status).with_pcsc_code(self.0)
    }

    /// As the error of establishing a context.
    pub(super) const fn establish_error(self) -> Error {
        match self.refusal() {
            Some(refusal) => refusal,
            None => self.service_error(),
        }
    }

    /// As the error of connecting to a card.
    pub(super) const fn connect_error(self) -> Error {
        match (self.refusal(), meaning(self.0)) {
            (Some(refusal), _) => refusal,
            // The driver was trying to power the card on.
            (None, Some(Meaning::CardSilent | Meaning::GivenUp)) => {
                Error::new(Status::CardUnresponsive).with_pcsc_code(self.0)
            }
            (None, _) => self.error(),
        }
    }

    /// The error for the two calls where polkit is involved. pcscd accepts every connection and
    /// immediately closes the one that polkit refuses. libpcsclite reports that as
    /// SECURITY_VIOLATION, or as COMM_ERROR if it was quick; without pcscd it reports NO_SERVICE.
    const fn refusal(self) -> Option<Error> {
        if self.says_hung_up() || (cfg!(unix) && matches!(self, Self::COMM_ERROR)) {
            Some(Error::new(Status::ServiceRefused).with_pcsc_code(self.0))
        } else {
            None
        }
    }

    /// Whether a query of the readers ended without a result: it was cancelled, though not by us,
    /// or a reader left since it was listed. The next query shows.
    pub(super) const fn ends_a_look(self) -> bool {
        matches!(self, Self::TIMEOUT | Self::CANCELLED)
            || matches!(meaning(self.0), Some(Meaning::GivenUp))
    }

    /// Whether a query of several readers was refused because of one of them.
    pub(super) const fn refuses_a_reader(self) -> bool {
        matches!(self, Self::UNKNOWN_READER | Self::READER_UNAVAILABLE | Self::NO_READERS_AVAILABLE)
            || matches!(meaning(self.0), Some(Meaning::ReaderGone))
    }

    /// Whether it says that a connected card is gone permanently.
    pub(super) const fn says_removed(self) -> bool {
        matches!(self, Self::REMOVED_CARD | Self::NO_SMARTCARD)
    }

    /// Whether the card may be gone nevertheless, so that the reader must be queried. A reader that
    /// merely does not answer may still power its card.
    pub(super) const fn leaves_open_if_removed(self) -> bool {
        let says_of_the_service = matches!(
            self.status(),
            Status::ServiceNotRunning | Status::ServiceNotResponding | Status::ServiceRefused
        );
        !says_of_the_service
            && !matches!(
                self,
                Self::RESET_CARD
                    | Self::INSUFFICIENT_BUFFER
                    | Self::SHARING_VIOLATION
                    | Self::NO_MEMORY
            )
    }

    /// As the error of an exchange with a card that was reset, for a code with another meaning.
    pub(super) const fn reset_error(self) -> Error {
        Error::new(Status::CardReset).with_pcsc_code(self.0)
    }

    /// As the error of an exchange with a connected card that is still there.
    pub(super) const fn exchange_error(self) -> Error {
        let status = match self.status() {
            _ if self.says_hung_up() => Status::ServiceNotRunning,
            // Includes drivers' own codes, such as 31 or 1117.
            Status::ServiceFailed
            | Status::NoReader
            | Status::UnknownReader
            | Status::TimedOut
            | Status::Cancelled => Status::ReaderFailed,
            status => status,
        };
        Error::new(status).with_pcsc_code(self.0)
    }
}

#[cfg(test)]
mod tests;
