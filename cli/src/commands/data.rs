//! What is signed or was signed: `--data`, `--file`, `--digest`, or the standard input.

use clap::{ArgGroup, ArgMatches, Command};
use jpkicard::{
    DigestAlgorithm, Language, LastTry, Scheme, SignRequest, Signature, SignatureAlgorithm,
};
use zeroize::Zeroizing;

use crate::failure::{Failure, Result};
use crate::options;
use crate::report::{Report, Value};
use crate::secret_input::Secrets;
use crate::words::{Words, words};

/// The data, or their digest.
pub(super) enum ToSign {
    Data(Vec<u8>),
    Digest(Vec<u8>),
}

pub(super) fn define(command: Command, language: Language) -> Command {
    let heading =
        words("Data (default: standard input)", "データ（既定: 標準入力）").text(language);
    let of_data = |argument: clap::Arg| argument.help_heading(heading).group("what");
    command
        .arg(of_data(options::option("data", "TEXT", language, words("this text", "この文字列"))))
        .arg(
            of_data(options::option("hex", "HEX", language, words("these bytes", "このバイト列")))
                .value_parser(options::hex_bytes),
        )
        .arg(of_data(options::file("file", language, words("this file", "このファイル"))))
        .arg(
            of_data(options::option(
                "digest",
                "HEX",
                language,
                words("the digest of the data", "データのダイジェスト"),
            ))
            .value_parser(options::hex_bytes),
        )
        .group(ArgGroup::new("what").multiple(false))
        .arg(
            options::choice(
                "digest-algorithm",
                &["sha256", "sha384", "sha512"],
                language,
                words("how they are hashed", "ハッシュ関数"),
            )
            .help_heading(heading),
        )
}

/// How it is signed.
pub(super) fn scheme(language: Language) -> clap::Arg {
    options::choice(
        "scheme",
        &["pkcs1", "pss"],
        language,
        words("RSASSA-PKCS1-v1_5, or PSS with SHA-256", "RSASSA-PKCS1-v1_5、または PSS（SHA-256）"),
    )
}

const DIGEST_LENGTH: Words = words(
    "--digest has not the length of its --digest-algorithm",
    "--digest の長さが --digest-algorithm のものではありません",
);
const PSS: Words =
    words("--scheme pss is with sha256 alone", "--scheme pss は sha256 とだけ使えます");

/// What does not go together, before anybody types.
///
/// # Errors
/// `Usage`.
pub(super) fn check(matches: &ArgMatches) -> Result<()> {
    let algorithm = digest_algorithm(matches);
    if options::bytes(matches, "digest").is_some_and(|digest| digest.len() != algorithm.length()) {
        return Err(Failure::Usage(DIGEST_LENGTH));
    }
    let is_pss = options::text(matches, "scheme") == Some("pss");
    if is_pss && algorithm.length() != DigestAlgorithm::Sha256.length() {
        return Err(Failure::Usage(PSS));
    }
    Ok(())
}

/// What the arguments name. From the standard input, the data follow the secrets.
///
/// # Errors
/// `File`, `Stream`.
pub(super) fn given(matches: &ArgMatches, secrets: &mut Secrets) -> Result<ToSign> {
    if let Some(text) = options::text(matches, "data") {
        return Ok(ToSign::Data(text.as_bytes().to_vec()));
    }
    if let Some(bytes) = options::bytes(matches, "hex") {
        return Ok(ToSign::Data(bytes.clone()));
    }
    if let Some(digest) = options::bytes(matches, "digest") {
        return Ok(ToSign::Digest(digest.clone()));
    }
    if let Some(path) = options::path(matches, "file") {
        return options::read(path).map(ToSign::Data);
    }
    secrets.rest_of_input().map(ToSign::Data)
}

/// The data first where they do not follow the secret, so that a missing file is noticed before
/// anybody types.
///
/// # Errors
/// Those of [`given`] and [`Secrets::read`].
pub(super) fn with_secret(
    matches: &ArgMatches,
    secrets: &mut Secrets,
    prompt: Words,
) -> Result<(Zeroizing<Vec<u8>>, ToSign)> {
    if matches.contains_id("what") {
        let what = given(matches, secrets)?;
        return Ok((secrets.read(prompt)?, what));
    }
    let secret = secrets.read(prompt)?;
    Ok((secret, given(matches, secrets)?))
}

pub(super) fn digest_algorithm(matches: &ArgMatches) -> DigestAlgorithm {
    match options::text(matches, "digest-algorithm") {
        Some("sha384") => DigestAlgorithm::Sha384,
        Some("sha512") => DigestAlgorithm::Sha512,
        _ => DigestAlgorithm::Sha256,
    }
}

/// The request for the library, which refuses what does not go together.
pub(super) fn request<'a>(
    matches: &ArgMatches,
    what: &'a ToSign,
    rule: LastTry,
) -> SignRequest<'a> {
    let algorithm = digest_algorithm(matches);
    let scheme = match options::text(matches, "scheme") {
        Some("pss") => Scheme::PssDigest,
        _ => Scheme::DigestInfo,
    };
    match what {
        ToSign::Data(data) => SignRequest::data(data).digest_algorithm(algorithm),
        ToSign::Digest(digest) => SignRequest::digest(algorithm, digest),
    }
    .scheme(scheme)
    .last_try(rule)
}

/// The names of the algorithms, here and in `verify --algorithm`.
pub(super) const ALGORITHMS: &[(&str, SignatureAlgorithm)] = &[
    ("rsa-pkcs1-sha256", SignatureAlgorithm::RsaPkcs1Sha256),
    ("rsa-pkcs1-sha384", SignatureAlgorithm::RsaPkcs1Sha384),
    ("rsa-pkcs1-sha512", SignatureAlgorithm::RsaPkcs1Sha512),
    ("rsa-pss-sha256", SignatureAlgorithm::RsaPssSha256),
];

/// A signature, in each form.
pub(super) fn signature(report: Report, signature: &Signature) -> Report {
    let found = ALGORITHMS.iter().find(|(_, algorithm)| *algorithm == signature.algorithm());
    let name = found.map(|(name, _)| *name);
    report
        .with("algorithm", words("algorithm", "アルゴリズム"), Value::maybe(name, Value::text))
        .with("signature", words("signature", "署名"), Value::Bytes(signature.as_bytes().to_vec()))
}
