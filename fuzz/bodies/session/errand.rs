//! What a call of the library is for: which commands that allows.

use super::super::credentials::{Application, Credential};

/// What the caller has asked of the authentication key, or of nothing that is opened.
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
    /// To be set, and then to be sent once.
    pub new: Option<&'static [u8]>,
    pub last_try: bool,
}

/// What a call may do.
#[derive(Clone, Copy, Debug)]
pub struct Errand {
    /// The one application that it may select; none to lock a key alone.
    pub application: Option<Application>,
    pub secrets: Option<Secrets>,
    /// It may have a challenge signed with the application's own key: after VERIFY, if it
    /// may send a secret.
    pub challenges: bool,
    /// It is for the individual number or its picture, and for nothing else that is guarded.
    pub is_of_number: bool,
}

impl Errand {
    /// To lock what is open, and nothing else.
    pub const NONE: Self =
        Self { application: None, secrets: None, challenges: false, is_of_number: false };

    /// To ask what is free.
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

    /// Whether an application may be selected: that of the call only; or the JPKI application,
    /// of a card that refused it, to see whether it is a token all the same, and to see
    /// whether the card is still the one that was read from.
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

    /// Whether the application gives this file, by what was verified in this call.
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
            // The number by the PIN alone, its picture by the number alone.
            (Some(Application::InputSupport), 0x01, true) => &[InputSupportPin],
            (Some(Application::Surface), 0x05, true) => &[NumberA],
            _ => &[],
        };
        opened_by.iter().any(|credential| is_verified(*credential))
    }

    /// The credential of the application that this reference, or file, is of; the check
    /// number A for the number's picture alone.
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
