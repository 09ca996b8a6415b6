//! The relying party's verification: certificate, signature and revocation in one verdict.

use std::time::SystemTime;

use jpkicard::internal::capi::{
    JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256, JPKI_ALGORITHM_RSA_PKCS1_SHA256,
    JPKI_ALGORITHM_RSA_PSS_SHA256, JPKI_INPUT_DATA, JPKI_INPUT_DIGEST,
};
use jpkicard::trust::{Anchors, Challenge, Purpose, Reason, RevocationData};
use jpkicard::{DigestAlgorithm, SignatureAlgorithm, Status};

use crate::authority::{ALWAYS, AUTHENTICATION, Authority, SIGNATURE, Settings, keys};
use crate::c_face::{Inputs, Signed, assert_same};
use crate::judged::{CertificateVerification, SignatureVerification};

/// In the order of C's numbers, from 1.
const ALGORITHMS: [SignatureAlgorithm; 5] = [
    SignatureAlgorithm::RsaPkcs1Sha256,
    SignatureAlgorithm::RsaPkcs1Sha384,
    SignatureAlgorithm::RsaPkcs1Sha512,
    SignatureAlgorithm::RsaPkcs1BareSha256,
    SignatureAlgorithm::RsaPssSha256,
];
const CHALLENGE: &[u8] = b"challenge of the relying party, never used before";

/// openssl's signature with one of the keys, over the challenge or its digest.
fn sign(authority: &Authority, key: &str, arguments: &str) -> Vec<u8> {
    authority.write("challenge", CHALLENGE);
    authority.openssl("dgst -sha256 -binary -out digest challenge", &[]);
    let key = keys().join(format!("{key}.key"));
    let (command, input) = arguments.rsplit_once(' ').unwrap();
    let key = key.to_str().unwrap();
    match command.split(' ').next() {
        Some("dgst") => {
            authority.openssl(command, &["-sign", key, "-out", "signature", input]);
        }
        _ => {
            let arguments = ["-sign", "-inkey", key, "-out", "signature", "-in", input];
            authority.openssl(command, &arguments);
        }
    }
    authority.read("signature")
}

#[test]
fn every_algorithm_of_a_card_over_data_and_over_a_digest() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let anchors = authority.anchors();
    let time = SystemTime::now();
    let check = CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, time);
    let pss = |salt: &str| {
        format!(
            "dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:{salt} challenge"
        )
    };
    let (sha256, sha384) = (DigestAlgorithm::Sha256, DigestAlgorithm::Sha384);
    let sha512 = DigestAlgorithm::Sha512;
    let made = [
        (SignatureAlgorithm::RsaPkcs1Sha256, "dgst -sha256 challenge".to_owned(), sha256),
        (SignatureAlgorithm::RsaPkcs1Sha384, "dgst -sha384 challenge".to_owned(), sha384),
        (SignatureAlgorithm::RsaPkcs1Sha512, "dgst -sha512 challenge".to_owned(), sha512),
        (SignatureAlgorithm::RsaPkcs1BareSha256, "pkeyutl digest".to_owned(), sha256),
        (SignatureAlgorithm::RsaPssSha256, pss("32"), sha256),
        (SignatureAlgorithm::RsaPssSha256, pss("0"), sha256),
        (SignatureAlgorithm::RsaPssSha256, pss("max"), sha256),
    ];
    let signatures = made.map(|(algorithm, arguments, hash)| {
        (algorithm, sign(&authority, "leaf", &arguments), hash)
    });
    for (made, signature, _) in &signatures {
        for (said, _, hash) in &signatures {
            let reasons = |challenge: Challenge<'_>, signature: &[u8]| {
                let verdict =
                    SignatureVerification::new(check, challenge, *said, signature).verdict();
                let (challenge, input) = match challenge {
                    Challenge::Data(data) => (data, JPKI_INPUT_DATA),
                    Challenge::Digest(digest) => (digest, JPKI_INPUT_DIGEST),
                };
                let algorithm = 1 + ALGORITHMS.iter().position(|known| known == said).unwrap();
                let algorithm =
                    JPKI_ALGORITHM_RSA_PKCS1_SHA256 - 1 + i32::try_from(algorithm).unwrap();
                let signed = Some(Signed { challenge, input, algorithm, signature });
                let (authority, certificate) = (&authority, &certificate);
                let inputs = Inputs { authority, certificate, time, evidence: None, signed };
                assert_same(&inputs, &verdict);
                verdict.reasons().to_vec()
            };
            let expected: &[Reason] = match made == said {
                true => &[],
                false => &[Reason::ChallengeSignatureInvalid],
            };
            assert_eq!(
                reasons(Challenge::Data(CHALLENGE), signature),
                expected,
                "{made:?} {said:?}"
            );
            let digest = hash.digest(CHALLENGE);
            assert_eq!(
                reasons(Challenge::Digest(&digest), signature),
                expected,
                "{made:?} {said:?}"
            );
            if made != said {
                continue;
            }
            let invalid = [Reason::ChallengeSignatureInvalid];
            assert_eq!(reasons(Challenge::Data(b"another challenge"), signature), invalid);
            assert_eq!(reasons(Challenge::Data(CHALLENGE), &signature[1..]), invalid);
            assert_eq!(reasons(Challenge::Data(CHALLENGE), &[]), invalid);
            for length in [0, 20, digest.len() - 1] {
                let wrong: &[Reason] = match length {
                    0 => &[Reason::ChallengeDigestLength, Reason::ChallengeEmpty],
                    _ => &[Reason::ChallengeDigestLength],
                };
                assert_eq!(reasons(Challenge::Digest(&digest[..length]), signature), wrong);
            }
        }
    }
}

/// A caller whose challenge was lost, or is too short, gets an error although the signature is
/// valid: it could be replayed to anyone.
#[test]
fn an_empty_challenge_and_a_short_one_are_refused_though_they_are_signed() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let anchors = authority.anchors();
    let time = SystemTime::now();
    let check = CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, time);
    let key = keys().join("leaf.key");
    let key = key.to_str().unwrap();
    let sha256 = DigestAlgorithm::Sha256;
    let (empty, short) = ([Reason::ChallengeEmpty], [Reason::ChallengeTooShort]);
    for (length, expected) in
        [(0, &empty[..]), (1, &short), (15, &short), (16, &[]), (17, &[]), (300, &[])]
    {
        let data = vec![0xA5; length];
        let digest = sha256.digest(&data);
        authority.write("challenge", &data);
        authority.write("digest", &digest);
        for (number, algorithm, arguments, input) in [
            (
                JPKI_ALGORITHM_RSA_PKCS1_SHA256,
                SignatureAlgorithm::RsaPkcs1Sha256,
                "dgst -sha256",
                "challenge",
            ),
            (
                JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256,
                SignatureAlgorithm::RsaPkcs1BareSha256,
                "pkeyutl",
                "digest",
            ),
            (
                JPKI_ALGORITHM_RSA_PSS_SHA256,
                SignatureAlgorithm::RsaPssSha256,
                "dgst -sha256 -sigopt rsa_padding_mode:pss",
                "challenge",
            ),
        ] {
            let more = match arguments {
                "pkeyutl" => vec!["-sign", "-inkey", key, "-out", "signature", "-in", input],
                _ => vec!["-sign", key, "-out", "signature", input],
            };
            authority.openssl(arguments, &more);
            let signature = authority.read("signature");
            let judged = |challenge, bytes: &[u8], input, signature: &[u8]| {
                let verdict =
                    SignatureVerification::new(check, challenge, algorithm, signature).verdict();
                let signed = Signed { challenge: bytes, input, algorithm: number, signature };
                let (authority, certificate) = (&authority, &certificate);
                let signed = Some(signed);
                assert_same(
                    &Inputs { authority, certificate, time, evidence: None, signed },
                    &verdict,
                );
                (verdict.status(), verdict.reasons().to_vec())
            };
            let status = match expected {
                [] => Status::Ok,
                _ => Status::SignatureInvalid,
            };
            let of_data = judged(Challenge::Data(&data), &data, JPKI_INPUT_DATA, &signature);
            assert_eq!(of_data, (status, expected.to_vec()), "{algorithm:?} {length}");
            // A digest does not show how much was hashed, but whether it was empty.
            let of_digest =
                judged(Challenge::Digest(&digest), &digest, JPKI_INPUT_DIGEST, &signature);
            let wanted = if length == 0 { expected } else { &[] };
            assert_eq!(of_digest.1, wanted, "{algorithm:?} {length}");
            // With another signature both reasons are reported.
            let wrong = judged(Challenge::Data(&data), &data, JPKI_INPUT_DATA, &signature[1..]);
            let both = [&[Reason::ChallengeSignatureInvalid], expected].concat();
            assert_eq!(wrong, (Status::SignatureInvalid, both), "{algorithm:?} {length}");
        }
    }
    // The digest of empty data, with each algorithm's own hash.
    let hashes = [sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512, sha256, sha256];
    for (algorithm, hash) in ALGORITHMS.into_iter().zip(hashes) {
        let digest = hash.digest(&[]);
        let check =
            SignatureVerification::new(check, Challenge::Digest(&digest), algorithm, &[0; 256]);
        let expected = [Reason::ChallengeSignatureInvalid, Reason::ChallengeEmpty];
        assert_eq!(check.verdict().reasons(), expected, "{algorithm:?}");
    }
}

#[test]
fn everything_wrong_is_reported_at_once() {
    let authority = Authority::new();
    let dates = ("20250101000000Z", "20250201000000Z");
    let extensions = AUTHENTICATION.replace("8.5.1.0.30", "8.5.1.3.30");
    let certificate = authority.issue_with("person", &extensions, "leaf", dates, "sha256");
    authority.revoke("person", "keyCompromise");
    let crl = authority.crl(
        "issuingDistributionPoint = critical,@issuing\n[issuing]\nfullname = dirName:other_point\n",
    );
    let signature = sign(&authority, "other", "dgst -sha256 challenge");
    let anchors = authority.anchors();
    let check = CertificateVerification::new(
        &certificate,
        Purpose::Authentication,
        &anchors,
        SystemTime::now(),
    )
    .revocation(RevocationData::Crl(&crl));
    let algorithm = SignatureAlgorithm::RsaPkcs1Sha256;
    let check =
        SignatureVerification::new(check, Challenge::Data(CHALLENGE), algorithm, &signature);
    let expected = [
        Reason::Expired,
        Reason::PolicyWrong,
        Reason::Revoked,
        Reason::CrlOtherDistributionPoint,
        Reason::ChallengeSignatureInvalid,
    ];
    for _ in 0..3 {
        assert_eq!(check.verdict().reasons(), expected);
        assert_eq!(check.verdict(), check.verdict());
    }
}

#[test]
fn a_good_signature_by_an_unknown_person_is_refused() {
    let authority = Authority::new();
    let stranger = Authority::with(Settings { key: "other", ..Settings::default() });
    let certificate = stranger.issue("person", AUTHENTICATION);
    let signature = sign(&authority, "leaf", "dgst -sha256 challenge");
    let verdict = |anchors: &Anchors| {
        let now = SystemTime::now();
        let check =
            CertificateVerification::new(&certificate, Purpose::Authentication, anchors, now);
        let algorithm = SignatureAlgorithm::RsaPkcs1Sha256;
        SignatureVerification::new(check, Challenge::Data(CHALLENGE), algorithm, &signature)
            .verdict()
            .reasons()
            .to_vec()
    };
    assert_eq!(verdict(&stranger.anchors()), []);
    assert_eq!(verdict(&authority.anchors()), [Reason::IssuerUnknown]);
    assert_eq!(verdict(&Anchors::production()), [Reason::IssuerUnknown]);
    assert_eq!(verdict(&Anchors::test_cards()), [Reason::IssuerUnknown]);
    assert_eq!(verdict(&Anchors::none()), [Reason::IssuerUnknown]);
}

#[test]
fn a_key_that_is_not_allowed_proves_nothing() {
    let purpose = Purpose::Signature;
    let authority = Authority::with(Settings { purpose, ..Settings::default() });
    let certificate = authority.issue_with("person", SIGNATURE, "short", ALWAYS, "sha256");
    let signature = sign(&authority, "short", "dgst -sha256 challenge");
    let anchors = authority.anchors();
    let check = CertificateVerification::new(&certificate, purpose, &anchors, SystemTime::now());
    let algorithm = SignatureAlgorithm::RsaPkcs1Sha256;
    let check =
        SignatureVerification::new(check, Challenge::Data(CHALLENGE), algorithm, &signature);
    assert_eq!(check.verdict().reasons(), [Reason::KeyNotAllowed]);
}
