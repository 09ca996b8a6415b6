//! VERIFY and sign under one transaction, the key locked again at its end.

use crate::app::jpki::{Jpki, files};
use crate::card::{Addressing, PinStatus};
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::Pin;
use crate::signature::{Prepared, SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// What is known of the authentication certificate before the PIN is sent.
#[derive(Clone, Copy)]
pub(super) enum Holder<'a> {
    /// This is it.
    Certificate(&'a Certificate),
    /// It is to be read after the PIN.
    AfterPin,
    /// Nothing: it is read if this build checks signatures.
    Unknown,
}

impl<T: Transport> Jpki<'_, T> {
    /// Verifies the PIN, signs with the authentication key and locks it again:
    /// query of the tries, VERIFY, signature, leaving the application.
    ///
    /// The PIN is sent at most once. It is not sent when it is blocked, nor, unless
    /// [`SignRequest::allow_last_try`] says so, when one try is left or the card
    /// does not tell. A wrong PIN spends one try; a right one restores all.
    ///
    /// With the feature `verify` the signature is checked with the certificate's
    /// key before it is handed out; see [`SignRequest::certificate`].
    ///
    /// # Errors
    /// `Argument` and `KeyNotSupported` (of the certificate), `PinBlocked`, `PinLastTry`,
    /// `PinTriesUnknown` before the PIN is sent; `PinWrong` with the tries left;
    /// `PinUncertain` when its answer was lost; `SignatureInvalid`; `KeyNotLocked`;
    /// those of the transport. On every one of
    /// them but `KeyNotLocked` the key is locked.
    pub fn sign(&mut self, pin: &Pin, request: &SignRequest<'_>) -> Result<Signature> {
        let holder = request.known_certificate().map_or(Holder::Unknown, Holder::Certificate);
        self.sign_and_lock(pin, request, holder).map(|(signature, _)| signature)
    }

    /// Signs, and gives the certificate if it was read for it.
    pub(super) fn sign_and_lock(
        &mut self,
        pin: &Pin,
        request: &SignRequest<'_>,
        holder: Holder<'_>,
    ) -> Result<(Signature, Option<Certificate>)> {
        let prepared = request.prepare()?;
        let (known, mut read, after_pin) = match holder {
            Holder::Certificate(certificate) => (Some(certificate), None, false),
            Holder::AfterPin => (None, None, true),
            Holder::Unknown if cfg!(feature = "verify") => match self.certificate_if_free()? {
                Some(certificate) => (None, Some(certificate), false),
                None => (None, None, true),
            },
            Holder::Unknown => (None, None, false),
        };
        if let Some(certificate) = known.or(read.as_ref()) {
            prepared.can_check(certificate)?;
            self.identity.note_certificate(certificate.der());
        }
        let (status, addressing) = self.tries()?;
        permit(status, request.may_spend_last_try())?;
        // From here on what the card said is history.
        self.tries = None;
        let outcome = self.verify_and_sign(pin, request, &prepared, addressing, after_pin);
        let locked = self.exclusive.lock_key();
        let (bytes, read_after) = match (outcome, locked) {
            (Ok(signed), Ok(())) => signed,
            (Err(error), Ok(())) => return Err(error),
            (Ok(_), Err(not_locked)) => return Err(not_locked),
            // The open key is the more urgent news, and a try that may be gone the next.
            (Err(error), Err(not_locked)) => return Err(not_locked.after(&error)),
        };
        read = read.or(read_after);
        let signature = prepared.signature(bytes);
        #[cfg(feature = "verify")]
        if let Some(certificate) = known.or(read.as_ref()) {
            prepared.check(&signature, certificate)?;
        }
        Ok((signature, read))
    }

    /// Reads the authentication certificate, or gives `None` where it needs the PIN.
    pub(super) fn certificate_if_free(&mut self) -> Result<Option<Certificate>> {
        match self.authentication_certificate() {
            Err(error) if error.status() == Status::PinRequired => Ok(None),
            read => read.map(Some),
        }
    }

    fn verify_and_sign(
        &mut self,
        pin: &Pin,
        request: &SignRequest<'_>,
        prepared: &Prepared,
        addressing: Addressing,
        read_certificate: bool,
    ) -> Result<(Vec<u8>, Option<Certificate>)> {
        self.exclusive.verify(files::AUTHENTICATION_PIN, addressing, pin.as_bytes())?;
        let read = match read_certificate {
            true => Some(self.authentication_certificate().map_err(after_pin)?),
            false => None,
        };
        let key = files::AUTHENTICATION_KEY;
        let bytes = self
            .exclusive
            .compute_signature(key, addressing, request.p1(), &prepared.card_input)
            .map_err(after_pin)?;
        Ok((bytes, read))
    }
}

/// A card that asks for the PIN it has just taken is at fault, not the holder; and
/// whether it took it, or refused it and the answer arrived wrong, nobody knows.
fn after_pin(error: Error) -> Error {
    match (error.status(), error.status_word()) {
        (Status::PinRequired, Some(status_word)) => Error::new(Status::PinUncertain)
            .with_detail("the card took the PIN and asks for it again")
            .with_status_word(status_word),
        _ => error,
    }
}

/// Decides whether the PIN may be sent.
fn permit(status: PinStatus, last_try_allowed: bool) -> Result<()> {
    match status {
        PinStatus::Blocked => Err(Error::new(Status::PinBlocked).with_tries_left(0)),
        PinStatus::TriesLeft(1) if !last_try_allowed => {
            Err(Error::new(Status::PinLastTry).with_tries_left(1))
        }
        // "No limit" is only how `6300` is read, and this PIN has three tries on every
        // card that is known: it is not taken at its word.
        PinStatus::NoLimit | PinStatus::NotReported if !last_try_allowed => {
            Err(Error::new(Status::PinTriesUnknown))
        }
        PinStatus::TriesLeft(_) | PinStatus::NoLimit | PinStatus::NotReported => Ok(()),
    }
}
