//! The caller's structures: as large as stated, with a check of the memory after them.

use std::ffi::CStr;

use jpkicard::Status;
use jpkicard::internal::capi::{self, jpki_error};

use super::super::session::{Heard, no_secret_in};

const FILLER: u8 = 0xA5;

/// Room for any structure that claims up to 4,096 bytes, aligned.
#[repr(C, align(16))]
pub struct Room([u8; 4_352]);

impl Room {
    pub fn new() -> Box<Self> {
        Box::new(Self([FILLER; 4_352]))
    }

    /// Sets the first four bytes, and returns a pointer, perhaps misaligned.
    pub fn sized<S>(&mut self, size: u32, misaligned: bool) -> *mut S {
        let start = usize::from(misaligned);
        self.0[start..start + 4].copy_from_slice(&size.to_ne_bytes());
        // The whole buffer belongs to the structure.
        self.0.as_mut_ptr().wrapping_add(start).cast()
    }

    /// Asserts that nothing was written from `start` on.
    pub fn assert_untouched(&self, start: usize) {
        assert!(self.0[start..].iter().all(|byte| *byte == FILLER), "written past the end");
    }
}

/// The value of struct_size, and whether it is valid: that of this version, or of a later one.
pub fn struct_size<S>(choice: u8) -> (u32, bool, bool) {
    let right = size_of::<S>() as u32;
    let size = match choice {
        0..0xF0 => right,
        0xF0 | 0xF1 => 0,
        0xF2 => 4,
        0xF3 => right - 1,
        0xF4..0xF8 => right + 8,
        0xF8..0xFC => 4_096,
        0xFC | 0xFD => 4_097,
        0xFE.. => u32::MAX,
    };
    (size, size == right, (right..=4_096).contains(&size))
}

/// The error structure passed to a call.
pub struct ErrorPlace {
    room: Box<Room>,
    pointer: *mut jpki_error,
    usable: bool,
}

impl ErrorPlace {
    pub fn new(choice: u8) -> Self {
        let mut room = Room::new();
        let (size, _, usable) = struct_size::<jpki_error>(choice);
        let misaligned = choice == 0xEF;
        let pointer = match choice {
            0xE0..0xEF => std::ptr::null_mut(),
            _ => room.sized(size, misaligned),
        };
        Self { room, pointer, usable: usable && !misaligned }
    }

    pub fn pointer(&self) -> *mut jpki_error {
        self.pointer
    }

    /// Whether a call with this error does anything at all.
    pub fn lets(&self) -> bool {
        self.usable || self.pointer.is_null()
    }

    /// What a call reported in this and by its return value, after checking them.
    pub fn heard(&self, status: i32) -> Heard {
        let more = (self.usable && !self.pointer.is_null()).then(|| {
            // SAFETY: the buffer is larger, aligned, and initialised.
            let error = unsafe { &*self.pointer };
            let bytes = error.message.map(|byte| byte as u8);
            let sentence = CStr::from_bytes_until_nul(&bytes).unwrap().to_str().unwrap();
            (sentence.to_owned(), u8::try_from(error.tries_left).ok())
        });
        Heard { status: Status::from_code(status).unwrap(), more }
    }

    /// Checks what a call returned and stored.
    pub fn verify(&self, status: i32) {
        let known = Status::from_code(status);
        assert!(known.is_some(), "{status} is no status");
        assert_ne!(status, capi::JPKI_ERROR_INTERNAL);
        if !self.lets() {
            assert_eq!(status, capi::JPKI_ERROR_ARGUMENT);
            return self.room.assert_untouched(8);
        }
        if self.pointer.is_null() {
            return;
        }
        self.room.assert_untouched(size_of::<jpki_error>());
        // SAFETY: the buffer is larger, aligned, and initialised.
        let error = unsafe { &*self.pointer };
        assert_eq!(error.status, status);
        assert!((-1..=15).contains(&error.tries_left));
        assert!(error.status_word <= 0xFFFF);
        let bytes = error.message.map(|byte| byte as u8);
        let message = CStr::from_bytes_until_nul(&bytes).unwrap().to_str().unwrap();
        assert_eq!(message.is_empty(), status == capi::JPKI_OK);
        no_secret_in(message);
    }
}

/// An out-pointer for a pointer or number: null, misaligned, or valid.
pub struct Place<R> {
    memory: [R; 2],
    choice: u8,
}

impl<R: Copy> Place<R> {
    pub fn new(choice: u8, filler: R) -> Self {
        Self { memory: [filler; 2], choice }
    }

    pub fn is_good(&self) -> bool {
        self.choice < 0xF0
    }

    pub fn pointer(&mut self) -> *mut R {
        match self.choice {
            0..0xF0 => self.memory.as_mut_ptr(),
            0xF0..0xF8 => std::ptr::null_mut(),
            0xF8.. => self.memory.as_mut_ptr().wrapping_byte_add(1),
        }
    }

    pub fn get(&self) -> R {
        self.memory[0]
    }
}
