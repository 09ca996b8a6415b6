//! Everything a program does with a card.

use jpkicard::virtual_card::{Application, Damage};
use jpkicard::{
    Card, Certificate, CertificateAvailability, Error, Jpki, Pin, PinStatus, Scheme, SignRequest,
    Signature, SignaturePassword, Status, TokenInformation,
};

use crate::applications::Job;
use crate::cards::{CHILD, CardKind, MY_NUMBER_CARD, PHONE};
use crate::credentials::{Attempt, PASSWORD, PIN};
use crate::recorder::Recorder;

pub const CHALLENGE: &[u8] = b"challenge of the relying party";

/// One job of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    TokenInformation,
    CertificateAvailability,
    Certificate,
    CaCertificate,
    PinStatus,
    /// With a known certificate, with which the card's is compared.
    Sign(Scheme, Attempt),
    /// With the certificate to be read.
    ReadAndSign(Attempt),
    Authenticate(Attempt),
    /// With a known certificate, with which the card's is compared.
    AuthenticateKnown(Attempt),
    SignatureCaCertificate,
    SignaturePasswordStatus,
    SignatureCertificate(Attempt),
    /// With a known certificate, with which the card's is compared.
    SignDocument(Attempt),
    /// With the certificate to be read.
    ReadAndSignDocument(Attempt),
    ChangePin(Attempt),
    ChangeSignaturePassword(Attempt),
    /// In another application.
    Other(Job),
}

/// The result of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gain {
    Token(TokenInformation),
    Availability(CertificateAvailability),
    Certificate(Certificate),
    Tries(PinStatus),
    Signature(Signature),
    Authentication(TokenInformation, Certificate, Option<Certificate>, PinStatus, Signature),
    Document(Certificate, Signature),
    Changed,
    /// The token has none.
    NoSignatureCertificate,
    /// A file's content, a signature or information, as returned by the card.
    Record(Vec<u8>),
    /// A card face, an age record or the picture of the individual number, verified by the library.
    CheckedFace(Vec<u8>),
    Checked(Vec<u8>),
    /// The attributes, their integrity record and certificate, and whether the check accepts them.
    Attributes {
        files: [Vec<u8>; 3],
        are_believed: bool,
    },
}

impl Gain {
    pub fn signature(&self) -> Option<&Signature> {
        match self {
            Self::Signature(signature)
            | Self::Authentication(.., signature)
            | Self::Document(_, signature) => Some(signature),
            _ => None,
        }
    }
}

impl Operation {
    /// The operations for this kind of card: all on one kind, the usual ones on the rest, and
    /// reading ones with extended reads.
    pub fn all(card: CardKind) -> Vec<Self> {
        use Operation::*;
        if card.is_read_in_extended_form() {
            return Self::that_read(card);
        }
        if card.name == CHILD {
            let mut all = vec![CertificateAvailability];
            all.extend(Self::of_signature_key(&[Attempt::right(&PASSWORD)]));
            return all;
        }
        let jobs = match card.name {
            MY_NUMBER_CARD => Job::every(),
            PHONE => Job::of_each_application(),
            _ => Job::usual(),
        };
        let mut all: Vec<_> = jobs.into_iter().map(Self::Other).collect();
        all.extend([
            TokenInformation,
            CertificateAvailability,
            Certificate,
            CaCertificate,
            PinStatus,
        ]);
        let [right, wrong, last, last_wrong, refused, blocked] = Attempt::every(&PIN);
        if card.name == MY_NUMBER_CARD {
            let others = Scheme::ALL.iter().copied().filter(|scheme| *scheme != Scheme::DigestInfo);
            all.extend(others.map(|scheme| Sign(scheme, right)));
        }
        for attempt in [right, wrong, last, last_wrong, refused, blocked] {
            all.push(Sign(Scheme::DigestInfo, attempt));
        }
        all.extend([right, wrong, blocked].map(ReadAndSign));
        all.extend([right, wrong, refused].map(Authenticate));
        if card.name != PHONE {
            all.extend([right, wrong].map(AuthenticateKnown));
        }
        let of_password = Attempt::every(&PASSWORD);
        match card.name {
            MY_NUMBER_CARD => {
                all.extend([right, wrong, last, last_wrong, refused, blocked].map(ChangePin));
                all.extend(Self::of_signature_key(&of_password));
            }
            _ => {
                all.extend([right, wrong].map(ChangePin));
                all.extend(Self::of_signature_key(&of_password[..2]));
            }
        }
        all
    }

    /// Those for which the read length matters.
    fn that_read(card: CardKind) -> Vec<Self> {
        use Operation::*;
        let (pin, password) = (Attempt::right(&PIN), Attempt::right(&PASSWORD));
        let jobs = Job::that_read(card);
        let mut all: Vec<_> = jobs.into_iter().map(Other).collect();
        all.extend([Certificate, SignatureCertificate(password)]);
        if !card.answers_in_parts {
            all.extend([TokenInformation, ReadAndSign(pin), Authenticate(pin)]);
            all.push(ReadAndSignDocument(password));
        }
        all
    }

    fn of_signature_key(attempts: &[Attempt]) -> Vec<Self> {
        use Operation::*;
        let mut all = vec![SignatureCaCertificate, SignaturePasswordStatus];
        for operation in
            [SignatureCertificate, SignDocument, ReadAndSignDocument, ChangeSignaturePassword]
        {
            all.extend(attempts.iter().copied().map(operation));
        }
        all
    }

    /// Whether it reads this file.
    pub fn reads(self, application: Application, file: u16) -> bool {
        self.application() == application && self.files().contains(&file)
    }

    pub fn application(self) -> Application {
        match self {
            Self::Other(job) => job.application(),
            _ => Application::Jpki,
        }
    }

    fn files(self) -> &'static [u16] {
        match self {
            Self::TokenInformation => &[0x0006],
            Self::CertificateAvailability
            | Self::SignaturePasswordStatus
            | Self::SignDocument(_)
            | Self::ChangeSignaturePassword(_) => &[0x0008],
            Self::Certificate | Self::ReadAndSign(_) => &[0x000A],
            Self::CaCertificate => &[0x000B],
            Self::PinStatus | Self::Sign(..) | Self::ChangePin(_) => &[],
            Self::Authenticate(_) => &[0x0006, 0x000A, 0x000B],
            Self::AuthenticateKnown(_) => &[0x0006, 0x000A],
            Self::SignatureCaCertificate => &[0x0002],
            Self::SignatureCertificate(_) | Self::ReadAndSignDocument(_) => &[0x0001, 0x0008],
            Self::Other(job) => job.files(),
        }
    }

    /// Whether this result is allowed with a damaged file whose first 256 bytes are compared with
    /// what the caller knows.
    pub fn may_find_another(self, file: u16, damage: &Damage, status: Status) -> bool {
        let compares = matches!(self, Self::AuthenticateKnown(_)) && file == 0x000A;
        let is_same = matches!(damage, Damage::Truncated(256..)) && status == Status::Ok;
        compares && (is_same || status == Status::CardExchanged)
    }

    /// The credential whose try it may spend, and how.
    pub fn attempt(self) -> Option<Attempt> {
        match self {
            Self::Sign(_, attempt)
            | Self::ReadAndSign(attempt)
            | Self::Authenticate(attempt)
            | Self::AuthenticateKnown(attempt)
            | Self::SignatureCertificate(attempt)
            | Self::SignDocument(attempt)
            | Self::ReadAndSignDocument(attempt)
            | Self::ChangePin(attempt)
            | Self::ChangeSignaturePassword(attempt) => Some(attempt),
            Self::Other(job) => job.attempt(),
            _ => None,
        }
    }

    /// Whether it is supposed to request the individual number from the card.
    pub fn asks_for_individual_number(self) -> bool {
        matches!(self, Self::Other(job) if job.asks_for_individual_number())
    }

    /// Whether it changes that credential.
    pub fn changes(self) -> bool {
        use Operation::{ChangePin, ChangeSignaturePassword};
        matches!(
            self,
            ChangePin(_) | ChangeSignaturePassword(_) | Self::Other(Job::ChangeInputSupportPin(_))
        )
    }

    /// Runs it in its own transaction; `certificate` is that of the key it uses.
    pub fn run(self, card: &mut Card<Recorder>, certificate: &Certificate) -> Result<Gain, Error> {
        if let Self::Other(job) = self {
            return job.run(card);
        }
        let mut jpki = card.jpki()?;
        let pin = |attempt: Attempt| Pin::new(attempt.secret()).unwrap();
        let password = |attempt: Attempt| SignaturePassword::new(attempt.secret()).unwrap();
        let request = |attempt: Attempt| SignRequest::data(CHALLENGE).last_try(attempt.last_try());
        Ok(match self {
            Self::TokenInformation => Gain::Token(jpki.token_information()?),
            Self::CertificateAvailability => Gain::Availability(jpki.certificate_availability()?),
            Self::Certificate => Gain::Certificate(jpki.authentication_certificate()?),
            Self::CaCertificate => Gain::Certificate(jpki.authentication_ca_certificate()?),
            Self::PinStatus => Gain::Tries(jpki.pin_status()?),
            Self::Sign(scheme, attempt) => {
                let request = request(attempt).scheme(scheme).certificate(certificate);
                Gain::Signature(jpki.sign(&pin(attempt), &request)?)
            }
            Self::ReadAndSign(attempt) => {
                Gain::Signature(jpki.sign(&pin(attempt), &request(attempt))?)
            }
            Self::Authenticate(attempt) => {
                authenticate(&mut jpki, &pin(attempt), &request(attempt))?
            }
            Self::AuthenticateKnown(attempt) => {
                let request = request(attempt).certificate(certificate);
                authenticate(&mut jpki, &pin(attempt), &request)?
            }
            Self::SignatureCaCertificate => Gain::Certificate(jpki.signature_ca_certificate()?),
            Self::SignaturePasswordStatus => {
                held(jpki.signature_password_status()?.map(Gain::Tries))
            }
            Self::SignatureCertificate(attempt) => {
                let last_try = attempt.last_try();
                held(
                    jpki.signature_certificate(&password(attempt), last_try)?
                        .map(Gain::Certificate),
                )
            }
            Self::SignDocument(attempt) => {
                let request = request(attempt).certificate(certificate);
                sign_document(&mut jpki, &password(attempt), &request)?
            }
            Self::ReadAndSignDocument(attempt) => {
                sign_document(&mut jpki, &password(attempt), &request(attempt))?
            }
            Self::ChangePin(attempt) => {
                let new = Pin::new(attempt.of.new).unwrap();
                jpki.change_pin(&pin(attempt), &new, attempt.last_try())?;
                Gain::Changed
            }
            Self::ChangeSignaturePassword(attempt) => {
                let (old, new) = (password(attempt), SignaturePassword::new(attempt.of.new));
                let last_try = attempt.last_try();
                let changed = jpki.change_signature_password(&old, &new.unwrap(), last_try)?;
                held(changed.map(|()| Gain::Changed))
            }
            Self::Other(_) => panic!("of another application"),
        })
    }
}

fn held(gain: Option<Gain>) -> Gain {
    gain.unwrap_or(Gain::NoSignatureCertificate)
}

fn authenticate(
    jpki: &mut Jpki<'_, Recorder>,
    pin: &Pin,
    request: &SignRequest<'_>,
) -> Result<Gain, Error> {
    let authentication = jpki.authenticate(pin, request)?;
    Ok(Gain::Authentication(
        authentication.token,
        authentication.certificate,
        authentication.ca_certificate,
        authentication.pin_status,
        authentication.signature,
    ))
}

fn sign_document(
    jpki: &mut Jpki<'_, Recorder>,
    password: &SignaturePassword,
    request: &SignRequest<'_>,
) -> Result<Gain, Error> {
    let signed = jpki.sign_document(password, request)?;
    Ok(held(signed.map(|signed| Gain::Document(signed.certificate, signed.signature))))
}
