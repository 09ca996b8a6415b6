//! Panics inside the library, as seen from C. No C program is known to cause one, so a Rust
//! transport panics instead, at each of its calls.
#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it must be")]

use std::panic::resume_unwind;
use std::ptr::{null, null_mut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::capi::*;
use crate::error::Result;
use crate::transport::Transport;
use crate::virtual_card::{VirtualCard, VirtualLink, VirtualReader};

/// Panics at one of its calls, after the card acted; and when it is dropped, if `at_end`.
struct Panicking {
    link: VirtualLink,
    calls: Arc<AtomicUsize>,
    at: usize,
    at_end: bool,
}

impl Panicking {
    fn step<R>(&mut self, step: impl FnOnce(&mut VirtualLink) -> R) -> R {
        let result = step(&mut self.link);
        if self.calls.fetch_add(1, Ordering::SeqCst) == self.at {
            // Not with `panic!`, which would write to the test's output each time.
            resume_unwind(Box::new("the transport fails"));
        }
        result
    }
}

impl Transport for Panicking {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.step(|link| link.transmit(command, response))
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.step(Transport::begin_transaction)
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.step(Transport::end_transaction)
    }

    fn power_down(&mut self) -> Result<()> {
        self.step(Transport::power_down)
    }
}

impl Drop for Panicking {
    fn drop(&mut self) {
        if self.at_end {
            resume_unwind(Box::new("the transport fails at its end"));
        }
    }
}

/// A card whose transport panics at call `at`; its reader, and the calls counted.
fn panicking_card(at: usize, at_end: bool) -> (*mut jpki_card, VirtualReader, Arc<AtomicUsize>) {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let calls = Arc::new(AtomicUsize::new(0));
    let transport =
        Panicking { link: reader.connect().unwrap(), calls: Arc::clone(&calls), at, at_end };
    (card::open_card(Box::new(transport), None), reader, calls)
}

/// What each function that takes a card returns.
fn every_call(card: *mut jpki_card) -> Vec<jpki_status> {
    let (mut first, mut second) = (0, 0);
    let (mut certificate, mut signature) = (null_mut(), null_mut());
    // SAFETY: structures of numbers and pointers, for which zero is valid.
    let (mut error, mut authentication): (jpki_error, jpki_authentication) =
        unsafe { std::mem::zeroed() };
    error.struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
    authentication.struct_size = u32::try_from(size_of::<jpki_authentication>()).unwrap();
    let (pin, data) = (c"1234".as_ptr(), b"data".as_ptr());
    let (of_card, of_ca) = (JPKI_CERTIFICATE_AUTHENTICATION, JPKI_CERTIFICATE_AUTHENTICATION_CA);
    // SAFETY: the pointers are to live variables of the stated lengths.
    let statuses = unsafe {
        vec![
            jpki_card_set_read_length(card, 256, &mut error),
            jpki_card_token(card, &mut first, null_mut(), 0, &mut error),
            jpki_card_has_certificate(card, of_card, &mut first, &mut error),
            jpki_card_certificate(card, of_card, &mut certificate, &mut error),
            jpki_card_certificate(card, of_ca, &mut certificate, &mut error),
            jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &mut first, &mut second, &mut error),
            jpki_card_sign(card, pin, 4, data, 4, null(), &mut signature, &mut error),
            jpki_card_authenticate(card, pin, 4, data, 4, null(), &mut authentication, &mut error),
        ]
    };
    assert_eq!(Some(&error.status), statuses.last());
    statuses
}

fn authenticate(card: *mut jpki_card) -> (jpki_status, jpki_authentication) {
    // SAFETY: as above.
    let mut authentication: jpki_authentication = unsafe { std::mem::zeroed() };
    authentication.struct_size = u32::try_from(size_of::<jpki_authentication>()).unwrap();
    let (pin, data) = (c"1234".as_ptr(), b"data".as_ptr());
    // SAFETY: the pointers are to live variables of the stated lengths.
    let status = unsafe {
        jpki_card_authenticate(card, pin, 4, data, 4, null(), &mut authentication, null_mut())
    };
    (status, authentication)
}

#[test]
fn a_panic_within_a_kept_transaction_keeps_the_card_from_nobody() {
    let mut panics = 0;
    // Call 0 begins the transaction; the exchanges follow.
    for at in 0..20 {
        let (card, reader, _) = panicking_card(at, false);
        // SAFETY: a handle may be anything, and an error null.
        let begun = unsafe { jpki_card_begin_transaction(card, null_mut()) };
        assert_eq!(begun, if at == 0 { JPKI_ERROR_INTERNAL } else { JPKI_OK });
        let (status, authentication) = authenticate(card);
        jpki_certificate_free(authentication.certificate);
        jpki_certificate_free(authentication.ca_certificate);
        jpki_signature_free(authentication.signature);
        if status != JPKI_ERROR_INTERNAL {
            jpki_card_free(card);
            continue;
        }
        panics += 1;
        // SAFETY: as above.
        let ended = unsafe { jpki_card_end_transaction(card, null_mut()) };
        assert_eq!(ended, JPKI_ERROR_INTERNAL, "{at}");
        // Checked before the card is freed. A panic while the transaction began leaves it begun in
        // the card.
        if at > 0 {
            let mut other = reader.connect().unwrap();
            other.begin_transaction().unwrap();
            other.end_transaction().unwrap();
        }
        jpki_card_free(card);
    }
    assert!(panics > 10, "{panics}");
}

#[test]
fn a_panic_locks_the_key_and_leaves_a_handle_that_can_only_be_freed() {
    let (good, _, all) = panicking_card(usize::MAX, false);
    assert_eq!(authenticate(good).0, JPKI_OK);
    let steps = all.load(Ordering::SeqCst);
    assert!(steps > 15, "{steps}");
    let mut panics = 0;
    for at in 0..steps {
        let (card, reader, calls) = panicking_card(at, at % 2 == 0);
        let (status, authentication) = authenticate(card);
        assert!(calls.load(Ordering::SeqCst) > at);
        // A panic while locking again is caught earlier: the work was already done.
        assert!(status == JPKI_ERROR_INTERNAL || status == JPKI_OK, "{at}: {status}");
        assert_eq!(status == JPKI_OK, !authentication.signature.is_null(), "{at}");
        let locked = reader.with_card(|card| {
            assert_eq!(card.pin_tries(), 3);
            !card.authentication_key_is_open()
        });
        assert_eq!(locked, Some(true), "{at}");
        if status == JPKI_ERROR_INTERNAL {
            panics += 1;
            let sent = calls.load(Ordering::SeqCst);
            assert_eq!(every_call(card), [JPKI_ERROR_INTERNAL; 8], "{at}");
            assert_eq!(calls.load(Ordering::SeqCst), sent, "nothing is sent any more");
        }
        assert!(jpki_card_reader_name(card).is_null());
        jpki_card_free(card);
        jpki_card_free(card);
        assert_eq!(every_call(card), [JPKI_ERROR_HANDLE; 8], "{at}");
        jpki_certificate_free(authentication.certificate);
        jpki_certificate_free(authentication.ca_certificate);
        jpki_signature_free(authentication.signature);
    }
    assert!(panics > 15, "{panics} of {steps}");
    assert_eq!(every_call(good), [JPKI_OK; 8], "other cards are not touched");
    jpki_card_free(good);
}
