//! The events of a monitor.

use crate::app::jpki::TokenKind;
use crate::error::Error;
use crate::pcsc::reader::ReaderName;
use crate::pcsc::state::State;

/// One thing that happened at the readers, reported by a [`Monitor`](crate::pcsc::Monitor).
///
/// ```
/// use jpkicard::Status;
/// use jpkicard::pcsc::Event;
///
/// fn shown(event: &Event) -> String {
///     match event {
///         Event::CardInserted { reader, .. } => format!("card in {reader}"),
///         Event::ServiceStopped { reason, .. } if reason.status() == Status::ServiceNotRunning => {
///             "start the PC/SC service".to_owned()
///         }
///         other => format!("{other:?}"),
///     }
/// }
/// assert_eq!(shown(&Event::ServiceStarted), "ServiceStarted");
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A reader is connected: it was there when the monitor began, or has been plugged in.
    #[non_exhaustive]
    ReaderArrived {
        /// Which reader.
        reader: ReaderName,
    },
    /// A reader is no longer connected. Its card has been reported as removed before.
    #[non_exhaustive]
    ReaderLeft {
        /// Which reader.
        reader: ReaderName,
    },
    /// A card is in a reader.
    #[non_exhaustive]
    CardInserted {
        /// Which reader.
        reader: ReaderName,
        /// What kind of card it is; `None` unless
        /// [`MonitorOptions::identify`](crate::pcsc::MonitorOptions::identify) is set.
        kind: Option<CardKind>,
    },
    /// The card is no longer in the reader, or the reader can no longer report it.
    #[non_exhaustive]
    CardRemoved {
        /// Which reader.
        reader: ReaderName,
    },
    /// The PC/SC service cannot be used. Its cards and readers have been reported as removed and
    /// left before. The monitor continues, and reports when the service is back.
    #[non_exhaustive]
    ServiceStopped {
        /// `ServiceNotRunning`, `ServiceRefused` or `ServiceFailed`, with the PC/SC code, or
        /// `ServiceNotResponding` or `PcscNotInstalled`.
        reason: Error,
    },
    /// The PC/SC service can be used again. Its readers and cards follow.
    ServiceStarted,
}

/// What kind of card was inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CardKind {
    /// It has the JPKI application: an Individual Number Card or one of its
    /// counterparts.
    Token(TokenKind),
    /// A card of another kind.
    Other,
    /// It could not be identified, and why: `CardUnresponsive`, `SharingViolation`, `CardBusy`,
    /// `CardRemoved` (it has left since) or another failure.
    NotIdentified(Error),
}

/// The events that lead from one state of a reader to another. A card that came and left between
/// two queries is not reported: nothing could have been done with it.
pub(super) fn card_events(reader: &ReaderName, before: State, now: State) -> Vec<Event> {
    let reader = || reader.clone();
    let removed = Event::CardRemoved { reader: reader() };
    let inserted = Event::CardInserted { reader: reader(), kind: None };
    match (before.holds_card(), now.holds_card()) {
        (false, true) => vec![inserted],
        (true, false) => vec![removed],
        (true, true) if before.count() != now.count() => vec![removed, inserted],
        _ => vec![],
    }
}

#[cfg(test)]
mod tests;
