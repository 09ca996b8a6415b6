//! The caller's own card authorities, in C.

use std::sync::{Mutex, PoisonError};

use crate::capi::argument::{bytes, place, refused};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Result;
use crate::record::{CardAuthorities, CardAuthority, RecordApplication};

/// For `jpki_card_authorities_add`: the key is that of the authority for the card's face and birth
/// date.
pub const JPKI_RECORD_FACE: i32 = 0x4A00_1D01;
/// The key is that of the authority for name, address, birth date and sex as text.
pub const JPKI_RECORD_ATTRIBUTES: i32 = 0x4A00_1D02;

/// One of JPKI_RECORD_*.
pub type jpki_record_kind = i32;

/// A list of the caller's own card authorities, for JPKI_AUTHORITIES_OWN: a generation newer than
/// the library, or the authorities of a simulated card. Made by `jpki_card_authorities_new`, freed
/// by `jpki_card_authorities_free`. Any thread may use it.
pub struct jpki_card_authorities {
    _opaque: [u8; 0],
}

/// What is behind the handle.
struct Own(Mutex<CardAuthorities>);

/// Makes an empty list. With an empty list every record is refused: add an authority first.
///
/// Free `*authorities` with `jpki_card_authorities_free`; it is NULL on failure. Any thread; does
/// not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_authorities_new(
    authorities: *mut *mut jpki_card_authorities,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(authorities)? };
        result.put(std::ptr::null_mut());
        result.put(handle::open(Own(Mutex::new(CardAuthorities::none()))));
        Ok(())
    })
}

/// Adds an authority's key to those that the list trusts. Whoever can choose this key can make
/// cards: obtain it from the issuer, over a channel that nobody can tamper with, and never from a
/// card.
///
/// `record`: one of JPKI_RECORD_*; a key for one is not valid for the other. `key_id`: the 16 bytes
/// by which the card's certificate names the key. `modulus`: that of the RSA key of 2048 bits,
/// big-endian; leading zeros do not count. The exponent is 65537.
///
/// JPKI_ERROR_ARGUMENT for another key_id_length, JPKI_ERROR_KEY_NOT_SUPPORTED for another kind of
/// key. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_authorities_add(
    authorities: *mut jpki_card_authorities,
    record: jpki_record_kind,
    key_id: *const u8,
    key_id_length: usize,
    modulus: *const u8,
    modulus_length: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let application = match record {
            JPKI_RECORD_FACE => RecordApplication::CardSurface,
            JPKI_RECORD_ATTRIBUTES => RecordApplication::InputSupport,
            _ => return Err(refused("the record is none of JPKI_RECORD_*")),
        };
        // SAFETY: C's caller promises it.
        let (key_id, modulus) =
            unsafe { (bytes(key_id, key_id_length), bytes(modulus, modulus_length)) };
        let (key_id, modulus) = (key_id?, modulus?);
        let own = handle::find::<_, Own>(authorities)?;
        let key_id = key_id.try_into().map_err(|_| refused("a key identifier has 16 bytes"))?;
        let authority = CardAuthority::new(application, key_id, modulus, &[0x01, 0x00, 0x01])?;
        let mut list = own.0.lock().unwrap_or_else(PoisonError::into_inner);
        *list = list.clone().with(authority);
        Ok(())
    })
}

/// Frees a list. Does nothing if it is NULL or already freed; a card that it was set for keeps its
/// authorities.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_card_authorities_free(authorities: *mut jpki_card_authorities) {
    ignoring_panics((), || handle::close::<_, Own>(authorities));
}

/// Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in the
/// list now, replacing any set before. The list may be changed or freed afterwards.
///
/// Any thread; waits for other calls on the card, and sends nothing to it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_set_authorities(
    card: *mut jpki_card,
    authorities: *const jpki_card_authorities,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let own = of_handle(authorities)?;
        with_card(card, |state| {
            state.own_authorities = Some(own);
            Ok(())
        })
    })
}

/// The authorities that are in a list now.
pub(super) fn of_handle(authorities: *const jpki_card_authorities) -> Result<CardAuthorities> {
    let own = handle::find::<_, Own>(authorities)?;
    let list = own.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(list)
}
