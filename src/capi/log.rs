//! The library's log, as C sees it.

use std::cell::Cell;
use std::ffi::{CString, c_char, c_void};
use std::sync::{PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};

use crate::capi::argument::refused;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::per_process::PerProcess;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Error;
use crate::status::Status;

/// Log nothing: the initial state.
pub const JPKI_LOG_OFF: i32 = 0x4A00_0201;
/// Log failures that no status reports.
pub const JPKI_LOG_ERROR: i32 = 0x4A00_0202;
/// Also log conditions that deserve attention.
pub const JPKI_LOG_WARNING: i32 = 0x4A00_0203;
/// Also log what happened.
pub const JPKI_LOG_INFO: i32 = 0x4A00_0204;
/// Also log how it happened.
pub const JPKI_LOG_DEBUG: i32 = 0x4A00_0205;
/// Also log each exchange with a card: header, lengths and status word.
pub const JPKI_LOG_TRACE: i32 = 0x4A00_0206;

/// One of JPKI_LOG_*.
pub type jpki_log_level = i32;

/// Receives a log line: its level, one of JPKI_LOG_*, and its text in UTF-8, which belongs to the
/// library and is valid during the call. It is called in the thread that causes the line, possibly
/// in several threads at a time, and must not unwind or jump out of the call.
pub type jpki_log_callback =
    Option<unsafe extern "C" fn(user: *mut c_void, level: jpki_log_level, message: *const c_char)>;

#[derive(Clone, Copy)]
struct Hook {
    callback: unsafe extern "C" fn(*mut c_void, i32, *const c_char),
    user: *mut c_void,
}

// SAFETY: the callback's documentation states that it is called from any thread with this pointer,
// which the library only passes through.
unsafe impl Send for Hook {}
// SAFETY: as above.
unsafe impl Sync for Hook {}

static HOOK: PerProcess<RwLock<Option<Hook>>> = PerProcess::new();

/// The slot for this process's callback, which holds the parent's callback after a `fork`.
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
        // Copied, so that no lock is held while a callback replaces the callback.
        let hook = *hook().read().unwrap_or_else(PoisonError::into_inner);
        let (true, Some(hook)) = (self.enabled(record.metadata()), hook) else {
            return;
        };
        let Ok(message) = CString::new(record.args().to_string()) else {
            return;
        };
        // Lines caused by the callback's own calls are dropped, to avoid endless recursion.
        if !IN_CALLBACK.replace(true) {
            // SAFETY: the caller supplied this function and promised to accept such calls.
            unsafe { (hook.callback)(hook.user, number(record.level()), message.as_ptr()) }
            IN_CALLBACK.set(false);
        }
    }

    fn flush(&self) {}
}

/// The level as a C constant.
fn number(level: log::Level) -> i32 {
    match level {
        log::Level::Error => JPKI_LOG_ERROR,
        log::Level::Warn => JPKI_LOG_WARNING,
        log::Level::Info => JPKI_LOG_INFO,
        log::Level::Debug => JPKI_LOG_DEBUG,
        log::Level::Trace => JPKI_LOG_TRACE,
    }
}

/// Sends the library's log lines up to `level` to `callback`.
///
/// `level`: one of JPKI_LOG_*. JPKI_LOG_OFF or a NULL `callback` turns logging off, which is the
/// initial state. `user` is passed to the callback. No line contains a PIN, a name or a serial
/// number, at any level.
///
/// A callback may call the library, including this function, but not use a card that is in use
/// (JPKI_ERROR_REENTERED); log lines of its own calls are dropped. Another thread may still be in
/// the old callback when this function returns. Any thread; does not touch a card.
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

/// Installs our logger for the process, once; false if a Rust program has set another.
fn install() -> bool {
    static OURS: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *OURS.get_or_init(|| ignoring_panics(false, || log::set_logger(&Logger).is_ok()))
}
