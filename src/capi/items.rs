//! What a certificate or a record says that the library hands out as it is, as C sees it.

use std::ffi::{CStr, CString, c_char};

use zeroize::Zeroizing;

use crate::capi::argument::place;
use crate::capi::attributes::{self, jpki_attributes};
use crate::capi::certificate::jpki_certificate;
use crate::capi::data::data;
use crate::capi::face::{Face, jpki_face};
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::certificate::Certificate;
use crate::error::Result;
use crate::record::RecordObject;

/// A list of what a certificate or a record says, each item with what names it and its bytes.
/// Made by the functions that say so, ended by `jpki_items_free`; it does not depend on what
/// it came from.
///
/// Any thread may use it. What its getters return is its own memory, valid until it is freed,
/// and wiped then. All of it is personal data: do not log it, nor store it without a reason.
pub struct jpki_items {
    _opaque: [u8; 0],
}

/// What is behind the handle.
struct Items(Vec<Item>);

/// One item.
struct Item {
    name: CString,
    text: Option<Zeroizing<CString>>,
    value: Zeroizing<Vec<u8>>,
}

impl Item {
    fn new(name: &str, text: Option<&str>, value: &[u8]) -> Self {
        // Looked for first: what CString refuses it hands back, and nothing would wipe it.
        let text = text.filter(|text| !text.contains('\0'));
        Self {
            name: CString::new(name).unwrap_or_default(),
            text: text.and_then(|text| CString::new(text).ok()).map(Zeroizing::new),
            value: Zeroizing::new(value.to_vec()),
        }
    }

    /// An object that this version does not know, by its tag.
    fn of_object(object: RecordObject<'_>) -> Self {
        Self::new(&format!("{:X}", object.tag()), object.text(), object.value())
    }
}

/// Opens the list that `make` gives.
///
/// # Safety
/// `items` and `error` are null or point to their types.
unsafe fn open(
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

/// Lists the otherNames of a certificate's subject (subjectAltName), in its order: of a
/// signature certificate the holder's attributes, below 1.2.392.200149.8.5.5: .1 name, .3 sex,
/// .4 birth date, .5 address, .2 and .6 whether characters were substituted. Others may be
/// there, such as the reading of the name, and are listed too. An authentication certificate
/// has none: the list is empty then.
///
/// `jpki_items_name` is the object identifier as dotted numbers, `jpki_items_data` the value
/// as the certificate has it, one DER element, and `jpki_items_text` its text, if it is a
/// UTF8String or a PrintableString. They are as true as the certificate: see
/// `jpki_certificate_verify`. Restricted by law.
///
/// Returns JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. `*items` is the caller's
/// to free, and null on failure. Any thread; does not touch a card.
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
    unsafe { open(items, error, list) }
}

/// Lists the objects of the attributes' record that this version does not know, in their
/// order, such as the reading of the name in one to come; most often none. The issuer's
/// signature covers them as it covers the others.
///
/// `jpki_items_name` is the tag in hexadecimal digits, as "DF26", `jpki_items_data` the value
/// and `jpki_items_text` its text, if it is UTF-8. `*items` is the caller's to free, and null
/// on failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_attributes_other_objects(
    attributes: *const jpki_attributes,
    items: *mut *mut jpki_items,
    error: *mut jpki_error,
) -> jpki_status {
    // SAFETY: C's caller promises it.
    unsafe { open(items, error, || attributes::other_objects(attributes, Item::of_object)) }
}

/// The same of a card face's record. They are not under the issuer's signature.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_face_other_objects(
    face: *const jpki_face,
    items: *mut *mut jpki_items,
    error: *mut jpki_error,
) -> jpki_status {
    let list = || {
        let face: handle::Held<Face> = handle::find(face)?;
        Ok(face.other_objects().map(Item::of_object).collect())
    };
    // SAFETY: C's caller promises it.
    unsafe { open(items, error, list) }
}

/// Ends a list and wipes it. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_free(items: *mut jpki_items) {
    ignoring_panics((), || handle::close::<_, Items>(items));
}

/// Something of the item at `index`; `nothing` past the end, or if the handle is not open.
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

/// How many items there are; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_count(items: *const jpki_items) -> usize {
    ignoring_panics(0, || handle::find::<_, Items>(items).map_or(0, |items| items.0.len()))
}

/// What names the item at `index`, from 0, ended by NUL: see the function that made the list.
/// Null past the end, or if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_name(items: *const jpki_items, index: usize) -> *const c_char {
    ask(items, index, std::ptr::null(), |item| item.name.as_ptr())
}

/// The item's text in UTF-8, ended by NUL, as it is: before a terminal shows it, control
/// characters are to be replaced. Null if it is no text or has a NUL in it, past the end, or if
/// the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_items_text(items: *const jpki_items, index: usize) -> *const c_char {
    let pointer = |text: &CStr| text.as_ptr();
    ask(items, index, std::ptr::null(), |item| {
        item.text.as_deref().map_or(std::ptr::null(), |text| pointer(text))
    })
}

/// The item's value, `*length` bytes; `length` may be null. Null and 0 past the end, or if the
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
