//! When a fault occurs.

use crate::virtual_card::fault::Fault;

/// A fault, and the commands at which it occurs.
///
/// Commands are counted from when the plan is passed to the reader, whichever link they come from;
/// the next one is number 1.
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
