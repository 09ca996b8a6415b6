//! The PC/SC functions, each wrapped once: integers and pointers end here.
//!
//! The calls go to `pcsc-sys` and not to its safe sister `pcsc`, because that
//! one panics on a return code it does not know (debug builds), forgets the code
//! (release builds), resets the card when a connection is dropped, and ties a
//! transaction to a borrow, so that it could not outlive one method call.
#![allow(unsafe_code)]

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

/// The longest answer to ask for: pcsc-lite refuses buffers above 65,548 bytes,
/// and 65,538 hold the longest response APDU (ISO 7816-4).
const LONGEST_ANSWER: usize = 65_538;
/// Room for the names of pcsc-lite's 16 readers of at most 128 bytes each. With
/// all the room there can be, the list needs one call, between whose measuring
/// and copying no reader can come.
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

/// Waits for a fork that is under way, and keeps the next from beginning.
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
        // SAFETY: the functions use atomics only and last as long as the library, which the
        // thread-local data of the Rust standard library keep loaded.
        let _ = unsafe {
            pthread_atfork(gate::before_fork, gate::after_fork_in_parent, gate::after_fork_in_child)
        };
    }
    gate::Passage::enter()
}

/// A control code by its number, as PC/SC makes them; 0 if there is none.
pub(super) fn control_code(number: u32) -> u32 {
    let code = ffi::DWORD::from(number);
    u32::try_from(ffi::SCARD_CTL_CODE(code)).unwrap_or(0)
}

/// What a call does to the card on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    /// Nothing.
    Leave,
    /// A warm reset.
    Reset,
    /// Power off, and on again where the call leaves a connection.
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

/// One reader in a look at their states: what is known, and what is so.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) name: CString,
    pub(super) known: State,
    pub(super) found: State,
}

/// A PC/SC context, released when it is dropped.
///
/// A context does one thing at a time: while one thread waits on it, pcsc-lite
/// makes every other call on it wait, and with it the whole process. Only
/// [`Session::cancel`] may come from another thread.
#[derive(Debug)]
pub(super) struct Session(ffi::SCARDCONTEXT, Home);

impl Session {
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
        // No name holds a zero: they were split at the zeros.
        Ok(names.filter_map(|name| CString::new(name).ok()).collect())
    }

    /// Lists into `names`; both outcomes tell the length used or needed.
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

    /// Waits until one of `readers` is not as known, and fills in what is found.
    /// `None` waits for ever, zero only looks.
    pub(super) fn status_change(
        &self,
        timeout: Option<Duration>,
        readers: &mut [Watched],
    ) -> Result<(), Code> {
        // Rounded up, so that a last fraction of a millisecond is not spun away.
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
        // SAFETY: `states` holds as many entries as told; their names belong to
        // `readers`, which is borrowed until after the call.
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

    /// Wakes the thread that is inside [`Session::status_change`]. Without one it
    /// does nothing, and is not remembered. From any thread.
    pub(super) fn cancel(&self) -> Result<(), Code> {
        // SAFETY: the context is released in `drop` only, so it is valid.
        check(unsafe { ffi::SCardCancel(self.0) })
    }

    /// Connects to the card in a reader, shared with other programs. The
    /// connection takes the context with it: one context a card, so that a wait
    /// never blocks an exchange.
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

impl Drop for Session {
    fn drop(&mut self) {
        if !self.1.is_here() {
            // Over the parent's line, in a child of `fork`: the parent's context would end.
            return;
        }
        // libpcsclite holds its lock while it takes a context apart, too.
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
    session: Session,
}

impl Connection {
    /// The context of this connection; only for looks that do not block long.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// Sends a command and returns the length of the answer in `response`.
    pub(super) fn transmit(&self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let request = ffi::SCARD_IO_REQUEST {
            dwProtocol: self.protocol,
            cbPciLength: length(size_of::<ffi::SCARD_IO_REQUEST>()),
        };
        let mut received = length(response.len().min(LONGEST_ANSWER));
        // SAFETY: both buffers are as long as told and outlive the call, as does
        // `request`; the receive header may be null.
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

    /// Asks the reader's driver, not the card, and returns the length of the answer.
    pub(super) fn control(&self, code: u32, answer: &mut [u8]) -> Result<usize, Code> {
        let mut received = 0;
        // SAFETY: nothing is sent; `answer` is as long as told and outlives the call, as does
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

    /// Takes the card for this connection alone. Blocks while another has it.
    pub(super) fn begin_transaction(&self) -> Result<(), Code> {
        // SAFETY: the card handle is valid until `drop`.
        check(unsafe { ffi::SCardBeginTransaction(self.card) })
    }

    /// Lets the others at the card again, as it is.
    pub(super) fn end_transaction(&self) -> Result<(), Code> {
        // SAFETY: the card handle is valid until `drop`.
        check(unsafe { ffi::SCardEndTransaction(self.card, Disposition::Leave.raw()) })
    }

    /// Takes note of a reset, or makes one.
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

    /// Asks whether this is still the card that was connected: an error such as
    /// `SCARD_W_REMOVED_CARD` tells what became of it.
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
