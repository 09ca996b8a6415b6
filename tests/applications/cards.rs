//! What differs from card to card and from reader to reader.

use jpkicard::virtual_card::{Builder, Token, VirtualCard};
use jpkicard::{AttributesKey, Date, LastTry, SignRequest, Status};

use crate::{authorities, card, number, pin, reader, says, seen};

#[test]
fn what_needs_no_pin() {
    let reader = reader(VirtualCard::builder());
    let information = card(&reader).card_information().unwrap();
    assert_eq!(seen(&reader).0, 3, "commands");
    assert_eq!(information.expiry(), Date::new(2035, 2, 17).unwrap());
    assert_eq!((information.serial().len(), information.municipality_code().len()), (15, 5));
    let mut card = card(&reader);
    let surface = card.surface().unwrap().information().unwrap();
    assert_eq!(surface.municipality_code(), Some(information.municipality_code()));
    let input_support = card.input_support().unwrap().information().unwrap();
    assert_eq!(input_support.municipality_code(), None);
    let mut session = card.surface().unwrap();
    let challenge = b"a challenge";
    let signature = session.sign_challenge(challenge).unwrap();
    drop(session);
    let face = card.surface().unwrap().card_face(&number(&reader), LastTry::Keep).unwrap();
    face.check_challenge(challenge, &signature).unwrap();
    assert_eq!(says(face.check_challenge(b"another", &signature)).0, Status::CardNotGenuine);
}

#[test]
fn phones_and_old_cards_have_the_certificates_alone() {
    for token in [Token::Android, Token::Iphone, Token::ResidentRegistryCard] {
        let reader = reader(VirtualCard::builder().token(token));
        let mut card = card(&reader);
        assert_eq!(says(card.surface()).0, Status::NotOnCard);
        assert_eq!(says(card.input_support()).0, Status::NotOnCard);
        assert_eq!(says(card.card_information()).0, Status::NotOnCard);
        card.jpki().unwrap().token_information().unwrap();
    }
}

#[test]
fn a_child_an_expired_card_and_one_without_pins() {
    let child = reader(VirtualCard::builder().childs_card());
    let face = card(&child).surface().unwrap().card_face(&number(&child), LastTry::Keep).unwrap();
    assert_eq!(face.birth_date().era(), Some((jpkicard::Era::Reiwa, 2)));
    let mut of_child = card(&child);
    assert!(!of_child.jpki().unwrap().certificate_availability().unwrap().signature);
    assert!(of_child.jpki().unwrap().signature_password_status().unwrap().is_none());

    let expired = reader(VirtualCard::builder().expired());
    let certificate = card(&expired).jpki().unwrap().authentication_certificate().unwrap();
    let now = std::time::SystemTime::now();
    assert_eq!(certificate.validity_at(now), jpkicard::Validity::Expired);
    let face =
        card(&expired).surface().unwrap().card_face(&number(&expired), LastTry::Keep).unwrap();
    assert_eq!(face.expiry(), Date::new(2025, 3, 31).unwrap());

    // Without a PIN: no PIN is sent, and what needs none is there.
    let pinless = reader(VirtualCard::builder().without_pins());
    let outcome = card(&pinless).jpki().unwrap().sign(&pin("1234"), &SignRequest::data(b"c"));
    assert_eq!(says(outcome), (Status::PinBlocked, Some(0)));
    let right = pin("1234");
    let outcome = card(&pinless)
        .input_support()
        .unwrap()
        .basic_attributes(AttributesKey::Pin(&right), LastTry::Allow);
    assert_eq!(says(outcome), (Status::InputSupportPinBlocked, Some(0)));
    assert_eq!(seen(&pinless).1, 0);
    let believed = authorities(&pinless);
    card(&pinless)
        .surface()
        .unwrap()
        .visual_check(&number(&pinless), &believed, LastTry::Keep)
        .unwrap();
    card(&pinless).jpki().unwrap().authentication_certificate().unwrap();
}

#[test]
fn every_card_reads_the_same_whatever_it_and_its_reader_are_like() {
    use jpkicard::virtual_card::LongAnswers;
    let plain = reader(VirtualCard::builder());
    let face = card(&plain).surface().unwrap().card_face(&number(&plain), LastTry::Keep).unwrap();
    let cards: [fn() -> Builder; 5] = [
        || VirtualCard::builder().refuses_short_identifiers(true),
        || VirtualCard::builder().exact_length(true),
        || VirtualCard::builder().long_answers(LongAnswers::InParts(100)),
        || VirtualCard::builder().long_answers(LongAnswers::Deferred(200)),
        || VirtualCard::builder().filler(300),
    ];
    for builder in cards {
        let reader = reader(builder());
        let mut card = card(&reader);
        let believed = authorities(&reader);
        let same = card.surface().unwrap().visual_check(&number(&reader), &believed, LastTry::Keep);
        assert_eq!(same.unwrap().file(), face.file());
        let number = number(&reader);
        let key = AttributesKey::CheckNumber(&number);
        let read = card.input_support().unwrap().basic_attributes(key, LastTry::Keep).unwrap();
        read.check(&believed).unwrap();
        card.card_information().unwrap();
        assert!(!seen(&reader).2);
    }
    // Reading in small pieces, for readers that fail on long answers.
    let mut small = card(&plain);
    small.set_read_length(100).unwrap();
    let same = small.surface().unwrap().card_face(&number(&plain), LastTry::Keep).unwrap();
    assert_eq!(same.file(), face.file());
}
