//! VERIFY and sign under one transaction, the key locked again at its end.

use crate::app::jpki::files::{self, KeySet};
use crate::app::jpki::{Jpki, read_certificate};
use crate::app::session::{Session, after_verify};
use crate::certificate::Certificate;
use crate::error::Result;
use crate::secret::Pin;
use crate::signature::{SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// What is known about the certificate before the PIN is sent.
#[derive(Clone, Copy)]
pub(super) enum KnownCertificate<'a> {
    /// This is the certificate.
    Certificate(&'a Certificate),
    /// It is read after the PIN.
    AfterPin,
    /// Nothing: it is read if this build verifies signatures.
    Unknown,
}

impl<T: Transport> Jpki<'_, T> {
    /// Verifies the PIN, signs with the authentication key and locks it again: queries the tries,
    /// sends VERIFY, signs, and leaves the application.
    ///
    /// The PIN is sent at most once. It is not sent when it is blocked, nor, unless
    /// [`SignRequest::last_try`] allows it, when one try is left or the card does not report how
    /// many are left. A wrong PIN spends one try; a right one restores all.
    ///
    /// With the feature `verify` the signature is verified with the certificate's key before it is
    /// returned; see [`SignRequest::certificate`].
    ///
    /// # Errors
    /// `Argument` and `KeyNotSupported` (of the certificate), `PinBlocked`, `PinLastTry`,
    /// `PinLastTwoTries`, `PinTriesUnknown` before the PIN is sent; `PinWrong` with the tries left;
    /// `PinUncertain` when its answer was lost; `SignatureInvalid`; `KeyNotLocked`;
    /// those of the transport. After every error except `KeyNotLocked` the key is locked.
    pub fn sign(&mut self, pin: &Pin, request: &SignRequest<'_>) -> Result<Signature> {
        let known = request.known_certificate();
        if let Some(certificate) = known {
            self.session.give_certificate(certificate.der());
        }
        let holder = known.map_or(KnownCertificate::Unknown, KnownCertificate::Certificate);
        let keys = &files::AUTHENTICATION;
        let signed = self.sign_and_lock(keys, pin.as_bytes(), request, holder, |_, _| Ok(()));
        signed.map(|(signature, _)| signature)
    }

    /// Signs, and returns the certificate if it was read for that. `beside` checks a certificate
    /// that was read after the PIN, before the key signs.
    pub(super) fn sign_and_lock(
        &mut self,
        keys: &KeySet,
        secret: &[u8],
        request: &SignRequest<'_>,
        holder: KnownCertificate<'_>,
        beside: impl FnOnce(&mut Session<'_, T>, &Certificate) -> Result<()>,
    ) -> Result<(Signature, Option<Certificate>)> {
        let prepared = request.prepare()?;
        // Before anything is read for the signature.
        self.session.assure()?;
        let (known, mut read, after_pin) = match holder {
            KnownCertificate::Certificate(certificate) => (Some(certificate), None, false),
            KnownCertificate::AfterPin => (None, None, true),
            KnownCertificate::Unknown if cfg!(feature = "verify") => {
                match self.certificate_if_free(keys)? {
                    Some(certificate) => (None, Some(certificate), false),
                    None => (None, None, true),
                }
            }
            KnownCertificate::Unknown => (None, None, false),
        };
        if let Some(certificate) = known.or(read.as_ref()) {
            prepared.can_check(certificate)?;
        }
        let (bytes, read_after) = self.session.with_verified(
            &keys.secret,
            secret,
            request.last_try_rule(),
            |session, tries| {
                let read = if after_pin {
                    let read = read_certificate(session, keys.certificate);
                    let read = read.map_err(after_verify)?;
                    beside(session, &read).map_err(after_verify)?;
                    Some(read)
                } else {
                    None
                };
                let (p1, input) = (request.p1(), &prepared.card_input);
                let signed =
                    session.transaction.compute_signature(keys.key, tries.addressing, p1, input);
                Ok((signed.map_err(after_verify)?, read))
            },
        )?;
        read = read.or(read_after);
        let signature = prepared.signature(bytes);
        #[cfg(feature = "verify")]
        if let Some(certificate) = known.or(read.as_ref()) {
            prepared.verify(&signature, certificate).map_err(|error| match error.status() {
                Status::KeyNotSupported => error.with_detail("after the PIN was verified"),
                _ => error,
            })?;
            self.session.confirm_certificate();
        }
        Ok((signature, read))
    }

    /// Reads a certificate, or returns `None` if it requires the PIN.
    pub(super) fn certificate_if_free(&mut self, keys: &KeySet) -> Result<Option<Certificate>> {
        match self.read_certificate(keys.certificate) {
            Err(error) if error.status() == Status::PinRequired => Ok(None),
            read => read.map(Some),
        }
    }
}
