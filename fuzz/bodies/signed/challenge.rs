//! Signatures over a challenge, by each algorithm: the holder's key signs an encoded message
//! that may have been changed. Only the right one is valid.

use jpkicard::trust::{Challenge, SignatureVerification};
use jpkicard::{DigestAlgorithm, SignatureAlgorithm};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::super::cost::Allowance;
use super::super::input::Input;
use super::super::trust::consistent;
use super::Moment;
use super::key::{keys, padded};
use super::world::World;

const ALLOWANCE: Allowance = Allowance { most: 1, in_all: 1, fixed: 256 * 1024 };

const ALGORITHMS: [SignatureAlgorithm; 5] = [
    SignatureAlgorithm::RsaPkcs1Sha256,
    SignatureAlgorithm::RsaPkcs1Sha384,
    SignatureAlgorithm::RsaPkcs1Sha512,
    SignatureAlgorithm::RsaPkcs1BareSha256,
    SignatureAlgorithm::RsaPssSha256,
];
/// What precedes a digest in its DigestInfo (RFC 8017, 9.2, note 1).
const PREFIXES: [&[u8]; 4] = [
    b"\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
    b"\x30\x41\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
    b"\x30\x51\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
    b"",
];
const PSS: usize = 4;

fn digest(algorithm: usize, data: &[u8]) -> Vec<u8> {
    match algorithm {
        1 => Sha384::digest(data).to_vec(),
        2 => Sha512::digest(data).to_vec(),
        _ => Sha256::digest(data).to_vec(),
    }
}

/// MGF1 with SHA-256, over 223 bytes.
fn mask(block: &mut [u8], seed: &[u8]) {
    for (counter, part) in (0_u32..).zip(block.chunks_mut(32)) {
        let mask = Sha256::new().chain_update(seed).chain_update(counter.to_be_bytes()).finalize();
        part.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
    }
}

fn hash(digest: &[u8], salt: &[u8]) -> Vec<u8> {
    Sha256::new().chain_update([0; 8]).chain_update(digest).chain_update(salt).finalize().to_vec()
}

/// EMSA-PSS (RFC 8017, 9.1.1) under 2048 bits: a salt of 222 bytes at most.
fn pss(digest: &[u8], salt: &[u8]) -> [u8; 256] {
    let mut message = [0; 256];
    let hash = hash(digest, salt);
    message[222 - salt.len()] = 1;
    message[223 - salt.len()..223].copy_from_slice(salt);
    mask(&mut message[..223], &hash);
    message[0] &= 0x7F;
    message[223..255].copy_from_slice(&hash);
    message[255] = 0xBC;
    message
}

/// EMSA-PSS-VERIFY (RFC 8017, 9.1.2) with a salt of any length: whether the message is the one that
/// follows from its salt.
fn is_pss(message: &[u8; 256], digest: &[u8]) -> bool {
    let mut block = message[..223].to_vec();
    mask(&mut block, &message[223..255]);
    block[0] &= 0x7F;
    let one = block.iter().position(|byte| *byte != 0);
    one.is_some_and(|one| block[one] == 1 && pss(digest, &block[one + 1..]) == *message)
}

pub fn run(world: &World, moment: Moment, input: &mut Input<'_>) {
    let [made_as, checked_as, shape] = [(); 3].map(|()| input.byte());
    let made_as = usize::from(made_as) % ALGORITHMS.len();
    // Mostly the same.
    let other = usize::from(checked_as >> 4) % ALGORITHMS.len();
    let checked_as = if checked_as & 3 == 3 { other } else { made_as };
    let length = 16 + usize::from(input.byte());
    let mut challenge = input.bytes(length).to_vec();
    challenge.resize(length, 0x5A);

    let mut message = match made_as {
        PSS => {
            let mut salt = vec![0xA5; usize::from(input.byte()).min(222)];
            let given = input.bytes(usize::from(shape & 0x1F));
            salt.iter_mut().zip(given).for_each(|(byte, given)| *byte = *given);
            pss(&digest(PSS, &challenge), &salt)
        }
        _ => {
            let content = [PREFIXES[made_as], &digest(made_as, &challenge)].concat();
            let mut message = padded(&content);
            // Shorter padding, and data after the digest.
            let shift = usize::from(shape & 0x1F);
            message.copy_within(2 + shift.., 2);
            message[256 - shift..].fill(shape);
            message
        }
    };
    while let Some(at) = input.next() {
        // Counted from the end where the structure is.
        let at = if made_as == PSS { usize::from(at) } else { 255 - usize::from(at) };
        message[at] ^= input.byte();
    }
    let signature = keys()[3].raw(&message);
    let (signature, is_whole) = match shape >> 5 {
        6 => ([&[0], &signature[..]].concat(), false),
        7 => (signature[usize::from(signature[0] == 0)..255].to_vec(), false),
        _ => (signature.to_vec(), true),
    };

    let digest = digest(checked_as, &challenge);
    let is_right = match checked_as {
        PSS => is_pss(&message, &digest),
        _ => message == padded(&[PREFIXES[checked_as], &digest].concat()),
    };
    let of_digest = match checked_as {
        1 => DigestAlgorithm::Sha384,
        2 => DigestAlgorithm::Sha512,
        _ => DigestAlgorithm::Sha256,
    };
    assert_eq!(of_digest.digest(&challenge), digest);
    let check = moment.verify(world, &world.person);
    let is_valid = check.verdict().is_good();
    for challenge in [Challenge::Data(&challenge), Challenge::Digest(&digest)] {
        let algorithm = ALGORITHMS[checked_as];
        let signed = SignatureVerification::new(check, challenge, algorithm, &signature);
        let verdict = ALLOWANCE.holds(length, || signed.verdict());
        consistent(&verdict);
        assert_eq!(verdict.is_good(), is_valid && is_right && is_whole, "{algorithm:?}");
    }
}
