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
///
/// ```
/// # #[cfg(all(feature = "trust", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::trust::{Anchors, CertificateVerification, Purpose};
/// use jpkicard::{Certificate, Language};
/// # use jpkicard::virtual_card::VirtualCard;
///
/// # use jpkicard::trust::{Anchor, Hierarchy};
/// # let card = VirtualCard::builder().build()?;
/// # let ca = Certificate::from_der(card.authentication_ca_certificate().to_vec())?;
/// # let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test)?;
/// # let anchors = Anchors::none().with(anchor); // for real cards, `Anchors::production()`
/// # let certificate = Certificate::from_der(card.authentication_certificate().to_vec())?;
/// let (purpose, time) = (Purpose::Authentication, certificate.not_before());
/// let verdict = CertificateVerification::new(&certificate, purpose, &anchors, time).verdict();
/// let policy = verdict.policy().expect("it is good");
/// assert!(policy.is_known());
/// assert_eq!(policy.class(), Some(30));
/// assert!(policy.in_language(Language::Japanese).to_string().contains("30"));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "trust", feature = "virtual-card")))]
/// # fn main() {}
/// ```
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
                    None => "of a purpose that its number does not show",
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
                f.write_str(if is_known {
                    ""
                } else {
                    "、このバージョンが対応していないクラス"
                })?;
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
mod tests;
