//! Revocation lists that are loaded once, in C.

use crate::capi::argument::{bytes, place};
use crate::capi::evidence::jpki_revocation_list;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::verify_options::jpki_verify_options;
use crate::capi::verifying::{RevocationList, VerifyOptions};

/// Loads a complete CRL that one of the options' anchors signed: the one whose key it names. Of the
/// options (NULL: the default) only purpose, anchors and own_anchors are used.
///
/// `data`, `length`: the CRL (DER), up to 256 MiB; it is copied, and may be freed after the call.
/// The list uses four more bytes for each entry. At most 64 extensions of 64 KiB together and 64
/// names of its distribution point are read; serial numbers have 21 octets at most.
///
/// A CRL that is not yet or no longer valid is loaded too: each verification checks that against
/// its own time. JPKI_ERROR_REVOCATION_UNKNOWN if the CRL cannot be used, with the reason as the
/// error's detail: it or any of its entries cannot be read; no anchor signed it; it is a delta or
/// indirect CRL; it or an entry has an unknown critical extension. JPKI_ERROR_NOT_BUILT unless the
/// library has JPKI_FEATURE_TRUST. Free `*list` with `jpki_revocation_list_free`; it is NULL on
/// failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_revocation_list_load(
    data: *const u8,
    length: usize,
    options: *const jpki_verify_options,
    list: *mut *mut jpki_revocation_list,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(list)? };
        result.put(std::ptr::null_mut());
        // SAFETY: as above.
        let (options, crl) = unsafe { (VerifyOptions::read(options), bytes(data, length)) };
        let (options, crl) = (options?, crl?);
        result.put(handle::open(options.load(crl)?));
        Ok(())
    })
}

fn ask<R: Copy>(
    list: *const jpki_revocation_list,
    nothing: R,
    choose: impl FnOnce(&RevocationList) -> R,
) -> R {
    ignoring_panics(nothing, || {
        handle::find::<_, RevocationList>(list).map_or(nothing, |list| choose(&list))
    })
}

fn seconds(time: u64) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}

/// When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_revocation_list_this_update(list: *const jpki_revocation_list) -> i64 {
    ask(list, -1, |list| seconds(list.this_update_unix()))
}

/// When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it before
/// then. After this time a verification reports JPKI_REASON_CRL_EXPIRED. -1 if the handle is not
/// open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_revocation_list_next_update(list: *const jpki_revocation_list) -> i64 {
    ask(list, -1, |list| seconds(list.next_update_unix()))
}

/// The number of entries in the list; 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_revocation_list_entry_count(list: *const jpki_revocation_list) -> usize {
    ask(list, 0, RevocationList::len)
}

/// Frees a list. A verification that uses it finishes first. Does nothing if it is NULL or already
/// freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_revocation_list_free(list: *mut jpki_revocation_list) {
    ignoring_panics((), || handle::close::<_, RevocationList>(list));
}
