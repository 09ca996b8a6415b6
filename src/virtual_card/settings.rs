//! The settings of a virtual card, and the properties in which cards differ.

use crate::apdu::StatusWord;
use crate::virtual_card::Application;
use crate::virtual_card::applet::Remembered;

/// The kind of token, as shown by the token information's label.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Token {
    /// `JPKIAPICCTOKEN2`: the Individual Number Card.
    MyNumberCard,
    /// `JPKIAPICCTOKEN`: the older Resident Registry Card.
    ResidentRegistryCard,
    /// `JPKIAPGPSETOKEN`: the certificate on an Android phone, which hides its authentication
    /// certificate until the PIN is verified and has no Issuer Security Domain.
    Android,
    /// `JPKIAPIOSTOKEN`: the certificate on an iPhone (myna-card 3.3 only), also
    /// without Issuer Security Domain.
    Iphone,
    /// Any other label, of at most 32 ASCII characters.
    Other(String),
}

impl Token {
    /// The label, without the spaces that pad it to 32 characters on the card.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::MyNumberCard => "JPKIAPICCTOKEN2",
            Self::ResidentRegistryCard => "JPKIAPICCTOKEN",
            Self::Android => "JPKIAPGPSETOKEN",
            Self::Iphone => "JPKIAPIOSTOKEN",
            Self::Other(label) => label,
        }
    }

    pub(super) fn is_phone(&self) -> bool {
        matches!(self, Self::Android | Self::Iphone)
    }

    /// Phones and the Resident Registry Card have only the JPKI application.
    pub(super) fn applications(&self) -> &'static [Application] {
        match self {
            Self::MyNumberCard | Self::Other(_) => &Application::ALL,
            Self::ResidentRegistryCard | Self::Android | Self::Iphone => &[Application::Jpki],
        }
    }
}

/// How the card returns the data of a long answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LongAnswers {
    /// In one answer.
    Whole,
    /// Above this many bytes: this many with `61xx`, the rest by GET RESPONSE (`00 C0 00 00 Le`),
    /// this many at a time.
    InParts(u8),
    /// Above this many bytes: only `61xx`, then everything by GET RESPONSE, this many bytes at a
    /// time.
    Deferred(u8),
}

/// Properties in which cards, phones and readers differ.
#[derive(Clone, Debug)]
pub(super) struct Quirks {
    pub(super) first_command_fails: bool,
    pub(super) refuses_short_identifiers: bool,
    pub(super) hides_tries: bool,
    pub(super) blocked_query: StatusWord,
    pub(super) exact_length: bool,
    pub(super) long_answers: LongAnswers,
    pub(super) signatures: Remembered,
}

/// The settings of the card.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) token: Token,
    pub(super) pin: Vec<u8>,
    pub(super) pin_limit: Option<u8>,
    pub(super) pin_tries: u8,
    pub(super) password: Vec<u8>,
    pub(super) password_limit: u8,
    pub(super) password_tries: u8,
    pub(super) signature_certificate: bool,
    pub(super) filler: usize,
    pub(super) input_support_pin: Vec<u8>,
    pub(super) input_support_pin_tries: u8,
    pub(super) check_number_tries: u8,
    /// The identifier of an additional application.
    pub(super) further_application: Option<Vec<u8>>,
    pub(super) has_own_applications: bool,
}
