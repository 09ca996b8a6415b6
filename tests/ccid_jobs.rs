//! Ordinary jobs, as on vpcd, through pcscd and a real CCID driver, which implements T=1 itself
//! with a reader simulated on a serial line.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::thread;
use std::time::{Duration, Instant};

use jpkicard::pcsc::{CardKind, CardPresence, Context, Event, MonitorOptions, ReaderChoice};
use jpkicard::{CheckNumberB, LastTry, Status, TokenKind};
use support::twin::desk::{TwinDesk, bounded, desks};
use support::twin::reader::Event as OfCard;

/// One for each test.
fn desk(index: usize) -> &'static TwinDesk {
    &desks(5)[index]
}

#[test]
fn an_authentication_signs_and_leaves_the_key_locked() {
    let desk = desk(0);
    desk.reader.insert();
    let (card, signature) = desk.authenticate(desk.wait().unwrap());
    desk.verify(&signature.unwrap());
    assert!(!desk.key_is_open());
    assert_eq!((desk.tries(), desk.verified()), (3, 1));
    desk.another_program_cannot_sign();
    let (card, wrong) = desk.sign(card, b"9999");
    let wrong = wrong.unwrap_err();
    assert_eq!((wrong.status(), wrong.tries_left()), (Status::PinWrong, Some(2)));
    assert_eq!((desk.tries(), desk.verified()), (2, 2));
    desk.another_program_cannot_sign();
    drop(desk.sign(card, b"1234").1.unwrap());
    assert_eq!((desk.tries(), desk.key_is_open()), (3, false));

    // The card leaves while nothing is done with it: its link is dead.
    let mut card = desk.wait().unwrap();
    desk.reader.take_out();
    desk.until_presence(CardPresence::Empty);
    let gone = bounded(move || card.jpki().map(drop));
    assert_eq!(gone.unwrap_err().status(), Status::CardRemoved);
}

#[test]
fn a_card_face_is_read_in_short_and_in_long_pieces() {
    let desk = desk(1);
    desk.reader.insert();
    let number = || {
        let digits = desk.reader.look(|card| card.check_number_b());
        CheckNumberB::from_digits(digits.as_bytes()).unwrap()
    };
    let file = desk.reader.look(|card| card.card_face_file().to_vec());
    let mut commands = Vec::new();
    // An answer of 32,768 bytes is transferred in about 130 blocks. The last case uses the length
    // that the reader reports.
    for length in [Some(256), Some(1000), Some(32_768), None] {
        let (mut card, number) = (desk.wait().unwrap(), number());
        desk.reader.clear_events();
        let face = bounded(move || {
            if let Some(length) = length {
                card.set_read_length(length).unwrap();
            }
            card.surface().unwrap().card_face_unverified(&number, LastTry::Keep).unwrap()
        });
        assert!(file.starts_with(face.file()), "{length:?}");
        assert!(!desk.reader.look(|card| card.surface_is_open()));
        commands.push(desk.reader.events().len());
    }
    assert!(commands[..3].is_sorted_by(|more, fewer| more > fewer), "{commands:?}");
    assert_eq!(commands[3], commands[2], "the reader says that it carries the extended form");
}

/// The reader reports support for extended APDUs, and the JPKI application of this card refuses
/// them.
#[test]
fn an_application_that_refuses_the_extended_form_is_asked_once_a_reader() {
    let desk = desk(4);
    desk.reader.insert();
    for _ in 0..2 {
        desk.verify(&desk.authenticate(desk.wait().unwrap()).1.unwrap());
    }
    let is_extended = |event: &&OfCard| match event {
        OfCard::Command(command) => matches!(command[..], [0, 0xB0, _, _, 0, _, _]),
        _ => false,
    };
    assert_eq!(desk.reader.events().iter().filter(is_extended).count(), 1);
    assert_eq!((desk.tries(), desk.key_is_open()), (3, false));
}

#[test]
fn a_card_that_arrives_is_found_and_reported() {
    let desk = desk(2);
    let named = || ReaderChoice::Named(desk.name.clone());
    let monitor = Context::new().monitor(&MonitorOptions::new().reader(named()).identify(true));
    let next = || monitor.next_event(Some(Duration::from_secs(20))).unwrap();
    assert!(matches!(next(), Event::ReaderArrived { reader, .. } if reader == desk.name));
    let waiting = thread::spawn(|| desk.wait());
    thread::sleep(Duration::from_millis(100));
    assert!(!waiting.is_finished());
    desk.reader.insert();
    let is_token = |event| {
        let token = CardKind::Token(TokenKind::MyNumberCard);
        matches!(event, Event::CardInserted { kind, .. } if kind == Some(token))
    };
    assert!(is_token(next()));
    let (card, signature) = desk.authenticate(waiting.join().unwrap().unwrap());
    desk.verify(&signature.unwrap());
    drop(card);
    desk.reader.take_out();
    assert!(matches!(next(), Event::CardRemoved { .. }));
    desk.until_presence(CardPresence::Empty);

    // Upside down: the wait reports it at its end, and finds the card once it is turned.
    desk.reader.insert_unresponsive();
    desk.until_presence(CardPresence::Unresponsive);
    let mute = matches!(next(), Event::CardInserted { kind: Some(CardKind::NotIdentified(error)), .. }
        if error.status() == Status::CardUnresponsive);
    assert!(mute);
    let options = desk.options().timeout(Some(Duration::from_secs(1)));
    let refused = bounded(move || Context::new().wait_for_card(&options).unwrap_err());
    assert_eq!(refused.status(), Status::CardUnresponsive);
    let waiting = thread::spawn(|| desk.wait());
    desk.reader.take_out();
    assert!(matches!(next(), Event::CardRemoved { .. }));
    desk.reader.insert();
    assert!(is_token(next()));
    desk.verify(&desk.authenticate(waiting.join().unwrap().unwrap()).1.unwrap());
}

#[test]
fn programs_share_the_card() {
    let desk = desk(3);
    desk.reader.insert();
    drop(desk.wait().unwrap());
    // Three at once; each has its turn.
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let (_, signature) = desk.authenticate(desk.wait().unwrap());
                    desk.verify(&signature.unwrap());
                }
            });
        }
    });
    assert_eq!((desk.verified(), desk.tries(), desk.key_is_open()), (15, 3, false));

    // Another program's transaction is waited for.
    let mut other = desk.other_program();
    let transaction = other.transaction().unwrap();
    let begun = Instant::now();
    let waiting = thread::spawn(|| desk.authenticate(desk.wait().unwrap()).1);
    thread::sleep(Duration::from_millis(500));
    assert!(!waiting.is_finished());
    let commands = desk.reader.events().len();
    drop(transaction);
    desk.verify(&waiting.join().unwrap().unwrap());
    assert!(begun.elapsed() >= Duration::from_millis(500));
    assert!(desk.reader.events().len() > commands);

    // It resets the card between two jobs: no effect is visible.
    let card = desk.wait().unwrap();
    let (shared, reset) = (pcsc::ShareMode::Shared, pcsc::Disposition::ResetCard);
    other.reconnect(shared, pcsc::Protocols::ANY, reset).unwrap();
    assert_eq!(desk.reader.events().last(), Some(&OfCard::Reset));
    desk.verify(&desk.authenticate(card).1.unwrap());
    drop(other);
    desk.another_program_cannot_sign();
}
