//! Lists and answers signed by the authority, with one invalid field: each is refused as a whole,
//! whichever certificate is checked.

use std::time::SystemTime;

use jpkicard::Certificate;
use jpkicard::internal::tlv::Tlv;
use jpkicard::trust::{
    CertificateIdHash, OcspRequest, Purpose, Reason, RevocationData, RevocationStatus, Verdict,
};

use crate::authority::{AUTHENTICATION, Authority, assert_same_loaded};
use crate::judged::CertificateVerification;
use crate::mutation::{object, parts, sign};

/// An issued certificate, its authority, and the fields of a list of that authority.
struct Lists {
    authority: Authority,
    certificate: Certificate,
    /// Version, algorithm, issuer, thisUpdate, nextUpdate, entries, extensions.
    fields: [Vec<u8>; 7],
}

const VERSION: usize = 0;
const ALGORITHM: usize = 1;
const ISSUER: usize = 2;
const THIS_UPDATE: usize = 3;
const NEXT_UPDATE: usize = 4;
const ENTRIES: usize = 5;
const EXTENSIONS: usize = 6;

impl Lists {
    fn new() -> Self {
        let authority = Authority::new();
        let certificate = authority.issue("person", AUTHENTICATION);
        let crl = authority.crl("");
        let content = parts(parts(&crl)[0]);
        let [version, algorithm, issuer, this_update, next_update, extensions] = content[..] else {
            panic!("{} fields", content.len())
        };
        let date = object(0x17, b"260101000000Z");
        let entry = object(0x30, &[object(2, &[9]), date].concat());
        let entries = object(0x30, &entry);
        let fields = [version, algorithm, issuer, this_update, next_update, &entries, extensions];
        Self { authority, certificate, fields: fields.map(<[u8]>::to_vec) }
    }

    fn verdict(&self, crl: &[u8]) -> Verdict {
        let anchors = self.authority.anchors();
        let (purpose, now) = (Purpose::Authentication, SystemTime::now());
        let check = CertificateVerification::new(&self.certificate, purpose, &anchors, now);
        let verdict = check.revocation(RevocationData::Crl(crl)).verdict();
        assert_same_loaded(check, crl, &anchors, &verdict);
        verdict
    }

    /// The verdict by a list with another field at this place.
    fn with(&self, place: usize, field: &[u8]) -> Verdict {
        let mut fields = self.fields.each_ref().map(Vec::as_slice);
        fields[place] = field;
        self.verdict(&sign(&self.authority, &fields))
    }

    fn assert_malformed(&self, name: &str, place: usize, field: &[u8]) {
        let verdict = self.with(place, field);
        assert_eq!(verdict.reasons(), [Reason::CrlMalformed], "{name}");
        assert_eq!(verdict.revocation(), RevocationStatus::Undetermined, "{name}");
    }

    /// The list with an entry made of these parts before a valid one.
    fn assert_entry_malformed(&self, name: &str, parts: &[&[u8]]) {
        let entry = object(0x30, &parts.concat());
        let whole = object(0x30, &[&entry, parts_of(&self.fields[ENTRIES])].concat());
        self.assert_malformed(name, ENTRIES, &whole);
    }

    /// The list with one more extension.
    fn extended(&self, id: &[u8], value: &[u8]) -> Vec<u8> {
        let all = parts_of(parts_of(&self.fields[EXTENSIONS]));
        object(0xA0, &object(0x30, &[all, &extension(id, value)].concat()))
    }
}

/// The content of an object.
fn parts_of(bytes: &[u8]) -> &[u8] {
    Tlv::parse(bytes).unwrap().0.value
}

fn extension(id: &[u8], value: &[u8]) -> Vec<u8> {
    object(0x30, &[object(6, id), object(4, value)].concat())
}

const REASON: &[u8] = b"\x55\x1D\x15";
const INVALIDITY: &[u8] = b"\x55\x1D\x18";
const NUMBER: &[u8] = b"\x55\x1D\x14";
const SCOPE: &[u8] = b"\x55\x1D\x1C";
const AUTHORITY_KEY: &[u8] = b"\x55\x1D\x23";

/// Times that are invalid in DER or in the calendar; thirteen and fifteen characters are right.
fn wrong_times() -> Vec<Vec<u8>> {
    vec![
        object(0x17, b"2601010000Z"),
        object(0x17, b"260101000000+0900"),
        object(0x17, b"260101000000"),
        object(0x17, b"261301000000Z"),
        object(0x17, b"260230000000Z"),
        object(0x17, b"260101240000Z"),
        object(0x17, b"260101000000z"),
        object(0x17, b"26010100000 Z"),
        object(0x17, b"600101000000Z"),
        object(0x17, b""),
        object(0x18, b"20260101000000.5Z"),
        object(0x18, b"20260101000000.0Z"),
        object(0x18, b"202601010000Z"),
        object(0x18, b"20260101000000+0000"),
        object(0x18, b"20260101000000"),
        object(0x18, b"00000101000000Z"),
        object(0x04, b"260101000000Z"),
        object(0x37, b"260101000000Z"),
        object(0x05, b""),
    ]
}

/// A revoked number in another encoding makes the list malformed; it does not merely leave the
/// certificate out.
#[test]
fn a_serial_number_that_is_no_canonical_integer() {
    let lists = Lists::new();
    let serial = lists.certificate.serial();
    let date = object(0x17, b"260101000000Z");
    let content = |octets: &[u8]| object(0x30, &[object(2, octets), date.clone()].concat());
    let right = lists.with(ENTRIES, &object(0x30, &content(serial)));
    assert_eq!(right.reasons(), [Reason::Revoked]);
    let twenty_one = object(0x30, &content(&[&[0, 0x80][..], &[0x5A; 19]].concat()));
    assert_eq!(lists.with(ENTRIES, &twenty_one).reasons(), []);
    for (name, number) in [
        ("padded", object(2, &[&[0], serial].concat())),
        ("padded with ones", object(2, &[0xFF, 0x80])),
        ("padded twice", object(2, &[&[0, 0], serial].concat())),
        ("a long form of its length", [&[2, 0x81, serial.len() as u8], serial].concat()),
        ("an ENUMERATED", object(0x0A, serial)),
        ("an OCTET STRING", object(4, serial)),
        ("a BIT STRING", object(3, serial)),
        ("a SEQUENCE", object(0x30, &object(2, serial))),
        ("a constructed INTEGER", object(0x22, serial)),
        ("context-specific", object(0x82, serial)),
        ("a NULL", object(5, &[])),
        ("empty", object(2, &[])),
        ("of 22 octets", object(2, &[1; 22])),
        ("of 300 octets", object(2, &[1; 300])),
    ] {
        lists.assert_entry_malformed(name, &[&number, &date]);
    }
    // Other numbers.
    for number in [&[9][..], &[0], &[0xFF], &[0x80], &[0, 0x80], &[1; 21]] {
        let verdict = lists.with(ENTRIES, &object(0x30, &content(number)));
        assert_eq!(verdict.reasons(), [], "{number:02X?}");
    }
}

#[test]
fn every_other_field_of_an_entry() {
    let lists = Lists::new();
    let number = object(2, &[8]);
    let date = object(0x17, b"260101000000Z");
    for time in wrong_times() {
        lists.assert_entry_malformed(&format!("{time:02X?}"), &[&number, &time]);
    }
    let with = |name: &str, extensions: &[u8]| {
        let extensions = object(0x30, extensions);
        lists.assert_entry_malformed(name, &[&number, &date, &extensions]);
    };
    let reason = |value: &[u8]| extension(REASON, value);
    with("an unassigned reason", &reason(&[0x0A, 1, 7]));
    with("a reason above all", &reason(&[0x0A, 1, 11]));
    with("a padded reason", &reason(&[0x0A, 2, 0, 1]));
    with("a reason as an INTEGER", &reason(&[2, 1, 1]));
    with("an empty reason", &reason(&[0x0A, 0]));
    with("no reason", &reason(&[]));
    with("something after the reason", &reason(&[0x0A, 1, 1, 0]));
    with("taken back", &reason(&[0x0A, 1, 8]));
    with("two reasons", &[reason(&[0x0A, 1, 1]), reason(&[0x0A, 1, 1])].concat());
    for id in [INVALIDITY, b"\x2A\x03\x04"] {
        let value = object(0x18, b"20260101000000Z");
        with("an extension twice", &[extension(id, &value), extension(id, &value)].concat());
    }
    for time in wrong_times() {
        with("an invalidity date", &extension(INVALIDITY, &time));
    }
    with("UTCTime", &extension(INVALIDITY, &date));
    let many: Vec<u8> = (0..17).flat_map(|id| extension(&[0x2A, 3, id], &[5, 0])).collect();
    with("seventeen extensions", &many);
    with("no value", &object(0x30, &object(6, REASON)));
    with("a value that is no OCTET STRING", &object(0x30, b"\x06\x03\x55\x1D\x15\x0A\x01\x01"));
    with(
        "a critical that is 1",
        &object(0x30, b"\x06\x03\x55\x1D\x15\x01\x01\x01\x04\x03\x0A\x01\x01"),
    );
    with("no extension", &[5, 0]);
    lists.assert_entry_malformed("extensions that are a SET", &[&number, &date, &[0x31, 0]]);
    lists.assert_entry_malformed("a fourth field", &[&number, &date, &[0x30, 0], &[5, 0]]);
    lists.assert_entry_malformed("no date", &[&number]);
    lists.assert_entry_malformed("nothing", &[]);
    for entries in [
        object(0x30, &object(0x31, &[&number[..], &date].concat())),
        object(0x30, &[0x30, 0x7F, 2, 1, 8]),
        object(0x30, &[0x30, 0x80, 0, 0]),
        object(0x30, &[0x30, 0x81, 0x12, 2, 1, 8]),
    ] {
        lists.assert_malformed("entries", ENTRIES, &entries);
    }
}

#[test]
fn every_field_of_a_list() {
    let lists = Lists::new();
    assert_eq!(lists.with(VERSION, &[2, 1, 1]).reasons(), []);
    for version in [&[2, 1, 0][..], &[2, 1, 2], &[2, 2, 0, 1], &[2, 0], &[0x0A, 1, 1], &[]] {
        lists.assert_malformed(&format!("version {version:?}"), VERSION, version);
    }
    // An algorithm that differs from the outer one, or is malformed.
    for (algorithm, expected) in [
        (&[0x30, 0][..], Reason::CrlMalformed),
        (&[5, 0], Reason::CrlMalformed),
        (&object(0x30, b"\x06\x03\x2A\x03\x04"), Reason::CrlAlgorithmNotAllowed),
        (
            &object(0x30, b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D\x05\x00"),
            Reason::CrlAlgorithmNotAllowed,
        ),
    ] {
        let mut fields = lists.fields.each_ref().map(Vec::as_slice);
        fields[ALGORITHM] = algorithm;
        let crl = sign(&lists.authority, &fields);
        let outer = parts(&crl);
        let crl = object(0x30, &[outer[0], &lists.fields[ALGORITHM], outer[2]].concat());
        assert_eq!(lists.verdict(&crl).reasons(), [expected], "{algorithm:02X?}");
    }
    for issuer in [object(4, b"issuer"), object(0x30, &[5, 0]), object(0x30, &[0x31, 2, 5, 0])] {
        lists.assert_malformed("issuer", ISSUER, &issuer);
    }
    for place in [THIS_UPDATE, NEXT_UPDATE] {
        for time in wrong_times() {
            lists.assert_malformed(&format!("{place} {time:02X?}"), place, &time);
        }
        lists.assert_malformed("no time", place, &[]);
    }
    let late = object(0x17, b"491231235959Z");
    lists.assert_malformed("made after its end", THIS_UPDATE, &late);

    let wrong = |id: &[u8], value: &[u8]| {
        let name = format!("{id:02X?} {value:02X?}");
        let all = lists.extended(id, value);
        let value = match id {
            // The list has these two already.
            NUMBER | AUTHORITY_KEY => {
                let kept = parts(parts(&lists.fields[EXTENSIONS])[0]);
                let kept = kept.iter().filter(|kept| !kept.windows(3).any(|three| three == id));
                let kept: Vec<_> = kept.copied().collect();
                object(0xA0, &object(0x30, &[&kept.concat()[..], &extension(id, value)].concat()))
            }
            _ => all,
        };
        lists.assert_malformed(&name, EXTENSIONS, &value);
    };
    for number in
        [&[2, 0][..], &[2, 2, 0, 1], &[4, 1, 1], &[2, 1, 0xFF], &[5, 0], &[], &[2, 1, 1, 0]]
    {
        wrong(NUMBER, number);
    }
    for key in [&[5, 0][..], &[], &[0x30, 2, 5, 0], &[0x30, 3, 0x80, 2, 1], &[0x30, 2, 0xA0, 0]] {
        wrong(AUTHORITY_KEY, key);
    }
    for scope in [
        &[5, 0][..],
        &[],
        // Empty: never made (RFC 5280, 5.2.5).
        &[0x30, 0],
        // The same, with a default that is written out.
        &[0x30, 3, 0x81, 1, 0],
        &[0x30, 3, 0x85, 1, 0],
        &[0x30, 6, 0x81, 1, 0, 0x84, 1, 0],
        &[0x30, 2, 5, 0],
        // A BOOLEAN that is neither true nor false, and one of two octets; fields in the wrong
        // order; unknown fields.
        &[0x30, 3, 0x81, 1, 1],
        &[0x30, 4, 0x81, 2, 0xFF, 0xFF],
        &[0x30, 6, 0x82, 1, 0, 0x81, 1, 0],
        &[0x30, 3, 0x86, 1, 0xFF],
        // Only for authorities, in a position where it would be skipped.
        &[0x30, 6, 0x82, 1, 0, 0x82, 1, 0xFF],
        &[0x30, 6, 0x84, 1, 0, 0x82, 1, 0xFF],
        // A point without a name, with two, with an invalid one, and with a malformed one.
        &[0x30, 2, 0xA0, 0],
        &[0x30, 6, 0xA0, 4, 0xA2, 2, 5, 0],
        &[0x30, 6, 0xA0, 4, 0xA0, 2, 5, 0],
        &[0x30, 6, 0xA0, 4, 0xA0, 2, 0xA4, 0],
        &[0x30, 8, 0xA0, 6, 0xA0, 4, 0xA4, 2, 5, 0],
        &[0x30, 7, 0xA0, 5, 0xA0, 3, 0x86, 1, 0x80],
        // Reasons: bits that are unused and too many.
        &[0x30, 3, 0x83, 1, 1],
        &[0x30, 4, 0x83, 2, 8, 0],
    ] {
        wrong(SCOPE, scope);
    }
    let extensions = parts_of(parts_of(&lists.fields[EXTENSIONS]));
    for (name, field) in [
        ("no extension", object(0xA0, &object(0x30, &[]))),
        ("another wrapper", object(0xA1, &object(0x30, extensions))),
        ("none", object(0xA0, &[])),
        ("a SET", object(0xA0, &object(0x31, extensions))),
        ("twice", object(0xA0, &object(0x30, &extensions.repeat(2)))),
        ("no SEQUENCE", object(0xA0, extensions)),
        ("one after", [&lists.fields[EXTENSIONS][..], &[5, 0]].concat()),
    ] {
        lists.assert_malformed(name, EXTENSIONS, &field);
    }
    // A signature that is not a whole number of octets is invalid.
    let fields = lists.fields.each_ref().map(Vec::as_slice);
    let mut crl = sign(&lists.authority, &fields);
    assert_eq!(lists.verdict(&crl).reasons(), []);
    let unused = crl.len() - 257;
    assert_eq!(crl[unused], 0);
    crl[unused] = 1;
    assert_eq!(lists.verdict(&crl).reasons(), [Reason::CrlSignatureInvalid]);
}

#[test]
fn more_than_is_looked_at_is_malformed() {
    let lists = Lists::new();
    let many = |count: u8| (0..count).flat_map(|id| extension(&[0x2A, 3, id], &[5, 0]));
    let here = parts(parts(&lists.fields[EXTENSIONS])[0]);
    let all = |count: usize| {
        let more = many(u8::try_from(count - here.len()).unwrap());
        object(0xA0, &object(0x30, &here.concat().into_iter().chain(more).collect::<Vec<_>>()))
    };
    assert_eq!(lists.with(EXTENSIONS, &all(64)).reasons(), []);
    lists.assert_malformed("65 extensions", EXTENSIONS, &all(65));
    lists.assert_malformed("64 KiB", EXTENSIONS, &lists.extended(&[0x2A, 3, 4], &[0; 65_536]));
    // Both limits are exact: an extension of this length has 13 bytes around its value.
    let room = 65_536 - here.concat().len() - 13;
    let extended = |length: usize| lists.extended(&[0x2A, 3, 4], &vec![0; length]);
    assert_eq!(parts_of(parts_of(&extended(room))).len(), 65_536);
    assert_eq!(lists.with(EXTENSIONS, &extended(room)).reasons(), []);
    lists.assert_malformed("a byte above 64 KiB", EXTENSIONS, &extended(room + 1));
    let point = |count: usize| {
        let names = object(0xA0, &b"\x86\x01u".repeat(count));
        lists.extended(SCOPE, &object(0x30, &object(0xA0, &names)))
    };
    let other = lists.with(EXTENSIONS, &point(64));
    assert_eq!(other.reasons(), [Reason::CrlOtherDistributionPoint]);
    lists.assert_malformed("65 names", EXTENSIONS, &point(65));
    // A common name of this length, with 21 bytes around it: the length alone is wrong.
    let issuer = |length: usize| {
        let value = object(0x0C, &vec![b'A'; length - 21]);
        object(0x30, &object(0x31, &object(0x30, &[&b"\x06\x03\x55\x04\x03"[..], &value].concat())))
    };
    assert_eq!(issuer(16_384).len(), 16_384);
    assert_eq!(lists.with(ISSUER, &issuer(16_384)).reasons(), [Reason::CrlOtherIssuer]);
    for length in [16_385, 60_000] {
        lists.assert_malformed("a name above 16 KiB", ISSUER, &issuer(length));
    }
}

/// Its times are not the wrong way round: it is a list, though an old one.
#[test]
fn a_list_that_is_due_when_it_is_made() {
    let mut lists = Lists::new();
    let time = object(0x17, b"250101000000Z");
    lists.fields[THIS_UPDATE] = time.clone();
    assert_eq!(lists.with(NEXT_UPDATE, &time).reasons(), [Reason::CrlExpired]);
    let earlier = object(0x17, b"241231235959Z");
    lists.assert_malformed("due a second before it is made", NEXT_UPDATE, &earlier);
}

/// Of several entries about one certificate the worst counts, in any order.
#[test]
fn a_certificate_that_is_listed_twice() {
    let lists = Lists::new();
    let entry = |date: &[u8], reason: u8| {
        let extensions = object(0x30, &extension(REASON, &[0x0A, 1, reason]));
        let serial = object(2, lists.certificate.serial());
        object(0x30, &[serial, object(0x17, date), extensions].concat())
    };
    let hold = entry(b"250101000000Z", 6);
    let early = entry(b"250601000000Z", 4);
    let late = entry(b"260101000000Z", 1);
    let other = parts_of(&lists.fields[ENTRIES]);
    let revoked = |entries: &[&[u8]]| {
        let verdict = lists.with(ENTRIES, &object(0x30, &entries.concat()));
        assert_eq!(verdict.reasons(), [Reason::Revoked]);
        verdict.revocation()
    };
    let expected = revoked(&[&early]);
    for entries in [
        [&hold[..], other, &early, &late],
        [&late, &early, &hold, other],
        [&early, &late, other, &hold],
        [other, &late, &hold, &early],
    ] {
        assert_eq!(revoked(&entries), expected);
    }
    assert_ne!(revoked(&[&hold]), expected);
    assert_eq!(revoked(&[&hold, &late]), revoked(&[&late]));
}

/// An answer by the authority itself, parsed.
struct Answers {
    authority: Authority,
    certificate: Certificate,
    request: OcspRequest,
    /// Responder, producedAt, the only answer's parts, and the rest of the signed content.
    responder: Vec<u8>,
    produced_at: Vec<u8>,
    single: Vec<Vec<u8>>,
    algorithm: Vec<u8>,
}

impl Answers {
    fn new() -> Self {
        let authority = Authority::new();
        let certificate = authority.issue("person", AUTHENTICATION);
        let hash = CertificateIdHash::Sha1;
        let request = OcspRequest::new(&certificate, &authority.anchor, hash, None).unwrap();
        authority.write("request.der", request.der());
        let by_ca = "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der \
                     -rsigner ca.pem -rkey ca.key -resp_no_certs -ndays 1";
        authority.openssl(by_ca, &[]);
        let response = authority.read("response.der");
        let basic = parts(parts(parts(&response)[1])[0])[1];
        let basic = parts(parts_of(basic));
        let owned = |all: Vec<&[u8]>| all.into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>();
        let [ref responder, ref produced_at, ref singles] = owned(parts(basic[0]))[..] else {
            panic!("not three fields")
        };
        let single = owned(parts(parts(singles)[0]));
        assert_eq!(single.len(), 4, "certificate, status, thisUpdate, nextUpdate");
        let (responder, produced_at) = (responder.clone(), produced_at.clone());
        let algorithm = basic[1].to_vec();
        Self { authority, certificate, request, responder, produced_at, single, algorithm }
    }

    fn singles(&self, place: usize, field: &[u8]) -> Vec<u8> {
        let mut parts: Vec<_> = self.single.iter().map(Vec::as_slice).collect();
        parts[place] = field;
        object(0x30, &object(0x30, &parts.concat()))
    }

    fn verdict(&self, content: &[&[u8]], certificates: &[u8], unused_bits: u8) -> Verdict {
        let content = object(0x30, &content.concat());
        self.authority.write("content", &content);
        self.authority.openssl("dgst -sha256 -sign ca.key -out signature content", &[]);
        let signature =
            object(3, &[&[unused_bits], &self.authority.read("signature")[..]].concat());
        let basic = [&content, &self.algorithm, &signature, certificates].concat();
        let bytes = [
            &b"\x06\x09\x2B\x06\x01\x05\x05\x07\x30\x01\x01"[..],
            &object(4, &object(0x30, &basic)),
        ];
        let bytes = object(0xA0, &object(0x30, &bytes.concat()));
        let response = object(0x30, &[&[0x0A, 1, 0], &bytes[..]].concat());
        let anchors = self.authority.anchors();
        let (purpose, now) = (Purpose::Authentication, SystemTime::now());
        let (request, response) = (&self.request, &response[..]);
        CertificateVerification::new(&self.certificate, purpose, &anchors, now)
            .revocation(RevocationData::Ocsp { request, response })
            .verdict()
    }

    /// Asserts that an answer with another field at this place is refused for this reason.
    fn assert_refused(&self, place: usize, field: &[u8], reason: Reason) {
        let singles = self.singles(place, field);
        let verdict = self.verdict(&[&self.responder, &self.produced_at, &singles], &[], 0);
        assert_eq!(verdict.reasons(), [reason], "{place} {field:02X?}");
        assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
    }
}

#[test]
fn every_field_of_an_answer() {
    let answers = Answers::new();
    let single = answers.singles(1, &answers.single[1]);
    let (responder, produced_at) = (&answers.responder[..], &answers.produced_at[..]);
    let right: [&[u8]; 3] = [responder, produced_at, &single];
    assert_eq!(answers.verdict(&right, &[], 0).revocation(), RevocationStatus::Good);
    let malformed = Reason::OcspMalformed;

    // The certificate's identifier.
    let id = parts(&answers.single[0]);
    let [hash, name, key, serial] = id[..] else { panic!("{} parts", id.len()) };
    let number = parts_of(serial);
    for wrong in [
        object(2, &[&[0], number].concat()),
        object(4, number),
        object(0x0A, number),
        object(2, &[]),
        object(2, &[1; 22]),
    ] {
        let id = object(0x30, &[hash, name, key, &wrong].concat());
        answers.assert_refused(0, &id, malformed);
    }
    let unknown = object(0x30, b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00");
    let other = [
        [&unknown, name, key, serial],
        [hash, key, name, serial],
        [hash, name, name, serial],
        [hash, name, key, &object(2, &[0x7F, 1, 2])],
        [&object(0x30, b"\x06\x05\x2B\x0E\x03\x02\x1A\x04\x00"), name, key, serial],
    ];
    for id in other {
        answers.assert_refused(0, &object(0x30, &id.concat()), Reason::OcspOtherCertificate);
    }
    // The state.
    for wrong in [
        &[0x80, 1, 0][..],
        &[0xA0, 0],
        &[0x82, 1, 0],
        &[0x83, 0],
        &[5, 0],
        &object(0xA1, &object(0x17, b"260101000000Z")),
        &object(0xA1, &object(0x18, b"20260101000000.5Z")),
        &object(0xA1, &[&object(0x18, b"20260101000000Z")[..], b"\xA0\x03\x0A\x01\x07"].concat()),
        &object(
            0xA1,
            &[&object(0x18, b"20260101000000Z")[..], b"\xA0\x04\x0A\x02\x00\x01"].concat(),
        ),
        &object(0xA1, &[]),
    ] {
        answers.assert_refused(1, wrong, malformed);
    }
    // The times.
    for time in wrong_times().into_iter().chain([object(0x17, b"260101000000Z")]) {
        answers.assert_refused(2, &time, malformed);
        answers.assert_refused(3, &object(0xA0, &time), malformed);
        let verdict = answers.verdict(&[responder, &time, &single], &[], 0);
        assert_eq!(verdict.reasons(), [malformed], "{time:02X?}");
    }
    // A second nextUpdate after the first, or after the extensions, where it would be skipped.
    let later = object(0xA0, &object(0x18, b"20491231000000Z"));
    let more = object(0xA1, &object(0x30, &extension(&[0x2A, 3, 4], &[5, 0])));
    answers.assert_refused(3, &[&answers.single[3][..], &later].concat(), malformed);
    answers.assert_refused(3, &[&more[..], &later].concat(), malformed);
    // The responder, before the signature has been verified.
    for wrong in [&[5, 0][..], &[0xA1, 0], &[0xA2, 2, 5, 0], &[0xA3, 0], &[]] {
        let verdict = answers.verdict(&[wrong, produced_at, &single], &[], 0);
        assert_eq!(verdict.reasons(), [malformed], "{wrong:02X?}");
    }
    // The version, permitted optional fields, and forbidden ones.
    for before in [&[0xA0, 3, 2, 1, 1][..], &[0xA0, 4, 2, 2, 0, 0], &[0xA0, 0]] {
        let verdict = answers.verdict(&[before, responder, produced_at, &single], &[], 0);
        assert_eq!(verdict.reasons(), [malformed], "{before:02X?}");
    }
    let twice = extension(&[0x2A, 3, 4], &[5, 0]).repeat(2);
    for after in
        [&object(0xA1, &object(0x30, &twice)), &[5, 0][..], &object(0xA1, &[0x30, 2, 5, 0])]
    {
        let verdict = answers.verdict(&[responder, produced_at, &single, after], &[], 0);
        assert_eq!(verdict.reasons(), [malformed], "{after:02X?}");
    }
    // A field before the extensions that the decoder would skip: the version again, or another.
    let extensions = object(0xA1, &object(0x30, &extension(&[0x2A, 3, 4], &[5, 0])));
    let good = answers.verdict(&[responder, produced_at, &single, &extensions], &[], 0);
    assert_eq!(good.revocation(), RevocationStatus::Good);
    for skipped in [&[0xA0, 3, 2, 1, 0][..], &[0x80, 0], &[0xA0, 0]] {
        let content = [responder, produced_at, &single, skipped, &extensions];
        assert_eq!(answers.verdict(&content, &[], 0).reasons(), [malformed], "{skipped:02X?}");
        // Without extensions too, and between the other fields.
        let content = [responder, produced_at, &single, skipped];
        assert_eq!(answers.verdict(&content, &[], 0).reasons(), [malformed], "{skipped:02X?}");
        let content = [responder, produced_at, skipped, &single];
        assert_eq!(answers.verdict(&content, &[], 0).reasons(), [malformed], "{skipped:02X?}");
        let content = [responder, skipped, produced_at, &single];
        assert_eq!(answers.verdict(&content, &[], 0).reasons(), [malformed], "{skipped:02X?}");
    }
    // The included certificates, though none is needed.
    for (certificates, expected) in [
        (object(0xA0, &object(0x30, &[])), None),
        (object(0xA0, &object(0x30, answers.certificate.der())), None),
        (object(0xA0, &object(0x30, &answers.certificate.der().repeat(8))), None),
        (object(0xA0, &object(0x30, &answers.certificate.der().repeat(9))), Some(malformed)),
        (object(0xA0, &object(0x30, &[5, 0])), Some(malformed)),
        (object(0xA0, &object(0x30, &object(0x30, &[0; 9000]))), Some(malformed)),
        (object(0xA0, &[0x31, 0]), Some(malformed)),
        (object(0xA1, &[0x30, 0]), Some(malformed)),
        (vec![5, 0], Some(malformed)),
    ] {
        let verdict = answers.verdict(&right, &certificates, 0);
        assert_eq!(verdict.reasons(), expected.as_slice(), "{} bytes", certificates.len());
    }
    assert_eq!(answers.verdict(&right, &[], 1).reasons(), [Reason::OcspSignatureInvalid]);
}
