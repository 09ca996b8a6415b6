//! The PC/SC service ends while a card's link exists: nothing hangs, the link reports it
//! permanently, and a key that was open can still be locked.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

mod support;

use std::time::{Duration, Instant};

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::{Result, Status};
use support::card::{Card, Event, GET_MARK, SET_MARK};
use support::pcscd::{pcscd, until};

fn reader() -> ReaderName {
    ReaderName::from(pcscd().readers()[0].clone())
}

fn wait() -> PcscLink {
    let options = WaitOptions::new().timeout(Some(Duration::from_secs(10)));
    Context::new().wait_for_card(&options.reader(ReaderChoice::Named(reader()))).unwrap()
}

fn until_presence(wanted: CardPresence) {
    until(&format!("the reader is not {wanted:?}"), || {
        Context::new().reader_status(&reader()).is_ok_and(|status| status.card == wanted)
    });
}

/// A transaction, and powering down after it.
const STEPS: [fn(&mut PcscLink) -> Result<()>; 4] = [
    |link| link.begin_transaction(),
    |link| link.transmit(&SET_MARK, &mut [0; 2]).map(drop),
    |link| link.end_transaction(),
    |link| link.power_down(),
];

/// Every call reports that the service is gone, with the PC/SC code that showed it; none hangs.
fn is_lost(link: &mut PcscLink) {
    let started = Instant::now();
    let calls: [fn(&mut PcscLink) -> Result<()>; 3] = [STEPS[0], STEPS[1], STEPS[2]];
    for call in calls.into_iter().chain(calls) {
        let error = call(link).unwrap_err();
        assert_eq!(error.status(), Status::ServiceNotRunning, "{error}");
        assert!(error.pcsc_code().is_some(), "{error}");
    }
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

/// One after the other: a process has only one pcscd.
#[test]
fn a_lost_service_is_reported_at_each_step_and_its_successor_takes_the_power() {
    for crash in [false, true] {
        // Before each of the four calls, and after the last of a transaction.
        for step in 0..=STEPS.len() {
            let card = Card::insert(pcscd().port(0));
            let mut link = wait();
            for call in &STEPS[..step] {
                call(&mut link).unwrap();
            }
            card.clear_events();
            if crash {
                pcscd().kill();
                // Nothing reached the card: it keeps its state.
                assert_eq!(card.events(), []);
            } else {
                pcscd().stop();
            }
            let call = STEPS.get(step).unwrap_or(&STEPS[0]);
            let error = call(&mut link).unwrap_err();
            assert_eq!(error.status(), Status::ServiceNotRunning, "step {step}: {error}");
            println!("crash {crash}, step {step}: {error}");
            is_lost(&mut link);
            assert_eq!(link.power_down().unwrap_err().status(), Status::ServiceNotRunning);
            drop(card);

            // The card present at that time, whether or not it is the same.
            pcscd().restart();
            let card = Card::insert_marked(pcscd().port(0));
            until_presence(CardPresence::Present);
            is_lost(&mut link);
            assert!(!card.events().contains(&Event::PowerOff));
            link.power_down().unwrap();
            assert!(card.events().ends_with(&[Event::PowerOff, Event::PowerOn]));
            // The link to the card is still lost.
            is_lost(&mut link);
            let mut link = Context::new().connect(&reader()).unwrap();
            link.begin_transaction().unwrap();
            let mut mark = [0xFF; 3];
            link.transmit(&GET_MARK, &mut mark).unwrap();
            assert_eq!(mark, [0, 0x90, 0x00]);
            drop((link, card));
            until_presence(CardPresence::Empty);
        }
    }

    // The card was removed in the meantime: it has no power, so nothing remains to be done.
    let card = Card::insert(pcscd().port(0));
    let mut link = wait();
    pcscd().kill();
    drop(card);
    pcscd().restart();
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::ServiceNotRunning);
    assert_eq!(link.power_down().unwrap_err().status(), Status::CardRemoved);
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::CardRemoved);
}
