//! A cancellation that stays, as C sees it.

use crate::capi::argument::place;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Result;

/// Ends the waits that it is given to, those in progress and those that begin later: for a
/// Cancel button or a window that closes, which may come just before the wait it is meant
/// for. Made by `jpki_cancellation_new`, ended by `jpki_cancellation_free`. Any number of
/// waits may share one, on any threads; it belongs to no context. It cannot be taken back:
/// make one for each thing that a person may cancel.
pub struct jpki_cancellation {
    _opaque: [u8; 0],
}

#[cfg(feature = "pcsc")]
type CancellationObject = crate::pcsc::Cancellation;
/// Never made, since no wait is.
#[cfg(not(feature = "pcsc"))]
pub(super) enum CancellationObject {}

/// Makes a cancellation that nobody has cancelled. `*cancellation` is the caller's to free,
/// and null on failure. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
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

/// Ends every wait that the cancellation is given to, now and later: they return
/// JPKI_ERROR_CANCELLED. Returns once those in progress have been woken up; does nothing the
/// second time. Any thread, at any time. Touches no card.
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

/// Ends a cancellation; a wait that it was given to goes on, and nothing can cancel it
/// through this any more. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_cancellation_free(cancellation: *mut jpki_cancellation) {
    ignoring_panics((), || handle::close::<_, CancellationObject>(cancellation));
}

/// The cancellation that a wait is given; none for null.
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
