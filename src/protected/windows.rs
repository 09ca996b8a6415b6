//! Pages from `VirtualAlloc`: they hold nothing else.
#![allow(unsafe_code, reason = "pages of one's own are raw memory")]

use std::ptr::{NonNull, null};
use std::slice;

use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_RELEASE, MEM_RESERVE, PAGE_READWRITE, VirtualAlloc, VirtualFree, VirtualLock,
    VirtualUnlock,
};

/// Whole pages, of which the first `length` bytes are used.
pub(super) struct Pages {
    start: NonNull<u8>,
    length: usize,
}

// SAFETY: the memory is private to this value and belongs to no thread.
unsafe impl Send for Pages {}
// SAFETY: through a shared reference the memory can only be read.
unsafe impl Sync for Pages {}

impl Pages {
    /// `length` zeros, protected as far as possible; `None` if there is no memory, or if `length`
    /// is 0.
    pub(super) fn zeroed(length: usize) -> Option<Self> {
        // SAFETY: a new allocation at an address chosen by the system affects no other.
        let start =
            unsafe { VirtualAlloc(null(), length, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE) };
        let pages = Self { start: NonNull::new(start.cast())?, length };
        // SAFETY: the pages belong to this value; locking does not change their content. It may
        // fail if the working set is full, and is not checked.
        unsafe { VirtualLock(start, length) };
        Some(pages)
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        // SAFETY: committed and readable for `length` bytes until `drop`, initialised with zeros.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: as above, and writable; `&mut self` guarantees exclusive access.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: allocated by `zeroed`; no reference outlives the value. With MEM_RELEASE the
        // length must be 0: everything that was allocated.
        unsafe {
            VirtualUnlock(self.start.as_ptr().cast(), self.length);
            VirtualFree(self.start.as_ptr().cast(), 0, MEM_RELEASE);
        }
    }
}
