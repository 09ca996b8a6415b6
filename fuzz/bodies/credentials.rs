//! The card's applications, and what VERIFY compares in each: by what is published of
//! genuine cards, not by the library's own tables.

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

/// A secret of the card but the check number A, which nothing here sends: its place in
/// every table.
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
}

/// How many tries of each are left.
pub type Tries = [u8; 6];

impl Credential {
    pub const ALL: [Self; 6] = [
        Self::Pin,
        Self::Password,
        Self::InputSupportPin,
        Self::AttributesNumber,
        Self::FaceNumber,
        Self::BirthDate,
    ];
    /// All tries.
    pub const LIMITS: Tries = [3, 5, 3, 10, 10, 10];

    pub fn application(self) -> Application {
        match self {
            Self::Pin | Self::Password => Application::Jpki,
            Self::InputSupportPin | Self::AttributesNumber => Application::InputSupport,
            Self::FaceNumber | Self::BirthDate => Application::Surface,
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
        };
        [0x00, low]
    }

    pub fn short_reference(self) -> u8 {
        0x80 | self.file()[1]
    }

    /// What callers give: that of every card here, twice; two others.
    pub fn choices(self) -> [&'static [u8]; 4] {
        match self {
            Self::Pin => [b"1234", b"1234", b"0917", b"7391"],
            Self::Password => [b"ABC123", b"ABC123", b"QUINCE77", b"MEDLAR4X"],
            // Another PIN than the first, so that the one cannot pass for the other.
            Self::InputSupportPin => [b"5678", b"5678", b"0917", b"7391"],
            Self::AttributesNumber | Self::FaceNumber => {
                [b"55021720352285", b"55021720352285", b"55021720352286", b"01050120300000"]
            }
            Self::BirthDate => [b"550217", b"550217", b"550218", b"640107"],
        }
    }

    /// That of every card here.
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
        }
    }
}

/// How many tries of each are left on a card.
pub fn tries_on(card: &VirtualCard) -> Tries {
    Credential::ALL.map(|credential| credential.tries_on(card))
}
