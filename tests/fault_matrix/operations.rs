//! Everything a program does with a card, and the cards it does it with.

use jpkicard::apdu::StatusWord;
use jpkicard::virtual_card::{Builder, LongAnswers, Token, VirtualCard};
use jpkicard::{
    Card, Certificate, CertificateAvailability, Error, Jpki, Pin, PinStatus, Scheme, SignRequest,
    Signature, TokenInformation,
};

use crate::recorder::Recorder;

pub const CHALLENGE: &[u8] = b"challenge of the relying party";
pub const TRIES: u8 = 3;
const MY_NUMBER_CARD: &str = "My Number Card";
pub const IN_PARTS: &str = "card that answers in parts";

/// Which PIN an operation gives, to a card with how many tries left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub right: bool,
    pub tries: u8,
    pub last_try_allowed: bool,
}

impl Attempt {
    /// Whether the rules let the PIN be sent.
    pub fn may_be_sent(self) -> bool {
        self.tries > 1 || (self.tries == 1 && self.last_try_allowed)
    }

    /// How many tries are left once the card has compared the PIN.
    pub fn tries_after(self) -> u8 {
        if self.right { TRIES } else { self.tries - 1 }
    }
}

const RIGHT: Attempt = Attempt { right: true, tries: TRIES, last_try_allowed: false };
const WRONG: Attempt = Attempt { right: false, ..RIGHT };
const LAST: Attempt = Attempt { tries: 1, last_try_allowed: true, ..RIGHT };
const LAST_WRONG: Attempt = Attempt { right: false, ..LAST };
const LAST_REFUSED: Attempt = Attempt { last_try_allowed: false, ..LAST };
const BLOCKED: Attempt = Attempt { tries: 0, last_try_allowed: true, ..RIGHT };

/// One job of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    TokenInformation,
    CertificateAvailability,
    Certificate,
    CaCertificate,
    PinStatus,
    /// With the certificate known.
    Sign(Scheme, Attempt),
    /// With the certificate to be read.
    ReadAndSign(Attempt),
    Receive(Attempt),
}

/// What an operation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gain {
    Token(TokenInformation),
    Availability(CertificateAvailability),
    Certificate(Certificate),
    Tries(PinStatus),
    Signature(Signature),
    Reception(TokenInformation, Certificate, Certificate, PinStatus, Signature),
}

impl Gain {
    pub fn signature(&self) -> Option<&Signature> {
        match self {
            Self::Signature(signature) | Self::Reception(.., signature) => Some(signature),
            _ => None,
        }
    }
}

impl Operation {
    /// All that is done with this kind of card: every scheme on one, the usual on the rest.
    pub fn all(card_name: &str) -> Vec<Self> {
        use Operation::*;
        let mut all =
            vec![TokenInformation, CertificateAvailability, Certificate, CaCertificate, PinStatus];
        if card_name == MY_NUMBER_CARD {
            let others = Scheme::ALL.into_iter().filter(|scheme| *scheme != Scheme::DigestInfo);
            all.extend(others.map(|scheme| Sign(scheme, RIGHT)));
        }
        for attempt in [RIGHT, WRONG, LAST, LAST_WRONG, LAST_REFUSED, BLOCKED] {
            all.push(Sign(Scheme::DigestInfo, attempt));
        }
        all.extend([RIGHT, WRONG, BLOCKED].map(ReadAndSign));
        all.extend([RIGHT, WRONG, LAST_REFUSED].map(Receive));
        all
    }

    /// Whether it reads this file.
    pub fn reads(self, file: u16) -> bool {
        match self {
            Self::TokenInformation => file == 0x0006,
            Self::CertificateAvailability => file == 0x0008,
            Self::Certificate | Self::ReadAndSign(_) => file == 0x000A,
            Self::CaCertificate => file == 0x000B,
            Self::PinStatus | Self::Sign(..) => false,
            Self::Receive(_) => [0x0006, 0x000A, 0x000B].contains(&file),
        }
    }

    pub fn attempt(self) -> Option<Attempt> {
        match self {
            Self::Sign(_, attempt) | Self::ReadAndSign(attempt) | Self::Receive(attempt) => {
                Some(attempt)
            }
            _ => None,
        }
    }

    /// Does it in a transaction of its own.
    pub fn run(self, card: &mut Card<Recorder>, certificate: &Certificate) -> Result<Gain, Error> {
        let mut jpki = card.jpki()?;
        let pin =
            |attempt: Attempt| Pin::new(if attempt.right { b"1234" } else { b"0000" }).unwrap();
        let request = |attempt: Attempt| {
            SignRequest::data(CHALLENGE).allow_last_try(attempt.last_try_allowed)
        };
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
            Self::Receive(attempt) => receive(&mut jpki, &pin(attempt), &request(attempt))?,
        })
    }
}

fn receive(
    jpki: &mut Jpki<'_, Recorder>,
    pin: &Pin,
    request: &SignRequest<'_>,
) -> Result<Gain, Error> {
    let reception = jpki.receive(pin, request)?;
    Ok(Gain::Reception(
        reception.token,
        reception.certificate,
        reception.ca_certificate,
        reception.pin_status,
        reception.signature,
    ))
}

/// A card with so many tries left.
pub type CardKind = fn(u8) -> Builder;

/// The kinds of card with their names.
pub const CARDS: [(&str, CardKind); 4] = [
    (MY_NUMBER_CARD, |tries| card(VirtualCard::builder(), tries)),
    ("Android phone", |tries| {
        let builder = VirtualCard::builder().token(Token::Android).first_command_fails(false);
        card(builder.blocked_query(StatusWord::new(0x6984)), tries)
    }),
    ("card without short identifiers", |tries| {
        card(VirtualCard::builder().refuses_short_identifiers(true), tries)
    }),
    (IN_PARTS, |tries| {
        let builder = VirtualCard::builder().long_answers(LongAnswers::InParts(200));
        card(builder.exact_length(true).first_command_fails(false), tries)
    }),
];

fn card(builder: Builder, tries: u8) -> Builder {
    builder.pin_tries(tries).remembers_signatures(true)
}
