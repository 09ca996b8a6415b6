//! Certificates that a reader or a cable corrupted in transit: detected with the CA certificate
//! read in the same call, and on a card before the PIN is sent.
#![cfg(all(feature = "virtual-card", feature = "verify"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

use jpkicard::virtual_card::{Builder, Damage, Token, VirtualCard, VirtualReader};
use jpkicard::{Card, Pin, SignRequest, Status};

const CERTIFICATE: u16 = 0x000A;
const CA_CERTIFICATE: u16 = 0x000B;

/// Two flipped bits, and ten zeros over a piece, at positions all over the file.
fn damages(file: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let places = (4..file.len() - 10).step_by(17);
    let both = places.flat_map(|at| {
        let (mut bits, mut zeros) = (file.to_vec(), file.to_vec());
        bits[at] ^= 0x41;
        zeros[at..at + 10].fill(0);
        [(at, bits), (at, zeros)]
    });
    both.filter(|(_, damaged)| damaged != file).collect()
}

/// Authenticates with a damaged file; the status, how many VERIFYs, the tries left, any open key.
fn authenticated(builder: &Builder, file: u16, damaged: Vec<u8>) -> (Status, u64, u8, bool) {
    let card = builder.clone().damage(file, Damage::Content(damaged)).build().unwrap();
    let reader = VirtualReader::new(card);
    let request = SignRequest::data(b"challenge");
    let outcome = Card::new(reader.connect().unwrap())
        .jpki()
        .unwrap()
        .authenticate(&Pin::new(b"1234").unwrap(), &request);
    let status = outcome.map_or_else(|error| error.status(), |_| Status::Ok);
    reader
        .with_card(|card| {
            let open = card.authentication_key_is_open();
            (status, card.verify_commands(), card.pin_tries(), open)
        })
        .unwrap()
}

#[test]
fn a_card_s_damaged_certificate_is_found_before_the_pin_is_sent() {
    let builder = VirtualCard::builder().first_command_fails(false);
    let card = builder.clone().build().unwrap();
    for (file, content) in [
        (CERTIFICATE, card.authentication_certificate()),
        (CA_CERTIFICATE, card.authentication_ca_certificate()),
    ] {
        let damages = damages(content);
        assert!(damages.len() > 140);
        for (at, damaged) in damages {
            let (status, verifies, tries, open) = authenticated(&builder, file, damaged);
            let place = format!("{file:04X} at {at}: {status:?}");
            assert!(matches!(status, Status::CertificateMalformed | Status::CardAnswer), "{place}");
            assert_eq!((verifies, tries, open), (0, 3, false), "{place}");
        }
    }
    let whole = card.authentication_certificate().to_vec();
    assert_eq!(authenticated(&builder, CERTIFICATE, whole), (Status::Ok, 1, 3, false));
}

#[test]
fn a_phone_s_is_found_after_the_pin_and_the_key_is_locked() {
    let builder = VirtualCard::builder().first_command_fails(false).token(Token::Android);
    let card = builder.clone().build().unwrap();
    for (at, damaged) in damages(card.authentication_certificate()) {
        let (status, verifies, tries, open) = authenticated(&builder, CERTIFICATE, damaged);
        let refused = [
            Status::CertificateMalformed,
            Status::CardAnswer,
            Status::SignatureInvalid,
            Status::KeyNotSupported,
        ];
        assert!(refused.contains(&status), "at {at}: {status:?}");
        assert_eq!((verifies, tries, open), (1, 3, false), "at {at}: {status:?}");
    }
}

/// Three generations of the CA share one name: the key identifier distinguishes them, and a CA
/// certificate that is not the issuer's causes no refusal.
#[test]
fn the_ca_certificate_of_another_generation_is_left_to_whoever_trusts() {
    let other = VirtualCard::builder().ca_generation(1).build().unwrap();
    let builder = VirtualCard::builder().ca_generation(2);
    let ca_certificate = other.authentication_ca_certificate().to_vec();
    let outcome = authenticated(&builder, CA_CERTIFICATE, ca_certificate);
    assert_eq!(outcome, (Status::Ok, 1, 3, false));
}

/// The message says to the desk what happened, and that no try was spent.
#[test]
fn the_text_of_it_does_not_call_a_try_spent() {
    let builder = VirtualCard::builder();
    let card = builder.clone().build().unwrap();
    let mut changed = card.authentication_certificate().to_vec();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    let card = builder.damage(CERTIFICATE, Damage::Content(changed)).build().unwrap();
    let reader = VirtualReader::new(card);
    let mut card = Card::new(reader.connect().unwrap());
    let pin = Pin::new(b"1234").unwrap();
    let error = card.jpki().unwrap().authenticate(&pin, &SignRequest::data(b"c")).unwrap_err();
    let (english, japanese) =
        (error.to_string(), error.in_language(jpkicard::Language::Japanese).to_string());
    assert!(english.contains("damaged in transit") && english.contains("no PIN try was spent"));
    assert!(japanese.contains("読み取りの途中で壊れたか") && japanese.contains("減っていません"));
}
