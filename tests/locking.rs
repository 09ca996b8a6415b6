//! The guarantees for PIN and key, checked on the virtual card: at most one VERIFY is sent, the
//! tries are as required, and afterwards nobody can sign without the PIN. The same under every
//! fault at every command: `tests/fault_matrix`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{Fault, FaultPlan, Token, VirtualCard, VirtualReader};
use jpkicard::{Card, Certificate, LastTry, Pin, PinStatus, Scheme, SignRequest, Status};

const CHALLENGE: &[u8] = b"challenge";

fn reader() -> VirtualReader {
    VirtualReader::new(VirtualCard::builder().build().unwrap())
}

fn pin(digits: &[u8]) -> Pin {
    Pin::new(digits).unwrap()
}

fn certificate(reader: &VirtualReader) -> Certificate {
    let der = reader.with_card(|card| card.authentication_certificate().to_vec()).unwrap();
    Certificate::from_der(der).unwrap()
}

/// Signs as another program would, without a PIN; true if the card allows it.
fn another_program_can_sign(reader: &VirtualReader) -> bool {
    let mut link = reader.connect().unwrap();
    let mut answer = [0; 300];
    let mut send = |command: &[u8]| {
        link.begin_transaction().unwrap();
        let length = link.transmit(command, &mut answer).unwrap();
        link.end_transaction().unwrap();
        answer[..length].to_vec()
    };
    let select = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
    if send(select) != [0x90, 0x00] {
        // The first command after power-up may be refused.
        assert_eq!(send(select), [0x90, 0x00]);
    }
    send(b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00").ends_with(&[0x90, 0x00])
}

#[test]
fn the_probe_of_these_tests_sees_an_open_key() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    link.begin_transaction().unwrap();
    let mut answer = [0; 300];
    for command in [
        &b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"[..],
        b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01",
        b"\x00\x20\x00\x98\x041234",
    ] {
        link.transmit(command, &mut answer).unwrap();
    }
    link.end_transaction().unwrap();
    assert!(another_program_can_sign(&reader), "VERIFY left in effect must be seen");
}

#[test]
fn after_a_signature_the_key_is_locked_on_every_kind_of_token() {
    for token in [Token::MyNumberCard, Token::ResidentRegistryCard, Token::Android, Token::Iphone] {
        let reader =
            VirtualReader::new(VirtualCard::builder().token(token.clone()).build().unwrap());
        let mut card = Card::new(reader.connect().unwrap());
        let request = SignRequest::data(CHALLENGE);
        card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap();
        assert!(!another_program_can_sign(&reader), "{token:?}");
    }
}

#[test]
fn a_session_kept_open_after_the_signature_is_locked_too() {
    let reader = reader();
    let mut card = Card::new(reader.connect().unwrap());
    let mut jpki = card.jpki().unwrap();
    jpki.sign(&pin(b"1234"), &SignRequest::data(CHALLENGE)).unwrap();
    assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
    // And the application is selected again for the next step.
    assert_eq!(jpki.pin_status().unwrap(), PinStatus::TriesLeft(3));
    jpki.end().unwrap();
}

#[test]
fn every_scheme_signs_and_the_check_agrees() {
    for scheme in Scheme::ALL.iter().copied() {
        let reader = reader();
        let mut card = Card::new(reader.connect().unwrap());
        let request = SignRequest::data(CHALLENGE).scheme(scheme);
        let signature = card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap();
        assert_eq!(signature.as_bytes().len(), 256, "{scheme:?}");
    }
}

#[test]
fn wrong_pins_count_down_and_the_last_try_is_kept() {
    let reader = reader();
    let mut card = Card::new(reader.connect().unwrap());
    let mut sign = |digits: &[u8], last: LastTry| {
        let request = SignRequest::data(CHALLENGE).last_try(last);
        card.jpki().unwrap().sign(&pin(digits), &request)
    };
    let tries = || reader.with_card(|card| card.pin_tries()).unwrap();

    for left in [2, 1] {
        let error = sign(b"0000", LastTry::Keep).unwrap_err();
        assert_eq!((error.status(), error.tries_left()), (Status::PinWrong, Some(left)));
    }
    // Even the right PIN is not sent when only one try is left.
    for digits in [b"0000", b"1234"] {
        assert_eq!(sign(digits, LastTry::Keep).unwrap_err().status(), Status::PinLastTry);
        assert_eq!(tries(), 1);
    }
    sign(b"1234", LastTry::Allow).unwrap();
    assert_eq!(tries(), 3);

    sign(b"0000", LastTry::Keep).unwrap_err();
    sign(b"0000", LastTry::Keep).unwrap_err();
    assert_eq!(sign(b"0000", LastTry::Allow).unwrap_err().status(), Status::PinBlocked);
    assert_eq!(tries(), 0);
    let sent = || reader.with_card(|card| card.verify_commands()).unwrap();
    let before = sent();
    assert_eq!(sign(b"1234", LastTry::Allow).unwrap_err().status(), Status::PinBlocked);
    assert_eq!(sent(), before, "nothing is sent to a blocked PIN");
    assert!(!another_program_can_sign(&reader));
}

#[test]
fn with_two_tries_left_the_caller_can_forbid_one() {
    for tries in 1..=3 {
        let reader = VirtualReader::new(VirtualCard::builder().pin_tries(tries).build().unwrap());
        let mut card = Card::new(reader.connect().unwrap());
        let request = SignRequest::data(CHALLENGE).last_try(LastTry::KeepTwo);
        let signed = card.jpki().unwrap().sign(&pin(b"1234"), &request);
        let said = signed.map_err(|error| (error.status(), error.tries_left())).map(drop);
        let expected = match tries {
            1 => Err((Status::PinLastTry, Some(1))),
            2 => Err((Status::PinLastTwoTries, Some(2))),
            _ => Ok(()),
        };
        assert_eq!(said, expected);
        let sent = reader.with_card(|card| card.verify_commands()).unwrap();
        assert_eq!(sent, u64::from(tries == 3), "{tries} tries left");
    }
}

#[test]
fn the_counter_survives_the_card_s_leaving() {
    let reader = reader();
    let sign = |digits| {
        let mut card = Card::new(reader.connect().unwrap());
        card.jpki()?.sign(&pin(digits), &SignRequest::data(CHALLENGE))
    };
    sign(b"0000").unwrap_err();
    reader.remove();
    reader.insert_again();
    assert_eq!(sign(b"0000").unwrap_err().tries_left(), Some(1));
}

#[test]
fn a_certificate_of_another_card_gives_no_signature() {
    let other = VirtualCard::builder().seed(1).build().unwrap();
    let certificate = Certificate::from_der(other.authentication_certificate().to_vec()).unwrap();
    let reader = reader();
    let mut card = Card::new(reader.connect().unwrap());
    let request = SignRequest::data(CHALLENGE).certificate(&certificate);
    let error = card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap_err();
    assert_eq!(error.status(), Status::SignatureInvalid);
    assert!(!another_program_can_sign(&reader));
}

#[test]
fn an_empty_pin_is_no_query() {
    assert_eq!(Pin::new(b"").unwrap_err().status(), Status::PinFormat);
}

#[test]
fn a_key_that_could_not_be_locked_is_locked_at_the_next_chance() {
    let open = |reader: &VirtualReader| {
        reader.with_card(|card| card.authentication_key_is_open()).unwrap()
    };
    for the_next_chance in ["a call", "a failing call, then a call", "letting go"] {
        let reader = reader();
        // Before the signature come SELECT twice, query and VERIFY.
        reader.plan_fault(FaultPlan::at(5, Fault::ReaderFails));
        let mut card = Card::new(reader.connect().unwrap());
        let certificate = certificate(&reader);
        let request = SignRequest::data(CHALLENGE).certificate(&certificate);
        let error = card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap_err();
        assert_eq!(error.status(), Status::KeyNotLocked);
        assert!(open(&reader), "this test must see an open key");

        if the_next_chance == "a failing call, then a call" {
            assert!(card.jpki().is_err());
            assert!(open(&reader));
        }
        reader.clear_faults();
        if the_next_chance != "letting go" {
            assert_eq!(card.jpki().unwrap().pin_status().unwrap(), PinStatus::TriesLeft(3));
            assert!(!another_program_can_sign(&reader), "{the_next_chance}");
        }
        drop(card);
        assert!(!open(&reader), "{the_next_chance}");
    }
}

#[test]
fn a_try_that_may_be_gone_is_reported_even_if_the_key_cannot_be_locked() {
    for (digits, at, words) in [
        (b"1234", 4, "the answer to the PIN was lost: a try may have been spent"),
        (b"0000", 5, "the PIN was wrong: one try was spent), 2 tries left"),
    ] {
        let reader = reader();
        reader.plan_fault(FaultPlan::at(at, Fault::ReaderFails));
        let mut card = Card::new(reader.connect().unwrap());
        let certificate = certificate(&reader);
        let request = SignRequest::data(CHALLENGE).certificate(&certificate);
        let error = card.jpki().unwrap().sign(&pin(digits), &request).unwrap_err();
        assert_eq!(error.status(), Status::KeyNotLocked);
        assert!(error.to_string().contains(words), "{error}");
    }
}

/// Sends commands as another program does, each in its own transaction.
fn another_program(reader: &VirtualReader, commands: &[&[u8]]) {
    let mut link = reader.connect().unwrap();
    for command in commands {
        link.begin_transaction().unwrap();
        link.transmit(command, &mut [0; 300]).unwrap();
        link.end_transaction().unwrap();
    }
}

#[test]
fn what_another_program_does_between_two_calls_is_not_passed_over() {
    const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
    const LEAVE: &[u8] = b"\x00\xA4\x04\x0C\x07\xA0\x00\x00\x01\x51\x00\x00";
    const WRONG: &[u8] = b"\x00\x20\x00\x98\x049999";
    const RIGHT: &[u8] = b"\x00\x20\x00\x98\x041234";
    let reader = reader();
    let mut card = Card::new(reader.connect().unwrap());
    let request = SignRequest::data(CHALLENGE);
    assert_eq!(card.jpki().unwrap().pin_status().unwrap(), PinStatus::TriesLeft(3));

    // It spends two tries: the last one is kept, whatever was reported before.
    another_program(&reader, &[SELECT, WRONG, WRONG]);
    let error = card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::PinLastTry, Some(1)));

    // It selects another application and leaves the key open: signing still requires the PIN, and
    // locks what it finds.
    another_program(&reader, &[LEAVE, SELECT, RIGHT]);
    assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(true));
    let error = card.jpki().unwrap().sign(&pin(b"0000"), &request).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::PinWrong, Some(2)));
    assert!(!another_program_can_sign(&reader));

    // It resets the card.
    another_program(&reader, &[LEAVE]);
    reader.reset();
    card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap();
    assert!(!another_program_can_sign(&reader));
}
