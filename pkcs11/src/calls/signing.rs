//! Signing (5.13). Each signature is one transaction at the card.

use cryptoki_sys::*;

use crate::configuration::AlwaysAuthenticate;
use crate::failure::{Failure, Outcome};
use crate::mechanism::{Content, Method, SIGNATURE_LENGTH};
use crate::memory::{Buffer, Bytes, Input, Room};
use crate::module::{Module, current};
use crate::object::Kind;
use crate::session::{Session, Signing};

pub(crate) fn begin(
    session: CK_SESSION_HANDLE,
    mechanism: &Input<CK_MECHANISM>,
    key: CK_OBJECT_HANDLE,
) -> Outcome {
    let module = current()?;
    module.readers.refresh();
    let session = module.sessions.find(session)?;
    if mechanism.is_null() {
        // It ends the operation (PKCS #11 3.0).
        let ended = session.operations().sign.take();
        return ended.map(|_| ()).ok_or_else(|| CKR_ARGUMENTS_BAD.into());
    }
    if session.operations().sign.is_some() {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    let method = Method::of_key(&mechanism.read()?)?;
    let is_in = session.token.is_logged_in(session.purpose, &module.configuration);
    let key = session.token.object(session.purpose, key, &module.configuration)?;
    let key = key.filter(|key| is_in || !key.is_private || key.kind == Kind::PrivateKey);
    let key = key.ok_or(CKR_KEY_HANDLE_INVALID)?;
    match key.kind {
        Kind::PrivateKey if is_in => {}
        Kind::PrivateKey => return Err(CKR_USER_NOT_LOGGED_IN.into()),
        Kind::PublicKey => return Err(CKR_KEY_FUNCTION_NOT_PERMITTED.into()),
        Kind::Certificate | Kind::Profile => return Err(CKR_KEY_HANDLE_INVALID.into()),
    }
    session.operations().sign = Some(Signing {
        content: Content::new(method),
        always_authenticates: key.attribute(CKA_ALWAYS_AUTHENTICATE) == Ok(&[CK_TRUE]),
        login: None,
    });
    Ok(())
}

/// Signs data in one part.
pub(crate) fn sign(session: CK_SESSION_HANDLE, data: &Bytes, place: &Buffer) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    finish(&module, &session, Some(data), place)
}

/// Ends a signature of several parts.
pub(crate) fn end(session: CK_SESSION_HANDLE, place: &Buffer) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    finish(&module, &session, None, place)
}

pub(crate) fn update(session: CK_SESSION_HANDLE, part: &Bytes) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    let mut operations = session.operations();
    let signing = operations.sign.as_mut().ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    signing.content.is_multi_part = true;
    let taken = part.get().and_then(|part| signing.content.take(part));
    if taken.is_err() {
        operations.sign = None;
    }
    taken
}

/// Every outcome ends the operation, except the length alone and too small a buffer (5.2).
fn finish(module: &Module, session: &Session, data: Option<&Bytes>, place: &Buffer) -> Outcome {
    let mut operations = session.operations();
    let signing = operations.sign.as_ref().ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    if data.is_some() && signing.content.is_multi_part {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    let login = session.token.login_number(session.purpose);
    let is_wanting = signing.always_authenticates && signing.login != Some(login);
    if place.check().is_ok() {
        match place.room_for(SIGNATURE_LENGTH)? {
            Room::LengthAlone => return Ok(()),
            Room::TooSmall => return Err(CKR_BUFFER_TOO_SMALL.into()),
            Room::Enough => {}
        }
    }
    let Some(mut signing) = operations.sign.take() else {
        return Err(CKR_OPERATION_NOT_INITIALIZED.into());
    };
    drop(operations);
    place.check()?;
    if is_wanting && module.configuration.always_authenticate == AlwaysAuthenticate::Strict {
        return Err(CKR_USER_NOT_LOGGED_IN.into());
    }
    if let Some(data) = data {
        signing.content.take(data.get()?)?;
    }
    let message = signing.content.finish()?;
    let signature = session.token.sign(session.purpose, &message, &module.configuration)?;
    place.write(&signature).map_err(|Failure { .. }| CKR_DEVICE_ERROR.into())
}
