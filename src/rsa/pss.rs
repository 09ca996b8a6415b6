//! RSASSA-PSS with SHA-256 and MGF1 of SHA-256 (RFC 8017, 8.1.2, 9.1.2 and B.2.1).

use sha2::{Digest, Sha256};

use crate::rsa::PublicKey;

/// The length of a digest in bytes.
const DIGEST: usize = 32;
const TRAILER: u8 = 0xBC;

impl PublicKey {
    /// Whether `signature` is this key's signature over the digest, with a salt of any length.
    ///
    /// No source states the length of the card's salt. The encoded message shows it: one
    /// exponentiation is enough, whatever the length and whether or not the signature is valid.
    pub(crate) fn signed_pss(&self, digest: &[u8], signature: &[u8]) -> bool {
        self.message(signature)
            .is_some_and(|message| is_encoding(&message, self.bits(), digest).is_some())
    }
}

/// EMSA-PSS-VERIFY: whether `message` encodes the digest under a modulus of `modulus_bits` bits.
pub(super) fn is_encoding(message: &[u8], modulus_bits: usize, digest: &[u8]) -> Option<()> {
    let bits = modulus_bits.checked_sub(1)?;
    // One byte shorter than the modulus if that is one bit longer than whole bytes.
    let (unused, message) =
        message.split_at_checked(message.len().checked_sub(bits.div_ceil(8))?)?;
    let (trailer, message) = message.split_last()?;
    let (masked, hash) = message.split_at_checked(message.len().checked_sub(DIGEST)?)?;
    let spare = bits.div_ceil(8).checked_mul(8)?.checked_sub(bits)?;
    let kept = 0xFF_u8.checked_shr(u32::try_from(spare).ok()?)?;
    let are_zero = unused.iter().all(|byte| *byte == 0) && masked.first()? & !kept == 0;
    if *trailer != TRAILER || !are_zero || digest.len() != DIGEST {
        return None;
    }
    let mut block: Vec<u8> =
        masked.iter().zip(mask(hash)).map(|(byte, mask)| byte ^ mask).collect();
    *block.first_mut()? &= kept;
    // Zeros, a one, and the salt: this can be read in only one way.
    let one = block.iter().position(|byte| *byte != 0)?;
    let (_, from_one) = block.split_at_checked(one)?;
    let (1, salt) = from_one.split_first()? else { return None };
    let made = Sha256::new().chain_update([0; 8]).chain_update(digest).chain_update(salt);
    (*made.finalize() == *hash).then_some(())
}

/// MGF1: an endless sequence of bytes generated from a seed.
fn mask(seed: &[u8]) -> impl Iterator<Item = u8> {
    (0_u32..).flat_map(move |counter| {
        Sha256::new().chain_update(seed).chain_update(counter.to_be_bytes()).finalize()
    })
}
