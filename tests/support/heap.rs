//! A counting allocator. A test that needs it makes it its `#[global_allocator]`.
#![allow(unsafe_code, reason = "an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicI64, Ordering};

/// Counts the bytes that Rust has in use.
pub struct Counting;

static IN_USE: AtomicI64 = AtomicI64::new(0);

fn count(bytes: usize, sign: i64) {
    IN_USE.fetch_add(sign * i64::try_from(bytes).unwrap_or(0), Ordering::Relaxed);
}

// SAFETY: the system's allocator does all the work; the count is kept separately.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 1);
        // SAFETY: as guaranteed by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(layout.size(), -1);
        // SAFETY: as guaranteed by the caller.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// How many bytes Rust has in use now.
pub fn in_use() -> i64 {
    IN_USE.load(Ordering::SeqCst)
}
