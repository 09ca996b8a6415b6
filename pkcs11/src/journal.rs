//! The log: which call failed, and what that means, in both languages. Off unless it is configured;
//! never a PIN, a name or a serial number.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use cryptoki_sys::*;
use jpkicard::Language;
use jpkicard::internal::process::PerProcess;

use crate::configuration::{Configuration, Destination};
use crate::failure::Failure;

/// Where the lines go.
enum Sink {
    StandardError,
    File(File),
}

/// The log of one process: a child of `fork` has none until it initializes the module.
struct Journal {
    is_open: AtomicBool,
    sink: Mutex<Option<Sink>>,
}

fn here() -> &'static Journal {
    static JOURNAL: PerProcess<Journal> = PerProcess::new();
    JOURNAL.get(|_parents| Journal { is_open: AtomicBool::new(false), sink: Mutex::new(None) })
}

/// Opens the log. A file that cannot be opened is not an error: the log is lost, not the login.
pub(crate) fn open(configuration: &Configuration) {
    let sink = match &configuration.log {
        None => None,
        Some(Destination::StandardError) => Some(Sink::StandardError),
        Some(Destination::File(path)) => open_file(path).map(Sink::File),
    };
    let is_open = sink.is_some();
    let journal = here();
    *journal.sink.lock().unwrap_or_else(PoisonError::into_inner) = sink;
    journal.is_open.store(is_open, Ordering::SeqCst);
    for complaint in &configuration.complaints {
        line(&format!("configuration: {complaint}"));
    }
    if is_open && configuration.logs_commands {
        static LOGGER: OnceLock<Commands> = OnceLock::new();
        // A program that links this crate may have its own.
        if log::set_logger(LOGGER.get_or_init(|| Commands)).is_ok() {
            log::set_max_level(log::LevelFilter::Trace);
        }
    }
}

/// Opens a regular file for appending, readable by its owner alone; no link and no pipe, which would
/// hold up a login.
fn open_file(path: &std::path::Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.mode(0o600).custom_flags(i32::try_from(flags.bits()).ok()?);
    }
    let file = options.open(path).ok()?;
    file.metadata().ok()?.is_file().then_some(file)
}

/// Reports a call that failed.
pub(crate) fn failed(function: &str, failure: &Failure) {
    let value = failure.value;
    // What a caller does by asking for a length, or by looking around.
    let is_usual =
        matches!(value, CKR_BUFFER_TOO_SMALL | CKR_NO_EVENT | CKR_ATTRIBUTE_TYPE_INVALID);
    if is_usual || !here().is_open.load(Ordering::SeqCst) {
        return;
    }
    let cause = failure.cause.as_ref().map_or_else(String::new, |error| {
        let japanese = error.in_language(Language::Japanese);
        format!(": {error} / {japanese}")
    });
    line(&format!("{function}: {value:#x} {}{cause}", name(value)));
}

/// One line, written whole.
fn line(text: &str) {
    let text = format!("jpkicard-pkcs11[{}] {text}\n", std::process::id());
    let mut sink = here().sink.lock().unwrap_or_else(PoisonError::into_inner);
    // A log that cannot be written must not end a signature.
    let _ = match &mut *sink {
        None => Ok(()),
        Some(Sink::StandardError) => to_standard_error(text.as_bytes()),
        Some(Sink::File(file)) => file.write_all(text.as_bytes()),
    };
}

/// Not through the standard library: its lock may be held by a thread of the process that this one was
/// forked from.
#[cfg(unix)]
fn to_standard_error(text: &[u8]) -> std::io::Result<()> {
    Ok(rustix::io::write(rustix::stdio::stderr(), text).map(drop)?)
}

#[cfg(not(unix))]
fn to_standard_error(text: &[u8]) -> std::io::Result<()> {
    std::io::stderr().write_all(text)
}

/// The library's own messages: commands and answers, masked there.
struct Commands;

impl log::Log for Commands {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("jpkicard")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            line(&record.args().to_string());
        }
    }

    fn flush(&self) {}
}

/// The name of a return value that this module uses.
fn name(value: CK_RV) -> &'static str {
    macro_rules! names {
        ($($name:ident)*) => {
            match value {
                $($name => stringify!($name),)*
                _ => "",
            }
        };
    }
    names!(
        CKR_ARGUMENTS_BAD CKR_ATTRIBUTE_SENSITIVE CKR_ATTRIBUTE_TYPE_INVALID
        CKR_ATTRIBUTE_VALUE_INVALID CKR_BUFFER_TOO_SMALL CKR_CANT_LOCK
        CKR_CRYPTOKI_ALREADY_INITIALIZED CKR_CRYPTOKI_NOT_INITIALIZED CKR_DATA_LEN_RANGE
        CKR_DEVICE_ERROR CKR_DEVICE_REMOVED CKR_FUNCTION_FAILED CKR_FUNCTION_NOT_PARALLEL
        CKR_FUNCTION_NOT_SUPPORTED CKR_GENERAL_ERROR CKR_KEY_FUNCTION_NOT_PERMITTED
        CKR_KEY_HANDLE_INVALID CKR_KEY_TYPE_INCONSISTENT CKR_MECHANISM_INVALID
        CKR_MECHANISM_PARAM_INVALID CKR_NO_EVENT CKR_OBJECT_HANDLE_INVALID CKR_OPERATION_ACTIVE
        CKR_OPERATION_NOT_INITIALIZED CKR_PIN_INCORRECT CKR_PIN_INVALID CKR_PIN_LEN_RANGE
        CKR_PIN_LOCKED CKR_RANDOM_SEED_NOT_SUPPORTED CKR_SESSION_COUNT CKR_SESSION_HANDLE_INVALID
        CKR_SESSION_PARALLEL_NOT_SUPPORTED CKR_SESSION_READ_ONLY CKR_SESSION_READ_ONLY_EXISTS
        CKR_SIGNATURE_INVALID CKR_SIGNATURE_LEN_RANGE CKR_SLOT_ID_INVALID CKR_TOKEN_NOT_PRESENT
        CKR_USER_ALREADY_LOGGED_IN CKR_USER_ANOTHER_ALREADY_LOGGED_IN CKR_USER_NOT_LOGGED_IN CKR_USER_TYPE_INVALID
    )
}
