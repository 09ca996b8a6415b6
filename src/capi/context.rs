//! Readers, waiting and cancelling, as C sees them.

use std::ffi::{CString, c_char};
use std::time::Duration;

use crate::capi::argument::{place, refused, text};
use crate::capi::cancellation::jpki_cancellation;
use crate::capi::card::jpki_card;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Result;

/// The readers of this computer. Created by `jpki_context_new`, freed by `jpki_context_free`. Any
/// thread may use it, several at a time. Cards obtained from it do not depend on it.
///
/// After `fork` every handle belongs to the parent. In the child, each call with one immediately
/// returns JPKI_ERROR_FORKED (or its result for an invalid handle), sends nothing and does not
/// disturb the parent; freeing one does nothing. A child may create a context of its own.
pub struct jpki_context {
    _opaque: [u8; 0],
}

/// A list of reader names. Created by `jpki_context_readers`, freed by `jpki_readers_free`.
pub struct jpki_readers {
    _opaque: [u8; 0],
}

/// The context, and the settings that only C's waits have.
#[cfg(feature = "pcsc")]
#[derive(Default)]
pub(super) struct ContextObject {
    pub(super) context: crate::pcsc::Context,
    /// `None`: as long as the wait.
    service_absence: std::sync::Mutex<Option<Duration>>,
}
/// Never created: every call that would create or use one reports that it is not built.
#[cfg(not(feature = "pcsc"))]
enum ContextObject {}

struct Readers(Vec<CString>);

/// In `jpki_card_wait`: `reader` is a part of the name, in UTF-8; ASCII letters match in either
/// case.
pub const JPKI_WAIT_NAME_PART: u32 = 0x1000_0000;
/// In `jpki_card_wait`: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of another
/// kind is present and no reader holds the right one.
pub const JPKI_WAIT_REPORT_OTHER_CARD: u32 = 0x2000_0000;
/// In `jpki_card_wait`: also wait for a service that is not running when the wait begins, as on
/// Windows while no reader is connected.
pub const JPKI_WAIT_FOR_SERVICE: u32 = 0x4000_0000;

/// Any of JPKI_WAIT_*, or 0 for none.
pub type jpki_wait_flags = u32;

/// In `jpki_card_wait`, `jpki_monitor_next` and `jpki_context_set_timeout`: no timeout.
pub const JPKI_WAIT_FOREVER: i32 = -1;

/// No card is in the reader.
pub const JPKI_PRESENCE_EMPTY: i32 = 0x4A00_0301;
/// The reader holds a card that no program uses.
pub const JPKI_PRESENCE_PRESENT: i32 = 0x4A00_0302;
/// The reader holds a card that a program uses in shared mode.
pub const JPKI_PRESENCE_IN_USE: i32 = 0x4A00_0303;
/// The reader holds a card that a program uses exclusively.
pub const JPKI_PRESENCE_EXCLUSIVE: i32 = 0x4A00_0304;
/// The reader holds a card that does not respond.
pub const JPKI_PRESENCE_UNRESPONSIVE: i32 = 0x4A00_0305;
/// The reader itself does not respond.
pub const JPKI_PRESENCE_UNAVAILABLE: i32 = 0x4A00_0306;

/// One of JPKI_PRESENCE_*.
pub type jpki_presence = i32;

/// Creates a context. It does not connect yet, so if the service is not running, only the calls
/// that need it fail. On success the caller must free `*context`; on failure it is NULL.
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC. Any thread; does not touch a
/// card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_context_new(
    context: *mut *mut jpki_context,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(context)? };
        result.put(std::ptr::null_mut());
        result.put(handle::open(new_context()?));
        Ok(())
    })
}

/// Frees a context and cancels its waits and monitors, including calls that are just beginning,
/// whatever state the service is in. Returns once every call on the context in another thread has
/// returned; in a callback it does not wait. NULL or an already freed context is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_context_free(context: *mut jpki_context) {
    ignoring_panics((), || {
        handle::close_and_wait::<_, ContextObject>(context, close);
    });
}

/// The maximum time that a call waits for another program's transaction with the card, or for a
/// service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
/// JPKI_ERROR_SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000. Applies
/// to cards that are waited for or connected to after it is set.
pub const JPKI_TIMEOUT_TRANSACTION: i32 = 0x4A00_1B01;
/// The maximum time that a call waits for the reader's answer to one command before it gives up on
/// the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if a PIN was
/// sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time, so
/// leave it long. Applies to cards that are waited for or connected to after it is set.
pub const JPKI_TIMEOUT_EXCHANGE: i32 = 0x4A00_1B02;
/// The maximum time that a wait tolerates a service that stops or does not respond, each time,
/// before it returns JPKI_ERROR_SERVICE_*. Default: JPKI_WAIT_FOREVER, as long as the wait itself,
/// so that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
/// service stops. Applies to waits that begin after it is set.
pub const JPKI_TIMEOUT_SERVICE_ABSENCE: i32 = 0x4A00_1B03;

/// One of JPKI_TIMEOUT_*.
pub type jpki_timeout = i32;

/// Sets one of the context's timeouts.
///
/// `timeout`: one of JPKI_TIMEOUT_*, which describe what they limit. `milliseconds`: 0 to
/// 86,400,000 (24 hours), or JPKI_WAIT_FOREVER for no limit; any other value is
/// JPKI_ERROR_ARGUMENT. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_context_set_timeout(
    context: *mut jpki_context,
    timeout: jpki_timeout,
    milliseconds: i32,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let set = match timeout {
            JPKI_TIMEOUT_TRANSACTION => set_transaction_timeout,
            JPKI_TIMEOUT_EXCHANGE => set_exchange_timeout,
            JPKI_TIMEOUT_SERVICE_ABSENCE => set_service_absence,
            _ => return Err(refused("the timeout is none of JPKI_TIMEOUT_*")),
        };
        let context = handle::find::<_, ContextObject>(context)?;
        set(&context, checked_timeout(milliseconds)?);
        Ok(())
    })
}

/// 24 hours: below every enumeration constant and flag, so that none of them is mistaken for a
/// time.
const LONGEST_TIMEOUT: i32 = 86_400_000;

/// A time in milliseconds; `None` for JPKI_WAIT_FOREVER.
pub(super) fn checked_timeout(milliseconds: i32) -> Result<Option<Duration>> {
    if milliseconds < JPKI_WAIT_FOREVER {
        return Err(refused("the timeout is negative and not JPKI_WAIT_FOREVER"));
    }
    if milliseconds > LONGEST_TIMEOUT {
        return Err(refused("the timeout is over 24 hours; for longer, JPKI_WAIT_FOREVER"));
    }
    Ok(u64::try_from(milliseconds).ok().map(Duration::from_millis))
}

/// Lists the readers that are connected now. On success the caller must free `*readers`; on failure
/// it is NULL. If no reader is connected, the list is empty. A service that does not respond is
/// waited for up to JPKI_TIMEOUT_TRANSACTION, then the call returns
/// JPKI_ERROR_SERVICE_NOT_RESPONDING. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_context_readers(
    context: *mut jpki_context,
    readers: *mut *mut jpki_readers,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(readers)? };
        result.put(std::ptr::null_mut());
        let context = handle::find::<_, ContextObject>(context)?;
        result.put(handle::open(Readers(reader_names(&context)?)));
        Ok(())
    })
}

/// Frees a list of readers. NULL or an already freed list is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_readers_free(readers: *mut jpki_readers) {
    ignoring_panics((), || handle::close::<_, Readers>(readers));
}

/// Returns the number of readers in the list; 0 if the handle is invalid.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_readers_count(readers: *const jpki_readers) -> usize {
    ignoring_panics(0, || handle::find::<_, Readers>(readers).map_or(0, |readers| readers.0.len()))
}

/// Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed. `index`
/// counts from 0; NULL past the end. Pass the bytes back unchanged; to display them, see
/// `jpki_card_reader_name`.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_readers_name(readers: *const jpki_readers, index: usize) -> *const c_char {
    ignoring_panics(std::ptr::null(), || {
        // The table owns the object, so the pointer outlives this call.
        let found = handle::find::<_, Readers>(readers).ok();
        let name = found.as_deref().and_then(|readers| readers.0.get(index));
        name.map_or(std::ptr::null(), |name| name.as_ptr())
    })
}

/// Reports what is in a reader now: `*presence` receives one of JPKI_PRESENCE_*. `reader`: its
/// exact name. A service that does not respond is waited for as in `jpki_context_readers`. Any
/// thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_context_reader_status(
    context: *mut jpki_context,
    reader: *const c_char,
    presence: *mut jpki_presence,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, reader) = unsafe { (place(presence)?, text(reader)) };
        result.put(JPKI_PRESENCE_UNAVAILABLE);
        let reader = reader.ok_or(refused("the reader's name is null"))?;
        let context = handle::find::<_, ContextObject>(context)?;
        result.put(reader_presence(&context, reader.to_owned())?);
        Ok(())
    })
}

/// Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
///
/// `reader`: the exact name of a reader, or a part of it (JPKI_WAIT_NAME_PART); NULL or empty for
/// any reader. `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
/// JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT. `flags`: a sum of
/// JPKI_WAIT_*. `cancellation`: also ends the wait, immediately if it is already cancelled; NULL
/// for none. It may be freed while the wait uses it. On success the caller must free `*card`; on
/// failure it is NULL.
///
/// A card of another kind is queried again while it stays on the reader, after 0.5, 1, 2, 4 and
/// then every 5 s, since a phone's application may appear late. Cards of other kinds, unresponsive
/// cards and cards held exclusively by another program are skipped. On timeout the call returns the
/// most informative of JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, CARD_UNRESPONSIVE, SHARING_VIOLATION,
/// CARD_BUSY, READER_NOT_RESPONDING, NO_READER, UNKNOWN_READER, NO_CARD (with timeout 0) and
/// TIMED_OUT.
///
/// Before the timeout it returns JPKI_ERROR_CANCELLED if cancelled, and JPKI_ERROR_SERVICE_* or
/// JPKI_ERROR_PCSC_NOT_INSTALLED if the service is not running or not installed when the wait
/// begins, unless JPKI_WAIT_FOR_SERVICE is set, and JPKI_ERROR_SERVICE_REFUSED if it refuses the
/// card. A service that stops later, fails or does not respond is tolerated for
/// JPKI_TIMEOUT_SERVICE_ABSENCE; then, or on timeout, the call returns one of these. The service has
/// at least one second to respond.
/// With JPKI_WAIT_FOREVER only a card, a cancellation, `jpki_context_cancel`, that limit or a refusal
/// ends the wait. No PIN try is spent. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_wait(
    context: *mut jpki_context,
    reader: *const c_char,
    timeout_milliseconds: i32,
    flags: jpki_wait_flags,
    cancellation: *const jpki_cancellation,
    card: *mut *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    const FLAGS: u32 = JPKI_WAIT_NAME_PART | JPKI_WAIT_REPORT_OTHER_CARD | JPKI_WAIT_FOR_SERVICE;
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, reader) = unsafe { (place(card)?, text(reader)) };
        result.put(std::ptr::null_mut());
        let reader = reader.filter(|name| !name.is_empty()).map(ToOwned::to_owned);
        if flags & !FLAGS != 0 {
            return Err(refused("flags has a bit that is none of JPKI_WAIT_*"));
        }
        let timeout = checked_timeout(timeout_milliseconds)?;
        let context = handle::find::<_, ContextObject>(context)?;
        result.put(wait(&context, reader, timeout, flags, cancellation)?);
        Ok(())
    })
}

/// Connects to the card that is in a reader now, of any kind, in shared mode.
///
/// `reader`: its exact name, as returned by `jpki_readers_name`. On success the caller must free
/// `*card`; on failure it is NULL. With a card of another kind, the functions that use the card
/// return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
///
/// Does not wait for a card (use `jpki_card_wait`), but waits for another program's transaction up
/// to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. Other errors:
/// JPKI_ERROR_NO_CARD, UNKNOWN_READER, CARD_UNRESPONSIVE, SHARING_VIOLATION, READER_NOT_RESPONDING,
/// READER_FAILED, SERVICE_*, PCSC_NOT_INSTALLED; CANCELLED after `jpki_context_cancel`. Powers the
/// card on if it is off. No PIN try is spent. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_connect(
    context: *mut jpki_context,
    reader: *const c_char,
    card: *mut *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, reader) = unsafe { (place(card)?, text(reader)) };
        result.put(std::ptr::null_mut());
        let reader = reader.ok_or(refused("the reader's name is null"))?;
        let context = handle::find::<_, ContextObject>(context)?;
        result.put(connect(&context, reader.to_owned())?);
        Ok(())
    })
}

/// Cancels every wait of the context, and every `jpki_monitor_next` of its monitors, that is in
/// progress: they return JPKI_ERROR_CANCELLED. So do blocked calls that list readers, query one or
/// connect to one. Otherwise it does nothing, and waits that begin later are not affected; for
/// those use a `jpki_cancellation`. Intended to be called from another thread. Any thread; does not
/// touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_context_cancel(
    context: *mut jpki_context,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        cancel(&*handle::find::<_, ContextObject>(context)?);
        Ok(())
    })
}

#[cfg(feature = "pcsc")]
mod readers {
    use std::sync::PoisonError;

    use crate::capi::cancellation::given;
    use crate::capi::card::open_card;
    use crate::capi::context::*;
    use crate::pcsc::{CardPresence, ReaderChoice, ReaderName, WaitOptions};

    pub(super) fn new_context() -> Result<ContextObject> {
        Ok(ContextObject::default())
    }

    pub(super) fn cancel(object: &ContextObject) {
        object.context.cancel();
    }

    pub(super) fn close(object: &ContextObject) {
        object.context.close();
    }

    pub(super) fn set_transaction_timeout(object: &ContextObject, timeout: Option<Duration>) {
        object.context.set_transaction_timeout(timeout);
    }

    pub(super) fn set_exchange_timeout(object: &ContextObject, timeout: Option<Duration>) {
        object.context.set_exchange_timeout(timeout);
    }

    pub(super) fn set_service_absence(object: &ContextObject, limit: Option<Duration>) {
        *object.service_absence.lock().unwrap_or_else(PoisonError::into_inner) = limit;
    }

    pub(super) fn reader_names(object: &ContextObject) -> Result<Vec<CString>> {
        Ok(object.context.readers()?.iter().map(|name| name.as_c_str().to_owned()).collect())
    }

    pub(super) fn reader_presence(object: &ContextObject, reader: CString) -> Result<i32> {
        Ok(match object.context.reader_status(&ReaderName::from(reader))?.card {
            CardPresence::Empty => JPKI_PRESENCE_EMPTY,
            CardPresence::Present => JPKI_PRESENCE_PRESENT,
            CardPresence::InUse => JPKI_PRESENCE_IN_USE,
            CardPresence::Exclusive => JPKI_PRESENCE_EXCLUSIVE,
            CardPresence::Unresponsive => JPKI_PRESENCE_UNRESPONSIVE,
            CardPresence::Unavailable => JPKI_PRESENCE_UNAVAILABLE,
        })
    }

    pub(super) fn wait(
        object: &ContextObject,
        reader: Option<CString>,
        timeout: Option<Duration>,
        flags: u32,
        cancellation: *const jpki_cancellation,
    ) -> Result<*mut jpki_card> {
        let cancellation = given(cancellation)?;
        let choice = match reader {
            None => ReaderChoice::Any,
            Some(part) if flags & JPKI_WAIT_NAME_PART != 0 => ReaderChoice::Containing(
                part.into_string().map_err(|_| refused("a part of a name must be UTF-8"))?,
            ),
            Some(name) => ReaderChoice::Named(ReaderName::from(name)),
        };
        let mut options = WaitOptions::new()
            .reader(choice)
            .timeout(timeout)
            .wait_for_service(flags & JPKI_WAIT_FOR_SERVICE != 0)
            .report_other_card(flags & JPKI_WAIT_REPORT_OTHER_CARD != 0);
        let absence = *object.service_absence.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(limit) = absence {
            options = options.service_absence(limit);
        }
        if let Some(cancellation) = &cancellation {
            options = options.cancellation(cancellation);
        }
        let link = object.context.wait_for_card(&options)?;
        let name = link.reader_name().as_c_str().to_owned();
        Ok(open_card(Box::new(link), Some(name)))
    }

    pub(super) fn connect(object: &ContextObject, reader: CString) -> Result<*mut jpki_card> {
        let link = object.context.connect(&ReaderName::from(reader.clone()))?;
        Ok(open_card(Box::new(link), Some(reader)))
    }
}

#[cfg(not(feature = "pcsc"))]
mod readers {
    use crate::capi::context::*;
    use crate::error::Error;
    use crate::status::Status;

    pub(super) fn new_context() -> Result<ContextObject> {
        Err(Error::new(Status::NotBuilt).with_detail("pcsc"))
    }

    pub(super) fn cancel(context: &ContextObject) {
        match *context {}
    }

    pub(super) fn close(context: &ContextObject) {
        match *context {}
    }

    pub(super) fn set_transaction_timeout(context: &ContextObject, _: Option<Duration>) {
        match *context {}
    }

    pub(super) fn set_exchange_timeout(context: &ContextObject, _: Option<Duration>) {
        match *context {}
    }

    pub(super) fn set_service_absence(context: &ContextObject, _: Option<Duration>) {
        match *context {}
    }

    pub(super) fn reader_names(context: &ContextObject) -> Result<Vec<CString>> {
        match *context {}
    }

    pub(super) fn reader_presence(context: &ContextObject, _: CString) -> Result<i32> {
        match *context {}
    }

    pub(super) fn wait(
        context: &ContextObject,
        _: Option<CString>,
        _: Option<Duration>,
        _: u32,
        _: *const jpki_cancellation,
    ) -> Result<*mut jpki_card> {
        match *context {}
    }

    pub(super) fn connect(context: &ContextObject, _: CString) -> Result<*mut jpki_card> {
        match *context {}
    }
}

use crate::capi::context::readers::{
    cancel, close, connect, new_context, reader_names, reader_presence, set_exchange_timeout,
    set_service_absence, set_transaction_timeout, wait,
};
