//! Whatever the bytes: no panic, and nothing but the right ones is believed.

use std::time::{Duration, SystemTime};

use jpkicard::Certificate;
use jpkicard::trust::{
    Anchor, CertificateCheck, CertificateIdHash, Hierarchy, OcspRequest, Purpose, Reason,
    RevocationData, RevocationStatus,
};

use crate::authority::{ALWAYS, AUTHENTICATION, Authority, RESPONDER, at, keys};

/// Each byte replaced: a bit flipped at either end, all bits, one up; and the bytes cut there.
fn mutations(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).flat_map(move |index| {
        let with = |byte: u8| {
            let mut changed = bytes.to_vec();
            changed[index] = byte;
            changed
        };
        let byte = bytes[index];
        let changed = [byte ^ 1, byte ^ 0x80, !byte, byte.wrapping_add(1)].map(with);
        changed.into_iter().chain([bytes[..index].to_vec()])
    })
}

#[test]
fn a_certificate_with_one_byte_changed_is_never_believed() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let good = |certificate: &Certificate| {
        CertificateCheck::new(certificate, Purpose::Authentication, &anchors, now)
            .verdict()
            .is_good()
    };
    assert!(good(&certificate));
    let mut readable = 0;
    for changed in mutations(certificate.der()) {
        let Ok(changed) = Certificate::from_der(changed) else { continue };
        readable += 1;
        assert!(!good(&changed));
    }
    // Most changes are not found by reading alone.
    assert!(readable > certificate.der().len());
}

#[test]
fn an_anchor_with_one_byte_changed_is_none() {
    let authority = Authority::new();
    for changed in mutations(authority.ca_certificate.der()) {
        let Ok(changed) = Certificate::from_der(changed) else { continue };
        let purpose = Purpose::Authentication;
        assert!(Anchor::from_certificate(&changed, purpose, Hierarchy::Test).is_err());
    }
}

#[test]
fn a_crl_with_one_byte_changed_is_never_believed() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.issue("revoked", AUTHENTICATION);
    authority.revoke("revoked", "keyCompromise");
    let crl = authority
        .crl("issuingDistributionPoint = critical,@issuing\n[issuing]\nfullname = dirName:point\n");
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let status = |crl: &[u8]| {
        CertificateCheck::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Crl(crl))
            .verdict()
            .revocation()
    };
    assert_eq!(status(&crl), RevocationStatus::Good);
    for changed in mutations(&crl) {
        assert_eq!(status(&changed), RevocationStatus::Undetermined);
    }
}

#[test]
fn an_ocsp_response_with_one_byte_changed_is_never_believed() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.issue_with("responder", RESPONDER, "responder", ALWAYS, "sha256");
    let request =
        OcspRequest::new(&certificate, &authority.anchor, CertificateIdHash::Sha1, Some([3; 32]))
            .unwrap();
    authority.write("request.der", request.der());
    let key = keys().join("responder.key");
    authority.openssl(
        "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der -nmin 5 \
         -rsigner responder.pem -rkey",
        &[key.to_str().unwrap()],
    );
    let response = authority.read("response.der");
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let status = |response: &[u8]| {
        let request = &request;
        CertificateCheck::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Ocsp { request, response })
            .verdict()
            .revocation()
    };
    assert_eq!(status(&response), RevocationStatus::Good);
    for changed in mutations(&response) {
        assert_eq!(status(&changed), RevocationStatus::Undetermined);
    }
}

/// A DER length in five bytes at most.
fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let mut bytes = vec![tag];
    match content.len() {
        0..=0x7F => bytes.push(length[3]),
        0x80..=0xFF => bytes.extend([0x81, length[3]]),
        0x100..=0xFFFF => bytes.extend([0x82, length[2], length[3]]),
        0x1_0000..=0xFF_FFFF => bytes.extend([0x83, length[1], length[2], length[3]]),
        _ => bytes.extend([0x84, length[0], length[1], length[2], length[3]]),
    }
    bytes.extend(content);
    bytes
}

/// Puts `revoked` in the place of the entries of a CRL, which breaks the signature.
fn with_entries(crl: &[u8], revoked: &[u8]) -> Vec<u8> {
    // Both outer headers are of four bytes; version, algorithm, issuer and two times follow.
    let inner = &crl[8..];
    let content = usize::from(inner_length(&crl[4..]));
    let (content, rest) = inner.split_at(content);
    let mut position = 0;
    for _ in 0..5 {
        position += 2 + usize::from(content[position + 1]);
    }
    let tail = position + if content[position] == 0x30 { total(&content[position..]) } else { 0 };
    let inner = [&content[..position], &object(0x30, revoked), &content[tail..]].concat();
    object(0x30, &[object(0x30, &inner), rest.to_vec()].concat())
}

fn inner_length(bytes: &[u8]) -> u16 {
    assert_eq!(bytes[1], 0x82);
    u16::from_be_bytes([bytes[2], bytes[3]])
}

fn total(bytes: &[u8]) -> usize {
    2 + usize::from(bytes[1])
}

/// A million entries: gone through once. A quadratic search would take hours.
#[test]
fn a_list_of_a_million_entries() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.issue("revoked", AUTHENTICATION);
    authority.revoke("revoked", "keyCompromise");
    let crl = authority.crl("");
    let mut entries = Vec::new();
    let date = object(0x17, b"260101000000Z");
    let reason = object(0x30, b"\x06\x03\x55\x1D\x15\x04\x03\x0A\x01\x01");
    for serial in 0..1_000_000_u32 {
        let serial = object(2, &[&[1], &serial.to_be_bytes()[..]].concat());
        let content = [&serial[..], &date, &object(0x30, &reason)].concat();
        entries.extend(object(0x30, &content));
    }
    let long = with_entries(&crl, &entries);
    assert!(long.len() > 30_000_000);
    let anchors = authority.anchors();
    let check = CertificateCheck::new(
        &certificate,
        Purpose::Authentication,
        &anchors,
        SystemTime::now() + Duration::from_secs(1),
    );
    let reasons =
        |crl: &[u8]| check.revocation(RevocationData::Crl(crl)).verdict().reasons().to_vec();
    // It is read to its end, and only its signature is wrong.
    assert_eq!(reasons(&long), [Reason::CrlSignatureInvalid]);
    // The last entry is read like the first.
    let broken = [&entries[..], b"\x30\x00"].concat();
    let broken = reasons(&with_entries(&crl, &broken));
    assert_eq!(broken, [Reason::CrlMalformed, Reason::CrlSignatureInvalid]);
    let critical = b"\x30\x0A\x06\x03\x55\x1D\x1D\x01\x01\xFF\x04\x00".as_slice();
    let entry = [&object(2, &[5])[..], &date, &object(0x30, critical)].concat();
    let critical = reasons(&with_entries(&crl, &[&entries[..], &object(0x30, &entry)].concat()));
    assert_eq!(critical, [Reason::CrlSignatureInvalid, Reason::CrlUnknownCriticalExtension]);
    // Taking back is for delta CRLs.
    let serial = object(2, certificate.serial());
    let removed = object(0x30, b"\x06\x03\x55\x1D\x15\x04\x03\x0A\x01\x08");
    let entry = [&serial[..], &date, &object(0x30, &removed)].concat();
    let removed = reasons(&with_entries(&crl, &object(0x30, &entry)));
    assert_eq!(removed, [Reason::CrlMalformed, Reason::CrlSignatureInvalid]);
}

#[test]
fn garbage_is_told_as_such() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let anchors = authority.anchors();
    let check =
        CertificateCheck::new(&certificate, Purpose::Authentication, &anchors, at(1_800_000_000));
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (state >> 33) as u8
    };
    for length in 0..2000_u16 {
        let mut bytes: Vec<u8> = (0..length).map(|_| random()).collect();
        if let [first, second, third, fourth, ..] = &mut bytes[..] {
            [*first, *second] = [0x30, 0x82];
            [*third, *fourth] = length.wrapping_sub(4).to_be_bytes();
        }
        let verdict = check.revocation(RevocationData::Crl(&bytes)).verdict();
        assert_eq!(verdict.reasons(), [Reason::CrlMalformed]);
        assert!(Certificate::from_der(bytes).is_err());
    }
}
