//! Bytes that an object owns, returned by pointer and length.

use std::any::Any;

use crate::capi::guard::ignoring_panics;
use crate::capi::handle;

/// The bytes that `choose` selects from the object behind a handle. Their length is stored in
/// `length`, unless that is NULL. NULL and 0 if there are none or the handle is invalid.
///
/// # Safety
/// `length` is NULL or points to memory for one number.
pub(super) unsafe fn data<C, T: Any + Send + Sync>(
    handle: *const C,
    length: *mut usize,
    choose: impl FnOnce(&T) -> Option<&[u8]>,
) -> *const u8 {
    let (pointer, found) = ignoring_panics((std::ptr::null(), 0), || {
        let object = handle::find::<C, T>(handle).ok();
        let chosen = object.as_deref().and_then(choose);
        // The table owns the object, so the pointer outlives this call.
        chosen.map_or((std::ptr::null(), 0), |bytes| (bytes.as_ptr(), bytes.len()))
    });
    if !length.is_null() {
        // SAFETY: as the caller of this function promises; C's compilers align it, but nothing here
        // depends on that.
        unsafe { length.write_unaligned(found) }
    }
    pointer
}
