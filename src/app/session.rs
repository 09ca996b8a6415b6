//! One transaction with one application: the common basis of all applications' rules.
//!
//! It survives a reset by another program or a lost answer: each read is repeated once, from SELECT
//! and in a new transaction, after a check that the card is the same. VERIFY and what follows it
//! are never repeated; see the table in `src/card/recovery.rs`.

use zeroize::Zeroizing;

use crate::apdu::StatusWord;
use crate::app::application::{Application, Credential};
use crate::app::identity::{Identity, certificate_start, doubtful};
use crate::app::jpki::{APPLICATION as JPKI, AUTHENTICATION_CERTIFICATE};
use crate::card::{Addressing, Card, ElementaryFile, Extent, FileStart, PinStatus, Transaction};
use crate::error::{Error, Result};
use crate::error_words::{SEVERAL_TRIES, TWO_TRIES};
use crate::secret::LastTry;
use crate::status::Status;
use crate::transport::Transport;

/// What the card reported about one credential's tries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tries {
    of: ElementaryFile,
    pub(super) status: PinStatus,
    pub(super) addressing: Addressing,
}

/// One application of one card, within one transaction.
#[derive(Debug)]
pub(super) struct Session<'card, T: Transport> {
    pub(super) transaction: Transaction<'card, T>,
    application: &'static Application,
    /// What the card reported about a credential's tries in this transaction, until one is sent.
    tries: Option<Tries>,
    identity: Identity,
}

impl<'card, T: Transport> Session<'card, T> {
    /// Begins a transaction and selects the application.
    ///
    /// # Errors
    /// `NotIndividualNumberCard`; `NotOnCard` if the card has the JPKI application but not this
    /// one, like phones; those of the transport.
    pub(super) fn begin(
        card: &'card mut Card<T>,
        application: &'static Application,
    ) -> Result<Self> {
        let mut transaction = card.begin()?;
        transaction.refuse_another()?;
        if let Some(start) = transaction.introduction() {
            transaction.introduce(certificate_start(&start, true));
        }
        let mut session = Self { transaction, application, tries: None, identity: Identity::NONE };
        let selected = session.reading(|session| match session.select() {
            // That is certain, not a disturbance.
            Err(error) if error.status() == Status::NotOnCard => Ok(Err(error)),
            selected => selected.map(Ok),
        });
        selected??;
        session.recognise()?;
        Ok(session)
    }

    /// Compares the card with what is known of it, if its identity is in doubt.
    ///
    /// # Errors
    /// `CardExchanged`; those of the transport.
    fn recognise(&mut self) -> Result<()> {
        if !self.transaction.is_in_doubt() {
            return Ok(());
        }
        // The reported tries may be those of another card.
        self.tries = None;
        self.reading(|session| {
            session.transaction.select_application(session.application.identifier)?;
            session.identity.check(&mut session.transaction, session.application).map(drop)
        })
    }

    /// Checks that a secret goes to the card it is meant for.
    ///
    /// # Errors
    /// `CardExchanged`; `CardReset` if nothing can show whether it is; those of the transport.
    pub(super) fn assure(&mut self) -> Result<()> {
        if self.identity.has_proof(&self.transaction) {
            self.recognise()?;
        }
        if self.transaction.is_in_doubt() { Err(doubtful()) } else { Ok(()) }
    }

    /// Selects the application. If the card refuses, selects the JPKI application to find out
    /// whether it is a token at all; if that fails otherwise, reports that error instead of the
    /// refusal.
    fn select(&mut self) -> Result<()> {
        let refused = match self.transaction.select_application(self.application.identifier) {
            Err(error) if error.status() == Status::NotIndividualNumberCard => error,
            selected => return selected,
        };
        if self.application.identifier == JPKI {
            return Err(refused);
        }
        match self.transaction.select_application(JPKI) {
            Ok(()) => {
                Err(refused.with_status(Status::NotOnCard).with_detail(self.application.name))
            }
            Err(error) if error.status() == Status::NotIndividualNumberCard => Err(refused),
            disturbed => disturbed,
        }
    }

    pub(super) fn end(self) -> Result<()> {
        self.transaction.end()
    }

    /// Runs a read-only job, and repeats it once after a reset or a lost answer if the same card is
    /// still there.
    fn reading<R>(&mut self, mut job: impl FnMut(&mut Self) -> Result<R>) -> Result<R> {
        let was_in_doubt = self.transaction.is_in_doubt();
        self.transaction.watch();
        let first = match job(self) {
            Err(error) if self.transaction.may_repeat(&error) => error.status(),
            outcome => return outcome,
        };
        let at_length = self.transaction.has_failed_at_length();
        let was_long = self.transaction.has_failed_long();
        let is_excused = first == Status::ReaderFailed && !was_in_doubt && self.is_line_dead();
        self.transaction.watch();
        let is_proven = match self.start_again(is_excused) {
            // The comparison failed, which reads equally long blocks.
            Err(error)
                if at_length
                    && self.transaction.has_failed_at_length()
                    && self.transaction.may_repeat(&error) =>
            {
                self.transaction.read_less();
                self.start_again(is_excused)?
            }
            started => started?,
        };
        self.transaction.watch();
        let outcome = job(self);
        let at_length = at_length && self.transaction.has_failed_at_length();
        match &outcome {
            // The short form works, and the long one fails again between short ones: the cause is
            // the reader, and not another card.
            Ok(_) if was_long && self.transaction.loses_long_read(self.application.identifier) => {
                self.start_again(!was_in_doubt)?;
                return job(self);
            }
            // Failed twice at the length that some readers cannot transfer.
            Err(error) if at_length && self.transaction.may_repeat(error) => {
                self.transaction.read_less();
                self.start_again(false)?;
                let outcome = job(self);
                let is_excused = outcome.is_ok() && !was_in_doubt && self.transaction.is_in_doubt();
                if is_excused && self.transaction.loses_long_answer() {
                    // A long answer was lost a third time, with short ones in between: it is the
                    // reader, not another card.
                    self.start_again(true)?;
                    return job(self);
                }
                return outcome;
            }
            // It is simply not on the card.
            Err(error) if error.status() == Status::NotOnCard => {}
            // A file that is found the second time had been hidden by an unreported loss of power.
            _ if first == Status::NotOnCard && !is_proven => self.transaction.doubt(),
            _ => {}
        }
        outcome
    }

    /// Begins a new transaction, selects the application and compares the card. Returns whether the
    /// card is proven to be the same.
    fn start_again(&mut self, is_excused: bool) -> Result<bool> {
        self.tries = None;
        self.transaction.renew()?;
        if is_excused {
            self.transaction.is_the_same();
        }
        self.transaction.note_disturbances();
        self.select()?;
        self.identity.check(&mut self.transaction, self.application)
    }

    /// For a failed exchange with a card of which nothing is known that identifies it: whether the
    /// reader refuses the next exchange too, and the transport is going to reset the card for it.
    /// Then the driver has given up on an unresponsive card until a reset (libccid); another card
    /// would answer.
    fn is_line_dead(&mut self) -> bool {
        if self.identity.has_proof(&self.transaction) || !self.transaction.will_be_reset() {
            return false;
        }
        let refused = self.transaction.try_select(self.application.identifier);
        matches!(refused, Err(error) if error.status() == Status::ReaderFailed)
    }

    /// Runs a read-only job with the application selected.
    pub(super) fn reading_selected<R>(
        &mut self,
        mut job: impl FnMut(&mut Transaction<'card, T>) -> Result<R>,
    ) -> Result<R> {
        self.reading(|session| {
            session.transaction.select_application(session.application.identifier)?;
            job(&mut session.transaction)
        })
    }

    /// Queries how many tries are left, unless known. Spends none.
    pub(super) fn tries(&mut self, of: ElementaryFile) -> Result<Tries> {
        let known = self.tries.filter(|tries| tries.of == of);
        if let (Some(tries), true) =
            (known, self.transaction.has_selected(self.application.identifier))
        {
            return Ok(tries);
        }
        let (status, addressing) = self.reading_selected(|card| card.query_tries(of))?;
        let tries = Tries { of, status, addressing };
        self.tries = Some(tries);
        Ok(tries)
    }

    /// Reads a complete file.
    pub(super) fn read(&mut self, file: ElementaryFile, extent: Extent) -> Result<Vec<u8>> {
        self.forget_selected_tries();
        let content = self.reading_selected(|card| card.read_file(file, extent))?;
        self.note(file, &content);
        Ok(content)
    }

    /// Reads one complete record of a file.
    pub(super) fn read_record(&mut self, file: ElementaryFile, number: u8) -> Result<Vec<u8>> {
        self.forget_selected_tries();
        self.reading_selected(|card| card.read_record(file, number))
    }

    /// Reading makes another file current, and VERIFY might then not reach the credential that the
    /// query selected. Also, what was reported before an answer was lost may come from another
    /// card.
    fn forget_selected_tries(&mut self) {
        let selected = self.transaction.has_selected(self.application.identifier);
        let holds = |tries: &Tries| selected && tries.addressing != Addressing::Selected;
        self.tries = self.tries.filter(holds);
    }

    /// Remembers a file that was read, if it distinguishes the card from others.
    fn note(&mut self, file: ElementaryFile, content: &[u8]) {
        let identifying = self.application.identifying;
        let Some((_, length)) = identifying.iter().find(|(known, _)| *known == file) else {
            return;
        };
        let start = content.get(..*length).unwrap_or(content);
        let here = self.application.identifier;
        let differs = |known: &FileStart| {
            known.application == here && known.file == file && *known.start != *start
        };
        if self.transaction.known().iter().any(differs) {
            // No exchange was reported, yet this is another card's file.
            self.transaction.doubt();
        }
        self.transaction.remember(FileStart {
            application: self.application.identifier,
            file,
            start: Zeroizing::new(start.to_vec()),
            is_free: !self.transaction.pin_is_in_play(),
        });
    }

    /// The caller states that this is the card's authentication certificate: it identifies the
    /// card.
    pub(super) fn give_certificate(&mut self, certificate: &[u8]) {
        self.identity.give(certificate);
    }

    /// Checks, before a PIN is sent, that the card has the authentication certificate supplied by
    /// the caller, by comparing its start.
    ///
    /// # Errors
    /// `CardExchanged` if it has another one; this is permanent only if an earlier read showed it,
    /// because the caller may have supplied an old certificate. `PinRequired` if the token hides
    /// it; those of [`assure`](Self::assure) and of the read.
    pub(super) fn compare_given(&mut self) -> Result<()> {
        // A doubt is settled first: a read while in doubt proves nothing.
        self.assure()?;
        let Some(known) = self.identity.given() else { return Ok(()) };
        let (file, start) = (known.file, known.start.clone());
        if self.read(file, Extent::Bytes(start.len()))? == *start {
            Ok(())
        } else {
            Err(Error::new(Status::CardExchanged).with_detail(file.name))
        }
    }

    /// Compares the start of the authentication certificate on the card with this one, in a single
    /// command that is not repeated.
    ///
    /// # Errors
    /// `CardExchanged`, permanently; `PinRequired` if the token hides it; those of the transport.
    pub(super) fn compare_with(&mut self, start: &[u8]) -> Result<()> {
        let file = AUTHENTICATION_CERTIFICATE;
        if self.transaction.read_file(file, Extent::Bytes(start.len()))? == start {
            Ok(())
        } else {
            Err(self.transaction.is_another(file.name))
        }
    }

    /// What the transport has noticed so far that may hide an exchange of the card.
    pub(super) fn disturbances(&self) -> u64 {
        self.transaction.disturbances()
    }

    /// The number of this card value, which no other in this process has.
    pub(super) fn card_number(&self) -> u64 {
        self.transaction.card_number()
    }

    /// The certificate that the caller supplied was found to be the card's.
    #[cfg(feature = "verify")]
    pub(super) fn confirm_certificate(&mut self) {
        self.identity.confirm(&mut self.transaction);
    }

    /// Sends a PIN, password or number once, does `work`, and locks the key again whatever the
    /// outcome.
    pub(super) fn with_verified<R>(
        &mut self,
        credential: &Credential,
        secret: &[u8],
        last_try: LastTry,
        work: impl FnOnce(&mut Self, Tries) -> Result<R>,
    ) -> Result<R> {
        let file = credential.file;
        self.assure()?;
        let tries = self.tries(file)?;
        if self.transaction.is_in_doubt() {
            return Err(doubtful());
        }
        permit(tries.status, last_try).map_err(|error| credential.explain(error))?;
        self.send_and_lock(credential, secret, tries, work)
    }

    /// Like [`with_verified`](Self::with_verified), for a secret that this card has accepted before.
    /// With an `addressing` that is known to work, its tries are not queried. The caller has
    /// [compared](Self::compare_with) the card.
    pub(super) fn with_accepted<R>(
        &mut self,
        credential: &Credential,
        secret: &[u8],
        addressing: Option<Addressing>,
        (restored, last_try): (u8, LastTry),
        work: impl FnOnce(&mut Self, Tries) -> Result<R>,
    ) -> Result<R> {
        let of = credential.file;
        let (status, addressing) = match addressing {
            Some(addressing) => (PinStatus::NotReported, addressing),
            None => {
                let (status, addressing) = self.transaction.query_tries(of)?;
                let refused = match status {
                    // When the card accepted it, it restored all.
                    PinStatus::TriesLeft(left) if left < restored => {
                        Err(Error::new(Status::PinRequired)
                            .with_detail("a wrong PIN was tried since this one was accepted"))
                    }
                    status => permit(status, last_try),
                };
                refused.map_err(|error| credential.explain(error))?;
                (status, addressing)
            }
        };
        if self.transaction.is_in_doubt() {
            return Err(doubtful());
        }
        self.send_and_lock(credential, secret, Tries { of, status, addressing }, work)
    }

    fn send_and_lock<R>(
        &mut self,
        credential: &Credential,
        secret: &[u8],
        tries: Tries,
        work: impl FnOnce(&mut Self, Tries) -> Result<R>,
    ) -> Result<R> {
        // From here on the reported tries are out of date.
        self.tries = None;
        let verified = self.transaction.verify(credential.file, tries.addressing, secret);
        let verified = verified.map_err(|error| tell_repetition(tries.status, error));
        let outcome = verified.and_then(|()| work(self, tries));
        // Explained first, so that an error about a key left open names the right credential too.
        let outcome = outcome.map_err(|error| credential.explain(error));
        match (outcome, self.transaction.lock_key()) {
            (outcome, Ok(())) => outcome,
            (Ok(_), Err(not_locked)) => Err(not_locked),
            // The open key is the most urgent, then a try that may be gone.
            (Err(error), Err(not_locked)) => Err(not_locked.after(&error)),
        }
    }

    /// Verifies the old PIN or password, sets the new one, verifies the new one, and locks the key
    /// again.
    pub(super) fn change(
        &mut self,
        credential: &Credential,
        old: &[u8],
        new: &[u8],
        last_try: LastTry,
    ) -> Result<()> {
        let of = credential.file;
        self.assure()?;
        let (status, addressing) =
            self.reading_selected(|card| card.query_tries_of_selected(of))?;
        if self.transaction.is_in_doubt() {
            // Comparing now would select a file other than the one to be changed.
            return Err(doubtful());
        }
        self.tries = Some(Tries { of, status, addressing });
        let mut changed = false;
        let outcome = self.with_verified(credential, old, last_try, |session, _| {
            session.transaction.change_reference_data(of, new)?;
            changed = true;
            Ok(())
        });
        outcome.map_err(|error| {
            if changed { error.with_detail("and the new PIN is in force") } else { error }
        })
    }
}

/// A card that asks for the PIN it has just accepted is at fault, not the holder. Whether it
/// accepted the PIN, or refused it and the answer was corrupted, is unknown.
pub(super) fn after_verify(error: Error) -> Error {
    match (error.status(), error.status_word()) {
        (Status::PinRequired, Some(status_word)) => Error::new(Status::PinUncertain)
            .with_detail("the card accepted the PIN and requires it again")
            .with_status_word(status_word),
        // After a loss of power the file is not selected, but not absent either.
        (Status::NotOnCard, Some(status_word)) => Error::new(Status::CardStatus)
            .with_detail("after the PIN was verified")
            .with_status_word(status_word),
        _ => error,
    }
}

/// Adds a detail if more than one try is gone. VERIFY was sent once: a driver that repeats a
/// command on its own (libccid after three damaged blocks in a row) had it compared again.
fn tell_repetition(before: PinStatus, error: Error) -> Error {
    // A plain "blocked" contains no count.
    let counted = error.status_word().and_then(StatusWord::tries_left);
    let (Some(before), Some(after)) = (before.tries_left(), counted) else {
        return error;
    };
    match before.saturating_sub(after) {
        0 | 1 => error,
        2 => error.with_detail(TWO_TRIES),
        _ => error.with_detail(SEVERAL_TRIES),
    }
}

/// Decides whether the PIN may be sent.
fn permit(status: PinStatus, last_try: LastTry) -> Result<()> {
    match status {
        PinStatus::Blocked => Err(Error::new(Status::PinBlocked).with_tries_left(0)),
        PinStatus::TriesLeft(1) if last_try != LastTry::Allow => {
            Err(Error::new(Status::PinLastTry).with_tries_left(1))
        }
        PinStatus::TriesLeft(2) if last_try == LastTry::KeepTwo => {
            Err(Error::new(Status::PinLastTwoTries).with_tries_left(2))
        }
        // "No limit" is only the literal meaning of `6300`; every credential here has three to ten
        // tries on every known card, so it is not relied on.
        PinStatus::NoLimit if last_try != LastTry::Allow => {
            Err(Error::new(Status::PinTriesUnknown).with_status_word(StatusWord::NO_LIMIT))
        }
        PinStatus::NotReported if last_try != LastTry::Allow => {
            Err(Error::new(Status::PinTriesUnknown))
        }
        PinStatus::TriesLeft(_) | PinStatus::NoLimit | PinStatus::NotReported => Ok(()),
    }
}

#[cfg(test)]
mod tests;
