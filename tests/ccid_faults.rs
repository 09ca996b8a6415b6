//! Faults below the APDU level, with a real CCID driver that implements T=1 itself: blocks that are
//! damaged, late, repeated or lost, a card that requests more time or leaves. Checks what is
//! reported, the tries, the key, and how often the card executed VERIFY.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use jpkicard::Status;
use jpkicard::pcsc::CardPresence;
use support::figure::figure;
use support::pcscd_fault::Stage;
use support::twin::desk::{TwinDesk, desks};
use support::twin::faults::{At, Fault, Kind};
use support::twin::reader::Event;

/// Some for the sweep, some for what takes seconds, and a single one.
const DESKS: usize = 12;
const SWEEP: std::ops::Range<usize> = 0..3;
const SLOW: usize = 3;
const ONE: usize = 11;

const SOON: Duration = Duration::from_millis(100);

fn desk(index: usize) -> &'static TwinDesk {
    &desks(DESKS)[index]
}

/// The commands that the card executed.
fn commands(desk: &TwinDesk) -> Vec<Vec<u8>> {
    let command = |event| match event {
        Event::Command(command) => Some(command),
        _ => None,
    };
    desk.reader.events().into_iter().filter_map(command).collect()
}

/// A wait and an authentication with this fault; `None` if it did not occur.
fn authenticated(desk: &TwinDesk, fault: Option<Fault>) -> (Option<Stage>, Status, Vec<u8>) {
    desk.reader.insert();
    // A connection, so that the card keeps its power.
    let connected = desk.wait().unwrap();
    desk.reader.clear_events();
    if let Some(fault) = fault {
        desk.reader.arm(fault);
    }
    let outcome = desk.wait().and_then(|card| desk.authenticate(card).1);
    drop(connected);
    let stage = desk.reader.struck().as_deref().map(Stage::of);
    let status = outcome.as_ref().err().map_or(Status::Ok, |error| error.status());
    let signature = outcome.map(|signature| signature.as_bytes().to_vec()).unwrap_or_default();
    (stage, status, signature)
}

/// A damaged block costs nothing: the driver or the card sends it once more, and no command is
/// executed twice.
#[test]
fn damaged_and_repeated_blocks_cost_nothing() {
    let kinds = [Kind::Checksum, Kind::Parity, Kind::CommandChecksum, Kind::Repeated];
    let next = AtomicU64::new(0);
    let (cases, past_the_end) = (AtomicUsize::new(0), Mutex::new([false; 4]));
    thread::scope(|scope| {
        for index in SWEEP {
            let (next, cases, past_the_end) = (&next, &cases, &past_the_end);
            scope.spawn(move || {
                let desk = desk(index);
                // The first one finds that the card refuses long reads through this reader.
                authenticated(desk, None);
                let (_, status, signature) = authenticated(desk, None);
                assert_eq!(status, Status::Ok);
                let usual = commands(desk);
                while !past_the_end.lock().unwrap().iter().all(|past| *past) {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    let which = usize::try_from(case % 4).unwrap();
                    let fault = Fault::new(At::Block(case / 4), kinds[which]);
                    let (stage, status, signed) = authenticated(desk, Some(fault));
                    let label = format!("{fault:?} at {stage:?}");
                    assert_eq!(status, Status::Ok, "{label}");
                    assert_eq!((desk.tries(), desk.key_is_open()), (3, false), "{label}");
                    assert!(commands(desk) == usual && signed == signature, "{label}");
                    match stage {
                        Some(_) => drop(cases.fetch_add(1, Ordering::Relaxed)),
                        None => past_the_end.lock().unwrap()[which] = true,
                    }
                }
            });
        }
    });
    let cases = cases.into_inner();
    figure!(
        "CCID driver, damaged or repeated blocks: {cases} cases, all sign, no command run twice"
    );
    assert!(cases >= 100, "{cases}");
}

/// After three damaged answers in a row the driver restarts T=1 and sends the command again, even
/// VERIFY: the library sends one, and the card compares twice.
#[test]
fn the_driver_itself_repeats_a_command() {
    let desk = desk(ONE);
    desk.reader.insert();
    let mut card = desk.wait().unwrap();
    for kind in [Kind::Checksum, Kind::Parity] {
        // The right PIN: nothing is lost.
        desk.reader.clear_events();
        desk.reader.arm(Fault::new(At::Command(Stage::Verify), kind).times(3));
        let (same, signature) = desk.sign(card, b"1234");
        desk.verify(&signature.unwrap());
        assert_eq!((desk.verified(), desk.tries(), desk.key_is_open()), (2, 3, false), "{kind:?}");

        // A wrong one: two tries in one call, by the card's count, and what the library reports
        // about them.
        desk.reader.clear_events();
        desk.reader.arm(Fault::new(At::Command(Stage::Verify), kind).times(3));
        let (same, wrong) = desk.sign(same, b"9999");
        let wrong = wrong.unwrap_err();
        assert_eq!((wrong.status(), wrong.tries_left()), (Status::PinWrong, Some(1)), "{kind:?}");
        assert_eq!((desk.verified(), desk.tries(), desk.key_is_open()), (2, 1, false), "{kind:?}");
        let (same, signature) = desk.sign(same, b"1234");
        signature.unwrap();

        // A signature: signed twice, and the same.
        desk.reader.clear_events();
        desk.reader.arm(Fault::new(At::Command(Stage::Sign), kind).times(3));
        let (same, signature) = desk.sign(same, b"1234");
        desk.verify(&signature.unwrap());
        assert_eq!((desk.verified(), desk.key_is_open()), (1, false), "{kind:?}");
        card = same;
    }
    // Damaged until the driver gives up.
    for (stage, expected) in
        [(Stage::Sign, Status::ReaderFailed), (Stage::Leave, Status::Ok), (Stage::Read, Status::Ok)]
    {
        desk.reader.clear_events();
        desk.reader.arm(Fault::new(At::Command(stage), Kind::Parity).times(7));
        let (same, outcome) = desk.sign(card, b"1234");
        let status = outcome.as_ref().err().map_or(Status::Ok, |error| error.status());
        assert_eq!(status, expected, "{stage:?}: {outcome:?}");
        assert!(desk.reader.struck().is_some());
        assert_eq!((desk.verified(), desk.tries(), desk.key_is_open()), (1, 3, false), "{stage:?}");
        card = same;
    }
    desk.another_program_cannot_sign();
}

/// One fault at one stage of an authentication, and its required outcome.
struct Case {
    at: Stage,
    kind: Kind,
    status: Status,
}

fn run(desk: &TwinDesk, case: &Case) {
    let label = format!("{:?} at {:?}", case.kind, case.at);
    desk.reader.insert();
    let card = desk.wait().unwrap();
    desk.reader.clear_events();
    desk.reader.arm(Fault::new(At::Command(case.at), case.kind));
    let (card, outcome) = desk.authenticate(card);
    drop(card);
    let stage = desk.reader.struck().as_deref().map(Stage::of);
    let status = outcome.as_ref().err().map_or(Status::Ok, |error| error.status());
    assert_eq!((stage, status), (Some(case.at), case.status), "{label}: {outcome:?}");
    assert_eq!((desk.tries(), desk.key_is_open()), (3, false), "{label}");
    let verified = usize::from(case.at != Stage::Read || status == Status::Ok);
    assert_eq!(desk.verified(), verified, "{label}");
    if matches!(case.kind, Kind::Leaves | Kind::LeavesSilently) {
        desk.until_presence(CardPresence::Empty);
    }
    // Everything continues.
    let (_, status, _) = authenticated(desk, None);
    assert_eq!(status, Status::Ok, "{label}, afterwards");
    desk.another_program_cannot_sign();
}

#[test]
fn a_card_may_leave_or_fall_silent_at_any_stage() {
    let mute = Kind::Mute(SOON);
    let quick = [
        (Stage::Read, Kind::Leaves, Status::CardRemoved),
        (Stage::Verify, Kind::Leaves, Status::PinUncertain),
        (Stage::Sign, Kind::Leaves, Status::CardRemoved),
        (Stage::Leave, Kind::Leaves, Status::Ok),
        (Stage::Read, mute, Status::Ok),
        (Stage::Verify, mute, Status::PinUncertain),
        (Stage::Sign, mute, Status::ReaderFailed),
        (Stage::Leave, mute, Status::Ok),
    ];
    // The driver's own time limit: about ten seconds.
    let (late, longer) = (Duration::from_secs(2), Duration::from_secs(1));
    let slow = [
        (Stage::Sign, Kind::LeavesSilently, Status::CardRemoved),
        (Stage::Read, Kind::Silent, Status::Ok),
        (Stage::Verify, Kind::Silent, Status::PinUncertain),
        (Stage::Sign, Kind::Silent, Status::ReaderFailed),
        (Stage::Leave, Kind::Silent, Status::Ok),
        (Stage::Verify, Kind::Late(late), Status::Ok),
        (Stage::Sign, Kind::MoreTime(3, longer), Status::Ok),
    ];
    let case = |(at, kind, status)| Case { at, kind, status };
    thread::scope(|scope| {
        for (index, fault) in slow.into_iter().enumerate() {
            scope.spawn(move || run(desk(SLOW + index), &case(fault)));
        }
        scope.spawn(|| {
            for fault in quick {
                run(desk(SLOW + slow.len()), &case(fault));
            }
        });
    });
}
