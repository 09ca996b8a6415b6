//! When a fault occurs.

use crate::virtual_card::fault::Fault;

/// A fault between a program and its card, and the commands at which it occurs.
///
/// A plan passed to a [`VirtualReader`](crate::virtual_card::VirtualReader) applies to every
/// [`VirtualLink`](crate::virtual_card::VirtualLink) of that reader, and to the reader of a real
/// PC/SC service if the card is inserted there with [`Plug`](crate::virtual_card::vpcd::Plug), so a
/// host program can be tested with the same faults in process and through PC/SC. Damaged file
/// contents are a property of the card: [`Damage`](crate::virtual_card::Damage).
///
/// Commands are counted from when the plan is passed to the reader, whichever link they come from;
/// the next one is number 1.
///
/// ```
/// use jpkicard::virtual_card::{Fault, FaultPlan, VirtualCard, VirtualReader};
/// use jpkicard::{Card, Pin, SignRequest, Status};
///
/// let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// let mut card = Card::new(reader.connect()?);
/// card.jpki()?.pin_status()?; // SELECT and the query; the first wakes the card
/// // SELECT and the query again, then the answer to VERIFY is lost.
/// let certificate = card.jpki()?.authentication_certificate()?;
/// reader.plan_fault(FaultPlan::at(3, Fault::LostAfter));
/// let request = SignRequest::data(b"challenge").certificate(&certificate);
/// let error = card.jpki()?.sign(&Pin::new(b"1234")?, &request).unwrap_err();
/// assert_eq!((error.status(), reader.faults_struck()), (Status::PinUncertain, 1));
/// assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
/// # Ok::<(), jpkicard::Error>(())
/// ```
///
/// # Through a real reader
///
/// vpcd's connection supports answers, no answer, and removal of the card, and nothing else:
///
/// | fault | effect through [`Plug`](crate::virtual_card::vpcd::Plug) |
/// |---|---|
/// | card removed; exchange fails; empty answer, for which vpcd would wait indefinitely; reader unplugged | the card leaves the reader: connect it again to insert it |
/// | reset before the command | the card is reset unnoticed by the reader, and then answers |
/// | reset after the command | the answer arrives, and the card is reset unnoticed by the reader |
/// | all others | the same |
///
/// To simulate another program that holds the card, begin a transaction on a second link.
#[derive(Clone, Debug)]
pub struct FaultPlan {
    pub(super) fault: Fault,
    when: When,
    /// Commands received since then.
    counted: u64,
}

#[derive(Clone, Copy, Debug)]
enum When {
    At(u64),
    Every(u64),
}

impl FaultPlan {
    /// Occurs once, at the command with this number: 1 is the next one, 0 means never.
    #[must_use]
    pub const fn at(number: u64, fault: Fault) -> Self {
        Self { fault, when: When::At(number), counted: 0 }
    }

    /// Occurs at each command whose number is a multiple of `step`: 1 means every command, 0 none.
    #[must_use]
    pub const fn every(step: u64, fault: Fault) -> Self {
        Self { fault, when: When::Every(step), counted: 0 }
    }

    /// Counts a command; returns true if the fault occurs at it.
    pub(super) fn count(&mut self) -> bool {
        self.counted = self.counted.saturating_add(1);
        match self.when {
            When::At(number) => self.counted == number,
            When::Every(step) => self.counted.checked_rem(step) == Some(0),
        }
    }
}
