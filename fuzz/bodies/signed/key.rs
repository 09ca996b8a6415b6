//! Keys that sign quickly: RSA with a modulus of 2048 bits that is the product of 32 primes of
//! 64 bits. They protect nothing, but a verifier does not notice.

use std::sync::LazyLock;

use sha1::Sha1;
use sha2::{Digest, Sha256};

const PRIMES: usize = 32;
const EXPONENT: u64 = 65_537;
/// What precedes a digest of SHA-256 in its DigestInfo (RFC 8017, 9.2, note 1).
const SHA256_PREFIX: &[u8] =
    b"\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
/// SubjectPublicKeyInfo and RSAPublicKey up to the modulus, and what follows it.
const BEFORE_KEY: &[u8] = b"\x30\x82\x01\x22\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\
    \x01\x05\x00\x03\x82\x01\x0F\x00";
const BEFORE_MODULUS: &[u8] = b"\x30\x82\x01\x0A\x02\x82\x01\x01\x00";
const AFTER_MODULUS: &[u8] = b"\x02\x03\x01\x00\x01";

pub struct Key {
    primes: [u64; PRIMES],
    /// The private exponent, for each prime.
    exponents: [u64; PRIMES],
    /// The inverse of the product of all primes before, for each prime.
    inverses: [u64; PRIMES],
    modulus: [u8; 256],
}

fn multiply(first: u64, second: u64, modulus: u64) -> u64 {
    (u128::from(first) * u128::from(second) % u128::from(modulus)) as u64
}

fn power(base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let (mut base, mut result) = (base % modulus, 1);
    while exponent != 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base, modulus);
        }
        base = multiply(base, base, modulus);
        exponent >>= 1;
    }
    result
}

/// Miller-Rabin, with bases that are deterministic below 2^64.
fn is_prime(number: u64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    if BASES.iter().any(|base| number.is_multiple_of(*base)) {
        return false;
    }
    let twos = (number - 1).trailing_zeros();
    BASES.iter().all(|base| {
        let mut value = power(*base, (number - 1) >> twos, number);
        let mut is_likely = value == 1;
        for _ in 0..twos {
            is_likely |= value == number - 1;
            value = multiply(value, value, number);
        }
        is_likely
    })
}

/// The inverse of the public exponent modulo `order`: the required multiple is small.
fn private(order: u64) -> u64 {
    // 1 + k * order must be divisible by the exponent, which is prime.
    let rest = order % EXPONENT;
    let multiple = EXPONENT - power(rest, EXPONENT - 2, EXPONENT);
    ((u128::from(multiple) * u128::from(order) + 1) / u128::from(EXPONENT)) as u64
}

/// A number of up to 2048 bits, the least significant limb first.
type Number = [u64; PRIMES];

/// `number * factor + summand`, which must fit.
fn multiply_add(number: &mut Number, factor: u64, summand: u64) {
    let mut carry = summand;
    for limb in number {
        let wide = u128::from(*limb) * u128::from(factor) + u128::from(carry);
        (*limb, carry) = (wide as u64, (wide >> 64) as u64);
    }
    assert_eq!(carry, 0);
}

fn bytes(number: &Number) -> [u8; 256] {
    let mut bytes = [0; 256];
    for (eight, limb) in bytes.rchunks_exact_mut(8).zip(number) {
        eight.copy_from_slice(&limb.to_be_bytes());
    }
    bytes
}

impl Key {
    fn new(primes: [u64; PRIMES]) -> Self {
        let mut modulus = [0; PRIMES];
        modulus[0] = 1;
        let inverses = std::array::from_fn(|place| {
            let prime = primes[place];
            let product = primes[..place].iter().fold(1, |all, one| multiply(all, *one, prime));
            power(product, prime - 2, prime)
        });
        primes.iter().for_each(|prime| multiply_add(&mut modulus, *prime, 0));
        let exponents = primes.map(|prime| private(prime - 1));
        Self { primes, exponents, inverses, modulus: bytes(&modulus) }
    }

    /// The private operation on a number below the modulus.
    pub fn raw(&self, message: &[u8; 256]) -> [u8; 256] {
        // Garner: the digits of the result in a system whose bases are the primes.
        let mut digits = [0; PRIMES];
        for place in 0..PRIMES {
            let prime = self.primes[place];
            let rest = message.chunks_exact(8).fold(0, |rest, eight| {
                let eight = u64::from_be_bytes(eight.try_into().unwrap());
                ((u128::from(rest) << 64 | u128::from(eight)) % u128::from(prime)) as u64
            });
            let wanted = power(rest, self.exponents[place], prime);
            let (mut known, mut base) = (0, 1);
            for (digit, earlier) in digits[..place].iter().zip(&self.primes) {
                let term = multiply(*digit, base, prime);
                known = ((u128::from(known) + u128::from(term)) % u128::from(prime)) as u64;
                base = multiply(base, *earlier, prime);
            }
            let missing =
                ((u128::from(wanted) + u128::from(prime - known)) % u128::from(prime)) as u64;
            digits[place] = multiply(missing, self.inverses[place], prime);
        }
        let mut result = [0; PRIMES];
        for (digit, prime) in digits.iter().zip(&self.primes).rev() {
            multiply_add(&mut result, *prime, *digit);
        }
        bytes(&result)
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    pub fn sign(&self, data: &[u8]) -> [u8; 256] {
        self.raw(&padded(&[SHA256_PREFIX, &Sha256::digest(data)].concat()))
    }

    fn bits(&self) -> Vec<u8> {
        [BEFORE_MODULUS, &self.modulus, AFTER_MODULUS].concat()
    }

    /// The SubjectPublicKeyInfo.
    pub fn info(&self) -> Vec<u8> {
        [BEFORE_KEY, &self.bits()].concat()
    }

    pub fn sha1(&self) -> Vec<u8> {
        Sha1::digest(self.bits()).to_vec()
    }

    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(self.bits()).to_vec()
    }
}

/// EMSA-PKCS1-v1_5 with this content after the padding: at most 245 bytes.
pub fn padded(content: &[u8]) -> [u8; 256] {
    let mut message = [0xFF; 256];
    let end = 256 - content.len();
    (message[0], message[1], message[end - 1]) = (0, 1, 0);
    message[end..].copy_from_slice(content);
    message
}

/// Four keys, always the same: of a CA, a responder, a stranger and a holder.
pub fn keys() -> &'static [Key; 4] {
    static KEYS: LazyLock<[Key; 4]> = LazyLock::new(|| {
        let mut primes = (0..=u64::MAX).rev().step_by(2).filter(|number| is_prime(*number));
        let keys = [(); 4].map(|()| {
            Key::new(std::array::from_fn(|_| {
                let fits = |prime: &u64| !(prime - 1).is_multiple_of(EXPONENT);
                primes.by_ref().find(fits).unwrap()
            }))
        });
        assert!(keys.iter().all(|key| key.modulus[0] == 0xFF));
        keys
    });
    &KEYS
}
