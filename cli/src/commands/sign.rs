//! `sign`: sign a document with the signature key. The result is the holder's own signature by law.

use clap::Command;
use jpkicard::transport::Transport;
use jpkicard::trust::Purpose;
use jpkicard::{Card, Language, LastTry, SignaturePassword, Status};

use super::{Entry, authenticate, data, info};
use crate::failure::Result;
use crate::interrupt;
use crate::options;
use crate::report::{Report, Value};
use crate::secret_input::Secrets;
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "sign",
    about: words("Sign a document with the signature password", "署名用パスワードで文書に署名する"),
    define,
    run,
};

pub(super) const PASSWORD: Words = words(
    "Signature password (6 to 16 letters and digits): ",
    "署名用パスワード（英数字 6〜16 文字）: ",
);

fn define(command: Command, language: Language) -> Command {
    let command = data::define(command, language);
    authenticate::outputs(command, language)
        .args(options::card(language))
        .args(options::secret(language))
}

/// What comes before the signature password is read.
///
/// # Errors
/// `NotOnCard`; those of the card and of [`Session::approve`].
pub(super) fn approve<T: Transport>(
    session: &Session<'_>,
    card: &mut Card<T>,
) -> Result<(Secrets, LastTry)> {
    let status = card.jpki()?.signature_password_status()?;
    let status = status.ok_or_else(|| jpkicard::Error::new(Status::NotOnCard))?;
    session.approve(status, Status::PasswordBlocked)
}

fn run(session: &Session<'_>) -> Result<Output> {
    data::check(session.matches)?;
    let files = authenticate::Files::open(session)?;
    let mut desk = session.card()?;
    let (mut secrets, rule) = approve(session, &mut desk.card)?;
    let (password, what) = data::with_secret(session.matches, &mut secrets, PASSWORD)?;
    let password = SignaturePassword::new(&password)?;
    let request = data::request(session.matches, &what, rule);
    let made = interrupt::uninterrupted(|| desk.card.jpki()?.sign_document(&password, &request))?;
    let made = made.ok_or_else(|| jpkicard::Error::new(Status::NotOnCard))?;
    let report = Report::new()
        .with(
            "validity",
            words("certificate", "証明書"),
            Value::Part(info::validity(&made.certificate, Purpose::Signature)),
        )
        .with_hidden("certificate", Value::Bytes(made.certificate.der().to_vec()));
    let report = data::signature(report, &made.signature);
    files.write(made.signature.as_bytes(), &made.certificate)?;
    Ok(Output::Report(report))
}
