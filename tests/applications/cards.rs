//! What differs from card to card and from reader to reader.

use jpkicard::record::{AgeRecord, BasicAttributes, CardFace};
use jpkicard::virtual_card::{Builder, Token, VirtualCard};
use jpkicard::{AttributesKey, BirthDateCode, CheckNumberB, Date, LastTry, SignRequest, Status};

use crate::{authorities, card, look, number, pin, reader, says, seen};

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
    let challenge = b"a challenge of the desk";
    let signature = session.sign_challenge(challenge).unwrap();
    drop(session);
    let face =
        card.surface().unwrap().card_face_unverified(&number(&reader), LastTry::Keep).unwrap();
    face.verify_challenge(challenge, &signature).unwrap();
    assert_eq!(
        says(face.verify_challenge(b"another one of the desk", &signature)).0,
        Status::CardNotGenuine
    );
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
    let face = card(&child)
        .surface()
        .unwrap()
        .card_face_unverified(&number(&child), LastTry::Keep)
        .unwrap();
    assert_eq!(face.birth_date().unwrap().era(), Some((jpkicard::Era::Reiwa, 2)));
    let mut of_child = card(&child);
    assert!(!of_child.jpki().unwrap().certificate_availability().unwrap().signature);
    assert!(of_child.jpki().unwrap().signature_password_status().unwrap().is_none());

    let expired = reader(VirtualCard::builder().expired());
    let certificate = card(&expired).jpki().unwrap().authentication_certificate().unwrap();
    let now = std::time::SystemTime::now();
    assert_eq!(certificate.validity_at(now), jpkicard::Validity::Expired);
    let face = card(&expired)
        .surface()
        .unwrap()
        .card_face_unverified(&number(&expired), LastTry::Keep)
        .unwrap();
    assert_eq!(face.expiry(), Date::new(2025, 3, 31).unwrap());

    // Without a PIN: no PIN is sent, and everything that needs none is available.
    let pinless = reader(VirtualCard::builder().without_pins());
    let outcome = card(&pinless).jpki().unwrap().sign(&pin("1234"), &SignRequest::data(b"c"));
    assert_eq!(says(outcome), (Status::PinBlocked, Some(0)));
    let right = pin("1234");
    let outcome = card(&pinless)
        .input_support()
        .unwrap()
        .basic_attributes_unverified(AttributesKey::Pin(&right), LastTry::Allow);
    assert_eq!(says(outcome), (Status::InputSupportPinBlocked, Some(0)));
    assert_eq!(seen(&pinless).1, 0);
    let believed = authorities(&pinless);
    card(&pinless)
        .surface()
        .unwrap()
        .card_face(&number(&pinless), &believed, LastTry::Keep)
        .unwrap();
    card(&pinless).jpki().unwrap().authentication_certificate().unwrap();
}

/// The day of birth of some people is unknown, or also the month, or the whole date.
#[test]
fn a_holder_whose_birth_date_is_no_day() {
    for (year, month, code, digits) in [
        (1950, 4, "250400", "19500400"),
        (1950, 0, "250000", "19500000"),
        (0, 0, "000000", "00000000"),
    ] {
        let reader = reader(VirtualCard::builder().unknown_birth_date(year, month));
        let believed = authorities(&reader);
        let printed = look(&reader, VirtualCard::check_number_b);
        assert_eq!(printed, format!("{code}20352285"));
        assert_eq!(
            says(CheckNumberB::from_digits(printed.as_bytes())).0,
            Status::CheckNumberFormat
        );
        let number = CheckNumberB::from_printed_digits(printed.as_bytes()).unwrap();
        let mut card = card(&reader);

        let face = card.surface().unwrap().card_face(&number, &believed, LastTry::Keep).unwrap();
        assert_eq!((face.birth_date(), face.birth_date_digits()), (None, digits.as_bytes()));
        assert!(!face.photo().is_empty() && face.expiry().year() == 2035);
        assert!(!format!("{face:?}").contains(digits));
        #[cfg(feature = "picture")]
        assert!(face.to_svg().unwrap().contains(&format!("{digits}（暦にない日）")));

        let key = AttributesKey::CheckNumber(&number);
        let read =
            card.input_support().unwrap().basic_attributes(key, &believed, LastTry::Keep).unwrap();
        let attributes = &read.attributes;
        assert_eq!(attributes.birth_date_digits(), digits.as_bytes());
        assert_eq!((attributes.birth_date(), attributes.name()), (None, "試験　花子"));
        assert!(!attributes.address().is_empty() && !format!("{read:?}").contains(digits));

        let born = BirthDateCode::from_printed_digits(code.as_bytes()).unwrap();
        let age = card.surface().unwrap().age_record(&born, &believed, LastTry::Keep).unwrap();
        assert_eq!((age.birth_date(), age.birth_date_digits()), (None, digits.as_bytes()));
        assert_eq!(age.age_on(Date::new(2026, 4, 1).unwrap()), None);
        let other = BirthDateCode::from_printed_digits(b"250401").unwrap();
        let wrong = card.surface().unwrap().age_record(&other, &believed, LastTry::Keep);
        assert_eq!(says(wrong), (Status::CheckNumberWrong, Some(9)));
    }
}

/// Whatever is in place of the birth date, the rest can be read.
#[test]
fn no_birth_date_hides_the_rest_of_a_record() {
    let reader = reader(VirtualCard::builder());
    let changed = |file: &[u8], digits: &[u8; 8]| {
        let mut file = file.to_vec();
        let at = file.windows(8).position(|window| window == b"19800217").unwrap();
        file[at..at + 8].copy_from_slice(digits);
        file
    };
    let files = look(&reader, |card| {
        [card.basic_attributes_file(), card.card_face_file()].map(<[u8]>::to_vec)
    });
    let born = BirthDateCode::new(crate::born()).unwrap();
    let age = card(&reader).surface().unwrap().age_record_unverified(&born, LastTry::Keep).unwrap();
    for digits in [
        b"19500000",
        b"19500400",
        b"00000000",
        b"        ",
        b"1950    ",
        b"195004  ",
        b"\0\0\0\0\0\0\0\0",
        b"19500431",
        b"19009999",
        b"18000101",
        b"1950****",
        b"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
    ] {
        let attributes = BasicAttributes::from_file(changed(&files[0], digits)).unwrap();
        assert_eq!((attributes.birth_date(), attributes.birth_date_digits()), (None, &digits[..]));
        assert_eq!(attributes.name(), "試験　花子");
        let face = CardFace::from_file(changed(&files[1], digits)).unwrap();
        assert_eq!((face.birth_date(), face.birth_date_digits()), (None, &digits[..]));
        assert!(!face.photo().is_empty());
        let age = AgeRecord::from_file(changed(age.file(), digits)).unwrap();
        assert_eq!((age.birth_date(), age.birth_date_digits()), (None, &digits[..]));
    }
}

#[test]
fn every_card_reads_the_same_whatever_it_and_its_reader_are_like() {
    use jpkicard::virtual_card::LongAnswers;
    let plain = reader(VirtualCard::builder());
    let face = card(&plain)
        .surface()
        .unwrap()
        .card_face_unverified(&number(&plain), LastTry::Keep)
        .unwrap();
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
        let same = card.surface().unwrap().card_face(&number(&reader), &believed, LastTry::Keep);
        assert_eq!(same.unwrap().file(), face.file());
        let number = number(&reader);
        let key = AttributesKey::CheckNumber(&number);
        let read =
            card.input_support().unwrap().basic_attributes_unverified(key, LastTry::Keep).unwrap();
        read.verify(&believed).unwrap();
        card.card_information().unwrap();
        assert!(!seen(&reader).2);
    }
    // Reading in small pieces, for readers that fail on long answers.
    let mut small = card(&plain);
    small.set_read_length(100).unwrap();
    let same =
        small.surface().unwrap().card_face_unverified(&number(&plain), LastTry::Keep).unwrap();
    assert_eq!(same.file(), face.file());
}

#[test]
fn a_card_that_does_not_report_tries_gets_a_pin_only_if_the_last_may_be_spent() {
    let pin = pin("1234");
    let request = SignRequest::data(b"challenge of the relying party");
    for (limit, status) in [(Some(3), Status::PinTriesUnknown), (None, Status::PinTriesUnknown)] {
        let builder = VirtualCard::builder().pin_limit(limit).hides_tries(limit.is_some());
        let reader = reader(builder);
        for (rule, expected) in [
            (LastTry::Keep, Err(status)),
            (LastTry::KeepTwo, Err(status)),
            (LastTry::Allow, Ok(())),
        ] {
            let made = card(&reader).jpki().unwrap().authenticate(&pin, &request.last_try(rule));
            let made = made.map(drop).map_err(|error| error.status());
            assert_eq!(made, expected, "{limit:?} {rule:?}");
        }
        let sent = reader.with_card(|card| card.verify_commands());
        assert_eq!(sent, Some(1), "{limit:?}");
    }
}
