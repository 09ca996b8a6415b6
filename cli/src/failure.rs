//! Why a command did not do what it is for.

use std::io;
use std::path::PathBuf;

use jpkicard::Language;
use jpkicard::internal::text::shown;

use crate::exit_code::ExitCode;
use crate::report::{Report, Value};
use crate::words::{Words, words};

#[derive(Debug)]
pub(crate) enum Failure {
    /// The library's.
    Card(jpkicard::Error),
    /// The arguments do not go together.
    Usage(Words),
    /// They are not the program's, in clap's words.
    Arguments(String),
    /// A file, by its name.
    File(PathBuf, io::Error),
    /// The standard input or output, or a file descriptor.
    Stream(io::Error),
    /// A file's contents are not what they should be.
    Content(PathBuf, Words),
    /// A PIN is needed, and there is nobody to ask.
    NoTerminal,
    /// Nothing was entered, or the question was answered with no.
    NotEntered,
    /// Two entries of a new PIN differ.
    Differs,
    /// Ctrl-C.
    Interrupted,
}

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl From<jpkicard::Error> for Failure {
    fn from(error: jpkicard::Error) -> Self {
        Self::Card(error)
    }
}

const FILE: Words = words("{}: {}", "{}: {}");
const STREAM: Words = words("standard input or output: {}", "標準入出力: {}");
const NO_TERMINAL: Words = words(
    "there is no terminal to enter it: give it with --pin-stdin or --pin-fd; nothing was sent to the card",
    "入力できるターミナルがありません。--pin-stdin または --pin-fd で渡してください。カードには何も送っていません",
);
const NOT_ENTERED: Words = words(
    "it was not entered, or not confirmed; it was not sent to the card and no try was spent",
    "入力または確認がありませんでした。カードには送っておらず、残り回数は減っていません",
);
const DIFFERS: Words = words(
    "the two entries differ; nothing was changed and no try was spent",
    "二度の入力が一致しません。何も変更しておらず、残り回数は減っていません",
);
const INTERRUPTED: Words =
    words("interrupted; the card's key is locked", "中断しました。カードの鍵は閉じています");

impl Failure {
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Card(error) => ExitCode::of(error.status()),
            Self::Usage(_) | Self::Arguments(_) => ExitCode::USAGE,
            Self::File(..) | Self::Stream(_) | Self::Content(..) => ExitCode::FILE,
            Self::NoTerminal | Self::NotEntered => ExitCode::SECRET_REQUIRED,
            Self::Differs => ExitCode::SECRET_FORMAT,
            Self::Interrupted => ExitCode::INTERRUPTED,
        }
    }

    /// A name for programs.
    fn name(&self) -> &'static str {
        match self {
            Self::Card(error) => error.status().name(),
            Self::Usage(_) | Self::Arguments(_) => "USAGE",
            Self::File(..) | Self::Content(..) => "FILE",
            Self::Stream(_) => "STREAM",
            Self::NoTerminal => "NO_TERMINAL",
            Self::NotEntered => "NOT_ENTERED",
            Self::Differs => "ENTRIES_DIFFER",
            Self::Interrupted => "INTERRUPTED",
        }
    }

    pub(crate) fn message(&self, language: Language) -> String {
        let file = |path: &PathBuf, what: &str| {
            FILE.filled(language, &[&shown(path.display().to_string().as_bytes()), what])
        };
        match self {
            Self::Card(error) => error.in_language(language).to_string(),
            Self::Usage(what) => what.text(language).to_owned(),
            Self::Arguments(what) => what.clone(),
            Self::File(path, error) => file(path, &error.to_string()),
            Self::Content(path, what) => file(path, what.text(language)),
            Self::Stream(error) => STREAM.filled(language, &[&error.to_string()]),
            Self::NoTerminal => NO_TERMINAL.text(language).to_owned(),
            Self::NotEntered => NOT_ENTERED.text(language).to_owned(),
            Self::Differs => DIFFERS.text(language).to_owned(),
            Self::Interrupted => INTERRUPTED.text(language).to_owned(),
        }
    }

    /// As JSON has it.
    pub(crate) fn report(&self, language: Language) -> Report {
        let error = match self {
            Self::Card(error) => Some(error),
            _ => None,
        };
        let hex = |number: String| Value::Text(number);
        Report::new()
            .with_hidden("name", Value::text(self.name()))
            .with_hidden("exit_code", Value::number(self.exit_code().code))
            .with_hidden("message", Value::Text(self.message(language)))
            .with_hidden(
                "tries_left",
                Value::maybe(error.and_then(jpkicard::Error::tries_left), Value::number),
            )
            .with_hidden(
                "status_word",
                Value::maybe(error.and_then(jpkicard::Error::status_word), |word| {
                    hex(format!("{:04X}", word.value()))
                }),
            )
            .with_hidden(
                "pcsc_code",
                Value::maybe(error.and_then(jpkicard::Error::pcsc_code), |code| {
                    hex(format!("{code:08X}"))
                }),
            )
    }
}
