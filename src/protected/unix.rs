//! Pages from `mmap`: they hold nothing else, and `munmap` ends all their protections.
#![allow(unsafe_code, reason = "pages of one's own are raw memory")]

use std::ffi::c_void;
use std::ptr::{NonNull, null_mut};
use std::slice;

use rustix::mm::{MapFlags, ProtFlags, mlock, mmap_anonymous, munmap};

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
        let (access, private) = (ProtFlags::READ.union(ProtFlags::WRITE), MapFlags::PRIVATE);
        // SAFETY: a new mapping at an address chosen by the system affects no other.
        let start = unsafe { mmap_anonymous(null_mut(), length, access, private) }.ok()?;
        let pages = Self { start: NonNull::new(start.cast())?, length };
        pages.protect();
        Some(pages)
    }

    /// Each step is useful without the others, so none is checked.
    fn protect(&self) {
        let start = self.start.as_ptr().cast::<c_void>();
        #[cfg(any(target_os = "linux", target_os = "android"))]
        for advice in [rustix::mm::Advice::LinuxDontDump, rustix::mm::Advice::LinuxWipeOnFork] {
            // SAFETY: the pages belong to this value. The first advice changes nothing that a
            // program can see; the second zeroes a child's copy, and the pages are only ever read
            // as bytes, for which zeros are valid.
            let _ = unsafe { rustix::mm::madvise(start, self.length, advice) };
        }
        // SAFETY: the pages belong to this value; locking does not change their content.
        let _ = unsafe { mlock(start, self.length) };
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        // SAFETY: mapped and readable for `length` bytes until `drop`, initialised with zeros.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: as above, and writable; `&mut self` guarantees exclusive access.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: mapped by `zeroed` with this length; no reference outlives the value. This does
        // not fail for such a mapping; if it did, the pages would merely leak.
        let _ = unsafe { munmap(self.start.as_ptr().cast(), self.length) };
    }
}
