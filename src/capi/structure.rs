//! Structures that begin with `struct_size`: those of this version of the library, an older or a
//! later one. This lets a structure grow without breaking programs built before.

use std::mem::MaybeUninit;
use std::ptr;

use crate::capi::argument::refused;
use crate::error::Result;

/// A structure of a later version may be larger than ours, up to this size.
const LARGEST: usize = 4_096;

/// A structure that begins with its `struct_size`, a `u32`.
///
/// # Safety
/// It is `repr(C)` without padding, its first field is that size, zeros are a valid value of each
/// field, and `SMALLEST` is the offset of a field or its end.
pub(super) unsafe trait Structure: Copy {
    /// The smallest `struct_size` that is accepted: the fields without which the call has no
    /// meaning. It is that of 0.1.0, and does not change as the structure grows: the offset of a
    /// field, or [`end_of!`] one.
    const SMALLEST: usize;

    /// Whether `size` may be the `struct_size` of this structure, in any version. An older version
    /// ends where its alignment lets it, so never within a pointer.
    fn may_have(size: u32) -> bool {
        let size = size as usize;
        let ends_between_fields =
            size >= size_of::<Self>() || size.is_multiple_of(align_of::<Self>());
        (Self::SMALLEST..=LARGEST).contains(&size) && ends_between_fields
    }
}

/// Where a field of a structure ends.
macro_rules! end_of {
    ($structure:ident, $field:ident) => {
        std::mem::offset_of!($structure, $field)
            .saturating_add(crate::capi::structure::size_of_field(|it: &$structure| &it.$field))
    };
}
pub(super) use end_of;

/// The size of the field that a function selects.
pub(super) const fn size_of_field<S, F>(_: fn(&S) -> &F) -> usize {
    size_of::<F>()
}

/// Reads a structure, or `None` for NULL. Fields that an older caller does not have are zero. Any
/// bytes that a later one has beyond ours must be zero: they may ask for a precaution that this
/// version does not know.
///
/// # Safety
/// `structure` is NULL or points to `struct_size` initialised bytes, of which the first four hold
/// that size.
pub(super) unsafe fn structure<S: Structure>(structure: *const S) -> Result<Option<S>> {
    if structure.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller promises.
    let size = unsafe { struct_size(structure)? } as usize;
    let ours = size.min(size_of::<S>());
    let mut copy = MaybeUninit::<S>::zeroed();
    // SAFETY: `size` bytes belong to the caller. No more than the size of `S` is copied, and the
    // rest is zero, which is valid in each field. An older structure ends at a multiple of its
    // alignment, so that no pointer is read in part.
    let (copy, beyond) = unsafe {
        ptr::copy_nonoverlapping(structure.cast::<u8>(), copy.as_mut_ptr().cast(), ours);
        let beyond =
            std::slice::from_raw_parts(structure.cast::<u8>().add(ours), size.saturating_sub(ours));
        (copy.assume_init(), beyond)
    };
    if beyond.iter().any(|byte| *byte != 0) {
        return Err(refused("a structure of a later version asks for what this one does not know"));
    }
    Ok(Some(copy))
}

/// The caller's memory for a structure whose `struct_size` the caller has set, and that size. An
/// older caller gets the fields that it knows; any bytes that a later one has beyond ours are not
/// changed.
///
/// # Safety
/// As for [`structure`], but only the first four bytes need be initialised, and the caller lends
/// the memory for `'a`.
pub(super) unsafe fn structure_place<'a, S: Structure>(
    structure: *mut S,
) -> Result<(StructureOut<'a, S>, u32)> {
    if structure.is_null() {
        return Err(refused("a result pointer is null or misaligned"));
    }
    // SAFETY: as the caller promises.
    let size = unsafe { struct_size(structure)? };
    Ok((StructureOut { structure, size, lifetime: std::marker::PhantomData }, size))
}

/// The caller's memory for one structure.
pub(super) struct StructureOut<'a, S> {
    structure: *mut S,
    size: u32,
    lifetime: std::marker::PhantomData<&'a mut S>,
}

impl<S: Structure> StructureOut<'_, S> {
    /// Writes the fields that the caller's structure has; its `struct_size` does not change.
    pub(super) fn put(&mut self, result: S) {
        const SIZE: usize = size_of::<u32>();
        let end = (self.size as usize).min(size_of::<S>());
        // SAFETY: `structure_place` checked the size, which its caller promised, and it is at least
        // that of the first field.
        unsafe {
            ptr::copy_nonoverlapping(
                (&raw const result).cast::<u8>().add(SIZE),
                self.structure.cast::<u8>().add(SIZE),
                end.saturating_sub(SIZE),
            );
        }
    }
}

/// # Safety
/// `structure` points to at least four readable bytes.
unsafe fn struct_size<S: Structure>(structure: *const S) -> Result<u32> {
    if !structure.is_aligned() {
        return Err(refused("a structure is misaligned"));
    }
    // SAFETY: the first four bytes are promised whatever the size.
    let size = unsafe { structure.cast::<u32>().read() };
    if !S::may_have(size) {
        return Err(refused("struct_size is not the structure's size"));
    }
    Ok(size)
}

#[cfg(test)]
mod tests;
