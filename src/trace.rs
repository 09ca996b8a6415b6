//! The only place that turns an exchange with the card into text.
//!
//! A trace shows the header, the lengths and the status word. The only data field it shows is that
//! of SELECT (an application or file identifier): a command may carry a PIN, an answer a name or a
//! serial number. What may be shown is listed explicitly, so a new command is masked until it is
//! added. The length of a PIN or password is masked too.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::apdu::{Command, StatusWord};
use crate::error::Error;

/// Log records of the exchanges have this target, at level `Trace`.
pub(crate) const TARGET: &str = "jpkicard::apdu";

const SELECT: u8 = 0xA4;

/// An exchange in the form that may be logged.
struct Exchange<'a> {
    command: &'a Command,
    outcome: Result<(usize, StatusWord), &'a Error>,
}

impl fmt::Display for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [class, instruction, p1, p2] = self.command.header();
        write!(f, "{class:02X} {instruction:02X} {p1:02X} {p2:02X}")?;
        let data = self.command.data();
        if self.command.carries_secret() {
            // Not even its length: only the holder may know the length of a password.
            f.write_str(" [secret]")?;
        } else if instruction == SELECT {
            f.write_str(" ")?;
            data.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
        } else if !data.is_empty() {
            write!(f, " [{} bytes]", data.len())?;
        }
        if let Some(expected) = self.command.expected() {
            write!(f, " Le {}", expected.get())?;
        }
        match self.outcome {
            Ok((length, status)) => write!(f, " -> [{length} bytes] {status}"),
            Err(error) => write!(f, " -> {}", error.status().name()),
        }
    }
}

/// Logs one exchange.
pub(crate) fn exchange(command: &Command, outcome: Result<(usize, StatusWord), &Error>) {
    ignoring_panics(|| log::trace!(target: TARGET, "{}", Exchange { command, outcome }));
}

/// Logs that a step of leaving the card failed: with an error, or by a panic.
pub(crate) fn leaving_failed(error: Option<&Error>) {
    ignoring_panics(|| match error {
        Some(error) => log::warn!("leaving the card: {error}"),
        None => log::error!("leaving the card: the transport panicked"),
    });
}

/// A logger that panics must not prevent the key from being locked.
fn ignoring_panics(write: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(write));
}

#[cfg(test)]
mod tests;
