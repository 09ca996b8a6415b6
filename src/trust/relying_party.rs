//! The relying party's side: is this signature over my challenge by a good certificate?

use std::fmt;

use crate::signature::SignatureAlgorithm;
use crate::trust::check::{CertificateCheck, Verdict};
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};

/// The shortest challenge, in bytes: of so many random ones none comes twice.
const SHORTEST: usize = 16;

/// What the holder was to sign. It must be new for each time and come from the relying
/// party: a signature over a challenge that was used before proves nothing. One that is empty
/// ([`Reason::ChallengeEmpty`]) or has less than 16 bytes ([`Reason::ChallengeTooShort`]) is
/// refused.
#[derive(Clone, Copy)]
pub enum Challenge<'a> {
    /// The data themselves.
    Data(&'a [u8]),
    /// Their digest, by the digest algorithm of the signature's algorithm. That of nothing is
    /// [`Reason::ChallengeEmpty`]; how much else was hashed, it does not tell.
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

/// Is this signature over this challenge by the key of a good certificate?
///
/// ```no_run
/// use std::time::SystemTime;
///
/// use jpkicard::trust::{Anchors, CertificateCheck, Challenge, Purpose, SignatureCheck};
/// use jpkicard::{Certificate, SignatureAlgorithm};
///
/// # fn check(challenge: &[u8], certificate: Certificate, signature: &[u8]) {
/// let anchors = Anchors::production();
/// let certificate =
///     CertificateCheck::new(&certificate, Purpose::Authentication, &anchors, SystemTime::now());
/// let verdict = SignatureCheck::new(
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
pub struct SignatureCheck<'a> {
    certificate: CertificateCheck<'a>,
    challenge: Challenge<'a>,
    algorithm: SignatureAlgorithm,
    signature: &'a [u8],
}

impl<'a> SignatureCheck<'a> {
    /// Checks `signature` over `challenge`, made with `algorithm`: the one that was agreed
    /// on, not one that the holder's side names.
    pub fn new(
        certificate: CertificateCheck<'a>,
        challenge: Challenge<'a>,
        algorithm: SignatureAlgorithm,
        signature: &'a [u8],
    ) -> Self {
        Self { certificate, challenge, algorithm, signature }
    }

    /// The verdict on certificate and signature, with every reason there is.
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
            // What a caller hashed whose challenge got lost.
            Challenge::Digest(digest) => digest.is_empty() || digest == hash.digest(&[]),
        };
        reasons.require(!is_empty, Reason::ChallengeEmpty);
        if let Challenge::Data(data @ [_, ..]) = self.challenge {
            reasons.require(data.len() >= SHORTEST, Reason::ChallengeTooShort);
        }
        let fits = digest.len() == hash.length();
        reasons.require(fits, Reason::ChallengeDigestLength);
        // A key that is not allowed is a reason of its own.
        if let (Some(key), true) = (profile.key(), fits) {
            let signed = key.verify(self.algorithm, &digest, self.signature);
            reasons.require(signed, Reason::ChallengeSignatureInvalid);
        }
    }
}

impl fmt::Debug for SignatureCheck<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureCheck")
            .field("certificate", &self.certificate)
            .field("challenge", &self.challenge)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
