//! Opening a line to the PC/SC service, and asking it one thing.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::errand::{self, Errand};
use crate::pcsc::failure::Code;
use crate::pcsc::raw::Session;
use crate::pcsc::socket;
use crate::status::Status;

/// How long a service that is just ending, as pcscd does when nobody used it for a
/// minute, needs to be gone or started anew.
const HANDOVER: Duration = Duration::from_millis(50);
/// The shortest time in which it is to answer, however little a caller gives it.
pub(super) const LEAST: Duration = Duration::from_secs(1);

/// Opens a line of its own for one call or one card. Blocks while the service is frozen.
pub(super) fn open() -> Result<Session> {
    twice(open_once)
}

/// As [`open`], as an attempt of [`twice`].
pub(super) fn open_once() -> Result<Session> {
    Session::establish().map_err(|code| match code {
        // libpcsclite's word for a socket that does not let it in, too.
        Code::NO_SERVICE => match socket::refusal() {
            Some(refusal) => refusal.with_pcsc_code(code.raw()),
            None => code.establish_error(),
        },
        code => code.establish_error(),
    })
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

/// The service is there, and does not answer.
pub(super) const fn not_responding() -> Error {
    Error::new(Status::ServiceNotResponding)
}

/// Asks the service over a line of its own, for at most `timeout`, or [`LEAST`].
///
/// # Errors
/// `ServiceNotResponding`, `Cancelled`, what the service says.
pub(super) fn ask<R: Send + 'static>(
    wait: Option<&Wait<'_>>,
    timeout: Option<Duration>,
    question: impl FnOnce(&Session) -> Result<R> + Send + 'static,
) -> Result<R> {
    let by = timeout.and_then(|timeout| Instant::now().checked_add(timeout.max(LEAST)));
    if let Some(wait) = wait {
        wait.check()?;
    }
    if !errand::queue(wait, by)? {
        return Err(not_responding());
    }
    let mut asking = Errand::start(None, move |_| {
        let said = open().and_then(|session| question(&session));
        (None, said)
    })?;
    match asking.wait(wait, by)? {
        Some((_, said)) => said,
        None => Err(not_responding()),
    }
}

/// Why a call on a card did not come back in its time: `else_because`, unless the service does
/// not answer anybody. Takes [`LEAST`] at most.
pub(super) fn or_silent(else_because: Error) -> Error {
    if is_well() { else_because } else { not_responding() }
}

/// Whether the service answers on a new line. Takes [`LEAST`] at most.
pub(super) fn is_well() -> bool {
    let listed = |session: &Session| session.readers().map_err(Code::service_error);
    let said = ask(None, Some(LEAST), listed);
    !said.is_err_and(|error| error.status() == Status::ServiceNotResponding)
}

/// Opens a line for several calls, and finds out whether the service is the one that
/// `former` knew: what broke on that one. For a thread of an [`Errand`].
pub(super) fn succeed(former: errand::Kept) -> (errand::Kept, Result<Option<Error>>) {
    match open() {
        Ok(session) => {
            let broken = former.and_then(|former| former.readers().err());
            (Some(Arc::new(session)), Ok(broken.map(Code::service_error)))
        }
        Err(error) => (None, Err(error)),
    }
}
