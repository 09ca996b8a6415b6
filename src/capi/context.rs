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

/// The readers of this computer. Made by `jpki_context_new`, ended by
/// `jpki_context_free`. Any thread may use it, several at a time. Cards that came
/// of it do not depend on it.
///
/// After `fork` every handle belongs to the parent: in the child each call with one returns
/// JPKI_ERROR_FORKED at once (or what it returns for no object), sends nothing and leaves the
/// parent undisturbed, and freeing it does nothing. A child may make a context of its own.
pub struct jpki_context {
    _opaque: [u8; 0],
}

/// Names of readers. Made by `jpki_context_readers`, ended by `jpki_readers_free`.
pub struct jpki_readers {
    _opaque: [u8; 0],
}

/// What a wait of C's has besides.
#[cfg(feature = "pcsc")]
#[derive(Default)]
pub(super) struct ContextObject {
    pub(super) context: crate::pcsc::Context,
    /// None is as long as the wait.
    service_absence: std::sync::Mutex<Option<Duration>>,
}
/// Never made: every call that would make or use one says so.
#[cfg(not(feature = "pcsc"))]
enum ContextObject {}

struct Readers(Vec<CString>);

/// In `jpki_card_wait`: `reader` is a part of the name, in UTF-8; ASCII letters match in
/// either case. Stay with ASCII where the names are in another code page.
pub const JPKI_WAIT_NAME_PART: u32 = 0x1000_0000;
/// In `jpki_card_wait`: end with JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a
/// card of another kind is there and no reader holds the right one.
pub const JPKI_WAIT_REPORT_OTHER_CARD: u32 = 0x2000_0000;
/// In `jpki_card_wait`: wait too for a service that is not there as the wait begins, as on
/// Windows while no reader is connected.
pub const JPKI_WAIT_FOR_SERVICE: u32 = 0x4000_0000;

/// Any of JPKI_WAIT_*, or 0 for none.
pub type jpki_wait_flags = u32;

/// In `jpki_card_wait`, `jpki_monitor_next` and `jpki_context_set_timeout`: no end of the time.
pub const JPKI_WAIT_FOREVER: i32 = -1;

/// No card is in the reader.
pub const JPKI_PRESENCE_EMPTY: i32 = 0x4A00_0301;
/// A card that no program uses.
pub const JPKI_PRESENCE_PRESENT: i32 = 0x4A00_0302;
/// A card that a program uses and shares.
pub const JPKI_PRESENCE_IN_USE: i32 = 0x4A00_0303;
/// A card that a program keeps for itself.
pub const JPKI_PRESENCE_EXCLUSIVE: i32 = 0x4A00_0304;
/// A card that does not answer.
pub const JPKI_PRESENCE_UNRESPONSIVE: i32 = 0x4A00_0305;
/// The reader itself does not answer.
pub const JPKI_PRESENCE_UNAVAILABLE: i32 = 0x4A00_0306;

/// One of JPKI_PRESENCE_*.
pub type jpki_presence = i32;

/// Makes a context. Nothing is connected yet, so a service that is not running is
/// met by the calls that need it. `*context` is the caller's to free, and null on
/// failure. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
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

/// Ends a context and cancels its waits and monitors, also what is just beginning, and
/// whatever the service does. Null, or one that is already freed, is left alone. Returns once
/// every call on the context in another thread has come out; in a callback nothing is waited
/// for.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_context_free(context: *mut jpki_context) {
    ignoring_panics((), || {
        handle::close_and_wait::<_, ContextObject>(context, close);
    });
}

/// How long a call waits at most for another program that holds a transaction with the card, or for
/// a service that does not answer, before it returns JPKI_ERROR_CARD_BUSY or
/// JPKI_ERROR_SERVICE_NOT_RESPONDING: 10,000 ms at first; less than 1,000 counts as 1,000. For
/// cards that are waited for or connected to from now on.
pub const JPKI_TIMEOUT_TRANSACTION: i32 = 0x4A00_1B01;
/// How long a call waits at most for the reader's answer to one command, before it gives the card up
/// and returns JPKI_ERROR_READER_NOT_RESPONDING (where a PIN was sent JPKI_ERROR_KEY_NOT_LOCKED):
/// 60,000 ms at first; less than 1,000 counts as 1,000. A card may ask for more time, so leave it
/// long. For cards that are waited for or connected to from now on.
pub const JPKI_TIMEOUT_EXCHANGE: i32 = 0x4A00_1B02;
/// How long a wait puts up with a service that goes away while it waits, or does not answer, at a
/// time, before it returns JPKI_ERROR_SERVICE_*. JPKI_WAIT_FOREVER at first: as long as the wait
/// itself, and a wait without end goes on without end. 0 ends the wait as soon as the service goes.
/// For waits that begin from now on.
pub const JPKI_TIMEOUT_SERVICE_ABSENCE: i32 = 0x4A00_1B03;

/// One of JPKI_TIMEOUT_*.
pub type jpki_timeout = i32;

/// Sets one of the context's times: `timeout` is one of JPKI_TIMEOUT_*, where what it limits is
/// told. `milliseconds`: at most 86,400,000 (24 hours); JPKI_WAIT_FOREVER has no end; less is
/// JPKI_ERROR_ARGUMENT. Touches no card. Any thread.
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

/// 24 hours: below every constant of an enumeration and every flag, so that none of them is taken
/// for a time.
const LONGEST_TIMEOUT: i32 = 86_400_000;

/// A time in milliseconds; none for JPKI_WAIT_FOREVER.
fn checked_timeout(milliseconds: i32) -> Result<Option<Duration>> {
    if milliseconds < JPKI_WAIT_FOREVER {
        return Err(refused("the timeout is negative and not JPKI_WAIT_FOREVER"));
    }
    if milliseconds > LONGEST_TIMEOUT {
        return Err(refused("the timeout is over 24 hours; for longer, JPKI_WAIT_FOREVER"));
    }
    Ok(u64::try_from(milliseconds).ok().map(Duration::from_millis))
}

/// Lists the readers that are connected now. `*readers` is the caller's to free,
/// and null on failure; without a reader it is an empty list. A service that does not
/// answer is waited for as JPKI_TIMEOUT_TRANSACTION says: then
/// JPKI_ERROR_SERVICE_NOT_RESPONDING. Touches no card.
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

/// Ends a list of readers. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_readers_free(readers: *mut jpki_readers) {
    ignoring_panics((), || handle::close::<_, Readers>(readers));
}

/// How many readers are in the list; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_readers_count(readers: *const jpki_readers) -> usize {
    ignoring_panics(0, || handle::find::<_, Readers>(readers).map_or(0, |readers| readers.0.len()))
}

/// A reader's name as PC/SC gives it, ended by NUL and valid until the list is freed:
/// UTF-8 on Linux, on Windows the ANSI code page (932 in Japan). Hand the bytes back as
/// they are, and show them as `jpki_card_reader_name` says. `index` counts from 0; null past
/// the end.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_readers_name(readers: *const jpki_readers, index: usize) -> *const c_char {
    ignoring_panics(std::ptr::null(), || {
        // The table holds the object, so the pointer outlives this call.
        let found = handle::find::<_, Readers>(readers).ok();
        let name = found.as_deref().and_then(|readers| readers.0.get(index));
        name.map_or(std::ptr::null(), |name| name.as_ptr())
    })
}

/// What is in a reader now: `*presence` gets one of JPKI_PRESENCE_*. A service that does not
/// answer is waited for as by `jpki_context_readers`. Touches no card.
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

/// Waits until an Individual Number Card is on a reader, and connects to it, shared
/// with other programs.
///
/// `reader`: null or empty for any reader, else its exact name, or a part of it
/// (JPKI_WAIT_NAME_PART). `timeout_milliseconds`: 0 looks once, JPKI_WAIT_FOREVER
/// has no end, less is JPKI_ERROR_ARGUMENT. `flags`: a sum of JPKI_WAIT_*.
/// `cancellation`: ends the wait too, at once if it was cancelled before; null for none, and it may
/// be freed while the wait uses it. `*card` is the caller's to free, and null on failure.
///
/// A card of another kind is asked again while it lies there, after 0.5, 1, 2, 4 and then
/// every 5 s: a phone's application may appear late. Cards of other kinds, mute ones and ones that another program keeps are passed over, and at the end
/// of the time the reason that says most is returned, of
/// JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, CARD_UNRESPONSIVE, SHARING_VIOLATION,
/// CARD_BUSY, READER_NOT_RESPONDING, NO_READER, UNKNOWN_READER, NO_CARD (looking once) and TIMED_OUT. At once:
/// JPKI_ERROR_CANCELLED, and JPKI_ERROR_SERVICE_* if the service is not there when the
/// wait begins, unless JPKI_WAIT_FOR_SERVICE is set. One that goes away later, or does not
/// answer, is waited for as JPKI_TIMEOUT_SERVICE_ABSENCE says, and JPKI_ERROR_SERVICE_*
/// comes then or at the end of the time; it gets a second at least to answer. With
/// JPKI_WAIT_FOREVER nothing but a card, a cancellation, `jpki_context_cancel` or a failure of the
/// service itself ends the wait. No PIN try is spent. Any thread.
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

/// Connects to the card that is in a reader now, of whatever kind it is, shared with other
/// programs. `reader`: its exact name, as `jpki_readers_name` gives it. `*card` is the caller's to
/// free, and null on failure; a card of another kind answers the jobs with
/// JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
///
/// Waits for no card (`jpki_card_wait` does), but for another program's transaction as
/// JPKI_TIMEOUT_TRANSACTION says: then JPKI_ERROR_CARD_BUSY. JPKI_ERROR_NO_CARD, UNKNOWN_READER,
/// CARD_UNRESPONSIVE, SHARING_VIOLATION, READER_NOT_RESPONDING, READER_FAILED, SERVICE_*; CANCELLED
/// after `jpki_context_cancel`. Powers the card on if it is off; no PIN try is spent. Any thread.
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

/// Ends every wait of the context, and every `jpki_monitor_next` of its monitors, that
/// is in progress: they return JPKI_ERROR_CANCELLED, and so do the calls that list readers,
/// look at one or connect to one and are held up. Without one it does nothing, and a
/// wait that begins later is not touched: a `jpki_cancellation` stays. Made to be called from
/// another thread. Touches no card.
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
