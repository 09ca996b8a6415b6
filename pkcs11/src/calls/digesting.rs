//! Message digesting (5.12), in software.

use cryptoki_sys::*;
use jpkicard::DigestAlgorithm;

use crate::failure::Outcome;
use crate::mechanism::{Content, Method};
use crate::memory::{Buffer, Bytes, Input, Room};
use crate::module::current;
use crate::session::Session;

pub(crate) fn begin(session: CK_SESSION_HANDLE, mechanism: &Input<CK_MECHANISM>) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    let mut operations = session.operations();
    if mechanism.is_null() {
        let ended = operations.digest.take();
        return ended.map(|_| ()).ok_or_else(|| CKR_ARGUMENTS_BAD.into());
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
    let mut operations = session.operations();
    let content = operations.digest.as_mut().ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    content.is_multi_part = true;
    let taken = part.get().and_then(|part| content.take(part));
    if taken.is_err() {
        operations.digest = None;
    }
    taken
}

/// Every outcome ends the operation, except the length alone and too small a buffer (5.2).
fn finish(session: &Session, data: Option<&Bytes>, place: &Buffer) -> Outcome {
    let mut operations = session.operations();
    let content = operations.digest.as_ref().ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    if data.is_some() && content.is_multi_part {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    if place.check().is_ok() {
        match place.room_for(DigestAlgorithm::Sha256.length())? {
            Room::LengthAlone => return Ok(()),
            Room::TooSmall => return Err(CKR_BUFFER_TOO_SMALL.into()),
            Room::Enough => {}
        }
    }
    let content = operations.digest.take();
    let mut content = content.ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    place.check()?;
    if let Some(data) = data {
        content.take(data.get()?)?;
    }
    place.write(content.finish()?.bytes())
}
