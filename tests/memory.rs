//! No PIN remains in the process's memory: after each operation all of it is searched for a random
//! PIN, whose digits occur nowhere else. And while one is in use, each copy is on pages that are
//! locked and excluded from core dumps and children of `fork`.
//!
//! The card is in the same process, and never sees that PIN. `tests/memory_pcscd.rs` does
//! the same through libpcsclite, `tests/memory_document.rs` for the signature password and
//! for changes.
#![cfg(all(target_os = "linux", feature = "capi", feature = "virtual-card"))]
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::ffi::{CStr, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::sync::{Arc, Mutex, PoisonError};

use jpkicard::internal::capi::{
    JPKI_LAST_TRY_ALLOW, JPKI_LAST_TRY_KEEP, JPKI_LOG_OFF, JPKI_LOG_TRACE, jpki_authentication,
    jpki_card_authenticate, jpki_card_free, jpki_card_sign, jpki_certificate_free, jpki_log_set,
    jpki_sign_options, jpki_signature_free,
};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, Error, LastTry, Pin, SignRequest, Status};
use support::c_transport::open;
use support::figure::figure;
use support::memory::{Hidden, Place, expect, three_times};
use zeroize::Zeroizing;

/// What happens to VERIFY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Answered,
    AnswerLost,
    Panic,
}

/// One path that a PIN can take.
#[derive(Clone, Copy, Debug)]
struct Case {
    /// Whether the hidden PIN is the card's.
    right: bool,
    tries: u8,
    last_try: LastTry,
    fate: Fate,
    outcome: Status,
}

const fn case(right: bool, tries: u8, last_try: LastTry, fate: Fate, outcome: Status) -> Case {
    Case { right, tries, last_try, fate, outcome }
}

const CASES: [Case; 8] = [
    case(true, 3, LastTry::Keep, Fate::Answered, Status::Ok),
    case(false, 3, LastTry::Keep, Fate::Answered, Status::PinWrong),
    case(true, 0, LastTry::Keep, Fate::Answered, Status::PinBlocked),
    case(true, 1, LastTry::Keep, Fate::Answered, Status::PinLastTry),
    case(true, 1, LastTry::Allow, Fate::Answered, Status::Ok),
    case(false, 1, LastTry::Allow, Fate::Answered, Status::PinBlocked),
    case(true, 3, LastTry::Keep, Fate::AnswerLost, Status::PinUncertain),
    case(true, 3, LastTry::Keep, Fate::Panic, Status::Internal),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Sign,
    Authenticate,
}

/// Sends the card its own PIN, or a wrong one, in place of the hidden one, which it must not know.
struct Translating {
    link: VirtualLink,
    hidden: Hidden,
    case: Case,
    /// Where the hidden PIN is while the command is in transit.
    on_the_way: Arc<Mutex<Vec<Place>>>,
}

impl Translating {
    fn new(hidden: Hidden, case: Case) -> Self {
        let card = VirtualCard::builder().pin_tries(case.tries).build().unwrap();
        let link = VirtualReader::new(card).connect().unwrap();
        Self { link, hidden, case, on_the_way: Arc::default() }
    }
}

impl Transport for Translating {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Error> {
        if command.len() != 9 || command[1] != 0x20 || !self.hidden.is_at(&command[5..]) {
            return self.link.transmit(command, response);
        }
        *self.on_the_way.lock().unwrap() = self.hidden.places("self").unwrap();
        let known: &[u8] = match self.case.right {
            true => b"\x00\x20\x00\x98\x041234",
            false => b"\x00\x20\x00\x98\x049999",
        };
        let length = self.link.transmit(known, response)?;
        match std::mem::replace(&mut self.case.fate, Fate::Answered) {
            Fate::Answered => Ok(length),
            Fate::AnswerLost => Err(Error::new(Status::ReaderFailed)),
            // Like a panic, but without writing a backtrace into the searched memory.
            Fate::Panic => std::panic::resume_unwind(Box::new("the program fails here")),
        }
    }

    fn begin_transaction(&mut self) -> Result<(), Error> {
        self.link.begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<(), Error> {
        self.link.end_transaction()
    }

    fn power_down(&mut self) -> Result<(), Error> {
        self.link.power_down()
    }
}

/// The Rust API: each copy in transit is protected.
fn from_rust(case: Case, operation: Operation) -> Result<(), String> {
    let step = |what| format!("Rust, {operation:?}, {case:?}: {what}");
    let hidden = Hidden::new();
    let transport = Translating::new(hidden, case);
    let on_the_way = Arc::clone(&transport.on_the_way);
    let mut card = Card::new(transport);
    let request = SignRequest::data(b"challenge").last_try(case.last_try);

    let pin = hidden.show(|digits| Pin::new(digits).unwrap());
    let mut attempt = || {
        let mut jpki = card.jpki()?;
        match operation {
            Operation::Sign => jpki.sign(&pin, &request).map(drop),
            Operation::Authenticate => jpki.authenticate(&pin, &request).map(drop),
        }
    };
    let outcome = catch_unwind(AssertUnwindSafe(&mut attempt));
    let status = match &outcome {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(error)) => error.status(),
        Err(_) => Status::Internal,
    };
    assert_eq!(status, case.outcome, "{case:?}");
    expect(&step("the Pin alive"), hidden.found(), 1)?;
    if case.fate != Fate::Answered {
        // The same card again.
        assert_eq!(attempt().map_err(|error| error.status()), Ok(()));
        expect(&step("again"), hidden.found(), 1)?;
    }
    drop(pin);
    expect(&step("the Pin dropped"), hidden.found(), 0)?;
    drop((card, outcome));
    expect(&step("the card dropped"), hidden.found(), 0)?;

    let places = std::mem::take(&mut *on_the_way.lock().unwrap());
    if matches!(case.outcome, Status::PinLastTry) || case.tries == 0 {
        return expect(&step("not sent"), places.len(), 0);
    }
    // The Pin, the command's data field, and the bytes to send.
    expect(&step("on its way"), places.len(), 3)?;
    assert!(places.iter().all(Place::is_protected), "{places:?}");
    Ok(())
}

/// The same from C: only the caller's own copy is left.
fn from_c(case: Case, operation: Operation) -> Result<(), String> {
    let step = |what| format!("C, {operation:?}, {case:?}: {what}");
    let hidden = Hidden::new();
    let card = open(Translating::new(hidden, case));
    let options = jpki_sign_options {
        struct_size: u32::try_from(size_of::<jpki_sign_options>()).unwrap(),
        last_try: match case.last_try {
            LastTry::Allow => JPKI_LAST_TRY_ALLOW,
            _ => JPKI_LAST_TRY_KEEP,
        },
        // SAFETY: all zeros are a valid value of the structure, by its documentation.
        ..unsafe { std::mem::zeroed() }
    };
    let attempt = || {
        hidden.show(|digits| {
            let (pin, data) = (digits.as_ptr().cast::<c_char>(), b"challenge".as_ptr());
            let code = match operation {
                Operation::Sign => {
                    let mut signature = null_mut();
                    // SAFETY: the pointers are to live variables of the stated lengths.
                    let code = unsafe {
                        let place = &raw mut signature;
                        jpki_card_sign(card, pin, 4, data, 9, &raw const options, place, null_mut())
                    };
                    jpki_signature_free(signature);
                    code
                }
                Operation::Authenticate => {
                    // SAFETY: all zeros are a valid value of the structure.
                    let mut authentication: jpki_authentication = unsafe { std::mem::zeroed() };
                    authentication.struct_size =
                        u32::try_from(size_of::<jpki_authentication>()).unwrap();
                    // SAFETY: as above.
                    let code = unsafe {
                        let place = &raw mut authentication;
                        let options = &raw const options;
                        jpki_card_authenticate(card, pin, 4, data, 9, options, place, null_mut())
                    };
                    jpki_certificate_free(authentication.certificate);
                    jpki_certificate_free(authentication.ca_certificate);
                    jpki_signature_free(authentication.signature);
                    code
                }
            };
            // The caller's copy, and no other.
            (code, hidden.found())
        })
    };
    let (code, found) = attempt();
    assert_eq!(Status::from_code(code), Some(case.outcome), "{case:?}");
    expect(&step("the caller's copy alive"), found, 1)?;
    expect(&step("the caller's copy wiped"), hidden.found(), 0)?;
    if case.fate != Fate::Answered {
        let (code, found) = attempt();
        assert_eq!(code, 0);
        expect(&step("again"), found, 1)?;
    }
    jpki_card_free(card);
    expect(&step("the card freed"), hidden.found(), 0)
}

/// Keeps the trace, which is memory too.
static LOG: Mutex<String> = Mutex::new(String::new());

unsafe extern "C" fn log_line(_: *mut c_void, _: i32, message: *const c_char) {
    // SAFETY: guaranteed by the library for its log callback.
    let message = unsafe { CStr::from_ptr(message) };
    LOG.lock().unwrap().push_str(message.to_str().unwrap());
}

/// One test runs at a time, so that memory of others does not interfere.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn the_pin_is_nowhere_after_each_operation() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    three_times(|| {
        let hidden = Hidden::new();
        assert!(hidden.show(|_| hidden.found()) > 0, "the search must find what is there");
        expect("the search itself", hidden.found(), 0)
    });
    // SAFETY: the callback takes what the library guarantees to pass.
    unsafe { jpki_log_set(Some(log_line), null_mut(), JPKI_LOG_TRACE, null_mut()) };
    let mut searched = 0;
    for case in CASES {
        for operation in [Operation::Sign, Operation::Authenticate] {
            three_times(|| from_rust(case, operation));
            searched += 1;
            // No C function may unwind into the library.
            if case.fate != Fate::Panic {
                three_times(|| from_c(case, operation));
                searched += 1;
            }
        }
    }
    // SAFETY: as above.
    unsafe { jpki_log_set(None, null_mut(), JPKI_LOG_OFF, null_mut()) };
    assert!(LOG.lock().unwrap().contains("00 20 00 98 [secret]"), "the trace was on");
    figure!("searched all memory after {searched} kinds of operation: no PIN left behind");
}

/// Its stack is kept for the next thread.
#[test]
fn the_pin_is_nowhere_when_the_thread_that_signed_has_ended() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    three_times(|| {
        let hidden = Hidden::new();
        let signed = std::thread::spawn(move || {
            let mut card = Card::new(Translating::new(hidden, CASES[0]));
            let pin = hidden.show(|digits| Pin::new(digits).unwrap());
            card.jpki().unwrap().sign(&pin, &SignRequest::data(b"challenge")).unwrap()
        });
        drop(signed.join().unwrap());
        expect("the thread ended", hidden.found(), 0)
    });
}

#[test]
fn the_digits_of_a_pin_that_was_refused_are_nowhere() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    three_times(|| {
        let hidden = Hidden::new();
        let refused = hidden.show(|digits| Pin::new(&Zeroizing::new([digits, b"5"].concat())));
        assert_eq!(refused.map(drop).unwrap_err().status(), Status::PinFormat);
        expect("a PIN of a wrong format", hidden.found(), 0)
    });
}
