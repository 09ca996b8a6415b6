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

use crate::session::{Output, Session};

fn main() -> process::ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let language = words::language(&arguments);
    let matches = match commands::all(language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            let is_error = error.use_stderr();
            return if is_error { exit_code::ExitCode::USAGE } else { exit_code::ExitCode::DONE }
                .into();
        }
    };
    interrupt::handle();
    let Some((name, run, matches)) = commands::chosen(&matches) else {
        return exit_code::ExitCode::USAGE.into();
    };
    if options::is_set(matches, "verbose") {
        logging::start();
    }
    let session = Session::new(language, name, matches);
    let finished = run(&session).and_then(|output| match output {
        Output::Report(report) => session.print(&report).map(|()| exit_code::ExitCode::DONE),
        Output::Verdict(report, code) => session.print(&report).map(|()| code),
        Output::Raw(bytes) => session.print_raw(&bytes).map(|()| exit_code::ExitCode::DONE),
        Output::Nothing => Ok(exit_code::ExitCode::DONE),
    });
    match finished {
        Ok(code) => code,
        Err(failure) => {
            session.print_failure(&failure);
            failure.exit_code()
        }
    }
    .into()
}

impl From<exit_code::ExitCode> for process::ExitCode {
    fn from(code: exit_code::ExitCode) -> Self {
        Self::from(code.code)
    }
}

#[cfg(test)]
mod tests;
