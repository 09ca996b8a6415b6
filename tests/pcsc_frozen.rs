//! A PC/SC service that is running but does not answer: one that was stopped by a signal, and a
//! socket on which nobody accepts connections. Every call keeps its time limit, can be cancelled,
//! and leaves nothing behind once the service continues.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

mod support;

use std::fs;
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jpkicard::pcsc::{
    Cancellation, Context, Event, MonitorOptions, PcscLink, ReaderChoice, ReaderName, WaitOptions,
};
use jpkicard::transport::Transport;
use jpkicard::{Error, Status};
use support::card::Card;
use support::pcscd::{pcscd, until};

/// The timeout of calls that accept one.
const TIME: Duration = Duration::from_millis(2_000);
/// After this time an endless call would not have ended.
const HANG: Duration = Duration::from_secs(20);

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> Status {
    result.unwrap_err().status()
}

/// Runs a call, which must return.
fn bounded<R: Send + 'static>(what: &str, call: impl FnOnce() -> R + Send + 'static) -> R {
    joined(what, thread::spawn(call))
}

fn joined<R>(what: &str, call: JoinHandle<R>) -> R {
    let started = Instant::now();
    while !call.is_finished() {
        assert!(started.elapsed() < HANG, "{what} does not come back");
        thread::sleep(Duration::from_millis(5));
    }
    println!("{what}: {:?}", started.elapsed());
    call.join().unwrap()
}

fn signal(signal: &str) {
    let process = pcscd().process();
    // The shell's built-in: a minimal system has no such program.
    let kill = format!("kill {signal} {process}");
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// A stopped pcscd, which continues however the test ends.
struct Frozen;

impl Frozen {
    fn now() -> Self {
        signal("-STOP");
        Self
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        signal("-CONT");
    }
}

/// Threads and descriptors of this process.
fn in_use() -> (usize, usize) {
    let count = |folder| fs::read_dir(folder).unwrap().count();
    (count("/proc/self/task"), count("/proc/self/fd"))
}

fn context() -> Context {
    let context = Context::new();
    context.set_transaction_timeout(Some(Duration::from_secs(1)));
    context
}

fn spawn_wait(context: &Context, options: &WaitOptions) -> JoinHandle<jpkicard::Result<PcscLink>> {
    let (context, options) = (context.clone(), options.clone());
    thread::spawn(move || context.wait_for_card(&options))
}

/// Every call that begins while the service does not answer.
fn calls_that_begin(reader: &ReaderName) {
    let context = context();
    let at = WaitOptions::new().reader(ReaderChoice::Named(reader.clone()));
    let ask = |what: &str, call: fn(&Context, &ReaderName) -> Status| {
        let (context, reader) = (context.clone(), reader.clone());
        let status = bounded(what, move || call(&context, &reader));
        assert_eq!(status, Status::ServiceNotResponding, "{what}");
    };
    ask("readers", |context, _| status(context.readers()));
    ask("reader_status", |context, reader| status(context.reader_status(reader)));
    ask("connect", |context, reader| status(context.connect(reader)));
    for (what, time) in [("a look", Duration::ZERO), ("a wait", TIME)] {
        let begun = Instant::now();
        for options in [at.clone(), at.clone().wait_for_service(true)] {
            let error = joined(what, spawn_wait(&context, &options.timeout(Some(time))));
            assert_eq!(status(error), Status::ServiceNotResponding, "{what}");
        }
        assert!(begun.elapsed() >= time);
    }
    let monitor = Arc::new(context.monitor(&MonitorOptions::new()));
    let event = {
        let monitor = Arc::clone(&monitor);
        bounded("next_event", move || monitor.next_event(Some(TIME)))
    };
    let Ok(Event::ServiceStopped { reason, .. }) = &event else { panic!("{event:?}") };
    assert_eq!(reason.status(), Status::ServiceNotResponding);

    let impatient = spawn_wait(&context, &at.clone().service_absence(Duration::from_secs(1)));
    let error = joined("a wait that puts up with a second", impatient);
    assert_eq!(status(error), Status::ServiceNotResponding);

    // Without a timeout they continue until ended.
    let (button, own) = (Cancellation::new(), Context::new());
    own.set_transaction_timeout(None);
    let endless = [
        spawn_wait(&own, &at),
        spawn_wait(&Context::new(), &at.clone().cancellation(&button)),
        spawn_wait(&Context::new(), &at.clone().wait_for_service(true).cancellation(&button)),
    ];
    let listing = thread::spawn({
        let own = own.clone();
        move || own.readers()
    });
    let watching = thread::spawn({
        let button = button.clone();
        move || monitor.next_event_with_cancellation(None, &button)
    });
    thread::sleep(TIME);
    assert!(!endless.iter().any(JoinHandle::is_finished), "a wait without end has ended");
    assert!(!listing.is_finished() && !watching.is_finished());
    bounded("Context::cancel", move || own.cancel());
    bounded("Cancellation::cancel", move || button.cancel());
    for wait in endless {
        assert_eq!(status(joined("a cancelled wait", wait)), Status::Cancelled);
    }
    assert_eq!(status(joined("cancelled readers", listing)), Status::Cancelled);
    assert_eq!(status(joined("a cancelled monitor", watching)), Status::Cancelled);
}

/// One after the other: a process has only one service.
#[test]
fn a_frozen_service_keeps_nobody_longer_than_allowed() {
    let service = pcscd();
    let [full, empty] = [0, 2].map(|number| ReaderName::from(service.readers()[number].clone()));
    let card = Card::insert(service.port(0));
    let at = |reader: &ReaderName| WaitOptions::new().reader(ReaderChoice::Named(reader.clone()));
    let wait = at(&full).timeout(Some(Duration::from_secs(10)));
    let mut link = context().wait_for_card(&wait).unwrap();
    let before = in_use();
    let second = context().connect(&full).unwrap();
    #[cfg(feature = "capi")]
    let c_card = c_open(&full);

    // In progress when it freezes.
    let own = context();
    let timed = spawn_wait(&own, &at(&empty).timeout(Some(TIME)));
    let patient = spawn_wait(&own, &at(&empty));
    let impatient = spawn_wait(&Context::new(), &at(&empty).service_absence(Duration::ZERO));
    let button = Cancellation::new();
    let cancelled = spawn_wait(&Context::new(), &at(&empty).cancellation(&button));
    let monitor = Arc::new(own.monitor(&MonitorOptions::new()));
    while monitor.next_event(Some(Duration::from_millis(500))).is_ok() {}
    let watching = thread::spawn({
        let monitor = Arc::clone(&monitor);
        move || monitor.next_event(Some(TIME))
    });
    thread::sleep(Duration::from_millis(300));
    let frozen = Frozen::now();
    assert_eq!(status(joined("a wait in progress", timed)), Status::ServiceNotResponding);
    let error = joined("a wait that puts up with no absence", impatient);
    assert_eq!(status(error), Status::ServiceNotResponding);
    bounded("Cancellation::cancel", move || button.cancel());
    assert_eq!(status(joined("a cancelled wait", cancelled)), Status::Cancelled);
    let event = joined("next_event in progress", watching);
    assert!(matches!(event, Ok(Event::CardRemoved { .. })), "{event:?}");
    let events: Vec<_> = std::iter::from_fn(|| monitor.next_event(Some(Duration::ZERO)).ok())
        .filter(|event| !matches!(event, Event::ReaderLeft { .. }))
        .take(1)
        .collect();
    let [Event::ServiceStopped { reason, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(reason.status(), Status::ServiceNotResponding);
    bounded("dropping a monitor", move || drop(monitor));

    // An open card that no other program is using.
    let (link_back, said) = bounded("beginning a transaction", move || {
        let said = link.begin_transaction();
        (link, said)
    });
    assert_eq!(status(said), Status::ServiceNotResponding);
    link = link_back;

    bounded("dropping a link", move || drop(second));

    calls_that_begin(&empty);
    #[cfg(feature = "capi")]
    {
        c_calls(&empty);
        bounded("freeing a card", move || {
            jpkicard::internal::capi::jpki_card_free(std::ptr::without_provenance_mut(c_card));
        });
    }

    // However often it is called, leftovers do not accumulate.
    let mut most = 0;
    for _ in 0..4 {
        let calls: Vec<_> = (0..3).map(|_| thread::spawn(|| status(context().readers()))).collect();
        for call in calls {
            assert_eq!(joined("readers", call), Status::ServiceNotResponding);
        }
        most = most.max(in_use().0);
    }
    assert!(most < before.0 + 20, "{most} threads, {} before", before.0);

    assert!(!patient.is_finished(), "a wait without end has ended");
    drop(frozen);

    // It continues: so does the wait without timeout, and nothing else is left.
    let second = Card::insert(service.port(2));
    let found = joined("the wait that went on", patient).unwrap();
    assert_eq!(*found.reader_name(), empty);
    drop((found, second));
    link.begin_transaction().unwrap();
    link.end_transaction().unwrap();
    until(&format!("more threads or descriptors than {before:?}"), || {
        let now = in_use();
        now.0 <= before.0 && now.1 <= before.1
    });

    // Frozen for a while only.
    let going_on = spawn_wait(&own, &at(&empty).timeout(Some(HANG)));
    thread::sleep(Duration::from_millis(300));
    let frozen = Frozen::now();
    thread::sleep(Duration::from_secs(5));
    assert!(!going_on.is_finished());
    drop(frozen);
    let third = Card::insert(service.port(2));
    assert_eq!(*joined("a wait beyond 5 s", going_on).unwrap().reader_name(), empty);
    drop((link, card, third));
}

/// The handle of a card, as a number that may go to another thread.
#[cfg(feature = "capi")]
#[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
fn c_open(reader: &ReaderName) -> usize {
    use std::ptr::{null, null_mut};

    use jpkicard::internal::capi::*;

    let (mut context, mut card, name) = (null_mut(), null_mut(), reader.as_c_str());
    unsafe {
        assert_eq!(jpki_context_new(&mut context, null_mut()), JPKI_OK);
        let found =
            jpki_card_wait(context, name.as_ptr(), 10_000, 0, null(), &mut card, null_mut());
        assert_eq!(found, JPKI_OK);
        jpki_context_free(context);
    }
    card.addr()
}

/// The same with the C functions.
#[cfg(feature = "capi")]
#[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
fn c_calls(reader: &ReaderName) {
    use std::ptr::{null, null_mut};

    use jpkicard::internal::capi::*;

    let name = reader.as_c_str().to_owned();
    bounded("the C functions", move || unsafe {
        let (mut context, mut readers, mut card, mut monitor, mut button) =
            (null_mut(), null_mut(), null_mut(), null_mut(), null_mut());
        let mut presence = 0;
        let none = null_mut();
        let mut event: jpki_event = std::mem::zeroed();
        event.struct_size = u32::try_from(size_of::<jpki_event>()).unwrap();
        assert_eq!(jpki_context_new(&mut context, none), JPKI_OK);
        assert_eq!(
            jpki_context_set_timeout(context, JPKI_TIMEOUT_TRANSACTION, 1_000, none),
            JPKI_OK
        );
        const SILENT: i32 = JPKI_ERROR_SERVICE_NOT_RESPONDING;
        assert_eq!(jpki_context_readers(context, &mut readers, none), SILENT);
        let status = jpki_context_reader_status(context, name.as_ptr(), &mut presence, none);
        assert_eq!(status, SILENT);
        assert_eq!(jpki_card_wait(context, null(), 2_000, 0, null(), &mut card, none), SILENT);
        let waited =
            jpki_card_wait(context, null(), 1_000, JPKI_WAIT_FOR_SERVICE, null(), &mut card, none);
        assert_eq!(waited, SILENT);
        assert_eq!(jpki_monitor_new(context, null(), 0, &mut monitor, none), JPKI_OK);
        assert_eq!(jpki_monitor_next(monitor, 1_000, null(), &mut event, none), JPKI_OK);
        assert_eq!((event.event, event.reason), (JPKI_EVENT_SERVICE_STOPPED, SILENT));
        // Without a timeout it waits until the button is pressed.
        assert_eq!(jpki_cancellation_new(&mut button, none), JPKI_OK);
        let (handles, pressed) = ((context.addr(), button.addr()), button);
        let waiting = thread::spawn(move || {
            let (context, button) = handles;
            let mut card = null_mut();
            jpki_card_wait(
                std::ptr::without_provenance_mut(context),
                null(),
                JPKI_WAIT_FOREVER,
                0,
                std::ptr::without_provenance(button),
                &mut card,
                null_mut(),
            )
        });
        thread::sleep(Duration::from_millis(1_500));
        assert!(!waiting.is_finished());
        assert_eq!(jpki_cancellation_cancel(pressed, none), JPKI_OK);
        assert_eq!(joined("a cancelled wait of C's", waiting), JPKI_ERROR_CANCELLED);
        let status = jpki_monitor_next(monitor, -1, pressed, &mut event, none);
        assert_eq!(status, JPKI_ERROR_CANCELLED);
        jpki_cancellation_free(pressed);
        assert_eq!(jpki_context_cancel(context, none), JPKI_OK);
        jpki_monitor_free(monitor);
        jpki_context_free(context);
    });
}

const CHILD: &str = "JPKICARD_TEST_MUTE_SOCKET";

/// The child: libpcsclite reads the socket's name once per process.
#[test]
fn child() {
    if std::env::var_os(CHILD).is_some() {
        calls_that_begin(&ReaderName::new("reader").unwrap());
    }
}

#[test]
fn a_socket_at_which_nobody_answers_keeps_nobody_longer_than_allowed() {
    let path = std::env::temp_dir().join(format!("jpkicard-mute-{}", std::process::id()));
    let _ = fs::remove_file(&path);
    let _listener = UnixListener::bind(&path).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env("PCSCLITE_CSOCK_NAME", &path)
        .env(CHILD, "1")
        .output()
        .unwrap();
    fs::remove_file(&path).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("a cancelled monitor"), "{text}");
}
