//! RSASSA-PKCS1-v1_5: only one encoding passes.

use sha2::{Digest, Sha256, Sha384, Sha512};

use super::*;
use crate::signature::SignatureAlgorithm;

/// SHA-256's DigestInfo up to the digest: RFC 8017, 9.2, note 1.
const SHA_256: &[u8] =
    b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
const SHA_384: &[u8] =
    b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30";
const SHA_512: &[u8] =
    b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40";

pub(super) fn digest_info(algorithm: SignatureAlgorithm, digest: &[u8]) -> Vec<u8> {
    let before = match algorithm {
        SignatureAlgorithm::RsaPkcs1Sha384 => SHA_384,
        SignatureAlgorithm::RsaPkcs1Sha512 => SHA_512,
        _ => SHA_256,
    };
    [before, digest].concat()
}

pub(super) fn encode(content: &[u8], length: usize) -> Vec<u8> {
    let padding = vec![0xFF; length - content.len() - 3];
    [b"\x00\x01", &padding[..], b"\x00", content].concat()
}

#[test]
fn what_all_but_encodes_the_digest_is_refused() {
    let digest = Sha256::digest(b"data").to_vec();
    let info = digest_info(SignatureAlgorithm::RsaPkcs1Sha256, &digest);
    for pair in pairs() {
        let length = pair.length();
        let right = encode(&info, length);
        let verify = |message: &[u8]| {
            let signature = pair.sign(message);
            SignatureAlgorithm::RsaPkcs1Sha256.verify(&pair.public, &digest, &signature)
        };
        assert!(verify(&right));
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut message = right.clone();
            change(&mut message);
            assert_eq!(message.len(), length);
            message
        };
        let garbage = |info: &[u8], at_end: bool| {
            // The shortest padding, the DigestInfo, and arbitrary bytes.
            let rest = length - 11 - info.len();
            let chosen = vec![0x5A; rest];
            let start: &[u8] = b"\x00\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00";
            if at_end { [start, info, &chosen].concat() } else { [start, &chosen, info].concat() }
        };
        let rebuilt = |info: &[u8]| encode(info, length);
        let start = length - info.len();
        let wrong = [
            ("garbage behind", garbage(&info, true)),
            ("garbage before", garbage(&info, false)),
            ("garbage in the parameters", {
                let rest = length - 11 - info.len() - 4;
                let nulls = [b"\x05\x82", &(rest as u16).to_be_bytes()[..], &vec![0; rest]];
                let mut info = [&info[..15], &nulls.concat(), &info[17..]].concat();
                info[1] = 0x31;
                rebuilt(&info)
            }),
            ("a shorter padding", with(&|message| message[start - 2] = 0)),
            ("no end of the padding", with(&|message| message[start - 1] = 0xFF)),
            ("a byte of the padding", with(&|message| message[10] = 0xFE)),
            ("a zero in the padding", with(&|message| message[2] = 0)),
            ("the first byte", with(&|message| message[0] = 1)),
            ("block type 0", with(&|message| message[1] = 0)),
            ("block type 2", with(&|message| message[1] = 2)),
            ("the digest's last byte", with(&|message| *message.last_mut().unwrap() ^= 1)),
            ("the digest's first byte", with(&|message| message[length - 32] ^= 0x80)),
            ("the bare digest", rebuilt(&digest)),
            ("no NULL", {
                let parts = [b"\x30\x2f\x30\x0b", &info[4..15], &info[17..]];
                rebuilt(&parts.concat())
            }),
            ("NULL as the long form", {
                let parts = [b"\x30\x32\x30\x0e", &info[4..15], b"\x05\x81\x00", &info[17..]];
                rebuilt(&parts.concat())
            }),
            ("a length in the long form", rebuilt(&[b"\x30\x81\x31", &info[2..]].concat())),
            ("SHA-512's name", rebuilt(&[&SHA_512[..15], &info[15..]].concat())),
            ("SHA-512's name alone", {
                let mut info = info.clone();
                info[14] = 3;
                rebuilt(&info)
            }),
            ("SHA-1's name", {
                let parts = [b"\x30\x2d\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a", &info[15..]];
                rebuilt(&parts.concat())
            }),
            ("more behind the digest", rebuilt(&[&info[..], &[0]].concat())),
            ("zeros", vec![0; length]),
        ];
        for (name, message) in wrong {
            assert!(!verify(&message), "{} bits: {name}", pair.public.bits());
        }
    }
}

/// The card's records pad more than a digest; whatever it is, at least eight bytes of padding are
/// required.
#[test]
fn content_of_any_length_that_leaves_eight_bytes_of_padding() {
    let pair = &pairs()[0];
    for (length, fits) in [(0, true), (115, true), (245, true), (246, false), (253, false)] {
        let content = vec![0x42; length];
        let signature = pair.sign(&encode(&content, pair.length()));
        assert_eq!(pair.public.signed_pkcs1(&content, &signature), fits, "{length}");
        assert!(!pair.public.signed_pkcs1(&[&content[..], &[0]].concat(), &signature));
    }
    for length in [254, 256, 257, 1000] {
        assert!(!pair.public.signed_pkcs1(&vec![0x42; length], &[1; 256]), "{length}");
    }
}

#[test]
fn the_rsa_crate_makes_what_is_believed_and_believes_the_same() {
    for pair in pairs() {
        for number in 0_u32..12 {
            let data = number.to_be_bytes();
            let digests = [
                Sha256::digest(data).to_vec(),
                Sha384::digest(data).to_vec(),
                Sha512::digest(data).to_vec(),
                Sha256::digest(data).to_vec(),
            ];
            let forms = || {
                [
                    rsa::Pkcs1v15Sign::new::<Sha256>(),
                    rsa::Pkcs1v15Sign::new::<Sha384>(),
                    rsa::Pkcs1v15Sign::new::<Sha512>(),
                    rsa::Pkcs1v15Sign::new_unprefixed(),
                ]
            };
            let algorithms = [
                SignatureAlgorithm::RsaPkcs1Sha256,
                SignatureAlgorithm::RsaPkcs1Sha384,
                SignatureAlgorithm::RsaPkcs1Sha512,
                SignatureAlgorithm::RsaPkcs1BareSha256,
            ];
            for ((form, digest), algorithm) in forms().into_iter().zip(&digests).zip(algorithms) {
                let mut signature = pair.private.sign(form, digest).unwrap();
                assert!(algorithm.verify(&pair.public, digest, &signature), "{algorithm:?}");
                let at = number as usize * 7 % signature.len();
                signature[at] ^= 1 << (number % 8);
                let judge = pair.private.to_public_key();
                for ((form, digest), algorithm) in forms().into_iter().zip(&digests).zip(algorithms)
                {
                    let theirs = judge.verify(form, digest, &signature).is_ok();
                    assert_eq!(algorithm.verify(&pair.public, digest, &signature), theirs);
                }
            }
        }
    }
}
