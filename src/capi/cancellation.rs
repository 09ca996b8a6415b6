//! A persistent cancellation, as C sees it.

use crate::capi::argument::place;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Result;

/// Cancels the waits that it is passed to, both those in progress and those that begin later: for a
/// Cancel button or a closing window, where the cancel may come just before the wait. Created by
/// `jpki_cancellation_new`, freed by `jpki_cancellation_free`. Any number of waits may share one,
/// on any threads; it does not belong to a context. It cannot be reset: create one for each
/// operation that a person may cancel.
pub struct jpki_cancellation {
    _opaque: [u8; 0],
}

#[cfg(feature = "pcsc")]
type CancellationObject = crate::pcsc::Cancellation;
/// Never created, since without PC/SC there are no waits.
#[cfg(not(feature = "pcsc"))]
pub(super) enum CancellationObject {}

/// Creates a cancellation, not yet cancelled. On success the caller must free `*cancellation`; on
/// failure it is NULL. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_cancellation_new(
    cancellation: *mut *mut jpki_cancellation,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(cancellation)? };
        result.put(std::ptr::null_mut());
        result.put(handle::open(new()?));
        Ok(())
    })
}

/// Cancels every wait that the cancellation is passed to, now and later: they return
/// JPKI_ERROR_CANCELLED. Returns once those in progress have been woken; a second call does
/// nothing. Any thread, at any time. Does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_cancellation_cancel(
    cancellation: *mut jpki_cancellation,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        cancel(&*handle::find::<_, CancellationObject>(cancellation)?);
        Ok(())
    })
}

/// Frees a cancellation. A wait that uses it continues, and can no longer be cancelled through it.
/// NULL or an already freed cancellation is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_cancellation_free(cancellation: *mut jpki_cancellation) {
    ignoring_panics((), || handle::close::<_, CancellationObject>(cancellation));
}

/// The cancellation passed to a wait; none for NULL.
#[cfg(feature = "pcsc")]
pub(super) fn given(
    cancellation: *const jpki_cancellation,
) -> Result<Option<crate::pcsc::Cancellation>> {
    if cancellation.is_null() {
        return Ok(None);
    }
    Ok(Some((*handle::find::<_, CancellationObject>(cancellation)?).clone()))
}

#[cfg(feature = "pcsc")]
fn new() -> Result<CancellationObject> {
    Ok(CancellationObject::new())
}

#[cfg(feature = "pcsc")]
fn cancel(cancellation: &CancellationObject) {
    cancellation.cancel();
}

#[cfg(not(feature = "pcsc"))]
fn new() -> Result<CancellationObject> {
    use crate::error::Error;
    use crate::status::Status;
    Err(Error::new(Status::NotBuilt).with_detail("pcsc"))
}

#[cfg(not(feature = "pcsc"))]
fn cancel(cancellation: &CancellationObject) {
    match *cancellation {}
}
