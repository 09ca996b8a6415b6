//! What is repeated after a reset or a lost answer, and what never is.
//!
//! | disturbed | reaction |
//! |---|---|
//! | SELECT, READ BINARY, the query of the tries | repeated once: the transaction is ended and a new one started, the application selected, the card checked to be the same, and the whole file or query repeated from its start |
//! | VERIFY with a PIN | never repeated: the card may have compared it. `PinUncertain` |
//! | CHANGE REFERENCE DATA, and VERIFY of the new PIN | never repeated: `PinChangeUncertain` |
//! | a signature, and any read while a PIN is verified | never repeated: the card has lost the PIN or may have; the key is locked and the error reported |
//! | anything, with nothing known that identifies this card | reads are repeated once; secrets are no longer sent: `CardReset` (see `memory.rs`) |
//! | leaving the application, or anything since VERIFY | the card is powered down instead |
//! | card removed, service gone, another program using the card | nothing: there is no card to ask |
//!
//! `6A82` for a file counts as a disturbance: a card that lost power without a report from its
//! reader answers the same.
//!
//! A file is never assembled from parts read before and after a disturbance.

use crate::card::{Key, Transaction};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

impl<T: Transport> Transaction<'_, T> {
    /// Marks the start of what may have to be repeated.
    pub(crate) fn watch(&mut self) {
        self.disturbed = false;
        self.failed_at_length = false;
        self.failed_long = false;
    }

    /// Whether what was started with [`watch`](Self::watch) and failed with `error` may be repeated
    /// once: an exchange was disturbed, the card may still be there, and no PIN is in play.
    pub(crate) fn may_repeat(&self, error: &Error) -> bool {
        let disturbed = match error.status() {
            Status::CardReset | Status::ReaderFailed | Status::CardUnresponsive => self.disturbed,
            // Only if the exchange itself returned no status word; malformed content would be the
            // same the second time.
            Status::CardAnswer => self.disturbed,
            // A card that silently lost power has nothing selected, and answers like one that lacks
            // the file.
            Status::NotOnCard => true,
            _ => false,
        };
        disturbed && !self.pin_is_in_play()
    }

    /// Whether a PIN was sent and the key has not been locked since.
    pub(crate) fn pin_is_in_play(&self) -> bool {
        self.card.key != Key::Locked
    }

    /// Ends the transaction and begins a new one, in which nothing is selected and nothing known;
    /// this detects a reset, and the transport resets a card whose answer was lost if its driver
    /// requires that. Other programs may come in between, so the key must be locked, which
    /// [`may_repeat`](Self::may_repeat) has checked.
    ///
    /// # Errors
    /// Those of [`Transport::begin_transaction`]; `KeyNotLocked`. After that, this value sends no
    /// more commands.
    pub(crate) fn renew(&mut self) -> Result<()> {
        self.lock_key()?;
        self.selected = None;
        // The result of ending a disturbed transaction says nothing about the next one.
        let _ = self.end_transaction();
        if let Err(error) = self.card.transport.begin_transaction() {
            self.card.note(&error);
            return Err(error);
        }
        self.held = true;
        Ok(())
    }

    /// Refuses a command once the transaction is lost.
    pub(super) fn check_held(&self) -> Result<()> {
        self.card.home.check()?;
        if self.held {
            Ok(())
        } else {
            Err(Error::new(Status::CardReset).with_detail("the transaction was lost"))
        }
    }
}
