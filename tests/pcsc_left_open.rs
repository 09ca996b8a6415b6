//! A key that a killed program left open is locked by the next program, although a second
//! connection keeps the card powered.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::process::Stdio;
use std::time::Duration;

use jpkicard::pcsc::{Context, Event, MonitorOptions, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, PinStatus, Status};
use support::pcscd::pcscd;

const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
const VERIFY: &[u8] = b"\x00\x20\x00\x98\x041234";
const VICTIM: &str = "JPKICARD_TEST_VICTIM";

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn options(number: usize) -> WaitOptions {
    WaitOptions::new()
        .reader(ReaderChoice::Named(reader(number)))
        .timeout(Some(Duration::from_secs(10)))
}

/// The child: has the key open, in a transaction, when it is killed.
#[test]
fn victim() {
    let Some(name) = std::env::var_os(VICTIM) else { return };
    let name = std::ffi::CString::new(name.into_encoded_bytes()).unwrap();
    let program = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let mut card = program.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    let card = card.transaction().unwrap();
    for command in [SELECT, VERIFY] {
        let mut answer = [0; 258];
        // The first command after power-up may be refused.
        while card.transmit(command, &mut answer).unwrap() != [0x90, 0x00] {}
    }
    eprintln!("the key is open");
    std::thread::sleep(Duration::from_secs(60));
}

/// Has a killed program leave the key of the card in this reader open. Returns the connection that
/// keeps the card powered.
fn leave_open(number: usize, card: &VirtualReader) -> (pcsc::Context, pcsc::Card) {
    let program = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = reader(number);
    let idle =
        program.connect(name.as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    let mut child = pcscd()
        .command(std::env::current_exe().unwrap())
        .args(["victim", "--exact", "--nocapture", "--test-threads=1"])
        .env(VICTIM, std::ffi::OsStr::new(name.as_c_str().to_str().unwrap()))
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("the key is open")));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(is_open(card), "nothing is left open: the test tests nothing");
    (program, idle)
}

fn is_open(card: &VirtualReader) -> bool {
    card.with_card(|card| card.authentication_key_is_open()).unwrap()
}

fn with_open_key(number: usize, knows_domain: bool, next: impl Fn(&VirtualReader)) {
    let builder = VirtualCard::builder().remembers_signatures(false);
    let card = VirtualReader::new(builder.build().unwrap());
    let _plug = Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(number)), card.clone()).unwrap();
    drop(Context::new().wait_for_card(&options(number)).unwrap());
    let _idle = leave_open(number, &card);
    if !knows_domain {
        // It refuses to leave, like a card without that domain.
        use jpkicard::virtual_card::{Fault, FaultPlan};
        let refused = Fault::Refused(jpkicard::StatusWord::FILE_NOT_FOUND);
        card.plan_fault(FaultPlan::at(3, refused));
    }
    next(&card);
    assert!(!is_open(&card), "the key is still open");
    assert_eq!(card.with_card(|card| card.pin_tries()), Some(3));
}

#[test]
fn the_next_wait_closes_it() {
    with_open_key(0, true, |_| drop(Context::new().wait_for_card(&options(0)).unwrap()));
    // The card is powered down if leaving fails.
    with_open_key(1, false, |_| drop(Context::new().wait_for_card(&options(1)).unwrap()));
}

#[test]
fn the_monitor_s_identification_closes_it() {
    with_open_key(2, true, |_| {
        let options = MonitorOptions::new().identify(true).reader(ReaderChoice::Named(reader(2)));
        let monitor = Context::new().monitor(&options);
        let inserted = |event: &Event| matches!(event, Event::CardInserted { .. });
        while !inserted(&monitor.next_event(Some(Duration::from_secs(10))).unwrap()) {}
    });
}

#[test]
fn the_first_transaction_of_an_opened_card_closes_it() {
    with_open_key(3, true, |_| {
        let mut card = Card::new(Context::new().connect(&reader(3)).unwrap());
        let status = card.jpki().and_then(|mut jpki| jpki.pin_status());
        assert_eq!(
            status.map_err(|error| error.status()),
            Ok::<_, Status>(PinStatus::TriesLeft(3))
        );
    });
}
