//! The keys of records, certificates and cards: all are RSA-2048 with exponent 65537.

use crate::error::Result;
use crate::record::malformed;

/// The length of a modulus, and so of a signature.
pub(super) const MODULUS_LENGTH: usize = 256;
/// The exponent, big-endian.
pub(super) const EXPONENT: &[u8] = b"\x01\x00\x01";
/// The start of a key of 265 bytes: the exponent (`90`), and tag and length of the modulus (`91`).
const BEFORE_MODULUS: &[u8] = b"\x90\x03\x01\x00\x01\x91\x82\x01\x00";

/// A public key.
#[derive(Clone, Copy)]
pub(crate) struct PublicKey<'a> {
    #[cfg_attr(not(feature = "verify"), expect(dead_code, reason = "for the checks alone"))]
    modulus: &'a [u8; MODULUS_LENGTH],
}

impl<'a> PublicKey<'a> {
    /// Parses the objects `90` and `91` with nothing after them.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self> {
        bytes
            .strip_prefix(BEFORE_MODULUS)
            .and_then(|modulus| modulus.try_into().ok())
            .and_then(Self::new)
            .ok_or(malformed("a key is not RSA of 2048 bits with exponent 65537"))
    }

    /// The key with this modulus, if it has all its bits and is odd.
    pub(super) fn new(modulus: &'a [u8; MODULUS_LENGTH]) -> Option<Self> {
        let [first, .., last] = modulus;
        (first & 0x80 != 0 && last & 1 != 0).then_some(Self { modulus })
    }
}

#[cfg(feature = "verify")]
mod check {
    use sha2::{Digest, Sha256};

    use crate::error::{Error, Result};
    use crate::record::key::{EXPONENT, PublicKey};
    use crate::rsa;
    use crate::signature::SignatureAlgorithm;
    use crate::status::Status;

    /// A DigestInfo around three SHA-256 digests, defined by no standard: its lengths are those for
    /// 96 bytes.
    const THREE_DIGESTS: &[u8] =
        b"\x30\x71\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x60";

    impl PublicKey<'_> {
        /// Whether `signature` is over the concatenation of these parts: RSASSA-PKCS1-v1_5 with
        /// SHA-256.
        pub(in crate::record) fn signed(self, parts: &[&[u8]], signature: &[u8]) -> bool {
            let algorithm = SignatureAlgorithm::RsaPkcs1Sha256;
            self.engine().is_some_and(|key| algorithm.verify(&key, &digest(parts), signature))
        }

        /// Whether `signature` is over three segments: PKCS #1 v1.5 padding of one
        /// DigestInfo with the three digests.
        pub(in crate::record) fn signed_segments(
            self,
            segments: [&[&[u8]]; 3],
            signature: &[u8],
        ) -> bool {
            let digests = segments.map(digest).concat();
            let content = [THREE_DIGESTS, &digests].concat();
            self.engine().is_some_and(|key| key.signed_pkcs1(&content, signature))
        }

        /// Checks the answer of the card that holds this key's private half.
        pub(in crate::record) fn verify_challenge(
            self,
            challenge: &[u8],
            signature: &[u8],
        ) -> Result<()> {
            if self.signed(&[challenge], signature) {
                Ok(())
            } else {
                Err(Error::new(Status::CardNotGenuine))
            }
        }

        fn engine(self) -> Option<rsa::PublicKey> {
            rsa::PublicKey::new(self.modulus, EXPONENT)
        }
    }

    fn digest(parts: &[&[u8]]) -> Vec<u8> {
        let mut hash = Sha256::new();
        parts.iter().for_each(|part| hash.update(part));
        hash.finalize().to_vec()
    }
}

#[cfg(test)]
mod tests;
