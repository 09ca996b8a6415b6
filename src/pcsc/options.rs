//! What to wait for, and how long.

use std::time::Duration;

use crate::pcsc::reader::ReaderName;

/// Which readers to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReaderChoice {
    /// Every reader.
    #[default]
    Any,
    /// The reader of exactly this name.
    Named(ReaderName),
    /// Every reader whose name holds this text; ASCII letters match in either
    /// case, all else byte by byte (UTF-8).
    Containing(String),
}

impl ReaderChoice {
    pub(super) fn takes(&self, name: &ReaderName) -> bool {
        match self {
            Self::Any => true,
            Self::Named(wanted) => wanted == name,
            Self::Containing(text) => name.contains(text.as_bytes()),
        }
    }
}

/// How [`Context::wait_for_card`](crate::pcsc::Context::wait_for_card) waits: by
/// default at every reader, for ever, past cards of other kinds.
///
/// ```
/// use std::time::Duration;
/// use jpkicard::pcsc::{ReaderChoice, WaitOptions};
/// let options = WaitOptions::new()
///     .reader(ReaderChoice::Containing("PaSoRi".into()))
///     .timeout(Some(Duration::from_secs(30)));
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitOptions {
    pub(super) reader: ReaderChoice,
    pub(super) timeout: Option<Duration>,
    pub(super) report_other_card: bool,
}

impl WaitOptions {
    /// Every reader, for ever, past cards of other kinds.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at these readers only.
    #[must_use]
    pub fn reader(mut self, choice: ReaderChoice) -> Self {
        self.reader = choice;
        self
    }

    /// Waits so long at most; zero looks once, `None` waits for ever.
    #[must_use]
    pub fn timeout(mut self, timeout: Option<Duration>) -> Self {
        self.timeout = timeout;
        self
    }

    /// Ends the wait with `NotIndividualNumberCard` as soon as a card of another
    /// kind is there and no reader holds the right one.
    #[must_use]
    pub fn report_other_card(mut self, report: bool) -> Self {
        self.report_other_card = report;
        self
    }
}
