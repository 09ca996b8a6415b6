//! What is remembered of a card from one transaction to the next, and whether the card that
//! answers now may be another one.
//!
//! PC/SC does not tell of every exchange: a card that is replaced faster than its reader is
//! looked at looks like one that was reset. So whatever may hide an exchange raises a doubt,
//! which stays until the card was compared with what is known of it; no secret is sent
//! before. The comparison itself is the applications' affair.

use std::fmt;

use zeroize::Zeroizing;

use crate::card::{ApplicationIdentifier, ElementaryFile, Exclusive};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::{Acquaintance, Transport};

/// How many contents that were read in doubt are remembered as such.
const MAX_SUSPECTS: usize = 16;

/// The start of a file that was read from this card.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) application: ApplicationIdentifier,
    pub(crate) file: ElementaryFile,
    pub(crate) start: Zeroizing<Vec<u8>>,
    /// It was read without the PIN, as a phone does not let one read its certificate.
    pub(crate) is_free: bool,
}

/// What is remembered of a card.
#[derive(Default)]
pub(super) struct Memory {
    known: Vec<Known>,
    /// Read while the card was in doubt: what another card may have said.
    suspects: Vec<Zeroizing<Vec<u8>>>,
    /// The start of its authentication certificate, by what made the link.
    introduced: Option<Vec<u8>>,
    in_doubt: bool,
    /// A comparison failed: this is another card.
    is_exchanged: bool,
    /// It gave an answer, and has had power since as far as is known.
    has_answered: bool,
    /// Another program may have left a key open.
    may_be_open: bool,
    /// The transport's count when it was last looked at.
    disturbances: u64,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The start of a certificate names its holder's serial number.
        f.debug_struct("Memory")
            .field("in_doubt", &self.in_doubt)
            .field("is_exchanged", &self.is_exchanged)
            .finish_non_exhaustive()
    }
}

impl Memory {
    pub(super) fn new(transport: &impl Transport) -> Self {
        let Acquaintance { has_answered, authentication_certificate, disturbances, may_be_open } =
            transport.acquaintance().unwrap_or_else(|| Acquaintance {
                disturbances: transport.disturbances(),
                ..Acquaintance::default()
            });
        Self {
            introduced: authentication_certificate,
            has_answered,
            disturbances,
            may_be_open,
            ..Self::default()
        }
    }

    /// The card may be another one from here on.
    pub(super) fn doubt(&mut self) {
        self.in_doubt = true;
    }

    /// Takes note of what the transport noticed since the last look.
    pub(super) fn heed(&mut self, disturbances: u64) {
        if self.disturbances != disturbances {
            self.disturbances = disturbances;
            self.in_doubt = true;
        }
    }

    /// Whether another program may have left a key open; true once.
    pub(super) fn may_be_open(&mut self) -> bool {
        std::mem::take(&mut self.may_be_open)
    }

    /// An answer came; whether one came before, so that it is not that to the first command
    /// after power-up, which some cards refuse.
    pub(super) fn answered(&mut self) -> bool {
        std::mem::replace(&mut self.has_answered, true)
    }

    /// Its power was taken and given back, or may have been, with nothing left to be noticed.
    pub(super) fn lost_power(&mut self) {
        self.has_answered = false;
    }
}

impl<T: Transport> Exclusive<'_, T> {
    /// Takes note of what the transport noticed, in a transaction that has just begun.
    pub(crate) fn heed(&mut self) {
        let disturbances = self.card.transport.disturbances();
        self.card.memory.heed(disturbances);
    }

    /// Whether the transport resets the card before the next transaction.
    pub(crate) fn will_be_reset(&self) -> bool {
        self.card.transport.will_reset()
    }

    /// Whether the card that answers may be another one.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.card.memory.in_doubt
    }

    /// Whether it gave an answer and has had power since, as far as is known.
    #[cfg(feature = "pcsc")]
    pub(crate) fn has_answered(&self) -> bool {
        self.card.memory.has_answered
    }

    /// The card may be another one from here on.
    pub(crate) fn doubt(&mut self) {
        self.card.memory.doubt();
    }

    /// The card was compared, and is the same.
    pub(crate) fn is_the_same(&mut self) {
        self.card.memory.in_doubt = false;
    }

    /// The card was compared, and is another one: permanently so.
    pub(crate) fn is_another(&mut self, file: &'static str) -> Error {
        self.card.memory.is_exchanged = true;
        Error::new(Status::CardExchanged).with_detail(file)
    }

    /// # Errors
    /// `CardExchanged` once a comparison failed.
    pub(crate) fn refuse_another(&self) -> Result<()> {
        if self.card.memory.is_exchanged { Err(Error::new(Status::CardExchanged)) } else { Ok(()) }
    }

    /// What was read of this card.
    pub(crate) fn known(&self) -> &[Known] {
        &self.card.memory.known
    }

    /// What made the link says that the card's authentication certificate begins so; given
    /// once.
    pub(crate) fn introduction(&mut self) -> Option<Vec<u8>> {
        self.card.memory.introduced.take()
    }

    /// Remembers what was known before this card's first transaction, whatever came since.
    pub(crate) fn introduce(&mut self, known: Known) {
        self.card.memory.known.push(known);
    }

    /// Remembers the start of a file; as another card's word, perhaps, if it was read in
    /// doubt.
    pub(crate) fn remember(&mut self, new: Known) {
        let memory = &mut self.card.memory;
        if memory.in_doubt {
            if memory.suspects.len() < MAX_SUSPECTS && !memory.suspects.contains(&new.start) {
                memory.suspects.push(new.start);
            }
            return;
        }
        let same =
            |known: &&mut Known| known.application == new.application && known.file == new.file;
        match memory.known.iter_mut().find(same) {
            Some(known) => {
                let is_free = known.is_free || new.is_free;
                *known = Known { is_free, ..new };
            }
            None => memory.known.push(new),
        }
    }

    /// Whether this was read while the card was in doubt, so that a caller who gives it may
    /// have it of another card.
    pub(crate) fn is_suspect(&self, start: &[u8]) -> bool {
        let suspects = &self.card.memory.suspects;
        suspects.len() >= MAX_SUSPECTS || suspects.iter().any(|suspect| **suspect == *start)
    }
}
