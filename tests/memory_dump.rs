//! A PIN in use does not leave the process with a core dump or a child of `fork`.
#![cfg(all(target_os = "linux", feature = "virtual-card"))]
#![allow(unsafe_code, reason = "only C has fork")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::ptr::null_mut;
use std::sync::{Mutex, PoisonError};

use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Pin, SignRequest, Status};
use support::figure::figure;
use support::memory::{Hidden, expect, three_times};

/// One test runs at a time, so that memory of others does not interfere.
static ALONE: Mutex<()> = Mutex::new(());

/// A child of `fork` has only zeros in place of a Pin, and does not send them as a PIN.
#[test]
fn a_forked_child_has_no_pin() {
    unsafe extern "C" {
        fn fork() -> i32;
        fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
        fn raise(signal: i32) -> i32;
        fn kill(process: i32, signal: i32) -> i32;
        fn _exit(code: i32) -> !;
    }
    const SIGCONT: i32 = 18;
    const SIGSTOP: i32 = 19;
    const WUNTRACED: i32 = 2;

    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    three_times(|| {
        let hidden = Hidden::new();
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        let pin = hidden.show(|digits| Pin::new(digits).unwrap());
        expect("a Pin is one copy", hidden.found(), 1)?;

        // SAFETY: the child uses what this thread has made and nothing that another thread may
        // hold, and ends with `_exit`.
        let child = unsafe { fork() };
        if child == 0 {
            // SAFETY: stops this process until the parent has inspected it.
            unsafe { raise(SIGSTOP) };
            let refused = catch_unwind(AssertUnwindSafe(|| {
                // Its own: a child may not use the parent's.
                let mut card = Card::new(reader.connect().unwrap());
                let signed = card.jpki().unwrap().sign(&pin, &SignRequest::data(b"challenge"));
                let sent = reader.with_card(|card| card.verify_commands()).unwrap();
                signed.is_err_and(|error| error.status() == Status::PinFormat) && sent == 0
            }));
            // SAFETY: ends the child.
            unsafe { _exit(i32::from(!refused.unwrap_or(false))) };
        }
        assert!(child > 0);
        let mut ended = -1;
        // SAFETY: the process is a child of this one.
        let (here, there) = unsafe {
            assert_eq!(waitpid(child, null_mut(), WUNTRACED), child);
            let counts = (hidden.found(), hidden.places(&child.to_string()).unwrap().len());
            kill(child, SIGCONT);
            assert_eq!(waitpid(child, &raw mut ended, 0), child);
            counts
        };
        assert_eq!(ended, 0, "the child must refuse to sign, and send no PIN");
        expect("the parent", here, 1)?;
        expect("the child", there, 0)
    });
}

const DUMPED: &str = "JPKICARD_TEST_DUMPED";
const NOT_DUMPED: &str = "JPKICARD_TEST_NOT_DUMPED";

/// The process that is dumped: this program again, with one PIN in a Pin and another on
/// the heap.
#[test]
fn dumping() {
    let (Ok(dumped), Ok(not)) = (std::env::var(DUMPED), std::env::var(NOT_DUMPED)) else {
        return;
    };
    let _pin = Hidden::from_masked(&not).show(|digits| Pin::new(digits).unwrap());
    Hidden::from_masked(&dumped).show(|_digits| std::process::abort());
}

/// Where the kernel writes core dumps to a file here; elsewhere the page flags, which
/// `tests/memory.rs` checks, must suffice.
#[test]
fn a_core_dump_holds_no_pin() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap();
    if pattern.contains(['|', '/', '%']) {
        figure!("core dumps do not go to the current folder here: {pattern}");
        return;
    }
    three_times(|| {
        let (dumped, not) = (Hidden::new(), Hidden::new());
        let folder = std::env::temp_dir().join(format!("jpkicard-core-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let status = Command::new("sh")
            .args(["-c", "ulimit -c unlimited && exec \"$0\" --exact dumping --nocapture"])
            .arg(std::env::current_exe().unwrap())
            .env(DUMPED, dumped.masked())
            .env(NOT_DUMPED, not.masked())
            .current_dir(&folder)
            .output()
            .unwrap()
            .status;
        let file = fs::read_dir(&folder).unwrap().next();
        let core = file.map(|file| fs::read(file.unwrap().path()).unwrap());
        fs::remove_dir_all(&folder).unwrap();
        let Some(core) = core else {
            figure!("no core dump is written here ({status})");
            return Ok(());
        };
        let found = (dumped.offsets(&core).len(), not.offsets(&core).len());
        figure!(
            "a core dump of {} bytes holds a PIN on the heap {} times, one in a Pin {} times",
            core.len(),
            found.0,
            found.1
        );
        assert!(found.0 > 0, "the dump must hold the heap");
        expect("the dump", found.1, 0)
    });
}
