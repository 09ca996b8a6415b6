//! Signatures over a challenge: numbers out of range, nearly valid paddings.

use jpkicard::trust::{Challenge, Purpose};
use jpkicard::{Certificate, SignatureAlgorithm};
use openssl::hash::MessageDigest;
use openssl::pkey::Private;
use openssl::rsa::Rsa;
use openssl::sign::{RsaPssSaltlen, Signer};

use super::certificates::NOW;
use super::forge::{self, key};
use crate::authority::{AUTHENTICATION, Authority, at};
use crate::judged::{CertificateVerification, SignatureVerification};
use crate::mutation::object;

pub const ALGORITHMS: [SignatureAlgorithm; 5] = [
    SignatureAlgorithm::RsaPkcs1Sha256,
    SignatureAlgorithm::RsaPkcs1Sha384,
    SignatureAlgorithm::RsaPkcs1Sha512,
    SignatureAlgorithm::RsaPkcs1BareSha256,
    SignatureAlgorithm::RsaPssSha256,
];
const CHALLENGE: &[u8] = b"a challenge that was never used before";
const LENGTH: usize = 256;

/// The signer whose signatures are checked.
pub struct Signatures {
    authority: Authority,
    certificate: Certificate,
    pub key: Rsa<Private>,
}

impl Signatures {
    pub fn new() -> Self {
        let authority = Authority::new();
        let certificate = authority.issue("person", AUTHENTICATION);
        Self { authority, certificate, key: key("leaf").rsa().unwrap() }
    }

    pub fn put(&self, challenge: Challenge<'_>, algorithm: SignatureAlgorithm, signature: &[u8]) {
        let anchors = self.authority.anchors();
        let purpose = Purpose::Authentication;
        let check = CertificateVerification::new(&self.certificate, purpose, &anchors, at(NOW));
        let _ = SignatureVerification::new(check, challenge, algorithm, signature).verdict();
    }

    /// As a signature of each kind.
    fn put_as_all(&self, signature: &[u8]) {
        for algorithm in ALGORITHMS {
            self.put(Challenge::Data(CHALLENGE), algorithm, signature);
        }
    }

    /// A block as long as the modulus, signed as it is.
    fn put_block(&self, block: &[u8]) {
        self.put_as_all(&forge::raw(&self.key, block));
    }

    /// The signature of each kind over these data.
    pub fn right(&self, algorithm: SignatureAlgorithm, data: &[u8]) -> Vec<u8> {
        let pkcs1 = |digest| forge::signature(&key("leaf"), digest, data);
        match algorithm {
            SignatureAlgorithm::RsaPkcs1Sha256 => pkcs1(MessageDigest::sha256()),
            SignatureAlgorithm::RsaPkcs1Sha384 => pkcs1(MessageDigest::sha384()),
            SignatureAlgorithm::RsaPkcs1Sha512 => pkcs1(MessageDigest::sha512()),
            SignatureAlgorithm::RsaPkcs1BareSha256 => {
                forge::raw(&self.key, &padded(1, 0xFF, &digest(MessageDigest::sha256(), data)))
            }
            _ => pss(data, RsaPssSaltlen::DIGEST_LENGTH, MessageDigest::sha256()),
        }
    }
}

fn digest(hash: MessageDigest, data: &[u8]) -> Vec<u8> {
    openssl::hash::hash(hash, data).unwrap().to_vec()
}

fn pss(data: &[u8], salt: RsaPssSaltlen, mask: MessageDigest) -> Vec<u8> {
    let key = key("leaf");
    let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
    signer.set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS).unwrap();
    signer.set_rsa_pss_saltlen(salt).unwrap();
    signer.set_rsa_mgf1_md(mask).unwrap();
    signer.sign_oneshot_to_vec(data).unwrap()
}

/// `00 TYPE FILL... 00` and the signed content.
fn padded(kind: u8, fill: u8, content: &[u8]) -> Vec<u8> {
    let fill = vec![fill; LENGTH - 3 - content.len()];
    [&[0, kind], &fill[..], &[0], content].concat()
}

pub fn run() {
    let signatures = Signatures::new();
    let length = LENGTH;
    for algorithm in ALGORITHMS {
        let right = signatures.right(algorithm, CHALLENGE);
        signatures.put_as_all(&right);
        // Shorter, longer, changed; of another key; over another challenge; over a digest.
        let longer = [&right[..], &[0]].concat();
        let led = [&[0], &right[..]].concat();
        let mut changed = right.clone();
        changed[length / 2] ^= 1;
        for wrong in [&right[1..], &right[..length - 1], &longer, &led, &changed, &[]] {
            signatures.put(Challenge::Data(CHALLENGE), algorithm, wrong);
        }
        signatures.put(Challenge::Data(b"a challenge of the day before"), algorithm, &right);
        for hash in [MessageDigest::sha256(), MessageDigest::sha384(), MessageDigest::sha512()] {
            let digest = digest(hash, CHALLENGE);
            signatures.put(Challenge::Digest(&digest), algorithm, &right);
            signatures.put(Challenge::Digest(&digest[1..]), algorithm, &right);
        }
        signatures.put(Challenge::Digest(&[0; 32]), algorithm, &right);
    }
    // Over empty and over short data.
    for algorithm in ALGORITHMS {
        for challenge in [&b""[..], b"15 bytes of it."] {
            let right = signatures.right(algorithm, challenge);
            signatures.put(Challenge::Data(challenge), algorithm, &right);
        }
    }
    // Numbers that are not signatures, whatever the padding: 0, 1, n - 1, n, n + 1, all bits.
    let one = forge::bytes(&forge::number(&[1]), length);
    let n = forge::minus(&signatures.key, 0);
    let n_plus_1 = forge::plus_modulus(&signatures.key, &one).unwrap();
    let n_minus_1 = forge::minus(&signatures.key, 1);
    for number in [vec![0; length], one, n_minus_1, n, n_plus_1, vec![0xFF; length]] {
        signatures.put_as_all(&number);
    }
    blocks(&signatures);
    let salts = [0, 1, 20, 31, 32, 33, 64, 222].map(RsaPssSaltlen::custom);
    for salt in salts {
        let signature = pss(CHALLENGE, salt, MessageDigest::sha256());
        signatures.put_as_all(&signature);
    }
    for mask in [MessageDigest::sha1(), MessageDigest::sha512()] {
        signatures.put_as_all(&pss(CHALLENGE, RsaPssSaltlen::DIGEST_LENGTH, mask));
    }
}

/// Nearly valid PKCS #1 paddings.
fn blocks(signatures: &Signatures) {
    const SHA256: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";
    let digest = digest(MessageDigest::sha256(), CHALLENGE);
    let info = |parameters: &[u8], digest: &[u8]| {
        let algorithm = object(0x30, &[&object(6, SHA256), parameters].concat());
        object(0x30, &[algorithm, object(4, digest)].concat())
    };
    let right = info(b"\x05\x00", &digest);
    // Without NULL, with another parameter, with trailing bytes, with a longer length encoding.
    let behind = [&right[..], &[0; 8]].concat();
    let inner = [&parts_of(&right)[..], b"\x05\x00"].concat();
    let longer = [&[0x30, 0x81, right[1]], &right[2..]].concat();
    let contents = [
        right.clone(),
        info(b"", &digest),
        info(b"\x04\x00", &digest),
        info(b"\x05\x00", &digest[1..]),
        info(b"\x05\x00", &[&digest[..], &[0]].concat()),
        behind,
        object(0x30, &inner),
        longer,
        digest.clone(),
        digest[1..].to_vec(),
        [&digest[..], &[0]].concat(),
        [&[0], &digest[..]].concat(),
        openssl::hash::hash(MessageDigest::sha1(), CHALLENGE).unwrap().to_vec(),
        Vec::new(),
    ];
    for content in &contents {
        signatures.put_block(&padded(1, 0xFF, content));
    }
    for content in [&right, &digest] {
        signatures.put_block(&padded(0, 0x00, content));
        signatures.put_block(&padded(2, 0x5A, content));
        signatures.put_block(&padded(1, 0x00, content));
        let mut block = padded(1, 0xFF, content);
        block[LENGTH / 4] = 0xFE;
        signatures.put_block(&block);
        // Eight bytes of padding, or seven, and the rest after the signed content.
        for fill in [7, 8] {
            let mut block = [&[0, 1], &vec![0xFF; fill][..], &[0], content].concat();
            block.resize(LENGTH, 0);
            signatures.put_block(&block);
        }
        // No zero between.
        let mut block = padded(1, 0xFF, content);
        block[LENGTH - content.len() - 1] = 0xFF;
        signatures.put_block(&block);
        // The first byte is not 0: the number is still below the modulus.
        let mut block = padded(1, 0xFF, content);
        block[0] = 1;
        signatures.put_block(&block);
    }
}

/// The content of an object with one byte of length.
fn parts_of(object: &[u8]) -> Vec<u8> {
    object[2..].to_vec()
}

/// The number plus the modulus: arithmetically the same, but not a signature (RFC 8017, 5.2.2). It
/// has as many bytes only for some data.
#[test]
fn a_signature_is_below_the_modulus_in_every_scheme() {
    let signatures = Signatures::new();
    for algorithm in ALGORITHMS {
        let mut tried = 0;
        let mut numbers = 0_u32..1000;
        while tried < 3 {
            let data = format!("a challenge that was never used before: {:?}", numbers.next());
            let right = signatures.right(algorithm, data.as_bytes());
            let Some(sum) = forge::plus_modulus(&signatures.key, &right) else { continue };
            signatures.put(Challenge::Data(data.as_bytes()), algorithm, &right);
            signatures.put(Challenge::Data(data.as_bytes()), algorithm, &sum);
            tried += 1;
        }
    }
}
