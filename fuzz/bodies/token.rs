//! Token information and certificate availability: the input is the files' content,
//! returned by a reader without faults, but perhaps with quirks.

use jpkicard::transport::Transport;
use jpkicard::{Card, Result, Status, TokenKind};

use super::cost::Allowance;
use super::input::Input;

/// No file is read beyond its permitted length, however long it is.
const ALLOWANCE: Allowance = Allowance { most: 0, in_all: 0, fixed: 128 * 1024 };

/// Two files; no others can be read.
struct Files<'a> {
    information: &'a [u8],
    availability: &'a [u8],
    current: &'a [u8],
    /// `6A86` to short identifiers.
    refuses_short_identifiers: bool,
    /// `6Cxx` to a length that is not exact.
    exact_length: bool,
    /// At most this many bytes per answer, whatever was requested.
    most: usize,
    commands: usize,
}

impl<'a> Files<'a> {
    fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        match *command {
            [0, 0xA4, 0x04, 0x0C, ..] => vec![0x90, 0x00],
            [0, 0xA4, 0x02, 0x0C, 2, 0, file] => match self.file(file) {
                Some(content) => {
                    self.current = content;
                    vec![0x90, 0x00]
                }
                None => vec![0x6A, 0x82],
            },
            [0, 0xB0, p1 @ 0x80..=0xFF, offset, length] => {
                match self.file(p1 & 0x1F).filter(|_| !self.refuses_short_identifiers) {
                    Some(content) => {
                        self.current = content;
                        self.read(usize::from(offset), length)
                    }
                    None => vec![0x6A, 0x86],
                }
            }
            [0, 0xB0, high, low, length] => {
                self.read(usize::from(u16::from_be_bytes([high, low])), length)
            }
            _ => panic!("{command:02X?}"),
        }
    }

    fn file(&self, identifier: u8) -> Option<&'a [u8]> {
        match identifier {
            0x06 => Some(self.information),
            0x08 => Some(self.availability),
            _ => None,
        }
    }

    fn read(&self, offset: usize, length: u8) -> Vec<u8> {
        let left = self.current.get(offset..).unwrap_or_default();
        let wanted = if length == 0 { 256 } else { usize::from(length) };
        let here = left.len().min(wanted).min(self.most);
        match (left.is_empty(), here < wanted && self.exact_length) {
            (true, _) => vec![0x6B, 0x00],
            (_, true) => vec![0x6C, (here & 0xFF) as u8],
            (_, false) => [&left[..here], &[0x90, 0x00]].concat(),
        }
    }
}

impl Transport for Files<'_> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.commands += 1;
        let answer = self.answer(command);
        response[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn begin_transaction(&mut self) -> Result<()> {
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        Ok(())
    }

    fn power_down(&mut self) -> Result<()> {
        panic!("no PIN was sent")
    }
}

pub fn run(input: &[u8]) {
    ALLOWANCE.holds(input.len(), || files(input));
}

fn files(input: &[u8]) {
    let mut input = Input(input);
    let ways = input.byte();
    let read_length = usize::from(input.byte()) + 1;
    let availability_length = usize::from(ways & 7);
    let most = if ways & 8 == 0 { 256 } else { usize::from(input.byte()).max(1) };
    let availability = input.bytes(availability_length);
    let mut wire = Files {
        information: input.0,
        availability,
        current: &[],
        refuses_short_identifiers: ways & 16 != 0,
        exact_length: ways & 32 != 0,
        most,
        commands: 0,
    };
    let mut card = Card::new(&mut wire);
    card.set_read_length(read_length).unwrap();
    let mut jpki = card.jpki().unwrap();

    match (jpki.token_information(), input.0.len()) {
        (Ok(token), 32..) => {
            assert!(token.label().chars().count() <= 32);
            assert!(!token.label().ends_with([' ', '\0']));
            let obeyed = |letter: char| {
                letter.is_control()
                    || ['\u{200B}', '\u{2028}', '\u{2029}', '\u{FEFF}'].contains(&letter)
                    || ('\u{202A}'..='\u{202E}').contains(&letter)
                    || ('\u{2066}'..='\u{2069}').contains(&letter)
            };
            // No control characters, there or in what a log would show.
            assert!(!token.label().contains(obeyed) && !format!("{token:?}").contains(obeyed));
            let kind = match token.label() {
                "JPKIAPICCTOKEN2" => TokenKind::MyNumberCard,
                "JPKIAPICCTOKEN" => TokenKind::ResidentRegistryCard,
                "JPKIAPGPSETOKEN" => TokenKind::Android,
                "JPKIAPIOSTOKEN" => TokenKind::Iphone,
                _ => TokenKind::Unknown,
            };
            assert_eq!(token.kind(), kind);
            if let Ok(text) = std::str::from_utf8(&input.0[..32]) {
                let text = text.trim_end_matches([' ', '\0']);
                assert_eq!(token.label().chars().count(), text.chars().count());
                for (shown, written) in token.label().chars().zip(text.chars()) {
                    let replaced = shown == '\u{FFFD}' && !('!'..='~').contains(&written);
                    assert!(shown == written || replaced, "{text:?}");
                }
            }
        }
        (Err(error), ..32) => assert_eq!(error.status(), Status::CardAnswer),
        (outcome, length) => panic!("{length} bytes gave {outcome:?}"),
    }
    match (jpki.certificate_availability(), availability) {
        (Ok(found), [signature, authentication, _, ..]) => {
            assert_eq!(found.signature, *signature == 0x8F);
            assert_eq!(found.authentication, *authentication == 0x8F);
        }
        (Err(error), [] | [_] | [_, _]) => assert_eq!(error.status(), Status::CardAnswer),
        (outcome, bytes) => panic!("{bytes:02X?} gave {outcome:?}"),
    }
    jpki.end().unwrap();
    drop(card);
    let shortest = read_length.min(most);
    assert!(wire.commands <= 24 + 2 * (35 / shortest + 2), "{} commands", wire.commands);
}
