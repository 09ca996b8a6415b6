//! Session management (5.6).

use cryptoki_sys::*;

use crate::calls::slots::token_in;
use crate::failure::Outcome;
use crate::memory::{Bytes, Output};
use crate::module::current;

pub(crate) fn open(
    slot: CK_SLOT_ID,
    flags: CK_FLAGS,
    place: &Output<CK_SESSION_HANDLE>,
) -> Outcome {
    let module = current()?;
    place.check()?;
    if flags & CKF_SERIAL_SESSION == 0 {
        return Err(CKR_SESSION_PARALLEL_NOT_SUPPORTED.into());
    }
    let (slot, token) = token_in(&module, slot)?;
    token.prepare(slot.purpose)?;
    let is_read_write = flags & CKF_RW_SESSION != 0;
    let identifier = slot.identifier();
    place.write(module.sessions.open(identifier, token, slot.purpose, is_read_write)?)
}

pub(crate) fn close(session: CK_SESSION_HANDLE) -> Outcome {
    current()?.sessions.close(session)
}

pub(crate) fn close_all(slot: CK_SLOT_ID) -> Outcome {
    let module = current()?;
    module.readers.refresh();
    module.readers.slot(slot)?;
    module.sessions.close_all(slot);
    Ok(())
}

/// Sends nothing to the card; notices that it has left.
pub(crate) fn information(session: CK_SESSION_HANDLE, place: &Output<CK_SESSION_INFO>) -> Outcome {
    let module = current()?;
    place.check()?;
    module.readers.refresh();
    let session = module.sessions.find(session)?;
    let is_in = session.token.is_logged_in(session.purpose, &module.configuration);
    let (state, writes) = match (is_in, session.is_read_write) {
        (false, false) => (CKS_RO_PUBLIC_SESSION, 0),
        (false, true) => (CKS_RW_PUBLIC_SESSION, CKF_RW_SESSION),
        (true, false) => (CKS_RO_USER_FUNCTIONS, 0),
        (true, true) => (CKS_RW_USER_FUNCTIONS, CKF_RW_SESSION),
    };
    let flags = CKF_SERIAL_SESSION | writes;
    place.write(CK_SESSION_INFO { slotID: session.slot, state, flags, ulDeviceError: 0 })
}

/// Verifies the PIN once, and locks the key again.
pub(crate) fn login(session: CK_SESSION_HANDLE, user: CK_USER_TYPE, pin: &Bytes) -> Outcome {
    let module = current()?;
    module.readers.refresh();
    let session = module.sessions.find(session)?;
    let (token, purpose) = (&session.token, session.purpose);
    let is_in = token.is_logged_in(purpose, &module.configuration);
    match user {
        CKU_USER if is_in => return Err(CKR_USER_ALREADY_LOGGED_IN.into()),
        CKU_USER => {}
        // Only a key that asks for it has a login for one signature (4.9).
        CKU_CONTEXT_SPECIFIC if !session.awaits_login() => {
            return Err(CKR_OPERATION_NOT_INITIALIZED.into());
        }
        CKU_CONTEXT_SPECIFIC if !is_in => return Err(CKR_USER_NOT_LOGGED_IN.into()),
        CKU_CONTEXT_SPECIFIC => {}
        // The card has no security officer. There would be more to object to.
        CKU_SO if !session.is_read_write => return Err(CKR_SESSION_READ_ONLY_EXISTS.into()),
        CKU_SO if is_in => return Err(CKR_USER_ANOTHER_ALREADY_LOGGED_IN.into()),
        _ => return Err(CKR_USER_TYPE_INVALID.into()),
    }
    if pin.is_null() {
        return Err(CKR_ARGUMENTS_BAD.into());
    }
    let again = user == CKU_CONTEXT_SPECIFIC;
    let login = token.login(purpose, pin.get()?, again, &module.configuration)?;
    if let (CKU_CONTEXT_SPECIFIC, Some(signing)) = (user, &mut session.operations().sign) {
        signing.login = Some(login);
    }
    Ok(())
}

pub(crate) fn logout(session: CK_SESSION_HANDLE) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    if !session.token.is_logged_in(session.purpose, &module.configuration) {
        return Err(CKR_USER_NOT_LOGGED_IN.into());
    }
    session.token.logout(session.purpose);
    Ok(())
}

/// Ends the operations that the flags name.
pub(crate) fn cancel(session: CK_SESSION_HANDLE, flags: CK_FLAGS) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    let mut operations = session.operations();
    if flags & CKF_FIND_OBJECTS != 0 {
        operations.find = None;
    }
    if flags & CKF_DIGEST != 0 {
        operations.digest = None;
    }
    if flags & CKF_SIGN != 0 {
        operations.sign = None;
    }
    if flags & CKF_VERIFY != 0 {
        operations.verify = None;
    }
    Ok(())
}

/// For a function that this module does not have.
pub(crate) fn unsupported() -> Outcome {
    current()?;
    Err(CKR_FUNCTION_NOT_SUPPORTED.into())
}
