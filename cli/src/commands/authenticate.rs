//! `authenticate`: verify the PIN and sign a challenge with the user-authentication key.

use clap::Command;
use jpkicard::trust::Purpose;
use jpkicard::{Certificate, Language, Pin, Status};

use super::certificate::pem;
use super::{Entry, data, info, watch};
use crate::failure::{Failure, Result};
use crate::options::{self, Destination};
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "authenticate",
    about: words(
        "Verify the PIN and sign a challenge (user authentication)",
        "暗証番号を照合し、チャレンジに署名する（利用者証明）",
    ),
    define,
    run,
};

pub(super) const PIN: Words = words(
    "PIN of the user-authentication certificate (4 digits): ",
    "利用者証明用電子証明書の暗証番号（数字 4 桁）: ",
);

fn define(command: Command, language: Language) -> Command {
    let command = data::define(command, language);
    outputs(command, language)
        .arg(options::file(
            "known-certificate",
            language,
            words(
                "this certificate of the card, to save reading it",
                "読み取りを省くための、このカードの証明書",
            ),
        ))
        .args(options::card(language))
        .args(options::secret(language))
}

/// How it is signed, and where the results go: for `sign` too.
pub(super) fn outputs(command: Command, language: Language) -> Command {
    command
        .arg(data::scheme(language))
        .arg(options::file(
            "signature",
            language,
            words("write the signature", "署名を書くファイル"),
        ))
        .arg(options::file(
            "certificate",
            language,
            words("write the certificate (PEM)", "証明書を書くファイル（PEM）"),
        ))
}

fn run(session: &Session<'_>) -> Result<Output> {
    let known = options::path(session.matches, "known-certificate").map(read_certificate);
    let known = known.transpose()?;
    let files = Files::open(session)?;
    let mut desk = session.card()?;
    let status = desk.card.jpki()?.pin_status()?;
    session.check_tries(status, Status::PinBlocked)?;
    let mut secrets = session.secrets();
    secrets.confirm_last_try(status)?;
    let (pin, what) = data::with_secret(session.matches, &mut secrets, PIN)?;
    let pin = Pin::new(&pin)?;
    let mut request = data::request(session.matches, &what);
    if let Some(known) = &known {
        request = request.certificate(known);
    }
    let made = desk.card.jpki()?.authenticate(&pin, &request)?;
    let (token, said) = watch::token(made.token.kind());
    let report = Report::new()
        .with("token", words("token", "種類"), Value::Word(token.to_owned(), said))
        .with(
            "validity",
            words("certificate", "証明書"),
            Value::Part(info::validity(&made.certificate, Purpose::Authentication)),
        )
        .with_hidden("certificate", Value::Bytes(made.certificate.der().to_vec()))
        .with_hidden(
            "ca_certificate",
            Value::maybe(made.ca_certificate, |ca| Value::Bytes(ca.der().to_vec())),
        );
    let report = data::signature(report, &made.signature);
    files.write(made.signature.as_bytes(), &made.certificate)?;
    Ok(Output::Report(report))
}

/// The files that were asked for.
pub(super) struct Files {
    signature: Option<Destination>,
    certificate: Option<Destination>,
}

impl Files {
    /// # Errors
    /// `File`.
    pub(super) fn open(session: &Session<'_>) -> Result<Self> {
        Ok(Self {
            signature: Destination::of(session.matches, "signature")?,
            certificate: Destination::of(session.matches, "certificate")?,
        })
    }

    /// # Errors
    /// `File`.
    pub(super) fn write(self, signature: &[u8], certificate: &Certificate) -> Result<()> {
        self.signature.map_or(Ok(()), |file| file.write(signature))?;
        self.certificate.map_or(Ok(()), |file| file.write(pem(certificate).as_bytes()))
    }
}

const NO_CERTIFICATE: Words =
    words("no certificate in PEM or DER", "PEM または DER の証明書ではありません");

/// A certificate in PEM or DER.
///
/// # Errors
/// `File`, `Content`.
pub(super) fn read_certificate(path: &std::path::PathBuf) -> Result<Certificate> {
    let bytes = options::read(path)?;
    let der = match std::str::from_utf8(&bytes) {
        Ok(text) => from_pem(text),
        Err(_) => Some(bytes),
    };
    let parsed = der.and_then(|der| Certificate::from_der(der).ok());
    parsed.ok_or_else(|| Failure::Content(path.clone(), NO_CERTIFICATE))
}

/// The first certificate of a PEM text.
fn from_pem(text: &str) -> Option<Vec<u8>> {
    use base64ct::{Base64, Encoding};
    let (_, after) = text.split_once("-----BEGIN CERTIFICATE-----")?;
    let (encoded, _) = after.split_once("-----END CERTIFICATE-----")?;
    let encoded: String = encoded.split_ascii_whitespace().collect();
    Base64::decode_vec(&encoded).ok()
}
