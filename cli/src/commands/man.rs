//! `man`: the manual page of the program or of one command, or all of them into a folder.

use std::path::Path;

use clap::{Arg, Command};
use clap_mangen::Man;
use jpkicard::Language;

use super::Entry;
use crate::failure::{Failure, Result};
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "man",
    about: words("Print a manual page (roff)", "マニュアルページ（roff）を出力する"),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    command.arg(name(language)).arg(options::file(
        "directory",
        language,
        words("write all of them into this folder", "すべてをこのフォルダーに書く"),
    ))
}

const NO_COMMAND: Words = words("there is no such command", "そのようなコマンドはありません");

/// The help of one command, or of the program.
pub(super) const HELP: Entry = Entry {
    name: "help",
    about: words("Print the help of a command", "コマンドのヘルプを出力する"),
    define: define_help,
    run: help,
};

fn define_help(command: Command, language: Language) -> Command {
    command.arg(name(language))
}

fn name(language: Language) -> Arg {
    Arg::new("command")
        .value_name("COMMAND")
        .num_args(0..)
        .help(words("the command; none: the program", "コマンド。なければ全体").text(language))
}

fn help(session: &Session<'_>) -> Result<Output> {
    let mut all = super::all(session.language);
    all.build();
    Ok(Output::Raw(wanted(session, all)?.render_help().to_string().into_bytes()))
}

/// The command that is named.
fn wanted(session: &Session<'_>, all: Command) -> Result<Command> {
    let mut wanted = all;
    for name in session.matches.get_many::<String>("command").into_iter().flatten() {
        let found = wanted.find_subcommand(name).cloned();
        wanted = found.ok_or(Failure::Usage(NO_COMMAND))?;
    }
    Ok(wanted)
}

fn run(session: &Session<'_>) -> Result<Output> {
    let mut all = super::all(session.language);
    all.build();
    if let Some(directory) = options::path(session.matches, "directory") {
        write_all(&all, directory)?;
        let written = words("written", "書き込み");
        return Ok(Output::Report(Report::new().with("written", written, Value::Flag(true))));
    }
    page(wanted(session, all)?).map(Output::Raw)
}

/// Section 1.
fn page(command: Command) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    // Without a date, so that the same program writes the same page.
    let page = Man::new(command).date("").manual("jpkicard");
    page.render(&mut text).map_err(Failure::Stream)?;
    Ok(text)
}

fn write_all(command: &Command, directory: &Path) -> Result<()> {
    let path = directory.join(format!("{}.1", display_name(command)));
    options::write(&path, &page(command.clone())?)?;
    command.get_subcommands().try_for_each(|inner| write_all(inner, directory))
}

/// Such as `jpkicard-pin-change`.
fn display_name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}
