//! Everything a program does with the card-surface, input-support and common
//! applications.

use std::sync::LazyLock;

use jpkicard::record::{
    ApplicationInformation, CardAuthorities, CardAuthority, CardInformation, RecordApplication,
};
use jpkicard::virtual_card::Application;
use jpkicard::{
    AttributesKey, BirthDateCode, Card, CheckNumberB, Error, InputSupport, LastTry, Pin, Surface,
};

use crate::cards::CardKind;
use crate::credentials::{
    Attempt, BIRTH_DATE, INDIVIDUAL_NUMBER, INPUT_SUPPORT_NUMBER, INPUT_SUPPORT_PIN, SURFACE_NUMBER,
};
use crate::faults::another_card;
use crate::operations::{CHALLENGE, Gain};
use crate::recorder::Recorder;

/// One job with one of these applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    SurfaceInformation,
    SurfaceCertificate,
    SurfaceNumberStatus,
    BirthDateStatus,
    SignChallenge,
    CardFace(Attempt),
    VisualCheck(Attempt),
    /// For a server that chose the challenge, and verified by it.
    ServedFace(Attempt),
    AgeRecord(Attempt),
    AgeCheck(Attempt),
    InputSupportInformation,
    InputSupportCertificate,
    InputSupportPinStatus,
    InputSupportNumberStatus,
    AttributesByPin(Attempt),
    AttributesByNumber(Attempt),
    ChangeInputSupportPin(Attempt),
    CardInformation,
    /// These only in builds that may request it.
    IndividualNumber(Attempt),
    IndividualNumberImage(Attempt),
    IndividualNumberCheck(Attempt),
}

/// Whether this build may request the individual number.
pub const HAS_INDIVIDUAL_NUMBER: bool = cfg!(feature = "individual-number");

/// The authorities that certify every virtual card.
static AUTHORITIES: LazyLock<CardAuthorities> = LazyLock::new(|| {
    let card = another_card();
    let authority = |application, (identifier, modulus): ([u8; 16], Vec<u8>)| {
        CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap()
    };
    CardAuthorities::none()
        .with(authority(RecordApplication::CardSurface, card.surface_authority()))
        .with(authority(RecordApplication::InputSupport, card.input_support_authority()))
});

impl Job {
    /// All of them, in each way.
    pub fn every() -> Vec<Self> {
        use Job::*;
        let mut all = vec![
            SurfaceInformation,
            SurfaceCertificate,
            SurfaceNumberStatus,
            BirthDateStatus,
            SignChallenge,
            InputSupportInformation,
            InputSupportCertificate,
            InputSupportPinStatus,
            InputSupportNumberStatus,
            CardInformation,
        ];
        let of_surface = Attempt::every(&SURFACE_NUMBER);
        all.extend(of_surface.map(CardFace));
        let [right, wrong, .., last_refused, blocked] = of_surface;
        all.extend([right, wrong, last_refused, blocked].map(VisualCheck));
        all.extend([right, wrong].map(ServedFace));
        let of_birth_date = Attempt::every(&BIRTH_DATE);
        all.extend(of_birth_date.map(AgeRecord));
        let [right, wrong, ..] = of_birth_date;
        all.extend([right, wrong].map(AgeCheck));
        all.extend(Attempt::every(&INPUT_SUPPORT_PIN).map(AttributesByPin));
        all.extend(Attempt::every(&INPUT_SUPPORT_NUMBER).map(AttributesByNumber));
        all.extend(Attempt::every(&INPUT_SUPPORT_PIN).map(ChangeInputSupportPin));
        if HAS_INDIVIDUAL_NUMBER {
            all.extend(Attempt::every(&INPUT_SUPPORT_PIN).map(IndividualNumber));
            let of_number = Attempt::every(&INDIVIDUAL_NUMBER);
            all.extend(of_number.map(IndividualNumberImage));
            let [right, wrong, .., last_refused, blocked] = of_number;
            all.extend([right, wrong, last_refused, blocked].map(IndividualNumberCheck));
        }
        all
    }

    /// Those whose behaviour depends on the card.
    pub fn usual() -> Vec<Self> {
        let [number, wrong_number, ..] = Attempt::every(&SURFACE_NUMBER);
        let [pin, wrong_pin, ..] = Attempt::every(&INPUT_SUPPORT_PIN);
        let mut usual = vec![
            Self::SignChallenge,
            Self::CardInformation,
            Self::CardFace(number),
            Self::CardFace(wrong_number),
            Self::VisualCheck(number),
            Self::AgeRecord(Attempt::right(&BIRTH_DATE)),
            Self::AttributesByPin(pin),
            Self::AttributesByPin(wrong_pin),
            Self::AttributesByNumber(Attempt::right(&INPUT_SUPPORT_NUMBER)),
            Self::ChangeInputSupportPin(pin),
            Self::ChangeInputSupportPin(wrong_pin),
        ];
        if HAS_INDIVIDUAL_NUMBER {
            usual.push(Self::IndividualNumber(pin));
            usual.push(Self::IndividualNumberImage(Attempt::right(&INDIVIDUAL_NUMBER)));
        }
        usual
    }

    /// Those that read, and thus differ with extended reads; only the longest where an answer comes
    /// in parts.
    pub fn that_read(card: CardKind) -> Vec<Self> {
        let [number, wrong_number, ..] = Attempt::every(&SURFACE_NUMBER);
        let pin = Attempt::right(&INPUT_SUPPORT_PIN);
        let individual_number = Attempt::right(&INDIVIDUAL_NUMBER);
        let mut all =
            vec![Self::SurfaceCertificate, Self::CardFace(number), Self::AttributesByPin(pin)];
        if HAS_INDIVIDUAL_NUMBER {
            all.push(Self::IndividualNumberImage(individual_number));
        }
        if card.answers_in_parts {
            return all;
        }
        all.extend([
            Self::CardInformation,
            Self::CardFace(wrong_number),
            Self::VisualCheck(number),
            Self::AgeRecord(Attempt::right(&BIRTH_DATE)),
            Self::AttributesByNumber(Attempt::right(&INPUT_SUPPORT_NUMBER)),
        ]);
        if HAS_INDIVIDUAL_NUMBER {
            all.push(Self::IndividualNumber(pin));
        }
        all
    }

    /// One per application, for tokens that have none.
    pub fn of_each_application() -> Vec<Self> {
        vec![
            Self::CardInformation,
            Self::CardFace(Attempt::right(&SURFACE_NUMBER)),
            Self::AttributesByPin(Attempt::right(&INPUT_SUPPORT_PIN)),
        ]
    }

    pub fn application(self) -> Application {
        use Job::*;
        match self {
            SurfaceInformation
            | SurfaceCertificate
            | SurfaceNumberStatus
            | BirthDateStatus
            | SignChallenge
            | CardFace(_)
            | VisualCheck(_)
            | ServedFace(_)
            | AgeRecord(_)
            | AgeCheck(_)
            | IndividualNumberImage(_)
            | IndividualNumberCheck(_) => Application::CardSurface,
            CardInformation => Application::Common,
            _ => Application::InputSupport,
        }
    }

    /// The files of its application that it reads.
    pub fn files(self) -> &'static [u16] {
        use Job::*;
        match self {
            SurfaceInformation => &[0x0003],
            SurfaceCertificate | InputSupportCertificate => &[0x0004],
            CardFace(_) => &[0x0002],
            VisualCheck(_) | ServedFace(_) => &[0x0002, 0x0004],
            AgeRecord(_) | CardInformation | IndividualNumber(_) => &[0x0001],
            AgeCheck(_) => &[0x0001, 0x0004],
            InputSupportInformation | IndividualNumberImage(_) => &[0x0005],
            IndividualNumberCheck(_) => &[0x0004, 0x0005],
            AttributesByPin(_) | AttributesByNumber(_) => &[0x0002, 0x0003, 0x0004],
            SurfaceNumberStatus
            | BirthDateStatus
            | SignChallenge
            | InputSupportPinStatus
            | InputSupportNumberStatus
            | ChangeInputSupportPin(_) => &[],
        }
    }

    pub fn attempt(self) -> Option<Attempt> {
        use Job::*;
        match self {
            CardFace(attempt)
            | VisualCheck(attempt)
            | ServedFace(attempt)
            | AgeRecord(attempt)
            | AgeCheck(attempt)
            | AttributesByPin(attempt)
            | AttributesByNumber(attempt)
            | ChangeInputSupportPin(attempt)
            | IndividualNumber(attempt)
            | IndividualNumberImage(attempt)
            | IndividualNumberCheck(attempt) => Some(attempt),
            _ => None,
        }
    }

    /// Whether it is supposed to request the individual number from the card.
    pub fn asks_for_individual_number(self) -> bool {
        use Job::*;
        matches!(self, IndividualNumber(_) | IndividualNumberImage(_) | IndividualNumberCheck(_))
    }

    /// The same, with the correct credential.
    pub fn done_right(self) -> Self {
        use Job::*;
        match self {
            CardFace(attempt) => CardFace(Attempt::right(attempt.of)),
            VisualCheck(attempt) => VisualCheck(Attempt::right(attempt.of)),
            ServedFace(attempt) => ServedFace(Attempt::right(attempt.of)),
            AgeRecord(attempt) => AgeRecord(Attempt::right(attempt.of)),
            AgeCheck(attempt) => AgeCheck(Attempt::right(attempt.of)),
            AttributesByPin(attempt) => AttributesByPin(Attempt::right(attempt.of)),
            AttributesByNumber(attempt) => AttributesByNumber(Attempt::right(attempt.of)),
            IndividualNumberCheck(attempt) => IndividualNumberCheck(Attempt::right(attempt.of)),
            other => other,
        }
    }

    /// Runs it in its own transaction.
    pub fn run(self, card: &mut Card<Recorder>) -> Result<Gain, Error> {
        match self.application() {
            Application::CardSurface => self.run_in_surface(&mut card.surface()?),
            Application::InputSupport => self.run_in_input_support(&mut card.input_support()?),
            _ => Ok(Gain::Record(of_card(&card.card_information()?))),
        }
    }

    fn run_in_surface(self, surface: &mut Surface<'_, Recorder>) -> Result<Gain, Error> {
        let number = |attempt: Attempt| CheckNumberB::from_digits(attempt.secret()).unwrap();
        let born = |attempt: Attempt| BirthDateCode::from_digits(attempt.secret()).unwrap();
        let last_try = self.attempt().map_or(LastTry::Keep, |attempt| attempt.last_try());
        Ok(match self {
            Self::SurfaceInformation => Gain::Record(of_application(&surface.information()?)),
            Self::SurfaceCertificate => Gain::Record(surface.certificate()?.file().to_vec()),
            Self::SurfaceNumberStatus => Gain::Tries(surface.check_number_status()?),
            Self::BirthDateStatus => Gain::Tries(surface.birth_date_status()?),
            Self::SignChallenge => Gain::Record(surface.sign_challenge(CHALLENGE)?),
            Self::CardFace(attempt) => Gain::Record(
                surface.card_face_unverified(&number(attempt), last_try)?.file().to_vec(),
            ),
            Self::VisualCheck(attempt) => {
                let face = surface.card_face(&number(attempt), &AUTHORITIES, last_try)?;
                Gain::CheckedFace(face.file().to_vec())
            }
            Self::ServedFace(attempt) => {
                let number = number(attempt);
                let signed =
                    surface.card_face_for_challenge(&number, CHALLENGE, &AUTHORITIES, last_try)?;
                signed.card_face.verify_challenge(CHALLENGE, &signed.signature).unwrap();
                Gain::CheckedFace(signed.card_face.file().to_vec())
            }
            Self::AgeRecord(attempt) => Gain::Record(
                surface.age_record_unverified(&born(attempt), last_try)?.file().to_vec(),
            ),
            Self::AgeCheck(attempt) => {
                let record = surface.age_record(&born(attempt), &AUTHORITIES, last_try)?;
                Gain::Checked(record.file().to_vec())
            }
            #[cfg(feature = "individual-number")]
            Self::IndividualNumberImage(attempt) => {
                let image =
                    surface.individual_number_image_unverified(&individual(attempt), last_try)?;
                Gain::Record(image.file().to_vec())
            }
            #[cfg(feature = "individual-number")]
            Self::IndividualNumberCheck(attempt) => {
                let number = individual(attempt);
                let image = surface.individual_number_image(&number, &AUTHORITIES, last_try)?;
                Gain::Checked(image.file().to_vec())
            }
            _ => panic!("{self:?} is of another application"),
        })
    }

    fn run_in_input_support(self, support: &mut InputSupport<'_, Recorder>) -> Result<Gain, Error> {
        let pin = |attempt: Attempt| Pin::new(attempt.secret()).unwrap();
        let last_try = self.attempt().map_or(LastTry::Keep, |attempt| attempt.last_try());
        let read = match self {
            Self::InputSupportInformation => {
                return Ok(Gain::Record(of_application(&support.information()?)));
            }
            Self::InputSupportCertificate => {
                return Ok(Gain::Record(support.certificate()?.file().to_vec()));
            }
            Self::InputSupportPinStatus => return Ok(Gain::Tries(support.pin_status()?)),
            Self::InputSupportNumberStatus => {
                return Ok(Gain::Tries(support.check_number_status()?));
            }
            Self::ChangeInputSupportPin(attempt) => {
                let new = Pin::new(attempt.of.new).unwrap();
                support.change_pin(&pin(attempt), &new, last_try)?;
                return Ok(Gain::Changed);
            }
            #[cfg(feature = "individual-number")]
            Self::IndividualNumber(attempt) => {
                let number = support.individual_number(&pin(attempt), last_try)?;
                return Ok(Gain::Record(number.as_bytes().to_vec()));
            }
            Self::AttributesByPin(attempt) => {
                support.basic_attributes_unverified(AttributesKey::Pin(&pin(attempt)), last_try)?
            }
            Self::AttributesByNumber(attempt) => {
                let number = CheckNumberB::from_digits(attempt.secret()).unwrap();
                support
                    .basic_attributes_unverified(AttributesKey::CheckNumber(&number), last_try)?
            }
            _ => panic!("{self:?} is of another application"),
        };
        let files = [read.attributes.file(), read.integrity_record.file(), read.certificate.file()];
        Ok(Gain::Attributes {
            files: files.map(<[u8]>::to_vec),
            are_believed: read.verify(&AUTHORITIES).is_ok(),
        })
    }
}

#[cfg(feature = "individual-number")]
fn individual(attempt: Attempt) -> jpkicard::record::IndividualNumber {
    jpkicard::record::IndividualNumber::from_digits(attempt.secret()).unwrap()
}

/// Everything that it returns.
fn of_application(information: &ApplicationInformation) -> Vec<u8> {
    let municipality = information.municipality_code().unwrap_or_default();
    format!("{information:?} {municipality}").into_bytes()
}

fn of_card(information: &CardInformation) -> Vec<u8> {
    let (serial, municipality) = (information.serial(), information.municipality_code());
    format!("{serial} {municipality} {}", information.expiry()).into_bytes()
}
