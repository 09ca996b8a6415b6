//! Everything that the tests of this folder check with the library is also checked with openssl.
//! Where the two differ, `rules.rs` says why; a difference not listed there fails the test.

mod answers;
mod certificates;
mod forge;
mod lists;
mod report;
mod rules;
mod signatures;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use jpkicard::SignatureAlgorithm;
use jpkicard::trust::{
    Anchor, Anchors, Challenge, Purpose, Reason, RevocationData, RevocationStatus, Verdict,
};
use openssl::hash::MessageDigest;
use openssl::md::Md;
use openssl::x509::X509;

use self::rules::{LOOSER, STRICTER, Within};
use crate::openssl_judge::{self, Form, Opinion, Trust, Use};

/// A signature, and what it claims to be over.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    pub challenge: Challenge<'a>,
    pub algorithm: SignatureAlgorithm,
    pub signature: &'a [u8],
}

/// All inputs of a check.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub certificate: &'a [u8],
    pub purpose: Purpose,
    pub anchors: &'a Anchors,
    pub time: SystemTime,
    pub tolerance: Duration,
    pub evidence: Option<RevocationData<'a>>,
    pub signed: Option<Signed<'a>>,
}

impl<'a> Case<'a> {
    pub fn new(
        certificate: &'a [u8],
        purpose: Purpose,
        anchors: &'a Anchors,
        time: SystemTime,
    ) -> Self {
        let tolerance = Duration::from_secs(300);
        Self { certificate, purpose, anchors, time, tolerance, evidence: None, signed: None }
    }
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Certificate,
    Crl,
    Ocsp,
    Signature,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Certificate, Self::Crl, Self::Ocsp, Self::Signature];

    pub fn name(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Crl => "CRL",
            Self::Ocsp => "OCSP response",
            Self::Signature => "signature",
        }
    }
}

/// The library's result for one of the kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ours {
    Good,
    Revoked(Vec<Reason>),
    Refused(Vec<Reason>),
}

/// How two verdicts compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    BothAccept,
    BothRefuse,
    /// Only the library refuses.
    Stricter,
    /// Only the library accepts.
    Looser,
}

/// How often each outcome occurred.
#[derive(Clone, Default)]
pub struct Tally {
    pub outcomes: BTreeMap<(Kind, Outcome), u64>,
    /// The rules that were needed, by name.
    pub stricter: BTreeMap<(Kind, &'static str), u64>,
    pub looser: BTreeMap<(Kind, &'static str, Within), u64>,
}

static TALLY: Mutex<Tally> = Mutex::new(Tally {
    outcomes: BTreeMap::new(),
    stricter: BTreeMap::new(),
    looser: BTreeMap::new(),
});
thread_local! {
    static OWN: RefCell<Option<Tally>> = const { RefCell::new(None) };
}
static AUTHORITIES: Mutex<Vec<(Anchor, Vec<u8>)>> = Mutex::new(Vec::new());

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Remembers the certificate from which an anchor was made.
pub fn register(anchor: &Anchor, certificate: &[u8]) {
    let mut authorities = lock(&AUTHORITIES);
    if !authorities.iter().any(|(known, _)| known == anchor) {
        authorities.push((anchor.clone(), certificate.to_vec()));
    }
}

/// The certificates of the anchors; the published anchors have none here, and issued no certificate
/// that a test could have.
fn authorities(anchors: &Anchors) -> Vec<X509> {
    let published = [Anchors::production(), Anchors::test_cards()];
    let is_published =
        |anchor: &Anchor| published.iter().flatten().any(|published| published == anchor);
    let known = lock(&AUTHORITIES);
    let certificate = |anchor: &Anchor| {
        let found = known.iter().find(|(known, _)| known == anchor);
        let (_, der) = found.expect("an anchor that judged::anchor does not know");
        X509::from_der(der).unwrap()
    };
    anchors.iter().filter(|anchor| !is_published(anchor)).map(certificate).collect()
}

/// Checks the case with openssl, and compares its result with the library's: a verdict, or none if
/// the certificate could not be parsed.
pub fn compare(case: &Case<'_>, verdict: Option<&Verdict>) {
    let trust = Trust { authorities: authorities(case.anchors), time: case.time };
    let unreadable = [Reason::CertificateMalformed];
    let reasons = verdict.map_or(&unreadable[..], Verdict::reasons);
    let of = |numbers: std::ops::Range<i32>| -> Vec<Reason> {
        reasons.iter().copied().filter(|reason| numbers.contains(&(*reason as i32))).collect()
    };
    let refused = |reasons: Vec<Reason>| match reasons.is_empty() {
        true => Ours::Good,
        false => Ours::Refused(reasons),
    };
    settle(case, Kind::Certificate, &refused(of(100..200)), &trust);
    let kind = match case.evidence {
        Some(RevocationData::Crl(_)) => Some(Kind::Crl),
        Some(RevocationData::Ocsp { .. }) => Some(Kind::Ocsp),
        // Inputs that are not bytes have been checked separately.
        _ => None,
    };
    let is_foreign = |reason: &Reason| {
        matches!(reason, Reason::IssuerNameDiffers | Reason::CertificateSignatureInvalid)
    };
    if let (Some(kind), Some(verdict)) = (kind, verdict) {
        let foreign = reasons.iter().copied().filter(is_foreign).collect();
        let ours = match verdict.revocation() {
            RevocationStatus::Revoked(_) => Ours::Revoked(of(200..500)),
            // Nothing is known about a certificate of another authority.
            RevocationStatus::Good => refused(match of(200..500) {
                none if none.is_empty() => foreign,
                some => some,
            }),
            _ => Ours::Refused(of(200..500)),
        };
        settle(case, kind, &ours, &trust);
    }
    // With a disallowed key nothing is verified.
    let is_computed = !reasons.contains(&Reason::KeyNotAllowed)
        && !reasons.contains(&Reason::CertificateMalformed);
    if case.signed.is_some() && (is_computed || !of(500..600).is_empty()) {
        settle(case, Kind::Signature, &refused(of(500..600)), &trust);
    }
}

/// openssl's result.
fn theirs(case: &Case<'_>, kind: Kind, trust: &Trust) -> Opinion {
    match (kind, case.evidence, case.signed) {
        (Kind::Crl, Some(RevocationData::Crl(crl)), _) => trust.crl(case.certificate, crl),
        (Kind::Ocsp, Some(RevocationData::Ocsp { request, response }), _) => {
            trust.ocsp(case.certificate, request.der(), response, case.tolerance)
        }
        (Kind::Signature, _, Some(signed)) => signature(case.certificate, &signed),
        _ => {
            let purpose = match case.purpose {
                Purpose::Authentication => Use::ClientAuthentication,
                Purpose::Signature => Use::Signature,
                other => panic!("{other:?}"),
            };
            trust.certificate(case.certificate, purpose)
        }
    }
}

fn signature(certificate: &[u8], signed: &Signed<'_>) -> Opinion {
    let (form, digest, hash) = match signed.algorithm {
        SignatureAlgorithm::RsaPkcs1Sha256 => {
            (Form::DigestInfo, MessageDigest::sha256(), Md::sha256())
        }
        SignatureAlgorithm::RsaPkcs1Sha384 => {
            (Form::DigestInfo, MessageDigest::sha384(), Md::sha384())
        }
        SignatureAlgorithm::RsaPkcs1Sha512 => {
            (Form::DigestInfo, MessageDigest::sha512(), Md::sha512())
        }
        SignatureAlgorithm::RsaPkcs1BareSha256 => {
            (Form::Bare, MessageDigest::sha256(), Md::sha256())
        }
        SignatureAlgorithm::RsaPssSha256 => (Form::Pss, MessageDigest::sha256(), Md::sha256()),
        other => panic!("{other:?}"),
    };
    let digest = match signed.challenge {
        Challenge::Data(data) => openssl_judge::digest(digest, data),
        Challenge::Digest(digest) => digest.to_vec(),
    };
    openssl_judge::signature(certificate, form, hash, &digest, signed.signature)
}

/// Compares the two results, and fails if no rule explains their difference.
fn settle(case: &Case<'_>, kind: Kind, ours: &Ours, trust: &Trust) {
    let theirs = theirs(case, kind, trust);
    let mut needed = Tally::default();
    let outcome = match (ours, &theirs) {
        (Ours::Good, Opinion::Good) => Outcome::BothAccept,
        (Ours::Revoked(reasons) | Ours::Refused(reasons), Opinion::Good) => {
            for reason in reasons {
                let rule = STRICTER.iter().find(|rule| rule.0 == kind && rule.1 == reason.name());
                let rule = rule.unwrap_or_else(|| unexplained(case, kind, ours, &theirs));
                *needed.stricter.entry((kind, rule.1)).or_default() += 1;
            }
            Outcome::Stricter
        }
        (Ours::Revoked(_) | Ours::Refused(_), _) => Outcome::BothRefuse,
        (Ours::Good, Opinion::Revoked) => unexplained(case, kind, ours, &theirs),
        (Ours::Good, Opinion::Refused(errors)) => {
            for error in errors {
                let mut rules = LOOSER.iter().filter(|rule| rule.0 == kind && rule.1 == error);
                let rule = rules.find(|rule| applies(case, kind, trust, error, rule.2));
                let rule = rule.unwrap_or_else(|| unexplained(case, kind, ours, &theirs));
                *needed.looser.entry((kind, rule.1, rule.2)).or_default() += 1;
            }
            Outcome::Looser
        }
    };
    needed.outcomes.insert((kind, outcome), 1);
    let mut tally = lock(&TALLY);
    if tally.outcomes.is_empty() {
        report::at_exit();
    }
    tally.add(&needed);
    OWN.with_borrow_mut(|own| {
        if let Some(own) = own {
            own.add(&needed);
        }
    });
}

/// The outcomes of the cases of this thread.
fn gather(cases: impl FnOnce()) -> Tally {
    OWN.set(Some(Tally::default()));
    cases();
    OWN.take().unwrap()
}

/// Whether openssl's result changes with the time.
fn applies(case: &Case<'_>, kind: Kind, trust: &Trust, error: &str, within: Within) -> bool {
    let says_so_at = |time: Option<SystemTime>| {
        let time = time.unwrap();
        let trust = Trust { authorities: trust.authorities.clone(), time };
        let case = Case { time, ..*case };
        match theirs(&case, kind, &trust) {
            Opinion::Refused(errors) => errors.iter().any(|said| said == error),
            _ => false,
        }
    };
    match within {
        Within::Always => true,
        Within::LastSecond => !says_so_at(case.time.checked_sub(Duration::from_secs(1))),
        Within::Tolerance => {
            // openssl ends a period a second early.
            let early = case.tolerance + Duration::from_secs(1);
            !says_so_at(case.time.checked_sub(early))
                || !says_so_at(case.time.checked_add(case.tolerance))
        }
        Within::Signed => trust.signed(case.certificate),
        Within::UnreadableName => {
            trust.signed(case.certificate)
                && openssl_judge::has_unreadable_alternative_name(case.certificate)
        }
        Within::AuthorityResponds => responds(case, b"\x30\x03\x01\x01\xFF"),
    }
}

/// Whether these bytes are in the OCSP response.
fn responds(case: &Case<'_>, bytes: &[u8]) -> bool {
    match case.evidence {
        Some(RevocationData::Ocsp { response, .. }) => {
            response.windows(bytes.len()).any(|window| window == bytes)
        }
        _ => false,
    }
}

impl Tally {
    fn add(&mut self, more: &Self) {
        for (key, number) in &more.outcomes {
            *self.outcomes.entry(*key).or_default() += number;
        }
        for (key, number) in &more.stricter {
            *self.stricter.entry(*key).or_default() += number;
        }
        for (key, number) in &more.looser {
            *self.looser.entry(*key).or_default() += number;
        }
    }
}

fn unexplained(case: &Case<'_>, kind: Kind, ours: &Ours, theirs: &Opinion) -> ! {
    let hexadecimal = |bytes: &[u8]| -> String {
        bytes.iter().take(4096).map(|byte| format!("{byte:02x}")).collect()
    };
    let evidence = match (kind, case.evidence, case.signed) {
        (Kind::Crl, Some(RevocationData::Crl(crl)), _) => hexadecimal(crl),
        (Kind::Ocsp, Some(RevocationData::Ocsp { response, .. }), _) => hexadecimal(response),
        (Kind::Signature, _, Some(signed)) => {
            format!("{:?} {}", signed.algorithm, hexadecimal(signed.signature))
        }
        _ => String::new(),
    };
    let text = format!(
        "{}: jpkicard says {ours:?}, openssl {theirs:?}, and no rule of \
         tests/trust/differential/rules.rs says why; at {:?}, certificate {}, {evidence}",
        kind.name(),
        case.time,
        hexadecimal(case.certificate),
    );
    panic!("{text}")
}
