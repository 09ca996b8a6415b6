//! What carries a command to a card and its answer back.

#[cfg(any(test, feature = "virtual-card"))]
pub mod scripted;

use crate::error::Result;

/// A connection to one card.
///
/// A transport moves bytes and knows nothing of what they mean: it never
/// repeats a command, never logs one, and never collects `61xx`. It is used by
/// one thread at a time.
///
/// Errors are told by their [`Status`](crate::Status): `CardRemoved` (the card
/// left: final), `CardReset` (it lost its state), `CardUnresponsive`,
/// `SharingViolation`, `CardBusy` (another program did not let go of it in time),
/// `ReaderNotResponding` (the card was given up: final), `ServiceNotRunning`, `ReaderFailed`
/// for the rest.
pub trait Transport {
    /// Sends a command APDU and stores the answer, status word included, at the
    /// start of `response`. Returns the answer's length in bytes.
    ///
    /// # Errors
    /// As told above; `CardAnswer` when the answer does not fit into `response`.
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize>;

    /// Keeps every other program from the card until [`end_transaction`]. A card
    /// that was reset since the last transaction is reconnected first, so the
    /// caller must assume that nothing is selected.
    ///
    /// [`end_transaction`]: Transport::end_transaction
    ///
    /// # Errors
    /// As told above.
    fn begin_transaction(&mut self) -> Result<()>;

    /// Lets other programs at the card again, leaving it as it is.
    ///
    /// # Errors
    /// As told above; the transaction is over all the same.
    fn end_transaction(&mut self) -> Result<()>;

    /// Takes the card's power away, and may give it back: the card forgets every
    /// PIN that was verified. A warm reset is not enough.
    ///
    /// # Errors
    /// As told above; `CardRemoved` counts as done, since a card without a
    /// reader has no power.
    fn power_down(&mut self) -> Result<()>;

    /// A count that goes up whenever the transport noticed what may hide that another card
    /// took this one's place: a reset or a loss of power that it did not order, also where
    /// [`begin_transaction`](Self::begin_transaction) reconnected without an error. It is
    /// looked at after a transaction has begun. 0 for one that notices nothing, or tells all
    /// of it by errors: an error counts in any case.
    fn disturbances(&self) -> u64 {
        0
    }

    /// Whether the next [`begin_transaction`](Self::begin_transaction) resets the card of its
    /// own accord, since an exchange failed and the card was seen to be there still.
    fn will_reset(&self) -> bool {
        false
    }

    /// How many bytes one read of `application` (its AID) may ask for, by what the reader says
    /// of itself: above 256 the read takes the extended form. `None` where the reader does not
    /// say, and where [`long_read_failed`](Self::long_read_failed) was called for that
    /// application. Costs no command.
    fn longest_read(&mut self, _application: &[u8]) -> Option<usize> {
        None
    }

    /// Takes note that reading `application` in the extended form fails, or brings no more
    /// than the short form, so that it is not tried again through this reader.
    fn long_read_failed(&mut self, _application: &[u8]) {}

    /// What is known of the card from before the transport was handed out.
    fn acquaintance(&self) -> Option<Acquaintance> {
        None
    }
}

/// What a transport knows of its card before the first command that is sent through it.
#[derive(Clone, Default)]
pub struct Acquaintance {
    /// The card has answered, so that the peculiarities of a first command are past.
    pub has_answered: bool,
    /// The first 256 bytes of its authentication certificate, which tell it from others.
    pub authentication_certificate: Option<Vec<u8>>,
    /// The [count](Transport::disturbances) as it was then.
    pub disturbances: u64,
    /// Another program, which may have been killed, may have left a key open: the first
    /// transaction leaves whatever application is selected.
    pub may_be_open: bool,
}

impl std::fmt::Debug for Acquaintance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The certificate's serial number is its holder's.
        f.debug_struct("Acquaintance")
            .field("has_answered", &self.has_answered)
            .finish_non_exhaustive()
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        (**self).transmit(command, response)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        (**self).begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<()> {
        (**self).end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        (**self).power_down()
    }

    fn disturbances(&self) -> u64 {
        (**self).disturbances()
    }

    fn will_reset(&self) -> bool {
        (**self).will_reset()
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        (**self).longest_read(application)
    }

    fn long_read_failed(&mut self, application: &[u8]) {
        (**self).long_read_failed(application);
    }

    fn acquaintance(&self) -> Option<Acquaintance> {
        (**self).acquaintance()
    }
}

impl<T: Transport + ?Sized> Transport for &mut T {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        (**self).transmit(command, response)
    }

    fn begin_transaction(&mut self) -> Result<()> {
        (**self).begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<()> {
        (**self).end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        (**self).power_down()
    }

    fn disturbances(&self) -> u64 {
        (**self).disturbances()
    }

    fn will_reset(&self) -> bool {
        (**self).will_reset()
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        (**self).longest_read(application)
    }

    fn long_read_failed(&mut self, application: &[u8]) {
        (**self).long_read_failed(application);
    }

    fn acquaintance(&self) -> Option<Acquaintance> {
        (**self).acquaintance()
    }
}
