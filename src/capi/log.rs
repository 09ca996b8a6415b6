//! The library's log, as C sees it.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ffi::{CString, c_char, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};

use crate::capi::argument::refused;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::out::cut;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::structure::{Structure, end_of, structure_place};
use crate::error::{Error, Result};
use crate::per_process::PerProcess;
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

/// The size of jpki_log_record.message in bytes, including its NUL.
pub const JPKI_LOG_MESSAGE_SIZE: usize = 512;

/// The number of log lines that `jpki_log_keep` keeps.
pub const JPKI_LOG_KEPT: u32 = 1_000;

/// One log line. The caller owns it, sets `struct_size` to `sizeof(jpki_log_record)` and may reuse
/// it; there is nothing to free.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_log_record {
    /// Set by the caller: sizeof(jpki_log_record).
    pub struct_size: u32,
    /// One of JPKI_LOG_*; JPKI_LOG_OFF if no line is kept.
    pub level: jpki_log_level,
    /// How many lines between this one and the one taken before were dropped, because
    /// JPKI_LOG_KEPT others were waiting.
    pub dropped_count: u32,
    /// Always 0.
    pub reserved: u32,
    /// The line in UTF-8, NUL-terminated, truncated between two characters.
    pub message: [c_char; JPKI_LOG_MESSAGE_SIZE],
}

// SAFETY: numbers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_log_record {
    const SMALLEST: usize = end_of!(jpki_log_record, message);
}

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

/// Where the log lines go.
#[derive(Clone, Copy)]
enum Receiver {
    Nobody,
    Callback(Hook),
    /// [`KEPT`].
    Kept,
}

static RECEIVER: PerProcess<RwLock<Receiver>> = PerProcess::new();

/// The receiver in this process, which is the parent's after a `fork`.
fn receiver() -> &'static RwLock<Receiver> {
    let of = |parents: &RwLock<Receiver>| parents.try_read().ok().map(|receiver| *receiver);
    RECEIVER.get(|parents| RwLock::new(parents.and_then(of).unwrap_or(Receiver::Nobody)))
}

/// The lines that wait for `jpki_log_next`.
#[derive(Default)]
struct Kept {
    lines: VecDeque<(jpki_log_level, String)>,
    dropped: u32,
}

impl Kept {
    fn keep(&mut self, level: jpki_log_level, line: String) {
        if self.lines.len() >= JPKI_LOG_KEPT as usize {
            self.lines.pop_front();
            self.dropped = self.dropped.saturating_add(1);
        }
        self.lines.push_back((level, line));
    }
}

static KEPT: PerProcess<Mutex<Kept>> = PerProcess::new();

/// The lines kept in this process; a child of `fork` begins with none.
fn kept() -> MutexGuard<'static, Kept> {
    let kept = KEPT.get(|_| Mutex::default());
    kept.lock().unwrap_or_else(PoisonError::into_inner)
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
        if !self.enabled(record.metadata()) {
            return;
        }
        let line = record.args().to_string();
        let receiver = receiver().read().unwrap_or_else(PoisonError::into_inner);
        let hook = match *receiver {
            Receiver::Nobody => return,
            // Under the lock, so that no line is kept after the kept ones were dropped.
            Receiver::Kept => return kept().keep(number(record.level()), line),
            Receiver::Callback(hook) => hook,
        };
        // A callback may replace the callback.
        drop(receiver);
        let Ok(message) = CString::new(line) else {
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
/// the old callback when this function returns. It replaces `jpki_log_keep`, whose lines are
/// dropped. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_log_set(
    callback: jpki_log_callback,
    user: *mut c_void,
    level: jpki_log_level,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let level = filter(level)?;
        let hook = callback.map(|callback| Hook { callback, user });
        send_to(hook.map_or(Receiver::Nobody, Receiver::Callback), level)
    })
}

/// Keeps the library's log lines up to `level` for `jpki_log_next`: for programs that cannot be
/// called back.
///
/// `level`: one of JPKI_LOG_*. JPKI_LOG_OFF turns logging off, which is the initial state, and drops
/// what is kept. Of more than JPKI_LOG_KEPT lines the oldest are dropped, and counted in the next
/// record. It replaces the callback of `jpki_log_set`. No line contains a PIN, a name or a serial
/// number, at any level. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_log_keep(
    level: jpki_log_level,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || send_to(Receiver::Kept, filter(level)?))
}

/// Takes the oldest log line that `jpki_log_keep` kept, and returns immediately. If there is none,
/// the call succeeds with `record->level` JPKI_LOG_OFF and an empty message; so it does if nothing
/// is kept at all. Lines come in the order in which they were caused. Any thread; does not touch a
/// card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_log_next(
    record: *mut jpki_log_record,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut place, struct_size) = unsafe { structure_place(record)? };
        let mut kept = kept();
        let next = kept.lines.pop_front();
        let dropped_count = std::mem::take(&mut kept.dropped);
        drop(kept);
        let (level, line) = next.unwrap_or((JPKI_LOG_OFF, String::new()));
        let mut message = [0; JPKI_LOG_MESSAGE_SIZE];
        for (place, byte) in message.iter_mut().zip(cut(&line, JPKI_LOG_MESSAGE_SIZE).bytes()) {
            *place = c_char::from_ne_bytes([byte]);
        }
        place.put(jpki_log_record { struct_size, level, dropped_count, reserved: 0, message });
        Ok(())
    })
}

/// From one of JPKI_LOG_*.
fn filter(level: jpki_log_level) -> Result<LevelFilter> {
    Ok(match level {
        JPKI_LOG_OFF => LevelFilter::Off,
        JPKI_LOG_ERROR => LevelFilter::Error,
        JPKI_LOG_WARNING => LevelFilter::Warn,
        JPKI_LOG_INFO => LevelFilter::Info,
        JPKI_LOG_DEBUG => LevelFilter::Debug,
        JPKI_LOG_TRACE => LevelFilter::Trace,
        _ => return Err(refused("the log level is none of JPKI_LOG_*")),
    })
}

/// From now on log lines up to `level` go to `wanted`, and the lines that are kept are dropped
/// unless they go there still.
fn send_to(wanted: Receiver, level: LevelFilter) -> Result<()> {
    let wanted = if level == LevelFilter::Off { Receiver::Nobody } else { wanted };
    let mut place = receiver().write().unwrap_or_else(PoisonError::into_inner);
    let is_first = matches!(*place, Receiver::Nobody);
    if !matches!(wanted, Receiver::Nobody) && is_first && !install() {
        return Err(
            Error::new(Status::System).with_detail("the program has a Rust logger of its own")
        );
    }
    *place = wanted;
    if !matches!(wanted, Receiver::Kept) {
        *kept() = Kept::default();
    }
    log::set_max_level(if matches!(wanted, Receiver::Nobody) { LevelFilter::Off } else { level });
    Ok(())
}

/// Installs our logger for the process, once; false if a Rust program has set another.
fn install() -> bool {
    static OURS: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *OURS.get_or_init(|| ignoring_panics(false, || log::set_logger(&Logger).is_ok()))
}
