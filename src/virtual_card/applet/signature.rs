//! COMPUTE DIGITAL SIGNATURE: the six schemes of P1 (measured by myna-card 3.3).

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use sha2::{Digest, Sha256};

use crate::apdu::StatusWord;
use crate::virtual_card::Application;
use crate::virtual_card::answer::{Answer, WRONG_DATA};
use crate::virtual_card::files::FileId;

/// The length of a signature in bytes: RSA-2048.
pub(super) const LENGTH: usize = 256;
/// RSA-2048 minus the eleven bytes of PKCS #1 v1.5 padding.
const MAX_RAW_LENGTH: usize = 245;

/// What the card does with the data field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scheme {
    /// `00`: PKCS #1 v1.5 over the given bytes, which should be a DigestInfo.
    Raw,
    /// `01`: the bare SHA-256 of the data, PKCS #1 v1.5 padded.
    HashedBare,
    /// `02`: a given SHA-256; the card wraps it into a DigestInfo.
    Digest,
    /// `03`: the card hashes and wraps.
    HashedDigest,
    /// `04`: a given SHA-256; PSS with SHA-256, MGF1-SHA-256 and 32 bytes of salt.
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

/// A key of the card.
type Key = (Application, FileId);

/// Key, P1 and data of a signature, and the signature.
type Signatures = HashMap<(Key, u8, Vec<u8>), Vec<u8>>;

/// Signatures computed before, if remembering is enabled; clones share them.
#[derive(Clone, Default)]
pub(in crate::virtual_card) struct Remembered(Option<Arc<Mutex<Signatures>>>);

impl Remembered {
    pub(in crate::virtual_card) fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// The signature over the data with this key and P1, remembered or computed.
    pub(super) fn get(
        &self,
        (key, p1, data): (Key, u8, &[u8]),
        compute: impl FnOnce() -> Answer,
    ) -> Answer {
        // A PSS signature differs each time.
        let Some(known) = self.0.as_ref().filter(|_| p1 < 0x04) else { return compute() };
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signature) = known.get(&(key, p1, data.to_vec())) {
            return Ok(signature.clone());
        }
        let signature = compute()?;
        known.insert((key, p1, data.to_vec()), signature.clone());
        Ok(signature)
    }
}

impl fmt::Debug for Remembered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Remembered({})", self.0.is_some())
    }
}
