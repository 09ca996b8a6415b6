//! Plain Windows codes in place of PC/SC's, at each call that may return one.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::thread;
use std::time::Duration;

use jpkicard::pcsc::{CardKind, Context, Event, MonitorOptions, PcscLink, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::{Result, Status, TokenKind};
use support::fake_pcscd::{ABSENT, FakePcscd, PRESENT, Reader};
use support::pcscd::until;

const COMMAND: [u8; 4] = [0x00, 0xA4, 0x00, 0x00];
const READ_BINARY: u8 = 0xB0;
/// `ERROR_INVALID_HANDLE`, a broken pipe, and the RPC connection.
const GONE: [u32; 5] = [6, 109, 1722, 1726, 1727];
const ACCESS_DENIED: u32 = 5;
/// A number that no table has.
const UNKNOWN: u32 = 4242;
/// Codes of a reader's driver.
const DRIVERS: [u32; 5] = [31, 121, 995, 1112, 1117];

/// A call that the service answers with a code.
type Step = fn(&FakePcscd, &mut PcscLink, u32) -> Result<()>;

fn desk(state: u32, events: u32) -> Vec<Reader> {
    vec![Reader { name: "desk".to_owned(), state, events }]
}

fn status<T: std::fmt::Debug>(result: Result<T>, code: u32) -> Status {
    let error = result.unwrap_err();
    assert_eq!(error.pcsc_code(), Some(code), "{error}");
    error.status()
}

/// One after the other: a process has only one service.
#[test]
fn plain_codes_are_understood_wherever_they_enter() {
    let fake = FakePcscd::start();
    fake.change(|board| board.readers = desk(PRESENT, 1));
    let context = Context::new();
    let reader = context.readers().unwrap().remove(0);

    for code in GONE {
        fake.board().establish.extend([code; 3]);
        assert_eq!(status(context.readers(), code), Status::ServiceNotRunning);
        assert_eq!(status(context.reader_status(&reader), code), Status::ServiceNotRunning);
        let begins = context.wait_for_card(&WaitOptions::new());
        assert_eq!(status(begins, code), Status::ServiceNotRunning);
        fake.board().connect.push_back(code);
        assert_eq!(status(context.connect(&reader), code), Status::ServiceNotRunning);
    }
    // After a refusal it is retried once.
    fake.board().establish.extend([ACCESS_DENIED; 2]);
    assert_eq!(status(context.readers(), ACCESS_DENIED), Status::ServiceRefused);
    fake.board().connect.extend([ACCESS_DENIED; 2]);
    assert_eq!(status(context.connect(&reader), ACCESS_DENIED), Status::ServiceRefused);
    for code in DRIVERS {
        fake.board().connect.push_back(code);
        assert_eq!(status(context.connect(&reader), code), Status::CardUnresponsive);
        let mut link = context.connect(&reader).unwrap();
        link.begin_transaction().unwrap();
        fake.board().transmit.push_back(code);
        let sent = link.transmit(&COMMAND, &mut [0; 2]);
        assert_eq!(status(sent, code), Status::ReaderFailed);
        // It is there, and answers again.
        link.transmit(&COMMAND, &mut [0; 2]).unwrap();
        link.end_transaction().unwrap();
    }

    // A link is lost permanently, and its card is powered down through the restarted service.
    for code in GONE {
        let steps: [Step; 2] = [
            |fake, link, code| {
                fake.board().begin = code;
                let begun = link.begin_transaction();
                fake.board().begin = 0;
                begun
            },
            |fake, link, code| {
                link.begin_transaction().unwrap();
                fake.board().transmit.push_back(code);
                link.transmit(&COMMAND, &mut [0; 2]).map(drop)
            },
        ];
        for step in steps {
            let mut link = context.connect(&reader).unwrap();
            assert_eq!(status(step(&fake, &mut link, code), code), Status::ServiceNotRunning);
            assert_eq!(status(link.begin_transaction(), code), Status::ServiceNotRunning);
            let connected = fake.board().connected;
            link.power_down().unwrap();
            assert_eq!(fake.board().connected, connected.checked_add(1).unwrap(), "{code}");
            assert_eq!(status(link.begin_transaction(), code), Status::ServiceNotRunning);
        }
    }

    // A wait continues and finds the card; a monitor reports the service and continues.
    let codes = GONE.into_iter().chain([ACCESS_DENIED, UNKNOWN]).chain(DRIVERS);
    for (index, code) in codes.enumerate() {
        let events = u32::try_from(index).unwrap().checked_mul(2).unwrap();
        fake.change(|board| board.readers = desk(ABSENT, events));
        let waiting = thread::spawn({
            let context = context.clone();
            move || context.wait_for_card(&WaitOptions::new())
        });
        thread::sleep(Duration::from_millis(300));
        until("the wait does not sleep", || fake.end_looks(code) > 0);
        println!("a look ended with {code}");
        thread::sleep(Duration::from_millis(100));
        assert!(!waiting.is_finished(), "{code}: {:?}", waiting.join());
        fake.change(|board| board.readers = desk(PRESENT, events.saturating_add(1)));
        waiting.join().unwrap().unwrap();
    }
    for code in GONE.into_iter().chain([ACCESS_DENIED, UNKNOWN]).chain(DRIVERS) {
        wait_goes_on(&fake, &context, code);
        card_is_identified(&fake, &context, code);
    }
    let monitor = context.monitor(&MonitorOptions::new());
    let next = |wait| monitor.next_event(Some(wait));
    assert!(matches!(next(Duration::from_secs(5)), Ok(Event::ReaderArrived { .. })));
    while next(Duration::ZERO).is_ok() {}
    thread::scope(|scope| {
        let events = scope.spawn(|| {
            let mut events = Vec::new();
            while !matches!(events.last(), Some(Event::CardInserted { .. })) {
                events.push(monitor.next_event(Some(Duration::from_secs(10))).unwrap());
            }
            events
        });
        thread::sleep(Duration::from_millis(300));
        until("the monitor does not sleep", || fake.end_looks(1722) > 0);
        let events = events.join().unwrap();
        let stopped = events.iter().find_map(|event| match event {
            Event::ServiceStopped { reason, .. } => Some(reason.clone()),
            _ => None,
        });
        assert_eq!(status(Err::<(), _>(stopped.unwrap()), 1722), Status::ServiceNotRunning);
        assert!(events.contains(&Event::ServiceStarted), "{events:?}");
    });
}

/// When it opens its first connection, begins its transaction or sends its first command.
fn wait_goes_on(fake: &FakePcscd, context: &Context, code: u32) {
    let options = WaitOptions::new().wait_for_service(true).timeout(Some(Duration::from_secs(10)));
    let found = |at: &str| {
        let found = context.wait_for_card(&options);
        assert!(found.is_ok(), "{code} at {at}: {found:?}");
    };
    fake.board().establish.extend([code; 3]);
    found("the beginning");
    assert_eq!(fake.board().establish.len(), 0);
    fake.board().transmit.push_back(code);
    found("the first command");
    assert_eq!(fake.board().transmit.len(), 0);
    fake.board().begin = code;
    thread::scope(|scope| {
        scope.spawn(|| found("the transaction"));
        thread::sleep(Duration::from_millis(30));
        fake.board().begin = 0;
    });
}

/// A code at the card itself costs the monitor no identification.
fn card_is_identified(fake: &FakePcscd, context: &Context, code: u32) {
    if GONE.contains(&code) {
        return;
    }
    let label: &[u8] = b"JPKIAPICCTOKEN2                 \x90\x00";
    fake.board().answers.insert(READ_BINARY, label.to_vec());
    fake.board().transmit.push_back(code);
    let monitor = context.monitor(&MonitorOptions::new().identify(true));
    let kind = loop {
        let event = monitor.next_event(Some(Duration::from_secs(10))).unwrap();
        if let Event::CardInserted { kind, .. } = event {
            break kind;
        }
    };
    fake.board().answers.clear();
    assert_eq!(kind, Some(CardKind::Token(TokenKind::MyNumberCard)), "{code}");
}
