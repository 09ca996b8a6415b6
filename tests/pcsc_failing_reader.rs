//! A reader that stops answering between VERIFY and leaving may still power its card: that is not a
//! removal, and the caller gets `KeyNotLocked`.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#![allow(clippy::arithmetic_side_effects, reason = "a test")]

mod support;

use std::collections::VecDeque;
use std::time::Duration;

use jpkicard::pcsc::{Context, PcscLink, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Card, Certificate, Error, Pin, SignRequest, Status};
use support::fake_pcscd::{
    Board, FakePcscd, INVALID_VALUE, PRESENT, READER_UNAVAILABLE, Reader, SHARING_VIOLATION,
    UNKNOWN_READER,
};

fn plugged(board: &mut Board) {
    board.readers = vec![Reader { name: "desk".to_owned(), state: PRESENT, events: 1 }];
    // The query of the tries; VERIFY gets the same answer, which means a wrong PIN.
    board.answers.insert(0x20, vec![0x63, 0xC3]);
}

fn sign(card: &mut Card<PcscLink>, certificate: &Certificate) -> Error {
    let request = SignRequest::data(b"data").certificate(certificate);
    card.jpki().unwrap().sign(&Pin::new(b"1234").unwrap(), &request).unwrap_err()
}

/// One after the other: a process has only one service.
#[test]
fn a_reader_that_does_not_answer_is_no_removal() {
    let fake = FakePcscd::start();
    let card = VirtualCard::builder().build().unwrap();
    let certificate = Certificate::from_der(card.authentication_certificate().to_vec()).unwrap();
    let wait = || Context::new().wait_for_card(&WaitOptions::new()).unwrap();
    // SELECT, query and VERIFY succeed; leaving and what follows does not.
    let then_fails: VecDeque<u32> = [0, 0, 0].into_iter().chain([READER_UNAVAILABLE; 4]).collect();

    // The reader is still there and does not answer.
    fake.change(plugged);
    let mut card = Card::new(wait());
    fake.change(|board| {
        board.transmit.clone_from(&then_fails);
        board.reconnect = READER_UNAVAILABLE;
    });
    let error = sign(&mut card, &certificate);
    assert_eq!(error.status(), Status::KeyNotLocked, "{error}");
    assert_eq!(error.pcsc_code(), Some(READER_UNAVAILABLE));
    // It recovers: the next call locks the key before anything else.
    fake.change(|board| {
        board.transmit.clear();
        board.reconnect = 0;
    });
    card.jpki().unwrap().end().unwrap();
    drop(card);

    // The reader is unplugged: the card has no power, and that is a removal.
    let mut card = Card::new(wait());
    fake.change(|board| {
        board.transmit.clone_from(&then_fails);
        board.reconnect = READER_UNAVAILABLE;
        board.readers.clear();
    });
    let error = sign(&mut card, &certificate);
    assert_eq!((error.status(), error.tries_left()), (Status::PinWrong, Some(3)), "{error}");
    assert_eq!(card.jpki().err().unwrap().status(), Status::CardRemoved);

    // It is unplugged while another program's transaction is waited for: pcscd then does not know
    // the handle.
    fake.change(|board| {
        board.transmit.clear();
        board.reconnect = 0;
        plugged(board);
    });
    let context = Context::new();
    context.set_transaction_timeout(Some(Duration::from_secs(1)));
    let mut link = context.wait_for_card(&WaitOptions::new()).unwrap();
    fake.change(|board| board.begin = SHARING_VIOLATION);
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::CardBusy);
    fake.change(|board| {
        board.begin = INVALID_VALUE;
        board.readers.clear();
    });
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::CardRemoved);
    fake.change(|board| {
        board.begin = 0;
        plugged(board);
    });
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::CardRemoved);

    a_reader_that_missed_one_beat_is_powered_down(&fake);
    a_reader_that_reports_nothing_is_not_connected(&fake);
}

/// The count of what came and went, as pcsc-lite gives it to programs: 16 bits.
fn counted(events: u32) -> Reader {
    Reader { name: "desk".to_owned(), state: PRESENT, events }
}

/// What `power_down` does once the reader counts differently than when the card was connected, and
/// how many connections it made.
fn powered_down(fake: &FakePcscd, before: u32, after: u32) -> (Option<Status>, usize) {
    fake.change(|board| board.readers = vec![counted(before)]);
    let mut link = Context::new().wait_for_card(&WaitOptions::new()).unwrap();
    link.begin_transaction().unwrap();
    fake.change(|board| board.readers = vec![counted(after)]);
    let connected = fake.board().connected;
    let outcome = link.power_down().err().map(|error| error.status());
    let made = fake.board().connected - connected;
    (outcome, made)
}

/// A removal and an insertion count two. One alone is a reader that did not answer for a while: its
/// card may be the same, and powered, so it is powered down by a new connection.
fn a_reader_that_missed_one_beat_is_powered_down(fake: &FakePcscd) {
    assert_eq!(powered_down(fake, 2, 3), (None, 1));
    assert_eq!(powered_down(fake, 0xFFFF, 0x1_0000), (None, 1), "the count begins again");
    assert_eq!(powered_down(fake, 2, 4), (Some(Status::CardRemoved), 0), "the next card");
    assert_eq!(powered_down(fake, 2, 2), (None, 0));
}

/// A listed reader that does not answer gives no count: its card is not connected.
fn a_reader_that_reports_nothing_is_not_connected(fake: &FakePcscd) {
    const UNKNOWN_STATE: u32 = 0x01;
    fake.change(|board| board.readers = vec![counted(1)]);
    let context = Context::new();
    let reader = context.readers().unwrap().remove(0);
    let connected = fake.board().connected;
    fake.change(|board| board.readers[0].state = UNKNOWN_STATE);
    assert_eq!(context.connect(&reader).unwrap_err().status(), Status::ReaderNotResponding);
    assert_eq!(fake.board().connected, connected);
    // One that is not there at all is the service's to refuse.
    fake.change(|board| {
        board.readers.clear();
        board.connect = [UNKNOWN_READER].into();
    });
    assert_ne!(context.connect(&reader).unwrap_err().status(), Status::ReaderNotResponding);
    fake.change(|board| board.connect.clear());
}
