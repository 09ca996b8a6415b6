//! What the administrator chose: environment variables, then a file of `name = value` lines.
//!
//! A value that is not understood is reported in the log, and the default holds: it is always the
//! cautious one.

use std::path::PathBuf;
use std::time::Duration;

use jpkicard::LastTry;

/// The prefix of the environment variables: `JPKICARD_PKCS11_SLOTS`.
const PREFIX: &str = "JPKICARD_PKCS11_";

/// How long a PIN is kept without being used, by default.
const IDLE: Duration = Duration::from_secs(15 * 60);

/// Which of a reader's two slots there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slots {
    Both,
    Authentication,
    Signature,
}

#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    pub(crate) slots: Slots,
    /// Only readers whose names contain this; all if empty.
    pub(crate) reader: String,
    pub(crate) last_try: LastTry,
    /// Each signature with the signature key requires a login of its own.
    pub(crate) is_strict: bool,
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
            is_strict: false,
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
        if let Some(text) = file().and_then(|path| std::fs::read_to_string(path).ok()) {
            read.take_file(&text);
        }
        for name in NAMES {
            let variable = format!("{PREFIX}{}", name.to_ascii_uppercase());
            if let Some(value) = std::env::var_os(variable) {
                read.take(name, &value.to_string_lossy());
            }
        }
        read
    }

    /// Lines `name = value`; empty ones and those that begin with `#` are skipped.
    fn take_file(&mut self, text: &str) {
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.split_once('=') {
                Some((name, value)) => self.take(name.trim(), value.trim()),
                None => self.complaints.push(format!("not `name = value`: {line}")),
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
            ("always_authenticate", "lenient") => self.is_strict = false,
            ("always_authenticate", "strict") => self.is_strict = true,
            ("idle_seconds", "none") => self.idle = None,
            ("idle_seconds", seconds) => match seconds.parse() {
                Ok(seconds @ 1..) => self.idle = Some(Duration::from_secs(seconds)),
                _ => self.complain(name, value),
            },
            ("log", "") => self.log = None,
            ("log", "stderr") => self.log = Some(Destination::StandardError),
            ("log", path) => self.log = Some(Destination::File(path.into())),
            ("log_level", "calls") => self.logs_commands = false,
            ("log_level", "commands") => self.logs_commands = true,
            _ => self.complain(name, value),
        }
    }

    fn complain(&mut self, name: &str, value: &str) {
        self.complaints.push(format!("unknown setting: {name} = {value}"));
    }
}

/// `JPKICARD_PKCS11_CONFIG`, or the system's.
fn file() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(format!("{PREFIX}CONFIG")) {
        return Some(path.into());
    }
    if cfg!(windows) {
        let folder = PathBuf::from(std::env::var_os("ProgramData")?);
        return Some(folder.join("jpkicard").join("pkcs11.conf"));
    }
    Some(PathBuf::from("/etc/jpkicard/pkcs11.conf"))
}

#[cfg(test)]
mod tests;
