//! The PC/SC functions, each wrapped once: integers and pointers end here.
//!
//! The calls use `pcsc-sys` rather than the safe crate `pcsc`, because the latter panics on an
//! unknown return code (debug builds), discards the code (release builds), resets the card when a
//! connection is dropped, and ties a transaction to a borrow, so that it could not outlive one
//! method call.
#![allow(unsafe_code)]

#[cfg(test)]
mod wide;

#[cfg(unix)]
use std::ffi::c_int;
use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pcsc_sys as ffi;

use crate::pcsc::failure::Code;
#[cfg(unix)]
use crate::pcsc::gate;
use crate::pcsc::state::State;
use crate::process::Home;

/// The longest answer to request: pcsc-lite refuses buffers above 65,548 bytes, and 65,538 are
/// enough for the longest response APDU (ISO 7816-4).
const LONGEST_ANSWER: usize = 65_538;
/// Room for the names of pcsc-lite's 16 readers of at most 128 bytes each. With the maximum room,
/// one call is enough, and no reader can appear between measuring and copying.
const NAMES_LENGTH: usize = 4096;

fn check(raw: ffi::LONG) -> Result<(), Code> {
    match raw {
        ffi::SCARD_S_SUCCESS => Ok(()),
        raw => Err(Code::from_raw(raw)),
    }
}

fn length(bytes: usize) -> ffi::DWORD {
    ffi::DWORD::try_from(bytes).unwrap_or(ffi::DWORD::MAX)
}

/// Waits for a fork in progress, and keeps the next from beginning.
#[cfg(unix)]
fn pass_between_forks() -> Option<gate::Passage> {
    static IS_KEPT: AtomicBool = AtomicBool::new(false);
    unsafe extern "C" {
        fn pthread_atfork(
            before: extern "C" fn(),
            in_parent: extern "C" fn(),
            in_child: extern "C" fn(),
        ) -> c_int;
    }
    if !IS_KEPT.swap(true, Ordering::SeqCst) {
        // SAFETY: the functions use only atomics and exist as long as the library, which the
        // thread-local data of the Rust standard library keep loaded.
        let _ = unsafe {
            pthread_atfork(gate::before_fork, gate::after_fork_in_parent, gate::after_fork_in_child)
        };
    }
    gate::Passage::enter()
}

/// The PC/SC control code with this number; 0 if there is none.
pub(super) fn control_code(number: u32) -> u32 {
    let code = ffi::DWORD::from(number);
    u32::try_from(ffi::SCARD_CTL_CODE(code)).unwrap_or(0)
}

/// What a call does to the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    /// Nothing.
    Leave,
    /// A warm reset.
    Reset,
    /// Power off, and on again if the call keeps a connection.
    Unpower,
}

impl Disposition {
    const fn raw(self) -> ffi::DWORD {
        match self {
            Self::Leave => ffi::SCARD_LEAVE_CARD,
            Self::Reset => ffi::SCARD_RESET_CARD,
            Self::Unpower => ffi::SCARD_UNPOWER_CARD,
        }
    }
}

/// One reader in a status query: the known state, and the state found.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) name: CString,
    pub(super) known: State,
    pub(super) found: State,
}

/// A PC/SC context, released when it is dropped.
///
/// A context does one thing at a time: while one thread waits on it, pcsc-lite blocks every other
/// call on it, and with it the whole process. Only [`RawContext::cancel`] may be called from another
/// thread.
#[derive(Debug)]
pub(super) struct RawContext(ffi::SCARDCONTEXT, Home);

impl RawContext {
    pub(super) fn establish() -> Result<Self, Code> {
        let mut context = 0;
        #[cfg(unix)]
        let _passage = pass_between_forks().ok_or(Code::NO_SERVICE)?;
        // SAFETY: the reserved arguments must be null; `context` outlives the call.
        check(unsafe {
            ffi::SCardEstablishContext(ffi::SCARD_SCOPE_SYSTEM, null(), null(), &mut context)
        })?;
        Ok(Self(context, Home::here()))
    }

    /// The readers' names, in the service's order.
    pub(super) fn readers(&self) -> Result<Vec<CString>, Code> {
        let mut names = vec![0_u8; NAMES_LENGTH];
        let mut result = self.list_into(&mut names);
        if let Err((Code::INSUFFICIENT_BUFFER, needed)) = result {
            names = vec![0; needed];
            result = self.list_into(&mut names);
        }
        let used = match result {
            Ok(used) => used,
            Err((Code::NO_READERS_AVAILABLE, _)) => return Ok(Vec::new()),
            Err((code, _)) => return Err(code),
        };
        let names = names.get(..used).unwrap_or(&names);
        let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        // No name contains a zero: they were split at the zeros.
        Ok(names.filter_map(|name| CString::new(name).ok()).collect())
    }

    /// Lists into `names`; both outcomes contain the length used or needed.
    fn list_into(&self, names: &mut [u8]) -> Result<usize, (Code, usize)> {
        let mut used = length(names.len());
        #[cfg(unix)]
        let _passage = pass_between_forks().ok_or((Code::NO_SERVICE, 0))?;
        // SAFETY: `used` holds the length of `names`, which the call does not exceed;
        // null groups mean all readers.
        let raw =
            unsafe { ffi::SCardListReaders(self.0, null(), names.as_mut_ptr().cast(), &mut used) };
        let used = usize::try_from(used).unwrap_or(0);
        check(raw).map(|()| used).map_err(|code| (code, used))
    }

    /// Waits until the state of one of `readers` differs from the known one, and fills in what is
    /// found. `None` waits indefinitely, zero returns immediately.
    pub(super) fn status_change(
        &self,
        timeout: Option<Duration>,
        readers: &mut [Watched],
    ) -> Result<(), Code> {
        // Rounded up, so that a last fraction of a millisecond does not cause a busy loop.
        let milliseconds = timeout.map_or(ffi::INFINITE, |timeout| {
            let rounded = timeout.saturating_add(Duration::from_micros(999)).as_millis();
            // Below INFINITE, and below the sign bit of a 32-bit long.
            ffi::DWORD::try_from(rounded).unwrap_or(0x7FFF_FFFF).min(0x7FFF_FFFF)
        });
        let mut states: Vec<ffi::SCARD_READERSTATE> = readers
            .iter()
            .map(|reader| ffi::SCARD_READERSTATE {
                szReader: reader.name.as_ptr(),
                pvUserData: null_mut(),
                dwCurrentState: reader.known.raw(),
                dwEventState: 0,
                cbAtr: 0,
                rgbAtr: [0; ffi::ATR_BUFFER_SIZE],
            })
            .collect();
        // SAFETY: `states` has as many entries as stated; their names belong to `readers`, which is
        // borrowed until after the call.
        let raw = unsafe {
            ffi::SCardGetStatusChange(
                self.0,
                milliseconds,
                states.as_mut_ptr(),
                length(states.len()),
            )
        };
        check(raw)?;
        for (reader, state) in readers.iter_mut().zip(&states) {
            reader.found = State::from_raw(state.dwEventState);
        }
        Ok(())
    }

    /// Wakes the thread that is inside [`RawContext::status_change`]. Without one it has no effect,
    /// now or later. Any thread.
    pub(super) fn cancel(&self) -> Result<(), Code> {
        // SAFETY: the context is released only in `drop`, so it is valid.
        check(unsafe { ffi::SCardCancel(self.0) })
    }

    /// Connects to the card in a reader, shared with other programs. The connection takes over the
    /// context: one context per card, so that a wait never blocks an exchange.
    pub(super) fn connect(self, reader: &CStr) -> Result<Connection, Code> {
        let (mut card, mut protocol) = (0, 0);
        // SAFETY: `reader` ends with a zero; `card` and `protocol` outlive the call.
        check(unsafe {
            ffi::SCardConnect(
                self.0,
                reader.as_ptr(),
                ffi::SCARD_SHARE_SHARED,
                ffi::SCARD_PROTOCOL_T0 | ffi::SCARD_PROTOCOL_T1,
                &mut card,
                &mut protocol,
            )
        })?;
        Ok(Connection { card, protocol, session: self })
    }
}

impl Drop for RawContext {
    fn drop(&mut self) {
        if !self.1.is_here() {
            // In a child of `fork` this would go over the parent's connection and end the parent's
            // context.
            return;
        }
        // libpcsclite also holds its lock while it releases a context.
        #[cfg(unix)]
        let Some(_passage) = pass_between_forks() else { return };
        // SAFETY: the context is valid, and nobody can use it after this.
        let _ = unsafe { ffi::SCardReleaseContext(self.0) };
    }
}

/// A connection to one card. Dropping it leaves the card as it is.
#[derive(Debug)]
pub(super) struct Connection {
    card: ffi::SCARDHANDLE,
    protocol: ffi::DWORD,
    /// Dropped after the connection has been closed.
    session: RawContext,
}

impl Connection {
    /// The context of this connection; only for queries that do not block for long.
    pub(super) fn session(&self) -> &RawContext {
        &self.session
    }

    /// Sends a command and returns the length of the answer in `response`.
    pub(super) fn transmit(&self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let request = ffi::SCARD_IO_REQUEST {
            dwProtocol: self.protocol,
            cbPciLength: length(size_of::<ffi::SCARD_IO_REQUEST>()),
        };
        let mut received = length(response.len().min(LONGEST_ANSWER));
        // SAFETY: both buffers are as long as stated and outlive the call, as does `request`; the
        // receive header may be null.
        check(unsafe {
            ffi::SCardTransmit(
                self.card,
                &request,
                command.as_ptr(),
                length(command.len()),
                null_mut(),
                response.as_mut_ptr(),
                &mut received,
            )
        })?;
        // Never more than there is room for, whatever the service says.
        Ok(usize::try_from(received).unwrap_or(0).min(response.len()))
    }

    /// Queries the reader's driver, not the card, and returns the length of the answer.
    pub(super) fn control(&self, code: u32, answer: &mut [u8]) -> Result<usize, Code> {
        let mut received = 0;
        // SAFETY: nothing is sent; `answer` has the length passed and outlives the call, as does
        // `received`.
        check(unsafe {
            ffi::SCardControl(
                self.card,
                ffi::DWORD::from(code),
                null(),
                0,
                answer.as_mut_ptr(),
                length(answer.len()),
                &mut received,
            )
        })?;
        Ok(usize::try_from(received).unwrap_or(0).min(answer.len()))
    }

    /// Reserves the card for this connection. Blocks while another one holds it.
    pub(super) fn begin_transaction(&self) -> Result<(), Code> {
        // SAFETY: the card handle is valid until `drop`.
        check(unsafe { ffi::SCardBeginTransaction(self.card) })
    }

    /// Releases the card to others, leaving it as it is.
    pub(super) fn end_transaction(&self) -> Result<(), Code> {
        // SAFETY: the card handle is valid until `drop`.
        check(unsafe { ffi::SCardEndTransaction(self.card, Disposition::Leave.raw()) })
    }

    /// Acknowledges a reset, or causes one.
    pub(super) fn reconnect(&mut self, disposition: Disposition) -> Result<(), Code> {
        let mut protocol = 0;
        // SAFETY: the card handle is valid until `drop`; `protocol` outlives the call.
        check(unsafe {
            ffi::SCardReconnect(
                self.card,
                ffi::SCARD_SHARE_SHARED,
                ffi::SCARD_PROTOCOL_T0 | ffi::SCARD_PROTOCOL_T1,
                disposition.raw(),
                &mut protocol,
            )
        })?;
        self.protocol = protocol;
        Ok(())
    }

    /// Queries whether this is still the card that was connected: an error such as
    /// `SCARD_W_REMOVED_CARD` says what happened to it.
    pub(super) fn status(&self) -> Result<(), Code> {
        let (mut state, mut protocol) = (0, 0);
        let (mut name_length, mut atr_length) = (0, 0);
        // SAFETY: null buffers ask for the lengths only; the integers outlive the call.
        check(unsafe {
            ffi::SCardStatus(
                self.card,
                null_mut(),
                &mut name_length,
                &mut state,
                &mut protocol,
                null_mut(),
                &mut atr_length,
            )
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if !self.session.1.is_here() {
            return;
        }
        // SAFETY: the card handle is valid, and nobody can use it after this.
        let _ = unsafe { ffi::SCardDisconnect(self.card, Disposition::Leave.raw()) };
    }
}
