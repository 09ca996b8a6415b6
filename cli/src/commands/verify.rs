//! `verify`: what a relying party checks: chain, validity, purpose, revocation, and the signature.
//! Needs no card and uses no network.

use std::time::{Duration, SystemTime};

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command};
use jpkicard::trust::{
    Anchor, Anchors, CertificateIdHash, CertificateVerification, Challenge, Hierarchy, OcspRequest,
    Policies, Purpose, RevocationData, RevocationStatus, SignatureVerification, Verdict,
};
use jpkicard::{Certificate, DigestAlgorithm, Language, SignatureAlgorithm, Status};

use super::authenticate::read_certificate;
use super::data::{self, ToSign};
use super::{Entry, data::ALGORITHMS, info};
use crate::exit_code::ExitCode;
use crate::failure::{Failure, Result};
use crate::options;
use crate::report::{Report, Value};
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(super) const ENTRY: Entry = Entry {
    name: "verify",
    about: words(
        "Verify a certificate, and a signature if one is given",
        "証明書と、与えられた署名を検証する",
    ),
    define,
    run,
};

fn define(command: Command, language: Language) -> Command {
    let command = command
        .arg(
            options::file("certificate", language, words("the certificate", "証明書"))
                .required(true),
        )
        .arg(options::file(
            "signature",
            language,
            words(
                "the signature; what was signed is the data",
                "署名。署名の対象（チャレンジ）はデータとして渡す",
            ),
        ))
        .arg(
            options::option(
                "algorithm",
                "NAME",
                language,
                words(
                    "rsa-pkcs1-sha256, -sha384, -sha512, rsa-pss-sha256",
                    "rsa-pkcs1-sha256、-sha384、-sha512、rsa-pss-sha256",
                ),
            )
            .value_parser(PossibleValuesParser::new(ALGORITHMS.iter().map(|(name, _)| *name)))
            .default_value("rsa-pkcs1-sha256"),
        )
        .arg(options::choice(
            "purpose",
            &["auth", "sign"],
            language,
            words("what the certificate must be for", "証明書の用途"),
        ));
    let command = data::define(command, language);
    trust(command, language)
}

/// Whom to trust, when, and what is known of revocation.
fn trust(command: Command, language: Language) -> Command {
    let heading = words("Trust", "信頼").text(language);
    let arguments = [
        options::file(
            "anchor",
            language,
            words(
                "trust this CA instead of J-LIS; repeatable",
                "J-LIS の代わりに信頼する認証局。複数可",
            ),
        )
        .action(ArgAction::Append),
        options::flag(
            "test-anchors",
            language,
            words("trust J-LIS's test cards", "テスト用カードの認証局を信頼する"),
        ),
        options::file(
            "ca-certificate",
            language,
            words("compare the card's CA certificate", "比較するカードの認証局証明書"),
        ),
        options::option(
            "policy",
            "OID",
            language,
            words("allow this policy alone; repeatable", "認めるポリシー。複数可"),
        )
        .action(ArgAction::Append),
        options::file("crl", language, words("a revocation list (CRL)", "失効リスト（CRL）"))
            .conflicts_with("ocsp-response"),
        options::file("ocsp-response", language, words("an OCSP response", "OCSP レスポンス")),
        options::option(
            "ocsp-nonce",
            "HEX",
            language,
            words("the 32 bytes sent with its request", "その要求のナンス 32 バイト"),
        )
        .value_parser(options::hex_bytes),
        options::option(
            "ocsp-hash",
            "sha1|sha256",
            language,
            words("the hash in that request", "その要求のハッシュ関数"),
        )
        .value_parser(PossibleValuesParser::new(["sha1", "sha256"]))
        .default_value("sha1"),
        options::file(
            "write-ocsp-request",
            language,
            words("write the OCSP request, and stop", "OCSP 要求を書いて終わる"),
        ),
        options::option(
            "time",
            "TIME",
            language,
            words(
                "verify as of this time, such as 2026-12-02T09:00:00Z",
                "この時刻で検証する（例 2026-12-02T09:00:00Z）",
            ),
        )
        .value_parser(time),
        options::option(
            "tolerance",
            "TIME",
            language,
            words("allowed difference between clocks [default: 5m]", "時計のずれの許容 [既定: 5m]"),
        )
        .value_parser(options::duration),
    ];
    command.args(arguments.map(|argument| argument.help_heading(heading)))
}

fn time(text: &str) -> Result<SystemTime, String> {
    const AHEAD: Duration = Duration::from_secs(9 * 60 * 60);
    let parsed =
        |text: &str| humantime::parse_rfc3339_weak(text).map_err(|error| error.to_string());
    // Japan's time; humantime knows UTC alone.
    match text.strip_suffix("+09:00") {
        Some(text) => parsed(text).map(|time| time.checked_sub(AHEAD).unwrap_or(time)),
        None => parsed(text),
    }
}

const NO_ANCHOR: Words = words(
    "no trusted CA issued the certificate: an OCSP request names its CA",
    "信頼する認証局が発行した証明書ではないため、OCSP 要求を作れません",
);
const NO_SIGNATURE: Words = words(
    "data without --signature: nothing would be verified about them",
    "--signature のないデータについては何も検証できません",
);
const NONCE: Words = words(
    "--ocsp-nonce is not 32 bytes in hexadecimal",
    "--ocsp-nonce が 16 進数の 32 バイトではありません",
);

fn run(session: &Session<'_>) -> Result<Output> {
    let matches = session.matches;
    if matches.contains_id("what") && options::path(matches, "signature").is_none() {
        return Err(Failure::Usage(NO_SIGNATURE));
    }
    let certificate = options::path(matches, "certificate").map(read_certificate);
    let Some(certificate) = certificate.transpose()? else {
        return Err(Failure::NotEntered);
    };
    let purpose = match options::text(matches, "purpose") {
        Some("sign") => Purpose::Signature,
        _ => Purpose::Authentication,
    };
    let anchors = anchors(session, purpose)?;
    let request = ocsp_request(session, &certificate, &anchors)?;
    if let Some(path) = options::path(matches, "write-ocsp-request") {
        let request = request.ok_or(Failure::Usage(NO_ANCHOR))?;
        options::write(path, request.der())?;
        let written = words("written", "書き込み");
        return Ok(Output::Report(Report::new().with("written", written, Value::Flag(true))));
    }
    let time = matches.get_one::<SystemTime>("time").copied().unwrap_or_else(SystemTime::now);
    let mut check = CertificateVerification::new(&certificate, purpose, &anchors, time);
    if let Some(tolerance) = matches.get_one::<Duration>("tolerance") {
        check = check.tolerance(*tolerance);
    }
    let ca = options::path(matches, "ca-certificate").map(read_certificate).transpose()?;
    if let Some(ca) = &ca {
        check = check.ca_certificate(ca);
    }
    let policies = matches.get_many::<String>("policy");
    let policies =
        policies.map(|given| Policies::exactly(given.map(String::as_str))).transpose()?;
    if let Some(policies) = &policies {
        check = check.policies(policies);
    }
    let crl = options::path(matches, "crl").map(options::read).transpose()?;
    if let Some(crl) = &crl {
        check = check.revocation(RevocationData::Crl(crl));
    }
    let response = options::path(matches, "ocsp-response").map(options::read).transpose()?;
    if let (Some(response), Some(request)) = (&response, &request) {
        check = check.revocation(RevocationData::Ocsp { request, response });
    }
    let verdict = match options::path(matches, "signature").map(options::read).transpose()? {
        None => check.verdict(),
        Some(signature) => {
            let mut what = data::given(matches, &mut session.secrets()?)?;
            let algorithm = algorithm(session);
            if let (ToSign::Data(document), Purpose::Signature) = (&what, purpose) {
                // A document may be shorter than a challenge.
                what = ToSign::Digest(digest_of(algorithm).digest(document));
            }
            let challenge = match &what {
                ToSign::Data(data) => Challenge::Data(data),
                ToSign::Digest(digest) => Challenge::Digest(digest),
            };
            SignatureVerification::new(check, challenge, algorithm, &signature).verdict()
        }
    };
    Ok(Output::Verdict(report(&verdict, session.language), ExitCode::of(verdict.status())))
}

const fn digest_of(algorithm: SignatureAlgorithm) -> DigestAlgorithm {
    match algorithm {
        SignatureAlgorithm::RsaPkcs1Sha384 => DigestAlgorithm::Sha384,
        SignatureAlgorithm::RsaPkcs1Sha512 => DigestAlgorithm::Sha512,
        _ => DigestAlgorithm::Sha256,
    }
}

fn algorithm(session: &Session<'_>) -> SignatureAlgorithm {
    let name = options::text(session.matches, "algorithm");
    let found = ALGORITHMS.iter().find(|(known, _)| Some(*known) == name);
    found.map_or(SignatureAlgorithm::RsaPkcs1Sha256, |(_, algorithm)| *algorithm)
}

/// Those of J-LIS, or the ones given.
fn anchors(session: &Session<'_>, purpose: Purpose) -> Result<Anchors> {
    let own = session.matches.get_many::<std::path::PathBuf>("anchor");
    let is_test = options::is_set(session.matches, "test-anchors");
    let mut anchors = match (&own, is_test) {
        (_, true) => Anchors::test_cards(),
        (Some(_), false) => Anchors::none(),
        (None, false) => Anchors::production(),
    };
    for path in own.into_iter().flatten() {
        let certificate = read_certificate(path)?;
        let hierarchy = if is_test { Hierarchy::Test } else { Hierarchy::Production };
        anchors = anchors.with(Anchor::from_certificate(&certificate, purpose, hierarchy)?);
    }
    Ok(anchors)
}

/// What a request for this certificate's status asks; `None` if its issuer is not trusted, which
/// the verdict says.
fn ocsp_request(
    session: &Session<'_>,
    certificate: &Certificate,
    anchors: &Anchors,
) -> Result<Option<OcspRequest>> {
    let Some(anchor) = anchors.issuer_of(certificate) else { return Ok(None) };
    let hash = match options::text(session.matches, "ocsp-hash") {
        Some("sha256") => CertificateIdHash::Sha256,
        _ => CertificateIdHash::Sha1,
    };
    let nonce = options::bytes(session.matches, "ocsp-nonce")
        .map(|bytes| bytes.clone().try_into().map_err(|_| Failure::Usage(NONCE)));
    Ok(Some(OcspRequest::new(certificate, anchor, hash, nonce.transpose()?)?))
}

fn report(verdict: &Verdict, language: Language) -> Report {
    let status = verdict.status();
    let reasons = verdict.reasons().iter().map(|reason| {
        Report::new().with_hidden("name", Value::text(reason.name())).with(
            "text",
            words("", ""),
            Value::text(reason.text(language)),
        )
    });
    let revocation = match verdict.revocation() {
        RevocationStatus::NotRequested => ("not-requested", words("not checked", "確認していない")),
        RevocationStatus::Good => ("good", words("not revoked", "失効していない")),
        RevocationStatus::Revoked(_) => ("revoked", words("revoked", "失効している")),
        RevocationStatus::Unknown => {
            ("unknown", words("the issuer does not know it", "発行者に記録がない"))
        }
        _ => ("undetermined", words("cannot be determined", "判定できない")),
    };
    let good = if status == Status::Ok {
        words("good", "有効")
    } else {
        words("not good", "受け入れ不可")
    };
    let report = Report::new()
        .with("good", words("verdict", "判定"), Value::Flagged(status == Status::Ok, good))
        .with(
            "status",
            words("status", "状態"),
            Value::Said(status.name().to_owned(), status.text(language).to_owned()),
        )
        .with("reasons", words("reason", "理由"), Value::List(reasons.collect()))
        .with(
            "revocation",
            words("revocation", "失効の確認"),
            Value::Word(revocation.0.to_owned(), revocation.1),
        );
    info::calendar(report, verdict)
        .with(
            "policy",
            words("policy", "ポリシー"),
            Value::maybe(verdict.policy(), |policy| Value::Text(policy.oid())),
        )
        .with(
            "anchor_key_identifier",
            words("anchor", "認証局の鍵"),
            Value::maybe(verdict.anchor(), |anchor| {
                Value::Text(hex::encode(anchor.key_identifier()))
            }),
        )
}
