//! The card's applications, and what VERIFY compares in each: according to what is published about
//! genuine cards, not to the library's own tables.

use jpkicard::virtual_card::{self, VirtualCard};

/// An application of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    Jpki,
    Surface,
    InputSupport,
    Common,
}

impl Application {
    pub const ALL: [Self; 4] = [Self::Jpki, Self::Surface, Self::InputSupport, Self::Common];

    /// Its identifier (AID).
    fn identifier(self) -> &'static [u8] {
        match self {
            Self::Jpki => b"\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01",
            Self::Surface => b"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02",
            Self::InputSupport => b"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08",
            Self::Common => b"\xD3\x92\x10\x00\x31\x00\x01\x01\x01\x00",
        }
    }

    pub fn of_identifier(identifier: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|application| application.identifier() == identifier)
    }

    /// The command that selects it.
    pub fn select(self) -> Vec<u8> {
        [b"\x00\xA4\x04\x0C\x0A", self.identifier()].concat()
    }
}

/// A secret of the card, used as index in every table; except check number A of the input-support
/// application, which only the target `virtual_card` sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    Pin,
    Password,
    InputSupportPin,
    /// Check number B in the input-support application.
    AttributesNumber,
    /// Check number B in the card-surface application.
    FaceNumber,
    BirthDate,
    /// Check number A, the individual number, in the card-surface application.
    NumberA,
}

/// How many credentials there are.
pub const COUNT: usize = 7;

/// How many tries of each are left.
pub type Tries = [u8; COUNT];

impl Credential {
    pub const ALL: [Self; COUNT] = [
        Self::Pin,
        Self::Password,
        Self::InputSupportPin,
        Self::AttributesNumber,
        Self::FaceNumber,
        Self::BirthDate,
        Self::NumberA,
    ];
    /// All tries.
    pub const LIMITS: Tries = [3, 5, 3, 10, 10, 10, 10];

    pub fn application(self) -> Application {
        match self {
            Self::Pin | Self::Password => Application::Jpki,
            Self::InputSupportPin | Self::AttributesNumber => Application::InputSupport,
            Self::FaceNumber | Self::BirthDate | Self::NumberA => Application::Surface,
        }
    }

    pub fn limit(self) -> u8 {
        Self::LIMITS[self as usize]
    }

    pub fn file(self) -> [u8; 2] {
        let low = match self {
            Self::Pin => 0x18,
            Self::Password => 0x1B,
            Self::InputSupportPin | Self::BirthDate => 0x11,
            Self::AttributesNumber => 0x15,
            Self::FaceNumber => 0x12,
            Self::NumberA => 0x13,
        };
        [0x00, low]
    }

    /// The command that selects its file.
    pub fn select(self) -> Vec<u8> {
        [&[0x00, 0xA4, 0x02, 0x0C, 2], &self.file()[..]].concat()
    }

    pub fn short_reference(self) -> u8 {
        0x80 | self.file()[1]
    }

    /// What callers pass: the one of every card here, twice, and two others.
    pub fn choices(self) -> [&'static [u8]; 4] {
        match self {
            Self::Pin => [b"1234", b"1234", b"0917", b"7391"],
            Self::Password => [b"ABC123", b"ABC123", b"QUINCE77", b"MEDLAR4X"],
            // A PIN other than the first, so that one cannot pass for the other.
            Self::InputSupportPin => [b"5678", b"5678", b"0917", b"7391"],
            Self::AttributesNumber | Self::FaceNumber => {
                [b"55021720352285", b"55021720352285", b"55021720352286", b"01050120300000"]
            }
            Self::BirthDate => [b"550217", b"550217", b"550218", b"640107"],
            // The check digits are correct; otherwise no library would send them.
            Self::NumberA => [b"123456789018", b"123456789018", b"537686677188", b"000000000019"],
        }
    }

    /// The one of every card here.
    pub fn secret(self) -> &'static [u8] {
        self.choices()[0]
    }

    pub fn tries_on(self, card: &VirtualCard) -> u8 {
        use virtual_card::Application::{CardSurface, InputSupport};
        match self {
            Self::Pin => card.pin_tries(),
            Self::Password => card.password_tries(),
            Self::InputSupportPin => card.input_support_pin_tries(),
            Self::AttributesNumber => card.check_number_b_tries(InputSupport),
            Self::FaceNumber => card.check_number_b_tries(CardSurface),
            Self::BirthDate => card.birth_date_tries(),
            Self::NumberA => number_a_tries(card),
        }
    }
}

/// No getter returns it: a wrong one is sent to a copy of the card, which counts it.
fn number_a_tries(card: &VirtualCard) -> u8 {
    let of = Credential::NumberA;
    let mut copy = card.clone();
    copy.power_on();
    // The first command may be refused.
    copy.process(&of.application().select());
    let is_there = [of.application().select(), of.select()]
        .iter()
        .all(|command| copy.process(command) == [0x90, 0x00]);
    if !is_there {
        return 0;
    }
    match copy.process(b"\x00\x20\x00\x80\x0Cno number is")[..] {
        [0x63, left @ 0xC0..=0xCF] => (left & 0x0F) + 1,
        _ => 0,
    }
}

/// How many tries of each are left on a card; those of check number A are known.
pub fn tries_on(card: &VirtualCard, of_number_a: u8) -> Tries {
    Credential::ALL.map(|credential| match credential {
        Credential::NumberA => of_number_a,
        _ => credential.tries_on(card),
    })
}
