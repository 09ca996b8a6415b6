//! The card's records: the input's first byte selects one, the rest is the file. The files in
//! `records/` are those of a fictitious card whose authority signed them with keys that were
//! destroyed, so that anything else accepted was not signed.

use std::fmt::Debug;
use std::sync::LazyLock;

use jpkicard::record::{
    AgeRecord, ApplicationInformation, BasicAttributes, CardAuthorities, CardAuthority, CardFace,
    CardInformation, CardVerifiableCertificate, IntegrityRecord, RecordApplication,
};
use jpkicard::{BirthDateCode, CheckNumberB, Date, Result, Status};

use super::cost::Allowance;
use super::input::Input;

/// Copies of the file and its parts, also those made by the assertions, and the arithmetic.
const ALLOWANCE: Allowance = Allowance { most: 8, in_all: 32, fixed: 128 * 1024 };

const AUTHORITY: &[u8] = include_bytes!("records/authority.bin");
pub const CERTIFICATE: &[u8] = include_bytes!("records/certificate.bin");
pub const AGE: &[u8] = include_bytes!("records/age.bin");
pub const FACE: &[u8] = include_bytes!("records/face.bin");
pub const ATTRIBUTES: &[u8] = include_bytes!("records/attributes.bin");
pub const INTEGRITY: &[u8] = include_bytes!("records/integrity.bin");
pub const NUMBER: &[u8] = include_bytes!("records/number.bin");
pub const IMAGE: &[u8] = include_bytes!("records/image.bin");

/// What was signed, and who certified it.
struct Signed {
    authorities: CardAuthorities,
    certificate: CardVerifiableCertificate,
    face: CardFace,
    attributes: BasicAttributes,
    integrity: IntegrityRecord,
}

static SIGNED: LazyLock<Signed> = LazyLock::new(|| {
    let name = *b"9000000\x08\x05001\0\0\0\0";
    let applications = [RecordApplication::CardSurface, RecordApplication::InputSupport];
    let authority =
        |application| CardAuthority::new(application, name, AUTHORITY, b"\x01\x00\x01").unwrap();
    let signed = Signed {
        authorities: applications
            .map(authority)
            .into_iter()
            .fold(CardAuthorities::none(), CardAuthorities::with),
        certificate: CardVerifiableCertificate::from_file(CERTIFICATE.to_vec()).unwrap(),
        face: CardFace::from_file(FACE.to_vec()).unwrap(),
        attributes: BasicAttributes::from_file(ATTRIBUTES.to_vec()).unwrap(),
        integrity: IntegrityRecord::from_file(INTEGRITY.to_vec()).unwrap(),
    };
    signed.face.verify(&signed.certificate, &signed.authorities).unwrap();
    signed.integrity.verify(&signed.certificate, &signed.authorities).unwrap();
    assert!(signed.integrity.covers(&signed.attributes));
    signed
});

/// What was parsed, unless it is malformed: then its error says only that.
fn read<T: Debug>(outcome: Result<T>) -> Option<T> {
    match outcome {
        Ok(record) => Some(record),
        Err(error) => {
            assert_eq!(error.status(), Status::RecordMalformed);
            None
        }
    }
}

/// Whether it is accepted; if not, checks that the error is the expected one.
fn believed(outcome: Result<()>) -> bool {
    match outcome {
        Ok(()) => true,
        Err(error) => {
            assert_eq!(error.status(), Status::RecordNotAuthentic);
            false
        }
    }
}

/// Checks that the record's file is the input without filler, and that each part lies within it.
fn within(input: &[u8], file: &[u8], parts: &[&[u8]]) {
    let filler = input.strip_prefix(file).unwrap();
    assert!(filler.iter().all(|byte| matches!(byte, 0 | 0xFF)));
    let place = file.as_ptr_range();
    for part in parts {
        let part = part.as_ptr_range();
        assert!(place.start <= part.start && part.end <= place.end);
    }
}

fn challenge(outcome: Result<()>) {
    assert_eq!(outcome.unwrap_err().status(), Status::CardNotGenuine);
}

pub fn run(input: &[u8]) {
    LazyLock::force(&SIGNED);
    ALLOWANCE.holds(input.len(), || record(input));
}

fn record(input: &[u8]) {
    let mut input = Input(input);
    let kind = input.byte();
    let file = input.0;
    match kind % 10 {
        0 => age(file),
        1 => face(file),
        2 => attributes(file),
        3 => integrity(file),
        4 => certificate(file),
        5 => card_information(file),
        6 => application_information(file),
        7 => check_numbers(file),
        8 => dates(file),
        _ => individual_number(file),
    }
}

/// What is not a calendar day is not a date, and is kept as encoded.
fn birth(date: Option<Date>, digits: &[u8]) -> Option<Date> {
    assert_eq!(date, Date::from_digits(digits));
    date
}

fn age(file: &[u8]) {
    let Some(record) = read(AgeRecord::from_file(file.to_vec())) else { return };
    within(file, record.file(), &[]);
    let birthday = birth(record.birth_date(), record.birth_date_digits());
    let on_that_day = birthday.and_then(|day| record.age_on(day));
    assert_eq!(on_that_day, birthday.map(|_| 0));
    let at_last = Date::new(9999, 12, 31).and_then(|day| record.age_on(day));
    assert_eq!(at_last.is_some(), birthday.is_some());
    if believed(record.verify(&SIGNED.certificate, &SIGNED.authorities)) {
        assert_eq!(birthday.map(|day| day.to_string()).as_deref(), Some("2000-02-29"));
    }
    assert!(!believed(record.verify(&SIGNED.certificate, &CardAuthorities::production())));
    challenge(record.verify_challenge(file, file.get(..256).unwrap_or_default()));
}

fn face(file: &[u8]) {
    let Some(record) = read(CardFace::from_file(file.to_vec())) else { return };
    let covered = |face: &CardFace| {
        let images = [face.name_image(), face.address_image(), face.photo()].map(<[u8]>::to_vec);
        (face.birth_date_digits().to_vec(), face.sex(), images)
    };
    let images = [record.name_image(), record.address_image(), record.photo()];
    within(file, record.file(), &images);
    within(file, record.file(), &[record.security_code_image()]);
    within(file, record.file(), &[record.birth_date_digits()]);
    birth(record.birth_date(), record.birth_date_digits());
    assert!((1868..=9999).contains(&record.expiry().year()));
    if believed(record.verify(&SIGNED.certificate, &SIGNED.authorities)) {
        assert!(covered(&record) == covered(&SIGNED.face), "not what was signed");
    }
    challenge(record.verify_challenge(file, file.get(..256).unwrap_or_default()));
}

fn attributes(file: &[u8]) {
    let Some(attributes) = read(BasicAttributes::from_file(file.to_vec())) else { return };
    let parts = [attributes.name().as_bytes(), attributes.address().as_bytes()];
    within(file, attributes.file(), &parts);
    within(file, attributes.file(), &[attributes.birth_date_digits()]);
    birth(attributes.birth_date(), attributes.birth_date_digits());
    let is_signed = (attributes.name(), attributes.address())
        == (SIGNED.attributes.name(), SIGNED.attributes.address())
        && attributes.birth_date_digits() == SIGNED.attributes.birth_date_digits()
        && attributes.sex() == SIGNED.attributes.sex();
    assert!(is_signed || !SIGNED.integrity.covers(&attributes));
}

fn integrity(file: &[u8]) {
    let Some(record) = read(IntegrityRecord::from_file(file.to_vec())) else { return };
    within(file, record.file(), &[]);
    if believed(record.verify(&SIGNED.certificate, &SIGNED.authorities)) {
        assert!(record.covers(&SIGNED.attributes));
    }
    #[cfg(feature = "individual-number")]
    for file in NOT_A_NUMBER {
        assert!(!record.covers_individual_number(file), "{file:02X?} is covered");
    }
}

/// Files whose digest a record may contain, but which are not the individual number's file: empty,
/// never written, a number without its filler or with a wrong check digit.
#[cfg(feature = "individual-number")]
const NOT_A_NUMBER: [&[u8]; 5] =
    [b"", &[0; 17], &[0xFF; 17], b"\xFF\x10\x0C123456789018", b"\xFF\x10\x0C123456789017\xFF\xFF"];

fn certificate(file: &[u8]) {
    let record = CardVerifiableCertificate::from_file(file.to_vec());
    let Some(certificate) = read(record) else { return };
    within(file, certificate.file(), &[]);
    if believed(certificate.verify(&SIGNED.authorities)) {
        let names = |certificate: &CardVerifiableCertificate| {
            (*certificate.issuer_key_identifier(), *certificate.subject_key_identifier())
        };
        assert_eq!(names(&certificate), names(&SIGNED.certificate));
        SIGNED.face.verify(&certificate, &SIGNED.authorities).unwrap();
    } else {
        assert!(!believed(SIGNED.face.verify(&certificate, &SIGNED.authorities)));
    }
    assert!(!believed(certificate.verify(&CardAuthorities::test())));
}

fn card_information(record: &[u8]) {
    let Some(card) = read(CardInformation::from_record(record)) else { return };
    let digits = [card.serial(), card.municipality_code()].concat();
    assert_eq!(digits.len(), 20);
    assert_eq!(&record[2..22], digits.as_bytes());
    assert_eq!(Date::from_digits(&record[22..30]), Some(card.expiry()));
}

fn application_information(file: &[u8]) {
    let surface = read(ApplicationInformation::from_surface_file(file));
    let input_support = read(ApplicationInformation::from_input_support_file(file));
    assert!(surface.is_none() || input_support.is_none());
    for information in surface.iter().chain(&input_support) {
        let bytes = [
            information.specification_version(),
            information.extended_length_support(),
            information.vendor(),
            information.vendor_specific(),
        ];
        assert!(file.windows(4).any(|window| window == bytes));
    }
    let code = surface.as_ref().and_then(ApplicationInformation::municipality_code);
    assert!(code.is_none_or(|code| code.len() == 5));
    assert_eq!(code.is_some(), surface.is_some());
}

/// Numbers that were built are accepted, and invalid ones are reported as such.
fn check_numbers(digits: &[u8]) {
    let format = |status| assert_eq!(status, Status::CheckNumberFormat);
    let taken = CheckNumberB::from_digits(digits);
    assert!(taken.is_err() || digits.len() == 14);
    taken.map_or_else(|error| format(error.status()), drop);
    BirthDateCode::from_digits(digits).map_or_else(|error| format(error.status()), drop);
    // As printed: accepts what the other one accepts, and digits that are not a day.
    let printed = CheckNumberB::from_printed_digits(digits);
    assert!(printed.is_ok() || CheckNumberB::from_digits(digits).is_err());
    assert!(printed.is_err() || digits.len() == 14 && digits.iter().all(u8::is_ascii_digit));
    printed.map_or_else(|error| format(error.status()), drop);
    let printed = BirthDateCode::from_printed_digits(digits);
    assert_eq!(printed.is_ok(), digits.len() == 6 && digits.iter().all(u8::is_ascii_digit));
    let Some(birth) = digits.get(..8).and_then(Date::from_digits) else { return };
    let mut rest = Input(&digits[8..]);
    let made = CheckNumberB::new(birth, rest.number(), rest.0);
    assert!(made.is_err() || birth.era().is_some());
    made.map_or_else(|error| format(error.status()), drop);
}

fn dates(digits: &[u8]) {
    let Some(date) = Date::from_digits(digits) else { return };
    assert_eq!(date.to_string().replace('-', "").as_bytes(), digits);
    assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
    if let Some((era, year)) = date.era() {
        assert!(era.first_day() <= date);
        assert_eq!(date.year() - era.first_day().year() + 1, u16::from(year));
    }
}

#[cfg(feature = "individual-number")]
fn individual_number(file: &[u8]) {
    use jpkicard::record::{IndividualNumber, IndividualNumberImage};
    if let Some(number) = read(IndividualNumber::from_file(file)) {
        assert!(file.windows(12).any(|window| window == number.as_bytes()));
        assert!(IndividualNumber::from_digits(number.as_bytes()).is_ok());
    }
    let Some(record) = read(IndividualNumberImage::from_file(file.to_vec())) else { return };
    within(file, record.file(), &[record.image()]);
    if believed(record.verify(&SIGNED.certificate, &SIGNED.authorities)) {
        assert_eq!(record.image(), b"picture");
    }
}

#[cfg(not(feature = "individual-number"))]
fn individual_number(_: &[u8]) {}
