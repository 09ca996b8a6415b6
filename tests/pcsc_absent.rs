//! A service that is unavailable for longer than a person waits, and one that has no room for
//! another program.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use jpkicard::Status;
use jpkicard::pcsc::{Cancellation, Context, ReaderChoice, ReaderName, WaitOptions};
use support::card::Card;
use support::pcscd::{pcscd, until};

/// Longer than any limit that a wait could have by default.
const LONG: Duration = Duration::from_secs(32);

/// One after the other: a process has only one service.
#[test]
fn for_ever_means_for_ever_and_a_full_service_says_so() {
    let service = pcscd();
    let reader = ReaderName::from(service.readers()[0].clone());
    a_full_service_turns_programs_away();

    let at = WaitOptions::new().reader(ReaderChoice::Named(reader.clone()));
    let spawn = |options: &WaitOptions| {
        let options = options.clone();
        thread::spawn(move || Context::new().wait_for_card(&options))
    };
    let patient = spawn(&at);
    let limited = spawn(&at.clone().service_absence(Duration::from_secs(1)));
    #[cfg(feature = "capi")]
    let c = c_wait(reader.as_c_str(), 0, -1);
    #[cfg(feature = "capi")]
    let c_limited = c_wait(reader.as_c_str(), 0, 1_000);
    thread::sleep(Duration::from_millis(500));
    service.stop();
    // It is reported immediately when the wait begins, unless it is to be waited for.
    let error = Context::new().wait_for_card(&at).unwrap_err();
    assert_eq!(error.status(), Status::ServiceNotRunning);
    let from_the_start = spawn(&at.clone().wait_for_service(true));
    let button = Cancellation::new();
    let cancelled = spawn(&at.clone().wait_for_service(true).cancellation(&button));
    let shortly = at.clone().wait_for_service(true).timeout(Some(Duration::from_millis(600)));
    let error = Context::new().wait_for_card(&shortly).unwrap_err();
    assert_eq!(error.status(), Status::ServiceNotRunning);
    #[cfg(feature = "capi")]
    let c_from_the_start =
        c_wait(reader.as_c_str(), jpkicard::internal::capi::JPKI_WAIT_FOR_SERVICE, -1);

    thread::sleep(LONG);
    let error = limited.join().unwrap().unwrap_err();
    assert_eq!(error.status(), Status::ServiceNotRunning);
    button.cancel();
    assert_eq!(cancelled.join().unwrap().unwrap_err().status(), Status::Cancelled);
    assert!(!patient.is_finished() && !from_the_start.is_finished());
    service.restart();
    let _card = Card::insert(service.port(0));
    patient.join().unwrap().unwrap();
    from_the_start.join().unwrap().unwrap();
    #[cfg(feature = "capi")]
    {
        use jpkicard::internal::capi::{JPKI_ERROR_SERVICE_NOT_RUNNING, JPKI_OK};
        assert_eq!(c.join().unwrap(), JPKI_OK);
        assert_eq!(c_from_the_start.join().unwrap(), JPKI_OK);
        assert_eq!(c_limited.join().unwrap(), JPKI_ERROR_SERVICE_NOT_RUNNING);
    }
}

/// pcscd has a thread for each of 200 clients, and closes further connections.
fn a_full_service_turns_programs_away() {
    let hold = || UnixStream::connect(pcscd().socket()).unwrap();
    let mut clients: Vec<_> = std::iter::repeat_with(hold).take(200).collect();
    let context = Context::new();
    let mut codes = Vec::new();
    for _ in 0..20 {
        let error = context.readers().unwrap_err();
        assert_eq!(error.status(), Status::ServiceRefused, "{error}");
        codes.push(error.pcsc_code().unwrap());
        let error = context.wait_for_card(&WaitOptions::new()).unwrap_err();
        assert_eq!(error.status(), Status::ServiceRefused, "{error}");
    }
    println!("{codes:08X?}");
    let text = context.readers().unwrap_err().to_string();
    assert!(text.contains("connections") && text.contains("200"), "{text}");
    clients.truncate(150);
    until("the service takes nobody", || context.readers().is_ok());
}

#[cfg(feature = "capi")]
#[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
fn c_wait(reader: &std::ffi::CStr, flags: u32, absence: i32) -> thread::JoinHandle<i32> {
    use std::ptr::{null, null_mut};

    use jpkicard::internal::capi::*;

    let reader = reader.to_owned();
    thread::spawn(move || unsafe {
        let (mut context, mut card, none) = (null_mut(), null_mut(), null_mut());
        assert_eq!(jpki_context_new(&mut context, none), JPKI_OK);
        assert_eq!(
            jpki_context_set_timeout(context, JPKI_TIMEOUT_SERVICE_ABSENCE, -2, none),
            JPKI_ERROR_ARGUMENT
        );
        assert_eq!(
            jpki_context_set_timeout(context, JPKI_TIMEOUT_SERVICE_ABSENCE, absence, none),
            JPKI_OK
        );
        let status = jpki_card_wait(
            context,
            reader.as_ptr(),
            JPKI_WAIT_FOREVER,
            flags,
            null(),
            &mut card,
            none,
        );
        jpki_card_free(card);
        jpki_context_free(context);
        status
    })
}
