//! A PC/SC service that stops, crashes and comes back; names that are not UTF-8.
#![cfg(all(unix, feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::thread;
use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{CardPresence, Context, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use support::card::{Card, GET_MARK};
use support::pcscd::PrivatePcscd;

/// "カード窓口" in Shift_JIS, as Windows in Japan writes it.
const COUNTER: &[u8] = b"\x83J\x81[\x83h\x91\x8b\x8c\xfb";

#[test]
fn a_service_that_went_away_is_told_and_its_successor_used() {
    let long_name = vec![b'N'; 100];
    let pcscd = PrivatePcscd::start(&[COUNTER, &long_name]);
    let context = Context::new();

    let readers = context.readers().unwrap();
    assert_eq!(readers.len(), 4);
    assert_eq!(readers[0].as_bytes(), [COUNTER, b" 00 00"].concat());
    assert!(readers[0].to_string().ends_with(" 00 00"));
    assert_eq!(readers[2].as_bytes(), [long_name.as_slice(), b" 00 00"].concat());
    assert_eq!(context.reader_status(&readers[0]).unwrap().card, CardPresence::Empty);

    for crash in [false, true] {
        let card = Card::insert(pcscd.port(0));
        let named = WaitOptions::new().reader(ReaderChoice::Named(readers[0].clone()));
        let mut link = context.wait_for_card(&named).unwrap();
        link.begin_transaction().unwrap();

        let empty = ReaderName::new(readers[1].as_bytes()).unwrap();
        let waiting = {
            let (context, empty) = (context.clone(), ReaderChoice::Named(empty));
            thread::spawn(move || context.wait_for_card(&WaitOptions::new().reader(empty)))
        };
        thread::sleep(Duration::from_millis(50));
        let started = Instant::now();
        if crash {
            pcscd.kill()
        } else {
            pcscd.stop()
        }
        let error = waiting.join().unwrap().unwrap_err();
        assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
        assert!(started.elapsed() < Duration::from_secs(2));
        assert_eq!(context.readers().unwrap_err().status(), Status::ServiceNotRunning);
        context.cancel();

        let error = link.transmit(&GET_MARK, &mut [0; 9]).unwrap_err();
        assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
        assert!(link.end_transaction().is_err());
        drop(link);
        drop(card);

        pcscd.restart();
        assert_eq!(context.readers().unwrap(), readers);
    }
}
