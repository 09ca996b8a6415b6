//! The cost of a body's call: bytes allocated by the thread that made it. The library does not
//! report the number of RSA operations, and time depends on the machine.
#![allow(unsafe_code, reason = "an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts, and delegates the rest to the system's allocator.
pub struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    static IN_USE: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
    static IN_ALL: Cell<usize> = const { Cell::new(0) };
}

fn taken(bytes: usize) {
    // A thread that is ending has no counters any more.
    let _ = IN_USE.try_with(|in_use| {
        in_use.set(in_use.get().wrapping_add(bytes));
        let _ = MOST.try_with(|most| {
            // May be below zero, because memory allocated by another thread may have been freed
            // here.
            if in_use.get().cast_signed() > most.get().cast_signed() {
                most.set(in_use.get());
            }
        });
    });
    let _ = IN_ALL.try_with(|in_all| in_all.set(in_all.get().wrapping_add(bytes)));
}

fn given_back(bytes: usize) {
    let _ = IN_USE.try_with(|in_use| in_use.set(in_use.get().wrapping_sub(bytes)));
}

// SAFETY: the system's allocator does all the work; the counts are kept separately.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        // SAFETY: as guaranteed by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        given_back(layout.size());
        // SAFETY: as guaranteed by the caller.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// In bytes: the peak beyond the initial use, and the total allocated.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub most: usize,
    pub in_all: usize,
}

/// Does `work` and returns its cost.
pub fn of<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    let (before, in_all) = (IN_USE.with(Cell::get), IN_ALL.with(Cell::get));
    MOST.with(|most| most.set(before));
    let result = work();
    let most = MOST.with(Cell::get).wrapping_sub(before);
    (result, Cost { most, in_all: IN_ALL.with(Cell::get).wrapping_sub(in_all) })
}

/// What a call may allocate: a number of bytes per byte of input, plus a fixed number.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// In use at once, per byte of input.
    pub most: usize,
    /// Allocated in total, per byte of input.
    pub in_all: usize,
    /// The fixed number, for either.
    pub fixed: usize,
}

impl Allowance {
    /// Does `work` with an input of this length, and asserts that it costs no more.
    pub fn holds<R>(self, length: usize, work: impl FnOnce() -> R) -> R {
        let (result, cost) = of(work);
        assert!(cost.most <= self.most * length + self.fixed, "{cost:?} for {length} bytes");
        assert!(cost.in_all <= self.in_all * length + self.fixed, "{cost:?} for {length} bytes");
        result
    }
}
