//! The purpose of a call of the library: which commands it allows.

use super::super::credentials::{Application, Credential};

/// What the caller requested of the authentication key, if anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowed {
    /// The PIN that may be sent, once.
    pub pin: Option<[u8; 4]>,
    pub last_try: bool,
}

/// The secrets that a call may send.
#[derive(Clone, Copy, Debug)]
pub struct Secrets {
    pub of: Credential,
    /// To be sent once.
    pub old: &'static [u8],
    /// To be set, and then sent once.
    pub new: Option<&'static [u8]>,
    pub last_try: bool,
}

/// What a call may do.
#[derive(Clone, Copy, Debug)]
pub struct Errand {
    /// The only application that it may select; none to merely lock a key.
    pub application: Option<Application>,
    pub secrets: Option<Secrets>,
    /// It may have a challenge signed with the application's own key; after VERIFY, if it may send
    /// a secret.
    pub challenges: bool,
    /// It is for the individual number or its picture, and for no other protected data.
    pub is_of_number: bool,
}

impl Errand {
    /// Only locks what is open.
    pub const NONE: Self =
        Self { application: None, secrets: None, challenges: false, is_of_number: false };

    /// Only queries what is freely readable.
    pub fn to(application: Application) -> Self {
        Self { application: Some(application), ..Self::NONE }
    }

    pub fn with(self, secrets: Option<Secrets>) -> Self {
        Self { secrets, ..self }
    }

    pub fn challenging(self, challenges: bool) -> Self {
        Self { challenges, ..self }
    }

    pub fn of_number(self, is_of_number: bool) -> Self {
        Self { is_of_number, ..self }
    }

    /// Whether an application may be selected: only that of the call; or the JPKI application, if
    /// the card refused the former, to find out whether it is a token at all, and to check that the
    /// card is still the one that was read.
    pub fn may_name(&self, identifier: &[u8], refused: bool) -> bool {
        let named = Application::of_identifier(identifier);
        let asks_elsewhere = refused || self.may_recognise();
        let is_elsewhere = asks_elsewhere && named == Some(Application::Jpki);
        named.is_some() && (named == self.application || is_elsewhere)
    }

    /// Whether the card may be recognised by a certificate of another application.
    pub fn may_recognise(&self) -> bool {
        matches!(self.application, Some(Application::Surface | Application::InputSupport))
    }

    /// Whether the application returns this file, given what was verified in this call.
    pub fn may_read(&self, file: u8, is_verified: impl Fn(Credential) -> bool) -> bool {
        use Credential::{
            AttributesNumber, BirthDate, FaceNumber, InputSupportPin, NumberA, Password,
        };
        let opened_by: &[Credential] = match (self.application, file, self.is_of_number) {
            (Some(Application::Jpki), 0x02 | 0x06 | 0x08 | 0x0A | 0x0B, _)
            | (Some(Application::Surface), 0x03 | 0x04, _)
            | (Some(Application::InputSupport), 0x04 | 0x05, _)
            | (Some(Application::Common), 0x01, _) => return true,
            (Some(Application::Jpki), 0x01, _) => &[Password],
            (Some(Application::Surface), 0x01, false) => &[BirthDate],
            (Some(Application::Surface), 0x02, false) => &[FaceNumber],
            (Some(Application::InputSupport), 0x02 | 0x03, false) => {
                &[InputSupportPin, AttributesNumber]
            }
            // The number only with the PIN, its picture only with the number.
            (Some(Application::InputSupport), 0x01, true) => &[InputSupportPin],
            (Some(Application::Surface), 0x05, true) => &[NumberA],
            _ => &[],
        };
        opened_by.iter().any(|credential| is_verified(*credential))
    }

    /// The credential of the application with this reference or file; check number A only for the
    /// number's picture.
    pub fn credential(&self, reference: u8) -> Option<Credential> {
        Credential::ALL.into_iter().find(|credential| {
            Some(credential.application()) == self.application
                && credential.short_reference() == reference
                && (*credential != Credential::NumberA || self.is_of_number)
        })
    }

    /// Whether the application's file may be made the current one.
    pub fn may_select(&self, file: u8, is_verified: impl Fn(Credential) -> bool) -> bool {
        let is_key = self.application == Some(Application::Jpki) && matches!(file, 0x17 | 0x1A);
        is_key || self.credential(0x80 | file).is_some() || self.may_read(file, is_verified)
    }
}

impl From<Allowed> for Errand {
    fn from(Allowed { pin, last_try }: Allowed) -> Self {
        let of = Credential::Pin;
        let known = pin.and_then(|pin| of.choices().into_iter().find(|known| *known == pin));
        let secrets = known.map(|old| Secrets { of, old, new: None, last_try });
        Self::to(Application::Jpki).with(secrets)
    }
}
