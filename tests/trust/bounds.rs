//! The cost of lists and answers, as bytes in use: most of these are unsigned, and only a careless
//! authority would sign the rest.

use std::time::SystemTime;

use jpkicard::Certificate;
use jpkicard::trust::{
    Anchors, CertificateIdHash, CertificateVerification, OcspRequest, Purpose, Reason,
    RevocationData, RevocationList, RevocationStatus,
};

use crate::authority::{AUTHENTICATION, Authority};
use crate::mutation::{object, parts, sign};
use crate::peak::most_during;

/// What a check takes whatever its input: the parsed certificate, a key.
const FIXED: usize = 64 * 1024;

/// A CRL's fields, with other extensions and entries.
struct Fields {
    version: Vec<u8>,
    algorithm: Vec<u8>,
    issuer: Vec<u8>,
    times: Vec<u8>,
    entries: Vec<u8>,
    /// What is within the SEQUENCE.
    extensions: Vec<u8>,
}

impl Fields {
    fn new(authority: &Authority) -> Self {
        let crl = authority.crl("");
        let content = parts(parts(&crl)[0]);
        let [version, algorithm, issuer, this_update, next_update, extensions] = content[..] else {
            panic!("{} fields", content.len())
        };
        Self {
            version: version.to_vec(),
            algorithm: algorithm.to_vec(),
            issuer: issuer.to_vec(),
            times: [this_update, next_update].concat(),
            entries: Vec::new(),
            extensions: parts(parts(extensions)[0]).concat(),
        }
    }

    fn content(&self) -> [Vec<u8>; 6] {
        [
            self.version.clone(),
            self.algorithm.clone(),
            self.issuer.clone(),
            self.times.clone(),
            object(0x30, &self.entries),
            object(0xA0, &object(0x30, &self.extensions)),
        ]
    }

    fn signed(&self, authority: &Authority) -> Vec<u8> {
        let content = self.content();
        sign(authority, &content.each_ref().map(Vec::as_slice))
    }

    /// The unsigned list.
    fn unsigned(&self) -> Vec<u8> {
        let content = object(0x30, &self.content().concat());
        let signature = object(3, &[&[0][..], &[0x5A; 256]].concat());
        object(0x30, &[content, self.algorithm.clone(), signature].concat())
    }
}

fn extension(id: &[u8], value: &[u8]) -> Vec<u8> {
    object(0x30, &[object(6, id), object(4, value)].concat())
}

/// The distribution point of a list, with this many empty names.
fn scope(names: usize) -> Vec<u8> {
    let names = object(0xA0, &b"\x86\x00".repeat(names));
    extension(b"\x55\x1D\x1C", &object(0x30, &object(0xA0, &names)))
}

/// The reasons against the certificate, and the bytes needed to find them.
fn verify(anchors: &Anchors, certificate: &Certificate, crl: &[u8]) -> (Vec<Reason>, usize) {
    let (purpose, now) = (Purpose::Authentication, SystemTime::now());
    let check = CertificateVerification::new(certificate, purpose, anchors, now);
    let (verdict, most) = most_during(|| check.revocation(RevocationData::Crl(crl)).verdict());
    // Loading copies nothing: in addition to the supplied bytes, which the list takes over, it
    // takes four bytes per entry.
    let copy = crl.to_vec();
    let (list, loading) = most_during(move || RevocationList::load(copy, anchors));
    assert!(loading <= crl.len() / 2 + 8 * FIXED, "{loading} bytes for {}", crl.len());
    if let Ok(list) = &list {
        let (loaded, most) = most_during(|| check.revocation(RevocationData::List(list)).verdict());
        assert_eq!(loaded, verdict);
        assert!(most <= 2 * certificate.der().len() + 2 * FIXED, "{most} bytes");
    }
    assert!(list.is_ok() || verdict.revocation() == RevocationStatus::Undetermined);
    (verdict.reasons().to_vec(), most)
}

#[test]
fn what_nobody_signed_takes_no_memory() {
    let authority = Authority::new();
    let (anchors, person) = (authority.anchors(), authority.issue("person", AUTHENTICATION));
    let list = |change: &dyn Fn(&mut Fields)| {
        let mut fields = Fields::new(&authority);
        change(&mut fields);
        fields.unsigned()
    };
    let signature = [Reason::CrlSignatureInvalid];
    let malformed = [Reason::CrlMalformed];
    // An INTEGER, a date.
    let entry =
        |serial: &[u8]| object(0x30, &[object(2, serial), object(0x17, b"260101000000Z")].concat());
    let nested = |depth: usize| (0..depth).fold(Vec::new(), |within, _| object(0x30, &within));
    for (name, crl, expected) in [
        ("nothing special", list(&|_| {}), signature),
        ("20 MB of names", list(&|all| all.extensions.extend(scope(10_000_000))), malformed),
        ("60 KB of names", list(&|all| all.extensions.extend(scope(30_000))), signature),
        (
            "names of the issuer",
            list(&|all| {
                // Before the key that is searched for.
                let key = extension(
                    b"\x55\x1D\x23",
                    &object(0x30, &object(0xA1, &b"\x86\x00".repeat(30_000))),
                );
                all.extensions = key;
            }),
            signature,
        ),
        (
            "many extensions",
            list(&|all| all.extensions.extend(extension(&[0x2A], &[]).repeat(5_000))),
            malformed,
        ),
        (
            "a long issuer",
            list(&|all| all.issuer = object(0x30, &b"\x31\x00".repeat(5_000_000))),
            malformed,
        ),
        (
            "an issuer of 16 KB",
            list(&|all| all.issuer = object(0x30, &b"\x31\x00".repeat(8_000))),
            signature,
        ),
        ("a million entries", list(&|all| all.entries = entry(&[9]).repeat(1_000_000)), signature),
        ("entries of nothing", list(&|all| all.entries = b"\x30\x00".repeat(5_000_000)), signature),
        ("a deep entry", list(&|all| all.entries = nested(2_000)), signature),
        ("a deep issuer", list(&|all| all.issuer = nested(2_000)), signature),
    ] {
        let (reasons, most) = verify(&anchors, &person, &crl);
        assert_eq!(reasons, expected, "{name}");
        assert!(most <= FIXED, "{name}: {most} bytes for a list of {}", crl.len());
    }
}

#[test]
fn what_is_signed_takes_little() {
    let authority = Authority::new();
    let (anchors, person) = (authority.anchors(), authority.issue("person", AUTHENTICATION));
    let list = |change: &dyn Fn(&mut Fields)| {
        let mut fields = Fields::new(&authority);
        change(&mut fields);
        fields.signed(&authority)
    };
    let directory = |levels: usize| {
        let name = object(0x30, &b"\x31\x00".repeat(levels));
        let names = object(0xA0, &object(0xA4, &name));
        extension(b"\x55\x1D\x1C", &object(0x30, &object(0xA0, &names)))
    };
    for (name, crl, expected) in [
        ("30,000 names", list(&|all| all.extensions.extend(scope(30_000))), Reason::CrlMalformed),
        ("65 names", list(&|all| all.extensions.extend(scope(65))), Reason::CrlMalformed),
        (
            "64 names",
            list(&|all| all.extensions.extend(scope(64))),
            Reason::CrlOtherDistributionPoint,
        ),
        (
            "a name of 30,000 levels",
            list(&|all| all.extensions.extend(directory(30_000))),
            Reason::CrlMalformed,
        ),
        (
            "a name of 8,000 levels",
            list(&|all| all.extensions.extend(directory(8_000))),
            Reason::CrlOtherDistributionPoint,
        ),
        (
            "another issuer of 16 KB",
            list(&|all| all.issuer = object(0x30, &b"\x31\x00".repeat(8_000))),
            Reason::CrlOtherIssuer,
        ),
    ] {
        let (reasons, most) = verify(&anchors, &person, &crl);
        assert_eq!(reasons, [expected], "{name}");
        assert!(most <= 8 * FIXED, "{name}: {most} bytes for a list of {}", crl.len());
    }
}

/// A certificate may also name many points, and a list many names.
#[test]
fn a_certificate_with_many_points() {
    let authority = Authority::new();
    let person = authority.issue("person", AUTHENTICATION);
    let mut crl = Fields::new(&authority);
    crl.extensions.extend(scope(64));
    let crl = crl.signed(&authority);
    let points = |points: usize, names: usize| {
        let one = object(0xA0, &object(0xA0, &b"\x86\x01u".repeat(names)));
        with_points(&authority, &person, &object(0x30, &object(0x30, &one).repeat(points)))
    };
    let other = vec![Reason::CrlOtherDistributionPoint];
    let malformed = vec![Reason::CertificateMalformed, Reason::CrlOtherDistributionPoint];
    for (certificate, expected) in [
        (points(1, 64), &other),
        (points(64, 1), &other),
        (points(1, 65), &malformed),
        (points(65, 1), &malformed),
        (points(1, 17_000), &malformed),
        (points(6_000, 1), &malformed),
    ] {
        let (reasons, most) = verify(&authority.anchors(), &certificate, &crl);
        assert_eq!(reasons, *expected);
        let given = certificate.der().len();
        assert!(most <= 2 * given + 8 * FIXED, "{most} bytes for a certificate of {given}");
    }
}

/// The certificate, signed again with other distribution points.
fn with_points(authority: &Authority, person: &Certificate, value: &[u8]) -> Certificate {
    let certificate = parts(person.der());
    let fields = parts(certificate[0]);
    let (extensions, fields) = fields.split_last().unwrap();
    let kept = parts(parts(extensions)[0]);
    let kept = kept.iter().filter(|kept| !kept.windows(3).any(|id| id == b"\x55\x1D\x1F"));
    let kept: Vec<_> = kept.copied().collect();
    let all = [kept.concat(), extension(b"\x55\x1D\x1F", value)].concat();
    let content = object(0x30, &[fields.concat(), object(0xA3, &object(0x30, &all))].concat());
    authority.write("content", &content);
    authority.openssl("dgst -sha256 -sign ca.key -out signature content", &[]);
    let signature = object(3, &[&[0], &authority.read("signature")[..]].concat());
    let der = object(0x30, &[&content[..], certificate[1], &signature].concat());
    Certificate::from_der(der).unwrap()
}

/// Answers have at most 64 KiB; little memory is used for unsigned ones.
#[test]
fn answers_that_are_full() {
    let authority = Authority::new();
    let person = authority.issue("person", AUTHENTICATION);
    let hash = CertificateIdHash::Sha1;
    let request = OcspRequest::new(&person, &authority.anchor, hash, None).unwrap();
    let algorithm = parts(person.der())[1];
    let subject = parts(parts(authority.ca_certificate.der())[0])[5];
    let answer = |responder: &[u8], responses: &[u8], certificates: &[u8]| {
        let date = object(0x18, b"20260101000000Z");
        let content = object(0x30, &[responder, &date, &object(0x30, responses)].concat());
        let signature = object(3, &[&[0][..], &[0x5A; 256]].concat());
        let certificates = object(0xA0, &object(0x30, certificates));
        let basic = object(0x30, &[&content, algorithm, &signature, &certificates].concat());
        let form = b"\x06\x09\x2B\x06\x01\x05\x05\x07\x30\x01\x01";
        let bytes = object(0x30, &[&form[..], &object(4, &basic)].concat());
        object(0x30, &[&b"\x0A\x01\x00"[..], &object(0xA0, &bytes)].concat())
    };
    let by_ca = object(0xA1, subject);
    let single =
        object(0x30, &[&b"\x30\x00\x80\x00"[..], &object(0x18, b"20260101000000Z")].concat());
    let anchors = authority.anchors();
    let ca = authority.ca_certificate.der();
    for (name, response, expected) in [
        ("nothing", answer(&by_ca, &[], &[]), Reason::OcspSignatureInvalid),
        ("responses", answer(&by_ca, &single.repeat(2_500), &[]), Reason::OcspSignatureInvalid),
        (
            "extensions",
            answer(&by_ca, &b"\x30\x00".repeat(30_000), &[]),
            Reason::OcspSignatureInvalid,
        ),
        ("eight certificates", answer(&by_ca, &[], &ca.repeat(8)), Reason::OcspSignatureInvalid),
        ("certificates", answer(&by_ca, &[], &ca.repeat(50)), Reason::OcspMalformed),
        ("small ones", answer(&by_ca, &[], &b"\x30\x00".repeat(30_000)), Reason::OcspMalformed),
        (
            "a name",
            answer(&object(0xA1, &object(0x30, &b"\x31\x00".repeat(30_000))), &[], &[]),
            Reason::OcspMalformed,
        ),
        ("above 64 KiB", answer(&by_ca, &single.repeat(3_000), &[]), Reason::OcspMalformed),
    ] {
        let (purpose, now) = (Purpose::Authentication, SystemTime::now());
        let evidence = RevocationData::Ocsp { request: &request, response: &response };
        let check =
            CertificateVerification::new(&person, purpose, &anchors, now).revocation(evidence);
        let (verdict, most) = most_during(|| check.verdict());
        assert_eq!(verdict.reasons(), [expected], "{name}");
        assert!(most <= response.len() + FIXED, "{name}: {most} for {}", response.len());
    }
}

/// A million entries: the list's own bytes, and four per entry.
#[test]
fn a_list_of_a_million_entries_takes_little_more_than_its_bytes() {
    let authority = Authority::new();
    let (anchors, person) = (authority.anchors(), authority.issue("person", AUTHENTICATION));
    let one = object(0x30, &[object(2, &[1, 0, 0, 0]), object(0x17, b"260101000000Z")].concat());
    let mut million = one.repeat(1_000_000);
    // Unsorted, each once.
    for (index, entry) in (0_u32..).zip(million.chunks_mut(one.len())) {
        let number = index.wrapping_mul(7919) % 1_000_000;
        entry[5..8].copy_from_slice(&number.to_be_bytes()[1..]);
    }
    let mut fields = Fields::new(&authority);
    fields.entries = million;
    let crl = fields.signed(&authority);
    let (purpose, now) = (Purpose::Authentication, SystemTime::now());
    let check = CertificateVerification::new(&person, purpose, &anchors, now);
    let evidence = RevocationData::Crl(&crl);
    let (verdict, most) = most_during(|| check.revocation(evidence).verdict());
    assert_eq!(verdict.reasons(), []);
    assert!(most <= FIXED, "{most} bytes");
    let length = crl.len();
    let (list, most) = most_during(|| RevocationList::load(crl, &anchors).unwrap());
    assert_eq!(list.len(), 1_000_000);
    assert_eq!(check.revocation(RevocationData::List(&list)).verdict(), verdict);
    assert!(length + most <= length * 3 / 2, "{most} bytes more than the list's {length}");
}
