//! Valid and nearly valid signatures, made with private keys of the `rsa` crate and compared with
//! the verdict of that crate.
#![allow(clippy::arithmetic_side_effects, reason = "small numbers of the tests' own")]

mod keys;
mod pkcs1;
mod pss;
mod range;

use std::sync::OnceLock;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rsa::pkcs8::EncodePublicKey;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BigUint, RsaPrivateKey};

use crate::rsa::{PublicKey, count};

/// 2049 bits: the modulus begins with a byte of one bit.
const SIZES: [usize; 4] = [2048, 2049, 3072, 4096];

pub(crate) struct Pair {
    pub(crate) private: RsaPrivateKey,
    public: PublicKey,
}

/// A key of each of [`SIZES`], the same in every run.
pub(crate) fn pairs() -> &'static [Pair] {
    static PAIRS: OnceLock<Vec<Pair>> = OnceLock::new();
    PAIRS.get_or_init(|| SIZES.iter().map(|bits| Pair::new(*bits, 1)).collect())
}

impl Pair {
    fn new(bits: usize, seed: u64) -> Self {
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        let private = RsaPrivateKey::new(&mut random, bits).unwrap();
        let spki = private.to_public_key().to_public_key_der().unwrap();
        let public = PublicKey::from_der(spki.as_bytes()).unwrap();
        assert_eq!(public.bits(), bits);
        Self { private, public }
    }

    /// The length of the modulus in bytes.
    fn length(&self) -> usize {
        self.private.size()
    }

    fn modulus(&self) -> &BigUint {
        self.private.n()
    }

    /// The signature that encodes this message, which is below the modulus.
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let message = BigUint::from_bytes_be(message);
        assert!(message < *self.modulus());
        let [p, q] = self.private.primes() else { panic!() };
        let (dp, dq) = (self.private.dp().unwrap(), self.private.dq().unwrap());
        let (by_p, by_q) = (message.modpow(dp, p), message.modpow(dq, q));
        let difference = (&by_p + p - &by_q % p) % p;
        let coefficient = self.private.crt_coefficient().unwrap();
        self.bytes(&(by_q + (difference * coefficient % p) * q))
    }

    /// As many bytes as a signature has.
    fn bytes(&self, number: &BigUint) -> Vec<u8> {
        padded(number, self.length())
    }
}

fn padded(number: &BigUint, length: usize) -> Vec<u8> {
    let bytes = number.to_bytes_be();
    [vec![0; length - bytes.len()], bytes].concat()
}
