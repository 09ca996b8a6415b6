//! RSASSA-PSS: salts of every length, one exponentiation each, and everything else refused.

use rand_chacha::rand_core::RngCore;
use sha2::{Digest, Sha256};

use super::*;
use crate::rsa::pss::is_encoding;
use crate::signature::SignatureAlgorithm;

const DIGEST: [u8; 32] = [0x35; 32];

/// The parts of an encoding, so that tests can also join them wrongly.
struct Parts {
    block: Vec<u8>,
    hash: Vec<u8>,
    trailer: u8,
}

fn parts(digest: &[u8], salt: &[u8], bits: usize) -> Parts {
    let length = bits.div_ceil(8);
    let made = Sha256::new().chain_update([0; 8]).chain_update(digest).chain_update(salt);
    let zeros = vec![0; length - 32 - 2 - salt.len()];
    Parts {
        block: [&zeros[..], &[1], salt].concat(),
        hash: made.finalize().to_vec(),
        trailer: 0xBC,
    }
}

impl Parts {
    /// EMSA-PSS-ENCODE's end, with zeros in front up to the modulus's length.
    fn join(&self, bits: usize, length: usize) -> Vec<u8> {
        let mut mask = Vec::new();
        for counter in 0_u32.. {
            if mask.len() >= self.block.len() {
                break;
            }
            mask.extend(Sha256::digest([&self.hash[..], &counter.to_be_bytes()].concat()));
        }
        let mut masked: Vec<u8> =
            self.block.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
        masked[0] &= 0xFF >> (bits.div_ceil(8) * 8 - bits);
        let message = [&masked[..], &self.hash, &[self.trailer]].concat();
        [vec![0; length - message.len()], message].concat()
    }
}

pub(super) fn encode(digest: &[u8], salt: &[u8], bits: usize, length: usize) -> Vec<u8> {
    parts(digest, salt, bits).join(bits, length)
}

fn longest_salt(bits: usize) -> usize {
    bits.div_ceil(8) - 32 - 2
}

#[test]
fn every_length_of_salt_under_every_size_of_key() {
    // With no unused bit, with one, some and seven.
    for modulus_bits in [2048, 2049, 2053, 2056, 3072, 4096] {
        let bits = modulus_bits - 1;
        let mut random = ChaCha20Rng::seed_from_u64(modulus_bits as u64);
        for length in 0..=longest_salt(bits) {
            let mut salt = vec![0; length];
            random.fill_bytes(&mut salt);
            for salt in [salt, vec![0; length]] {
                let message = encode(&DIGEST, &salt, bits, modulus_bits.div_ceil(8));
                let is_right = |digest| is_encoding(&message, modulus_bits, digest).is_some();
                assert!(is_right(&DIGEST), "{modulus_bits} bits, {length} bytes of salt");
                assert!(!is_right(&[0x36; 32]) && !is_right(&DIGEST[1..]));
            }
        }
    }
}

#[test]
fn a_signature_with_any_salt_costs_one_exponentiation_right_or_wrong() {
    for pair in pairs() {
        let bits = pair.public.bits() - 1;
        let longest = longest_salt(bits);
        let lengths: Vec<usize> = match pair.public.bits() {
            2048 | 2049 => (0..=longest).collect(),
            _ => vec![0, 1, 20, 31, 32, 33, 48, 64, longest - 1, longest],
        };
        for length in lengths {
            let signature = pair.sign(&encode(&DIGEST, &vec![3; length], bits, pair.length()));
            let verify = |digest: &[u8], signature: &[u8]| {
                let algorithm = SignatureAlgorithm::RsaPssSha256;
                count::of(|| algorithm.verify(&pair.public, digest, signature))
            };
            assert_eq!(verify(&DIGEST, &signature), (1, true), "{length} bytes of salt");
            assert_eq!(verify(&[0; 32], &signature), (1, false), "{length} bytes of salt");
            let mut changed = signature.clone();
            *changed.last_mut().unwrap() ^= 1;
            assert_eq!(verify(&DIGEST, &changed), (1, false), "{length} bytes of salt");
        }
    }
}

#[test]
fn what_all_but_encodes_the_digest_is_refused() {
    for pair in pairs() {
        let modulus_bits = pair.public.bits();
        let (bits, length) = (modulus_bits - 1, pair.length());
        let salt = [9; 32];
        let changed = |change: &dyn Fn(&mut Parts)| {
            let mut parts = parts(&DIGEST, &salt, bits);
            change(&mut parts);
            parts.join(bits, length)
        };
        let zeros = longest_salt(bits) - salt.len();
        let right = changed(&|_| {});
        let mut wrong = vec![
            ("trailer BB", changed(&|parts| parts.trailer = 0xBB)),
            ("trailer CC, of hashes that are named", changed(&|parts| parts.trailer = 0xCC)),
            ("trailer 00", changed(&|parts| parts.trailer = 0)),
            ("a padding that begins with no zero", changed(&|parts| parts.block[0] = 1)),
            ("a padding that ends with no zero", changed(&|parts| parts.block[zeros - 1] = 2)),
            ("a one before the padding's end", changed(&|parts| parts.block[zeros - 1] = 1)),
            ("no one", changed(&|parts| parts.block[zeros] = 0)),
            ("a two for the one", changed(&|parts| parts.block[zeros] = 2)),
            ("81 for the one", changed(&|parts| parts.block[zeros] = 0x81)),
            ("zeros alone", changed(&|parts| parts.block.fill(0))),
            ("another salt", changed(&|parts| *parts.block.last_mut().unwrap() ^= 1)),
            ("another hash", changed(&|parts| parts.hash[0] ^= 1)),
            ("a hash of zeros", changed(&|parts| parts.hash.fill(0))),
            ("the hash of the digest alone", {
                changed(&|parts| parts.hash = Sha256::digest(DIGEST).to_vec())
            }),
            ("without eight zeros", {
                changed(&|parts| parts.hash = Sha256::digest([DIGEST, salt].concat()).to_vec())
            }),
            ("nothing", vec![0; length]),
        ];
        // Bits that are in the modulus but not in the encoding.
        for bit in bits..=bits + (length * 8 - bits - 1) {
            let mut message = right.clone();
            message[length - 1 - bit / 8] |= 1 << (bit % 8);
            wrong.push(("a bit too high", message));
        }
        assert!(is_encoding(&right, modulus_bits, &DIGEST).is_some());
        for (name, message) in wrong {
            assert!(is_encoding(&message, modulus_bits, &DIGEST).is_none(), "{bits}: {name}");
            if BigUint::from_bytes_be(&message) < *pair.modulus() {
                let signature = pair.sign(&message);
                assert!(!pair.public.signed_pss(&DIGEST, &signature), "{bits}: {name}");
            }
        }
        for shorter in 0..length {
            assert!(is_encoding(&right[..shorter], modulus_bits, &DIGEST).is_none());
        }
    }
}

#[test]
fn the_rsa_crate_makes_what_is_believed_and_believes_the_same() {
    let mut random = ChaCha20Rng::seed_from_u64(5);
    for pair in pairs() {
        let judge = pair.private.to_public_key();
        for salt in [0, 1, 32, 64, 190] {
            let form = || rsa::Pss::new_with_salt::<Sha256>(salt);
            let mut signature = pair.private.sign_with_rng(&mut random, form(), &DIGEST).unwrap();
            assert!(pair.public.signed_pss(&DIGEST, &signature), "{salt}");
            assert!(judge.verify(form(), &DIGEST, &signature).is_ok());
            signature[salt + 1] ^= 4;
            assert!(!pair.public.signed_pss(&DIGEST, &signature), "{salt}");
            assert!(judge.verify(form(), &DIGEST, &signature).is_err());
        }
    }
}
