//! The virtual card itself: any commands, resets and power cycles, against the few
//! rules that a card of this kind keeps.

use jpkicard::virtual_card::VirtualCard;

use super::cards::{Loan, PASSWORD, PIN, SELECT_JPKI, SELECT_PASSWORD, SELECT_PIN, Settings};
use super::input::Input;

/// The Issuer Security Domain.
const SELECT_ISSUER: &[u8] = b"\x00\xA4\x04\x0C\x07\xA0\x00\x00\x01\x51\x00\x00";

/// Commands that an input may name by one byte, since only they lead on.
const KNOWN: [&[u8]; 20] = [
    SELECT_JPKI,
    SELECT_ISSUER,
    SELECT_PIN,
    SELECT_PASSWORD,
    b"\x00\x20\x00\x80\x041234",
    b"\x00\x20\x00\x98\x041234",
    b"\x00\x20\x00\x98\x040917",
    b"\x00\x20\x00\x80\x06ABC123",
    b"\x00\x20\x00\x9B\x06ABC123",
    b"\x00\x20\x00\x9B\x06XYZ789",
    b"\x00\x20\x00\x98",
    b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00",
    b"\x80\x2A\x00\x9A\x04\x01\x02\x03\x04\x00",
    b"\x80\x2A\x03\x97\x04\x01\x02\x03\x04\x00",
    b"\x00\x24\x01\x80\x040917",
    b"\x00\x24\x01\x80\x06XYZ789",
    b"\x00\xB0\x8A\x00\x00",
    b"\x00\xB0\x81\x00\x00",
    b"\x00\xB0\x00\x80\x20",
    b"\x00\xC0\x00\x00\x64",
];

/// Codes of the first byte of a step, above the lengths of commands.
const POWER_OFF: u8 = 0xFF;
const POWER_ON: u8 = 0xFE;
const RESET: u8 = 0xFD;
/// A long command: two bytes of length follow.
const LONG: u8 = 0xFC;
/// `KNOWN` commands are from here on.
const FIRST_KNOWN: u8 = 0xE0;

/// What may be seen of the card from outside.
#[derive(Clone, Copy)]
struct Seen {
    pin_tries: u8,
    password_tries: u8,
    authentication_open: bool,
    signature_open: bool,
}

impl Seen {
    fn of(card: &VirtualCard) -> Self {
        Self {
            pin_tries: card.pin_tries(),
            password_tries: card.password_tries(),
            authentication_open: card.authentication_key_is_open(),
            signature_open: card.signature_key_is_open(),
        }
    }
}

/// What the card must know.
struct Model {
    settings: Settings,
    powered: bool,
    pin: Vec<u8>,
    password: Vec<u8>,
}

pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let (settings, tries) = Settings::read(&mut input);
    let mut loan = Loan::new(settings, tries);
    let mut model =
        Model { settings, powered: false, pin: PIN.to_vec(), password: PASSWORD.to_vec() };
    for _ in 0..64 {
        let Some(code) = input.next() else {
            return;
        };
        let before = Seen::of(loan.card());
        match code {
            POWER_OFF => {
                loan.card().power_off();
                model.powered = false;
                let seen = Seen::of(loan.card());
                assert!(!seen.authentication_open && !seen.signature_open);
            }
            POWER_ON => {
                loan.card().power_on();
                model.powered = true;
            }
            RESET => loan.card().reset(),
            _ => {
                let long;
                let command = match code {
                    LONG => {
                        let length = input.number();
                        long = input.bytes(length.into());
                        long
                    }
                    FIRST_KNOWN.. => KNOWN[usize::from(code - FIRST_KNOWN) % KNOWN.len()],
                    _ => input.bytes(code.into()),
                };
                let answer = loan.process(command);
                model.check(command, &answer, before, Seen::of(loan.card()));
                continue;
            }
        }
        let after = Seen::of(loan.card());
        assert_eq!(
            (before.pin_tries, before.password_tries),
            (after.pin_tries, after.password_tries)
        );
        assert!(before.authentication_open || !after.authentication_open);
        assert!(before.signature_open || !after.signature_open);
    }
}

impl Model {
    fn check(&mut self, command: &[u8], answer: &[u8], before: Seen, after: Seen) {
        if !self.powered {
            assert!(answer.is_empty());
        } else {
            assert!(answer.len() >= 2);
        }
        let status = answer.last_chunk().map_or(0, |status| u16::from_be_bytes(*status));
        let ok = status == 0x9000;
        let data = &answer[..answer.len().saturating_sub(2)];
        let (header, body) = command.split_at(command.len().min(4));
        let body_data = match body {
            [length, data @ ..] if data.len() >= usize::from(*length) => {
                &data[..usize::from(*length)]
            }
            _ => &[],
        };
        let verify = matches!(header, [0x00, 0x20, 0x00, _]) && !body_data.is_empty();

        for (tries, open, secret, counts) in [
            (
                (before.pin_tries, after.pin_tries),
                (before.authentication_open, after.authentication_open),
                &self.pin,
                self.settings.counts_tries(),
            ),
            (
                (before.password_tries, after.password_tries),
                (before.signature_open, after.signature_open),
                &self.password,
                true,
            ),
        ] {
            let right = verify && ok && body_data == secret && (tries.0 > 0 || !counts);
            assert!(tries.1 <= tries.0 || right, "tries went up: {command:02X?}");
            assert!(open.0 || !open.1 || right, "a key was opened: {command:02X?}");
            if tries.1 < tries.0 {
                assert!(verify && tries.1 == tries.0 - 1, "a try was spent: {command:02X?}");
                assert_eq!(status, 0x63C0 | u16::from(tries.1));
                assert!(!open.1, "a wrong PIN leaves the key open");
            }
        }
        if verify && ok {
            let right = (body_data == self.pin && after.authentication_open)
                || (body_data == self.password && after.signature_open);
            assert!(right, "VERIFY took a wrong PIN, or opened nothing: {command:02X?}");
        }
        match header {
            [0x80, 0x2A, _, p2] if !data.is_empty() || ok => {
                assert!(match p2 {
                    0x97 => before.authentication_open,
                    0x9A => before.signature_open,
                    _ => before.authentication_open || before.signature_open,
                });
                assert!(matches!(status >> 8, 0x61 | 0x90));
            }
            [0x00, 0x24, ..] if ok => match body_data.len() {
                4 => {
                    assert!(before.authentication_open);
                    self.pin = body_data.to_vec();
                }
                _ => {
                    assert!(before.signature_open);
                    self.password = body_data.to_vec();
                }
            },
            [0x00, 0xB0, 0x81, _] if !data.is_empty() => assert!(before.signature_open),
            [0x00, 0xB0, 0x8A, _] if !data.is_empty() => {
                assert!(before.authentication_open || !self.settings.is_android());
            }
            [0x00, 0xA4, ..] if ok && command == SELECT_ISSUER => {
                assert!(!after.authentication_open && !after.signature_open);
            }
            _ => {}
        }
    }
}
