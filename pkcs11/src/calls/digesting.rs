//! Message digesting (5.12), in software.

use cryptoki_sys::*;
use jpkicard::DigestAlgorithm;

use crate::calls::operation;
use crate::failure::Outcome;
use crate::mechanism::{Content, Method};
use crate::memory::{Buffer, Bytes, Input};
use crate::module::current;
use crate::session::Session;

pub(crate) fn begin(session: CK_SESSION_HANDLE, mechanism: &Input<CK_MECHANISM>) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    let mut operations = session.operations();
    if mechanism.is_null() {
        return operation::cancel(&mut operations.digest);
    }
    if operations.digest.is_some() {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    match Method::new(&mechanism.read()?)? {
        method @ Method::Digest => {
            operations.digest = Some(Content::new(method));
            Ok(())
        }
        _ => Err(CKR_MECHANISM_INVALID.into()),
    }
}

pub(crate) fn digest(session: CK_SESSION_HANDLE, data: &Bytes, place: &Buffer) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    finish(&session, Some(data), place)
}

pub(crate) fn end(session: CK_SESSION_HANDLE, place: &Buffer) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    finish(&session, None, place)
}

pub(crate) fn update(session: CK_SESSION_HANDLE, part: &Bytes) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    operation::update(&mut session.operations().digest, part)
}

fn finish(session: &Session, data: Option<&Bytes>, place: &Buffer) -> Outcome {
    let length = DigestAlgorithm::Sha256.length();
    let taken = operation::take_for(&mut session.operations().digest, data, place, length)?;
    let Some(mut content) = taken else { return Ok(()) };
    if let Some(data) = data {
        content.take(data.get()?)?;
    }
    place.write(content.finish()?.bytes())
}
