//! A signature is a number below the modulus, in as many bytes (RFC 8017, 5.2.2 and 8.1.2), in
//! every scheme.

use super::*;
use crate::signature::{DigestAlgorithm, SignatureAlgorithm};

const ALGORITHMS: [SignatureAlgorithm; 5] = [
    SignatureAlgorithm::RsaPkcs1Sha256,
    SignatureAlgorithm::RsaPkcs1Sha384,
    SignatureAlgorithm::RsaPkcs1Sha512,
    SignatureAlgorithm::RsaPkcs1BareSha256,
    SignatureAlgorithm::RsaPssSha256,
];

/// A signature over the data, and their digest.
fn signed(pair: &Pair, algorithm: SignatureAlgorithm, data: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let digest = algorithm.digest_algorithm().digest(data);
    let message = match algorithm {
        SignatureAlgorithm::RsaPssSha256 => {
            pss::encode(&digest, &[7; 32], pair.public.bits() - 1, pair.length())
        }
        SignatureAlgorithm::RsaPkcs1BareSha256 => pkcs1::encode(&digest, pair.length()),
        _ => pkcs1::encode(&pkcs1::digest_info(algorithm, &digest), pair.length()),
    };
    (pair.sign(&message), digest)
}

/// Numbers and lengths that no signature may have, derived from a valid one.
fn out_of_range(pair: &Pair, signature: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let (number, modulus) = (BigUint::from_bytes_be(signature), pair.modulus());
    let one = BigUint::from(1_u8);
    let mut wrong = vec![
        ("0", pair.bytes(&BigUint::from(0_u8))),
        ("1", pair.bytes(&one)),
        ("n - 1", pair.bytes(&(modulus - &one))),
        ("n", pair.bytes(modulus)),
        ("n - s", pair.bytes(&(modulus - &number))),
        ("all ones", vec![0xFF; pair.length()]),
        ("nothing", Vec::new()),
        ("a zero before", [&[0], signature].concat()),
        ("a zero behind", [signature, &[0]].concat()),
        ("without the first byte", signature[1..].to_vec()),
        ("without the last byte", signature[..signature.len() - 1].to_vec()),
        ("a modulus more in a byte more", padded(&(&number + modulus), pair.length() + 1)),
    ];
    let mut more = &number + modulus;
    while more.bits() <= pair.length() * 8 {
        wrong.push(("some moduli more", pair.bytes(&more)));
        more += modulus;
    }
    wrong
}

#[test]
fn a_number_out_of_range_is_refused_by_every_algorithm() {
    for pair in pairs() {
        for algorithm in ALGORITHMS {
            // One signature that leaves room to add the modulus, which few keys always do; one with
            // a leading zero byte, which must not be omitted.
            let mut with_room = None;
            let mut with_zero = None;
            let most = if pair.public.bits() <= 2049 { 200_u32 } else { 2 };
            for counter in 0..most {
                let (signature, digest) = signed(pair, algorithm, &counter.to_be_bytes());
                let more = BigUint::from_bytes_be(&signature) + pair.modulus();
                let fits = more.bits() <= pair.length() * 8;
                if fits && with_room.is_none() {
                    with_room = Some((signature, digest));
                } else if signature[0] == 0 && with_zero.is_none() {
                    with_zero = Some((signature, digest));
                }
                if with_room.is_some() && (with_zero.is_some() || counter >= 20) {
                    break;
                }
            }
            assert!(with_room.is_some() || pair.public.bits() > 2049, "{algorithm:?}");
            let fallback = signed(pair, algorithm, b"any");
            let chosen = with_room.into_iter().chain(with_zero).chain([fallback]);
            for (signature, digest) in chosen {
                assert!(algorithm.verify(&pair.public, &digest, &signature), "{algorithm:?}");
                for (name, wrong) in out_of_range(pair, &signature) {
                    let (operations, believed) =
                        count::of(|| algorithm.verify(&pair.public, &digest, &wrong));
                    assert!(!believed, "{algorithm:?}, {} bits: {name}", pair.public.bits());
                    assert!(operations <= 1, "{algorithm:?}: {name}");
                }
            }
        }
    }
}

#[test]
fn a_digest_of_another_length_is_refused() {
    let pair = &pairs()[0];
    for algorithm in ALGORITHMS {
        let (signature, digest) = signed(pair, algorithm, b"data");
        for other in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
            let is_right = other == algorithm.digest_algorithm();
            let digest = other.digest(b"data");
            assert_eq!(algorithm.verify(&pair.public, &digest, &signature), is_right);
        }
        assert!(!algorithm.verify(&pair.public, &digest[1..], &signature));
        assert!(!algorithm.verify(&pair.public, b"", &signature));
        for other in ALGORITHMS {
            let believed = other.verify(&pair.public, &digest, &signature);
            assert_eq!(believed, other == algorithm, "{algorithm:?} taken for {other:?}");
        }
    }
}
