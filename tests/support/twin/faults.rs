//! What goes wrong between the driver and the card, below the APDU.

use std::time::Duration;

use crate::support::pcscd_fault::Stage;

/// What happens to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The card executes the command, its answer is lost, and the reader reports that after this
    /// time.
    Mute(Duration),
    /// The card executes the command, and the reader does not answer: the driver's own time limit
    /// ends it.
    Silent,
    /// The answer arrives with a wrong checksum.
    Checksum,
    /// The answer arrives with a parity error.
    Parity,
    /// The card receives the block with a wrong checksum.
    CommandChecksum,
    /// The answer takes this long.
    Late(Duration),
    /// The previous block is sent again instead of the answer.
    Repeated,
    /// The card requests more time this often, this much each time.
    MoreTime(u32, Duration),
    /// The card executes the command and leaves, and the reader reports that immediately.
    Leaves,
    /// The card executes the command and leaves, and the reader does not answer.
    LeavesSilently,
    /// The card executes the command, and the line is cut with the card in the reader: until
    /// [`join`](super::reader::TwinReader::join).
    Cut,
    /// The card executes the command, its answer is lost, the reader reports that after this time,
    /// and then the line is cut.
    MuteAndCut(Duration),
    /// The card executes the command, and the line hangs up permanently, like an adapter that is
    /// pulled out.
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

/// A planned fault.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub at: At,
    pub kind: Kind,
    /// The number of affected blocks in a row.
    pub times: u32,
}

impl Fault {
    pub fn new(at: At, kind: Kind) -> Self {
        Self { at, kind, times: 1 }
    }

    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// Whether it affects the next block, which completes `command`, if any.
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
