//! A PIN or password of the card, with its try counter.

use std::fmt;

use crate::apdu::StatusWord;
use crate::virtual_card::answer::WRONG_DATA;

/// A secret that VERIFY compares with, and whether it was given.
#[derive(Clone)]
pub(super) struct Credential {
    secret: Vec<u8>,
    /// `None`: the card does not count.
    limit: Option<u8>,
    tries: u8,
    open: bool,
    new_secret_is_allowed: fn(&[u8]) -> bool,
}

impl Credential {
    /// `tries` are left of `limit`; `new_secret_is_allowed` is what CHANGE
    /// REFERENCE DATA asks of its data field.
    pub(super) fn new(
        secret: &[u8],
        limit: Option<u8>,
        tries: u8,
        new_secret_is_allowed: fn(&[u8]) -> bool,
    ) -> Self {
        Self { secret: secret.to_vec(), limit, tries, open: false, new_secret_is_allowed }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// The right secret is needed again.
    pub(super) fn close(&mut self) {
        self.open = false;
    }

    pub(super) fn tries(&self) -> u8 {
        self.tries
    }

    /// What an empty VERIFY answers: `63Cx`, given already or not.
    pub(super) fn query(&self, blocked: StatusWord) -> StatusWord {
        match self.limit {
            None => StatusWord::NO_LIMIT,
            Some(_) if self.tries == 0 => blocked,
            Some(_) => tries_left(self.tries),
        }
    }

    /// Compares whatever came, of any length: a mismatch spends a try and closes.
    pub(super) fn verify(&mut self, data: &[u8]) -> Result<(), StatusWord> {
        if self.limit.is_some() && self.tries == 0 {
            return Err(StatusWord::REFERENCE_DATA_NOT_USABLE);
        }
        self.open = data == self.secret;
        match (self.open, self.limit) {
            (true, limit) => {
                self.tries = limit.unwrap_or(self.tries);
                Ok(())
            }
            (false, None) => Err(StatusWord::NO_LIMIT),
            (false, Some(_)) => {
                self.tries = self.tries.saturating_sub(1);
                Err(tries_left(self.tries))
            }
        }
    }

    /// Replaces the secret, if it is open; it stays open.
    pub(super) fn change(&mut self, new: &[u8]) -> Result<(), StatusWord> {
        if !self.open {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        if !(self.new_secret_is_allowed)(new) {
            return Err(WRONG_DATA);
        }
        self.secret = new.to_vec();
        Ok(())
    }
}

/// What CHANGE REFERENCE DATA asks of a PIN.
pub(super) fn is_pin(new: &[u8]) -> bool {
    new.len() == 4 && new.iter().all(u8::is_ascii_digit)
}

/// Of what is printed on the card: it cannot be changed.
pub(super) fn unchangeable(_new: &[u8]) -> bool {
    false
}

/// `63Cx`.
fn tries_left(tries: u8) -> StatusWord {
    StatusWord::new(0x63C0 | u16::from(tries.min(15)))
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("limit", &self.limit)
            .field("tries", &self.tries)
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}
