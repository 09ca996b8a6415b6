//! `readers`: which readers are connected, and what is in them.

use clap::Command;
use jpkicard::Language;
use jpkicard::pcsc::{CardPresence, Context};

use super::Entry;
use crate::failure::Result;
use crate::report::{Report, Value};
use crate::session::{Output, Session, shown};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "readers",
    about: words("List the card readers", "カードリーダーの一覧"),
    define,
    run,
};

pub(super) const READER: Words = words("reader", "リーダー");

fn define(command: Command, _: Language) -> Command {
    command
}

fn run(_: &Session<'_>) -> Result<Output> {
    let context = Context::new();
    let mut readers = Vec::new();
    for name in context.readers()? {
        // One that just left is still listed, and one in trouble does not hide the others.
        let card = context.reader_status(&name).map(|status| presence(status.card));
        readers.push(
            Report::new().with("name", words("name", "名前"), Value::Text(shown(&name))).with(
                "card",
                words("card", "カード"),
                card.unwrap_or(Value::Nothing),
            ),
        );
    }
    Ok(Output::Report(Report::new().with("readers", READER, Value::List(readers))))
}

fn presence(card: CardPresence) -> Value {
    let (code, said) = match card {
        CardPresence::Empty => ("empty", words("none", "なし")),
        CardPresence::Present => ("present", words("present", "あり")),
        CardPresence::InUse => ("in-use", words("in use, shared", "使用中（共有）")),
        CardPresence::Exclusive => {
            ("exclusive", words("held exclusively by another program", "ほかのプログラムが占有中"))
        }
        CardPresence::Unresponsive => ("unresponsive", words("does not respond", "応答なし")),
        _ => ("unavailable", words("the reader does not respond", "リーダーの応答なし")),
    };
    Value::Word(code.to_owned(), said)
}
