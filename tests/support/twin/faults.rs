//! What goes wrong between the driver and the card, below the APDU.

use std::time::Duration;

use crate::support::pcscd_fault::Stage;

/// What happens to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The card acts, its answer is lost, and the reader says so after this time.
    Mute(Duration),
    /// The card acts, and the reader says nothing: the driver's own time limit ends it.
    Silent,
    /// The answer arrives with a wrong checksum.
    Checksum,
    /// The answer arrives with a parity error.
    Parity,
    /// The card receives the block with a wrong checksum.
    CommandChecksum,
    /// The answer takes so long.
    Late(Duration),
    /// The block before comes once more in place of the answer.
    Repeated,
    /// The card asks so often for so much more time.
    MoreTime(u32, Duration),
    /// The card acts and leaves, and the reader says so at once.
    Leaves,
    /// The card acts and leaves, and the reader says nothing.
    LeavesSilently,
    /// The card acts, and the line is cut with the card in the reader: until
    /// [`join`](super::reader::TwinReader::join).
    Cut,
    /// The card acts, its answer is lost, the reader says so after this time, and then the
    /// line is cut.
    MuteAndCut(Duration),
    /// The card acts, and the line hangs up for good, as an adapter that is pulled out.
    HangsUp,
}

/// At which block it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// This many blocks from now, from 0.
    Block(u64),
    /// The block that completes the next command of this kind.
    Command(Stage),
}

/// A fault that is to happen.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub at: At,
    pub kind: Kind,
    /// To how many blocks in a row.
    pub times: u32,
}

impl Fault {
    pub fn new(at: At, kind: Kind) -> Self {
        Self { at, kind, times: 1 }
    }

    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// Whether it happens to the next block, which completes `command` if one.
    pub fn strikes(&mut self, command: Option<&[u8]>) -> bool {
        match &mut self.at {
            At::Block(0) => true,
            At::Block(left) => {
                *left -= 1;
                false
            }
            At::Command(stage) => command.is_some_and(|command| Stage::of(command) == *stage),
        }
    }
}
