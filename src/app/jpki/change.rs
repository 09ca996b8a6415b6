//! Changing a PIN or password, and making sure that it was.

use crate::app::jpki::{Jpki, files};
use crate::error::Result;
use crate::secret::{Pin, SignaturePassword};
use crate::transport::Transport;

impl<T: Transport> Jpki<'_, T> {
    /// Changes the authentication PIN: verifies the old one (one try, on purpose), sets
    /// the new one, verifies that one, and locks the key again, in one transaction.
    ///
    /// The old PIN is sent once at most and under the rules of [`sign`](Self::sign). The
    /// new one is sent twice at most: to be set, and for its verification after the card said
    /// that it took it. A card that said so and did not do it counts that as a wrong try,
    /// which may be the last.
    ///
    /// # Errors
    /// `PinWrong`, `PinBlocked`, `PinLastTry`, `PinTriesUnknown`, `PinUncertain`: of the
    /// old PIN, which stays in force. `CardStatus`: the card refused the new one; the old
    /// one stays in force. `PinChangeUncertain`: the answer to the change was lost, or the
    /// new PIN did not hold; one of the two is in force. `KeyNotLocked`: its detail says
    /// if the new one is in force. Those of the transport.
    pub fn change_pin(&mut self, old: &Pin, new: &Pin, allow_last_try: bool) -> Result<()> {
        self.session.change(
            &files::AUTHENTICATION.secret,
            old.as_bytes(),
            new.as_bytes(),
            allow_last_try,
        )
    }

    /// Changes the signature password, as [`change_pin`](Self::change_pin) does the PIN.
    /// `None` where the token has no signature certificate: nothing is sent then.
    ///
    /// The new password mixes letters and digits
    /// ([`SignaturePassword::check_as_new`]); the old one may be any.
    ///
    /// # Errors
    /// `PasswordFormat`, before either is sent; as for [`change_pin`](Self::change_pin), with
    /// `PasswordWrong` and `PasswordBlocked`.
    pub fn change_signature_password(
        &mut self,
        old: &SignaturePassword,
        new: &SignaturePassword,
        allow_last_try: bool,
    ) -> Result<Option<()>> {
        new.check_as_new()?;
        if !self.certificate_availability()?.signature {
            return Ok(None);
        }
        let password = &files::SIGNATURE.secret;
        self.session.change(password, old.as_bytes(), new.as_bytes(), allow_last_try).map(Some)
    }
}
