//! Changing a PIN or password, and verifying that it changed.

use crate::app::jpki::{Jpki, files};
use crate::error::Result;
use crate::secret::{LastTry, Pin, SignaturePassword};
use crate::transport::Transport;

impl<T: Transport> Jpki<'_, T> {
    /// Changes the authentication PIN: verifies the old one (puts one try at risk, intentionally),
    /// sets the new one, verifies the new one, and locks the key again, in one transaction.
    ///
    /// The old PIN is sent at most once, under the rules of [`sign`](Self::sign). The new one is
    /// sent at most twice: to be set, and to be verified after the card reported success. A card
    /// that reported success without changing the PIN counts that as a wrong try, which may be the
    /// last.
    ///
    /// # Errors
    /// `PinWrong`, `PinBlocked`, `PinLastTry`, `PinTriesUnknown`, `PinUncertain`: of the
    /// old PIN, which stays in force. `CardStatus`: the card refused the new one; the old
    /// one stays in force. `PinChangeUncertain`: the answer to the change was lost, or the
    /// new PIN was not accepted; one of the two is in force. `KeyNotLocked`: its detail says
    /// whether the new one is in force. Those of the transport.
    pub fn change_pin(&mut self, old: &Pin, new: &Pin, last_try: LastTry) -> Result<()> {
        self.session.change(&files::AUTHENTICATION.secret, old.as_bytes(), new.as_bytes(), last_try)
    }

    /// Changes the signature password, as [`change_pin`](Self::change_pin) changes the PIN. `None`
    /// if the token has no signature certificate: nothing is sent then.
    ///
    /// The new password must mix letters and digits ([`SignaturePassword::check_as_new`]); the old
    /// one may be any.
    ///
    /// # Errors
    /// `PasswordFormat`, before either is sent; as for [`change_pin`](Self::change_pin), with
    /// `PasswordWrong` and `PasswordBlocked`.
    pub fn change_signature_password(
        &mut self,
        old: &SignaturePassword,
        new: &SignaturePassword,
        last_try: LastTry,
    ) -> Result<Option<()>> {
        new.check_as_new()?;
        if !self.certificate_availability()?.signature {
            return Ok(None);
        }
        let password = &files::SIGNATURE.secret;
        self.session.change(password, old.as_bytes(), new.as_bytes(), last_try).map(Some)
    }
}
