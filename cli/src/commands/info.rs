//! `info`: what kind of token it is, which certificates it has, how long they are valid, and the
//! tries left. Spends none, and shows nothing personal.

use std::time::SystemTime;

use clap::Command;
use jpkicard::trust::{CertificateVerification, Hierarchy, Purpose, Verdict};
use jpkicard::{Certificate, Language, Status};

use super::Entry;
use super::readers::READER;
use super::{tries, watch};
use crate::doctor::card::known_anchors;
use crate::failure::Result;
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::words;

pub(super) const ENTRY: Entry = Entry {
    name: "info",
    about: words("Show token, certificates and tries left", "カードの種類・証明書・残り回数"),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    command.args(options::card(language))
}

fn run(session: &Session<'_>) -> Result<Output> {
    let mut desk = session.card()?;
    let mut jpki = desk.card.jpki()?;
    let token = jpki.token_information()?;
    let there = jpki.certificate_availability()?;
    let certificate = match jpki.authentication_certificate() {
        Ok(certificate) => Some(certificate),
        // An Android phone gives it only after the PIN.
        Err(error) if matches!(error.status(), Status::PinRequired | Status::NotOnCard) => None,
        Err(error) => return Err(error.into()),
    };
    jpki.end()?;
    let tries = tries::gather(&mut desk.card)?;
    let (code, said) = watch::token(token.kind());
    let authentication = words("user-authentication certificate", "利用者証明用電子証明書");
    let signature = words("signature certificate", "署名用電子証明書");
    Ok(Output::Report(
        Report::new()
            .with("reader", READER, Value::Text(desk.reader))
            .with("token", words("token", "種類"), Value::Word(code.to_owned(), said))
            .with("label", words("label", "ラベル"), Value::text(token.label()))
            .with(
                "has_authentication_certificate",
                authentication,
                Value::Flag(there.authentication),
            )
            .with("has_signature_certificate", signature, Value::Flag(there.signature))
            .with(
                "authentication_certificate",
                authentication,
                Value::maybe(certificate.as_ref(), |certificate| {
                    Value::Part(validity(certificate, Purpose::Authentication))
                }),
            )
            .with("tries", words("tries left", "残り回数"), Value::Part(tries)),
    ))
}

/// Until when, and whose: nothing that identifies the holder.
pub(super) fn validity(certificate: &Certificate, purpose: Purpose) -> Report {
    let anchors = known_anchors();
    let now = SystemTime::now();
    let verdict = CertificateVerification::new(certificate, purpose, &anchors, now).verdict();
    let issuer = anchors.issuer_of(certificate).map(|anchor| match anchor.hierarchy() {
        Hierarchy::Production => ("production", words("J-LIS", "J-LIS")),
        _ => ("test", words("test hierarchy", "テスト用")),
    });
    let issuer =
        issuer.unwrap_or(("unknown", words("unknown to this version", "このバージョンでは不明")));
    let report = Report::new()
        .with(
            "valid_from",
            words("valid from", "有効期間の始め"),
            Value::Time(certificate.not_before()),
        )
        .with(
            "valid_until",
            words("valid until", "有効期間の終わり"),
            Value::Time(certificate.not_after()),
        );
    calendar(report, &verdict).with(
        "issuer",
        words("issuer", "発行者"),
        Value::Word(issuer.0.to_owned(), issuer.1),
    )
}

/// How long it is valid, or has not been, in days.
pub(super) fn calendar(report: Report, verdict: &Verdict) -> Report {
    report
        .with(
            "days_left",
            words("days left", "残り日数"),
            Value::maybe(verdict.days_left(), Value::number),
        )
        .with(
            "days_expired",
            words("days expired", "期限切れからの日数"),
            Value::maybe(verdict.days_expired(), Value::number),
        )
        .with(
            "within_grace",
            words(
                "within three months after the month of expiry",
                "有効期限の月の末日から 3 か月以内",
            ),
            Value::Flag(verdict.is_within_grace()),
        )
}
