//! Faulty certificates, nevertheless signed by the authority.

use std::time::SystemTime;

use jpkicard::trust::{Anchors, Purpose};
use openssl::hash::MessageDigest;

use super::forge::{
    self, SHA1, SHA256, SHA512, WITHOUT_NULL, extension, generalized, identifier, key, sealed,
    signed, signed_with, utc,
};
use crate::authority::{AUTHENTICATION, Authority, SIGNATURE, Settings, at};
use crate::judged::{self, CertificateVerification};
use crate::mutation::{object, parts};

/// 2026-06-01T00:00:00Z.
pub const NOW: u64 = 1_780_272_000;

const KEY_USAGE: &[u8] = b"\x55\x1D\x0F";
const ALTERNATIVE_NAME: &[u8] = b"\x55\x1D\x11";
const CONSTRAINTS: &[u8] = b"\x55\x1D\x13";
const NAME_CONSTRAINTS: &[u8] = b"\x55\x1D\x1E";
const POINTS: &[u8] = b"\x55\x1D\x1F";
const POLICIES: &[u8] = b"\x55\x1D\x20";
const AUTHORITY_KEY: &[u8] = b"\x55\x1D\x23";
const EXTENDED_USAGE: &[u8] = b"\x55\x1D\x25";
const UNKNOWN: &[u8] = b"\x2A\x03\x04";

/// The fields of a TBSCertificate by position.
const VERSION: usize = 0;
const SERIAL: usize = 1;
const ALGORITHM: usize = 2;
const ISSUER: usize = 3;
const VALIDITY: usize = 4;
const SUBJECT: usize = 5;
const KEY: usize = 6;
const EXTENSIONS: usize = 7;

/// A certificate issued by an authority, parsed.
struct Form {
    fields: Vec<Vec<u8>>,
    extensions: Vec<Vec<u8>>,
}

impl Form {
    fn of(certificate: &[u8]) -> Self {
        let fields: Vec<_> =
            parts(parts(certificate)[0]).iter().map(|field| field.to_vec()).collect();
        let all = parts(parts(&fields[EXTENSIONS])[0]).iter().map(|one| one.to_vec()).collect();
        Self { extensions: all, fields }
    }

    fn content(&self) -> Vec<u8> {
        object(0x30, &self.fields.concat())
    }

    fn with(&self, place: usize, field: &[u8]) -> Vec<u8> {
        let mut fields = self.fields.clone();
        fields[place] = field.to_vec();
        object(0x30, &fields.concat())
    }

    fn with_extensions(&self, extensions: &[Vec<u8>]) -> Vec<u8> {
        self.with(EXTENSIONS, &object(0xA3, &object(0x30, &extensions.concat())))
    }

    fn without(&self, id: &[u8]) -> Vec<Vec<u8>> {
        let all = self.extensions.iter();
        all.filter(|extension| identifier(extension) != id).cloned().collect()
    }

    /// With this in place of the extension of its type, or as an additional one.
    fn replaced(&self, id: &[u8], critical: Option<u8>, value: &[u8]) -> Vec<u8> {
        let mut all = self.without(id);
        all.push(extension(id, critical, value));
        self.with_extensions(&all)
    }
}

fn judge(der: &[u8], purpose: Purpose, anchors: &Anchors, time: SystemTime) {
    if let Ok(certificate) = judged::read(der, purpose, anchors, time) {
        let _ = CertificateVerification::new(&certificate, purpose, anchors, time).verdict();
    }
}

pub fn run() {
    let authority = Authority::new();
    let anchors = authority.anchors();
    let certificate = authority.issue("person", AUTHENTICATION);
    let form = Form::of(certificate.der());
    let purpose = Purpose::Authentication;
    let now = at(NOW);
    let (ca, other, leaf) = (key("ca"), key("other"), key("leaf"));
    let put = |der: &[u8]| judge(der, purpose, &anchors, now);
    let sign = |content: Vec<u8>| put(&signed(&ca, &content));

    put(certificate.der());
    fields(&form, &sign);
    extensions(&form, &authority, &sign);
    keys(&form, &sign);

    // The structure around the signed bytes.
    let content = form.content();
    let whole = signed(&ca, &content);
    put(&signed(&other, &content));
    put(&signed(&leaf, &content));
    put(&[&whole[..], b"\x05\x00"].concat());
    put(&object(0x30, &[&parts(&whole).concat()[..], b"\x05\x00"].concat()));
    put(&[b"\x30\x80", &parts(&whole).concat()[..], b"\x00\x00"].concat());
    let right = forge::signature(&ca, MessageDigest::sha256(), &content);
    put(&sealed(&content, WITHOUT_NULL, &right));
    put(&sealed(&content, SHA512, &right));
    put(&sealed(&content, SHA256, &[&[0][..], &right].concat()));
    let rsa = ca.rsa().unwrap();
    for wrong in [vec![], vec![0; 256], vec![0xFF; 256], forge::minus(&rsa, 0), right[1..].to_vec()]
    {
        put(&sealed(&content, SHA256, &wrong));
    }
    // A bit string with unused bits.
    put(&object(0x30, &[&content, SHA256, &object(3, &[&[1], &right[..]].concat())].concat()));
    for (algorithm, digest) in [(SHA512, MessageDigest::sha512()), (SHA1, MessageDigest::sha1())] {
        let content = form.with(ALGORITHM, algorithm);
        put(&signed_with(&ca, &content, algorithm, digest));
        put(&signed_with(&ca, &form.content(), algorithm, digest));
    }

    // The named issuer, and who may issue.
    put(authority.ca_certificate.der());
    let own_name = form.with(ISSUER, &form.fields[SUBJECT]);
    put(&signed(&leaf, &own_name));
    let signature =
        Authority::with(Settings { purpose: Purpose::Signature, ..Settings::default() });
    let signs = signature.issue("signs", SIGNATURE);
    judge(signs.der(), Purpose::Signature, &signature.anchors(), now);
    judge(signs.der(), Purpose::Authentication, &signature.anchors(), now);
    judge(signs.der(), Purpose::Authentication, &anchors, now);
    judge(certificate.der(), Purpose::Signature, &anchors, now);
    let mixed = signature.issue("mixed", AUTHENTICATION);
    judge(mixed.der(), Purpose::Authentication, &signature.anchors(), now);
    for settings in [
        Settings { key: "other", ..Settings::default() },
        Settings { organization: "ANOTHER", ..Settings::default() },
        Settings { organization: "jpkicard-test", ..Settings::default() },
    ] {
        judge(certificate.der(), purpose, &Authority::with(settings).anchors(), now);
    }
    let stranger = Authority::with(Settings { key: "other", ..Settings::default() });
    let given = CertificateVerification::new(&certificate, purpose, &anchors, now);
    let _ = given.ca_certificate(&stranger.ca_certificate).verdict();
    judge(certificate.der(), purpose, &Anchors::none(), now);
    // Weak keys, and another kind of key.
    for weak in ["short", "curve", "large"] {
        let dates = crate::authority::ALWAYS;
        put(authority.issue_with(weak, AUTHENTICATION, weak, dates, "sha256").der());
    }

    // The first and the last second, of the certificate and of its authority.
    let dates = ("20250401000000Z", "20300401145959Z");
    let person = authority.issue_with("dates", AUTHENTICATION, "leaf", dates, "sha256");
    let short = Authority::with(Settings { validity: dates, ..Settings::default() });
    let below = short.issue("below", AUTHENTICATION);
    for second in [1_743_465_599, 1_743_465_600, 1_901_285_998, 1_901_285_999, 1_901_286_000] {
        judge(person.der(), purpose, &anchors, at(second));
        judge(below.der(), purpose, &short.anchors(), at(second));
    }
}

fn fields(form: &Form, sign: &dyn Fn(Vec<u8>)) {
    for serial in [
        &b"\x02\x01\x00"[..],
        b"\x02\x01\xFF",
        b"\x02\x14\x7F\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13",
        b"\x02\x15\x00\xFF\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\
          \x14",
        b"\x02\x15\x7F\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\
          \x14",
        b"\x02\x02\x00\x12",
        b"\x02\x02\xFF\xFE",
        b"\x02\x00",
        b"\x0A\x01\x12",
        b"\x04\x01\x12",
        b"\x02\x81\x01\x12",
    ] {
        sign(form.with(SERIAL, serial));
    }
    for version in
        [&b""[..], b"\xA0\x03\x02\x01\x00", b"\xA0\x03\x02\x01\x01", b"\xA0\x03\x02\x01\x03"]
    {
        sign(form.with(VERSION, version));
    }
    for algorithm in [SHA512, SHA1, WITHOUT_NULL, b"\x30\x00"] {
        sign(form.with(ALGORITHM, algorithm));
    }
    let (first, last) = (utc("200101000000Z"), utc("491231145959Z"));
    for (first, last) in [
        (generalized("20200101000000Z"), last.clone()),
        (generalized("20200101000000Z"), generalized("20491231145959Z")),
        (first.clone(), generalized("20500101000000Z")),
        (first.clone(), generalized("99991231235959Z")),
        (first.clone(), utc("500101000000Z")),
        (first.clone(), generalized("20491231145959.5Z")),
        (first.clone(), generalized("204912311459Z")),
        (first.clone(), generalized("20491231145959+0900")),
        (first.clone(), utc("4912311459Z")),
        (first.clone(), utc("491231145960Z")),
        (first.clone(), utc("490229000000Z")),
        (first.clone(), utc("491301000000Z")),
        (first.clone(), utc("491231145959")),
        (last, first),
    ] {
        sign(form.with(VALIDITY, &object(0x30, &[first, last].concat())));
    }
    let empty = b"\x30\x00";
    sign(form.with(SUBJECT, empty));
    sign(form.with(ISSUER, empty));
    sign(form.with(KEY, empty));
    // The same name in other letters, and another name.
    let name = form.fields[ISSUER].clone();
    let changed = |from: &[u8], to: &[u8]| {
        let at = name.windows(from.len()).position(|window| window == from).unwrap();
        let mut name = name.clone();
        name[at..at + to.len()].copy_from_slice(to);
        name
    };
    sign(form.with(ISSUER, &changed(b"JPKICARD-TEST", b"jpkicard-test")));
    sign(form.with(ISSUER, &changed(b"JPKICARD-TEST", b"JPKICARD TEST")));
    sign(form.with(ISSUER, &changed(b"\x0C\x0DJPKICARD-TEST", b"\x13\x0DJPKICARD-TEST")));
    // A duplicate field, one too few, one too many.
    let mut fields = form.fields.clone();
    fields.push(b"\x05\x00".to_vec());
    sign(object(0x30, &fields.concat()));
    fields.truncate(EXTENSIONS);
    sign(object(0x30, &fields.concat()));
    fields.push(b"\x81\x02\x00\x01".to_vec());
    fields.push(form.fields[EXTENSIONS].clone());
    sign(object(0x30, &fields.concat()));
}

fn extensions(form: &Form, authority: &Authority, sign: &dyn Fn(Vec<u8>)) {
    for extension in &form.extensions {
        sign(form.with_extensions(&form.without(&identifier(extension))));
        let twice = [&form.extensions[..], std::slice::from_ref(extension)].concat();
        sign(form.with_extensions(&twice));
    }
    sign(form.with_extensions(&[]));
    for critical in [None, Some(0), Some(1), Some(0xFF)] {
        sign(form.replaced(UNKNOWN, critical, b"\x05\x00"));
    }
    for (id, critical, value) in [
        (KEY_USAGE, Some(0xFF), &b"\x03\x02\x07\x80"[..]),
        (KEY_USAGE, None, b"\x03\x02\x07\x80"),
        (KEY_USAGE, Some(0xFF), b"\x03\x02\x06\xC0"),
        (KEY_USAGE, Some(0xFF), b"\x03\x02\x05\xA0"),
        (KEY_USAGE, Some(0xFF), b"\x03\x02\x02\x84"),
        (KEY_USAGE, Some(0xFF), b"\x03\x01\x00"),
        (KEY_USAGE, Some(0xFF), b"\x03\x02\x00\x80"),
        (KEY_USAGE, Some(0xFF), b"\x04\x00"),
        (CONSTRAINTS, Some(0xFF), b"\x30\x00"),
        (CONSTRAINTS, Some(0xFF), b"\x30\x03\x01\x01\x00"),
        (CONSTRAINTS, Some(0xFF), b"\x30\x03\x01\x01\xFF"),
        (CONSTRAINTS, Some(0xFF), b"\x30\x03\x02\x01\x00"),
        (CONSTRAINTS, Some(0xFF), b"\x05\x00"),
        (EXTENDED_USAGE, None, b"\x30\x0A\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x01"),
        (EXTENDED_USAGE, None, b"\x30\x06\x06\x04\x55\x1D\x25\x00"),
        (EXTENDED_USAGE, None, b"\x30\x00"),
        (EXTENDED_USAGE, None, b"\x05\x00"),
        (POLICIES, None, b"\x30\x08\x30\x06\x06\x04\x55\x1D\x20\x00"),
        (POLICIES, None, b"\x30\x00"),
        (POLICIES, Some(0xFF), b"\x05\x00"),
        (POINTS, None, b"\x04\x00"),
        (POINTS, None, b"\x30\x00"),
        (NAME_CONSTRAINTS, Some(0xFF), b"\x30\x07\xA0\x05\x30\x03\x82\x01\x61"),
        (ALTERNATIVE_NAME, Some(0xFF), b"\x30\x03\x82\x01\x61"),
        (ALTERNATIVE_NAME, None, b"\x30\x00"),
        (ALTERNATIVE_NAME, None, b"\x05\x00"),
        (AUTHORITY_KEY, None, b"\x30\x00"),
        (AUTHORITY_KEY, None, b"\x30\x03\x80\x01\x00"),
        (AUTHORITY_KEY, None, b"\x05\x00"),
    ] {
        sign(form.replaced(id, critical, value));
    }
    let own = authority.anchor.key_identifier();
    let named = object(0x80, own);
    sign(form.replaced(AUTHORITY_KEY, Some(0xFF), &object(0x30, &named)));
    // The right key, and issuer and serial number of another authority.
    let issuer = object(0xA1, &object(0xA4, &form.fields[SUBJECT]));
    for serial in [b"\x82\x01\x01", b"\x82\x01\x77"] {
        let all = [&named[..], &issuer, serial].concat();
        sign(form.replaced(AUTHORITY_KEY, None, &object(0x30, &all)));
        let issuer = object(0xA1, &object(0xA4, &form.fields[ISSUER]));
        let all = [&named[..], &issuer, serial].concat();
        sign(form.replaced(AUTHORITY_KEY, None, &object(0x30, &all)));
    }
}

fn keys(form: &Form, sign: &dyn Fn(Vec<u8>)) {
    let rsa = key("leaf").rsa().unwrap();
    let modulus = rsa.n().to_vec();
    for exponent in [
        &b"\x01\x00\x01"[..],
        b"\x03",
        b"\x01",
        b"\x00",
        b"\x01\x00\x00",
        b"\x02\x00\x00\x00\x01",
        b"\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01",
    ] {
        sign(form.with(KEY, &forge::public_key(&modulus, exponent)));
    }
    sign(form.with(KEY, &forge::public_key(&[0xC1; 128], b"\x01\x00\x01")));
    sign(form.with(KEY, &forge::public_key(&[0xC1; 1024], b"\x01\x00\x01")));
    let mut even = modulus.clone();
    *even.last_mut().unwrap() &= 0xFE;
    sign(form.with(KEY, &forge::public_key(&even, b"\x01\x00\x01")));
}
