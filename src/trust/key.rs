//! Keys that may sign, and the algorithms they may sign with.
//!
//! The only place that decides what is strong enough. The next generation of cards will sign with
//! ECDSA P-384: that will be another variant of [`Key`] and another line in [`algorithm`].

use der::asn1::ObjectIdentifier;
use x509_cert::spki::AlgorithmIdentifierRef;

use crate::rsa::PublicKey;
use crate::signature::SignatureAlgorithm;

const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const SHORTEST_MODULUS: usize = 2048;

/// An allowed public key: RSA of 2048 to 4096 bits.
#[derive(Clone, Copy)]
pub(super) enum Key<'a> {
    Rsa(&'a PublicKey),
}

impl<'a> Key<'a> {
    /// This key, if it is allowed.
    pub(super) fn new(key: &'a PublicKey) -> Option<Self> {
        // None has more than 4096 bits, or an exponent that makes verification slow.
        (key.bits() >= SHORTEST_MODULUS).then_some(Self::Rsa(key))
    }

    /// Whether `signature` is this key's signature over the digest.
    pub(super) fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> bool {
        let Self::Rsa(key) = self;
        algorithm.verify(key, digest, signature)
    }
}

/// The algorithm named in an X.509 structure, if allowed.
pub(super) fn algorithm(named: &AlgorithmIdentifierRef<'_>) -> Option<SignatureAlgorithm> {
    // RFC 4055, 5: the parameters are NULL; absent ones are accepted as NULL.
    let plain = named.parameters.is_none_or(|parameters| parameters.is_null());
    match named.oid {
        SHA256_WITH_RSA if plain => Some(SignatureAlgorithm::RsaPkcs1Sha256),
        _ => None,
    }
}
