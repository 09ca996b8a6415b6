//! A PIN that the card accepted, and how long it is kept.

use std::time::Duration;

use jpkicard::{Accepted, Pin, SignaturePassword};

/// A PIN or password, with the certificate of its key.
pub(crate) enum Secret {
    Pin(Accepted<Pin>),
    Password(Accepted<SignaturePassword>),
}

/// Whether the holder is logged in to one slot.
pub(crate) struct Login {
    state: State,
    last_used: Duration,
    /// Counts what ended a login, so that a signature in progress does not bring it back.
    ended: u64,
}

enum State {
    Out,
    In(Secret),
    /// A signature is in progress with it.
    InUse,
}

/// A secret that was taken for a signature, and the login it belongs to.
pub(crate) struct Taken {
    pub(crate) secret: Secret,
    pub(crate) login: LoginNumber,
}

/// Distinguishes a login from later ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LoginNumber(u64);

impl Login {
    pub(crate) fn new() -> Self {
        Self { state: State::Out, last_used: now(), ended: 0 }
    }

    pub(crate) fn is_in(&self) -> bool {
        !matches!(self.state, State::Out)
    }

    /// The login that is in force, or that the next one will be unless something ends it before.
    pub(crate) fn number(&self) -> LoginNumber {
        LoginNumber(self.ended)
    }

    /// Keeps a secret that was accepted, unless a logout or a closed session came in between.
    /// Returns whether it is kept.
    pub(crate) fn enter(&mut self, secret: Secret, login: LoginNumber) -> bool {
        let is_current = self.ended == login.0;
        if is_current {
            (self.state, self.last_used) = (State::In(secret), now());
        }
        is_current
    }

    /// Wipes the secret; one in use is wiped after its signature.
    pub(crate) fn leave(&mut self) {
        self.state = State::Out;
        self.ended = self.ended.wrapping_add(1);
    }

    /// Ends a login that was not used for this long.
    pub(crate) fn expire(&mut self, idle: Option<Duration>) {
        let is_over = idle.is_some_and(|limit| now().saturating_sub(self.last_used) >= limit);
        if is_over && matches!(self.state, State::In(_)) {
            self.leave();
        }
    }

    /// Takes the secret for a signature.
    pub(crate) fn take(&mut self) -> Option<Taken> {
        match std::mem::replace(&mut self.state, State::InUse) {
            State::In(secret) => Some(Taken { secret, login: LoginNumber(self.ended) }),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// Takes the secret back after the signature, unless the login has ended since.
    pub(crate) fn give_back(&mut self, secret: Secret, login: LoginNumber) {
        if self.is_current(login) {
            (self.state, self.last_used) = (State::In(secret), now());
        }
    }

    /// Takes back a secret that was not used.
    pub(crate) fn restore(&mut self, secret: Secret, login: LoginNumber) {
        if self.is_current(login) {
            self.state = State::In(secret);
        }
    }

    /// The signature failed, and its secret is gone.
    pub(crate) fn lose(&mut self, login: LoginNumber) {
        if self.is_current(login) {
            self.leave();
        }
    }

    fn is_current(&self, login: LoginNumber) -> bool {
        self.ended == login.0 && matches!(self.state, State::InUse)
    }
}

/// A clock that also runs while the computer sleeps, where there is one.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
