//! `certificate`: one certificate of the card, as PEM, DER or text.

use clap::Command;
use clap::builder::PossibleValuesParser;
use jpkicard::trust::Purpose;
use jpkicard::{Certificate, Language, SignaturePassword, Status};

use super::{Entry, info, sign};
use crate::failure::Result;
use crate::interrupt;
use crate::options::{self, Destination};
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry =
    Entry {
        name: "certificate", about: words("Read a certificate", "証明書を読む"), define, run
    };

fn define(command: Command, language: Language) -> Command {
    command
        .arg(
            clap::Arg::new("which")
                .value_name("auth|auth-ca|sign|sign-ca")
                .required(true)
                .value_parser(PossibleValuesParser::new(["auth", "auth-ca", "sign", "sign-ca"]))
                .help(
                    words("sign needs the signature password", "sign には署名用パスワードが必要")
                        .text(language),
                ),
        )
        .arg(options::choice(
            "format",
            &["pem", "der", "text"],
            language,
            words("the form of the output", "出力の形式"),
        ))
        .arg(options::file(
            "output",
            language,
            words("write it to this file", "このファイルに書く"),
        ))
        .args(options::card(language))
        .args(options::secret(language))
}

const PHONE: Words = words(
    "An Android phone gives it with a signature alone: use authenticate --certificate FILE.",
    "Android スマートフォンでは署名と一緒にだけ得られます。authenticate --certificate FILE を使ってください。",
);

fn run(session: &Session<'_>) -> Result<Output> {
    let which = options::text(session.matches, "which").unwrap_or_default();
    let file = Destination::of(session.matches, "output")?;
    let mut desk = session.card()?;
    let certificate = match which {
        "auth-ca" => desk.card.jpki()?.authentication_ca_certificate()?,
        "sign-ca" => desk.card.jpki()?.signature_ca_certificate()?,
        "sign" => {
            let (mut secrets, rule) = sign::approve(session, &mut desk.card)?;
            let password = secrets.read(sign::PASSWORD)?;
            let password = SignaturePassword::new(&password)?;
            let read = interrupt::uninterrupted(|| {
                desk.card.jpki()?.signature_certificate(&password, rule)
            })?;
            read.ok_or_else(|| jpkicard::Error::new(Status::NotOnCard))?
        }
        _ => {
            let read = desk.card.jpki()?.authentication_certificate();
            if read.as_ref().is_err_and(|error| error.status() == Status::PinRequired) {
                session.say(PHONE.text(session.language));
            }
            read?
        }
    };
    let format = options::text(session.matches, "format").unwrap_or_default();
    let purpose =
        if which.starts_with("sign") { Purpose::Signature } else { Purpose::Authentication };
    let bytes = match format {
        "der" => certificate.der().to_vec(),
        "text" => report(&certificate, purpose)?.to_text(session.language).into_bytes(),
        _ => pem(&certificate).into_bytes(),
    };
    let is_written = file.is_some();
    file.map_or(Ok(()), |file| file.write(&bytes))?;
    Ok(if options::is_set(session.matches, "json") {
        Output::Report(report(&certificate, purpose)?)
    } else if is_written {
        Output::Nothing
    } else {
        Output::Raw(bytes)
    })
}

/// RFC 7468.
pub(super) fn pem(certificate: &Certificate) -> String {
    use base64ct::{Base64, Encoding};
    let mut text = "-----BEGIN CERTIFICATE-----\n".to_owned();
    let encoded = Base64::encode_string(certificate.der());
    for line in encoded.as_bytes().chunks(64) {
        text.push_str(&String::from_utf8_lossy(line));
        text.push('\n');
    }
    text.push_str("-----END CERTIFICATE-----\n");
    text
}

/// Everything in it: with the signature certificate, the holder's name and address.
pub(super) fn report(certificate: &Certificate, purpose: Purpose) -> Result<Report> {
    let hex = |bytes: &[u8]| Value::Text(hex::encode(bytes));
    let names = certificate.other_names()?.into_iter().map(|name| {
        Report::new()
            .with("oid", words("identifier", "識別子"), Value::Text(name.oid()))
            .with("text", words("value", "値"), Value::maybe(name.text(), Value::text))
            .with_hidden("value", Value::Bytes(name.value().to_vec()))
    });
    let names = names.collect();
    Ok(Report::new()
        .with("serial", words("serial number", "シリアル番号"), hex(certificate.serial()))
        .with(
            "issuer_key_identifier",
            words("issuer's key", "発行者の鍵"),
            Value::maybe(certificate.issuer_key_identifier(), hex),
        )
        .with(
            "subject_key_identifier",
            words("its key", "この証明書の鍵"),
            Value::maybe(certificate.subject_key_identifier(), hex),
        )
        .with(
            "validity",
            words("validity", "有効性"),
            Value::Part(info::validity(certificate, purpose)),
        )
        .with("other_names", words("alternative name", "別名"), Value::List(names))
        .with_hidden("der", Value::Bytes(certificate.der().to_vec())))
}
