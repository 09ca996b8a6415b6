//! A 特定在留カード is this card with one additional application, which is never touched here; a plain
//! residence card is another card.

use jpkicard::virtual_card::{Builder, VirtualCard};
use jpkicard::{
    AttributesKey, BirthDateCode, LastTry, PinStatus, SignRequest, SignaturePassword, Status,
    TokenKind,
};

use crate::{authorities, born, card, look, number, pin, reader, says, seen};

/// The first application of the residence card, by the AID in its published specification. Whether
/// the combined card uses this AID is unknown; under any other it must not be touched either.
const RESIDENCE: &[u8] = &[
    0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
];
/// One that shares all but its last byte with that of this card.
const NEAR: &[u8] = &[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x02];

fn both_in_one(identifier: &[u8]) -> Builder {
    VirtualCard::builder().further_application(identifier)
}

#[test]
fn a_residence_card_in_one_is_this_card_and_its_other_application_is_never_touched() {
    for identifier in [RESIDENCE, NEAR] {
        let (alone, both) = (reader(VirtualCard::builder()), reader(both_in_one(identifier)));
        for reader in [&alone, &both] {
            let believed = authorities(reader);
            let request = SignRequest::data(b"challenge of the relying party");
            let password = SignaturePassword::new(b"ABC123").unwrap();
            let mut card = card(reader);
            let mut jpki = card.jpki().unwrap();
            assert_eq!(jpki.token_information().unwrap().kind(), TokenKind::MyNumberCard);
            assert!(jpki.certificate_availability().unwrap().signature);
            let authentication = jpki.authenticate(&pin("1234"), &request).unwrap();
            assert_eq!(authentication.signature.as_bytes().len(), 256);
            jpki.sign(&pin("1234"), &request).unwrap();
            jpki.sign_document(&password, &request).unwrap();
            jpki.change_pin(&pin("1234"), &pin("9876"), LastTry::Keep).unwrap();
            jpki.end().unwrap();
            assert!(card.card_information().unwrap().serial().len() == 15);
            let number = number(reader);
            let code = BirthDateCode::new(born()).unwrap();
            let mut surface = card.surface().unwrap();
            surface.card_face(&number, &believed, LastTry::Keep).unwrap();
            surface.age_record(&code, &believed, LastTry::Keep).unwrap();
            surface.end().unwrap();
            let own_pin = pin("1234");
            let mut input_support = card.input_support().unwrap();
            for key in [AttributesKey::Pin(&own_pin), AttributesKey::CheckNumber(&number)] {
                input_support.basic_attributes(key, &believed, LastTry::Keep).unwrap();
            }
            input_support.end().unwrap();
            assert_eq!(says(card.jpki().unwrap().sign(&pin("1111"), &request)).1, Some(2));
            drop(card);
            assert_eq!(look(reader, VirtualCard::further_application_commands), 0);
            assert!(
                look(reader, |card| card.pin_tries() == 2 && card.input_support_pin_tries() == 3)
            );
        }
        // Nothing changes: the same commands, and nothing left open.
        assert_eq!(seen(&alone), seen(&both));
        assert!(!seen(&both).2);
    }
}

/// Another program may use the other application: what it selected does no harm.
#[test]
fn what_another_program_selects_there_takes_nothing_from_this_card() {
    let reader = reader(both_in_one(RESIDENCE));
    let mut card = card(&reader);
    let select = [&[0x00, 0xA4, 0x04, 0x0C, 0x10], RESIDENCE].concat();
    for _ in 0..3 {
        let answer = reader.with_card(|card| card.process(&select)).unwrap();
        assert_eq!(answer, [0x90, 0x00]);
        let mut jpki = card.jpki().unwrap();
        assert_eq!(jpki.pin_status().unwrap(), PinStatus::TriesLeft(3));
        jpki.sign(&pin("1234"), &SignRequest::data(b"challenge")).unwrap();
    }
    assert!(!seen(&reader).2);
    // Counted each time: its selection, and leaving it by selecting this card's application.
    assert_eq!(look(&reader, VirtualCard::further_application_commands), 6);
}

#[test]
fn a_residence_card_alone_is_another_card() {
    let reader = reader(both_in_one(RESIDENCE).without_own_applications());
    let mut card = card(&reader);
    assert_eq!(says(card.jpki()).0, Status::NotIndividualNumberCard);
    for outcome in
        [says(card.surface()).0, says(card.input_support()).0, says(card.card_information()).0]
    {
        assert!(
            [Status::NotIndividualNumberCard, Status::NotOnCard].contains(&outcome),
            "{outcome:?}"
        );
    }
    assert_eq!(look(&reader, VirtualCard::further_application_commands), 0);
    assert_eq!(seen(&reader).1, 0, "VERIFY");
}
