//! Signing (5.13). Each signature is one transaction at the card.

use cryptoki_sys::*;

use crate::calls::operation;
use crate::configuration::AlwaysAuthenticate;
use crate::failure::Outcome;
use crate::mechanism::{Content, Method, SIGNATURE_LENGTH};
use crate::memory::{Buffer, Bytes, Input};
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
        return operation::cancel(&mut session.operations().sign);
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
    operation::update(&mut session.operations().sign, part)
}

fn finish(module: &Module, session: &Session, data: Option<&Bytes>, place: &Buffer) -> Outcome {
    let taken = operation::take_for(&mut session.operations().sign, data, place, SIGNATURE_LENGTH)?;
    let Some(mut signing) = taken else { return Ok(()) };
    let login = session.token.login_number(session.purpose);
    let is_wanting = signing.always_authenticates && signing.login != Some(login);
    if is_wanting && module.configuration.always_authenticate == AlwaysAuthenticate::Strict {
        return Err(CKR_USER_NOT_LOGGED_IN.into());
    }
    if let Some(data) = data {
        signing.content.take(data.get()?)?;
    }
    let message = signing.content.finish()?;
    let signature = session.token.sign(session.purpose, &message, &module.configuration)?;
    // Of another length than was announced.
    place.write(&signature).map_err(|_| CKR_DEVICE_ERROR.into())
}
