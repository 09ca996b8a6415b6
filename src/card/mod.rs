//! One card: its applications and files, its PINs and keys.
//!
//! Every command goes through a [`Transaction`], which exists only within a transaction: the type
//! system guarantees that no other program comes between.
//!
//! | file | purpose |
//! |---|---|
//! | `exchange.rs` | one command, one answer; `61xx` and `6Cxx` |
//! | `file.rs` | selecting, and reading complete files |
//! | `credential.rs` | tries, VERIFY, signing, and locking the key again |
//! | `memory.rs` | what is known of the card across transactions, and whether it may be another |
//! | `recovery.rs` | what is repeated after a reset or a lost answer, and what never is |

mod credential;
mod exchange;
mod file;
mod memory;
mod recovery;

pub use credential::{Addressing, PinStatus};
pub use file::{ApplicationIdentifier, ElementaryFile, Extent};
pub(crate) use memory::FileStart;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::apdu::ExpectedLength;
use crate::error::{Error, Result};
use crate::process::Home;
use crate::status::Status;
use crate::trace;
use crate::transport::Transport;

/// The most bytes that one command reads: no file exceeds the range of a 15-bit offset.
const MAX_READ_LENGTH: usize = ExpectedLength::LONGEST_READ.get();

/// A card behind a transport.
///
/// Between transactions it remembers whether locking the key failed, and what distinguishes this
/// card from others. Any other state may have been changed by another program.
///
/// After a reset, a power cycle or an empty answer, another card may be in the reader without any
/// sign of it. The card is then compared with what was read from it before, also in earlier calls,
/// or with the certificate that the caller supplies: `CardExchanged`, permanently, if it is another
/// card. If nothing is known that identifies the card, reads continue, and every call that would
/// send a PIN, password or number fails with `CardReset` and sends nothing, until a comparison
/// succeeds or the program connects to the card again.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, PinStatus};
///
/// let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// let mut card = Card::new(reader.connect()?);
/// assert_eq!(card.card_information()?.expiry().to_string(), "2035-02-17");
/// assert_eq!(card.jpki()?.pin_status()?, PinStatus::TriesLeft(3)); // one transaction
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Card<T: Transport> {
    transport: T,
    read_length: ExpectedLength,
    /// Set by the caller: what the reader reports is ignored.
    is_length_chosen: bool,
    /// Applications that are not read in pieces of more than 256 bytes, because they refused such
    /// reads or such reads failed.
    short_only: Vec<ApplicationIdentifier>,
    key: Key,
    memory: memory::Memory,
    /// An answer of more than 128 bytes has arrived: the reader can transfer them.
    carries_long: bool,
    /// In a child of `fork` nothing is sent and the transport is not used.
    home: Home,
}

/// Whether the card may hold a PIN verified by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Locked,
    /// From before VERIFY is sent until the application has been left or the card has lost power:
    /// across transactions, if neither could be done immediately.
    MaybeOpen,
}

impl<T: Transport> Card<T> {
    /// Wraps a connected transport; nothing is sent yet.
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

    /// Reads files in pieces of `length` bytes, 1 to 32,768, whatever the reader reports. Some
    /// readers fail on answers of 256 bytes (ACR122U): 128 is used there automatically once a read
    /// has failed twice or returned nothing; setting it saves those commands.
    ///
    /// Above 256 the commands are extended: a certificate or a card face then takes one command
    /// instead of a dozen. Without this call, extended reads are tried if the reader reports
    /// support for them ([`Transport::longest_read`]), and files are otherwise read in pieces of
    /// 256. An application that refuses extended reads, or returns no more than 256 bytes, is read
    /// in pieces of 256 from the same offset, at the cost of one command, and they are not tried
    /// again: with a PC/SC reader, not by the same process, and otherwise not by this value. If a
    /// reader loses such an answer, the read is sent once more to confirm it, and not again. VERIFY
    /// and signing are never extended.
    ///
    /// 256 disables extended reads; a larger number forces them on a reader that does not report
    /// support. How such a reader behaves is unpredictable: test this with the readers in use.
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
    /// dropped. Do not hold it while a person types; Windows resets a card whose transaction has
    /// been idle for five seconds.
    ///
    /// A key that an earlier transaction could not lock is locked first; if no transaction can be
    /// started, by powering the card down.
    ///
    /// # Errors
    /// Those of [`Transport::begin_transaction`]; `KeyNotLocked`; `Forked` in a child of `fork`.
    #[doc(hidden)]
    pub fn begin(&mut self) -> Result<Transaction<'_, T>> {
        self.home.check()?;
        let outcome = self.transport.begin_transaction();
        let held = outcome.is_ok();
        let mut transaction = Transaction {
            card: self,
            selected: None,
            held,
            disturbed: false,
            failed_at_length: false,
            failed_long: false,
        };
        match outcome {
            Ok(()) => {
                transaction.note_disturbances();
                if transaction.pin_is_in_play() {
                    transaction.leave_unconfirmed();
                }
                transaction.lock_key()?;
                if transaction.card.memory.may_be_open() {
                    transaction.leave_what_others_left();
                }
            }
            Err(error) => {
                transaction.card.note(&error);
                transaction.power_down_if_open()?;
                return Err(error);
            }
        }
        Ok(transaction)
    }

    /// Records that a transaction did not begin: unless another program or the service caused that,
    /// the card may be another one from here on.
    fn note(&mut self, error: &Error) {
        if matches!(
            error.status(),
            Status::CardReset | Status::ReaderFailed | Status::CardUnresponsive
        ) {
            self.memory.doubt();
        }
    }

    /// For a card that is only being identified: its application is left at the end in any case, so
    /// one that others left open is not left first.
    #[cfg(feature = "pcsc")]
    pub(crate) fn is_judged(&mut self) {
        self.memory.may_be_open();
    }

    /// The transport, for anything this type does not do.
    pub fn transport(&self) -> &T {
        &self.transport
    }
}

impl<T: Transport> Drop for Card<T> {
    fn drop(&mut self) {
        // The last chance for a key that could not be locked; dropping the value that `begin`
        // returns tries once more.
        if self.key == Key::MaybeOpen && self.home.is_here() {
            let outcome = catch_unwind(AssertUnwindSafe(|| self.begin().map(drop)));
            if outcome.is_err() && self.key == Key::MaybeOpen {
                // It may have panicked before reaching this.
                let _ = catch_unwind(AssertUnwindSafe(|| self.transport.power_down()));
            }
        }
    }
}

/// Exclusive access to the card for the duration of a transaction.
///
/// Dropping it locks the key if a PIN was sent, then ends the transaction, also in a panic.
#[derive(Debug)]
pub struct Transaction<'card, T: Transport> {
    card: &'card mut Card<T>,
    selected: Option<ApplicationIdentifier>,
    /// The transaction is ours; false once it has ended or could not be renewed.
    held: bool,
    /// An exchange gave no status word since `watch`.
    disturbed: bool,
    /// The failed exchange was an extended read, made because the reader reported support for it.
    failed_at_length: bool,
    /// The failed exchange was an extended read, made because the reader reported support for it.
    failed_long: bool,
}

impl<T: Transport> Transaction<'_, T> {
    /// Locks the key if a PIN was sent, ends the transaction and returns the result of both.
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

    /// Runs one cleanup step; false if it failed. A transport that panics, possibly already within
    /// a panic, must neither abort the process nor keep the next step from running.
    fn attempt(&mut self, step: fn(&mut Self) -> Result<()>) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| step(self)));
        if !matches!(outcome, Ok(Ok(()))) {
            trace::leaving_failed(outcome.ok().and_then(Result::err).as_ref());
            return false;
        }
        true
    }
}

impl<T: Transport> Drop for Transaction<'_, T> {
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
