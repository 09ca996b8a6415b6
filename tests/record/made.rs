//! Records of a fictitious card, signed by openssl: the challenge, and what a forger may try.

use std::path::PathBuf;
use std::sync::LazyLock;

use jpkicard::Status;
use jpkicard::record::{
    AgeRecord, BasicAttributes, CardAuthorities, CardAuthority, CardFace,
    CardVerifiableCertificate, IntegrityRecord, RecordApplication,
};

use crate::openssl::{folder, openssl};

const AUTHORITY: &str = "authority";
const MUNICIPALITY: &str = "municipality";
const CARD: &str = "card";
const FORGER: &str = "forger";
const AUTHORITY_NAME: [u8; 16] = *b"9000023\x08\x05001\0\0\0\0";

/// SubjectPublicKeyInfo of an RSA-2048 key with exponent 65537.
pub fn spki(modulus: &[u8; 256]) -> Vec<u8> {
    let before = b"\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\
                   \x03\x82\x01\x0f\x00\x30\x82\x01\x0a\x02\x82\x01\x01\x00";
    [&before[..], modulus, b"\x02\x03\x01\x00\x01"].concat()
}

fn run(arguments: &str) {
    openssl(&KEYS, &arguments.split(' ').collect::<Vec<_>>());
}

/// The folder with four keys, made once.
static KEYS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = folder();
    for name in [AUTHORITY, MUNICIPALITY, CARD, FORGER] {
        let make = format!("genrsa -out {name}.pem 2048");
        openssl(&folder, &make.split(' ').collect::<Vec<_>>());
        let public = format!("rsa -in {name}.pem -pubout -outform DER -out {name}.der");
        openssl(&folder, &public.split(' ').collect::<Vec<_>>());
    }
    folder
});

fn modulus(name: &str) -> [u8; 256] {
    let spki = std::fs::read(KEYS.join(format!("{name}.der"))).unwrap();
    spki[spki.len() - 261..spki.len() - 5].try_into().unwrap()
}

/// Runs openssl over the data and returns the signature that it writes.
fn signing(command: &str, name: &str, data: &[u8]) -> Vec<u8> {
    let own = folder();
    let path = |file: &str| own.join(file).to_str().unwrap().to_owned();
    std::fs::write(path("data"), data).unwrap();
    run(&command
        .replace("KEY", &format!("{name}.pem"))
        .replace("DATA", &path("data"))
        .replace("SIGNATURE", &path("signature")));
    let signature = std::fs::read(path("signature")).unwrap();
    std::fs::remove_dir_all(own).unwrap();
    signature
}

fn sign(name: &str, data: &[u8]) -> Vec<u8> {
    signing("dgst -sha256 -sign KEY -out SIGNATURE DATA", name, data)
}

/// PKCS #1 v1.5 padding around the bytes as they are, and the bare operation of the key:
/// openssl signs nothing itself that is longer than a digest.
fn sign_padded(name: &str, bytes: &[u8]) -> Vec<u8> {
    let padding = vec![0xFF; 253 - bytes.len()];
    let padded = [b"\0\x01", &padding[..], b"\0", bytes].concat();
    let command =
        "pkeyutl -decrypt -inkey KEY -pkeyopt rsa_padding_mode:none -in DATA -out SIGNATURE";
    signing(command, name, &padded)
}

pub(crate) fn sha256(data: &[u8]) -> Vec<u8> {
    signing("dgst -sha256 -binary -out SIGNATURE DATA", "", data)
}

fn object(tag: u16, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    let header = match value.len() {
        ..0x80 => vec![length[1]],
        0x80..0x100 => vec![0x81, length[1]],
        _ => vec![0x82, length[0], length[1]],
    };
    [&tag.to_be_bytes()[..], &header, value].concat()
}

/// The objects in an outer one, preceded by a table of their offsets.
fn with_offsets(tag: u16, table: u16, objects: &[Vec<u8>]) -> Vec<u8> {
    // The outer header takes five bytes: each of these files is longer than 255.
    let mut start = 5 + object(table, &vec![0; objects.len() * 2]).len();
    let mut offsets = Vec::new();
    for object in objects {
        offsets.extend(u16::try_from(start).unwrap().to_be_bytes());
        start += object.len();
    }
    object(tag, &[object(table, &offsets), objects.concat()].concat())
}

fn key(name: &str) -> Vec<u8> {
    [&b"\x90\x03\x01\x00\x01\x91\x82\x01\x00"[..], &modulus(name)].concat()
}

fn certificate_of(subject: &str, signer: &str) -> CardVerifiableCertificate {
    let name = *b"9132213\x08\x05000\0\0\0\0";
    let body = [&AUTHORITY_NAME[..], &name, &key(subject)].concat();
    let parts = [object(0x5F4E, &body), object(0x5F37, &sign(signer, &body))];
    CardVerifiableCertificate::from_file(object(0x7F21, &parts.concat())).unwrap()
}

fn certificate() -> CardVerifiableCertificate {
    certificate_of(MUNICIPALITY, AUTHORITY)
}

fn authority(name: &str, application: RecordApplication) -> CardAuthority {
    CardAuthority::new(application, AUTHORITY_NAME, &modulus(name), b"\x01\x00\x01").unwrap()
}

fn surface() -> CardAuthorities {
    CardAuthorities::none().with(authority(AUTHORITY, RecordApplication::CardSurface))
}

fn age_with(sign: impl Fn(&[u8]) -> Vec<u8>) -> jpkicard::Result<AgeRecord> {
    age_with_more(sign, &[])
}

fn age_with_more(sign: impl Fn(&[u8]) -> Vec<u8>, more: &[u8]) -> jpkicard::Result<AgeRecord> {
    let signed = [object(0xDF11, b"20000229"), object(0xDF12, &key(CARD))].concat();
    let signature = object(0xDF13, &sign(&signed));
    AgeRecord::from_file(object(0xFF10, &[&signed, &signature, more].concat()))
}

fn face_objects() -> Vec<Vec<u8>> {
    [
        (0xDF22, &b"20000229"[..]),
        (0xDF23, b"2"),
        (0xDF24, &key(CARD)),
        (0xDF25, b"name"),
        (0xDF26, b"address"),
        (0xDF27, &[7; 900]),
    ]
    .map(|(tag, value)| object(tag, value))
    .to_vec()
}

/// The DigestInfo of three digests.
fn segments(objects: &[Vec<u8>]) -> Vec<u8> {
    let digests = [&objects[..3], &objects[3..5], &objects[5..6]];
    let digests = digests.map(|objects| sha256(&objects.concat())).concat();
    let before = b"\x30\x71\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x60";
    [&before[..], &digests].concat()
}

fn face_with(signature: &[u8], more: &[Vec<u8>]) -> jpkicard::Result<CardFace> {
    let after = [object(0xDF28, signature), object(0xDF29, b"20350228"), object(0xDF2A, b"code")];
    let objects = [&face_objects()[..], &after, more].concat();
    CardFace::from_file(with_offsets(0xFF20, 0xDF21, &objects))
}

#[track_caller]
fn refused(outcome: jpkicard::Result<()>, detail: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.status(), Status::RecordNotAuthentic);
    assert!(error.detail().contains(detail), "{error}");
}

#[test]
fn a_record_and_a_card_that_belong_together() {
    let (certificate, authorities) = (certificate(), surface());
    certificate.verify(&authorities).unwrap();
    let age = age_with(|signed| sign(MUNICIPALITY, signed)).unwrap();
    age.verify(&certificate, &authorities).unwrap();
    assert_eq!(age.age_on(jpkicard::Date::new(2025, 2, 28).unwrap()), Some(24));
    assert_eq!(age.age_on(jpkicard::Date::new(2025, 3, 1).unwrap()), Some(25));
    assert_eq!(age.age_on(jpkicard::Date::new(2024, 2, 29).unwrap()), Some(24));
    let face = face_with(&sign_padded(MUNICIPALITY, &segments(&face_objects())), &[]).unwrap();
    face.verify(&certificate, &authorities).unwrap();

    let challenge = [0x5A; 32];
    let answer = sign(CARD, &challenge);
    age.verify_challenge(&challenge, &answer).unwrap();
    face.verify_challenge(&challenge, &answer).unwrap();
    // A copy on another card; an answer to an earlier challenge; no answer.
    let mut changed = answer.clone();
    changed[200] ^= 0x10;
    for (challenge, answer) in [
        (&challenge[..], &sign(FORGER, &challenge)[..]),
        (&challenge, &sign(MUNICIPALITY, &challenge)),
        (&challenge, &sign_padded(CARD, &challenge)),
        (&challenge, &changed),
        (&challenge, &answer[1..]),
        (&challenge, &[&[0], &answer[..]].concat()),
        (&challenge, &[0; 256]),
        (&challenge, &[0xFF; 256]),
        (&challenge, b""),
        (b"an earlier challenge", &answer),
    ] {
        let error = face.verify_challenge(challenge, answer).unwrap_err();
        assert_eq!(error.status(), Status::CardNotGenuine);
        assert_eq!(age.verify_challenge(challenge, answer), Err(error));
    }
    // A missing or short challenge proves nothing, although the card signed it.
    for length in [0, 1, 15, 16, 17] {
        let challenge = &challenge[..length];
        let answer = sign(CARD, challenge);
        let expected = if length < 16 { Status::Argument } else { Status::Ok };
        let outcomes =
            [face.verify_challenge(challenge, &answer), age.verify_challenge(challenge, &answer)];
        for outcome in outcomes {
            let status = outcome.map_or_else(|error| error.status(), |()| Status::Ok);
            assert_eq!(status, expected, "{length}");
        }
    }
}

#[test]
fn an_authority_certifies_its_application_with_its_own_key() {
    let certificate = certificate();
    let age = age_with(|signed| sign(MUNICIPALITY, signed)).unwrap();
    let record = integrity();
    let input_support =
        CardAuthorities::none().with(authority(AUTHORITY, RecordApplication::InputSupport));
    record.verify(&certificate, &input_support).unwrap();
    refused(record.verify(&certificate, &surface()), "no authority");
    refused(age.verify(&certificate, &input_support), "no authority");
    // The certificate alone says nothing about an application.
    certificate.verify(&input_support).unwrap();

    // The name means nothing without the key; with two of one name, either may have signed.
    let other = authority(FORGER, RecordApplication::CardSurface);
    let forged = CardAuthorities::none().with(other.clone());
    refused(age.verify(&certificate, &forged), "authority's signature");
    age.verify(&certificate, &surface().with(other.clone())).unwrap();
    let right = authority(AUTHORITY, RecordApplication::CardSurface);
    age.verify(&certificate, &forged.with(right)).unwrap();
    refused(age.verify(&certificate, &CardAuthorities::production()), "no authority");
}

fn integrity() -> IntegrityRecord {
    let signed = [object(0xDF31, &[1; 32]), object(0xDF32, &[2; 32])].concat();
    let signature = object(0xDF33, &sign(MUNICIPALITY, &signed));
    IntegrityRecord::from_file(object(0xFF30, &[signed, signature].concat())).unwrap()
}

/// A future specification may have more objects, such as the reading of the name: unknown ones are
/// kept, and signed like the rest; a table that does not list them is still valid.
#[test]
fn objects_that_are_not_known_are_handed_out_and_signed_all_the_same() {
    let reading = "シケン\u{3000}ハナコ";
    let attributes = [
        (0xDF22, "試験\u{3000}花子".as_bytes()),
        (0xDF23, &b"address of a length that makes the outer header three bytes more. ".repeat(5)),
        (0xDF24, b"20000229"),
        (0xDF25, b"2"),
        (0xDF26, reading.as_bytes()),
        (0xDF2F, b"\xFF\x00\x80"),
    ]
    .map(|(tag, value)| object(tag, value));
    let named = with_offsets(0xFF20, 0xDF21, &attributes);
    // The same with a table of the four known ones.
    let table = 5 + object(0xDF21, &[0; 8]).len();
    let starts = attributes.iter().scan(table, |start, object| {
        let here = u16::try_from(*start).unwrap().to_be_bytes();
        *start += object.len();
        Some(here)
    });
    let starts = starts.take(4).collect::<Vec<_>>().concat();
    let unnamed = object(0xFF20, &[object(0xDF21, &starts), attributes.concat()].concat());
    let digests =
        [object(0xDF31, &[1; 32]), object(0xDF32, &sha256(&attributes.concat()))].concat();
    let signature = object(0xDF33, &sign(MUNICIPALITY, &digests));
    let record = object(0xFF30, &[digests, signature].concat());
    let record = IntegrityRecord::from_file(record).unwrap();
    let authority = authority(AUTHORITY, RecordApplication::InputSupport);
    record.verify(&certificate(), &CardAuthorities::none().with(authority)).unwrap();
    for file in [named, unnamed] {
        let read = BasicAttributes::from_file(file.clone()).unwrap();
        assert_eq!((read.name(), read.file()), ("試験\u{3000}花子", &file[..]));
        assert!(record.covers(&read));
        let others: Vec<_> = read.other_objects().collect();
        let said: Vec<_> =
            others.iter().map(|other| (other.tag(), other.value(), other.text())).collect();
        assert_eq!(
            said,
            [(0xDF26, reading.as_bytes(), Some(reading)), (0xDF2F, b"\xFF\x00\x80", None)]
        );
        let shown = format!("{others:?} {read:?}");
        assert!(!shown.contains("シケン") && shown.contains("DF26"), "{shown}");
        // No byte of it can be changed unnoticed.
        let at = file.len() - 10;
        let mut changed = file;
        changed[at] ^= 1;
        let changed = BasicAttributes::from_file(changed);
        assert!(changed.is_err() || !record.covers(&changed.unwrap()));
    }
    let more = [object(0xDF2B, reading.as_bytes())];
    let face = face_with(&sign_padded(MUNICIPALITY, &segments(&face_objects())), &more).unwrap();
    face.verify(&certificate(), &surface()).unwrap();
    let others: Vec<_> = face.other_objects().map(|other| (other.tag(), other.text())).collect();
    assert_eq!(others, [(0xDF2B, Some(reading))]);
    assert_eq!(age_with(|signed| sign(MUNICIPALITY, signed)).unwrap().other_objects().count(), 0);
    let more = object(0xDF1F, reading.as_bytes());
    let age = age_with_more(|signed| sign(MUNICIPALITY, signed), &more).unwrap();
    let others: Vec<_> = age.other_objects().map(|other| (other.tag(), other.text())).collect();
    assert_eq!(others, [(0xDF1F, Some(reading))]);
}

#[test]
fn what_a_forger_signs_is_not_believed() {
    let (right, authorities) = (certificate(), surface());
    for certificate in [certificate_of(MUNICIPALITY, FORGER), certificate_of(FORGER, FORGER)] {
        refused(certificate.verify(&authorities), "authority's signature");
        let age = age_with(|signed| sign(MUNICIPALITY, signed)).unwrap();
        refused(age.verify(&certificate, &authorities), "authority's signature");
    }
    // The card's own key is next to the signature; it certifies nothing.
    for signer in [FORGER, CARD, AUTHORITY] {
        let age = age_with(|signed| sign(signer, signed)).unwrap();
        refused(age.verify(&right, &authorities), "record's signature");
        let signature = sign_padded(signer, &segments(&face_objects()));
        refused(face_with(&signature, &[]).unwrap().verify(&right, &authorities), "record's");
    }
    let face = |signature: &[u8]| face_with(signature, &[]).unwrap().verify(&right, &authorities);
    let objects = face_objects();
    // The ordinary forms, and three digests in another encoding.
    refused(face(&sign(MUNICIPALITY, &objects.concat())), "record's");
    refused(face(&sign(MUNICIPALITY, &segments(&objects)[19..])), "record's");
    refused(face(&sign_padded(MUNICIPALITY, &segments(&objects)[19..])), "record's");
    let longer = [&segments(&objects)[..], b"\0"].concat();
    refused(face(&sign_padded(MUNICIPALITY, &longer)), "record's");
    let mut without_null = segments(&objects);
    without_null[1] -= 2;
    without_null[3] -= 2;
    without_null.drain(15..17);
    refused(face(&sign_padded(MUNICIPALITY, &without_null)), "record's");
    let age = age_with(|signed| sign_padded(MUNICIPALITY, &sha256(signed))).unwrap();
    refused(age.verify(&right, &authorities), "record's");
}

#[test]
fn signatures_and_keys_of_another_size_are_malformed() {
    for signature in [&b""[..], &[1; 255], &[1; 257], &[1; 512]] {
        let malformed = Some(Status::RecordMalformed);
        let age = age_with(|_| signature.to_vec()).err();
        assert_eq!(age.map(|error| error.status()), malformed);
        let face = face_with(signature, &[]).err();
        assert_eq!(face.map(|error| error.status()), malformed);
    }
}

/// A later specification may add objects: they are skipped; a duplicate object is not, and neither
/// is a file without its table.
#[test]
fn objects_that_are_not_known() {
    let (certificate, authorities) = (certificate(), surface());
    let signature = sign_padded(MUNICIPALITY, &segments(&face_objects()));
    let more = |tag| face_with(&signature, &[object(tag, b"more")]);
    more(0xDF2B).unwrap().verify(&certificate, &authorities).unwrap();
    for twice in [0xDF21, 0xDF22, 0xDF24, 0xDF27, 0xDF28, 0xDF29, 0xDF2A] {
        assert_eq!(more(twice).err().unwrap().status(), Status::RecordMalformed, "{twice:04X}");
    }
    let all = [
        &face_objects()[..],
        &[object(0xDF28, &signature), object(0xDF29, b"20350228"), object(0xDF2A, b"code")],
    ]
    .concat();
    let read = |file| CardFace::from_file(file).map(drop);
    assert!(read(with_offsets(0xFF20, 0xDF21, &all)).is_ok());
    assert!(read(object(0xFF20, &all.concat())).is_err());
    for missing in 0..all.len() {
        let mut few = all.clone();
        few.remove(missing);
        assert!(read(with_offsets(0xFF20, 0xDF21, &few)).is_err(), "{missing}");
    }
}

/// A file from anywhere may have a hundred thousand objects, each with a different tag: comparing
/// each with all others would take minutes.
#[test]
fn more_objects_than_any_record_has_are_no_work() {
    let tags = (0..0x80_u8).flat_map(|low| (0x81..=0xFF_u8).map(move |high| (high, low)));
    let objects: Vec<u8> = (0..7_u8)
        .flat_map(|class| tags.clone().map(move |(high, low)| [0x1F | class << 5, high, low, 0]))
        .flatten()
        .collect();
    let [_, length @ ..] = u32::try_from(objects.len()).unwrap().to_be_bytes();
    let file = [&b"\xFF\x10\x83"[..], &length, &objects].concat();
    let start = std::time::Instant::now();
    let error = AgeRecord::from_file(file).err().unwrap();
    assert_eq!(error.detail(), "more objects than any record has");
    assert!(start.elapsed() < std::time::Duration::from_millis(500), "{:?}", start.elapsed());
}
