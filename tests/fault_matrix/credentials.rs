//! The PINs and passwords whose tries operations may spend, and how: everything the rules know
//! about them. One in another application is a separate `Credential`.

use std::fmt;

use jpkicard::virtual_card::{Application, VirtualCard};
use jpkicard::{LastTry, Status};

/// A PIN or password of an application.
pub struct Credential {
    name: &'static str,
    pub application: Application,
    /// SELECT of its application.
    select: &'static [u8],
    /// SELECT of its file, once the application is selected.
    file: &'static [u8],
    /// The last of these is answered with `6982` until it is verified.
    opens: [&'static [u8]; 2],
    /// How many wrong ones in a row lock it.
    pub limit: u8,
    pub right: &'static [u8],
    wrong: &'static [u8],
    /// The new value of a change; empty if it cannot be changed.
    pub new: &'static [u8],
    pub said_wrong: Status,
    pub said_blocked: Status,
    pub tries: fn(&VirtualCard) -> u8,
    pub is_open: fn(&VirtualCard) -> bool,
    /// The certificate of the key that it unlocks.
    pub certificate: fn(&VirtualCard) -> &[u8],
}

const JPKI: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
const SURFACE: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02";
const INPUT_SUPPORT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08";
/// Of a selected file.
const READ: &[u8] = b"\x00\xB0\x00\x00\x00";
/// Of the tries of a selected file.
const QUERY: &[u8] = b"\x00\x20\x00\x80";
/// A signature by a selected key, since a card may refuse short identifiers.
const SIGN: &[u8] = b"\x80\x2A\x00\x80\x04\x01\x02\x03\x04\x00";

/// The PIN of the authentication key.
pub static PIN: Credential = Credential {
    name: "PIN",
    application: Application::Jpki,
    select: JPKI,
    file: b"\x00\xA4\x02\x0C\x02\x00\x18",
    opens: [b"\x00\xA4\x02\x0C\x02\x00\x17", SIGN],
    limit: 3,
    right: b"1234",
    wrong: b"0000",
    new: b"9876",
    said_wrong: Status::PinWrong,
    said_blocked: Status::PinBlocked,
    tries: VirtualCard::pin_tries,
    is_open: VirtualCard::authentication_key_is_open,
    certificate: VirtualCard::authentication_certificate,
};

/// The password of the signature key.
pub static PASSWORD: Credential = Credential {
    name: "password",
    application: Application::Jpki,
    select: JPKI,
    file: b"\x00\xA4\x02\x0C\x02\x00\x1B",
    opens: [b"\x00\xA4\x02\x0C\x02\x00\x1A", SIGN],
    limit: 5,
    right: b"ABC123",
    wrong: b"WRONG99",
    new: b"XYZ7890",
    said_wrong: Status::PasswordWrong,
    said_blocked: Status::PasswordBlocked,
    tries: VirtualCard::password_tries,
    is_open: VirtualCard::signature_key_is_open,
    certificate: VirtualCard::signature_certificate,
};

/// Check number B, which unlocks the card face.
pub static SURFACE_NUMBER: Credential = Credential {
    name: "check number of the card surface",
    application: Application::CardSurface,
    select: SURFACE,
    file: b"\x00\xA4\x02\x0C\x02\x00\x12",
    opens: [b"\x00\xA4\x02\x0C\x02\x00\x02", READ],
    limit: 10,
    right: b"55021720352285",
    wrong: b"55021720350000",
    new: b"",
    said_wrong: Status::CheckNumberWrong,
    said_blocked: Status::CheckNumberBlocked,
    tries: |card| card.check_number_b_tries(Application::CardSurface),
    is_open: VirtualCard::surface_is_open,
    certificate: VirtualCard::authentication_certificate,
};

/// The birth date, which unlocks the age record.
pub static BIRTH_DATE: Credential = Credential {
    name: "birth date",
    file: b"\x00\xA4\x02\x0C\x02\x00\x11",
    opens: [b"\x00\xA4\x02\x0C\x02\x00\x01", READ],
    right: b"550217",
    wrong: b"550218",
    tries: VirtualCard::birth_date_tries,
    ..SURFACE_NUMBER
};

/// The individual number (check number A), which unlocks its own picture. The virtual card does not
/// report its tries: they are determined with a copy.
pub static INDIVIDUAL_NUMBER: Credential = Credential {
    name: "individual number",
    file: b"\x00\xA4\x02\x0C\x02\x00\x13",
    opens: [b"\x00\xA4\x02\x0C\x02\x00\x05", READ],
    right: b"123456789018",
    wrong: b"000000000019",
    tries: |card| INDIVIDUAL_NUMBER.tries_reported(card),
    ..SURFACE_NUMBER
};

/// Check number B, which also unlocks the basic attributes and is counted separately.
pub static INPUT_SUPPORT_NUMBER: Credential = Credential {
    name: "check number of the input support",
    application: Application::InputSupport,
    select: INPUT_SUPPORT,
    file: b"\x00\xA4\x02\x0C\x02\x00\x15",
    tries: |card| card.check_number_b_tries(Application::InputSupport),
    is_open: VirtualCard::input_support_is_open,
    ..SURFACE_NUMBER
};

/// The PIN of the input-support application; its digits differ from the other PIN's.
pub static INPUT_SUPPORT_PIN: Credential = Credential {
    name: "input-support PIN",
    file: b"\x00\xA4\x02\x0C\x02\x00\x11",
    limit: 3,
    right: b"4321",
    wrong: b"0000",
    new: b"5678",
    said_wrong: Status::InputSupportPinWrong,
    said_blocked: Status::InputSupportPinBlocked,
    tries: VirtualCard::input_support_pin_tries,
    ..INPUT_SUPPORT_NUMBER
};

/// Every one of the card.
pub static ALL: [&Credential; 7] = [
    &PIN,
    &PASSWORD,
    &SURFACE_NUMBER,
    &BIRTH_DATE,
    &INDIVIDUAL_NUMBER,
    &INPUT_SUPPORT_NUMBER,
    &INPUT_SUPPORT_PIN,
];

impl Credential {
    /// The status word of the last of these commands, or the first that is not `9000`.
    fn ask(&self, commands: &[&[u8]], mut send: impl FnMut(&[u8]) -> Vec<u8>) -> Vec<u8> {
        // The first command after power-up may be refused.
        let mut last = send(self.select);
        if last != [0x90, 0x00] {
            last = send(self.select);
        }
        for command in commands {
            if last != [0x90, 0x00] {
                break;
            }
            last = send(command);
        }
        last.split_off(last.len().saturating_sub(2))
    }

    /// Queries an independent copy of the card.
    fn ask_copy(&self, card: &VirtualCard, commands: &[&[u8]]) -> Vec<u8> {
        let mut copy = card.clone();
        copy.power_off();
        copy.power_on();
        self.ask(commands, |command| copy.process(command))
    }

    /// How many tries the card reports; 0 without the credential.
    fn tries_reported(&self, card: &VirtualCard) -> u8 {
        match self.ask_copy(card, &[self.file, QUERY])[..] {
            [0x63, tries @ 0xC0..=0xCF] => tries & 0x0F,
            _ => 0,
        }
    }

    /// Whether the card has it at all.
    pub fn is_on(&self, card: &VirtualCard) -> bool {
        self.ask_copy(card, &[self.file]) == [0x90, 0x00]
    }

    /// Whether this is the one that the card would accept.
    pub fn is(&self, secret: &[u8], card: &VirtualCard) -> bool {
        self.ask_copy(card, &[self.file, &verify(secret)]) == [0x90, 0x00]
    }

    /// Sends wrong ones until the card has this many tries left, as a holder would.
    fn spend_down_to(&self, tries: u8, card: &mut VirtualCard) {
        if !self.is_on(card) {
            return;
        }
        card.power_on();
        for _ in tries..self.limit {
            self.ask(&[self.file, &verify(self.wrong)], |command| card.process(command));
        }
        card.power_off();
        assert_eq!((self.tries)(card), tries, "{self:?}");
    }

    /// Whether another program can use what it unlocks, with these commands and without the
    /// credential.
    pub fn lets_in(&self, send: impl FnMut(&[u8]) -> Vec<u8>) -> bool {
        let answer = self.ask(&self.opens, send);
        // Locked, or absent.
        answer != [0x69, 0x82] && answer != [0x6A, 0x82]
    }
}

/// VERIFY of the selected file.
fn verify(secret: &[u8]) -> Vec<u8> {
    let length = u8::try_from(secret.len()).unwrap();
    [&[0x00, 0x20, 0x00, 0x80, length], secret].concat()
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Credential {}

/// The credential that an operation sends, right or wrong, and how many tries of it the card has
/// left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub of: &'static Credential,
    pub right: bool,
    pub tries: u8,
    pub last_try_allowed: bool,
}

impl Attempt {
    pub fn right(of: &'static Credential) -> Self {
        Self { of, right: true, tries: of.limit, last_try_allowed: false }
    }

    pub fn wrong(of: &'static Credential) -> Self {
        Self { right: false, ..Self::right(of) }
    }

    pub fn last(of: &'static Credential) -> Self {
        Self { tries: 1, last_try_allowed: true, ..Self::right(of) }
    }

    pub fn last_wrong(of: &'static Credential) -> Self {
        Self { right: false, ..Self::last(of) }
    }

    pub fn last_refused(of: &'static Credential) -> Self {
        Self { last_try_allowed: false, ..Self::last(of) }
    }

    pub fn blocked(of: &'static Credential) -> Self {
        Self { tries: 0, ..Self::last(of) }
    }

    pub fn every(of: &'static Credential) -> [Self; 6] {
        let kinds = [Self::right, Self::wrong, Self::last, Self::last_wrong];
        let [right, wrong, last, last_wrong] = kinds.map(|kind| kind(of));
        [right, wrong, last, last_wrong, Self::last_refused(of), Self::blocked(of)]
    }

    /// Spends the tries that this case must not find.
    pub fn prepare(self, card: &mut VirtualCard) {
        self.of.spend_down_to(self.tries, card);
    }

    /// What is sent.
    pub fn secret(self) -> &'static [u8] {
        if self.right { self.of.right } else { self.of.wrong }
    }

    /// Whether the rules allow it to be sent.
    pub fn may_be_sent(self) -> bool {
        self.tries > 1 || (self.tries == 1 && self.last_try_allowed)
    }

    pub fn last_try(self) -> LastTry {
        if self.last_try_allowed { LastTry::Allow } else { LastTry::Keep }
    }

    /// How many tries are left once the card has compared it.
    pub fn tries_after(self) -> u8 {
        match (self.tries, self.right) {
            (0, _) => 0,
            (_, true) => self.of.limit,
            (tries, false) => tries - 1,
        }
    }

    /// The outcome without faults.
    pub fn outcome(self) -> Status {
        match self {
            Self { tries: 0, .. } => self.of.said_blocked,
            Self { tries: 1, last_try_allowed: false, .. } => Status::PinLastTry,
            Self { right: true, .. } => Status::Ok,
            Self { tries: 1, .. } => self.of.said_blocked,
            _ => self.of.said_wrong,
        }
    }
}
