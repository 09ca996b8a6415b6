//! PINs, passwords and check numbers: from the terminal without echo, or from a pipe. Never from an
//! argument or the environment, which other programs can read.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read, Write};

use jpkicard::{Language, PinStatus};
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
    "Only {} left: a wrong one locks it. Is it confirmed with the holder? [y/N] ",
    "残り {} です。間違えるとロックされます。本人に確認しましたか。[y/N] ",
);

impl Secrets {
    pub(crate) const fn new(source: Source, language: Language) -> Self {
        Self { source, language, pipe: None }
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
            _ => interrupt::at_a_prompt(|| io::stdin().read_to_end(&mut rest))?,
        };
        read.map_err(Failure::Stream)?;
        Ok(rest)
    }

    /// Asks whether the last try is to be spent, if there is a person to ask; who gives the secret
    /// by a pipe has decided.
    ///
    /// # Errors
    /// `NotEntered` if the answer is not yes; `Interrupted`, `Stream`.
    pub(crate) fn confirm_last_try(&self, status: PinStatus) -> Result<()> {
        if self.source != Source::Terminal || !matches!(status, PinStatus::TriesLeft(1)) {
            return Ok(());
        }
        let left = words("one try is", "1 回").text(self.language);
        let question = ALLOW.filled(self.language, &[left]);
        // Not from the standard input, where the data may come from.
        let answer = interrupt::at_a_prompt(|| {
            let mut error = io::stderr();
            error.write_all(question.as_bytes())?;
            error.flush()?;
            let mut answer = String::new();
            let mut terminal = io::BufReader::new(File::open(TERMINAL)?);
            terminal.read_line(&mut answer).map(|_| answer)
        })?;
        let answer = answer.map_err(|_| Failure::NoTerminal)?;
        if answer.trim().eq_ignore_ascii_case("y") { Ok(()) } else { Err(Failure::NotEntered) }
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
        let pipe = match (self.pipe.take(), self.source) {
            (Some(pipe), _) => Ok(pipe),
            (None, Source::FileDescriptor(number)) => descriptor(number),
            (None, _) => standard_input(),
        };
        Ok(self.pipe.insert(pipe.map_err(Failure::Stream)?))
    }
}

/// Up to the end of the line and no further, so that no copy stays in a buffer.
fn read_line(pipe: &mut File) -> Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = Zeroizing::new([0]);
    while line.len() < LONGEST {
        match pipe.read(byte.as_mut_slice()) {
            Ok(0) => return Ok(line),
            Ok(_) if *byte == [b'\n'] => {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            Ok(_) => line.extend_from_slice(byte.as_slice()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::Stream(error)),
        }
    }
    Err(Failure::Stream(io::Error::new(io::ErrorKind::InvalidData, "the line is too long")))
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

#[cfg(unix)]
fn descriptor(number: u32) -> io::Result<File> {
    File::open(format!("/dev/fd/{number}"))
}

#[cfg(not(unix))]
fn descriptor(_number: u32) -> io::Result<File> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "--pin-fd is not available here"))
}
