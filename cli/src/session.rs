//! What a command runs in: the language, the output, and the card on the desk.

use std::io::{self, IsTerminal, Write};
#[cfg(unix)]
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use clap::ArgMatches;
use jpkicard::pcsc::{Context, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::{Card, Language, LastTry, PinStatus, Status};

use crate::exit_code::ExitCode;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::options;
use crate::report::Report;
use crate::secret_input::Secrets;
use crate::words::{Words, words};

/// A card in a reader, or a virtual one.
pub(crate) struct CardOnDesk {
    pub(crate) card: Card<Box<dyn Transport>>,
    pub(crate) reader: String,
}

pub(crate) struct Session<'a> {
    pub(crate) language: Language,
    pub(crate) matches: &'a ArgMatches,
    command: String,
    is_json: bool,
    is_quiet: bool,
}

/// What a command leaves to be printed, and the exit code.
pub(crate) enum Output {
    Report(Report),
    /// A result that also has an exit code other than 0.
    Verdict(Report, ExitCode),
    /// Bytes, as they are.
    Raw(Vec<u8>),
    /// Everything is printed or written already.
    Nothing,
}

const PUT: Words = words("Put the card on the reader.", "カードをリーダーに置いてください。");
const TRIES: Words = words("Tries left: {}", "残り回数: {}");
const LOCKED: Words = words("locked", "0 回（ロックされています）");
const NOT_REPORTED: Words = words("not reported by the card", "不明（カードが通知しません）");

impl<'a> Session<'a> {
    pub(crate) fn new(language: Language, command: String, matches: &'a ArgMatches) -> Self {
        Self {
            language,
            matches,
            command,
            is_json: options::is_set(matches, "json"),
            is_quiet: options::is_set(matches, "quiet"),
        }
    }

    /// Says something on the standard error, unless `--quiet`.
    pub(crate) fn say(&self, text: &str) {
        if !self.is_quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Prints one result.
    ///
    /// # Errors
    /// `Stream`.
    pub(crate) fn print(&self, report: &Report) -> Result<()> {
        let text = if self.is_json {
            self.in_envelope("result", report)
        } else {
            report.to_text(self.language)
        };
        let mut output = io::stdout().lock();
        let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
        written.map_err(Failure::Stream)
    }

    /// Prints bytes as they are.
    ///
    /// # Errors
    /// `Stream`.
    pub(crate) fn print_raw(&self, bytes: &[u8]) -> Result<()> {
        let mut output = io::stdout().lock();
        output.write_all(bytes).and_then(|()| output.flush()).map_err(Failure::Stream)
    }

    /// Prints why the command failed: as JSON where the result would be, otherwise for people.
    pub(crate) fn print_failure(&self, failure: &Failure) {
        if self.is_json {
            let text = self.in_envelope("error", &failure.report(self.language));
            let _ = io::stdout().write_all(text.as_bytes());
        } else {
            let _ = writeln!(io::stderr(), "jpkicard: {}", failure.message(self.language));
        }
    }

    /// What an interrupt prints that comes while somebody is asked.
    pub(crate) fn last_words(&self) -> String {
        let report = Failure::Interrupted.report(self.language);
        if self.is_json { self.in_envelope("error", &report) } else { String::new() }
    }

    fn in_envelope(&self, name: &str, report: &Report) -> String {
        in_envelope(&self.command, name, report)
    }

    /// # Errors
    /// As [`Secrets::new`].
    pub(crate) fn secrets(&self) -> Result<Secrets> {
        Secrets::new(options::source(self.matches), self.language)
    }

    /// Before a secret is read: shows the tries, refuses where the library would, and asks whether
    /// the last may be spent.
    ///
    /// # Errors
    /// `blocked`, `PinLastTry`, `PinTriesUnknown`; those of [`Secrets::new`] and
    /// [`Secrets::last_try`].
    pub(crate) fn approve(&self, status: PinStatus, blocked: Status) -> Result<(Secrets, LastTry)> {
        self.check_tries(status, blocked)?;
        let secrets = self.secrets()?;
        let is_allowed = options::is_set(self.matches, "allow-last-try");
        let rule = secrets.last_try(is_allowed, status)?;
        Ok((secrets, rule))
    }

    pub(crate) fn reader_choice(&self) -> ReaderChoice {
        match options::text(self.matches, "reader") {
            Some(name) => ReaderChoice::Containing(name.to_owned()),
            None => ReaderChoice::Any,
        }
    }

    pub(crate) fn timeout(&self) -> Duration {
        let timeout = self.matches.try_get_one::<Duration>("timeout").ok().flatten();
        timeout.copied().unwrap_or_default()
    }

    /// Waits for the card, and asks for it if it is not there.
    ///
    /// # Errors
    /// As [`Context::wait_for_card`]; `Interrupted`.
    pub(crate) fn card(&self) -> Result<CardOnDesk> {
        #[cfg(feature = "virtual-card")]
        if let Some(kind) = options::text(self.matches, "virtual") {
            return virtual_card(kind);
        }
        let context = Context::new();
        let timeout = self.timeout();
        let end = Instant::now().checked_add(timeout);
        let wait =
            WaitOptions::new().reader(self.reader_choice()).cancellation(interrupt::cancellation());
        let mut found = context.wait_for_card(&wait.clone().timeout(Some(Duration::ZERO)));
        if found.as_ref().is_err_and(|error| is_awaited(error.status())) && !timeout.is_zero() {
            if io::stderr().is_terminal() {
                self.say(PUT.text(self.language));
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            found = context.wait_for_card(&wait.timeout(left));
        }
        interrupt::check()?;
        let link = found?;
        let reader = shown(link.reader_name());
        Ok(CardOnDesk { card: Card::new(Box::new(link)), reader })
    }

    /// Shows how many tries are left, and refuses where the library would: before anybody types.
    ///
    /// # Errors
    /// `blocked`, `PinLastTry`, `PinTriesUnknown`.
    fn check_tries(&self, status: PinStatus, blocked: Status) -> Result<()> {
        let left = match status {
            PinStatus::TriesLeft(tries) => tries.to_string(),
            PinStatus::Blocked => LOCKED.text(self.language).to_owned(),
            _ => NOT_REPORTED.text(self.language).to_owned(),
        };
        self.say(&TRIES.filled(self.language, &[&left]));
        let may_lock = options::is_set(self.matches, "allow-last-try");
        let refusal = match status {
            PinStatus::Blocked => blocked,
            PinStatus::TriesLeft(1) if !may_lock => Status::PinLastTry,
            PinStatus::TriesLeft(_) => return Ok(()),
            _ if !may_lock => Status::PinTriesUnknown,
            _ => return Ok(()),
        };
        let error = jpkicard::Error::new(refusal);
        Err(match status.tries_left() {
            Some(tries) => error.with_tries_left(tries),
            None => error,
        }
        .into())
    }
}

/// One line of JSON.
fn in_envelope(command: &str, name: &str, report: &Report) -> String {
    let mut object = serde_json::Map::new();
    object.insert("json_version".to_owned(), 1.into());
    object.insert("command".to_owned(), command.into());
    object.insert(name.to_owned(), report.to_json());
    format!("{}\n", in_ascii(&serde_json::Value::Object(object).to_string()))
}

/// The JSON of arguments that name no command, or one wrongly.
pub(crate) fn print_usage_failure(message: &str, language: Language) {
    let report = Failure::Arguments(message.to_owned()).report(language);
    let _ = io::stdout().write_all(in_envelope("jpkicard", "error", &report).as_bytes());
}

/// Whether there is somewhere to print to: Rust opens the null device, for reading too, in place of a
/// standard output that is closed.
///
/// # Errors
/// `Stream`.
#[cfg(unix)]
pub(crate) fn has_output() -> Result<()> {
    use std::os::unix::fs::MetadataExt;
    let null = std::fs::metadata("/dev/null").map(|null| null.rdev()).ok();
    let output = io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
    let is_null = output
        .and_then(|output| output.metadata())
        .is_ok_and(|output| output.rdev() != 0 && Some(output.rdev()) == null);
    let is_readable = rustix::fs::fcntl_getfl(io::stdout())
        .is_ok_and(|flags| flags.contains(rustix::fs::OFlags::RDWR));
    if is_null && is_readable {
        return Err(Failure::Stream(io::Error::other("closed")));
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn has_output() -> Result<()> {
    Ok(())
}

/// JSON with every other character escaped, so that no code page of a pipe damages it.
fn in_ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}

/// Whether somebody can do something about it by the card.
const fn is_awaited(status: Status) -> bool {
    matches!(
        status,
        Status::NoCard
            | Status::NoReader
            | Status::UnknownReader
            | Status::NotIndividualNumberCard
            | Status::CardUnresponsive
            | Status::CardBusy
            | Status::SharingViolation
    )
}

pub(crate) fn shown(reader: &ReaderName) -> String {
    reader.to_string()
}

#[cfg(feature = "virtual-card")]
fn virtual_card(kind: &str) -> Result<CardOnDesk> {
    use jpkicard::virtual_card::VirtualReader;
    let reader = VirtualReader::new(crate::commands::virtual_card::builder(kind).build()?);
    Ok(CardOnDesk { card: Card::new(Box::new(reader.connect()?)), reader: "virtual".to_owned() })
}
