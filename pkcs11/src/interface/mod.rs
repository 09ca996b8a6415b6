//! The exported functions, and their tables for `C_GetFunctionList` and `C_GetInterface`.
//!
//! Here, and nowhere else, the caller's pointers become checked values. What the caller promises of
//! them is in PKCS #11: NULL is always allowed and checked for.
#![allow(unsafe_code, reason = "exported symbols and the caller's pointers")]

pub use tables::*;
pub use unsupported::*;

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cryptoki_sys::*;

use crate::calls::{digesting, general, objects, random, sessions, signing, slots, verifying};
use crate::failure::{Failure, Outcome};
use crate::journal;
use crate::memory::{Buffer, Bytes, Input, List, Output, Places, Template};

/// Runs a call. A panic must not unwind into C.
pub(crate) fn guard(function: &str, call: impl FnOnce() -> Outcome) -> CK_RV {
    let outcome = catch_unwind(AssertUnwindSafe(call));
    match outcome.unwrap_or_else(|_| Err(Failure::from(CKR_GENERAL_ERROR))) {
        Ok(()) => CKR_OK,
        Err(failure) => {
            // Nor may one in the log.
            let _ = catch_unwind(AssertUnwindSafe(|| journal::failed(function, &failure)));
            failure.value
        }
    }
}

/// Defines exported functions.
macro_rules! functions {
    ($(
        $(#[$documentation:meta])*
        fn $name:ident($($argument:ident: $kind:ty),*) = $call:expr;
    )*) => {$(
        $(#[$documentation])*
        ///
        /// # Safety
        /// Pointers are NULL, or valid as PKCS #11 requires.
        #[unsafe(no_mangle)]
        #[allow(non_snake_case, unused_unsafe, reason = "C's names; some calls have no pointers")]
        pub unsafe extern "C" fn $name($($argument: $kind),*) -> CK_RV {
            // SAFETY: the values made here live as long as the call; the caller promises the rest.
            guard(stringify!($name), || unsafe { $call })
        }
    )*};
}

mod tables;
mod unsupported;

functions! {
    /// Initializes the module. Reads nothing from a card.
    fn C_Initialize(arguments: *mut c_void) =
        general::initialize(&Input::new(arguments.cast::<CK_C_INITIALIZE_ARGS>()));

    /// Ends every wait and every login.
    fn C_Finalize(reserved: *mut c_void) = general::finalize(reserved.is_null());

    /// What this module is.
    fn C_GetInfo(information: *mut CK_INFO) =
        general::information(&Output::new(information), tables::VERSION_3_0);

    /// The slots: two a reader.
    fn C_GetSlotList(with_token: CK_BBOOL, slots: *mut CK_SLOT_ID, count: *mut CK_ULONG) =
        slots::list(with_token, &List::new(slots, count));

    /// A reader, and whether a card is in it.
    fn C_GetSlotInfo(slot: CK_SLOT_ID, information: *mut CK_SLOT_INFO) =
        slots::slot_information(slot, &Output::new(information));

    /// A card, and whether its PIN is locked.
    fn C_GetTokenInfo(slot: CK_SLOT_ID, information: *mut CK_TOKEN_INFO) =
        slots::token_information(slot, &Output::new(information));

    /// What the keys do.
    fn C_GetMechanismList(
        slot: CK_SLOT_ID, mechanisms: *mut CK_MECHANISM_TYPE, count: *mut CK_ULONG
    ) = slots::mechanisms(slot, &List::new(mechanisms, count));

    /// The keys' size.
    fn C_GetMechanismInfo(
        slot: CK_SLOT_ID, mechanism: CK_MECHANISM_TYPE, information: *mut CK_MECHANISM_INFO
    ) = slots::mechanism_information(slot, mechanism, &Output::new(information));

    /// Changes the PIN or password. Verifies the old one: one try is at risk.
    fn C_SetPIN(
        session: CK_SESSION_HANDLE, old: *mut CK_UTF8CHAR, old_length: CK_ULONG,
        new: *mut CK_UTF8CHAR, new_length: CK_ULONG
    ) = slots::set_pin(session, &Bytes::new(old, old_length), &Bytes::new(new, new_length));

    /// Waits for a card that comes or goes, until `C_Finalize`.
    fn C_WaitForSlotEvent(flags: CK_FLAGS, slot: *mut CK_SLOT_ID, reserved: *mut c_void) =
        slots::wait(flags, &Output::new(slot), reserved.is_null());

    /// Opens a session. `application` and `notify` are not used.
    fn C_OpenSession(
        slot: CK_SLOT_ID, flags: CK_FLAGS, _application: *mut c_void, _notify: CK_NOTIFY,
        session: *mut CK_SESSION_HANDLE
    ) = sessions::open(slot, flags, &Output::new(session));

    /// Closes a session; with the last one of its slot the holder is logged out.
    fn C_CloseSession(session: CK_SESSION_HANDLE) = sessions::close(session);

    /// Closes all sessions of a slot.
    fn C_CloseAllSessions(slot: CK_SLOT_ID) = sessions::close_all(slot);

    /// Whether the holder is logged in. Sends nothing to the card.
    fn C_GetSessionInfo(session: CK_SESSION_HANDLE, information: *mut CK_SESSION_INFO) =
        sessions::information(session, &Output::new(information));

    /// Verifies the PIN once, keeps it, and locks the key again: one try is at risk.
    fn C_Login(
        session: CK_SESSION_HANDLE, user: CK_USER_TYPE, pin: *mut CK_UTF8CHAR, length: CK_ULONG
    ) = sessions::login(session, user, &Bytes::new(pin, length));

    /// Wipes the PIN.
    fn C_Logout(session: CK_SESSION_HANDLE) = sessions::logout(session);

    /// Ends the operations that the flags name.
    fn C_SessionCancel(session: CK_SESSION_HANDLE, flags: CK_FLAGS) =
        sessions::cancel(session, flags);

    /// The bytes of an object's attributes.
    fn C_GetObjectSize(
        session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE, size: *mut CK_ULONG
    ) = objects::size(session, object, &Output::new(size));

    /// Attributes of an object.
    fn C_GetAttributeValue(
        session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE, template: *mut CK_ATTRIBUTE,
        count: CK_ULONG
    ) = objects::attributes(session, object, &Template::new(template, count));

    /// Begins a search for the objects that have these attributes.
    fn C_FindObjectsInit(
        session: CK_SESSION_HANDLE, template: *mut CK_ATTRIBUTE, count: CK_ULONG
    ) = objects::find_begin(session, &Template::new(template, count));

    /// The next objects that were found.
    fn C_FindObjects(
        session: CK_SESSION_HANDLE, objects: *mut CK_OBJECT_HANDLE, most: CK_ULONG,
        count: *mut CK_ULONG
    ) = objects::find_next(session, &Places::new(objects, most), &Output::new(count));

    /// Ends a search.
    fn C_FindObjectsFinal(session: CK_SESSION_HANDLE) = objects::find_end(session);

    /// Begins a signature.
    fn C_SignInit(
        session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM, key: CK_OBJECT_HANDLE
    ) = signing::begin(session, &Input::new(mechanism), key);

    /// Signs, in one transaction at the card: compares it, verifies the PIN, signs, locks the key.
    fn C_Sign(
        session: CK_SESSION_HANDLE, data: *mut CK_BYTE, length: CK_ULONG,
        signature: *mut CK_BYTE, signature_length: *mut CK_ULONG
    ) = signing::sign(
        session, &Bytes::new(data, length), &Buffer::new(signature, signature_length)
    );

    /// Takes a part of what is signed.
    fn C_SignUpdate(session: CK_SESSION_HANDLE, part: *mut CK_BYTE, length: CK_ULONG) =
        signing::update(session, &Bytes::new(part, length));

    /// Signs what came in part by part, like `C_Sign`.
    fn C_SignFinal(
        session: CK_SESSION_HANDLE, signature: *mut CK_BYTE, signature_length: *mut CK_ULONG
    ) = signing::end(session, &Buffer::new(signature, signature_length));

    /// Begins a digest.
    fn C_DigestInit(session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM) =
        digesting::begin(session, &Input::new(mechanism));

    /// The digest of data in one part.
    fn C_Digest(
        session: CK_SESSION_HANDLE, data: *mut CK_BYTE, length: CK_ULONG,
        digest: *mut CK_BYTE, digest_length: *mut CK_ULONG
    ) = digesting::digest(
        session, &Bytes::new(data, length), &Buffer::new(digest, digest_length)
    );

    /// Takes a part of what is digested.
    fn C_DigestUpdate(session: CK_SESSION_HANDLE, part: *mut CK_BYTE, length: CK_ULONG) =
        digesting::update(session, &Bytes::new(part, length));

    /// The digest of what came in part by part.
    fn C_DigestFinal(
        session: CK_SESSION_HANDLE, digest: *mut CK_BYTE, digest_length: *mut CK_ULONG
    ) = digesting::end(session, &Buffer::new(digest, digest_length));

    /// Begins a verification with a public key.
    fn C_VerifyInit(
        session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM, key: CK_OBJECT_HANDLE
    ) = verifying::begin(session, &Input::new(mechanism), key);

    /// Verifies a signature, in software.
    fn C_Verify(
        session: CK_SESSION_HANDLE, data: *mut CK_BYTE, length: CK_ULONG,
        signature: *mut CK_BYTE, signature_length: CK_ULONG
    ) = verifying::verify(
        session, &Bytes::new(data, length), &Bytes::new(signature, signature_length)
    );

    /// Takes a part of what was signed.
    fn C_VerifyUpdate(session: CK_SESSION_HANDLE, part: *mut CK_BYTE, length: CK_ULONG) =
        verifying::update(session, &Bytes::new(part, length));

    /// Verifies a signature over what came in part by part.
    fn C_VerifyFinal(
        session: CK_SESSION_HANDLE, signature: *mut CK_BYTE, signature_length: CK_ULONG
    ) = verifying::end(session, &Bytes::new(signature, signature_length));

    /// Not taken: the operating system needs none.
    fn C_SeedRandom(session: CK_SESSION_HANDLE, _seed: *mut CK_BYTE, _length: CK_ULONG) =
        random::seed(session);

    /// Random bytes of the operating system.
    fn C_GenerateRandom(session: CK_SESSION_HANDLE, place: *mut CK_BYTE, length: CK_ULONG) =
        random::generate(session, &Places::new(place, length));

    /// Calls are never parallel (5.20).
    fn C_GetFunctionStatus(_session: CK_SESSION_HANDLE) = not_parallel();

    /// Calls are never parallel (5.20).
    fn C_CancelFunction(_session: CK_SESSION_HANDLE) = not_parallel();
}

fn not_parallel() -> Outcome {
    crate::module::current()?;
    Err(CKR_FUNCTION_NOT_PARALLEL.into())
}
