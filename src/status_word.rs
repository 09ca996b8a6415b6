//! The two bytes at the end of every answer of a card, as shown in errors.

use std::fmt;

/// The two status bytes that end each response.
///
/// ```
/// use jpkicard::{Error, Status, StatusWord};
///
/// let word = StatusWord::new(0x63C2);
/// assert_eq!((word.to_string().as_str(), word.tries_left()), ("63C2", Some(2)));
/// let error = Error::new(Status::CardStatus).with_status_word(StatusWord::FILE_NOT_FOUND);
/// assert!(error.to_string().contains("[card 6A82]"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusWord(u16);

impl StatusWord {
    /// `9000`: done.
    pub const OK: Self = Self(0x9000);
    /// `6300`: the PIN was wrong and the card does not count tries, or the tries of such a PIN were
    /// queried.
    pub const NO_LIMIT: Self = Self(0x6300);
    /// The file ended before as many bytes were read as were asked for.
    pub const END_OF_FILE: Self = Self(0x6282);
    /// `6700`: wrong length.
    pub const WRONG_LENGTH: Self = Self(0x6700);
    /// `6982`: the PIN must be verified first.
    pub const SECURITY_STATUS_NOT_SATISFIED: Self = Self(0x6982);
    /// `6983`: the PIN is blocked (ISO 7816-4).
    pub const AUTHENTICATION_METHOD_BLOCKED: Self = Self(0x6983);
    /// `6984`: the PIN is blocked (this card's answer once no tries are left).
    pub const REFERENCE_DATA_NOT_USABLE: Self = Self(0x6984);
    /// `6986`: no file is selected.
    pub const COMMAND_NOT_ALLOWED: Self = Self(0x6986);
    /// `6A82`: no such file or application.
    pub const FILE_NOT_FOUND: Self = Self(0x6A82);
    /// `6A83`: no such record.
    pub const RECORD_NOT_FOUND: Self = Self(0x6A83);
    /// `6B00`: the offset is past the end of the file.
    pub const WRONG_OFFSET: Self = Self(0x6B00);
    /// `6F00`: no precise diagnosis; this card's answer to the first command after power-up.
    pub const NO_DIAGNOSIS: Self = Self(0x6F00);

    /// SW1 and SW2 as one number.
    #[must_use]
    pub const fn new(value: u16) -> Self {
        Self(value)
    }

    /// SW1 and SW2 as one number.
    #[must_use]
    pub const fn value(self) -> u16 {
        self.0
    }

    /// SW1.
    #[must_use]
    pub const fn sw1(self) -> u8 {
        self.0.to_be_bytes()[0]
    }

    /// SW2.
    #[must_use]
    pub const fn sw2(self) -> u8 {
        self.0.to_be_bytes()[1]
    }

    /// `9000`.
    #[must_use]
    pub const fn is_ok(self) -> bool {
        self.0 == Self::OK.0
    }

    /// `63Cx`: x tries are left. No other status word reports tries; `6984` in particular does not
    /// mean 4.
    #[must_use]
    pub const fn tries_left(self) -> Option<u8> {
        match self.0 {
            0x63C0..=0x63CF => Some(self.sw2() & 0x0F),
            _ => None,
        }
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

impl fmt::Debug for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatusWord({self})")
    }
}
