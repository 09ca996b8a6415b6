//! A PIN or password that is kept after the card accepted it: sent again to this card alone, and
//! never after anything went wrong.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::time::Duration;

use jpkicard::virtual_card::{Token, VirtualCard, VirtualReader};
use jpkicard::{
    Accepted, Card, Certificate, DigestAlgorithm, Error, LastTry, Pin, Scheme, SignRequest,
    SignatureAlgorithm, SignaturePassword, Status,
};
use support::openssl;
use support::script::{CHALLENGE, material, run};

fn certificate() -> Certificate {
    Certificate::from_der(material().certificate).unwrap()
}

fn pin() -> Pin {
    Pin::new(b"1234").unwrap()
}

/// Verifies the PIN, then signs until it fails or `times` are done.
fn signatures(script: &str, times: usize, known: bool) -> (Result<Vec<Vec<u8>>, Error>, usize) {
    signatures_after(script, times, known, Duration::ZERO, LastTry::Keep)
}

fn signatures_after(
    script: &str,
    times: usize,
    known: bool,
    pause: Duration,
    last_try: LastTry,
) -> (Result<Vec<Vec<u8>>, Error>, usize) {
    let certificate = certificate();
    run(script, |card| {
        let known = known.then_some(&certificate);
        let mut accepted = card.jpki()?.verify_pin(pin(), known, last_try)?;
        let mut made = Vec::new();
        for _ in 0..times {
            std::thread::sleep(pause);
            let request = SignRequest::data(CHALLENGE);
            let signature;
            (signature, accepted) = card.jpki()?.sign_with_accepted_pin(accepted, &request)?;
            made.push(signature.as_bytes().to_vec());
        }
        Ok(made)
    })
}

fn error(script: &str) -> Error {
    signatures(script, 1, true).0.unwrap_err()
}

#[test]
fn the_promised_numbers_of_commands() {
    let (verified, commands) = signatures("verify_pin", 0, true);
    assert_eq!((verified.unwrap().len(), commands), (0, 4));
    let (made, commands) = signatures("accepted_pin", 2, true);
    assert_eq!((made.unwrap(), commands), (vec![material().signature; 2], 4 + 5 + 5));
    let (made, commands) = signatures("accepted_pin_android", 1, false);
    assert_eq!((made.unwrap(), commands), (vec![material().signature], 11 + 4));
}

#[test]
fn what_is_in_doubt_gets_no_pin() {
    assert_eq!(error("accepted_pin_of_another_card").status(), Status::CardExchanged);
    assert_eq!(error("accepted_pin_after_a_reset").status(), Status::CardReset);
    let wrong = error("accepted_pin_was_changed");
    assert_eq!((wrong.status(), wrong.tries_left()), (Status::PinWrong, Some(2)));
    let (made, _) = signatures("accepted_pin_selected", 2, true);
    assert_eq!(made.unwrap_err().status(), Status::PinRequired);
    let later = Duration::from_millis(1_050);
    let (made, commands) = signatures_after("accepted_pin_later", 2, true, later, LastTry::Keep);
    assert_eq!((made.unwrap_err().status(), commands), (Status::PinRequired, 4 + 6 + 3));
    let (made, _) =
        signatures_after("accepted_pin_hidden_tries", 1, true, Duration::ZERO, LastTry::Allow);
    assert_eq!(made.unwrap(), [material().signature]);
}

fn new_card() -> Card<jpkicard::virtual_card::VirtualLink> {
    Card::new(VirtualReader::new(VirtualCard::builder().build().unwrap()).connect().unwrap())
}

#[test]
fn a_pin_accepted_by_one_card_is_not_sent_to_another() {
    let mut one = new_card();
    let mut other = Card::new(
        VirtualReader::new(VirtualCard::builder().seed(7).build().unwrap()).connect().unwrap(),
    );
    let known = one.jpki().unwrap().authentication_certificate().unwrap();
    let accepted = one.jpki().unwrap().verify_pin(pin(), Some(&known), LastTry::Keep).unwrap();
    let request = SignRequest::data(CHALLENGE);
    let refused = other.jpki().unwrap().sign_with_accepted_pin(accepted, &request).unwrap_err();
    assert_eq!(refused.status(), Status::CardExchanged);

    // Of a phone only the connection is known.
    let phone = || {
        let card = VirtualCard::builder().token(Token::Android).build().unwrap();
        Card::new(VirtualReader::new(card).connect().unwrap())
    };
    let (mut one, mut other) = (phone(), phone());
    let accept =
        |card: &mut Card<_>| card.jpki().unwrap().verify_pin(pin(), None, LastTry::Keep).unwrap();
    let accepted: Accepted<Pin> = accept(&mut one);
    assert_eq!(format!("{accepted:?}"), "Accepted(****)");
    let refused = other.jpki().unwrap().sign_with_accepted_pin(accepted, &request).unwrap_err();
    assert_eq!(refused.status(), Status::CardReset);
    let accepted = accept(&mut one);
    one.jpki().unwrap().sign_with_accepted_pin(accepted, &request).unwrap();
}

#[test]
fn the_password_signs_again_too() {
    let mut card = new_card();
    let known = card.jpki().unwrap().authentication_certificate().unwrap();
    let password = SignaturePassword::new(b"abc123").unwrap();
    let accepted = card
        .jpki()
        .unwrap()
        .verify_signature_password(password, None, Some(&known), LastTry::Keep)
        .unwrap();
    let holder = accepted.certificate().clone();
    assert!(!holder.other_names().unwrap().is_empty());
    let request = SignRequest::data(CHALLENGE).scheme(Scheme::PssDigest);
    let (signature, _) =
        card.jpki().unwrap().sign_with_accepted_password(accepted, &request).unwrap();
    openssl::verify(&holder, CHALLENGE, &signature);
    assert!(request.check_signature(signature.as_bytes(), &holder).is_ok());
}

#[test]
fn what_the_caller_encoded_is_signed_as_it_is() {
    let mut card = new_card();
    let certificate = card.jpki().unwrap().authentication_certificate().unwrap();
    let digest = DigestAlgorithm::Sha256.digest(CHALLENGE);
    let mut sign = |content: &[u8]| card.jpki()?.sign(&pin(), &SignRequest::encoded(content));
    let content = material().digest_info;
    let signature = sign(&content).unwrap();
    assert_eq!(signature.algorithm(), SignatureAlgorithm::RsaPkcs1Encoded);
    let as_data = SignRequest::digest(DigestAlgorithm::Sha256, &digest);
    assert!(as_data.check_signature(signature.as_bytes(), &certificate).is_ok());
    for length in [1, 36, 245] {
        let content = vec![0x5A; length];
        let signature = sign(&content).unwrap();
        let request = SignRequest::encoded(&content);
        assert!(request.check_signature(signature.as_bytes(), &certificate).is_ok());
        let error = as_data.check_signature(signature.as_bytes(), &certificate).unwrap_err();
        assert_eq!(error.status(), Status::SignatureInvalid);
    }
    for content in [&[][..], &[0; 246]] {
        assert_eq!(sign(content).unwrap_err().status(), Status::Argument);
    }
    let other = SignRequest::encoded(&content).scheme(Scheme::PssDigest);
    assert_eq!(card.jpki().unwrap().sign(&pin(), &other).unwrap_err().status(), Status::Argument);
}
