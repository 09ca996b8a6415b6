//! Everything that can go wrong, as a Rust error.

use std::fmt;

use crate::error_words::{
    Case, SEVERAL_TRIES, TWO_TRIES, detail, is_blocked, is_wrong, says_locked, sentence,
};
use crate::status::{Language, Status};
use crate::status_word::StatusWord;

/// Any failure of this library.
///
/// `Display` says what happened, what it means for the person at the desk, and what was left
/// untouched. It never contains a PIN, a name or a certificate's serial number, so it may be
/// logged.
///
/// ```
/// use jpkicard::{Language, Pin, Status};
///
/// let error = Pin::new(b"12345").unwrap_err();
/// match error.status() {
///     Status::PinWrong => println!("{:?} tries left", error.tries_left()),
///     Status::PinFormat => println!("{}", error.in_language(Language::Japanese)),
///     _ => println!("{error}"),
/// }
/// assert_eq!(error.status(), Status::PinFormat);
/// assert_eq!((error.tries_left(), error.status_word()), (None, None));
/// # Ok::<(), jpkicard::Error>(())
/// ```
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
    /// An error of this kind without further detail.
    #[must_use]
    pub const fn new(status: Status) -> Self {
        Self { status, detail: "", tries_left: None, status_word: None, pcsc_code: None }
    }

    /// The same error, naming the part of the operation that failed.
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

    /// The same error with another status.
    pub(crate) const fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// An error of `status` that this one caused: its detail says what happened, and what the card
    /// or PC/SC reported is kept.
    pub(crate) const fn because_of(&self, status: Status) -> Self {
        Self {
            status,
            detail: self.status.happened(),
            tries_left: self.tries_left,
            status_word: self.status_word,
            pcsc_code: self.pcsc_code,
        }
    }

    /// The same error, raised while cleaning up after an operation that had failed with `earlier`:
    /// it takes over what `earlier` reports about a PIN try.
    pub(crate) fn after(mut self, earlier: &Self) -> Self {
        self.tries_left = earlier.tries_left;
        self.status_word = earlier.status_word;
        let counted = match earlier.status_word {
            Some(word) => word.value() != StatusWord::NO_LIMIT.value(),
            None => true,
        };
        let locked_it = matches!(
            (is_blocked(earlier.status), earlier.status_word),
            (true, Some(word)) if matches!(word.tries_left(), Some(0))
        );
        self.detail = match earlier.status {
            // If more than one try is gone, the detail already says so.
            _ if [TWO_TRIES, SEVERAL_TRIES].contains(&earlier.detail) => earlier.detail,
            // The numbers already say it, as they do in C.
            _ if locked_it || (is_wrong(earlier.status) && !counted) => "",
            Status::PinWrong => "and the PIN was wrong: one try was spent",
            Status::PasswordWrong => "and the signature password was wrong: one try was spent",
            Status::InputSupportPinWrong => {
                "and the input-support PIN was wrong: one try was spent"
            }
            Status::CheckNumberWrong => {
                "and the check number B or birth date was wrong: one try was spent"
            }
            Status::PinBlocked => "and the PIN is locked",
            Status::PasswordBlocked => "and the signature password is locked",
            Status::InputSupportPinBlocked => "and the input-support PIN is locked",
            Status::CheckNumberBlocked => "and the check number B or birth date is locked",
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

    /// The part of the operation that failed; empty if the status says it all.
    #[must_use]
    pub const fn detail(&self) -> &'static str {
        self.detail
    }

    /// How many PIN tries are left, if the card has just reported it.
    #[must_use]
    pub const fn tries_left(&self) -> Option<u8> {
        self.tries_left
    }

    /// The card's status word, if one caused this error.
    #[must_use]
    pub const fn status_word(&self) -> Option<StatusWord> {
        self.status_word
    }

    /// The PC/SC return code, if one caused this error.
    #[must_use]
    pub const fn pcsc_code(&self) -> Option<u32> {
        self.pcsc_code
    }

    const fn case(&self) -> Case {
        let Self { status, detail, tries_left, status_word, .. } = *self;
        Case { status, detail, tries_left, status_word }
    }

    /// The sentence that `Display` writes, in the given language. In Japanese, a detail that only
    /// an engineer needs is omitted.
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
        let Error { status, tries_left, status_word, pcsc_code, .. } = self.error;
        let case = self.error.case();
        let sentence = sentence(case, self.language);
        f.write_str(sentence.happened)?;
        match (detail(case, self.language), self.language) {
            ("", _) => {}
            (detail, Language::English) => write!(f, " ({detail})")?,
            (detail, Language::Japanese) => write!(f, "（{detail}）")?,
        }
        let was_wrong = is_wrong(*status);
        match (*tries_left, self.language) {
            (Some(0), Language::English) if says_locked(case) => f.write_str(", no try left")?,
            (Some(0), Language::Japanese) if says_locked(case) => f.write_str("（残り 0 回）")?,
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
        let (of_this_case, meaning) = (sentence.of_this_case, sentence.meaning);
        match self.language {
            Language::English => {
                if let Some(word) = status_word {
                    write!(f, " [card {word}]")?;
                }
                if let Some(code) = pcsc_code {
                    write!(f, " [PC/SC {code:08X}]")?;
                }
                let separator = if of_this_case.is_empty() { "" } else { "; " };
                write!(f, ": {of_this_case}{separator}{meaning}")
            }
            Language::Japanese => {
                let stop = if of_this_case.is_empty() { "" } else { "。" };
                write!(f, "。{of_this_case}{stop}{meaning}。")?;
                // The codes are for whoever supports the desk, so they come last.
                match (status_word, pcsc_code) {
                    (None, None) => Ok(()),
                    (Some(word), None) => write!(f, "（カードの応答 {word}）"),
                    (None, Some(code)) => write!(f, "（PC/SC エラー {code:08X}）"),
                    (Some(word), Some(code)) => {
                        write!(f, "（カードの応答 {word}、PC/SC エラー {code:08X}）")
                    }
                }
            }
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
mod tests;
