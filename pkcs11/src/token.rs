//! One card in one reader, from its insertion to its removal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki_sys::*;
use jpkicard::{Certificate, Error, LastTry, Pin, PinStatus, SignaturePassword, Status};

use crate::configuration::{AlwaysAuthenticate, Configuration};
use crate::contents::{self, AnyCard, Contents, SignatureContents};
use crate::failure::{Failure, Outcome};
use crate::login::{Login, LoginNumber, Secret, Taken};
use crate::mechanism::Message;
use crate::object::{Holder, Object, Owner, objects_of, public_certificates_profile};

/// One of the two slots of a reader: each PIN has a token of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// 利用者証明用.
    Authentication,
    /// 署名用.
    Signature,
}

impl Purpose {
    pub(crate) const ALL: [Self; 2] = [Self::Authentication, Self::Signature];

    /// How many tries a right PIN restores.
    pub(crate) const fn tries(self) -> u8 {
        match self {
            Self::Authentication => 3,
            Self::Signature => 5,
        }
    }
}

/// A card that was read.
pub(crate) struct Token {
    pub(crate) insertion: u32,
    pub(crate) contents: Contents,
    card: Mutex<AnyCard>,
    signature: Mutex<Option<Arc<SignatureContents>>>,
    slots: [Mutex<Slot>; 2],
    is_gone: AtomicBool,
}

/// What changes while the card is there.
struct Slot {
    login: Login,
    /// What the card last reported.
    tries: PinStatus,
    /// A certificate that was read after the PIN.
    certificate: Option<Certificate>,
}

/// Locks, also after a panic in another call: the values are replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Token {
    /// Reads the card.
    ///
    /// # Errors
    /// Those of [`contents::read`].
    pub(crate) fn read(insertion: u32, mut card: AnyCard) -> Result<Self, Error> {
        let contents = contents::read(&mut card)?;
        let slot = |tries| Mutex::new(Slot { login: Login::new(), tries, certificate: None });
        Ok(Self {
            insertion,
            slots: [slot(contents.pin), slot(PinStatus::NotReported)],
            contents,
            card: Mutex::new(card),
            signature: Mutex::new(None),
            is_gone: AtomicBool::new(false),
        })
    }

    pub(crate) fn has(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Authentication => self.contents.has_authentication,
            Purpose::Signature => self.contents.has_signature,
        }
    }

    /// The card has left, or may be another one: every login ends.
    pub(crate) fn lose(&self) {
        self.is_gone.store(true, Ordering::SeqCst);
        for purpose in Purpose::ALL {
            self.logout(purpose);
        }
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::SeqCst)
    }

    fn slot(&self, purpose: Purpose) -> MutexGuard<'_, Slot> {
        let [authentication, signature] = &self.slots;
        lock(match purpose {
            Purpose::Authentication => authentication,
            Purpose::Signature => signature,
        })
    }

    /// Reads what this slot needs besides what was read at the insertion, the first time.
    ///
    /// # Errors
    /// Those of the transport.
    pub(crate) fn prepare(&self, purpose: Purpose) -> Outcome {
        if purpose == Purpose::Signature {
            self.signature_contents()?;
        }
        Ok(())
    }

    fn signature_contents(&self) -> Outcome<Arc<SignatureContents>> {
        if let Some(read) = &*lock(&self.signature) {
            return Ok(Arc::clone(read));
        }
        let mut card = lock(&self.card);
        let mut place = lock(&self.signature);
        if let Some(read) = &*place {
            return Ok(Arc::clone(read));
        }
        let read = contents::read_signature(&mut card);
        let read = Arc::new(read.map_err(|error| self.report(error))?);
        self.slot(Purpose::Signature).tries = read.password;
        *place = Some(Arc::clone(&read));
        Ok(read)
    }

    /// What the card last reported about the tries.
    pub(crate) fn tries(&self, purpose: Purpose) -> PinStatus {
        self.slot(purpose).tries
    }

    pub(crate) fn is_logged_in(&self, purpose: Purpose, configuration: &Configuration) -> bool {
        let mut slot = self.slot(purpose);
        slot.login.expire(configuration.idle);
        slot.login.is_in()
    }

    pub(crate) fn logout(&self, purpose: Purpose) {
        self.slot(purpose).login.leave();
    }

    /// Verifies a PIN once and keeps it; locks the key again. Returns the login. With `again`, a
    /// login must be in force; it is replaced, and stays if the card refuses the PIN.
    ///
    /// # Errors
    /// `CKR_USER_ALREADY_LOGGED_IN` if another thread was faster, and `CKR_USER_NOT_LOGGED_IN` if a
    /// logout came in between: the PIN was not sent, unless the logout came during VERIFY. Those of
    /// `Jpki::verify_pin` and `Jpki::verify_signature_password`.
    pub(crate) fn login(
        &self,
        purpose: Purpose,
        secret: &[u8],
        again: bool,
        configuration: &Configuration,
    ) -> Outcome<LoginNumber> {
        let last_try = configuration.last_try;
        let secret = match purpose {
            Purpose::Authentication => Typed::Pin(Pin::new(secret)?),
            Purpose::Signature => Typed::Password(SignaturePassword::new(secret)?),
        };
        let number = self.slot(purpose).login.number();
        // Until the PIN is kept: a change of it comes before or after.
        let mut card = lock(&self.card);
        // What other threads did while this one waited for the card.
        let (now, is_in) = {
            let slot = self.slot(purpose);
            (slot.login.number(), slot.login.is_in())
        };
        if number != now {
            return Err(CKR_USER_NOT_LOGGED_IN.into());
        }
        if is_in && !again {
            return Err(CKR_USER_ALREADY_LOGGED_IN.into());
        }
        let verified = match secret {
            Typed::Pin(pin) => self.verify_pin(&mut card, pin, last_try),
            Typed::Password(password) => self.verify_password(&mut card, password, last_try),
        };
        let mut slot = self.slot(purpose);
        match verified {
            Ok(_) if self.is_gone() => Err(CKR_DEVICE_REMOVED.into()),
            Ok((secret, certificate)) => {
                slot.tries = most(purpose);
                slot.certificate = certificate;
                if slot.login.enter(secret, number) {
                    Ok(number)
                } else {
                    Err(CKR_USER_NOT_LOGGED_IN.into())
                }
            }
            Err(error) => {
                slot.learn(&error);
                if !leaves_login(&error) {
                    slot.login.leave();
                }
                drop(slot);
                Err(self.report(error))
            }
        }
    }

    /// The login that is in force.
    pub(crate) fn login_number(&self, purpose: Purpose) -> LoginNumber {
        self.slot(purpose).login.number()
    }

    fn verify_pin(
        &self,
        card: &mut AnyCard,
        pin: Pin,
        last_try: LastTry,
    ) -> Result<Verified, Error> {
        let known = self.contents.certificate.as_ref();
        let accepted = card.jpki()?.verify_pin(pin, known, last_try)?;
        // A phone's certificate.
        let read = known.is_none().then(|| accepted.certificate().clone());
        Ok((Secret::Pin(accepted), read))
    }

    fn verify_password(
        &self,
        card: &mut AnyCard,
        password: SignaturePassword,
        last_try: LastTry,
    ) -> Result<Verified, Error> {
        let known = self.slot(Purpose::Signature).certificate.clone();
        let of_card = self.contents.certificate.as_ref();
        let accepted =
            card.jpki()?.verify_signature_password(password, known.as_ref(), of_card, last_try)?;
        let certificate = accepted.certificate().clone();
        Ok((Secret::Password(accepted), Some(certificate)))
    }

    /// Signs in one transaction: SELECT, compare, VERIFY, sign, leave. Whatever fails ends the
    /// login, unless another program kept the card, so that nothing was sent.
    ///
    /// # Errors
    /// `CKR_USER_NOT_LOGGED_IN`; those of `Jpki::sign_with_accepted_pin`.
    pub(crate) fn sign(
        &self,
        purpose: Purpose,
        message: &Message,
        configuration: &Configuration,
    ) -> Outcome<Vec<u8>> {
        let mut card = lock(&self.card);
        let taken = {
            let mut slot = self.slot(purpose);
            slot.login.expire(configuration.idle);
            slot.login.take()
        };
        let Taken { secret, login } = taken.ok_or(CKR_USER_NOT_LOGGED_IN)?;
        let request = message.request();
        let mut jpki = match card.jpki() {
            Ok(jpki) => jpki,
            Err(error) if is_held_up(&error) => {
                self.slot(purpose).login.restore(secret, login);
                return Err(error.into());
            }
            Err(error) => {
                self.slot(purpose).login.lose(login);
                return Err(self.report(error));
            }
        };
        let signed = match secret {
            Secret::Pin(pin) => jpki
                .sign_with_accepted_pin(pin, &request)
                .map(|(signature, pin)| (signature, Secret::Pin(pin))),
            Secret::Password(password) => jpki
                .sign_with_accepted_password(password, &request)
                .map(|(signature, password)| (signature, Secret::Password(password))),
        };
        drop(jpki);
        let mut slot = self.slot(purpose);
        match signed {
            Ok((signature, secret)) => {
                slot.login.give_back(secret, login);
                Ok(signature.as_bytes().to_vec())
            }
            Err(error) => {
                slot.login.lose(login);
                slot.learn(&error);
                drop(slot);
                let is_out = is_logged_out(&error);
                let failure = self.report(error);
                let value = if is_out { CKR_USER_NOT_LOGGED_IN } else { failure.value };
                Err(Failure { value, ..failure })
            }
        }
    }

    /// Changes a PIN or password. The login ends: the PIN that it kept is the old one.
    ///
    /// # Errors
    /// `CKR_PIN_LEN_RANGE` and `CKR_PIN_INVALID` of the new one, before anything is sent; those of
    /// `Jpki::change_pin` and `Jpki::change_signature_password`.
    pub(crate) fn change(
        &self,
        purpose: Purpose,
        old: &[u8],
        new: &[u8],
        configuration: &Configuration,
    ) -> Outcome {
        let last_try = configuration.last_try;
        let mut card;
        let changed = match purpose {
            Purpose::Authentication => {
                let of_new = format_error(new.len() == 4);
                let (old, new) = (Pin::new(old)?, Pin::new(new).map_err(of_new)?);
                card = lock(&self.card);
                card.jpki().and_then(|mut jpki| jpki.change_pin(&old, &new, last_try))
            }
            Purpose::Signature => {
                let of_new = format_error((6..=16).contains(&new.len()));
                let old = SignaturePassword::new(old)?;
                let new = SignaturePassword::new(new).and_then(|new| {
                    new.check_as_new()?;
                    Ok(new)
                });
                let new = new.map_err(of_new)?;
                card = lock(&self.card);
                let changed = card
                    .jpki()
                    .and_then(|mut jpki| jpki.change_signature_password(&old, &new, last_try));
                changed.map(|_| ())
            }
        };
        // With the card still locked: no signature may come in between with the old one.
        let mut slot = self.slot(purpose);
        match changed {
            Ok(()) => {
                slot.tries = most(purpose);
                slot.login.leave();
                Ok(())
            }
            Err(error) => {
                slot.learn(&error);
                if !leaves_login(&error) {
                    slot.login.leave();
                }
                drop(slot);
                Err(self.report(error))
            }
        }
    }

    /// The objects that can be seen now.
    ///
    /// # Errors
    /// Those of the transport, if the card has not been read for this slot.
    pub(crate) fn objects(
        &self,
        purpose: Purpose,
        configuration: &Configuration,
    ) -> Outcome<Vec<Object>> {
        let is_logged_in = self.is_logged_in(purpose, configuration);
        let mut objects = self.all_objects(purpose, configuration)?;
        objects.retain(|object| is_logged_in || !object.is_private);
        Ok(objects)
    }

    /// The object with this handle, seen or not.
    ///
    /// # Errors
    /// As for [`objects`](Self::objects).
    pub(crate) fn object(
        &self,
        purpose: Purpose,
        handle: CK_OBJECT_HANDLE,
        configuration: &Configuration,
    ) -> Outcome<Option<Object>> {
        Ok(self
            .all_objects(purpose, configuration)?
            .into_iter()
            .find(|object| object.handle == handle))
    }

    fn all_objects(&self, purpose: Purpose, configuration: &Configuration) -> Outcome<Vec<Object>> {
        let owner = Owner {
            insertion: self.insertion,
            serial: &self.contents.serial,
            always_authenticates: configuration.always_authenticate != AlwaysAuthenticate::Never,
        };
        let after_pin = self.slot(purpose).certificate.clone();
        let free = match purpose {
            Purpose::Authentication => self.contents.certificate.as_ref(),
            Purpose::Signature => None,
        };
        let (holder, authority_holder) = match purpose {
            Purpose::Authentication => (Holder::Authentication, Holder::AuthenticationAuthority),
            Purpose::Signature => (Holder::Signature, Holder::SignatureAuthority),
        };
        let of_signature;
        let authority = match purpose {
            Purpose::Authentication => self.contents.authority.as_ref(),
            Purpose::Signature => {
                of_signature = self.signature_contents()?;
                of_signature.authority.as_ref()
            }
        };
        let mut objects = Vec::new();
        if let Some(certificate) = free.or(after_pin.as_ref()) {
            objects.extend(objects_of(certificate, holder, owner, free.is_none()));
        }
        if let Some(authority) = authority {
            objects.extend(objects_of(authority, authority_holder, owner, false));
        }
        if free.is_some() {
            objects.push(public_certificates_profile(owner));
        }
        Ok(objects)
    }

    /// Takes note of an error that ends this token.
    fn report(&self, error: Error) -> Failure {
        if matches!(
            error.status(),
            Status::CardRemoved
                | Status::CardExchanged
                | Status::ServiceNotRunning
                | Status::ReaderNotResponding
                | Status::NotIndividualNumberCard
        ) {
            self.lose();
        }
        error.into()
    }
}

type Verified = (Secret, Option<Certificate>);

/// What the holder typed.
enum Typed {
    Pin(Pin),
    Password(SignaturePassword),
}

impl Slot {
    /// Takes note of what an error reports about the tries.
    fn learn(&mut self, error: &Error) {
        match (error.status(), error.tries_left()) {
            (Status::PinBlocked | Status::PasswordBlocked, _) | (_, Some(0)) => {
                self.tries = PinStatus::Blocked;
            }
            (_, Some(tries)) => self.tries = PinStatus::TriesLeft(tries),
            (Status::PinUncertain | Status::KeyNotLocked | Status::PinChangeUncertain, None) => {
                self.tries = PinStatus::NotReported;
            }
            (_, None) => {}
        }
    }
}

/// What a right PIN restores.
const fn most(purpose: Purpose) -> PinStatus {
    PinStatus::TriesLeft(purpose.tries())
}

/// Another program has the card: nothing was sent, and nothing is in doubt.
fn is_held_up(error: &Error) -> bool {
    matches!(error.status(), Status::CardBusy | Status::SharingViolation)
}

/// The PIN that is kept is as good as before: another one was refused, or nothing was sent.
fn leaves_login(error: &Error) -> bool {
    let is_refused = matches!(
        error.status(),
        Status::PinWrong | Status::PasswordWrong | Status::PinLastTry | Status::PinLastTwoTries
    );
    is_refused || is_held_up(error)
}

/// Another login may help: the PIN is not, or not known to be, that of this card any more.
fn is_logged_out(error: &Error) -> bool {
    matches!(
        error.status(),
        Status::CardReset
            | Status::PinWrong
            | Status::PasswordWrong
            | Status::PinBlocked
            | Status::PasswordBlocked
            | Status::PinLastTry
            | Status::PinTriesUnknown
            | Status::PinRequired
            | Status::NotOnCard
            | Status::PinFormat
            | Status::PasswordFormat
    )
}

/// The return value for a new PIN that cannot be one.
fn format_error(has_length: bool) -> impl Fn(Error) -> Failure {
    move |cause| Failure {
        value: if has_length { CKR_PIN_INVALID } else { CKR_PIN_LEN_RANGE },
        cause: Some(cause),
    }
}
