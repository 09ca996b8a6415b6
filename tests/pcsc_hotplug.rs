//! Readers that come and go, and services that refuse or lie, while a card is
//! waited for.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#![allow(clippy::arithmetic_side_effects, reason = "a test")]

mod support;

use std::thread::{self, JoinHandle};
use std::time::Duration;

use jpkicard::pcsc::{Context, PcscLink, ReaderChoice, WaitOptions};
use jpkicard::{Result, Status};
use support::fake_pcscd::{
    ABSENT, Board, FakePcscd, NOT_TRANSACTED, PRESENT, Reader, SECURITY_VIOLATION,
};

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

/// One after the other: a process has one service.
#[test]
fn readers_come_and_go() {
    let fake = FakePcscd::start();
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

    // The chosen reader is plugged in late, beside another with a card.
    let third = for_ever.clone().reader(ReaderChoice::Containing("third".into()));
    let waiting = wait(third);
    fake.change(|board| plug(board, "third", ABSENT));
    thread::sleep(Duration::from_millis(50));
    assert!(!waiting.is_finished());
    fake.change(|board| insert(board, "third"));
    assert_eq!(found(waiting), "third");

    // As many readers as pcscd can have leave no room for the pseudo reader.
    fake.change(|board| {
        board.readers.clear();
        (0..16).for_each(|number| plug(board, &format!("reader {number}"), ABSENT));
    });
    let error = context.wait_for_card(&shortly).unwrap_err();
    assert_eq!(error.status(), Status::TimedOut);
    let waiting = wait(for_ever);
    fake.change(|board| insert(board, "reader 15"));
    assert_eq!(found(waiting), "reader 15");

    // polkit lets the user list the readers but not use the card: told at once.
    fake.board().connect.push_back(SECURITY_VIOLATION);
    let error = context.wait_for_card(&WaitOptions::new()).unwrap_err();
    assert_eq!(error.status(), Status::ServiceRefused);

    // A contact that fails is asked three times and then left alone, and the next
    // card in the same reader is asked anew.
    fake.change(|board| {
        board.transmit.extend([NOT_TRANSACTED; 3]);
        board.connected = 0;
    });
    let error = context.wait_for_card(&shortly.timeout(Some(Duration::from_secs(3)))).unwrap_err();
    assert_eq!(error.status(), Status::ReaderFailed);
    assert_eq!(fake.board().connected, 3);
    let waiting = {
        fake.change(|board| board.transmit.extend([NOT_TRANSACTED; 3]));
        wait(WaitOptions::new())
    };
    while !fake.board().transmit.is_empty() {
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(800));
    fake.change(|board| insert(board, "reader 15"));
    assert_eq!(found(waiting), "reader 15");
}
