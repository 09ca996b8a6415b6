//! Bytes that no honest authority signs, signed by openssl with the tests' keys.

use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::Signer;

use crate::authority::keys;
use crate::mutation::{object, parts};

/// AlgorithmIdentifiers of signatures, with their NULL.
pub const SHA256: &[u8] = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00";
pub const SHA512: &[u8] = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D\x05\x00";
pub const SHA1: &[u8] = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x05\x05\x00";
pub const WITHOUT_NULL: &[u8] = b"\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B";

/// One of the keys that all tests share.
pub fn key(name: &str) -> PKey<Private> {
    let pem = std::fs::read(keys().join(format!("{name}.key"))).unwrap();
    PKey::private_key_from_pem(&pem).unwrap()
}

/// The PKCS #1 signature over the content.
pub fn signature(key: &PKey<Private>, digest: MessageDigest, content: &[u8]) -> Vec<u8> {
    let mut signer = Signer::new(digest, key).unwrap();
    signer.sign_oneshot_to_vec(content).unwrap()
}

/// A signed structure, from its three parts.
pub fn sealed(content: &[u8], algorithm: &[u8], signature: &[u8]) -> Vec<u8> {
    object(0x30, &[content, algorithm, &object(3, &[&[0], signature].concat())].concat())
}

/// The content, signed with the usual algorithm.
pub fn signed(key: &PKey<Private>, content: &[u8]) -> Vec<u8> {
    sealed(content, SHA256, &signature(key, MessageDigest::sha256(), content))
}

/// The content with each algorithm: as stated, and as used for signing.
pub fn signed_with(
    key: &PKey<Private>,
    content: &[u8],
    algorithm: &[u8],
    digest: MessageDigest,
) -> Vec<u8> {
    sealed(content, algorithm, &signature(key, digest, content))
}

/// The private operation on a block as long as the modulus.
pub fn raw(key: &Rsa<Private>, block: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; block.len()];
    key.private_encrypt(block, &mut signature, Padding::NONE).unwrap();
    signature
}

/// Bytes as a number, and numbers in as many bytes.
pub fn number(bytes: &[u8]) -> BigNum {
    BigNum::from_slice(bytes).unwrap()
}

pub fn bytes(number: &BigNum, length: usize) -> Vec<u8> {
    number.to_vec_padded(i32::try_from(length).unwrap()).unwrap()
}

/// Another signature over the same, by arithmetic alone: the number plus the modulus. It fits into
/// as many bytes only for some numbers, so a challenge is searched whose signature does.
pub fn plus_modulus(key: &Rsa<Private>, signature: &[u8]) -> Option<Vec<u8>> {
    let mut sum = BigNum::new().unwrap();
    sum.checked_add(&number(signature), key.n()).unwrap();
    sum.to_vec_padded(i32::try_from(signature.len()).unwrap()).ok()
}

/// The number by which the modulus is larger.
pub fn minus(key: &Rsa<Private>, less: u32) -> Vec<u8> {
    let mut difference = BigNum::new().unwrap();
    difference.checked_sub(key.n(), &BigNum::from_u32(less).unwrap()).unwrap();
    bytes(&difference, key.size() as usize)
}

/// A SubjectPublicKeyInfo with this modulus and exponent.
pub fn public_key(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let rsa = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00";
    let modulus = object(2, &[&[0], modulus].concat());
    let key = object(0x30, &[modulus, object(2, exponent)].concat());
    object(0x30, &[&rsa[..], &object(3, &[&[0], &key[..]].concat())].concat())
}

/// An Extension: its identifier's content, whether it is critical, and its value.
pub fn extension(identifier: &[u8], critical: Option<u8>, value: &[u8]) -> Vec<u8> {
    let critical = critical.map_or_else(Vec::new, |byte| vec![1, 1, byte]);
    object(0x30, &[object(6, identifier), critical, object(4, value)].concat())
}

/// The identifier's content of an extension.
pub fn identifier(extension: &[u8]) -> Vec<u8> {
    parts(extension)[0][2..].to_vec()
}

pub fn utc(text: &str) -> Vec<u8> {
    object(0x17, text.as_bytes())
}

pub fn generalized(text: &str) -> Vec<u8> {
    object(0x18, text.as_bytes())
}
