//! From a certificate to an anchor: where openssl refuses, so do we.

use std::time::{Duration, SystemTime};

use jpkicard::trust::{Anchor, Anchors, Hierarchy, Purpose, Reason, RevocationStatus};
use jpkicard::{Certificate, Status};

use crate::authority::{ALWAYS, AUTHENTICATION, Authority, SIGNATURE, Settings, at};
use crate::judged::CertificateVerification;
use crate::mutation::{object, parts};

/// 2030-04-01T14:59:59Z, which is 23:59:59 in Japan.
const END: u64 = 1_901_285_999;
const BEGIN: u64 = 1_743_465_600;
const DATES: (&str, &str) = ("20250401000000Z", "20300401145959Z");

fn now() -> SystemTime {
    SystemTime::now()
}

/// Whether `openssl verify` agrees. It ends validity a second early; RFC 5280, 4.1.2.5 includes the
/// last second.
fn agrees(authority: &Authority, second: u64, good: bool) -> bool {
    let judged = |second: u64| authority.verifies("person", &["-attime", &second.to_string()]).0;
    judged(second) == good || (good && judged(second - 1))
}

#[test]
fn what_the_profile_asks_for_is_good() {
    for (purpose, extensions) in
        [(Purpose::Authentication, AUTHENTICATION), (Purpose::Signature, SIGNATURE)]
    {
        let authority = Authority::with(Settings { purpose, ..Settings::default() });
        let certificate = authority.issue("person", extensions);
        assert_eq!(authority.verifies("person", &[]), (true, "person.pem: OK\n".into()));
        let anchors = authority.anchors();
        let check = CertificateVerification::new(&certificate, purpose, &anchors, now());
        let verdict = check.ca_certificate(&authority.ca_certificate).verdict();
        assert_eq!(verdict.reasons(), []);
        assert!(verdict.is_good());
        assert_eq!(verdict.anchor(), Some(&authority.anchor));
        assert_eq!(verdict.revocation(), RevocationStatus::NotRequested);
        assert_eq!(anchors.issuer_of(&certificate), Some(&authority.anchor));
    }
}

#[test]
fn time_is_judged_to_the_second_as_openssl_judges_it() {
    let authority = Authority::new();
    let certificate = authority.issue_with("person", AUTHENTICATION, "leaf", DATES, "sha256");
    for (second, expected) in [
        (BEGIN - 1, vec![Reason::NotYetValid]),
        (BEGIN, vec![]),
        (END - 1, vec![]),
        (END, vec![]),
        (END + 1, vec![Reason::Expired]),
    ] {
        let same = agrees(&authority, second, expected.is_empty());
        assert_eq!((same, authority.reasons(&certificate, at(second))), (true, expected));
    }
    // The last second lasts until it is over.
    let late = at(END) + Duration::from_millis(999);
    assert_eq!(authority.reasons(&certificate, late), []);
    let before = at(BEGIN) - Duration::from_millis(1);
    assert_eq!(authority.reasons(&certificate, before), [Reason::NotYetValid]);
    let long_ago = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
    assert!(authority.reasons(&certificate, long_ago).contains(&Reason::NotYetValid));
}

#[test]
fn days_are_counted_as_in_japan() {
    let authority = Authority::new();
    let certificate = authority.issue_with("person", AUTHENTICATION, "leaf", DATES, "sha256");
    let anchors = authority.anchors();
    let left = |second| {
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, at(second))
            .verdict()
            .days_left()
    };
    let midnight = END + 1 - 24 * 3600;
    assert_eq!(left(midnight), Some(0));
    assert_eq!(left(midnight - 1), Some(1));
    assert_eq!(left(END), Some(0));
    assert_eq!(left(END + 1), None);
    assert_eq!(left(END - 31 * 24 * 3600), Some(31));
}

#[test]
fn an_anchor_has_its_own_time() {
    let validity = ("20240101000000Z", "20261231145959Z");
    let authority = Authority::with(Settings { validity, ..Settings::default() });
    let certificate = authority.issue("person", AUTHENTICATION);
    for (second, expected) in [
        (1_704_067_199, vec![Reason::AnchorNotYetValid]),
        (1_704_067_200, vec![]),
        (1_798_729_198, vec![]),
        (1_798_729_199, vec![]),
        (1_798_729_200, vec![Reason::AnchorExpired]),
    ] {
        let same = agrees(&authority, second, expected.is_empty());
        assert_eq!((same, authority.reasons(&certificate, at(second))), (true, expected));
    }
}

#[test]
fn the_issuer_is_identified_by_its_key_and_not_by_its_name() {
    // Generations: one name, two keys.
    let first = Authority::new();
    let second = Authority::with(Settings { key: "other", ..Settings::default() });
    let certificate = second.issue("person", AUTHENTICATION);
    let both = first.anchors().with(second.anchor.clone());
    let check = CertificateVerification::new(&certificate, Purpose::Authentication, &both, now());
    assert_eq!(check.verdict().anchor(), Some(&second.anchor));
    assert!(check.verdict().is_good());
    // Only the first is known: its name is right, its key is not.
    assert_eq!(first.reasons(&certificate, now()), [Reason::IssuerUnknown]);
    first.write("person.pem", &second.read("person.pem"));
    assert!(!first.verifies("person", &[]).0);
    assert_eq!(first.anchors().issuer_of(&certificate), None);
    // A supplied CA certificate is compared with the relevant anchor.
    assert!(check.ca_certificate(&second.ca_certificate).verdict().is_good());
    let verdict = check.ca_certificate(&first.ca_certificate).verdict();
    assert_eq!(verdict.reasons(), [Reason::CaCertificateDiffers]);
}

#[test]
fn the_issuers_name_must_be_the_anchors_too() {
    let authority = Authority::new();
    let renamed = Authority::with(Settings { organization: "ANOTHER", ..Settings::default() });
    let certificate = authority.issue("person", AUTHENTICATION);
    assert_eq!(renamed.reasons(&certificate, now()), [Reason::IssuerNameDiffers]);
    renamed.write("person.pem", &authority.read("person.pem"));
    assert!(!renamed.verifies("person", &[]).0);
    // As RFC 5280 compares names: ignoring case and spaces.
    let organization = "jpkicard-test";
    let same = Authority::with(Settings { organization, ..Settings::default() });
    assert_eq!(same.reasons(&certificate, now()), []);
    same.write("person.pem", &authority.read("person.pem"));
    assert!(same.verifies("person", &[]).0);
}

#[test]
fn a_certificate_signed_by_another_key_is_refused() {
    let authority = Authority::new();
    let forger = Authority::with(Settings { key: "other", ..Settings::default() });
    // The forger names the authority's key as the issuer's.
    let key = authority.anchor.key_identifier();
    let key: String = key.iter().map(|byte| format!("{byte:02X}")).collect();
    let forged = format!("2.5.29.35 = DER:30168014{key}");
    let extensions = AUTHENTICATION.replace("authorityKeyIdentifier = keyid", &forged);
    let certificate = forger.issue("person", &extensions);
    assert_eq!(authority.reasons(&certificate, now()), [Reason::CertificateSignatureInvalid]);
    authority.write("person.pem", &forger.read("person.pem"));
    assert!(!authority.verifies("person", &[]).0);
}

/// The decoder skips a field that comes too late: what nobody has looked at is not believed.
#[test]
fn a_field_in_the_wrong_place_makes_a_certificate_malformed() {
    let authority = Authority::new();
    let key = authority.anchor.key_identifier();
    let key: String = key.iter().map(|byte| format!("{byte:02X}")).collect();
    // A key, and another one after it.
    let twice = format!("2.5.29.35 = DER:30198014{key}800101");
    let extensions = AUTHENTICATION.replace("authorityKeyIdentifier = keyid", &twice);
    let certificate = authority.issue("person", &extensions);
    assert_eq!(authority.reasons(&certificate, now()), [Reason::CertificateMalformed]);
    // Two identifiers of the issuer instead of one, before the extensions.
    let certificate = authority.issue("second", AUTHENTICATION);
    let [content, algorithm, _] = parts(certificate.der())[..] else { panic!("three parts") };
    let fields = parts(content);
    let (extensions, before) = fields.split_last().unwrap();
    let reasons = |fields: &[&[u8]]| {
        let content = object(0x30, &fields.concat());
        authority.write("content", &content);
        authority.openssl("dgst -sha256 -sign ca.key -out signature content", &[]);
        let signature = object(3, &[&[0], &authority.read("signature")[..]].concat());
        let der = object(0x30, &[&content, algorithm, &signature].concat());
        authority.reasons(&Certificate::from_der(der).unwrap(), now())
    };
    for (identifiers, expected) in [
        (&[][..], &[][..]),
        (b"\x81\x02\x00\x55", &[]),
        (b"\x81\x02\x00\x55\x81\x02\x00\x55", &[Reason::CertificateMalformed]),
        // A version, which has its place at the beginning.
        (b"\xA0\x03\x02\x01\x02", &[Reason::CertificateMalformed]),
        (b"\x80\x01\x02", &[Reason::CertificateMalformed]),
        (b"\xA0\x03\x02\x01\x02\x81\x02\x00\x55", &[Reason::CertificateMalformed]),
    ] {
        assert_eq!(reasons(&[before, &[identifiers, *extensions]].concat()), expected);
    }
}

#[test]
fn a_certificate_for_another_use_is_refused() {
    let authority = Authority::new();
    let usage = "keyUsage = critical,digitalSignature\n";
    let extended = "extendedKeyUsage = clientAuth\n";
    let policy = "1.2.392.200149.8.5.1.0.30";
    let replaced = |from: &str, to: &str| AUTHENTICATION.replace(from, to);
    let constraints = |text: &str| format!("{AUTHENTICATION}basicConstraints = critical,{text}\n");
    let cases = [
        (replaced(usage, ""), vec![Reason::KeyUsageWrong]),
        (replaced("digitalSignature", "keyEncipherment"), vec![Reason::KeyUsageWrong]),
        (
            replaced("digitalSignature", "digitalSignature,nonRepudiation"),
            vec![Reason::KeyUsageWrong],
        ),
        (replaced("digitalSignature", "digitalSignature,keyCertSign"), vec![Reason::KeyUsageWrong]),
        (replaced(extended, ""), vec![]),
        (replaced("clientAuth", "serverAuth"), vec![Reason::ExtendedKeyUsageWrong]),
        (replaced("clientAuth", "serverAuth,clientAuth"), vec![]),
        (constraints("CA:false"), vec![]),
        (constraints("CA:true"), vec![Reason::IsAuthority]),
        (replaced(policy, "1.2.392.200149.8.5.1.3.30"), vec![Reason::PolicyWrong]),
        (replaced(policy, "1.2.392.200149.8.5.1.0.20"), vec![Reason::PolicyWrong]),
        (replaced(policy, "2.5.29.32.0"), vec![Reason::PolicyWrong]),
        (replaced(policy, &format!("1.2.3.4,{policy}")), vec![]),
        (
            replaced(&format!("certificatePolicies = critical,{policy}\n"), ""),
            vec![Reason::PolicyWrong],
        ),
        (replaced("keyid", "none"), vec![Reason::IssuerKeyUnnamed]),
        (format!("{AUTHENTICATION}1.2.3.4 = DER:0500\n"), vec![]),
        (
            format!("{AUTHENTICATION}1.2.3.4 = critical,DER:0500\n"),
            vec![Reason::UnknownCriticalExtension],
        ),
        (
            format!("{AUTHENTICATION}nameConstraints = critical,permitted;DNS:a\n"),
            vec![Reason::UnknownCriticalExtension],
        ),
        (
            replaced(usage, "2.5.29.15 = critical,DER:0400\n"),
            vec![Reason::CertificateMalformed, Reason::KeyUsageWrong],
        ),
        (
            replaced("crlDistributionPoints = directory", "2.5.29.31 = DER:0400"),
            vec![Reason::CertificateMalformed],
        ),
    ];
    for (index, (extensions, expected)) in cases.iter().enumerate() {
        let certificate = authority.issue(&format!("person{index}"), extensions);
        assert_eq!(authority.reasons(&certificate, now()), *expected, "{extensions}");
        // openssl checks less; what it refuses for this use must be refused here.
        let options = ["-purpose", "sslclient", "-x509_strict"];
        let (good, words) = authority.verifies(&format!("person{index}"), &options);
        assert!(!expected.is_empty() || good, "{extensions}: {words}");
    }
}

#[test]
fn a_signature_certificate_is_none_for_authentication_and_the_other_way() {
    let authentication = Authority::new();
    let purpose = Purpose::Signature;
    let signature = Authority::with(Settings { purpose, key: "other", ..Settings::default() });
    let both = authentication.anchors().with(signature.anchor.clone());
    let reasons = |certificate: &Certificate, purpose| {
        let check = CertificateVerification::new(certificate, purpose, &both, now());
        check.verdict().reasons().to_vec()
    };
    let signs = signature.issue("signs", SIGNATURE);
    assert_eq!(reasons(&signs, Purpose::Signature), []);
    assert_eq!(
        reasons(&signs, Purpose::Authentication),
        [Reason::AnchorOfOtherPurpose, Reason::KeyUsageWrong, Reason::PolicyWrong]
    );
    let enters = authentication.issue("enters", AUTHENTICATION);
    assert_eq!(
        reasons(&enters, Purpose::Signature),
        [
            Reason::AnchorOfOtherPurpose,
            Reason::KeyUsageWrong,
            Reason::ExtendedKeyUsageWrong,
            Reason::PolicyWrong
        ]
    );
    // A certificate that looks right in everything else, from the CA for the other purpose.
    let mixed = signature.issue("mixed", AUTHENTICATION);
    assert_eq!(reasons(&mixed, Purpose::Authentication), [Reason::AnchorOfOtherPurpose]);
}

#[test]
fn production_and_test_policies_do_not_mix() {
    let hierarchy = Hierarchy::Production;
    let authority = Authority::with(Settings { hierarchy, ..Settings::default() });
    let test = authority.issue("test", AUTHENTICATION);
    assert_eq!(authority.reasons(&test, now()), [Reason::PolicyWrong]);
    let production = AUTHENTICATION.replace("8.5.1.0.30", "8.5.1.3.30");
    let production = authority.issue("production", &production);
    assert_eq!(authority.reasons(&production, now()), []);
    let purpose = Purpose::Signature;
    let authority = Authority::with(Settings { purpose, hierarchy, ..Settings::default() });
    let production = authority.issue("production", &SIGNATURE.replace("8.5.1.0.20", "8.5.1.1.20"));
    assert_eq!(authority.reasons(&production, now()), []);
    let test = authority.issue("test", SIGNATURE);
    assert_eq!(authority.reasons(&test, now()), [Reason::PolicyWrong]);
}

#[test]
fn only_strong_keys_and_algorithms_count() {
    let authority = Authority::new();
    let mut number = 0;
    let mut issue = |key: &str, digest: &str| {
        number += 1;
        authority.issue_with(&format!("person{number}"), AUTHENTICATION, key, ALWAYS, digest)
    };
    for (key, digest, expected) in [
        ("large", "sha256", vec![]),
        ("short", "sha256", vec![Reason::KeyNotAllowed]),
        ("curve", "sha256", vec![Reason::KeyNotAllowed]),
        ("leaf", "sha1", vec![Reason::AlgorithmNotAllowed]),
        ("leaf", "sha512", vec![Reason::AlgorithmNotAllowed]),
        ("short", "md5", vec![Reason::AlgorithmNotAllowed, Reason::KeyNotAllowed]),
    ] {
        let certificate = issue(key, digest);
        assert_eq!(authority.reasons(&certificate, now()), expected, "{key} {digest}");
    }
}

#[test]
fn every_reason_is_reported_and_the_order_never_changes() {
    let authority = Authority::new();
    let extensions = "authorityKeyIdentifier = keyid\nkeyUsage = keyAgreement\n\
                      basicConstraints = CA:true\nextendedKeyUsage = serverAuth\n\
                      1.2.3.4 = critical,DER:0500\n";
    let dates = ("20250401000000Z", "20250402000000Z");
    let certificate = authority.issue_with("person", extensions, "short", dates, "sha1");
    let expected = [
        Reason::UnknownCriticalExtension,
        Reason::AlgorithmNotAllowed,
        Reason::Expired,
        Reason::KeyNotAllowed,
        Reason::KeyUsageWrong,
        Reason::ExtendedKeyUsageWrong,
        Reason::IsAuthority,
        Reason::PolicyWrong,
    ];
    for _ in 0..3 {
        assert_eq!(authority.reasons(&certificate, now()), expected);
    }
    // Without an anchor, what needs one is not reported, and the rest is.
    let anchors = Anchors::none();
    let check = CertificateVerification::new(
        &certificate,
        Purpose::Authentication,
        &anchors,
        at(BEGIN - 1),
    );
    let mut expected = expected.to_vec();
    expected[2] = Reason::NotYetValid;
    expected.insert(1, Reason::IssuerUnknown);
    assert_eq!(check.verdict().reasons(), expected);
}

#[test]
fn what_may_be_an_anchor() {
    let authority = Authority::new();
    let ca = &authority.ca_certificate;
    let refused = |certificate: &Certificate| {
        Anchor::from_certificate(certificate, Purpose::Authentication, Hierarchy::Test)
            .unwrap_err()
            .status()
    };
    assert_eq!(authority.anchor.public_key_der(), ca.public_key_der());
    assert_eq!(authority.anchor.key_identifier(), ca.subject_key_identifier().unwrap());
    assert_eq!(authority.anchor.serial(), ca.serial());
    assert_eq!(authority.anchor.not_before(), ca.not_before());
    assert_eq!(authority.anchor.not_after(), ca.not_after());
    assert_eq!(refused(&authority.issue("person", AUTHENTICATION)), Status::Argument);
    // Below the authority, not by itself.
    let below = "keyUsage = keyCertSign,cRLSign\nbasicConstraints = CA:true\n";
    assert_eq!(refused(&authority.issue("below", below)), Status::Argument);
    let weak = authority.issue_with("weak", below, "short", ALWAYS, "sha256");
    assert_eq!(refused(&weak), Status::KeyNotSupported);
    // One bit of its own signature.
    let mut der = ca.der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&Certificate::from_der(der).unwrap()), Status::Argument);
}
