//! A failure as a sentence for the desk, in the language of the desk.

use std::ffi::c_char;

use crate::apdu::StatusWord;
use crate::capi::argument::refused;
use crate::capi::guard::guarded;
use crate::capi::out::TextOut;
use crate::capi::status::jpki_language;
use crate::capi::status::{
    JPKI_LANGUAGE_ENGLISH, JPKI_LANGUAGE_JAPANESE, error_is_usable, jpki_error, jpki_status,
};
use crate::error::{Error, Result};
use crate::status::{Language, Status};

/// The bytes that are enough for every text of `jpki_error_text`, its NUL included.
pub const JPKI_ERROR_TEXT_SIZE: usize = 1024;

/// Writes a failure as a sentence for the person at the desk, in one of JPKI_LANGUAGE_*:
/// what `jpki_status_text` says, how many tries are left, and for the log the card's status
/// word and the PC/SC code, as in error->message; of a locked PIN, whether this call's try
/// locked it or it was locked before. Not what the message has in round brackets: which part
/// of the call it met or, after a change and JPKI_ERROR_KEY_NOT_LOCKED, which PIN is in
/// force.
///
/// `failure`: what a call stored; its message is not read. `text` gets UTF-8 and a NUL, cut
/// to `text_size` bytes between two characters: JPKI_ERROR_TEXT_SIZE is enough. On failure
/// it is the empty text. JPKI_ERROR_ARGUMENT for a failure that no call stores: a status, a
/// number of tries or a status word that is none.
///
/// `failure` and `error` may be the same: it is read first, and then cleared as after any
/// success, so keep the status. Any thread; does not touch a card.
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

/// What a call stored, without the detail.
///
/// # Safety
/// `failure` is null or points to a structure that a call has filled in.
unsafe fn stored(failure: *const jpki_error) -> Result<Error> {
    if failure.is_null() || !error_is_usable(failure) {
        return Err(refused("the failure is null or no jpki_error"));
    }
    // SAFETY: as the caller of this function promises. Each is read by itself: the structure
    // may be the one that is written to later, and its message need not be there.
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
    let mut told = Error::new(status);
    if (status, status_word) == (Status::NotOnCard, 0) {
        // Every other lack is told by a status word; see `capi/document.rs`.
        told = told.with_detail("signature certificate");
    }
    if tries_left != -1 {
        told = told.with_tries_left(u8::try_from(tries_left).map_err(no_such)?);
    }
    if status_word != 0 {
        let word = u16::try_from(status_word).map_err(no_such)?;
        told = told.with_status_word(StatusWord::new(word));
    }
    Ok(if pcsc_code == 0 { told } else { told.with_pcsc_code(pcsc_code) })
}

#[cfg(test)]
mod tests;
