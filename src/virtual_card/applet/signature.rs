//! COMPUTE DIGITAL SIGNATURE: the six schemes of P1 (measured by myna-card 3.3).

use rand_chacha::ChaCha20Rng;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use sha2::{Digest, Sha256};

use super::{Answer, WRONG_DATA};
use crate::apdu::StatusWord;

/// The length of a signature in bytes: RSA-2048.
pub(super) const LENGTH: usize = 256;
/// RSA-2048 less the eleven bytes of PKCS #1 v1.5 padding.
const MAX_RAW_LENGTH: usize = 245;

/// What the card does with the data field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scheme {
    /// `00`: PKCS #1 v1.5 over the bytes given, which should be a DigestInfo.
    Raw,
    /// `01`: the bare SHA-256 of the data, PKCS #1 v1.5 padded.
    HashedBare,
    /// `02`: a SHA-256 given; the card wraps it into a DigestInfo.
    Digest,
    /// `03`: the card hashes and wraps.
    HashedDigest,
    /// `04`: a SHA-256 given; PSS with SHA-256, MGF1-SHA-256 and 32 bytes of salt.
    PssDigest,
    /// `05`: the card hashes; PSS as in `04`.
    PssHashed,
}

impl Scheme {
    pub(super) fn from_p1(p1: u8) -> Option<Self> {
        Some(match p1 {
            0x00 => Self::Raw,
            0x01 => Self::HashedBare,
            0x02 => Self::Digest,
            0x03 => Self::HashedDigest,
            0x04 => Self::PssDigest,
            0x05 => Self::PssHashed,
            _ => return None,
        })
    }

    pub(super) fn sign(self, key: &RsaPrivateKey, data: &[u8], random: &mut ChaCha20Rng) -> Answer {
        if data.is_empty() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let hash = Sha256::digest(data);
        let bare = Pkcs1v15Sign::new_unprefixed;
        let wrapped = Pkcs1v15Sign::new::<Sha256>;
        let pss = Pss::new_with_salt::<Sha256>;
        let signature = match self {
            Self::Raw if data.len() > MAX_RAW_LENGTH => return Err(StatusWord::WRONG_LENGTH),
            Self::Digest | Self::PssDigest if data.len() != 32 => return Err(WRONG_DATA),
            Self::Raw => key.sign(bare(), data),
            Self::HashedBare => key.sign(bare(), &hash),
            Self::Digest => key.sign(wrapped(), data),
            Self::HashedDigest => key.sign(wrapped(), &hash),
            Self::PssDigest => key.sign_with_rng(random, pss(32), data),
            Self::PssHashed => key.sign_with_rng(random, pss(32), &hash),
        };
        signature.map_err(|_| StatusWord::NO_DIAGNOSIS)
    }
}
