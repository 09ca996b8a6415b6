//! Settings of the holder, and presets for several kinds of card.

use crate::virtual_card::builder::Builder;
use crate::virtual_card::issuer::{Day, Validity};

impl Builder {
    /// The holder's name as text, not in the face's picture.
    pub fn name(mut self, name: &str) -> Self {
        self.order.holder.name = name.into();
        self
    }

    /// The holder's address as text.
    pub fn address(mut self, address: &str) -> Self {
        self.order.holder.address = address.into();
        self
    }

    /// The holder's birth date, from 1868-01-25 (Meiji) on; on the card as text, and in check
    /// number B with its Japanese era year. The default is 1980-02-17.
    pub fn birth_date(mut self, year: u16, month: u8, day: u8) -> Self {
        self.order.holder.birth_date = Day::new(year, month, day);
        self.order.holder.is_birth_unknown = false;
        self
    }

    /// A holder whose day of birth, also month, or whole date of birth is unknown: each unknown
    /// part is 0, on the card as text and in check number B. How a real card encodes it is unknown.
    pub fn unknown_birth_date(mut self, year: u16, month: u8) -> Self {
        self.order.holder.birth_date = Day::new(year, month, 0);
        self.order.holder.is_birth_unknown = true;
        self
    }

    /// The day on which the card expires; its year is part of check number B. The default is
    /// 2035-02-17.
    pub fn card_expiry(mut self, year: u16, month: u8, day: u8) -> Self {
        self.order.holder.expiry = Day::new(year, month, day);
        self
    }

    /// The security code, four digits, part of check number B. The default is `2285`, which its
    /// image always shows.
    pub fn security_code(mut self, code: &str) -> Self {
        self.order.holder.security_code = code.into();
        self
    }

    /// The PIN of the input-support application: 1 to 16 bytes; real ones are four digits.
    pub fn input_support_pin(mut self, pin: &str) -> Self {
        self.settings.input_support_pin = pin.as_bytes().to_vec();
        self
    }

    /// How many of the three tries of the input-support application's PIN are left now.
    pub fn input_pin_tries(mut self, tries: u8) -> Self {
        self.settings.input_support_pin_tries = tries;
        self
    }

    /// How many of the ten tries of check number B are left now, both in the card-surface and in
    /// the input-support application.
    pub fn check_number_tries(mut self, tries: u8) -> Self {
        self.settings.check_number_tries = tries;
        self
    }

    /// Which CA generation issued the certificates: 1 to 3; the default is 3. They share one
    /// distinguished name but each has its own key, like the genuine ones.
    pub fn ca_generation(mut self, generation: u8) -> Self {
        self.ca_generation = generation;
        self
    }

    /// A child's card: born on 2020-04-01 (Reiwa), no signature certificate; the card
    /// expires on 2030-04-01, as the authentication certificate does.
    pub fn childs_card(self) -> Self {
        self.without_signature_certificate().birth_date(2020, 4, 1).card_expiry(2030, 4, 1)
    }

    /// A card that was not renewed: its certificates were valid from 2020-04-01 to
    /// 2025-03-31T14:59:59Z, and the card itself expired on 2025-03-31.
    pub fn expired(self) -> Self {
        let Validity { not_before, not_after } = Validity::PAST;
        self.validity(not_before, not_after).card_expiry(2025, 3, 31)
    }

    /// A card with one additional application, as a 特定在留カード has that of the residence card: an
    /// identifier of 5 to 16 bytes that is not one of the card's own. It can be selected, and
    /// supports nothing else; [`VirtualCard::further_application_commands`] counts the commands
    /// sent to it.
    ///
    /// [`VirtualCard::further_application_commands`]:
    ///     crate::virtual_card::VirtualCard::further_application_commands
    pub fn further_application(mut self, identifier: &[u8]) -> Self {
        self.settings.further_application = Some(identifier.to_vec());
        self
    }

    /// A card with none of the applications of an Individual Number Card, like a plain residence
    /// card.
    pub fn without_own_applications(mut self) -> Self {
        self.settings.has_own_applications = false;
        self
    }

    /// A card without PINs (顔認証マイナンバーカード): the PIN and the input-support application's PIN have no
    /// tries left from the start, and there is no signature certificate. What genuine ones answer
    /// is not published; blocked is the likely answer.
    pub fn without_pins(self) -> Self {
        self.without_signature_certificate().pin_tries(0).input_pin_tries(0)
    }
}
