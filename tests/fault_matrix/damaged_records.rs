//! Damage to the files of the card-surface, input-support and common applications, and the outcome
//! of reading them.

#[cfg(feature = "individual-number")]
use jpkicard::record::IndividualNumber;
use jpkicard::virtual_card::{Application, Damage, VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{AttributesKey, BirthDateCode, Card, CheckNumberB, LastTry, Status, Surface};

#[cfg(feature = "individual-number")]
use crate::credentials::INDIVIDUAL_NUMBER;
use crate::credentials::{BIRTH_DATE, SURFACE_NUMBER};

/// All of them: application, file, damage, outcomes.
pub fn all() -> Vec<(Application, u16, Damage, &'static [Status])> {
    use Status::{
        CardAnswer, CardNotGenuine, CardStatus, NotOnCard, Ok, RecordMalformed, RecordNotAuthentic,
    };
    // Well-formed contents and malformed ones; a changed byte may be one that is never checked, or
    // not checked by this operation. The rules say which changes must be rejected.
    const ABSENT: &[Status] = &[NotOnCard];
    const LOST: &[Status] = &[CardStatus];
    const LIES: &[Status] = &[CardAnswer, RecordMalformed];
    const CHANGED: &[Status] =
        &[Ok, CardAnswer, RecordMalformed, RecordNotAuthentic, CardNotGenuine];
    let mut all = Vec::new();
    for (application, file, is_free, content) in files() {
        let mut add =
            |damage, expected: &'static [Status]| all.push((application, file, damage, expected));
        // A card that lost its security status with its power answers the same for a file read
        // after VERIFY.
        add(Damage::Missing, if is_free { ABSENT } else { LOST });
        if application == Application::Common {
            // A card that reports lengths (`6Cxx`) has none for an empty record.
            for content in [vec![], vec![0xFF; 100], vec![0x01, 0x1C], vec![0; 30]] {
                add(Damage::Content(content), &[CardAnswer, CardStatus, RecordMalformed]);
            }
            add(Damage::Truncated(20), LIES);
            continue;
        }
        for content in [vec![], vec![0xFF; 300], vec![0x30, 0x82, 0x06], vec![0; 1_000]] {
            add(Damage::Content(content), LIES);
        }
        for length in [1, 3, 20, content.len() - 1] {
            if length < content.len() {
                add(Damage::Truncated(length), LIES);
            }
        }
        for octets in [
            &[0x80][..],
            &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x84, 0x00, 0x00, 0x06, 0x32],
            &[0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x82, 0xFF, 0xFF],
            &[0x82, 0x10, 0x00],
            &[0x82, 0x00, 0x00],
            &[0x00],
            &[0x81, 0x05],
            &[0x82, 0x00, 0x50],
        ] {
            add(Damage::Length(octets.to_vec()), LIES);
        }
        if content != NUMBER_FILE {
            for octets in [
                &[0x80][..],
                &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
                &[0x82, 0xFF, 0xFF],
                &[0x82, 0x00, 0x00],
            ] {
                add(Damage::InnerLength(octets.to_vec()), LIES);
            }
        }
        for length in [8_193, 32_769, 70_000] {
            add(Damage::Oversized(length), LIES);
        }
        add(Damage::OfSeed(1), CHANGED);
        // Every byte, spread over the runs of all operations on one file.
        let step = 1 + content.len() / 48;
        for at in (0..content.len()).step_by(step) {
            let mut changed = content.clone();
            changed[at] ^= 1 << (at % 8);
            add(Damage::Content(changed), CHANGED);
        }
    }
    all
}

/// The individual number, which contains no objects: `FF10`, twelve digits.
const NUMBER_FILE: &[u8] = b"\xFF\x10\x0C123456789018";

/// A file: its application and identifier, whether it is freely readable, its contents.
type File = (Application, u16, bool, Vec<u8>);

fn files() -> Vec<File> {
    use Application::{CardSurface, Common, InputSupport};
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let mut card = Card::new(reader.connect().unwrap());
    let number = CheckNumberB::from_digits(SURFACE_NUMBER.right).unwrap();
    let born = BirthDateCode::from_digits(BIRTH_DATE.right).unwrap();
    let mut surface = card.surface().unwrap();
    let age = surface.age_record_unverified(&born, LastTry::Keep).unwrap().file().to_vec();
    let face = surface.card_face_unverified(&number, LastTry::Keep).unwrap().file().to_vec();
    let surface_certificate = surface.certificate().unwrap().file().to_vec();
    let mut files = individual_number_files(&mut surface);
    drop(surface);
    let key = AttributesKey::CheckNumber(&number);
    let read =
        card.input_support().unwrap().basic_attributes_unverified(key, LastTry::Keep).unwrap();
    // Only versions are read from the information: not all of its objects are parsed.
    files.extend([
        (CardSurface, 0x0001, false, age),
        (CardSurface, 0x0002, false, face),
        (CardSurface, 0x0004, true, surface_certificate),
        (InputSupport, 0x0002, false, read.attributes.file().to_vec()),
        (InputSupport, 0x0003, false, read.integrity_record.file().to_vec()),
        (InputSupport, 0x0004, true, read.certificate.file().to_vec()),
        (Common, 0x0001, true, Vec::new()),
    ]);
    files
}

/// Those that this build may read.
#[cfg(feature = "individual-number")]
fn individual_number_files(surface: &mut Surface<'_, VirtualLink>) -> Vec<File> {
    let number = IndividualNumber::from_digits(INDIVIDUAL_NUMBER.right).unwrap();
    let image =
        surface.individual_number_image_unverified(&number, LastTry::Keep).unwrap().file().to_vec();
    vec![
        (Application::CardSurface, 0x0005, false, image),
        (Application::InputSupport, 0x0001, false, NUMBER_FILE.to_vec()),
    ]
}

#[cfg(not(feature = "individual-number"))]
fn individual_number_files(_: &mut Surface<'_, VirtualLink>) -> Vec<File> {
    Vec::new()
}
