//! One call of the library, as the input describes it, and what it may return.

use std::cell::RefCell;

use jpkicard::AttributesKey;
use jpkicard::record::CardAuthorities;
#[cfg(feature = "individual-number")]
use jpkicard::record::IndividualNumber;
use jpkicard::{
    BirthDateCode, Card, CheckNumberB, DigestAlgorithm, InputSupport, Jpki, LastTry, Pin, Result,
    Scheme, SignRequest, SignaturePassword, Surface,
};

use super::super::credentials::{Application, Credential};
use super::super::input::Input;
use super::Shared;
use super::errand::{Errand, Secrets};
use super::genuine;
use super::wire::Wire;

const DATA: &[u8] = &[0x5A; 300];

/// An application within its transaction; or the card, whose calls have their own transactions.
pub enum Opened<'card, 'a> {
    Jpki(Jpki<'card, Shared<'a>>),
    Surface(Surface<'card, Shared<'a>>),
    InputSupport(InputSupport<'card, Shared<'a>>),
    Card(&'card mut Card<Shared<'a>>),
}

impl<'card, 'a> Opened<'card, 'a> {
    pub fn new(card: &'card mut Card<Shared<'a>>, application: Application) -> Result<Self> {
        Ok(match application {
            Application::Jpki => Self::Jpki(card.jpki()?),
            Application::Surface => Self::Surface(card.surface()?),
            Application::InputSupport => Self::InputSupport(card.input_support()?),
            Application::Common => Self::Card(card),
        })
    }

    pub fn end(self) -> Result<()> {
        match self {
            Self::Jpki(jpki) => jpki.end(),
            Self::Surface(surface) => surface.end(),
            Self::InputSupport(support) => support.end(),
            Self::Card(_) => Ok(()),
        }
    }
}

/// One call of the library.
#[derive(Clone, Copy)]
pub struct Operation {
    /// Below 80 in the JPKI application, from there on in the others; from C0 on for the individual
    /// number.
    kind: u8,
    /// The previous transaction is ended first: with the result checked (`Some(true)`), or
    /// silently.
    pub ends: Option<bool>,
    request: u8,
    /// Places in the tables of secrets.
    old: usize,
    new: usize,
    length: usize,
    other_certificate: bool,
}

impl Operation {
    pub fn read(input: &mut Input<'_>) -> Self {
        let [kind, request, more] = [input.byte(), input.byte(), input.byte()];
        Self {
            kind: match kind & 0xCF {
                number @ 0xC0..=0xC2 if cfg!(feature = "individual-number") => number,
                kind => kind & 0x8F,
            },
            ends: match kind >> 4 & 3 {
                0 | 1 => None,
                2 => Some(true),
                _ => Some(false),
            },
            request,
            old: usize::from(more & 3),
            new: usize::from(more >> 5 & 3),
            length: [9, 32, 48, 64, 0, 1, 255, 256][usize::from(more >> 2 & 7)],
            other_certificate: kind & 0x40 != 0,
        }
    }

    pub fn application(&self) -> Application {
        match self.kind {
            0..0x80 => Application::Jpki,
            0x80..=0x88 | 0xC0 | 0xC1 => Application::Surface,
            0x89..=0x8E | 0xC2 => Application::InputSupport,
            _ => Application::Common,
        }
    }

    /// The credential whose try it may spend, if it sends a secret.
    pub fn credential(&self) -> Option<Credential> {
        match self.kind {
            5..=7 | 12 => Some(Credential::Pin),
            10 | 11 | 13..=15 => Some(Credential::Password),
            0x84 | 0x86 => Some(Credential::FaceNumber),
            0x85 | 0x87 => Some(Credential::BirthDate),
            0x8C | 0x8E | 0xC2 => Some(Credential::InputSupportPin),
            0xC0 | 0xC1 => Some(Credential::NumberA),
            0x8D => Some(Credential::AttributesNumber),
            _ => None,
        }
    }

    fn signs(&self) -> bool {
        matches!(self.kind, 5..=7 | 11 | 14)
    }

    fn changes(&self) -> bool {
        matches!(self.kind, 12 | 13 | 15 | 0x8E)
    }

    /// Whether what it reads is verified.
    fn checks(&self) -> bool {
        matches!(self.kind, 0x86 | 0x87 | 0xC1)
    }

    /// Whether the request names the authorities that signed the virtual cards' records.
    pub fn believes(&self) -> bool {
        !self.checks() || self.request & 3 != 3
    }

    fn authorities(&self) -> CardAuthorities {
        match (self.believes(), self.request & 4) {
            (true, _) => genuine::authorities(),
            (false, 0) => CardAuthorities::none(),
            (false, _) => CardAuthorities::production(),
        }
    }

    fn request(&self) -> SignRequest<'static> {
        let digest = [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512]
            [usize::from(self.request >> 3 & 3) % 3];
        let input = &DATA[..self.length];
        let mut request = match self.request & 0x20 != 0 {
            true => SignRequest::digest(digest, input),
            false => SignRequest::data(input).digest_algorithm(digest),
        };
        request = request.scheme(self.scheme()).last_try(self.last_try());
        match self.request & 0x80 != 0 {
            true => {
                let of = self.credential();
                request.certificate(genuine::certificate(of, self.other_certificate))
            }
            false => request,
        }
    }

    fn scheme(&self) -> Scheme {
        Scheme::ALL[usize::from(self.request & 7) % Scheme::ALL.len()]
    }

    fn allows_last_try(&self) -> bool {
        self.request & 0x40 != 0
    }

    fn last_try(&self) -> LastTry {
        if self.allows_last_try() { LastTry::Allow } else { LastTry::Keep }
    }

    /// By the documentation: whether the request is refused before anything is sent.
    pub fn is_refused(&self) -> bool {
        let digest = usize::from(self.request >> 3 & 3) % 3;
        let is_digest = self.request & 0x20 != 0;
        let scheme = self.scheme();
        self.signs()
            && ((scheme != Scheme::DigestInfo && digest != 0)
                || (is_digest && self.length != [32, 48, 64][digest])
                || (scheme.takes_data() && (is_digest || !(1..=255).contains(&self.length))))
    }

    fn secrets(&self) -> Option<Secrets> {
        let of = self.credential()?;
        let new = self.changes().then(|| of.choices()[self.new]);
        let old = of.choices()[self.old];
        Some(Secrets { of, old, new, last_try: self.allows_last_try() })
    }

    pub fn errand(&self) -> Errand {
        let challenges = self.checks() || self.kind == 0x88;
        let is_of_number = self.kind >= 0xC0;
        let errand = Errand::to(self.application()).with(self.secrets());
        errand.challenging(challenges).of_number(is_of_number)
    }

    /// Calls it; false where the token has no signature certificate.
    pub fn call(&self, opened: &mut Opened<'_, '_>, wire: &RefCell<Wire<'_>>) -> Result<bool> {
        match opened {
            Opened::Jpki(jpki) => return self.call_jpki(jpki),
            Opened::Surface(surface) => self.call_surface(surface, wire),
            Opened::InputSupport(support) => self.call_input_support(support, wire),
            Opened::Card(card) => card.card_information().map(drop),
        }?;
        Ok(true)
    }

    fn call_jpki(&self, jpki: &mut Jpki<'_, Shared<'_>>) -> Result<bool> {
        let secret = |of: Credential, place: usize| of.choices()[place];
        let [pin, new_pin] =
            [self.old, self.new].map(|place| Pin::new(secret(Credential::Pin, place)).unwrap());
        // As people type it.
        let [password, new_password] = [self.old, self.new].map(|place| {
            let typed = secret(Credential::Password, place).to_ascii_lowercase();
            SignaturePassword::new(&typed).unwrap()
        });
        let last_try = self.last_try();
        match self.kind {
            0 => jpki.token_information().map(drop),
            1 => jpki.certificate_availability().map(drop),
            2 => jpki.authentication_certificate().map(drop),
            3 => jpki.authentication_ca_certificate().map(drop),
            4 => jpki.pin_status().map(drop),
            5 => jpki.sign(&pin, &self.request()).map(|signature| {
                assert!(!signature.as_bytes().is_empty());
            }),
            6 | 7 => jpki.authenticate(&pin, &self.request()).map(|authentication| {
                assert!(!authentication.signature.as_bytes().is_empty());
                assert!(!authentication.certificate.der().is_empty());
            }),
            8 => jpki.signature_ca_certificate().map(drop),
            9 => return jpki.signature_password_status().map(|status| status.is_some()),
            10 => {
                let read = jpki.signature_certificate(&password, last_try);
                return read.map(|certificate| certificate.is_some());
            }
            11 | 14 => {
                let signed = jpki.sign_document(&password, &self.request())?;
                return Ok(signed.is_some_and(|signed| {
                    assert!(!signed.signature.as_bytes().is_empty());
                    assert!(!signed.certificate.der().is_empty());
                    true
                }));
            }
            12 => jpki.change_pin(&pin, &new_pin, last_try),
            _ => {
                let changed = jpki.change_signature_password(&password, &new_password, last_try);
                return changed.map(|changed| changed.is_some());
            }
        }?;
        Ok(true)
    }

    fn call_surface(
        &self,
        surface: &mut Surface<'_, Shared<'_>>,
        wire: &RefCell<Wire<'_>>,
    ) -> Result<()> {
        let number = Credential::FaceNumber.choices()[self.old];
        let number = CheckNumberB::from_digits(number).unwrap();
        let birth_date = Credential::BirthDate.choices()[self.old];
        let birth_date = BirthDateCode::from_digits(birth_date).unwrap();
        let last_try = self.last_try();
        let signed_by = || wire.borrow().signed_by;
        match self.kind {
            0xC0 | 0xC1 => self.call_number_image(surface, wire),
            0x80 => surface.information().map(drop),
            0x81 => surface.certificate().map(drop),
            0x82 => surface.check_number_status().map(drop),
            0x83 => surface.birth_date_status().map(drop),
            0x84 => surface.card_face_unverified(&number, last_try).map(|face| {
                let card = wire.borrow().undisturbed_card();
                assert!(card.is_none_or(|card| genuine::is_face_of(card, &face)));
            }),
            0x85 => surface.age_record_unverified(&birth_date, last_try).map(|record| {
                let card = wire.borrow().undisturbed_card();
                assert!(card.is_none() || record.birth_date().is_some_and(genuine::is_birth_date));
            }),
            // A script cannot know the challenge.
            0x86 => surface.card_face(&number, &self.authorities(), last_try).map(|face| {
                let its_own = signed_by().is_some_and(|card| genuine::is_face_of(card, &face));
                assert!(its_own, "a face that the card does not hold");
            }),
            0x87 => surface.age_record(&birth_date, &self.authorities(), last_try).map(|record| {
                let is_right = record.birth_date().is_some_and(genuine::is_birth_date);
                assert!(signed_by().is_some() && is_right, "an age that the card does not hold");
            }),
            _ => {
                let challenge = &DATA[..self.length];
                surface.sign_challenge(challenge).map(|signature| {
                    let card = wire.borrow().undisturbed_card();
                    let is_right = |card| genuine::has_signed(card, challenge, &signature);
                    assert!(!signature.is_empty() && card.is_none_or(is_right));
                })
            }
        }
    }

    /// The picture of the individual number, unchecked or checked.
    #[cfg(feature = "individual-number")]
    fn call_number_image(
        &self,
        surface: &mut Surface<'_, Shared<'_>>,
        wire: &RefCell<Wire<'_>>,
    ) -> Result<()> {
        let number = Credential::NumberA.choices()[self.old];
        let number = IndividualNumber::from_digits(number).unwrap();
        let last_try = self.last_try();
        match self.checks() {
            false => surface.individual_number_image_unverified(&number, last_try).map(|image| {
                let card = wire.borrow().undisturbed_card();
                let is_right = |card| genuine::is_number_image_of(card, image.image());
                assert!(card.is_none_or(is_right), "another picture of the number");
            }),
            true => {
                let checked =
                    surface.individual_number_image(&number, &self.authorities(), last_try);
                checked.map(|image| {
                    let signed_by = wire.borrow().signed_by;
                    let is_right = |card| genuine::is_number_image_of(card, image.image());
                    assert!(
                        signed_by.is_some_and(is_right),
                        "a number that the card does not hold"
                    );
                })
            }
        }
    }

    #[cfg(not(feature = "individual-number"))]
    fn call_number_image(
        &self,
        _: &mut Surface<'_, Shared<'_>>,
        _: &RefCell<Wire<'_>>,
    ) -> Result<()> {
        unreachable!("no such operation is read")
    }

    fn call_input_support(
        &self,
        support: &mut InputSupport<'_, Shared<'_>>,
        wire: &RefCell<Wire<'_>>,
    ) -> Result<()> {
        let [pin, new_pin] = [self.old, self.new]
            .map(|place| Pin::new(Credential::InputSupportPin.choices()[place]).unwrap());
        let number = Credential::AttributesNumber.choices()[self.old];
        let number = CheckNumberB::from_digits(number).unwrap();
        let last_try = self.last_try();
        match self.kind {
            #[cfg(feature = "individual-number")]
            0xC2 => support.individual_number(&pin, last_try).map(|number| {
                let is_right = genuine::is_number(number.as_bytes());
                assert!(is_right || wire.borrow().undisturbed_card().is_none());
            }),
            0x89 => support.information().map(drop),
            0x8A => support.certificate().map(drop),
            0x8B if self.request & 1 == 0 => support.pin_status().map(drop),
            0x8B => support.check_number_status().map(drop),
            0x8C | 0x8D => {
                let key = match self.kind {
                    0x8C => AttributesKey::Pin(&pin),
                    _ => AttributesKey::CheckNumber(&number),
                };
                let signed = support.basic_attributes_unverified(key, last_try)?;
                let is_signed = signed.verify(&genuine::authorities()).is_ok();
                let is_right = genuine::are_attributes(&signed.attributes);
                assert!(is_right || !is_signed, "attributes that nobody signed");
                assert!(is_signed || wire.borrow().undisturbed_card().is_none());
                assert!(signed.verify(&CardAuthorities::none()).is_err());
                Ok(())
            }
            _ => support.change_pin(&pin, &new_pin, last_try),
        }
    }
}
