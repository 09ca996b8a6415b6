//! The same for what unlocks the other applications, and what they reveal about the holder.
#![allow(clippy::arithmetic_side_effects)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use jpkicard::record::{
    AgeRecord, BasicAttributes, CardAuthorities, CardAuthority, CardFace, CardInformation,
    RecordApplication,
};
#[cfg(feature = "individual-number")]
use jpkicard::record::{IndividualNumber, IndividualNumberImage};
use jpkicard::virtual_card::{Application, Damage, Fault, FaultPlan, VirtualCard, VirtualReader};
use jpkicard::{AttributesKey, BirthDateCode, Card, CheckNumberB, Date, Error, LastTry, Pin};

use crate::support::recorder::Recorder;
use crate::{keep, keep_error};

const NUMBER: &[u8] = b"32112320337046";
const WRONG_NUMBER: &[u8] = b"32112320336185";
const BORN: &[u8] = b"321123";
const WRONG_BIRTH: &[u8] = b"321124";
const PIN: &[u8] = b"5829";
pub(crate) const WRONG_PIN: &[u8] = b"6471";
const NEW_PIN: &[u8] = b"8360";
pub(crate) const WRONG_INDIVIDUAL_NUMBER: &[u8] = b"730512948624";

static CARD: LazyLock<VirtualCard> = LazyLock::new(|| {
    let builder = VirtualCard::builder().seed(7).birth_date(1957, 11, 23).card_expiry(2033, 6, 18);
    let builder = builder.security_code("7046").input_support_pin("5829");
    builder.remembers_signatures(true).build().unwrap()
});

static AUTHORITIES: LazyLock<CardAuthorities> = LazyLock::new(|| {
    let authority = |application, (identifier, modulus): ([u8; 16], Vec<u8>)| {
        CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap()
    };
    CardAuthorities::none()
        .with(authority(RecordApplication::CardSurface, CARD.surface_authority()))
        .with(authority(RecordApplication::InputSupport, CARD.input_support_authority()))
});

#[derive(Clone, Copy, Debug)]
enum Job {
    CardFace,
    VisualCheck,
    AgeRecord,
    AgeCheck,
    AttributesByPin,
    AttributesByNumber,
    ChangePin,
    WithoutPin,
    #[cfg(feature = "individual-number")]
    IndividualNumber,
    #[cfg(feature = "individual-number")]
    IndividualNumberImage,
    #[cfg(feature = "individual-number")]
    IndividualNumberCheck,
}

const JOBS: &[Job] = &[
    Job::CardFace,
    Job::VisualCheck,
    Job::AgeRecord,
    Job::AgeCheck,
    Job::AttributesByPin,
    Job::AttributesByNumber,
    Job::ChangePin,
    Job::WithoutPin,
    #[cfg(feature = "individual-number")]
    Job::IndividualNumber,
    #[cfg(feature = "individual-number")]
    Job::IndividualNumberImage,
    #[cfg(feature = "individual-number")]
    Job::IndividualNumberCheck,
];

impl Job {
    /// Does it, and keeps the result.
    fn run(self, card: &mut Card<Recorder>, right: bool) -> Result<(), Error> {
        let number = CheckNumberB::from_digits(if right { NUMBER } else { WRONG_NUMBER })?;
        let born = BirthDateCode::from_digits(if right { BORN } else { WRONG_BIRTH })?;
        let (pin, new) = (Pin::new(if right { PIN } else { WRONG_PIN })?, Pin::new(NEW_PIN)?);
        let by_pin = AttributesKey::Pin(&pin);
        let by_number = AttributesKey::CheckNumber(&number);
        keep(&(&number, &born, by_pin, by_number, &*AUTHORITIES));
        match self {
            Self::CardFace => keep(&card.surface()?.card_face_unverified(&number, LastTry::Keep)?),
            Self::VisualCheck => {
                keep(&card.surface()?.card_face(&number, &AUTHORITIES, LastTry::Keep)?)
            }
            Self::AgeRecord => keep(&card.surface()?.age_record_unverified(&born, LastTry::Keep)?),
            Self::AgeCheck => {
                keep(&card.surface()?.age_record(&born, &AUTHORITIES, LastTry::Keep)?)
            }
            Self::AttributesByPin | Self::AttributesByNumber => {
                let key = if let Self::AttributesByPin = self { by_pin } else { by_number };
                let read = card.input_support()?.basic_attributes_unverified(key, LastTry::Keep)?;
                keep(&(&read, read.verify(&AUTHORITIES), read.verify(&CardAuthorities::none())));
            }
            Self::ChangePin => {
                keep(&card.input_support()?.change_pin(&pin, &new, LastTry::Keep)?)
            }
            Self::WithoutPin => {
                keep(&card.card_information()?);
                let mut surface = card.surface()?;
                keep(&(surface.information()?, surface.certificate()?));
                keep(&(surface.check_number_status()?, surface.birth_date_status()?));
                surface.sign_challenge(NUMBER)?;
                drop(surface);
                let mut support = card.input_support()?;
                keep(&(support.information()?, support.certificate()?, support.pin_status()?));
            }
            #[cfg(feature = "individual-number")]
            Self::IndividualNumber => {
                let number = card.input_support()?.individual_number(&pin, LastTry::Keep)?;
                keep(&number);
                keep(&card.surface()?.individual_number_image_unverified(&number, LastTry::Keep)?);
            }
            #[cfg(feature = "individual-number")]
            Self::IndividualNumberImage => {
                let number = individual_number(right)?;
                keep(&(
                    &number,
                    card.surface()?.individual_number_image_unverified(&number, LastTry::Keep)?,
                ));
            }
            #[cfg(feature = "individual-number")]
            Self::IndividualNumberCheck => {
                let number = individual_number(right)?;
                let mut surface = card.surface()?;
                let image =
                    surface.individual_number_image(&number, &AUTHORITIES, LastTry::Keep)?;
                let none = CardAuthorities::none();
                keep(&(&image, image.verify(&surface.certificate()?, &none)));
                keep(&surface.individual_number_image(&number, &none, LastTry::Keep));
            }
        }
        Ok(())
    }

    /// Runs it with this read length, whatever happens at command `at`; true if that command came.
    fn flow(self, right: bool, read_length: usize, trouble: Option<Fault>, at: usize) -> bool {
        let reader = VirtualReader::new(CARD.clone());
        let mut link = Recorder::new(reader.connect().unwrap());
        match trouble {
            Some(fault) => reader.plan_fault(FaultPlan::at(at as u64, fault)),
            None => link = link.panicking_at(at),
        }
        let mut card = Card::new(link);
        card.set_read_length(read_length).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.run(&mut card, right)));
        if let Ok(Err(error)) = outcome {
            keep_error(&error);
        }
        card.transport().log().commands.len() >= at
    }
}

/// Each job with each fault at each command, up to a run in which it does not occur; returns the
/// number of flows.
pub(crate) fn flows(troubles: &[Option<Fault>]) -> usize {
    let mut flows = 0;
    for (job, right) in JOBS.iter().flat_map(|job| [(job, true), (job, false)]) {
        // All with short commands; the program's panic at each command also with extended ones.
        let in_short = troubles.iter().map(|trouble| (256, trouble));
        for (read_length, trouble) in in_short.chain([(32_768, &None)]) {
            let mut at = 1;
            while job.flow(right, read_length, trouble.clone(), at) {
                at += 1;
            }
            flows += at;
        }
    }
    values();
    damaged_cards();
    flows
}

/// Malformed numbers and records, and a session with everything that it remembers.
fn values() {
    let refused = |number: Result<CheckNumberB, Error>| keep_error(&number.unwrap_err());
    for number in [&NUMBER[1..], b"71112320337046", b"32132320337046", b"32112319557046"] {
        refused(CheckNumberB::from_digits(number));
    }
    let born = Date::new(1957, 11, 23).unwrap();
    refused(CheckNumberB::new(born, 2033, b"70460"));
    refused(CheckNumberB::new(born, 1957, b"7046"));
    for code in [b"711123".as_slice(), b"3211233", b"321323"] {
        keep_error(&BirthDateCode::from_digits(code).unwrap_err());
    }
    #[cfg(feature = "individual-number")]
    individual_number_values();
    let (face, attributes) = (CARD.card_face_file(), CARD.basic_attributes_file());
    for end in (0..face.len()).step_by(40) {
        keep(&CardFace::from_file(face[..end].to_vec()));
        keep(&AgeRecord::from_file(face[..end].to_vec()));
    }
    for at in 0..attributes.len() {
        let mut changed = attributes.to_vec();
        changed[at] ^= 0xFF;
        keep(&BasicAttributes::from_file(changed));
        keep(&CardInformation::from_record(&attributes[at..]));
    }

    let reader = VirtualReader::new(CARD.clone());
    let mut card = Card::new(reader.connect().unwrap());
    let mut surface = card.surface().unwrap();
    surface.information().unwrap();
    surface.check_number_status().unwrap();
    keep(&surface);
    drop(surface);
    let mut support = card.input_support().unwrap();
    support.information().unwrap();
    keep(&support);
    drop(support);
    keep(&card);
    keep(&*CARD);
}

/// Malformed numbers and files.
#[cfg(feature = "individual-number")]
fn individual_number_values() {
    let right = CARD.individual_number().as_bytes();
    let mut mistyped = right.to_vec();
    mistyped[11] ^= 1;
    for digits in [&mistyped[..], &right[1..], &[right, b"0"].concat()] {
        keep_error(&IndividualNumber::from_digits(digits).unwrap_err());
    }
    let file = [b"\xFF\x10\x0C", right].concat();
    keep(&IndividualNumber::from_file(&file).unwrap());
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 0xFF;
        keep(&IndividualNumber::from_file(&changed));
        keep(&IndividualNumber::from_file(&file[..at]));
    }
    let image = &*INDIVIDUAL_NUMBER_IMAGE;
    for end in (0..=image.len()).step_by(20) {
        keep(&IndividualNumberImage::from_file(image[..end].to_vec()));
    }
}

/// The right one, or one with a valid check digit.
#[cfg(feature = "individual-number")]
fn individual_number(right: bool) -> Result<IndividualNumber, Error> {
    let right_one = CARD.individual_number().as_bytes();
    IndividualNumber::from_digits(if right { right_one } else { WRONG_INDIVIDUAL_NUMBER })
}

/// Its picture, as stored on the card; read before the text is checked.
#[cfg(feature = "individual-number")]
static INDIVIDUAL_NUMBER_IMAGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let reader = VirtualReader::new(CARD.clone());
    let mut card = Card::new(reader.connect().unwrap());
    let number = individual_number(true).unwrap();
    let image =
        card.surface().unwrap().individual_number_image_unverified(&number, LastTry::Keep).unwrap();
    image.file().to_vec()
});

/// Records that end early, or belong to another card.
fn damaged_cards() {
    for damage in [Damage::Truncated(10), Damage::OfSeed(1), Damage::Oversized(40_000)] {
        for (application, file) in [
            (Application::CardSurface, 0x0001),
            (Application::CardSurface, 0x0002),
            (Application::CardSurface, 0x0005),
            (Application::InputSupport, 0x0001),
            (Application::InputSupport, 0x0002),
            (Application::InputSupport, 0x0003),
        ] {
            let builder = VirtualCard::builder().birth_date(1957, 11, 23).card_expiry(2033, 6, 18);
            let builder = builder.security_code("7046").input_support_pin("5829");
            let card = builder.damage_in(application, file, damage.clone()).build().unwrap();
            let reader = VirtualReader::new(card);
            for job in JOBS {
                let mut card = Card::new(Recorder::new(reader.connect().unwrap()));
                let _ = job.run(&mut card, true).map_err(|error| keep_error(&error));
            }
        }
    }
}

/// What must not be in any text: what was passed, and what these records say. The sex is one digit,
/// which cannot be searched for.
pub(crate) fn secrets() -> Vec<(&'static str, Vec<u8>)> {
    let face = CARD.card_face_file();
    let mut all: Vec<(&str, Vec<u8>)> = [
        ("check number", NUMBER),
        ("wrong check number", WRONG_NUMBER),
        ("birth date code", BORN),
        ("wrong birth date code", WRONG_BIRTH),
        ("security code", b"7046"),
        ("input-support PIN", PIN),
        ("wrong input-support PIN", WRONG_PIN),
        ("new input-support PIN", NEW_PIN),
        ("name", "試験　花子".as_bytes()),
        ("family name", "試験".as_bytes()),
        ("address", "千代田区試験一丁目".as_bytes()),
        ("birth date", b"19571123"),
        ("birth date", b"1957-11-23"),
        ("birth date", "昭和32年".as_bytes()),
        ("expiry", b"20330618"),
        ("expiry", b"2033-06-18"),
        ("card's serial number", b"900000000000007"),
        ("municipality", b"13101"),
        ("card face", &face[1_600..1_616]),
        ("card face", &face[1_000..1_016]),
    ]
    .map(|(what, bytes)| (what, bytes.to_vec()))
    .to_vec();
    all.push(("individual number", CARD.individual_number().as_bytes().to_vec()));
    all.push(("wrong individual number", WRONG_INDIVIDUAL_NUMBER.to_vec()));
    #[cfg(feature = "individual-number")]
    all.extend({
        // From within the picture, which begins the file.
        let picture = |at| INDIVIDUAL_NUMBER_IMAGE[at..at + 16].to_vec();
        [60, 100].map(|at| ("picture of the individual number", picture(at)))
    });
    // They belong to this card.
    for (what, bytes) in &all {
        let is_on_it = |file: &[u8]| file.windows(bytes.len()).any(|part| part == bytes);
        let files = [face, CARD.basic_attributes_file()];
        assert!(!["name", "address"].contains(what) || files.into_iter().any(is_on_it), "{what}");
    }
    assert_eq!(CARD.check_number_b().as_bytes(), NUMBER);
    assert!(face.windows(8).any(|part| part == b"20330618"));
    all
}
