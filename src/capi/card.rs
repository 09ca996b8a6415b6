//! One card as C sees it.

use std::ffi::{CString, c_char};
use std::sync::{Mutex, TryLockError};

use crate::app::jpki::TokenKind;
use crate::capi::argument::{cleared, place, refused};
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::held_transport::HeldTransport;
use crate::capi::out::TextOut;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::structure::structure;
use crate::capi::transport::{Supplied, jpki_transport};
use crate::card::Card;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::in_callback::CallbackGuard;
use crate::record::CardAuthorities;
use crate::status::Status;
use crate::transport::Transport;

/// A card on a reader. Created by `jpki_card_wait`, `jpki_card_connect`, `jpki_card_open_virtual`
/// and `jpki_card_open_transport`, freed by `jpki_card_free`.
///
/// Any thread may use it; calls on one card run one after the other. The handle refers to this card
/// until it is removed: then every call returns JPKI_ERROR_CARD_REMOVED, and a card put back needs
/// a new wait. A card that is exchanged too quickly for a removal to be noticed is reported as
/// JPKI_ERROR_CARD_EXCHANGED, or as JPKI_ERROR_CARD_RESET if nothing read before distinguishes the
/// two, and no PIN, password or number is sent to it.
pub struct jpki_card {
    _opaque: [u8; 0],
}

pub(super) struct State {
    pub(super) card: Card<HeldTransport>,
    /// The authentication certificate last read through this handle.
    pub(super) certificate: Option<Certificate>,
    /// The authorities that JPKI_AUTHORITIES_OWN refers to.
    pub(super) own_authorities: Option<CardAuthorities>,
}

/// The object behind a card's handle.
struct CardObject {
    state: Mutex<State>,
    reader_name: Option<CString>,
}

/// Creates a handle for a connected card.
pub(super) fn open_card(
    transport: Box<dyn Transport + Send>,
    reader_name: Option<CString>,
) -> *mut jpki_card {
    let card = Card::new(HeldTransport::new(transport));
    let state = Mutex::new(State { card, certificate: None, own_authorities: None });
    handle::open(CardObject { state, reader_name })
}

/// Runs `work` on a card, with no other call on it at the same time.
pub(super) fn with_card<R>(
    card: *const jpki_card,
    work: impl FnOnce(&mut State) -> Result<R>,
) -> Result<R> {
    let object = handle::find::<_, CardObject>(card)?;
    // In a callback this does not wait.
    let taken = if CallbackGuard::is_here() {
        object.state.try_lock()
    } else {
        object.state.lock().map_err(Into::into)
    };
    let mut state = taken.map_err(|error| match error {
        TryLockError::WouldBlock => Error::new(Status::Reentered),
        // A panic in an earlier call: this card must not be used again.
        TryLockError::Poisoned(_) => Error::new(Status::Internal),
    })?;
    // The handle may have been freed while this call waited for its turn.
    handle::find::<_, CardObject>(card)?;
    let _at_work = CallbackGuard::begin();
    work(&mut state)
}

/// A token with an unknown label.
pub const JPKI_TOKEN_UNKNOWN: i32 = 0x4A00_0601;
/// The Individual Number Card (My Number Card).
pub const JPKI_TOKEN_MY_NUMBER_CARD: i32 = 0x4A00_0602;
/// The older Basic Resident Registration Card.
pub const JPKI_TOKEN_RESIDENT_REGISTRY_CARD: i32 = 0x4A00_0603;
/// Certificates on an Android phone.
pub const JPKI_TOKEN_ANDROID: i32 = 0x4A00_0604;
/// Certificates on an iPhone.
pub const JPKI_TOKEN_IPHONE: i32 = 0x4A00_0605;

/// One of JPKI_TOKEN_*.
pub type jpki_token_kind = i32;

pub(super) fn token_kind_number(kind: TokenKind) -> i32 {
    match kind {
        TokenKind::MyNumberCard => JPKI_TOKEN_MY_NUMBER_CARD,
        TokenKind::ResidentRegistryCard => JPKI_TOKEN_RESIDENT_REGISTRY_CARD,
        TokenKind::Android => JPKI_TOKEN_ANDROID,
        TokenKind::Iphone => JPKI_TOKEN_IPHONE,
        TokenKind::Unknown => JPKI_TOKEN_UNKNOWN,
    }
}

/// Opens a card behind a transport supplied by the caller.
///
/// `transport` is copied, and nothing is sent yet. On success the caller must free `*card`; on
/// failure it is NULL. `close` is called when the card is freed, or immediately if the call fails
/// after the structure was accepted. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_open_transport(
    transport: *const jpki_transport,
    card: *mut *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(card)? };
        result.put(std::ptr::null_mut());
        // SAFETY: as above.
        let functions = unsafe { structure(transport)? }.ok_or(refused("the transport is null"))?;
        result.put(open_card(Box::new(Supplied::new(&functions)?), None));
        Ok(())
    })
}

/// Frees a card's handle and disconnects from the card, leaving it powered and not reset. This ends
/// a transaction begun by `jpki_card_begin_transaction`, and tries once more to lock a key that
/// could not be locked before. NULL or an already freed card is ignored.
///
/// A call in progress in another thread finishes first, which locks the key, and only then does
/// this function return: do not hold a lock that the call's own callback may take. Calls still
/// waiting for their turn return JPKI_ERROR_HANDLE. In a callback (a log callback or a transport's
/// functions) it does not wait, and the card is released when the call that is using it returns. No
/// effect on PIN tries. Any thread.
///
/// `exit()`, and returning from `main`, do not wait for threads and may leave the key unlocked:
/// first free the cards, or join the threads that use them.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_card_free(card: *mut jpki_card) {
    ignoring_panics((), || handle::close_and_wait::<_, CardObject>(card, |_| {}));
}

/// Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
/// freed; NULL for a card without a reader. The reader or its driver chose the name: before
/// displaying or logging it, replace control characters, characters that change the direction of
/// text, and bytes that are not UTF-8, which pcsc-lite passes on from a driver or `reader.conf`.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_card_reader_name(card: *const jpki_card) -> *const c_char {
    ignoring_panics(std::ptr::null(), || {
        // The table owns the object, so the pointer outlives this call.
        let object = handle::find::<_, CardObject>(card).ok();
        let name = object.as_deref().and_then(|object| object.reader_name.as_deref());
        name.map_or(std::ptr::null(), |name| name.as_ptr())
    })
}

/// Sets how many bytes are read from files at a time.
///
/// `length`: 1 to 32,768 bytes, from now on; the default is 256. Some readers fail on answers of
/// 256 bytes: try 128 there. Above 256, extended-length commands are used, and a card face is read
/// in one command instead of a dozen; an application that refuses them is read in pieces of 256.
/// Not every reader supports them: test with the readers in use. Sends nothing. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_set_read_length(
    card: *mut jpki_card,
    length: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || with_card(card, |state| state.card.set_read_length(length)))
}

/// Reads what kind of token this is: a card or a phone.
///
/// `*kind` receives one of JPKI_TOKEN_*. `label` may be NULL; otherwise it receives the token's
/// label, such as "JPKIAPICCTOKEN2", in UTF-8, truncated to `label_size` bytes including its NUL
/// (33 hold any ASCII label); on failure it is empty. The label is safe to display: each control,
/// invisible or direction-changing character is replaced by U+FFFD. No PIN try is spent. Any
/// thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_token(
    card: *mut jpki_card,
    kind: *mut jpki_token_kind,
    label: *mut c_char,
    label_size: usize,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (kind, label) = unsafe {
            (cleared(kind, JPKI_TOKEN_UNKNOWN), TextOut::cleared_if_given(label, label_size))
        };
        let mut kind = kind?;
        let token = with_card(card, |state| state.card.jpki()?.token_information())?;
        if let Some(mut label) = label {
            label.put_cut(token.label())?;
        }
        kind.put(token_kind_number(token.kind()));
        Ok(())
    })
}
