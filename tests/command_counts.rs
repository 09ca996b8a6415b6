//! The number of commands in an authentication, called from Rust and from C, and their cost over a
//! contactless line according to a model; also extended reads, if a reader reports support for
//! them. `tests/apdu_scripts.rs` has the other jobs.
#![cfg(all(feature = "capi", feature = "trust", feature = "virtual-card"))]
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "support/genuine_card.rs"]
#[allow(clippy::expect_used, unreachable_pub, reason = "shared between tests")]
mod genuine_card;
mod support;

use std::ptr::{null, null_mut};
use std::sync::{Arc, Mutex};

use jpkicard::internal::capi::{
    jpki_authentication, jpki_card, jpki_card_authenticate, jpki_card_free,
    jpki_card_set_read_length, jpki_card_sign, jpki_certificate, jpki_certificate_free,
    jpki_certificate_new, jpki_sign_options, jpki_signature_free,
};
use jpkicard::transport::Transport;
use jpkicard::transport::scripted::Scripted;
use jpkicard::{Card, Certificate, Error, Pin, SignRequest, Status};
use support::c_transport;
use support::script::{CHALLENGE, Material, material, parsed, text};

/// The model of a contactless line: the cost of a command, and of each byte of it or of its answer
/// at 106 kbit/s, in microseconds.
const COMMAND: f64 = 5_000.0;
const BYTE: f64 = 103.77;

/// Counts the commands and the bytes.
struct Counted<T>(T, Arc<Mutex<(usize, usize)>>);

impl<T: Transport> Transport for Counted<T> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Error> {
        let length = self.0.transmit(command, response)?;
        let mut counts = self.1.lock().unwrap();
        *counts = (counts.0 + 1, counts.1 + command.len() + length);
        Ok(length)
    }

    fn begin_transaction(&mut self) -> Result<(), Error> {
        self.0.begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<(), Error> {
        self.0.end_transaction()
    }

    fn power_down(&mut self) -> Result<(), Error> {
        self.0.power_down()
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        self.0.longest_read(application)
    }
}

fn pin() -> Pin {
    Pin::new(b"1234").unwrap()
}

fn read(der: &[u8]) -> Certificate {
    Certificate::from_der(der.to_vec()).unwrap()
}

/// What the caller knows and requests.
#[derive(Clone, Copy, Default)]
struct Asked<'a> {
    certificate: Option<&'a [u8]>,
    ca_certificate: Option<&'a [u8]>,
    reads_ca_certificate: bool,
    only_signs: bool,
}

/// The result: the status, and whether the CA certificate was returned.
type Outcome = (Status, bool);

fn in_rust<T: Transport>(transport: T, asked: Asked<'_>) -> Outcome {
    let certificate = asked.certificate.map(read);
    let ca_certificate = asked.ca_certificate.map(read);
    let mut request = SignRequest::data(CHALLENGE).read_ca_certificate(asked.reads_ca_certificate);
    if let Some(certificate) = &certificate {
        request = request.certificate(certificate);
    }
    if let Some(certificate) = &ca_certificate {
        request = request.ca_certificate(certificate);
    }
    let mut card = Card::new(transport);
    let mut jpki = card.jpki().unwrap();
    if asked.only_signs {
        return (
            jpki.sign(&pin(), &request).map_or_else(|error| error.status(), |_| Status::Ok),
            false,
        );
    }
    match jpki.authenticate(&pin(), &request) {
        Ok(authentication) => {
            let known = asked.certificate.is_none_or(|der| authentication.certificate.der() == der);
            assert!(known && authentication.signature.as_bytes().len() == 256);
            (Status::Ok, authentication.ca_certificate.is_some())
        }
        Err(error) => (error.status(), false),
    }
}

fn opened(der: Option<&[u8]>) -> *mut jpki_certificate {
    let mut certificate = null_mut();
    if let Some(der) = der {
        // SAFETY: the pointers refer to live memory; a null error is allowed.
        let code =
            unsafe { jpki_certificate_new(der.as_ptr(), der.len(), &mut certificate, null_mut()) };
        assert_eq!(code, 0);
    }
    certificate
}

fn in_c<T: Transport>(transport: T, asked: Asked<'_>) -> Outcome {
    let card = c_transport::open(transport);
    let (certificate, ca_certificate) = (opened(asked.certificate), opened(asked.ca_certificate));
    let options = jpki_sign_options {
        struct_size: u32::try_from(size_of::<jpki_sign_options>()).unwrap(),
        digest: 0,
        scheme: 0,
        input: 0,
        last_try: 0,
        read_ca_certificate: asked.reads_ca_certificate.into(),
        certificate,
        ca_certificate,
    };
    let outcome = match asked.only_signs {
        true => sign_in_c(card, &options),
        false => authenticate_in_c(card, &options),
    };
    jpki_certificate_free(certificate);
    jpki_certificate_free(ca_certificate);
    jpki_card_free(card);
    outcome
}

fn sign_in_c(card: *mut jpki_card, options: &jpki_sign_options) -> Outcome {
    let (input, mut signature) = (CHALLENGE, null_mut());
    // SAFETY: the pointers refer to live memory of the given lengths; a null error is allowed.
    let code = unsafe {
        let pin = c"1234".as_ptr();
        let (data, length) = (input.as_ptr(), input.len());
        jpki_card_sign(card, pin, 4, data, length, options, &mut signature, null_mut())
    };
    jpki_signature_free(signature);
    (Status::from_code(code).unwrap(), false)
}

fn authenticate_in_c(card: *mut jpki_card, options: &jpki_sign_options) -> Outcome {
    let mut authentication = jpki_authentication {
        struct_size: u32::try_from(size_of::<jpki_authentication>()).unwrap(),
        token_kind: 0,
        pin_status: 0,
        tries_left: 0,
        certificate: null_mut(),
        ca_certificate: null_mut(),
        signature: null_mut(),
    };
    let input = CHALLENGE;
    // SAFETY: as above.
    let code = unsafe {
        let pin = c"1234".as_ptr();
        let (data, length) = (input.as_ptr(), input.len());
        jpki_card_authenticate(card, pin, 4, data, length, options, &mut authentication, null_mut())
    };
    let has_ca = !authentication.ca_certificate.is_null();
    assert_eq!(
        code == 0,
        !authentication.certificate.is_null() && !authentication.signature.is_null()
    );
    jpki_certificate_free(authentication.certificate);
    jpki_certificate_free(authentication.ca_certificate);
    jpki_signature_free(authentication.signature);
    (Status::from_code(code).unwrap(), has_ca)
}

/// Runs a job from both languages against a script; returns the result, the number of commands, and
/// the milliseconds according to the model.
fn both(script: &str, made: &Material, asked: Asked<'_>) -> (Outcome, usize, f64) {
    let lines = text(script);
    // The C transport of the tests has no transactions.
    let without: String = lines
        .lines()
        .filter(|line| !matches!(*line, "begin" | "end"))
        .collect::<Vec<_>>()
        .join("\n");
    let count = |lines: &str, job: &dyn Fn(Counted<Scripted>) -> Outcome| {
        let (transport, counts) = (parsed(lines, made), Arc::default());
        let outcome = job(Counted(transport.clone(), Arc::clone(&counts)));
        assert_eq!(transport.finish(), Ok(()), "{script}");
        let (commands, bytes) = *counts.lock().unwrap();
        let microseconds = commands as f64 * COMMAND + bytes as f64 * BYTE;
        (outcome, commands, microseconds / 1_000.0)
    };
    let rust = count(&lines, &|transport| in_rust(transport, asked));
    let c = count(&without, &|transport| in_c(transport, asked));
    assert_eq!(rust, c, "{script}: Rust and C differ");
    rust
}

#[test]
fn the_commands_of_an_authentication_and_their_time_over_a_contactless_line() {
    let made = material();
    let certificate = Some(&made.certificate[..]);
    let pinned = Asked { ca_certificate: Some(&made.ca_certificate), ..Asked::default() };
    let known = Asked { certificate, ..Asked::default() };
    let with_ca = Asked { reads_ca_certificate: true, ..pinned };
    let known_with_ca = Asked { certificate, ..with_ca };
    let signs = Asked { only_signs: true, ..known };
    for (script, asked, commands, most, has_ca) in [
        ("authentication_pinned", pinned, 13, 288.0, false),
        ("authentication_known", known, 7, 125.0, false),
        ("authentication_long", pinned, 7, 255.0, false),
        ("authentication", Asked::default(), 19, 462.0, true),
        ("authentication", with_ca, 19, 462.0, true),
        ("authentication_known_and_ca", known_with_ca, 13, 288.0, true),
        ("sign", signs, 5, 70.0, false),
    ] {
        let (outcome, counted, milliseconds) = both(script, &made, asked);
        assert_eq!((outcome, counted), ((Status::Ok, has_ca), commands), "{script}");
        assert!(milliseconds <= most, "{script}: {milliseconds} ms");
    }
}

/// The certificate of a genuine test card, whose CA is published. Its key signs nothing here, so
/// the signature is refused at the end, when all commands have been sent.
#[test]
fn of_a_published_issuer_the_certificate_is_read_only_where_it_is_asked_for() {
    let made = Material {
        certificate: genuine_card::file("jpki-auth-cert.der"),
        ca_certificate: genuine_card::file("jpki-auth-ca-cert.der"),
        ..material()
    };
    let (outcome, commands, _) = both("authentication_pinned", &made, Asked::default());
    assert_eq!((outcome.0, commands), (Status::SignatureInvalid, 13));
    let asked = Asked { reads_ca_certificate: true, ..Asked::default() };
    let (outcome, commands, _) = both("authentication", &made, asked);
    assert_eq!((outcome.0, commands), (Status::SignatureInvalid, 19));
    // On a phone the issuer is known only after the PIN.
    let (outcome, _, _) = both("android_pinned", &made, Asked::default());
    assert_eq!(outcome.0, Status::SignatureInvalid);
}

#[test]
fn an_expected_ca_certificate_serves_only_where_it_is_the_issuers() {
    let made = material();
    let genuine = genuine_card::file("jpki-auth-ca-cert.der");
    let wrong = Asked { ca_certificate: Some(&genuine), ..Asked::default() };
    assert_eq!(both("authentication", &made, wrong).0, (Status::Ok, true));
    let expected = Asked { ca_certificate: Some(&made.ca_certificate), ..Asked::default() };
    assert_eq!(both("android_pinned", &made, expected).0, (Status::Ok, false));
    assert_eq!(both("android", &made, wrong).0, (Status::Ok, true));
    let asked = Asked { reads_ca_certificate: true, ..expected };
    assert_eq!(both("android_with_ca", &made, asked).0, (Status::Ok, true));
}

#[test]
fn a_certificate_damaged_on_its_way_is_found_by_the_expected_ca_before_the_pin() {
    let made = material();
    let mut certificate = made.certificate.clone();
    // Within the subject's name.
    let at = certificate.len() / 3;
    certificate[at] ^= 0x01;
    let expected = Asked { ca_certificate: Some(&made.ca_certificate), ..Asked::default() };
    let damaged = Material { certificate, ..material() };
    let script = text("authentication");
    // The issuer is not confirmed, so the CA certificate is read, which reveals the damage.
    let until_ca = script.split("> 00 20 00 98").next().unwrap();
    let transport = parsed(&format!("{until_ca}end"), &damaged);
    assert_eq!(in_rust(transport.clone(), expected), (Status::CertificateMalformed, false));
    assert_eq!(transport.finish(), Ok(()));
}

/// The certificate known from an earlier visit belongs to another card or cannot be compared: no
/// try is spent.
#[test]
fn the_known_certificate_is_compared_before_the_pin_is_sent() {
    let made = material();
    let another = Asked { certificate: Some(&made.other), ..Asked::default() };
    let alone = |script: &str| {
        let text = text(script);
        text.split_inclusive("end\n").next().unwrap().to_owned()
    };
    let lines = alone("authentication_of_another");
    for outcome in [
        {
            let transport = parsed(&lines, &made);
            let outcome = in_rust(transport.clone(), another);
            assert_eq!(transport.finish(), Ok(()));
            outcome
        },
        {
            let transport = parsed(&lines.replace("begin\n", "").replace("end\n", ""), &made);
            let outcome = in_c(transport.clone(), another);
            assert_eq!(transport.finish(), Ok(()));
            outcome
        },
    ] {
        assert_eq!(outcome, (Status::CardExchanged, false));
    }
    let known = Asked { certificate: Some(&made.certificate), ..Asked::default() };
    assert_eq!(both("authentication_known_hidden", &made, known).0, (Status::PinRequired, false));

    // The same connection works without it, whichever card is present.
    let transport = parsed(&text("authentication_of_another"), &made);
    let mut card = Card::new(transport.clone());
    let other = read(&made.other);
    let given = SignRequest::data(CHALLENGE).certificate(&other);
    let error = card.jpki().unwrap().authenticate(&pin(), &given).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::CardExchanged, None));
    let authentication =
        card.jpki().unwrap().authenticate(&pin(), &SignRequest::data(CHALLENGE)).unwrap();
    assert_eq!(authentication.certificate.der(), made.certificate);
    assert_eq!(transport.finish(), Ok(()));

    // It identifies the card after an answer is lost.
    let transport = parsed(&text("authentication_known_disturbed"), &made);
    assert_eq!(in_rust(transport.clone(), known), (Status::Ok, false));
    assert_eq!(transport.finish(), Ok(()));
}

/// Reads the certificate on one card after another in the same reader, as the script continues.
fn read_on(script: &str, cards: usize) {
    let made = material();
    let transport = parsed(&text(script), &made);
    for _ in 0..cards {
        let mut card = Card::new(transport.clone());
        let certificate = card.jpki().unwrap().authentication_certificate().unwrap();
        assert_eq!(certificate.der(), made.certificate, "{script}");
    }
    assert_eq!(transport.finish(), Ok(()), "{script}");
}

#[test]
fn an_extended_read_that_is_refused_costs_one_command_once_a_reader_and_application() {
    for script in [
        "long_refused_length",
        "long_refused_instruction",
        "long_refused_class",
        "long_refused_offset",
        "long_refused_state",
        "long_refused_nothing",
        "long_refused_parts",
        "long_refused_in_the_middle",
        "long_brings_no_more",
        "long_wrong_length",
    ] {
        read_on(script, 2);
    }
    read_on("long_as_much_as_it_says", 1);

    let transport = parsed(&text("long_file_missing"), &material());
    let mut card = Card::new(transport.clone());
    let mut jpki = card.jpki().unwrap();
    let error = jpki.authentication_ca_certificate().unwrap_err();
    assert_eq!(error.status(), Status::NotOnCard);
    jpki.authentication_certificate().unwrap();
    drop(jpki);
    drop(card);
    assert_eq!(transport.finish(), Ok(()));
}

#[test]
fn extended_reads_are_switched_off_and_forced() {
    let made = material();
    for (script, length) in [("long_switched_off", 256), ("long_forced", 32_768)] {
        let transport = parsed(&text(script), &made);
        let mut card = Card::new(transport.clone());
        card.set_read_length(length).unwrap();
        let certificate = card.jpki().unwrap().authentication_certificate().unwrap();
        assert_eq!(certificate.der(), made.certificate, "{script}");
        assert_eq!(transport.finish(), Ok(()), "{script}");
    }
    // The same in C.
    let lines = "carries 65536\n".to_owned() + &text("authentication_pinned");
    let transport = parsed(&lines.replace("begin\n", "").replace("end\n", ""), &made);
    let card = c_transport::open(transport.clone());
    // SAFETY: a null error is allowed.
    assert_eq!(unsafe { jpki_card_set_read_length(card, 256, null_mut()) }, 0);
    let ca_certificate = opened(Some(&made.ca_certificate));
    let options = jpki_sign_options {
        struct_size: u32::try_from(size_of::<jpki_sign_options>()).unwrap(),
        digest: 0,
        scheme: 0,
        input: 0,
        last_try: 0,
        read_ca_certificate: 0,
        certificate: null(),
        ca_certificate,
    };
    assert_eq!(authenticate_in_c(card, &options), (Status::Ok, false));
    jpki_certificate_free(ca_certificate);
    jpki_card_free(card);
    assert_eq!(transport.finish(), Ok(()));
}

/// A reader that reports support for extended APDUs but loses their answers.
#[test]
fn an_extended_read_that_is_lost_is_given_up_and_never_repeated_after_the_pin() {
    let made = material();
    let ca_certificate = read(&made.ca_certificate);
    let request = SignRequest::data(CHALLENGE).ca_certificate(&ca_certificate);
    for script in ["long_lost", "long_resets"] {
        let transport = parsed(&text(script), &made);
        for _ in 0..2 {
            let mut card = Card::new(transport.clone());
            let authentication = card.jpki().unwrap().authenticate(&pin(), &request).unwrap();
            assert_eq!(authentication.signature.as_bytes(), made.signature);
        }
        assert_eq!(transport.finish(), Ok(()), "{script}");
    }

    let transport = parsed(&text("long_removes"), &made);
    let read = |mut card: Card<Scripted>| card.jpki()?.authentication_certificate();
    let error = read(Card::new(transport.clone())).unwrap_err();
    assert_eq!(error.status(), Status::CardRemoved);
    read(Card::new(transport.clone())).unwrap();
    assert_eq!(transport.finish(), Ok(()));

    let transport = parsed(&text("long_lost_once"), &made);
    let error =
        Card::new(transport.clone()).jpki().unwrap().authenticate(&pin(), &request).unwrap_err();
    assert_eq!(error.status(), Status::CardReset);
    assert_eq!(transport.finish(), Ok(()));

    let transport = parsed(&text("long_lost_after_pin"), &made);
    let mut card = Card::new(transport.clone());
    let error = card.jpki().unwrap().authenticate(&pin(), &request).unwrap_err();
    assert_eq!(error.status(), Status::ReaderFailed);
    let error = card.jpki().unwrap().authentication_certificate().unwrap_err();
    assert_eq!(error.status(), Status::PinRequired);
    drop(card);
    assert_eq!(transport.finish(), Ok(()));
}
