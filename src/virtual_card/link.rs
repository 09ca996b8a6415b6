//! One program's connection to the card in a [`VirtualReader`].

use std::fmt;
use std::sync::MutexGuard;

use crate::transport::Transport;
use crate::virtual_card::fault::Carried;
use crate::virtual_card::reader::{State, VirtualReader};
use crate::{Error, Result, Status};

/// A [`Transport`] to the card in a [`VirtualReader`].
///
/// While a link is in a transaction, all other links wait with their commands and transactions, and
/// fail with `CardBusy` after a while. Once the card is removed, its links return `CardRemoved`
/// permanently, even if it is inserted again. Dropping a link ends its transaction and leaves the
/// card as it is.
pub struct VirtualLink {
    reader: VirtualReader,
    id: u64,
    insertion: u64,
    resets: u64,
    /// How many of them were noticed when a transaction began.
    disturbances: u64,
}

impl VirtualLink {
    pub(super) fn new(reader: VirtualReader, id: u64, insertion: u64, resets: u64) -> Self {
        Self { reader, id, insertion, resets, disturbances: 0 }
    }

    /// Waits for its turn; an error if its card is gone by then.
    fn turn(&self) -> Result<MutexGuard<'_, State>> {
        let state = self.reader.turn_of(self.id)?;
        if state.inserted.is_none() || state.insertions != self.insertion {
            Err(Error::new(Status::CardRemoved))
        } else if state.faults.reader_fails() {
            Err(Error::new(Status::ReaderFailed))
        } else {
            Ok(state)
        }
    }

    /// Fails if the card was reset since the last transaction began.
    fn told_of_reset(&self, state: &State) -> Result<()> {
        if state.resets == self.resets { Ok(()) } else { Err(Error::new(Status::CardReset)) }
    }
}

impl Transport for VirtualLink {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let mut state = self.turn()?;
        self.told_of_reset(&state)?;
        if !state.card().is_some_and(|card| card.is_powered()) {
            return Err(Error::new(Status::CardUnresponsive));
        }
        let carried = state.carry(command);
        drop(state);
        // A fault may have removed the card.
        self.reader.tell_who_waits();
        let (answer, time) = match carried {
            Carried::Answer(answer, time) => (answer, time),
            Carried::Removed => return Err(Error::new(Status::CardRemoved)),
            Carried::Reset(_) => return Err(Error::new(Status::CardReset)),
            Carried::Failed => return Err(Error::new(Status::ReaderFailed)),
        };
        if !time.is_zero() {
            std::thread::sleep(time);
            // Whatever happened during the exchange is reported instead of the answer.
            let state = self.turn()?;
            self.told_of_reset(&state)?;
        }
        let place = response.get_mut(..answer.len()).ok_or(Error::new(Status::CardAnswer))?;
        place.copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn begin_transaction(&mut self) -> Result<()> {
        let mut state = self.turn()?;
        if state.holder.is_some() {
            // PC/SC would count nested transactions; here they should not occur.
            return Err(Error::new(Status::Internal).with_detail("a transaction inside another"));
        }
        state.holder = Some(self.id);
        let resets = state.resets;
        drop(state);
        if self.resets != resets {
            self.disturbances = self.disturbances.saturating_add(1);
        }
        self.resets = resets;
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        if self.reader.release(self.id) {
            Ok(())
        } else {
            // The transaction ended with the removal of the card, or none had begun.
            drop(self.turn()?);
            Err(Error::new(Status::Internal).with_detail("no transaction to end"))
        }
    }

    fn power_down(&mut self) -> Result<()> {
        let mut state = self.turn()?;
        state.resets = state.resets.saturating_add(1);
        let resets = state.resets;
        if let Some(card) = &mut state.inserted {
            card.power_off();
            card.power_on();
        }
        drop(state);
        self.resets = resets;
        Ok(())
    }

    fn disturbances(&self) -> u64 {
        self.disturbances
    }
}

impl Drop for VirtualLink {
    fn drop(&mut self) {
        self.reader.release(self.id);
    }
}

impl fmt::Debug for VirtualLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VirtualLink({})", self.id)
    }
}
