//! An application (AP): its files and the commands it handles while selected.

mod common;
pub(super) mod input_support;
pub(super) mod jpki;
mod signature;
pub(super) mod surface;

pub(super) use signature::Remembered;

use std::cmp::Ordering;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::RngCore;

use crate::apdu::StatusWord;
use crate::virtual_card::Application;
use crate::virtual_card::answer::{
    Answer, CONDITIONS_NOT_SATISFIED, RECORD_NOT_FOUND, UNKNOWN_INSTRUCTION, WRONG_KIND_OF_FILE,
    WRONG_PARAMETERS, right_length,
};
use crate::virtual_card::command::Command;
use crate::virtual_card::files::{File, FileId, Files};
use crate::virtual_card::issuer::{Holder, Issued};
use crate::virtual_card::settings::{Quirks, Settings};

/// An application of the card.
#[derive(Clone, Debug)]
pub(super) struct Applet {
    application: Application,
    files: Files,
    current: Option<FileId>,
    individual_number_reads: u64,
}

impl Applet {
    /// The application of a card with these settings.
    pub(super) fn new(
        application: Application,
        settings: &Settings,
        issued: &Issued,
        holder: &Holder,
    ) -> Self {
        let files = match application {
            Application::Jpki => jpki::files(settings, issued),
            Application::CardSurface => surface::files(settings, issued, holder),
            Application::InputSupport => input_support::files(settings, issued, holder),
            Application::Common => common::files(issued),
        };
        Self { application, files, current: None, individual_number_reads: 0 }
    }

    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    pub(super) fn files_mut(&mut self) -> &mut Files {
        &mut self.files
    }

    /// How many commands tried to read the individual number or to verify it.
    pub(super) fn individual_number_reads(&self) -> u64 {
        self.individual_number_reads
    }

    /// No EF is current any more; the security status is kept.
    pub(super) fn forget_current_file(&mut self) {
        self.current = None;
    }

    /// Another application was selected, or power was lost.
    pub(super) fn leave(&mut self) {
        self.current = None;
        self.files.close_all();
    }

    /// SELECT `00 A4 02 0C 02 FID`; `id` is the data field.
    pub(super) fn select_file(&mut self, id: &[u8]) -> Answer {
        let id = <[u8; 2]>::try_from(id).map_err(|_| StatusWord::WRONG_LENGTH)?;
        let id = FileId::from_be_bytes(id);
        if !self.files.contains(id) {
            return Err(StatusWord::FILE_NOT_FOUND);
        }
        self.current = Some(id);
        Ok(Vec::new())
    }

    /// Any command of the classes `00` and `80` except SELECT and GET RESPONSE.
    pub(super) fn process(
        &mut self,
        command: &Command<'_>,
        quirks: &Quirks,
        random: &mut ChaCha20Rng,
    ) -> Answer {
        use Application::{CardSurface, Common, InputSupport, Jpki};
        match (command.class, command.instruction, self.application) {
            (0x00, 0x84, _) => get_challenge(command, random),
            // jsapdu reads complete files of these two with one command.
            (0x00, 0xB0, CardSurface | InputSupport) => self.read_binary(command, quirks),
            // The extended form is not known to work elsewhere.
            (0x00, 0xB0 | 0x20 | 0x24, _) | (0x80, 0x2A, _) if command.extended => {
                Err(StatusWord::WRONG_LENGTH)
            }
            (0x00, 0xB0, _) => self.read_binary(command, quirks),
            (0x00, 0xB2, Common) => self.read_record(command, quirks),
            (0x00, 0x20, Jpki | CardSurface | InputSupport) => self.verify(command, quirks),
            (0x00, 0x24, Jpki | InputSupport) => self.change_reference_data(command),
            (0x80, 0x2A, Jpki | CardSurface | InputSupport) => {
                self.compute_digital_signature(command, quirks, random)
            }
            _ => Err(UNKNOWN_INSTRUCTION),
        }
    }

    /// Counts what a program that avoids the individual number never does.
    fn count_individual_number(&mut self, id: FileId) {
        let touched = match self.application {
            Application::CardSurface => {
                [surface::INDIVIDUAL_NUMBER_IMAGE, surface::CHECK_NUMBER_A].contains(&id)
            }
            Application::InputSupport => {
                [input_support::INDIVIDUAL_NUMBER, input_support::CHECK_NUMBER_A].contains(&id)
            }
            _ => false,
        };
        self.individual_number_reads =
            self.individual_number_reads.saturating_add(u64::from(touched));
    }

    fn read_binary(&mut self, command: &Command<'_>, quirks: &Quirks) -> Answer {
        let (id, offset) = if command.p1 & 0x80 == 0 {
            let current = self.current.ok_or(StatusWord::COMMAND_NOT_ALLOWED)?;
            (current, usize::from(u16::from_be_bytes([command.p1, command.p2])))
        } else {
            (short_identifier(command.p1, quirks)?, usize::from(command.p2))
        };
        self.count_individual_number(id);
        let wanted = command.expected.ok_or(StatusWord::WRONG_LENGTH)?;
        if !command.data.is_empty() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let File::Transparent { content, guards } = self.files.get(id)? else {
            return Err(WRONG_KIND_OF_FILE);
        };
        self.files.check_open(guards)?;
        self.current = Some(id);
        let left = content.get(offset..).unwrap_or_default();
        match (left.len(), left.get(..wanted)) {
            (0, _) => Err(StatusWord::WRONG_OFFSET),
            (_, Some(part)) => Ok(part.to_vec()),
            // `6Cxx` can report at most 256; an extended command may request more.
            (1..=256, None) if quirks.exact_length => Err(right_length(left.len())),
            (_, None) => Ok(left.to_vec()),
        }
    }

    /// READ RECORD of one record by its number: from the current EF (P2 = `04`) or the one given by
    /// the five highest bits of P2.
    fn read_record(&mut self, command: &Command<'_>, quirks: &Quirks) -> Answer {
        if command.extended || !command.data.is_empty() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let id = match (command.p2 & 0x07, command.p2 >> 3) {
            (0x04, 0) => self.current.ok_or(StatusWord::COMMAND_NOT_ALLOWED)?,
            (0x04, identifier) => short_identifier(0x80 | identifier, quirks)?,
            _ => return Err(WRONG_PARAMETERS),
        };
        let wanted = command.expected.ok_or(StatusWord::WRONG_LENGTH)?;
        let File::Record(record) = self.files.get(id)? else {
            return Err(WRONG_KIND_OF_FILE);
        };
        self.current = Some(id);
        match (command.p1, wanted.cmp(&record.len())) {
            (0, _) => Err(WRONG_PARAMETERS),
            (1, Ordering::Less) => Err(right_length(record.len())),
            (1, Ordering::Greater) if quirks.exact_length => Err(right_length(record.len())),
            (1, _) => Ok(record.clone()),
            _ => Err(RECORD_NOT_FOUND),
        }
    }

    fn verify(&mut self, command: &Command<'_>, quirks: &Quirks) -> Answer {
        if command.p1 != 0 {
            return Err(WRONG_PARAMETERS);
        }
        let id = self.referenced_file(command.p2, quirks)?;
        if !command.data.is_empty() {
            self.count_individual_number(id);
        }
        let credential = self.files.credential(id)?;
        if command.expected.is_some() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        match command.data {
            [] if quirks.hides_tries => Err(StatusWord::WRONG_LENGTH),
            [] => Err(credential.query(quirks.blocked_query)),
            data => credential.verify(data).map(|()| Vec::new()),
        }
    }

    /// Only known for the selected PIN EF (myna, myna-card 3.3).
    fn change_reference_data(&mut self, command: &Command<'_>) -> Answer {
        if (command.p1, command.p2) != (0x01, 0x80) {
            return Err(WRONG_PARAMETERS);
        }
        let id = self.current.ok_or(StatusWord::COMMAND_NOT_ALLOWED)?;
        let credential = self.files.credential(id)?;
        if command.data.is_empty() || command.expected.is_some() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        credential.change(command.data).map(|()| Vec::new())
    }

    fn compute_digital_signature(
        &mut self,
        command: &Command<'_>,
        quirks: &Quirks,
        random: &mut ChaCha20Rng,
    ) -> Answer {
        let scheme = signature::Scheme::from_p1(command.p1).ok_or(WRONG_PARAMETERS)?;
        let own_key = match self.application {
            Application::CardSurface => Some(surface::KEY),
            Application::InputSupport => Some(input_support::KEY),
            _ => None,
        };
        let id = match (own_key, command.p1, command.p2) {
            // `00` is the application's own key; no other way to address it is known.
            (Some(own_key), 0x00, 0x00) => own_key,
            (Some(_), ..) => return Err(WRONG_PARAMETERS),
            (None, _, p2) => self.referenced_file(p2, quirks)?,
        };
        let File::Key { key, guards } = self.files.get(id)? else {
            return Err(WRONG_KIND_OF_FILE);
        };
        self.files.check_open(guards)?;
        match command.expected {
            None => Err(StatusWord::WRONG_LENGTH),
            Some(signature::LENGTH) => {
                quirks.signatures.get(((self.application, id), command.p1, command.data), || {
                    scheme.sign(key, command.data, random)
                })
            }
            Some(_) => Err(right_length(signature::LENGTH)),
        }
    }

    /// P2 of VERIFY and of signing: `80` is the current EF, `80|SFI` another,
    /// which does not become current.
    fn referenced_file(&self, p2: u8, quirks: &Quirks) -> Result<FileId, StatusWord> {
        match p2 {
            0x80 => self.current.ok_or(StatusWord::COMMAND_NOT_ALLOWED),
            _ => short_identifier(p2, quirks),
        }
    }
}

/// The EF addressed by `80|SFI`; SFIs range from `01` to `1E`.
fn short_identifier(parameter: u8, quirks: &Quirks) -> Result<FileId, StatusWord> {
    match parameter {
        0x81..=0x9E if !quirks.refuses_short_identifiers => Ok(FileId::from(parameter & 0x1F)),
        _ => Err(WRONG_PARAMETERS),
    }
}

fn get_challenge(command: &Command<'_>, random: &mut ChaCha20Rng) -> Answer {
    if command.extended {
        return Err(CONDITIONS_NOT_SATISFIED);
    }
    if (command.p1, command.p2) != (0, 0) {
        return Err(WRONG_PARAMETERS);
    }
    match command.expected {
        Some(length) if command.data.is_empty() => {
            let mut challenge = vec![0; length];
            random.fill_bytes(&mut challenge);
            Ok(challenge)
        }
        _ => Err(StatusWord::WRONG_LENGTH),
    }
}
