//! Reduces a verdict's reasons to the one status most useful at the desk.

use crate::status::Status;
use crate::trust::reason::Reason;

/// The first of these that a reason maps to is reported: permanent faults before those that time or
/// another answer may fix.
const ORDER: [Status; 7] = [
    Status::CertificateRevoked,
    // Malformed data cause other reasons too, so this comes before them.
    Status::CertificateMalformed,
    Status::CertificateNotTrusted,
    Status::SignatureInvalid,
    Status::CertificateNotYetValid,
    Status::CertificateExpired,
    Status::RevocationUnknown,
];

impl Reason {
    /// The status of a verdict with this reason only.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::Revoked => Status::CertificateRevoked,
            Self::CertificateMalformed => Status::CertificateMalformed,
            Self::DuplicateExtension
            | Self::UnknownCriticalExtension
            | Self::IssuerKeyUnnamed
            | Self::IssuerUnknown
            | Self::IssuerNameDiffers
            | Self::AlgorithmNotAllowed
            | Self::CertificateSignatureInvalid
            | Self::AnchorOfOtherPurpose
            | Self::KeyNotAllowed
            | Self::KeyUsageWrong
            | Self::ExtendedKeyUsageWrong
            | Self::IsAuthority
            | Self::PolicyWrong
            | Self::CaCertificateDiffers => Status::CertificateNotTrusted,
            Self::ChallengeDigestLength
            | Self::ChallengeSignatureInvalid
            | Self::ChallengeEmpty
            | Self::ChallengeTooShort => Status::SignatureInvalid,
            // A CA expires after the certificates it issued: at the desk it is the same card, to be
            // renewed, or the same wrong clock.
            Self::NotYetValid | Self::AnchorNotYetValid => Status::CertificateNotYetValid,
            Self::Expired | Self::AnchorExpired => Status::CertificateExpired,
            Self::StatusUnknown
            | Self::RevocationUndeterminable
            | Self::OcspMalformed
            | Self::OcspRequestMalformed
            | Self::OcspInternalError
            | Self::OcspTryLater
            | Self::OcspSignatureRequired
            | Self::OcspUnauthorized
            | Self::OcspResponderUnknown
            | Self::OcspResponderNotAuthorized
            | Self::OcspResponderNotYetValid
            | Self::OcspResponderExpired
            | Self::OcspAlgorithmNotAllowed
            | Self::OcspSignatureInvalid
            | Self::OcspNonceMissing
            | Self::OcspNonceDiffers
            | Self::OcspOtherCertificate
            | Self::OcspNotYetValid
            | Self::OcspExpired
            | Self::OcspUnknownCriticalExtension
            | Self::CrlMalformed
            | Self::CrlOtherIssuer
            | Self::CrlAlgorithmNotAllowed
            | Self::CrlSignatureInvalid
            | Self::CrlNotYetValid
            | Self::CrlExpired
            | Self::CrlUnknownCriticalExtension
            | Self::CrlDelta
            | Self::CrlIndirect
            | Self::CrlOutOfScope
            | Self::CrlOtherDistributionPoint => Status::RevocationUnknown,
        }
    }
}

/// The reason that determines the reported status; the first if there are several.
pub(super) fn decisive(reasons: &[Reason]) -> Option<Reason> {
    ORDER
        .iter()
        .find_map(|status| reasons.iter().find(|reason| reason.status() == *status))
        .copied()
}

#[cfg(test)]
mod tests;
