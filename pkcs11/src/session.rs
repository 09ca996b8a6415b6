//! Sessions and the operations in progress in them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki_sys::*;

use crate::failure::Outcome;
use crate::login::LoginNumber;
use crate::mechanism::Content;
use crate::memory;
use crate::object::Object;
use crate::token::{Purpose, Token};

/// The most sessions at a time: a program that never closes one does not fill the memory.
const MOST_SESSIONS: usize = 4_096;

/// One session of one token.
pub(crate) struct Session {
    pub(crate) slot: CK_SLOT_ID,
    pub(crate) token: Arc<Token>,
    pub(crate) purpose: Purpose,
    pub(crate) is_read_write: bool,
    operations: Mutex<Operations>,
}

/// What is in progress.
#[derive(Default)]
pub(crate) struct Operations {
    /// The objects that were found and not yet told.
    pub(crate) find: Option<Vec<CK_OBJECT_HANDLE>>,
    pub(crate) digest: Option<Content>,
    pub(crate) sign: Option<Signing>,
    pub(crate) verify: Option<Verifying>,
}

/// A signature in progress.
pub(crate) struct Signing {
    pub(crate) content: Content,
    /// The key requires a login for each signature.
    pub(crate) always_authenticates: bool,
    /// That login, once it has happened.
    pub(crate) login: Option<LoginNumber>,
}

/// A verification in progress.
pub(crate) struct Verifying {
    pub(crate) content: Content,
    pub(crate) key: Object,
}

impl Session {
    pub(crate) fn operations(&self) -> MutexGuard<'_, Operations> {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a signature is in progress that may have a login of its own.
    pub(crate) fn awaits_login(&self) -> bool {
        self.operations().sign.as_ref().is_some_and(|signing| signing.always_authenticates)
    }
}

/// All open sessions.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Table>);

#[derive(Default)]
struct Table {
    open: HashMap<CK_SESSION_HANDLE, Arc<Session>>,
    last: u32,
}

impl Sessions {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session; its handle was not used for a long time.
    ///
    /// # Errors
    /// `CKR_SESSION_COUNT`.
    pub(crate) fn open(
        &self,
        slot: CK_SLOT_ID,
        token: Arc<Token>,
        purpose: Purpose,
        is_read_write: bool,
    ) -> Outcome<CK_SESSION_HANDLE> {
        let mut table = self.table();
        table.open.retain(|_, session| !session.token.is_gone());
        if table.open.len() >= MOST_SESSIONS {
            return Err(CKR_SESSION_COUNT.into());
        }
        loop {
            table.last = table.last.wrapping_add(1);
            let handle = memory::handle(table.last);
            if handle == CK_INVALID_HANDLE || table.open.contains_key(&handle) {
                continue;
            }
            let operations = Mutex::default();
            let session = Session { slot, token, purpose, is_read_write, operations };
            table.open.insert(handle, Arc::new(session));
            return Ok(handle);
        }
    }

    /// The session with this handle. One whose card has left is closed.
    ///
    /// # Errors
    /// `CKR_SESSION_HANDLE_INVALID`.
    pub(crate) fn find(&self, handle: CK_SESSION_HANDLE) -> Outcome<Arc<Session>> {
        let mut table = self.table();
        match table.open.get(&handle) {
            Some(session) if !session.token.is_gone() => return Ok(Arc::clone(session)),
            _ => {}
        }
        table.open.remove(&handle);
        Err(CKR_SESSION_HANDLE_INVALID.into())
    }

    /// Closes a session; with the last one of its token the holder is logged out.
    ///
    /// # Errors
    /// `CKR_SESSION_HANDLE_INVALID`.
    pub(crate) fn close(&self, handle: CK_SESSION_HANDLE) -> Outcome {
        let session = self.find(handle)?;
        let mut table = self.table();
        table.open.remove(&handle);
        let is_here = |other: &Arc<Session>| other.slot == session.slot && !other.token.is_gone();
        if !table.open.values().any(is_here) {
            session.token.logout(session.purpose);
        }
        Ok(())
    }

    /// Closes all sessions of a slot.
    pub(crate) fn close_all(&self, slot: CK_SLOT_ID) {
        self.table().open.retain(|_, session| {
            if session.slot == slot {
                session.token.logout(session.purpose);
            }
            session.slot != slot
        });
    }

    /// How many are open with this token, and how many of them may write.
    pub(crate) fn count(&self, slot: CK_SLOT_ID) -> (usize, usize) {
        let table = self.table();
        let here = || {
            table.open.values().filter(|session| session.slot == slot && !session.token.is_gone())
        };
        (here().count(), here().filter(|session| session.is_read_write).count())
    }
}
