//! A service that was restarted between two calls, and one that is stopped.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{
    CardPresence, Context, Event, MonitorOptions, ReaderChoice, ReaderName, WaitOptions,
};
use support::card::Card;
use support::pcscd::{pcscd, until};

const SHORT: Option<Duration> = Some(Duration::from_millis(1_500));

/// One after the other: a process has only one service.
#[test]
fn a_restart_is_reported_and_a_stalled_service_does_not_delay_a_cancel() {
    a_restart_after_a_cancel_is_reported();
    a_cancel_gives_up_on_a_service_that_stands_still();
}

fn a_restart_after_a_cancel_is_reported() {
    let service = pcscd();
    let name = ReaderName::from(service.readers()[0].clone());
    let until_present = || {
        until("no card is seen", || {
            let seen = Context::new().reader_status(&name).map(|status| status.card);
            matches!(seen, Ok(CardPresence::Present | CardPresence::InUse))
        });
    };
    let first = Card::insert(service.port(0));
    until_present();
    let context = Context::new();
    let monitor = Arc::new(context.monitor(&MonitorOptions::new()));
    while monitor.next_event(SHORT).is_ok() {}
    let waiting = thread::spawn({
        let monitor = Arc::clone(&monitor);
        move || monitor.next_event(None)
    });
    thread::sleep(Duration::from_millis(300));
    context.cancel();
    assert_eq!(waiting.join().unwrap().unwrap_err().status(), Status::Cancelled);

    // No call is made while the service is restarted and the card exchanged; the new service counts
    // cards from zero, and reaches the same count.
    service.stop();
    first.remove();
    service.restart();
    let _second = Card::insert(service.port(0));
    until_present();
    let mut events = Vec::new();
    while let Ok(event) = monitor.next_event(SHORT) {
        events.push(event);
    }
    let at = |wanted: fn(&Event) -> bool| events.iter().position(wanted).unwrap();
    let removed = at(|event| matches!(event, Event::CardRemoved { .. }));
    let stopped = at(|event| matches!(event, Event::ServiceStopped { .. }));
    let inserted = at(|event| matches!(event, Event::CardInserted { .. }));
    assert!(removed < stopped && stopped < inserted, "{events:?}");
}

fn a_cancel_gives_up_on_a_service_that_stands_still() {
    let service = pcscd();
    let context = Context::new();
    let waiting = thread::spawn({
        let context = context.clone();
        let empty = ReaderName::from(service.readers()[2].clone());
        let options = WaitOptions::new().reader(ReaderChoice::Named(empty));
        move || context.wait_for_card(&options)
    });
    thread::sleep(Duration::from_millis(300));
    let signal = |signal: &str| {
        let process = service.process();
        // The shell's built-in: the program is in a package that a minimal Debian lacks.
        let kill = format!("kill {signal} {process}");
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    };
    signal("-STOP");
    let cancelling = thread::spawn({
        let context = context.clone();
        move || context.cancel()
    });
    let begun = Instant::now();
    while !cancelling.is_finished() && begun.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(10));
    }
    let returned = cancelling.is_finished();
    signal("-CONT");
    cancelling.join().unwrap();
    assert!(returned, "cancel does not return");
    assert_eq!(waiting.join().unwrap().unwrap_err().status(), Status::Cancelled);
}
