//! The contents of the virtual cards, for comparison.

use std::sync::OnceLock;

#[cfg(feature = "individual-number")]
use jpkicard::record::IndividualNumberImage;
use jpkicard::record::{
    BasicAttributes, CardAuthorities, CardAuthority, CardFace, RecordApplication,
};
use jpkicard::{Certificate, Date};

use super::super::cards::{Loan, Settings};
use super::super::credentials::Credential;
use super::super::input::Input;

/// The holder's birth date, on both cards.
pub const BIRTH_DATE: (u16, u8, u8) = (1980, 2, 17);

/// One of the two cards.
struct Genuine {
    authentication: Certificate,
    signature: Certificate,
    face: CardFace,
    attributes: BasicAttributes,
    /// The individual number, and the file that has its picture.
    number: &'static str,
    number_image: Vec<u8>,
    authorities: CardAuthorities,
}

fn of_card(number: usize) -> &'static Genuine {
    static CARDS: OnceLock<[Genuine; 2]> = OnceLock::new();
    let cards = CARDS.get_or_init(|| {
        let (settings, tries) = Settings::read(&mut Input(&[]));
        [0, 1].map(|seed| {
            let mut loan = Loan::new(settings.with_seed(seed), tries);
            let number_image = loan.file(Credential::NumberA, 0x05);
            let card = loan.card();
            let [authentication, signature] =
                [card.authentication_certificate(), card.signature_certificate()]
                    .map(|der| Certificate::from_der(der.to_vec()).unwrap());
            let authorities = [
                (RecordApplication::CardSurface, card.surface_authority()),
                (RecordApplication::InputSupport, card.input_support_authority()),
            ]
            .map(|(of, (key, modulus))| CardAuthority::new(of, key, &modulus, &[1, 0, 1]).unwrap());
            Genuine {
                authentication,
                signature,
                face: CardFace::from_file(card.card_face_file().to_vec()).unwrap(),
                attributes: BasicAttributes::from_file(card.basic_attributes_file().to_vec())
                    .unwrap(),
                number: card.individual_number(),
                number_image,
                authorities: authorities
                    .into_iter()
                    .fold(CardAuthorities::none(), |all, one| all.with(one)),
            }
        })
    });
    &cards[number]
}

/// The authentication certificate of the card, or of the other one; or the signature
/// certificate.
pub fn certificate(of: Option<Credential>, other: bool) -> &'static Certificate {
    let card = of_card(usize::from(other));
    if of == Some(Credential::Password) { &card.signature } else { &card.authentication }
}

/// The authorities that signed the records of both.
pub fn authorities() -> CardAuthorities {
    of_card(0).authorities.clone()
}

pub fn is_birth_date(date: Date) -> bool {
    (date.year(), date.month(), date.day()) == BIRTH_DATE
}

/// Whether the signature over a challenge is this card's.
pub fn has_signed(card: usize, challenge: &[u8], signature: &[u8]) -> bool {
    // The card signs a shorter one, but no verifier accepts it.
    let is_taken = of_card(card).face.verify_challenge(challenge, signature).is_ok();
    is_taken || challenge.len() < 16
}

/// Whether the face is that of this card; expiry date and security code are not signed by any card.
pub fn is_face_of(card: usize, face: &CardFace) -> bool {
    let parts = |face: &CardFace| {
        let images = [face.photo(), face.name_image(), face.address_image()].map(<[u8]>::to_vec);
        (face.birth_date_digits().to_vec(), face.sex(), images)
    };
    parts(face) == parts(&of_card(card).face)
}

/// Whether this is the holder's individual number.
#[cfg(feature = "individual-number")]
pub fn is_number(digits: &[u8]) -> bool {
    digits == of_card(0).number.as_bytes()
}

/// Whether the picture of the individual number is in the file that this card holds.
#[cfg(feature = "individual-number")]
pub fn is_number_image_of(card: usize, image: &[u8]) -> bool {
    let genuine = IndividualNumberImage::from_file(of_card(card).number_image.clone()).unwrap();
    image == genuine.image()
}

/// Whether these are the holder's.
pub fn are_attributes(read: &BasicAttributes) -> bool {
    let parts = |read: &BasicAttributes| {
        let text = [read.name(), read.address()].map(str::to_owned);
        (text, read.birth_date_digits().to_vec(), read.sex())
    };
    parts(read) == parts(&of_card(0).attributes)
}
