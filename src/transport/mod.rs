//! What carries a command to a card and its answer back.

#[cfg(any(test, feature = "virtual-card"))]
pub mod scripted;

use crate::error::Result;

/// A connection to one card.
///
/// A transport moves bytes without knowing what they mean: it never repeats a command, never logs
/// one, and never collects `61xx`. It is used by one thread at a time.
///
/// Errors are distinguished by their [`Status`](crate::Status): `CardRemoved` (the card left:
/// permanent), `CardReset` (it lost its state), `CardUnresponsive`, `SharingViolation`, `CardBusy`
/// (another program did not release it in time), `ReaderNotResponding` (the card was given up:
/// permanent), `ServiceNotRunning`, and `ReaderFailed` for all others.
///
/// ```
/// use jpkicard::transport::Transport;
/// use jpkicard::{Card, Error, Result, Status};
///
/// /// A reader of one's own.
/// #[derive(Debug)]
/// struct Own;
///
/// impl Transport for Own {
///     fn transmit(&mut self, _command: &[u8], _response: &mut [u8]) -> Result<usize> {
///         Err(Error::new(Status::CardRemoved))
///     }
///     fn begin_transaction(&mut self) -> Result<()> {
///         Ok(())
///     }
///     fn end_transaction(&mut self) -> Result<()> {
///         Ok(())
///     }
///     fn power_down(&mut self) -> Result<()> {
///         Ok(())
///     }
/// }
///
/// let error = Card::new(Own).jpki().unwrap_err();
/// assert_eq!(error.status(), Status::CardRemoved);
/// ```
pub trait Transport {
    /// Sends a command APDU and stores the answer, status word included, at the
    /// start of `response`. Returns the answer's length in bytes.
    ///
    /// # Errors
    /// As listed above; `CardAnswer` if the answer does not fit into `response`.
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize>;

    /// Reserves the card, keeping all other programs from it until [`end_transaction`]. A card that
    /// was reset since the last transaction is reconnected first, so the caller must assume that
    /// nothing is selected.
    ///
    /// [`end_transaction`]: Transport::end_transaction
    ///
    /// # Errors
    /// As listed above.
    fn begin_transaction(&mut self) -> Result<()>;

    /// Releases the card to other programs, leaving it as it is.
    ///
    /// # Errors
    /// As listed above; the transaction has ended in any case.
    fn end_transaction(&mut self) -> Result<()>;

    /// Powers the card down, and may power it up again: the card forgets every verified PIN. A warm
    /// reset is not enough.
    ///
    /// # Errors
    /// As listed above; `CardRemoved` counts as success, since a card outside a reader has no
    /// power.
    fn power_down(&mut self) -> Result<()>;

    /// A count that increases whenever the transport notices something that may hide an exchange of
    /// the card: a reset or loss of power that it did not cause, also if
    /// [`begin_transaction`](Self::begin_transaction) reconnected without an error. It is read
    /// after a transaction has begun. 0 for a transport that notices nothing, or reports everything
    /// as errors: errors count in any case.
    fn disturbances(&self) -> u64 {
        0
    }

    /// Whether the next [`begin_transaction`](Self::begin_transaction) resets the card on its own,
    /// because an exchange failed and the card was found still present.
    fn will_reset(&self) -> bool {
        false
    }

    /// The maximum number of bytes in one read of `application` (its AID), as reported by the
    /// reader: above 256 the read is extended. `None` if the reader reports nothing, or if
    /// [`long_read_failed`](Self::long_read_failed) was called for that application. Costs no
    /// command.
    fn longest_read(&mut self, _application: &[u8]) -> Option<usize> {
        None
    }

    /// Records that extended reads of `application` fail, or return no more than short ones, so
    /// that they are not tried again through this reader.
    fn long_read_failed(&mut self, _application: &[u8]) {}

    /// What is known about the card from before the transport was handed to the caller.
    fn known_card(&self) -> Option<KnownCard> {
        None
    }
}

/// What a transport knows about its card before the first command sent through it.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct KnownCard {
    /// The card has answered, so the special behaviour of a first command no longer applies.
    pub has_answered: bool,
    /// The first 256 bytes of its authentication certificate, which identify it.
    pub authentication_certificate: Option<Vec<u8>>,
    /// The [count](Transport::disturbances) at that time.
    pub disturbances: u64,
    /// Another program, possibly killed, may have left a key open: the first transaction leaves
    /// whatever application is selected.
    pub may_be_open: bool,
}

impl std::fmt::Debug for KnownCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The certificate's serial number identifies its holder.
        f.debug_struct("KnownCard")
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

    fn known_card(&self) -> Option<KnownCard> {
        (**self).known_card()
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

    fn known_card(&self) -> Option<KnownCard> {
        (**self).known_card()
    }
}
