//! Pointers and lengths passed in from C.

use std::ffi::{CStr, c_char};

use crate::error::{Error, Result};
use crate::status::Status;

/// More than any argument needs; a greater length is a mistake.
const MAX_LENGTH: usize = 1 << 30;
/// An enumeration in a structure: 0, from zero initialisation, means the default.
pub(super) fn or_default(value: i32, default: i32) -> i32 {
    if value == 0 { default } else { value }
}

pub(super) fn refused(detail: &'static str) -> Error {
    Error::new(Status::Argument).with_detail(detail)
}

/// The bytes at `data`; NULL is allowed with length 0.
///
/// # Safety
/// `data` points to `length` readable bytes that do not change during `'a`.
pub(super) unsafe fn bytes<'a>(data: *const u8, length: usize) -> Result<&'a [u8]> {
    match (data.is_null(), length) {
        (_, 0) => Ok(&[]),
        (true, _) => Err(refused("a null pointer with a length")),
        (false, 1..=MAX_LENGTH) => {
            // SAFETY: as the caller of this function promises.
            Ok(unsafe { std::slice::from_raw_parts(data, length) })
        }
        (false, _) => Err(refused("a length is too large")),
    }
}

/// A NUL-terminated text, or `None` for NULL.
///
/// # Safety
/// `text` is NULL or points to a NUL-terminated text that does not change during `'a`.
pub(super) unsafe fn text<'a>(text: *const c_char) -> Option<&'a CStr> {
    // SAFETY: as the caller of this function promises.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) })
}

/// Memory for a result.
///
/// # Safety
/// `place` is NULL or points to memory for one `R`.
pub(super) unsafe fn place<'a, R>(place: *mut R) -> Result<Out<'a, R>> {
    if place.is_null() || !place.is_aligned() {
        return Err(refused("a result pointer is null or misaligned"));
    }
    Ok(Out { place, lifetime: std::marker::PhantomData })
}

/// Memory for one of several results, set to `nothing` immediately, even if one of the others is
/// invalid.
///
/// # Safety
/// As for [`place`].
pub(super) unsafe fn cleared<'a, R>(result: *mut R, nothing: R) -> Result<Out<'a, R>> {
    // SAFETY: as the caller of this function promises.
    let mut place = unsafe { place(result)? };
    place.put(nothing);
    Ok(place)
}

/// The caller's memory for one result; it need not be initialised.
pub(super) struct Out<'a, R> {
    place: *mut R,
    lifetime: std::marker::PhantomData<&'a mut R>,
}

impl<R> Out<'_, R> {
    pub(super) fn put(&mut self, result: R) {
        // SAFETY: `place` checked it, and its caller promised the memory.
        unsafe { self.place.write(result) }
    }
}
