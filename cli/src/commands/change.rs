//! `pin change`, `password change`, `input-pin change`. From a pipe: the old one and the new one, a
//! line each.

use clap::Command;
use jpkicard::{Language, Pin, SignaturePassword, Status};

use super::{Entry, Run, attributes, authenticate, sign};
use crate::failure::Result;
use crate::interrupt;
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

const fn entry(about: Words, run: Run) -> Entry {
    Entry { name: "change", about, define, run }
}

pub(super) const PIN: Entry = entry(
    words(
        "Change the PIN of the user-authentication certificate",
        "利用者証明用電子証明書の暗証番号を変更する",
    ),
    pin,
);
pub(super) const PASSWORD: Entry =
    entry(words("Change the signature password", "署名用パスワードを変更する"), password);
pub(super) const INPUT_SUPPORT_PIN: Entry = entry(
    words("Change the input-support PIN", "券面事項入力補助用の暗証番号を変更する"),
    input_support_pin,
);

const NEW: Words = words("New one: ", "新しい暗証番号・パスワード: ");
const AGAIN: Words = words("New one, again: ", "新しい暗証番号・パスワード（もう一度）: ");

fn define(command: Command, language: Language) -> Command {
    command.args(options::card(language)).args(options::secret(language))
}

fn done() -> Output {
    Output::Report(Report::new().with("changed", words("changed", "変更"), Value::Flag(true)))
}

fn pin(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let status = desk.card.jpki()?.pin_status()?;
    let (mut secrets, rule) = session.approve(status, Status::PinBlocked)?;
    let old = Pin::new(&secrets.read(authenticate::PIN)?)?;
    let new = Pin::new(&secrets.read_new(NEW, AGAIN)?)?;
    interrupt::check()?;
    desk.card.jpki()?.change_pin(&old, &new, rule)?;
    Ok(done())
}

fn password(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let (mut secrets, rule) = sign::approve(session, &mut desk.card)?;
    let old = SignaturePassword::new(&secrets.read(sign::PASSWORD)?)?;
    let new = SignaturePassword::new(&secrets.read_new(NEW, AGAIN)?)?;
    new.check_as_new()?;
    interrupt::check()?;
    let changed = desk.card.jpki()?.change_signature_password(&old, &new, rule)?;
    changed.ok_or_else(|| jpkicard::Error::new(Status::NotOnCard))?;
    Ok(done())
}

fn input_support_pin(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let status = desk.card.input_support()?.pin_status()?;
    let (mut secrets, rule) = session.approve(status, Status::InputSupportPinBlocked)?;
    let old = Pin::new(&secrets.read(attributes::PIN)?)?;
    let new = Pin::new(&secrets.read_new(NEW, AGAIN)?)?;
    interrupt::check()?;
    desk.card.input_support()?.change_pin(&old, &new, rule)?;
    Ok(done())
}
