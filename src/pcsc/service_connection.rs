//! The connection of a watch to the service: several calls over one session, none of which keeps
//! its caller waiting longer than requested.

use std::ffi::CString;
use std::fmt;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::pcsc::cancel::Wait;
use crate::pcsc::failure::Code;
use crate::pcsc::raw::{RawContext, Watched};
use crate::pcsc::service;
use crate::pcsc::task::{self, Call, Ended, Kept, Task};

/// The service's answer to a call; `Err(None)` if there was none in time.
pub(super) type Said<T> = Result<T, Option<Code>>;

#[derive(Default)]
pub(super) struct ServiceConnection {
    session: Kept,
    /// The session of a cancelled query, which is only used to check whether its service is still
    /// the same: an `SCardCancel` may still be pending and would hit the next query, and in
    /// pcsc-lite it can desynchronise the answers of that connection.
    former: Kept,
    /// A connection being opened. Until that is done no other is opened.
    opening: Option<Task<Result<Option<Error>>>>,
    /// A call that has not returned. Until it does no other is made.
    pending: Option<Call>,
}

impl ServiceConnection {
    pub(super) fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// Opens the connection if it is not open. `Ok(Err(_))`: the service's error, or that it does
    /// not respond. `Ok(Ok(Some(_)))`: the error that shows that this is not the same service as
    /// before.
    ///
    /// # Errors
    /// `Cancelled`, `System`, `Internal`; the same for each call here. A cancel loses nothing: the
    /// next call continues where this one was.
    pub(super) fn open(
        &mut self,
        wait: &Wait<'_>,
        by: Option<Instant>,
    ) -> Result<Result<Option<Error>>> {
        if self.session.is_some() {
            return Ok(Ok(None));
        }
        if let Some(call) = &mut self.pending {
            let Some(kept) = call.wait(Some(wait), by)? else {
                return Ok(Err(service::not_responding()));
            };
            self.pending = None;
            task::release(std::mem::replace(&mut self.former, kept));
        }
        let mut opening = match self.opening.take() {
            Some(opening) => opening,
            None if task::queue(Some(wait), by)? => {
                Task::start(self.former.take(), service::succeed)?
            }
            None => return Ok(Err(service::not_responding())),
        };
        match opening.wait(Some(wait), by) {
            Ok(Some((kept, said))) => {
                self.session = kept;
                Ok(said)
            }
            late => {
                self.opening = Some(opening);
                late.map(|_| Err(service::not_responding()))
            }
        }
    }

    /// The readers' names.
    pub(super) fn readers(
        &mut self,
        wait: &Wait<'_>,
        by: Option<Instant>,
    ) -> Result<Said<Vec<CString>>> {
        self.ask(wait, by, Task::finish, |session| session.readers())
    }

    /// Sleeps until the state of one of the `watched` changes, for at most `sleep`.
    pub(super) fn status_change(
        &mut self,
        wait: &Wait<'_>,
        by: Option<Instant>,
        sleep: Duration,
        mut watched: Vec<Watched>,
    ) -> Result<Said<Vec<Watched>>> {
        self.ask(wait, by, Task::interrupt, move |session| {
            session.status_change(Some(sleep), &mut watched).map(|()| watched)
        })
    }

    /// An answer that arrives during a cancel is still returned.
    fn ask<R: Send + 'static>(
        &mut self,
        wait: &Wait<'_>,
        by: Option<Instant>,
        end: impl FnOnce(&mut Task<Result<R, Code>>, &Weak<RawContext>) -> Ended<Result<R, Code>>,
        question: impl FnOnce(&RawContext) -> Result<R, Code> + Send + 'static,
    ) -> Result<Said<R>> {
        let Some(session) = self.session.take() else { return Ok(Err(None)) };
        let sleeper = Arc::downgrade(&session);
        let mut asking = Task::start(Some(session), move |kept| {
            let said = kept.as_ref().map_or(Err(Code::INVALID_HANDLE), |one| question(one));
            (kept, said)
        })?;
        let cancelled = match asking.wait(Some(wait), by) {
            Ok(Some((kept, said))) => {
                self.session = kept;
                return Ok(said.map_err(Some));
            }
            Ok(None) => {
                self.pending = Some(asking.into_call());
                return Ok(Err(None));
            }
            Err(cancelled) => cancelled,
        };
        match end(&mut asking, &sleeper) {
            Ended::Unharmed(kept, said) => {
                self.session = kept;
                Ok(said.map_err(Some))
            }
            Ended::Cancelled(kept, said) => {
                self.former = kept;
                said.map(Ok).map_err(|_| cancelled)
            }
            Ended::Late => {
                self.pending = Some(asking.into_call());
                Err(cancelled)
            }
        }
    }

    /// The service is lost; a call that has not returned is still waited for.
    pub(super) fn hang_up(&mut self) {
        task::release(self.session.take());
        task::release(self.former.take());
    }
}

impl Drop for ServiceConnection {
    fn drop(&mut self) {
        self.hang_up();
    }
}

impl fmt::Debug for ServiceConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceConnection")
            .field("open", &self.session.is_some())
            .field("pending", &(self.pending.is_some() || self.opening.is_some()))
            .finish_non_exhaustive()
    }
}
