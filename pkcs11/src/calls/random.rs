//! Random numbers (5.18): the operating system's, since programs test for them.

use cryptoki_sys::*;

use crate::failure::Outcome;
use crate::memory::Places;
use crate::module::current;

/// How many bytes are made at a time.
const PART: usize = 4_096;

pub(crate) fn seed(session: CK_SESSION_HANDLE) -> Outcome {
    current()?.sessions.find(session)?;
    Err(CKR_RANDOM_SEED_NOT_SUPPORTED.into())
}

pub(crate) fn generate(session: CK_SESSION_HANDLE, places: &Places<CK_BYTE>) -> Outcome {
    current()?.sessions.find(session)?;
    places.fill_by_parts(PART, |part| getrandom::getrandom(part).is_ok())
}
