//! Faulty OCSP responses, nevertheless signed by the authority or its responder.

use jpkicard::Certificate;
use jpkicard::trust::{Anchors, CertificateIdHash, OcspRequest, Purpose, RevocationData};
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};

use super::certificates::NOW;
use super::forge::{
    SHA1, SHA256, SHA512, WITHOUT_NULL, extension, generalized, key, sealed, signature, signed,
    signed_with,
};
use crate::authority::{ALWAYS, AUTHENTICATION, Authority, RESPONDER, Settings, at};
use crate::judged::CertificateVerification;
use crate::mutation::{object, parts};

const NONCE: &[u8] = b"\x2B\x06\x01\x05\x05\x07\x30\x01\x02";
const UNKNOWN: &[u8] = b"\x2A\x03\x04";
const BASIC: &[u8] = b"\x06\x09\x2B\x06\x01\x05\x05\x07\x30\x01\x01";
const GOOD: &[u8] = b"\x80\x00";
const NOT_KNOWN: &[u8] = b"\x82\x00";

struct Answers {
    anchors: Anchors,
    certificate: Certificate,
    request: OcspRequest,
    /// The identifier of the certificate in the request.
    identifier: Vec<u8>,
    /// The authority's name and key.
    name: Vec<u8>,
    key: PKey<Private>,
}

fn revoked() -> Vec<u8> {
    object(0xA1, &generalized("20260101000000Z"))
}

fn this() -> Vec<u8> {
    generalized("20260531000000Z")
}

fn next() -> Vec<u8> {
    object(0xA0, &generalized("20260602000000Z"))
}

/// The CertID in a request.
fn identifier(request: &OcspRequest) -> Vec<u8> {
    let list = parts(parts(request.der())[0]);
    parts(parts(list[0])[0])[0].to_vec()
}

/// The contents, author and time of a response.
fn data(responder: &[u8], produced: &[u8], singles: &[Vec<u8>], extensions: &[Vec<u8>]) -> Vec<u8> {
    let extensions = match extensions {
        [] => Vec::new(),
        all => object(0xA1, &object(0x30, &all.concat())),
    };
    let singles = object(0x30, &singles.concat());
    object(0x30, &[responder, produced, &singles, &extensions].concat())
}

fn response(basic: &[u8]) -> Vec<u8> {
    let bytes = object(0x30, &[BASIC, &object(4, basic)].concat());
    object(0x30, &[b"\x0A\x01\x00", &object(0xA0, &bytes)[..]].concat())
}

impl Answers {
    fn new(authority: &Authority) -> Self {
        let certificate = authority.issue("person", AUTHENTICATION);
        let hash = CertificateIdHash::Sha1;
        let request = OcspRequest::new(&certificate, &authority.anchor, hash, None).unwrap();
        let fields = parts(parts(authority.ca_certificate.der())[0]);
        Self {
            anchors: authority.anchors(),
            identifier: identifier(&request),
            name: object(0xA1, fields[5]),
            key: key("ca"),
            certificate,
            request,
        }
    }

    fn put_at(&self, response: &[u8], second: u64) {
        self.put_asked(&self.request, response, second);
    }

    fn put_asked(&self, request: &OcspRequest, response: &[u8], second: u64) {
        let purpose = Purpose::Authentication;
        let check =
            CertificateVerification::new(&self.certificate, purpose, &self.anchors, at(second));
        let _ = check.revocation(RevocationData::Ocsp { request, response }).verdict();
    }

    fn put(&self, response: &[u8]) {
        self.put_at(response, NOW);
    }

    fn single(&self, status: &[u8]) -> Vec<u8> {
        object(0x30, &[&self.identifier, status, &this(), &next()].concat())
    }

    /// A response by the authority with these answers.
    fn say(&self, singles: &[Vec<u8>]) {
        let content = data(&self.name, &this(), singles, &[]);
        self.put(&response(&signed(&self.key, &content)));
    }
}

pub fn run() {
    let authority = Authority::new();
    let answers = Answers::new(&authority);
    singles(&authority, &answers);
    times(&answers);
    responses(&answers);
    nonces(&authority, &answers);
    signers(&authority, &answers);
}

fn singles(authority: &Authority, answers: &Answers) {
    let (good, gone) = (answers.single(GOOD), answers.single(&revoked()));
    let unknown = answers.single(NOT_KNOWN);
    let other = authority.issue("other", AUTHENTICATION);
    let hash = CertificateIdHash::Sha1;
    let about_other = OcspRequest::new(&other, &authority.anchor, hash, None).unwrap();
    let of_other = object(0x30, &[&identifier(&about_other), GOOD, &this(), &next()].concat());
    for all in [
        vec![good.clone()],
        vec![gone.clone()],
        vec![unknown.clone()],
        vec![],
        vec![of_other.clone()],
        vec![of_other.clone(), good.clone()],
        vec![of_other.clone(), gone.clone()],
        vec![good.clone(), gone.clone()],
        vec![gone, good.clone()],
        vec![good.clone(), unknown.clone()],
        vec![good.clone(), good.clone()],
        vec![unknown, good.clone()],
    ] {
        answers.say(&all);
    }
    // Queried about the other, and answered for both.
    let content = data(&answers.name, &this(), &[of_other, good], &[]);
    let both = response(&signed(&answers.key, &content));
    answers.put_asked(&about_other, &both, NOW);
    // Identified with another hash, and with fields that are not the authority's.
    let sha256 = CertificateIdHash::Sha256;
    let sha256 = OcspRequest::new(&answers.certificate, &authority.anchor, sha256, None).unwrap();
    let content = object(0x30, &[&identifier(&sha256), GOOD, &this(), &next()].concat());
    let content = data(&answers.name, &this(), &[content], &[]);
    answers.put_asked(&sha256, &response(&signed(&answers.key, &content)), NOW);
    let fields: Vec<_> = parts(&answers.identifier).iter().map(|part| part.to_vec()).collect();
    for (place, field) in [
        (0, b"\x30\x07\x06\x05\x2B\x0E\x03\x02\x1A".to_vec()),
        (1, object(4, &[0; 20])),
        (2, object(4, &[0; 20])),
        (3, object(2, &[0x77])),
        (3, object(2, &[&[0], answers.certificate.serial()].concat())),
        (3, object(0x0A, answers.certificate.serial())),
    ] {
        let mut fields = fields.clone();
        fields[place] = field;
        let identifier = object(0x30, &fields.concat());
        answers.say(&[object(0x30, &[&identifier, GOOD, &this(), &next()].concat())]);
    }
    // Reasons, and invalid statuses.
    for status in [
        object(0xA1, &[generalized("20260101000000Z"), b"\xA0\x03\x0A\x01\x01".to_vec()].concat()),
        object(0xA1, &[generalized("20260101000000Z"), b"\xA0\x03\x0A\x01\x07".to_vec()].concat()),
        object(0xA1, &[generalized("20260101000000Z"), b"\xA0\x03\x0A\x01\x08".to_vec()].concat()),
        object(0xA1, &generalized("20260101000000.5Z")),
        b"\x83\x00".to_vec(),
        b"\x80\x01\x00".to_vec(),
        b"\xA0\x00".to_vec(),
    ] {
        answers.say(&[answers.single(&status)]);
    }
    for (critical, id) in [(None, UNKNOWN), (Some(0xFF), UNKNOWN)] {
        let more = object(0xA1, &object(0x30, &extension(id, critical, b"\x05\x00")));
        let all = [&answers.identifier, GOOD, &this(), &next(), &more].concat();
        answers.say(&[object(0x30, &all)]);
    }
}

fn times(answers: &Answers) {
    let good =
        |this: &[u8], next: &[u8]| object(0x30, &[&answers.identifier, GOOD, this, next].concat());
    let until = |text: &str| object(0xA0, &generalized(text));
    let produced = this();
    let put = |produced: &[u8], single: Vec<u8>, second: u64| {
        let content = data(&answers.name, produced, &[single], &[]);
        answers.put_at(&response(&signed(&answers.key, &content)), second);
    };
    let (first, last) = (NOW - 86_400, NOW + 86_400);
    for second in
        [first - 301, first - 300, first, last - 1, last, last + 299, last + 300, last + 301]
    {
        put(&produced, good(&this(), &next()), second);
    }
    // Without nextUpdate; after the answer; the wrong way round; far off; not DER.
    let now = generalized("20260601000000Z");
    for (produced, this, next) in [
        (&now, this(), Vec::new()),
        (&now, now.clone(), Vec::new()),
        (&now, generalized("20250101000000Z"), Vec::new()),
        (&produced, this(), Vec::new()),
        (&generalized("20260701000000Z"), this(), next()),
        (&now, this(), until("20260530000000Z")),
        (&now, next()[2..].to_vec(), until("20260601000000Z")),
        (&now, this(), until("99991231235959Z")),
        (&now, this(), until("20260602000000.5Z")),
        (&now, this(), until("202606020000Z")),
        (&now, this(), until("20260602000000+0900")),
        (&now, this(), until("20260631000000Z")),
        (&object(0x17, b"260601000000Z"), this(), next()),
    ] {
        put(produced, good(&this, &next), NOW);
    }
}

/// The structure around the answers.
fn responses(answers: &Answers) {
    let content = data(&answers.name, &this(), &[answers.single(GOOD)], &[]);
    let basic = signed(&answers.key, &content);
    let whole = response(&basic);
    answers.put(&[&whole[..], b"\x05\x00"].concat());
    answers.put(&response(&[&basic[..], b"\x05\x00"].concat()));
    answers.put(&response(&object(0x30, &[&parts(&basic).concat()[..], b"\x05\x00"].concat())));
    answers.put(&[b"\x30\x80", &parts(&whole).concat()[..], b"\x00\x00"].concat());
    for status in 0..=7 {
        answers.put(&[0x30, 3, 0x0A, 1, status]);
        let bytes = parts(&whole)[1];
        answers.put(&object(0x30, &[&[0x0A, 1, status], bytes].concat()));
    }
    answers.put(b"");
    answers.put(b"<html>");
    let right = signature(&answers.key, MessageDigest::sha256(), &content);
    answers.put(&response(&sealed(&content, WITHOUT_NULL, &right)));
    answers.put(&response(&sealed(&content, SHA512, &right)));
    answers.put(&response(&sealed(&content, SHA256, &[])));
    answers.put(&response(&sealed(&content, SHA256, &[0; 256])));
    for (algorithm, digest) in [(SHA512, MessageDigest::sha512()), (SHA1, MessageDigest::sha1())] {
        answers.put(&response(&signed_with(&answers.key, &content, algorithm, digest)));
    }
    // Versions: explicit 1, 2, and 3.
    for version in [0, 1, 2] {
        let fields = parts(&content).concat();
        let version = object(0xA0, &[2, 1, version]);
        let content = object(0x30, &[version, fields].concat());
        answers.put(&response(&signed(&answers.key, &content)));
    }
}

fn nonces(authority: &Authority, answers: &Answers) {
    let hash = CertificateIdHash::Sha1;
    let ask = |nonce| OcspRequest::new(&answers.certificate, &authority.anchor, hash, nonce);
    let asked = ask(Some([7; 32])).unwrap();
    let nonce = |byte: u8| extension(NONCE, None, &object(4, &[byte; 32]));
    let twice = vec![nonce(7), nonce(8)];
    for extensions in [
        vec![],
        vec![nonce(7)],
        vec![nonce(8)],
        vec![extension(NONCE, None, &[7; 32])],
        twice,
        vec![extension(UNKNOWN, None, b"\x05\x00")],
        vec![extension(UNKNOWN, Some(0xFF), b"\x05\x00")],
        vec![extension(UNKNOWN, None, b"\x05\x00"), extension(UNKNOWN, None, b"\x05\x00")],
    ] {
        let content = data(&answers.name, &this(), &[answers.single(GOOD)], &extensions);
        let response = response(&signed(&answers.key, &content));
        answers.put_asked(&asked, &response, NOW);
        answers.put(&response);
    }
}

fn signers(authority: &Authority, answers: &Answers) {
    let by = |responder: &[u8], key: &PKey<Private>, certificates: &[&[u8]]| {
        let content = data(responder, &this(), &[answers.single(GOOD)], &[]);
        let basic = signed(key, &content);
        let certificates = match certificates {
            [] => Vec::new(),
            all => object(0xA0, &object(0x30, &all.concat())),
        };
        let basic = object(0x30, &[parts(&basic).concat(), certificates].concat());
        answers.put(&response(&basic));
    };
    let name = |certificate: &Certificate| object(0xA1, parts(parts(certificate.der())[0])[5]);
    let key_hash = |certificate: &Certificate| {
        // What is in the BIT STRING of the key.
        let bits = parts(certificate.public_key_der())[1];
        let length = bits.len() - parts_length(bits);
        let digest = openssl::hash::hash(MessageDigest::sha1(), &bits[length + 1..]).unwrap();
        object(0xA2, &object(4, &digest))
    };
    let ca = &authority.ca_certificate;
    by(&key_hash(ca), &answers.key, &[]);
    by(&key_hash(ca), &answers.key, &[ca.der()]);
    by(&answers.name, &answers.key, &[ca.der()]);
    by(&object(0xA2, &object(4, &[0; 20])), &answers.key, &[]);
    by(&object(0xA1, b"\x30\x00"), &answers.key, &[]);
    by(&answers.name, &key("other"), &[]);
    by(&answers.name, &key("leaf"), &[answers.certificate.der()]);

    let over = ("20200101000000Z", "20250101000000Z");
    let soon = ("20480101000000Z", "20491231145959Z");
    let without = |line: &str| RESPONDER.replace(line, "");
    let usage = "keyUsage = critical,digitalSignature\n";
    let extended = "extendedKeyUsage = critical,OCSPSigning\n";
    for (label, extensions, dates, of) in [
        ("delegate", RESPONDER.to_owned(), ALWAYS, "responder"),
        ("unlimited", without(usage), ALWAYS, "responder"),
        ("plain", without(extended), ALWAYS, "responder"),
        ("unchecked", without("noCheck = ignored\n"), ALWAYS, "responder"),
        ("unnamed", without("authorityKeyIdentifier = keyid\n"), ALWAYS, "responder"),
        ("client", RESPONDER.replace("OCSPSigning", "clientAuth"), ALWAYS, "responder"),
        ("any", RESPONDER.replace("OCSPSigning", "anyExtendedKeyUsage"), ALWAYS, "responder"),
        ("encrypts", RESPONDER.replace("digitalSignature", "keyEncipherment"), ALWAYS, "responder"),
        ("strange", format!("{RESPONDER}1.2.3.4 = critical,DER:0500\n"), ALWAYS, "responder"),
        ("over", RESPONDER.to_owned(), over, "responder"),
        ("soon", RESPONDER.to_owned(), soon, "responder"),
        ("weak", RESPONDER.to_owned(), ALWAYS, "short"),
        ("authority", format!("{RESPONDER}basicConstraints = CA:true\n"), ALWAYS, "responder"),
    ] {
        let delegate = authority.issue_with(label, &extensions, of, dates, "sha256");
        by(&name(&delegate), &key(of), &[delegate.der()]);
        by(&key_hash(&delegate), &key(of), &[delegate.der()]);
        if label == "delegate" {
            by(&name(&delegate), &key(of), &[]);
            by(&name(&delegate), &key("other"), &[delegate.der()]);
            by(&name(&delegate), &key(of), &[answers.certificate.der(), delegate.der()]);
            by(&name(&delegate), &key(of), &[delegate.der(), delegate.der()]);
            by(&name(&delegate), &key(of), &[b"\x30\x00", delegate.der()]);
            by(&answers.name, &key(of), &[delegate.der()]);
        }
    }
    for settings in [
        Settings { key: "other", ..Settings::default() },
        Settings { organization: "ANOTHER", ..Settings::default() },
        Settings { key: "other", organization: "ANOTHER", ..Settings::default() },
    ] {
        let other = Authority::with(settings);
        let delegate = other.issue_with("foreign", RESPONDER, "responder", ALWAYS, "sha256");
        by(&name(&delegate), &key("responder"), &[delegate.der()]);
        by(&name(&other.ca_certificate), &key(settings.key), &[other.ca_certificate.der()]);
    }
}

/// The length of an object's content.
fn parts_length(object: &[u8]) -> usize {
    jpkicard::internal::tlv::Tlv::parse(object).unwrap().0.value.len()
}
