//! What an object lends to C: a pointer and a length.

use std::any::Any;

use crate::capi::guard::ignoring_panics;
use crate::capi::handle;

/// A part of what is behind a handle, with its length stored; null and 0 if the handle is not
/// open or has no such part.
///
/// # Safety
/// `length` is null or points to writable memory for a length.
pub(super) unsafe fn part<C, T: Any + Send + Sync>(
    handle: *const C,
    length: *mut usize,
    choose: impl FnOnce(&T) -> Option<&[u8]>,
) -> *const u8 {
    let (data, size) = ignoring_panics((std::ptr::null(), 0), || {
        let found = handle::find::<C, T>(handle).ok();
        // The table holds the object, so the pointer outlives `found`.
        let chosen = found.as_deref().and_then(choose);
        chosen.map_or((std::ptr::null(), 0), |part| (part.as_ptr(), part.len()))
    });
    if !length.is_null() && length.is_aligned() {
        // SAFETY: as the caller of this function promises.
        unsafe { length.write(size) }
    }
    data
}
