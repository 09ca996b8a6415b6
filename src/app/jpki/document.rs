//! The signature key (署名用): its password, its certificate, signing with it.

use crate::app::jpki::sign::Holder;
use crate::app::jpki::{Jpki, files, read_certificate};
use crate::app::session::after_verify;
use crate::card::PinStatus;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::{LastTry, SignaturePassword};
use crate::signature::{SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// A signature by the signature key, and the certificate it is to be verified with.
#[derive(Debug)]
pub struct SignedDocument {
    /// The signature certificate (署名用電子証明書). It holds the holder's name, address,
    /// birth date and sex: personal data, to be handed to whoever verifies the signature
    /// and to nobody else.
    pub certificate: Certificate,
    /// The signature.
    pub signature: Signature,
}

impl<T: Transport> Jpki<'_, T> {
    /// Reads the certificate of the authority that issued the signature certificate. It
    /// is free to read, and there even where the holder has no signature certificate.
    ///
    /// # Errors
    /// As for [`authentication_certificate`](Self::authentication_certificate).
    pub fn signature_ca_certificate(&mut self) -> Result<Certificate> {
        self.read_certificate(files::SIGNATURE_CA_CERTIFICATE)
    }

    /// Asks how many tries the signature password has left. Spends none. `None` where the
    /// token has no signature certificate, as those of many children: an answer, no fault.
    ///
    /// # Errors
    /// Those of [`Exclusive::query_tries`](crate::card::Exclusive::query_tries).
    pub fn signature_password_status(&mut self) -> Result<Option<PinStatus>> {
        if self.certificate_availability()?.signature {
            Ok(Some(self.session.tries(files::SIGNATURE_PASSWORD)?.status))
        } else {
            Ok(None)
        }
    }

    /// Verifies the password, reads the signature certificate and locks the key again.
    /// `None` where the token has none, as those of many children: nothing is sent then.
    ///
    /// The rules for the password are those of [`sign`](Self::sign) for the PIN: sent once
    /// at most, not when it is locked, nor, unless `last_try` allows it, when one try is left
    /// or the card does not tell. A wrong one spends one of five tries.
    ///
    /// # Errors
    /// `PasswordWrong` with the tries left, `PasswordBlocked`; else as for
    /// [`sign`](Self::sign).
    pub fn signature_certificate(
        &mut self,
        password: &SignaturePassword,
        last_try: LastTry,
    ) -> Result<Option<Certificate>> {
        if !self.certificate_availability()?.signature {
            return Ok(None);
        }
        let keys = &files::SIGNATURE;
        let read = self.session.with_verified(
            &keys.secret,
            password.as_bytes(),
            last_try,
            |session, _| read_certificate(session, keys.certificate).map_err(after_verify),
        );
        read.map(Some)
    }

    /// Verifies the password, reads the signature certificate (unless
    /// [`SignRequest::certificate`] gives it), signs with the signature key and locks it
    /// again. `None` where the token has no signature certificate: nothing is sent then.
    ///
    /// The rules for the password are those of
    /// [`signature_certificate`](Self::signature_certificate), one VERIFY for both. With
    /// the feature `verify` the signature is checked before it is handed out.
    ///
    /// # Errors
    /// `PasswordWrong` with the tries left, `PasswordBlocked`; else as for
    /// [`sign`](Self::sign).
    pub fn sign_document(
        &mut self,
        password: &SignaturePassword,
        request: &SignRequest<'_>,
    ) -> Result<Option<SignedDocument>> {
        request.prepare()?;
        if !self.certificate_availability()?.signature {
            return Ok(None);
        }
        let known = request.known_certificate();
        // What would tell the signature certificate's card from others is behind the password.
        let holder = known.map_or(Holder::AfterPin, Holder::Certificate);
        let (signature, read) =
            self.sign_and_lock(&files::SIGNATURE, password.as_bytes(), request, holder, |_, _| {
                Ok(())
            })?;
        let certificate = read
            .or_else(|| known.cloned())
            .ok_or_else(|| Error::new(Status::Internal).with_detail("no certificate was read"))?;
        Ok(Some(SignedDocument { certificate, signature }))
    }
}
