//! Pages from `VirtualAlloc`: nothing else lies on them.
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
// SAFETY: through a shared reference it can only be read.
unsafe impl Sync for Pages {}

impl Pages {
    /// `length` zeros, protected as far as can be; `None` if there is no memory, and for
    /// no bytes.
    pub(super) fn zeroed(length: usize) -> Option<Self> {
        // SAFETY: a new allocation where the system finds room disturbs no other.
        let start =
            unsafe { VirtualAlloc(null(), length, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE) };
        let pages = Self { start: NonNull::new(start.cast())?, length };
        // SAFETY: the pages are this value's; locking changes nothing in them. It may fail
        // for want of room in the working set, and is not checked.
        unsafe { VirtualLock(start, length) };
        Some(pages)
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        // SAFETY: committed and readable for `length` bytes until `drop`, zeros at first.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: as above, and writable; `&mut self` is the only way in meanwhile.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: allocated by `zeroed`; no reference outlives the value. With MEM_RELEASE
        // the length has to be 0: all that was allocated.
        unsafe {
            VirtualUnlock(self.start.as_ptr().cast(), self.length);
            VirtualFree(self.start.as_ptr().cast(), 0, MEM_RELEASE);
        }
    }
}
