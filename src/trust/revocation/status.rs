//! What evidence says of a certificate.

use std::time::SystemTime;

use x509_cert::ext::pkix::CrlReason;

use crate::trust::reason::Reason;
use crate::trust::time::system;

/// What is known of a certificate's revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RevocationStatus {
    /// No evidence was given.
    NotChecked,
    /// Evidence was given that is not to be relied on; the verdict's reasons tell why.
    Undetermined,
    /// By evidence that is signed and of now: not revoked.
    Good,
    /// By evidence that is signed, if perhaps of another time: revoked.
    Revoked(Revoked),
    /// By evidence that is signed: the responder does not know the certificate.
    Unknown,
}

/// When and why a certificate was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked {
    time: u64,
    reason: Option<RevocationReason>,
}

impl Revoked {
    pub(super) fn new(time: u64, reason: Option<CrlReason>) -> Self {
        Self { time, reason: reason.map(RevocationReason::from) }
    }

    /// Since when, as the CA says. A certificate counts as revoked for the times before,
    /// too: when something was signed is not known here.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        system(self.time)
    }

    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn time_unix(&self) -> u64 {
        self.time
    }

    /// Why, if the CA says.
    #[must_use]
    pub fn reason(&self) -> Option<RevocationReason> {
        self.reason
    }
}

/// Why a certificate was revoked (CRLReason of RFC 5280, 5.3.1, with its numbers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(i32)]
pub enum RevocationReason {
    /// No reason in particular.
    Unspecified = 0,
    /// The holder's key got out, or the card was lost.
    KeyCompromise = 1,
    /// The CA's key got out.
    CaCompromise = 2,
    /// The holder's name or another attribute changed.
    AffiliationChanged = 3,
    /// Another certificate took its place.
    Superseded = 4,
    /// The certificate is no longer needed.
    CessationOfOperation = 5,
    /// On hold: the only reason that may be taken back.
    CertificateHold = 6,
    /// Taken back from hold: in delta CRLs only.
    RemoveFromCrl = 8,
    /// The holder lost a right.
    PrivilegeWithdrawn = 9,
    /// An attribute authority's key got out.
    AttributeAuthorityCompromise = 10,
}

impl From<CrlReason> for RevocationReason {
    fn from(reason: CrlReason) -> Self {
        match reason {
            CrlReason::Unspecified => Self::Unspecified,
            CrlReason::KeyCompromise => Self::KeyCompromise,
            CrlReason::CaCompromise => Self::CaCompromise,
            CrlReason::AffiliationChanged => Self::AffiliationChanged,
            CrlReason::Superseded => Self::Superseded,
            CrlReason::CessationOfOperation => Self::CessationOfOperation,
            CrlReason::CertificateHold => Self::CertificateHold,
            CrlReason::RemoveFromCRL => Self::RemoveFromCrl,
            CrlReason::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
            CrlReason::AaCompromise => Self::AttributeAuthorityCompromise,
        }
    }
}

/// What a piece of evidence says, and whether its author may say it.
pub(super) struct Statement {
    pub(super) says: RevocationStatus,
    pub(super) is_authentic: bool,
}

impl Statement {
    /// Nothing could be read.
    pub(super) const NONE: Self =
        Self { says: RevocationStatus::Undetermined, is_authentic: false };
}

/// With one of these, what the evidence says is not known: an entry of an indirect CRL may
/// be about another issuer's certificate, one of a delta CRL may take back.
pub(super) const NOT_UNDERSTOOD: [Reason; 6] = [
    Reason::OcspMalformed,
    Reason::OcspUnknownCriticalExtension,
    Reason::CrlMalformed,
    Reason::CrlUnknownCriticalExtension,
    Reason::CrlDelta,
    Reason::CrlIndirect,
];
