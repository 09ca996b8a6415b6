//! Opening a line to the PC/SC service.

use std::thread;
use std::time::Duration;

use crate::error::Result;
use crate::pcsc::failure::Code;
use crate::pcsc::raw::Session;

/// How long a service that is just ending, as pcscd does when nobody used it for a
/// minute, needs to be gone or started anew.
const HANDOVER: Duration = Duration::from_millis(50);

/// Opens a line of its own for one call or one card.
///
/// A service that hangs up at once either refuses this user or is just ending; the
/// second attempt tells them apart.
pub(super) fn open() -> Result<Session> {
    let hung_up = |code| matches!(code, Code::COMM_ERROR | Code::SECURITY_VIOLATION);
    match Session::establish() {
        Err(code) if hung_up(code) => {
            thread::sleep(HANDOVER);
            Session::establish().map_err(Code::establish_error)
        }
        result => result.map_err(Code::establish_error),
    }
}
