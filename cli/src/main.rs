//! `jpkicard`: the Individual Number Card (マイナンバーカード) on the command line.
//!
//! Each command is one file in `commands`: its arguments, and what it does. The help, the man pages,
//! the completions and the reference page come from these definitions, in English and Japanese.
//!
//! | module | contents |
//! |---|---|
//! | `words` | texts in both languages |
//! | `exit_code` | the exit codes |
//! | `report` | what a command found, as text and as JSON |
//! | `failure` | why it did not |
//! | `interrupt` | Ctrl-C |
//! | `secret_input` | PINs from the terminal or a pipe |
//! | `options` | arguments that several commands share |
//! | `session` | language, output and the card on the desk |
//! | `logging` | `--verbose` |
//! | `doctor` | what is wrong with this desk |
//! | `commands` | the commands |

mod commands;
mod doctor;
mod exit_code;
mod failure;
mod interrupt;
mod logging;
mod options;
mod report;
mod secret_input;
mod session;
mod words;

use std::process;

use clap::error::{ContextKind, ContextValue};
use jpkicard::Language;

use crate::exit_code::ExitCode;
use crate::session::{Output, Session};

fn main() -> process::ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let language = words::language(&arguments);
    let is_json = arguments.iter().any(|argument| argument == "--json");
    let matches = match commands::all(language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return refused(without_values(error), is_json, language).into(),
    };
    let Some((name, run, matches)) = commands::chosen(&matches) else {
        return ExitCode::USAGE.into();
    };
    let session = Session::new(language, name, matches);
    interrupt::handle(session.last_words());
    if options::is_set(matches, "verbose") {
        logging::start();
    }
    finish(&session, run).into()
}

/// An argument that is no option may be a PIN that somebody typed there: it is not repeated.
fn without_values(mut error: clap::Error) -> clap::Error {
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidSubcommand] {
        let is_value = matches!(
            error.get(kind),
            Some(ContextValue::String(text)) if !text.starts_with('-')
        );
        if is_value {
            error.insert(kind, ContextValue::String("(not shown)".to_owned()));
            error.remove(ContextKind::Suggested);
        }
    }
    error
}

/// Wrong arguments, or a help or version that was asked for.
fn refused(error: clap::Error, is_json: bool, language: Language) -> ExitCode {
    if is_json && error.use_stderr() {
        let message = error.render().to_string();
        session::print_usage_failure(message.trim(), language);
        return ExitCode::USAGE;
    }
    match (error.print(), error.use_stderr()) {
        (Err(_), _) => ExitCode::FILE,
        (Ok(()), true) => ExitCode::USAGE,
        (Ok(()), false) => ExitCode::DONE,
    }
}

fn finish(session: &Session<'_>, run: commands::Run) -> ExitCode {
    let finished =
        session::has_output().and_then(|()| run(session)).and_then(|output| match output {
            Output::Report(report) => session.print(&report).map(|()| ExitCode::DONE),
            Output::Verdict(report, code) => session.print(&report).map(|()| code),
            Output::Raw(bytes) => session.print_raw(&bytes).map(|()| ExitCode::DONE),
            Output::Nothing => Ok(ExitCode::DONE),
        });
    finished.unwrap_or_else(|failure| {
        session.print_failure(&failure);
        failure.exit_code()
    })
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.code)
    }
}

#[cfg(test)]
mod tests;
