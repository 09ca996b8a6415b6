//! The card face and the age record.

use jpkicard::record::{
    CardAuthorities, CardAuthority, CardFace, CardVerifiableCertificate, RecordApplication, Sex,
};
use jpkicard::virtual_card::{Application, Damage, VirtualCard};
use jpkicard::{BirthDateCode, CheckNumberB, Date, LastTry, PinStatus, Status};

use crate::figure::figure;
use crate::{authorities, born, card, look, number, reader, says, seen, wrong_number};

#[test]
fn the_card_face_is_read_in_few_commands_and_locked_again() {
    let reader = reader(VirtualCard::builder());
    let file = look(&reader, |card| card.card_face_file().to_vec());
    let face = card(&reader)
        .surface()
        .unwrap()
        .card_face_unverified(&number(&reader), LastTry::Keep)
        .unwrap();
    let (commands, verify, open) = seen(&reader);
    assert!(file.starts_with(face.file()), "the record as the card has it");
    let blocks = face.file().len().div_ceil(256) as u64;
    // SELECT, the query of the tries, VERIFY; and leaving.
    assert_eq!((commands, verify, open), (blocks + 3 + 1, 1, false));
    figure!(
        "card face: {} bytes in {commands} commands: {blocks} reads, SELECT, query, VERIFY, leaving",
        face.file().len()
    );
    assert_eq!((face.birth_date(), face.sex()), (Some(born()), Sex::Female));
    assert_eq!(face.expiry(), Date::new(2035, 2, 17).unwrap());
    for image in [face.name_image(), face.address_image(), face.security_code_image()] {
        assert!(image.starts_with(b"\x89PNG"));
    }
    assert_eq!(&face.photo()[4..8], b"jP  ");
    assert_eq!(look(&reader, VirtualCard::individual_number_reads), 0);
}

#[test]
fn a_card_face_is_accepted_only_from_the_issuer_and_the_present_card() {
    let reader = reader(VirtualCard::builder());
    let check = |authorities: &CardAuthorities| {
        says(card(&reader).surface().unwrap().card_face(
            &number(&reader),
            authorities,
            LastTry::Keep,
        ))
    };
    assert_eq!(check(&authorities(&reader)), (Status::Ok, None));
    let (commands, ..) = seen(&reader);
    figure!("card face: {commands} commands");
    // No authority, J-LIS's, and that of another application do not certify it; and no number is
    // sent then.
    let (identifier, modulus) = look(&reader, VirtualCard::surface_authority);
    let other = RecordApplication::InputSupport;
    let other = CardAuthority::new(other, identifier, &modulus, &[1, 0, 1]).unwrap();
    for strangers in [
        CardAuthorities::none(),
        CardAuthorities::production(),
        CardAuthorities::test(),
        CardAuthorities::none().with(other),
    ] {
        assert_eq!(check(&strangers), (Status::RecordNotAuthentic, None));
    }
    let (_, verify, open) = seen(&reader);
    assert_eq!((verify, open), (1, false));
}

/// The server has the files alone, and the challenge that it chose.
#[test]
fn a_server_verifies_the_card_face_that_answers_its_challenge() {
    const CHALLENGE: &[u8] = b"a challenge of a server";
    let reader = reader(VirtualCard::builder());
    let (number, believed) = (number(&reader), authorities(&reader));
    let mut card_ = card(&reader);
    let mut surface = card_.surface().unwrap();
    let signed =
        surface.card_face_for_challenge(&number, CHALLENGE, &believed, LastTry::Keep).unwrap();
    let shown = format!("{signed:?}");
    assert!(shown.starts_with("SignedCardFace") && !shown.contains("signature"), "{shown}");
    let unverified =
        surface.card_face_for_challenge_unverified(&number, CHALLENGE, LastTry::Keep).unwrap();
    // Too short to be fresh: the number is not sent, right or wrong.
    let wrong = wrong_number();
    let short = surface.card_face_for_challenge(&wrong, &[7; 15], &believed, LastTry::Keep);
    assert_eq!(says(short), (Status::Argument, None));
    let short = surface.card_face_for_challenge_unverified(&wrong, b"", LastTry::Keep);
    assert_eq!(says(short), (Status::Argument, None));
    let strangers = CardAuthorities::production();
    let foreign = surface.card_face_for_challenge(&wrong, CHALLENGE, &strangers, LastTry::Keep);
    assert_eq!(says(foreign), (Status::RecordNotAuthentic, None));
    drop(surface);
    drop(card_);
    let (_, verify, open) = seen(&reader);
    assert_eq!((verify, open), (2, false));
    for sent in [signed, unverified] {
        let face = CardFace::from_file(sent.card_face.file().to_vec()).unwrap();
        let certificate = CardVerifiableCertificate::from_file(sent.certificate.file().to_vec());
        face.verify(&certificate.unwrap(), &believed).unwrap();
        face.verify_challenge(CHALLENGE, &sent.signature).unwrap();
        let other = face.verify_challenge(b"another one of that server", &sent.signature);
        assert_eq!(says(other), (Status::CardNotGenuine, None));
        assert_eq!(face.birth_date(), Some(born()));
    }
}

#[test]
fn a_copied_record_is_distinguished_from_the_card_it_was_copied_from() {
    // The record of another card of the same holder, whose own key this card lacks.
    let copied = Damage::OfSeed(1);
    let face = VirtualCard::builder().damage_in(Application::CardSurface, 0x0002, copied.clone());
    let reader_ = reader(face);
    let number = number(&reader_);
    let believed = authorities(&reader_);
    let outcome = card(&reader_).surface().unwrap().card_face(&number, &believed, LastTry::Keep);
    assert_eq!(says(outcome), (Status::CardNotGenuine, None));
    assert!(!seen(&reader_).2);

    let age = VirtualCard::builder().damage_in(Application::CardSurface, 0x0001, copied);
    let reader_ = reader(age);
    let born = BirthDateCode::new(born()).unwrap();
    let outcome = card(&reader_).surface().unwrap().age_record(&born, &believed, LastTry::Keep);
    assert_eq!(says(outcome), (Status::CardNotGenuine, None));
}

#[test]
fn a_wrong_check_number_spends_one_of_ten_and_nothing_else() {
    let reader = reader(VirtualCard::builder());
    let face = |number: &CheckNumberB, last| {
        says(card(&reader).surface().unwrap().card_face_unverified(number, last))
    };
    for left in (1..10).rev() {
        assert_eq!(face(&wrong_number(), LastTry::Keep), (Status::CheckNumberWrong, Some(left)));
        if left == 2 {
            let two = (Status::PinLastTwoTries, Some(2));
            assert_eq!(face(&number(&reader), LastTry::KeepTwo), two);
        }
        assert!(!seen(&reader).2);
    }
    let (_, verify, _) = seen(&reader);
    assert_eq!(face(&wrong_number(), LastTry::Keep), (Status::PinLastTry, Some(1)));
    assert_eq!(face(&number(&reader), LastTry::Keep), (Status::PinLastTry, Some(1)));
    assert_eq!(seen(&reader).1, verify, "not sent");
    assert_eq!(face(&number(&reader), LastTry::Allow), (Status::Ok, None));
    let status = card(&reader).surface().unwrap().check_number_status().unwrap();
    assert_eq!(status, PinStatus::TriesLeft(10), "a right one restores all");

    let counters = look(&reader, |card| {
        (
            card.pin_tries(),
            card.password_tries(),
            card.input_support_pin_tries(),
            card.birth_date_tries(),
            card.check_number_b_tries(Application::InputSupport),
        )
    });
    assert_eq!(counters, (3, 5, 3, 10, 10));
}

#[test]
fn a_blocked_check_number_is_not_sent() {
    let reader = reader(VirtualCard::builder().check_number_tries(1));
    let face = |number: &CheckNumberB| {
        says(card(&reader).surface().unwrap().card_face_unverified(number, LastTry::Allow))
    };
    assert_eq!(face(&wrong_number()), (Status::CheckNumberBlocked, Some(0)));
    assert_eq!(face(&number(&reader)), (Status::CheckNumberBlocked, Some(0)));
    assert_eq!(seen(&reader).1, 1);
    // The birth date has its own counter.
    let born = BirthDateCode::new(born()).unwrap();
    let age = card(&reader).surface().unwrap().age_record_unverified(&born, LastTry::Keep).unwrap();
    assert_eq!(age.birth_date(), Some(crate::born()));
}

#[test]
fn the_birth_date_opens_the_age_record() {
    let reader = reader(VirtualCard::builder());
    let code = BirthDateCode::new(born()).unwrap();
    let believed = authorities(&reader);
    let age = card(&reader).surface().unwrap().age_record(&code, &believed, LastTry::Keep).unwrap();
    assert_eq!(age.birth_date(), Some(born()));
    let wrong = BirthDateCode::new(Date::new(1980, 2, 18).unwrap()).unwrap();
    let outcome = card(&reader).surface().unwrap().age_record(&wrong, &believed, LastTry::Keep);
    assert_eq!(says(outcome), (Status::CheckNumberWrong, Some(9)));
    assert!(!seen(&reader).2);
}

/// 1 May of Heisei 10, Showa 10 and Taisho 10.
#[test]
fn the_same_six_digits_of_another_era_are_another_day() {
    let reader = reader(VirtualCard::builder().birth_date(1998, 5, 1));
    let believed = authorities(&reader);
    let checked = |code: &BirthDateCode| {
        let mut client = card(&reader);
        let mut surface = client.surface().unwrap();
        let read = surface.age_record_unverified(code, LastTry::Keep).map(drop);
        let checked = surface.age_record(code, &believed, LastTry::Keep).map(drop);
        [read, checked].map(|outcome| outcome.map_err(|error| error.status()))
    };
    for (year, expected) in [
        (1998, Ok(())),
        (1935, Err(Status::BirthDateDiffers)),
        (1921, Err(Status::BirthDateDiffers)),
    ] {
        let code = BirthDateCode::new(Date::new(year, 5, 1).unwrap()).unwrap();
        assert_eq!(checked(&code), [expected; 2], "{year}");
    }
    // Without the day this cannot be detected.
    assert_eq!(checked(&BirthDateCode::from_digits(b"100501").unwrap()), [Ok(()); 2]);
    // None of them was a wrong one.
    let tries = card(&reader).surface().unwrap().birth_date_status().unwrap();
    assert_eq!(tries, PinStatus::TriesLeft(10));
    assert!(!seen(&reader).2);
}

/// Extended reads, where requested: one read for a card face, and pieces of 256 in an application
/// that refuses them, which is tried once.
#[test]
fn the_extended_form_reads_a_file_at_once() {
    let reader = reader(VirtualCard::builder());
    let mut card = card(&reader);
    assert_eq!(says(card.set_read_length(32_769)).0, Status::Argument);
    let short =
        card.surface().unwrap().card_face_unverified(&number(&reader), LastTry::Keep).unwrap();
    card.set_read_length(32_768).unwrap();
    let commands = || seen(&reader).0;
    let before = commands();
    let face =
        card.surface().unwrap().card_face_unverified(&number(&reader), LastTry::Keep).unwrap();
    assert_eq!(face.file(), short.file());
    figure!("card face in the extended form: {} commands", commands() - before);
    assert_eq!(commands() - before, 5, "SELECT, query, VERIFY, one read, leaving");
    let believed = authorities(&reader);
    card.surface().unwrap().card_face(&number(&reader), &believed, LastTry::Keep).unwrap();
    // The JPKI application refuses them: 8 commands, and one more the first time.
    for expected in [9, 8] {
        let before = commands();
        card.jpki().unwrap().authentication_certificate().unwrap();
        assert_eq!(commands() - before, expected);
    }
    let before = commands();
    card.surface().unwrap().card_face_unverified(&number(&reader), LastTry::Keep).unwrap();
    assert_eq!(commands() - before, 5, "one application's refusal is not another's");
    assert!(!seen(&reader).2);
}

#[cfg(feature = "picture")]
#[test]
fn one_call_makes_a_picture() {
    let reader = reader(VirtualCard::builder());
    let face = card(&reader)
        .surface()
        .unwrap()
        .card_face_unverified(&number(&reader), LastTry::Keep)
        .unwrap();
    assert!(face.photo_png().unwrap().starts_with(b"\x89PNG"));
    let svg = face.to_svg().unwrap();
    assert!(svg.contains("昭和55年2月17日") && svg.contains("2035年2月17日"));
}
