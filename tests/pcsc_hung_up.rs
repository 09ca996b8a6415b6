//! The PC/SC service ends between a request and its answer: libpcsclite reports that as a security
//! violation, like a refusal by polkit.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::time::Duration;

use jpkicard::pcsc::{Context, PcscLink, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::{Error, Result, Status};
use support::fake_pcscd::{FakePcscd, PRESENT, Reader, Request, SECURITY_VIOLATION};

const COMMAND: [u8; 4] = [0x00, 0xA4, 0x00, 0x00];

type Call = fn(&mut PcscLink) -> Result<()>;

/// A transaction, each call with the request it makes.
const STEPS: [(Request, Call); 3] = [
    (Request::Begin, |link| link.begin_transaction()),
    (Request::Transmit, |link| link.transmit(&COMMAND, &mut [0; 2]).map(drop)),
    (Request::End, |link| link.end_transaction()),
];

fn is_the_end(error: &Error) {
    assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
    assert!(error.pcsc_code().is_some(), "{error}");
}

/// One after the other: a process has only one service.
#[test]
fn a_service_that_hangs_up_is_not_one_that_refuses() {
    let fake = FakePcscd::start();
    fake.change(|board| {
        board.readers = vec![Reader { name: "desk".to_owned(), state: PRESENT, events: 1 }];
    });
    let context = Context::new();
    let reader = context.readers().unwrap().remove(0);
    let hang_up = |requests: &[Request]| {
        let mut board = fake.board();
        assert!(board.hang_up.is_empty(), "{:?} was not asked for", board.hang_up);
        board.hang_up.extend(requests);
    };

    let mut codes = Vec::new();
    for step in 0..STEPS.len() {
        let mut link = context.connect(&reader).unwrap();
        for (_, call) in &STEPS[..step] {
            call(&mut link).unwrap();
        }
        let (request, call) = STEPS[step];
        hang_up(&[request]);
        let error = call(&mut link).unwrap_err();
        is_the_end(&error);
        codes.push(error.pcsc_code().unwrap());
        // Permanently; but the restarted service powers the card down, even if it ends in the meantime.
        is_the_end(&link.begin_transaction().unwrap_err());
        hang_up(&[Request::Connect, Request::Reconnect]);
        link.power_down().unwrap();
        is_the_end(&link.begin_transaction().unwrap_err());
    }

    // The end of a transaction is sent twice, and finds no service then.
    assert_eq!(codes[..2], [SECURITY_VIOLATION; 2], "libpcsclite has another word for it");

    let mut link = context.connect(&reader).unwrap();
    hang_up(&[Request::Reconnect]);
    link.power_down().unwrap();
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::ServiceNotRunning);

    // The card is connected through the restarted service; a service that hangs up twice refuses
    // it.
    hang_up(&[Request::Connect]);
    context.connect(&reader).unwrap();
    let options = WaitOptions::new().timeout(Some(Duration::from_secs(5)));
    hang_up(&[Request::Transmit]);
    context.wait_for_card(&options).unwrap();
    hang_up(&[Request::Connect, Request::Connect]);
    let error = context.connect(&reader).unwrap_err();
    assert_eq!(error.status(), Status::ServiceRefused, "{error}");

    hang_up(&[Request::States]);
    is_the_end(&context.readers().unwrap_err());
    hang_up(&[]);
}
