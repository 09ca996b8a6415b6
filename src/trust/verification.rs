//! The checks that callers request, and their verdict.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::certificate::Certificate;
use crate::status::Status;
use crate::trust::anchors::{Anchor, Anchors, Purpose};
use crate::trust::chain;
use crate::trust::outcome;
use crate::trust::policy::{CertificatePolicy, Policies};
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::revocation::{self, RevocationData, RevocationStatus};
use crate::trust::time::{Clock, days_expired, days_left, grace_end, unix};

/// The default tolerance between clocks.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Verifies a certificate for a given time.
///
/// See [the module](crate::trust) for an example.
///
/// ```
/// # #[cfg(all(feature = "trust", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::Certificate;
/// use jpkicard::trust::{Anchors, CertificateVerification, Purpose, Reason, RevocationStatus};
/// # use jpkicard::virtual_card::VirtualCard;
///
/// # use jpkicard::trust::{Anchor, Hierarchy};
/// # let card = VirtualCard::builder().build()?;
/// # let ca = Certificate::from_der(card.authentication_ca_certificate().to_vec())?;
/// # let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test)?;
/// # let anchors = Anchors::none().with(anchor); // for real cards, `Anchors::production()`
/// # let certificate = Certificate::from_der(card.authentication_certificate().to_vec())?;
/// let time = certificate.not_before(); // usually `SystemTime::now()`
/// let purpose = Purpose::Authentication;
/// let verdict = CertificateVerification::new(&certificate, purpose, &anchors, time).verdict();
/// assert!(verdict.is_good());
/// assert_eq!(verdict.revocation(), RevocationStatus::NotRequested);
///
/// // A certificate for authentication is not accepted as one for signatures.
/// let purpose = Purpose::Signature;
/// let verdict = CertificateVerification::new(&certificate, purpose, &anchors, time).verdict();
/// assert!(verdict.reasons().contains(&Reason::AnchorOfOtherPurpose));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "trust", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Clone, Copy)]
#[must_use]
pub struct CertificateVerification<'a> {
    certificate: &'a Certificate,
    purpose: Purpose,
    anchors: &'a Anchors,
    time: SystemTime,
    tolerance: Duration,
    ca_certificate: Option<&'a Certificate>,
    policies: &'a Policies,
    revocation: Option<RevocationData<'a>>,
}

impl<'a> CertificateVerification<'a> {
    /// Checks `certificate` for this purpose, under these anchors, as of `time`: usually
    /// [`SystemTime::now`].
    pub fn new(
        certificate: &'a Certificate,
        purpose: Purpose,
        anchors: &'a Anchors,
        time: SystemTime,
    ) -> Self {
        let (ca_certificate, revocation) = (None, None);
        Self {
            certificate,
            purpose,
            anchors,
            time,
            tolerance: TOLERANCE,
            ca_certificate,
            policies: const { &Policies::by_arc() },
            revocation,
        }
    }

    /// Also compares a CA certificate supplied with it, such as the card's. Optional: the anchors
    /// are sufficient.
    pub fn ca_certificate(mut self, certificate: &'a Certificate) -> Self {
        self.ca_certificate = Some(certificate);
        self
    }

    /// The policies under which the certificate may be issued; [`Policies::by_arc`] by default.
    pub fn policies(mut self, policies: &'a Policies) -> Self {
        self.policies = policies;
        self
    }

    /// Checks that the certificate is not revoked. Without this call the verdict does not cover
    /// revocation, as [`Verdict::revocation`] reports.
    pub fn revocation(mut self, data: RevocationData<'a>) -> Self {
        self.revocation = Some(data);
        self
    }

    /// How far the clock of an OCSP responder or CRL issuer may differ from this one; 5 minutes by
    /// default. No tolerance applies to the certificate's own validity.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The verdict, with all reasons.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.examine(|_, _| {})
    }

    /// The verdict, including what `more` finds in the certificate.
    pub(super) fn examine(&self, more: impl FnOnce(&Profile<'_>, &mut Reasons)) -> Verdict {
        let mut reasons = Reasons::default();
        let now = unix(self.time);
        chain::examine_validity(self.certificate, now, &mut reasons);
        let profile = Profile::of(self.certificate);
        let (anchor, policy) =
            chain::examine(&profile, self.purpose, self.policies, self.anchors, now, &mut reasons);
        if let (Some(ca_certificate), Some(anchor)) = (self.ca_certificate, anchor) {
            chain::compare(ca_certificate, anchor, &mut reasons);
        }
        let clock = Clock { now, tolerance: self.tolerance.as_secs() };
        let revocation = match (&self.revocation, anchor) {
            (None, _) => RevocationStatus::NotRequested,
            (Some(data), Some(anchor)) => {
                revocation::examine(data, &profile, anchor, clock, &mut reasons)
            }
            (Some(_), None) => {
                reasons.add(Reason::RevocationUndeterminable);
                RevocationStatus::Undetermined
            }
        };
        more(&profile, &mut reasons);
        let reasons = reasons.into_vec();
        let not_after = self.certificate.not_after_unix();
        // A certificate with any other fault has no grace period.
        let is_within_grace = self.purpose == Purpose::Authentication
            && reasons == [Reason::Expired]
            && grace_end(not_after).is_some_and(|end| now <= end);
        Verdict {
            reasons,
            anchor: anchor.cloned(),
            policy,
            days_left: days_left(not_after, now),
            days_expired: days_expired(not_after, now),
            is_within_grace,
            revocation,
        }
    }
}

impl fmt::Debug for CertificateVerification<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateVerification")
            .field("certificate", self.certificate)
            .field("purpose", &self.purpose)
            .field("time", &self.time)
            .field("revocation", &self.revocation)
            .finish_non_exhaustive()
    }
}

/// The result of a check.
///
/// It contains no data of the holder, so it may be logged.
///
/// ```
/// # #[cfg(all(feature = "trust", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use std::time::Duration;
///
/// use jpkicard::trust::{Anchors, CertificateVerification, Purpose, Reason};
/// use jpkicard::{Certificate, Status};
/// # use jpkicard::virtual_card::VirtualCard;
///
/// # use jpkicard::trust::{Anchor, Hierarchy};
/// # let card = VirtualCard::builder().build()?;
/// # let ca = Certificate::from_der(card.authentication_ca_certificate().to_vec())?;
/// # let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test)?;
/// # let anchors = Anchors::none().with(anchor); // for real cards, `Anchors::production()`
/// # let certificate = Certificate::from_der(card.authentication_certificate().to_vec())?;
/// let time = certificate.not_after() + Duration::from_secs(10 * 24 * 3600);
/// let purpose = Purpose::Authentication;
/// let verdict = CertificateVerification::new(&certificate, purpose, &anchors, time).verdict();
/// assert_eq!(verdict.status(), Status::CertificateExpired);
/// assert!(verdict.reasons().contains(&Reason::Expired));
/// assert_eq!(verdict.days_expired(), Some(10));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "trust", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    reasons: Vec<Reason>,
    anchor: Option<Anchor>,
    policy: Option<CertificatePolicy>,
    days_left: Option<u64>,
    days_expired: Option<u64>,
    is_within_grace: bool,
    revocation: RevocationStatus,
}

impl Verdict {
    /// Whether there is no reason against it.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.reasons.is_empty()
    }

    /// All reasons against it, in the order of [`Reason`]'s numbers, each once. The same input
    /// gives the same list: no check is skipped because another failed, unless that leaves it
    /// nothing to check.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The verdict as one status: `Ok` if it is good, otherwise the status most useful at the desk.
    /// `CertificateRevoked` comes first, then `CertificateMalformed` and `CertificateNotTrusted`,
    /// `SignatureInvalid`, `CertificateNotYetValid`, `CertificateExpired`, and last
    /// `RevocationUnknown`.
    #[must_use]
    pub fn status(&self) -> Status {
        self.decisive_reason().map_or(Status::Ok, Reason::status)
    }

    /// The reason behind [`status`](Self::status); the first if there are several.
    pub(crate) fn decisive_reason(&self) -> Option<Reason> {
        outcome::decisive(&self.reasons)
    }

    /// The anchor whose key the certificate names as its issuer's. Only in a good verdict has it
    /// been proven to be the issuer.
    #[must_use]
    pub fn anchor(&self) -> Option<&Anchor> {
        self.anchor.as_ref()
    }

    /// The policy, of those it is issued under, under which the certificate is accepted; `None` if
    /// none fits ([`Reason::PolicyWrong`]). One that is not [known](CertificatePolicy::is_known) is
    /// of a class newer than this version, or from the caller's own [`Policies`].
    #[must_use]
    pub fn policy(&self) -> Option<&CertificatePolicy> {
        self.policy.as_ref()
    }

    /// How many days the certificate remains valid after today, in Japan time, where it ends at
    /// 23:59:59: 0 on its last day. `None` once it has expired.
    #[must_use]
    pub fn days_left(&self) -> Option<u64> {
        self.days_left
    }

    /// How many days ago the certificate expired, in Japan time: 1 on the day after its last day,
    /// and 0 on the last day itself if it ended before midnight. `None` until then.
    #[must_use]
    pub fn days_expired(&self) -> Option<u64> {
        self.days_expired
    }

    /// Whether online eligibility verification (オンライン資格確認) still accepts the certificate, although
    /// it has expired and is **not valid**: until the end, in Japan time, of the third month after
    /// the month in which it expired, without medical data. Only for an authentication certificate
    /// with no other fault: never for one that is revoked or whose issuer is not trusted; if
    /// revocation was not checked, see [`revocation`](Self::revocation). It is valid for nothing
    /// else: reject a signature made with it.
    #[must_use]
    pub fn is_within_grace(&self) -> bool {
        self.is_within_grace
    }

    /// What is known about the certificate's revocation.
    #[must_use]
    pub fn revocation(&self) -> RevocationStatus {
        self.revocation
    }
}
