//! What digesting, signing and verifying have in common: content comes in, in one part or several.

use cryptoki_sys::*;

use crate::failure::Outcome;
use crate::mechanism::Content;
use crate::memory::{Buffer, Bytes, Room};
use crate::session::{Signing, Verifying};

/// An operation in progress.
pub(crate) trait Operation {
    fn content(&mut self) -> &mut Content;
}

impl Operation for Content {
    fn content(&mut self) -> &mut Content {
        self
    }
}

impl Operation for Signing {
    fn content(&mut self) -> &mut Content {
        &mut self.content
    }
}

impl Operation for Verifying {
    fn content(&mut self) -> &mut Content {
        &mut self.content
    }
}

/// Ends an operation, as a NULL mechanism asks (PKCS #11 3.0).
///
/// # Errors
/// `CKR_ARGUMENTS_BAD` if there is none.
pub(crate) fn cancel<O>(operation: &mut Option<O>) -> Outcome {
    operation.take().map(drop).ok_or_else(|| CKR_ARGUMENTS_BAD.into())
}

/// Takes a part. A failure ends the operation.
pub(crate) fn update<O: Operation>(operation: &mut Option<O>, part: &Bytes) -> Outcome {
    let content = operation.as_mut().ok_or(CKR_OPERATION_NOT_INITIALIZED)?.content();
    content.is_multi_part = true;
    let taken = part.get().and_then(|part| content.take(part));
    if taken.is_err() {
        *operation = None;
    }
    taken
}

/// Takes the operation to finish it, which every outcome from here on ends.
///
/// # Errors
/// `CKR_OPERATION_NOT_INITIALIZED`; `CKR_OPERATION_ACTIVE` for data in one part after others: both
/// end nothing.
pub(crate) fn take<O: Operation>(operation: &mut Option<O>, data: Option<&Bytes>) -> Outcome<O> {
    let content = operation.as_mut().ok_or(CKR_OPERATION_NOT_INITIALIZED)?.content();
    if data.is_some() && content.is_multi_part {
        return Err(CKR_OPERATION_ACTIVE.into());
    }
    operation.take().ok_or_else(|| CKR_OPERATION_NOT_INITIALIZED.into())
}

/// Like [`take`], for an operation with a result of this length. `None` if the caller asks for the
/// length alone.
///
/// # Errors
/// `CKR_BUFFER_TOO_SMALL`, which ends nothing either (5.2); `CKR_ARGUMENTS_BAD`, which does.
pub(crate) fn take_for<O: Operation>(
    operation: &mut Option<O>,
    data: Option<&Bytes>,
    place: &Buffer,
    length: usize,
) -> Outcome<Option<O>> {
    let taken = take(operation, data)?;
    place.check()?;
    match place.room_for(length)? {
        Room::Enough => return Ok(Some(taken)),
        Room::LengthAlone => *operation = Some(taken),
        Room::TooSmall => {
            *operation = Some(taken);
            return Err(CKR_BUFFER_TOO_SMALL.into());
        }
    }
    Ok(None)
}
