use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualLink, VirtualReader};

use super::*;

fn reader() -> VirtualReader {
    let reader =
        VirtualReader::new(VirtualCard::builder().first_command_fails(false).build().unwrap());
    reader.set_patience(Duration::from_millis(100));
    reader
}

fn transmit(link: &mut VirtualLink, hex: &str) -> Result<u16, Status> {
    let mut response = [0; 258];
    let length = link.transmit(&bytes(hex), &mut response).map_err(|error| error.status())?;
    Ok(u16::from_be_bytes(response[length - 2..length].try_into().unwrap()))
}

fn begin(link: &mut VirtualLink) -> Result<(), Status> {
    link.begin_transaction().map_err(|error| error.status())
}

#[test]
fn a_link_carries_commands() {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let mut link = reader.connect().unwrap();
    // The card was powered when inserted, and a connection does not reset it.
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x6F00));
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    let mut second = reader.connect().unwrap();
    assert_eq!(transmit(&mut second, "00200098"), Ok(0x63C3));
    let mut response = [0xAA; 162];
    let length = link.transmit(&bytes("00B0860000"), &mut response).unwrap();
    assert_eq!((length, &response[..4], &response[160..]), (162, &b"JPKI"[..], &[0x90, 0][..]));
    let error = link.transmit(&bytes("00B0860000"), &mut [0; 161]).unwrap_err();
    assert_eq!(error.status(), Status::CardAnswer);
    assert_eq!(VirtualReader::empty().connect().unwrap_err().status(), Status::NoCard);
}

#[test]
fn another_program_can_use_what_was_verified() {
    let reader = reader();
    let mut first = reader.connect().unwrap();
    assert_eq!(transmit(&mut first, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut first, VERIFY_1234), Ok(0x9000));
    drop(first);
    let mut second = reader.connect().unwrap();
    assert_eq!(transmit(&mut second, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut second, SIGN_3_BYTES), Ok(0x9000));
}

#[test]
fn transactions_exclude_one_another() {
    let reader = reader();
    let (mut first, mut second) = (reader.connect().unwrap(), reader.connect().unwrap());
    begin(&mut first).unwrap();
    assert_eq!(transmit(&mut first, SELECT_JPKI), Ok(0x9000));
    let begun = Instant::now();
    assert_eq!(transmit(&mut second, SELECT_JPKI), Err(Status::CardBusy));
    assert!(begun.elapsed() >= Duration::from_millis(100));
    assert_eq!(begin(&mut second), Err(Status::CardBusy));
    assert_eq!(second.power_down().unwrap_err().status(), Status::CardBusy);
    assert_eq!(reader.with_card(|card| card.commands()), Some(1));
    first.end_transaction().unwrap();
    begin(&mut second).unwrap();
    assert_eq!(transmit(&mut first, "00200098"), Err(Status::CardBusy));
    // A dropped link releases the card.
    drop(second);
    assert_eq!(transmit(&mut first, "00200098"), Ok(0x63C3));
}

#[test]
fn a_waiting_link_goes_on_when_its_turn_comes() {
    let reader = reader();
    reader.set_patience(Duration::from_secs(30));
    let (mut first, mut second) = (reader.connect().unwrap(), reader.connect().unwrap());
    begin(&mut first).unwrap();
    let (sender, done) = mpsc::channel();
    let waiting = thread::spawn(move || {
        let result = transmit(&mut second, SELECT_JPKI);
        sender.send(()).unwrap();
        result
    });
    assert!(done.recv_timeout(Duration::from_millis(100)).is_err());
    first.end_transaction().unwrap();
    done.recv_timeout(Duration::from_secs(10)).unwrap();
    assert_eq!(waiting.join().unwrap(), Ok(0x9000));
}

#[test]
fn transactions_begin_and_end_in_pairs() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    assert!(link.end_transaction().is_err());
    begin(&mut link).unwrap();
    assert!(link.begin_transaction().is_err());
    link.end_transaction().unwrap();
    assert!(link.end_transaction().is_err());
}

#[test]
fn a_removed_card_is_gone_permanently() {
    let reader = reader();
    let (mut link, mut other) = (reader.connect().unwrap(), reader.connect().unwrap());
    begin(&mut link).unwrap();
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut link, VERIFY_9999), Ok(0x63C2));
    assert_eq!(transmit(&mut link, "0020009B06 414243313233"), Ok(0x9000));
    reader.remove();
    assert!(!reader.has_card());
    assert_eq!(transmit(&mut link, "00200098"), Err(Status::CardRemoved));
    assert_eq!(reader.connect().unwrap_err().status(), Status::NoCard);
    reader.insert_again();
    assert!(reader.has_card());
    for dead in [&mut link, &mut other] {
        assert_eq!(transmit(dead, SELECT_JPKI), Err(Status::CardRemoved));
        assert_eq!(begin(dead), Err(Status::CardRemoved));
        assert_eq!(dead.end_transaction().unwrap_err().status(), Status::CardRemoved);
        assert_eq!(dead.power_down().unwrap_err().status(), Status::CardRemoved);
    }
    // The same card with its spent try, but nothing verified or selected.
    let mut new = reader.connect().unwrap();
    assert_eq!(transmit(&mut new, "00200098"), Ok(0x6986));
    assert_eq!(transmit(&mut new, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut new, "00200098"), Ok(0x63C2));
    assert_eq!(transmit(&mut new, SIGN_3_BYTES_WITH_SIGNATURE_KEY), Ok(0x6982));
    // Dropping a dead link does not end the transaction of a living one.
    begin(&mut new).unwrap();
    drop(link);
    assert_eq!(begin(&mut reader.connect().unwrap()), Err(Status::CardBusy));
}

#[test]
fn removal_wakes_who_waits() {
    let reader = reader();
    reader.set_patience(Duration::from_secs(30));
    let (mut first, mut second) = (reader.connect().unwrap(), reader.connect().unwrap());
    begin(&mut first).unwrap();
    let waiting = thread::spawn(move || begin(&mut second));
    thread::sleep(Duration::from_millis(50));
    reader.remove();
    assert_eq!(waiting.join().unwrap(), Err(Status::CardRemoved));
}

#[test]
fn a_reset_is_reported_until_the_next_transaction() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut link, VERIFY_1234), Ok(0x9000));
    reader.reset();
    assert_eq!(transmit(&mut link, "00200098"), Err(Status::CardReset));
    assert_eq!(transmit(&mut link, "00200098"), Err(Status::CardReset));
    begin(&mut link).unwrap();
    assert_eq!(transmit(&mut link, SIGN_3_BYTES), Ok(0x6986));
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut link, SIGN_3_BYTES), Ok(0x9000));
    link.end_transaction().unwrap();
    assert_eq!(transmit(&mut reader.connect().unwrap(), "00200098"), Ok(0x63C3));
}

#[test]
fn powering_down_locks_the_key() {
    let reader = reader();
    let (mut link, mut other) = (reader.connect().unwrap(), reader.connect().unwrap());
    begin(&mut link).unwrap();
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut link, VERIFY_1234), Ok(0x9000));
    link.power_down().unwrap();
    assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
    // The link that did it continues, still in the transaction; others get an error.
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut link, SIGN_3_BYTES), Ok(0x6982));
    link.end_transaction().unwrap();
    assert_eq!(transmit(&mut other, "00200098"), Err(Status::CardReset));
}

#[test]
fn another_card_takes_the_place() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    let builder = VirtualCard::builder().pin_tries(1).first_command_fails(false);
    reader.insert(builder.build().unwrap());
    assert_eq!(transmit(&mut link, SELECT_JPKI), Err(Status::CardRemoved));
    let mut link = reader.connect().unwrap();
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
    assert_eq!(transmit(&mut link, "00200098"), Ok(0x63C1));
}
