//! One card after another in the same reader: whatever hides the removal of the first one, what was
//! meant for it never reaches the next.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::net::Ipv4Addr;
use std::time::Duration;

use jpkicard::pcsc::{CardPresence, Context, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Pin, SignRequest, Status};
use support::card::{Card as Counting, Event, GET_MARK};
use support::pcscd::{pcscd, until};

const HERE: &[CardPresence] = &[CardPresence::Present, CardPresence::InUse];

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn until_presence(number: usize, wanted: &[CardPresence]) {
    let reader = reader(number);
    until("the reader does not see it", || {
        wanted.contains(&Context::new().reader_status(&reader).unwrap().card)
    });
}

fn options(number: usize) -> WaitOptions {
    WaitOptions::new()
        .reader(ReaderChoice::Named(reader(number)))
        .timeout(Some(Duration::from_secs(10)))
}

fn virtual_card(pin: &str, seed: u64) -> VirtualReader {
    VirtualReader::new(VirtualCard::builder().pin(pin).seed(seed).build().unwrap())
}

/// pcscd keeps only one event per handle: the reset of the second card hides the removal of the
/// first.
#[test]
fn a_reset_of_the_next_card_does_not_hide_that_the_first_was_removed() {
    let port = pcscd().port(0);
    let (first, second) = (virtual_card("1111", 1), virtual_card("2222", 2));
    let plug = Plug::connect((Ipv4Addr::LOCALHOST, port), first.clone()).unwrap();
    let mut card = Card::new(Context::new().wait_for_card(&options(0)).unwrap());
    let certificate = card.jpki().unwrap().authentication_certificate().unwrap();
    plug.leave();
    until_presence(0, &[CardPresence::Empty]);
    let _plug = Plug::connect((Ipv4Addr::LOCALHOST, port), second.clone()).unwrap();
    until_presence(0, HERE);
    let program = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = reader(0);
    let other =
        program.connect(name.as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    assert!(other.disconnect(pcsc::Disposition::ResetCard).is_ok());

    let request = SignRequest::data(b"challenge").certificate(&certificate);
    let pin = Pin::new(b"1111").unwrap();
    let outcome = card.jpki().and_then(|mut jpki| jpki.sign(&pin, &request));
    assert_eq!(second.with_card(|card| card.pin_tries()), Some(3), "the next patient's try");
    assert_eq!(second.with_card(|card| card.verify_commands()), Some(0));
    assert_eq!(outcome.unwrap_err().status(), Status::CardRemoved);
    assert_eq!(card.jpki().err().map(|error| error.status()), Some(Status::CardRemoved));
}

/// The same caused by this library itself: the link to the second card powers it down.
#[test]
fn a_power_down_of_the_next_card_does_not_bring_the_old_link_back() {
    let port = pcscd().port(1);
    let first = Counting::insert(port);
    let mut old = Context::new().wait_for_card(&options(1)).unwrap();
    first.remove();
    until_presence(1, &[CardPresence::Empty]);
    let second = Counting::insert(port);
    let mut new = Context::new().wait_for_card(&options(1)).unwrap();
    new.begin_transaction().unwrap();
    new.power_down().unwrap();
    new.end_transaction().unwrap();
    second.clear_events();
    for _ in 0..2 {
        assert_eq!(old.begin_transaction().unwrap_err().status(), Status::CardRemoved);
        assert_eq!(
            old.transmit(&GET_MARK, &mut [0; 258]).unwrap_err().status(),
            Status::CardRemoved
        );
        assert_eq!(old.power_down().unwrap_err().status(), Status::CardRemoved);
    }
    assert!(!second.events().iter().any(|event| *event != Event::PowerOn), "{:?}", second.events());
    new.begin_transaction().unwrap();
}

/// A child of `fork` has its parent's memory and none of its threads.
#[test]
fn a_child_of_fork_does_not_wait_for_its_parent_s_threads() {
    use std::io::{Read, Write};

    let _card = Counting::insert(pcscd().port(2));
    until_presence(2, HERE);
    let program = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = reader(2);
    let mut other =
        program.connect(name.as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    let transaction = other.transaction().unwrap();
    let context = Context::new();
    context.set_transaction_timeout(Some(Duration::from_secs(1)));
    assert_eq!(context.connect(&name).unwrap_err().status(), Status::CardBusy);

    let (mut end_requested, mut request_end) = std::io::pipe().unwrap();
    // SAFETY: the child uses what this thread made, and ends without returning.
    #[allow(unsafe_code)]
    let child = unsafe { libc_fork() };
    if child == 0 {
        let mut byte = [0];
        let _ = end_requested.read_exact(&mut byte);
        let status =
            Context::new().connect(&name).map_or_else(|error| error.status().code(), |_| 0);
        // SAFETY: ends the child at once.
        #[allow(unsafe_code)]
        unsafe {
            _exit(-status)
        }
    }
    assert!(transaction.end(pcsc::Disposition::LeaveCard).is_ok());
    drop(other);
    request_end.write_all(b"x").unwrap();
    let mut status = 0;
    // SAFETY: the integer outlives the call.
    #[allow(unsafe_code)]
    unsafe {
        waitpid(child, &raw mut status, 0);
    }
    assert_eq!((status >> 8) & 0xFF, 0, "the child's status, negated");
}

#[allow(unsafe_code)]
unsafe extern "C" {
    #[link_name = "fork"]
    fn libc_fork() -> i32;
    fn _exit(code: i32) -> !;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
}
