//! What to wait for, and how long.

use std::time::Duration;

use crate::pcsc::cancellation::Cancellation;
use crate::pcsc::reader::ReaderName;

/// Which readers to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReaderChoice {
    /// Every reader.
    #[default]
    Any,
    /// The reader of exactly this name.
    Named(ReaderName),
    /// Every reader whose name contains this text; ASCII letters match in either case, everything
    /// else byte by byte (UTF-8).
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

/// How [`Context::wait_for_card`](crate::pcsc::Context::wait_for_card) waits: by default at every
/// reader, without a timeout, skipping cards of other kinds.
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
    /// Every reader, without a timeout, skipping cards of other kinds.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Watches only these readers.
    #[must_use]
    pub fn reader(mut self, choice: ReaderChoice) -> Self {
        self.reader = choice;
        self
    }

    /// Waits at most this long; zero checks once, `None` waits indefinitely.
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

    /// Tolerates a service that is unavailable during the wait, or does not answer, for this long
    /// at a time; zero ends the wait as soon as that happens. Without this the timeout of the wait
    /// is the limit, and a wait without timeout continues indefinitely. A service is typically
    /// restarted within seconds; Windows stops it with the last reader, and starts it again with
    /// the next.
    #[must_use]
    pub fn service_absence(mut self, limit: Duration) -> Self {
        self.service_absence = Some(limit);
        self
    }

    /// Also waits for a service that is not running when the wait begins: on Windows it does not
    /// run while no reader is connected, and pcsc-lite may be installed later. Without this the wait
    /// ends immediately with `ServiceNotRunning`, `ServiceRefused` or `PcscNotInstalled`.
    #[must_use]
    pub fn wait_for_service(mut self, wait: bool) -> Self {
        self.wait_for_service = wait;
        self
    }

    /// Ends the wait with `Cancelled` once `cancellation` is cancelled, immediately if it already
    /// is.
    #[must_use]
    pub fn cancellation(mut self, cancellation: &Cancellation) -> Self {
        self.cancellation = Some(cancellation.clone());
        self
    }
}

/// What a [`Monitor`](crate::pcsc::Monitor) reports: by default every reader, without touching the
/// cards.
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
    /// Every reader, without touching the cards.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports only these readers.
    #[must_use]
    pub fn reader(mut self, choice: ReaderChoice) -> Self {
        self.reader = choice;
        self
    }

    /// Identifies each inserted card before reporting it: it is powered on and, in one transaction,
    /// the JPKI application is selected and the token information read. This is done once per
    /// insertion, also for a phone whose application appears only later (a wait checks such a card
    /// again). No PIN try is spent.
    #[must_use]
    pub fn identify(mut self, identify: bool) -> Self {
        self.identify = identify;
        self
    }
}
