//! The monitor of readers and cards, as C sees it.

use std::ffi::{CString, c_char};
use std::time::Duration;

use crate::capi::argument::{place, refused, text};
use crate::capi::cancellation::jpki_cancellation;
use crate::capi::card::{JPKI_TOKEN_UNKNOWN, jpki_token_kind};
use crate::capi::context::{checked_timeout, jpki_context};
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::structure::{Structure, end_of, structure_place};
use crate::error::Result;

/// Reports readers and cards that arrive and leave. Created by `jpki_monitor_new`, freed by
/// `jpki_monitor_free`. Any thread may use it, several at a time: each event goes to one of them.
pub struct jpki_monitor {
    _opaque: [u8; 0],
}

#[cfg(feature = "pcsc")]
type MonitorObject = crate::pcsc::Monitor;
/// Never created, since no context is.
#[cfg(not(feature = "pcsc"))]
enum MonitorObject {}

/// In `jpki_monitor_new`: identify each inserted card before it is reported. The card is powered on
/// and queried in one transaction, once per insertion; no PIN try is spent.
pub const JPKI_MONITOR_IDENTIFY: u32 = 0x0800_0000;

/// Any of JPKI_MONITOR_*, or 0 for none.
pub type jpki_monitor_flags = u32;

/// No event: the value after a call that fails.
pub const JPKI_EVENT_NONE: i32 = 0x4A00_0401;
/// A reader is connected: it was when the monitor began, or has been plugged in.
pub const JPKI_EVENT_READER_ARRIVED: i32 = 0x4A00_0402;
/// A reader is no longer connected. The removal of its card was reported before.
pub const JPKI_EVENT_READER_LEFT: i32 = 0x4A00_0403;
/// A card is in a reader.
pub const JPKI_EVENT_CARD_INSERTED: i32 = 0x4A00_0404;
/// The card is no longer in the reader, or the reader can no longer report on it.
pub const JPKI_EVENT_CARD_REMOVED: i32 = 0x4A00_0405;
/// The smart card service cannot be used; `reason` says why. Its cards were reported as removed and
/// its readers as left before. The monitor continues.
pub const JPKI_EVENT_SERVICE_STOPPED: i32 = 0x4A00_0406;
/// The service can be used again. Events for its readers and cards follow.
pub const JPKI_EVENT_SERVICE_STARTED: i32 = 0x4A00_0407;

/// One of JPKI_EVENT_*.
pub type jpki_event_kind = i32;

/// The card was not queried.
pub const JPKI_CARD_NOT_ASKED: i32 = 0x4A00_0501;
/// The card has the JPKI application: it is an Individual Number Card or one of its counterparts;
/// `token_kind` says which.
pub const JPKI_CARD_TOKEN: i32 = 0x4A00_0502;
/// The card is of another kind.
pub const JPKI_CARD_OTHER: i32 = 0x4A00_0503;
/// The card could not be queried; `reason` says why: JPKI_ERROR_CARD_UNRESPONSIVE,
/// SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
pub const JPKI_CARD_NOT_IDENTIFIED: i32 = 0x4A00_0504;

/// One of JPKI_CARD_*.
pub type jpki_card_kind = i32;

/// The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128. A longer
/// one is cut off after a whole character.
pub const JPKI_EVENT_READER_SIZE: usize = 256;

/// One event at the readers. The caller owns it, sets `struct_size` to `sizeof(jpki_event)` and may
/// reuse it; there is nothing to free.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_event {
    /// Set by the caller: sizeof(jpki_event).
    pub struct_size: u32,
    /// One of JPKI_EVENT_*; treat an unknown one as no event.
    pub event: jpki_event_kind,
    /// With JPKI_EVENT_CARD_INSERTED: one of JPKI_CARD_*.
    pub card_kind: jpki_card_kind,
    /// With JPKI_CARD_TOKEN: one of JPKI_TOKEN_*.
    pub token_kind: jpki_token_kind,
    /// With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of JPKI_ERROR_*;
    /// otherwise JPKI_OK.
    pub reason: jpki_status,
    /// The PC/SC return code behind `reason`; 0 if there is none.
    pub pcsc_code: u32,
    /// Always 0.
    pub reserved: u32,
    /// The reader's name, in UTF-8, NUL-terminated; empty with JPKI_EVENT_SERVICE_*.
    pub reader: [c_char; JPKI_EVENT_READER_SIZE],
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_event {
    const SMALLEST: usize = end_of!(jpki_event, reader);
}

impl jpki_event {
    const fn nothing(struct_size: u32) -> Self {
        Self {
            struct_size,
            event: JPKI_EVENT_NONE,
            card_kind: JPKI_CARD_NOT_ASKED,
            token_kind: JPKI_TOKEN_UNKNOWN,
            reason: 0,
            pcsc_code: 0,
            reserved: 0,
            reader: [0; JPKI_EVENT_READER_SIZE],
        }
    }
}

/// Creates a monitor of readers and their cards. It does not connect yet, so it can be created
/// before the service runs.
///
/// `reader`: the exact name of the reader to watch, which need not be connected yet; NULL or empty
/// for every reader. `flags`: 0 or JPKI_MONITOR_IDENTIFY. On success the caller must free
/// `*monitor`; on failure it is NULL. The monitor outlives its context, but `jpki_context_free`
/// cancels it permanently. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_monitor_new(
    context: *mut jpki_context,
    reader: *const c_char,
    flags: jpki_monitor_flags,
    monitor: *mut *mut jpki_monitor,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, reader) = unsafe { (place(monitor)?, text(reader)) };
        result.put(std::ptr::null_mut());
        let reader = reader.filter(|name| !name.is_empty()).map(ToOwned::to_owned);
        if flags & !JPKI_MONITOR_IDENTIFY != 0 {
            return Err(refused("flags has a bit that is none of JPKI_MONITOR_*"));
        }
        result.put(handle::open(new_monitor(context, reader, flags)?));
        Ok(())
    })
}

/// Waits for the next event and stores it.
///
/// `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
/// JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT. `cancellation`:
/// also ends the call, immediately if it is already cancelled, and the monitor continues; NULL for
/// none. It may be freed while the call uses it. The thread sleeps in the service until something
/// changes.
///
/// The initial state is reported first: the readers, then their cards. Changes between two calls
/// are reported as the difference between then and now. While the service is unavailable the
/// monitor continues, and looks for it every 250 ms; a service that does not respond before the
/// timeout, or within ten seconds if there is none, counts as stopped. With JPKI_MONITOR_IDENTIFY
/// the call may exceed the timeout by the time that it takes to query a card.
///
/// JPKI_ERROR_TIMED_OUT; JPKI_ERROR_CANCELLED after `jpki_context_cancel` or through
/// `cancellation`, which loses no event, and permanently once the context or the monitor is freed;
/// JPKI_ERROR_REENTERED in a callback while the monitor is in use. On failure `event->event` is
/// JPKI_EVENT_NONE. No PIN try is spent. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_monitor_next(
    monitor: *mut jpki_monitor,
    timeout_milliseconds: i32,
    cancellation: *const jpki_cancellation,
    event: *mut jpki_event,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, struct_size) = unsafe { structure_place(event)? };
        result.put(jpki_event::nothing(struct_size));
        let timeout = checked_timeout(timeout_milliseconds)?;
        let monitor = handle::find::<_, MonitorObject>(monitor)?;
        result.put(next_event(&monitor, timeout, cancellation, struct_size)?);
        Ok(())
    })
}

/// Frees a monitor. A `jpki_monitor_next` in another thread returns JPKI_ERROR_CANCELLED, and this
/// function returns after it has; in a callback it does not wait. NULL or an already freed monitor
/// is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_monitor_free(monitor: *mut jpki_monitor) {
    ignoring_panics((), || {
        handle::close_and_wait::<_, MonitorObject>(monitor, close);
    });
}

#[cfg(feature = "pcsc")]
mod readers {
    use crate::capi::cancellation::given;
    use crate::capi::card::token_kind_number;
    use crate::capi::context::ContextObject;
    use crate::capi::monitor::*;
    use crate::error::Error;
    use crate::pcsc::{CardKind, Event, MonitorOptions, ReaderChoice, ReaderName};

    pub(super) fn new_monitor(
        context: *mut jpki_context,
        reader: Option<CString>,
        flags: u32,
    ) -> Result<MonitorObject> {
        let mut options = MonitorOptions::new().identify(flags & JPKI_MONITOR_IDENTIFY != 0);
        if let Some(name) = reader {
            options = options.reader(ReaderChoice::Named(ReaderName::from(name)));
        }
        let object = handle::find::<_, ContextObject>(context)?;
        Ok(object.context.monitor(&options))
    }

    pub(super) fn close(monitor: &MonitorObject) {
        monitor.close();
    }

    pub(super) fn next_event(
        monitor: &MonitorObject,
        timeout: Option<Duration>,
        cancellation: *const jpki_cancellation,
        struct_size: u32,
    ) -> Result<jpki_event> {
        let event = match given(cancellation)? {
            Some(cancellation) => monitor.next_event_with_cancellation(timeout, &cancellation)?,
            None => monitor.next_event(timeout)?,
        };
        let mut reported = jpki_event::nothing(struct_size);
        match &event {
            Event::ReaderArrived { reader } => reported.describe(JPKI_EVENT_READER_ARRIVED, reader),
            Event::ReaderLeft { reader } => reported.describe(JPKI_EVENT_READER_LEFT, reader),
            Event::CardInserted { reader, kind } => {
                reported.describe(JPKI_EVENT_CARD_INSERTED, reader);
                match kind {
                    None => {}
                    Some(CardKind::Token(kind)) => {
                        reported.card_kind = JPKI_CARD_TOKEN;
                        reported.token_kind = token_kind_number(*kind);
                    }
                    Some(CardKind::Other) => reported.card_kind = JPKI_CARD_OTHER,
                    Some(CardKind::NotIdentified(reason)) => {
                        reported.card_kind = JPKI_CARD_NOT_IDENTIFIED;
                        reported.explain(reason);
                    }
                }
            }
            Event::CardRemoved { reader } => reported.describe(JPKI_EVENT_CARD_REMOVED, reader),
            Event::ServiceStopped { reason } => {
                reported.event = JPKI_EVENT_SERVICE_STOPPED;
                reported.explain(reason);
            }
            Event::ServiceStarted => reported.event = JPKI_EVENT_SERVICE_STARTED,
        }
        Ok(reported)
    }

    impl jpki_event {
        fn describe(&mut self, event: i32, reader: &ReaderName) {
            self.event = event;
            // The last byte stays NUL.
            let mut length = reader.as_bytes().len().min(JPKI_EVENT_READER_SIZE.saturating_sub(1));
            let continues = |at| reader.as_bytes().get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
            while length > 0 && continues(length) {
                length = length.saturating_sub(1);
            }
            for (place, byte) in self.reader.iter_mut().take(length).zip(reader.as_bytes()) {
                *place = *byte as c_char;
            }
        }

        fn explain(&mut self, reason: &Error) {
            self.reason = reason.status().code();
            self.pcsc_code = reason.pcsc_code().unwrap_or(0);
        }
    }
}

#[cfg(not(feature = "pcsc"))]
mod readers {
    use crate::capi::monitor::*;
    use crate::error::Error;
    use crate::status::Status;

    pub(super) fn new_monitor(
        _: *mut jpki_context,
        _: Option<CString>,
        _: u32,
    ) -> Result<MonitorObject> {
        Err(Error::new(Status::NotBuilt).with_detail("pcsc"))
    }

    pub(super) fn close(monitor: &MonitorObject) {
        match *monitor {}
    }

    pub(super) fn next_event(
        monitor: &MonitorObject,
        _: Option<Duration>,
        _: *const jpki_cancellation,
        _: u32,
    ) -> Result<jpki_event> {
        match *monitor {}
    }
}

use crate::capi::monitor::readers::{close, new_monitor, next_event};
