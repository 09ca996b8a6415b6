//! The library itself and contexts. There is no PC/SC service here: everything that requires one
//! fails immediately.

use std::ffi::{CStr, c_char, c_void};

use jpkicard::internal::capi::{self, jpki_error};

use super::super::credentials::Credential;
use super::calls::text;
use super::memory::{ErrorPlace, Place, Room, struct_size};
use super::signing::dangling;
use super::{Chosen, Kind, Program};

unsafe extern "C" fn log_line(user: *mut c_void, level: i32, message: *const c_char) {
    assert!((capi::JPKI_LOG_ERROR..=capi::JPKI_LOG_TRACE).contains(&level));
    // SAFETY: the library returns a NUL-terminated text.
    let message = unsafe { CStr::from_ptr(message) }.to_str().unwrap();
    for secret in Credential::ALL.into_iter().flat_map(Credential::choices) {
        let bytes: Vec<_> = secret.iter().map(|byte| format!("{byte:02X}")).collect();
        assert!(!message.contains(&bytes.join(" ")) && !message.contains(&bytes.concat()));
    }
    if user.addr() == 1 {
        // SAFETY: only null pointers are passed.
        unsafe { capi::jpki_log_set(None, user, 0, std::ptr::null_mut()) };
    }
}

/// The sentence of an error that a call may have stored, or of none, cut to any size.
fn error_text(what: u8, more: u8) {
    let mut failure = jpki_error {
        struct_size: size_of::<jpki_error>() as u32 - u32::from(what == 0xFF),
        status: i32::from(more as i8),
        tries_left: i32::from(what as i8 >> 2),
        status_word: u32::from(what) << (more % 16),
        pcsc_code: more.into(),
        message: [0x7F; capi::JPKI_ERROR_MESSAGE_SIZE],
    };
    let mut place = [0xA5_u8; capi::JPKI_ERROR_TEXT_SIZE];
    let (language, size) = (i32::from(what as i8 % 3), usize::from(more) * 4);
    let pointer = place.as_mut_ptr().cast();
    // SAFETY: both are as large as stated.
    let status = unsafe {
        let failure = &raw mut failure;
        capi::jpki_error_text(failure, language, pointer, size, failure)
    };
    assert!(place[size..].iter().all(|byte| *byte == 0xA5), "written past the text");
    let text = CStr::from_bytes_until_nul(&place).map(|text| text.to_str().unwrap().is_empty());
    match status {
        capi::JPKI_OK => assert_eq!((text, failure.tries_left), (Ok(false), -1)),
        _ => assert_eq!((status, text.unwrap_or(true)), (capi::JPKI_ERROR_ARGUMENT, true)),
    }
}

impl Program<'_> {
    pub(super) fn library(&mut self) {
        let [what, more] = [self.input.byte(), self.input.byte()];
        match what % 5 {
            0 => {
                let status = i32::from(more as i8);
                let name = text(capi::jpki_status_name(status)).unwrap();
                assert!(name.starts_with("JPKI_"), "{name}");
                let sentence = text(capi::jpki_status_text(status, i32::from(what as i8)));
                assert!(sentence.is_some_and(|sentence| !sentence.is_empty()));
                let reason = i32::from(more) * 3;
                assert!(text(capi::jpki_reason_name(reason)).unwrap().starts_with("JPKI_REASON_"));
                let sentence = text(capi::jpki_reason_text(reason, i32::from(what as i8)));
                assert!(sentence.is_some_and(|sentence| !sentence.is_empty()));
                error_text(what, more);
            }
            1 => assert!(text(capi::jpki_version()).is_some_and(|version| !version.is_empty())),
            2 => assert_ne!(capi::jpki_features() & capi::JPKI_FEATURE_VIRTUAL_CARD, 0),
            3 => {
                let mut memory = [0xA5_u8; 64];
                let length = usize::from(more) % 64;
                // SAFETY: null, or as long as stated.
                unsafe {
                    capi::jpki_secure_wipe(std::ptr::null_mut(), usize::from(more) << 48);
                    capi::jpki_secure_wipe(memory.as_mut_ptr().cast(), length);
                    capi::jpki_secure_wipe(memory.as_mut_ptr().cast(), usize::MAX);
                }
                assert_eq!(memory.iter().filter(|byte| **byte == 0).count(), length);
            }
            _ => {
                let error = ErrorPlace::new(self.input.byte());
                let level = capi::JPKI_LOG_OFF + i32::from(more & 15) - 4;
                let callback = (more & 0x10 == 0).then_some(log_line as _);
                let user = std::ptr::without_provenance_mut(usize::from(more >> 5 & 1));
                // SAFETY: the callback takes any user.
                let status = unsafe { capi::jpki_log_set(callback, user, level, error.pointer()) };
                error.verify(status);
                let expected =
                    error.lets() && (capi::JPKI_LOG_OFF..=capi::JPKI_LOG_TRACE).contains(&level);
                assert_eq!(status == capi::JPKI_OK, expected);
                self.kept_lines(level, usize::from(more >> 4));
            }
        }
    }

    /// Keeps log lines instead, and takes some.
    fn kept_lines(&mut self, level: i32, most: usize) {
        let error = ErrorPlace::new(self.input.byte());
        // SAFETY: the error is a place of its stated size, or null.
        let status = unsafe { capi::jpki_log_keep(level, error.pointer()) };
        error.verify(status);
        for _ in 0..most {
            let mut record = capi::jpki_log_record {
                struct_size: u32::from(self.input.byte()) << 1,
                level: 0,
                dropped_count: 0,
                reserved: 0,
                message: [0; capi::JPKI_LOG_MESSAGE_SIZE],
            };
            let fits = record.struct_size as usize >= size_of::<capi::jpki_log_record>();
            // SAFETY: it is as long as the largest size.
            let status = unsafe { capi::jpki_log_next(&mut record, std::ptr::null_mut()) };
            assert_eq!(status == capi::JPKI_OK, fits);
            assert!(!fits || record.message.contains(&0));
        }
    }

    pub(super) fn context(&mut self) {
        let mut place = Place::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
        let status = unsafe { capi::jpki_context_new(place.pointer(), error.pointer()) };
        error.verify(status);
        self.result(Kind::Context, status, &place, &error);
    }

    pub(super) fn context_use(&mut self) {
        let [what, choice, more, place] = [(); 4].map(|()| self.input.byte());
        let context = self.choose(Kind::Context, choice);
        let error = ErrorPlace::new(self.input.byte());
        let name: &CStr = [c"", c"A reader", c"\xFF\xFE", c"0"][usize::from(more & 3)];
        let name = if more & 0xC0 == 0xC0 { std::ptr::null() } else { name.as_ptr() };
        let status = match what % 8 {
            _ if what >= 0xF8 => {
                let mut place = Place::new(place, dangling());
                // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
                let status = unsafe {
                    capi::jpki_card_connect(
                        context.pointer(),
                        name,
                        place.pointer(),
                        error.pointer(),
                    )
                };
                self.result(Kind::Card, status, &place, &error);
                assert_ne!(status, capi::JPKI_OK);
                status
            }
            // Added after earlier inputs were recorded: persistent cancellations.
            _ if what >= 0xE0 => return self.cancellation(what, choice, more, place, &error),
            // SAFETY: as above.
            0 => unsafe { capi::jpki_context_cancel(context.pointer(), error.pointer()) },
            1 => {
                let mut place = Place::new(place, dangling());
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_context_readers(context.pointer(), place.pointer(), error.pointer())
                };
                self.result(Kind::Readers, status, &place, &error);
                assert_ne!(status, capi::JPKI_OK);
                status
            }
            2 => {
                let mut place = Place::new(place, 0);
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_context_reader_status(
                        context.pointer(),
                        name,
                        place.pointer(),
                        error.pointer(),
                    )
                };
                assert_ne!(status, capi::JPKI_OK);
                status
            }
            3 => {
                let mut place = Place::new(place, dangling());
                let timeout =
                    if context.open.is_some() { [0, -2, i32::MIN, 0] } else { [-1, 0, 9, -2] };
                let timeout = timeout[usize::from(more >> 2 & 3)];
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_card_wait(
                        context.pointer(),
                        name,
                        timeout,
                        u32::from(more >> 4 & 3) << (more >> 5 & 2),
                        std::ptr::null(),
                        place.pointer(),
                        error.pointer(),
                    )
                };
                self.result(Kind::Card, status, &place, &error);
                assert_ne!(status, capi::JPKI_OK);
                status
            }
            4 => {
                let milliseconds = [0, 1_000, -1, -2][usize::from(more >> 2 & 3)];
                let timeout = match more & 16 {
                    0 => capi::JPKI_TIMEOUT_TRANSACTION,
                    _ => capi::JPKI_TIMEOUT_EXCHANGE,
                };
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_context_set_timeout(
                        context.pointer(),
                        timeout,
                        milliseconds,
                        error.pointer(),
                    )
                };
                let expected = context.open.is_some() && error.lets() && milliseconds != -2;
                assert_eq!(status == capi::JPKI_OK, expected);
                status
            }
            5 => {
                let mut place = Place::new(place, dangling());
                let flags = u32::from(more & 3) << 27;
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_monitor_new(
                        context.pointer(),
                        name,
                        flags,
                        place.pointer(),
                        error.pointer(),
                    )
                };
                self.result(Kind::Monitor, status, &place, &error);
                assert!(status != capi::JPKI_OK || flags < capi::JPKI_WAIT_NAME_PART);
                status
            }
            6 => return self.next_event(choice, more, &error),
            _ => {
                let readers = self.choose(Kind::Readers, choice);
                assert_eq!(capi::jpki_readers_count(readers.pointer()), 0);
                assert!(capi::jpki_readers_name(readers.pointer(), more.into()).is_null());
                return;
            }
        };
        error.verify(status);
        assert!(context.open.is_some() || status != capi::JPKI_OK);
    }

    /// A cancellation: created, cancelled, or passed to a wait; and the limits of waits.
    fn cancellation(&mut self, what: u8, choice: u8, more: u8, place: u8, error: &ErrorPlace) {
        let context = self.choose(Kind::Context, more);
        let cancellation = self.choose(Kind::Cancellation, choice);
        let is_none_or_open = cancellation.address == 0 || cancellation.open.is_some();
        let status = match what % 4 {
            0 => {
                let mut place = Place::new(place, dangling());
                // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
                let status =
                    unsafe { capi::jpki_cancellation_new(place.pointer(), error.pointer()) };
                self.result(Kind::Cancellation, status, &place, error);
                status
            }
            1 => {
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_cancellation_cancel(cancellation.pointer(), error.pointer())
                };
                assert_eq!(status == capi::JPKI_OK, cancellation.open.is_some() && error.lets());
                status
            }
            2 => {
                let mut place = Place::new(place, dangling());
                let flags = u32::from(more & 0xF) << 28;
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_card_wait(
                        context.pointer(),
                        std::ptr::null(),
                        0,
                        flags,
                        cancellation.pointer(),
                        place.pointer(),
                        error.pointer(),
                    )
                };
                self.result(Kind::Card, status, &place, error);
                assert_ne!(status, capi::JPKI_OK);
                assert!(is_none_or_open || status != capi::JPKI_ERROR_CANCELLED);
                status
            }
            _ => {
                let milliseconds = [0, 1_000, -1, -2][usize::from(place & 3)];
                // SAFETY: as above.
                let status = unsafe {
                    capi::jpki_context_set_timeout(
                        context.pointer(),
                        capi::JPKI_TIMEOUT_SERVICE_ABSENCE,
                        milliseconds,
                        error.pointer(),
                    )
                };
                let expected = context.open.is_some() && error.lets() && milliseconds != -2;
                assert_eq!(status == capi::JPKI_OK, expected);
                status
            }
        };
        error.verify(status);
    }

    fn next_event(&mut self, choice: u8, more: u8, error: &ErrorPlace) {
        let monitor = self.choose(Kind::Monitor, choice);
        let mut room = Room::new();
        let (size, _, usable) = struct_size::<capi::jpki_event>(self.input.byte());
        let event: *mut capi::jpki_event = room.sized(size, more & 3 == 3);
        let timeout = [0, -2, i32::MIN, 0][usize::from(more >> 2 & 3)];
        let cancellation = match more & 0x30 {
            0x30 => self.choose(Kind::Cancellation, more),
            _ => Chosen { address: 0, open: None },
        };
        // SAFETY: the buffer is as large as any stated size.
        let status = unsafe {
            capi::jpki_monitor_next(
                monitor.pointer(),
                timeout,
                cancellation.pointer(),
                event,
                error.pointer(),
            )
        };
        error.verify(status);
        if !usable || more & 3 == 3 || !error.lets() {
            return assert_eq!(status, capi::JPKI_ERROR_ARGUMENT);
        }
        room.assert_untouched(size_of::<capi::jpki_event>());
        // SAFETY: the call has filled it in.
        let event = unsafe { event.read() };
        // There is no service, which is reported once.
        match status {
            capi::JPKI_OK => {
                assert_eq!(event.event, capi::JPKI_EVENT_SERVICE_STOPPED);
                assert_eq!(event.reason, capi::JPKI_ERROR_SERVICE_NOT_RUNNING);
                assert!(monitor.open.is_some() && timeout == 0);
            }
            _ => assert_eq!((event.event, event.reason), (capi::JPKI_EVENT_NONE, 0)),
        }
    }
}
