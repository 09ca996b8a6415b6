//! Return values, and what caused them.

use cryptoki_sys::*;
use jpkicard::{Error, Status};

/// Why a call did not return `CKR_OK`.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) value: CK_RV,
    /// What the library reported; for the log alone.
    pub(crate) cause: Option<Error>,
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl From<CK_RV> for Failure {
    fn from(value: CK_RV) -> Self {
        Self { value, cause: None }
    }
}

impl From<Error> for Failure {
    fn from(cause: Error) -> Self {
        Self { value: return_value(cause.status()), cause: Some(cause) }
    }
}

/// The return value for a failure of the library.
const fn return_value(status: Status) -> CK_RV {
    match status {
        Status::PinWrong | Status::PasswordWrong => CKR_PIN_INCORRECT,
        // `CKR_PIN_INCORRECT` would make a browser ask again at once, with the last try.
        Status::PinBlocked
        | Status::PasswordBlocked
        | Status::PinLastTry
        | Status::PinLastTwoTries
        | Status::PinTriesUnknown => CKR_PIN_LOCKED,
        // Nothing was sent.
        Status::PinFormat | Status::PasswordFormat => CKR_PIN_INCORRECT,
        Status::CardRemoved
        | Status::NoCard
        | Status::CardExchanged
        | Status::UnknownReader
        | Status::NoReader => CKR_DEVICE_REMOVED,
        Status::NotIndividualNumberCard | Status::NotOnCard => CKR_TOKEN_NOT_PRESENT,
        Status::PinRequired => CKR_USER_NOT_LOGGED_IN,
        Status::Forked | Status::Cancelled => CKR_CRYPTOKI_NOT_INITIALIZED,
        Status::Argument => CKR_ARGUMENTS_BAD,
        Status::KeyNotSupported => CKR_KEY_TYPE_INCONSISTENT,
        Status::Internal => CKR_GENERAL_ERROR,
        _ => CKR_DEVICE_ERROR,
    }
}
