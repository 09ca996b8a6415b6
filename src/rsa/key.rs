//! A public key and its one operation.

use std::fmt;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, MontyForm, MontyMultiplier, Odd};
use der::asn1::{AnyRef, ObjectIdentifier, UintRef};
use der::{Decode, Sequence};
use x509_cert::spki::SubjectPublicKeyInfoRef;

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// In bytes. The shortest modulus whose signature can hold a DigestInfo of SHA-256.
const SHORTEST_MODULUS: usize = 64;
/// In bytes: 4096 bits.
const LONGEST_MODULUS: usize = 512;
/// The longest exponent, so that no key makes verification slow.
const MOST_EXPONENT_BITS: u32 = 33;

/// RSAPublicKey of RFC 8017, A.1.1.
#[derive(Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

/// An RSA public key: an odd modulus of at most 4096 bits and an odd exponent from 3 to
/// 2^33 - 1.
///
/// It holds the values precomputed from the modulus; clones share them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    modulus: BoxedMontyParams,
    /// The length of the modulus.
    bits: usize,
    exponent: u64,
}

impl PublicKey {
    /// The key in the DER encoding of a SubjectPublicKeyInfo: rsaEncryption, with the
    /// parameters NULL (RFC 3279, 2.3.1).
    pub(crate) fn from_der(spki: &[u8]) -> Option<Self> {
        let spki = SubjectPublicKeyInfoRef::from_der(spki).ok()?;
        if spki.algorithm.oid != RSA_ENCRYPTION
            || !spki.algorithm.parameters.is_some_and(AnyRef::is_null)
        {
            return None;
        }
        let key = RsaPublicKey::from_der(spki.subject_public_key.as_bytes()?).ok()?;
        Self::new(key.modulus.as_bytes(), key.exponent.as_bytes())
    }

    /// The key of this modulus and exponent, both big-endian.
    pub(crate) fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let (modulus, exponent) = (without_zeros(modulus), without_zeros(exponent));
        let mut padded = [0; size_of::<u64>()];
        padded.get_mut(size_of::<u64>().checked_sub(exponent.len())?..)?.copy_from_slice(exponent);
        let exponent = u64::from_be_bytes(padded);
        let bits = modulus
            .len()
            .checked_mul(8)?
            .checked_sub(usize::try_from(modulus.first()?.leading_zeros()).ok()?)?;
        let is_allowed = (SHORTEST_MODULUS..=LONGEST_MODULUS).contains(&modulus.len())
            && exponent >= 3
            && exponent & 1 == 1
            && exponent.leading_zeros() >= u64::BITS.saturating_sub(MOST_EXPONENT_BITS);
        if !is_allowed {
            return None;
        }
        let number = BoxedUint::from_be_slice_vartime(modulus);
        let odd: Option<Odd<BoxedUint>> = Odd::new(number).into();
        Some(Self { modulus: BoxedMontyParams::new_vartime(odd?), bits, exponent })
    }

    /// The length of the modulus in bits.
    pub(crate) fn bits(&self) -> usize {
        self.bits
    }

    /// The length of the modulus, and so of a signature, in bytes.
    pub(super) fn length(&self) -> usize {
        self.bits.div_ceil(8)
    }

    /// The message that a signature encodes, as long as the modulus. `None` if the signature has
    /// another length or is not below the modulus (RFC 8017, 8.1.2 and 5.2.2): adding the modulus
    /// would otherwise give a second signature over the same data.
    pub(super) fn message(&self, signature: &[u8]) -> Option<Vec<u8>> {
        if signature.len() != self.length() {
            return None;
        }
        let number = BoxedUint::from_be_slice(signature, self.modulus.bits_precision()).ok()?;
        if number >= *self.modulus.modulus().as_ref() {
            return None;
        }
        let message = self.power(number).to_be_bytes();
        // Whole limbs; the modulus may not fill the first one.
        message.get(message.len().checked_sub(self.length())?..).map(<[u8]>::to_vec)
    }

    /// `number`, which is below the modulus, raised to the exponent: one squaring for each bit
    /// after the first, and one multiplication for each of them that is set. For 65537, the
    /// exponent of all the card's keys, that is 16 and 1.
    fn power(&self, number: BoxedUint) -> BoxedUint {
        #[cfg(test)]
        crate::rsa::count::one();
        let base = BoxedMontyForm::new(number, &self.modulus);
        let mut power = base.clone();
        let mut multiplier = <BoxedMontyForm as MontyForm>::Multiplier::from(&self.modulus);
        for bit in (0..self.exponent.checked_ilog2().unwrap_or(0)).rev() {
            multiplier.square_assign(&mut power);
            if self.exponent.wrapping_shr(bit) & 1 == 1 {
                multiplier.mul_assign(&mut power, &base);
            }
        }
        power.retrieve()
    }
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey(RSA, {} bits)", self.bits)
    }
}
