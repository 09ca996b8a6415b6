//! What to wait for, and how long.

use std::time::Duration;

use crate::pcsc::cancellation::Cancellation;
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
    pub(super) service_absence: Option<Duration>,
    pub(super) wait_for_service: bool,
    pub(super) cancellation: Option<Cancellation>,
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

    /// Puts up with a service that is away during the wait, or does not answer, for so long
    /// at a time; zero ends the wait as soon as it goes. Without this the wait's own time is
    /// the limit, and a wait without end goes on without end. A service is restarted within
    /// seconds; Windows stops it with the last reader, and starts it again with the next.
    #[must_use]
    pub fn service_absence(mut self, limit: Duration) -> Self {
        self.service_absence = Some(limit);
        self
    }

    /// Waits too for a service that is not there as the wait begins: on Windows it does not
    /// run while no reader is connected. Without this the wait ends with
    /// `ServiceNotRunning`, or `ServiceRefused`, at once.
    #[must_use]
    pub fn wait_for_service(mut self, wait: bool) -> Self {
        self.wait_for_service = wait;
        self
    }

    /// Ends the wait with `Cancelled` once `cancellation` is cancelled, at once if it was
    /// before.
    #[must_use]
    pub fn cancellation(mut self, cancellation: &Cancellation) -> Self {
        self.cancellation = Some(cancellation.clone());
        self
    }
}

/// What a [`Monitor`](crate::pcsc::Monitor) tells: by default of every reader, and
/// without touching the cards.
///
/// ```
/// use jpkicard::pcsc::{MonitorOptions, ReaderChoice};
/// let options = MonitorOptions::new()
///     .reader(ReaderChoice::Containing("PaSoRi".into()))
///     .identify(true);
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonitorOptions {
    pub(super) reader: ReaderChoice,
    pub(super) identify: bool,
}

impl MonitorOptions {
    /// Every reader, and no card touched.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells of these readers only.
    #[must_use]
    pub fn reader(mut self, choice: ReaderChoice) -> Self {
        self.reader = choice;
        self
    }

    /// Asks each card that comes what kind it is, before it is told: it is powered on
    /// and, in one transaction, the JPKI application selected and the token information
    /// read. It is asked once in each insertion, also a phone whose application appears only
    /// later: a wait asks such a card again. No PIN try is spent.
    #[must_use]
    pub fn identify(mut self, identify: bool) -> Self {
        self.identify = identify;
        self
    }
}
