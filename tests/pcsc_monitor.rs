//! The monitor of readers and cards, at real PC/SC readers.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]
#![allow(clippy::arithmetic_side_effects, reason = "a test")]

mod support;

use std::net::Ipv4Addr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{
    CardKind, CardPresence, Context, Event, Monitor, MonitorOptions, ReaderName, WaitOptions,
};
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{Token, VirtualCard, VirtualReader};
use support::card::{Card, MUTE, Whim};
use support::figure::figure;
use support::pcscd::{pcscd, until};

/// Longer than anything takes.
const LONG: Option<Duration> = Some(Duration::from_secs(20));
/// Long enough for anything expected to have arrived.
const SHORT: Option<Duration> = Some(Duration::from_millis(100));
const READERS: usize = 4;

/// The four readers, empty, for one test at a time.
fn desk() -> MutexGuard<'static, ()> {
    static DESK: Mutex<()> = Mutex::new(());
    let desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    (0..READERS).for_each(|number| until_presence(number, CardPresence::Empty));
    desk
}

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn until_presence(number: usize, wanted: CardPresence) {
    until(&format!("reader {number} is not {wanted:?}"), || {
        Context::new().reader_status(&reader(number)).is_ok_and(|status| status.card == wanted)
    });
}

fn plug(number: usize, token: Token) -> Plug {
    let card = VirtualCard::builder().token(token).build().unwrap();
    Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(number)), VirtualReader::new(card)).unwrap()
}

/// An event in a word or two: `+` arrived, `-` left, then the number of the reader;
/// `in` and `out` are cards.
fn described(event: &Event, readers: &[ReaderName]) -> String {
    let at = |name: &ReaderName| readers.iter().position(|reader| reader == name).unwrap();
    match event {
        Event::ReaderArrived { reader, .. } => format!("+{}", at(reader)),
        Event::ReaderLeft { reader, .. } => format!("-{}", at(reader)),
        Event::CardInserted { reader, kind, .. } => match kind {
            None => format!("in {}", at(reader)),
            Some(CardKind::NotIdentified(error)) => {
                format!("in {} {}", at(reader), error.status().name())
            }
            Some(CardKind::Token(kind)) => format!("in {} {kind:?}", at(reader)),
            Some(kind) => format!("in {} {kind:?}", at(reader)),
        },
        Event::CardRemoved { reader, .. } => format!("out {}", at(reader)),
        Event::ServiceStopped { reason, .. } => reason.status().name().to_owned(),
        Event::ServiceStarted => "started".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// A monitor, and the readers' names for its events.
struct Desk {
    readers: Vec<ReaderName>,
    monitor: Monitor,
}

impl Desk {
    fn new(context: &Context, identify: bool) -> Self {
        let monitor = context.monitor(&MonitorOptions::new().identify(identify));
        Self { readers: (0..READERS).map(reader).collect(), monitor }
    }

    fn next(&self) -> String {
        described(&self.monitor.next_event(LONG).unwrap(), &self.readers)
    }

    fn next_few(&self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.next()).collect()
    }

    fn sorted(&self, count: usize) -> Vec<String> {
        let mut events = self.next_few(count);
        events.sort();
        events
    }

    fn status(&self, timeout: Option<Duration>) -> Status {
        self.monitor.next_event(timeout).unwrap_err().status()
    }
}

const ARRIVED: [&str; READERS] = ["+0", "+1", "+2", "+3"];

#[test]
fn what_is_there_comes_first_and_then_what_changes() {
    let _desk = desk();
    let first = plug(0, Token::MyNumberCard);
    let second = Card::insert_foreign(pcscd().port(2));
    until_presence(0, CardPresence::Present);
    until_presence(2, CardPresence::Present);
    let desk = Desk::new(&Context::new(), true);
    assert_eq!(desk.next_few(READERS), ARRIVED);
    assert_eq!(desk.next_few(2), ["in 0 MyNumberCard", "in 2 Other"]);
    assert_eq!(desk.status(SHORT), Status::TimedOut);
    assert_eq!(desk.status(Some(Duration::ZERO)), Status::TimedOut);

    // At several readers at once.
    let third = plug(1, Token::Android);
    let fourth = plug(3, Token::Iphone);
    assert_eq!(desk.sorted(2), ["in 1 Android", "in 3 Iphone"]);
    first.leave();
    second.remove();
    assert_eq!(desk.sorted(2), ["out 0", "out 2"]);
    third.leave();
    fourth.leave();
    assert_eq!(desk.sorted(2), ["out 1", "out 3"]);
    let first = plug(0, Token::ResidentRegistryCard);
    // It has the application, but no readable token information.
    let second = Card::insert(pcscd().port(1));
    let _mute = Card::insert_with(pcscd().port(2), true, &MUTE);
    let kinds = ["in 0 ResidentRegistryCard", "in 1 Unknown", "in 2 JPKI_ERROR_CARD_UNRESPONSIVE"];
    assert_eq!(desk.sorted(3), kinds);
    assert_eq!(desk.status(SHORT), Status::TimedOut);
    // Nothing is left open.
    assert!(second.commands().len() <= 4);
    drop((first, second));
    assert_eq!(desk.sorted(2), ["out 0", "out 1"]);
}

#[test]
fn a_card_that_cannot_be_queried_is_reported_all_the_same() {
    let _desk = desk();
    let card = Card::insert(pcscd().port(0));
    until_presence(0, CardPresence::Present);
    let program = pcsc::Context::establish(pcsc::Scope::User).unwrap();
    let connect = || {
        let name = reader(0).as_c_str().to_owned();
        program.connect(&name, pcsc::ShareMode::Exclusive, pcsc::Protocols::ANY).ok().unwrap()
    };
    let keeper = connect();
    card.clear_events();
    let desk = Desk::new(&Context::new(), true);
    assert_eq!(desk.next_few(READERS), ARRIVED);
    assert_eq!(desk.next(), "in 0 JPKI_ERROR_SHARING_VIOLATION");
    assert_eq!(card.commands().len(), 0);
    assert!(keeper.disconnect(pcsc::Disposition::LeaveCard).is_ok());
    assert_eq!(desk.status(SHORT), Status::TimedOut);

    // One that fails is queried again, and finally reported as failing.
    card.remove();
    assert_eq!(desk.next(), "out 0");
    let card = Card::insert(pcscd().port(0));
    card.next([Whim::Answer(vec![0x90]), Whim::Answer(vec![0x90])]);
    assert_eq!(desk.next(), "in 0 Unknown");
    card.remove();
    assert_eq!(desk.next(), "out 0");
    let card = Card::insert(pcscd().port(0));
    card.next((0..9).map(|_| Whim::Answer(vec![0x90])));
    assert_eq!(desk.next(), "in 0 JPKI_ERROR_CARD_ANSWER");
    assert_eq!(desk.status(SHORT), Status::TimedOut);
    card.remove();
    assert_eq!(desk.next(), "out 0");
    // One that leaves while being queried.
    let card = Card::insert(pcscd().port(0));
    card.next([Whim::Leave]);
    let inserted = desk.next();
    assert!(["in 0 JPKI_ERROR_CARD_REMOVED", "in 0 JPKI_ERROR_NO_CARD"].contains(&&*inserted));
    assert_eq!(desk.next(), "out 0");
}

#[test]
fn an_exchange_is_reported_even_if_nobody_waited() {
    let _desk = desk();
    let first = Card::insert(pcscd().port(0));
    until_presence(0, CardPresence::Present);
    let desk = Desk::new(&Context::new(), true);
    // Known to be there, but not yet reported or identified.
    assert_eq!(desk.next(), "+0");
    first.remove();
    until_presence(0, CardPresence::Empty);
    let second = Card::insert_foreign(pcscd().port(0));
    until_presence(0, CardPresence::Present);
    assert_eq!(desk.next_few(3), ["+1", "+2", "+3"]);
    // It is not reported with the kind of its successor.
    let events = desk.next_few(3);
    assert_eq!(events, ["in 0 JPKI_ERROR_CARD_REMOVED", "out 0", "in 0 Other"]);
    second.remove();
    until_presence(0, CardPresence::Empty);
    let third = plug(0, Token::MyNumberCard);
    until_presence(0, CardPresence::Present);
    assert_eq!(desk.next_few(2), ["out 0", "in 0 MyNumberCard"]);
    assert_eq!(desk.status(SHORT), Status::TimedOut);
    third.leave();
    until_presence(0, CardPresence::Empty);
    // What came and left in the meantime is not reported.
    plug(1, Token::MyNumberCard).leave();
    assert_eq!(desk.next(), "out 0");
    assert_eq!(desk.status(SHORT), Status::TimedOut);
}

#[test]
fn a_cancel_from_any_thread_ends_the_call_and_loses_no_event() {
    let _desk = desk();
    let context = Context::new();
    let desk = Desk::new(&context, false);
    assert_eq!(desk.next_few(READERS), ARRIVED);
    // Without a call in progress it has no effect.
    context.cancel();
    assert_eq!(desk.status(SHORT), Status::TimedOut);

    // Four threads cancel while cards come and go.
    let over = Mutex::new(false);
    let (events, cancels) = thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !*over.lock().unwrap() {
                    context.cancel();
                    thread::sleep(Duration::from_micros(300));
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..3 {
                let card = Card::insert(pcscd().port(0));
                until_presence(0, CardPresence::Present);
                card.remove();
                until_presence(0, CardPresence::Empty);
            }
            *over.lock().unwrap() = true;
        });
        let (mut events, mut cancels) = (Vec::new(), 0);
        while !*over.lock().unwrap() {
            match desk.monitor.next_event(Some(Duration::from_secs(1))) {
                Ok(event) => events.push(described(&event, &desk.readers)),
                // No more cancels.
                Err(error) if error.status() == Status::TimedOut => {}
                Err(error) => {
                    assert_eq!(error.status(), Status::Cancelled);
                    cancels += 1;
                }
            }
        }
        (events, cancels)
    });
    figure!("monitor: {cancels} calls cancelled from 4 threads, no event of {} lost", events.len());
    assert!(cancels > 100, "{cancels}");
    let mut events = events;
    while let Ok(event) = desk.monitor.next_event(SHORT) {
        events.push(described(&event, &desk.readers));
    }
    assert_eq!(events, ["in 0", "out 0"].repeat(3));

    // While a slow card is being identified: immediately after the step, and it is identified
    // again.
    let desk = Desk::new(&context, true);
    assert_eq!(desk.next_few(READERS), ARRIVED);
    let card = Card::insert(pcscd().port(0));
    card.next([Whim::Wait(Duration::from_millis(500))]);
    thread::scope(|scope| {
        let call = scope.spawn(|| desk.status(None));
        until("the card is not asked", || !card.commands().is_empty());
        context.cancel();
        assert_eq!(call.join().unwrap(), Status::Cancelled);
    });
    assert_eq!(card.commands().len(), 1);
    assert_eq!(desk.next(), "in 0 Unknown");
}

#[test]
fn monitors_waits_and_threads_do_not_disturb_one_another() {
    let _desk = desk();
    let context = Context::new();
    let desks = [Desk::new(&context, true), Desk::new(&context, false)];
    for desk in &desks {
        assert_eq!(desk.next_few(READERS), ARRIVED);
    }
    let card = thread::scope(|scope| {
        let waiting = scope.spawn(|| context.wait_for_card(&WaitOptions::new().timeout(LONG)));
        let calls: Vec<_> = desks.iter().map(|desk| scope.spawn(|| desk.next())).collect();
        let card = Card::insert(pcscd().port(3));
        let events: Vec<_> = calls.into_iter().map(|call| call.join().unwrap()).collect();
        assert_eq!(events, ["in 3 Unknown", "in 3"]);
        assert_eq!(*waiting.join().unwrap().unwrap().reader_name(), reader(3));
        card
    });
    // Two threads at one monitor: each event goes to one of them, and the waiting one keeps its
    // timeout.
    let desk = &desks[1];
    thread::scope(|scope| {
        let calls = [0, 1].map(|_| scope.spawn(|| desk.next()));
        thread::sleep(Duration::from_millis(50));
        let started = Instant::now();
        assert_eq!(desk.status(SHORT), Status::TimedOut);
        assert!(started.elapsed() < Duration::from_secs(2));
        card.remove();
        until_presence(3, CardPresence::Empty);
        let _card = Card::insert(pcscd().port(3));
        let mut events = calls.map(|call| call.join().unwrap());
        events.sort();
        assert_eq!(events, ["in 3", "out 3"]);
    });
    assert_eq!(desk.next(), "out 3");
    // The other had no call in progress; what it missed is reduced to this.
    assert_eq!(desks[0].next(), "out 3");
    // One of two monitors is closed.
    thread::scope(|scope| {
        let calls = [0, 1].map(|_| scope.spawn(|| desk.status(None)));
        let other = scope.spawn(|| desks[0].next());
        thread::sleep(Duration::from_millis(50));
        desk.monitor.close();
        assert_eq!(calls.map(|call| call.join().unwrap()), [Status::Cancelled; 2]);
        assert!(!other.is_finished());
        let _card = Card::insert_foreign(pcscd().port(3));
        assert_eq!(other.join().unwrap(), "in 3 Other");
    });
    assert_eq!(desk.status(None), Status::Cancelled);
    assert!(desk.monitor.events().next().is_none());
    assert_eq!(desks[0].next(), "out 3");
    // The events end with the context.
    thread::scope(|scope| {
        let events = scope.spawn(|| desks[0].monitor.events().map(Result::unwrap_err).count());
        thread::sleep(Duration::from_millis(50));
        context.cancel();
        thread::sleep(Duration::from_millis(50));
        assert!(!events.is_finished());
        context.close();
        assert_eq!(events.join().unwrap(), 1);
    });
    assert_eq!(context.monitor(&MonitorOptions::new()).events().count(), 0);
}

/// How often this thread has slept.
fn sleeps() -> u64 {
    let status = std::fs::read_to_string("/proc/thread-self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    line.unwrap().trim().parse().unwrap()
}

#[test]
fn an_idle_monitor_sleeps() {
    let _desk = desk();
    let desk = Desk::new(&Context::new(), true);
    assert_eq!(desk.next_few(READERS), ARRIVED);
    let before = sleeps();
    assert_eq!(desk.status(Some(Duration::from_secs(2))), Status::TimedOut);
    let idle = sleeps() - before;
    figure!("idle monitor: asleep {idle} times in 2 s");
    // A few messages to and from the service, whatever the time; polling would need hundreds.
    assert!(idle <= 20, "{idle}");
}

#[test]
fn a_restarted_service_is_reported_with_all_that_left_and_arrived() {
    let _desk = desk();
    let context = Context::new();
    for crash in [false, true] {
        let card = plug(1, Token::MyNumberCard);
        until_presence(1, CardPresence::Present);
        let desk = Desk::new(&context, true);
        assert_eq!(desk.next_few(READERS), ARRIVED);
        assert_eq!(desk.next(), "in 1 MyNumberCard");
        let stopped = thread::scope(|scope| {
            let call = scope.spawn(|| desk.next_few(READERS + 2));
            thread::sleep(Duration::from_millis(50));
            if crash {
                pcscd().kill()
            } else {
                pcscd().stop()
            }
            call.join().unwrap()
        });
        drop(card);
        let out = stopped.iter().position(|event| event == "out 1").unwrap();
        assert_eq!(stopped.iter().position(|event| event == "-1"), Some(out + 1));
        assert_eq!(stopped.last().unwrap(), "JPKI_ERROR_SERVICE_NOT_RUNNING");
        let mut sorted = stopped.clone();
        sorted.sort();
        assert_eq!(sorted[..4], ["-0", "-1", "-2", "-3"], "{stopped:?}");

        // Unavailable: reported once, however long it takes; a cancel ends the wait immediately.
        assert_eq!(desk.status(Some(Duration::from_millis(600))), Status::TimedOut);
        assert_eq!(desk.status(Some(Duration::ZERO)), Status::TimedOut);
        let late = Desk { monitor: context.monitor(&MonitorOptions::new()), readers: vec![] };
        assert_eq!(late.next(), "JPKI_ERROR_SERVICE_NOT_RUNNING");
        for _ in 0..20 {
            thread::scope(|scope| {
                let call = scope.spawn(|| desk.status(None));
                thread::sleep(Duration::from_millis(30));
                let cancelled = Instant::now();
                // On a busy machine the call may not have begun.
                while !call.is_finished() {
                    context.cancel();
                    thread::yield_now();
                }
                assert_eq!(call.join().unwrap(), Status::Cancelled);
                assert!(cancelled.elapsed() < Duration::from_secs(1));
            });
        }

        let back = thread::scope(|scope| {
            let call = scope.spawn(|| desk.next_few(READERS + 2));
            pcscd().restart();
            let card = plug(1, Token::Android);
            (call.join().unwrap(), card)
        });
        assert_eq!(back.0[0], "started");
        let mut readers: Vec<_> =
            back.0.iter().filter(|event| event.starts_with('+')).cloned().collect();
        readers.sort();
        assert_eq!(readers, ARRIVED, "{:?}", back.0);
        assert!(back.0.contains(&"in 1 Android".to_owned()), "{:?}", back.0);
        assert_eq!(late.monitor.next_event(LONG), Ok(Event::ServiceStarted));
        drop(back);
        assert_eq!(desk.next(), "out 1");
    }
}

/// The same with the C functions.
#[cfg(feature = "capi")]
mod c {
    use std::ffi::CStr;
    use std::ptr::{null, null_mut};

    use jpkicard::internal::capi::*;

    use super::*;

    /// A monitor's handle, for several threads.
    #[derive(Clone, Copy)]
    struct Handle(*mut jpki_monitor);

    // SAFETY: a handle is a number; any thread may use it.
    #[allow(unsafe_code)]
    unsafe impl Send for Handle {}
    // SAFETY: as above.
    #[allow(unsafe_code)]
    unsafe impl Sync for Handle {}

    fn event() -> jpki_event {
        // SAFETY: integers, for which any bits are valid; filled by an earlier call.
        #[allow(unsafe_code)]
        let mut event: jpki_event = unsafe { std::mem::transmute([0x55_u8; 284]) };
        event.struct_size = 284;
        event
    }

    impl Handle {
        fn next(self, timeout: i32) -> (jpki_status, jpki_event) {
            let mut event = event();
            // SAFETY: `event` has its stated size.
            #[allow(unsafe_code)]
            let status =
                unsafe { jpki_monitor_next(self.0, timeout, null(), &mut event, null_mut()) };
            (status, event)
        }
    }

    fn context() -> *mut jpki_context {
        let mut context = null_mut();
        // SAFETY: the pointer is valid.
        #[allow(unsafe_code)]
        let status = unsafe { jpki_context_new(&mut context, null_mut()) };
        assert_eq!(status, JPKI_OK);
        context
    }

    fn monitor(context: *mut jpki_context, flags: u32) -> (jpki_status, Handle) {
        let mut monitor = std::ptr::without_provenance_mut(7);
        // SAFETY: the pointer is valid.
        #[allow(unsafe_code)]
        let status = unsafe { jpki_monitor_new(context, null(), flags, &mut monitor, null_mut()) };
        (status, Handle(monitor))
    }

    fn name(event: &jpki_event) -> Vec<u8> {
        let bytes: Vec<u8> = event.reader.iter().map(|byte| *byte as u8).collect();
        CStr::from_bytes_until_nul(&bytes).unwrap().to_bytes().to_vec()
    }

    #[test]
    #[allow(unsafe_code)]
    fn a_monitor_of_one_reader_tells_of_no_other() {
        let _desk = desk();
        let context = context();
        let one = reader(1);
        let mut monitor = null_mut();
        // SAFETY: the pointers are to live variables.
        let status = unsafe {
            let name = one.as_c_str().as_ptr();
            jpki_monitor_new(context, name, 0, &mut monitor, null_mut())
        };
        assert_eq!(status, JPKI_OK);
        let monitor = Handle(monitor);
        let _other = plug(2, Token::Iphone);
        let (status, event) = monitor.next(20_000);
        assert_eq!((status, event.event), (JPKI_OK, JPKI_EVENT_READER_ARRIVED));
        assert_eq!(name(&event), one.as_bytes());
        assert_eq!(monitor.next(1_000).0, JPKI_ERROR_TIMED_OUT);
        jpki_monitor_free(monitor.0);
        jpki_context_free(context);
    }

    #[test]
    fn events_come_as_numbers() {
        let _desk = desk();
        let context = context();
        let (status, monitor) = monitor(context, JPKI_MONITOR_IDENTIFY);
        assert_eq!(status, JPKI_OK);
        for number in 0..READERS {
            let (status, event) = monitor.next(20_000);
            assert_eq!((status, event.event), (JPKI_OK, JPKI_EVENT_READER_ARRIVED));
            assert_eq!(name(&event), reader(number).as_bytes());
            assert_eq!((event.card_kind, event.reserved), (JPKI_CARD_NOT_ASKED, 0));
            assert_eq!((event.token_kind, event.reason), (JPKI_TOKEN_UNKNOWN, JPKI_OK));
        }
        let (status, event) = monitor.next(0);
        assert_eq!((status, event.event), (JPKI_ERROR_TIMED_OUT, JPKI_EVENT_NONE));
        assert_eq!((event.struct_size, name(&event)), (284, vec![]));
        let expect = |wanted: (i32, i32, i32, i32)| {
            let (status, event) = monitor.next(20_000);
            let got = (event.event, event.card_kind, event.token_kind, event.reason);
            assert_eq!((status, got), (JPKI_OK, wanted));
            assert_eq!(name(&event), reader(2).as_bytes());
        };
        let phone = plug(2, Token::Iphone);
        expect((JPKI_EVENT_CARD_INSERTED, JPKI_CARD_TOKEN, JPKI_TOKEN_IPHONE, JPKI_OK));
        phone.leave();
        expect((JPKI_EVENT_CARD_REMOVED, JPKI_CARD_NOT_ASKED, JPKI_TOKEN_UNKNOWN, JPKI_OK));
        let _card = Card::insert_with(pcscd().port(2), true, &MUTE);
        let reason = JPKI_ERROR_CARD_UNRESPONSIVE;
        expect((JPKI_EVENT_CARD_INSERTED, JPKI_CARD_NOT_IDENTIFIED, JPKI_TOKEN_UNKNOWN, reason));
        jpki_monitor_free(monitor.0);
        jpki_context_free(context);
    }

    #[test]
    fn misuse_and_the_end_in_another_thread_are_statuses() {
        let _desk = desk();
        let context = context();
        assert_eq!(monitor(null_mut(), 0).0, JPKI_ERROR_HANDLE);
        let (status, refused) = monitor(context, 2);
        assert_eq!((status, refused.0), (JPKI_ERROR_ARGUMENT, null_mut()));
        assert_eq!(refused.next(0).0, JPKI_ERROR_HANDLE);
        let (_, first) = monitor(context, 0);
        for refused in [-2, 86_400_001, i32::MAX] {
            assert_eq!(first.next(refused).0, JPKI_ERROR_ARGUMENT);
        }
        for size in [0, 283, 5000] {
            let mut small = event();
            small.struct_size = size;
            // SAFETY: the size is refused before anything is written.
            #[allow(unsafe_code)]
            let status = unsafe { jpki_monitor_next(first.0, 0, null(), &mut small, null_mut()) };
            assert_eq!((status, small.event), (JPKI_ERROR_ARGUMENT, 0x5555_5555));
        }
        // SAFETY: null is refused.
        #[allow(unsafe_code)]
        let status = unsafe { jpki_monitor_next(first.0, 0, null(), null_mut(), null_mut()) };
        assert_eq!(status, JPKI_ERROR_ARGUMENT);
        (0..READERS).for_each(|_| assert_eq!(first.next(20_000).0, JPKI_OK));

        // Cancelled, freed, and the context freed while others are in it.
        let ended = |handle: Handle, end: &dyn Fn()| {
            thread::scope(|scope| {
                let calls = [0, 1, 2].map(|_| scope.spawn(move || handle.next(-1)));
                thread::sleep(Duration::from_millis(100));
                assert!(!calls.iter().any(|call| call.is_finished()));
                let started = Instant::now();
                end();
                for call in calls {
                    let (status, event) = call.join().unwrap();
                    assert_eq!((status, event.event), (JPKI_ERROR_CANCELLED, JPKI_EVENT_NONE));
                }
                assert!(started.elapsed() < Duration::from_secs(2));
            });
        };
        // SAFETY: a handle may be anything.
        #[allow(unsafe_code)]
        let cancel = || assert_eq!(unsafe { jpki_context_cancel(context, null_mut()) }, JPKI_OK);
        ended(first, &cancel);
        ended(first, &|| jpki_monitor_free(first.0));
        assert_eq!(first.next(-1).0, JPKI_ERROR_HANDLE);
        jpki_monitor_free(first.0);
        jpki_monitor_free(null_mut());
        let (_, second) = monitor(context, 0);
        (0..READERS).for_each(|_| assert_eq!(second.next(20_000).0, JPKI_OK));
        ended(second, &|| jpki_context_free(context));
        assert_eq!(second.next(-1).0, JPKI_ERROR_CANCELLED);
        assert_eq!(monitor(context, 0).0, JPKI_ERROR_HANDLE);
        jpki_monitor_free(second.0);
    }

    use std::ffi::{c_char, c_void};
    use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

    static CALLED_BACK: AtomicUsize = AtomicUsize::new(0);
    static NESTED: AtomicI32 = AtomicI32::new(0);

    extern "C" fn call_again(monitor: *mut c_void, _: i32, _: *const c_char) {
        NESTED.store(Handle(monitor.cast()).next(-1).0, Ordering::SeqCst);
        CALLED_BACK.fetch_add(1, Ordering::SeqCst);
    }

    #[test]
    fn a_log_callback_does_not_wait_for_the_monitor_that_called_it() {
        let _desk = desk();
        let context = context();
        let (_, monitor) = monitor(context, JPKI_MONITOR_IDENTIFY);
        (0..READERS).for_each(|_| assert_eq!(monitor.next(20_000).0, JPKI_OK));
        let log = |callback, level| {
            // SAFETY: the callback accepts any handle.
            #[allow(unsafe_code)]
            let status = unsafe { jpki_log_set(callback, monitor.0.cast(), level, null_mut()) };
            assert_eq!(status, JPKI_OK);
        };
        log(Some(call_again), JPKI_LOG_TRACE);
        let _phone = plug(0, Token::Android);
        let (status, event) = monitor.next(20_000);
        log(None, JPKI_LOG_OFF);
        assert_eq!((status, event.token_kind), (JPKI_OK, JPKI_TOKEN_ANDROID));
        assert!(CALLED_BACK.load(Ordering::SeqCst) >= 2);
        assert_eq!(NESTED.load(Ordering::SeqCst), JPKI_ERROR_REENTERED);
        jpki_context_free(context);
        jpki_monitor_free(monitor.0);
    }
}
