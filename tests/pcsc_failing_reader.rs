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
}
