//! Unit tests.

use super::*;

const BOTH: &[Hierarchy] = &[Hierarchy::Production, Hierarchy::Test];
const PURPOSES: [Purpose; 2] = [Purpose::Authentication, Purpose::Signature];

fn taken(
    policies: &Policies,
    oids: &[&str],
    purpose: Purpose,
    hierarchies: &[Hierarchy],
) -> Option<CertificatePolicy> {
    let oids = oids.iter().map(|oid| ObjectIdentifier::new_unwrap(oid));
    policies.choose(oids, purpose, hierarchies)
}

/// For each policy: the purpose and hierarchy derived from its arc, and whether it is known.
#[test]
fn policies_by_their_arcs() {
    use Hierarchy::{Production, Test};
    use Purpose::{Authentication, Signature};
    for (oid, expected) in [
        ("1.2.392.200149.8.5.1.3.30", Some((Authentication, Production, true))),
        ("1.2.392.200149.8.5.1.1.20", Some((Signature, Production, true))),
        ("1.2.392.200149.8.5.1.0.30", Some((Authentication, Test, true))),
        ("1.2.392.200149.8.5.1.0.20", Some((Signature, Test, true))),
        ("1.2.392.200149.8.5.1.3.40", Some((Authentication, Production, false))),
        ("1.2.392.200149.8.5.1.3.20", Some((Authentication, Production, false))),
        ("1.2.392.200149.8.5.1.3.0", Some((Authentication, Production, false))),
        ("1.2.392.200149.8.5.1.3.268435455", Some((Authentication, Production, false))),
        ("1.2.392.200149.8.5.1.1.40", Some((Signature, Production, false))),
        ("1.2.392.200149.8.5.1.1.30", Some((Signature, Production, false))),
        ("1.2.392.200149.8.5.1.0.40", None),
        ("1.2.392.200149.8.5.1.0.0", None),
        ("1.2.392.200149.8.5.1.2.30", None),
        ("1.2.392.200149.8.5.1.4.30", None),
        ("1.2.392.200149.8.5.1.30", None),
        ("1.2.392.200149.8.5.1.3", None),
        ("1.2.392.200149.8.5.1", None),
        ("1.2.392.200149.8.5.1.3.30.1", None),
        ("1.2.392.200149.8.5.1.3.40.0", None),
        ("1.2.392.200149.8.5.2.3.30", None),
        ("1.2.392.200150.8.5.1.3.30", None),
        ("1.3.392.200149.8.5.1.3.30", None),
        ("2.5.29.32.0", None),
    ] {
        for purpose in PURPOSES {
            for hierarchy in [Production, Test] {
                let fits = expected.filter(|(of, under, _)| (*of, *under) == (purpose, hierarchy));
                let found = |policies| taken(&policies, &[oid], purpose, &[hierarchy]);
                let policy = found(Policies::by_arc());
                assert_eq!(policy.is_some(), fits.is_some(), "{oid} {purpose:?}");
                assert_eq!(found(Policies::default()), policy);
                if let (Some(policy), Some((_, _, is_known))) = (policy, fits) {
                    assert_eq!((policy.oid(), policy.is_known()), (oid.to_owned(), is_known));
                    let class = oid.rsplit('.').next().unwrap().parse().ok();
                    assert_eq!(policy.class(), class);
                }
                let known = fits.is_some_and(|(_, _, is_known)| is_known);
                assert_eq!(found(Policies::known()).is_some(), known, "{oid}");
                let pinned = Policies::exactly([oid]).unwrap();
                assert!(taken(&pinned, &[oid], purpose, &[hierarchy]).is_some(), "{oid}");
                let none = Policies::exactly([]).unwrap();
                assert_eq!(taken(&none, &[oid], purpose, &[hierarchy]), None);
                let other = Policies::exactly(["1.2.3.4"]).unwrap();
                assert_eq!(taken(&other, &[oid], purpose, &[hierarchy]), None);
            }
        }
    }
}

#[test]
fn of_several_policies_one_that_fits_is_taken_and_a_known_one_first() {
    let (known, new) = ("1.2.392.200149.8.5.1.3.30", "1.2.392.200149.8.5.1.3.40");
    let (other, foreign) = ("1.2.392.200149.8.5.1.1.20", "1.2.3.4");
    let oid = |policies: Policies, oids: &[&str]| {
        taken(&policies, oids, Purpose::Authentication, BOTH).map(|policy| policy.oid())
    };
    for oids in [[known, new, other, foreign], [foreign, new, other, known]] {
        assert_eq!(oid(Policies::by_arc(), &oids).as_deref(), Some(known));
        assert_eq!(oid(Policies::known(), &oids).as_deref(), Some(known));
        let pinned = Policies::exactly([new]).unwrap();
        assert_eq!(oid(pinned, &oids).as_deref(), Some(new));
    }
    assert_eq!(oid(Policies::by_arc(), &[other, new]).as_deref(), Some(new));
    assert_eq!(oid(Policies::by_arc(), &[other, foreign]), None);
    assert_eq!(oid(Policies::by_arc(), &[]), None);
    let own = Policies::by_arc().with(foreign).unwrap();
    assert_eq!(oid(own.clone(), &[other, foreign]).as_deref(), Some(foreign));
    assert_eq!(oid(own, &[foreign, known]).as_deref(), Some(known));
}

#[test]
fn a_policy_in_words() {
    for (oid, english, japanese) in [
        (
            "1.2.392.200149.8.5.1.3.30",
            "user authentication, class 30 (",
            "利用者証明用、クラス 30（",
        ),
        (
            "1.2.392.200149.8.5.1.1.40",
            "digital signature, class 40, not known to this version (",
            "署名用、クラス 40、このバージョンが対応していないクラス（",
        ),
        (
            "1.2.392.200149.8.5.1.0.20",
            "digital signature on test cards, class 20 (",
            "テスト用カードの署名用、クラス 20（",
        ),
        (
            "1.2.392.200149.8.5.1.0.77",
            "of a purpose that its number does not show on test cards, class 77, not known to this version (",
            "テスト用カードの番号からは用途の分からない証明書ポリシー、クラス 77、このバージョンが対応していないクラス（",
        ),
        (
            "1.2.3.4",
            "a policy that the caller takes (",
            "呼び出し元のプログラムが認めた証明書ポリシー（",
        ),
    ] {
        let policies = Policies::exactly([oid]).unwrap();
        let policy = taken(&policies, &[oid], Purpose::Authentication, BOTH).unwrap();
        assert_eq!(policy.to_string(), format!("{english}{oid})"));
        let text = policy.in_language(Language::Japanese).to_string();
        assert_eq!(text, format!("{japanese}{oid}）"));
    }
}

/// With a non-canonical encoding, it is not what it looks like.
#[test]
fn padding_and_wrapped_numbers_make_no_policy_of_j_lis() {
    for last in [&b"\x03\x80\x1E"[..], b"\x80\x03\x1E", b"\x90\x80\x80\x80\x03\x1E"] {
        let bytes = [b"\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01", last].concat();
        let Ok(oid) = ObjectIdentifier::from_bytes(&bytes) else { continue };
        for policies in [Policies::by_arc(), Policies::known()] {
            assert_eq!(policies.choose([oid].into_iter(), Purpose::Authentication, BOTH), None);
        }
    }
}

#[test]
fn what_is_no_object_identifier_is_an_argument_at_fault() {
    for text in ["", "1", "1.2.", ".1.2", "1.2.x", " 1.2.3", "1.2.3 1.2.4", "1.2.3.4294967296"] {
        let error = Policies::by_arc().with(text).unwrap_err();
        assert_eq!(error.status(), Status::Argument, "{text}");
        assert!(Policies::exactly([text]).is_err());
    }
    // Showing them cannot panic, however large their numbers are.
    for text in ["1.2.3.4294967295", "1.2.3.268435456", "1.2.3.128"] {
        let _ = Policies::exactly([text]).map(|policies| format!("{policies:?}"));
    }
}
