//! What the evidence says about a certificate.

use std::time::SystemTime;

use x509_cert::ext::pkix::CrlReason;

use crate::trust::reason::Reason;
use crate::trust::time::system;

/// What is known about a certificate's revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RevocationStatus {
    /// No evidence was supplied.
    NotRequested,
    /// The supplied evidence cannot be relied on; the verdict's reasons say why.
    Undetermined,
    /// Not revoked, by signed and current evidence.
    Good,
    /// Revoked, by signed evidence, though possibly not current.
    Revoked(Revoked),
    /// By signed evidence, the responder does not know the certificate.
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
        Self { time, reason: reason.map(RevocationReason::of) }
    }

    /// Since when, according to the CA. A certificate counts as revoked for earlier times too,
    /// because the time of a signature is not known here.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        system(self.time)
    }

    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn time_unix(&self) -> u64 {
        self.time
    }

    /// Why, if the CA says so.
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
    /// No particular reason.
    Unspecified = 0,
    /// The holder's key was compromised, or the card was lost.
    KeyCompromise = 1,
    /// The CA's key was compromised.
    CaCompromise = 2,
    /// The holder's name or another attribute changed.
    AffiliationChanged = 3,
    /// Another certificate replaced it.
    Superseded = 4,
    /// The certificate is no longer needed.
    CessationOfOperation = 5,
    /// On hold: the only reversible reason.
    CertificateHold = 6,
    /// Released from hold: in delta CRLs only.
    RemoveFromCrl = 8,
    /// The holder lost a right.
    PrivilegeWithdrawn = 9,
    /// An attribute authority's key was compromised.
    AttributeAuthorityCompromise = 10,
}

impl RevocationReason {
    /// Not a `From`, which would make another crate's type a part of the API.
    fn of(reason: CrlReason) -> Self {
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

/// What a piece of evidence says, and whether its author is authorised to say it.
pub(super) struct Statement {
    pub(super) says: RevocationStatus,
    pub(super) is_authentic: bool,
}

impl Statement {
    /// Nothing could be parsed.
    pub(super) const NONE: Self =
        Self { says: RevocationStatus::Undetermined, is_authentic: false };
}

/// With one of these, the meaning of the evidence is unknown: an entry of an indirect CRL may be
/// about another issuer's certificate, one of a delta CRL may release a hold.
pub(super) const NOT_UNDERSTOOD: [Reason; 6] = [
    Reason::OcspMalformed,
    Reason::OcspUnknownCriticalExtension,
    Reason::CrlMalformed,
    Reason::CrlUnknownCriticalExtension,
    Reason::CrlDelta,
    Reason::CrlIndirect,
];
