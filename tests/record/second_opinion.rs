//! myna-card parses the same files, intact and changed ones: whatever this library accepts,
//! myna-card accepts too, with the same result.

use jpkicard::record::{CardAuthorities, Sex};
use jpkicard::{CheckNumberB, Date};
use myna_card::ap::{surface, text};
use myna_card::data::{self, RsaPublicKey};

use crate::figure::figure;
use crate::files;

fn issuer(name: &str) -> RsaPublicKey {
    let certificate = data::CardVerifiableCertificate::parse(&files::file(name)).unwrap();
    certificate.verify().unwrap();
    certificate.public_key
}

/// The file itself, with one bit changed in each byte, and with single bytes removed.
fn variants(file: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let changed = (0..file.len()).map(move |index| {
        let mut changed = file.to_vec();
        changed[index] ^= 1 << (index % 7);
        changed
    });
    let shorter = (0..file.len()).step_by(5).map(move |index| {
        let mut shorter = file.to_vec();
        shorter.remove(index);
        shorter
    });
    [file.to_vec()].into_iter().chain(changed).chain(shorter)
}

fn same_day(here: Date, there: data::Date) {
    assert_eq!(here.to_string(), there.to_string());
}

fn same_sex(here: Sex, there: data::Sex) {
    let expected = match there {
        data::Sex::Male => Sex::Male,
        data::Sex::Female => Sex::Female,
        data::Sex::Unknown => Sex::NotKnown,
        data::Sex::NotApplicable => Sex::NotApplicable,
        data::Sex::Other(byte) => Sex::Other(byte),
    };
    assert_eq!(here, expected);
}

#[test]
fn of_the_age_record() {
    let (certificate, authorities) = (files::surface_certificate(), CardAuthorities::test());
    let key = issuer("surface-0004.bin");
    let (mut read, mut believed) = (0, 0);
    for file in variants(&files::age()) {
        let Ok(here) = files::read_age(&file) else { continue };
        // myna-card rejects a record whose birth date is not a day.
        let Some(born) = here.birth_date() else {
            assert!(here.verify(&certificate, &authorities).is_err());
            continue;
        };
        let there = surface::AgeRecord::parse(&file).unwrap();
        same_day(born, there.birth_date);
        let is_good = here.verify(&certificate, &authorities).is_ok();
        assert_eq!(is_good, there.verify(&key).is_ok());
        read += 1;
        believed += usize::from(is_good);
    }
    assert_eq!(believed, 1);
    figure!("second opinion of the age record: {read} variants read by both, 1 believed");
}

#[test]
fn of_the_card_face() {
    let (certificate, authorities) = (files::surface_certificate(), CardAuthorities::test());
    let key = issuer("surface-0004.bin");
    let (mut read, mut believed) = (0, 0);
    for file in variants(&files::face()) {
        let Ok(here) = files::read_face(&file) else { continue };
        let Some(born) = here.birth_date() else {
            assert!(here.verify(&certificate, &authorities).is_err());
            continue;
        };
        let there = surface::CardFace::parse(&file).unwrap();
        same_day(born, there.birth_date);
        same_day(here.expiry(), there.expiry);
        same_sex(here.sex(), there.sex);
        assert_eq!(here.photo(), there.photo.data);
        assert_eq!(here.name_image(), there.name_image.data);
        assert_eq!(here.address_image(), there.address_image.data);
        assert_eq!(here.security_code_image(), there.security_code_image.data);
        let is_good = here.verify(&certificate, &authorities).is_ok();
        assert_eq!(is_good, there.verify(&key).is_ok());
        read += 1;
        believed += usize::from(is_good);
    }
    // The file itself; with a byte changed in the picture of the security code, which has
    // 106, or in the expiry so that it is a day still (three places).
    assert_eq!(believed, 1 + 106 + 3);
    figure!("second opinion of the card face: {read} variants read by both, {believed} believed");
}

#[test]
fn of_the_attributes_and_of_their_record() {
    let (certificate, authorities) = (files::input_support_certificate(), CardAuthorities::test());
    let key = issuer("text-0004.bin");
    let mut believed = 0;
    for file in variants(&files::integrity()) {
        let Ok(here) = files::read_integrity(&file) else { continue };
        let there = text::IntegrityRecord::parse(&file).unwrap();
        let is_good = here.verify(&certificate, &authorities).is_ok();
        assert_eq!(is_good, there.verify(&key).is_ok());
        believed += usize::from(is_good);
    }
    assert_eq!(believed, 1);

    let here_record = files::read_integrity(&files::integrity()).unwrap();
    let there_record = text::IntegrityRecord::parse(&files::integrity()).unwrap();
    let mut covered = 0;
    for file in variants(&files::attributes()) {
        let Ok(here) = files::read_attributes(&file) else { continue };
        let Some(born) = here.birth_date() else {
            assert!(!here_record.covers(&here));
            continue;
        };
        let there = text::Attributes::parse(&file).unwrap();
        assert_eq!((here.name(), here.address()), (&*there.name, &*there.address));
        same_day(born, there.birth_date);
        same_sex(here.sex(), there.sex);
        let is_covered = here_record.covers(&here);
        assert_eq!(is_covered, there_record.matches_attributes_file(&file).unwrap());
        covered += usize::from(is_covered);
    }
    assert_eq!(covered, 1);
}

/// What one refuses as a check number, the other does not build.
#[test]
fn of_check_number_b() {
    for (birth, expiry, code, right) in [
        ("19800217", 2035, &b"2285"[..], true),
        ("19120729", 2026, b"0000", true),
        ("19890107", 2029, b"9999", true),
        ("20240229", 2029, b"0001", true),
        ("18680124", 2035, b"2285", false),
        ("19800217", 2035, b"228", false),
        ("19800217", 2035, b"22851", false),
        ("19800217", 2035, b"228x", false),
    ] {
        let here = Date::from_digits(birth.as_bytes()).unwrap();
        let there = data::Date::parse(birth.as_bytes()).unwrap();
        assert_eq!(CheckNumberB::new(here, expiry, code).is_ok(), right, "{birth}");
        let made = data::verification_code_b(there, expiry, code);
        assert_eq!(made.is_ok(), right, "{birth}");
        // The digits that myna-card builds are accepted.
        let Ok(made) = made else { continue };
        assert!(CheckNumberB::from_digits(made.as_bytes()).is_ok(), "{birth}");
    }
}
