//! A PC/SC service that stops, crashes and comes back; names that are not UTF-8.
#![cfg(all(unix, feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use support::card::{Card, GET_MARK, Whim};
use support::pcscd::{PrivatePcscd, until};

/// "カード窓口" in Shift_JIS, as Windows in Japan writes it.
const COUNTER: &[u8] = b"\x83J\x81[\x83h\x91\x8b\x8c\xfb";

#[test]
fn a_service_that_went_away_is_reported_and_its_successor_used() {
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

        let waits = Waits::start(&context, &readers[1]);
        let absent = Instant::now();
        if crash {
            pcscd.kill()
        } else {
            pcscd.stop()
        }
        assert_eq!(context.readers().unwrap_err().status(), Status::ServiceNotRunning);
        let error = context.wait_for_card(&named).unwrap_err();
        assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
        let patient = waits.end(absent);

        let error = link.transmit(&GET_MARK, &mut [0; 9]).unwrap_err();
        assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
        assert!(link.end_transaction().is_err());
        drop(link);
        drop(card);
        // A link whose service went away is not reconnected, and every wait continues.
        assert!(!patient.is_finished());

        pcscd.restart();
        assert_eq!(context.readers().unwrap(), readers);
        let card = Card::insert(pcscd.port(1));
        let link = patient.join().unwrap().unwrap();
        assert_eq!(*link.reader_name(), readers[1]);
        drop((link, card));

        // In the middle of a query to a card.
        let card = Card::insert(pcscd.port(2));
        card.next([Whim::Wait(Duration::from_secs(1))]);
        let there = ReaderChoice::Named(readers[2].clone());
        let waiting = thread::spawn({
            let context = context.clone();
            move || context.wait_for_card(&WaitOptions::new().reader(there))
        });
        until("the card is not asked", || !card.commands().is_empty());
        pcscd.kill();
        drop(card);
        pcscd.restart();
        let _card = Card::insert(pcscd.port(2));
        assert_eq!(*waiting.join().unwrap().unwrap().reader_name(), readers[2]);
    }
}

/// Waits at an empty reader, each ending differently.
struct Waits {
    /// Ends with a card.
    patient: Waiting,
    /// Tolerates no absence of the service.
    impatient: Waiting,
    /// Tolerates half a second of it.
    limited: Waiting,
    /// Its timeout expires during the absence.
    timed: Waiting,
    /// Is cancelled during the absence.
    cancelled: Waiting,
    context: Context,
}

type Waiting = JoinHandle<jpkicard::Result<PcscLink>>;

impl Waits {
    fn start(context: &Context, reader: &ReaderName) -> Self {
        let at = WaitOptions::new().reader(ReaderChoice::Named(reader.clone()));
        let spawn = |context: &Context, options: WaitOptions| {
            let context = context.clone();
            thread::spawn(move || context.wait_for_card(&options))
        };
        let other = Context::new();
        let waits = Self {
            patient: spawn(context, at.clone()),
            impatient: spawn(context, at.clone().service_absence(Duration::ZERO)),
            limited: spawn(context, at.clone().service_absence(Duration::from_millis(500))),
            timed: spawn(context, at.clone().timeout(Some(Duration::from_millis(1500)))),
            cancelled: spawn(&other, at),
            context: other,
        };
        thread::sleep(Duration::from_millis(200));
        waits
    }

    /// Checks that all except the patient one end while the service is unavailable, and returns
    /// that one.
    fn end(self, absent: Instant) -> Waiting {
        let gave_up = |waiting: Waiting| {
            let error = waiting.join().unwrap().unwrap_err();
            assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
            assert!(error.pcsc_code().is_some());
        };
        gave_up(self.impatient);
        assert!(!self.limited.is_finished() || absent.elapsed() > Duration::from_millis(500));
        gave_up(self.limited);
        assert!(absent.elapsed() >= Duration::from_millis(450), "{:?}", absent.elapsed());
        assert!(!self.cancelled.is_finished());
        self.context.cancel();
        let cancelled = Instant::now();
        assert_eq!(self.cancelled.join().unwrap().unwrap_err().status(), Status::Cancelled);
        assert!(cancelled.elapsed() < Duration::from_secs(1));
        gave_up(self.timed);
        self.patient
    }
}
