//! Certificate policies: which are accepted, and what they mean.
//!
//! J-LIS identifies the purpose by an arc and the class of certificates by the number below it.
//! Even for a new class, the arc shows what the certificate is for.

use std::fmt;

use der::asn1::ObjectIdentifier;

use crate::error::{Error, Result};
use crate::oid;
use crate::status::{Language, Status};
use crate::trust::anchors::{Hierarchy, Purpose};

/// `1.2.392.200149.8.5.1` without its first two numbers. Below it: 1 for signature, 3 for
/// authentication, 0 for test cards.
const ARC: [u32; 5] = [392, 200_149, 8, 5, 1];
/// The first two numbers, as encoded.
const ROOT: u8 = 40 + 2;
const SIGNATURE: u32 = 1;
const AUTHENTICATION: u32 = 3;
/// It does not identify the purpose; only the class does.
const TEST: u32 = 0;

/// The known classes: 20 for signature, 30 for authentication.
const KNOWN: [(Hierarchy, Purpose, u32, u32); 4] = [
    (Hierarchy::Production, Purpose::Signature, SIGNATURE, 20),
    (Hierarchy::Production, Purpose::Authentication, AUTHENTICATION, 30),
    (Hierarchy::Test, Purpose::Signature, TEST, 20),
    (Hierarchy::Test, Purpose::Authentication, TEST, 30),
];

/// The policies under which a check accepts a certificate.
///
/// Whatever the policy, the issuer, the key usage and the extended key usage must fit the purpose
/// too. A policy that is not accepted gives the reason
/// [`PolicyWrong`](crate::trust::Reason::PolicyWrong); the accepted one is
/// [`Verdict::policy`](crate::trust::Verdict::policy).
///
/// ```
/// use jpkicard::trust::Policies;
///
/// let one_more = Policies::by_arc().with("1.2.392.200149.8.5.1.0.40")?;
/// let pinned = Policies::exactly(["1.2.392.200149.8.5.1.3.30"])?;
/// # assert_ne!(one_more, pinned);
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies {
    of_jlis: OfJlis,
    own: Vec<ObjectIdentifier>,
}

/// Which of J-LIS's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OfJlis {
    ByArc,
    Known,
    None,
}

impl Policies {
    /// Under a production anchor, every class of the purpose's arc, `1.2.392.200149.8.5.1.3` for
    /// authentication and `1.2.392.200149.8.5.1.1` for signature: also a class newer than this
    /// version, which the verdict reports ([`CertificatePolicy::is_known`]). For test cards, whose
    /// arc does not identify the purpose, only the known classes. The default.
    #[must_use]
    pub const fn by_arc() -> Self {
        Self { of_jlis: OfJlis::ByArc, own: Vec::new() }
    }

    /// Only the policies known to this version: `1.2.392.200149.8.5.1.3.30` and
    /// `1.2.392.200149.8.5.1.1.20`, of test cards `1.2.392.200149.8.5.1.0.30` and `.20`.
    #[must_use]
    pub const fn known() -> Self {
        Self { of_jlis: OfJlis::Known, own: Vec::new() }
    }

    /// Only these policies, as dotted numbers, under any anchor of the check: the caller states
    /// that they fit the purpose.
    ///
    /// # Errors
    /// `Argument` if one is not an object identifier.
    pub fn exactly<'a>(policies: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let none = Self { of_jlis: OfJlis::None, own: Vec::new() };
        policies.into_iter().try_fold(none, Self::with)
    }

    /// These and one more, in the form that [`exactly`](Self::exactly) takes.
    ///
    /// # Errors
    /// As for [`exactly`](Self::exactly).
    pub fn with(mut self, policy: &str) -> Result<Self> {
        let oid = oid::from_text(policy)
            .ok_or(Error::new(Status::Argument).with_detail("a policy is no object identifier"))?;
        self.own.push(oid);
        Ok(self)
    }

    /// The one of a certificate's policies under which it is accepted, with an anchor of one of
    /// these hierarchies: known ones are preferred.
    pub(super) fn choose(
        &self,
        policies: impl Iterator<Item = ObjectIdentifier>,
        purpose: Purpose,
        hierarchies: &[Hierarchy],
    ) -> Option<CertificatePolicy> {
        let taken = policies.filter_map(|oid| self.take(oid, purpose, hierarchies));
        // The first of the best: its position in the certificate does not matter.
        taken.reduce(|best, next| if next.is_known() && !best.is_known() { next } else { best })
    }

    fn take(
        &self,
        oid: ObjectIdentifier,
        purpose: Purpose,
        hierarchies: &[Hierarchy],
    ) -> Option<CertificatePolicy> {
        let said = Said::by(oid);
        let fits = said.is_some_and(|said| {
            said.purpose == Some(purpose)
                && hierarchies.contains(&said.hierarchy)
                && match self.of_jlis {
                    OfJlis::ByArc => true,
                    OfJlis::Known => said.is_known,
                    OfJlis::None => false,
                }
        });
        (fits || self.own.contains(&oid)).then_some(CertificatePolicy { oid, said })
    }
}

impl Default for Policies {
    fn default() -> Self {
        Self::by_arc()
    }
}

/// The policy that a certificate was issued under, of those that the check accepts.
///
/// It identifies a class of certificates and reveals nothing about a holder. `Display` is in
/// English, such as `user authentication, class 30 (1.2.392.200149.8.5.1.3.30)`; for a class newer
/// than this version it says `not known to this version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CertificatePolicy {
    oid: ObjectIdentifier,
    said: Option<Said>,
}

impl CertificatePolicy {
    /// The object identifier as dotted numbers.
    #[must_use]
    pub fn oid(&self) -> String {
        self.oid.to_string()
    }

    /// The class of J-LIS's certificates: the last number. `None` for a policy of the caller's that
    /// is not one of J-LIS's.
    #[must_use]
    pub fn class(&self) -> Option<u32> {
        self.said.map(|said| said.class)
    }

    /// Whether this version knows the policy. An unknown one was accepted by its arc
    /// ([`Policies::by_arc`]), or because the caller named it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.said.is_some_and(|said| said.is_known)
    }

    /// What `Display` writes, in the given language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> impl fmt::Display + '_ {
        InLanguage { policy: self, language }
    }
}

impl fmt::Display for CertificatePolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_language(Language::English).fmt(f)
    }
}

struct InLanguage<'a> {
    policy: &'a CertificatePolicy,
    language: Language,
}

impl fmt::Display for InLanguage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CertificatePolicy { oid, said } = self.policy;
        let Some(Said { hierarchy, purpose, class, is_known }) = *said else {
            return match self.language {
                Language::English => write!(f, "a policy that the caller takes ({oid})"),
                Language::Japanese => {
                    write!(f, "呼び出し元のプログラムが認めた証明書ポリシー（{oid}）")
                }
            };
        };
        let is_test = hierarchy == Hierarchy::Test;
        match self.language {
            Language::English => {
                f.write_str(match purpose {
                    Some(Purpose::Authentication) => "user authentication",
                    Some(Purpose::Signature) => "digital signature",
                    None => "of a purpose that its number does not tell",
                })?;
                f.write_str(if is_test { " on test cards" } else { "" })?;
                write!(f, ", class {class}")?;
                f.write_str(if is_known { "" } else { ", not known to this version" })?;
                write!(f, " ({oid})")
            }
            Language::Japanese => {
                f.write_str(if is_test { "テスト用カードの" } else { "" })?;
                f.write_str(match purpose {
                    Some(Purpose::Authentication) => "利用者証明用",
                    Some(Purpose::Signature) => "署名用",
                    None => "番号からは用途の分からない証明書ポリシー",
                })?;
                write!(f, "、クラス {class}")?;
                f.write_str(if is_known { "" } else { "、この版の知らないクラス" })?;
                write!(f, "（{oid}）")
            }
        }
    }
}

/// What the numbers of J-LIS's policies mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Said {
    hierarchy: Hierarchy,
    purpose: Option<Purpose>,
    class: u32,
    is_known: bool,
}

impl Said {
    /// Exactly one number below the arc of a purpose or of test cards: J-LIS does not issue under
    /// anything deeper, or under the arc itself.
    fn by(oid: ObjectIdentifier) -> Option<Self> {
        let numbers = oid::numbers(&oid).filter(|_| oid.as_bytes().first() == Some(&ROOT))?;
        let &[arc, class] = numbers.strip_prefix(&ARC)? else { return None };
        let known = KNOWN.iter().find(|(_, _, of, known)| (*of, *known) == (arc, class));
        let (hierarchy, purpose) = match (arc, known) {
            (_, Some((hierarchy, purpose, _, _))) => (*hierarchy, Some(*purpose)),
            (AUTHENTICATION, None) => (Hierarchy::Production, Some(Purpose::Authentication)),
            (SIGNATURE, None) => (Hierarchy::Production, Some(Purpose::Signature)),
            (TEST, None) => (Hierarchy::Test, None),
            _ => return None,
        };
        Some(Self { hierarchy, purpose, class, is_known: known.is_some() })
    }
}

#[cfg(test)]
mod tests {
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
                    let fits =
                        expected.filter(|(of, under, _)| (*of, *under) == (purpose, hierarchy));
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
                "署名用、クラス 40、この版の知らないクラス（",
            ),
            (
                "1.2.392.200149.8.5.1.0.20",
                "digital signature on test cards, class 20 (",
                "テスト用カードの署名用、クラス 20（",
            ),
            (
                "1.2.392.200149.8.5.1.0.77",
                "of a purpose that its number does not tell on test cards, class 77, not known to this version (",
                "テスト用カードの番号からは用途の分からない証明書ポリシー、クラス 77、この版の知らないクラス（",
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
        for text in ["", "1", "1.2.", ".1.2", "1.2.x", " 1.2.3", "1.2.3 1.2.4", "1.2.3.4294967296"]
        {
            let error = Policies::by_arc().with(text).unwrap_err();
            assert_eq!(error.status(), Status::Argument, "{text}");
            assert!(Policies::exactly([text]).is_err());
        }
        // Showing them cannot panic, however large their numbers are.
        for text in ["1.2.3.4294967295", "1.2.3.268435456", "1.2.3.128"] {
            let _ = Policies::exactly([text]).map(|policies| format!("{policies:?}"));
        }
    }
}
