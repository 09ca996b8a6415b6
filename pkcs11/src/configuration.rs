//! What the administrator chose: environment variables, then a file of `name = value` lines.
//!
//! A value that is not understood is reported in the log, by the setting's name alone, and the default
//! holds: it is always the cautious one.
//!
//! A program with more rights than whoever started it (setuid) does not read the environment, and so
//! neither another file nor another log: both would be opened with its rights.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jpkicard::LastTry;

/// The prefix of the environment variables: `JPKICARD_PKCS11_SLOTS`.
const PREFIX: &str = "JPKICARD_PKCS11_";

/// The largest settings file that is read, in bytes.
const LARGEST_FILE: u64 = 64 * 1024;

/// How long a PIN is kept without being used, by default.
const IDLE: Duration = Duration::from_secs(15 * 60);

/// Which of a reader's two slots there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slots {
    Both,
    Authentication,
    Signature,
}

/// Whether each signature with the signature key requires a login of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AlwaysAuthenticate {
    /// It is announced, and not required: Java never makes one.
    Lenient,
    Strict,
    /// It is not announced, for services that cannot ask.
    Never,
}

#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    pub(crate) slots: Slots,
    /// Only readers whose names contain this; all if empty.
    pub(crate) reader: String,
    pub(crate) last_try: LastTry,
    pub(crate) always_authenticate: AlwaysAuthenticate,
    /// `None`: without a limit.
    pub(crate) idle: Option<Duration>,
    pub(crate) log: Option<Destination>,
    /// Each command and answer is logged, secrets masked.
    pub(crate) logs_commands: bool,
    /// What was not understood.
    pub(crate) complaints: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    StandardError,
    File(PathBuf),
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            slots: Slots::Both,
            reader: String::new(),
            last_try: LastTry::Keep,
            always_authenticate: AlwaysAuthenticate::Lenient,
            idle: Some(IDLE),
            log: None,
            logs_commands: false,
            complaints: Vec::new(),
        }
    }
}

/// The names of the settings; in the environment they are in capitals, with [`PREFIX`].
const NAMES: [&str; 7] =
    ["slots", "reader", "last_try", "always_authenticate", "idle_seconds", "log", "log_level"];

impl Configuration {
    /// Reads the file, then the environment, which takes precedence.
    pub(crate) fn read() -> Self {
        let mut read = Self::default();
        if let Some(text) = file().and_then(|path| text_of(&path)) {
            read.take_file(&text);
        }
        for name in NAMES {
            if let Some(value) = variable(&name.to_ascii_uppercase()) {
                read.take(name, &value.to_string_lossy());
            }
        }
        read
    }

    /// Lines `name = value`; empty ones and those that begin with `#` are skipped.
    fn take_file(&mut self, text: &str) {
        for (number, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let known = line.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
            match known.filter(|(name, _)| NAMES.contains(name)) {
                Some((name, value)) => self.take(name, value),
                None => {
                    let number = number.saturating_add(1);
                    self.complaints.push(format!("line {number} of the file is no setting"));
                }
            }
        }
    }

    fn take(&mut self, name: &str, value: &str) {
        match (name, value) {
            ("slots", "both") => self.slots = Slots::Both,
            ("slots", "authentication") => self.slots = Slots::Authentication,
            ("slots", "signature") => self.slots = Slots::Signature,
            ("reader", text) => text.clone_into(&mut self.reader),
            ("last_try", "refuse") => self.last_try = LastTry::Keep,
            ("last_try", "allow") => self.last_try = LastTry::Allow,
            ("always_authenticate", "lenient") => {
                self.always_authenticate = AlwaysAuthenticate::Lenient;
            }
            ("always_authenticate", "strict") => {
                self.always_authenticate = AlwaysAuthenticate::Strict;
            }
            ("always_authenticate", "never") => {
                self.always_authenticate = AlwaysAuthenticate::Never;
            }
            ("idle_seconds", "none") => self.idle = None,
            ("idle_seconds", seconds) => match seconds.parse() {
                Ok(seconds @ 1..) => self.idle = Some(Duration::from_secs(seconds)),
                _ => self.complain(name),
            },
            ("log", "") => self.log = None,
            ("log", "stderr") => self.log = Some(Destination::StandardError),
            ("log", path) => self.log = Some(Destination::File(path.into())),
            ("log_level", "calls") => self.logs_commands = false,
            ("log_level", "commands") => self.logs_commands = true,
            _ => self.complain(name),
        }
    }

    /// Not the value: it may be anything.
    fn complain(&mut self, name: &str) {
        self.complaints.push(format!("the value of {name} is unknown"));
    }
}

/// `JPKICARD_PKCS11_CONFIG`, or the system's.
fn file() -> Option<PathBuf> {
    if let Some(path) = variable("CONFIG") {
        return Some(path.into());
    }
    if cfg!(windows) {
        let folder = PathBuf::from(std::env::var_os("ProgramData")?);
        return Some(folder.join("jpkicard").join("pkcs11.conf"));
    }
    Some(PathBuf::from("/etc/jpkicard/pkcs11.conf"))
}

/// A variable of the environment, unless it comes from somebody with fewer rights.
fn variable(name: &str) -> Option<OsString> {
    if is_privileged() { None } else { std::env::var_os(format!("{PREFIX}{name}")) }
}

/// Whether this program has rights that whoever started it lacks.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[allow(unsafe_code, reason = "a call of the system")]
fn is_privileged() -> bool {
    // SAFETY: it reads what the kernel told this process. Setuid, or capabilities of the file.
    unsafe { libc::getauxval(libc::AT_SECURE) != 0 }
}

/// Elsewhere: whether its users differ.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn is_privileged() -> bool {
    use rustix::process::{getegid, geteuid, getgid, getuid};
    getuid() != geteuid() || getgid() != getegid()
}

#[cfg(not(unix))]
fn is_privileged() -> bool {
    false
}

/// The text of a regular file of a reasonable size.
fn text_of(path: &Path) -> Option<String> {
    let information = std::fs::metadata(path).ok()?;
    if !information.is_file() || information.len() > LARGEST_FILE {
        return None;
    }
    let mut text = String::new();
    File::open(path).ok()?.take(LARGEST_FILE).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests;
