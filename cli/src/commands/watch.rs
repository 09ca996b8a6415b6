//! `watch`: readers and cards that come and go, one line each, until Ctrl-C.

use std::time::{Instant, SystemTime};

use clap::Command;
use jpkicard::pcsc::{CardKind, Context, Event, MonitorOptions};
use jpkicard::{Language, Status, TokenKind};

use super::Entry;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::options;
use crate::report::{Report, Value, japan};
use crate::session::{Output, Session, shown};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "watch",
    about: words(
        "Report readers and cards as they come and go",
        "リーダーとカードの着脱を伝え続ける",
    ),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    command
        .arg(options::flag(
            "no-identify",
            language,
            words("do not touch the cards", "カードに触れない"),
        ))
        .arg(options::option(
            "reader",
            "NAME",
            language,
            words("a part of the reader's name", "リーダー名の一部"),
        ))
        .arg(
            options::option(
                "timeout",
                "TIME",
                language,
                words("end after this time, such as 10m", "この時間で終わる（例 10m）"),
            )
            .value_parser(options::duration),
        )
}

fn run(session: &Session<'_>) -> Result<Output> {
    let identify = !options::is_set(session.matches, "no-identify");
    let watched = MonitorOptions::new().reader(session.reader_choice()).identify(identify);
    let monitor = Context::new().monitor(&watched);
    let timeout = session.timeout();
    let end = (!timeout.is_zero()).then(|| Instant::now().checked_add(timeout)).flatten();
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        match monitor.next_event_with_cancellation(left, interrupt::cancellation()) {
            Ok(event) => session.print(&report(event, session.language))?,
            Err(error) if error.status() == Status::TimedOut => return Ok(Output::Nothing),
            Err(error) => {
                interrupt::check()?;
                return Err(Failure::Card(error));
            }
        }
    }
}

fn report(event: Event, language: Language) -> Report {
    let mut reason = None;
    let (code, said, reader, kind) = match event {
        Event::ReaderArrived { reader, .. } => {
            ("reader-arrived", words("reader connected", "リーダー接続"), Some(reader), None)
        }
        Event::ReaderLeft { reader, .. } => {
            ("reader-left", words("reader disconnected", "リーダー切断"), Some(reader), None)
        }
        Event::CardInserted { reader, kind, .. } => {
            ("card-inserted", words("card inserted", "カードあり"), Some(reader), kind)
        }
        Event::CardRemoved { reader, .. } => {
            ("card-removed", words("card removed", "カードなし"), Some(reader), None)
        }
        Event::ServiceStopped { reason: why, .. } => {
            reason = Some(why);
            ("service-stopped", words("PC/SC unavailable", "PC/SC を使えません"), None, None)
        }
        Event::ServiceStarted => {
            ("service-started", words("PC/SC available", "PC/SC を使えます"), None, None)
        }
        _ => ("other", words("other", "その他"), None, None),
    };
    if let Some(CardKind::NotIdentified(why)) = &kind {
        reason = Some(why.clone());
    }
    let reader = reader.as_ref().map(shown);
    let kind = kind.as_ref().map(card_kind);
    let reason = reason.map(|why| why.in_language(language).to_string());
    let now = SystemTime::now();
    let mut line = vec![japan(now), said.text(language).to_owned()];
    line.extend(reader.clone());
    line.extend(kind.map(|(_, said)| said.text(language).to_owned()));
    line.extend(reason.clone());
    Report::new()
        .with("event", words("", ""), Value::Said(code.to_owned(), line.join("  ")))
        .with_hidden("time", Value::Time(now))
        .with_hidden("reader", Value::maybe(reader, Value::Text))
        .with_hidden("card", Value::maybe(kind, |(code, _)| Value::text(code)))
        .with_hidden("reason", Value::maybe(reason, Value::Text))
}

const fn card_kind(kind: &CardKind) -> (&'static str, Words) {
    match kind {
        CardKind::Token(kind) => token(*kind),
        CardKind::Other => ("other", words("another kind of card", "別の種類のカード")),
        _ => ("not-identified", words("not identified", "識別できない")),
    }
}

pub(super) const fn token(kind: TokenKind) -> (&'static str, Words) {
    match kind {
        TokenKind::MyNumberCard => {
            ("my-number-card", words("Individual Number Card", "マイナンバーカード"))
        }
        TokenKind::ResidentRegistryCard => {
            ("resident-registry-card", words("Resident Registry Card", "住民基本台帳カード"))
        }
        TokenKind::Android => ("android", words("Android phone", "Android スマートフォン")),
        TokenKind::Iphone => ("iphone", words("iPhone", "iPhone")),
        _ => ("unknown", words("unknown token", "不明なトークン")),
    }
}
