//! Whatever the bytes: no panic, and only the right ones are accepted.

use std::time::SystemTime;

use jpkicard::Certificate;
use jpkicard::internal::tlv::{Header, Tlv};
use jpkicard::trust::{
    Anchor, CertificateIdHash, Hierarchy, OcspRequest, Purpose, Reason, RevocationData,
    RevocationStatus,
};

use crate::authority::{ALWAYS, AUTHENTICATION, Authority, RESPONDER, at, keys};
use crate::judged::{self, CertificateVerification};

/// Each byte with one bit flipped, and with all; and the bytes truncated there.
fn mutations(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).flat_map(move |index| {
        let with = |byte: u8| {
            let mut changed = bytes.to_vec();
            changed[index] = byte;
            changed
        };
        let byte = bytes[index];
        let changed = [byte ^ (1 << (index % 8)), !byte].map(with);
        changed.into_iter().chain([bytes[..index].to_vec()])
    })
}

#[test]
fn a_certificate_with_one_byte_changed_is_never_believed() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let good = |certificate: &Certificate| {
        CertificateVerification::new(certificate, Purpose::Authentication, &anchors, now)
            .verdict()
            .is_good()
    };
    assert!(good(&certificate));
    let mut readable = 0;
    for changed in mutations(certificate.der()) {
        let purpose = Purpose::Authentication;
        let Ok(changed) = judged::read(&changed, purpose, &anchors, now) else { continue };
        readable += 1;
        assert!(!good(&changed));
    }
    // Most changes are not detected by parsing alone.
    assert!(readable * 2 > certificate.der().len());
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
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now)
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
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Ocsp { request, response })
            .verdict()
            .revocation()
    };
    assert_eq!(status(&response), RevocationStatus::Good);
    for changed in mutations(&response) {
        assert_eq!(status(&changed), RevocationStatus::Undetermined);
    }
}

/// A DER object.
pub fn object(tag: u8, content: &[u8]) -> Vec<u8> {
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

/// The objects within an object.
pub fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let (object, rest) = Tlv::parse(bytes).unwrap();
    assert!(rest.is_empty());
    let mut rest = object.value;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let total = Header::parse(rest).unwrap().total_length();
        let (part, after) = rest.split_at(total);
        parts.push(part);
        rest = after;
    }
    parts
}

/// A CRL of these fields (version, algorithm, issuer, times, entries, extensions), signed
/// with the authority's key.
pub fn sign(authority: &Authority, fields: &[&[u8]]) -> Vec<u8> {
    let content = object(0x30, &fields.concat());
    authority.write("content", &content);
    authority.openssl("dgst -sha256 -sign ca.key -out signature content", &[]);
    let signature = object(3, &[&[0], &authority.read("signature")[..]].concat());
    object(0x30, &[&content, fields[1], &signature].concat())
}

fn entry(serial: &[u8], reason: u8) -> Vec<u8> {
    let reason = object(0x30, &[b"\x06\x03\x55\x1D\x15\x04\x03\x0A\x01", &[reason][..]].concat());
    let date = object(0x17, b"260101000000Z");
    object(0x30, &[object(2, serial), date, object(0x30, &reason)].concat())
}

/// A million entries, visited once. A quadratic search would take hours.
#[test]
fn a_list_of_a_million_entries() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let crl = authority.crl("");
    let parts = parts(parts(&crl)[0]);
    let [version, algorithm, issuer, this_update, next_update, extensions] = parts[..] else {
        panic!("{} fields", parts.len())
    };
    let reasons = |entries: &[&[u8]]| {
        let entries = object(0x30, &entries.concat());
        let fields = [version, algorithm, issuer, this_update, next_update, &entries, extensions];
        let crl = sign(&authority, &fields);
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Crl(&crl))
            .verdict()
            .reasons()
            .to_vec()
    };
    let one = entry(&[1, 0, 0, 0, 0], 1);
    let number = one.windows(5).position(|window| window == [1, 0, 0, 0, 0]).unwrap() + 1;
    let mut million = one.repeat(1_000_000);
    for (serial, entry) in (0_u32..).zip(million.chunks_mut(one.len())) {
        entry[number..number + 4].copy_from_slice(&serial.to_be_bytes());
    }
    assert!(million.len() > 30_000_000);
    assert_eq!(reasons(&[&million]), []);
    assert_eq!(reasons(&[&million, &entry(certificate.serial(), 4)]), [Reason::Revoked]);
}

#[test]
fn lists_that_are_signed_and_wrong() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let crl = authority.crl("");
    let parts = parts(parts(&crl)[0]);
    let [version, algorithm, issuer, this_update, next_update, extensions] = parts[..] else {
        panic!("{} fields", parts.len())
    };
    let reasons = |fields: &[&[u8]]| {
        let crl = sign(&authority, fields);
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Crl(&crl))
            .verdict()
            .reasons()
            .to_vec()
    };
    let with = |entries: &[&[u8]]| {
        let entries = object(0x30, &entries.concat());
        reasons(&[version, algorithm, issuer, this_update, next_update, &entries, extensions])
    };
    let malformed = [Reason::CrlMalformed];
    let serial = certificate.serial();
    assert_eq!(with(&[&entry(&[9], 1), &entry(serial, 1), &entry(&[10], 1)]), [Reason::Revoked]);
    assert_eq!(with(&[&entry(&[9], 1), b"\x30\x00"]), malformed);
    // Removal is only for delta CRLs.
    assert_eq!(with(&[&entry(serial, 8)]), malformed);
    // An invalid reason, and a duplicate one.
    assert_eq!(with(&[&entry(&[9], 7)]), malformed);
    let reason = object(0x30, b"\x06\x03\x55\x1D\x15\x04\x03\x0A\x01\x01");
    let date = object(0x17, b"260101000000Z");
    let twice = object(0x30, &[&reason[..], &reason].concat());
    assert_eq!(with(&[&object(0x30, &[&object(2, &[9])[..], &date, &twice].concat())]), malformed);
    // Critical in the entry of another certificate: as in an indirect CRL.
    let critical = object(0x30, b"\x06\x03\x55\x1D\x1D\x01\x01\xFF\x04\x00");
    let critical = [&object(2, &[9])[..], &date, &object(0x30, &critical)].concat();
    let expected = [Reason::CrlUnknownCriticalExtension];
    assert_eq!(with(&[&object(0x30, &critical)]), expected);
    // Following entries belong to that other issuer too: the number alone revokes nobody.
    assert_eq!(with(&[&object(0x30, &critical), &entry(serial, 1)]), expected);
    // No nextUpdate; another version; times the wrong way round; fields after the last.
    assert_eq!(reasons(&[version, algorithm, issuer, this_update, extensions]), malformed);
    let first = &[2, 1, 0][..];
    assert_eq!(
        reasons(&[first, algorithm, issuer, this_update, next_update, extensions]),
        malformed
    );
    let early = object(0x17, b"200101000000Z");
    // It is unknown which of the two times is wrong, so neither is relied on.
    assert_eq!(reasons(&[version, algorithm, issuer, this_update, &early, extensions]), malformed);
    let all = [version, algorithm, issuer, this_update, next_update, extensions];
    assert_eq!(reasons(&all), []);
    assert_eq!(reasons(&[&all[..], &[b"\x05\x00"]].concat()), malformed);
    // The inner algorithm differs from the outer one.
    let sha512 = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D\x05\x00";
    let outside = [version, sha512, issuer, this_update, next_update, extensions];
    let crl = sign(&authority, &outside);
    let position = crl.windows(15).rposition(|window| window == sha512).unwrap();
    let mut crl = crl;
    crl[position + 12] = 0x0B;
    let verdict =
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Crl(&crl))
            .verdict();
    assert_eq!(verdict.reasons(), [Reason::CrlAlgorithmNotAllowed]);
}

/// Produced just now from old data, without a nextUpdate (RFC 6960, 3.2, the fifth condition).
#[test]
fn a_good_answer_of_what_was_known_long_ago() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let hash = CertificateIdHash::Sha1;
    let request = OcspRequest::new(&certificate, &authority.anchor, hash, None).unwrap();
    authority.write("request.der", request.der());
    let by_ca = "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der \
                 -rsigner ca.pem -rkey ca.key";
    authority.openssl(by_ca, &[]);
    let response = authority.read("response.der");
    let [status, bytes] = parts(&response)[..] else { panic!("not a response") };
    let [form, basic] = parts(parts(bytes)[0])[..] else { panic!("not a basic response") };
    let [content, algorithm, _, ref rest @ ..] = parts(Tlv::parse(basic).unwrap().0.value)[..]
    else {
        panic!("not signed")
    };
    // The last time in it is thisUpdate; the one before is producedAt.
    let this_update = content.windows(2).rposition(|window| window == b"\x18\x0F").unwrap() + 2;
    let reasons = |known_at: SystemTime| {
        let known_at = der::asn1::GeneralizedTime::from_system_time(known_at).unwrap();
        let mut content = content.to_vec();
        let written = der::Encode::to_der(&known_at).unwrap();
        content[this_update..this_update + 15].copy_from_slice(&written[2..]);
        authority.write("content", &content);
        authority.openssl("dgst -sha256 -sign ca.key -out signature content", &[]);
        let signature = object(3, &[&[0], &authority.read("signature")[..]].concat());
        let basic = object(0x30, &[&content, algorithm, &signature, &rest.concat()].concat());
        let bytes = object(0x30, &[form, &object(4, &basic)].concat());
        let response = object(0x30, &[status, &object(0xA0, &bytes)].concat());
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now)
            .revocation(RevocationData::Ocsp { request: &request, response: &response })
            .verdict()
            .reasons()
            .to_vec()
    };
    let hours = |hours: u64| now - std::time::Duration::from_secs(hours * 3600);
    assert_eq!(reasons(hours(0)), []);
    assert_eq!(reasons(hours(24)), []);
    assert_eq!(reasons(hours(25)), [Reason::OcspExpired]);
    assert_eq!(reasons(hours(300 * 24)), [Reason::OcspExpired]);
}

/// Certificates that only a careless authority would sign.
#[test]
fn certificates_that_are_signed_and_wrong() {
    let authority = Authority::new();
    let twice = format!("{AUTHENTICATION}1.2.3.4 = DER:0500\n1.2.3.5 = DER:0500\n");
    let certificate = authority.issue("person", &twice);
    let (anchors, now) = (authority.anchors(), SystemTime::now());
    let content = parts(certificate.der())[0];
    let reasons = |from: &[u8], to: &[u8]| {
        let position = content.windows(from.len()).position(|window| window == from).unwrap();
        let mut content = content.to_vec();
        content[position..position + to.len()].copy_from_slice(to);
        authority.write("content", &content);
        authority.openssl("dgst -sha256 -sign ca.key -out signature content", &[]);
        let signature = object(3, &[&[0], &authority.read("signature")[..]].concat());
        let algorithm = parts(certificate.der())[1];
        let changed = object(0x30, &[&content, algorithm, &signature].concat());
        let changed = Certificate::from_der(changed).unwrap();
        CertificateVerification::new(&changed, Purpose::Authentication, &anchors, now)
            .verdict()
            .reasons()
            .to_vec()
    };
    assert_eq!(reasons(b"\x2A\x03\x05", b"\x2A\x03\x05"), []);
    assert_eq!(reasons(b"\x2A\x03\x05", b"\x2A\x03\x04"), [Reason::DuplicateExtension]);
    // The inner algorithm is SHA-512, the outer one SHA-256.
    let algorithm = b"\x2A\x86\x48\x86\xF7\x0D\x01\x01";
    let other = reasons(&[&algorithm[..], b"\x0B"].concat(), &[&algorithm[..], b"\x0D"].concat());
    assert_eq!(other, [Reason::AlgorithmNotAllowed]);
}

#[test]
fn garbage_is_reported_as_such() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let anchors = authority.anchors();
    let check = CertificateVerification::new(
        &certificate,
        Purpose::Authentication,
        &anchors,
        at(1_800_000_000),
    );
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
