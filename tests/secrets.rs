//! No PIN, name or serial number in a log, a Debug, an error or a panic message:
//! every flow runs with marker PINs at the highest log level, and everything that
//! became text is searched for them in ASCII, hexadecimal and decimal.
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::ffi::CStr;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::Mutex;

use jpkicard::apdu::StatusWord;
use jpkicard::capi::{
    JPKI_LOG_TRACE, JPKI_TOKEN_MY_NUMBER_CARD, jpki_card_free, jpki_card_open_virtual,
    jpki_card_receive, jpki_card_sign, jpki_certificate_free, jpki_error, jpki_log_set,
    jpki_reception, jpki_signature_free,
};
use jpkicard::virtual_card::{Fault, FaultPlan, Reset, Token, VirtualCard, VirtualReader};
use jpkicard::{Card, Error, Pin, Scheme, SignRequest};
use support::figure::figure;
use support::recorder::Recorder;

/// Everything that the library turned into text.
static TEXT: Mutex<String> = Mutex::new(String::new());

fn keep(text: &dyn std::fmt::Debug) {
    writeln!(TEXT.lock().unwrap(), "{text:?}").unwrap();
}

fn keep_error(error: &Error) {
    writeln!(TEXT.lock().unwrap(), "{error} {error:?} {error:#?}").unwrap();
}

unsafe extern "C" fn log_line(_: *mut std::ffi::c_void, _: i32, message: *const std::ffi::c_char) {
    // SAFETY: the library's promise to its log callback.
    let message = unsafe { CStr::from_ptr(message) };
    writeln!(TEXT.lock().unwrap(), "log: {}", message.to_str().unwrap()).unwrap();
}

/// The forms in which bytes could be written.
fn forms(bytes: &[u8]) -> Vec<String> {
    let join = |format: fn(&u8) -> String, separator: &str| {
        bytes.iter().map(format).collect::<Vec<_>>().join(separator)
    };
    let mut forms = vec![
        String::from_utf8_lossy(bytes).into_owned(),
        join(|byte| format!("{byte}"), ", "),
        join(|byte| format!("{byte}"), " "),
    ];
    for separator in ["", " ", ":", ", "] {
        forms.push(join(|byte| format!("{byte:02x}"), separator));
        forms.push(join(|byte| format!("{byte:02X}"), separator));
        forms.push(join(|byte| format!("0x{byte:02x}"), separator));
    }
    forms
}

const RIGHT: &[u8] = b"7391";
const WRONG: &[u8] = b"8462";

fn card(token: Token) -> VirtualCard {
    VirtualCard::builder().token(token).pin("7391").build().unwrap()
}

/// What goes wrong at one command: a fault, or the program's panic.
type Trouble = Option<Fault>;

fn troubles() -> Vec<Trouble> {
    let mut troubles = vec![None];
    troubles.extend(
        [
            Fault::RemovedBefore,
            Fault::RemovedAfter,
            Fault::LostAfter,
            Fault::ResetBefore(Reset::Warm),
            Fault::ReaderFails,
            Fault::Empty,
            Fault::OneByte,
            Fault::TooLong(4),
            Fault::FlippedStatus(7),
            Fault::Refused(StatusWord::NO_DIAGNOSIS),
            Fault::Refused(StatusWord::new(0x6D00)),
        ]
        .map(Some),
    );
    troubles
}

/// Runs one reception, whatever happens at command `at`; true if that command came.
fn flow(token: Token, digits: &[u8], scheme: Scheme, trouble: Option<(Trouble, usize)>) -> bool {
    let reader = VirtualReader::new(card(token));
    let mut link = Recorder::new(reader.connect().unwrap());
    let mut number = usize::MAX;
    if let Some((trouble, at)) = trouble {
        number = at;
        match trouble {
            Some(fault) => reader.plan_fault(FaultPlan::at(at as u64, fault)),
            None => link = link.panicking_at(at),
        }
    }
    let mut card = Card::new(link);
    let pin = Pin::new(digits).unwrap();
    let request = SignRequest::data(digits).scheme(scheme);
    keep(&(&pin, &request));
    let outcome = catch_unwind(AssertUnwindSafe(|| card.jpki()?.receive(&pin, &request)));
    match outcome {
        Ok(Ok(reception)) => keep(&reception),
        Ok(Err(error)) => keep_error(&error),
        Err(_) => {}
    }
    card.transport().log().commands.len() >= number
}

fn c_flow(digits: &[u8]) {
    // SAFETY: each call gets what the header asks for.
    unsafe {
        let mut error: jpki_error = std::mem::zeroed();
        error.struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
        let keep_message = |error: &jpki_error| {
            let message = CStr::from_ptr(error.message.as_ptr()).to_str().unwrap().to_owned();
            writeln!(TEXT.lock().unwrap(), "error: {message} {}", error.status_word).unwrap();
        };
        let mut card = null_mut();
        jpki_card_open_virtual(JPKI_TOKEN_MY_NUMBER_CARD, &mut card, &mut error);
        for length in [digits.len(), 3] {
            let mut signature = null_mut();
            let data = digits.as_ptr();
            jpki_card_sign(card, data.cast(), length, data, 4, null(), &mut signature, &mut error);
            keep_message(&error);
            jpki_signature_free(signature);
            let mut reception: jpki_reception = std::mem::zeroed();
            reception.struct_size = u32::try_from(size_of::<jpki_reception>()).unwrap();
            jpki_card_receive(
                card,
                data.cast(),
                length,
                data,
                4,
                null(),
                &mut reception,
                &mut error,
            );
            keep_message(&error);
            jpki_certificate_free(reception.certificate);
            jpki_certificate_free(reception.ca_certificate);
            jpki_signature_free(reception.signature);
        }
        jpki_card_free(card);
    }
}

#[test]
fn nothing_that_becomes_text_holds_a_secret() {
    // SAFETY: the callback outlives the process.
    let status = unsafe { jpki_log_set(Some(log_line), null_mut(), JPKI_LOG_TRACE, null_mut()) };
    assert_eq!(status, 0);
    std::panic::set_hook(Box::new(|panic| {
        writeln!(TEXT.lock().unwrap(), "panic: {panic}").unwrap();
    }));

    let mut flows = 0;
    for token in [Token::MyNumberCard, Token::Android] {
        for digits in [RIGHT, WRONG] {
            for scheme in Scheme::ALL {
                flow(token.clone(), digits, scheme, None);
                flows += 1;
            }
        }
    }
    for trouble in troubles() {
        for digits in [RIGHT, WRONG] {
            let mut at = 1;
            let flow_at = |at| {
                let trouble = Some((trouble.clone(), at));
                flow(Token::MyNumberCard, digits, Scheme::DigestInfo, trouble)
            };
            while flow_at(at) {
                at += 1;
            }
            flows += at;
        }
    }
    for digits in [b"1234".as_slice(), RIGHT, WRONG, b"8462"] {
        c_flow(digits);
        flows += 1;
    }
    for malformed in [b"7391x".as_slice(), b"739", b"73917391"] {
        keep_error(&Pin::new(malformed).unwrap_err());
    }
    keep(&card(Token::MyNumberCard));
    let _ = std::panic::take_hook();

    let text = TEXT.lock().unwrap();
    let lines = text.lines().count();
    figure!("no secret in text: {flows} flows, {lines} lines searched");
    assert!(text.contains("log: 00 20 00 98 [4 bytes]"), "the log shows VERIFY by its length");
    assert!(text.contains("panic: "), "a panic's message was kept");
    assert!(text.contains("error: the PIN is wrong"), "a C error was kept");

    let virtual_card = card(Token::MyNumberCard);
    let certificate =
        jpkicard::Certificate::from_der(virtual_card.authentication_certificate().to_vec())
            .unwrap();
    for (name, secret) in
        [("right PIN", RIGHT), ("wrong PIN", WRONG), ("serial number", certificate.serial())]
    {
        for form in forms(secret).iter().filter(|form| form.len() >= 4) {
            for line in text.lines() {
                assert!(!line.contains(form.as_str()), "the {name} as {form:?} in {line:?}");
            }
        }
    }
    // The subject's common name: 23 characters that are in the certificate.
    let subject = support::subject::common_name(certificate.der());
    assert_eq!(subject.len(), 23);
    assert!(!text.contains(&subject), "the certificate's subject");
}
