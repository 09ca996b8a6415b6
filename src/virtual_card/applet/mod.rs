//! An application (AP): its files, and the commands it answers while selected.

pub(super) mod jpki;
mod signature;

pub(super) use signature::Remembered;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::RngCore;

use super::builder::Quirks;
use super::command::Command;
use super::files::{File, FileId, Files};
use crate::apdu::StatusWord;

/// `6981`: the command does not go with this kind of file.
pub(super) const WRONG_KIND_OF_FILE: StatusWord = StatusWord::new(0x6981);
/// `6985`: the conditions of use are not met.
pub(super) const CONDITIONS_NOT_SATISFIED: StatusWord = StatusWord::new(0x6985);
/// `6A80`: the data field is wrong.
pub(super) const WRONG_DATA: StatusWord = StatusWord::new(0x6A80);
/// `6A86`: P1 or P2 is wrong.
pub(super) const WRONG_PARAMETERS: StatusWord = StatusWord::new(0x6A86);
/// `6D00`: the instruction is unknown.
pub(super) const UNKNOWN_INSTRUCTION: StatusWord = StatusWord::new(0x6D00);

/// The data of an answer that ends with `9000`, or another status word alone.
pub(super) type Answer = Result<Vec<u8>, StatusWord>;

/// An application of the card.
#[derive(Clone, Debug)]
pub(super) struct Applet {
    files: Files,
    current: Option<FileId>,
}

impl Applet {
    pub(super) fn new(files: Files) -> Self {
        Self { files, current: None }
    }

    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    pub(super) fn files_mut(&mut self) -> &mut Files {
        &mut self.files
    }

    /// No EF is current any more; what was verified stays so.
    pub(super) fn forget_current_file(&mut self) {
        self.current = None;
    }

    /// Another application is selected, or the power is gone.
    pub(super) fn leave(&mut self) {
        self.current = None;
        self.files.close_all();
    }

    /// SELECT `00 A4 02 0C 02 FID`, data field given.
    pub(super) fn select_file(&mut self, id: &[u8]) -> Answer {
        let id = <[u8; 2]>::try_from(id).map_err(|_| StatusWord::WRONG_LENGTH)?;
        let id = FileId::from_be_bytes(id);
        if !self.files.contains(id) {
            return Err(StatusWord::FILE_NOT_FOUND);
        }
        self.current = Some(id);
        Ok(Vec::new())
    }

    /// Any command of the classes `00` and `80` but SELECT and GET RESPONSE.
    pub(super) fn process(
        &mut self,
        command: &Command<'_>,
        quirks: &Quirks,
        random: &mut ChaCha20Rng,
    ) -> Answer {
        match (command.class, command.instruction) {
            (0x00, 0x84) => get_challenge(command, random),
            // Nobody has shown the extended form to work in this application.
            (0x00, 0xB0 | 0x20 | 0x24) | (0x80, 0x2A) if command.extended => {
                Err(StatusWord::WRONG_LENGTH)
            }
            (0x00, 0xB0) => self.read_binary(command, quirks),
            (0x00, 0x20) => self.verify(command, quirks),
            (0x00, 0x24) => self.change_reference_data(command),
            (0x80, 0x2A) => self.compute_digital_signature(command, quirks, random),
            _ => Err(UNKNOWN_INSTRUCTION),
        }
    }

    fn read_binary(&mut self, command: &Command<'_>, quirks: &Quirks) -> Answer {
        let (id, offset) = if command.p1 & 0x80 == 0 {
            let current = self.current.ok_or(StatusWord::COMMAND_NOT_ALLOWED)?;
            (current, usize::from(u16::from_be_bytes([command.p1, command.p2])))
        } else {
            (short_identifier(command.p1, quirks)?, usize::from(command.p2))
        };
        let wanted = command.expected.ok_or(StatusWord::WRONG_LENGTH)?;
        if !command.data.is_empty() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let File::Transparent { content, guard } = self.files.get(id)? else {
            return Err(WRONG_KIND_OF_FILE);
        };
        if let Some(guard) = guard {
            self.files.check_open(*guard)?;
        }
        self.current = Some(id);
        let left = content.get(offset..).unwrap_or_default();
        match (left.len(), left.get(..wanted)) {
            (0, _) => Err(StatusWord::WRONG_OFFSET),
            (_, Some(part)) => Ok(part.to_vec()),
            // Fewer than 256, since more were wanted than there are.
            (length, None) if quirks.exact_length => Err(right_length(length)),
            (_, None) => Ok(left.to_vec()),
        }
    }

    fn verify(&mut self, command: &Command<'_>, quirks: &Quirks) -> Answer {
        if command.p1 != 0 {
            return Err(WRONG_PARAMETERS);
        }
        let id = self.referenced_file(command.p2, quirks)?;
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

    /// Known on the selected PIN EF alone (myna, myna-card 3.3).
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
        let id = self.referenced_file(command.p2, quirks)?;
        let File::Key { key, guard } = self.files.get(id)? else {
            return Err(WRONG_KIND_OF_FILE);
        };
        self.files.check_open(*guard)?;
        match command.expected {
            None => Err(StatusWord::WRONG_LENGTH),
            Some(signature::LENGTH) => quirks
                .signatures
                .get((id, command.p1, command.data), || scheme.sign(key, command.data, random)),
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

/// The EF that `80|SFI` names; SFIs go from `01` to `1E`.
fn short_identifier(parameter: u8, quirks: &Quirks) -> Result<FileId, StatusWord> {
    match parameter {
        0x81..=0x9E if !quirks.refuses_short_identifiers => Ok(FileId::from(parameter & 0x1F)),
        _ => Err(WRONG_PARAMETERS),
    }
}

/// `6Cxx`; `00` stands for 256.
fn right_length(length: usize) -> StatusWord {
    let [low, ..] = length.to_le_bytes();
    StatusWord::new(0x6C00 | u16::from(low))
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
