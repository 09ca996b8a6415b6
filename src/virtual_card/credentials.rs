//! A PIN or password of the card, with its try counter.

use std::fmt;

use crate::apdu::StatusWord;
use crate::virtual_card::answer::WRONG_DATA;

/// A secret that VERIFY compares with, and whether it has been verified.
#[derive(Clone)]
pub(super) struct Credential {
    secret: Vec<u8>,
    /// `None`: the card does not count tries.
    limit: Option<u8>,
    tries: u8,
    open: bool,
    new_secret_is_allowed: fn(&[u8]) -> bool,
}

impl Credential {
    /// `tries` of `limit` are left; `new_secret_is_allowed` is the check of CHANGE REFERENCE DATA
    /// for its data field.
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

    /// Requires the right secret again.
    pub(super) fn close(&mut self) {
        self.open = false;
    }

    pub(super) fn tries(&self) -> u8 {
        self.tries
    }

    /// The answer to an empty VERIFY: `63Cx`, whether verified or not.
    pub(super) fn query(&self, blocked: StatusWord) -> StatusWord {
        match self.limit {
            None => StatusWord::NO_LIMIT,
            Some(_) if self.tries == 0 => blocked,
            Some(_) => tries_left(self.tries),
        }
    }

    /// Compares data of any length: a mismatch spends a try and clears the security status.
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

    /// Replaces the secret if it is verified; it stays verified.
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

/// The requirements of CHANGE REFERENCE DATA for a PIN.
pub(super) fn is_pin(new: &[u8]) -> bool {
    new.len() == 4 && new.iter().all(u8::is_ascii_digit)
}

/// For values printed on the card: they cannot be changed.
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
