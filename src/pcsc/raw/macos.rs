//! macOS's PC/SC framework, which is part of the system: the functions of its `winscard.h`.
#![allow(unsafe_code)]

use std::ffi::c_void;

use crate::pcsc::raw::functions::Functions;
use crate::pcsc::raw::types::{
    CardHandle, Character, ContextHandle, Dword, IoRequest, Long, ReaderState,
};

/// `SCARD_CTL_CODE` of `reader.h`.
pub(super) const fn control_code(number: u32) -> u32 {
    0x4200_0000_u32.saturating_add(number)
}

#[link(name = "PCSC", kind = "framework")]
#[allow(non_snake_case, reason = "the names in the header")]
unsafe extern "system" {
    fn SCardEstablishContext(
        scope: Dword,
        reserved: *const c_void,
        reserved: *const c_void,
        context: *mut ContextHandle,
    ) -> Long;
    fn SCardReleaseContext(context: ContextHandle) -> Long;
    fn SCardListReaders(
        context: ContextHandle,
        groups: *const Character,
        names: *mut Character,
        length: *mut Dword,
    ) -> Long;
    fn SCardGetStatusChange(
        context: ContextHandle,
        timeout: Dword,
        states: *mut ReaderState,
        count: Dword,
    ) -> Long;
    fn SCardCancel(context: ContextHandle) -> Long;
    fn SCardConnect(
        context: ContextHandle,
        reader: *const Character,
        share_mode: Dword,
        protocols: Dword,
        card: *mut CardHandle,
        protocol: *mut Dword,
    ) -> Long;
    fn SCardReconnect(
        card: CardHandle,
        share_mode: Dword,
        protocols: Dword,
        disposition: Dword,
        protocol: *mut Dword,
    ) -> Long;
    fn SCardDisconnect(card: CardHandle, disposition: Dword) -> Long;
    fn SCardBeginTransaction(card: CardHandle) -> Long;
    fn SCardEndTransaction(card: CardHandle, disposition: Dword) -> Long;
    fn SCardStatus(
        card: CardHandle,
        names: *mut Character,
        names_length: *mut Dword,
        state: *mut Dword,
        protocol: *mut Dword,
        atr: *mut u8,
        atr_length: *mut Dword,
    ) -> Long;
    fn SCardTransmit(
        card: CardHandle,
        send_header: *const IoRequest,
        command: *const u8,
        command_length: Dword,
        receive_header: *mut IoRequest,
        answer: *mut u8,
        answer_length: *mut Dword,
    ) -> Long;
    /// What `SCardControl` stands for in the header; the symbol of that name has the parameters of
    /// Mac OS X 10.4.
    fn SCardControl132(
        card: CardHandle,
        code: Dword,
        sent: *const c_void,
        sent_length: Dword,
        answer: *mut c_void,
        room: Dword,
        answer_length: *mut Dword,
    ) -> Long;
}

static FUNCTIONS: Functions = Functions {
    establish_context: SCardEstablishContext,
    release_context: SCardReleaseContext,
    list_readers: SCardListReaders,
    get_status_change: SCardGetStatusChange,
    cancel: SCardCancel,
    connect: SCardConnect,
    reconnect: SCardReconnect,
    disconnect: SCardDisconnect,
    begin_transaction: SCardBeginTransaction,
    end_transaction: SCardEndTransaction,
    status: SCardStatus,
    transmit: SCardTransmit,
    control: SCardControl132,
};

/// The functions: always there.
pub(super) fn functions() -> Option<&'static Functions> {
    Some(&FUNCTIONS)
}
