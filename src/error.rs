//! What can go wrong, as a Rust error.

use std::fmt;

use crate::apdu::StatusWord;
use crate::status::{Language, Status};

/// Any failure of this library.
///
/// `Display` says what happened, what it means for the person at the desk, and
/// what was left untouched. It never holds a PIN, a name or a certificate's
/// serial number, so it may be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    status: Status,
    detail: &'static str,
    tries_left: Option<u8>,
    status_word: Option<StatusWord>,
    pcsc_code: Option<u32>,
}

/// The result of a fallible call of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of this kind and nothing more to say.
    #[must_use]
    pub const fn new(status: Status) -> Self {
        Self { status, detail: "", tries_left: None, status_word: None, pcsc_code: None }
    }

    /// The same error, saying which part of an operation it met.
    #[must_use]
    pub const fn with_detail(mut self, detail: &'static str) -> Self {
        self.detail = detail;
        self
    }

    /// The same error with the number of PIN tries left.
    #[must_use]
    pub const fn with_tries_left(mut self, tries_left: u8) -> Self {
        self.tries_left = Some(tries_left);
        self
    }

    /// The same error with the card's status word.
    #[must_use]
    pub const fn with_status_word(mut self, status_word: StatusWord) -> Self {
        self.status_word = Some(status_word);
        self
    }

    /// The same error with the PC/SC return code.
    #[must_use]
    pub const fn with_pcsc_code(mut self, pcsc_code: u32) -> Self {
        self.pcsc_code = Some(pcsc_code);
        self
    }

    /// The same error as one of another kind.
    pub(crate) const fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// An error of `status` that this one is the reason of: its detail tells what
    /// happened, and what the card or PC/SC said is kept.
    pub(crate) const fn because_of(&self, status: Status) -> Self {
        Self {
            status,
            detail: self.status.happened(),
            tries_left: self.tries_left,
            status_word: self.status_word,
            pcsc_code: self.pcsc_code,
        }
    }

    /// The same error, met on the way out of an operation that had failed with
    /// `earlier`: what that one tells of a PIN try is told here.
    pub(crate) const fn after(mut self, earlier: &Self) -> Self {
        self.tries_left = earlier.tries_left;
        self.status_word = earlier.status_word;
        self.detail = match earlier.status {
            Status::PinWrong => "and the PIN was wrong: one try was spent",
            Status::PasswordWrong => "and the signature password was wrong: one try was spent",
            Status::InputSupportPinWrong => {
                "and the input-support PIN was wrong: one try was spent"
            }
            Status::CheckNumberWrong => {
                "and the check number or birth date was wrong: one try was spent"
            }
            Status::PinBlocked => "and the PIN is locked",
            Status::PasswordBlocked => "and the signature password is locked",
            Status::InputSupportPinBlocked => "and the input-support PIN is locked",
            Status::CheckNumberBlocked => "and the check number or birth date is locked",
            Status::PinUncertain => "and the answer to the PIN was lost: a try may have been spent",
            Status::PinChangeUncertain => "and it is not certain which PIN is in force",
            _ => self.detail,
        };
        self
    }

    /// The stable kind of this error.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Which part of the operation it met; empty if the status says it all.
    #[must_use]
    pub const fn detail(&self) -> &'static str {
        self.detail
    }

    /// How many PIN tries are left, where the card has just said so.
    #[must_use]
    pub const fn tries_left(&self) -> Option<u8> {
        self.tries_left
    }

    /// The card's status word, where one is behind this error.
    #[must_use]
    pub const fn status_word(&self) -> Option<StatusWord> {
        self.status_word
    }

    /// The PC/SC return code, where one is behind this error.
    #[must_use]
    pub const fn pcsc_code(&self) -> Option<u32> {
        self.pcsc_code
    }

    /// The sentence that `Display` writes, in a language of one's choice; what only an
    /// engineer needs, the detail and the codes, stays as it is.
    #[must_use]
    pub fn in_language(&self, language: Language) -> impl fmt::Display + '_ {
        InLanguage { error: self, language }
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        Self::new(status)
    }
}

struct InLanguage<'a> {
    error: &'a Error,
    language: Language,
}

impl fmt::Display for InLanguage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error { status, detail, tries_left, status_word, pcsc_code } = self.error;
        let (happened, meaning) = status.halves(self.language);
        f.write_str(happened)?;
        if !detail.is_empty() {
            write!(f, " ({detail})")?;
        }
        let was_wrong = matches!(
            status,
            Status::PinWrong
                | Status::PasswordWrong
                | Status::InputSupportPinWrong
                | Status::CheckNumberWrong
        );
        match (*tries_left, self.language) {
            (Some(0) | None, _) => {}
            (Some(1), Language::Japanese) if was_wrong => {
                f.write_str("（残り 1 回。次に間違えるとロックされます）")?;
            }
            (Some(tries), Language::Japanese) => write!(f, "（残り {tries} 回）")?,
            (Some(1), Language::English) if was_wrong => {
                f.write_str(", 1 try left: another wrong one locks it")?;
            }
            (Some(1), Language::English) => f.write_str(", 1 try left")?,
            (Some(tries), Language::English) => write!(f, ", {tries} tries left")?,
        }
        if let Some(status_word) = status_word {
            write!(f, " [card {status_word}]")?;
        }
        if let Some(code) = pcsc_code {
            write!(f, " [PC/SC {code:08X}]")?;
        }
        match self.language {
            Language::English => write!(f, ": {meaning}"),
            Language::Japanese => write!(f, "。{meaning}。"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_language(Language::English).fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {self})", self.status.name())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pin_reads_as_a_sentence() {
        let error = Error::new(Status::PinWrong)
            .with_tries_left(2)
            .with_status_word(StatusWord::new(0x63C2));
        assert_eq!(
            error.to_string(),
            "the PIN is wrong, 2 tries left [card 63C2]: the tries left have gone down; ask the holder \
             before another, or use face recognition or a visual check"
        );
    }

    #[test]
    fn japanese_says_the_same() {
        let error = Error::new(Status::PinWrong)
            .with_tries_left(1)
            .with_status_word(StatusWord::new(0x63C1));
        assert_eq!(
            error.in_language(Language::Japanese).to_string(),
            "暗証番号が違います（残り 1 回。次に間違えるとロックされます） [card 63C1]。\
             残り回数が減りました。続ける前に本人に確かめるか、顔認証または目視確認に\
             切り替えてください。"
        );
    }

    #[test]
    fn the_part_and_the_pcsc_code_are_named() {
        let error = Error::new(Status::ReaderFailed)
            .with_detail("reading the authentication certificate")
            .with_pcsc_code(0x8010_002F);
        assert!(error.to_string().starts_with(
            "the exchange between reader and card failed (reading the authentication \
             certificate) [PC/SC 8010002F]: "
        ));
    }
}
