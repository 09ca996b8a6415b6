//! A PC/SC service without a reader.
#![cfg(all(unix, feature = "pcsc"))]
#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use std::thread;
use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{Context, ReaderChoice, ReaderName, WaitOptions};
use support::pcscd::PrivatePcscd;

#[test]
fn no_reader_is_an_answer_and_can_be_waited_out() {
    let _pcscd = PrivatePcscd::start(&[]);
    let context = Context::new();
    assert_eq!(context.readers(), Ok(vec![]));

    let started = Instant::now();
    let shortly = WaitOptions::new().timeout(Some(Duration::from_millis(100)));
    let named = ReaderChoice::Named(ReaderName::new("Desk A 00 00").unwrap());
    for options in [shortly.clone(), shortly.reader(named.clone())] {
        let error = context.wait_for_card(&options).unwrap_err();
        assert_eq!(error.status(), Status::NoReader);
    }
    assert!(started.elapsed() >= Duration::from_millis(200));

    // It sleeps rather than polls: there is only the pseudo-reader to watch.
    let waiting = {
        let context = context.clone();
        thread::spawn(move || context.wait_for_card(&WaitOptions::new().reader(named)))
    };
    thread::sleep(Duration::from_millis(100));
    context.cancel();
    assert_eq!(waiting.join().unwrap().unwrap_err().status(), Status::Cancelled);
}
