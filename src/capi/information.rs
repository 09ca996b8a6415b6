//! What the card says about itself, in C.

use std::ffi::c_char;

use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::record::date_number;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::structure::{Structure, end_of, structure_place};

/// What the card says about itself. The caller owns it and sets `struct_size`; there is nothing to
/// free. None of it is signed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_information {
    /// Set by the caller: sizeof(jpki_information).
    pub struct_size: u32,
    /// The last day on which the card is valid, YYYYMMDD as a number.
    pub expiry: i32,
    /// The municipality that issued the card: five digits, the first two for the prefecture, and
    /// NUL.
    pub municipality_code: [c_char; 8],
    /// The card's serial number: 15 digits and NUL. It identifies one card; treat it like a
    /// certificate's serial number and do not log it.
    pub serial: [c_char; 16],
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_information {
    const SMALLEST: usize = end_of!(jpki_information, serial);
}

/// Reads the card's serial number, the municipality that issued it and its expiry date. No PIN or
/// check number is needed, and no try is spent.
///
/// The caller sets `information->struct_size`; on failure the other fields are 0 and empty.
/// JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_information(
    card: *mut jpki_card,
    information: *mut jpki_information,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, struct_size) = unsafe { structure_place(information)? };
        let mut stored =
            jpki_information { struct_size, expiry: 0, municipality_code: [0; 8], serial: [0; 16] };
        result.put(stored);
        let read = with_card(card, |state| state.card.card_information())?;
        stored.expiry = date_number(read.expiry());
        copy(read.municipality_code(), &mut stored.municipality_code);
        copy(read.serial(), &mut stored.serial);
        result.put(stored);
        Ok(())
    })
}

/// Copies digits into a zeroed field that has room for them and a NUL.
fn copy(digits: &str, field: &mut [c_char]) {
    let room = field.len().saturating_sub(1);
    for (place, digit) in field.iter_mut().take(room).zip(digits.bytes()) {
        *place = digit as c_char;
    }
}
