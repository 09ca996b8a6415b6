//! The card-surface, input-support and common applications on the virtual card, whose
//! counters and keys are looked at from outside.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

mod support;

use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication, Sex};
use jpkicard::virtual_card::{
    Application, Builder, Damage, Fault, FaultPlan, Token, VirtualCard, VirtualLink, VirtualReader,
};
use jpkicard::{
    AttributesKey, BirthDateCode, Card, CheckNumberB, Date, Error, Pin, PinStatus, SignRequest,
    SignaturePassword, Status,
};
use support::figure::figure;

fn reader(builder: Builder) -> VirtualReader {
    VirtualReader::new(builder.first_command_fails(false).build().unwrap())
}

fn card(reader: &VirtualReader) -> Card<VirtualLink> {
    Card::new(reader.connect().unwrap())
}

fn look<R>(reader: &VirtualReader, job: impl FnOnce(&VirtualCard) -> R) -> R {
    reader.with_card(|card| job(card)).unwrap()
}

/// Check number B as the virtual card's holder reads it off the card.
fn number(reader: &VirtualReader) -> CheckNumberB {
    CheckNumberB::from_digits(look(reader, VirtualCard::check_number_b).as_bytes()).unwrap()
}

fn wrong_number() -> CheckNumberB {
    CheckNumberB::new(born(), 2035, b"0000").unwrap()
}

fn born() -> Date {
    Date::new(1980, 2, 17).unwrap()
}

fn pin(digits: &str) -> Pin {
    Pin::new(digits.as_bytes()).unwrap()
}

/// The authorities that vouch for this virtual card.
fn authorities(reader: &VirtualReader) -> CardAuthorities {
    let (surface, input) =
        look(reader, |card| (card.surface_authority(), card.input_support_authority()));
    let authority = |application, (identifier, modulus): ([u8; 16], Vec<u8>)| {
        CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap()
    };
    CardAuthorities::none()
        .with(authority(RecordApplication::CardSurface, surface))
        .with(authority(RecordApplication::InputSupport, input))
}

/// Commands, VERIFY commands, and whether anything is open.
fn seen(reader: &VirtualReader) -> (u64, u64, bool) {
    look(reader, |card| {
        let open = card.surface_is_open()
            || card.input_support_is_open()
            || card.authentication_key_is_open()
            || card.signature_key_is_open();
        (card.commands(), card.verify_commands(), open)
    })
}

fn says<R>(outcome: Result<R, Error>) -> (Status, Option<u8>) {
    match outcome {
        Ok(_) => (Status::Ok, None),
        Err(error) => (error.status(), error.tries_left()),
    }
}

#[test]
fn the_card_face_is_read_in_few_commands_and_locked_again() {
    let reader = reader(VirtualCard::builder());
    let file = look(&reader, |card| card.card_face_file().to_vec());
    let face = card(&reader).surface().unwrap().card_face(&number(&reader), false).unwrap();
    let (commands, verify, open) = seen(&reader);
    assert!(file.starts_with(face.file()), "the record as the card has it");
    let blocks = face.file().len().div_ceil(256) as u64;
    // SELECT, the query of the tries, VERIFY; and leaving.
    assert_eq!((commands, verify, open), (blocks + 3 + 1, 1, false));
    figure!(
        "card face: {} bytes in {commands} commands: {blocks} reads, SELECT, query, VERIFY, leaving",
        face.file().len()
    );
    assert_eq!((face.birth_date(), face.sex()), (born(), Sex::Female));
    assert_eq!(face.expiry(), Date::new(2035, 2, 17).unwrap());
    for image in [face.name_image(), face.address_image(), face.security_code_image()] {
        assert!(image.starts_with(b"\x89PNG"));
    }
    assert_eq!(&face.photo()[4..8], b"jP  ");
    assert_eq!(look(&reader, VirtualCard::individual_number_reads), 0);
}

#[test]
fn a_visual_check_believes_the_issuer_and_the_present_card_alone() {
    let reader = reader(VirtualCard::builder());
    let check = |authorities: &CardAuthorities| {
        says(card(&reader).surface().unwrap().visual_check(&number(&reader), authorities, false))
    };
    assert_eq!(check(&authorities(&reader)), (Status::Ok, None));
    let (commands, ..) = seen(&reader);
    figure!("visual check: {commands} commands");
    // Nobody, J-LIS's, and another application's authority do not vouch for it; and no
    // number is sent then.
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

#[test]
fn a_copied_record_is_told_from_the_card_it_was_copied_from() {
    // The record of another card of the same holder, whose own key this card lacks.
    let copied = Damage::OfSeed(1);
    let face = VirtualCard::builder().damage_in(Application::CardSurface, 0x0002, copied.clone());
    let reader_ = reader(face);
    let number = number(&reader_);
    let believed = authorities(&reader_);
    let outcome = card(&reader_).surface().unwrap().visual_check(&number, &believed, false);
    assert_eq!(says(outcome), (Status::CardNotGenuine, None));
    assert!(!seen(&reader_).2);

    let age = VirtualCard::builder().damage_in(Application::CardSurface, 0x0001, copied);
    let reader_ = reader(age);
    let born = BirthDateCode::new(born()).unwrap();
    let outcome = card(&reader_).surface().unwrap().age_check(&born, &believed, false);
    assert_eq!(says(outcome), (Status::CardNotGenuine, None));
}

#[test]
fn a_wrong_check_number_spends_one_of_ten_and_nothing_else() {
    let reader = reader(VirtualCard::builder());
    let face = |number: &CheckNumberB, last| {
        says(card(&reader).surface().unwrap().card_face(number, last))
    };
    for left in (1..10).rev() {
        assert_eq!(face(&wrong_number(), false), (Status::CheckNumberWrong, Some(left)));
        assert!(!seen(&reader).2);
    }
    let (_, verify, _) = seen(&reader);
    assert_eq!(face(&wrong_number(), false), (Status::PinLastTry, Some(1)));
    assert_eq!(face(&number(&reader), false), (Status::PinLastTry, Some(1)));
    assert_eq!(seen(&reader).1, verify, "not sent");
    assert_eq!(face(&number(&reader), true), (Status::Ok, None));
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
    let face =
        |number: &CheckNumberB| says(card(&reader).surface().unwrap().card_face(number, true));
    assert_eq!(face(&wrong_number()), (Status::CheckNumberBlocked, Some(0)));
    assert_eq!(face(&number(&reader)), (Status::CheckNumberBlocked, Some(0)));
    assert_eq!(seen(&reader).1, 1);
    // The birth date has a counter of its own.
    let born = BirthDateCode::new(born()).unwrap();
    let age = card(&reader).surface().unwrap().age_record(&born, false).unwrap();
    assert_eq!(age.birth_date(), self::born());
}

#[test]
fn the_birth_date_opens_the_age_record() {
    let reader = reader(VirtualCard::builder());
    let code = BirthDateCode::new(born()).unwrap();
    let believed = authorities(&reader);
    let age = card(&reader).surface().unwrap().age_check(&code, &believed, false).unwrap();
    assert_eq!(age.birth_date(), born());
    let wrong = BirthDateCode::new(Date::new(1980, 2, 18).unwrap()).unwrap();
    let outcome = card(&reader).surface().unwrap().age_check(&wrong, &believed, false);
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
        let read = surface.age_record(code, false).map(drop);
        let checked = surface.age_check(code, &believed, false).map(drop);
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
    // Without the day nobody can tell.
    assert_eq!(checked(&BirthDateCode::from_digits(b"100501").unwrap()), [Ok(()); 2]);
    // None of them was a wrong one.
    let tries = card(&reader).surface().unwrap().birth_date_status().unwrap();
    assert_eq!(tries, PinStatus::TriesLeft(10));
    assert!(!seen(&reader).2);
}

/// As on a genuine card: who signs is whom the records name.
#[test]
fn the_signature_certificate_and_the_attributes_name_one_person() {
    let reader = reader(VirtualCard::builder().birth_date(1998, 5, 1));
    let password = SignaturePassword::new(b"ABC123").unwrap();
    let mut client = card(&reader);
    let certificate = client.jpki().unwrap().signature_certificate(&password, false);
    let certificate = certificate.unwrap().unwrap();
    let key = pin("1234");
    let key = AttributesKey::Pin(&key);
    let attributes = client.input_support().unwrap().basic_attributes(key, false).unwrap();
    let attributes = attributes.attributes;
    assert_eq!(attributes.birth_date(), Date::new(1998, 5, 1).unwrap());
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
        let read = card(&reader).input_support().unwrap().basic_attributes(key, false).unwrap();
        read.check(&believed).unwrap();
        assert_eq!(says(read.check(&CardAuthorities::production())).0, Status::RecordNotAuthentic);
        let attributes = &read.attributes;
        assert!(
            look(&reader, |card| card.basic_attributes_file().to_vec())
                .starts_with(attributes.file())
        );
        assert!(attributes.name().contains('\u{3000}'));
        assert_eq!((attributes.birth_date(), attributes.sex()), (born(), Sex::Female));
        assert!(!seen(&reader).2);
    }
    // Wrong ones count on counters of their own.
    let read = |key: AttributesKey<'_>| {
        says(card(&reader).input_support().unwrap().basic_attributes(key, false))
    };
    let wrong = pin("9999");
    assert_eq!(read(AttributesKey::Pin(&wrong)), (Status::InputSupportPinWrong, Some(2)));
    assert_eq!(read(AttributesKey::Pin(&wrong)), (Status::InputSupportPinWrong, Some(1)));
    assert_eq!(read(AttributesKey::Pin(&right)), (Status::PinLastTry, Some(1)));
    let wrong = wrong_number();
    assert_eq!(read(AttributesKey::CheckNumber(&wrong)), (Status::CheckNumberWrong, Some(9)));
    assert_eq!(look(&reader, VirtualCard::pin_tries), 3);
    assert_eq!(look(&reader, VirtualCard::individual_number_reads), 0);
}

#[test]
fn no_pin_goes_to_a_card_that_nobody_vouches_for() {
    let reader = reader(VirtualCard::builder());
    let believed = authorities(&reader);
    let checked = |pin: &Pin, authorities: &CardAuthorities| {
        let key = AttributesKey::Pin(pin);
        says(card(&reader).input_support().unwrap().checked_attributes(key, authorities, false))
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
        says(card(&reader).input_support().unwrap().change_pin(&pin(old), &pin(new), false))
    };
    assert_eq!(change("9999", "0000"), (Status::InputSupportPinWrong, Some(2)));
    assert_eq!(change("1234", "5678"), (Status::Ok, None));
    assert!(!seen(&reader).2);
    let status = card(&reader).input_support().unwrap().pin_status().unwrap();
    assert_eq!(status, PinStatus::TriesLeft(3));
    let (old, new) = (pin("1234"), pin("5678"));
    let read = |pin| {
        let mut card = card(&reader);
        says(card.input_support().unwrap().basic_attributes(AttributesKey::Pin(pin), false))
    };
    assert_eq!(read(&new), (Status::Ok, None));
    assert_eq!(read(&old), (Status::InputSupportPinWrong, Some(2)));
    // That of the authentication key is another.
    card(&reader).jpki().unwrap().sign(&pin("1234"), &SignRequest::data(b"challenge")).unwrap();
}

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
    let face = card.surface().unwrap().card_face(&number(&reader), false).unwrap();
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
    let face = card(&child).surface().unwrap().card_face(&number(&child), false).unwrap();
    assert_eq!(face.birth_date().era(), Some((jpkicard::Era::Reiwa, 2)));
    let mut of_child = card(&child);
    assert!(!of_child.jpki().unwrap().certificate_availability().unwrap().signature);
    assert!(of_child.jpki().unwrap().signature_password_status().unwrap().is_none());

    let expired = reader(VirtualCard::builder().expired());
    let certificate = card(&expired).jpki().unwrap().authentication_certificate().unwrap();
    let now = std::time::SystemTime::now();
    assert_eq!(certificate.validity_at(now), jpkicard::Validity::Expired);
    let face = card(&expired).surface().unwrap().card_face(&number(&expired), false).unwrap();
    assert_eq!(face.expiry(), Date::new(2025, 3, 31).unwrap());

    // Without a PIN: no PIN is sent, and what needs none is there.
    let pinless = reader(VirtualCard::builder().without_pins());
    let outcome = card(&pinless).jpki().unwrap().sign(&pin("1234"), &SignRequest::data(b"c"));
    assert_eq!(says(outcome), (Status::PinBlocked, Some(0)));
    let right = pin("1234");
    let outcome =
        card(&pinless).input_support().unwrap().basic_attributes(AttributesKey::Pin(&right), true);
    assert_eq!(says(outcome), (Status::InputSupportPinBlocked, Some(0)));
    assert_eq!(seen(&pinless).1, 0);
    let believed = authorities(&pinless);
    card(&pinless).surface().unwrap().visual_check(&number(&pinless), &believed, false).unwrap();
    card(&pinless).jpki().unwrap().authentication_certificate().unwrap();
}

#[test]
fn every_card_reads_the_same_whatever_it_and_its_reader_are_like() {
    use jpkicard::virtual_card::LongAnswers;
    let plain = reader(VirtualCard::builder());
    let face = card(&plain).surface().unwrap().card_face(&number(&plain), false).unwrap();
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
        let same = card.surface().unwrap().visual_check(&number(&reader), &believed, false);
        assert_eq!(same.unwrap().file(), face.file());
        let number = number(&reader);
        let key = AttributesKey::CheckNumber(&number);
        let read = card.input_support().unwrap().basic_attributes(key, false).unwrap();
        read.check(&believed).unwrap();
        card.card_information().unwrap();
        assert!(!seen(&reader).2);
    }
    // Reading in small pieces, for readers that fail on long answers.
    let mut small = card(&plain);
    small.set_read_length(100).unwrap();
    let same = small.surface().unwrap().card_face(&number(&plain), false).unwrap();
    assert_eq!(same.file(), face.file());
}

/// The extended form, where it was asked for: one read for a card face, and pieces of 256
/// in an application that refuses it, which is asked once.
#[test]
fn the_extended_form_reads_a_file_at_once() {
    let reader = reader(VirtualCard::builder());
    let mut card = card(&reader);
    assert_eq!(says(card.set_read_length(32_769)).0, Status::Argument);
    let short = card.surface().unwrap().card_face(&number(&reader), false).unwrap();
    card.set_read_length(32_768).unwrap();
    let commands = || seen(&reader).0;
    let before = commands();
    let face = card.surface().unwrap().card_face(&number(&reader), false).unwrap();
    assert_eq!(face.file(), short.file());
    figure!("card face in the extended form: {} commands", commands() - before);
    assert_eq!(commands() - before, 5, "SELECT, query, VERIFY, one read, leaving");
    let believed = authorities(&reader);
    card.surface().unwrap().visual_check(&number(&reader), &believed, false).unwrap();
    // The JPKI application refuses it: 8 commands, and one more the first time.
    for expected in [9, 8] {
        let before = commands();
        card.jpki().unwrap().authentication_certificate().unwrap();
        assert_eq!(commands() - before, expected);
    }
    let before = commands();
    card.surface().unwrap().card_face(&number(&reader), false).unwrap();
    assert_eq!(commands() - before, 5, "one application's refusal is not another's");
    assert!(!seen(&reader).2);
}

#[cfg(feature = "picture")]
#[test]
fn one_call_makes_a_picture() {
    let reader = reader(VirtualCard::builder());
    let face = card(&reader).surface().unwrap().card_face(&number(&reader), false).unwrap();
    assert!(face.photo_png().unwrap().starts_with(b"\x89PNG"));
    let svg = face.to_svg().unwrap();
    assert!(svg.contains("昭和55年2月17日") && svg.contains("2035年2月17日"));
}

#[cfg(feature = "individual-number")]
#[test]
fn the_individual_number_where_the_build_has_it() {
    let reader = reader(VirtualCard::builder());
    let number =
        card(&reader).input_support().unwrap().individual_number(&pin("1234"), false).unwrap();
    assert_eq!(number.as_bytes(), look(&reader, VirtualCard::individual_number).as_bytes());
    let image = card(&reader).surface().unwrap().individual_number_image(&number, false).unwrap();
    assert!(image.image().starts_with(b"\x89PNG"));
    assert!(look(&reader, VirtualCard::individual_number_reads) > 0);
    assert!(!seen(&reader).2);
    assert_eq!(format!("{number:?}").find(char::is_numeric), None);
}

/// A card whose records another municipality's key signed, by their certificates.
fn from_elsewhere() -> VirtualCard {
    let mut builder = VirtualCard::builder().seed(2).first_command_fails(false);
    let plain = reader(VirtualCard::builder());
    let mut card = card(&plain);
    let surface = card.surface().unwrap().certificate().unwrap();
    let input_support = card.input_support().unwrap().certificate().unwrap();
    for (application, certificate) in
        [(Application::CardSurface, surface), (Application::InputSupport, input_support)]
    {
        let mut file = certificate.file().to_vec();
        file[200] ^= 1;
        builder = builder.damage_in(application, 0x0004, Damage::Content(file));
    }
    builder.build().unwrap()
}

/// Someone takes one card away and puts another down, and the reader tells it as a reset:
/// the second holder's tries are not for the first one's numbers. A card of the same
/// municipality has the same certificate; this one has another.
#[test]
fn another_card_that_took_the_place_gets_no_number_and_no_pin() {
    let number = CheckNumberB::new(born(), 2035, b"2285").unwrap();
    let (code, pin) = (BirthDateCode::new(born()).unwrap(), pin("1234"));
    let believed = authorities(&reader(VirtualCard::builder()));
    type Job<'a> = &'a dyn Fn(&mut Card<VirtualLink>) -> Status;
    let jobs: [(&str, Job<'_>); 4] = [
        ("visual check", &|card| {
            says(card.surface().and_then(|mut s| s.visual_check(&number, &believed, false))).0
        }),
        ("age check", &|card| {
            says(card.surface().and_then(|mut s| s.age_check(&code, &believed, false))).0
        }),
        ("attributes by PIN", &|card| {
            let key = AttributesKey::Pin(&pin);
            says(card.input_support().and_then(|mut s| s.basic_attributes(key, false))).0
        }),
        ("attributes by number", &|card| {
            let key = AttributesKey::CheckNumber(&number);
            says(card.input_support().and_then(|mut s| s.basic_attributes(key, false))).0
        }),
    ];
    for (name, job) in jobs {
        let mut exchanged = 0;
        // SELECT and the three reads of the certificate: nothing is known before.
        for at in 5.. {
            let reader = reader(VirtualCard::builder());
            reader.plan_fault(FaultPlan::at(at, Fault::Exchanged(Box::new(from_elsewhere()))));
            let status = job(&mut card(&reader));
            if reader.faults_struck() == 0 {
                break;
            }
            let (_, verify, open) = seen(&reader);
            assert_eq!((verify, open), (0, false), "{name}, command {at}: {status:?}");
            exchanged += usize::from(status == Status::CardExchanged);
        }
        assert!(exchanged > 0, "{name}");
    }
}

/// A reset in the same places is no reason to give up.
#[test]
fn a_reset_before_the_number_is_sent_is_got_over() {
    use jpkicard::virtual_card::Reset;
    let number = CheckNumberB::new(born(), 2035, b"2285").unwrap();
    let believed = authorities(&reader(VirtualCard::builder()));
    for at in 1..=4 {
        let reader = reader(VirtualCard::builder());
        reader.plan_fault(FaultPlan::at(at, Fault::ResetBefore(Reset::Warm)));
        let mut card = card(&reader);
        let mut surface = card.surface().unwrap();
        surface.visual_check(&number, &believed, false).unwrap();
        assert_eq!(reader.faults_struck(), 1);
    }
}

#[cfg(feature = "individual-number")]
#[test]
fn the_individual_number_is_not_sent_where_the_certificate_is_another_applications() {
    let plain = reader(VirtualCard::builder());
    let believed = authorities(&plain);
    let mut other = card(&plain);
    let certificate = other.input_support().unwrap().certificate().unwrap();
    let number = look(&plain, |card| {
        jpkicard::record::IndividualNumber::from_digits(card.individual_number().as_bytes())
    })
    .unwrap();
    let damage = Damage::Content(certificate.file().to_vec());
    let false_card =
        reader(VirtualCard::builder().damage_in(Application::CardSurface, 0x0004, damage));
    let check = |reader: &VirtualReader| {
        let mut card = card(reader);
        let mut surface = card.surface().unwrap();
        says(surface.individual_number_check(&number, &believed, false))
    };
    assert_eq!(check(&false_card), (Status::RecordNotAuthentic, None));
    assert_eq!(seen(&false_card), (seen(&false_card).0, 0, false), "not sent");
    assert_eq!(check(&plain), (Status::Ok, None));

    // The picture of another card, whose own key this card lacks.
    let copied = Damage::OfSeed(1);
    let copy = reader(VirtualCard::builder().damage_in(Application::CardSurface, 0x0005, copied));
    assert_eq!(check(&copy), (Status::CardNotGenuine, None));
    assert!(!seen(&copy).2);
}

/// What the person at the desk is told is what happened, whichever number it was of.
#[test]
fn a_number_that_was_wrong_is_not_called_a_pin() {
    // Leaving after VERIFY fails, and so does taking the power.
    let told = |leaving, job: &dyn Fn(&mut Card<VirtualLink>) -> Error| {
        let reader = reader(VirtualCard::builder());
        let mut card = card(&reader);
        reader.plan_fault(FaultPlan::at(leaving, Fault::ReaderFails));
        let error = job(&mut card);
        assert_eq!(error.status(), Status::KeyNotLocked);
        assert!(error.tries_left().is_some());
        reader.clear_faults();
        error.to_string()
    };
    let face =
        told(4, &|card| card.surface().unwrap().card_face(&wrong_number(), false).err().unwrap());
    assert!(face.contains("the check number or birth date was wrong: one try was spent"), "{face}");
    assert!(face.contains("9 tries left") && face.contains("sign or read"), "{face}");
    let change = told(5, &|card| {
        let (old, new) = (pin("9999"), pin("1234"));
        card.input_support().unwrap().change_pin(&old, &new, false).unwrap_err()
    });
    assert!(change.contains("the input-support PIN was wrong: one try was spent"), "{change}");

    let phone = reader(VirtualCard::builder().token(Token::Android));
    let error = card(&phone).surface().unwrap_err();
    assert!(error.to_string().contains("for which the card itself serves"), "{error}");
}

/// Nothing binds the attributes to the card: what is copied from another passes, beside a
/// face that is genuine. The birth dates tell, as the documentation says.
#[test]
fn attributes_copied_from_another_card_are_told_by_the_face_alone() {
    let other = reader(VirtualCard::builder().birth_date(1998, 5, 1));
    let pin = pin("1234");
    let key = AttributesKey::Pin(&pin);
    let theirs = card(&other).input_support().unwrap().basic_attributes(key, false).unwrap();
    let content = |file: &[u8]| Damage::Content(file.to_vec());
    let builder = VirtualCard::builder()
        .damage_in(Application::InputSupport, 0x0002, content(theirs.attributes.file()))
        .damage_in(Application::InputSupport, 0x0003, content(theirs.integrity_record.file()));
    let reader = reader(builder);
    let believed = authorities(&reader);
    let mut card = card(&reader);
    let number = number(&reader);
    let face = card.surface().unwrap().visual_check(&number, &believed, false).unwrap();
    let copied = card.input_support().unwrap().basic_attributes(key, false).unwrap();
    copied.check(&believed).unwrap();
    assert_eq!(copied.attributes.birth_date(), Date::new(1998, 5, 1).unwrap());
    assert_eq!(face.birth_date(), born());
}
