//! Waiting for a card at real PC/SC readers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#![cfg(all(unix, feature = "pcsc"))]

mod support;

use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{Context, ReaderChoice, ReaderName, WaitOptions};
use support::card::Card;
use support::pcscd::pcscd;

fn at(reader: usize) -> WaitOptions {
    let name = ReaderName::from(pcscd().readers()[reader].clone());
    WaitOptions::new().reader(ReaderChoice::Named(name)).timeout(Some(Duration::from_secs(10)))
}

#[test]
fn a_card_is_found_in_the_chosen_reader() {
    let options = at(0);
    let card = Card::insert(pcscd().port(0));
    let link = Context::new().wait_for_card(&options).unwrap();
    assert_eq!(link.reader_name().to_string(), "Desk A 00 00");
    drop((link, card));
}

#[test]
fn looking_once_does_not_wait() {
    let started = Instant::now();
    let options = at(1).timeout(Some(Duration::ZERO));
    let error = Context::new().wait_for_card(&options).unwrap_err();
    assert_eq!(error.status(), Status::NoCard);
    assert!(started.elapsed() < Duration::from_millis(500));
}
