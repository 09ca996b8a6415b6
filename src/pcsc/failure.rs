//! PC/SC return codes, and the error that each is mapped to.

use crate::error::Error;
use crate::pcsc::plain_code::{Meaning, meaning};
use crate::status::Status;

/// A PC/SC return code other than success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(u32);

macro_rules! codes {
    ($($name:ident = $number:literal;)+) => {
        impl Code { $(pub(super) const $name: Self = Self($number);)+ }
    };
}

// `SCARD_E_…`, `SCARD_F_…`, `SCARD_P_…` and `SCARD_W_…`, with the same numbers in each system's
// `winscard.h` and `winerror.h`.
codes! {
    CANCELLED = 0x8010_0002;
    COMM_DATA_LOST = 0x8010_002F;
    COMM_ERROR = 0x8010_0013;
    INSUFFICIENT_BUFFER = 0x8010_0008;
    INVALID_HANDLE = 0x8010_0003;
    NO_ACCESS = 0x8010_0027;
    NO_MEMORY = 0x8010_0006;
    NO_READERS_AVAILABLE = 0x8010_002E;
    NO_SERVICE = 0x8010_001D;
    NO_SMARTCARD = 0x8010_000C;
    NOT_READY = 0x8010_0010;
    NOT_TRANSACTED = 0x8010_0016;
    PROTO_MISMATCH = 0x8010_000F;
    READER_UNAVAILABLE = 0x8010_0017;
    REMOVED_CARD = 0x8010_0069;
    RESET_CARD = 0x8010_0068;
    SECURITY_VIOLATION = 0x8010_006A;
    SERVICE_STOPPED = 0x8010_001E;
    SHARING_VIOLATION = 0x8010_000B;
    SHUTDOWN = 0x8010_0018;
    SYSTEM_CANCELLED = 0x8010_0012;
    TIMEOUT = 0x8010_000A;
    UNKNOWN_READER = 0x8010_0009;
    UNPOWERED_CARD = 0x8010_0067;
    UNRESPONSIVE_CARD = 0x8010_0066;
    UNSUPPORTED_CARD = 0x8010_0065;
}

impl Code {
    pub(super) const fn from_raw(raw: u32) -> Self {
        Self(raw)
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
