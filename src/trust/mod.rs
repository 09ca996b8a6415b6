//! Is this certificate good? From bytes alone: nothing here opens a socket.
//!
//! A certificate off a card, or from the network, is believed once a check gives a
//! [`Verdict`] without reasons against it:
//!
//! - [`CertificateCheck`]: from the certificate to a trust anchor, at a given time, and
//!   whether it is revoked if the caller brings evidence;
//! - [`SignatureCheck`]: the relying party's check, the same and a signature over a
//!   challenge.
//!
//! ```no_run
//! use std::time::SystemTime;
//!
//! use jpkicard::trust::{Anchors, CertificateCheck, Purpose, Reason};
//! # fn check(certificate: jpkicard::Certificate) {
//! let anchors = Anchors::production();
//! let now = SystemTime::now();
//! let verdict =
//!     CertificateCheck::new(&certificate, Purpose::Authentication, &anchors, now).verdict();
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
//! - **Issued by an anchor**, [`Anchors::production`] unless the caller says otherwise. The
//!   anchor is found by the key that the certificate names and confirmed by the signature,
//!   never by the name, which all CA generations share; then the name must fit too (RFC
//!   5280, 7.1). The CA's certificate need not be read from the card.
//! - **Signed with SHA-256 and RSA** of 2048 to 4096 bits, and so is all that is believed here.
//! - **Valid at the given time**, and so is the anchor: from the first second to the last.
//! - **Meant for the purpose**: anchor, key usage, extended key usage and policy all say
//!   authentication, or all say signature, and the policy is of the anchor's hierarchy. Real
//!   cards' policies are told by their arc, so that a class newer than this version is good
//!   too, and the verdict names it ([`Verdict::policy`]); [`Policies`] pins them.
//! - **A person's**, not an authority's; no critical extension is unknown, none stands there
//!   twice.
//! - **Not revoked**, as far as evidence is given.
//!
//! # Revocation and the law
//!
//! J-LIS gives its revocation data (OCSP responses, CRLs) only to verifiers who have notified
//! it (署名検証者, 利用者証明検証者; 公的個人認証法 17条, 36条): authorities, courts and the like,
//! and a private business once the competent minister has accredited it. To verify as a
//! business takes these data; making a signature needs no approval. So the library does the
//! bytes and the caller the network: [`OcspRequest`]
//! makes what is sent, [`RevocationData`] takes what came back. A desk that is no notified
//! verifier can check all but revocation, and says so ([`RevocationStatus::NotChecked`]).
//!
//! A request has a certificate's serial number in it, which the same law restricts. No
//! `Debug`, reason or error of this module holds one, or a name.

mod anchors;
mod canonical;
mod chain;
mod check;
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

pub use anchors::{Anchor, Anchors, Hierarchy, Purpose};
pub(crate) use anchors::{check_damage, is_pinned};
pub use check::{CertificateCheck, Verdict};
pub use policy::{CertificatePolicy, Policies};
pub use reason::Reason;
pub use relying_party::{Challenge, SignatureCheck};
pub use revocation::{
    CertificateIdHash, OcspRequest, RevocationData, RevocationList, RevocationReason,
    RevocationStatus, Revoked,
};
