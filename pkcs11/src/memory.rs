//! The caller's memory, checked: NULL, lengths that cannot be, and structures that Windows packs, so
//! that their fields are not aligned.
//!
//! The types here are made from what a C function was called with, in `interface.rs` alone; what the
//! caller promises of them (PKCS #11) is required there.
#![allow(unsafe_code, reason = "the caller's pointers")]

use std::ffi::c_void;
use std::slice;

use cryptoki_sys::*;

use crate::failure::Outcome;

/// The most attributes in one template: more than there are kinds of attribute. A length from a
/// wrong cast (2^32 on a 64-bit system) would otherwise be walked through.
const MOST_ATTRIBUTES: usize = 1_024;

/// A value that the call reads.
pub(crate) struct Input<T>(*const T);

impl<T: Copy> Input<T> {
    /// # Safety
    /// NULL, or valid for reading during the call.
    pub(crate) unsafe fn new(pointer: *const T) -> Self {
        Self(pointer)
    }

    pub(crate) fn is_null(&self) -> bool {
        self.0.is_null()
    }

    pub(crate) fn read(&self) -> Outcome<T> {
        if self.0.is_null() {
            return Err(CKR_ARGUMENTS_BAD.into());
        }
        // SAFETY: not NULL, and valid as promised when it was made.
        Ok(unsafe { self.0.read_unaligned() })
    }
}

/// A place for a value that the call returns.
pub(crate) struct Output<T>(*mut T);

impl<T: Copy> Output<T> {
    /// # Safety
    /// NULL, or valid for reading and writing during the call.
    pub(crate) unsafe fn new(pointer: *mut T) -> Self {
        Self(pointer)
    }

    /// Refuses NULL before anything is done.
    pub(crate) fn check(&self) -> Outcome {
        if self.0.is_null() { Err(CKR_ARGUMENTS_BAD.into()) } else { Ok(()) }
    }

    pub(crate) fn write(&self, value: T) -> Outcome {
        self.check()?;
        // SAFETY: not NULL, and valid as promised when it was made.
        unsafe { self.0.write_unaligned(value) };
        Ok(())
    }

    pub(crate) fn read(&self) -> Outcome<T> {
        self.check()?;
        // SAFETY: as above.
        Ok(unsafe { self.0.read_unaligned() })
    }
}

/// Bytes that the call reads.
pub(crate) struct Bytes {
    start: *const u8,
    length: CK_ULONG,
}

impl Bytes {
    /// # Safety
    /// NULL, or valid for reading `length` bytes during the call.
    pub(crate) unsafe fn new(start: *const u8, length: CK_ULONG) -> Self {
        Self { start, length }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.start.is_null()
    }

    /// NULL is accepted for nothing.
    pub(crate) fn get(&self) -> Outcome<&[u8]> {
        match usize::try_from(self.length) {
            Ok(0) => Ok(&[]),
            Ok(length) if !self.start.is_null() && isize::try_from(length).is_ok() => {
                // SAFETY: not NULL, not longer than an object can be, and valid as promised when it
                // was made.
                Ok(unsafe { slice::from_raw_parts(self.start, length) })
            }
            _ => Err(CKR_ARGUMENTS_BAD.into()),
        }
    }
}

/// A place for a result of any length, with the convention of PKCS #11 (5.2): NULL asks for the
/// length alone.
pub(crate) struct Buffer {
    start: *mut u8,
    length: Output<CK_ULONG>,
}

/// What a buffer is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// The caller asks for the length.
    LengthAlone,
    Enough,
    /// The length has been told.
    TooSmall,
}

impl Buffer {
    /// # Safety
    /// `length`: NULL, or valid for reading and writing during the call. `start`: NULL, or valid for
    /// writing as many bytes as `length` points to.
    pub(crate) unsafe fn new(start: *mut u8, length: *mut CK_ULONG) -> Self {
        // SAFETY: as promised.
        Self { start, length: unsafe { Output::new(length) } }
    }

    pub(crate) fn check(&self) -> Outcome {
        self.length.check()
    }

    /// Tells the caller the length of the result unless it is as good as written.
    pub(crate) fn room_for(&self, length: usize) -> Outcome<Room> {
        let given = self.length.read()?;
        let needed = ulong(length);
        if self.start.is_null() {
            self.length.write(needed)?;
            Ok(Room::LengthAlone)
        } else if given < needed {
            self.length.write(needed)?;
            Ok(Room::TooSmall)
        } else {
            Ok(Room::Enough)
        }
    }

    /// Writes a result for which there is [room](Self::room_for).
    pub(crate) fn write(&self, bytes: &[u8]) -> Outcome {
        if self.room_for(bytes.len())? != Room::Enough {
            return Err(CKR_BUFFER_TOO_SMALL.into());
        }
        // SAFETY: not NULL, and at least as long, as promised when it was made; a result is never
        // in the caller's memory.
        unsafe { self.start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        self.length.write(ulong(bytes.len()))
    }
}

/// A list that the call returns, by the same convention.
pub(crate) struct List<T> {
    start: *mut T,
    count: Output<CK_ULONG>,
}

impl<T: Copy> List<T> {
    /// # Safety
    /// `count`: NULL, or valid for reading and writing during the call. `start`: NULL, or valid for
    /// writing as many elements as `count` points to.
    pub(crate) unsafe fn new(start: *mut T, count: *mut CK_ULONG) -> Self {
        // SAFETY: as promised.
        Self { start, count: unsafe { Output::new(count) } }
    }

    pub(crate) fn check(&self) -> Outcome {
        self.count.check()
    }

    pub(crate) fn asks_for_count(&self) -> bool {
        self.start.is_null()
    }

    pub(crate) fn write(&self, items: &[T]) -> Outcome {
        let given = self.count.read()?;
        self.count.write(ulong(items.len()))?;
        if self.start.is_null() {
            return Ok(());
        }
        if given < ulong(items.len()) {
            return Err(CKR_BUFFER_TOO_SMALL.into());
        }
        for (index, item) in items.iter().enumerate() {
            // SAFETY: not NULL, and there are at least as many places, as promised.
            unsafe { self.start.add(index).write_unaligned(*item) };
        }
        Ok(())
    }
}

/// A fixed number of places, of which as many as fit are filled.
pub(crate) struct Places<T> {
    start: *mut T,
    most: CK_ULONG,
}

impl<T: Copy> Places<T> {
    /// # Safety
    /// NULL, or valid for writing `most` elements during the call.
    pub(crate) unsafe fn new(start: *mut T, most: CK_ULONG) -> Self {
        Self { start, most }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> Outcome<usize> {
        if self.start.is_null() {
            return Err(CKR_ARGUMENTS_BAD.into());
        }
        Ok(usize::try_from(self.most).unwrap_or(usize::MAX))
    }

    /// Fills the first ones.
    pub(crate) fn fill(&self, items: &[T]) -> Outcome {
        if items.len() > self.count()? {
            return Err(CKR_GENERAL_ERROR.into());
        }
        for (index, item) in items.iter().enumerate() {
            // SAFETY: not NULL, and there are at least as many places, as promised.
            unsafe { self.start.add(index).write_unaligned(*item) };
        }
        Ok(())
    }
}

impl Places<u8> {
    /// Fills all of them with what `make` writes, at most `most` at a time.
    pub(crate) fn fill_by_parts(
        &self,
        most: usize,
        mut make: impl FnMut(&mut [u8]) -> bool,
    ) -> Outcome {
        let count = self.count()?;
        if isize::try_from(count).is_err() {
            return Err(CKR_ARGUMENTS_BAD.into());
        }
        let mut part = vec![0; most.min(count)];
        let mut done = 0_usize;
        while done < count {
            let length = part.len().min(count.saturating_sub(done));
            let Some(part) = part.get_mut(..length) else { break };
            if !make(part) {
                return Err(CKR_FUNCTION_FAILED.into());
            }
            // SAFETY: within the places that there are, as promised.
            unsafe {
                self.start.add(done).copy_from_nonoverlapping(part.as_ptr(), part.len());
            }
            done = done.saturating_add(length);
        }
        Ok(())
    }
}

/// A template.
pub(crate) struct Template {
    start: *mut CK_ATTRIBUTE,
    count: CK_ULONG,
}

/// One attribute of a template.
pub(crate) struct Slot {
    place: *mut CK_ATTRIBUTE,
    attribute: CK_ATTRIBUTE,
}

impl Template {
    /// # Safety
    /// NULL, or valid for reading and writing `count` attributes during the call, each with a value
    /// that is NULL or valid for reading and writing as many bytes as its length says, unless that
    /// is `CK_UNAVAILABLE_INFORMATION`.
    pub(crate) unsafe fn new(start: *mut CK_ATTRIBUTE, count: CK_ULONG) -> Self {
        Self { start, count }
    }

    pub(crate) fn attributes(&self) -> Outcome<Vec<Slot>> {
        let count = match usize::try_from(self.count) {
            Ok(0) => return Ok(Vec::new()),
            Ok(count) if !self.start.is_null() && count <= MOST_ATTRIBUTES => count,
            _ => return Err(CKR_ARGUMENTS_BAD.into()),
        };
        // SAFETY: not NULL, and as many attributes, as promised when it was made.
        let slot = |index| unsafe {
            let place = self.start.add(index);
            Slot { place, attribute: place.read_unaligned() }
        };
        Ok((0..count).map(slot).collect())
    }
}

impl Slot {
    pub(crate) fn kind(&self) -> CK_ATTRIBUTE_TYPE {
        self.attribute.type_
    }

    /// The value to compare with.
    pub(crate) fn value(&self) -> Outcome<&[u8]> {
        let (start, length) = (self.attribute.pValue, self.attribute.ulValueLen);
        match usize::try_from(length) {
            Ok(0) => Ok(&[]),
            Ok(length) if !start.is_null() && isize::try_from(length).is_ok() => {
                // SAFETY: not NULL, and valid for as many bytes, as promised for the template.
                Ok(unsafe { slice::from_raw_parts(start.cast::<u8>(), length) })
            }
            _ => Err(CKR_ATTRIBUTE_VALUE_INVALID.into()),
        }
    }

    /// Answers with a value, or with its length alone.
    pub(crate) fn answer(&mut self, value: &[u8]) -> Outcome {
        let start: *mut c_void = self.attribute.pValue;
        let given = self.attribute.ulValueLen;
        // What an earlier answer left there is no length.
        let is_too_small = given == CK_UNAVAILABLE_INFORMATION || given < ulong(value.len());
        if !start.is_null() && is_too_small {
            self.set_length(CK_UNAVAILABLE_INFORMATION);
            return Err(CKR_BUFFER_TOO_SMALL.into());
        }
        if !start.is_null() {
            // SAFETY: not NULL, and valid for at least as many bytes, as promised for the template.
            unsafe { start.cast::<u8>().copy_from_nonoverlapping(value.as_ptr(), value.len()) };
        }
        self.set_length(ulong(value.len()));
        Ok(())
    }

    /// Answers that there is no value to be had, and why.
    pub(crate) fn refuse(&mut self, why: CK_RV) -> Outcome {
        self.set_length(CK_UNAVAILABLE_INFORMATION);
        Err(why.into())
    }

    fn set_length(&mut self, length: CK_ULONG) {
        self.attribute.ulValueLen = length;
        // SAFETY: the template is valid for writing, as promised.
        unsafe { self.place.write_unaligned(self.attribute) };
    }
}

/// The parameter of a mechanism, if it is exactly this long.
pub(crate) fn parameter<T: Copy>(mechanism: &CK_MECHANISM) -> Outcome<T> {
    let (start, length) = (mechanism.pParameter, mechanism.ulParameterLen);
    if start.is_null() || length != ulong(size_of::<T>()) {
        return Err(CKR_MECHANISM_PARAM_INVALID.into());
    }
    // SAFETY: not NULL, and as long, as the caller of the function promises.
    Ok(unsafe { start.cast::<T>().read_unaligned() })
}

/// A length as PKCS #11 has it: 32 bits on Windows. What does not fit is not a length.
pub(crate) fn ulong(length: usize) -> CK_ULONG {
    CK_ULONG::try_from(length).unwrap_or(CK_UNAVAILABLE_INFORMATION)
}

/// A handle, which has 32 bits everywhere.
#[allow(clippy::useless_conversion, reason = "on Windows CK_ULONG has 32 bits")]
pub(crate) fn handle(number: u32) -> CK_ULONG {
    number.into()
}
