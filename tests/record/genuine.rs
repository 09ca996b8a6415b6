//! A genuine test card: what its records say, and that they are accepted.

use jpkicard::record::{
    ApplicationInformation, CardAuthorities, CardInformation, CardVerifiableCertificate, Sex,
};
use jpkicard::{CheckNumberB, Date, Era, Status};

use crate::files;
#[cfg(feature = "individual-number")]
use crate::made::sha256;

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

#[test]
fn the_age_record() {
    let record = files::read_age(&files::age()).unwrap();
    assert_eq!(record.birth_date(), Some(day(1980, 2, 17)));
    assert_eq!(record.birth_date().unwrap().era(), Some((Era::Showa, 55)));
    assert_eq!(record.file(), files::age());
    record.verify(&files::surface_certificate(), &CardAuthorities::test()).unwrap();
}

#[test]
fn the_age_is_what_has_been_completed() {
    let record = files::read_age(&files::age()).unwrap();
    for (when, age) in [
        ((1980, 2, 16), None),
        ((1980, 2, 17), Some(0)),
        ((1981, 2, 16), Some(0)),
        ((1981, 2, 17), Some(1)),
        ((2000, 2, 16), Some(19)),
        ((2000, 2, 17), Some(20)),
        ((2054, 12, 31), Some(74)),
        ((2055, 1, 1), Some(74)),
        ((2055, 2, 17), Some(75)),
    ] {
        assert_eq!(record.age_on(day(when.0, when.1, when.2)), age, "{when:?}");
    }
}

#[test]
fn the_card_face_with_its_three_segments() {
    let face = files::read_face(&files::face()).unwrap();
    assert_eq!(face.birth_date(), Some(day(1980, 2, 17)));
    assert_eq!(face.birth_date_digits(), b"19800217");
    assert_eq!(face.sex(), Sex::Male);
    assert_eq!(face.expiry(), day(2035, 2, 17));
    assert!(face.photo().starts_with(b"\x00\x00\x00\x0CjP  \r\n\x87\n"));
    for image in [face.name_image(), face.address_image(), face.security_code_image()] {
        assert!(image.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert!(image.ends_with(b"IEND\xAE\x42\x60\x82"));
    }
    face.verify(&files::surface_certificate(), &CardAuthorities::test()).unwrap();
    // Its check number is built from its contents, except the code in the picture.
    let made = CheckNumberB::new(face.birth_date().unwrap(), face.expiry().year(), b"2285");
    assert!(made.is_ok());
}

#[test]
fn the_basic_attributes_and_what_makes_them_believable() {
    let attributes = files::read_attributes(&files::attributes()).unwrap();
    let (family, given) = attributes.name().split_once('\u{3000}').unwrap();
    assert_eq!((family.chars().count(), given.chars().count()), (2, 2));
    assert!(attributes.address().starts_with("東京都清瀬市"));
    assert_eq!(attributes.birth_date(), Some(day(1980, 2, 17)));
    assert_eq!(attributes.birth_date_digits(), b"19800217");
    assert_eq!(attributes.sex(), Sex::Male);

    let record = files::read_integrity(&files::integrity()).unwrap();
    record.verify(&files::input_support_certificate(), &CardAuthorities::test()).unwrap();
    assert!(record.covers(&attributes));
}

#[cfg(feature = "individual-number")]
#[test]
fn the_individual_number_and_its_picture() {
    use jpkicard::record::{IndividualNumber, IndividualNumberImage};
    let physical = files::file("text-0001-physical.bin");
    assert_eq!(physical.len(), 17);
    let number = IndividualNumber::from_file(&physical).unwrap();
    assert_eq!(number.as_bytes(), b"537686677188");
    let record = files::read_integrity(&files::integrity()).unwrap();
    assert!(record.covers_individual_number(&physical));
    // The filler is part of the digest: without it the file differs.
    assert!(!record.covers_individual_number(&physical[..15]));
    assert!(IndividualNumber::from_file(&physical[..15]).is_ok());
    for index in 0..15 {
        let mut changed = physical.clone();
        changed[index] ^= 1;
        assert!(IndividualNumber::from_file(&changed).is_err(), "byte {index}");
        assert!(!record.covers_individual_number(&changed));
        assert!(IndividualNumber::from_file(&physical[..index]).is_err());
    }
    // Bytes that are no such file are not covered even by their own digest.
    let digest = sha256(&physical);
    let own = files::integrity();
    let at = own.windows(32).position(|bytes| bytes == digest).unwrap();
    let covered_by_its_digest = |file: &[u8]| {
        let mut record = own.clone();
        record[at..at + 32].copy_from_slice(&sha256(file));
        files::read_integrity(&record).unwrap().covers_individual_number(file)
    };
    assert!(covered_by_its_digest(&physical));
    assert!(!covered_by_its_digest(&physical[..15]));
    assert!(!covered_by_its_digest(&[0; 17]));

    let image = IndividualNumberImage::from_file(files::file("surface-0005.bin")).unwrap();
    assert!(image.image().starts_with(b"\x89PNG\r\n\x1a\n"));
    image.verify(&files::surface_certificate(), &CardAuthorities::test()).unwrap();
    assert_eq!(format!("{image:?}"), "IndividualNumberImage(..)");
}

#[test]
fn what_the_card_and_its_applications_say_of_themselves() {
    let card = CardInformation::from_record(b"\x01\x1c4000000127198431322120350217").unwrap();
    assert_eq!(
        (card.serial(), card.municipality_code(), card.expiry()),
        ("400000012719843", "13221", day(2035, 2, 17))
    );
    let information = ApplicationInformation::from_surface_file(&files::file("surface-0003.bin"));
    let information = information.unwrap();
    assert_eq!(information.specification_version(), 6);
    assert_eq!(information.extended_length_support(), 3);
    assert_eq!(information.vendor(), 0x0E);
    assert_eq!(information.vendor_specific(), 1);
    assert_eq!(information.municipality_code(), Some("13221"));
    // Each byte is read from its own place.
    let mut other = files::file("surface-0003.bin");
    let at = other.windows(4).position(|bytes| bytes == [6, 3, 0x0E, 1]).unwrap();
    other[at..at + 4].copy_from_slice(&[21, 22, 23, 24]);
    let other = ApplicationInformation::from_surface_file(&other).unwrap();
    let bytes = [other.specification_version(), other.extended_length_support()];
    assert_eq!((bytes, other.vendor(), other.vendor_specific()), ([21, 22], 23, 24));
    let file = files::file("text-0005.bin");
    let information = ApplicationInformation::from_input_support_file(&file).unwrap();
    assert_eq!(information.specification_version(), 1);
    assert_eq!(information.extended_length_support(), 3);
    assert_eq!(information.municipality_code(), None);
    assert!(ApplicationInformation::from_surface_file(&file).is_err());
}

#[test]
fn card_information_in_another_form() {
    let right = *b"\x01\x1c4000000127198431322120350217";
    assert!(CardInformation::from_record(&[&right[..], b"\xFF\x00"].concat()).is_ok());
    for length in 0..right.len() {
        assert!(CardInformation::from_record(&right[..length]).is_err());
    }
    assert!(CardInformation::from_record(&[&right[..], b"1"].concat()).is_err());
    // SIMPLE-TLV has no other encoding of the length.
    assert!(CardInformation::from_record(b"\x01\x81\x1c4000000127198431322120350217").is_err());
    for (index, byte) in [(0, 2), (1, 0x1B), (2, b'x'), (17, 0xFF), (26, b'3'), (28, b'9')] {
        let mut wrong = right;
        wrong[index] = byte;
        let error = CardInformation::from_record(&wrong).unwrap_err();
        assert_eq!(error.status(), Status::RecordMalformed, "byte {index}");
    }
}

#[test]
fn the_certificates_name_their_keys() {
    for (certificate, issuer, subject) in [
        (files::surface_certificate(), b"6000023", b"1322121"),
        (files::input_support_certificate(), b"6000033", b"1322131"),
    ] {
        certificate.verify(&CardAuthorities::test()).unwrap();
        assert_eq!(&certificate.issuer_key_identifier()[..7], issuer);
        assert_eq!(&certificate.issuer_key_identifier()[7..], b"\x08\x05001\0\0\0\0");
        assert_eq!(&certificate.subject_key_identifier()[..7], subject);
    }
}

/// A card of the test hierarchy belongs to nobody, and an application's key certifies only for that
/// application.
#[test]
fn only_the_authorities_that_are_asked_for_count() {
    let (test, production) = (CardAuthorities::test(), CardAuthorities::production());
    let none = CardAuthorities::none();
    let surface = files::surface_certificate();
    let input_support = files::input_support_certificate();
    let (age, face) = (files::read_age(&files::age()), files::read_face(&files::face()));
    let (age, face) = (age.unwrap(), face.unwrap());
    let integrity = files::read_integrity(&files::integrity()).unwrap();
    for authorities in [&production, &none] {
        for outcome in [
            surface.verify(authorities),
            input_support.verify(authorities),
            age.verify(&surface, authorities),
            face.verify(&surface, authorities),
            integrity.verify(&input_support, authorities),
        ] {
            let error = outcome.unwrap_err();
            assert_eq!(error.status(), Status::RecordNotAuthentic);
            assert!(error.detail().contains("no authority"), "{error}");
        }
    }
    for outcome in [
        age.verify(&input_support, &test),
        face.verify(&input_support, &test),
        integrity.verify(&surface, &test),
    ] {
        assert!(outcome.unwrap_err().detail().contains("no authority"));
    }
}

/// A file as it is read from the card may be longer than its record; a dump often is.
#[test]
fn filler_changes_nothing() {
    let test = CardAuthorities::test();
    for filler in [&b"\xFF"[..], &[0xFF; 700], &[0; 300], b"\x00\xFF\x00"] {
        let long = |file: Vec<u8>| [&file, filler].concat();
        let face = files::read_face(&long(files::face())).unwrap();
        assert_eq!(face.file(), files::face());
        face.verify(&files::surface_certificate(), &test).unwrap();
        let age = files::read_age(&long(files::age())).unwrap();
        age.verify(&files::surface_certificate(), &test).unwrap();
        let attributes = files::read_attributes(&long(files::attributes())).unwrap();
        let integrity = files::read_integrity(&long(files::integrity())).unwrap();
        assert!(integrity.covers(&attributes));
        let certificate = long(files::file("text-0004.bin"));
        let certificate = CardVerifiableCertificate::from_file(certificate).unwrap();
        assert_eq!(certificate, files::input_support_certificate());
        integrity.verify(&certificate, &test).unwrap();
    }
}

#[test]
fn debug_shows_nothing_of_the_holder() {
    let shown = [
        format!("{:?}", files::read_age(&files::age()).unwrap()),
        format!("{:?}", files::read_face(&files::face()).unwrap()),
        format!("{:?}", files::read_attributes(&files::attributes()).unwrap()),
        format!("{:?}", files::read_integrity(&files::integrity()).unwrap()),
        format!("{:?}", files::surface_certificate()),
        format!("{:?}", day(1980, 2, 17)),
        format!(
            "{:?}",
            CardInformation::from_record(b"\x01\x1c4000000127198431322120350217").unwrap()
        ),
        format!(
            "{:?}",
            ApplicationInformation::from_surface_file(&files::file("surface-0003.bin")).unwrap()
        ),
    ];
    assert_eq!(
        shown,
        [
            "AgeRecord(547 bytes)",
            "CardFace(3070 bytes)",
            "BasicAttributes(..)",
            "IntegrityRecord(..)",
            "CardVerifiableCertificate(568 bytes)",
            "Date(..)",
            "CardInformation(..)",
            "ApplicationInformation([06, 03, 0E, 01])",
        ]
    );
}
