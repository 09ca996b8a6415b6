//! Callbacks of the C API with threads: nothing waits for itself, and a freed card does nothing
//! more.
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use jpkicard::internal::capi::{
    JPKI_CREDENTIAL_PIN, JPKI_ERROR_HANDLE, JPKI_ERROR_KEY_NOT_LOCKED, JPKI_ERROR_READER_FAILED,
    JPKI_ERROR_REENTERED, JPKI_OK, jpki_card, jpki_card_free, jpki_card_open_transport,
    jpki_card_sign, jpki_card_tries, jpki_error, jpki_transport,
};

/// Answers each command; the boxed closure is the transport's `user`.
type Answer = Box<dyn FnMut(&[u8]) -> Vec<u8> + Send>;

unsafe extern "C" fn transmit(
    user: *mut c_void,
    command: *const u8,
    command_length: usize,
    response: *mut u8,
    response_size: usize,
    response_length: *mut usize,
) -> i32 {
    // SAFETY: `user` is the closure of `open`; the library guarantees the rest.
    unsafe {
        let answer = (*user.cast::<Answer>())(std::slice::from_raw_parts(command, command_length));
        assert!(answer.len() <= response_size);
        response.copy_from_nonoverlapping(answer.as_ptr(), answer.len());
        response_length.write(answer.len());
    }
    JPKI_OK
}

unsafe extern "C" fn power_down_fails(_: *mut c_void) -> i32 {
    JPKI_ERROR_READER_FAILED
}

unsafe extern "C" fn close(user: *mut c_void) {
    // SAFETY: called once, with the closure of `open`.
    drop(unsafe { Box::from_raw(user.cast::<Answer>()) });
}

/// A handle as a number, to send it to another thread.
fn open(answer: Answer) -> usize {
    let transport = jpki_transport {
        struct_size: u32::try_from(size_of::<jpki_transport>()).unwrap(),
        max_apdu_data: 0,
        user: Box::into_raw(Box::new(answer)).cast(),
        transmit: Some(transmit),
        begin_transaction: None,
        end_transaction: None,
        power_down: Some(power_down_fails),
        close: Some(close),
    };
    let mut card = null_mut();
    // SAFETY: the structure is complete.
    let status = unsafe { jpki_card_open_transport(&raw const transport, &mut card, null_mut()) };
    assert_eq!(status, JPKI_OK);
    card.expose_provenance()
}

fn handle(card: usize) -> *mut jpki_card {
    std::ptr::with_exposed_provenance_mut(card)
}

fn pin_status(card: usize) -> i32 {
    let (mut status, mut tries) = (0, 0);
    // SAFETY: the pointers are to live variables.
    unsafe {
        jpki_card_tries(handle(card), JPKI_CREDENTIAL_PIN, &mut status, &mut tries, null_mut())
    }
}

fn usual(command: &[u8]) -> Vec<u8> {
    if command[1] == 0x20 { vec![0x63, 0xC3] } else { vec![0x90, 0x00] }
}

#[test]
fn two_callbacks_that_use_each_other_s_card_do_not_wait_for_each_other() {
    let cards = Arc::new(Mutex::new(Vec::new()));
    let both_at_work = Arc::new(Barrier::new(2));
    let reentered = Arc::new(AtomicUsize::new(0));
    for other in [1, 0] {
        let (cards_too, both_at_work, reentered) =
            (Arc::clone(&cards), Arc::clone(&both_at_work), Arc::clone(&reentered));
        let card = open(Box::new(move |command| {
            if command[1] == 0xA4 {
                both_at_work.wait();
                let card = cards_too.lock().unwrap()[other];
                if pin_status(card) == JPKI_ERROR_REENTERED {
                    reentered.fetch_add(1, Ordering::SeqCst);
                }
                both_at_work.wait();
            }
            usual(command)
        }));
        cards.lock().unwrap().push(card);
    }
    let ids = cards.lock().unwrap().clone();
    let (done, all): (_, Receiver<i32>) = channel();
    for card in ids.clone() {
        let done = done.clone();
        thread::spawn(move || done.send(pin_status(card)).unwrap());
    }
    for _ in 0..2 {
        let status = all.recv_timeout(Duration::from_secs(10));
        assert_eq!(status, Ok(JPKI_OK), "the callbacks wait for each other");
    }
    assert_eq!(reentered.load(Ordering::SeqCst), 2);
    ids.into_iter().for_each(|card| jpki_card_free(handle(card)));
}

#[test]
fn a_call_that_waits_for_its_turn_on_a_freed_card_does_nothing() {
    let (in_callback, is_at_work) = channel();
    let (go_on, may_go_on) = channel::<()>();
    let commands = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&commands);
    let card = open(Box::new(move |command| {
        if counted.fetch_add(1, Ordering::SeqCst) == 0 {
            in_callback.send(()).unwrap();
            may_go_on.recv().unwrap();
        }
        usual(command)
    }));
    let first = thread::spawn(move || pin_status(card));
    is_at_work.recv().unwrap();
    let second = thread::spawn(move || pin_status(card));
    // Time for the second to reach the card; without that it gets the same answer.
    thread::sleep(Duration::from_millis(50));
    // It waits for the call in progress.
    let freeing = thread::spawn(move || jpki_card_free(handle(card)));
    // Time for it to close the handle; without that, the second call does its work.
    thread::sleep(Duration::from_millis(50));
    go_on.send(()).unwrap();
    freeing.join().unwrap();
    assert_eq!(first.join().unwrap(), JPKI_OK, "a call in progress is finished");
    assert_eq!(second.join().unwrap(), JPKI_ERROR_HANDLE);
    assert_eq!(commands.load(Ordering::SeqCst), 2, "the commands of the first call alone");
}

#[test]
fn a_spent_try_is_reported_even_if_the_key_cannot_be_locked() {
    let card = open(Box::new(|command| match command {
        [_, 0x20, _, _, 4, ..] => vec![0x63, 0xC2],
        [_, 0xB0, ..] => vec![0x69, 0x82],
        [_, 0xA4, _, _, 7, ..] => vec![0x6A, 0x82],
        other => usual(other),
    }));
    // SAFETY: an error structure may be all zero except its size.
    let mut error: jpki_error = unsafe { std::mem::zeroed() };
    error.struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
    let mut signature = null_mut();
    // SAFETY: the pointers are to live variables of the stated lengths.
    let status = unsafe {
        jpki_card_sign(
            handle(card),
            c"0000".as_ptr(),
            4,
            b"data".as_ptr(),
            4,
            null(),
            &mut signature,
            &mut error,
        )
    };
    assert_eq!((status, error.tries_left), (JPKI_ERROR_KEY_NOT_LOCKED, 2));
    assert_eq!(error.status_word, 0x63C2);
    jpki_card_free(handle(card));
}
