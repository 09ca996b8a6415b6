//! `virtual-card`: a virtual card in vpcd's reader, for programs on this machine to use.

use std::io::BufRead;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use clap::{Arg, Command};
use jpkicard::virtual_card::vpcd::{DEFAULT_PORT, Plug};
use jpkicard::virtual_card::{Application, Builder, FaultPlan, Token, VirtualCard, VirtualReader};
use jpkicard::{Date, Language};

use super::Entry;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::options::{self, VIRTUAL_CARDS, flag, option};
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "virtual-card",
    about: words(
        "Insert a virtual card into vpcd's reader (development)",
        "vpcd のリーダーに仮想カードを挿す（開発用）",
    ),
    define,
    run,
};

/// How long the reader may take to start.
const PATIENCE: Duration = Duration::from_secs(10);

fn define(command: Command, language: Language) -> Command {
    let number = |argument: Arg| argument.value_parser(clap::value_parser!(u8));
    let day = |argument: Arg| argument.value_parser(day);
    let arguments = [
        options::choice(
            "kind",
            VIRTUAL_CARDS,
            language,
            words("which card: see below", "カードの種類（下記）"),
        )
        .value_name("KIND"),
        option("host", "HOST", language, words("where vpcd listens", "vpcd のホスト"))
            .default_value("127.0.0.1"),
        option(
            "port",
            "PORT",
            language,
            words("and its port [default: 35963]", "そのポート [既定: 35963]"),
        )
        .value_parser(clap::value_parser!(u16)),
        option(
            "pin",
            "DIGITS",
            language,
            words("its PIN [default: 1234]", "暗証番号 [既定: 1234]"),
        ),
        option("password", "TEXT", language, words("its signature password", "署名用パスワード")),
        option(
            "input-pin",
            "DIGITS",
            language,
            words("its input-support PIN", "券面事項入力補助用の暗証番号"),
        ),
        option(
            "security-code",
            "DIGITS",
            language,
            words("its security code", "セキュリティコード"),
        ),
        number(option("tries", "N", language, words("PIN tries left", "暗証番号の残り回数"))),
        number(option(
            "password-tries",
            "N",
            language,
            words("password tries left", "パスワードの残り回数"),
        )),
        number(option(
            "input-pin-tries",
            "N",
            language,
            words("input-support PIN tries left", "入力補助用の残り回数"),
        )),
        number(option(
            "check-number-tries",
            "N",
            language,
            words("check number tries left", "照合番号B の残り回数"),
        )),
        number(option(
            "generation",
            "N",
            language,
            words("the CA's generation, 1 to 3", "認証局の世代（1〜3）"),
        )),
        option("seed", "N", language, words("other keys and names", "別の鍵と氏名にする数"))
            .value_parser(clap::value_parser!(u64)),
        day(option("birth-date", "DAY", language, words("YYYY-MM-DD", "YYYY-MM-DD"))),
        day(option(
            "expiry",
            "DAY",
            language,
            words("the card's expiry date, YYYY-MM-DD", "カードの有効期限 YYYY-MM-DD"),
        )),
        option(
            "residence",
            "HEX",
            language,
            words("one more application (AID)", "加えるアプリケーション（AID）"),
        )
        .value_parser(options::hex_bytes),
        flag("hide-tries", language, words("do not report tries", "残り回数を報告しない")),
        flag(
            "no-signature-certificate",
            language,
            words("without the signature certificate", "署名用電子証明書なし"),
        ),
        flag(
            "no-short-identifiers",
            language,
            words("refuse short file identifiers", "短縮ファイル識別子を拒む"),
        ),
        option(
            "fault",
            "PLAN",
            language,
            words("such as \"lost-after at 3\"", "例 \"lost-after at 3\""),
        ),
    ];
    command.args(arguments).after_help(LINES.text(language))
}

const LINES: Words = words(
    "Kinds: mynumber, resident, android, iphone, child, no-pins, expired.\n\
     It reads lines from standard input: remove, insert, status, fault PLAN, quit.",
    "種類: mynumber、resident、android、iphone、child、no-pins、expired\n\
     標準入力から remove、insert、status、fault PLAN、quit を 1 行ずつ読みます。",
);

fn day(text: &str) -> Result<Date, String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Date::from_digits(digits.as_bytes()).ok_or_else(|| "not a day".to_owned())
}

/// The card of one kind.
pub(crate) fn builder(kind: &str) -> Builder {
    let builder = VirtualCard::builder();
    match kind {
        "resident" => builder.token(Token::ResidentRegistryCard),
        "android" => builder.token(Token::Android),
        "iphone" => builder.token(Token::Iphone),
        "child" => builder.childs_card(),
        "no-pins" => builder.without_pins(),
        "expired" => builder.expired(),
        _ => builder,
    }
}

/// An option with a number, and what it sets.
type Number = (&'static str, fn(Builder, u8) -> Builder);

const NUMBERS: [Number; 5] = [
    ("tries", Builder::pin_tries),
    ("password-tries", Builder::password_tries),
    ("input-pin-tries", Builder::input_pin_tries),
    ("check-number-tries", Builder::check_number_tries),
    ("generation", Builder::ca_generation),
];

/// The card that the arguments describe.
fn described(session: &Session<'_>) -> Result<VirtualCard> {
    let matches = session.matches;
    let text = |name| options::text(matches, name);
    let number = |name: &str| matches.get_one::<u8>(name).copied();
    let mut card = builder(text("kind").unwrap_or_default());
    if let Some(pin) = text("pin") {
        card = card.pin(pin);
    }
    if let Some(password) = text("password") {
        card = card.signature_password(password);
    }
    if let Some(pin) = text("input-pin") {
        card = card.input_support_pin(pin);
    }
    if let Some(code) = text("security-code") {
        card = card.security_code(code);
    }
    for (name, set) in NUMBERS {
        if let Some(given) = number(name) {
            card = set(card, given);
        }
    }
    if let Some(seed) = matches.get_one::<u64>("seed") {
        card = card.seed(*seed);
    }
    if let Some(day) = matches.get_one::<Date>("birth-date") {
        card = card.birth_date(day.year(), day.month(), day.day());
    }
    if let Some(day) = matches.get_one::<Date>("expiry") {
        card = card.card_expiry(day.year(), day.month(), day.day());
    }
    if let Some(identifier) = options::bytes(matches, "residence") {
        card = card.further_application(identifier);
    }
    if options::is_set(matches, "hide-tries") {
        card = card.hides_tries(true);
    }
    if options::is_set(matches, "no-signature-certificate") {
        card = card.without_signature_certificate();
    }
    if options::is_set(matches, "no-short-identifiers") {
        card = card.refuses_short_identifiers(true);
    }
    Ok(card.build()?)
}

const GONE: Words = words("vpcd's reader is gone", "vpcd のリーダーがなくなりました");

fn run(session: &Session<'_>) -> Result<Output> {
    let host = options::text(session.matches, "host").unwrap_or_default().to_owned();
    let port = session.matches.get_one::<u16>("port").copied().unwrap_or(DEFAULT_PORT);
    let reader = VirtualReader::new(described(session)?);
    if let Some(plan) = options::text(session.matches, "fault") {
        reader.plan_fault(plan.parse::<FaultPlan>()?);
    }
    let mut plug = Some(insert(&host, port, &reader)?);
    session.print(&event("inserted", INSERTED, session.language))?;
    let (sender, lines) = channel();
    thread::spawn(move || read_lines(&sender));
    let mut struck = reader.faults_struck();
    loop {
        interrupt::check()?;
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => match line.trim() {
                "remove" => {
                    plug = None;
                    session.print(&event("removed", REMOVED, session.language))?;
                }
                "insert" if plug.is_none() => {
                    plug = Some(insert(&host, port, &reader)?);
                    session.print(&event("inserted", INSERTED, session.language))?;
                }
                "status" => session.print(&status(&reader))?,
                "quit" => return Ok(Output::Nothing),
                line => match line.strip_prefix("fault ").map(str::parse::<FaultPlan>) {
                    Some(Ok(plan)) => reader.plan_fault(plan),
                    Some(Err(error)) => session.print_failure(&error.into()),
                    None if line.is_empty() => {}
                    None => session.say(LINES.text(session.language)),
                },
            },
            Err(RecvTimeoutError::Timeout) => {}
            // The end of the input: no more lines will come.
            Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(200)),
        }
        if plug.as_ref().is_some_and(|plug| !plug.is_connected()) {
            if reader.faults_struck() == struck {
                return Err(Failure::Stream(io::Error::other(GONE.text(session.language))));
            }
            struck = reader.faults_struck();
            plug = None;
            session.print(&event("removed", REMOVED, session.language))?;
        }
    }
}

const INSERTED: Words = words("ready: the card is inserted", "カードを挿しました");
const REMOVED: Words = words("the card is removed", "カードを抜きました");

fn event(code: &str, said: Words, language: Language) -> Report {
    let said = Value::Said(code.to_owned(), said.text(language).to_owned());
    Report::new().with("event", words("", ""), said)
}

/// What only the card itself knows.
fn status(reader: &VirtualReader) -> Report {
    let of_card = |card: &mut VirtualCard| {
        let open = card.authentication_key_is_open() || card.signature_key_is_open();
        Report::new()
            .with("pin_tries", words("PIN tries", "暗証番号"), Value::number(card.pin_tries()))
            .with(
                "password_tries",
                words("password tries", "パスワード"),
                Value::number(card.password_tries()),
            )
            .with(
                "input_pin_tries",
                words("input-support PIN tries", "入力補助用"),
                Value::number(card.input_support_pin_tries()),
            )
            .with(
                "check_number_tries",
                words("check number tries", "照合番号B"),
                Value::number(card.check_number_b_tries(Application::CardSurface)),
            )
            .with("key_is_open", words("a key is open", "鍵が開いている"), Value::Flag(open))
            .with("commands", words("commands", "コマンド数"), Value::number(card.commands()))
            .with(
                "verify_commands",
                words("VERIFY with data", "照合の回数"),
                Value::number(card.verify_commands()),
            )
    };
    reader.with_card(of_card).unwrap_or_default()
}

/// Inserts the card, waiting for a reader that is still starting.
fn insert(host: &str, port: u16, reader: &VirtualReader) -> Result<Plug> {
    let begun = Instant::now();
    loop {
        match Plug::connect((host, port), reader.clone()) {
            Ok(plug) => return Ok(plug),
            Err(error) if begun.elapsed() > PATIENCE => {
                return Err(Failure::File(format!("{host}:{port}").into(), error));
            }
            Err(_) => thread::sleep(Duration::from_millis(50)),
        }
        interrupt::check()?;
    }
}

fn read_lines(lines: &Sender<String>) {
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        if lines.send(line).is_err() {
            return;
        }
    }
}
