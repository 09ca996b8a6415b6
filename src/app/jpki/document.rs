//! The signature key (署名用): its password, its certificate, and signing.

use crate::app::jpki::sign::KnownCertificate;
use crate::app::jpki::{Jpki, files, read_certificate};
use crate::app::session::after_verify;
use crate::card::PinStatus;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::{LastTry, SignaturePassword};
use crate::signature::{SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// A signature by the signature key, and the certificate to verify it with.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, SignRequest, SignaturePassword};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let request = SignRequest::data(b"the document");
/// let password = SignaturePassword::new(b"ABC123")?;
/// let signed = card.jpki()?.sign_document(&password, &request)?;
/// // A child's card has no signature certificate.
/// let signed = signed.expect("this is an adult's card");
/// assert!(!signed.certificate.other_names()?.is_empty()); // name, address and so on
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct SignedDocument {
    /// The signature certificate (署名用電子証明書). It contains the holder's name, address, birth date and
    /// sex: personal data, to be passed only to the party that verifies the signature.
    pub certificate: Certificate,
    /// The signature.
    pub signature: Signature,
}

impl<T: Transport> Jpki<'_, T> {
    /// Reads the certificate of the authority that issued the signature certificate. Readable
    /// without a PIN, and present even if the holder has no signature certificate.
    ///
    /// # Errors
    /// As for [`authentication_certificate`](Self::authentication_certificate).
    pub fn signature_ca_certificate(&mut self) -> Result<Certificate> {
        self.read_certificate(files::SIGNATURE_CA_CERTIFICATE)
    }

    /// Queries how many tries the signature password has left. Spends none. `None` if the token has
    /// no signature certificate, like those of many children: a valid answer, not an error.
    ///
    /// # Errors
    /// `NotOnCard` if the card has no such password; those of the
    /// [transport](crate::transport::Transport).
    pub fn signature_password_status(&mut self) -> Result<Option<PinStatus>> {
        if self.certificate_availability()?.signature {
            Ok(Some(self.session.tries(files::SIGNATURE_PASSWORD)?.status))
        } else {
            Ok(None)
        }
    }

    /// Verifies the password, reads the signature certificate and locks the key again.
    /// `None` if the token has none, like those of many children: nothing is sent then.
    ///
    /// The rules for the password are those of [`sign`](Self::sign) for the PIN: it is sent at most
    /// once, not when it is locked, nor, unless `last_try` allows it, when one try is left or the
    /// card does not report how many are left. A wrong one spends one of five tries.
    ///
    /// # Errors
    /// `PasswordWrong` with the tries left, `PasswordBlocked`; otherwise as for
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
    /// again. `None` if the token has no signature certificate: nothing is sent then.
    ///
    /// The rules for the password are those of
    /// [`signature_certificate`](Self::signature_certificate), one VERIFY for both. With the
    /// feature `verify` the signature is verified before it is returned.
    ///
    /// # Errors
    /// `PasswordWrong` with the tries left, `PasswordBlocked`; otherwise as for
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
        // The signature certificate, which would identify the card, is readable only after the
        // password.
        let holder = known.map_or(KnownCertificate::AfterPin, KnownCertificate::Certificate);
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
