//! How much is read at once; extended commands (ISO 7816-4, 5.1: three bytes for Le), and how
//! readers and cards handle them.

use super::super::credentials::Application;

/// Read lengths above 256: the shortest, some that files lie between, the longest.
const LENGTHS: [usize; 7] = [257, 300, 1_024, 2_048, 4_096, 32_767, 32_768];

/// The answers to extended commands by cards or readers that do not support them: the library
/// continues with short ones.
const REFUSALS: [u16; 8] = [0x6700, 0x6D00, 0x6E00, 0x6A86, 0x6F00, 0x6A82, 0x6981, 0x6C00];
/// Answers with another meaning, at which the library may stop.
const OTHER_WORDS: [u16; 8] = [0x6982, 0x6B00, 0x6986, 0x6100, 0x9000, 0x6283, 0x63C2, 0x6400];

/// What happens to extended commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extended {
    /// The reader transfers them. The card's JPKI application refuses them nevertheless.
    Carried,
    /// An answer without execution; whether it only refuses the extended form.
    Answered(u16, bool),
    /// The reader sends them in the short form.
    Shortened,
    /// The reader returns 258 bytes of the answer.
    AnswerCut,
    /// The reader fails.
    Fails,
}

impl Extended {
    pub fn of(choice: u8) -> Self {
        let place = usize::from(choice & 7);
        match choice >> 4 {
            0..=5 => Self::Carried,
            6..=10 => Self::Answered(REFUSALS[place], true),
            11 => Self::Answered(OTHER_WORDS[place], false),
            12 | 13 => Self::Shortened,
            14 => Self::AnswerCut,
            _ => Self::Fails,
        }
    }
}

/// The read length, given by an input's first byte and a separate byte, which above 256 also
/// selects what happens to extended commands.
pub fn read_length(kind: u8, byte: u8) -> (usize, Extended) {
    match (usize::from(kind >> 1 & 7).checked_sub(1), byte) {
        (Some(place), _) => (LENGTHS[place], Extended::of(byte)),
        (None, 0) => (256, Extended::Carried),
        (None, length) => (length.into(), Extended::Carried),
    }
}

/// A read length above 256, selected by a byte of the input.
pub fn any_length(choice: u8) -> usize {
    LENGTHS[usize::from(choice) % LENGTHS.len()]
}

/// The number of bytes that an extended READ BINARY requests.
pub fn expected(command: &[u8]) -> Option<usize> {
    match *command {
        [0x00, 0xB0, _, _, 0, high, low] => match u16::from_be_bytes([high, low]) {
            0 => Some(65_536),
            length => Some(length.into()),
        },
        _ => None,
    }
}

/// The same command in the short form, for 256 bytes.
pub fn shortened(command: &[u8]) -> Vec<u8> {
    [&command[..4], &[0]].concat()
}

/// How many bytes a call of the library reads at once.
pub struct Lengths {
    /// The maximum that the caller allows.
    pub most: usize,
    /// Applications that refused the extended form.
    short_only: Vec<Application>,
    /// The length that the card has just reported as right.
    right: Option<usize>,
    /// A file was read further from where another command had ended.
    pub go_on: bool,
}

impl Lengths {
    pub fn new() -> Self {
        Self { most: 256, short_only: Vec::new(), right: None, go_on: false }
    }

    pub fn begin_call(&mut self) {
        self.go_on = false;
    }

    /// Checks that READ BINARY requests no more than the caller allows, is extended only above 256
    /// bytes, and is not extended for an application that has refused that.
    pub fn verify(&mut self, command: &[u8], selected: Option<Application>) {
        let (wanted, is_short) = match (expected(command), command[4]) {
            (Some(wanted), _) => (wanted, false),
            (None, 0) => (256, true),
            (None, length) => (length.into(), true),
        };
        let may = wanted <= self.most || self.right == Some(wanted);
        assert!(may && (is_short || wanted > 256), "reads {wanted} bytes");
        let refuses = selected.is_some_and(|it| self.short_only.contains(&it));
        assert!(is_short || !refuses, "the extended form once more");
        self.go_on |= command[2] < 0x80 && command[2..4] != [0, 0];
    }

    /// Records an answer as the library receives it.
    pub fn note(&mut self, command: &[u8], selected: Option<Application>, status: u16) {
        self.right = match status {
            0x6C00 => Some(256),
            0x6C01..=0x6CFF => Some(usize::from(status & 0xFF)),
            _ => None,
        };
        // None that concerns more or other bytes, the PIN, or an offset in the file.
        let is_refusal = !matches!(status, 0x9000 | 0x6982 | 0x6B00 | 0x6986)
            && !matches!(status >> 8, 0x61 | 0x6C);
        if expected(command).is_some() && is_refusal {
            self.short_only.extend(selected);
        }
    }
}
