//! Pointers and lengths that come in from C.

use std::ffi::{CStr, c_char};

use crate::error::{Error, Result};
use crate::status::Status;

/// More than any argument needs; a length above it is a mistake.
const MAX_LENGTH: usize = 1 << 30;
/// An enumeration in a structure: 0, as a structure begins, stands for the default.
pub(super) fn or_default(value: i32, default: i32) -> i32 {
    if value == 0 { default } else { value }
}

pub(super) fn refused(detail: &'static str) -> Error {
    Error::new(Status::Argument).with_detail(detail)
}

/// The bytes at `data`; null is allowed with length 0.
///
/// # Safety
/// `data` points to `length` readable bytes that stay unchanged during `'a`.
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

/// A text ended by NUL, or `None` for null.
///
/// # Safety
/// `text` is null or points to a NUL-terminated text that stays unchanged during `'a`.
pub(super) unsafe fn text<'a>(text: *const c_char) -> Option<&'a CStr> {
    // SAFETY: as the caller of this function promises.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) })
}

/// A place for a result.
///
/// # Safety
/// `place` is null or points to memory for one `R`.
pub(super) unsafe fn place<'a, R>(place: *mut R) -> Result<Out<'a, R>> {
    if place.is_null() || !place.is_aligned() {
        return Err(refused("a result pointer is null or misaligned"));
    }
    Ok(Out { place, lifetime: std::marker::PhantomData })
}

/// A place for one of several results, which holds `nothing` from now on: whatever
/// is wrong with the others.
///
/// # Safety
/// As for [`place`].
pub(super) unsafe fn cleared<'a, R>(result: *mut R, nothing: R) -> Result<Out<'a, R>> {
    // SAFETY: as the caller of this function promises.
    let mut place = unsafe { place(result)? };
    place.put(nothing);
    Ok(place)
}

/// Memory of the caller's for one result; it need not be initialised.
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
