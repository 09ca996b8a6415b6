//! What is remembered of a card between transactions, and whether the card that answers now may be
//! another one.
//!
//! PC/SC does not report every exchange of a card: a card that is replaced between two polls of its
//! reader looks like one that was reset. So anything that may hide an exchange raises a doubt,
//! which remains until the card has been compared with what is known of it; no secret is sent before
//! that. The comparison itself is done by the applications.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use zeroize::Zeroizing;

use crate::card::{ApplicationIdentifier, ElementaryFile, Transaction};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::{KnownCard, Transport};

/// How many file contents read in doubt are remembered as such.
const MAX_SUSPECTS: usize = 16;

/// The start of a file that was read from this card.
#[derive(Clone)]
pub(crate) struct FileStart {
    pub(crate) application: ApplicationIdentifier,
    pub(crate) file: ElementaryFile,
    pub(crate) start: Zeroizing<Vec<u8>>,
    /// It was read without the PIN, which a phone does not allow for its certificate.
    pub(crate) is_free: bool,
}

/// What is remembered of a card.
#[derive(Default)]
pub(super) struct Memory {
    /// No other card value of this process has it.
    number: u64,
    known: Vec<FileStart>,
    /// Read while the card was in doubt: possibly another card's content.
    suspects: Vec<Zeroizing<Vec<u8>>>,
    /// The start of its authentication certificate, supplied by whoever made the link.
    introduced: Option<Vec<u8>>,
    in_doubt: bool,
    /// A comparison failed: this is another card.
    is_exchanged: bool,
    /// It has answered, and as far as is known has had power since.
    has_answered: bool,
    /// Another program may have left a key open.
    may_be_open: bool,
    /// The transport's count when last checked.
    disturbances: u64,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The start of a certificate contains its serial number.
        f.debug_struct("Memory")
            .field("in_doubt", &self.in_doubt)
            .field("is_exchanged", &self.is_exchanged)
            .finish_non_exhaustive()
    }
}

impl Memory {
    pub(super) fn new(transport: &impl Transport) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let KnownCard { has_answered, authentication_certificate, disturbances, may_be_open } =
            transport.known_card().unwrap_or_else(|| KnownCard {
                disturbances: transport.disturbances(),
                ..KnownCard::default()
            });
        Self {
            introduced: authentication_certificate,
            has_answered,
            disturbances,
            may_be_open,
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            ..Self::default()
        }
    }

    /// From here on the card may be another one.
    pub(super) fn doubt(&mut self) {
        self.in_doubt = true;
    }

    /// Records what the transport noticed since the last check.
    pub(super) fn note_disturbances(&mut self, disturbances: u64) {
        if self.disturbances != disturbances {
            self.disturbances = disturbances;
            self.in_doubt = true;
        }
    }

    /// Whether another program may have left a key open; true only once.
    pub(super) fn may_be_open(&mut self) -> bool {
        std::mem::take(&mut self.may_be_open)
    }

    /// Records an answer. Returns whether there was one before, so that this is not the answer to
    /// the first command after power-up, which some cards refuse.
    pub(super) fn answered(&mut self) -> bool {
        std::mem::replace(&mut self.has_answered, true)
    }

    /// Its power was cut and restored, or may have been; nothing remains to be noticed.
    pub(super) fn lost_power(&mut self) {
        self.has_answered = false;
    }
}

impl<T: Transport> Transaction<'_, T> {
    /// The number of this card value, which no other in this process has.
    pub(crate) fn card_number(&self) -> u64 {
        self.card.memory.number
    }

    /// What the transport has noticed so far.
    pub(crate) fn disturbances(&self) -> u64 {
        self.card.transport.disturbances()
    }

    /// Records what the transport noticed, in a transaction that has just begun.
    pub(crate) fn note_disturbances(&mut self) {
        let disturbances = self.disturbances();
        self.card.memory.note_disturbances(disturbances);
    }

    /// Whether the transport resets the card before the next transaction.
    pub(crate) fn will_be_reset(&self) -> bool {
        self.card.transport.will_reset()
    }

    /// Whether the card that answers may be another one.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.card.memory.in_doubt
    }

    /// Whether it has answered and, as far as is known, has had power since.
    #[cfg(feature = "pcsc")]
    pub(crate) fn has_answered(&self) -> bool {
        self.card.memory.has_answered
    }

    /// From here on the card may be another one.
    pub(crate) fn doubt(&mut self) {
        self.card.memory.doubt();
    }

    /// The card was compared and is the same.
    pub(crate) fn is_the_same(&mut self) {
        self.card.memory.in_doubt = false;
    }

    /// The card was compared and is another one, permanently.
    pub(crate) fn is_another(&mut self, file: &'static str) -> Error {
        self.card.memory.is_exchanged = true;
        Error::new(Status::CardExchanged).with_detail(file)
    }

    /// # Errors
    /// `CardExchanged` once a comparison failed.
    pub(crate) fn refuse_another(&self) -> Result<()> {
        if self.card.memory.is_exchanged { Err(Error::new(Status::CardExchanged)) } else { Ok(()) }
    }

    /// What was read from this card.
    pub(crate) fn known(&self) -> &[FileStart] {
        &self.card.memory.known
    }

    /// The start of the card's authentication certificate as supplied by whoever made the link;
    /// returned once.
    pub(crate) fn introduction(&mut self) -> Option<Vec<u8>> {
        self.card.memory.introduced.take()
    }

    /// Remembers what was known before this card's first transaction, whatever happened since.
    pub(crate) fn introduce(&mut self, known: FileStart) {
        self.card.memory.known.push(known);
    }

    /// Remembers the start of a file, marked as possibly another card's if it was read in doubt.
    pub(crate) fn remember(&mut self, new: FileStart) {
        let memory = &mut self.card.memory;
        if memory.in_doubt {
            if memory.suspects.len() < MAX_SUSPECTS && !memory.suspects.contains(&new.start) {
                memory.suspects.push(new.start);
            }
            return;
        }
        let same =
            |known: &&mut FileStart| known.application == new.application && known.file == new.file;
        match memory.known.iter_mut().find(same) {
            Some(known) => {
                let is_free = known.is_free || new.is_free;
                *known = FileStart { is_free, ..new };
            }
            None => memory.known.push(new),
        }
    }

    /// Whether this was read while the card was in doubt, so that a caller who supplies it may have
    /// it from another card.
    pub(crate) fn is_suspect(&self, start: &[u8]) -> bool {
        let suspects = &self.card.memory.suspects;
        suspects.len() >= MAX_SUSPECTS || suspects.iter().any(|suspect| **suspect == *start)
    }
}
