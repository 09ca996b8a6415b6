//! The whole of a reception in one transaction.

use crate::app::jpki::files;
use crate::app::jpki::sign::Holder;
use crate::app::jpki::{Jpki, TokenInformation, came_as_the_ca_signed};
use crate::card::PinStatus;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::Pin;
use crate::signature::{SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// What a reception desk needs of one card.
#[derive(Debug)]
pub struct Reception {
    /// Card or phone.
    pub token: TokenInformation,
    /// The user-authentication certificate.
    pub certificate: Certificate,
    /// The certificate of its authority, as the card holds it; not a trust anchor.
    pub ca_certificate: Certificate,
    /// What the card said of the PIN's tries before the PIN was sent.
    pub pin_status: PinStatus,
    /// The signature by the authentication key.
    pub signature: Signature,
}

impl<T: Transport> Jpki<'_, T> {
    /// Reads the kind of token and both certificates, asks the tries, verifies the
    /// PIN, signs and locks the key: 19 commands on a card whose certificates have up
    /// to 1,792 and 1,536 bytes, if nothing has to be repeated.
    ///
    /// The rules for the PIN are those of [`sign`](Self::sign). An Android phone's
    /// certificate is read after the PIN. A certificate that was damaged on its way is
    /// `CertificateMalformed`, found by the CA certificate that was read beside it; on a card
    /// before the PIN is sent.
    ///
    /// # Errors
    /// Those of [`sign`](Self::sign) and of the reads.
    pub fn receive(&mut self, pin: &Pin, request: &SignRequest<'_>) -> Result<Reception> {
        request.prepare()?;
        let token = self.token_information()?;
        let keys = &files::AUTHENTICATION;
        let before = self.certificate_if_free(keys)?;
        let ca_certificate = self.authentication_ca_certificate()?;
        // Before the PIN is sent, where that can be.
        before.iter().try_for_each(|read| came_as_the_ca_signed(read, &ca_certificate))?;
        let pin_status = self.pin_status()?;
        let holder = before.as_ref().map_or(Holder::AfterPin, Holder::Certificate);
        let (signature, after) = self.sign_and_lock(keys, pin.as_bytes(), request, holder)?;
        after.iter().try_for_each(|read| came_as_the_ca_signed(read, &ca_certificate))?;
        let certificate = before
            .or(after)
            .ok_or_else(|| Error::new(Status::Internal).with_detail("no certificate was read"))?;
        Ok(Reception { token, certificate, ca_certificate, pin_status, signature })
    }
}
