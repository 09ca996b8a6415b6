//! Opening a line to the PC/SC service.

use std::thread;
use std::time::Duration;

use crate::error::Result;
use crate::pcsc::failure::Code;
use crate::pcsc::raw::Session;
use crate::status::Status;

/// How long a service that is just ending, as pcscd does when nobody used it for a
/// minute, needs to be gone or started anew.
const HANDOVER: Duration = Duration::from_millis(50);

/// Opens a line of its own for one call or one card.
pub(super) fn open() -> Result<Session> {
    twice(open_once)
}

/// As [`open`], as an attempt of [`twice`].
pub(super) fn open_once() -> Result<Session> {
    Session::establish().map_err(Code::establish_error)
}

/// A service that hangs up either refuses this user, or this user a card, or is just
/// ending; the second attempt tells them apart.
pub(super) fn twice<T>(attempt: impl Fn() -> Result<T>) -> Result<T> {
    match attempt() {
        Err(error) if error.status() == Status::ServiceRefused => {
            thread::sleep(HANDOVER);
            attempt()
        }
        result => result,
    }
}
