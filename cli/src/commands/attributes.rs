//! `attributes`: name, address, birth date and sex as text (基本4情報).

use clap::Command;
use jpkicard::{AttributesKey, Language, Pin, Status};

use super::{Entry, face};
use crate::failure::Result;
use crate::interrupt;
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "attributes",
    about: words(
        "Read name, address, birth date and sex",
        "基本4情報（氏名・住所・生年月日・性別）を読む",
    ),
    define,
    run,
};

pub(super) const PIN: Words =
    words("Input-support PIN (4 digits): ", "券面事項入力補助用の暗証番号（数字 4 桁）: ");

fn define(command: Command, language: Language) -> Command {
    command
        .arg(options::flag(
            "check-number",
            language,
            words("by check number B in place of the PIN", "暗証番号の代わりに照合番号B を使う"),
        ))
        .args(face::check_number(language))
        .arg(options::authorities(language))
        .args(options::card(language))
        .args(options::secret(language))
}

fn run(session: &Session<'_>) -> Result<Output> {
    let authorities = options::chosen_authorities(session.matches)?;
    let by_number = options::is_set(session.matches, "check-number");
    let mut desk = session.card()?;
    let mut input = desk.card.input_support()?;
    let (status, blocked) = if by_number {
        (input.check_number_status()?, Status::CheckNumberBlocked)
    } else {
        (input.pin_status()?, Status::InputSupportPinBlocked)
    };
    input.end()?;
    let (mut secrets, rule) = session.approve(status, blocked)?;
    let entered = secrets.read(if by_number { face::CHECK_NUMBER } else { PIN })?;
    let (pin, number);
    let key = if by_number {
        number = face::number(session, &entered)?;
        AttributesKey::CheckNumber(&number)
    } else {
        pin = Pin::new(&entered)?;
        AttributesKey::Pin(&pin)
    };
    let read = interrupt::uninterrupted(|| {
        let mut input = desk.card.input_support()?;
        let read = match &authorities {
            Some(authorities) => input.basic_attributes(key, authorities, rule)?,
            None => input.basic_attributes_unverified(key, rule)?,
        };
        input.end().map(|()| read)
    })?;
    let attributes = read.attributes;
    let day = face::birth_date(attributes.birth_date(), attributes.birth_date_digits());
    Ok(Output::Report(
        Report::new()
            .with("verified", words("verified", "検証済み"), Value::Flag(authorities.is_some()))
            .with("name", words("name", "氏名"), Value::text(attributes.name()))
            .with("address", words("address", "住所"), Value::text(attributes.address()))
            .with("birth_date", words("birth date", "生年月日"), day)
            .with("sex", words("sex", "性別"), face::sex(attributes.sex())),
    ))
}
