//! The end of a C program in the middle of a call: freeing a card, a context or a monitor returns
//! once the calls on it have returned, with the key locked, and no callback that frees something
//! waits for itself or for another.
#![cfg(all(target_os = "linux", feature = "capi", feature = "pcsc", feature = "virtual-card"))]
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::ffi::{c_char, c_void};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use jpkicard::internal::capi::{
    JPKI_CREDENTIAL_PIN, JPKI_ERROR_CANCELLED, JPKI_ERROR_HANDLE, JPKI_LOG_OFF, JPKI_LOG_TRACE,
    JPKI_OK, JPKI_WAIT_FOREVER, jpki_card, jpki_card_free, jpki_card_sign, jpki_card_tries,
    jpki_card_wait, jpki_context, jpki_context_free, jpki_context_new, jpki_event, jpki_log_set,
    jpki_monitor, jpki_monitor_free, jpki_monitor_new, jpki_monitor_next, jpki_signature,
    jpki_signature_free,
};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use support::c_transport;
use support::hooked_card::{At, HookedCard, Strike};
use support::pcscd::pcscd;

/// Nothing takes this long unless it hangs.
const LIMIT: Duration = Duration::from_secs(20);
/// How long the card takes to sign.
const SIGNING: Duration = Duration::from_millis(400);

/// The log callback is process-wide, and so is the service.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A handle as a number, to send it to another thread.
fn number<T>(handle: *mut T) -> usize {
    handle.expose_provenance()
}

fn handle<T>(number: usize) -> *mut T {
    std::ptr::with_exposed_provenance_mut(number)
}

fn sign(card: usize) -> i32 {
    let mut signature: *mut jpki_signature = null_mut();
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

/// Runs `work` on its own thread.
fn start<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Receiver<R> {
    let (sender, receiver) = channel();
    thread::spawn(move || drop(sender.send(work())));
    receiver
}

/// A card that calls back at each signature, with the key open, and takes its time.
struct Slow {
    link: VirtualLink,
    at_signature: Box<dyn FnMut() + Send>,
    closed: Arc<AtomicBool>,
}

impl Transport for Slow {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> jpkicard::Result<usize> {
        if command[1] == 0x2A {
            (self.at_signature)();
        }
        self.link.transmit(command, response)
    }

    fn begin_transaction(&mut self) -> jpkicard::Result<()> {
        Ok(())
    }

    fn end_transaction(&mut self) -> jpkicard::Result<()> {
        Ok(())
    }

    fn power_down(&mut self) -> jpkicard::Result<()> {
        self.link.power_down()
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
    }
}

struct Desk {
    reader: VirtualReader,
    card: usize,
    closed: Arc<AtomicBool>,
}

impl Desk {
    fn new(at_signature: impl FnMut() + Send + 'static) -> Self {
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        let closed = Arc::new(AtomicBool::new(false));
        let slow = Slow {
            link: reader.connect().unwrap(),
            at_signature: Box::new(at_signature),
            closed: Arc::clone(&closed),
        };
        Self { reader, card: number(c_transport::open(slow)), closed }
    }

    fn is_over(&self) -> bool {
        let locked = self.reader.with_card(|card| !card.authentication_key_is_open());
        locked == Some(true) && self.closed.load(Ordering::SeqCst)
    }
}

/// Reports that it is signing, and takes its time.
fn slowly(in_callback: Sender<()>) -> impl FnMut() + Send {
    move || {
        in_callback.send(()).unwrap();
        thread::sleep(SIGNING);
    }
}

#[test]
fn a_card_that_was_freed_in_the_middle_of_a_signature_is_locked() {
    let _alone = alone();
    let (in_callback, is_at_work) = channel();
    let desk = Desk::new(slowly(in_callback));
    let card = desk.card;
    let signing = start(move || sign(card));
    is_at_work.recv_timeout(LIMIT).unwrap();
    assert!(desk.reader.with_card(|card| card.authentication_key_is_open()).unwrap());
    jpki_card_free(handle(card));
    assert!(desk.is_over(), "the key is open or the card not let go when free returns");
    assert_eq!(signing.recv_timeout(LIMIT), Ok(JPKI_OK));
    assert_eq!(sign(card), JPKI_ERROR_HANDLE);
}

#[test]
fn every_thread_that_frees_the_card_waits_for_the_call() {
    let _alone = alone();
    let (in_callback, is_at_work) = channel();
    let desk = Arc::new(Desk::new(slowly(in_callback)));
    let card = desk.card;
    let signing = start(move || sign(card));
    is_at_work.recv_timeout(LIMIT).unwrap();
    let freeing: Vec<_> = (0..3)
        .map(|_| {
            let desk = Arc::clone(&desk);
            start(move || {
                jpki_card_free(handle(desk.card));
                desk.is_over()
            })
        })
        .collect();
    for freed in freeing {
        assert_eq!(freed.recv_timeout(LIMIT), Ok(true));
    }
    assert_eq!(signing.recv_timeout(LIMIT), Ok(JPKI_OK));
}

#[test]
fn a_card_freed_by_its_own_callback_is_let_go_once_the_call_has_come_out() {
    let _alone = alone();
    let itself = Arc::new(AtomicUsize::new(0));
    let card_of_callback = Arc::clone(&itself);
    let desk = Desk::new(move || {
        jpki_card_free(handle(card_of_callback.load(Ordering::SeqCst)));
    });
    itself.store(desk.card, Ordering::SeqCst);
    let card = desk.card;
    let signing = start(move || sign(card));
    assert_eq!(signing.recv_timeout(LIMIT), Ok(JPKI_OK), "it waits for itself");
    assert!(desk.is_over());
    assert_eq!(pin_status(desk.card), JPKI_ERROR_HANDLE);
}

/// The card that the log callback frees.
static LOGGED: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn free_in_log(_: *mut c_void, _: i32, _: *const c_char) {
    jpki_card_free(handle(LOGGED.load(Ordering::SeqCst)));
}

#[test]
fn a_card_freed_by_the_log_is_let_go_once_the_call_has_come_out() {
    let _alone = alone();
    let desk = Desk::new(|| {});
    LOGGED.store(desk.card, Ordering::SeqCst);
    // SAFETY: the callback accepts any call.
    let set = |level| unsafe { jpki_log_set(Some(free_in_log), null_mut(), level, null_mut()) };
    assert_eq!(set(JPKI_LOG_TRACE), JPKI_OK);
    let card = desk.card;
    let signing = start(move || sign(card));
    let outcome = signing.recv_timeout(LIMIT);
    assert_eq!(set(JPKI_LOG_OFF), JPKI_OK);
    assert_eq!(outcome, Ok(JPKI_OK), "it waits for itself");
    assert!(desk.is_over());
}

#[test]
fn two_callbacks_that_free_each_other_s_card_do_not_wait_for_each_other() {
    let _alone = alone();
    let cards = Arc::new(Mutex::new(Vec::new()));
    let both_at_work = Arc::new(Barrier::new(2));
    let desks = [1, 0].map(|other| {
        let (cards, both_at_work) = (Arc::clone(&cards), Arc::clone(&both_at_work));
        Desk::new(move || {
            both_at_work.wait();
            let card = cards.lock().unwrap()[other];
            jpki_card_free(handle(card));
            both_at_work.wait();
        })
    });
    *cards.lock().unwrap() = desks.iter().map(|desk| desk.card).collect::<Vec<usize>>();
    let signing: Vec<_> = desks
        .iter()
        .map(|desk| {
            let card = desk.card;
            start(move || sign(card))
        })
        .collect();
    for signed in signing {
        assert_eq!(signed.recv_timeout(LIMIT), Ok(JPKI_OK), "they wait for each other");
    }
    assert!(desks.iter().all(Desk::is_over));
}

fn new_context() -> usize {
    let mut context: *mut jpki_context = null_mut();
    // SAFETY: the pointer is to a live variable.
    assert_eq!(unsafe { jpki_context_new(&mut context, null_mut()) }, JPKI_OK);
    number(context)
}

fn wait(context: usize, reader: &std::ffi::CStr, card: &mut usize) -> i32 {
    let mut found: *mut jpki_card = null_mut();
    // SAFETY: the pointers are to live variables; the name ends with a zero.
    let status = unsafe {
        jpki_card_wait(
            handle(context),
            reader.as_ptr(),
            JPKI_WAIT_FOREVER,
            0,
            null(),
            &mut found,
            null_mut(),
        )
    };
    *card = number(found);
    status
}

#[test]
fn through_pcscd_the_key_is_locked_and_the_waits_have_come_out() {
    let _alone = alone();
    let names = pcscd().readers();
    let card = HookedCard::new(pcscd().port(0), VirtualCard::builder().build().unwrap());
    card.insert();
    let context = new_context();
    let mut connected = 0;
    assert_eq!(wait(context, &names[0], &mut connected), JPKI_OK);

    // One thread signs, one waits at an empty reader and one in a monitor.
    let (verified, is_verified) = channel();
    let slow = move || {
        verified.send(()).unwrap();
        thread::sleep(SIGNING);
    };
    card.strike(At::Verify, Strike::After(Box::new(slow)));
    let came_out = Arc::new(AtomicUsize::new(0));
    let signing = start(move || sign(connected));
    let empty = names[2].clone();
    let waiting = start({
        let came_out = Arc::clone(&came_out);
        move || {
            let status = wait(context, &empty, &mut 0);
            came_out.fetch_add(1, Ordering::SeqCst);
            status
        }
    });
    let mut monitor: *mut jpki_monitor = null_mut();
    // SAFETY: the pointer is to a live variable.
    let made = unsafe { jpki_monitor_new(handle(context), null(), 0, &mut monitor, null_mut()) };
    assert_eq!(made, JPKI_OK);
    let monitor = number(monitor);
    let watching = start(move || {
        // SAFETY: a structure of numbers, for which zeros are valid.
        let mut event: jpki_event = unsafe { std::mem::zeroed() };
        event.struct_size = u32::try_from(size_of::<jpki_event>()).unwrap();
        loop {
            // SAFETY: the pointers are to live variables.
            let status = unsafe {
                jpki_monitor_next(
                    handle(monitor),
                    JPKI_WAIT_FOREVER,
                    null(),
                    &mut event,
                    null_mut(),
                )
            };
            if status != JPKI_OK {
                return status;
            }
        }
    });
    is_verified.recv_timeout(LIMIT).unwrap();

    let locked = start(move || {
        jpki_card_free(handle(connected));
        let locked = card.look(|card| !card.authentication_key_is_open());
        (locked, card)
    });
    let (locked, _card) = locked.recv_timeout(LIMIT).expect("free hangs");
    assert!(locked, "the key is open when free returns");
    assert_eq!(signing.recv_timeout(LIMIT), Ok(JPKI_OK));
    let freeing = start(move || {
        jpki_monitor_free(handle(monitor));
        jpki_context_free(handle(context));
    });
    freeing.recv_timeout(LIMIT).expect("free hangs");
    assert_eq!(watching.recv_timeout(LIMIT), Ok(JPKI_ERROR_CANCELLED));
    assert_eq!(waiting.recv_timeout(LIMIT), Ok(JPKI_ERROR_CANCELLED));
    assert_eq!(came_out.load(Ordering::SeqCst), 1);
}
