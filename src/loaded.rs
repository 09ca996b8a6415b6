//! Keeps the library that contains this code loaded once it was used.
//!
//! Unloading it on Windows would take the code away from a thread that waits in it, and each cycle of
//! loading and unloading would use up slots of thread-local storage, of which a process has 1,088.
//! Elsewhere the loader decides what may be unloaded.

#[cfg(windows)]
pub use windows::keep_loaded;

/// Nothing, here.
#[cfg(not(windows))]
pub fn keep_loaded() {}

#[cfg(windows)]
mod windows {
    #![allow(unsafe_code, reason = "a call of the system")]

    use std::sync::Once;

    use windows_sys::Win32::System::LibraryLoader::{
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW,
    };

    /// Pins the module that contains this code, at the first call: `FreeLibrary` no longer unloads it.
    pub fn keep_loaded() {
        static PINNED: Once = Once::new();
        PINNED.call_once(|| {
            let mut module = std::ptr::null_mut();
            // SAFETY: with FROM_ADDRESS the name is any address in the module, and is not read; the
            // place for the handle is valid. A failure leaves the module as it was.
            unsafe {
                GetModuleHandleExW(
                    GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                    (&raw const PINNED).cast(),
                    &raw mut module,
                );
            }
        });
    }
}
