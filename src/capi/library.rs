//! The library itself: version, features, log, wiping.

use std::cell::Cell;
use std::ffi::{CString, c_char, c_void};
use std::sync::{PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};
use zeroize::Zeroize;

use crate::capi::argument::refused;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::per_process::PerProcess;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Error;
use crate::status::Status;

/// The library's version, such as "0.1.0". The text is static.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    VERSION.as_ptr().cast()
}

/// The library talks to readers through PC/SC.
pub const JPKI_FEATURE_PCSC: u32 = 1;
/// The library checks each signature before it is handed out, and can check the records
/// of the card.
pub const JPKI_FEATURE_VERIFY: u32 = 2;
/// The library has the embedded virtual card: a build for tests.
pub const JPKI_FEATURE_VIRTUAL_CARD: u32 = 4;
/// The library checks certificates and signatures for a relying party.
pub const JPKI_FEATURE_TRUST: u32 = 8;
/// The library makes pictures of what the card holds.
pub const JPKI_FEATURE_PICTURE: u32 = 16;
/// The library can read the 12-digit individual number (kojin bango): few may by law, and
/// an authentication of patients is not among them.
pub const JPKI_FEATURE_INDIVIDUAL_NUMBER: u32 = 32;

/// Any of JPKI_FEATURE_*, or 0 for none.
pub type jpki_feature_flags = u32;

/// What the library was built with: a sum of JPKI_FEATURE_*.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_features() -> jpki_feature_flags {
    let built = |present: bool, feature| if present { feature } else { 0 };
    built(cfg!(feature = "pcsc"), JPKI_FEATURE_PCSC)
        | built(cfg!(feature = "verify"), JPKI_FEATURE_VERIFY)
        | built(cfg!(feature = "virtual-card"), JPKI_FEATURE_VIRTUAL_CARD)
        | built(cfg!(feature = "trust"), JPKI_FEATURE_TRUST)
        | built(cfg!(feature = "picture"), JPKI_FEATURE_PICTURE)
        | built(cfg!(feature = "individual-number"), JPKI_FEATURE_INDIVIDUAL_NUMBER)
}

/// Overwrites `length` bytes at `data` with zeros, in a way that a compiler does
/// not leave out: for the caller's own copy of a PIN. Null is left alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_secure_wipe(data: *mut c_void, length: usize) {
    if data.is_null() || isize::try_from(length).is_err() {
        return;
    }
    // SAFETY: C's caller promises it; a slice is at most isize::MAX bytes long.
    unsafe { std::slice::from_raw_parts_mut(data.cast::<u8>(), length) }.zeroize();
}

/// Log: nothing. The state at the start.
pub const JPKI_LOG_OFF: i32 = 0x4A00_0201;
/// Log: what failed on a way that returns no status.
pub const JPKI_LOG_ERROR: i32 = 0x4A00_0202;
/// Log: what deserves a look.
pub const JPKI_LOG_WARNING: i32 = 0x4A00_0203;
/// Log: what happened.
pub const JPKI_LOG_INFO: i32 = 0x4A00_0204;
/// Log: how it happened.
pub const JPKI_LOG_DEBUG: i32 = 0x4A00_0205;
/// Log: each exchange with a card, by header, lengths and status word.
pub const JPKI_LOG_TRACE: i32 = 0x4A00_0206;

/// One of JPKI_LOG_*.
pub type jpki_log_level = i32;

/// Gets a log line: its level, JPKI_LOG_*, and its text in UTF-8, which is the
/// library's and valid during the call. It is called in the thread that causes
/// the line, in several at a time, and must not unwind or jump out of the call.
pub type jpki_log_callback =
    Option<unsafe extern "C" fn(user: *mut c_void, level: jpki_log_level, message: *const c_char)>;

#[derive(Clone, Copy)]
struct Hook {
    callback: unsafe extern "C" fn(*mut c_void, i32, *const c_char),
    user: *mut c_void,
}

// SAFETY: the callback's documentation tells that it is called from any thread
// with this pointer, which the library only hands through.
unsafe impl Send for Hook {}
// SAFETY: as above.
unsafe impl Sync for Hook {}

static HOOK: PerProcess<RwLock<Option<Hook>>> = PerProcess::new();

/// This process's place for the callback, with the parent's in it after a `fork`.
fn hook() -> &'static RwLock<Option<Hook>> {
    let of = |parents: &RwLock<Option<Hook>>| parents.try_read().ok().and_then(|hook| *hook);
    HOOK.get(|parents| RwLock::new(parents.and_then(of)))
}

thread_local! {
    /// Whether this thread is in the log callback.
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("jpkicard")
    }

    fn log(&self, record: &Record<'_>) {
        // Copied, so that no lock is held while a callback changes the callback.
        let hook = *hook().read().unwrap_or_else(PoisonError::into_inner);
        let (true, Some(hook)) = (self.enabled(record.metadata()), hook) else {
            return;
        };
        let Ok(message) = CString::new(record.args().to_string()) else {
            return;
        };
        // What a callback's own calls would log is left out, or it would never end.
        if !IN_CALLBACK.replace(true) {
            // SAFETY: the caller gave this function and promised to take such calls.
            unsafe { (hook.callback)(hook.user, number(record.level()), message.as_ptr()) }
            IN_CALLBACK.set(false);
        }
    }

    fn flush(&self) {}
}

/// The level in C.
fn number(level: log::Level) -> i32 {
    match level {
        log::Level::Error => JPKI_LOG_ERROR,
        log::Level::Warn => JPKI_LOG_WARNING,
        log::Level::Info => JPKI_LOG_INFO,
        log::Level::Debug => JPKI_LOG_DEBUG,
        log::Level::Trace => JPKI_LOG_TRACE,
    }
}

/// Sends the library's log lines up to `level` (JPKI_LOG_*) to `callback`; null or
/// JPKI_LOG_OFF ends it. Off at the start. No line holds a PIN, a name or a serial
/// number, at any level.
///
/// A callback may call the library, this function too, but not a card that is at
/// work (JPKI_ERROR_REENTERED); what its own calls would log is left out. Another thread may still be in the old callback
/// when this returns. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_log_set(
    callback: jpki_log_callback,
    user: *mut c_void,
    level: jpki_log_level,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let level = match level {
            JPKI_LOG_OFF => LevelFilter::Off,
            JPKI_LOG_ERROR => LevelFilter::Error,
            JPKI_LOG_WARNING => LevelFilter::Warn,
            JPKI_LOG_INFO => LevelFilter::Info,
            JPKI_LOG_DEBUG => LevelFilter::Debug,
            JPKI_LOG_TRACE => LevelFilter::Trace,
            _ => return Err(refused("the log level is none of JPKI_LOG_*")),
        };
        let hook =
            callback.filter(|_| level != LevelFilter::Off).map(|callback| Hook { callback, user });
        let mut place = self::hook().write().unwrap_or_else(PoisonError::into_inner);
        if hook.is_some() && place.is_none() && !install() {
            return Err(
                Error::new(Status::System).with_detail("the program has a Rust logger of its own")
            );
        }
        *place = hook;
        log::set_max_level(if hook.is_some() { level } else { LevelFilter::Off });
        Ok(())
    })
}

/// Makes our logger the process's, once; false if a Rust program set another.
fn install() -> bool {
    static OURS: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *OURS.get_or_init(|| ignoring_panics(false, || log::set_logger(&Logger).is_ok()))
}
