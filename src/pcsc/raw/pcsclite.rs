//! pcsc-lite, loaded at first use: nothing links it, so one program runs on machines with and
//! without it.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_void};
use std::mem::transmute_copy;
use std::ptr::NonNull;
use std::sync::OnceLock;

use libc::{RTLD_LOCAL, RTLD_NOW, dlopen, dlsym};

use crate::pcsc::raw::functions::Functions;

/// The first part of its version is that of the interface. OpenBSD counts in its own way, and its
/// loader takes the newest.
const LIBRARY: &CStr =
    if cfg!(target_os = "openbsd") { c"libpcsclite.so" } else { c"libpcsclite.so.1" };

/// `SCARD_CTL_CODE` of `reader.h`.
pub(super) const fn control_code(number: u32) -> u32 {
    0x4200_0000_u32.saturating_add(number)
}

/// The functions; `None` while the library is not installed, or lacks one of them. It is looked for
/// at every call until it is found, since a package may be installed while the program runs: that
/// takes some microseconds. It is never unloaded.
///
/// To be called where no fork can happen: a child would inherit a half-filled `LOADED`.
pub(super) fn functions() -> Option<&'static Functions> {
    static LOADED: OnceLock<Functions> = OnceLock::new();
    match LOADED.get() {
        Some(loaded) => Some(loaded),
        None => load().map(|found| LOADED.get_or_init(|| found)),
    }
}

fn load() -> Option<Functions> {
    // SAFETY: the name ends with NUL. What runs as the library loads is pcsc-lite's, and would have
    // run at the start of a program that links it.
    let library = NonNull::new(unsafe { dlopen(LIBRARY.as_ptr(), RTLD_NOW | RTLD_LOCAL) })?;
    // SAFETY: each field's type is that function's in `winscard.h`, whose first version has them
    // all, and the library stays loaded.
    unsafe {
        Some(Functions {
            establish_context: find(library, c"SCardEstablishContext")?,
            release_context: find(library, c"SCardReleaseContext")?,
            list_readers: find(library, c"SCardListReaders")?,
            get_status_change: find(library, c"SCardGetStatusChange")?,
            cancel: find(library, c"SCardCancel")?,
            connect: find(library, c"SCardConnect")?,
            reconnect: find(library, c"SCardReconnect")?,
            disconnect: find(library, c"SCardDisconnect")?,
            begin_transaction: find(library, c"SCardBeginTransaction")?,
            end_transaction: find(library, c"SCardEndTransaction")?,
            status: find(library, c"SCardStatus")?,
            transmit: find(library, c"SCardTransmit")?,
            control: find(library, c"SCardControl")?,
        })
    }
}

/// The function with this name.
///
/// # Safety
/// `F` is a function pointer of the function's own type.
unsafe fn find<F: Copy>(library: NonNull<c_void>, name: &CStr) -> Option<F> {
    const { assert!(size_of::<F>() == size_of::<NonNull<c_void>>()) };
    // SAFETY: the library is loaded, and the name ends with NUL.
    let found = NonNull::new(unsafe { dlsym(library.as_ptr(), name.as_ptr()) })?;
    // SAFETY: both have the same length, and POSIX lets `dlsym` return functions.
    Some(unsafe { transmute_copy(&found) })
}
