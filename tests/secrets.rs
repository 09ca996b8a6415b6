//! No PIN, password, check number, name, address, birth date or serial number in a log, a
//! Debug, an error or a panic message: every flow runs with marker secrets at the most verbose log
//! level, and all resulting text is searched for them in ASCII, hexadecimal and decimal.
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects, clippy::string_slice)]

#[cfg(feature = "individual-number")]
#[path = "secrets/individual_number.rs"]
mod individual_number;
#[path = "secrets/records.rs"]
mod records;
mod support;

use std::ffi::CStr;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::{LazyLock, Mutex};

use der::asn1::Utf8StringRef;
use jpkicard::StatusWord;
use jpkicard::internal::capi::{
    JPKI_LAST_TRY_ALLOW, JPKI_LAST_TRY_KEEP, JPKI_LOG_TRACE, JPKI_VIRTUAL_MY_NUMBER_CARD,
    jpki_authentication, jpki_card_authenticate, jpki_card_change_pin,
    jpki_card_change_signature_password, jpki_card_free, jpki_card_open_virtual, jpki_card_sign,
    jpki_card_sign_document, jpki_card_signature_certificate, jpki_certificate_free, jpki_error,
    jpki_log_set, jpki_signature_free,
};
use jpkicard::virtual_card::{Fault, FaultPlan, Reset, Token, VirtualCard, VirtualReader};
use jpkicard::{
    Card, Certificate, DigestAlgorithm, Error, Jpki, LastTry, Pin, Scheme, SignRequest,
    SignaturePassword,
};
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
    // SAFETY: guaranteed by the library for its log callback.
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
const NEW: &[u8] = b"9153";
/// As the card stores them; they are typed in lower case.
const RIGHT_PASSWORD: &[u8] = b"KUMQUAT31";
const WRONG_PASSWORD: &[u8] = b"ZUCCHINI17";
const NEW_PASSWORD: &[u8] = b"PERSIMMON24";

/// The secrets on a card, and the other ones that are passed.
const SECRETS: [(&str, &[u8]); 6] = [
    ("right PIN", RIGHT),
    ("wrong PIN", WRONG),
    ("new PIN", NEW),
    ("right password", RIGHT_PASSWORD),
    ("wrong password", WRONG_PASSWORD),
    ("new password", NEW_PASSWORD),
];

fn card(token: Token) -> VirtualCard {
    static MY_NUMBER_CARD: LazyLock<VirtualCard> = LazyLock::new(|| build(Token::MyNumberCard));
    static ANDROID: LazyLock<VirtualCard> = LazyLock::new(|| build(Token::Android));
    match token {
        Token::Android => ANDROID.clone(),
        _ => MY_NUMBER_CARD.clone(),
    }
}

fn build(token: Token) -> VirtualCard {
    let builder = VirtualCard::builder().token(token).pin("7391").signature_password("KUMQUAT31");
    builder.remembers_signatures(true).build().unwrap()
}

/// What is done with the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    Authenticate(Scheme),
    SignatureCertificate,
    SignDocument,
    ChangePin,
    ChangeSignaturePassword,
}

const JOBS: [Job; 5] = [
    Job::Authenticate(Scheme::DigestInfo),
    Job::SignatureCertificate,
    Job::SignDocument,
    Job::ChangePin,
    Job::ChangeSignaturePassword,
];

impl Job {
    /// Does it, and keeps the result.
    fn run(self, jpki: &mut Jpki<'_, Recorder>, right: bool) -> Result<(), Error> {
        let digits = if right { RIGHT } else { WRONG };
        let typed = if right { RIGHT_PASSWORD } else { WRONG_PASSWORD }.to_ascii_lowercase();
        let (pin, new_pin) = (Pin::new(digits)?, Pin::new(NEW)?);
        let (password, new) =
            (SignaturePassword::new(&typed)?, SignaturePassword::new(NEW_PASSWORD)?);
        let request = SignRequest::data(digits);
        keep(&(&pin, &new_pin, &password, &new, &request));
        match self {
            Self::Authenticate(scheme) => keep(&jpki.authenticate(&pin, &request.scheme(scheme))?),
            Self::SignatureCertificate => {
                keep(&jpki.signature_certificate(&password, LastTry::Keep)?)
            }
            Self::SignDocument => {
                let signed = jpki.sign_document(&password, &request)?;
                keep(&signed);
                keep(&signed.map(|signed| {
                    jpki.sign_document(
                        &password,
                        &SignRequest::data(&typed).certificate(&signed.certificate),
                    )
                }));
            }
            Self::ChangePin => keep(&jpki.change_pin(&pin, &new_pin, LastTry::Keep)?),
            Self::ChangeSignaturePassword => {
                keep(&jpki.change_signature_password(&password, &new, LastTry::Keep)?);
            }
        }
        Ok(())
    }
}

/// What goes wrong at one command: a fault, or a panic of the program.
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

/// Runs one job, whatever happens at command `at`; true if that command came.
fn flow(token: Token, right: bool, job: Job, trouble: Option<(Trouble, usize)>) -> bool {
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
    let outcome = catch_unwind(AssertUnwindSafe(|| job.run(&mut card.jpki()?, right)));
    if let Ok(Err(error)) = outcome {
        keep_error(&error);
    }
    card.transport().log().commands.len() >= number
}

fn keep_message(error: &jpki_error) {
    // SAFETY: the library terminates its message with NUL.
    let message = unsafe { CStr::from_ptr(error.message.as_ptr()) }.to_str().unwrap();
    writeln!(TEXT.lock().unwrap(), "error: {message} {}", error.status_word).unwrap();
}

fn c_error() -> jpki_error {
    let struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
    // SAFETY: all zeros are a valid value of the structure, by its documentation.
    jpki_error { struct_size, ..unsafe { std::mem::zeroed() } }
}

fn c_flow(digits: &[u8]) {
    // SAFETY: each call gets what the header requires.
    unsafe {
        let mut error = c_error();
        let mut card = null_mut();
        jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &mut card, &mut error);
        for length in [digits.len(), 3] {
            let mut signature = null_mut();
            let data = digits.as_ptr();
            jpki_card_sign(card, data.cast(), length, data, 4, null(), &mut signature, &mut error);
            keep_message(&error);
            jpki_signature_free(signature);
            let mut authentication: jpki_authentication = std::mem::zeroed();
            authentication.struct_size = u32::try_from(size_of::<jpki_authentication>()).unwrap();
            jpki_card_authenticate(
                card,
                data.cast(),
                length,
                data,
                4,
                null(),
                &mut authentication,
                &mut error,
            );
            keep_message(&error);
            jpki_certificate_free(authentication.certificate);
            jpki_certificate_free(authentication.ca_certificate);
            jpki_signature_free(authentication.signature);
            for new in [NEW, b"91530"] {
                let (new, new_length) = (new.as_ptr().cast(), new.len());
                let keep = JPKI_LAST_TRY_KEEP;
                jpki_card_change_pin(card, data.cast(), length, new, new_length, keep, &mut error);
                keep_message(&error);
            }
        }
        jpki_card_free(card);
    }
}

/// Signs a document and changes the password, this one and the card's own.
fn c_flow_of_signature_key(password: &[u8]) {
    // SAFETY: each call gets what the header requires.
    unsafe {
        let mut error = c_error();
        let mut card = null_mut();
        jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &mut card, &mut error);
        let change = |old: &[u8], new: &[u8]| {
            let mut error = c_error();
            let (old, new) = ((old.as_ptr().cast(), old.len()), (new.as_ptr().cast(), new.len()));
            let allow = JPKI_LAST_TRY_ALLOW;
            jpki_card_change_signature_password(
                card, old.0, old.1, new.0, new.1, allow, &mut error,
            );
            keep_message(&error);
        };
        // The secrets of `jpki_card_open_virtual`; then the markers, in force or not.
        change(b"ABC123", RIGHT_PASSWORD);
        for length in [password.len(), 5] {
            let (mut certificate, mut signature) = (null_mut(), null_mut());
            let text = password.as_ptr().cast();
            let keep = JPKI_LAST_TRY_KEEP;
            let place = &mut certificate;
            jpki_card_signature_certificate(card, text, length, keep, place, &mut error);
            keep_message(&error);
            jpki_certificate_free(certificate);
            let (place, signature_place) = (&mut certificate, &mut signature);
            jpki_card_sign_document(
                card,
                text,
                length,
                password.as_ptr(),
                password.len(),
                null(),
                place,
                signature_place,
                &mut error,
            );
            keep_message(&error);
            jpki_certificate_free(certificate);
            jpki_signature_free(signature);
        }
        change(password, NEW_PASSWORD);
        change(password, b"PERSIMMON24PERSIMMON24");
        jpki_card_free(card);
    }
}

/// All text is the same for every length of a password, right or wrong, old or new, also for a
/// malformed one; returns the number of flows.
fn the_length_of_a_password_changes_no_text() -> usize {
    const LETTERS: &[u8] = b"QWERTZUI";
    const DIGITS: &[u8] = b"27182818";
    let password =
        |length: usize| [&LETTERS[..length / 2], &DIGITS[..length - length / 2]].concat();
    let flow = |right: bool, length: usize| {
        let (own, new) = (password(length), password(22 - length));
        let builder = VirtualCard::builder().remembers_signatures(true);
        let text = String::from_utf8(own.clone()).unwrap();
        let card = builder.signature_password(&text).build().unwrap();
        let reader = VirtualReader::new(card);
        let typed = match right {
            true => own,
            false => password(length).iter().rev().copied().collect(),
        };
        let start = TEXT.lock().unwrap().len();
        let (password, new) =
            (SignaturePassword::new(&typed).unwrap(), SignaturePassword::new(&new).unwrap());
        keep(&(&password, &new));
        let mut card = Card::new(Recorder::new(reader.connect().unwrap()));
        let mut jpki = card.jpki().unwrap();
        let request = SignRequest::digest(DigestAlgorithm::Sha256, &[7; 32]);
        keep(&jpki.signature_certificate(&password, LastTry::Keep));
        keep(&jpki.sign_document(&password, &request));
        keep(&jpki.change_signature_password(&password, &new, LastTry::Keep));
        keep(&jpki.signature_password_status());
        drop(jpki);
        for short_or_long in [password_of(length - 6), password_of(length + 11)] {
            keep_error(&SignaturePassword::new(&short_or_long).unwrap_err());
        }
        TEXT.lock().unwrap()[start..].to_owned()
    };
    for right in [true, false] {
        let expected = flow(right, 6);
        assert!(expected.contains("00 20 00 9B [secret]"), "{expected}");
        assert_eq!(expected.contains("00 24 01 80 [secret]"), right, "{expected}");
        for length in [7, 11, 16] {
            assert_eq!(flow(right, length), expected, "{length}");
        }
    }
    8
}

/// A password of one letter, of any length.
fn password_of(length: usize) -> Vec<u8> {
    match length {
        // Long enough to be a password: the format is wrong.
        6..=16 => vec![b' '; length],
        _ => vec![b'Q'; length],
    }
}

/// What the signature certificate reveals about its holder: name, birth date and address, by their
/// object identifiers. The sex is one digit, which cannot be searched for.
fn personal_data(signature_certificate: &[u8]) -> Vec<(&'static str, String)> {
    use der::Decode;
    use x509_cert::ext::pkix::SubjectAltName;
    use x509_cert::ext::pkix::name::GeneralName;

    let certificate = x509_cert::Certificate::from_der(signature_certificate).unwrap();
    let (_, names) = certificate.tbs_certificate.get::<SubjectAltName>().unwrap().unwrap();
    let value = |last: &str| {
        let is_it = |oid: String| oid == format!("1.2.392.200149.8.5.5.{last}");
        let mut values = names.0.iter().filter_map(|name| match name {
            GeneralName::OtherName(other) if is_it(other.type_id.to_string()) => {
                Some(other.value.decode_as::<Utf8StringRef<'_>>().unwrap().to_string())
            }
            _ => None,
        });
        values.next().unwrap()
    };
    let all = [("name", "1"), ("birth date", "4"), ("address", "5")];
    all.map(|(what, last)| (what, value(last))).to_vec()
}

#[test]
fn nothing_that_becomes_text_holds_a_secret() {
    // SAFETY: the callback lives as long as the process.
    let status = unsafe { jpki_log_set(Some(log_line), null_mut(), JPKI_LOG_TRACE, null_mut()) };
    assert_eq!(status, 0);
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        writeln!(TEXT.lock().unwrap(), "panic: {panic}").unwrap();
        // An unintended panic is one of the test itself.
        if !panic.to_string().contains("the program fails here") {
            shown(panic);
        }
    }));

    let mut flows = 0;
    for token in [Token::MyNumberCard, Token::Android] {
        for right in [true, false] {
            for job in Scheme::ALL.iter().copied().map(Job::Authenticate).chain(JOBS) {
                flow(token.clone(), right, job, None);
                flows += 1;
            }
        }
    }
    for trouble in troubles() {
        for (job, right) in JOBS.into_iter().flat_map(|job| [(job, true), (job, false)]) {
            let mut at = 1;
            let flow_at = |at| {
                let trouble = Some((trouble.clone(), at));
                flow(Token::MyNumberCard, right, job, trouble)
            };
            while flow_at(at) {
                at += 1;
            }
            flows += at;
        }
    }
    flows += records::flows(&troubles());
    for digits in [b"1234".as_slice(), RIGHT, WRONG, b"8462"] {
        c_flow(digits);
        flows += 1;
    }
    for password in [RIGHT_PASSWORD, WRONG_PASSWORD, &RIGHT_PASSWORD.to_ascii_lowercase()] {
        c_flow_of_signature_key(password);
        flows += 1;
    }
    #[cfg(feature = "individual-number")]
    {
        flows += individual_number::c_flow(records::WRONG_PIN, records::WRONG_INDIVIDUAL_NUMBER);
    }
    for malformed in [b"7391x".as_slice(), b"739", b"73917391"] {
        keep_error(&Pin::new(malformed).unwrap_err());
    }
    for malformed in [b"KUMQUAT31 ".as_slice(), b"kumqu", b"KUMQUAT31KUMQUAT31"] {
        keep_error(&SignaturePassword::new(malformed).unwrap_err());
    }
    keep(&card(Token::MyNumberCard));
    flows += the_length_of_a_password_changes_no_text();
    let _ = std::panic::take_hook();

    let text = TEXT.lock().unwrap();
    let lines = text.lines().count();
    figure!("no secret in text: {flows} flows, {lines} lines searched");
    for what in [
        // VERIFY and CHANGE REFERENCE DATA without even their length.
        "log: 00 20 00 98 [secret]",
        "log: 00 20 00 9B [secret]",
        "log: 00 24 01 80 [secret]",
        "panic: ",
        "error: the PIN is wrong",
        "error: the signature password is wrong",
        "SignedDocument",
        "the PIN (or signature password) change was sent",
        "log: 00 20 00 92 [secret]",
        "log: 00 20 00 91 [secret]",
        "CardFace(",
        "BasicAttributes(..)",
        "a record on the card is damaged",
    ] {
        assert!(text.contains(what), "{what:?} was not kept");
    }
    #[cfg(feature = "individual-number")]
    for what in [
        "log: 00 20 00 93 [secret]",
        "IndividualNumber(****)",
        "IndividualNumberImage(..)",
        "the individual number's twelve digits",
    ] {
        assert!(text.contains(what), "{what:?} was not kept");
    }

    let virtual_card = card(Token::MyNumberCard);
    let certificates =
        [virtual_card.authentication_certificate(), virtual_card.signature_certificate()]
            .map(|der| Certificate::from_der(der.to_vec()).unwrap());
    let mut searched: Vec<(&str, Vec<u8>)> = Vec::new();
    for (name, secret) in SECRETS {
        searched.push((name, secret.to_vec()));
        searched.push((name, secret.to_ascii_lowercase()));
    }
    searched.extend(records::secrets());
    for (what, value) in personal_data(virtual_card.signature_certificate()) {
        assert!(value.chars().count() > 4, "{what} {value}");
        searched.push((what, value.into_bytes()));
    }
    for certificate in &certificates {
        // The subject's common name: 23 characters that are in the certificate.
        let subject = support::subject::common_name(certificate.der());
        assert_eq!(subject.len(), 23);
        searched.push(("subject", subject.into_bytes()));
        searched.push(("serial number", certificate.serial().to_vec()));
    }
    for (name, secret) in &searched {
        for form in forms(secret).iter().filter(|form| form.len() >= 4) {
            let line = || text.lines().find(|line| line.contains(form.as_str()));
            assert!(!text.contains(form.as_str()), "the {name} as {form:?} in {:?}", line());
        }
    }
}
