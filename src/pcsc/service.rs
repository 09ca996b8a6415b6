//! Opening a connection to the PC/SC service, and making a single query.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::failure::Code;
use crate::pcsc::raw::{NotEstablished, RawContext};
use crate::pcsc::socket;
use crate::pcsc::task::{self, Task};
use crate::status::Status;

/// How long a service that is just ending, as pcscd does after a minute without clients, needs
/// until it is gone or restarted.
const HANDOVER: Duration = Duration::from_millis(50);
/// The minimum time allowed for an answer, however short the caller's limit is.
pub(super) const LEAST: Duration = Duration::from_secs(1);

/// Opens a separate connection for one call or one card. Blocks while the service is frozen.
pub(super) fn open() -> Result<RawContext> {
    twice(open_once)
}

/// Like [`open`], as one attempt within [`twice`].
pub(super) fn open_once() -> Result<RawContext> {
    RawContext::establish().map_err(|reason| match reason {
        NotEstablished::NoLibrary => Error::new(Status::PcscNotInstalled),
        // libpcsclite also returns this for a socket that it may not use.
        NotEstablished::Failed(Code::NO_SERVICE) => match socket::refusal() {
            Some(refusal) => refusal.with_pcsc_code(Code::NO_SERVICE.raw()),
            None => Code::NO_SERVICE.establish_error(),
        },
        NotEstablished::Failed(code) => code.establish_error(),
    })
}

/// A service that closes the connection either refuses this user (access to itself or to a card),
/// or is just ending; the second attempt distinguishes them.
pub(super) fn twice<T>(attempt: impl Fn() -> Result<T>) -> Result<T> {
    match attempt() {
        Err(error) if error.status() == Status::ServiceRefused => {
            thread::sleep(HANDOVER);
            attempt()
        }
        result => result,
    }
}

/// The service is running but does not answer.
pub(super) const fn not_responding() -> Error {
    Error::new(Status::ServiceNotResponding)
}

/// Queries the service over a separate connection, for at most `timeout`, but at least [`LEAST`].
///
/// # Errors
/// `ServiceNotResponding`, `Cancelled`, or the service's error.
pub(super) fn ask<R: Send + 'static>(
    wait: Option<&Wait<'_>>,
    timeout: Option<Duration>,
    question: impl FnOnce(&RawContext) -> Result<R> + Send + 'static,
) -> Result<R> {
    let by = timeout.and_then(|timeout| Instant::now().checked_add(timeout.max(LEAST)));
    if let Some(wait) = wait {
        wait.check()?;
    }
    if !task::queue(wait, by)? {
        return Err(not_responding());
    }
    let mut asking = Task::start(None, move |_| {
        let said = open().and_then(|session| question(&session));
        (None, said)
    })?;
    match asking.wait(wait, by)? {
        Some((_, said)) => said,
        None => Err(not_responding()),
    }
}

/// Why a call on a card did not return in time: `else_because`, unless the service does not answer
/// at all. Takes at most [`LEAST`].
pub(super) fn or_silent(else_because: Error) -> Error {
    if is_well() { else_because } else { not_responding() }
}

/// Whether the service answers on a new connection. Takes at most [`LEAST`].
pub(super) fn is_well() -> bool {
    let listed = |session: &RawContext| session.readers().map_err(Code::service_error);
    let said = ask(None, Some(LEAST), listed);
    !said.is_err_and(|error| error.status() == Status::ServiceNotResponding)
}

/// Opens a connection for several calls, and checks whether the service is still the one that
/// `former` was connected to: if not, returns the error of `former`. Runs on the thread of an
/// [`Task`].
pub(super) fn succeed(former: task::Kept) -> (task::Kept, Result<Option<Error>>) {
    match open() {
        Ok(session) => {
            let broken = former.and_then(|former| former.readers().err());
            (Some(Arc::new(session)), Ok(broken.map(Code::service_error)))
        }
        Err(error) => (None, Err(error)),
    }
}
