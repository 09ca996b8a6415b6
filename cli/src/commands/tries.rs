//! `tries`: how often each PIN, password and check number may still be wrong. Spends none.

use clap::Command;
use jpkicard::transport::Transport;
use jpkicard::{Card, Language, PinStatus, Status};

use super::Entry;
use super::readers::READER;
use crate::failure::Result;
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::words;

pub(super) const ENTRY: Entry = Entry {
    name: "tries",
    about: words("Show the PIN tries left; spends none", "暗証番号の残り回数（減らさない）"),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    command.args(options::card(language))
}

fn run(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let report = Report::new().with("reader", READER, Value::Text(desk.reader.clone()));
    let tries = gather(&mut desk.card)?;
    Ok(Output::Report(report.with("tries", words("tries left", "残り回数"), Value::Part(tries))))
}

/// The tries of every credential that the card has.
///
/// # Errors
/// Those of the card; an application or credential that is not there is `null`.
pub(super) fn gather<T: Transport>(card: &mut Card<T>) -> Result<Report> {
    let mut jpki = card.jpki()?;
    let pin = there(jpki.pin_status())?;
    let password = there(jpki.signature_password_status())?.flatten();
    jpki.end()?;
    let mut input = there(card.input_support())?;
    let input_pin = there_in(&mut input, |input| input.pin_status())?;
    let input_number = there_in(&mut input, |input| input.check_number_status())?;
    input.map(jpkicard::InputSupport::end).transpose()?;
    let mut surface = there(card.surface())?;
    let number = there_in(&mut surface, |surface| surface.check_number_status())?;
    let birth_date = there_in(&mut surface, |surface| surface.birth_date_status())?;
    surface.map(jpkicard::Surface::end).transpose()?;
    Ok(Report::new()
        .with("pin", words("PIN (user authentication)", "利用者証明用の暗証番号"), tries(pin))
        .with("password", words("signature password", "署名用パスワード"), tries(password))
        .with(
            "input_support_pin",
            words("input-support PIN", "券面事項入力補助用の暗証番号"),
            tries(input_pin),
        )
        .with(
            "check_number_b",
            words("check number B (card face)", "照合番号B（券面）"),
            tries(number),
        )
        .with(
            "input_support_check_number_b",
            words("check number B (text)", "照合番号B（入力補助）"),
            tries(input_number),
        )
        .with(
            "birth_date",
            words("birth date (age check)", "生年月日（年齢確認）"),
            tries(birth_date),
        ))
}

/// `None` if the card does not have it: phones and older cards lack applications.
fn there<R>(asked: jpkicard::Result<R>) -> Result<Option<R>> {
    match asked {
        Ok(found) => Ok(Some(found)),
        Err(error)
            if matches!(error.status(), Status::NotOnCard | Status::NotIndividualNumberCard) =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn there_in<A, R>(
    application: &mut Option<A>,
    ask: impl FnOnce(&mut A) -> jpkicard::Result<R>,
) -> Result<Option<R>> {
    application.as_mut().map_or(Ok(None), |application| there(ask(application)))
}

fn tries(status: Option<PinStatus>) -> Value {
    match status {
        Some(PinStatus::TriesLeft(tries)) => Value::number(tries),
        Some(PinStatus::Blocked) => Value::Number(0),
        Some(_) => {
            Value::Word("not-reported".to_owned(), words("not reported", "カードが通知しない"))
        }
        None => Value::Nothing,
    }
}
