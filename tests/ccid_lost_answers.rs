//! A CCID driver that lost one answer refuses all commands until the card is reset. Whatever may be
//! repeated is repeated after a reset: at each block of a wait and an authentication, with and without
//! another program that holds a connection.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use jpkicard::pcsc::{
    CardKind, CardPresence, Context, Event, MonitorOptions, PcscLink, ReaderChoice,
};
use jpkicard::virtual_card::Application;
use jpkicard::{Card, CheckNumberB, LastTry, Status, TokenKind};
use support::figure::figure;
use support::pcscd_fault::Stage;
use support::twin::desk::{TwinDesk, bounded, desks};
use support::twin::faults::{At, Fault, Kind};
use support::twin::reader::Event as OfCard;

/// The last is for the tests with a single case.
const DESKS: usize = 5;
/// After this time the reader reports that the card is unresponsive.
const LOST: Kind = Kind::Mute(Duration::from_millis(100));

type Counts = BTreeMap<(Stage, &'static str), usize>;

/// One answer lost at block number `at`; `None` if there is no such block.
fn case(desk: &TwinDesk, at: u64, held: bool) -> Option<(Stage, Status)> {
    let label = format!("block {at}, held by another: {held}");
    desk.reader.insert();
    // Powered, and T=1 begun.
    drop(desk.wait().unwrap());
    let holder = held.then(|| desk.other_program());
    desk.reader.clear_events();
    desk.reader.arm(Fault::new(At::Block(at), LOST));
    let (card, outcome) = match desk.wait() {
        Ok(card) => {
            let (card, outcome) = desk.authenticate(card);
            (Some(card), outcome)
        }
        Err(error) => (None, Err(error)),
    };
    let struck = desk.reader.struck();
    let status = outcome.as_ref().err().map_or(Status::Ok, |error| error.status());
    let stage = struck.as_deref().map(Stage::of);
    let expected = match stage {
        None | Some(Stage::Read | Stage::Leave) => Status::Ok,
        Some(Stage::Verify) => Status::PinUncertain,
        Some(Stage::Sign) => Status::ReaderFailed,
    };
    assert_eq!(status, expected, "{label}, {stage:?}: {outcome:?}");
    if let Ok(signature) = &outcome {
        desk.verify(signature);
    }
    assert!(!desk.key_is_open(), "{label}");
    assert_eq!((desk.verified(), desk.tries()), (1, 3), "{label}, {stage:?}");
    let events = desk.reader.events();
    let verify = events.iter().position(
        |event| matches!(event, OfCard::Command(command) if Stage::of(command) == Stage::Verify),
    );
    // A warm reset would leave a verified PIN verified: once a PIN was sent, the card is powered
    // down.
    if stage == Some(Stage::Read) {
        // By a reset, not by powering off an unused card.
        let begun = events.iter().position(|event| matches!(event, OfCard::Command(_)));
        assert!(!events[begun.unwrap()..].contains(&OfCard::PowerOff), "{label}: {events:?}");
    }
    let warm = events[verify.unwrap()..].contains(&OfCard::Reset);
    assert!(!warm, "{label}: {events:?}");

    // The handle still works, whatever the outcome of its call.
    let again = bounded(move || card.unwrap().jpki().and_then(|mut jpki| jpki.pin_status()));
    again.unwrap_or_else(|error| panic!("{label}, {stage:?}, afterwards: {error}"));
    desk.another_program_cannot_sign();
    if let Some(holder) = holder {
        leave(holder);
    }
    stage.map(|stage| (stage, status))
}

/// The same while a card face is read with the check number: only SELECT and the query come before
/// VERIFY, and all reads after it.
fn case_of_card_face(desk: &TwinDesk, at: u64) -> Option<(Stage, Status)> {
    desk.reader.insert();
    let mut card = desk.wait().unwrap();
    let digits = desk.reader.look(|card| card.check_number_b());
    let number = CheckNumberB::from_digits(digits.as_bytes()).unwrap();
    let application = Application::CardSurface;
    let tries = desk.reader.look(|card| card.check_number_b_tries(application));
    desk.reader.clear_events();
    desk.reader.arm(Fault::new(At::Block(at), LOST));
    let (card, outcome) = bounded(move || {
        let face = card
            .surface()
            .and_then(|mut surface| surface.card_face_unverified(&number, LastTry::Keep));
        (card, face.map(drop))
    });
    let struck = desk.reader.struck();
    let status = outcome.as_ref().err().map_or(Status::Ok, |error| error.status());
    let stage = struck.as_deref().map(Stage::of);
    let expected = match (stage, struck.as_deref()) {
        (Some(Stage::Read), Some([_, 0xB0, ..])) => Status::ReaderFailed,
        (Some(Stage::Verify), _) => Status::PinUncertain,
        _ => Status::Ok,
    };
    assert_eq!(status, expected, "face, block {at}, {stage:?}: {outcome:?}");
    assert!(!desk.reader.look(|card| card.surface_is_open()), "face, block {at}, {stage:?}");
    let left = desk.reader.look(|card| card.check_number_b_tries(application));
    assert_eq!((desk.verified(), left), (1, tries), "face, block {at}, {stage:?}");
    drop(card);
    stage.map(|stage| (stage, status))
}

/// Every block, at all desks at once.
fn sweep(case: impl Fn(&TwinDesk, u64) -> Option<(Stage, Status)> + Sync) -> Counts {
    let next = AtomicU64::new(0);
    let counts = Mutex::new(Counts::new());
    thread::scope(|scope| {
        for desk in &desks(DESKS)[..DESKS - 1] {
            let (case, next, counts) = (&case, &next, &counts);
            scope.spawn(move || {
                while let Some((stage, status)) = case(desk, next.fetch_add(1, Ordering::Relaxed)) {
                    *counts.lock().unwrap().entry((stage, status.name())).or_default() += 1;
                }
            });
        }
    });
    counts.into_inner().unwrap()
}

#[test]
fn one_lost_answer_ends_nothing_before_verify() {
    for held in [false, true] {
        let counts = sweep(|desk, at| case(desk, at, held));
        let count = |stage, status: Status| {
            counts.get(&(stage, status.name())).copied().unwrap_or_default()
        };
        let all: usize = counts.values().sum();
        let of_reads: usize = counts
            .iter()
            .filter(|((stage, _), _)| *stage == Stage::Read)
            .map(|(_, count)| count)
            .sum();
        let gone_on = count(Stage::Read, Status::Ok);
        let beside = if held { ", beside a program that holds a connection" } else { "" };
        figure!(
            "CCID driver, one lost answer of {all} of wait and authentication{beside}: \
             {gone_on} of {of_reads} before VERIFY go on; VERIFY {} uncertain, \
             signature {} failed, leaving {} signed; 0 tries, key locked",
            count(Stage::Verify, Status::PinUncertain),
            count(Stage::Sign, Status::ReaderFailed),
            count(Stage::Leave, Status::Ok),
        );
        assert!(all >= 30 && gone_on == of_reads && gone_on >= 26, "{counts:?}");
        assert_eq!(count(Stage::Verify, Status::PinUncertain), 1, "{counts:?}");
        // The wait also leaves the application.
        assert_eq!(count(Stage::Leave, Status::Ok), 2, "{counts:?}");
    }
    let counts = sweep(case_of_card_face);
    let all: usize = counts.values().sum();
    let gone_on = counts.get(&(Stage::Read, Status::Ok.name())).copied().unwrap_or_default();
    figure!("CCID driver, one lost answer of {all} of a card face: {gone_on} before VERIFY go on");
    assert!(all >= 20 && gone_on >= 2, "{counts:?}");
}

/// What is done with a card whose driver refuses everything, because of a fault in another
/// program's exchange, which keeps its connection.
#[test]
fn a_driver_that_refuses_everything_is_revived() {
    let desk = &desks(DESKS)[DESKS - 1];
    desk.reader.insert();
    let mut card = desk.wait().unwrap();
    let other = desk.other_program();
    let lose = || {
        desk.reader.arm(Fault::new(At::Block(0), LOST));
        let mut answer = [0; 300];
        let challenge = b"\x00\x84\x00\x00\x08";
        let other = desk.other_program();
        assert!(other.transmit(challenge, &mut answer).is_err());
        leave(other);
        assert!(desk.reader.struck().is_some());
    };
    // A handle that was open before.
    for _ in 0..3 {
        lose();
        let (same, signature) = desk.authenticate(card);
        desk.verify(&signature.unwrap());
        card = same;
    }
    // A wait.
    lose();
    desk.reader.clear_events();
    drop(desk.wait().unwrap());
    assert_eq!(resets(desk), 1);
    // A connection to any card.
    lose();
    let link = Context::new().connect(&desk.name).unwrap();
    desk.verify(&desk.authenticate(Card::new(link)).1.unwrap());
    // The monitor's query, also with its own answer lost.
    for alive in [false, true] {
        if alive {
            desk.reader.arm(Fault::new(At::Block(1), LOST));
        } else {
            lose();
        }
        let named = ReaderChoice::Named(desk.name.clone());
        let monitor = Context::new().monitor(&MonitorOptions::new().reader(named).identify(true));
        let event = loop {
            match monitor.next_event(Some(Duration::from_secs(20))).unwrap() {
                Event::ReaderArrived { .. } => {}
                event => break event,
            }
        };
        let Event::CardInserted { kind, .. } = &event else { panic!("{event:?}") };
        assert_eq!(*kind, Some(CardKind::Token(TokenKind::MyNumberCard)));
    }

    // The first answer of T=1 lost, when a card is inserted.
    desk.reader.take_out();
    desk.until_presence(CardPresence::Empty);
    desk.reader.arm(Fault::new(At::Block(0), LOST));
    desk.reader.insert();
    let mut found = desk.wait().unwrap();
    assert_eq!(desk.reader.struck(), Some(Vec::new()));

    // Each read is repeated once: a second loss is reported, the next call goes on.
    let status = |card: Card<PcscLink>| {
        bounded(move || {
            let mut card = card;
            let status = card.jpki().and_then(|mut jpki| jpki.pin_status());
            (card, status)
        })
    };
    desk.reader.clear_events();
    // The reset before the repetition also exchanges a block; if its answer is lost, the card is
    // powered down.
    for (times, expected) in [(1, None), (2, None), (4, Some(Status::CardUnresponsive))] {
        desk.reader.arm(Fault::new(At::Block(0), LOST).times(times));
        let (same, outcome) = status(found);
        assert!(desk.reader.struck().is_some());
        assert_eq!(outcome.as_ref().err().map(|error| error.status()), expected, "{times}");
        let (same, outcome) = status(same);
        outcome.unwrap();
        found = same;
    }
    assert!(resets(desk) >= 3);
    drop(card);
    leave(other);
    assert_eq!((desk.tries(), desk.key_is_open()), (3, false));
}

/// Releases the card as it is: dropping a connection would reset it.
fn leave(program: pcsc::Card) {
    program.disconnect(pcsc::Disposition::LeaveCard).map_err(|(_, error)| error).unwrap();
}

fn resets(desk: &TwinDesk) -> usize {
    desk.reader.events().iter().filter(|event| **event == OfCard::Reset).count()
}
