//! Faulty CRLs, nevertheless signed by the authority: each is checked for a certificate that it
//! does not contain.

use jpkicard::Certificate;
use jpkicard::trust::{Anchors, Purpose, RevocationData};
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};

use super::certificates::NOW;
use super::forge::{
    SHA1, SHA256, SHA512, WITHOUT_NULL, extension, generalized, key, sealed, signature, signed,
    signed_with, utc,
};
use crate::authority::{AUTHENTICATION, Authority, Settings, at};
use crate::judged::CertificateVerification;
use crate::mutation::{object, parts};

/// The fields of a TBSCertList by position.
const VERSION: usize = 0;
const ALGORITHM: usize = 1;
const ISSUER: usize = 2;
const THIS: usize = 3;
const NEXT: usize = 4;
const ENTRIES: usize = 5;
const EXTENSIONS: usize = 6;

const REASON: &[u8] = b"\x55\x1D\x15";
const INVALIDITY: &[u8] = b"\x55\x1D\x18";
const DELTA: &[u8] = b"\x55\x1D\x1B";
const POINT: &[u8] = b"\x55\x1D\x1C";
const ENTRY_ISSUER: &[u8] = b"\x55\x1D\x1D";
const AUTHORITY_KEY: &[u8] = b"\x55\x1D\x23";
const UNKNOWN: &[u8] = b"\x2A\x03\x04";

pub struct Lists {
    anchors: Anchors,
    certificate: Certificate,
    key: PKey<Private>,
    fields: Vec<Vec<u8>>,
}

impl Lists {
    pub fn new(authority: &Authority) -> Self {
        let certificate = authority.issue("person", AUTHENTICATION);
        let crl = authority.crl("");
        let mut fields: Vec<_> = parts(parts(&crl)[0]).iter().map(|field| field.to_vec()).collect();
        (fields[THIS], fields[NEXT]) = (utc("260531000000Z"), utc("260602000000Z"));
        fields.insert(ENTRIES, object(0x30, &entry(b"\x02\x01\x63", &[])));
        Self { anchors: authority.anchors(), certificate, key: key("ca"), fields }
    }

    /// Checks the list at this time.
    pub fn put_at(&self, crl: &[u8], second: u64) {
        let purpose = Purpose::Authentication;
        let check =
            CertificateVerification::new(&self.certificate, purpose, &self.anchors, at(second));
        let _ = check.revocation(RevocationData::Crl(crl)).verdict();
    }

    pub fn put(&self, crl: &[u8]) {
        self.put_at(crl, NOW);
    }

    fn content(&self, changes: &[(usize, &[u8])]) -> Vec<u8> {
        let mut fields = self.fields.clone();
        for (place, field) in changes {
            fields[*place] = field.to_vec();
        }
        object(0x30, &fields.concat())
    }

    pub fn with(&self, changes: &[(usize, &[u8])]) {
        self.put(&signed(&self.key, &self.content(changes)));
    }

    /// With only these entries.
    pub fn with_entries(&self, entries: &[Vec<u8>]) {
        self.with(&[(ENTRIES, &object(0x30, &entries.concat()))]);
    }

    /// With this extension in addition to the existing ones, or in place of one.
    fn with_extension(&self, id: &[u8], critical: Option<u8>, value: &[u8]) {
        let all = parts(parts(&self.fields[EXTENSIONS])[0]);
        let kept = all.iter().filter(|one| super::forge::identifier(one) != id);
        let mut all: Vec<_> = kept.map(|one| one.to_vec()).collect();
        all.push(extension(id, critical, value));
        self.with(&[(EXTENSIONS, &object(0xA0, &object(0x30, &all.concat())))]);
    }

    pub fn serial(&self) -> Vec<u8> {
        object(2, self.certificate.serial())
    }
}

/// An entry: its serial number as it is encoded, and its extensions.
pub fn entry(serial: &[u8], extensions: &[Vec<u8>]) -> Vec<u8> {
    let extensions = match extensions {
        [] => Vec::new(),
        all => object(0x30, &all.concat()),
    };
    object(0x30, &[serial, &utc("260101000000Z"), &extensions].concat())
}

fn reason(code: u8) -> Vec<u8> {
    extension(REASON, None, &[0x0A, 1, code])
}

pub fn run() {
    let authority = Authority::new();
    let lists = Lists::new(&authority);
    lists.with(&[]);
    fields(&lists);
    entries(&lists);
    extensions(&lists);
    around(&lists);
    // Others' lists: of another generation, of another name, for a stranger's certificate.
    for settings in [
        Settings { key: "other", ..Settings::default() },
        Settings { organization: "ANOTHER", ..Settings::default() },
    ] {
        let other = Authority::with(settings);
        lists.put(&other.crl(""));
        let certificate = other.issue("person", AUTHENTICATION);
        let of_other = Lists { certificate, ..Lists::new(&authority) };
        of_other.with(&[]);
    }
}

fn fields(lists: &Lists) {
    for version in [&b""[..], b"\x02\x01\x00", b"\x02\x01\x02"] {
        lists.with(&[(VERSION, version)]);
    }
    for algorithm in [SHA512, WITHOUT_NULL, b"\x30\x00"] {
        lists.with(&[(ALGORITHM, algorithm)]);
    }
    lists.with(&[(ISSUER, b"\x30\x00")]);
    let (before, after) = (utc("260531000000Z"), utc("260602000000Z"));
    for (this, next) in [
        (generalized("20260531000000Z"), after.clone()),
        (before.clone(), generalized("20260602000000Z")),
        (before.clone(), generalized("20500101000000Z")),
        (before.clone(), generalized("99991231235959Z")),
        (before.clone(), utc("500101000000Z")),
        (before.clone(), generalized("20260602000000.5Z")),
        (before.clone(), generalized("202606020000Z")),
        (before.clone(), generalized("20260602000000+0900")),
        (before.clone(), utc("2606020000Z")),
        (before.clone(), utc("260630235960Z")),
        (before.clone(), utc("260631000000Z")),
        (before.clone(), Vec::new()),
        (Vec::new(), after.clone()),
        (before.clone(), before.clone()),
        (after, before),
    ] {
        lists.with(&[(THIS, &this), (NEXT, &next)]);
    }
    lists.with(&[(ENTRIES, b"")]);
    lists.with(&[(ENTRIES, b"\x30\x00")]);
    lists.with(&[(EXTENSIONS, b"")]);
    lists.with(&[(EXTENSIONS, b"\xA0\x02\x30\x00")]);
    lists.with(&[(EXTENSIONS, b"\xA0\x02\x05\x00")]);
    let more = [&lists.fields[EXTENSIONS][..], b"\x05\x00"].concat();
    lists.with(&[(EXTENSIONS, &more)]);
    // The times of the list to the second, and within the clock tolerance: from
    // 2026-05-31T00:00:00Z to 2026-06-02T00:00:00Z.
    let crl = signed(&lists.key, &lists.content(&[]));
    let (first, last) = (NOW - 86_400, NOW + 86_400);
    for second in [
        first - 301,
        first - 300,
        first - 1,
        first,
        last - 1,
        last,
        last + 1,
        last + 299,
        last + 300,
        last + 301,
    ] {
        lists.put_at(&crl, second);
    }
}

fn entries(lists: &Lists) {
    let serial = lists.serial();
    let some = entry(b"\x02\x01\x63", &[reason(1)]);
    lists.with_entries(&[entry(&serial, &[])]);
    lists.with_entries(&[some.clone(), entry(&serial, &[reason(4)]), some.clone()]);
    lists.with_entries(&[entry(&serial, &[]), entry(&serial, &[])]);
    for code in [0, 1, 6, 7, 8, 9, 10, 11] {
        lists.with_entries(&[entry(&serial, &[reason(code)])]);
        lists.with_entries(&[entry(b"\x02\x01\x63", &[reason(code)])]);
    }
    // Numbers that RFC 5280 does not allow, but which are numbers.
    for serial in [
        &b"\x02\x01\x00"[..],
        b"\x02\x01\xFF",
        b"\x02\x14\x7F\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13",
        b"\x02\x15\x7F\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\
          \x14",
    ] {
        lists.with_entries(&[entry(serial, &[])]);
    }
    for other in [
        vec![reason(1), reason(1)],
        vec![extension(REASON, None, b"\x02\x01\x01")],
        vec![extension(REASON, Some(0xFF), b"\x0A\x01\x01")],
        vec![extension(INVALIDITY, None, &generalized("20260101000000Z"))],
        vec![extension(UNKNOWN, None, b"\x05\x00")],
        vec![extension(UNKNOWN, Some(0xFF), b"\x05\x00")],
        vec![extension(ENTRY_ISSUER, Some(0xFF), b"\x30\x00")],
    ] {
        lists.with_entries(&[entry(b"\x02\x01\x63", &other)]);
        lists.with_entries(&[entry(b"\x02\x01\x63", &other), entry(&serial, &[])]);
    }
    let date = |date: Vec<u8>| object(0x30, &[serial.clone(), date].concat());
    for bad in [
        generalized("20260101000000Z"),
        utc("260101000000"),
        utc("261301000000Z"),
        utc("2601010000Z"),
        generalized("20260101000000.5Z"),
        Vec::new(),
    ] {
        lists.with_entries(&[date(bad)]);
    }
    lists.with_entries(&[b"\x30\x00".to_vec()]);
    lists.with_entries(&[b"\x05\x00".to_vec(), some.clone()]);
    lists.with_entries(&[some, b"\x02\x01\x63".to_vec()]);
}

fn extensions(lists: &Lists) {
    for critical in [None, Some(0), Some(0xFF)] {
        lists.with_extension(UNKNOWN, critical, b"\x05\x00");
        lists.with_extension(DELTA, critical, b"\x02\x01\x01");
    }
    let name = &lists.fields[ISSUER];
    let full = object(0xA0, &object(0xA0, &object(0xA4, name)));
    for value in [
        &b""[..],
        // Only for holders, for authorities, for attributes.
        b"\x81\x01\xFF",
        b"\x82\x01\xFF",
        b"\x85\x01\xFF",
        b"\x81\x01\xFF\x82\x01\xFF",
        // Some reasons: some, none, too many, unused bits that are not zero.
        b"\x83\x02\x06\x40",
        b"\x83\x01\x00",
        b"\x83\x03\x07\xFF\x80",
        b"\x83\x02\x06\xFF",
        b"\x83\x00",
        // Indirect.
        b"\x84\x01\xFF",
        // A point that the certificate does not name.
        &full,
        b"\xA0\x00",
        b"\xA0\x07\xA0\x05\x86\x03\x61\x3A\x62",
    ] {
        lists.with_extension(POINT, Some(0xFF), &object(0x30, value));
    }
    lists.with_extension(POINT, Some(0xFF), b"\x05\x00");
    lists.with_extension(AUTHORITY_KEY, None, b"\x30\x00");
    lists.with_extension(AUTHORITY_KEY, None, b"\x30\x03\x80\x01\x00");
    lists.with_extension(AUTHORITY_KEY, None, b"\x05\x00");
    // Each of its extensions twice.
    let all = parts(parts(&lists.fields[EXTENSIONS])[0]);
    for one in &all {
        let twice = [&all.concat()[..], one].concat();
        lists.with(&[(EXTENSIONS, &object(0xA0, &object(0x30, &twice)))]);
    }
    let twice = [extension(UNKNOWN, None, b"\x05\x00"), extension(UNKNOWN, None, b"\x05\x00")];
    let twice = [&all.concat()[..], &twice.concat()].concat();
    lists.with(&[(EXTENSIONS, &object(0xA0, &object(0x30, &twice)))]);
}

/// The structure around the signed bytes.
fn around(lists: &Lists) {
    let content = lists.content(&[]);
    let whole = signed(&lists.key, &content);
    lists.put(&signed(&key("other"), &content));
    lists.put(&[&whole[..], b"\x05\x00"].concat());
    lists.put(&object(0x30, &[&parts(&whole).concat()[..], b"\x05\x00"].concat()));
    lists.put(&[b"\x30\x80", &parts(&whole).concat()[..], b"\x00\x00"].concat());
    lists.put(b"");
    lists.put(b"\x30\x00");
    lists.put(b"-----BEGIN X509 CRL-----");
    let right = signature(&lists.key, MessageDigest::sha256(), &content);
    lists.put(&sealed(&content, WITHOUT_NULL, &right));
    lists.put(&sealed(&content, SHA512, &right));
    lists.put(&sealed(&content, SHA256, &[]));
    lists.put(&sealed(&content, SHA256, &[0; 256]));
    for (algorithm, digest) in [(SHA512, MessageDigest::sha512()), (SHA1, MessageDigest::sha1())] {
        let content = lists.content(&[(ALGORITHM, algorithm)]);
        lists.put(&signed_with(&lists.key, &content, algorithm, digest));
    }
}

/// A certificate's own number in an invalid INTEGER encoding: a list with such a number is
/// malformed, not one that revokes nobody.
#[test]
fn a_serial_number_that_is_no_canonical_integer_makes_no_list() {
    let authority = Authority::new();
    let lists = Lists::new(&authority);
    let serial = lists.serial();
    let content = &serial[2..];
    let padded = object(2, &[&[0], content].concat());
    let long = [&[2, 0x81, serial[1]], content].concat();
    let of_another = entry(b"\x02\x01\x63", &[]);
    for number in [
        padded,
        object(2, &[&[0, 0], content].concat()),
        object(2, b"\xFF\xFF"),
        object(2, b""),
        long,
        object(1, content),
        object(4, content),
        object(6, content),
        object(0x0A, content),
        object(0x22, &serial),
        object(0x30, &serial),
        object(0x80, content),
        object(0x82, content),
    ] {
        lists.with_entries(&[entry(&number, &[])]);
        lists.with_entries(&[of_another.clone(), entry(&number, &[reason(1)])]);
        lists.with_entries(&[entry(&number, &[]), of_another.clone()]);
    }
}
