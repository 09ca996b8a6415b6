//! Certificate verification, from bytes alone: nothing here opens a socket.
//!
//! A certificate from a card or from the network is trusted once a check returns a [`Verdict`]
//! without reasons against it:
//!
//! - [`CertificateVerification`]: from the certificate to a trust anchor, at a given time, including
//!   revocation if the caller supplies evidence;
//! - [`SignatureVerification`]: the relying party's verification: the same, plus a signature over a challenge.
//!
//! ```no_run
//! use std::time::SystemTime;
//!
//! use jpkicard::trust::{Anchors, CertificateVerification, Purpose, Reason};
//! # fn verify(certificate: jpkicard::Certificate) {
//! let anchors = Anchors::production();
//! let now = SystemTime::now();
//! let verdict =
//!     CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now).verdict();
//! if verdict.is_good() {
//!     println!("good; expires in {} days", verdict.days_left().unwrap_or(0));
//! } else if verdict.reasons() == [Reason::Expired] {
//!     println!("expired: to be renewed at the municipal office");
//! }
//! # }
//! ```
//!
//! # What a good certificate is
//!
//! - ***Issued by an anchor**, [`Anchors::production`] unless the caller says otherwise. The anchor
//!   is found by the key that the certificate names and confirmed by the signature, never by the
//!   name, which all CA generations share; then the name must match too (RFC 5280, 7.1). The CA's
//!   certificate need not be read from the card.
//! - ***Signed with SHA-256 and RSA** of 2048 to 4096 bits; this applies to everything trusted
//!   here.
//! - **Valid at the given time**, and so is the anchor: from the first second to the last.
//! - **Meant for the purpose**: anchor, key usage, extended key usage and policy all say
//!   authentication, or all say signature, and the policy is of the anchor's hierarchy. Policies of
//!   real cards are recognised by their arc, so that a class newer than this version is accepted
//!   too, and the verdict reports it ([`Verdict::policy`]); [`Policies`] pins them.
//! - ***A person's**, not an authority's; no critical extension is unknown, no extension is present
//!   twice.
//! - ***Not revoked**, as far as evidence is supplied.
//!
//! # Revocation and the law
//!
//! J-LIS provides its revocation data (OCSP responses, CRLs) only to verifiers who have notified it
//! (署名検証者, 利用者証明検証者; 公的個人認証法 17条, 36条): authorities, courts and the like, and private businesses
//! once the competent minister has accredited them. Verifying as a business requires these data;
//! creating a signature requires no approval. So the library handles the bytes and the caller the
//! network: [`OcspRequest`] builds the request, [`RevocationData`] takes the answer. A desk that is
//! not a notified verifier can check everything except revocation, and the result says so
//! ([`RevocationStatus::NotRequested`]).
//!
//! A request contains a certificate's serial number, which the same law restricts. No `Debug`,
//! reason or error of this module contains one, or a name.

mod anchors;
mod canonical;
mod chain;
#[cfg(test)]
#[cfg(feature = "virtual-card")]
mod cost;
mod extension;
mod key;
mod name;
mod outcome;
mod points;
mod policy;
mod profile;
mod reason;
mod relying_party;
mod revocation;
mod signed;
mod time;
mod verification;

pub use anchors::{Anchor, Anchors, Hierarchy, Purpose};
pub(crate) use anchors::{check_damage, is_pinned};
pub use policy::{CertificatePolicy, Policies};
pub use reason::Reason;
pub use relying_party::{Challenge, SignatureVerification};
pub use revocation::{
    CertificateIdHash, OcspRequest, RevocationData, RevocationList, RevocationReason,
    RevocationStatus, Revoked,
};
pub use verification::{CertificateVerification, Verdict};
