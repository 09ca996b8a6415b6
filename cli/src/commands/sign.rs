//! `sign`: sign a document with the signature key. The result is the holder's own signature by law.

use clap::Command;
use jpkicard::transport::Transport;
use jpkicard::trust::Purpose;
use jpkicard::{Card, Language, PinStatus, SignaturePassword, Status};

use super::{Entry, authenticate, data, info};
use crate::failure::Result;
use crate::options;
use crate::report::{Report, Value};
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

/// Shows the tries of the signature password, and refuses before anybody types.
///
/// # Errors
/// `NotOnCard`, `PasswordBlocked`, `PinLastTry`; those of the card.
pub(super) fn check_password_tries<T: Transport>(
    session: &Session<'_>,
    card: &mut Card<T>,
) -> Result<PinStatus> {
    let status = card.jpki()?.signature_password_status()?;
    let status = status.ok_or_else(|| jpkicard::Error::new(Status::NotOnCard))?;
    session.check_tries(status, Status::PasswordBlocked)?;
    session.secrets().confirm_last_try(status)?;
    Ok(status)
}

fn run(session: &Session<'_>) -> Result<Output> {
    let files = authenticate::Files::open(session)?;
    let mut desk = session.card()?;
    check_password_tries(session, &mut desk.card)?;
    let mut secrets = session.secrets();
    let (password, what) = data::with_secret(session.matches, &mut secrets, PASSWORD)?;
    let password = SignaturePassword::new(&password)?;
    let request = data::request(session.matches, &what);
    let made = desk.card.jpki()?.sign_document(&password, &request)?;
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
