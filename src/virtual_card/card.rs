//! The card: power, which application is selected, and what reaches it.

use std::fmt;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use super::applet::{self, Answer, Applet, jpki};
use super::builder::{Builder, LongAnswers, Quirks, Settings};
use super::command::Command;
use super::credentials::Credential;
use super::issuer::Issued;
use crate::apdu::StatusWord;

/// GlobalPlatform's Issuer Security Domain, which the card has and phones lack.
const ISSUER_SECURITY_DOMAIN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];
/// The contact card's answer to reset (OpenSC).
const ATR: &[u8] = &[0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];
/// `6E00`: the class is unknown.
const UNKNOWN_CLASS: StatusWord = StatusWord::new(0x6E00);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Selected {
    Nothing,
    IssuerSecurityDomain,
    Jpki,
}

/// A software Individual Number Card (JPKI application only).
///
/// Try counters and changed PINs live in the value and survive every power
/// cycle, as in the card's memory. A clone is another card that holds the same and
/// goes its own way.
#[derive(Clone)]
pub struct VirtualCard {
    jpki: Applet,
    issued: Issued,
    quirks: Quirks,
    has_issuer_security_domain: bool,
    random: ChaCha20Rng,
    powered: bool,
    /// No command has come since power-up.
    fresh: bool,
    selected: Selected,
    /// What GET RESPONSE is to collect.
    pending: Vec<u8>,
    commands: u64,
    verify_commands: u64,
}

impl VirtualCard {
    /// Starts from an Individual Number Card with PIN `1234`, signature password
    /// `ABC123`, all tries left, the keys of seed 0, and certificates valid from
    /// 2025-04-01 to 2030-04-01T14:59:59Z.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(super) fn new(
        settings: &Settings,
        quirks: Quirks,
        jpki: Applet,
        issued: Issued,
        seed: u64,
    ) -> Self {
        Self {
            jpki,
            issued,
            quirks,
            has_issuer_security_domain: !settings.token.is_phone(),
            random: ChaCha20Rng::seed_from_u64(seed),
            powered: false,
            fresh: false,
            selected: Selected::Nothing,
            pending: Vec::new(),
            commands: 0,
            verify_commands: 0,
        }
    }

    /// Gives it power. No effect if it has power.
    pub fn power_on(&mut self) {
        self.fresh |= !self.powered;
        self.powered = true;
    }

    /// Takes its power: nothing is selected and no PIN verified any more.
    pub fn power_off(&mut self) {
        self.reset();
        self.jpki.leave();
        self.powered = false;
        self.fresh = false;
    }

    pub(super) fn is_powered(&self) -> bool {
        self.powered
    }

    /// A warm reset: nothing is selected any more. A verified PIN stays so and
    /// shows itself once the application is selected again (myna-card 3.3
    /// measured that a warm reset does not clear it).
    pub fn reset(&mut self) {
        self.selected = Selected::Nothing;
        self.pending.clear();
        self.jpki.forget_current_file();
    }

    /// The answer to reset.
    #[must_use]
    pub fn atr(&self) -> &'static [u8] {
        ATR
    }

    /// Answers a command APDU, whatever its bytes, with the bytes of a response
    /// APDU. Without power the answer is empty.
    pub fn process(&mut self, command: &[u8]) -> Vec<u8> {
        if !self.powered {
            return Vec::new();
        }
        self.commands = self.commands.saturating_add(1);
        let command = Command::parse(command);
        if command.is_some_and(|command| command.instruction == 0x20 && !command.data.is_empty()) {
            self.verify_commands = self.verify_commands.saturating_add(1);
        }
        if std::mem::take(&mut self.fresh) && self.quirks.first_command_fails {
            return response(Vec::new(), StatusWord::NO_DIAGNOSIS);
        }
        let Some(command) = command else {
            return response(Vec::new(), StatusWord::WRONG_LENGTH);
        };
        if (command.class, command.instruction) == (0x00, 0xC0) {
            return self.get_response(&command);
        }
        self.pending.clear();
        match self.answer(&command) {
            Ok(data) => self.hand_over(data),
            Err(status) => response(Vec::new(), status),
        }
    }

    fn answer(&mut self, command: &Command<'_>) -> Answer {
        match (command.class, command.instruction, self.selected) {
            (0x00, 0xA4, _) => self.select(command),
            (0x00 | 0x80, _, Selected::Jpki) => {
                self.jpki.process(command, &self.quirks, &mut self.random)
            }
            (0x00, 0x20 | 0x24 | 0x84 | 0xB0, _) | (0x80, 0x2A, _) => {
                Err(StatusWord::COMMAND_NOT_ALLOWED)
            }
            (0x00 | 0x80, _, _) => Err(applet::UNKNOWN_INSTRUCTION),
            _ => Err(UNKNOWN_CLASS),
        }
    }

    fn select(&mut self, command: &Command<'_>) -> Answer {
        if command.extended || command.expected.is_some() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        match (command.p1, command.p2, command.data) {
            // The master file, which is none (myna-card 3.3 measured).
            (0x00, 0x00, []) if self.selected == Selected::Jpki => Ok(Vec::new()),
            (0x00, 0x00 | 0x0C, [_, ..]) => Err(StatusWord::FILE_NOT_FOUND),
            (0x02 | 0x04, 0x0C, []) => Err(StatusWord::WRONG_LENGTH),
            (0x02, 0x0C, id) if self.selected == Selected::Jpki => self.jpki.select_file(id),
            (0x02, 0x0C, _) => Err(StatusWord::FILE_NOT_FOUND),
            (0x04, 0x0C, jpki::AID) => {
                // Verified PINs stay so: they were cleared if another was selected in between.
                self.jpki.forget_current_file();
                self.selected = Selected::Jpki;
                Ok(Vec::new())
            }
            (0x04, 0x0C, ISSUER_SECURITY_DOMAIN) if self.has_issuer_security_domain => {
                self.jpki.leave();
                self.selected = Selected::IssuerSecurityDomain;
                Ok(Vec::new())
            }
            (0x04, 0x0C, _) => Err(StatusWord::FILE_NOT_FOUND),
            _ => Err(applet::WRONG_PARAMETERS),
        }
    }

    /// The data with `9000`, or the first part of it with `61xx`.
    fn hand_over(&mut self, data: Vec<u8>) -> Vec<u8> {
        let now = match self.quirks.long_answers {
            LongAnswers::InParts(size) if data.len() > usize::from(size) => usize::from(size),
            LongAnswers::Deferred(size) if data.len() > usize::from(size) => 0,
            _ => data.len(),
        };
        self.pending = data;
        self.hand_over_pending(now)
    }

    fn hand_over_pending(&mut self, length: usize) -> Vec<u8> {
        let length = length.min(self.pending.len());
        let part = self.pending.drain(..length).collect();
        let status = match self.pending.len() {
            0 => StatusWord::OK,
            left => StatusWord::new(0x6100 | self.next_part(left)),
        };
        response(part, status)
    }

    /// SW2 for what GET RESPONSE gives next of so many bytes.
    fn next_part(&self, left: usize) -> u16 {
        let size = match self.quirks.long_answers {
            LongAnswers::Whole => 256,
            LongAnswers::InParts(size) | LongAnswers::Deferred(size) => u16::from(size),
        };
        u16::try_from(left).unwrap_or(u16::MAX).min(size) & 0xFF
    }

    fn get_response(&mut self, command: &Command<'_>) -> Vec<u8> {
        let refused = match (self.pending.len(), command.expected) {
            (0, _) => applet::UNKNOWN_INSTRUCTION,
            _ if (command.p1, command.p2) != (0, 0) => applet::WRONG_PARAMETERS,
            (_, None) => StatusWord::WRONG_LENGTH,
            _ if command.extended || !command.data.is_empty() => StatusWord::WRONG_LENGTH,
            (left, Some(wanted)) => {
                let available = usize::from(self.next_part(left));
                if wanted <= available {
                    return self.hand_over_pending(wanted);
                }
                StatusWord::new(0x6C00 | self.next_part(left))
            }
        };
        response(Vec::new(), refused)
    }

    fn pin(&self) -> Option<&Credential> {
        self.jpki.files().find_credential(jpki::PIN)
    }

    fn password(&self) -> Option<&Credential> {
        self.jpki.files().find_credential(jpki::PASSWORD)
    }

    /// How many tries of the PIN are left.
    #[must_use]
    pub fn pin_tries(&self) -> u8 {
        self.pin().map_or(0, Credential::tries)
    }

    /// How many tries of the signature password are left; 0 without one.
    #[must_use]
    pub fn password_tries(&self) -> u8 {
        self.password().map_or(0, Credential::tries)
    }

    /// Whether whoever selects the application may sign with the authentication key.
    #[must_use]
    pub fn authentication_key_is_open(&self) -> bool {
        self.pin().is_some_and(Credential::is_open)
    }

    /// Whether whoever selects the application may sign with the signature key.
    #[must_use]
    pub fn signature_key_is_open(&self) -> bool {
        self.password().is_some_and(Credential::is_open)
    }

    /// How many commands it has answered.
    #[must_use]
    pub fn commands(&self) -> u64 {
        self.commands
    }

    /// How many of them were VERIFY with a data field, whatever their answer.
    #[must_use]
    pub fn verify_commands(&self) -> u64 {
        self.verify_commands
    }

    /// The authentication certificate (EF `000A`), DER.
    #[must_use]
    pub fn authentication_certificate(&self) -> &[u8] {
        &self.issued.authentication.certificate
    }

    /// The certificate of its CA (EF `000B`), DER; the same for every seed.
    #[must_use]
    pub fn authentication_ca_certificate(&self) -> &[u8] {
        &self.issued.authentication.ca_certificate
    }

    /// The signature certificate (EF `0001`), DER, on the card or not.
    #[must_use]
    pub fn signature_certificate(&self) -> &[u8] {
        &self.issued.signature.certificate
    }

    /// The certificate of its CA (EF `0002`), DER; the same for every seed.
    #[must_use]
    pub fn signature_ca_certificate(&self) -> &[u8] {
        &self.issued.signature.ca_certificate
    }
}

/// Data and status word.
fn response(mut data: Vec<u8>, status: StatusWord) -> Vec<u8> {
    data.extend_from_slice(&status.value().to_be_bytes());
    data
}

impl fmt::Debug for VirtualCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VirtualCard")
            .field("powered", &self.powered)
            .field("selected", &self.selected)
            .field("jpki", &self.jpki)
            .field("commands", &self.commands)
            .finish_non_exhaustive()
    }
}
