//! An allocator that counts what each thread has in use, and its peak. A test that needs it makes
//! it its `#[global_allocator]`.
#![allow(unsafe_code, reason = "an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts the bytes of each thread.
pub struct Peak;

thread_local! {
    static IN_USE: Cell<i64> = const { Cell::new(0) };
    static MOST: Cell<i64> = const { Cell::new(0) };
}

fn count(bytes: usize, sign: i64) {
    // A thread that is ending has no counters any more.
    let _ = IN_USE.try_with(|in_use| {
        in_use.set(in_use.get() + sign * i64::try_from(bytes).unwrap_or(0));
        let _ = MOST.try_with(|most| most.set(most.get().max(in_use.get())));
    });
}

// SAFETY: the system's allocator does all the work; the count is kept separately.
unsafe impl GlobalAlloc for Peak {
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

/// The peak of bytes that this thread had in use during `work`, beyond those before.
pub fn most_during<R>(work: impl FnOnce() -> R) -> (R, usize) {
    let before = IN_USE.with(Cell::get);
    MOST.with(|most| most.set(before));
    let result = work();
    let most = MOST.with(Cell::get) - before;
    (result, usize::try_from(most).unwrap_or(0))
}
