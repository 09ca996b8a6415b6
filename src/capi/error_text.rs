//! A failure as a sentence for the person at the desk, in English or Japanese.

use std::ffi::c_char;

use crate::apdu::StatusWord;
use crate::capi::argument::refused;
use crate::capi::guard::guarded;
use crate::capi::out::TextOut;
use crate::capi::status::{
    JPKI_LANGUAGE_ENGLISH, JPKI_LANGUAGE_JAPANESE, error_is_usable, jpki_error, jpki_language,
    jpki_status,
};
use crate::error::{Error, Result};
use crate::status::{Language, Status};

/// A size in bytes that is enough for every text of `jpki_error_text`, including its NUL.
pub const JPKI_ERROR_TEXT_SIZE: usize = 1024;

/// Writes a failure as a sentence for the person at the desk.
///
/// The text contains that of `jpki_status_text`, the number of tries left and, for the log, the
/// card's status word and the PC/SC code, as in error->message. For a locked PIN it says whether
/// this call's try locked it or it was already locked. It omits what the message has in
/// parentheses: the part of the call that failed or, for JPKI_ERROR_KEY_NOT_LOCKED after a change,
/// which PIN is in force.
///
/// `failure`: an error stored by a call; its message is not read. `language`: one of
/// JPKI_LANGUAGE_*. `text`: receives NUL-terminated UTF-8, truncated between two characters to
/// `text_size` bytes; JPKI_ERROR_TEXT_SIZE is enough. On failure it is empty. JPKI_ERROR_ARGUMENT
/// if `failure` holds a status, a number of tries or a status word that no call stores.
///
/// `failure` and `error` may be the same structure: it is read first and then cleared, as after any
/// success, so save the status. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_error_text(
    failure: *const jpki_error,
    language: jpki_language,
    text: *mut c_char,
    text_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { TextOut::cleared(text, text_size, 1)? };
        let language = match language {
            JPKI_LANGUAGE_ENGLISH => Language::English,
            JPKI_LANGUAGE_JAPANESE => Language::Japanese,
            _ => return Err(refused("the language is none of JPKI_LANGUAGE_*")),
        };
        // SAFETY: as above.
        let failure = unsafe { stored(failure)? };
        result.put_cut(&failure.in_language(language).to_string())
    })
}

/// The error that a call stored, without its detail.
///
/// # Safety
/// `failure` is NULL or points to a structure that a call has filled in.
unsafe fn stored(failure: *const jpki_error) -> Result<Error> {
    if failure.is_null() || !error_is_usable(failure) {
        return Err(refused("the failure is null or no jpki_error"));
    }
    // SAFETY: as the caller of this function promises. Each field is read separately: the structure
    // may be the one that is written to later, and may not have a message.
    let (status, tries_left, status_word, pcsc_code) = unsafe {
        (
            (&raw const (*failure).status).read(),
            (&raw const (*failure).tries_left).read(),
            (&raw const (*failure).status_word).read(),
            (&raw const (*failure).pcsc_code).read(),
        )
    };
    let no_such = |_| refused("a jpki_error that no call stores");
    let status = Status::from_code(status).ok_or(refused("the status is none"))?;
    let mut error = Error::new(status);
    if (status, status_word) == (Status::NotOnCard, 0) {
        // Anything else missing is reported with a status word; see `capi/document.rs`.
        error = error.with_detail("signature certificate");
    }
    if tries_left != -1 {
        error = error.with_tries_left(u8::try_from(tries_left).map_err(no_such)?);
    }
    if status_word != 0 {
        let word = u16::try_from(status_word).map_err(no_such)?;
        error = error.with_status_word(StatusWord::new(word));
    }
    Ok(if pcsc_code == 0 { error } else { error.with_pcsc_code(pcsc_code) })
}

#[cfg(test)]
mod tests;
