//! The types in which each system declares PC/SC.
//!
//! pcsc-lite (`winscard.h`, `wintypes.h`, `pcsclite.h`): `LONG` and `DWORD` are the compiler's
//! `long`, and structures have its usual layout. macOS, in headers of the same names: both have 32
//! bits, and structures are packed (`#pragma pack(1)`). Windows: what `windows-sys` makes from
//! Microsoft's metadata.

#[cfg(unix)]
use std::ffi::c_void;
#[cfg(all(unix, not(target_os = "macos")))]
use std::ffi::{c_long, c_ulong};

#[cfg(windows)]
use windows_sys::Win32::Security::Credentials::{SCARD_IO_REQUEST, SCARD_READERSTATEW};

#[cfg(all(unix, not(target_os = "macos")))]
pub(super) type Long = c_long;
#[cfg(any(windows, target_os = "macos"))]
pub(super) type Long = i32;

#[cfg(all(unix, not(target_os = "macos")))]
pub(super) type Dword = c_ulong;
#[cfg(any(windows, target_os = "macos"))]
pub(super) type Dword = u32;

#[cfg(unix)]
pub(super) type ContextHandle = Long;
#[cfg(windows)]
pub(super) type ContextHandle = usize;

#[cfg(unix)]
pub(super) type CardHandle = Long;
#[cfg(windows)]
pub(super) type CardHandle = usize;

/// A `char` of a reader's name.
#[cfg(unix)]
pub(super) type Character = u8;
/// A `WCHAR` of a reader's name.
#[cfg(windows)]
pub(super) type Character = u16;

/// Room for a card's answer to reset.
pub(super) const ATR_ROOM: usize = if cfg!(windows) { 36 } else { 33 };

/// `SCARD_READERSTATE`.
#[cfg(unix)]
#[cfg_attr(not(target_os = "macos"), repr(C))]
#[cfg_attr(target_os = "macos", repr(C, packed))]
#[allow(non_snake_case, reason = "the names in the header")]
pub(super) struct ReaderState {
    pub(super) szReader: *const Character,
    pub(super) pvUserData: *mut c_void,
    pub(super) dwCurrentState: Dword,
    pub(super) dwEventState: Dword,
    pub(super) cbAtr: Dword,
    pub(super) rgbAtr: [u8; ATR_ROOM],
}
#[cfg(windows)]
pub(super) type ReaderState = SCARD_READERSTATEW;

/// `SCARD_IO_REQUEST`.
#[cfg(unix)]
#[cfg_attr(not(target_os = "macos"), repr(C))]
#[cfg_attr(target_os = "macos", repr(C, packed))]
#[allow(non_snake_case, reason = "the names in the header")]
pub(super) struct IoRequest {
    pub(super) dwProtocol: Dword,
    pub(super) cbPciLength: Dword,
}
#[cfg(windows)]
pub(super) type IoRequest = SCARD_IO_REQUEST;
