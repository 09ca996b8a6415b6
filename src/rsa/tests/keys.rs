//! Which keys are accepted, and the arithmetic.

use der::asn1::{Any, AnyRef, BitString, ObjectIdentifier, UintRef};
use der::{Encode, Sequence};
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::*;

#[derive(Sequence)]
struct Numbers<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

fn spki(oid: &str, parameters: Option<AnyRef<'_>>, key: &[u8]) -> Vec<u8> {
    SubjectPublicKeyInfoOwned {
        algorithm: AlgorithmIdentifierOwned {
            oid: ObjectIdentifier::new_unwrap(oid),
            parameters: parameters.map(Any::from),
        },
        subject_public_key: BitString::from_bytes(key).unwrap(),
    }
    .to_der()
    .unwrap()
}

fn numbers(modulus: &BigUint, exponent: u128) -> Vec<u8> {
    let modulus = modulus.to_bytes_be();
    Numbers {
        modulus: UintRef::new(&modulus).unwrap(),
        exponent: UintRef::new(&exponent.to_be_bytes()).unwrap(),
    }
    .to_der()
    .unwrap()
}

const RSA: &str = "1.2.840.113549.1.1.1";

/// Asserts that the key is accepted, or not, and that the `rsa` crate agrees.
fn assert_read(name: &str, der: &[u8], expected: bool) {
    assert_eq!(PublicKey::from_der(der).is_some(), expected, "{name}");
    assert_eq!(RsaPublicKey::from_public_key_der(der).is_ok(), expected, "{name}, by rsa");
}

#[test]
fn one_encoding_of_a_key_is_read() {
    let modulus = pairs()[0].modulus();
    let key = numbers(modulus, 65537);
    let right = spki(RSA, Some(AnyRef::NULL), &key);
    assert_read("right", &right, true);
    assert_read("a byte behind", &[&right[..], &[0]].concat(), false);
    assert_read("a byte less", &right[..right.len() - 1], false);
    assert_read("nothing", b"", false);
    assert_read("no parameters", &spki(RSA, None, &key), false);
    let set = AnyRef::new(der::Tag::OctetString, b"").unwrap();
    assert_read("other parameters", &spki(RSA, Some(set), &key), false);
    for other in ["1.2.840.113549.1.1.10", "1.2.840.113549.1.1.11", "1.2.840.10045.2.1"] {
        assert_read(other, &spki(other, Some(AnyRef::NULL), &key), false);
    }
    let inner = |key: &[u8]| spki(RSA, Some(AnyRef::NULL), key);
    assert_read("a byte behind the numbers", &inner(&[&key[..], &[0]].concat()), false);
    assert_read("no numbers", &inner(b""), false);
    // 30 82 .. .. 02 82 01 01 00 ..: a modulus that is negative, or has one zero too many.
    let body = &key[4..];
    let sequence = |body: &[u8]| {
        let length = (body.len() as u16).to_be_bytes();
        inner(&[&[0x30, 0x82], &length[..], body].concat())
    };
    assert_read("the same put together", &sequence(body), true);
    let negative = [b"\x02\x82\x01\x00", &body[5..]].concat();
    assert_read("a negative modulus", &sequence(&negative), false);
    let padded = [b"\x02\x82\x01\x02\x00", &body[4..]].concat();
    assert_read("a modulus with a zero too many", &sequence(&padded), false);
    assert_read("a third number", &sequence(&[body, b"\x02\x01\x01"].concat()), false);
    assert_read("one number", &sequence(&body[..body.len() - 5]), false);
    let unused = [&right[..right.len() - key.len() - 1], &[1], &key].concat();
    assert_read("a bit string with unused bits", &unused, false);
}

#[test]
fn modulus_and_exponent_have_bounds() {
    let modulus = pairs()[0].modulus();
    let read = |name: &str, modulus: &BigUint, exponent: u128, expected| {
        let der = spki(RSA, Some(AnyRef::NULL), &numbers(modulus, exponent));
        assert_read(name, &der, expected);
    };
    for exponent in [3, 5, 17, 257, 65537, (1 << 33) - 1] {
        read("an allowed exponent", modulus, exponent, true);
    }
    for exponent in [0, 1, 2, 65536, 1 << 33, (1 << 33) + 1, (1 << 64) - 1, (1 << 64) + 3] {
        read("an exponent out of bounds", modulus, exponent, false);
    }
    read("an even modulus", &(modulus - BigUint::from(1_u8)), 65537, false);
    let of_bits = |bits: usize| (BigUint::from(1_u8) << (bits - 1)) + BigUint::from(1_u8);
    for (bits, expected) in [(1024, true), (2047, true), (4096, true), (4097, false), (8192, false)]
    {
        read("a modulus of so many bits", &of_bits(bits), 65537, expected);
    }
    assert_eq!(PublicKey::new(b"", b"\x03"), None);
    assert_eq!(PublicKey::new(&[0; 300], b"\x03"), None);
    assert_eq!(PublicKey::new(&[1; 8], b"\x03"), None);
    assert_eq!(PublicKey::new(&[1; 256], b""), None);
}

#[test]
fn the_power_is_that_of_another_library() {
    let mut random = ChaCha20Rng::seed_from_u64(2);
    for pair in pairs() {
        for exponent in [3_u64, 5, 6_700_417, 65537, (1 << 33) - 1, (1 << 32) + 1] {
            let modulus = pair.modulus().to_bytes_be();
            let key = PublicKey::new(&modulus, &exponent.to_be_bytes()).unwrap();
            for _ in 0..20 {
                let mut bytes = vec![0; pair.length()];
                rand_chacha::rand_core::RngCore::fill_bytes(&mut random, &mut bytes);
                let number = BigUint::from_bytes_be(&bytes) % pair.modulus();
                let power = number.modpow(&BigUint::from(exponent), pair.modulus());
                let message = key.message(&pair.bytes(&number));
                assert_eq!(message, Some(pair.bytes(&power)), "{exponent}");
            }
        }
    }
}

#[test]
fn a_key_says_its_size_and_nothing_else() {
    let key = &pairs()[1].public;
    assert_eq!(format!("{key:?}"), "PublicKey(RSA, 2049 bits)");
    assert_eq!(key, &key.clone());
    assert_ne!(key, &pairs()[0].public);
}
