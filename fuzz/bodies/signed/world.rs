//! The certificates and the evidence of `bodies/trust`, issued by a CA with a known key.

use std::sync::OnceLock;

use jpkicard::Certificate;
use jpkicard::trust::{Anchor, Anchors, CertificateIdHash, Hierarchy, OcspRequest, Purpose};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::key::{Key, keys};
use super::strict::{self, Row};
use super::{Signer, sequence};

const CA: &[u8] = include_bytes!("../trust/ca.der");
const PERSON: &[u8] = include_bytes!("../trust/person.der");
const LISTS: [&[u8]; 2] =
    [include_bytes!("../trust/crl-good.der"), include_bytes!("../trust/crl-revoked.der")];
const RESPONSES: [&[u8]; 4] = [
    include_bytes!("../trust/ocsp-good-ca-sha1.der"),
    include_bytes!("../trust/ocsp-good-responder-sha256.der"),
    include_bytes!("../trust/ocsp-revoked-ca-sha1.der"),
    include_bytes!("../trust/ocsp-revoked-responder-sha256.der"),
];
pub const NONCE: [u8; 32] = [0x5A; 32];

pub struct World {
    pub purpose: Purpose,
    pub anchors: Anchors,
    /// The signed part of the person's certificate, and of the responder's.
    pub person_content: Vec<u8>,
    pub delegate_content: Vec<u8>,
    pub person: Certificate,
    pub delegate: Vec<u8>,
    /// The person's serial number and, in its requests, the issuer's name: hashed with SHA-1
    /// and SHA-256.
    pub serial: Vec<u8>,
    pub names: [Vec<u8>; 2],
    /// Two lists: the person's certificate is in the second.
    pub lists: [Vec<u8>; 2],
    /// Four responses: good by the CA, by the responder, revoked by the CA, by the responder.
    pub responses: [Vec<u8>; 4],
    /// The requests answered by the first and third response, and by the others.
    pub requests: [OcspRequest; 2],
    /// When the evidence was made, in seconds.
    pub made: i64,
}

/// Replaces every occurrence of a byte string by one of the same length.
fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len());
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(old) {
            bytes[at..at + new.len()].copy_from_slice(new);
        }
    }
}

/// The signed part of a structure, and what follows its signature.
fn parts(signed: &[u8]) -> (&[u8], &[u8]) {
    let mut row = Row(signed).within(0x30).unwrap();
    let [content, _, _] = [(); 3].map(|()| row.next().unwrap());
    (content.whole, row.0)
}

fn basic(response: &[u8]) -> &[u8] {
    let mut outer = Row(response).within(0x30).unwrap();
    outer.of(0x0A).unwrap();
    let mut bytes = outer.within(0xA0).unwrap().within(0x30).unwrap();
    bytes.of(6).unwrap();
    bytes.of(4).unwrap().content
}

pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let [authority, delegate, _, holder]: &[Key; 4] = keys();
        let read = |der: &[u8]| Certificate::from_der(der.to_vec()).unwrap();
        let old = read(CA);
        let bits = &old.public_key_der()[24..];
        let with_keys = |bytes: &[u8], of_whom: Option<&Key>| {
            let mut bytes = bytes.to_vec();
            if let Some(key) = of_whom {
                let old = strict_key(&bytes).to_vec();
                replace(&mut bytes, &old, &key.info());
            }
            replace(&mut bytes, &Sha1::digest(bits), &authority.sha1());
            replace(&mut bytes, &Sha256::digest(bits), &authority.sha256());
            bytes
        };
        let ca_content = with_keys(parts(CA).0, Some(authority));
        let person_content = with_keys(parts(PERSON).0, Some(holder));
        let with_responder = parts(basic(RESPONSES[1])).1;
        let of_responder = Row(with_responder).within(0xA0).unwrap().within(0x30).unwrap().0;
        let delegate_content = with_keys(parts(of_responder).0, Some(delegate));

        let ca = read(&Signer::Authority.sign(&ca_content, &[]));
        let person = read(&Signer::Authority.sign(&person_content, &[]));
        let purpose = Purpose::Authentication;
        let anchor = Anchor::from_certificate(&ca, purpose, Hierarchy::Test).unwrap();
        let request = |hash, nonce| OcspRequest::new(&person, &anchor, hash, nonce).unwrap();
        let requests = [
            request(CertificateIdHash::Sha1, None),
            request(CertificateIdHash::Sha256, Some(NONCE)),
        ];
        let lists = LISTS.map(|list| with_keys(parts(list).0, None));
        let mut list = Row(&lists[1]).within(0x30).unwrap();
        let [_, _, issuer] = [(); 3].map(|()| list.next().unwrap().whole);
        World {
            purpose,
            delegate: Signer::Authority.sign(&delegate_content, &[]),
            serial: person.serial().to_vec(),
            names: [Sha1::digest(issuer).to_vec(), Sha256::digest(issuer).to_vec()],
            made: strict::time(&mut list).unwrap(),
            lists,
            responses: RESPONSES.map(|response| with_keys(parts(basic(response)).0, None)),
            requests,
            anchors: Anchors::none().with(anchor),
            person_content,
            delegate_content,
            person,
        }
    })
}

/// The SubjectPublicKeyInfo in the signed part of a certificate.
fn strict_key(content: &[u8]) -> &[u8] {
    super::certificate::Reading::of(content).unwrap().key
}

/// An OCSPResponse with these signed bytes, and certificates.
pub fn ocsp(signer: Signer, content: &[u8], certificates: &[&[u8]]) -> Vec<u8> {
    const BASIC: &[u8] = b"\x06\x09\x2B\x06\x01\x05\x05\x07\x30\x01\x01";
    let more = match certificates {
        [] => Vec::new(),
        all => super::object(0xA0, &sequence(all)),
    };
    let bytes = sequence(&[BASIC, &super::object(4, &signer.sign(content, &more))]);
    sequence(&[b"\x0A\x01\x00", &super::object(0xA0, &bytes)])
}
