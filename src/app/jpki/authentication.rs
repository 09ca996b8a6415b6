//! A complete authentication (受付) in one transaction.

use crate::app::jpki::files::{self, KeySet};
use crate::app::jpki::sign::KnownCertificate;
use crate::app::jpki::{
    Jpki, TokenInformation, came_as_the_ca_signed, issuer_is_known, read_certificate,
};
use crate::app::session::Session;
use crate::card::PinStatus;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::Pin;
use crate::signature::{SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// Everything that an authentication desk needs from one card.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, Pin, PinStatus, SignRequest, Status};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let request = SignRequest::data(b"challenge of the relying party");
/// let authentication = card.jpki()?.authenticate(&Pin::new(b"1234")?, &request)?;
/// assert_eq!(authentication.pin_status, PinStatus::TriesLeft(3));
/// assert_eq!(authentication.signature.as_bytes().len(), 256);
///
/// let error = card.jpki()?.authenticate(&Pin::new(b"0000")?, &request).unwrap_err();
/// assert_eq!((error.status(), error.tries_left()), (Status::PinWrong, Some(2)));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Authentication {
    /// Card or phone.
    pub token: TokenInformation,
    /// The user-authentication certificate.
    pub certificate: Certificate,
    /// The certificate of its CA, as stored on the card; not a trust anchor. `None` if it was not
    /// read because the issuer is known without it (see [`SignRequest::read_ca_certificate`]).
    pub ca_certificate: Option<Certificate>,
    /// What the card reported about the PIN's tries before the PIN was sent.
    pub pin_status: PinStatus,
    /// The signature by the authentication key.
    pub signature: Signature,
}

impl<T: Transport> Jpki<'_, T> {
    /// Reads the kind of token and the certificate, queries the tries, verifies the PIN, signs and
    /// locks the key: 13 commands on a card whose certificate has up to 1,792 bytes, if nothing has
    /// to be repeated.
    ///
    /// The CA certificate is also read, with 6 more commands, if
    /// [requested](SignRequest::read_ca_certificate) or if the issuer is neither one of the
    /// published CAs (feature `trust`) nor the one [expected by the
    /// caller](SignRequest::ca_certificate).
    ///
    /// With a [certificate known to the caller](SignRequest::certificate), for example from an
    /// earlier visit, it takes 7 commands: the first 256 bytes on the card are compared with it
    /// before the PIN is sent, no more is read, and the authentication contains the caller's
    /// certificate. If they differ, the error is `CardExchanged` and no try is spent; the card can
    /// still be used without that certificate. A phone hides its certificate until the PIN is
    /// verified: the error is `PinRequired`, and no PIN is sent.
    ///
    /// The rules for the PIN are those of [`sign`](Self::sign). An Android phone's certificate is
    /// read after the PIN, and so is its CA certificate if the issuer is not known. A certificate
    /// damaged in transit is reported as `CertificateMalformed`, detected with its issuer's key: on
    /// a card before the PIN is sent, on a phone before it signs.
    ///
    /// # Errors
    /// `CardExchanged`, `PinRequired`; those of [`sign`](Self::sign) and of the reads.
    pub fn authenticate(&mut self, pin: &Pin, request: &SignRequest<'_>) -> Result<Authentication> {
        request.prepare()?;
        if let Some(certificate) = request.known_certificate() {
            self.session.give_certificate(certificate.der());
        }
        let token = self.token_information()?;
        let keys = &files::AUTHENTICATION;
        let before = self.known_or_free_certificate(keys, request)?;
        let is_needed = |read: &Certificate| {
            request.known_certificate().is_none()
                && !issuer_is_known(read, request.known_ca_certificate())
        };
        // Before the PIN is sent, if possible.
        let mut ca_certificate = None;
        if request.reads_ca_certificate() || before.as_ref().is_some_and(is_needed) {
            let read = self.authentication_ca_certificate()?;
            before.iter().try_for_each(|certificate| came_as_the_ca_signed(certificate, &read))?;
            ca_certificate = Some(read);
        }
        let pin_status = self.pin_status()?;
        let holder =
            before.as_ref().map_or(KnownCertificate::AfterPin, KnownCertificate::Certificate);
        let beside = |session: &mut Session<'_, T>, certificate: &Certificate| {
            if ca_certificate.is_none() && is_needed(certificate) {
                let file = files::AUTHENTICATION_CA_CERTIFICATE;
                ca_certificate = Some(read_certificate(session, file)?);
            }
            ca_certificate.iter().try_for_each(|read| came_as_the_ca_signed(certificate, read))
        };
        let (signature, after) =
            self.sign_and_lock(keys, pin.as_bytes(), request, holder, beside)?;
        let certificate = before
            .or(after)
            .ok_or_else(|| Error::new(Status::Internal).with_detail("no certificate was read"))?;
        Ok(Authentication { token, certificate, ca_certificate, pin_status, signature })
    }

    /// The certificate known to the caller, once the card was found to have it; otherwise the
    /// card's, unless reading it requires the PIN.
    fn known_or_free_certificate(
        &mut self,
        keys: &KeySet,
        request: &SignRequest<'_>,
    ) -> Result<Option<Certificate>> {
        let Some(known) = request.known_certificate() else {
            return self.certificate_if_free(keys);
        };
        self.session.compare_given()?;
        Ok(Some(known.clone()))
    }
}
