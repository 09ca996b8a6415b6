//! Slot and token management (5.5).
//!
//! A card is read once an insertion, in the first call here that has to know what it is; otherwise
//! none of these functions sends a command, but for `C_SetPIN`.

use cryptoki_sys::*;
use jpkicard::PinStatus;

use crate::failure::Outcome;
use crate::mechanism::{MECHANISMS, Method};
use crate::memory::{Bytes, List, Output, ulong};
use crate::module::{Module, current};
use crate::reader::ReaderSlot;
use crate::text::{VERSION, padded};
use crate::token::{Purpose, Token};

const NO_VERSION: CK_VERSION = CK_VERSION { major: 0, minor: 0 };

/// The token in a slot.
///
/// # Errors
/// `CKR_SLOT_ID_INVALID`, `CKR_TOKEN_NOT_PRESENT`.
pub(crate) fn token_in(
    module: &Module,
    slot: CK_SLOT_ID,
) -> Outcome<(ReaderSlot, std::sync::Arc<Token>)> {
    module.readers.refresh();
    let slot = module.readers.slot(slot)?;
    let token = module.readers.token(&slot.reader).filter(|token| token.has(slot.purpose));
    Ok((slot, token.ok_or(CKR_TOKEN_NOT_PRESENT)?))
}

pub(crate) fn list(only_with_token: CK_BBOOL, place: &List<CK_SLOT_ID>) -> Outcome {
    let module = current()?;
    place.check()?;
    module.readers.refresh();
    let mut slots = module.readers.told(place.asks_for_count());
    if only_with_token != CK_FALSE {
        slots.retain(|slot| {
            module.readers.token(&slot.reader).is_some_and(|token| token.has(slot.purpose))
        });
    }
    let identifiers: Vec<_> = slots.iter().map(ReaderSlot::identifier).collect();
    place.write(&identifiers)
}

pub(crate) fn slot_information(slot: CK_SLOT_ID, place: &Output<CK_SLOT_INFO>) -> Outcome {
    let module = current()?;
    place.check()?;
    module.readers.refresh();
    let slot = module.readers.slot(slot)?;
    let token = module.readers.token(&slot.reader).filter(|token| token.has(slot.purpose));
    let present = if token.is_some() { CKF_TOKEN_PRESENT } else { 0 };
    place.write(CK_SLOT_INFO {
        slotDescription: padded(&slot.reader.name.to_string()),
        manufacturerID: padded("PC/SC"),
        flags: CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | present,
        hardwareVersion: NO_VERSION,
        firmwareVersion: NO_VERSION,
    })
}

pub(crate) fn token_information(slot: CK_SLOT_ID, place: &Output<CK_TOKEN_INFO>) -> Outcome {
    let module = current()?;
    place.check()?;
    let (slot, token) = token_in(&module, slot)?;
    token.prepare(slot.purpose)?;
    let (sessions, read_write) = module.sessions.count(slot.identifier());
    let (label, least, most) = match slot.purpose {
        Purpose::Authentication => ("JPKI (User Authentication PIN)", 4, 4),
        Purpose::Signature => ("JPKI (Digital Signature PIN)", 6, 16),
    };
    let flags = CKF_RNG | CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED | CKF_TOKEN_INITIALIZED;
    place.write(CK_TOKEN_INFO {
        label: padded(label),
        manufacturerID: padded("JPKI"),
        model: padded("My Number Card"),
        serialNumber: padded(&token.contents.serial),
        flags: flags | flags_of(token.tries(slot.purpose), slot.purpose),
        ulMaxSessionCount: CK_EFFECTIVELY_INFINITE,
        ulSessionCount: ulong(sessions),
        ulMaxRwSessionCount: CK_EFFECTIVELY_INFINITE,
        ulRwSessionCount: ulong(read_write),
        ulMaxPinLen: most,
        ulMinPinLen: least,
        ulTotalPublicMemory: CK_UNAVAILABLE_INFORMATION,
        ulFreePublicMemory: CK_UNAVAILABLE_INFORMATION,
        ulTotalPrivateMemory: CK_UNAVAILABLE_INFORMATION,
        ulFreePrivateMemory: CK_UNAVAILABLE_INFORMATION,
        hardwareVersion: NO_VERSION,
        firmwareVersion: VERSION,
        utcTime: padded(""),
    })
}

/// What the tries that are left mean for the holder.
const fn flags_of(tries: PinStatus, purpose: Purpose) -> CK_FLAGS {
    match tries {
        PinStatus::Blocked => CKF_USER_PIN_LOCKED,
        PinStatus::TriesLeft(1) => CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY,
        PinStatus::TriesLeft(left) if left < purpose.tries() => CKF_USER_PIN_COUNT_LOW,
        _ => 0,
    }
}

/// Waits for a card that comes or goes, until `C_Finalize`.
pub(crate) fn wait(flags: CK_FLAGS, place: &Output<CK_SLOT_ID>, is_reserved_null: bool) -> Outcome {
    let module = current()?;
    place.check()?;
    if !is_reserved_null || flags & !CKF_DONT_BLOCK != 0 {
        return Err(CKR_ARGUMENTS_BAD.into());
    }
    loop {
        module.readers.refresh();
        if let Some(slot) = module.readers.event() {
            return place.write(slot);
        }
        if flags & CKF_DONT_BLOCK != 0 {
            return Err(CKR_NO_EVENT.into());
        }
        if !module.readers.wait() {
            return Err(CKR_CRYPTOKI_NOT_INITIALIZED.into());
        }
    }
}

pub(crate) fn mechanisms(slot: CK_SLOT_ID, place: &List<CK_MECHANISM_TYPE>) -> Outcome {
    let module = current()?;
    place.check()?;
    token_in(&module, slot)?;
    place.write(&MECHANISMS.map(|(kind, _)| kind))
}

pub(crate) fn mechanism_information(
    slot: CK_SLOT_ID,
    kind: CK_MECHANISM_TYPE,
    place: &Output<CK_MECHANISM_INFO>,
) -> Outcome {
    let module = current()?;
    place.check()?;
    token_in(&module, slot)?;
    place.write(Method::find(kind)?.information())
}

/// Changes the PIN or password: verifies the old one, which puts one try at risk. The login ends.
pub(crate) fn set_pin(session: CK_SESSION_HANDLE, old: &Bytes, new: &Bytes) -> Outcome {
    let module = current()?;
    let session = module.sessions.find(session)?;
    if !session.is_read_write {
        return Err(CKR_SESSION_READ_ONLY.into());
    }
    if old.is_null() || new.is_null() {
        return Err(CKR_ARGUMENTS_BAD.into());
    }
    session.token.change(session.purpose, old.get()?, new.get()?, &module.configuration)
}
