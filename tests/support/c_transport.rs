//! A Rust transport below the library's C API, as a C program supplies its own.
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]

use std::ffi::c_void;
use std::ptr::{null_mut, without_provenance_mut};

use jpkicard::Error;
use jpkicard::internal::capi::{jpki_card, jpki_card_open_transport, jpki_transport};
use jpkicard::transport::Transport;

fn code(outcome: Result<(), Error>) -> i32 {
    outcome.map_or_else(|error| error.status().code(), |()| 0)
}

unsafe extern "C" fn transmit<T: Transport>(
    user: *mut c_void,
    command: *const u8,
    command_length: usize,
    response: *mut u8,
    response_size: usize,
    response_length: *mut usize,
) -> i32 {
    // SAFETY: `user` is the transport of `open`; the library guarantees the rest.
    unsafe {
        let command = std::slice::from_raw_parts(command, command_length);
        let response = std::slice::from_raw_parts_mut(response, response_size);
        let sent = (*user.cast::<T>()).transmit(command, response);
        code(sent.map(|length| response_length.write(length)))
    }
}

unsafe extern "C" fn power_down<T: Transport>(user: *mut c_void) -> i32 {
    // SAFETY: as above.
    code(unsafe { (*user.cast::<T>()).power_down() })
}

unsafe extern "C" fn close<T: Transport>(user: *mut c_void) {
    // SAFETY: called once, with the pointer made below.
    drop(unsafe { Box::from_raw(user.cast::<T>()) });
}

/// A card handle around it; it must not panic.
pub fn open<T: Transport>(mut transport: T) -> *mut jpki_card {
    let transport = jpki_transport {
        struct_size: u32::try_from(size_of::<jpki_transport>()).unwrap(),
        max_apdu_data: u32::try_from(transport.longest_read(&[]).unwrap_or(0)).unwrap(),
        user: Box::into_raw(Box::new(transport)).cast(),
        transmit: Some(transmit::<T>),
        begin_transaction: None,
        end_transaction: None,
        power_down: Some(power_down::<T>),
        close: Some(close::<T>),
    };
    let mut card = without_provenance_mut(0);
    // SAFETY: the structure is complete, and the functions take its `user`.
    let code = unsafe { jpki_card_open_transport(&raw const transport, &mut card, null_mut()) };
    assert_eq!(code, 0);
    card
}
