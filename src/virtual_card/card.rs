//! The card: power, selected application, and command dispatch.

use std::collections::BTreeMap;
use std::fmt;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::apdu::StatusWord;
use crate::virtual_card::Application;
use crate::virtual_card::answer::{Answer, UNKNOWN_INSTRUCTION, WRONG_PARAMETERS};
use crate::virtual_card::applet::Applet;
use crate::virtual_card::command::Command;
use crate::virtual_card::issuer::{Holder, Issued, Order};
use crate::virtual_card::settings::{LongAnswers, Quirks, Settings};

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
    /// The additional application.
    Further,
    Application(Application),
}

/// The card's applications.
pub(super) type Applets = BTreeMap<Application, Applet>;

impl Selected {
    fn applet(self, applets: &mut Applets) -> Option<&mut Applet> {
        match self {
            Self::Application(application) => applets.get_mut(&application),
            Self::Nothing | Self::IssuerSecurityDomain | Self::Further => None,
        }
    }
}

/// A software Individual Number Card.
///
/// Try counters and changed PINs are kept in the value and survive every power cycle, as in the
/// card's memory. A clone is an independent card with the same content.
///
/// ```
/// use jpkicard::virtual_card::VirtualCard;
///
/// let mut card = VirtualCard::builder().build()?;
/// card.power_on();
/// let answer = card.process(&[0x00, 0xA4, 0x00, 0x00]);
/// assert_eq!(answer, [0x6F, 0x00]); // as real cards answer the first command
/// assert_eq!((card.commands(), card.pin_tries()), (1, 3));
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone)]
pub struct VirtualCard {
    pub(super) applets: Applets,
    pub(super) issued: Issued,
    pub(super) holder: Holder,
    quirks: Quirks,
    has_issuer_security_domain: bool,
    further_application: Option<Vec<u8>>,
    pub(super) further_application_commands: u64,
    random: ChaCha20Rng,
    powered: bool,
    /// No command has been received since power-up.
    fresh: bool,
    selected: Selected,
    /// The data waiting for GET RESPONSE.
    pending: Vec<u8>,
    pub(super) commands: u64,
    pub(super) verify_commands: u64,
}

impl VirtualCard {
    pub(super) fn new(
        settings: &Settings,
        quirks: Quirks,
        applets: Applets,
        issued: Issued,
        order: Order,
    ) -> Self {
        Self {
            applets,
            issued,
            holder: order.holder,
            quirks,
            has_issuer_security_domain: !settings.token.is_phone() && settings.has_own_applications,
            further_application: settings.further_application.clone(),
            further_application_commands: 0,
            random: ChaCha20Rng::seed_from_u64(order.seed),
            powered: false,
            fresh: false,
            selected: Selected::Nothing,
            pending: Vec::new(),
            commands: 0,
            verify_commands: 0,
        }
    }

    /// Powers it on. No effect if it is powered.
    pub fn power_on(&mut self) {
        self.fresh |= !self.powered;
        self.powered = true;
    }

    /// Powers it off: nothing is selected and no PIN verified any more.
    pub fn power_off(&mut self) {
        self.reset();
        self.leave_all_but(None);
        self.powered = false;
        self.fresh = false;
    }

    pub(super) fn is_powered(&self) -> bool {
        self.powered
    }

    /// A warm reset: nothing is selected any more. A verified PIN stays verified, which takes
    /// effect once the application is selected again (myna-card 3.3 measured that a warm reset does
    /// not clear it).
    pub fn reset(&mut self) {
        self.selected = Selected::Nothing;
        self.pending.clear();
        self.applets.values_mut().for_each(Applet::forget_current_file);
    }

    /// Leaves every other application: its credentials must be verified again.
    fn leave_all_but(&mut self, application: Option<Application>) {
        for (other, applet) in &mut self.applets {
            if Some(*other) != application {
                applet.leave();
            }
        }
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
        let before = self.selected;
        let answer = self.answer_of_selected(command);
        // Selecting it counts, and so does everything sent to it, including leaving it.
        let touches = [before, self.selected].contains(&Selected::Further);
        self.further_application_commands =
            self.further_application_commands.saturating_add(u64::from(touches));
        answer
    }

    fn answer_of_selected(&mut self, command: &Command<'_>) -> Answer {
        let selected = self.selected.applet(&mut self.applets);
        match (command.class, command.instruction, selected) {
            (0x00, 0xA4, _) => self.select(command),
            (0x00 | 0x80, _, Some(applet)) => {
                applet.process(command, &self.quirks, &mut self.random)
            }
            (0x00, 0x20 | 0x24 | 0x84 | 0xB0, None) | (0x80, 0x2A, None) => {
                Err(StatusWord::COMMAND_NOT_ALLOWED)
            }
            (0x00 | 0x80, _, None) => Err(UNKNOWN_INSTRUCTION),
            _ => Err(UNKNOWN_CLASS),
        }
    }

    fn select(&mut self, command: &Command<'_>) -> Answer {
        if command.extended || command.expected.is_some() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        match (command.p1, command.p2, command.data) {
            // The master file, which does not exist (measured by myna-card 3.3).
            (0x00, 0x00, []) if matches!(self.selected, Selected::Application(_)) => Ok(Vec::new()),
            (0x00, 0x00 | 0x0C, [_, ..]) => Err(StatusWord::FILE_NOT_FOUND),
            (0x02 | 0x04, 0x0C, []) => Err(StatusWord::WRONG_LENGTH),
            (0x02, 0x0C, id) => match self.selected.applet(&mut self.applets) {
                Some(applet) => applet.select_file(id),
                None => Err(StatusWord::FILE_NOT_FOUND),
            },
            (0x04, 0x0C, ISSUER_SECURITY_DOMAIN) if self.has_issuer_security_domain => {
                self.leave_all_but(None);
                self.selected = Selected::IssuerSecurityDomain;
                Ok(Vec::new())
            }
            (0x04, 0x0C, identifier) => self.select_application(identifier),
            _ => Err(WRONG_PARAMETERS),
        }
    }

    fn select_application(&mut self, identifier: &[u8]) -> Answer {
        if self.further_application.as_deref() == Some(identifier) {
            self.leave_all_but(None);
            self.selected = Selected::Further;
            return Ok(Vec::new());
        }
        let application = Application::ALL
            .into_iter()
            .find(|application| application.identifier() == identifier)
            .ok_or(StatusWord::FILE_NOT_FOUND)?;
        // Its security status is kept: it was cleared if another application was selected in
        // between.
        let applet = self.applets.get_mut(&application).ok_or(StatusWord::FILE_NOT_FOUND)?;
        applet.forget_current_file();
        self.leave_all_but(Some(application));
        self.selected = Selected::Application(application);
        Ok(Vec::new())
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

    /// SW2 for the next GET RESPONSE when this many bytes are left.
    fn next_part(&self, left: usize) -> u16 {
        let size = match self.quirks.long_answers {
            LongAnswers::Whole => 256,
            LongAnswers::InParts(size) | LongAnswers::Deferred(size) => u16::from(size),
        };
        u16::try_from(left).unwrap_or(u16::MAX).min(size) & 0xFF
    }

    fn get_response(&mut self, command: &Command<'_>) -> Vec<u8> {
        let refused = match (self.pending.len(), command.expected) {
            (0, _) => UNKNOWN_INSTRUCTION,
            _ if (command.p1, command.p2) != (0, 0) => WRONG_PARAMETERS,
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
            .field("applets", &self.applets)
            .field("commands", &self.commands)
            .finish_non_exhaustive()
    }
}
