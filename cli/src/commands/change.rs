//! `pin change`, `password change`, `input-pin change`. From a pipe: the old one and the new one, a
//! line each.

use clap::Command;
use jpkicard::{Language, Pin, PinStatus, SignaturePassword, Status};

use super::{Entry, attributes, authenticate, sign};
use crate::failure::Result;
use crate::options;
use crate::report::{Report, Value};
use crate::secret_input::Secrets;
use crate::session::{Output, Session};
use crate::words::{Words, words};

const ABOUT: Words = words("Change it", "変更する");

pub(super) const PIN: Entry = Entry { name: "change", about: ABOUT, define, run: pin };
pub(super) const PASSWORD: Entry = Entry { name: "change", about: ABOUT, define, run: password };
pub(super) const INPUT_SUPPORT_PIN: Entry =
    Entry { name: "change", about: ABOUT, define, run: input_support_pin };

const NEW: Words = words("New one: ", "新しい暗証番号・パスワード: ");
const AGAIN: Words = words("New one, again: ", "新しい暗証番号・パスワード（もう一度）: ");

fn define(command: Command, language: Language) -> Command {
    command.args(options::card(language)).args(options::secret(language))
}

/// What people see before they type.
fn asked(session: &Session<'_>, status: PinStatus, blocked: Status) -> Result<Secrets> {
    session.check_tries(status, blocked)?;
    let secrets = session.secrets();
    secrets.confirm_last_try(status)?;
    Ok(secrets)
}

fn done() -> Output {
    Output::Report(Report::new().with("changed", words("changed", "変更"), Value::Flag(true)))
}

fn pin(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let status = desk.card.jpki()?.pin_status()?;
    let mut secrets = asked(session, status, Status::PinBlocked)?;
    let old = Pin::new(&secrets.read(authenticate::PIN)?)?;
    let new = Pin::new(&secrets.read_new(NEW, AGAIN)?)?;
    desk.card.jpki()?.change_pin(&old, &new, options::last_try(session.matches))?;
    Ok(done())
}

fn password(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    sign::check_password_tries(session, &mut desk.card)?;
    let mut secrets = session.secrets();
    let old = SignaturePassword::new(&secrets.read(sign::PASSWORD)?)?;
    let new = SignaturePassword::new(&secrets.read_new(NEW, AGAIN)?)?;
    new.check_as_new()?;
    let rule = options::last_try(session.matches);
    let changed = desk.card.jpki()?.change_signature_password(&old, &new, rule)?;
    changed.ok_or_else(|| jpkicard::Error::new(Status::NotOnCard))?;
    Ok(done())
}

fn input_support_pin(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let status = desk.card.input_support()?.pin_status()?;
    let mut secrets = asked(session, status, Status::InputSupportPinBlocked)?;
    let old = Pin::new(&secrets.read(attributes::PIN)?)?;
    let new = Pin::new(&secrets.read_new(NEW, AGAIN)?)?;
    desk.card.input_support()?.change_pin(&old, &new, options::last_try(session.matches))?;
    Ok(done())
}
