//! The relying party's side: verifies a signature over its challenge and the signer's certificate.

use std::fmt;

use crate::signature::SignatureAlgorithm;
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::verification::{CertificateVerification, Verdict};

/// The shortest challenge, in bytes: random ones of this length do not repeat.
const SHORTEST: usize = 16;

/// What the holder had to sign. It must be fresh each time and come from the relying party: a
/// signature over a challenge used before proves nothing. A challenge that is empty
/// ([`Reason::ChallengeEmpty`]) or has fewer than 16 bytes ([`Reason::ChallengeTooShort`]) is
/// refused.
#[derive(Clone, Copy)]
pub enum Challenge<'a> {
    /// The data themselves.
    Data(&'a [u8]),
    /// Their digest, computed with the digest algorithm of the signature's algorithm. The digest of
    /// empty data is [`Reason::ChallengeEmpty`]; beyond that, a digest does not show how much was
    /// hashed.
    Digest(&'a [u8]),
}

impl fmt::Debug for Challenge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(data) => write!(f, "Data({} bytes)", data.len()),
            Self::Digest(digest) => write!(f, "Digest({} bytes)", digest.len()),
        }
    }
}

/// Verifies a signature over a challenge, and the certificate of the key that made it.
///
/// ```no_run
/// use std::time::SystemTime;
///
/// use jpkicard::trust::{Anchors, CertificateVerification, Challenge, Purpose, SignatureVerification};
/// use jpkicard::{Certificate, SignatureAlgorithm};
///
/// # fn verify(challenge: &[u8], certificate: Certificate, signature: &[u8]) {
/// let anchors = Anchors::production();
/// let certificate =
///     CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, SystemTime::now());
/// let verdict = SignatureVerification::new(
///     certificate,
///     Challenge::Data(challenge),
///     SignatureAlgorithm::RsaPkcs1Sha256,
///     signature,
/// )
/// .verdict();
/// for reason in verdict.reasons() {
///     println!("refused: {reason}");
/// }
/// # }
/// ```
#[derive(Clone, Copy)]
#[must_use]
pub struct SignatureVerification<'a> {
    certificate: CertificateVerification<'a>,
    challenge: Challenge<'a>,
    algorithm: SignatureAlgorithm,
    signature: &'a [u8],
}

impl<'a> SignatureVerification<'a> {
    /// Verifies `signature` over `challenge`, made with `algorithm`: the one agreed on, not one
    /// that the holder's side names.
    pub fn new(
        certificate: CertificateVerification<'a>,
        challenge: Challenge<'a>,
        algorithm: SignatureAlgorithm,
        signature: &'a [u8],
    ) -> Self {
        Self { certificate, challenge, algorithm, signature }
    }

    /// The verdict on certificate and signature, with all reasons.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.certificate.examine(|profile, reasons| self.examine(profile, reasons))
    }

    fn examine(&self, profile: &Profile<'_>, reasons: &mut Reasons) {
        let hash = self.algorithm.digest_algorithm();
        let digest = match self.challenge {
            Challenge::Data(data) => hash.digest(data),
            Challenge::Digest(digest) => digest.to_vec(),
        };
        let is_empty = match self.challenge {
            Challenge::Data(data) => data.is_empty(),
            // What a caller hashed whose challenge was lost.
            Challenge::Digest(digest) => digest.is_empty() || digest == hash.digest(&[]),
        };
        reasons.require(!is_empty, Reason::ChallengeEmpty);
        if let Challenge::Data(data @ [_, ..]) = self.challenge {
            reasons.require(data.len() >= SHORTEST, Reason::ChallengeTooShort);
        }
        let fits = digest.len() == hash.length();
        reasons.require(fits, Reason::ChallengeDigestLength);
        // A disallowed key has its own reason.
        if let (Some(key), true) = (profile.key(), fits) {
            let signed = key.verify(self.algorithm, &digest, self.signature);
            reasons.require(signed, Reason::ChallengeSignatureInvalid);
        }
    }
}

impl fmt::Debug for SignatureVerification<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureVerification")
            .field("certificate", &self.certificate)
            .field("challenge", &self.challenge)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
