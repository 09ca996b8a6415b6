//! Settings in words.

use jpkicard::virtual_card::{Application, VirtualCard, VirtualReader};
use jpkicard::{AttributesKey, Card, LastTry, Pin, Status};

fn with(settings: &[&str]) -> jpkicard::Result<VirtualCard> {
    let builder = settings.iter().try_fold(VirtualCard::builder(), |one, line| one.setting(line));
    builder?.build()
}

#[test]
fn each_setting_is_the_cards() {
    let card = with(&[
        "pin-tries 1",
        " signature-password-tries 2 ",
        "input-support-pin-tries 0",
        "check-number-tries 4",
        "security-code 1234",
        "seed 1",
    ])
    .unwrap();
    assert_eq!((card.pin_tries(), card.password_tries()), (1, 2));
    assert_eq!(card.input_support_pin_tries(), 0);
    assert_eq!(card.check_number_b_tries(Application::CardSurface), 4);
    assert!(card.check_number_b().ends_with("1234"));
    assert_ne!(card.authentication_certificate(), with(&[]).unwrap().authentication_certificate());
}

#[test]
fn a_name_with_any_character_is_on_the_card() {
    let card = with(&["name 𠮷野　髙子", "address 葛󠄀飾区１", "input-support-pin 4321"]).unwrap();
    let mut card = Card::new(VirtualReader::new(card).connect().unwrap());
    let pin = Pin::new(b"4321").unwrap();
    let mut application = card.input_support().unwrap();
    let read =
        application.basic_attributes_unverified(AttributesKey::Pin(&pin), LastTry::Keep).unwrap();
    let attributes = &read.attributes;
    assert_eq!((attributes.name(), attributes.address()), ("𠮷野　髙子", "葛󠄀飾区１"));
}

#[test]
fn other_words_are_refused() {
    for line in ["", "pin", "name", "tries 1", "pin-tries x", "pin-tries 256", "hides-tries yes"] {
        assert_eq!(
            with(&[line]).err().map(|error| error.status()),
            Some(Status::Argument),
            "{line}"
        );
    }
}
