//! The C functions of the individual number.

use std::ffi::CStr;
use std::ptr::null_mut;

use jpkicard::internal::capi::{
    JPKI_AUTHORITIES_TEST, JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_INDIVIDUAL_NUMBER_SIZE,
    JPKI_LAST_TRY_KEEP, JPKI_VIRTUAL_MY_NUMBER_CARD, jpki_card_free, jpki_card_individual_number,
    jpki_card_individual_number_image, jpki_card_open_virtual, jpki_picture_free,
};

use crate::{c_error, keep_message};

/// Reads the individual number with this PIN and the right one, and its picture with this number
/// and the card's own; returns the number of flows.
pub(crate) fn c_flow(pin: &[u8], number: &[u8]) -> usize {
    // SAFETY: each call gets what the header requires.
    unsafe {
        let mut error = c_error();
        let mut card = null_mut();
        jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &mut card, &mut error);
        let keep = JPKI_LAST_TRY_KEEP;
        let mut own = [0; JPKI_INDIVIDUAL_NUMBER_SIZE];
        for pin in [pin, &pin[1..], b"1234"] {
            let (pin, place) = ((pin.as_ptr().cast(), pin.len()), own.as_mut_ptr());
            let size = own.len();
            jpki_card_individual_number(card, pin.0, pin.1, keep, place, size, &mut error);
            keep_message(&error);
        }
        let own = CStr::from_ptr(own.as_ptr()).to_bytes();
        assert_eq!(own.len(), 12);
        for number in [number, &number[1..], own] {
            let (digits, length) = (number.as_ptr().cast(), number.len());
            for authorities in [JPKI_AUTHORITIES_TEST, JPKI_AUTHORITIES_VIRTUAL_CARD] {
                let mut picture = null_mut();
                jpki_card_individual_number_image(
                    card,
                    digits,
                    length,
                    authorities,
                    keep,
                    &mut picture,
                    &mut error,
                );
                keep_message(&error);
                jpki_picture_free(picture);
            }
        }
        jpki_card_free(card);
    }
    1
}
