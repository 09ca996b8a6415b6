//! A virtual card's settings as text, for programs that receive them from a file, a user or C.

use crate::virtual_card::builder::Builder;
use crate::{Error, Result, Status};

impl Builder {
    /// One more setting in words, a name and a value: `name`, `address`, `pin`,
    /// `signature-password`, `input-support-pin`, `security-code`, `seed`, `pin-tries`,
    /// `signature-password-tries`, `input-support-pin-tries` and `check-number-tries`; without
    /// value `hides-tries`, `unlimited-tries` and `no-signature-certificate`.
    ///
    /// # Errors
    /// [`Status::Argument`] for other words. Values are checked by [`build`](Self::build).
    ///
    /// ```
    /// # use jpkicard::virtual_card::VirtualCard;
    /// let card = VirtualCard::builder().setting("pin-tries 1")?.build()?;
    /// # Ok::<(), jpkicard::Error>(())
    /// ```
    pub fn setting(self, words: &str) -> Result<Self> {
        let words = words.trim();
        let (name, value) = words.split_once(' ').unwrap_or((words, ""));
        self.named(name, value.trim())
            .ok_or_else(|| Error::new(Status::Argument).with_detail("a virtual card's setting"))
    }

    fn named(self, name: &str, value: &str) -> Option<Self> {
        if value.is_empty() {
            return Some(match name {
                "hides-tries" => self.hides_tries(true),
                "unlimited-tries" => self.pin_limit(None),
                "no-signature-certificate" => self.without_signature_certificate(),
                _ => return None,
            });
        }
        Some(match name {
            "name" => self.name(value),
            "address" => self.address(value),
            "pin" => self.pin(value),
            "signature-password" => self.signature_password(value),
            "input-support-pin" => self.input_support_pin(value),
            "security-code" => self.security_code(value),
            "pin-tries" => self.pin_tries(value.parse().ok()?),
            "signature-password-tries" => self.password_tries(value.parse().ok()?),
            "input-support-pin-tries" => self.input_pin_tries(value.parse().ok()?),
            "check-number-tries" => self.check_number_tries(value.parse().ok()?),
            "seed" => self.seed(value.parse().ok()?),
            _ => return None,
        })
    }
}
