//! Verifying signatures (5.15), in software.

use cryptoki_sys::*;
use jpkicard::Status;

use crate::calls::operation;
use crate::failure::Outcome;
use crate::mechanism::{Content, Method, SIGNATURE_LENGTH};
use crate::memory::{Bytes, Input};
use crate::module::current;
use crate::object::Kind;
use crate::session::{Session, Verifying};

pub(crate) fn begin(
    session: CK_SESSION_HANDLE,
    mechanism: &Input<CK_MECHANISM>,
    key: CK_OBJECT_HANDLE,
) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    if mechanism.is_null() {
        return operation::cancel(&mut session.operations().verify);
    }
    if session.operations().verify.is_some() {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    let method = Method::of_key(&mechanism.read()?)?;
    let objects = session.token.objects(session.purpose, &module.configuration)?;
    let key = objects.into_iter().find(|object| object.handle == key);
    let key = key.ok_or(CKR_KEY_HANDLE_INVALID)?;
    match key.kind {
        Kind::PublicKey => {}
        Kind::PrivateKey => return Err(CKR_KEY_FUNCTION_NOT_PERMITTED.into()),
        Kind::Certificate | Kind::Profile => return Err(CKR_KEY_HANDLE_INVALID.into()),
    }
    session.operations().verify = Some(Verifying { content: Content::new(method), key });
    Ok(())
}

pub(crate) fn verify(session: CK_SESSION_HANDLE, data: &Bytes, signature: &Bytes) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    finish(&session, Some(data), signature)
}

pub(crate) fn end(session: CK_SESSION_HANDLE, signature: &Bytes) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    finish(&session, None, signature)
}

pub(crate) fn update(session: CK_SESSION_HANDLE, part: &Bytes) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    operation::update(&mut session.operations().verify, part)
}

fn finish(session: &Session, data: Option<&Bytes>, signature: &Bytes) -> Outcome {
    let mut verifying = operation::take(&mut session.operations().verify, data)?;
    if signature.is_null() {
        return Err(CKR_ARGUMENTS_BAD.into());
    }
    if let Some(data) = data {
        verifying.content.take(data.get()?)?;
    }
    let message = verifying.content.finish()?;
    let signature = signature.get()?;
    if signature.len() != SIGNATURE_LENGTH {
        return Err(CKR_SIGNATURE_LEN_RANGE.into());
    }
    let certificate = verifying.key.certificate.ok_or(CKR_KEY_HANDLE_INVALID)?;
    match message.request().check_signature(signature, &certificate) {
        Err(error) if error.status() == Status::SignatureInvalid => {
            Err(CKR_SIGNATURE_INVALID.into())
        }
        checked => checked.map_err(Into::into),
    }
}
