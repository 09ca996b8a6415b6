//! A child of `fork` that uses what its parent made gets `Forked` immediately, sends nothing and
//! leaves the parent undisturbed, whatever the parent's threads were doing; what it makes itself
//! works.
#![cfg(all(target_os = "linux", feature = "capi", feature = "pcsc", feature = "virtual-card"))]
#![allow(unsafe_code, reason = "fork, and the C functions as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::ffi::{CStr, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use jpkicard::internal::capi::{
    JPKI_CERTIFICATE_AUTHENTICATION, JPKI_CREDENTIAL_PIN, JPKI_ERROR_FORKED, JPKI_ERROR_HANDLE,
    JPKI_LOG_OFF, JPKI_LOG_TRACE, JPKI_OK, JPKI_VIRTUAL_MY_NUMBER_CARD, jpki_card,
    jpki_card_begin_transaction, jpki_card_certificate, jpki_card_end_transaction, jpki_card_free,
    jpki_card_open_virtual, jpki_card_sign, jpki_card_tries, jpki_card_wait, jpki_certificate,
    jpki_certificate_data, jpki_certificate_free, jpki_context, jpki_context_cancel,
    jpki_context_free, jpki_context_new, jpki_context_readers, jpki_event, jpki_log_set,
    jpki_monitor_free, jpki_monitor_new, jpki_monitor_next, jpki_signature_free,
};
use jpkicard::pcsc::{Context, MonitorOptions, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Pin, SignRequest, Status};
use support::hooked_card::{At, HookedCard, Strike};
use support::pcscd::pcscd;

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(status: i32) -> !;
    fn alarm(seconds: u32) -> u32;
}

/// A child that hangs is killed after this time.
const SECONDS: u32 = 20;
const LIMIT: Duration = Duration::from_secs(20);

/// The log callback is process-wide, and so are the readers.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Runs `work` in a child; returns the number of the step that failed, 0 if none did, and a
/// negative number if it was killed, such as by the alarm.
fn in_child(work: impl FnOnce() -> i32) -> i32 {
    // SAFETY: the child makes the calls under test, and ends with `_exit`.
    let child = unsafe { fork() };
    assert!(child >= 0);
    if child == 0 {
        // SAFETY: as above.
        unsafe {
            alarm(SECONDS);
            let step = catch_unwind(AssertUnwindSafe(work)).unwrap_or(99);
            _exit(step)
        }
    }
    wait_for(child)
}

fn wait_for(child: i32) -> i32 {
    let mut status = 0;
    // SAFETY: a child of this process, waited for once.
    assert_eq!(unsafe { waitpid(child, &mut status, 0) }, child);
    if status & 0x7F == 0 { status >> 8 & 0xFF } else { -(status & 0x7F) }
}

fn number<T>(handle: *mut T) -> usize {
    handle.expose_provenance()
}

fn handle<T>(number: usize) -> *mut T {
    std::ptr::with_exposed_provenance_mut(number)
}

fn sign(card: usize) -> i32 {
    let mut signature = null_mut();
    let (pin, data) = (c"1234".as_ptr(), b"data".as_ptr());
    // SAFETY: the pointers are to live variables of the stated lengths.
    let status = unsafe {
        jpki_card_sign(handle(card), pin, 4, data, 4, null(), &mut signature, null_mut())
    };
    jpki_signature_free(signature);
    status
}

fn pin_status(card: usize) -> i32 {
    let (mut status, mut tries) = (0, 0);
    // SAFETY: the pointers are to live variables.
    unsafe {
        jpki_card_tries(handle(card), JPKI_CREDENTIAL_PIN, &mut status, &mut tries, null_mut())
    }
}

fn new_context() -> usize {
    let mut context: *mut jpki_context = null_mut();
    // SAFETY: the pointer is to a live variable.
    assert_eq!(unsafe { jpki_context_new(&mut context, null_mut()) }, JPKI_OK);
    number(context)
}

fn wait(context: usize, reader: &CStr) -> (i32, usize) {
    let mut card: *mut jpki_card = null_mut();
    // SAFETY: the pointers are to live variables; the name ends with a zero.
    let status = unsafe {
        jpki_card_wait(handle(context), reader.as_ptr(), 10_000, 0, null(), &mut card, null_mut())
    };
    (status, number(card))
}

fn open_virtual() -> usize {
    let mut card = null_mut();
    // SAFETY: the pointer is to a live variable.
    let status =
        unsafe { jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &mut card, null_mut()) };
    assert_eq!(status, JPKI_OK);
    number(card)
}

/// Each step that fails returns its number.
macro_rules! steps {
    ($($step:literal: $found:expr => $wanted:expr;)*) => {
        $(if $found != $wanted { return $step; })*
    };
}

#[test]
fn through_pcscd() {
    let _alone = alone();
    let names = pcscd().readers();
    let cards = [0, 2].map(|index| {
        let card = VirtualCard::builder().seed(index as u64).build().unwrap();
        let card = HookedCard::new(pcscd().port(index), card);
        card.insert();
        card
    });
    in_c(&names[0], &names[2], &cards[0]);
    in_rust(&names[0], &names[2], &cards[0]);
}

fn begin(card: usize) -> i32 {
    // SAFETY: a handle may be anything, and an error null.
    unsafe { jpki_card_begin_transaction(handle(card), null_mut()) }
}

fn end(card: usize) -> i32 {
    // SAFETY: as above.
    unsafe { jpki_card_end_transaction(handle(card), null_mut()) }
}

/// How long a certificate is; 0 if it is not known.
fn length_of(certificate: *mut jpki_certificate) -> usize {
    let mut length = 1;
    // SAFETY: the length is a live variable.
    let data = unsafe { jpki_certificate_data(certificate, &mut length) };
    assert_eq!(data.is_null(), length == 0);
    length
}

fn in_c(reader: &CStr, other: &CStr, on_reader: &HookedCard) {
    let context = new_context();
    let (status, card) = wait(context, reader);
    assert_eq!(status, JPKI_OK);
    let (mut monitor, mut certificate) = (null_mut(), null_mut());
    // SAFETY: the pointers are to live variables.
    unsafe {
        assert_eq!(jpki_monitor_new(handle(context), null(), 0, &mut monitor, null_mut()), JPKI_OK);
        let read = jpki_card_certificate(
            handle(card),
            JPKI_CERTIFICATE_AUTHENTICATION,
            &mut certificate,
            null_mut(),
        );
        assert_eq!(read, JPKI_OK);
    }
    let commands = || on_reader.look(|card| card.commands());
    let child = |own_reader: &CStr| {
        let before = commands();
        // SAFETY: the pointers are to live variables.
        let (next, listed, cancelled) = unsafe {
            let mut event: jpki_event = std::mem::zeroed();
            event.struct_size = u32::try_from(size_of::<jpki_event>()).unwrap();
            (
                jpki_monitor_next(monitor, -1, null(), &mut event, null_mut()),
                jpki_context_readers(handle(context), &mut null_mut(), null_mut()),
                jpki_context_cancel(handle(context), null_mut()),
            )
        };
        steps! {
            1: sign(card) => JPKI_ERROR_FORKED;
            2: pin_status(card) => JPKI_ERROR_FORKED;
            3: wait(context, reader).0 => JPKI_ERROR_FORKED;
            4: (next, listed, cancelled) => (JPKI_ERROR_FORKED, JPKI_ERROR_FORKED, JPKI_ERROR_FORKED);
            5: pin_status(2) => JPKI_ERROR_HANDLE;
            6: length_of(certificate) => 0;
            7: (begin(card), end(card)) => (JPKI_ERROR_FORKED, JPKI_ERROR_FORKED);
        }
        jpki_certificate_free(certificate);
        jpki_card_free(handle(card));
        jpki_monitor_free(monitor);
        jpki_context_free(handle(context));
        steps! {
            8: pin_status(card) => JPKI_ERROR_FORKED;
            9: commands() => before;
        }
        // The child's own work.
        let own = new_context();
        let (status, own_card) = wait(own, own_reader);
        steps! {
            10: status => JPKI_OK;
            11: sign(own_card) => JPKI_OK;
        }
        // A child of a child.
        let grandchild = in_child(|| {
            steps! {
                1: pin_status(own_card) => JPKI_ERROR_FORKED;
                2: pin_status(card) => JPKI_ERROR_FORKED;
                3: jpki_card_free(handle(own_card)) => ();
            }
            0
        });
        steps! {
            12: grandchild => 0;
            13: sign(own_card) => JPKI_OK;
        }
        jpki_card_free(handle(own_card));
        jpki_context_free(handle(own));
        0
    };
    assert_eq!(in_child(|| child(other)), 0);
    assert_eq!(sign(card), JPKI_OK, "the parent was disturbed");

    // Within a transaction of several jobs, which the child neither uses nor ends.
    assert_eq!((begin(card), sign(card)), (JPKI_OK, JPKI_OK));
    assert_eq!(in_child(|| child(other)), 0);
    assert_eq!((sign(card), end(card)), (JPKI_OK, JPKI_OK), "the transaction was disturbed");

    // While another thread is in a call.
    let (verified, is_verified) = channel();
    on_reader.strike(
        At::Verify,
        Strike::After(Box::new(move || {
            verified.send(()).unwrap();
            thread::sleep(Duration::from_millis(600));
        })),
    );
    let signing = thread::spawn(move || sign(card));
    is_verified.recv_timeout(LIMIT).unwrap();
    let forked = in_child(|| {
        steps! {
            1: pin_status(card) => JPKI_ERROR_FORKED;
            2: wait(context, reader).0 => JPKI_ERROR_FORKED;
        }
        jpki_card_free(handle(card));
        jpki_context_free(handle(context));
        let (status, own_card) = wait(new_context(), other);
        steps! {
            3: status => JPKI_OK;
            4: sign(own_card) => JPKI_OK;
        }
        0
    });
    assert_eq!(forked, 0);
    assert_eq!(signing.join().unwrap(), JPKI_OK);
    assert_eq!(on_reader.look(|card| card.pin_tries()), 3);
    jpki_certificate_free(certificate);
    jpki_card_free(handle(card));
    jpki_monitor_free(monitor);
    jpki_context_free(handle(context));
}

fn in_rust(reader: &CStr, other: &CStr, on_reader: &HookedCard) {
    let at = |name: &CStr| {
        let reader = ReaderName::from(name.to_owned());
        WaitOptions::new().reader(ReaderChoice::Named(reader)).timeout(Some(LIMIT))
    };
    let context = Context::new();
    let mut link = context.wait_for_card(&at(reader)).unwrap();
    let mut card = Card::new(context.wait_for_card(&at(reader)).unwrap());
    card.jpki().unwrap().pin_status().unwrap();
    let monitor = context.monitor(&MonitorOptions::new());
    while monitor.next_event(Some(Duration::from_millis(300))).is_ok() {}
    link.begin_transaction().unwrap();
    let before = on_reader.look(|card| card.commands());

    let status = |error: Option<jpkicard::Error>| error.map(|error| error.status());
    let forked = Some(Status::Forked);
    // The link is dropped in the child in the middle of the parent's transaction.
    let step = {
        let (link, card, monitor, context) = (&mut link, &mut card, &monitor, &context);
        in_child(move || {
            let reader = ReaderName::from(reader.to_owned());
            let mut answer = [0; 258];
            steps! {
                1: status(link.transmit(&[0, 0xA4, 0, 0], &mut answer).err()) => forked;
                2: status(link.end_transaction().err()) => forked;
                3: status(link.power_down().err()) => forked;
                4: status(card.jpki().err()) => forked;
                5: status(context.readers().err()) => forked;
                6: status(context.reader_status(&reader).err()) => forked;
                7: status(context.connect(&reader).err()) => forked;
                8: status(context.wait_for_card(&WaitOptions::new()).err()) => forked;
                9: status(monitor.next_event(None).err()) => forked;
                10: status(context.monitor(&MonitorOptions::new()).next_event(None).err()) => forked;
            }
            context.cancel();
            monitor.close();
            // SAFETY: the child ends with `_exit`, so none of them is dropped a second time.
            unsafe {
                drop(std::ptr::read(link));
                drop(std::ptr::read(card));
                drop(std::ptr::read(monitor));
                drop(std::ptr::read(context));
            }
            let Ok(own) = Context::new().wait_for_card(&at(other)) else { return 11 };
            let mut own = Card::new(own);
            let (pin, request) = (Pin::new(b"1234").unwrap(), SignRequest::data(b"data"));
            steps! {
                12: own.jpki().and_then(|mut jpki| jpki.sign(&pin, &request)).is_ok() => true;
            }
            0
        })
    };
    assert_eq!(step, 0);
    // The transaction is still the parent's, and the card has received nothing from the child.
    assert_eq!(on_reader.look(|card| card.commands()), before);
    let mut answer = [0; 258];
    assert_eq!(link.transmit(&[0, 0xA4, 0x04, 0x0C, 1, 0xA0], &mut answer).map(|_| ()), Ok(()));
    link.end_transaction().unwrap();
    card.jpki().unwrap().pin_status().unwrap();
}

#[test]
fn a_child_of_a_parent_whose_threads_hold_every_lock_does_not_hang() {
    let _alone = alone();
    let over = AtomicBool::new(false);
    let contexts: Vec<_> = (0..2).map(|_| new_context()).collect();
    thread::scope(|scope| {
        for context in &contexts {
            let over = &over;
            scope.spawn(move || {
                let card = open_virtual();
                while !over.load(Ordering::SeqCst) {
                    assert_eq!(pin_status(card), JPKI_OK);
                    // SAFETY: a handle may be anything.
                    unsafe { jpki_context_cancel(handle(*context), null_mut()) };
                    jpki_card_free(handle(open_virtual_quickly()));
                }
            });
        }
        let card = open_virtual();
        for round in 0..200 {
            let step = in_child(|| {
                steps! {
                    1: pin_status(card) => JPKI_ERROR_FORKED;
                    2: wait(contexts[0], c"no reader").0 => JPKI_ERROR_FORKED;
                }
                jpki_card_free(handle(card));
                jpki_context_free(handle(contexts[0]));
                let own = new_context();
                jpki_context_free(handle(own));
                0
            });
            assert_eq!(step, 0, "{round}");
        }
        over.store(true, Ordering::SeqCst);
    });
}

/// A context instead of a card: a handle that needs no keys.
fn open_virtual_quickly() -> usize {
    let context = new_context();
    jpki_context_free(handle(context));
    context
}

static IN_LOG: AtomicI32 = AtomicI32::new(-1);
static CARD: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn fork_in_log(_: *mut c_void, _: i32, _: *const c_char) {
    if IN_LOG.compare_exchange(-1, 0, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
        // SAFETY: the child continues in the call and ends with `_exit` once that returns.
        let child = unsafe { fork() };
        IN_LOG.store(child, Ordering::SeqCst);
    }
}

#[test]
fn a_child_forked_in_a_callback_does_not_go_on_with_the_call() {
    let _alone = alone();
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let mut card = Card::new(reader.connect().unwrap());
    CARD.store(open_virtual(), Ordering::SeqCst);
    // SAFETY: the callback accepts any call.
    let set = |level| unsafe { jpki_log_set(Some(fork_in_log), null_mut(), level, null_mut()) };
    assert_eq!(set(JPKI_LOG_TRACE), JPKI_OK);
    let (pin, request) = (Pin::new(b"1234").unwrap(), SignRequest::data(b"data"));
    let outcome = card.jpki().and_then(|mut jpki| jpki.sign(&pin, &request));
    if IN_LOG.load(Ordering::SeqCst) == 0 {
        // The child, whose copy of the card received what it sent.
        let forked = outcome.is_err_and(|error| error.status() == Status::Forked);
        let sent = reader.with_card(|card| card.commands()).unwrap();
        let verified = reader.with_card(|card| card.verify_commands()).unwrap();
        let in_c = pin_status(CARD.load(Ordering::SeqCst)) == JPKI_ERROR_FORKED;
        // SAFETY: as above.
        unsafe { _exit(i32::from(!(forked && in_c && sent == 1 && verified == 0))) }
    }
    let child = IN_LOG.load(Ordering::SeqCst);
    assert_eq!(set(JPKI_LOG_OFF), JPKI_OK);
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(wait_for(child), 0);
    jpki_card_free(handle(CARD.load(Ordering::SeqCst)));
}
#[test]
fn a_child_opens_contexts_though_its_parents_threads_do() {
    let _alone = alone();
    let names = pcscd().readers();
    let over = AtomicBool::new(false);
    let context = Context::new();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    Context::new().readers().unwrap();
                }
            });
        }
        // Asleep in the service.
        let empty = ReaderChoice::Named(ReaderName::from(names[1].clone()));
        let waiting = scope.spawn(|| context.wait_for_card(&WaitOptions::new().reader(empty)));
        thread::sleep(Duration::from_millis(100));
        let mut reports = Vec::new();
        for round in 0..100 {
            let step = in_child(|| {
                match Context::new().readers() {
                    Ok(names) => i32::from(names.is_empty()),
                    // The number of the status.
                    Err(error) => -error.status().code(),
                }
            });
            reports.extend((step != 0).then_some((round, step)));
        }
        over.store(true, Ordering::SeqCst);
        context.cancel();
        assert_eq!(reports, [], "the rounds, and what the child reported");
        assert_eq!(waiting.join().unwrap().unwrap_err().status(), Status::Cancelled);
    });
}
