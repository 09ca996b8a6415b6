//! One card: its applications and files, its PINs and keys.
//!
//! Every command goes through an [`Exclusive`], which exists only within a
//! transaction: that no other program comes between is a matter of types.
//!
//! | file | its job |
//! |---|---|
//! | `exchange.rs` | one command, one answer; `61xx` and `6Cxx` |
//! | `file.rs` | selecting, and reading a file whole |
//! | `credential.rs` | tries, VERIFY, signing, and locking the key again |
//! | `memory.rs` | what is known of the card across transactions, and whether it may be another |
//! | `recovery.rs` | what is done again after a reset or a lost answer, and what never |

mod credential;
mod exchange;
mod file;
mod memory;
mod recovery;

pub use credential::{Addressing, PinStatus};
pub use file::{ApplicationIdentifier, ElementaryFile, Extent};
pub(crate) use memory::Known;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::apdu::ExpectedLength;
use crate::error::{Error, Result};
use crate::process::Home;
use crate::status::Status;
use crate::trace;
use crate::transport::Transport;

/// The most bytes that one command reads: no file is longer than a 15-bit offset reaches.
const MAX_READ_LENGTH: usize = ExpectedLength::LONGEST_READ.get();

/// A card behind a transport.
///
/// Between two transactions it remembers whether the key could not be locked again, and what
/// tells this card from others. All else another program may have changed meanwhile.
///
/// After a reset, a power cycle or an empty answer another card may be in the reader without
/// any sign of it. The card is then compared with what was read of it before, in earlier
/// calls too, or with the certificate that the caller gives: `CardExchanged`, permanently, if
/// it is another. Where nothing is known that tells one card from another, reads go on, and
/// whatever would send a PIN, password or number says `CardReset` and sends nothing, until a
/// comparison succeeds or the program connects to the card again.
#[derive(Debug)]
pub struct Card<T: Transport> {
    transport: T,
    read_length: ExpectedLength,
    /// The caller has chosen it: what the reader says of itself does not count.
    is_length_chosen: bool,
    /// Applications that are not read in pieces of more than 256 bytes: they refused it, or
    /// it failed.
    short_only: Vec<ApplicationIdentifier>,
    key: Key,
    memory: memory::Memory,
    /// An answer of more than 128 bytes has come: the reader can carry them.
    carries_long: bool,
    /// In a child of `fork` nothing is sent, and the transport not used.
    home: Home,
}

/// Whether the card may hold a PIN verified by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Locked,
    /// From before VERIFY is sent until the application was left or the card lost its
    /// power: across transactions, if neither could be done at once.
    MaybeOpen,
}

impl<T: Transport> Card<T> {
    /// Takes a connected transport; nothing is sent yet.
    pub fn new(transport: T) -> Self {
        let memory = memory::Memory::new(&transport);
        Self {
            memory,
            carries_long: false,
            transport,
            read_length: ExpectedLength::MAX_SHORT,
            is_length_chosen: false,
            short_only: Vec::new(),
            key: Key::Locked,
            home: Home::here(),
        }
    }

    /// Reads files in pieces of `length` bytes, 1 to 32,768, whatever the reader says of
    /// itself. Some readers fail on answers of 256 bytes (ACR122U): 128 is used there by itself
    /// once a read has failed twice or came empty; to set it saves those commands.
    ///
    /// Above 256 the commands take the extended form: a certificate, or a card face, then
    /// takes one command instead of a dozen. Without this call it is tried where the
    /// reader says that it carries it ([`Transport::longest_read`]), and elsewhere files are
    /// read in pieces of 256. An application that refuses it, or answers no more than 256
    /// bytes, is read in pieces of 256 from the same offset on, at the cost of one command,
    /// and is not asked again: through a PC/SC reader not by the same process, else not
    /// by this value. A reader that loses such an answer is asked once more, to be sure, and
    /// not again. VERIFY and signing never take the extended form.
    ///
    /// 256 switches it off; a larger number forces it upon a reader that does not say.
    /// What such a one does with it is its own affair: try it on the readers that are used.
    ///
    /// # Errors
    /// `Argument` for any other length.
    pub fn set_read_length(&mut self, length: usize) -> Result<()> {
        self.read_length = ExpectedLength::new(length)
            .filter(|length| length.get() <= MAX_READ_LENGTH)
            .ok_or_else(|| {
                Error::new(Status::Argument).with_detail("a read takes 1 to 32,768 bytes")
            })?;
        self.is_length_chosen = true;
        Ok(())
    }

    /// Begins a transaction: every other program waits until the value is
    /// dropped. Do not hold it while a person types; Windows resets a card whose
    /// transaction is idle for five seconds.
    ///
    /// A key that an earlier transaction could not lock is locked first; without a
    /// transaction by taking the card's power away.
    ///
    /// # Errors
    /// Those of [`Transport::begin_transaction`]; `KeyNotLocked`; `Forked` in a child of `fork`.
    pub fn begin(&mut self) -> Result<Exclusive<'_, T>> {
        self.home.check()?;
        let begun = self.transport.begin_transaction();
        let held = begun.is_ok();
        let mut exclusive = Exclusive {
            card: self,
            selected: None,
            held,
            disturbed: false,
            failed_at_length: false,
            failed_long: false,
        };
        match begun {
            Ok(()) => {
                exclusive.heed();
                if exclusive.pin_is_in_play() {
                    exclusive.leave_without_belief();
                }
                exclusive.lock_key()?;
                if exclusive.card.memory.may_be_open() {
                    exclusive.leave_what_others_left();
                }
            }
            Err(error) => {
                exclusive.card.note(&error);
                exclusive.power_down_if_open()?;
                return Err(error);
            }
        }
        Ok(exclusive)
    }

    /// Takes note of a transaction that did not begin: where it was neither another program's
    /// doing nor the service's, the card may be another one from here on.
    fn note(&mut self, error: &Error) {
        if matches!(
            error.status(),
            Status::CardReset | Status::ReaderFailed | Status::CardUnresponsive
        ) {
            self.memory.doubt();
        }
    }

    /// Says that the card is looked at, and left in the end: what others left open is not
    /// left first.
    #[cfg(feature = "pcsc")]
    pub(crate) fn is_judged(&mut self) {
        self.memory.may_be_open();
    }

    /// The transport, for what this type does not do.
    pub fn transport(&self) -> &T {
        &self.transport
    }
}

impl<T: Transport> Drop for Card<T> {
    fn drop(&mut self) {
        // The last chance for a key that could not be locked; dropping the value that
        // `begin` gives tries once more.
        if self.key == Key::MaybeOpen && self.home.is_here() {
            let begun = catch_unwind(AssertUnwindSafe(|| self.begin().map(drop)));
            if begun.is_err() && self.key == Key::MaybeOpen {
                // It may have panicked before it came to this.
                let _ = catch_unwind(AssertUnwindSafe(|| self.transport.power_down()));
            }
        }
    }
}

/// The right to talk to the card, for as long as a transaction lasts.
///
/// Dropping it locks the key if a PIN was sent, then ends the transaction, in a
/// panic too.
#[derive(Debug)]
pub struct Exclusive<'card, T: Transport> {
    card: &'card mut Card<T>,
    selected: Option<ApplicationIdentifier>,
    /// The transaction is ours; false once it was ended, or could not be renewed.
    held: bool,
    /// An exchange gave no status word since `watch`.
    disturbed: bool,
    /// The exchange that failed was a read of more bytes than some readers can carry.
    failed_at_length: bool,
    /// The exchange that failed was a read in the extended form that the reader's own word
    /// had brought about.
    failed_long: bool,
}

impl<T: Transport> Exclusive<'_, T> {
    /// Locks the key if a PIN was sent, ends the transaction and tells how both went.
    ///
    /// # Errors
    /// `KeyNotLocked`, or those of [`Transport::end_transaction`].
    pub fn end(mut self) -> Result<()> {
        let locked = self.lock_key();
        let ended = if self.held { self.end_transaction() } else { Ok(()) };
        locked.and(ended)
    }

    /// Whether this application is known to be selected.
    pub(crate) fn has_selected(&self, application: ApplicationIdentifier) -> bool {
        self.selected == Some(application)
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.held = false;
        self.card.home.check()?;
        let ended = self.card.transport.end_transaction();
        if ended.as_ref().is_err_and(|error| error.status() == Status::CardReset) {
            self.card.memory.doubt();
        }
        ended
    }

    /// Runs one step of the way out; false if it failed. A transport that panics, here
    /// perhaps within a panic, must neither abort the process nor keep the next step
    /// from running.
    fn attempt(&mut self, step: fn(&mut Self) -> Result<()>) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| step(self)));
        if !matches!(outcome, Ok(Ok(()))) {
            trace::way_out_failed(outcome.ok().and_then(Result::err).as_ref());
            return false;
        }
        true
    }
}

impl<T: Transport> Drop for Exclusive<'_, T> {
    fn drop(&mut self) {
        if !self.held || !self.card.home.is_here() {
            return;
        }
        if !self.attempt(Self::lock_key) {
            self.attempt(Self::power_down_if_open);
        }
        self.attempt(Self::end_transaction);
    }
}
