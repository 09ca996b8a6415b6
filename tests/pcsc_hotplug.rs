//! Readers that come and go, and services that refuse or report falsely, during a wait for a card.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]
#![allow(clippy::arithmetic_side_effects, reason = "a test")]

mod support;

use std::thread::{self, JoinHandle};
use std::time::Duration;

use jpkicard::pcsc::{
    Context, Event, Monitor, MonitorOptions, PcscLink, ReaderChoice, WaitOptions,
};
use jpkicard::{Result, Status};
use support::fake_pcscd::{
    ABSENT, Board, FakePcscd, NOT_TRANSACTED, PRESENT, Reader, SECURITY_VIOLATION,
};
use support::figure::figure;

fn plug(board: &mut Board, name: &str, state: u32) {
    board.readers.push(Reader { name: name.to_owned(), state, events: 0 });
}

fn insert(board: &mut Board, name: &str) {
    let reader = board.readers.iter_mut().find(|reader| reader.name == name).unwrap();
    reader.state = PRESENT;
    reader.events += 1;
}

fn wait(options: WaitOptions) -> JoinHandle<Result<PcscLink>> {
    let waiting = thread::spawn(move || Context::new().wait_for_card(&options));
    thread::sleep(Duration::from_millis(100));
    assert!(!waiting.is_finished());
    waiting
}

fn found(waiting: JoinHandle<Result<PcscLink>>) -> String {
    waiting.join().unwrap().unwrap().reader_name().to_string()
}

/// The next event of a monitor, in short form.
fn next(monitor: &Monitor) -> String {
    match monitor.next_event(Some(Duration::from_secs(20))).unwrap() {
        Event::ReaderArrived { reader, .. } => format!("+ {reader}"),
        Event::ReaderLeft { reader, .. } => format!("- {reader}"),
        Event::CardInserted { reader, .. } => format!("in {reader}"),
        Event::CardRemoved { reader, .. } => format!("out {reader}"),
        other => panic!("{other:?}"),
    }
}

fn monitor(fake: &FakePcscd) {
    let monitor = Context::new().monitor(&MonitorOptions::new());
    let next = || next(&monitor);
    fake.change(|board| {
        board.readers.clear();
        plug(board, "first", PRESENT);
    });
    assert_eq!([next(), next()], ["+ first", "in first"]);
    // While it sleeps: another reader with a card comes, and both leave with their cards.
    thread::scope(|scope| {
        let reported = scope.spawn(|| [next(), next()]);
        thread::sleep(Duration::from_millis(50));
        fake.change(|board| plug(board, "second", PRESENT));
        assert_eq!(reported.join().unwrap(), ["+ second", "in second"]);
        let reported = scope.spawn(|| [next(), next(), next(), next()]);
        thread::sleep(Duration::from_millis(50));
        fake.change(|board| board.readers.clear());
        assert_eq!(reported.join().unwrap(), ["out first", "- first", "out second", "- second"]);
    });
    // Exchanged between queries: the count increased by two.
    fake.change(|board| plug(board, "third", ABSENT));
    assert_eq!(next(), "+ third");
    fake.change(|board| insert(board, "third"));
    assert_eq!(next(), "in third");
    fake.change(|board| board.readers[0].events += 2);
    assert_eq!([next(), next()], ["out third", "in third"]);
    // The maximum number of readers of pcscd: the last one's card, then it leaves.
    fake.change(|board| {
        board.readers.clear();
        (0..16).for_each(|number| plug(board, &format!("reader {number}"), ABSENT));
    });
    assert_eq!([next(), next()], ["out third", "- third"]);
    for number in 0..16 {
        assert_eq!(next(), format!("+ reader {number}"));
    }
    fake.change(|board| insert(board, "reader 15"));
    assert_eq!(next(), "in reader 15");
    thread::scope(|scope| {
        let reported = scope.spawn(|| [next(), next()]);
        thread::sleep(Duration::from_millis(50));
        fake.change(|board| drop(board.readers.pop()));
        assert_eq!(reported.join().unwrap(), ["out reader 15", "- reader 15"]);
    });
    // Idle: one query, and not a second one.
    let error = monitor.next_event(Some(Duration::ZERO)).unwrap_err();
    assert_eq!(error.status(), Status::TimedOut);
    let looks = fake.board().looks;
    let error = monitor.next_event(Some(Duration::from_secs(2))).unwrap_err();
    assert_eq!(error.status(), Status::TimedOut);
    let looks = fake.board().looks - looks;
    figure!("idle monitor: {looks} looks in 2 s");
    assert!(looks <= 2, "{looks}");
}

/// One after the other: a process has only one service.
#[test]
fn readers_come_and_go() {
    let fake = FakePcscd::start();
    monitor(&fake);
    fake.change(|board| board.readers.clear());
    let for_ever = WaitOptions::new();
    let shortly = for_ever.clone().timeout(Some(Duration::from_millis(100)));
    let context = Context::new();

    // The first reader comes, with a card in it, while nothing is there.
    let waiting = wait(for_ever.clone());
    let looks = fake.board().looks;
    fake.change(|board| plug(board, "first", PRESENT));
    assert_eq!(found(waiting), "first");
    assert!(fake.board().looks < looks + 10, "it sleeps, and does not poll");

    // A reader leaves, another comes, and gets a card.
    fake.change(|board| board.readers[0].state = ABSENT);
    let waiting = wait(for_ever.clone());
    fake.change(|board| board.readers.clear());
    thread::sleep(Duration::from_millis(50));
    fake.change(|board| plug(board, "second", ABSENT));
    thread::sleep(Duration::from_millis(50));
    fake.change(|board| insert(board, "second"));
    assert_eq!(found(waiting), "second");

    // The chosen reader is plugged in late, while another has a card.
    let third = for_ever.clone().reader(ReaderChoice::Containing("third".into()));
    let waiting = wait(third);
    fake.change(|board| plug(board, "third", ABSENT));
    thread::sleep(Duration::from_millis(50));
    assert!(!waiting.is_finished());
    fake.change(|board| insert(board, "third"));
    assert_eq!(found(waiting), "third");

    // The maximum number of readers of pcscd leaves no room for the pseudo-reader.
    fake.change(|board| {
        board.readers.clear();
        (0..16).for_each(|number| plug(board, &format!("reader {number}"), ABSENT));
    });
    let error = context.wait_for_card(&shortly).unwrap_err();
    assert_eq!(error.status(), Status::TimedOut);
    let waiting = wait(for_ever);
    fake.change(|board| insert(board, "reader 15"));
    assert_eq!(found(waiting), "reader 15");

    // polkit lets the user list the readers but not use the card: reported immediately.
    fake.board().connect.extend([SECURITY_VIOLATION; 2]);
    let error = context.wait_for_card(&WaitOptions::new()).unwrap_err();
    assert_eq!(error.status(), Status::ServiceRefused);

    // A failing card is queried three times, each time once more after a reset, and then left
    // alone; the next card in the same reader is queried again.
    fake.change(|board| {
        board.transmit.extend([NOT_TRANSACTED; 6]);
        board.connected = 0;
    });
    let error = context.wait_for_card(&shortly.timeout(Some(Duration::from_secs(3)))).unwrap_err();
    assert_eq!(error.status(), Status::ReaderFailed);
    assert_eq!(fake.board().connected, 3);
    let waiting = {
        fake.change(|board| board.transmit.extend([NOT_TRANSACTED; 6]));
        wait(WaitOptions::new())
    };
    while !fake.board().transmit.is_empty() {
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(800));
    fake.change(|board| insert(board, "reader 15"));
    assert_eq!(found(waiting), "reader 15");
}
