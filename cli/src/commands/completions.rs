//! `completions`: for the shell.

use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;
use jpkicard::Language;

use super::Entry;
use crate::failure::Result;
use crate::options;
use crate::session::{Output, Session};
use crate::words::words;

pub(super) const ENTRY: Entry = Entry {
    name: "completions",
    about: words("Print completions for a shell", "シェルの補完定義を出力する"),
    define,
    run,
};

const SHELLS: &[(&str, Shell)] = &[
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
];

fn define(command: Command, _: Language) -> Command {
    command.arg(
        clap::Arg::new("shell")
            .value_name("bash|zsh|fish|powershell")
            .required(true)
            .value_parser(PossibleValuesParser::new(SHELLS.iter().map(|(name, _)| *name))),
    )
}

fn run(session: &Session<'_>) -> Result<Output> {
    let name = options::text(session.matches, "shell");
    let found = SHELLS.iter().find(|(known, _)| Some(*known) == name);
    let mut script = Vec::new();
    if let Some((_, shell)) = found {
        clap_complete::generate(*shell, &mut super::all(session.language), "jpkicard", &mut script);
    }
    Ok(Output::Raw(script))
}
