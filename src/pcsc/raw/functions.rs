//! The PC/SC functions that are used, in the types of the system.

use std::ffi::c_void;

use crate::pcsc::raw::types::{
    CardHandle, Character, ContextHandle, Dword, IoRequest, Long, ReaderState,
};

/// A pointer to each, with the parameters in the order of `winscard.h`.
#[derive(Debug)]
pub(super) struct Functions {
    pub(super) establish_context: unsafe extern "system" fn(
        scope: Dword,
        reserved: *const c_void,
        reserved: *const c_void,
        context: *mut ContextHandle,
    ) -> Long,
    pub(super) release_context: unsafe extern "system" fn(context: ContextHandle) -> Long,
    pub(super) list_readers: unsafe extern "system" fn(
        context: ContextHandle,
        groups: *const Character,
        names: *mut Character,
        length: *mut Dword,
    ) -> Long,
    pub(super) get_status_change: unsafe extern "system" fn(
        context: ContextHandle,
        timeout: Dword,
        states: *mut ReaderState,
        count: Dword,
    ) -> Long,
    pub(super) cancel: unsafe extern "system" fn(context: ContextHandle) -> Long,
    pub(super) connect: unsafe extern "system" fn(
        context: ContextHandle,
        reader: *const Character,
        share_mode: Dword,
        protocols: Dword,
        card: *mut CardHandle,
        protocol: *mut Dword,
    ) -> Long,
    pub(super) reconnect: unsafe extern "system" fn(
        card: CardHandle,
        share_mode: Dword,
        protocols: Dword,
        disposition: Dword,
        protocol: *mut Dword,
    ) -> Long,
    pub(super) disconnect: unsafe extern "system" fn(card: CardHandle, disposition: Dword) -> Long,
    pub(super) begin_transaction: unsafe extern "system" fn(card: CardHandle) -> Long,
    pub(super) end_transaction:
        unsafe extern "system" fn(card: CardHandle, disposition: Dword) -> Long,
    pub(super) status: unsafe extern "system" fn(
        card: CardHandle,
        names: *mut Character,
        names_length: *mut Dword,
        state: *mut Dword,
        protocol: *mut Dword,
        atr: *mut u8,
        atr_length: *mut Dword,
    ) -> Long,
    pub(super) transmit: unsafe extern "system" fn(
        card: CardHandle,
        send_header: *const IoRequest,
        command: *const u8,
        command_length: Dword,
        receive_header: *mut IoRequest,
        answer: *mut u8,
        answer_length: *mut Dword,
    ) -> Long,
    pub(super) control: unsafe extern "system" fn(
        card: CardHandle,
        code: Dword,
        sent: *const c_void,
        sent_length: Dword,
        answer: *mut c_void,
        room: Dword,
        answer_length: *mut Dword,
    ) -> Long,
}
