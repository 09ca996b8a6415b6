//! What is done to a card and to pcscd at one command of an operation, and the permitted outcomes.

use jpkicard::Status;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Wait,
    /// With the certificate known.
    Sign,
    SignWithWrongPin,
    Authenticate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The card leaves before the command reaches it.
    Removed,
    /// The card executes the command, and leaves with its answer.
    AnswerLost,
    /// The card's own reset, unnoticed by the reader.
    Reset,
    PowerFailure,
    /// Another program requests a reset: by reconnecting, or when it disconnects.
    ResetWanted,
    ResetOnDisconnect,
    /// pcscd is killed before the command reaches the card, or after the card executed it.
    Killed,
    KilledAfter,
    /// pcscd is asked to end, and the card still answers.
    Stopped,
}

impl Fault {
    pub const OF_THE_CARD: [Self; 6] = [
        Self::Removed,
        Self::AnswerLost,
        Self::Reset,
        Self::PowerFailure,
        Self::ResetWanted,
        Self::ResetOnDisconnect,
    ];
    pub const OF_THE_SERVICE: [Self; 3] = [Self::Killed, Self::KilledAfter, Self::Stopped];

    pub fn requires_reset(self) -> bool {
        matches!(self, Self::ResetWanted | Self::ResetOnDisconnect)
    }

    /// The card forgets what was selected, unnoticed by its reader.
    pub fn makes_forget(self) -> bool {
        matches!(self, Self::Reset | Self::PowerFailure)
    }

    pub fn ends_service(self) -> bool {
        Self::OF_THE_SERVICE.contains(&self)
    }

    /// Whether the affected command reaches the card; unknown if the two race.
    pub fn lets_card_act(self) -> Option<bool> {
        match self {
            Self::Removed | Self::Killed => Some(false),
            Self::Stopped => None,
            _ => Some(true),
        }
    }
}

/// The purpose of the affected command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Read,
    Verify,
    Sign,
    Leave,
}

impl Stage {
    pub fn of(command: &[u8]) -> Self {
        match command {
            [0x00, 0x20, _, _, _, ..] => Self::Verify,
            [0x80, 0x2A, ..] => Self::Sign,
            [0x00, 0xA4, 0x04, _, _, 0xA0, ..] => Self::Leave,
            _ => Self::Read,
        }
    }
}

/// The permitted outcomes.
pub fn expected(operation: Operation, fault: Fault, stage: Stage) -> &'static [Status] {
    use Status::{
        CardRemoved, CardReset, CardStatus, KeyNotLocked, NotOnCard, Ok, PinTriesUnknown,
        PinUncertain, ServiceNotRunning,
    };
    match (operation, fault, stage) {
        // The wait continues after a removal and after the service's end.
        (Operation::Wait, _, _) => &[Ok],
        (_, Fault::ResetWanted | Fault::ResetOnDisconnect, _) => &[Ok],
        (_, Fault::Removed | Fault::AnswerLost, Stage::Read | Stage::Sign) => &[CardRemoved],
        // Until its certificate is read nothing identifies this card.
        (Operation::Authenticate, Fault::Reset | Fault::PowerFailure, Stage::Read) => {
            &[Ok, CardReset, CardStatus, NotOnCard, PinTriesUnknown]
        }
        (_, Fault::Reset | Fault::PowerFailure, Stage::Read) => {
            &[Ok, CardStatus, NotOnCard, PinTriesUnknown]
        }
        (_, Fault::Reset | Fault::PowerFailure, Stage::Sign) => &[CardStatus],
        (
            _,
            Fault::Removed | Fault::AnswerLost | Fault::Reset | Fault::PowerFailure,
            Stage::Verify,
        ) => &[PinUncertain],
        // The card is out or the key locked otherwise: the signature is valid.
        (
            _,
            Fault::Removed | Fault::AnswerLost | Fault::Reset | Fault::PowerFailure,
            Stage::Leave,
        ) => &[Ok],
        (_, Fault::Killed | Fault::KilledAfter, Stage::Read) => &[ServiceNotRunning],
        // Whether the card is still powered can no longer be determined.
        (_, Fault::Killed | Fault::KilledAfter, _) => &[KeyNotLocked],
        (_, Fault::Stopped, _) => &[Ok, ServiceNotRunning, KeyNotLocked],
    }
}

/// How many of the initial two tries (three at a wait) must be left, after `sent` VERIFY commands
/// reached the card.
pub fn expected_tries(operation: Operation, fault: Fault, stage: Stage, sent: u64) -> u8 {
    match (operation, sent) {
        (Operation::Wait, _) => 3,
        (_, 0) => 2,
        // It reached a card that had just forgotten its application.
        _ if stage == Stage::Verify && fault.makes_forget() => 2,
        (Operation::SignWithWrongPin, _) => 1,
        _ => 3,
    }
}
