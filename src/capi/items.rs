//! What a certificate or a record contains and the library passes on as it is, in C.

use std::ffi::{CStr, CString, c_char};

use zeroize::Zeroizing;

use crate::capi::argument::place;
use crate::capi::certificate::jpki_certificate;
use crate::capi::data::data;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::certificate::Certificate;
use crate::error::Result;
use crate::record::RecordObject;

/// A list of what a certificate or a record contains: each item has a name and a value. Made by the
/// functions that say so, freed by `jpki_items_free`; it does not depend on what it came from.
///
/// Any thread may use it. Its getters return memory that it owns, valid until it is freed, and
/// wiped then. All of it is personal data: do not log it, and do not store it without a reason.
pub struct jpki_items {
    _opaque: [u8; 0],
}

/// What is behind the handle.
struct Items(Vec<Item>);

/// One item.
pub(super) struct Item {
    name: CString,
    text: Option<Zeroizing<CString>>,
    value: Zeroizing<Vec<u8>>,
}

impl Item {
    fn new(name: &str, text: Option<&str>, value: &[u8]) -> Self {
        // Checked first: CString returns a text that it rejects, and nothing would wipe that.
        let text = text.filter(|text| !text.contains('\0'));
        Self {
            name: CString::new(name).unwrap_or_default(),
            text: text.and_then(|text| CString::new(text).ok()).map(Zeroizing::new),
            value: Zeroizing::new(value.to_vec()),
        }
    }

    /// An object that this version does not know, by its tag.
    pub(super) fn of_object(object: RecordObject<'_>) -> Self {
        Self::new(&format!("{:X}", object.tag()), object.text(), object.value())
    }
}

/// Opens the list that `make` returns.
///
/// # Safety
/// `items` and `error` are null or point to their types.
pub(super) unsafe fn open_items(
    items: *mut *mut jpki_items,
    error: *mut jpki_error,
    make: impl FnOnce() -> Result<Vec<Item>>,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: as the caller of this function promises.
        let mut result = unsafe { place(items)? };
        result.put(std::ptr::null_mut());
        result.put(handle::open(Items(make()?)));
        Ok(())
    })
}

/// Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's order.
/// For a signature certificate these are the holder's attributes, below 1.2.392.200149.8.5.5: .1
/// name, .3 sex, .4 birth date, .5 address, .2 and .6 whether characters were substituted. Others
/// may be present, such as the reading of the name, and are listed too. An authentication
/// certificate has none: the list is then empty.
///
/// `jpki_items_name` is the object identifier as dotted numbers, `jpki_items_data` the value as the
/// certificate has it, one DER element, and `jpki_items_text` its text, if it is a UTF8String or a
/// PrintableString. They are only as trustworthy as the certificate: see `jpki_certificate_verify`.
/// Their use is restricted by law.
///
/// JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. Free `*items` with `jpki_items_free`;
/// it is NULL on failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_certificate_other_names(
    certificate: *const jpki_certificate,
    items: *mut *mut jpki_items,
    error: *mut jpki_error,
) -> jpki_status {
    let list = || {
        let certificate: handle::Held<Certificate> = handle::find(certificate)?;
        let names = certificate.other_names()?;
        let items = names.iter().map(|name| Item::new(&name.oid(), name.text(), name.value()));
        Ok(items.collect())
    };
    // SAFETY: C's caller promises it.
    unsafe { open_items(items, error, list) }
}

/// Frees a list and wipes it. Does nothing if it is NULL or already freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_free(items: *mut jpki_items) {
    ignoring_panics((), || handle::close::<_, Items>(items));
}

/// A property of the item at `index`; `nothing` past the end, or if the handle is not open.
fn ask<R: Copy>(
    items: *const jpki_items,
    index: usize,
    nothing: R,
    choose: impl FnOnce(&Item) -> R,
) -> R {
    ignoring_panics(nothing, || {
        // The table holds the object, so what is pointed to outlives this call.
        let items = handle::find::<_, Items>(items).ok();
        items.as_deref().and_then(|items| items.0.get(index)).map_or(nothing, choose)
    })
}

/// The number of items; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_count(items: *const jpki_items) -> usize {
    ignoring_panics(0, || handle::find::<_, Items>(items).map_or(0, |items| items.0.len()))
}

/// The name of the item at `index`, from 0, ended by NUL: see the function that made the list. NULL
/// past the end, or if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_name(items: *const jpki_items, index: usize) -> *const c_char {
    ask(items, index, std::ptr::null(), |item| item.name.as_ptr())
}

/// The item's text in UTF-8, ended by NUL, unchanged: replace control characters before displaying
/// it on a terminal. NULL if it is not text or has a NUL in it, past the end, or if the handle is
/// not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_text(items: *const jpki_items, index: usize) -> *const c_char {
    let pointer = |text: &CStr| text.as_ptr();
    ask(items, index, std::ptr::null(), |item| {
        item.text.as_deref().map_or(std::ptr::null(), |text| pointer(text))
    })
}

/// The item's value, `*length` bytes; `length` may be NULL. NULL and 0 past the end, or if the
/// handle is not open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_items_data(
    items: *const jpki_items,
    index: usize,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe {
        data(items, length, |items: &Items| items.0.get(index).map(|item| item.value.as_slice()))
    }
}
