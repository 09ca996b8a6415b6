//! The line between the reader and its driver is cut, with the card in the reader: what is
//! reported, and that the card is not mistaken for one that has left.
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
use std::time::Duration;

use jpkicard::Status;
use jpkicard::pcsc::{CardPresence, Context, Event, MonitorOptions, ReaderChoice};
use support::hooked_card::within;
use support::pcscd_fault::Stage;
use support::twin::desk::{LIMIT, TwinDesk, bounded, desks};
use support::twin::faults::{At, Fault, Kind};
use support::twin::reader::Event as OfCard;

const SOON: Duration = Duration::from_millis(100);

/// One for each test.
fn desk(index: usize) -> &'static TwinDesk {
    &desks(5)[index]
}

#[test]
fn a_line_that_is_cut_while_nothing_is_done() {
    let desk = desk(0);
    desk.reader.insert();
    let named = ReaderChoice::Named(desk.name.clone());
    let monitor = Context::new().monitor(&MonitorOptions::new().reader(named));
    let next = || monitor.next_event(Some(Duration::from_secs(20))).unwrap();
    assert!(matches!(next(), Event::ReaderArrived { .. }));
    assert!(matches!(next(), Event::CardInserted { .. }));
    let mut card = desk.wait().unwrap();

    desk.reader.cut();
    desk.until_presence(CardPresence::Unavailable);
    let options = desk.options().timeout(Some(Duration::from_secs(1)));
    let waited = bounded(move || Context::new().wait_for_card(&options).unwrap_err());
    // Whether a card is in it is unknown.
    assert_eq!(waited.status(), Status::ReaderNotResponding);
    assert!(matches!(next(), Event::CardRemoved { .. }));
    let (same, outcome) = desk.authenticate(card);
    assert_eq!(outcome.unwrap_err().status(), Status::ReaderFailed);
    card = same;

    // Back again: pcscd powers the card as a newly inserted one, so the old handle ends.
    desk.reader.join();
    assert!(matches!(next(), Event::CardInserted { .. }));
    assert_eq!(desk.authenticate(card).1.unwrap_err().status(), Status::CardRemoved);
    desk.verify(&desk.authenticate(desk.wait().unwrap()).1.unwrap());
    assert_eq!((desk.tries(), desk.key_is_open()), (3, false));
}

#[test]
fn a_line_that_hangs_up_while_nothing_is_done() {
    let desk = desk(3);
    desk.reader.insert();
    let card = desk.wait().unwrap();
    desk.reader.hang_up();
    desk.until_presence(CardPresence::Unavailable);
    let options = desk.options().timeout(Some(Duration::from_secs(1)));
    let waited = bounded(move || Context::new().wait_for_card(&options).unwrap_err());
    // As for a line that is cut.
    assert_eq!(waited.status(), Status::ReaderNotResponding);
    assert_eq!(desk.authenticate(card).1.unwrap_err().status(), Status::ReaderFailed);
}

/// Neither the read nor the reset before its repetition is answered.
fn cut_while_reading(desk: &TwinDesk) {
    desk.reader.insert();
    let card = desk.wait().unwrap();
    desk.reader.arm(Fault::new(At::Command(Stage::Read), Kind::MuteAndCut(SOON)));
    let (card, outcome) = desk.authenticate(card);
    assert_eq!(outcome.unwrap_err().status(), Status::ReaderFailed);
    desk.reader.join();
    assert!(within(LIMIT, || desk.presence() != CardPresence::Unavailable));
    drop(card);
    desk.verify(&desk.authenticate(desk.wait().unwrap()).1.unwrap());
    assert_eq!((desk.tries(), desk.key_is_open()), (3, false));
}

/// The line is cut right after an answer was lost, so that the card cannot be powered down.
fn cut_while_the_key_is_open(desk: &TwinDesk, stage: Stage) {
    desk.reader.insert();
    let card = desk.wait().unwrap();
    desk.reader.arm(Fault::new(At::Command(stage), Kind::MuteAndCut(SOON)));
    let (card, outcome) = desk.authenticate(card);
    assert_eq!(outcome.unwrap_err().status(), Status::KeyNotLocked, "{stage:?}");
    assert!(desk.key_is_open(), "{stage:?}");
    // A dead line does not mean that the card has left.
    desk.until_presence(CardPresence::Unavailable);
    let (card, outcome) = desk.authenticate(card);
    assert_eq!(outcome.unwrap_err().status(), Status::KeyNotLocked, "{stage:?}");
    assert!(desk.key_is_open(), "{stage:?}");

    // Back again. pcscd takes the card for a newly inserted one and resets it, which leaves the key
    // open; the next call powers it down before anything else.
    desk.reader.clear_events();
    desk.reader.join();
    assert!(within(LIMIT, || desk.presence() != CardPresence::Unavailable));
    let (_, outcome) = desk.authenticate(card);
    let open = desk.key_is_open();
    assert_eq!((outcome.unwrap_err().status(), open), (Status::CardRemoved, false), "{stage:?}");
    let events = desk.reader.events();
    assert!(events.contains(&OfCard::PowerOff), "{stage:?}: {events:?}");
    assert!(!events.iter().any(|event| matches!(event, OfCard::Command(_))), "{events:?}");
    desk.verify(&desk.authenticate(desk.wait().unwrap()).1.unwrap());
    assert_eq!(desk.tries(), 3, "{stage:?}");
    desk.another_program_cannot_sign();
}

#[test]
fn a_line_that_is_cut_in_the_middle() {
    thread::scope(|scope| {
        scope.spawn(|| cut_while_reading(desk(4)));
        scope.spawn(|| cut_while_the_key_is_open(desk(1), Stage::Sign));
        scope.spawn(|| cut_while_the_key_is_open(desk(2), Stage::Verify));
    });
}
