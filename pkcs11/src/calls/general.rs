//! General purpose functions (5.4).

use cryptoki_sys::*;

use crate::failure::Outcome;
use crate::memory::{Input, Output};
use crate::module::{self, current};
use crate::text::{VERSION, padded};

/// The caller's own locks are not used: without `CKF_OS_LOCKING_OK` they are refused.
pub(crate) fn initialize(arguments: &Input<CK_C_INITIALIZE_ARGS>) -> Outcome {
    if !arguments.is_null() {
        let arguments = arguments.read()?;
        let locks = [
            { arguments.CreateMutex }.is_some(),
            { arguments.DestroyMutex }.is_some(),
            { arguments.LockMutex }.is_some(),
            { arguments.UnlockMutex }.is_some(),
        ];
        let some = locks.iter().filter(|given| **given).count();
        if !{ arguments.pReserved }.is_null() || (some != 0 && some != locks.len()) {
            return Err(CKR_ARGUMENTS_BAD.into());
        }
        if some != 0 && arguments.flags & CKF_OS_LOCKING_OK == 0 {
            return Err(CKR_CANT_LOCK.into());
        }
    }
    module::initialize()
}

pub(crate) fn finalize(is_reserved_null: bool) -> Outcome {
    if is_reserved_null { module::finalize() } else { Err(CKR_ARGUMENTS_BAD.into()) }
}

/// `version` is that of the interface through which it is called.
pub(crate) fn information(place: &Output<CK_INFO>, version: CK_VERSION) -> Outcome {
    let _initialized = current()?;
    place.write(CK_INFO {
        cryptokiVersion: version,
        manufacturerID: padded("jpkicard"),
        flags: 0,
        libraryDescription: padded("Individual Number Card (JPKI)"),
        libraryVersion: VERSION,
    })
}
