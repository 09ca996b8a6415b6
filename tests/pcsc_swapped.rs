//! Two cards are swapped faster than the reader is polled: what is meant for the first holder's
//! card never reaches the second's, and no try is spent.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{Application, VirtualCard, VirtualReader};
use jpkicard::{
    AttributesKey, BirthDateCode, Card, Certificate, CheckNumberB, Date, Error, LastTry, Pin,
    Result, SignRequest, SignaturePassword, Status,
};
use support::figure::figure;
use support::pcscd::{pcscd, until};

/// What sends a secret.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    Authenticate,
    Sign,
    SignWithCertificate,
    SignDocument,
    SignatureCertificate,
    ChangePin,
    ChangePassword,
    CardFace,
    Age,
    AttributesByPin,
    AttributesByNumber,
    ChangeInputSupportPin,
    #[cfg(feature = "individual-number")]
    IndividualNumber,
    #[cfg(feature = "individual-number")]
    IndividualNumberImage,
}

use Operation::*;

const OPERATIONS: &[Operation] = &[
    Authenticate,
    Sign,
    SignWithCertificate,
    SignDocument,
    SignatureCertificate,
    ChangePin,
    ChangePassword,
    CardFace,
    Age,
    AttributesByPin,
    AttributesByNumber,
    ChangeInputSupportPin,
    #[cfg(feature = "individual-number")]
    IndividualNumber,
    #[cfg(feature = "individual-number")]
    IndividualNumberImage,
];

/// What was read through the handle before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    Nothing,
    PinStatus,
    Token,
    Information,
    Certificate,
}

const BEFORE: [Before; 5] =
    [Before::Nothing, Before::PinStatus, Before::Token, Before::Information, Before::Certificate];

/// How many readers swap at the same time.
const READERS: usize = 3;

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn until_presence(number: usize, wanted: &[CardPresence]) {
    let reader = reader(number);
    until("the reader does not see it", || {
        wanted.contains(&Context::new().reader_status(&reader).unwrap().card)
    });
}

fn wait(number: usize) -> PcscLink {
    let options = WaitOptions::new()
        .reader(ReaderChoice::Named(reader(number)))
        .timeout(Some(Duration::from_secs(10)));
    Context::new().wait_for_card(&options).unwrap()
}

fn plug(number: usize, card: &VirtualReader) -> Plug {
    Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(number)), card.clone()).unwrap()
}

fn virtual_card(pin: &str, seed: u64) -> VirtualReader {
    VirtualReader::new(VirtualCard::builder().pin(pin).seed(seed).build().unwrap())
}

/// Another program, which resets the card.
fn reset_by_another(number: usize) {
    let program = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = reader(number);
    let connected = program.connect(name.as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
    if let Ok(card) = connected {
        let _ = card.disconnect(pcsc::Disposition::ResetCard);
    }
}

fn read_before(card: &mut Card<PcscLink>, before: Before) {
    match before {
        Before::Nothing => {}
        Before::PinStatus => drop(card.jpki().unwrap().pin_status().unwrap()),
        Before::Token => drop(card.jpki().unwrap().token_information().unwrap()),
        Before::Information => {
            card.surface().unwrap().information().unwrap();
            card.input_support().unwrap().information().unwrap();
            card.card_information().unwrap();
        }
        Before::Certificate => {
            card.jpki().unwrap().authentication_certificate().unwrap();
        }
    }
}

fn run(card: &mut Card<PcscLink>, operation: Operation, known: &Certificate) -> Result<()> {
    let [pin, new] = [b"1111", b"3333"].map(|digits| Pin::new(digits).unwrap());
    let password = SignaturePassword::new(b"ABC123").unwrap();
    let other = SignaturePassword::new(b"XYZ789").unwrap();
    let born = Date::new(1980, 2, 17).unwrap();
    let number = CheckNumberB::new(born, 2035, b"2285").unwrap();
    let request = SignRequest::data(b"challenge");
    let keep = LastTry::Keep;
    match operation {
        Authenticate => card.jpki()?.authenticate(&pin, &request).map(drop),
        Sign => card.jpki()?.sign(&pin, &request).map(drop),
        SignWithCertificate => card.jpki()?.sign(&pin, &request.certificate(known)).map(drop),
        SignDocument => card.jpki()?.sign_document(&password, &request).map(drop),
        SignatureCertificate => card.jpki()?.signature_certificate(&password, keep).map(drop),
        ChangePin => card.jpki()?.change_pin(&pin, &new, keep),
        ChangePassword => card.jpki()?.change_signature_password(&password, &other, keep).map(drop),
        CardFace => card.surface()?.card_face_unverified(&number, keep).map(drop),
        Age => card
            .surface()?
            .age_record_unverified(&BirthDateCode::new(born).unwrap(), keep)
            .map(drop),
        AttributesByPin => card
            .input_support()?
            .basic_attributes_unverified(AttributesKey::Pin(&pin), keep)
            .map(drop),
        AttributesByNumber => {
            let key = AttributesKey::CheckNumber(&number);
            card.input_support()?.basic_attributes_unverified(key, keep).map(drop)
        }
        ChangeInputSupportPin => card.input_support()?.change_pin(&pin, &new, keep),
        #[cfg(feature = "individual-number")]
        IndividualNumber => card.input_support()?.individual_number(&pin, keep).map(drop),
        #[cfg(feature = "individual-number")]
        IndividualNumberImage => {
            let number = jpkicard::record::IndividualNumber::from_digits(b"123456789018").unwrap();
            card.surface()?.individual_number_image_unverified(&number, keep).map(drop)
        }
    }
}

fn counters(card: &VirtualCard) -> [u8; 6] {
    [
        card.pin_tries(),
        card.password_tries(),
        card.input_support_pin_tries(),
        card.birth_date_tries(),
        card.check_number_b_tries(Application::CardSurface),
        card.check_number_b_tries(Application::InputSupport),
    ]
}

/// The result of the call, for one swap.
fn swap(number: usize, operation: Operation, before: Before, trial: usize) -> Status {
    let (first, second) = (virtual_card("1111", 1), virtual_card("2222", 2));
    let fresh = second.with_card(|card| counters(card)).unwrap();
    let certificate = first.with_card(|card| card.authentication_certificate().to_vec()).unwrap();
    let certificate = Certificate::from_der(certificate).unwrap();

    let out = plug(number, &first);
    let mut card = Card::new(wait(number));
    read_before(&mut card, before);
    out.leave();
    std::thread::sleep(Duration::from_millis([0, 10, 50][trial % 3]));
    let _in = plug(number, &second);
    // A contactless field powers it as it arrives, before the reader is polled.
    second.with_card(VirtualCard::power_on);
    if trial % 4 == 3 {
        reset_by_another(number);
    }
    let label = format!("{operation:?} after {before:?}");
    let status =
        run(&mut card, operation, &certificate).map_or_else(|e: Error| e.status(), |()| Status::Ok);
    // Whatever the caller tries next, this handle's secrets are not for that card.
    let again =
        run(&mut card, operation, &certificate).map_or_else(|e: Error| e.status(), |()| Status::Ok);
    for card in [&first, &second] {
        let (verify, tries) =
            card.with_card(|card| (card.verify_commands(), counters(card))).unwrap();
        assert_eq!((verify, tries), (0, fresh), "{label}: {status:?}, then {again:?}");
    }
    for status in [status, again] {
        let expected = [Status::CardRemoved, Status::CardReset, Status::CardExchanged];
        assert!(expected.contains(&status), "{label}: {status:?}");
    }
    let is_known = before == Before::Certificate || operation == SignWithCertificate;
    assert!(!is_known || status != Status::CardReset, "{label}: a known card was not recognized");
    if status == Status::CardExchanged {
        assert_eq!(again, status, "{label}");
    }
    drop(card);
    status
}

#[test]
fn a_swapped_card_gets_no_secret() {
    let _ = pcscd();
    let jobs: Vec<_> =
        OPERATIONS.iter().flat_map(|operation| BEFORE.map(|before| (*operation, before))).collect();
    // Each three times, with different gaps: 210 swaps if the build has every operation.
    let trials = jobs.len() * 3;
    let mut found = Vec::new();
    std::thread::scope(|scope| {
        let desks: Vec<_> = (0..READERS)
            .map(|number| {
                let jobs = &jobs;
                scope.spawn(move || {
                    let mut found = Vec::new();
                    for trial in (number..trials).step_by(READERS) {
                        let (operation, before) = jobs[trial / 3];
                        found.push(swap(number, operation, before, trial / 3 + trial % 3));
                        until_presence(number, &[CardPresence::Empty]);
                    }
                    found
                })
            })
            .collect();
        for desk in desks {
            found.extend(desk.join().unwrap());
        }
    });
    let count = |status| found.iter().filter(|found| **found == status).count();
    let disturbed = count(Status::CardReset) + count(Status::CardExchanged);
    assert!(disturbed > trials / 4, "too few swaps went unseen by the reader: {disturbed}");
    figure!(
        "cards that change places within 50 ms, through pcscd: {trials} swaps, 0 secrets to the \
         other card, 0 tries; {} CardExchanged, {} CardReset, {} CardRemoved",
        count(Status::CardExchanged),
        count(Status::CardReset),
        count(Status::CardRemoved),
    );
}

/// A program that stays connected and resets the card all the time is no reason to refuse the card:
/// the wait reads what identifies it, and it is compared after each reset.
#[test]
fn beside_a_program_that_resets_the_card_authentications_succeed() {
    let number = READERS;
    let card = virtual_card("1111", 1);
    let _plug = plug(number, &card);
    until_presence(number, &[CardPresence::Present]);
    let program = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = reader(number);
    let mut other =
        program.connect(name.as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let resetting = scope.spawn(|| {
            let mut resets = 0;
            while !is_over.load(Ordering::Relaxed) {
                let reset = other.reconnect(
                    pcsc::ShareMode::Shared,
                    pcsc::Protocols::ANY,
                    pcsc::Disposition::ResetCard,
                );
                resets += usize::from(reset.is_ok());
                std::thread::sleep(Duration::from_millis(60));
            }
            resets
        });
        let pin = Pin::new(b"1111").unwrap();
        for _ in 0..20 {
            let mut card = Card::new(wait(number));
            // Time for a reset between the two.
            std::thread::sleep(Duration::from_millis(150));
            let before = SignRequest::data(b"challenge");
            let authentication = card.jpki().and_then(|mut jpki| jpki.authenticate(&pin, &before));
            if let Err(error) = authentication {
                is_over.store(true, Ordering::Relaxed);
                panic!("{error}");
            }
        }
        is_over.store(true, Ordering::Relaxed);
        let resets = resetting.join().unwrap();
        assert!(resets >= 5, "{resets} resets");
    });
    assert_eq!(card.with_card(|card| card.pin_tries()), Some(3));
}
