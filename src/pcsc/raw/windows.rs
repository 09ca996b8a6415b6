//! Windows' WinSCard: the functions that take text in UTF-16, since those that take it in the
//! system's code page cannot name every reader.
//!
//! The declarations are those of `windows-sys`, which are made from Microsoft's metadata.

use windows_sys::Win32::Security::Credentials::{
    SCardBeginTransaction, SCardCancel, SCardConnectW, SCardControl, SCardDisconnect,
    SCardEndTransaction, SCardEstablishContext, SCardGetStatusChangeW, SCardListReadersW,
    SCardReconnect, SCardReleaseContext, SCardStatusW, SCardTransmit,
};

use crate::pcsc::raw::functions::Functions;

/// `SCARD_CTL_CODE` of `winsmcrd.h`: `CTL_CODE(FILE_DEVICE_SMARTCARD, number, METHOD_BUFFERED,
/// FILE_ANY_ACCESS)`.
pub(super) const fn control_code(number: u32) -> u32 {
    0x0031_0000 | (number << 2)
}

static FUNCTIONS: Functions = Functions {
    establish_context: SCardEstablishContext,
    release_context: SCardReleaseContext,
    list_readers: SCardListReadersW,
    get_status_change: SCardGetStatusChangeW,
    cancel: SCardCancel,
    connect: SCardConnectW,
    reconnect: SCardReconnect,
    disconnect: SCardDisconnect,
    begin_transaction: SCardBeginTransaction,
    end_transaction: SCardEndTransaction,
    status: SCardStatusW,
    transmit: SCardTransmit,
    control: SCardControl,
};

/// The functions: always there.
pub(super) fn functions() -> Option<&'static Functions> {
    Some(&FUNCTIONS)
}
