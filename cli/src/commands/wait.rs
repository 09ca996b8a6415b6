//! `wait`: until a card is there.

use clap::Command;
use jpkicard::Language;

use super::Entry;
use super::readers::READER;
use crate::failure::Result;
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::words;

pub(super) const ENTRY: Entry = Entry {
    name: "wait",
    about: words("Wait for an Individual Number Card", "マイナンバーカードを待つ"),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    command.args(options::card(language))
}

fn run(session: &Session<'_>) -> Result<Output> {
    let desk = session.card()?;
    Ok(Output::Report(Report::new().with("reader", READER, Value::Text(desk.reader))))
}
