//! The PC/SC functions, each wrapped once: integers and pointers end here.
//!
//! What differs between the systems is in files of its own: the types, and the functions, which are
//! linked or loaded. Names of readers have one form above this file, UTF-8 (`wide`).
//!
//! The crate `pcsc` would not do: it links libpcsclite, uses Windows' code page for names, panics on
//! an unknown return code (debug builds), discards the code (release builds), resets the card when a
//! connection is dropped, and ties a transaction to a borrow, so that it could not outlive one
//! method call.
#![allow(unsafe_code)]
#![allow(
    clippy::unnecessary_cast,
    clippy::useless_conversion,
    reason = "Dword has 64 bits in pcsc-lite on 64-bit systems, and 32 elsewhere"
)]

mod functions;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(unix)]
mod narrow;
#[cfg(all(unix, not(target_os = "macos")))]
mod pcsclite;
mod types;
#[cfg(any(windows, test))]
mod wide;
#[cfg(windows)]
mod windows;

use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::pcsc::failure::Code;
#[cfg(unix)]
use crate::pcsc::gate;
use crate::pcsc::raw::functions::Functions;
#[cfg(target_os = "macos")]
use crate::pcsc::raw::macos as system;
#[cfg(unix)]
use crate::pcsc::raw::narrow as names;
#[cfg(all(unix, not(target_os = "macos")))]
use crate::pcsc::raw::pcsclite as system;
use crate::pcsc::raw::types::{
    ATR_ROOM, CardHandle, Character, ContextHandle, Dword, IoRequest, Long, ReaderState,
};
#[cfg(windows)]
use crate::pcsc::raw::wide as names;
#[cfg(windows)]
use crate::pcsc::raw::windows as system;
use crate::pcsc::state::State;
use crate::process::Home;
#[cfg(unix)]
use crate::process::at_fork;

/// The longest answer to request: pcsc-lite refuses buffers above 65,548 bytes, and 65,538 are
/// enough for the longest response APDU (ISO 7816-4).
const LONGEST_ANSWER: usize = 65_538;
/// Room for the names of pcsc-lite's 16 readers of at most 128 bytes each. With the maximum room,
/// one call is enough, and no reader can appear between measuring and copying.
const NAMES_LENGTH: usize = 4096;

const SCOPE_SYSTEM: Dword = 2;
const SHARE_SHARED: Dword = 2;
/// T=0 and T=1.
const EITHER_PROTOCOL: Dword = 3;
const INFINITE: Dword = 0xFFFF_FFFF;

/// A return code has 32 bits, however long the system's `LONG` is.
fn check(raw: Long) -> Result<(), Code> {
    match raw {
        0 => Ok(()),
        raw => Err(Code::from_raw(raw as u32)),
    }
}

fn length(bytes: usize) -> Dword {
    Dword::try_from(bytes).unwrap_or(Dword::MAX)
}

/// Waits for a fork in progress, and keeps the next from beginning.
#[cfg(unix)]
fn pass_between_forks() -> Option<gate::Passage> {
    static IS_KEPT: AtomicBool = AtomicBool::new(false);
    if !IS_KEPT.swap(true, Ordering::SeqCst) {
        at_fork(
            Some(gate::before_fork),
            Some(gate::after_fork_in_parent),
            Some(gate::after_fork_in_child),
        );
    }
    gate::Passage::enter()
}

/// The PC/SC control code with this number.
pub(super) fn control_code(number: u32) -> u32 {
    system::control_code(number)
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
    const fn raw(self) -> Dword {
        match self {
            Self::Leave => 0,
            Self::Reset => 1,
            Self::Unpower => 2,
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

/// Why there is no context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotEstablished {
    /// The library with the PC/SC functions is not installed.
    NoLibrary,
    /// The service's answer, or the library's.
    Failed(Code),
}

/// A PC/SC context, released when it is dropped.
///
/// A context does one thing at a time: while one thread waits on it, pcsc-lite blocks every other
/// call on it, and with it the whole process. Only [`RawContext::cancel`] may be called from another
/// thread.
#[derive(Debug)]
pub(super) struct RawContext {
    handle: ContextHandle,
    functions: &'static Functions,
    home: Home,
}

/// The names in a multi-string, which ends with an empty one, whatever length is stated.
fn listed(names: &[Character]) -> Vec<CString> {
    let names = names.split(|character| *character == 0).take_while(|name| !name.is_empty());
    // No name contains a zero: they were split at the zeros.
    names.filter_map(|name| CString::new(names::from_system(name)).ok()).collect()
}

impl RawContext {
    pub(super) fn establish() -> Result<Self, NotEstablished> {
        #[cfg(unix)]
        let _passage = pass_between_forks().ok_or(NotEstablished::Failed(Code::NO_SERVICE))?;
        let functions = system::functions().ok_or(NotEstablished::NoLibrary)?;
        let mut handle = 0;
        // SAFETY: the reserved arguments must be null; `handle` outlives the call.
        check(unsafe { (functions.establish_context)(SCOPE_SYSTEM, null(), null(), &mut handle) })
            .map_err(NotEstablished::Failed)?;
        Ok(Self { handle, functions, home: Home::here() })
    }

    /// The readers' names, in the service's order.
    pub(super) fn readers(&self) -> Result<Vec<CString>, Code> {
        let mut names = vec![0; NAMES_LENGTH];
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
        Ok(listed(names.get(..used).unwrap_or(&names)))
    }

    /// Lists into `names`; both outcomes contain the length used or needed.
    fn list_into(&self, names: &mut [Character]) -> Result<usize, (Code, usize)> {
        let mut used = length(names.len());
        #[cfg(unix)]
        let _passage = pass_between_forks().ok_or((Code::NO_SERVICE, 0))?;
        // SAFETY: `used` holds the length of `names`, which the call does not exceed;
        // null groups mean all readers.
        let raw = unsafe {
            (self.functions.list_readers)(self.handle, null(), names.as_mut_ptr(), &mut used)
        };
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
        let milliseconds = timeout.map_or(INFINITE, |timeout| {
            let rounded = timeout.saturating_add(Duration::from_micros(999)).as_millis();
            // Below INFINITE, and below the sign bit of a 32-bit long.
            Dword::try_from(rounded).unwrap_or(0x7FFF_FFFF).min(0x7FFF_FFFF)
        });
        let names = readers.iter().map(|reader| names::to_system(&reader.name));
        let names = names.collect::<Option<Vec<_>>>().ok_or(Code::UNKNOWN_READER)?;
        let mut states: Vec<ReaderState> = readers
            .iter()
            .zip(&names)
            .map(|(reader, name)| ReaderState {
                szReader: name.as_ptr(),
                pvUserData: null_mut(),
                dwCurrentState: Dword::from(reader.known.raw()),
                dwEventState: 0,
                cbAtr: 0,
                rgbAtr: [0; ATR_ROOM],
            })
            .collect();
        // SAFETY: `states` has as many entries as stated; their names, each with a zero at its end,
        // belong to `names`, which outlives the call.
        let raw = unsafe {
            (self.functions.get_status_change)(
                self.handle,
                milliseconds,
                states.as_mut_ptr(),
                length(states.len()),
            )
        };
        check(raw)?;
        for (reader, state) in readers.iter_mut().zip(&states) {
            // 32 bits of it are used.
            reader.found = State::from_raw(state.dwEventState as u32);
        }
        Ok(())
    }

    /// Wakes the thread that is inside [`RawContext::status_change`]. Without one it has no effect,
    /// now or later. Any thread.
    pub(super) fn cancel(&self) -> Result<(), Code> {
        // SAFETY: the context is released only in `drop`, so it is valid.
        check(unsafe { (self.functions.cancel)(self.handle) })
    }

    /// Connects to the card in a reader, shared with other programs. The connection takes over the
    /// context: one context per card, so that a wait never blocks an exchange.
    pub(super) fn connect(self, reader: &CStr) -> Result<Connection, Code> {
        let (mut card, mut protocol) = (0, 0);
        let reader = names::to_system(reader).ok_or(Code::UNKNOWN_READER)?;
        // SAFETY: `reader` ends with a zero, and outlives the call as `card` and `protocol` do.
        check(unsafe {
            (self.functions.connect)(
                self.handle,
                reader.as_ptr(),
                SHARE_SHARED,
                EITHER_PROTOCOL,
                &mut card,
                &mut protocol,
            )
        })?;
        Ok(Connection { card, protocol, session: self })
    }
}

impl Drop for RawContext {
    fn drop(&mut self) {
        if !self.home.is_here() {
            // In a child of `fork` this would go over the parent's connection and end the parent's
            // context.
            return;
        }
        // libpcsclite also holds its lock while it releases a context.
        #[cfg(unix)]
        let Some(_passage) = pass_between_forks() else { return };
        // SAFETY: the context is valid, and nobody can use it after this.
        let _ = unsafe { (self.functions.release_context)(self.handle) };
    }
}

/// A connection to one card. Dropping it leaves the card as it is.
#[derive(Debug)]
pub(super) struct Connection {
    card: CardHandle,
    protocol: Dword,
    /// Dropped after the connection has been closed.
    session: RawContext,
}

impl Connection {
    /// The context of this connection; only for queries that do not block for long.
    pub(super) fn session(&self) -> &RawContext {
        &self.session
    }

    fn functions(&self) -> &'static Functions {
        self.session.functions
    }

    /// Sends a command and returns the length of the answer in `response`.
    pub(super) fn transmit(&self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let request =
            IoRequest { dwProtocol: self.protocol, cbPciLength: length(size_of::<IoRequest>()) };
        let mut received = length(response.len().min(LONGEST_ANSWER));
        // SAFETY: both buffers are as long as stated and outlive the call, as does `request`; the
        // receive header may be null.
        check(unsafe {
            (self.functions().transmit)(
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
            (self.functions().control)(
                self.card,
                Dword::from(code),
                null(),
                0,
                answer.as_mut_ptr().cast(),
                length(answer.len()),
                &mut received,
            )
        })?;
        Ok(usize::try_from(received).unwrap_or(0).min(answer.len()))
    }

    /// Reserves the card for this connection. Blocks while another one holds it.
    pub(super) fn begin_transaction(&self) -> Result<(), Code> {
        // SAFETY: the card handle is valid until `drop`.
        check(unsafe { (self.functions().begin_transaction)(self.card) })
    }

    /// Releases the card to others, leaving it as it is.
    pub(super) fn end_transaction(&self) -> Result<(), Code> {
        // SAFETY: the card handle is valid until `drop`.
        check(unsafe { (self.functions().end_transaction)(self.card, Disposition::Leave.raw()) })
    }

    /// Acknowledges a reset, or causes one.
    pub(super) fn reconnect(&mut self, disposition: Disposition) -> Result<(), Code> {
        let mut protocol = 0;
        // SAFETY: the card handle is valid until `drop`; `protocol` outlives the call.
        check(unsafe {
            (self.functions().reconnect)(
                self.card,
                SHARE_SHARED,
                EITHER_PROTOCOL,
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
            (self.functions().status)(
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
        if !self.session.home.is_here() {
            return;
        }
        // SAFETY: the card handle is valid, and nobody can use it after this.
        let _ = unsafe { (self.functions().disconnect)(self.card, Disposition::Leave.raw()) };
    }
}

#[cfg(test)]
mod tests;
