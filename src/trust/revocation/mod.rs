//! Whether a certificate is revoked, determined from bytes that the caller fetched.

mod crl;
mod ocsp;
mod request;
mod responder;
mod status;

use std::fmt;

use crate::trust::anchors::Anchor;
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::revocation::status::NOT_UNDERSTOOD;
use crate::trust::time::Clock;
pub use crl::RevocationList;
pub use request::{CertificateIdHash, OcspRequest};
pub use status::{RevocationReason, RevocationStatus, Revoked};

/// Evidence of whether a certificate is revoked, as bytes.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum RevocationData<'a> {
    /// The answer to an OCSP request, up to 64 KiB.
    Ocsp {
        /// The request that was sent.
        request: &'a OcspRequest,
        /// The DER encoding of the OCSPResponse.
        response: &'a [u8],
    },
    /// The DER encoding of a complete CRL, up to 256 MiB. Its signature is verified, and then its
    /// entries are parsed once, without a copy: for more than a few checks, load it into a
    /// [`RevocationList`]. The limits are those of [`RevocationList::load`].
    Crl(&'a [u8]),
    /// A CRL that was loaded before.
    List(&'a RevocationList),
}

impl fmt::Debug for RevocationData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ocsp { response, .. } => write!(f, "Ocsp({} bytes)", response.len()),
            Self::Crl(crl) => write!(f, "Crl({} bytes)", crl.len()),
            Self::List(list) => list.fmt(f),
        }
    }
}

/// Evaluates the evidence: what it says counts only if it is understood and signed by an authorised
/// signer, and "good" counts only if it has no other fault either.
pub(super) fn examine(
    data: &RevocationData<'_>,
    profile: &Profile<'_>,
    anchor: &Anchor,
    clock: Clock,
    reasons: &mut Reasons,
) -> RevocationStatus {
    let mut found = Reasons::default();
    let statement = match data {
        RevocationData::Ocsp { request, response } => {
            ocsp::examine(request, response, profile, anchor, clock, &mut found)
        }
        RevocationData::Crl(crl) => crl::examine(crl, profile, anchor, clock, &mut found),
        RevocationData::List(list) => list.examine(profile, anchor, clock, &mut found),
    };
    let counts = statement.is_authentic && !found.contain_any(&NOT_UNDERSTOOD);
    let status = match statement.says {
        says if counts && (says != RevocationStatus::Good || found.is_empty()) => says,
        _ => RevocationStatus::Undetermined,
    };
    match status {
        RevocationStatus::Revoked(_) => found.add(Reason::Revoked),
        RevocationStatus::Unknown => found.add(Reason::StatusUnknown),
        _ => {}
    }
    reasons.merge(found);
    status
}
