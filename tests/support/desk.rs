//! An authentication at a desk, through the Rust API or through the C functions.
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]

use std::ffi::CString;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jpkicard::internal::capi::{
    JPKI_CERTIFICATE_AUTHENTICATION, JPKI_CREDENTIAL_PIN, JPKI_ERROR_CARD_REMOVED,
    JPKI_ERROR_HANDLE, JPKI_LAST_TRY_ALLOW, JPKI_LAST_TRY_KEEP, JPKI_LAST_TRY_KEEP_TWO, JPKI_OK,
    jpki_authentication, jpki_card_authenticate, jpki_card_certificate, jpki_card_free,
    jpki_card_sign, jpki_card_tries, jpki_card_wait, jpki_certificate, jpki_certificate_data,
    jpki_certificate_free, jpki_context, jpki_context_free, jpki_context_new, jpki_error,
    jpki_sign_options, jpki_signature, jpki_signature_data, jpki_signature_free,
};
use jpkicard::pcsc::{Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::{Card, Error, LastTry, Pin, SignRequest, Status};

/// What to do once a card is there.
pub struct Job<'a> {
    pub pin: &'a str,
    pub data: &'a [u8],
    /// Everything in one transaction, or the certificate first and then the signature.
    pub at_once: bool,
    /// Between the two, while the PIN is typed.
    pub pause: Duration,
    pub last_try: LastTry,
}

/// The outcome.
#[derive(Debug)]
pub struct Signed {
    pub certificate: Vec<u8>,
    pub signature: Vec<u8>,
}

/// Why it failed.
#[derive(Debug)]
pub struct Failure {
    pub status: Status,
    pub tries_left: Option<u8>,
    pub message: String,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        Self { status: error.status(), tries_left: error.tries_left(), message }
    }
}

/// One desk: its reader, and its connection to it.
pub enum Desk {
    Rust(ReaderName, Context),
    C(CString, Handle<jpki_context>),
}

impl Desk {
    pub fn new(reader: CString, in_c: bool) -> Self {
        if !in_c {
            return Self::Rust(ReaderName::from(reader), Context::new());
        }
        let mut context = null_mut();
        // SAFETY: the pointer is to a live variable.
        assert_eq!(unsafe { jpki_context_new(&mut context, null_mut()) }, JPKI_OK);
        Self::C(reader, Handle::new(context, jpki_context_free))
    }

    /// Waits for a card and does the job. `between` is called once the job is done and before the
    /// card is released.
    pub fn authenticate(
        &self,
        timeout: Duration,
        job: &Job<'_>,
        between: impl FnOnce(),
    ) -> Result<Signed, Failure> {
        match self {
            Self::Rust(reader, context) => {
                let options = WaitOptions::new()
                    .reader(ReaderChoice::Named(reader.clone()))
                    .timeout(Some(timeout));
                let mut card = Card::new(context.wait_for_card(&options)?);
                let outcome = in_rust(&mut card, job);
                between();
                if let Err(error) = &outcome {
                    if error.status() == Status::CardRemoved {
                        let again = card.jpki().and_then(|mut jpki| jpki.pin_status());
                        assert_eq!(again.unwrap_err().status(), Status::CardRemoved);
                    }
                }
                Ok(outcome?)
            }
            Self::C(reader, context) => in_c(reader, context, timeout, job, between),
        }
    }
}

fn in_rust(card: &mut Card<PcscLink>, job: &Job<'_>) -> jpkicard::Result<Signed> {
    let pin = Pin::new(job.pin.as_bytes())?;
    let request = SignRequest::data(job.data).last_try(job.last_try);
    let (certificate, signature) = if job.at_once {
        let authentication = card.jpki()?.authenticate(&pin, &request)?;
        (authentication.certificate, authentication.signature)
    } else {
        let certificate = card.jpki()?.authentication_certificate()?;
        std::thread::sleep(job.pause);
        let signature = card.jpki()?.sign(&pin, &request.certificate(&certificate))?;
        (certificate, signature)
    };
    Ok(Signed { certificate: certificate.der().to_vec(), signature: signature.as_bytes().to_vec() })
}

/// How many C handles were opened and not yet freed.
pub static LIVE_HANDLES: AtomicUsize = AtomicUsize::new(0);

/// A C handle, freed at its end.
pub struct Handle<T> {
    raw: *mut T,
    free: extern "C" fn(*mut T),
}

// SAFETY: any thread may use any handle, according to the header.
unsafe impl<T> Send for Handle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Handle<T> {}

impl<T> Handle<T> {
    fn new(raw: *mut T, free: extern "C" fn(*mut T)) -> Self {
        assert!(!raw.is_null());
        LIVE_HANDLES.fetch_add(1, Ordering::SeqCst);
        Self { raw, free }
    }
}

impl<T> Drop for Handle<T> {
    fn drop(&mut self) {
        (self.free)(self.raw);
        LIVE_HANDLES.fetch_sub(1, Ordering::SeqCst);
    }
}

fn size<T>() -> u32 {
    u32::try_from(size_of::<T>()).unwrap()
}

/// A C function's outcome.
fn outcome(call: impl FnOnce(*mut jpki_error) -> i32) -> Result<(), Failure> {
    let mut error = jpki_error {
        struct_size: size::<jpki_error>(),
        status: 0,
        tries_left: 0,
        status_word: 0,
        pcsc_code: 0,
        message: [0; 512],
    };
    let status = call(&raw mut error);
    assert_eq!(status, error.status);
    if status == JPKI_OK {
        return Ok(());
    }
    let text: Vec<u8> =
        error.message.iter().map(|byte| *byte as u8).take_while(|byte| *byte != 0).collect();
    Err(Failure {
        status: Status::from_code(status).unwrap(),
        tries_left: u8::try_from(error.tries_left).ok(),
        message: String::from_utf8(text).unwrap(),
    })
}

fn certificate_bytes(certificate: &Handle<jpki_certificate>) -> Vec<u8> {
    let mut length = 0;
    // SAFETY: the certificate's own memory, until it is freed.
    unsafe {
        let data = jpki_certificate_data(certificate.raw, &mut length);
        std::slice::from_raw_parts(data, length).to_vec()
    }
}

fn signature_bytes(signature: &Handle<jpki_signature>) -> Vec<u8> {
    let mut length = 0;
    // SAFETY: the signature's own memory, until it is freed.
    unsafe {
        let data = jpki_signature_data(signature.raw, &mut length);
        std::slice::from_raw_parts(data, length).to_vec()
    }
}

fn in_c(
    reader: &CString,
    context: &Handle<jpki_context>,
    timeout: Duration,
    job: &Job<'_>,
    between: impl FnOnce(),
) -> Result<Signed, Failure> {
    let mut card = null_mut();
    let timeout = i32::try_from(timeout.as_millis()).unwrap();
    // SAFETY: the pointers are to live variables.
    outcome(|error| unsafe {
        jpki_card_wait(context.raw, reader.as_ptr(), timeout, 0, null(), &mut card, error)
    })?;
    let card = Handle::new(card, jpki_card_free);
    let done = job_in_c(&card, job);
    between();
    if matches!(&done, Err(failure) if failure.status == Status::CardRemoved) {
        let (mut status, mut tries) = (0, 0);
        // SAFETY: as above.
        let again = unsafe {
            jpki_card_tries(card.raw, JPKI_CREDENTIAL_PIN, &mut status, &mut tries, null_mut())
        };
        assert_eq!(again, JPKI_ERROR_CARD_REMOVED);
    }
    let freed = card.raw;
    drop(card);
    let (mut status, mut tries) = (0, 0);
    // SAFETY: as above; the handle may be anything.
    let again =
        unsafe { jpki_card_tries(freed, JPKI_CREDENTIAL_PIN, &mut status, &mut tries, null_mut()) };
    assert_eq!(again, JPKI_ERROR_HANDLE);
    done
}

fn job_in_c(
    card: &Handle<jpkicard::internal::capi::jpki_card>,
    job: &Job<'_>,
) -> Result<Signed, Failure> {
    let options = jpki_sign_options {
        struct_size: size::<jpki_sign_options>(),
        digest: 0,
        scheme: 0,
        input: 0,
        last_try: match job.last_try {
            LastTry::Keep => JPKI_LAST_TRY_KEEP,
            LastTry::KeepTwo => JPKI_LAST_TRY_KEEP_TWO,
            LastTry::Allow => JPKI_LAST_TRY_ALLOW,
        },
        read_ca_certificate: 0,
        certificate: null_mut(),
        ca_certificate: null_mut(),
    };
    let (pin, data) = (job.pin, job.data);
    if job.at_once {
        let mut authentication = jpki_authentication {
            struct_size: size::<jpki_authentication>(),
            token_kind: 0,
            pin_status: 0,
            tries_left: 0,
            certificate: null_mut(),
            ca_certificate: null_mut(),
            signature: null_mut(),
        };
        // SAFETY: the pointers are to live variables.
        outcome(|error| unsafe {
            jpki_card_authenticate(
                card.raw,
                pin.as_ptr().cast(),
                pin.len(),
                data.as_ptr(),
                data.len(),
                &raw const options,
                &raw mut authentication,
                error,
            )
        })?;
        let certificate = Handle::new(authentication.certificate, jpki_certificate_free);
        let _ca_certificate = Handle::new(authentication.ca_certificate, jpki_certificate_free);
        let signature = Handle::new(authentication.signature, jpki_signature_free);
        return Ok(Signed {
            certificate: certificate_bytes(&certificate),
            signature: signature_bytes(&signature),
        });
    }
    let mut certificate = null_mut();
    // SAFETY: as above.
    outcome(|error| unsafe {
        jpki_card_certificate(card.raw, JPKI_CERTIFICATE_AUTHENTICATION, &mut certificate, error)
    })?;
    let certificate = Handle::new(certificate, jpki_certificate_free);
    std::thread::sleep(job.pause);
    let mut signature = null_mut();
    // SAFETY: as above.
    outcome(|error| unsafe {
        jpki_card_sign(
            card.raw,
            pin.as_ptr().cast(),
            pin.len(),
            data.as_ptr(),
            data.len(),
            &raw const options,
            &mut signature,
            error,
        )
    })?;
    let signature = Handle::new(signature, jpki_signature_free);
    Ok(Signed {
        certificate: certificate_bytes(&certificate),
        signature: signature_bytes(&signature),
    })
}
