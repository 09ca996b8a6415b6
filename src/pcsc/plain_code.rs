//! The plain Windows codes that occur where a `SCARD_*` code is expected: from the RPC connection
//! to the Smart Card service, or from a reader's driver.
//!
//! pcsc-lite uses none of these numbers, so the table is valid on every system.

/// What such a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The service, or the one that knew this handle, is gone.
    ServiceGone,
    /// The service is running but does not answer.
    ServiceSilent,
    /// The account may not use the service.
    Refused,
    /// The reader is not connected.
    ReaderGone,
    /// The driver could not reach the card.
    CardSilent,
    /// The call was aborted without a result.
    GivenUp,
    /// No memory.
    NoMemory,
}

use Meaning::{CardSilent, GivenUp, NoMemory, ReaderGone, Refused, ServiceGone, ServiceSilent};

/// Each code with its name in `winerror.h`, and why it means that.
const TABLE: &[(u32, Meaning)] = &[
    // ERROR_ACCESS_DENIED: an account without the right to the service.
    (5, Refused),
    // ERROR_INVALID_HANDLE: context or handle of an earlier run of the service; our handles are
    // never wrong.
    (6, ServiceGone),
    // ERROR_NOT_ENOUGH_MEMORY, ERROR_OUTOFMEMORY.
    (8, NoMemory),
    (14, NoMemory),
    // ERROR_NOT_READY, ERROR_BAD_COMMAND, ERROR_CRC, ERROR_GEN_FAILURE: the codes for a driver's
    // NTSTATUS DEVICE_NOT_READY, INVALID_DEVICE_STATE, CRC_ERROR and UNSUCCESSFUL.
    (21, CardSilent),
    (22, CardSilent),
    (23, CardSilent),
    (31, CardSilent),
    // ERROR_DEV_NOT_EXIST.
    (55, ReaderGone),
    // ERROR_BROKEN_PIPE: the service ended in the middle of a call.
    (109, ServiceGone),
    // ERROR_SEM_TIMEOUT: a driver's IO_TIMEOUT.
    (121, GivenUp),
    // ERROR_NO_DATA, ERROR_PIPE_NOT_CONNECTED: the other end of the pipe is closed.
    (232, ServiceGone),
    (233, ServiceGone),
    // WAIT_TIMEOUT.
    (258, GivenUp),
    // ERROR_NO_SUCH_DEVICE.
    (433, ReaderGone),
    // ERROR_OPERATION_ABORTED: a driver's CANCELLED.
    (995, GivenUp),
    // ERROR_SERVICE_REQUEST_TIMEOUT.
    (1053, ServiceSilent),
    // ERROR_SERVICE_DISABLED, ERROR_SERVICE_DOES_NOT_EXIST, ERROR_SERVICE_NOT_ACTIVE.
    (1058, ServiceGone),
    (1060, ServiceGone),
    (1062, ServiceGone),
    // ERROR_MEDIA_CHANGED, ERROR_BUS_RESET, ERROR_NO_MEDIA_IN_DRIVE: a card that was assumed
    // present but is out of the reader's reach.
    (1110, CardSilent),
    (1111, CardSilent),
    (1112, CardSilent),
    // ERROR_SHUTDOWN_IN_PROGRESS.
    (1115, ServiceGone),
    // ERROR_IO_DEVICE: a driver's IO_DEVICE_ERROR or DEVICE_PROTOCOL_ERROR.
    (1117, CardSilent),
    // ERROR_DEVICE_NOT_CONNECTED.
    (1167, ReaderGone),
    // ERROR_CANCELLED.
    (1223, GivenUp),
    // ERROR_NO_SYSTEM_RESOURCES.
    (1450, NoMemory),
    // ERROR_TIMEOUT.
    (1460, GivenUp),
    // ERROR_DEVICE_REMOVED.
    (1617, ReaderGone),
    // RPC_S_INVALID_BINDING, RPC_S_NOT_LISTENING, RPC_S_UNKNOWN_IF, RPC_S_SERVER_UNAVAILABLE:
    // nothing is listening at the other end.
    (1702, ServiceGone),
    (1715, ServiceGone),
    (1717, ServiceGone),
    (1722, ServiceGone),
    // RPC_S_SERVER_TOO_BUSY.
    (1723, ServiceSilent),
    // RPC_S_CALL_FAILED, RPC_S_CALL_FAILED_DNE: it ended during, or before, the call.
    (1726, ServiceGone),
    (1727, ServiceGone),
    // EPT_S_NOT_REGISTERED: it has just started and is not listening yet.
    (1753, ServiceGone),
    // ERROR_UNRECOGNIZED_MEDIA: a card whose answer to reset the driver cannot parse.
    (1785, CardSilent),
    // RPC_S_CALL_CANCELLED: the runtime gave up on a service that stopped answering.
    (1818, ServiceGone),
];

/// What `code` means, if it is one of these.
pub(super) const fn meaning(code: u32) -> Option<Meaning> {
    let mut rest = TABLE;
    while let [(listed, meaning), later @ ..] = rest {
        if *listed == code {
            return Some(*meaning);
        }
        rest = later;
    }
    None
}

#[cfg(test)]
mod tests;
