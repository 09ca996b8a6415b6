//! The status numbers and the error structure.

use std::ffi::{CStr, c_char};
use std::mem::offset_of;

use crate::capi::out::cut;
use crate::capi::structure::{Structure, structure_place};
use crate::error::{Error, Result};
use crate::status::{Language, Status};

/// The return value of every fallible function: `JPKI_OK` or a negative `JPKI_ERROR_*`. A number is
/// never reused or renumbered; treat an unknown one as a failure.
pub type jpki_status = i32;

/// Success.
pub const JPKI_OK: i32 = 0;
/// Internal error. Have the card removed from the reader and put back, which locks its key; free
/// the handle and open a new one.
pub const JPKI_ERROR_INTERNAL: i32 = -1;
/// An argument is invalid: a NULL pointer, a length, a number, a struct_size.
pub const JPKI_ERROR_ARGUMENT: i32 = -2;
/// The handle is NULL, freed, or of another kind.
pub const JPKI_ERROR_HANDLE: i32 = -3;
/// The library was built without this feature.
pub const JPKI_ERROR_NOT_BUILT: i32 = -4;
/// The operating system refused a resource.
pub const JPKI_ERROR_SYSTEM: i32 = -5;
/// A callback used a card that is in use: the card whose call invoked it, or one that another
/// thread is using.
pub const JPKI_ERROR_REENTERED: i32 = -6;
/// The handle was created by the parent process, before a fork.
pub const JPKI_ERROR_FORKED: i32 = -7;
/// The smart card service is not running.
pub const JPKI_ERROR_SERVICE_NOT_RUNNING: i32 = -10;
/// The smart card service refused the connection: the account is not allowed to use it, or other
/// programs hold all its connections.
pub const JPKI_ERROR_SERVICE_REFUSED: i32 = -11;
/// The smart card service reported another failure.
pub const JPKI_ERROR_SERVICE_FAILED: i32 = -12;
/// No reader is connected.
pub const JPKI_ERROR_NO_READER: i32 = -13;
/// The requested reader is not connected.
pub const JPKI_ERROR_UNKNOWN_READER: i32 = -14;
/// No card is on the reader.
pub const JPKI_ERROR_NO_CARD: i32 = -15;
/// The card does not answer.
pub const JPKI_ERROR_CARD_UNRESPONSIVE: i32 = -16;
/// The card is not an Individual Number Card.
pub const JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD: i32 = -17;
/// Another program holds the card exclusively.
pub const JPKI_ERROR_SHARING_VIOLATION: i32 = -18;
/// The card was removed. Its handle cannot be used again: wait for a card again.
pub const JPKI_ERROR_CARD_REMOVED: i32 = -19;
/// The card was reset, or it may have been exchanged and nothing read from it before can rule that
/// out. No PIN try was spent. Wait for the card again; with a transport of your own, open a new
/// handle.
pub const JPKI_ERROR_CARD_RESET: i32 = -20;
/// No card arrived before the timeout.
pub const JPKI_ERROR_TIMED_OUT: i32 = -21;
/// The wait was cancelled.
pub const JPKI_ERROR_CANCELLED: i32 = -22;
/// The exchange between reader and card failed.
pub const JPKI_ERROR_READER_FAILED: i32 = -23;
/// Another program is using the card and did not release it in time, or the card or its reader is
/// slow.
pub const JPKI_ERROR_CARD_BUSY: i32 = -24;
/// The smart card service is running but does not respond.
pub const JPKI_ERROR_SERVICE_NOT_RESPONDING: i32 = -25;
/// The card reader, its driver or the card did not respond in time.
pub const JPKI_ERROR_READER_NOT_RESPONDING: i32 = -26;
/// The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again at
/// every call. Not on Windows and macOS, where it is part of the system.
pub const JPKI_ERROR_PCSC_NOT_INSTALLED: i32 = -27;
/// The card's response is malformed.
pub const JPKI_ERROR_CARD_ANSWER: i32 = -30;
/// The card refused the command; see status_word.
pub const JPKI_ERROR_CARD_STATUS: i32 = -31;
/// The card does not hold the requested data: many children's cards have no signature certificate,
/// and a phone or an old Resident Registry card has no card-face application.
pub const JPKI_ERROR_NOT_ON_CARD: i32 = -32;
/// The certificate is damaged.
pub const JPKI_ERROR_CERTIFICATE_MALFORMED: i32 = -33;
/// After a reset or a lost response, a different card answered.
pub const JPKI_ERROR_CARD_EXCHANGED: i32 = -34;
/// The PIN is not four half-width digits. Nothing was sent to the card.
pub const JPKI_ERROR_PIN_FORMAT: i32 = -40;
/// The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
/// tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not say
/// whether a try was spent. The same applies to the other credentials below.
pub const JPKI_ERROR_PIN_WRONG: i32 = -41;
/// The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset at
/// the municipal office or, with the signature password, at some convenience-store kiosks.
/// status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already locked
/// and was not sent. The same applies to the other credentials below.
pub const JPKI_ERROR_PIN_BLOCKED: i32 = -42;
/// One try is left and spending it was not allowed. The PIN was not sent.
pub const JPKI_ERROR_PIN_LAST_TRY: i32 = -43;
/// The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and spending
/// the last one was not allowed. The PIN was not sent. Ask the holder, then use JPKI_LAST_TRY_ALLOW
/// to send it.
pub const JPKI_ERROR_PIN_TRIES_UNKNOWN: i32 = -44;
/// The card allows this only after the PIN is verified.
pub const JPKI_ERROR_PIN_REQUIRED: i32 = -45;
/// The PIN was sent, but the answer was lost or not understood: a try may have been spent.
pub const JPKI_ERROR_PIN_UNCERTAIN: i32 = -46;
/// A PIN change was sent, but may not have taken effect: either the old or the new PIN is in force.
pub const JPKI_ERROR_PIN_CHANGE_UNCERTAIN: i32 = -47;
/// Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was not
/// sent.
pub const JPKI_ERROR_PIN_LAST_TWO_TRIES: i32 = -48;
/// The card's signature does not match its certificate and was discarded.
pub const JPKI_ERROR_SIGNATURE_INVALID: i32 = -50;
/// The certificate's key is of a type that this version does not support.
pub const JPKI_ERROR_KEY_NOT_SUPPORTED: i32 = -51;
/// The key could not be locked: have the card removed from the reader now. The next call on the
/// card, or freeing it, first tries to lock the key again.
pub const JPKI_ERROR_KEY_NOT_LOCKED: i32 = -52;
/// The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
/// Nothing was sent to the card.
pub const JPKI_ERROR_PASSWORD_FORMAT: i32 = -60;
/// The signature password is wrong. One try was spent, or two if the reader's driver repeated the
/// command; tries_left is the number left.
pub const JPKI_ERROR_PASSWORD_WRONG: i32 = -61;
/// The signature password is locked; the four-digit PIN is not affected.
pub const JPKI_ERROR_PASSWORD_BLOCKED: i32 = -62;
/// The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
/// command; tries_left is the number left.
pub const JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG: i32 = -65;
/// The input-support PIN is locked; the other PINs are not affected.
pub const JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED: i32 = -66;
/// The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
pub const JPKI_ERROR_CHECK_NUMBER_FORMAT: i32 = -70;
/// The check number or birth date does not match this card. One try was spent, or two if the
/// reader's driver repeated the command; tries_left is the number left.
pub const JPKI_ERROR_CHECK_NUMBER_WRONG: i32 = -71;
/// The check number or birth date is locked; the PINs are not affected.
pub const JPKI_ERROR_CHECK_NUMBER_BLOCKED: i32 = -72;
/// The six digits of the birth date match the card's, but the year does not. No try was spent.
pub const JPKI_ERROR_BIRTH_DATE_DIFFERS: i32 = -73;
/// The certificate has expired: the holder can renew it at the municipal office.
pub const JPKI_ERROR_CERTIFICATE_EXPIRED: i32 = -80;
/// The certificate is not valid yet: check the computer's clock.
pub const JPKI_ERROR_CERTIFICATE_NOT_YET_VALID: i32 = -81;
/// The certificate was revoked: do not accept it.
pub const JPKI_ERROR_CERTIFICATE_REVOKED: i32 = -82;
/// The certificate is not issued by a trust anchor for this purpose: do not accept it.
pub const JPKI_ERROR_CERTIFICATE_NOT_TRUSTED: i32 = -83;
/// A record read from the card cannot be parsed.
pub const JPKI_ERROR_RECORD_MALFORMED: i32 = -84;
/// The record's signature or its issuer's certificate is not valid: do not rely on the record.
pub const JPKI_ERROR_RECORD_NOT_AUTHENTIC: i32 = -85;
/// The challenge was not signed by the card's own key: the card may be a copy.
pub const JPKI_ERROR_CARD_NOT_GENUINE: i32 = -86;
/// The photo or another image on the card cannot be decoded.
pub const JPKI_ERROR_IMAGE_MALFORMED: i32 = -87;
/// The revocation data supplied do not show whether the certificate is revoked.
pub const JPKI_ERROR_REVOCATION_UNKNOWN: i32 = -88;

/// The size of jpki_error.message in bytes, including its NUL.
pub const JPKI_ERROR_MESSAGE_SIZE: usize = 512;

/// Details of a failure. The caller owns it, sets `struct_size` to `sizeof(jpki_error)` and may
/// reuse it; there is nothing to free. It never holds a PIN, a name or a serial number, so all of
/// it may be logged.
///
/// A call that succeeds stores `JPKI_OK` and clears the rest.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_error {
    /// Set by the caller: sizeof(jpki_error).
    pub struct_size: u32,
    /// The same number as the function's return value.
    pub status: jpki_status,
    /// The number of PIN tries left; -1 if the card did not say.
    pub tries_left: i32,
    /// The card's status word, such as 0x6982; 0 if there is none.
    pub status_word: u32,
    /// The PC/SC return code; 0 if there is none.
    pub pcsc_code: u32,
    /// One English sentence in UTF-8, NUL-terminated: what happened, what it means for the person
    /// at the desk, and what was left unchanged.
    pub message: [c_char; JPKI_ERROR_MESSAGE_SIZE],
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_error {
    const SMALLEST: usize = offset_of!(jpki_error, message);
}

/// Whether an error structure is NULL or can be written to.
pub(super) fn error_is_usable(error: *const jpki_error) -> bool {
    if error.is_null() {
        return true;
    }
    // SAFETY: the caller's pointer points to a jpki_error, whose first member may be read whatever
    // the size of the rest.
    error.is_aligned() && jpki_error::may_have(unsafe { (&raw const (*error).struct_size).read() })
}

/// Stores an outcome. `error` is NULL or has been checked to be usable.
pub(super) fn store(error: *mut jpki_error, outcome: &Result<()>) -> jpki_status {
    let status = outcome.as_ref().err().map_or(Status::Ok, Error::status);
    // SAFETY: the caller's structure has the size that it states, which was checked, and only the
    // caller uses it during the call. It need not be initialised.
    if let Ok((mut place, struct_size)) = unsafe { structure_place(error) } {
        let failure = outcome.as_ref().err();
        let sentence = failure.map(ToString::to_string).unwrap_or_default();
        let mut message = [0; JPKI_ERROR_MESSAGE_SIZE];
        let bytes = cut(&sentence, JPKI_ERROR_MESSAGE_SIZE).bytes();
        for (place, byte) in message.iter_mut().zip(bytes) {
            *place = byte as c_char;
        }
        place.put(jpki_error {
            struct_size,
            status: status.code(),
            tries_left: failure.and_then(Error::tries_left).map_or(-1, i32::from),
            status_word: failure.and_then(Error::status_word).map_or(0, |word| word.value().into()),
            pcsc_code: failure.and_then(Error::pcsc_code).unwrap_or(0),
            message,
        });
    }
    status.code()
}

/// Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or "JPKI_ERROR_UNKNOWN"
/// for an unknown number. The text is static: do not free it. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_status_name(status: jpki_status) -> *const c_char {
    const UNKNOWN: &CStr = c"JPKI_ERROR_UNKNOWN";
    Status::from_code(status).map_or(UNKNOWN, Status::c_name).as_ptr()
}

/// English, for texts shown to the person at the desk.
pub const JPKI_LANGUAGE_ENGLISH: i32 = 0x4A00_0101;
/// Japanese, for texts shown to the person at the desk.
pub const JPKI_LANGUAGE_JAPANESE: i32 = 0x4A00_0102;

/// One of JPKI_LANGUAGE_*.
pub type jpki_language = i32;

/// Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what it
/// means, what to do next, and what was left unchanged.
///
/// `language`: one of JPKI_LANGUAGE_*; any other number means English. The sentence does not
/// include the number of tries left; use `jpki_error_text` for that. For an unknown status, it says
/// that the status is unknown. The text is static: do not free it. Any thread; does not touch a
/// card.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_status_text(status: jpki_status, language: jpki_language) -> *const c_char {
    let (language, unknown) = match language {
        JPKI_LANGUAGE_JAPANESE => {
            (Language::Japanese, c"このバージョンでは不明な状態です。失敗として扱ってください。")
        }
        _ => {
            (Language::English, c"a status that this version does not know: treat it as a failure")
        }
    };
    Status::from_code(status).map_or(unknown, |status| status.c_text(language)).as_ptr()
}

#[cfg(test)]
mod tests;
