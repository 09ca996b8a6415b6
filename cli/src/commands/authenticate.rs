//! `authenticate`: verify the PIN and sign a challenge with the user-authentication key.

use std::fs;

use clap::Command;
use jpkicard::trust::Purpose;
use jpkicard::{Certificate, Language, Pin, Status};

use super::certificate::pem;
use super::data::ToSign;
use super::{Entry, data, info, watch};
use crate::failure::{Failure, Result};
use crate::interrupt;
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

const SHORT: Words = words(
    "Note: verifiers refuse a challenge of fewer than 16 bytes.",
    "注意: 16 バイト未満のチャレンジは検証で拒まれます。",
);

fn run(session: &Session<'_>) -> Result<Output> {
    data::check(session.matches)?;
    let known = options::path(session.matches, "known-certificate").map(read_certificate);
    let known = known.transpose()?;
    let files = Files::open(session)?;
    let mut desk = session.card()?;
    let status = desk.card.jpki()?.pin_status()?;
    let (mut secrets, rule) = session.approve(status, Status::PinBlocked)?;
    let (pin, what) = data::with_secret(session.matches, &mut secrets, PIN)?;
    let pin = Pin::new(&pin)?;
    if matches!(&what, ToSign::Data(data) if data.len() < 16) {
        session.say(SHORT.text(session.language));
    }
    let mut request = data::request(session.matches, &what, rule);
    if let Some(known) = &known {
        request = request.certificate(known);
    }
    let made = interrupt::uninterrupted(|| desk.card.jpki()?.authenticate(&pin, &request))?;
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

const SAME_FILE: Words = words(
    "one file is given twice; nothing was written",
    "同じファイルが二度指定されています。何も書いていません",
);

/// The files that were asked for.
pub(super) struct Files {
    signature: Option<Destination>,
    certificate: Option<Destination>,
}

impl Files {
    /// # Errors
    /// `File`.
    pub(super) fn open(session: &Session<'_>) -> Result<Self> {
        let names = ["file", "signature", "certificate", "known-certificate"];
        let given = names.iter().filter_map(|name| options::path(session.matches, name));
        // As they are written, and where links lead.
        let mut seen: Vec<_> =
            given.map(|path| fs::canonicalize(path).unwrap_or(path.clone())).collect();
        let count = seen.len();
        seen.sort();
        seen.dedup();
        if seen.len() != count {
            return Err(Failure::Usage(SAME_FILE));
        }
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
    let der = match text_of(&bytes) {
        Some(text) => from_pem(&text),
        None => Some(bytes),
    };
    let parsed = der.and_then(|der| Certificate::from_der(der).ok());
    parsed.ok_or_else(|| Failure::Content(path.clone(), NO_CERTIFICATE))
}

/// A text in UTF-8, or in UTF-16 as PowerShell 5 writes it.
fn text_of(bytes: &[u8]) -> Option<String> {
    if let Some(wide) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        let units = wide.chunks_exact(2).filter_map(|unit| unit.first_chunk::<2>());
        let units: Vec<_> = units.map(|unit| u16::from_le_bytes(*unit)).collect();
        return String::from_utf16(&units).ok();
    }
    String::from_utf8(bytes.to_vec()).ok()
}

/// The first certificate of a PEM text.
fn from_pem(text: &str) -> Option<Vec<u8>> {
    use base64ct::{Base64, Encoding};
    let (_, after) = text.split_once("-----BEGIN CERTIFICATE-----")?;
    let (encoded, _) = after.split_once("-----END CERTIFICATE-----")?;
    let encoded: String = encoded.split_ascii_whitespace().collect();
    Base64::decode_vec(&encoded).ok()
}
