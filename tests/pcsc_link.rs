//! The link to one card: transactions, resets, power, and cards that leave.
#![cfg(all(unix, feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::thread;
use std::time::{Duration, Instant};

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::{Result, Status};
use support::card::{Card, Event, GET_MARK, SET_MARK, Whim};
use support::pcscd::{pcscd, until};

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn at(number: usize) -> WaitOptions {
    let named = ReaderChoice::Named(reader(number));
    WaitOptions::new().reader(named).timeout(Some(Duration::from_secs(10)))
}

fn wait(number: usize) -> PcscLink {
    Context::new().wait_for_card(&at(number)).unwrap()
}

/// Another program's connection.
fn other(number: usize, mode: pcsc::ShareMode) -> pcsc::Card {
    let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    context.connect(reader(number).as_c_str(), mode, pcsc::Protocols::ANY).unwrap()
}

fn leave(card: pcsc::Card) {
    card.disconnect(pcsc::Disposition::LeaveCard).map_err(|(_, error)| error).unwrap();
}

fn send(link: &mut PcscLink, command: &[u8]) -> Result<Vec<u8>> {
    let mut response = [0; 258];
    link.transmit(command, &mut response).map(|length| response[..length].to_vec())
}

fn status<T: std::fmt::Debug>(result: Result<T>) -> Status {
    result.unwrap_err().status()
}

#[test]
fn the_card_keeps_its_state_until_it_is_powered_down() {
    let card = Card::insert(pcscd().port(0));
    let mut link = wait(0);
    assert_eq!(status(send(&mut link, &SET_MARK)), Status::Internal);
    assert_eq!(status(link.end_transaction()), Status::Internal);
    link.begin_transaction().unwrap();
    assert_eq!(status(link.begin_transaction()), Status::Internal);
    assert_eq!(send(&mut link, &SET_MARK).unwrap(), [0x90, 0x00]);
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [1, 0x90, 0x00]);
    let mut short = [0; 2];
    assert_eq!(status(link.transmit(&GET_MARK, &mut short)), Status::CardAnswer);
    assert_eq!(status(link.transmit(&GET_MARK, &mut short[..0])), Status::CardAnswer);
    link.end_transaction().unwrap();

    // Neither ending a transaction nor dropping the link, even within one, affects the card.
    link.begin_transaction().unwrap();
    card.clear_events();
    drop(link);
    let mut link = Context::new().connect(&reader(0)).unwrap();
    link.begin_transaction().unwrap();
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [1, 0x90, 0x00]);
    assert_eq!(card.events(), [Event::Command(GET_MARK.to_vec())]);

    // Powering down clears the state, and the transaction stays held.
    card.clear_events();
    link.power_down().unwrap();
    assert_eq!(card.events(), [Event::PowerOff, Event::PowerOn]);
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
    link.end_transaction().unwrap();

    // It also works outside a transaction.
    card.clear_events();
    link.power_down().unwrap();
    assert_eq!(card.events(), [Event::PowerOff, Event::PowerOn]);
    link.begin_transaction().unwrap();
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
    link.end_transaction().unwrap();

    // Another program resets the card between two transactions: no effect is visible.
    let mut second = other(0, pcsc::ShareMode::Shared);
    for _ in 0..3 {
        link.begin_transaction().unwrap();
        send(&mut link, &SET_MARK).unwrap();
        link.end_transaction().unwrap();
        let any = pcsc::Protocols::ANY;
        second.reconnect(pcsc::ShareMode::Shared, any, pcsc::Disposition::ResetCard).unwrap();
        link.begin_transaction().unwrap();
        assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
        link.end_transaction().unwrap();
        // We had to acknowledge the reset as well.
        second.reconnect(pcsc::ShareMode::Shared, any, pcsc::Disposition::LeaveCard).unwrap();
    }
    leave(second);
}

#[test]
fn a_card_that_left_is_gone_permanently() {
    let port = pcscd().port(1);
    let card = Card::insert(port);
    let mut link = wait(1);
    link.begin_transaction().unwrap();

    // A short answer from a card that is still there is passed on as it is.
    card.next([Whim::Answer(vec![0x90])]);
    let started = Instant::now();
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0x90]);
    assert!(started.elapsed() < Duration::from_millis(1500), "{:?}", started.elapsed());
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
    drop(link);
    drop(card);

    // In the middle of a command.
    let gone = |link: &mut PcscLink| {
        assert_eq!(status(send(link, &GET_MARK)), Status::CardRemoved);
        assert_eq!(status(link.power_down()), Status::CardRemoved);
        assert_eq!(status(link.end_transaction()), Status::CardRemoved);
        assert_eq!(status(link.begin_transaction()), Status::CardRemoved);
    };
    let card = Card::insert(port);
    let mut link = wait(1);
    link.begin_transaction().unwrap();
    card.next([Whim::Leave]);
    gone(&mut link);
    drop(card);

    // Between two commands; and another card in its place does not revive the link.
    let card = Card::insert(port);
    let mut link_of_first = wait(1);
    gone(&mut link);
    link_of_first.begin_transaction().unwrap();
    send(&mut link_of_first, &GET_MARK).unwrap();
    card.remove();
    until("the card stays", || {
        Context::new().reader_status(&reader(1)).unwrap().card == CardPresence::Empty
    });
    let card = Card::insert(port);
    let mut link = wait(1);
    gone(&mut link_of_first);
    card.clear_events();
    link.begin_transaction().unwrap();
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
    assert_eq!(card.commands(), [GET_MARK]);
}

#[test]
fn a_card_that_another_keeps_is_waited_for() {
    let _card = Card::insert(pcscd().port(2));
    drop(wait(2));
    let exclusive = other(2, pcsc::ShareMode::Exclusive);
    let context = Context::new();
    assert_eq!(context.reader_status(&reader(2)).unwrap().card, CardPresence::Exclusive);
    assert_eq!(status(context.connect(&reader(2))), Status::SharingViolation);
    let once = at(2).timeout(Some(Duration::ZERO));
    assert_eq!(status(context.wait_for_card(&once)), Status::SharingViolation);

    let options = at(2);
    let waiting = thread::spawn(move || context.wait_for_card(&options));
    thread::sleep(Duration::from_millis(200));
    assert!(!waiting.is_finished());
    leave(exclusive);
    let started = Instant::now();
    drop(waiting.join().unwrap().unwrap());
    assert!(started.elapsed() < Duration::from_millis(1500), "{:?}", started.elapsed());
}

#[test]
fn a_transaction_keeps_the_others_out() {
    let card = Card::insert(pcscd().port(3));
    let mut link = wait(3);
    let mut second = Context::new().connect(&reader(3)).unwrap();
    link.begin_transaction().unwrap();
    let other = thread::spawn(move || {
        second.begin_transaction().unwrap();
        send(&mut second, &GET_MARK).unwrap()
    });
    thread::sleep(Duration::from_millis(100));
    assert!(!other.is_finished());
    send(&mut link, &SET_MARK).unwrap();
    // Dropping a link within a transaction releases the card to others.
    drop(link);
    assert_eq!(other.join().unwrap(), [1, 0x90, 0x00]);
    let commands = card.commands();
    assert_eq!(commands[commands.len() - 2..], [SET_MARK.to_vec(), GET_MARK.to_vec()]);

    // A card that leaves within a transaction releases the reader to others.
    let mut link = wait(3);
    link.begin_transaction().unwrap();
    card.next([Whim::Leave]);
    assert_eq!(status(send(&mut link, &GET_MARK)), Status::CardRemoved);
    drop(card);
    let card = Card::insert(pcscd().port(3));
    let mut next = wait(3);
    next.begin_transaction().unwrap();
    next.end_transaction().unwrap();
    assert_eq!(status(link.end_transaction()), Status::CardRemoved);
    drop(card);
}
