//! One program's connection to the card in a [`VirtualReader`].

use std::fmt;
use std::sync::MutexGuard;

use crate::transport::Transport;
use crate::virtual_card::fault::Carried;
use crate::virtual_card::reader::{State, VirtualReader};
use crate::{Error, Result, Status};

/// A [`Transport`] to the card in a [`VirtualReader`].
///
/// While a link is in a transaction, every other waits with its commands and
/// transactions, and gives up with `CardBusy` after a while. Once the
/// card is taken out, its links answer `CardRemoved` for good, even if it comes
/// back. Dropping a link ends its transaction and leaves the card as it is.
pub struct VirtualLink {
    reader: VirtualReader,
    id: u64,
    insertion: u64,
    resets: u64,
    /// How many of them were noticed as a transaction began.
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

    /// An error if the card was reset since the last transaction began.
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
        // A fault may have taken the card out.
        self.reader.tell_who_waits();
        let (answer, time) = match carried {
            Carried::Answer(answer, time) => (answer, time),
            Carried::Removed => return Err(Error::new(Status::CardRemoved)),
            Carried::Reset(_) => return Err(Error::new(Status::CardReset)),
            Carried::Failed => return Err(Error::new(Status::ReaderFailed)),
        };
        if !time.is_zero() {
            std::thread::sleep(time);
            // What happened meanwhile is told in place of the answer.
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
            // PC/SC would count; here nobody should need it.
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
            // The card took the transaction along, or none had begun.
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
