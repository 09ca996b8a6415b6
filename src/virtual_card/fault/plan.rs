//! When a fault strikes.

use crate::virtual_card::fault::Fault;

/// A fault, and the commands at which it strikes.
///
/// Commands are counted from the moment the plan is given to the reader, whichever
/// link they come from; the next one is number 1.
#[derive(Clone, Debug)]
pub struct FaultPlan {
    pub(super) fault: Fault,
    when: When,
    /// Commands that came since.
    counted: u64,
}

#[derive(Clone, Copy, Debug)]
enum When {
    At(u64),
    Every(u64),
}

impl FaultPlan {
    /// Strikes once, at the command of this number: 1 is the next one, 0 never comes.
    #[must_use]
    pub const fn at(number: u64, fault: Fault) -> Self {
        Self { fault, when: When::At(number), counted: 0 }
    }

    /// Strikes at each command whose number is a multiple of `step`: with 1 at every
    /// command, with 0 at none.
    #[must_use]
    pub const fn every(step: u64, fault: Fault) -> Self {
        Self { fault, when: When::Every(step), counted: 0 }
    }

    /// Counts a command; true if the fault strikes at it.
    pub(super) fn count(&mut self) -> bool {
        self.counted = self.counted.saturating_add(1);
        match self.when {
            When::At(number) => self.counted == number,
            When::Every(step) => self.counted.checked_rem(step) == Some(0),
        }
    }
}
