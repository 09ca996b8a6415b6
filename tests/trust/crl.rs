//! Certificate revocation lists that openssl made.

use std::time::{Duration, SystemTime};

use jpkicard::Certificate;
use jpkicard::trust::{
    Purpose, Reason, RevocationData, RevocationList, RevocationReason, RevocationStatus, Verdict,
};

use crate::authority::{AUTHENTICATION, Authority, Settings, assert_same_loaded, at};
use crate::judged::CertificateVerification;

const POINT: &str = "issuingDistributionPoint = critical,@point_of_crl\n[point_of_crl]\n";
const DAY: u64 = 24 * 60 * 60;

fn check_at(
    authority: &Authority,
    certificate: &Certificate,
    crl: &[u8],
    time: SystemTime,
) -> Verdict {
    let anchors = authority.anchors();
    let evidence = RevocationData::Crl(crl);
    let check = CertificateVerification::new(certificate, Purpose::Authentication, &anchors, time);
    let verdict = check.revocation(evidence).verdict();
    assert_same_loaded(check, crl, &anchors, &verdict);
    authority.assert_same_in_c(certificate, time, Some(evidence), &verdict);
    verdict
}

fn verify(authority: &Authority, certificate: &Certificate, crl: &[u8]) -> Verdict {
    check_at(authority, certificate, crl, SystemTime::now())
}

/// openssl's result for `NAME.pem` with `crl.pem`.
fn openssl_accepts(authority: &Authority, name: &str) -> bool {
    authority.verifies(name, &["-crl_check", "-extended_crl", "-CRLfile", "crl.pem"]).0
}

#[test]
fn good_and_revoked_with_the_reason() {
    let authority = Authority::new();
    let good = authority.issue("good", AUTHENTICATION);
    let reasons = [
        ("unspecified", Some(RevocationReason::Unspecified)),
        ("keyCompromise", Some(RevocationReason::KeyCompromise)),
        ("CACompromise", Some(RevocationReason::CaCompromise)),
        ("affiliationChanged", Some(RevocationReason::AffiliationChanged)),
        ("superseded", Some(RevocationReason::Superseded)),
        ("cessationOfOperation", Some(RevocationReason::CessationOfOperation)),
        ("certificateHold", Some(RevocationReason::CertificateHold)),
    ];
    let before = SystemTime::now();
    let revoked = reasons.map(|(reason, expected)| {
        let certificate = authority.issue(reason, AUTHENTICATION);
        authority.revoke(reason, reason);
        (reason, certificate, expected)
    });
    let crl = authority.crl("");
    let verdict = verify(&authority, &good, &crl);
    assert_eq!((verdict.reasons(), verdict.revocation()), (&[][..], RevocationStatus::Good));
    assert!(openssl_accepts(&authority, "good"));
    for (name, certificate, expected) in revoked {
        let verdict = verify(&authority, &certificate, &crl);
        assert_eq!(verdict.reasons(), [Reason::Revoked], "{name}");
        let RevocationStatus::Revoked(revoked) = verdict.revocation() else { panic!("{name}") };
        assert_eq!(revoked.reason(), expected, "{name}");
        let after = revoked.time() + Duration::from_secs(2);
        assert!(after > before && revoked.time() <= SystemTime::now(), "{name}");
        assert!(!openssl_accepts(&authority, name));
    }
}

#[test]
fn times() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.issue("revoked", AUTHENTICATION);
    authority.revoke("revoked", "superseded");
    let crl = authority.crl("");
    let now = SystemTime::now();
    let reasons = |time| check_at(&authority, &certificate, &crl, time).reasons().to_vec();
    assert_eq!(reasons(now + Duration::from_secs(DAY + 290)), []);
    assert_eq!(reasons(now + Duration::from_secs(DAY + 310)), [Reason::CrlExpired]);
    assert_eq!(reasons(now - Duration::from_secs(290)), []);
    assert_eq!(reasons(now - Duration::from_secs(310)), [Reason::CrlNotYetValid]);
    // A tolerance of zero is possible.
    let anchors = authority.anchors();
    let verdict = CertificateVerification::new(
        &certificate,
        Purpose::Authentication,
        &anchors,
        now - Duration::from_secs(60),
    )
    .revocation(RevocationData::Crl(&crl))
    .tolerance(Duration::ZERO)
    .verdict();
    assert_eq!(verdict.reasons(), [Reason::CrlNotYetValid]);
    assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
    // An old list still shows who was revoked.
    let revoked = Certificate::from_der(authority.read("revoked.der")).unwrap();
    let verdict = check_at(&authority, &revoked, &crl, now + Duration::from_secs(9 * DAY));
    assert_eq!(verdict.reasons(), [Reason::Revoked, Reason::CrlExpired]);
}

/// What a caller sees of a list before any certificate is looked up.
#[test]
fn a_list_reports_its_times_its_entries_and_its_number() {
    let authority = Authority::new();
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    for (number, names) in [(1, &[][..]), (2, &["first", "second"]), (3, &["third"])] {
        for name in names {
            authority.issue(name, AUTHENTICATION);
            authority.revoke(name, "superseded");
        }
        let before = now();
        let list = RevocationList::load(authority.crl(""), &authority.anchors()).unwrap();
        let entries = [0, 2, 3][number - 1];
        assert_eq!((list.len(), list.is_empty()), (entries, entries == 0));
        assert_eq!(list.number(), Some(&[number as u8][..]));
        let (this, next) = (list.this_update_unix(), list.next_update_unix());
        assert!((before..=now()).contains(&this), "{this}");
        assert_eq!(next - this, DAY);
        assert_eq!((list.this_update(), list.next_update()), (at(this), at(next)));
    }
}

#[test]
fn only_the_issuers_own_list_counts() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.revoke("person", "keyCompromise");
    // Another generation: one name, another key, the certificate's serial number.
    let generation = Authority::with(Settings { key: "other", ..Settings::default() });
    let crl = generation.crl("");
    let verdict = verify(&authority, &certificate, &crl);
    // It names another key: no signature is verified, and nothing else is checked.
    assert_eq!(verdict.reasons(), [Reason::CrlOtherIssuer]);
    assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
    // What is not signed by the right authority cannot revoke either.
    let certificate = generation.issue("person", AUTHENTICATION);
    generation.write("crl.pem", &authority.read("ca.pem"));
    let verdict = verify(&generation, &certificate, &authority.crl(""));
    assert_eq!(verdict.reasons(), [Reason::CrlOtherIssuer]);
    // The same key under another name.
    let renamed = Authority::with(Settings { organization: "ANOTHER", ..Settings::default() });
    let certificate = authority.issue("second", AUTHENTICATION);
    let verdict = verify(&authority, &certificate, &renamed.crl(""));
    assert_eq!(verdict.reasons(), [Reason::CrlOtherIssuer]);
    assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
    for (digest, expected) in [
        ("sha256", vec![]),
        ("sha1", vec![Reason::CrlAlgorithmNotAllowed]),
        ("sha512", vec![Reason::CrlAlgorithmNotAllowed]),
    ] {
        let crl = authority.crl_signed("", digest);
        assert_eq!(verify(&authority, &certificate, &crl).reasons(), expected, "{digest}");
    }
}

#[test]
fn the_distribution_point_must_be_one_that_the_certificate_names() {
    let authority = Authority::new();
    let directory = authority.issue("directory", AUTHENTICATION);
    let with = |name: &str, point: &str| {
        let extensions =
            AUTHENTICATION.replace("crlDistributionPoints = directory\n", &format!("{point}\n"));
        authority.issue(name, &extensions)
    };
    let none = with("none", "");
    let other = with("other", "crlDistributionPoints = other_directory");
    let both = with("both", "crlDistributionPoints = other_directory,directory");
    let address = with("address", "crlDistributionPoints = address");
    let relative = with("relative", "crlDistributionPoints = relative_directory");
    let all = [&directory, &none, &other, &both, &address, &relative];

    let fullname = "fullname = dirName:point\n";
    let cases = [
        // `relative` is the name of `directory` written relative to the issuer's. A list without a
        // point is about all the issuer's certificates.
        ("", [true; 6]),
        (fullname, [true, false, false, true, false, true]),
        ("onlyuser = TRUE\nfullname = dirName:point\n", [true, false, false, true, false, true]),
        ("fullname = dirName:other_point\n", [false, false, true, true, false, false]),
        (
            "fullname = URI:http://crl.authority.test/list.crl\n",
            [false, false, false, false, true, false],
        ),
        (
            "fullname = dirName:point,URI:http://crl.authority.test/list.crl\n",
            [true, false, false, true, true, true],
        ),
        ("relativename = point_name\n", [true, false, false, true, false, true]),
        ("onlyuser = TRUE\n", [true; 6]),
    ];
    for (point, expected) in cases {
        let extensions = if point.is_empty() { String::new() } else { format!("{POINT}{point}") };
        let crl = authority.crl(&extensions);
        for (index, certificate) in all.iter().enumerate() {
            let verdict = verify(&authority, certificate, &crl);
            let reasons: &[Reason] = match expected[index] {
                true => &[],
                false => &[Reason::CrlOtherDistributionPoint],
            };
            assert_eq!(verdict.reasons(), reasons, "{point} {index}");
        }
        assert_eq!(openssl_accepts(&authority, "directory"), expected[0], "{point}");
        assert_eq!(openssl_accepts(&authority, "both"), expected[3], "{point}");
    }
    // As names are compared.
    let crl = authority.crl(&format!(
        "{POINT}fullname = dirName:whole\n[whole]\nC = JP\nO = jpkicard-test\n\
         1.OU = JPKI for user authentication\n2.OU = OpenSSL\nCN = virtual CITY crldp\n"
    ));
    assert_eq!(verify(&authority, &relative, &crl).reasons(), []);
    assert_eq!(verify(&authority, &directory, &crl).reasons(), []);
}

#[test]
fn points_of_others_or_for_some_reasons_do_not_count() {
    let authority = Authority::new();
    let crl = authority.crl(&format!("{POINT}fullname = dirName:point\n"));
    for (name, point, good) in [
        ("some", "reasons = keyCompromise", false),
        ("others", "CRLissuer = dirName:other_point", false),
        ("own", "CRLissuer = dirName:own", true),
    ] {
        let extensions = AUTHENTICATION
            .replace("crlDistributionPoints = directory", "crlDistributionPoints = special")
            + &format!(
                "[special]\nfullname = dirName:point\n{point}\n[own]\nC = JP\n\
                 O = JPKICARD-TEST\n1.OU = JPKI for user authentication\n2.OU = OpenSSL\n"
            );
        let certificate = authority.issue(name, &extensions);
        let reasons = verify(&authority, &certificate, &crl).reasons().to_vec();
        assert_eq!(reasons.is_empty(), good, "{name}: {reasons:?}");
    }
}

#[test]
fn lists_that_cover_only_a_part_are_refused() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let point = |text: &str| format!("{POINT}fullname = dirName:point\n{text}\n");
    let delta = "2.5.29.27 = critical,DER:020101\n".to_owned();
    let cases = [
        (point("indirectCRL = TRUE"), vec![Reason::CrlIndirect]),
        (point("onlyCA = TRUE"), vec![Reason::CrlOutOfScope]),
        (point("onlyAA = TRUE"), vec![Reason::CrlOutOfScope]),
        (point("onlysomereasons = keyCompromise,CACompromise"), vec![Reason::CrlOutOfScope]),
        (delta.clone(), vec![Reason::CrlDelta]),
        (delta.replace("critical,", ""), vec![Reason::CrlDelta]),
        ("1.2.3.4 = DER:0500\n".into(), vec![]),
        ("1.2.3.4 = critical,DER:0500\n".into(), vec![Reason::CrlUnknownCriticalExtension]),
        ("2.5.29.28 = critical,DER:0500\n".into(), vec![Reason::CrlMalformed]),
        (
            delta + &point("indirectCRL = TRUE\nonlyCA = TRUE").replace("dirName:point", "URI:x"),
            vec![
                Reason::CrlDelta,
                Reason::CrlIndirect,
                Reason::CrlOutOfScope,
                Reason::CrlOtherDistributionPoint,
            ],
        ),
    ];
    for (extensions, expected) in cases {
        let crl = authority.crl(&extensions);
        let verdict = verify(&authority, &certificate, &crl);
        assert_eq!(verdict.reasons(), expected, "{extensions}");
        let status = match expected.is_empty() {
            true => RevocationStatus::Good,
            false => RevocationStatus::Undetermined,
        };
        assert_eq!(verdict.revocation(), status);
    }
}

#[test]
fn what_a_partial_list_says_of_the_certificate_is_not_relied_on() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.revoke("person", "keyCompromise");
    let point = |text: &str| format!("{POINT}fullname = dirName:point\n{text}\n");
    for (extensions, expected) in [
        // The entry may be about another issuer's certificate, or no longer hold.
        (point("indirectCRL = TRUE"), vec![Reason::CrlIndirect]),
        ("2.5.29.27 = critical,DER:020101\n".into(), vec![Reason::CrlDelta]),
        // Here it is about this one.
        (point("onlysomereasons = keyCompromise"), vec![Reason::Revoked, Reason::CrlOutOfScope]),
    ] {
        let crl = authority.crl(&extensions);
        assert_eq!(verify(&authority, &certificate, &crl).reasons(), expected, "{extensions}");
    }
}

#[test]
fn without_an_issuer_nothing_can_be_checked() {
    let authority = Authority::new();
    let stranger = Authority::with(Settings { key: "other", ..Settings::default() });
    let certificate = stranger.issue("person", AUTHENTICATION);
    let verdict = verify(&authority, &certificate, &stranger.crl(""));
    assert_eq!(verdict.reasons(), [Reason::IssuerUnknown, Reason::RevocationUndeterminable]);
    assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
}
