//! PINs, passwords and check numbers: from the terminal without echo, or from a pipe. Never from an
//! argument or the environment, which other programs can read.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read, Write};

use jpkicard::{Language, LastTry, PinStatus};
use zeroize::Zeroizing;

use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::words::{Words, words};

/// Longer than any PIN or password, so that a wrong pipe is noticed.
const LONGEST: usize = 64;

/// The person's own terminal, whatever the standard input is.
const TERMINAL: &str = if cfg!(windows) { "CONIN$" } else { "/dev/tty" };

/// Where they come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Terminal,
    /// One per line; what follows the last is the command's data.
    StandardInput,
    FileDescriptor(u32),
}

pub(crate) struct Secrets {
    source: Source,
    language: Language,
    /// The pipe, once it is opened.
    pipe: Option<File>,
}

const ALLOW: Words = words(
    "{}: a wrong one may lock it. Is it confirmed with the holder? [y/N] ",
    "{}。間違えるとロックされるおそれがあります。本人に確認しましたか。[y/N] ",
);
const WAITING: Words = words(
    "Reading the data from the terminal, until Ctrl-D.",
    "データをターミナルから読みます（Ctrl-D まで）。",
);

impl Secrets {
    /// Takes the pipe, if there is one. A terminal in its place is asked like a terminal: typing there
    /// would show the secret.
    ///
    /// # Errors
    /// `File` for a descriptor that is not open.
    pub(crate) fn new(source: Source, language: Language) -> Result<Self> {
        let pipe = match source {
            Source::Terminal => None,
            Source::StandardInput => Some(standard_input().map_err(Failure::Stream)?),
            Source::FileDescriptor(number) => Some(
                descriptor(number)
                    .map_err(|error| Failure::File(format!("--pin-fd {number}").into(), error))?,
            ),
        };
        let pipe = pipe.filter(|pipe| !pipe.is_terminal());
        let source = if pipe.is_some() { source } else { Source::Terminal };
        Ok(Self { source, language, pipe })
    }

    /// One secret, wiped when it is dropped.
    ///
    /// # Errors
    /// `NotEntered`, `NoTerminal`, `Interrupted`; `Stream` if the pipe cannot be read or the line is
    /// too long.
    pub(crate) fn read(&mut self, prompt: Words) -> Result<Zeroizing<Vec<u8>>> {
        let secret = match self.source {
            Source::Terminal => self.ask(prompt)?,
            Source::StandardInput | Source::FileDescriptor(_) => {
                let pipe = self.pipe()?;
                interrupt::at_a_prompt(|| read_line(pipe))??
            }
        };
        if secret.is_empty() { Err(Failure::NotEntered) } else { Ok(secret) }
    }

    /// A new secret, which a person at a terminal enters twice.
    ///
    /// # Errors
    /// `Differs`; those of [`read`](Self::read).
    pub(crate) fn read_new(&mut self, prompt: Words, again: Words) -> Result<Zeroizing<Vec<u8>>> {
        let new = self.read(prompt)?;
        if self.source == Source::Terminal && *self.read(again)? != *new {
            return Err(Failure::Differs);
        }
        Ok(new)
    }

    /// What follows the secrets on the standard input, if they come from there, or all of it.
    ///
    /// # Errors
    /// `Stream`.
    pub(crate) fn rest_of_input(&mut self) -> Result<Vec<u8>> {
        let mut rest = Vec::new();
        let read = match self.source {
            Source::StandardInput => {
                let pipe = self.pipe()?;
                interrupt::at_a_prompt(|| pipe.read_to_end(&mut rest))?
            }
            _ => {
                if io::stdin().is_terminal() {
                    let _ = writeln!(io::stderr(), "{}", WAITING.text(self.language));
                }
                interrupt::at_a_prompt(|| io::stdin().read_to_end(&mut rest))?
            }
        };
        read.map_err(Failure::Stream)?;
        Ok(rest)
    }

    /// Whether the last try may be spent: with `--allow-last-try`, and if there is a person to ask,
    /// only after a yes. Who gives the secret by a pipe has decided. Where the last is not the next,
    /// it stays kept: another program may spend one while the person types.
    ///
    /// # Errors
    /// `NotEntered` if the answer is not yes; `Interrupted`, `NoTerminal`.
    pub(crate) fn last_try(&self, is_allowed: bool, status: PinStatus) -> Result<LastTry> {
        match (is_allowed, self.source) {
            (false, _) => return Ok(LastTry::Keep),
            (true, Source::StandardInput | Source::FileDescriptor(_)) => return Ok(LastTry::Allow),
            (true, Source::Terminal) => {}
        }
        let left = match status {
            PinStatus::TriesLeft(1) => words("one try is left", "残り 1 回です"),
            PinStatus::TriesLeft(_) | PinStatus::Blocked => return Ok(LastTry::Keep),
            _ => words("the tries left are unknown", "残り回数は不明です"),
        };
        let question = ALLOW.filled(self.language, &[left.text(self.language)]);
        // Not from the standard input, where the data may come from.
        let answer = interrupt::at_a_prompt(|| {
            let mut error = io::stderr();
            error.write_all(question.as_bytes())?;
            error.flush()?;
            let mut answer = String::new();
            let mut terminal = io::BufReader::new(File::open(TERMINAL)?);
            terminal.read_line(&mut answer).map(|_| answer)
        })?;
        let answer = answer.map_err(|_: io::Error| Failure::NoTerminal)?;
        let yes = ["y", "yes", "はい"].iter().any(|yes| answer.trim().eq_ignore_ascii_case(yes));
        if yes { Ok(LastTry::Allow) } else { Err(Failure::NotEntered) }
    }

    fn ask(&self, prompt: Words) -> Result<Zeroizing<Vec<u8>>> {
        if !io::stderr().is_terminal() && !io::stdin().is_terminal() {
            return Err(Failure::NoTerminal);
        }
        let prompt = prompt.text(self.language);
        match interrupt::at_a_prompt(|| rpassword::prompt_password(prompt))? {
            Ok(entered) => Ok(Zeroizing::new(entered.into_bytes())),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(Failure::NotEntered),
            // By Ctrl-C, before the signal's own thread has taken it.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Failure::Interrupted),
            Err(_) => Err(Failure::NoTerminal),
        }
    }

    fn pipe(&mut self) -> Result<&mut File> {
        self.pipe.as_mut().ok_or(Failure::NoTerminal)
    }
}

/// Up to the end of the line and no further, so that no copy stays in a buffer.
fn read_line(pipe: &mut File) -> Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = Zeroizing::new([0]);
    while line.len() < LONGEST {
        match pipe.read(byte.as_mut_slice()) {
            Ok(0) => return Ok(secret_of(line)),
            Ok(_) if *byte == [b'\n'] => return Ok(secret_of(line)),
            Ok(_) => line.extend_from_slice(byte.as_slice()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // A pipe of an event loop.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            Err(error) => return Err(Failure::Stream(error)),
        }
    }
    Err(Failure::Stream(io::Error::new(io::ErrorKind::InvalidData, "the line is too long")))
}

/// A line without what Windows adds: a mark at its start, a carriage return at its end.
fn secret_of(mut line: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    match line.strip_prefix("\u{FEFF}".as_bytes()) {
        Some(rest) => Zeroizing::new(rest.to_vec()),
        None => line,
    }
}

/// Without the standard library's buffer.
#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

/// The descriptor itself, at the place where its owner has read it up to.
#[cfg(unix)]
fn descriptor(number: u32) -> io::Result<File> {
    use std::os::fd::BorrowedFd;
    let number = i32::try_from(number).map_err(|_| io::ErrorKind::InvalidInput)?;
    #[allow(unsafe_code, reason = "a number from the command line can be had in no other way")]
    // SAFETY: it is not -1, and it is borrowed for one call, which fails if it is not open.
    let borrowed = unsafe { BorrowedFd::borrow_raw(number) };
    borrowed.try_clone_to_owned().map(File::from)
}

#[cfg(not(unix))]
fn descriptor(_number: u32) -> io::Result<File> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "--pin-fd is not available here"))
}
