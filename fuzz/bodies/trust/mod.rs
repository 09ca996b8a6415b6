//! Certificates, OCSP responses and CRLs from anywhere, before the relying party's checks.
//!
//! An input is one byte for the kind, eight for the time, and then what came from outside:
//! a certificate, a response or a list. They are checked against a person's certificate by a CA
//! made with openssl (the files of this folder, with what that CA or its responder signed), and
//! against the virtual card's. `tests/trust/seeds.rs` regenerates them.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use jpkicard::trust::{
    Anchor, Anchors, CertificateIdHash, CertificateVerification, Challenge, Hierarchy, OcspRequest,
    Purpose, Reason, RevocationData, RevocationStatus, SignatureVerification, Verdict,
};
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Certificate, SignatureAlgorithm, Status};

use super::input::Input;

const CA: &[u8] = include_bytes!("ca.der");
const PERSON: &[u8] = include_bytes!("person.der");
const NONCE: [u8; 32] = [0x5A; 32];
/// Valid evidence about the person's revocation, at its time.
const EVIDENCE: [&[u8]; 6] = [
    include_bytes!("ocsp-good-ca-sha1.der"),
    include_bytes!("ocsp-good-responder-sha256.der"),
    include_bytes!("ocsp-revoked-ca-sha1.der"),
    include_bytes!("ocsp-revoked-responder-sha256.der"),
    include_bytes!("crl-good.der"),
    include_bytes!("crl-revoked.der"),
];
/// The header of the BIT STRING with a signature of 256 bytes.
const SIGNATURE_HEADER: &[u8] = &[0x03, 0x82, 0x01, 0x01, 0x00];

/// What stays the same for every input.
struct Fixed {
    certificates: [(Purpose, Certificate); 2],
    requests: [OcspRequest; 2],
    /// openssl's CA, and the virtual card's.
    own: Anchors,
    /// The same and all published ones.
    all: Anchors,
    /// Every signature in the evidence.
    signatures: Vec<&'static [u8]>,
}

fn fixed() -> &'static Fixed {
    static FIXED: OnceLock<Fixed> = OnceLock::new();
    FIXED.get_or_init(|| {
        let card = VirtualCard::builder().build().unwrap();
        let read = |der: &[u8]| Certificate::from_der(der.to_vec()).unwrap();
        let anchor = |der: &[u8], purpose| {
            Anchor::from_certificate(&read(der), purpose, Hierarchy::Test).unwrap()
        };
        let authority = anchor(CA, Purpose::Authentication);
        let of_card = anchor(card.signature_ca_certificate(), Purpose::Signature);
        let person = read(PERSON);
        let request = |hash, nonce| OcspRequest::new(&person, &authority, hash, nonce).unwrap();
        let own = Anchors::none().with(authority.clone()).with(of_card);
        let published = [Anchors::production(), Anchors::test_cards()];
        let signatures = EVIDENCE.iter().flat_map(|evidence| {
            let starts =
                (0..evidence.len()).filter(|at| evidence[*at..].starts_with(SIGNATURE_HEADER));
            starts.filter_map(|at| evidence.get(at + 5..at + 5 + 256))
        });
        Fixed {
            requests: [
                request(CertificateIdHash::Sha1, None),
                request(CertificateIdHash::Sha256, Some(NONCE)),
            ],
            all: published
                .iter()
                .flatten()
                .fold(own.clone(), |all, anchor| all.with(anchor.clone())),
            own,
            signatures: signatures.collect(),
            certificates: [
                (Purpose::Authentication, person),
                (Purpose::Signature, read(card.signature_certificate())),
            ],
        }
    })
}

pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let kind = input.byte();
    let seconds = input.bytes(8).iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
    // Up to about the year 4147, which is beyond every date compared.
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds >> 28);
    match kind & 3 {
        0 => certificate(input.0, kind, time),
        1 | 2 => response(input.0, kind, time),
        _ => list(input.0, kind, time),
    }
}

/// Checks what holds for every verdict.
pub fn consistent(verdict: &Verdict) {
    let reasons = verdict.reasons();
    assert!(reasons.windows(2).all(|pair| pair[0] < pair[1]), "{reasons:?}");
    assert_eq!(verdict.is_good(), reasons.is_empty());
    assert_eq!(verdict.is_good(), verdict.status() == Status::Ok);
    let status = verdict.status();
    assert!(reasons.is_empty() || reasons.iter().any(|reason| reason.status() == status));
    let expired = reasons.contains(&Reason::Expired);
    assert!(!(expired && verdict.days_left().is_some()));
    assert_eq!(expired, verdict.days_expired().is_some());
    assert!(!verdict.is_within_grace() || reasons == [Reason::Expired]);
    let revoked = matches!(verdict.revocation(), RevocationStatus::Revoked(_));
    assert_eq!(revoked, reasons.contains(&Reason::Revoked));
    assert!(format!("{verdict:?}").len() < 4096);
}

/// A certificate from outside: accepted only if it is one of the card's own.
fn certificate(der: &[u8], kind: u8, time: SystemTime) {
    let fixed = fixed();
    let Ok(certificate) = Certificate::from_der(der.to_vec()) else { return };
    let is_own = fixed.certificates.iter().any(|(_, own)| own.der() == der);
    let purpose = if kind & 4 == 0 { Purpose::Authentication } else { Purpose::Signature };
    let check = CertificateVerification::new(&certificate, purpose, &fixed.all, time);
    let verdict = check.verdict();
    consistent(&verdict);
    assert!(!verdict.is_good() || is_own, "a forgery is believed");
    assert_eq!(verdict.revocation(), RevocationStatus::NotRequested);
    assert_eq!(check.verdict(), verdict);

    // Of 0, 1, 15, 16, 17 bytes or more: selected by the unused bits of the kind.
    let length = [0, 1, 15, 16, 17, 20, 24, 28][usize::from(kind >> 4 & 7)];
    let challenge = &b"a challenge that nobody ever used"[..length];
    let signed = SignatureVerification::new(
        check.ca_certificate(&certificate),
        Challenge::Data(challenge),
        SignatureAlgorithm::RsaPkcs1Sha256,
        &[0x5A; 256],
    );
    let verdict = signed.verdict();
    consistent(&verdict);
    assert!(!verdict.is_good(), "a made-up signature is believed");
    if !verdict.reasons().contains(&Reason::CertificateMalformed) {
        let reports = |reason| verdict.reasons().contains(&reason);
        assert_eq!(reports(Reason::ChallengeEmpty), length == 0);
        assert_eq!(reports(Reason::ChallengeTooShort), (1..16).contains(&length));
    }

    // A self-signed one may become an anchor, but not for any other certificate.
    if let Ok(anchor) = Anchor::from_certificate(&certificate, purpose, Hierarchy::Test) {
        assert_eq!(anchor.public_key_der(), certificate.public_key_der());
        let anchors = Anchors::none().with(anchor);
        let (purpose, own) = &fixed.certificates[usize::from(kind >> 3 & 1)];
        let verdict = CertificateVerification::new(own, *purpose, &anchors, time).verdict();
        consistent(&verdict);
    }
    if let Some(anchor) = fixed.all.issuer_of(&certificate) {
        OcspRequest::new(&certificate, anchor, CertificateIdHash::Sha1, None).unwrap();
    }
}

/// Evidence from outside says something about revocation only with a signature that the CA or its
/// responder made.
fn evidence(data: RevocationData<'_>, bytes: &[u8], kind: u8, time: SystemTime) {
    let fixed = fixed();
    let (purpose, certificate) = &fixed.certificates[usize::from(kind >> 3 & 1)];
    let verdict = CertificateVerification::new(certificate, *purpose, &fixed.own, time)
        .revocation(data)
        .verdict();
    consistent(&verdict);
    assert_ne!(verdict.revocation(), RevocationStatus::NotRequested);
    if verdict.revocation() != RevocationStatus::Undetermined {
        let is_in = |signature: &&[u8]| bytes.windows(256).any(|window| window == *signature);
        assert!(fixed.signatures.iter().any(is_in), "evidence of nobody's is believed");
        assert_eq!(kind & 8, 0, "evidence of another card's CA is believed");
    } else {
        let is_of_evidence = |reason: &Reason| (300..500).contains(&(*reason as i32));
        assert!(verdict.reasons().iter().any(is_of_evidence), "{verdict:?}");
        assert!(!verdict.is_good());
    }
}

fn response(response: &[u8], kind: u8, time: SystemTime) {
    let request = &fixed().requests[usize::from(kind >> 2 & 1)];
    evidence(RevocationData::Ocsp { request, response }, response, kind, time);
}

fn list(crl: &[u8], kind: u8, time: SystemTime) {
    evidence(RevocationData::Crl(crl), crl, kind, time);
}
