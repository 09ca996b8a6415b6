//! `doctor`: what is wrong with this desk.

use std::path::PathBuf;

use clap::Command;
use jpkicard::Language;
use jpkicard::pcsc::{CardPresence, Context, ReaderName};

use super::Entry;
use crate::doctor::cause::{Cause, Weight};
use crate::doctor::machine::Machine;
use crate::doctor::{Diagnosis, Finding, card, service};
use crate::exit_code::ExitCode;
use crate::failure::Result;
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session, shown};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "doctor",
    about: words(
        "Find out why this desk does not work; spends no try",
        "この端末でカードを使えない原因を調べる（残り回数は減らない）",
    ),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    command
        .arg(options::file(
            "report",
            language,
            words(
                "write a report without personal data, for support",
                "個人情報を含まない報告をサポート用に書く",
            ),
        ))
        .arg(options::option(
            "reader",
            "NAME",
            language,
            words("a part of the reader's name", "リーダー名の一部"),
        ))
}

const ROOT: &str = "JPKICARD_SYSTEM_ROOT";

const HEALTHY: Words = words("No problem was found.", "問題は見つかりませんでした。");
const FOUND: Words = words("Found:", "原因が見つかりました。");

fn run(session: &Session<'_>) -> Result<Output> {
    // Another root than the system's own, such as that of a container, or of a test.
    let root = std::env::var_os(ROOT).map_or_else(|| PathBuf::from("/"), PathBuf::from);
    let machine = Machine::look(&root);
    let diagnosis = diagnose(session, &machine);
    let report = report(&diagnosis, session.language);
    if let Some(path) = options::path(session.matches, "report") {
        let text = serde_json::to_string_pretty(&report.to_json()).unwrap_or_default();
        let written = options::write(path, format!("{text}\n").as_bytes());
        if written.is_err() {
            // What was found is not lost with the file.
            session.print(&report)?;
        }
        written?;
    }
    let code = if diagnosis.is_healthy() { ExitCode::DONE } else { ExitCode::FOUND };
    Ok(Output::Verdict(report, code))
}

/// From the machine to the card.
fn diagnose(session: &Session<'_>, machine: &Machine) -> Diagnosis {
    let mut diagnosis = Diagnosis::default();
    if machine.has_wrong_dll {
        diagnosis.found(Finding::new(Cause::WRONG_BITNESS));
    }
    let context = Context::new();
    let readers = match context.readers() {
        Ok(readers) => readers,
        Err(error) => {
            diagnosis.found(service::explain(&error, machine));
            return diagnosis;
        }
    };
    diagnosis.readers = readers.iter().map(shown).collect();
    if readers.is_empty() {
        diagnosis.found(service::no_reader(machine));
        return diagnosis;
    }
    let wanted = options::text(session.matches, "reader").unwrap_or_default();
    let is_wanted =
        |reader: &&ReaderName| shown(reader).to_lowercase().contains(&wanted.to_lowercase());
    let chosen: Vec<_> = readers.iter().filter(is_wanted).collect();
    if chosen.is_empty() {
        let mut finding = Finding::new(Cause::OTHER_READERS);
        finding.evidence.clone_from(&diagnosis.readers);
        diagnosis.found(finding);
        return diagnosis;
    }
    // The one with a card; in trouble, the one that has any.
    let presence = |reader: &ReaderName| context.reader_status(reader).map(|status| status.card);
    let mut best: Option<(&ReaderName, CardPresence)> = None;
    for reader in chosen {
        let card = match presence(reader) {
            Ok(card) => card,
            Err(error) if error.status() == jpkicard::Status::UnknownReader => continue,
            Err(error) => {
                diagnosis.found(service::explain(&error, machine));
                return diagnosis;
            }
        };
        if best.is_none_or(|(_, known)| rank(card) > rank(known)) {
            best = Some((reader, card));
        }
    }
    match best {
        Some((reader, presence)) => {
            card::examine(&context, reader, presence, machine, session.language, &mut diagnosis);
        }
        None => diagnosis.found(service::no_reader(machine)),
    }
    diagnosis
}

/// How much a reader has to report.
const fn rank(card: CardPresence) -> u8 {
    match card {
        CardPresence::Present | CardPresence::InUse => 4,
        CardPresence::Exclusive => 3,
        CardPresence::Unresponsive => 2,
        CardPresence::Empty => 1,
        _ => 0,
    }
}

fn report(diagnosis: &Diagnosis, language: Language) -> Report {
    let finding = |found: &Finding| {
        let weight = if found.cause.weight == Weight::Cause { "cause" } else { "note" };
        Report::new()
            .with_hidden("code", Value::text(found.cause.code))
            .with_hidden("weight", Value::text(weight))
            .with("what", words("what", "状態"), Value::text(found.cause.what.text(language)))
            .with(
                "next",
                words("next step", "次にすること"),
                Value::text(found.cause.next.text(language)),
            )
            .with("evidence", words("evidence", "根拠"), Value::Texts(found.evidence.clone()))
    };
    let (causes, notes): (Vec<_>, Vec<_>) =
        diagnosis.findings.iter().partition(|found| found.cause.weight == Weight::Cause);
    let card = diagnosis.card.iter().fold(Report::new(), |report, (name, value)| {
        report.with(name, label(name), Value::text(value.as_str()))
    });
    let said = if diagnosis.is_healthy() { HEALTHY } else { FOUND };
    Report::new()
        .with("healthy", words("result", "結果"), Value::Flagged(diagnosis.is_healthy(), said))
        .with(
            "causes",
            words("cause", "原因"),
            Value::List(causes.into_iter().map(finding).collect()),
        )
        .with("notes", words("note", "参考"), Value::List(notes.into_iter().map(finding).collect()))
        .with("readers", words("readers", "リーダー"), Value::Texts(diagnosis.readers.clone()))
        .with("card", words("card", "カード"), Value::Part(card))
        .with("version", words("jpkicard", "jpkicard"), Value::text(env!("CARGO_PKG_VERSION")))
        .with(
            "system",
            words("system", "システム"),
            Value::text(format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        )
}

fn label(name: &str) -> Words {
    match name {
        "token" => words("token", "種類"),
        "days_left" => words("certificate: days left", "証明書の残り日数"),
        "pin_tries" => words("PIN tries left", "暗証番号の残り回数"),
        "password_tries" => words("signature password tries left", "署名用パスワードの残り回数"),
        "input_support_pin_tries" => words("input-support PIN tries left", "入力補助用の残り回数"),
        "extended_length" => words("extended length", "拡張長 APDU"),
        _ => words("kind", "種類"),
    }
}
