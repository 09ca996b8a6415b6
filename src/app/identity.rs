//! Whether the card is still the one that was read before.

use zeroize::Zeroizing;

use crate::app::application::Application;
use crate::app::jpki::{APPLICATION, AUTHENTICATION_CERTIFICATE, CERTIFICATE_START};
use crate::card::{ElementaryFile, Extent, FileStart, Transaction};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

/// The result of a comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Another,
    /// The card does not show it without the PIN.
    Hidden,
}

/// What identifies the card within one session, in addition to what is remembered of the card
/// itself.
pub(super) struct Identity {
    /// The start of the authentication certificate that the caller supplied.
    given: Option<FileStart>,
}

impl Identity {
    pub(super) const NONE: Self = Self { given: None };

    /// The caller states that this is the card's authentication certificate.
    pub(super) fn give(&mut self, certificate: &[u8]) {
        self.given = Some(certificate_start(certificate, false));
    }

    /// The certificate that the caller supplied.
    pub(super) fn given(&self) -> Option<&FileStart> {
        self.given.as_ref()
    }

    /// Remembers what the caller supplied, once it was found correct.
    #[cfg(feature = "verify")]
    pub(super) fn confirm<T: Transport>(&mut self, card: &mut Transaction<'_, T>) {
        if let Some(given) = self.given.take() {
            card.remember(given);
        }
    }

    /// Whether a comparison could resolve the doubt about the card.
    pub(super) fn has_proof<T: Transport>(&self, card: &Transaction<'_, T>) -> bool {
        let trusted = |given: &FileStart| !card.is_suspect(&given.start);
        self.given.as_ref().is_some_and(trusted) || card.known().iter().any(is_proof)
    }

    /// Compares the card with what is known of it: one command per file, and two more if the file
    /// that proves its identity is in another application. `application` must be selected, and is
    /// selected again afterwards. Returns true, and resolves the doubt about the card, if a file
    /// matched that no two cards share.
    ///
    /// # Errors
    /// `CardExchanged` if it is another card; those of the transport.
    pub(super) fn check<T: Transport>(
        &self,
        card: &mut Transaction<'_, T>,
        application: &Application,
    ) -> Result<bool> {
        let mut known = card.known().to_vec();
        let given = self.given.iter().filter(|given| !card.is_suspect(&given.start));
        known.extend(given.cloned());
        let here = |known: &FileStart| known.application == application.identifier;
        let mut is_proven = false;
        for known in known.iter().filter(|known| here(known)) {
            is_proven |= compare(card, known)? && is_proof(known);
        }
        let elsewhere = known.iter().find(|known| is_proof(known) && !here(known));
        if let Some(known) = elsewhere.filter(|_| !is_proven) {
            match card.select_application(known.application) {
                Ok(()) => {}
                Err(error) if error.status() == Status::NotIndividualNumberCard => {
                    return Err(card.is_another(known.file.name));
                }
                Err(error) => return Err(error),
            }
            is_proven |= compare(card, known)?;
            if is_proven {
                card.is_the_same();
            }
            card.select_application(application.identifier)?;
            return Ok(is_proven);
        }
        if is_proven {
            card.is_the_same();
        }
        Ok(is_proven)
    }
}

/// Whether no two cards share this; other files only distinguish kinds of card.
fn is_proof(known: &FileStart) -> bool {
    known.application == APPLICATION && known.file == AUTHENTICATION_CERTIFICATE
}

/// The start of the authentication certificate, as a [`FileStart`].
pub(super) fn certificate_start(certificate: &[u8], is_free: bool) -> FileStart {
    let start = certificate.get(..CERTIFICATE_START).unwrap_or(certificate);
    FileStart {
        application: APPLICATION,
        file: AUTHENTICATION_CERTIFICATE,
        start: Zeroizing::new(start.to_vec()),
        is_free,
    }
}

/// Whether the card returns the same content; false if it hides it.
///
/// # Errors
/// `CardExchanged`; those of the transport.
fn compare<T: Transport>(card: &mut Transaction<'_, T>, known: &FileStart) -> Result<bool> {
    match likeness(card, known.file, known)? {
        Likeness::Same => Ok(true),
        Likeness::Hidden => Ok(false),
        Likeness::Another => Err(card.is_another(known.file.name)),
    }
}

fn likeness<T: Transport>(
    card: &mut Transaction<'_, T>,
    file: ElementaryFile,
    known: &FileStart,
) -> Result<Likeness> {
    match card.read_file(file, Extent::Bytes(known.start.len())) {
        Ok(content) if content == *known.start => Ok(Likeness::Same),
        Ok(_) => Ok(Likeness::Another),
        // The caller supplied it, or it was read after the PIN: a phone hides it now.
        Err(error) if error.status() == Status::PinRequired && !known.is_free => {
            Ok(Likeness::Hidden)
        }
        // A file that was there before and is not now: another card.
        Err(error) if error.status_word().is_some() => Ok(Likeness::Another),
        Err(error) => Err(error),
    }
}

/// The card may be another one and nothing can show whether it is: no secret is sent to it.
pub(super) fn doubtful() -> Error {
    Error::new(Status::CardReset).with_detail("it may be another card: nothing distinguishes them")
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(..)")
    }
}
