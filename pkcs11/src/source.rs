//! Where readers come from.

use std::time::Duration;

use jpkicard::Error;
use jpkicard::pcsc::{
    Cancellation, Context, Event, Monitor, MonitorOptions, ReaderChoice, ReaderName,
};
use jpkicard::transport::Transport;

use crate::configuration::Configuration;
use crate::journal;

/// What happened at the readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Arrived(ReaderName),
    Left(ReaderName),
    Inserted(ReaderName),
    Removed(ReaderName),
}

/// Where readers come from.
pub(crate) trait Source: Send + Sync {
    /// What has changed since the last call; at the first one, everything that is there. Sends
    /// nothing to a card.
    fn changes(&self) -> Vec<Change>;

    /// Waits until something may have changed; false once the source is closed, or cannot wait.
    fn wait(&self) -> bool;

    /// Connects to the card in a reader.
    ///
    /// # Errors
    /// Those of `Context::connect`.
    fn connect(&self, reader: &ReaderName) -> Result<Box<dyn Transport + Send>, Error>;

    /// Ends every wait.
    fn close(&self);
}

/// The readers of this computer.
pub(crate) struct Pcsc {
    context: Context,
    monitor: Monitor,
    /// For waits alone: each event of a monitor goes to one thread.
    waiting: Monitor,
    cancellation: Cancellation,
}

impl Pcsc {
    pub(crate) fn new(configuration: &Configuration) -> Self {
        let context = Context::new();
        let choice = match &*configuration.reader {
            "" => ReaderChoice::Any,
            text => ReaderChoice::Containing(text.to_owned()),
        };
        let options = MonitorOptions::new().reader(choice);
        let (monitor, waiting) = (context.monitor(&options), context.monitor(&options));
        Self { context, monitor, waiting, cancellation: Cancellation::new() }
    }
}

impl Source for Pcsc {
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        while let Ok(event) = self.monitor.next_event(Some(Duration::ZERO)) {
            changes.extend(match event {
                Event::ReaderArrived { reader, .. } => Some(Change::Arrived(reader)),
                Event::ReaderLeft { reader, .. } => Some(Change::Left(reader)),
                Event::CardInserted { reader, .. } => Some(Change::Inserted(reader)),
                Event::CardRemoved { reader, .. } => Some(Change::Removed(reader)),
                Event::ServiceStopped { reason, .. } => {
                    // Its readers and cards were reported before.
                    journal::failed("the readers", &reason.into());
                    None
                }
                _ => None,
            });
        }
        changes
    }

    fn wait(&self) -> bool {
        // After an error it would fail again at once.
        self.waiting.next_event_with_cancellation(None, &self.cancellation).is_ok()
    }

    fn connect(&self, reader: &ReaderName) -> Result<Box<dyn Transport + Send>, Error> {
        Ok(Box::new(self.context.connect(reader)?))
    }

    fn close(&self) {
        self.cancellation.cancel();
        self.context.close();
    }
}

/// A reader inside this process, with what was in it when it was made.
#[cfg(feature = "virtual-card")]
pub(crate) struct Embedded {
    reader: jpkicard::virtual_card::VirtualReader,
    is_told: std::sync::atomic::AtomicBool,
}

#[cfg(feature = "virtual-card")]
impl Embedded {
    pub(crate) fn new(reader: &jpkicard::virtual_card::VirtualReader) -> Self {
        Self { reader: reader.clone(), is_told: Default::default() }
    }
}

#[cfg(feature = "virtual-card")]
impl Source for Embedded {
    fn changes(&self) -> Vec<Change> {
        let name = || ReaderName::new("Embedded").ok();
        if self.is_told.swap(true, std::sync::atomic::Ordering::SeqCst) {
            return Vec::new();
        }
        let changes = [name().map(Change::Arrived), name().map(Change::Inserted)];
        changes.into_iter().flatten().collect()
    }

    fn wait(&self) -> bool {
        false
    }

    fn connect(&self, _reader: &ReaderName) -> Result<Box<dyn Transport + Send>, Error> {
        Ok(Box::new(self.reader.connect()?))
    }

    fn close(&self) {}
}
