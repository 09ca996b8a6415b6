//! A transport that the C caller supplies.

use std::cell::UnsafeCell;
use std::ffi::c_void;

use crate::capi::argument::refused;
use crate::capi::structure::{Structure, end_of};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

/// A connection to a card supplied by the caller: a reader without PC/SC, a card at the other end
/// of a network, a test. The structure is copied when it is passed.
///
/// Each function receives `user`, is called in the thread that uses the card, one at a time, and
/// returns JPKI_OK or a JPKI_ERROR_*: JPKI_ERROR_CARD_REMOVED if the card was removed,
/// JPKI_ERROR_CARD_RESET if it lost its state. These are also passed on unchanged: ..._SERVICE_*,
/// ..._NO_READER, ..._NO_CARD, ..._CARD_UNRESPONSIVE, ..._SHARING_VIOLATION, ..._CARD_BUSY and
/// ..._READER_NOT_RESPONDING. Any other number becomes JPKI_ERROR_READER_FAILED.
///
/// None may unwind or jump out of the call: a C++ exception must be caught inside it, or the
/// process ends, possibly with the key unlocked. Do not log the bytes: a command may contain a PIN.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_transport {
    /// Set by the caller: sizeof(jpki_transport).
    pub struct_size: u32,
    /// The maximum number of data bytes in one APDU through this connection, at most 65,536. Above
    /// 256, files are read with extended APDUs if the card accepts them. 0 if unknown: files are
    /// then read in pieces of 256.
    pub max_apdu_data: u32,
    /// Passed to each function.
    pub user: *mut c_void,
    /// Sends a command APDU once and stores the answer, including its status word, in `response`,
    /// at most `response_size` bytes, and its length in `*response_length`. Required. Writing an
    /// answer after the function has returned is harmless until `close`, but the answer is lost or
    /// taken for the next one.
    pub transmit: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            command: *const u8,
            command_length: usize,
            response: *mut u8,
            response_size: usize,
            response_length: *mut usize,
        ) -> i32,
    >,
    /// Prevents other programs from using the card. NULL if there are none.
    pub begin_transaction: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// Allows other programs to use the card again. NULL if there are none.
    pub end_transaction: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// Powers the card down, so that it forgets a verified PIN; used when the key cannot be locked
    /// otherwise. JPKI_ERROR_CARD_REMOVED counts as success. Required.
    pub power_down: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// Called once, when the library no longer uses the connection; may be NULL.
    pub close: Option<unsafe extern "C" fn(user: *mut c_void)>,
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_transport {
    const SMALLEST: usize = end_of!(jpki_transport, close);
}

/// The maximum number of data bytes in one APDU.
const MAX_APDU_DATA: u32 = 65_536;
/// Room for the longest answer: 65,536 bytes and a status word.
const ROOM: usize = 65_538;

/// The checked copy, and the memory where its functions store their answers. This lives as long as
/// the connection, since a host may give up on a reader whose answer comes later.
pub(super) struct Supplied {
    functions: jpki_transport,
    in_transaction: bool,
    answer: Vec<u8>,
    length: Box<UnsafeCell<usize>>,
}

// SAFETY: the structure's documentation states that any thread may call its functions, one at a
// time; the library only passes `user` through.
unsafe impl Send for Supplied {}

impl Supplied {
    pub(super) fn new(functions: &jpki_transport) -> Result<Self> {
        match functions {
            jpki_transport {
                max_apdu_data: 0..=MAX_APDU_DATA,
                transmit: Some(_),
                power_down: Some(_),
                ..
            } => Ok(Self {
                functions: *functions,
                in_transaction: false,
                answer: vec![0; ROOM],
                length: Box::default(),
            }),
            _ => Err(refused(
                "a transport lacks transmit or power_down, or max_apdu_data is above 65,536",
            )),
        }
    }

    fn call(&self, function: Option<unsafe extern "C" fn(*mut c_void) -> i32>) -> Result<()> {
        match function {
            // SAFETY: the caller supplied the function for calls with `user`.
            Some(function) => outcome(unsafe { function(self.functions.user) }),
            None => Ok(()),
        }
    }
}

/// The result of a function of the caller's. A status that a reader cannot report, such as a wrong
/// PIN, is a failure of the reader.
fn outcome(code: i32) -> Result<()> {
    match Status::from_code(code) {
        Some(Status::Ok) => Ok(()),
        Some(
            status @ (Status::ServiceNotRunning
            | Status::ServiceRefused
            | Status::ServiceFailed
            | Status::ServiceNotResponding
            | Status::NoReader
            | Status::NoCard
            | Status::CardUnresponsive
            | Status::SharingViolation
            | Status::CardBusy
            | Status::ReaderNotResponding
            | Status::CardRemoved
            | Status::CardReset),
        ) => Err(Error::new(status)),
        _ => Err(Error::new(Status::ReaderFailed)),
    }
}

impl Transport for Supplied {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let Some(transmit) = self.functions.transmit else {
            return Err(Error::new(Status::Internal));
        };
        let room = response.len().min(ROOM);
        let (answer, length) = (self.answer.as_mut_ptr(), self.length.get());
        // SAFETY: both have the stated sizes, and nothing else refers to them. They are read once,
        // so that what is written later changes nothing that was checked.
        let (status, length) = unsafe {
            length.write_volatile(0);
            let status = transmit(
                self.functions.user,
                command.as_ptr(),
                command.len(),
                answer,
                room,
                length,
            );
            response.as_mut_ptr().copy_from_nonoverlapping(answer, room);
            answer.write_bytes(0, room);
            (status, length.read_volatile())
        };
        outcome(status)?;
        if length > room {
            return Err(Error::new(Status::CardAnswer).with_detail("longer than the buffer"));
        }
        Ok(length)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.call(self.functions.begin_transaction)?;
        self.in_transaction = true;
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.in_transaction = false;
        self.call(self.functions.end_transaction)
    }

    fn power_down(&mut self) -> Result<()> {
        self.call(self.functions.power_down)
    }

    fn longest_read(&mut self, _application: &[u8]) -> Option<usize> {
        // The card remembers what an application has refused.
        usize::try_from(self.functions.max_apdu_data).ok()
    }
}

impl Drop for Supplied {
    fn drop(&mut self) {
        if self.in_transaction {
            let _ = self.end_transaction();
        }
        if let Some(close) = self.functions.close {
            // SAFETY: the caller supplied the function for this one call.
            unsafe { close(self.functions.user) }
        }
    }
}
