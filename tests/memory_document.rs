//! No signature password remains in the process's memory, and neither the old nor the new
//! PIN or password of a change: as in `tests/memory.rs`, all memory is searched for random digits,
//! after each call and while each command is in transit.
//!
//! The card is in the same process, and never sees those digits.
#![cfg(all(target_os = "linux", feature = "capi", feature = "virtual-card"))]
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::{Arc, Mutex};

use jpkicard::internal::capi::{
    JPKI_LAST_TRY_KEEP, jpki_card, jpki_card_change_pin, jpki_card_change_signature_password,
    jpki_card_free, jpki_card_sign_document, jpki_card_signature_certificate,
    jpki_certificate_free, jpki_signature_free,
};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, Error, LastTry, Pin, SignRequest, SignaturePassword, Status};
use support::c_transport::open;
use support::figure::figure;
use support::memory::{Hidden, Place, expect, three_times};
use zeroize::Zeroizing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    SignatureCertificate,
    SignDocument,
    ChangePin,
    ChangeSignaturePassword,
}

use Operation::{ChangePin, ChangeSignaturePassword, SignDocument, SignatureCertificate};

impl Operation {
    fn of_pin(self) -> bool {
        self == ChangePin
    }

    fn changes(self) -> bool {
        matches!(self, ChangePin | ChangeSignaturePassword)
    }
}

/// What happens to a command with a secret: VERIFY, the change, VERIFY of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Answered,
    /// The hidden old secret is not the card's.
    Wrong,
    /// The answer to the command with this number is lost.
    AnswerLost(usize),
    /// The program panics once the card has answered it.
    Panic(usize),
}

use Fate::{AnswerLost, Answered, Panic, Wrong};

const CASES: [(Operation, Fate, Status); 18] = [
    (SignatureCertificate, Answered, Status::Ok),
    (SignatureCertificate, Wrong, Status::PasswordWrong),
    (SignatureCertificate, AnswerLost(1), Status::PinUncertain),
    (SignatureCertificate, Panic(1), Status::Internal),
    (SignDocument, Answered, Status::Ok),
    (SignDocument, Wrong, Status::PasswordWrong),
    (SignDocument, AnswerLost(1), Status::PinUncertain),
    (ChangePin, Answered, Status::Ok),
    (ChangePin, Wrong, Status::PinWrong),
    (ChangePin, AnswerLost(1), Status::PinUncertain),
    (ChangePin, AnswerLost(2), Status::PinChangeUncertain),
    (ChangePin, Panic(2), Status::Internal),
    (ChangePin, Panic(3), Status::Internal),
    (ChangeSignaturePassword, Answered, Status::Ok),
    (ChangeSignaturePassword, Wrong, Status::PasswordWrong),
    (ChangeSignaturePassword, AnswerLost(2), Status::PinChangeUncertain),
    (ChangeSignaturePassword, AnswerLost(3), Status::PinChangeUncertain),
    (ChangeSignaturePassword, Panic(2), Status::Internal),
];

/// Where the old and the new secret are while a command is in transit.
type OnTheWay = Arc<Mutex<Vec<(Vec<Place>, Vec<Place>)>>>;

/// Sends the card its own secrets, or a wrong one, in place of the hidden ones, which it must not
/// know.
struct Translating {
    link: VirtualLink,
    old: Hidden,
    new: Hidden,
    fate: Fate,
    on_the_way: OnTheWay,
}

impl Translating {
    fn new(old: Hidden, new: Hidden, fate: Fate) -> Self {
        let link = VirtualReader::new(VirtualCard::builder().build().unwrap()).connect().unwrap();
        Self { link, old, new, fate, on_the_way: Arc::default() }
    }

    /// What the card gets in place of this data.
    fn known(&self, data: &[u8]) -> Option<&'static [u8]> {
        let is_pin = data.len() == 4;
        match (self.old.is_at(data), self.new.is_at(data)) {
            (true, _) if self.fate == Wrong => Some(if is_pin { b"9999" } else { b"WRONG9" }),
            (true, _) => Some(if is_pin { b"1234" } else { b"ABC123" }),
            (_, true) => Some(if is_pin { b"9876" } else { b"XYZ789" }),
            _ => None,
        }
    }
}

impl Transport for Translating {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Error> {
        let data = command.get(5..).filter(|_| matches!(command[1], 0x20 | 0x24));
        let Some(known) = data.and_then(|data| self.known(data)) else {
            return self.link.transmit(command, response);
        };
        let places = [self.old, self.new].map(|hidden| hidden.places("self").unwrap());
        let number = {
            let mut on_the_way = self.on_the_way.lock().unwrap();
            on_the_way.push(places.into());
            on_the_way.len()
        };
        let length = self.link.transmit(&[&command[..5], known].concat(), response)?;
        match self.fate {
            AnswerLost(lost) if lost == number => Err(Error::new(Status::ReaderFailed)),
            // Like a panic, but without writing a backtrace into the searched memory.
            Panic(at) if at == number => std::panic::resume_unwind(Box::new("the program fails")),
            _ => Ok(length),
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

/// Passes the hidden digits as a PIN, or with two letters as a password, and wipes them.
fn show<R>(hidden: Hidden, as_pin: bool, work: impl FnOnce(&[u8]) -> R) -> R {
    hidden.show(|digits| match as_pin {
        true => work(digits),
        false => work(&Zeroizing::new([digits, b"xq"].concat())),
    })
}

/// The secrets as kept by Rust.
enum Secrets {
    Pins(Pin, Pin),
    Passwords(SignaturePassword, SignaturePassword),
}

/// The Rust API: each copy in transit is protected.
fn from_rust(operation: Operation, fate: Fate, expected: Status) -> Result<(), String> {
    let step = |what| format!("Rust, {operation:?}, {fate:?}: {what}");
    let (old, new) = (Hidden::new(), Hidden::new());
    let transport = Translating::new(old, new, fate);
    let on_the_way = Arc::clone(&transport.on_the_way);
    let mut card = Card::new(transport);

    let password = |hidden| show(hidden, false, |text| SignaturePassword::new(text).unwrap());
    let secrets = match operation.of_pin() {
        true => {
            let pin = |hidden| show(hidden, true, |digits| Pin::new(digits).unwrap());
            Secrets::Pins(pin(old), pin(new))
        }
        false => Secrets::Passwords(password(old), password(new)),
    };
    let mut attempt = || {
        let mut jpki = card.jpki()?;
        match (operation, &secrets) {
            (_, Secrets::Pins(old, new)) => jpki.change_pin(old, new, LastTry::Keep),
            (ChangeSignaturePassword, Secrets::Passwords(old, new)) => {
                jpki.change_signature_password(old, new, LastTry::Keep).map(drop)
            }
            (SignatureCertificate, Secrets::Passwords(old, _)) => {
                jpki.signature_certificate(old, LastTry::Keep).map(drop)
            }
            (_, Secrets::Passwords(old, _)) => {
                jpki.sign_document(old, &SignRequest::data(b"document")).map(drop)
            }
        }
    };
    let outcome = catch_unwind(AssertUnwindSafe(&mut attempt));
    let status = match &outcome {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(error)) => error.status(),
        Err(_) => Status::Internal,
    };
    assert_eq!(status, expected, "{operation:?}, {fate:?}");
    expect(&step("the old one alive"), old.found(), 1)?;
    expect(&step("the new one alive"), new.found(), 1)?;
    drop(secrets);
    expect(&step("the old one dropped"), old.found(), 0)?;
    expect(&step("the new one dropped"), new.found(), 0)?;
    drop((card, outcome));
    expect(&step("the card dropped"), old.found() + new.found(), 0)?;

    let on_the_way = std::mem::take(&mut *on_the_way.lock().unwrap());
    let sent = match fate {
        Answered if operation.changes() => 3,
        Answered | Wrong => 1,
        AnswerLost(number) | Panic(number) => number,
    };
    expect(&step("commands with a secret"), on_the_way.len(), sent)?;
    for (number, (old, new)) in on_the_way.iter().enumerate() {
        // The secret, the command's data field, and the bytes to send; of the other secret only
        // itself. While the new one is verified, the command that changed it still exists.
        let (of_old, of_new) = [(3, 1), (1, 3), (1, 4)][number];
        expect(&step("the old one on the way"), old.len(), of_old)?;
        expect(&step("the new one on the way"), new.len(), of_new)?;
        assert!(old.iter().chain(new).all(Place::is_protected), "{old:?} {new:?}");
    }
    Ok(())
}

/// The same from C: only the caller's own copies are left.
fn from_c(operation: Operation, fate: Fate, expected: Status) -> Result<(), String> {
    let step = |what| format!("C, {operation:?}, {fate:?}: {what}");
    let (old, new) = (Hidden::new(), Hidden::new());
    let card = open(Translating::new(old, new, fate));
    let as_pin = operation.of_pin();
    let (code, found) = show(old, as_pin, |old_text| {
        show(new, as_pin, |new_text| {
            let code = call(operation, card, old_text, new_text);
            (code, (old.found(), new.found()))
        })
    });
    assert_eq!(Status::from_code(code), Some(expected), "{operation:?}, {fate:?}");
    // The digits, and the password built from them.
    let own = if as_pin { 1 } else { 2 };
    expect(&step("the old one alive"), found.0, own)?;
    expect(&step("the new one alive"), found.1, own)?;
    expect(&step("the caller's copies wiped"), old.found() + new.found(), 0)?;
    jpki_card_free(card);
    expect(&step("the card freed"), old.found() + new.found(), 0)
}

fn call(operation: Operation, card: *mut jpki_card, old: &[u8], new: &[u8]) -> i32 {
    let (old, old_length) = (old.as_ptr().cast::<c_char>(), old.len());
    let (new, new_length) = (new.as_ptr().cast::<c_char>(), new.len());
    let (last, error) = (JPKI_LAST_TRY_KEEP, null_mut());
    let (mut certificate, mut signature) = (null_mut(), null_mut());
    let document = b"document";
    // SAFETY: the pointers are to live variables of the stated lengths.
    let code = unsafe {
        match operation {
            SignatureCertificate => jpki_card_signature_certificate(
                card,
                old,
                old_length,
                last,
                &raw mut certificate,
                error,
            ),
            SignDocument => jpki_card_sign_document(
                card,
                old,
                old_length,
                document.as_ptr(),
                document.len(),
                null(),
                &raw mut certificate,
                &raw mut signature,
                error,
            ),
            ChangePin => jpki_card_change_pin(card, old, old_length, new, new_length, last, error),
            ChangeSignaturePassword => jpki_card_change_signature_password(
                card, old, old_length, new, new_length, last, error,
            ),
        }
    };
    jpki_certificate_free(certificate);
    jpki_signature_free(signature);
    code
}

#[test]
fn neither_password_nor_new_pin_is_anywhere_after_each_call() {
    let mut searched = 0;
    for (operation, fate, expected) in CASES {
        three_times(|| from_rust(operation, fate, expected));
        searched += 1;
        // No C function may unwind into the library.
        if !matches!(fate, Panic(_)) {
            three_times(|| from_c(operation, fate, expected));
            searched += 1;
        }
    }
    // Here, because another test's search would contain copies of what this one hides.
    three_times(|| {
        let hidden = Hidden::new();
        let refused = hidden.show(|digits| {
            SignaturePassword::new(&Zeroizing::new([digits, b"ABC-12"].concat())).map(drop)
        });
        assert_eq!(refused.unwrap_err().status(), Status::PasswordFormat);
        expect("a password of a wrong format", hidden.found(), 0)
    });
    figure!("searched all memory after {searched} kinds of call: no password, no new PIN");
}
