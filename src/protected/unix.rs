//! Pages from `mmap`: nothing else lies on them, and `munmap` ends all that was asked
//! for them.
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
// SAFETY: through a shared reference it can only be read.
unsafe impl Sync for Pages {}

impl Pages {
    /// `length` zeros, protected as far as can be; `None` if there is no memory, and for
    /// no bytes.
    pub(super) fn zeroed(length: usize) -> Option<Self> {
        let (access, private) = (ProtFlags::READ.union(ProtFlags::WRITE), MapFlags::PRIVATE);
        // SAFETY: a new mapping where the system finds room disturbs no other.
        let start = unsafe { mmap_anonymous(null_mut(), length, access, private) }.ok()?;
        let pages = Self { start: NonNull::new(start.cast())?, length };
        pages.protect();
        Some(pages)
    }

    /// Each step is worth having without the others, so none is checked.
    fn protect(&self) {
        let start = self.start.as_ptr().cast::<c_void>();
        #[cfg(any(target_os = "linux", target_os = "android"))]
        for advice in [rustix::mm::Advice::LinuxDontDump, rustix::mm::Advice::LinuxWipeOnFork] {
            // SAFETY: the pages are this value's. The first advice changes nothing that a
            // program sees; the second puts zeros into a child's copy, and all that is ever
            // read from the pages are bytes, for which zeros are as good as any.
            let _ = unsafe { rustix::mm::madvise(start, self.length, advice) };
        }
        // SAFETY: the pages are this value's; locking changes nothing in them.
        let _ = unsafe { mlock(start, self.length) };
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        // SAFETY: mapped and readable for `length` bytes until `drop`, zeros at first.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: as above, and writable; `&mut self` is the only way in meanwhile.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: mapped by `zeroed` with this length; no reference outlives the value.
        // It fails for no mapping that was made so; if it did, the pages would only stay.
        let _ = unsafe { munmap(self.start.as_ptr().cast(), self.length) };
    }
}
