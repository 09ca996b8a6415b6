//! The virtual card's certificates and signatures through the complete check.

use jpkicard::trust::{
    Anchor, Anchors, CertificateIdHash, Challenge, Hierarchy, OcspRequest, Purpose, Reason,
};
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Certificate, Pin, Scheme, SignRequest};

use crate::authority::at;
use crate::judged::{self, CertificateVerification, SignatureVerification};
use crate::openssl;

/// 2026-01-01T00:00:00Z.
const NOW: u64 = 1_767_225_600;
/// The last second of the default card: 2030-04-01T14:59:59Z.
const END: u64 = 1_901_285_999;

fn certificate(der: &[u8]) -> Certificate {
    Certificate::from_der(der.to_vec()).unwrap()
}

/// The virtual card's own CAs, explicitly requested.
fn anchors(card: &VirtualCard) -> Anchors {
    let anchor = |der, purpose| {
        let certificate = certificate(der);
        let anchor = Anchor::from_certificate(&certificate, purpose, Hierarchy::Test).unwrap();
        judged::anchor(&certificate, &anchor);
        anchor
    };
    Anchors::production()
        .with(anchor(card.authentication_ca_certificate(), Purpose::Authentication))
        .with(anchor(card.signature_ca_certificate(), Purpose::Signature))
}

fn reasons(card: &VirtualCard, der: &[u8], purpose: Purpose, second: u64) -> Vec<Reason> {
    let (anchors, certificate) = (anchors(card), certificate(der));
    CertificateVerification::new(&certificate, purpose, &anchors, at(second))
        .verdict()
        .reasons()
        .to_vec()
}

#[test]
fn both_certificates_of_every_card_are_good_under_its_authority_alone() {
    for seed in [0, 1, 2, 7] {
        let card = VirtualCard::builder().seed(seed).build().unwrap();
        for (der, ca_der, purpose) in [
            (
                card.authentication_certificate(),
                card.authentication_ca_certificate(),
                Purpose::Authentication,
            ),
            (card.signature_certificate(), card.signature_ca_certificate(), Purpose::Signature),
        ] {
            let (anchors, certificate) = (anchors(&card), certificate(der));
            let ca_certificate = self::certificate(ca_der);
            let check = CertificateVerification::new(&certificate, purpose, &anchors, at(NOW))
                .ca_certificate(&ca_certificate);
            assert_eq!(check.verdict().reasons(), []);
            assert_eq!(check.verdict().anchor().unwrap().hierarchy(), Hierarchy::Test);
            openssl::verify_chain(&certificate, &ca_certificate);
            // It never counts unless requested.
            for anchors in [Anchors::default(), Anchors::production(), Anchors::test_cards()] {
                let check = CertificateVerification::new(&certificate, purpose, &anchors, at(NOW));
                assert_eq!(check.verdict().reasons(), [Reason::IssuerUnknown]);
            }
        }
    }
}

#[test]
fn a_certificate_for_one_purpose_is_none_for_the_other() {
    let card = VirtualCard::builder().build().unwrap();
    let swapped = reasons(&card, card.signature_certificate(), Purpose::Authentication, NOW);
    assert_eq!(swapped, [Reason::AnchorOfOtherPurpose, Reason::KeyUsageWrong, Reason::PolicyWrong]);
    let ca = reasons(&card, card.authentication_ca_certificate(), Purpose::Authentication, NOW);
    assert_eq!(ca, [Reason::KeyUsageWrong, Reason::IsAuthority, Reason::PolicyWrong]);
}

#[test]
fn the_desk_knows_when_to_renew() {
    let card = VirtualCard::builder().build().unwrap();
    let (anchors, certificate) = (anchors(&card), certificate(card.authentication_certificate()));
    for (second, days, expected) in [
        (END - 90 * 86400, Some(90), vec![]),
        (END - 86400, Some(1), vec![]),
        (END - 86399, Some(0), vec![]),
        (END, Some(0), vec![]),
        (END + 1, None, vec![Reason::Expired]),
    ] {
        let check = CertificateVerification::new(
            &certificate,
            Purpose::Authentication,
            &anchors,
            at(second),
        );
        assert_eq!(check.verdict().days_left(), days);
        assert_eq!(check.verdict().reasons(), expected);
    }
    let early =
        VirtualCard::builder().validity(NOW as i64 + 1, NOW as i64 + 86400).build().unwrap();
    let der = early.authentication_certificate();
    assert_eq!(reasons(&early, der, Purpose::Authentication, NOW), [Reason::NotYetValid]);
    assert_eq!(reasons(&early, der, Purpose::Authentication, NOW + 1), []);
}

/// Until the end of July 2030 in Japan, online eligibility verification accepts a certificate that
/// expired on 1 April; nothing else does, and not one with another fault.
#[test]
fn the_grace_is_of_an_authentication_certificate_that_is_only_expired() {
    const GRACE_END: u64 = 1_911_740_399; // 2030-07-31T14:59:59Z
    let card = VirtualCard::builder().build().unwrap();
    let trusted = anchors(&card);
    let person = certificate(card.authentication_certificate());
    let signature = certificate(card.signature_certificate());
    let (authentication, signing) = (Purpose::Authentication, Purpose::Signature);
    let look = |certificate, purpose, anchors: &Anchors, second| {
        let verdict =
            CertificateVerification::new(certificate, purpose, anchors, at(second)).verdict();
        (verdict.is_good(), verdict.days_expired(), verdict.is_within_grace())
    };
    for (second, expected) in [
        (END, (true, None, false)),
        (END + 1, (false, Some(1), true)),
        (END + 86400, (false, Some(1), true)),
        (END + 86401, (false, Some(2), true)),
        (GRACE_END, (false, Some(121), true)),
        (GRACE_END + 1, (false, Some(122), false)),
        (GRACE_END + 365 * 86400, (false, Some(486), false)),
    ] {
        assert_eq!(look(&person, authentication, &trusted, second), expected, "{second}");
        let never = (expected.0, expected.1, false);
        assert_eq!(look(&signature, signing, &trusted, second), never, "a signature certificate");
    }
    // With an untrusted issuer, for another purpose, changed.
    let stranger = look(&person, authentication, &Anchors::production(), END + 1);
    assert_eq!(stranger, (false, Some(1), false));
    assert_eq!(look(&signature, authentication, &trusted, END + 1), (false, Some(1), false));
    let mut changed = card.authentication_certificate().to_vec();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(
        look(&certificate(&changed), authentication, &trusted, END + 1),
        (false, Some(1), false)
    );
    // Its revocation was checked, and is unknown.
    let check = CertificateVerification::new(&person, authentication, &trusted, at(END + 1));
    let unknown = check.revocation(jpkicard::trust::RevocationData::Crl(b"no list")).verdict();
    assert!(!unknown.is_within_grace() && unknown.days_expired() == Some(1));
    // The holder's signature over the challenge is invalid.
    let challenge = Challenge::Data(b"challenge of the day, new each time");
    let check = CertificateVerification::new(&person, authentication, &trusted, at(END + 1));
    let algorithm = jpkicard::SignatureAlgorithm::RsaPkcs1Sha256;
    let unsigned = SignatureVerification::new(check, challenge, algorithm, &[0; 256]).verdict();
    assert!(!unsigned.is_within_grace());
}

#[test]
fn one_byte_changed_in_the_card_is_never_believed() {
    let card = VirtualCard::builder().build().unwrap();
    let anchors = anchors(&card);
    for (der, purpose) in [
        (card.authentication_certificate(), Purpose::Authentication),
        (card.signature_certificate(), Purpose::Signature),
    ] {
        for index in 0..der.len() {
            let mut changed = der.to_vec();
            changed[index] ^= 1 << (index % 8);
            let Ok(changed) = judged::read(&changed, purpose, &anchors, at(NOW)) else { continue };
            let check = CertificateVerification::new(&changed, purpose, &anchors, at(NOW));
            assert!(!check.verdict().is_good(), "byte {index}");
        }
    }
}

#[test]
fn an_authentication_holds_before_the_relying_party() {
    const CHALLENGE: &[u8] = b"challenge of the relying party";
    let virtual_card = VirtualCard::builder().build().unwrap();
    let anchors = anchors(&virtual_card);
    let reader = VirtualReader::new(virtual_card);
    let mut card = Card::new(reader.connect().unwrap());
    for scheme in Scheme::ALL.iter().copied() {
        let request = SignRequest::data(CHALLENGE).scheme(scheme);
        let authentication =
            card.jpki().unwrap().authenticate(&Pin::new(b"1234").unwrap(), &request).unwrap();
        let certificate = CertificateVerification::new(
            &authentication.certificate,
            Purpose::Authentication,
            &anchors,
            at(NOW),
        );
        let (algorithm, signature) =
            (authentication.signature.algorithm(), &authentication.signature);
        let verdict = |challenge| {
            SignatureVerification::new(certificate, challenge, algorithm, signature.as_bytes())
                .verdict()
        };
        assert_eq!(verdict(Challenge::Data(CHALLENGE)).reasons(), [], "{scheme:?}");
        let other = verdict(Challenge::Data(b"the challenge of the day before"));
        assert_eq!(other.reasons(), [Reason::ChallengeSignatureInvalid], "{scheme:?}");
    }
}

#[test]
fn nothing_of_the_holder_is_in_what_may_be_logged() {
    let card = VirtualCard::builder().build().unwrap();
    let (anchors, certificate) = (anchors(&card), certificate(card.signature_certificate()));
    let anchor = anchors.issuer_of(&certificate).unwrap();
    let request =
        OcspRequest::new(&certificate, anchor, CertificateIdHash::Sha1, Some([9; 32])).unwrap();
    let check = CertificateVerification::new(&certificate, Purpose::Signature, &anchors, at(NOW));
    let signed = SignatureVerification::new(
        check,
        Challenge::Data(b"secret challenge"),
        jpkicard::SignatureAlgorithm::RsaPkcs1Sha256,
        b"",
    );
    let texts = [
        format!("{check:?} {:?}", check.verdict()),
        format!("{signed:?} {:?}", signed.verdict()),
        format!("{request:?} {anchors:?} {anchor:?}"),
    ];
    // Each names its type, and says of a challenge how long it is.
    assert!(texts[0].starts_with("CertificateVerification {"), "{}", texts[0]);
    assert!(texts[1].starts_with("SignatureVerification {"), "{}", texts[1]);
    assert!(texts[1].contains("challenge: Data(16 bytes)"), "{}", texts[1]);
    assert_eq!(format!("{:?}", Challenge::Digest(&[7; 32])), "Digest(32 bytes)");
    let serial = certificate.serial();
    let hexadecimal: String = serial.iter().map(|byte| format!("{byte:02x}")).collect();
    let decimal = format!("{serial:?}");
    for text in texts {
        let lower = text.to_lowercase();
        for secret in
            [&hexadecimal, decimal.trim_matches(['[', ']']), "試験", "19800217", "secret c"]
        {
            assert!(!lower.contains(secret), "{text}");
        }
        assert!(text.len() < 1500, "{text}");
    }
}
