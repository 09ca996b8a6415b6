//! VERIFY and sign under one transaction, the key locked again at its end.

use crate::app::jpki::{Jpki, files};
use crate::card::{Addressing, PinStatus};
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::Pin;
use crate::signature::{Prepared, SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// Whether the authentication certificate is wanted whatever the build checks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// If the signature is to be checked with it.
    ToCheck,
    /// In any case.
    Always,
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
    /// `Argument` before anything is sent; `PinBlocked`, `PinLastTry`,
    /// `PinTriesUnknown` before the PIN is; `PinWrong` with the tries left;
    /// `PinUncertain` when its answer was lost; `SignatureInvalid`,
    /// `KeyNotSupported`; `KeyNotLocked`; those of the transport. On every one of
    /// them but `KeyNotLocked` the key is locked.
    pub fn sign(&mut self, pin: &Pin, request: &SignRequest<'_>) -> Result<Signature> {
        let known = request.known_certificate();
        self.sign_and_lock(pin, request, known, Want::ToCheck).map(|(signature, _)| signature)
    }

    /// Signs, and gives the certificate if it had to be read.
    pub(super) fn sign_and_lock(
        &mut self,
        pin: &Pin,
        request: &SignRequest<'_>,
        known: Option<&Certificate>,
        want: Want,
    ) -> Result<(Signature, Option<Certificate>)> {
        let prepared = request.prepare()?;
        let (status, addressing) = self.tries()?;
        permit(status, request.may_spend_last_try())?;
        // From here on what the card said is history.
        self.tries = None;
        let outcome = self.verify_and_sign(pin, request, &prepared, addressing, known, want);
        let locked = self.exclusive.lock_key();
        let (bytes, read) = match (outcome, locked) {
            (Ok(signed), Ok(())) => signed,
            (Err(error), Ok(())) => return Err(error),
            (Ok(_), Err(not_locked)) => return Err(not_locked),
            // The open key is the more urgent news; a spent try is told with it.
            (Err(error), Err(not_locked)) => return Err(not_locked.with_tries_of(&error)),
        };
        let signature = prepared.signature(bytes);
        #[cfg(feature = "verify")]
        if let Some(certificate) = known.or(read.as_ref()) {
            prepared.check(&signature, certificate)?;
        }
        Ok((signature, read))
    }

    fn verify_and_sign(
        &mut self,
        pin: &Pin,
        request: &SignRequest<'_>,
        prepared: &Prepared,
        addressing: Addressing,
        known: Option<&Certificate>,
        want: Want,
    ) -> Result<(Vec<u8>, Option<Certificate>)> {
        self.exclusive.verify(files::AUTHENTICATION_PIN, addressing, pin.as_bytes())?;
        // After VERIFY, since an Android phone gives its certificate only then.
        let wanted = cfg!(feature = "verify") || want == Want::Always;
        let read = match known {
            None if wanted => Some(self.authentication_certificate()?),
            _ => None,
        };
        let bytes = self.exclusive.compute_signature(
            files::AUTHENTICATION_KEY,
            addressing,
            request.p1(),
            &prepared.card_input,
        )?;
        Ok((bytes, read))
    }
}

/// Decides whether the PIN may be sent.
fn permit(status: PinStatus, last_try_allowed: bool) -> Result<()> {
    match status {
        PinStatus::Blocked => Err(Error::new(Status::PinBlocked).with_tries_left(0)),
        PinStatus::TriesLeft(1) if !last_try_allowed => {
            Err(Error::new(Status::PinLastTry).with_tries_left(1))
        }
        PinStatus::NotReported if !last_try_allowed => Err(Error::new(Status::PinTriesUnknown)),
        PinStatus::TriesLeft(_) | PinStatus::NoLimit | PinStatus::NotReported => Ok(()),
    }
}
