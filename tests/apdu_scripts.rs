//! Every command of every job, byte for byte: `tests/scripts/*.apdu` are followed exactly, and the
//! number of commands is compared with the promised one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeSet;

use jpkicard::transport::Transport;
use jpkicard::transport::scripted::Scripted;
use jpkicard::{Card, Certificate, Error, LastTry, Pin, SignRequest, Status, TokenKind};
use support::script::{CHALLENGE, material, run, scripts};

fn pin() -> Pin {
    Pin::new(b"1234").unwrap()
}

/// Signs with the certificate known, as after reading it.
fn sign(script: &str) -> Result<Vec<u8>, Error> {
    let certificate = Certificate::from_der(material().certificate).unwrap();
    let request = SignRequest::data(CHALLENGE).certificate(&certificate);
    run(script, |card| Ok(card.jpki()?.sign(&pin(), &request)?.as_bytes().to_vec())).0
}

fn sign_error(script: &str, status: Status, tries_left: Option<u8>) {
    let error = sign(script).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (status, tries_left), "{script}: {error}");
}

#[test]
fn the_promised_numbers_of_commands() {
    let certificate = Certificate::from_der(material().certificate).unwrap();
    assert_eq!((material().certificate.len(), material().ca_certificate.len()), (1590, 1333));
    let request = SignRequest::data(CHALLENGE).certificate(&certificate);

    let (read, commands) = run("certificate", |card| card.jpki()?.authentication_certificate());
    assert_eq!((read.unwrap().der(), commands), (&material().certificate[..], 8));

    let (read, commands) = run("certificates", |card| {
        let mut jpki = card.jpki()?;
        Ok::<_, Error>((jpki.authentication_certificate()?, jpki.authentication_ca_certificate()?))
    });
    assert_eq!((read.unwrap().1.der(), commands), (&material().ca_certificate[..], 14));

    let (status, commands) = run("pin_status", |card| card.jpki()?.pin_status());
    assert_eq!((status.unwrap().tries_left(), commands), (Some(3), 2));

    let (signed, commands) = run("sign", |card| card.jpki()?.sign(&pin(), &request));
    assert_eq!((signed.unwrap().as_bytes(), commands), (&material().signature[..], 5));

    let (authentication, commands) = run("authentication", |card| {
        card.jpki()?.authenticate(&pin(), &SignRequest::data(CHALLENGE))
    });
    let authentication = authentication.unwrap();
    assert_eq!((authentication.token.kind(), commands), (TokenKind::MyNumberCard, 19));
    assert_eq!(authentication.certificate, certificate);
    assert_eq!(authentication.pin_status.tries_left(), Some(3));
}

#[test]
fn a_certificate_that_is_not_known_is_read_to_check_the_signature() {
    let (signed, commands) = run("sign_unread_certificate", |card| {
        card.jpki()?.sign(&pin(), &SignRequest::data(CHALLENGE))
    });
    assert_eq!((signed.unwrap().as_bytes(), commands), (&material().signature[..], 12));
}

#[test]
fn what_was_known_before_a_reset_is_not_relied_on() {
    let certificate = Certificate::from_der(material().certificate).unwrap();
    let request = SignRequest::data(CHALLENGE).certificate(&certificate);
    let (error, _) = run("reset_forgets", |card| {
        let mut jpki = card.jpki()?;
        assert_eq!(jpki.pin_status()?.tries_left(), Some(3));
        assert_eq!(jpki.token_information()?.kind(), TokenKind::MyNumberCard);
        jpki.sign(&pin(), &request)
    });
    assert_eq!(error.unwrap_err().status(), Status::PinLastTry);
}

#[test]
fn a_certificate_that_cannot_check_sends_no_pin() {
    let mut der = material().certificate;
    // rsaEncryption changed into another algorithm.
    let oid = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
    let at = der.windows(oid.len()).position(|window| window == oid).unwrap();
    der[at + oid.len() - 1] = 0x02;
    let certificate = Certificate::from_der(der).unwrap();
    let script = "begin\n> 00 A4 04 0C 0A D392F000260100000001\n< 9000\nend";
    let transport = Scripted::parse(script, &[]).unwrap();
    let request = SignRequest::data(CHALLENGE).certificate(&certificate);
    let error = Card::new(transport.clone()).jpki().unwrap().sign(&pin(), &request).unwrap_err();
    assert_eq!(error.status(), Status::KeyNotSupported);
    transport.finish().unwrap();
}

#[test]
fn an_android_phone_gives_its_certificate_under_the_same_verify() {
    let (authentication, _) =
        run("android", |card| card.jpki()?.authenticate(&pin(), &SignRequest::data(CHALLENGE)));
    assert_eq!(authentication.unwrap().certificate.der(), material().certificate);
    let (signed, _) =
        run("sign_android", |card| card.jpki()?.sign(&pin(), &SignRequest::data(CHALLENGE)));
    assert_eq!(signed.unwrap().as_bytes(), material().signature);
}

#[test]
fn a_transaction_that_does_not_end_is_reported_to_who_ends_it() {
    let (error, _) = run("transaction_end_fails", |card| card.jpki()?.end());
    assert_eq!(error.unwrap_err().status(), Status::ServiceNotRunning);
}

#[test]
fn what_the_card_says_after_the_pin() {
    sign_error("signature_empty", Status::CardAnswer, None);
    let (changed, _) = run("change_refused_by_itself", |card| {
        card.jpki()?.change_pin(&pin(), &Pin::new(b"5678")?, LastTry::Keep)
    });
    let error = changed.unwrap_err();
    assert_eq!(error.status(), Status::PinChangeUncertain);
    assert_eq!(error.status_word().unwrap().value(), 0x6982);
    // A phone's certificate, read after the PIN: its absence is the card's word, and nothing
    // that a later reading may find otherwise.
    let (signed, _) = run("certificate_absent_after_pin", |card| {
        card.jpki()?.sign(&pin(), &SignRequest::data(CHALLENGE))
    });
    let error = signed.unwrap_err();
    assert_eq!(error.status(), Status::CardStatus);
    assert_eq!(error.status_word().unwrap().value(), 0x6A82);
}

#[test]
fn selecting() {
    let (status, _) = run("first_command_fails", |card| card.jpki()?.pin_status());
    assert_eq!(status.unwrap().tries_left(), Some(3));
    let (error, _) = run("not_this_card", |card| card.jpki().err().unwrap());
    assert_eq!(error.status(), Status::NotIndividualNumberCard);
    assert_eq!(error.status_word().unwrap().value(), 0x6A82);
    let (error, _) = run("no_diagnosis", |card| card.jpki().err().unwrap());
    assert_eq!(error.status(), Status::CardStatus);

    // An application other than the token's own: the card is also queried for that one.
    for (script, status, word) in [
        ("surface_not_on_card", Status::NotOnCard, 0x6A82),
        ("surface_of_another_card", Status::NotIndividualNumberCard, 0x6A82),
        ("surface_not_said", Status::CardStatus, 0x6581),
        ("surface_question_fails", Status::CardStatus, 0x6581),
    ] {
        let (error, _) = run(script, |card| card.surface().err().unwrap());
        assert_eq!((error.status(), error.status_word().unwrap().value()), (status, word));
    }
}

#[test]
fn one_verify_a_call_and_none_that_was_not_asked_for() {
    sign_error("wrong_pin", Status::PinWrong, Some(2));
    sign_error("blocked", Status::PinBlocked, Some(0));
    sign_error("one_try_left", Status::PinLastTry, Some(1));
    sign_error("tries_not_reported", Status::PinTriesUnknown, None);
    sign_error("no_limit_refused", Status::PinTriesUnknown, None);
    sign_error("verify_answer_lost", Status::PinUncertain, None);
    sign_error("verify_answer_strange", Status::PinUncertain, None);
    sign_error("verify_answer_empty", Status::PinUncertain, None);
}

#[test]
fn the_last_try_is_spent_when_the_caller_says_so() {
    let certificate = Certificate::from_der(material().certificate).unwrap();
    let request = SignRequest::data(CHALLENGE).certificate(&certificate).last_try(LastTry::Allow);
    let (error, _) = run("last_pin_try", |card| card.jpki()?.sign(&pin(), &request));
    let error = error.unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::PinBlocked, Some(0)));
}

#[test]
fn a_bad_request_or_pin_sends_nothing() {
    let long = [0; 300];
    let request = SignRequest::data(&long).scheme(jpkicard::Scheme::PssData);
    let transport =
        Scripted::parse("begin\n> 00 A4 04 0C 0A D392F000260100000001\n< 9000\nend", &[]).unwrap();
    let mut card = Card::new(transport.clone());
    let error = card.jpki().unwrap().sign(&pin(), &request).unwrap_err();
    assert_eq!(error.status(), Status::Argument);
    transport.finish().unwrap();
    assert_eq!(Pin::new(b"12345").unwrap_err().status(), Status::PinFormat);
}

#[test]
fn cards_with_other_manners() {
    for script in ["short_identifiers_refused", "signature_collected", "leave_refused"] {
        assert_eq!(sign(script).unwrap(), material().signature, "{script}");
    }
    let certificate = Certificate::from_der(material().certificate).unwrap();
    let request = SignRequest::data(CHALLENGE).certificate(&certificate).last_try(LastTry::Allow);
    let (signed, _) = run("no_limit", |card| card.jpki()?.sign(&pin(), &request));
    assert_eq!(signed.unwrap().as_bytes(), material().signature);
}

#[test]
fn a_signature_that_cannot_be_trusted_is_not_handed_out() {
    sign_error("signature_wrong", Status::SignatureInvalid, None);
    sign_error("sign_answer_lost", Status::CardReset, None);
    sign_error("pin_required_after_pin", Status::PinUncertain, None);
    sign_error("signature_never_comes", Status::CardAnswer, None);
}

#[test]
fn reading_through_trouble() {
    let read = |script| run(script, |card| card.jpki()?.authentication_certificate()).0;
    for script in ["stumbling_reader", "short_blocks"] {
        assert_eq!(read(script).unwrap().der(), material().certificate, "{script}");
    }
    for (script, status) in [
        ("stumbling_for_ever", Status::CardAnswer),
        ("wrong_length_for_ever", Status::CardStatus),
        ("length_lies", Status::CardAnswer),
    ] {
        let error = read(script).unwrap_err();
        assert_eq!(error.status(), status, "{script}: {error}");
        assert!(error.detail().contains("authentication certificate"), "{script}: {error}");
    }
    for script in ["too_long_answer", "one_byte_answer"] {
        let (error, _) = run(script, |card| card.jpki()?.token_information());
        assert_eq!(error.unwrap_err().status(), Status::CardAnswer, "{script}");
    }
}

#[test]
fn what_only_reads_is_done_once_more() {
    let made = material();
    let certificate = Certificate::from_der(made.certificate.clone()).unwrap();
    let (read, _) = run("read_again_after_reset", |card| {
        let mut jpki = card.jpki()?;
        jpki.token_information()?;
        jpki.authentication_certificate()
    });
    assert_eq!(read.unwrap(), certificate);
    let read = |script| run(script, |card| card.jpki()?.authentication_certificate()).0;
    assert_eq!(read("read_again_after_lost_answer").unwrap(), certificate);
    assert_eq!(read("read_again_only_once").unwrap_err().status(), Status::ReaderFailed);
    let (status, _) = run("select_again", |card| card.jpki()?.pin_status());
    assert_eq!(status.unwrap().tries_left(), Some(3));

    let (token, _) = run("lost_selection", |card| card.jpki()?.token_information());
    assert_eq!(token.unwrap().kind(), TokenKind::MyNumberCard);
    let (token, _) = run("not_on_card", |card| card.jpki()?.token_information());
    assert_eq!(token.unwrap_err().status(), Status::NotOnCard);

    assert_eq!(sign("sign_again_until_verify").unwrap(), made.signature);
    let (authentication, _) = run("authentication_disturbed", |card| {
        card.jpki()?.authenticate(&pin(), &SignRequest::data(CHALLENGE))
    });
    assert_eq!(authentication.unwrap().signature.as_bytes(), made.signature);
}

/// The card is compared with what earlier calls read from it, and with the certificate that the
/// caller supplies.
#[test]
fn a_card_in_doubt_gets_no_pin_before_it_is_known_again() {
    let made = material();
    let certificate = Certificate::from_der(made.certificate.clone()).unwrap();
    let plain = SignRequest::data(CHALLENGE);
    let given = plain.certificate(&certificate);
    let status = |outcome: Result<Vec<u8>, Error>| outcome.map_err(|error| error.status());
    let sign = |card: &mut Card<Scripted>, request: &SignRequest<'_>| {
        Ok(card.jpki()?.sign(&pin(), request)?.as_bytes().to_vec())
    };

    let token = |card: &mut Card<Scripted>| {
        let token = card.jpki().unwrap().token_information();
        token.map(|token| token.kind()).map_err(|error| error.status())
    };
    for (script, asked, signed) in [
        ("lost_selection_then_pin", Ok(TokenKind::MyNumberCard), Err(Status::CardReset)),
        ("not_on_card_then_pin", Err(Status::NotOnCard), Ok(made.signature.clone())),
        ("missing_then_another_word_then_pin", Err(Status::CardStatus), Err(Status::CardReset)),
    ] {
        run(script, |card| {
            assert_eq!(token(card), asked, "{script}");
            let request = if signed.is_ok() { given } else { plain };
            assert_eq!(status(sign(card, &request)), signed, "{script}");
        });
    }

    let (error, _) =
        run("authentication_in_doubt", |card| card.jpki()?.authenticate(&pin(), &plain).map(drop));
    assert_eq!(error.unwrap_err().status(), Status::CardReset);

    let (signed, _) = run("known_from_an_earlier_call", |card| {
        card.jpki()?.authentication_certificate()?;
        sign(card, &given)
    });
    assert_eq!(signed.unwrap(), made.signature);

    run("confirmed_certificate_tells", |card| {
        assert_eq!(status(sign(card, &given)), Ok(made.signature.clone()));
        assert_eq!(card.jpki().unwrap().pin_status().unwrap().tries_left(), Some(3));
    });

    run("another_without_a_word", |card| {
        for expected in [&made.certificate, &made.other] {
            let read = card.jpki().unwrap().authentication_certificate().unwrap();
            assert_eq!(read.der(), expected);
        }
        assert_eq!(status(sign(card, &plain)), Err(Status::CardExchanged));
    });

    run("another_in_a_later_call", |card| {
        card.jpki().unwrap().authentication_certificate().unwrap();
        for _ in 0..2 {
            assert_eq!(status(sign(card, &given)), Err(Status::CardExchanged));
        }
    });

    run("doubt_stays", |card| {
        assert_eq!(status(sign(card, &plain)), Err(Status::CardReset));
        let read = card.jpki().unwrap().authentication_certificate().unwrap();
        assert_eq!(status(sign(card, &plain)), Err(Status::CardReset));
        // It was read in doubt: it may be the other card's.
        let request = plain.certificate(&read);
        assert_eq!(status(sign(card, &request)), Err(Status::CardReset));
    });

    run("no_long_answer_in_doubt", |card| {
        assert_eq!(status(sign(card, &plain)), Err(Status::CardReset));
        card.jpki().unwrap().authentication_certificate().unwrap();
        assert_eq!(status(sign(card, &plain)), Err(Status::CardReset));
    });

    let (tries, _) = run("power_cycle_in_another_application", |card| {
        card.jpki()?.authentication_certificate()?;
        card.surface()?.check_number_status()
    });
    assert_eq!(tries.unwrap().tries_left(), Some(10));

    run("given_certificate_tells", |card| {
        assert_eq!(status(sign(card, &given)), Err(Status::CardReset));
        assert_eq!(status(sign(card, &given)), Ok(made.signature.clone()));
    });
}

#[test]
fn readers_and_cards_that_give_more_or_less_than_was_asked_for() {
    let made = material();
    assert_eq!(sign("selection_described").unwrap(), made.signature);
    assert_eq!(sign("leave_unproven").unwrap(), made.signature);
    for script in ["more_or_less_than_asked", "no_long_answer_empty", "no_long_answer_refused"] {
        let (read, _) = run(script, |card| card.jpki()?.authentication_certificate());
        assert_eq!(read.unwrap().der(), made.certificate, "{script}");
    }
    let certificate = Certificate::from_der(made.certificate.clone()).unwrap();
    let known = SignRequest::data(CHALLENGE).certificate(&certificate);
    let (authentication, _) =
        run("comparison_lost_at_length", |card| card.jpki()?.authenticate(&pin(), &known));
    assert_eq!(authentication.unwrap().signature.as_bytes(), made.signature);
    for script in ["comparison_lost_otherwise", "comparison_alone_lost_at_length"] {
        let (authentication, _) = run(script, |card| card.jpki()?.authenticate(&pin(), &known));
        assert_eq!(authentication.unwrap_err().status(), Status::ReaderFailed, "{script}");
    }
    for script in ["lost_at_length_and_then_otherwise", "no_answer_at_all"] {
        let (read, _) = run(script, |card| card.jpki()?.authentication_certificate());
        assert_eq!(read.unwrap_err().status(), Status::ReaderFailed, "{script}");
    }
    let (signed, _) =
        run("no_long_answer_lost", |card| card.jpki()?.sign(&pin(), &SignRequest::data(CHALLENGE)));
    assert_eq!(signed.unwrap().as_bytes(), made.signature);
}

/// From VERIFY until the key is locked nothing is repeated, and a failed attempt to lock it is not
/// trusted.
#[test]
fn with_a_pin_in_play_nothing_is_done_once_more() {
    let (signed, _) = run("certificate_lost_after_pin", |card| {
        card.jpki()?.sign(&pin(), &SignRequest::data(CHALLENGE)).map(drop)
    });
    assert_eq!(signed.unwrap_err().status(), Status::CardReset);
    sign_error("removed_after_pin", Status::PinUncertain, None);

    let certificate = Certificate::from_der(material().certificate).unwrap();
    let request = SignRequest::data(CHALLENGE).certificate(&certificate);
    run("locked_at_the_next_chance", |card| {
        let error = card.jpki().unwrap().sign(&pin(), &request).unwrap_err();
        assert_eq!(error.status(), Status::KeyNotLocked);
        assert_eq!(card.jpki().unwrap().pin_status().unwrap().tries_left(), Some(3));
    });

    let (signed, _) = run("read_between_query_and_pin", |card| {
        let mut jpki = card.jpki()?;
        jpki.pin_status()?;
        jpki.token_information()?;
        jpki.sign(&pin(), &request)
    });
    assert_eq!(signed.unwrap().as_bytes(), material().signature);
}

/// A driver may repeat a command on its own: more tries are gone than VERIFY commands were sent.
#[test]
fn two_tries_that_one_verify_spent_are_reported() {
    let repeated = |script: &str, status, left| {
        let error = sign(script).unwrap_err();
        assert_eq!((error.status(), error.tries_left()), (status, Some(left)), "{script}");
        assert!(error.detail().contains("two tries are gone"), "{error}");
        assert!(!error.to_string().contains("one try was spent"), "{error}");
    };
    repeated("driver_repeats_verify", Status::PinWrong, 1);
    repeated("driver_repeats_verify_and_locks", Status::PinBlocked, 0);
    let error = sign("wrong_pin").unwrap_err();
    assert_eq!(error.detail(), "");
}

#[test]
fn another_card_after_a_disturbance_is_reported_and_gets_no_pin() {
    sign_error("another_card", Status::CardExchanged, None);
    let (read, _) = run("another_token", |card| {
        let mut jpki = card.jpki()?;
        jpki.token_information()?;
        jpki.authentication_certificate()?;
        jpki.authentication_ca_certificate()
    });
    assert_eq!(read.unwrap_err().status(), Status::CardExchanged);
    let (read, _) = run("not_this_card_any_more", |card| card.jpki()?.token_information());
    assert_eq!(read.unwrap_err().status(), Status::NotIndividualNumberCard);
}

#[test]
fn a_transaction_that_cannot_be_renewed_sends_nothing_more() {
    /// Begins only once, and never answers.
    #[derive(Default)]
    struct Once {
        begun: usize,
        ended: usize,
        sent: usize,
    }
    impl Transport for Once {
        fn transmit(&mut self, _: &[u8], response: &mut [u8]) -> Result<usize, Error> {
            assert_eq!(self.begun, self.ended + 1, "a command outside a transaction");
            self.sent += 1;
            response[..2].copy_from_slice(&[0x90, 0x00]);
            match self.sent {
                1 => Ok(2),
                _ => Err(Error::new(Status::ReaderFailed)),
            }
        }
        fn begin_transaction(&mut self) -> Result<(), Error> {
            if self.begun == 1 {
                return Err(Error::new(Status::CardBusy));
            }
            self.begun += 1;
            Ok(())
        }
        fn end_transaction(&mut self) -> Result<(), Error> {
            self.ended += 1;
            Ok(())
        }
        fn power_down(&mut self) -> Result<(), Error> {
            panic!("no PIN was sent")
        }
    }
    let mut once = Once::default();
    let mut card = Card::new(&mut once);
    let mut jpki = card.jpki().unwrap();
    assert_eq!(jpki.pin_status().unwrap_err().status(), Status::CardBusy);
    assert_eq!(jpki.pin_status().unwrap_err().status(), Status::CardReset);
    assert_eq!(jpki.end(), Ok(()));
    drop(card);
    assert_eq!((once.begun, once.ended, once.sent), (1, 1, 2));
}

#[test]
fn every_script_is_used() {
    let source = [
        include_str!("apdu_scripts.rs"),
        include_str!("command_counts.rs"),
        include_str!("accepted_pin.rs"),
    ]
    .concat();
    let files: BTreeSet<String> = std::fs::read_dir(scripts())
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    for script in &files {
        assert!(source.contains(&format!("\"{script}\"")), "{script} is used by no test");
    }
}
