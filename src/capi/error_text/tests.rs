//! Unit tests.

use std::ffi::CStr;

use super::*;
use crate::capi::status::{JPKI_ERROR_ARGUMENT, JPKI_ERROR_MESSAGE_SIZE, JPKI_OK, store};

/// An error as a call stores it.
fn as_stored(error: &Error) -> jpki_error {
    let mut stored = jpki_error {
        struct_size: u32::try_from(size_of::<jpki_error>()).unwrap(),
        status: 0,
        tries_left: 0,
        status_word: 0,
        pcsc_code: 0,
        message: [0; JPKI_ERROR_MESSAGE_SIZE],
    };
    store(&raw mut stored, &Err(error.clone()));
    stored
}

/// The text of a failure in a place of that many bytes.
fn text_of(failure: &jpki_error, language: i32, size: usize) -> (i32, String) {
    let mut place = vec![0x7F_u8; size.max(1)];
    let null = std::ptr::null_mut();
    // SAFETY: the place has so many bytes, and an error may be null.
    let status =
        unsafe { jpki_error_text(failure, language, place.as_mut_ptr().cast(), size, null) };
    let text = CStr::from_bytes_until_nul(&place).map(|text| text.to_str().unwrap().to_owned());
    (status, text.unwrap_or_default())
}

#[test]
fn a_stored_error_reads_in_both_languages_as_rusts() {
    for status in Status::ALL {
        for tries in [None, Some(0), Some(1), Some(15)] {
            let mut error =
                Error::new(*status).with_status_word(StatusWord::new(0x63C1)).with_pcsc_code(1);
            error = tries.map_or(error.clone(), |tries| error.with_tries_left(tries));
            let with_detail = as_stored(&error.clone().with_detail("a detail in English"));
            for (number, language) in [
                (JPKI_LANGUAGE_ENGLISH, Language::English),
                (JPKI_LANGUAGE_JAPANESE, Language::Japanese),
            ] {
                let (outcome, text) = text_of(&with_detail, number, JPKI_ERROR_TEXT_SIZE);
                assert_eq!(outcome, JPKI_OK);
                assert_eq!(text, error.in_language(language).to_string(), "it was cut");
            }
        }
    }
}

#[test]
fn a_text_is_cut_between_two_characters() {
    let failure = as_stored(&Error::new(Status::PinWrong).with_tries_left(2));
    let whole = "暗証番号が違います（残り 2 回）。";
    for size in 1..=whole.len() {
        let (outcome, text) = text_of(&failure, JPKI_LANGUAGE_JAPANESE, size);
        assert_eq!(outcome, JPKI_OK);
        assert!(whole.starts_with(&text) && size - text.len() <= 3, "{size}: {text}");
    }
    assert_eq!(text_of(&failure, JPKI_LANGUAGE_JAPANESE, 0).0, JPKI_ERROR_ARGUMENT);
}

#[test]
fn the_failure_may_be_the_error_too() {
    let mut failure = as_stored(&Error::new(Status::PinWrong).with_tries_left(2));
    let mut text = [0x7F_u8; JPKI_ERROR_TEXT_SIZE];
    let (same, place) = (&raw mut failure, text.as_mut_ptr().cast());
    // SAFETY: both are of the sizes passed.
    let status =
        unsafe { jpki_error_text(same, JPKI_LANGUAGE_JAPANESE, place, JPKI_ERROR_TEXT_SIZE, same) };
    assert_eq!(status, JPKI_OK);
    let text = CStr::from_bytes_until_nul(&text).unwrap().to_str().unwrap();
    assert!(text.starts_with("暗証番号が違います（残り 2 回）。"), "{text}");
    assert_eq!((failure.status, failure.tries_left), (JPKI_OK, -1));
}

#[test]
fn what_no_call_stores_is_no_failure() {
    let good = || as_stored(&Error::new(Status::PinWrong).with_tries_left(2));
    let wrong: [fn(&mut jpki_error); 7] = [
        |failure| failure.struct_size = 19,
        |failure| failure.status = -9,
        |failure| failure.status = 1,
        |failure| failure.tries_left = -2,
        |failure| failure.tries_left = 256,
        |failure| failure.status_word = 0x1_0000,
        |failure| failure.struct_size = 4_097,
    ];
    for change in wrong {
        let mut failure = good();
        change(&mut failure);
        let expected = (JPKI_ERROR_ARGUMENT, String::new());
        assert_eq!(text_of(&failure, JPKI_LANGUAGE_JAPANESE, 99), expected);
    }
    for language in [-1, 2, i32::MAX, i32::MIN] {
        assert_eq!(text_of(&good(), language, 99), (JPKI_ERROR_ARGUMENT, String::new()));
    }
    // A later version's structure is larger.
    let mut later = good();
    later.struct_size += 8;
    assert_eq!(text_of(&later, JPKI_LANGUAGE_ENGLISH, 99).0, JPKI_OK);
}
