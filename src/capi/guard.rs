//! Runs the body of a C function, so that no panic crosses into C.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::capi::status::{error_is_usable, jpki_error, jpki_status, store};
use crate::error::{Error, Result};
use crate::loaded::keep_loaded;
use crate::status::Status;

/// Runs `body` and stores its outcome. An error structure that cannot be written to is refused
/// before anything else happens.
pub(super) fn guarded(error: *mut jpki_error, body: impl FnOnce() -> Result<()>) -> jpki_status {
    if !error_is_usable(error) {
        return Status::Argument.code();
    }
    keep_loaded();
    let outcome =
        catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(Error::new(Status::Internal)));
    store(error, &outcome)
}

/// Runs a body that, to the caller, cannot fail; on a panic returns `otherwise`.
pub(super) fn ignoring_panics<R>(otherwise: R, body: impl FnOnce() -> R) -> R {
    keep_loaded();
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(otherwise)
}
