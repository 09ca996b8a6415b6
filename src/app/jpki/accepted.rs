//! A PIN or password that is kept after the card accepted it, for more signatures on the same card.

use std::fmt;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use crate::app::identity::doubtful;
use crate::app::jpki::files::{self, CERTIFICATE_START, KeySet};
use crate::app::jpki::{Jpki, read_certificate};
use crate::app::session::{Session, after_verify};
use crate::card::Addressing;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::secret::{LastTry, Pin, SignaturePassword};
use crate::signature::{SignRequest, Signature};
use crate::status::Status;
use crate::transport::Transport;

/// A PIN or signature password that a card has accepted, with the certificate of its key, kept for
/// more signatures on this card and no other. For programs that sign more often than they can ask
/// the holder, such as the PKCS #11 module.
///
/// The key is locked between the signatures: each one verifies the secret again and leaves the
/// application, in one transaction. Before that, the card is compared with the one that accepted
/// it. Signing consumes the value and returns it only on success, so that a secret is never sent
/// again after anything went wrong.
///
/// The secret is kept in memory like a [`Pin`]; dropping the value wipes it.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, LastTry, Pin, SignRequest};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let certificate = card.jpki()?.authentication_certificate()?;
/// let pin = Pin::new(b"1234")?;
/// let mut accepted = card.jpki()?.verify_pin(pin, Some(&certificate), LastTry::Keep)?;
/// for challenge in [b"one", b"two"] {
///     let request = SignRequest::data(challenge);
///     let signature;
///     (signature, accepted) = card.jpki()?.sign_with_accepted_pin(accepted, &request)?;
///     assert_eq!(signature.as_bytes().len(), 256);
/// }
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
pub struct Accepted<S> {
    secret: S,
    certificate: Certificate,
    card: Identification,
    addressing: Addressing,
    last_try: LastTry,
    /// What the transport had noticed when the secret was accepted.
    disturbances: u64,
    /// When the card accepted it last.
    at: Instant,
}

/// For so long after the card accepted a secret, its tries are not queried before it is sent again:
/// nobody changes a PIN and spends tries with another one in that time.
const FRESH: Duration = Duration::from_secs(1);

/// How the card is identified before the secret is sent again.
enum Identification {
    /// By the start of its authentication certificate, which is read each time.
    Certificate(Zeroizing<Vec<u8>>),
    /// A phone hides its certificate until the PIN is verified: by the number of the card value
    /// that the PIN was accepted through.
    Connection(u64),
}

impl<S> Accepted<S> {
    /// The certificate of the key that the secret unlocks.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl<S> fmt::Debug for Accepted<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Accepted(****)")
    }
}

impl<T: Transport> Jpki<'_, T> {
    /// Verifies the PIN and locks the key again, without signing: 4 commands. Puts one try at risk,
    /// intentionally.
    ///
    /// `certificate` is the card's authentication certificate as read from it before. For a phone,
    /// which hides it until the PIN is verified, pass `None`: it is read after the PIN.
    ///
    /// The rules for the PIN are those of [`sign`](Self::sign). A reader that reports a wrong PIN as
    /// accepted is found out only by the first signature, which fails.
    ///
    /// # Errors
    /// `KeyNotSupported` (of the certificate), `CardExchanged`; otherwise as for
    /// [`sign`](Self::sign). After every error except `KeyNotLocked` the key is locked.
    pub fn verify_pin(
        &mut self,
        pin: Pin,
        certificate: Option<&Certificate>,
        last_try: LastTry,
    ) -> Result<Accepted<Pin>> {
        let keys = &files::AUTHENTICATION;
        let (read, addressing) =
            self.verify(keys, pin.as_bytes(), certificate, certificate.is_none(), last_try)?;
        let certificate = read.as_ref().or(certificate).ok_or_else(no_certificate)?.clone();
        let card = match read {
            None => Identification::Certificate(start(&certificate)),
            Some(_) => Identification::Connection(self.session.card_number()),
        };
        let disturbances = self.session.disturbances();
        let at = Instant::now();
        Ok(Accepted { secret: pin, certificate, card, addressing, last_try, disturbances, at })
    }

    /// Verifies the signature password, reads the signature certificate unless it is known, and
    /// locks the key again: 4 commands, and 7 for a certificate of up to 1,792 bytes. Puts one of
    /// five tries at risk, intentionally.
    ///
    /// `certificate` is the signature certificate, if it was read before.
    /// `card_certificate` is the card's *authentication* certificate as read from it before, which
    /// identifies the card; `None` only for a token that hides it or has none. Call it only if the
    /// token [has](Self::certificate_availability) a signature certificate.
    ///
    /// # Errors
    /// `PasswordWrong` with the tries left, `PasswordBlocked`, `CardExchanged`; otherwise as for
    /// [`sign`](Self::sign).
    pub fn verify_signature_password(
        &mut self,
        password: SignaturePassword,
        certificate: Option<&Certificate>,
        card_certificate: Option<&Certificate>,
        last_try: LastTry,
    ) -> Result<Accepted<SignaturePassword>> {
        let keys = &files::SIGNATURE;
        let (read, addressing) = self.verify(
            keys,
            password.as_bytes(),
            card_certificate,
            certificate.is_none(),
            last_try,
        )?;
        let certificate = read.as_ref().or(certificate).ok_or_else(no_certificate)?.clone();
        let card = match card_certificate {
            Some(certificate) => Identification::Certificate(start(certificate)),
            None => Identification::Connection(self.session.card_number()),
        };
        let disturbances = self.session.disturbances();
        let (secret, at) = (password, Instant::now());
        Ok(Accepted { secret, certificate, card, addressing, last_try, disturbances, at })
    }

    /// Signs with the authentication key: compares the card, verifies the PIN again, signs, and
    /// locks the key, in 5 commands.
    ///
    /// If the card accepted the PIN more than a second ago, its tries are queried first, with one
    /// command more: another program may have changed the PIN since. If there are fewer than all,
    /// somebody has tried a wrong one, and this one is not sent.
    ///
    /// The request's certificate and rule for the last try are not used. With the feature `verify`
    /// the signature is verified before it is returned.
    ///
    /// # Errors
    /// The PIN is gone then. It was not sent after `CardExchanged`; `CardReset`, if the card was
    /// reset since the PIN was accepted; `PinRequired`, if tries were spent since. Otherwise as for
    /// [`sign`](Self::sign).
    pub fn sign_with_accepted_pin(
        &mut self,
        mut accepted: Accepted<Pin>,
        request: &SignRequest<'_>,
    ) -> Result<(Signature, Accepted<Pin>)> {
        let secret = accepted.secret.as_bytes();
        let signature = self.sign_again(&files::AUTHENTICATION, secret, &accepted, request)?;
        accepted.at = Instant::now();
        Ok((signature, accepted))
    }

    /// Signs with the signature key, as [`sign_with_accepted_pin`](Self::sign_with_accepted_pin)
    /// does with the authentication key.
    ///
    /// # Errors
    /// As for [`sign_with_accepted_pin`](Self::sign_with_accepted_pin).
    pub fn sign_with_accepted_password(
        &mut self,
        mut accepted: Accepted<SignaturePassword>,
        request: &SignRequest<'_>,
    ) -> Result<(Signature, Accepted<SignaturePassword>)> {
        let secret = accepted.secret.as_bytes();
        let signature = self.sign_again(&files::SIGNATURE, secret, &accepted, request)?;
        accepted.at = Instant::now();
        Ok((signature, accepted))
    }

    /// Verifies a secret, reads the key's certificate if requested, and locks the key. Returns the
    /// certificate, and how the secret was addressed.
    fn verify(
        &mut self,
        keys: &KeySet,
        secret: &[u8],
        known: Option<&Certificate>,
        reads: bool,
        last_try: LastTry,
    ) -> Result<(Option<Certificate>, Addressing)> {
        if let Some(certificate) = known {
            self.session.give_certificate(certificate.der());
        }
        self.session.with_verified(&keys.secret, secret, last_try, |session, tries| {
            let read = |session: &mut Session<'_, T>| read_certificate(session, keys.certificate);
            let certificate = if reads { Some(read(session).map_err(after_verify)?) } else { None };
            Ok((certificate, tries.addressing))
        })
    }

    fn sign_again<S>(
        &mut self,
        keys: &KeySet,
        secret: &[u8],
        accepted: &Accepted<S>,
        request: &SignRequest<'_>,
    ) -> Result<Signature> {
        let prepared = request.prepare()?;
        prepared.can_check(&accepted.certificate)?;
        self.check_same(accepted)?;
        let addressing = match accepted.addressing {
            Addressing::ShortIdentifier if accepted.at.elapsed() < FRESH => {
                Some(accepted.addressing)
            }
            // It has to be selected in any case.
            _ => None,
        };
        let bytes = self.session.with_accepted(
            &keys.secret,
            secret,
            addressing,
            (keys.tries, accepted.last_try),
            |session, tries| {
                let (p1, input) = (request.p1(), &prepared.card_input);
                let card = &mut session.transaction;
                card.compute_signature(keys.key, tries.addressing, p1, input).map_err(after_verify)
            },
        )?;
        let signature = prepared.signature(bytes);
        #[cfg(feature = "verify")]
        prepared.verify(&signature, &accepted.certificate)?;
        Ok(signature)
    }

    /// Whether this is the card that accepted the secret, undisturbed since.
    fn check_same<S>(&mut self, accepted: &Accepted<S>) -> Result<()> {
        match &accepted.card {
            Identification::Certificate(start) => self.session.compare_with(start)?,
            Identification::Connection(number) if *number == self.session.card_number() => {}
            Identification::Connection(_) => return Err(doubtful()),
        }
        if self.session.disturbances() == accepted.disturbances {
            Ok(())
        } else {
            Err(Error::new(Status::CardReset).with_detail("since the PIN was accepted"))
        }
    }
}

fn start(certificate: &Certificate) -> Zeroizing<Vec<u8>> {
    let der = certificate.der();
    Zeroizing::new(der.get(..CERTIFICATE_START).unwrap_or(der).to_vec())
}

fn no_certificate() -> Error {
    Error::new(Status::Internal).with_detail("no certificate was read")
}
