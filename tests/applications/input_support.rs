//! The basic four attributes, the individual number, and the PIN that unlocks them.

use jpkicard::record::{CardAuthorities, Sex};
use jpkicard::virtual_card::{
    Application, Damage, Fault, FaultPlan, Token, VirtualCard, VirtualLink,
};
use jpkicard::{
    AttributesKey, Card, Date, Error, LastTry, Pin, PinStatus, SignRequest, SignaturePassword,
    Status,
};

use crate::{authorities, born, card, look, number, pin, reader, says, seen, wrong_number};

/// As on a genuine card: the signer is the one that the records name.
#[test]
fn the_signature_certificate_and_the_attributes_name_one_person() {
    let reader = reader(VirtualCard::builder().birth_date(1998, 5, 1));
    let password = SignaturePassword::new(b"ABC123").unwrap();
    let mut client = card(&reader);
    let certificate = client.jpki().unwrap().signature_certificate(&password, LastTry::Keep);
    let certificate = certificate.unwrap().unwrap();
    let key = pin("1234");
    let key = AttributesKey::Pin(&key);
    let attributes =
        client.input_support().unwrap().basic_attributes_unverified(key, LastTry::Keep).unwrap();
    let attributes = attributes.attributes;
    assert_eq!(attributes.birth_date(), Date::new(1998, 5, 1));
    for text in [attributes.name(), attributes.address(), "19980501"] {
        let der = certificate.der();
        assert!(der.windows(text.len()).any(|part| part == text.as_bytes()), "{text}");
    }
}

#[test]
fn the_basic_attributes_by_pin_and_by_number() {
    let reader = reader(VirtualCard::builder().pin("9999"));
    let number = number(&reader);
    let right = pin("1234");
    let believed = authorities(&reader);
    for key in [AttributesKey::Pin(&right), AttributesKey::CheckNumber(&number)] {
        let read = card(&reader)
            .input_support()
            .unwrap()
            .basic_attributes_unverified(key, LastTry::Keep)
            .unwrap();
        read.verify(&believed).unwrap();
        assert_eq!(says(read.verify(&CardAuthorities::production())).0, Status::RecordNotAuthentic);
        let attributes = &read.attributes;
        assert!(
            look(&reader, |card| card.basic_attributes_file().to_vec())
                .starts_with(attributes.file())
        );
        assert!(attributes.name().contains('\u{3000}'));
        assert_eq!((attributes.birth_date(), attributes.sex()), (Some(born()), Sex::Female));
        assert!(!seen(&reader).2);
    }
    // Wrong ones count on separate counters.
    let read = |key: AttributesKey<'_>| {
        says(card(&reader).input_support().unwrap().basic_attributes_unverified(key, LastTry::Keep))
    };
    let wrong = pin("9999");
    assert_eq!(read(AttributesKey::Pin(&wrong)), (Status::InputSupportPinWrong, Some(2)));
    let key = AttributesKey::Pin(&right);
    let kept =
        card(&reader).input_support().unwrap().basic_attributes_unverified(key, LastTry::KeepTwo);
    assert_eq!(says(kept), (Status::PinLastTwoTries, Some(2)));
    assert_eq!(read(AttributesKey::Pin(&wrong)), (Status::InputSupportPinWrong, Some(1)));
    assert_eq!(read(AttributesKey::Pin(&right)), (Status::PinLastTry, Some(1)));
    let wrong = wrong_number();
    assert_eq!(read(AttributesKey::CheckNumber(&wrong)), (Status::CheckNumberWrong, Some(9)));
    assert_eq!(look(&reader, VirtualCard::pin_tries), 3);
    assert_eq!(look(&reader, VirtualCard::individual_number_reads), 0);
}

#[test]
fn no_pin_goes_to_a_card_that_no_authority_certified() {
    let reader = reader(VirtualCard::builder());
    let believed = authorities(&reader);
    let checked = |pin: &Pin, authorities: &CardAuthorities| {
        let key = AttributesKey::Pin(pin);
        says(card(&reader).input_support().unwrap().basic_attributes(
            key,
            authorities,
            LastTry::Keep,
        ))
    };
    let (right, wrong) = (pin("1234"), pin("9999"));
    for pin in [&right, &wrong] {
        let outcome = checked(pin, &CardAuthorities::production());
        assert_eq!(outcome, (Status::RecordNotAuthentic, None));
    }
    assert_eq!(seen(&reader).1, 0, "VERIFY commands");
    assert_eq!(checked(&wrong, &believed), (Status::InputSupportPinWrong, Some(2)));
    assert_eq!(checked(&right, &believed), (Status::Ok, None));
    assert!(!seen(&reader).2);
}

#[test]
fn the_input_support_pin_is_changed_and_the_other_one_is_not() {
    let reader = reader(VirtualCard::builder());
    let change = |old: &str, new: &str| {
        says(card(&reader).input_support().unwrap().change_pin(&pin(old), &pin(new), LastTry::Keep))
    };
    assert_eq!(change("9999", "0000"), (Status::InputSupportPinWrong, Some(2)));
    assert_eq!(change("1234", "5678"), (Status::Ok, None));
    assert!(!seen(&reader).2);
    let status = card(&reader).input_support().unwrap().pin_status().unwrap();
    assert_eq!(status, PinStatus::TriesLeft(3));
    let (old, new) = (pin("1234"), pin("5678"));
    let read = |pin| {
        let mut card = card(&reader);
        says(
            card.input_support()
                .unwrap()
                .basic_attributes_unverified(AttributesKey::Pin(pin), LastTry::Keep),
        )
    };
    assert_eq!(read(&new), (Status::Ok, None));
    assert_eq!(read(&old), (Status::InputSupportPinWrong, Some(2)));
    // The PIN of the authentication key is separate.
    card(&reader).jpki().unwrap().sign(&pin("1234"), &SignRequest::data(b"challenge")).unwrap();
}

#[cfg(feature = "individual-number")]
#[test]
fn the_individual_number_where_the_build_has_it() {
    let reader = reader(VirtualCard::builder());
    let number = card(&reader)
        .input_support()
        .unwrap()
        .individual_number(&pin("1234"), LastTry::Keep)
        .unwrap();
    assert_eq!(number.as_bytes(), look(&reader, VirtualCard::individual_number).as_bytes());
    let image = card(&reader)
        .surface()
        .unwrap()
        .individual_number_image_unverified(&number, LastTry::Keep)
        .unwrap();
    assert!(image.image().starts_with(b"\x89PNG"));
    assert!(look(&reader, VirtualCard::individual_number_reads) > 0);
    assert!(!seen(&reader).2);
    assert_eq!(format!("{number:?}").find(char::is_numeric), None);
}

/// The message to the person at the desk says what happened, whichever number it concerns.
#[test]
fn a_number_that_was_wrong_is_not_called_a_pin() {
    // Leaving after VERIFY fails, and so does powering down.
    let error_of = |leaving, job: &dyn Fn(&mut Card<VirtualLink>) -> Error| {
        let reader = reader(VirtualCard::builder());
        let mut card = card(&reader);
        reader.plan_fault(FaultPlan::at(leaving, Fault::ReaderFails));
        let error = job(&mut card);
        assert_eq!(error.status(), Status::KeyNotLocked);
        assert!(error.tries_left().is_some());
        reader.clear_faults();
        error.to_string()
    };
    let face = error_of(4, &|card| {
        card.surface().unwrap().card_face_unverified(&wrong_number(), LastTry::Keep).err().unwrap()
    });
    assert!(
        face.contains("the check number B or birth date was wrong: one try was spent"),
        "{face}"
    );
    assert!(face.contains("9 tries left") && face.contains("sign or read"), "{face}");
    let change = error_of(5, &|card| {
        let (old, new) = (pin("9999"), pin("1234"));
        card.input_support().unwrap().change_pin(&old, &new, LastTry::Keep).unwrap_err()
    });
    assert!(change.contains("the input-support PIN was wrong: one try was spent"), "{change}");

    let phone = reader(VirtualCard::builder().token(Token::Android));
    let error = card(&phone).surface().unwrap_err();
    assert!(error.to_string().contains("ask for the Individual Number Card itself"), "{error}");
}

/// Nothing binds the attributes to the card: a copy from another card passes, together with a
/// genuine face. The birth dates reveal it, as documented.
#[test]
fn only_the_face_shows_attributes_copied_from_another_card() {
    let other = reader(VirtualCard::builder().birth_date(1998, 5, 1));
    let pin = pin("1234");
    let key = AttributesKey::Pin(&pin);
    let theirs = card(&other)
        .input_support()
        .unwrap()
        .basic_attributes_unverified(key, LastTry::Keep)
        .unwrap();
    let content = |file: &[u8]| Damage::Content(file.to_vec());
    let builder = VirtualCard::builder()
        .damage_in(Application::InputSupport, 0x0002, content(theirs.attributes.file()))
        .damage_in(Application::InputSupport, 0x0003, content(theirs.integrity_record.file()));
    let reader = reader(builder);
    let believed = authorities(&reader);
    let mut card = card(&reader);
    let number = number(&reader);
    let face = card.surface().unwrap().card_face(&number, &believed, LastTry::Keep).unwrap();
    let copied =
        card.input_support().unwrap().basic_attributes_unverified(key, LastTry::Keep).unwrap();
    copied.verify(&believed).unwrap();
    assert_eq!(copied.attributes.birth_date(), Date::new(1998, 5, 1));
    assert_eq!(face.birth_date(), Some(born()));
}
