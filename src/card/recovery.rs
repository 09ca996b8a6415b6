//! What is done again after a reset or a lost answer, and what never.
//!
//! | what was disturbed | what follows |
//! |---|---|
//! | SELECT, READ BINARY, the query of the tries | once more: the transaction is ended and begun anew, the application selected, the card checked to be the same, and the whole file or query asked again from its start |
//! | VERIFY with a PIN | never again: the card may have compared it. `PinUncertain` |
//! | CHANGE REFERENCE DATA, and VERIFY of the new PIN | never again: `PinChangeUncertain` |
//! | a signature, and any read while a PIN is verified | never again: the card lost the PIN or may have; the key is locked and the error told |
//! | anything, with nothing known that tells this card from another | reads once more; no secret is sent any more: `CardReset` (see `memory.rs`) |
//! | leaving the application, or anything since VERIFY | the card's power is taken away instead |
//! | the card taken off, the service gone, another program at work | nothing: there is no card to ask |
//!
//! `6A82` for a file counts as a disturbance: a card that lost its power, and whose reader
//! did not tell, says so too.
//!
//! A file is never put together from before and after a disturbance.

use crate::card::{Exclusive, Key};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

impl<T: Transport> Exclusive<'_, T> {
    /// Starts what may have to be repeated.
    pub(crate) fn watch(&mut self) {
        self.disturbed = false;
        self.failed_at_length = false;
        self.failed_long = false;
    }

    /// Whether what was started with [`watch`](Self::watch) and failed with `error` may
    /// be done once more: an exchange was disturbed, the card may still be there, and no
    /// PIN is in play.
    pub(crate) fn may_repeat(&self, error: &Error) -> bool {
        let disturbed = match error.status() {
            Status::CardReset | Status::ReaderFailed | Status::CardUnresponsive => self.disturbed,
            // Only where the exchange itself gave no status word; a content that lies is
            // as false the second time.
            Status::CardAnswer => self.disturbed,
            // A card that lost its power without a word has nothing selected, and says the
            // same as one that lacks the file.
            Status::NotOnCard => true,
            _ => false,
        };
        disturbed && !self.pin_is_in_play()
    }

    /// Whether a PIN was sent and the key not locked since.
    pub(crate) fn pin_is_in_play(&self) -> bool {
        self.card.key != Key::Locked
    }

    /// Ends the transaction and begins another, in which nothing is selected and nothing
    /// known; a reset is taken note of thereby, and a card whose answer was lost is reset by
    /// the transport where its driver needs that. Other programs may come in between, so the
    /// key must be locked, which [`may_repeat`](Self::may_repeat) has asked.
    ///
    /// # Errors
    /// Those of [`Transport::begin_transaction`]; `KeyNotLocked`. No command is sent any
    /// more in this value then.
    pub(crate) fn renew(&mut self) -> Result<()> {
        self.lock_key()?;
        self.selected = None;
        // What the end of a disturbed transaction says tells nothing of the next.
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
