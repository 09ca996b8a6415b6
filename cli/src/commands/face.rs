//! `face`: the card's face: the photo, and everything printed on the front.

use std::path::PathBuf;
use std::process;

use clap::Command;
use jpkicard::record::Sex;
use jpkicard::{CheckNumberB, Language, Status};

use super::Entry;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::options::{self, Destination};
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "face",
    about: words(
        "Read and verify the card's face by check number B",
        "照合番号B で券面を読み取り、検証する",
    ),
    define,
    run,
};

pub(super) const CHECK_NUMBER: Words = words(
    "Check number B, 14 digits: birth date YYMMDD (era year), expiry year YYYY, security code: ",
    "照合番号B（数字 14 桁: 生年月日 和暦 6 桁、有効期限の西暦 4 桁、セキュリティコード 4 桁）: ",
);

fn define(command: Command, language: Language) -> Command {
    command
        .arg(options::file("png", language, words("write the photo", "顔写真を書くファイル")))
        .arg(options::file(
            "svg",
            language,
            words("write a picture of the whole face", "券面全体の画像を書くファイル"),
        ))
        .arg(
            options::flag("open", language, words("open that picture", "その画像を開く"))
                .requires("svg"),
        )
        .args(check_number(language))
        .arg(options::authorities(language))
        .args(options::card(language))
        .args(options::secret(language))
}

/// How the birth date in the check number is written.
pub(super) fn check_number(language: Language) -> [clap::Arg; 2] {
    [
        options::flag(
            "gregorian-year",
            language,
            words("it begins with the Gregorian year", "西暦年で始まる照合番号"),
        )
        .conflicts_with("as-printed"),
        options::flag(
            "as-printed",
            language,
            words("its birth date is not a calendar day", "生年月日が暦にない日付の照合番号"),
        ),
    ]
}

/// The check number in the digits that were entered.
///
/// # Errors
/// `CheckNumberFormat`.
pub(super) fn number(session: &Session<'_>, digits: &[u8]) -> Result<CheckNumberB> {
    Ok(if options::is_set(session.matches, "gregorian-year") {
        CheckNumberB::from_digits_with_gregorian_year(digits)?
    } else if options::is_set(session.matches, "as-printed") {
        CheckNumberB::from_printed_digits(digits)?
    } else {
        CheckNumberB::from_digits(digits)?
    })
}

const READING: Words = words("Reading the card's face…", "券面を読み取っています…");

fn run(session: &Session<'_>) -> Result<Output> {
    let authorities = options::chosen_authorities(session.matches)?;
    let png = Destination::of(session.matches, "png")?;
    let svg = Destination::of(session.matches, "svg")?;
    let mut desk = session.card()?;
    let status = desk.card.surface()?.check_number_status()?;
    let (mut secrets, rule) = session.approve(status, Status::CheckNumberBlocked)?;
    let number = number(session, &secrets.read(CHECK_NUMBER)?)?;
    session.say(READING.text(session.language));
    let face = interrupt::uninterrupted(|| {
        let mut surface = desk.card.surface()?;
        let face = match &authorities {
            Some(authorities) => surface.card_face(&number, authorities, rule)?,
            None => surface.card_face_unverified(&number, rule)?,
        };
        surface.end().map(|()| face)
    })?;
    if let Some(file) = png {
        file.write(&face.photo_png()?)?;
    }
    if let Some(file) = svg {
        file.write(face.to_svg()?.as_bytes())?;
    }
    let to_open = options::path(session.matches, "svg");
    if let Some(path) = to_open.filter(|_| options::is_set(session.matches, "open")) {
        open(path)?;
    }
    Ok(Output::Report(
        Report::new()
            .with("verified", words("verified", "検証済み"), Value::Flag(authorities.is_some()))
            .with(
                "birth_date",
                words("birth date", "生年月日"),
                birth_date(face.birth_date(), face.birth_date_digits()),
            )
            .with("sex", words("sex", "性別"), sex(face.sex()))
            .with(
                "expiry",
                words("card valid until", "カードの有効期限"),
                Value::Day(face.expiry()),
            )
            .with_hidden("photo", Value::Bytes(face.photo().to_vec()))
            .with_hidden("name_image", Value::Bytes(face.name_image().to_vec()))
            .with_hidden("address_image", Value::Bytes(face.address_image().to_vec())),
    ))
}

/// The day, or the digits of one that no calendar has.
pub(super) fn birth_date(day: Option<jpkicard::Date>, digits: &[u8]) -> Value {
    day.map_or_else(|| Value::Text(String::from_utf8_lossy(digits).into_owned()), Value::Day)
}

pub(super) fn sex(sex: Sex) -> Value {
    let (code, said) = match sex {
        Sex::Male => ("male", words("male", "男")),
        Sex::Female => ("female", words("female", "女")),
        Sex::NotKnown => ("not-known", words("not known", "不明")),
        Sex::NotApplicable => ("not-applicable", words("not applicable", "適用不能")),
        _ => ("other", words("other", "その他")),
    };
    Value::Word(code.to_owned(), said)
}

/// With the program that the system has for it.
fn open(path: &PathBuf) -> Result<()> {
    let program = if cfg!(windows) {
        "cmd"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = process::Command::new(program);
    if cfg!(windows) {
        command.args(["/C", "start", ""]);
    }
    let started = command.arg(path).stdout(process::Stdio::null()).spawn();
    started.map(drop).map_err(|error| Failure::File(program.into(), error))
}
