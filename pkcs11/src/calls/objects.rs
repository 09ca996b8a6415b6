//! Object management (5.7): what was read from the card, and nothing sent to it.

use cryptoki_sys::*;

use crate::failure::{Failure, Outcome};
use crate::memory::{Output, Places, Template, ulong};
use crate::module::{Module, current};
use crate::object::Object;
use crate::session::Session;

/// The object with this handle that can be seen now.
///
/// # Errors
/// `CKR_OBJECT_HANDLE_INVALID`.
fn visible(module: &Module, session: &Session, handle: CK_OBJECT_HANDLE) -> Outcome<Object> {
    let objects = session.token.objects(session.purpose, &module.configuration)?;
    let found = objects.into_iter().find(|object| object.handle == handle);
    found.ok_or_else(|| CKR_OBJECT_HANDLE_INVALID.into())
}

pub(crate) fn size(
    session: CK_SESSION_HANDLE,
    object: CK_OBJECT_HANDLE,
    place: &Output<CK_ULONG>,
) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    place.check()?;
    place.write(ulong(visible(&module, &session, object)?.size()))
}

/// Answers for every attribute, and returns the first failure.
pub(crate) fn attributes(
    session: CK_SESSION_HANDLE,
    object: CK_OBJECT_HANDLE,
    template: &Template,
) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    let mut slots = template.attributes()?;
    let object = visible(&module, &session, object)?;
    let mut first: Option<Failure> = None;
    for slot in &mut slots {
        let answered = match object.attribute(slot.kind()) {
            Ok(value) => slot.answer(value),
            Err(why) => slot.refuse(why),
        };
        if let Err(failure) = answered {
            first.get_or_insert(failure);
        }
    }
    first.map_or(Ok(()), Err)
}

pub(crate) fn find_begin(session: CK_SESSION_HANDLE, template: &Template) -> Outcome {
    let module = current()?;
    module.readers.refresh();
    let session = module.sessions.find(session)?;
    let wanted = template.attributes()?;
    if session.operations().find.is_some() {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    let mut found = Vec::new();
    for object in session.token.objects(session.purpose, &module.configuration)? {
        let mut matches = true;
        for slot in &wanted {
            matches &= object.attribute(slot.kind()) == Ok(slot.value()?);
        }
        if matches {
            found.push(object.handle);
        }
    }
    session.operations().find = Some(found);
    Ok(())
}

pub(crate) fn find_next(
    session: CK_SESSION_HANDLE,
    places: &Places<CK_OBJECT_HANDLE>,
    count: &Output<CK_ULONG>,
) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    count.check()?;
    let room = places.count()?;
    let mut operations = session.operations();
    let found = operations.find.as_mut().ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    let rest = found.split_off(room.min(found.len()));
    let told = std::mem::replace(found, rest);
    places.fill(&told)?;
    count.write(ulong(told.len()))
}

pub(crate) fn find_end(session: CK_SESSION_HANDLE) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    let ended = session.operations().find.take();
    ended.map(|_| ()).ok_or_else(|| CKR_OPERATION_NOT_INITIALIZED.into())
}
