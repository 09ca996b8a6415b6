//! Certificate policies by their arcs: a new class is accepted and reported, another arc is
//! refused, and a caller can pin the accepted policies.

use std::ffi::CString;
use std::time::SystemTime;

use jpkicard::internal::capi::*;
use jpkicard::trust::{Hierarchy, Policies, Purpose, Reason};
use jpkicard::{Certificate, Language, Status};

use crate::authority::{AUTHENTICATION, Authority, SIGNATURE, Settings};
use crate::c_face::checked_in_c;
use crate::judged::CertificateVerification;

const ARC: &str = "1.2.392.200149.8.5.1";

fn authority(purpose: Purpose, hierarchy: Hierarchy) -> Authority {
    Authority::with(Settings { purpose, hierarchy, ..Settings::default() })
}

/// A person's certificate under these policies, such as `3.30` below J-LIS's arc or a whole
/// number.
fn issue(authority: &Authority, purpose: Purpose, policies: &[&str]) -> Certificate {
    let (extensions, own) = match purpose {
        Purpose::Authentication => (AUTHENTICATION, "8.5.1.0.30"),
        Purpose::Signature => (SIGNATURE, "8.5.1.0.20"),
        other => panic!("{other:?}"),
    };
    let policies = policies.iter().map(|policy| match policy.split('.').count() {
        ..5 => format!("{ARC}.{policy}"),
        _ => (*policy).to_owned(),
    });
    let policies = policies.collect::<Vec<_>>().join(",");
    let extensions = extensions.replace(&format!("1.2.392.200149.{own}"), &policies);
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    authority.issue(&format!("person{number}"), &extensions)
}

/// The reasons, and the policy of the verdict, which C reports too.
fn judged(
    authority: &Authority,
    certificate: &Certificate,
    policies: Option<&Policies>,
    in_c: (i32, Option<&str>),
) -> (Vec<Reason>, Option<(String, bool)>) {
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let mut check =
        CertificateVerification::new(certificate, authority.anchor.purpose(), &anchors, now);
    if let Some(policies) = policies {
        check = check.policies(policies);
    }
    let verdict = check.verdict();
    let own = in_c.1.map(|text| CString::new(text).unwrap());
    let options = |options: &mut jpki_verify_options| {
        options.policies = in_c.0;
        options.own_policies = own.as_ref().map_or(std::ptr::null(), |own| own.as_ptr());
    };
    checked_in_c(authority, certificate, options, &verdict);
    let policy = verdict.policy().map(|policy| (policy.oid(), policy.is_known()));
    (verdict.reasons().to_vec(), policy)
}

#[test]
fn a_class_that_is_new_is_good_and_named_and_another_arc_is_refused() {
    let by_arc = (JPKI_POLICIES_BY_ARC, None);
    for (hierarchy, purpose, policy, known) in [
        (Hierarchy::Production, Purpose::Authentication, "3.30", Some(true)),
        (Hierarchy::Production, Purpose::Authentication, "3.40", Some(false)),
        (Hierarchy::Production, Purpose::Authentication, "3.20", Some(false)),
        (Hierarchy::Production, Purpose::Authentication, "1.20", None),
        (Hierarchy::Production, Purpose::Authentication, "1.40", None),
        (Hierarchy::Production, Purpose::Authentication, "0.30", None),
        (Hierarchy::Production, Purpose::Authentication, "2.30", None),
        (Hierarchy::Production, Purpose::Authentication, "3", None),
        (Hierarchy::Production, Purpose::Authentication, "3.30.1", None),
        (Hierarchy::Production, Purpose::Authentication, "2.5.29.32.0", None),
        (Hierarchy::Production, Purpose::Signature, "1.20", Some(true)),
        (Hierarchy::Production, Purpose::Signature, "1.40", Some(false)),
        (Hierarchy::Production, Purpose::Signature, "3.30", None),
        (Hierarchy::Production, Purpose::Signature, "3.40", None),
        (Hierarchy::Production, Purpose::Signature, "0.20", None),
        (Hierarchy::Production, Purpose::Signature, "1.40.40", None),
        (Hierarchy::Test, Purpose::Authentication, "0.30", Some(true)),
        (Hierarchy::Test, Purpose::Authentication, "0.20", None),
        (Hierarchy::Test, Purpose::Authentication, "0.40", None),
        (Hierarchy::Test, Purpose::Authentication, "3.40", None),
        (Hierarchy::Test, Purpose::Signature, "0.20", Some(true)),
        (Hierarchy::Test, Purpose::Signature, "0.40", None),
    ] {
        let authority = authority(purpose, hierarchy);
        let certificate = issue(&authority, purpose, &[policy]);
        let (reasons, named) = judged(&authority, &certificate, None, by_arc);
        let expected = known.map(|is_known| (format!("{ARC}.{policy}"), is_known));
        assert_eq!(named, expected, "{hierarchy:?} {purpose:?} {policy}");
        let refused: &[Reason] = if known.is_none() { &[Reason::PolicyWrong] } else { &[] };
        assert_eq!(reasons, refused, "{hierarchy:?} {purpose:?} {policy}");
        // Only known policies, if the caller requests that.
        let pinned = (JPKI_POLICIES_KNOWN, None);
        let (reasons, _) = judged(&authority, &certificate, Some(&Policies::known()), pinned);
        assert_eq!(reasons.is_empty(), known == Some(true), "{policy}");
    }
}

#[test]
fn a_caller_pins_the_exact_ones_and_adds_his_own() {
    let (purpose, hierarchy) = (Purpose::Signature, Hierarchy::Production);
    let authority = authority(purpose, hierarchy);
    let (known, new, foreign) = (format!("{ARC}.1.20"), format!("{ARC}.1.40"), "1.2.3.4.5");
    let certificates = [
        issue(&authority, purpose, &["1.20"]),
        issue(&authority, purpose, &["1.40"]),
        issue(&authority, purpose, &[foreign]),
    ];
    let one = |policy: &str| Policies::exactly([policy]).unwrap();
    let (by_arc, only_known) = (JPKI_POLICIES_BY_ARC, JPKI_POLICIES_KNOWN);
    let own = JPKI_POLICIES_OWN;
    let both = format!("{foreign} {new}");
    for (policies, in_c, expected) in [
        (Policies::by_arc(), (by_arc, None), [true, true, false]),
        (Policies::known(), (only_known, None), [true, false, false]),
        (one(&new), (own, Some(new.as_str())), [false, true, false]),
        (one(&known), (own, Some(known.as_str())), [true, false, false]),
        (one(foreign).with(&new).unwrap(), (own, Some(both.as_str())), [false, true, true]),
        (Policies::by_arc().with(foreign).unwrap(), (by_arc, Some(foreign)), [true, true, true]),
        (
            Policies::known().with(foreign).unwrap(),
            (only_known, Some(foreign)),
            [true, false, true],
        ),
    ] {
        for (certificate, good) in certificates.iter().zip(expected) {
            let (reasons, named) = judged(&authority, certificate, Some(&policies), in_c);
            let refused: &[Reason] = if good { &[] } else { &[Reason::PolicyWrong] };
            assert_eq!(reasons, refused, "{policies:?}");
            assert_eq!(named.is_some(), good);
        }
    }
    let none = Policies::exactly([]).unwrap();
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    for certificate in &certificates {
        let check =
            CertificateVerification::new(certificate, purpose, &anchors, now).policies(&none);
        assert_eq!(check.verdict().reasons(), [Reason::PolicyWrong]);
    }
    // An added policy is accepted, but fixes nothing else.
    let other = issue(&authority, Purpose::Authentication, &[foreign]);
    let policies = Policies::by_arc().with(foreign).unwrap();
    let check = CertificateVerification::new(&other, purpose, &anchors, now).policies(&policies);
    let expected = [Reason::KeyUsageWrong, Reason::ExtendedKeyUsageWrong];
    assert_eq!(check.verdict().reasons(), expected);
    assert_eq!(check.verdict().status(), Status::CertificateNotTrusted);
}

/// One that fits is enough; the key usage still distinguishes the purposes.
#[test]
fn of_several_policies_one_fits() {
    let (purpose, hierarchy) = (Purpose::Authentication, Hierarchy::Production);
    let authority = authority(purpose, hierarchy);
    for (policies, expected) in [
        (&["1.20", "3.30"][..], Some(("3.30", true))),
        (&["3.40", "3.30", "1.20"], Some(("3.30", true))),
        (&["1.2.3.4.5", "3.40"], Some(("3.40", false))),
        (&["1.2.3.4.5", "1.20", "0.30"], None),
    ] {
        let certificate = issue(&authority, purpose, policies);
        let (reasons, named) = judged(&authority, &certificate, None, (JPKI_POLICIES_BY_ARC, None));
        let expected = expected.map(|(policy, known)| (format!("{ARC}.{policy}"), known));
        assert_eq!(named, expected, "{policies:?}");
        assert_eq!(reasons.is_empty(), expected.is_some(), "{reasons:?}");
    }
    let certificate = issue(&authority, purpose, &["1.20", "3.30"]);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let check = CertificateVerification::new(&certificate, Purpose::Signature, &anchors, now);
    let reasons = check.verdict();
    assert!(reasons.reasons().contains(&Reason::KeyUsageWrong), "{reasons:?}");
}

#[test]
fn the_verdict_says_that_a_class_is_new() {
    let authority = authority(Purpose::Signature, Hierarchy::Production);
    let certificate = issue(&authority, Purpose::Signature, &["1.40"]);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let verdict =
        CertificateVerification::new(&certificate, Purpose::Signature, &anchors, now).verdict();
    let policy = verdict.policy().unwrap();
    assert!(verdict.is_good());
    assert_eq!((policy.class(), policy.is_known()), (Some(40), false));
    assert_eq!(
        policy.to_string(),
        format!("digital signature, class 40, not known to this version ({ARC}.1.40)")
    );
    let japanese = policy.in_language(Language::Japanese).to_string();
    assert!(
        japanese.contains("クラス 40") && japanese.contains("このバージョンが対応していない"),
        "{japanese}"
    );
}
