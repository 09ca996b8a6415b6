//! The card's side of T=1 (ISO 7816-3, chapter 11): blocks with a three-byte prologue (node,
//! control, length) and the XOR of all bytes at the end.

/// What a card may send in one block before a larger size is negotiated.
const IFS_AT_FIRST: usize = 32;

/// The state of the protocol since the last power-up or reset.
pub struct T1 {
    /// The number of the next I-block to send, and of the next to receive.
    to_send: u8,
    to_come: u8,
    ifsd: usize,
    /// The part received so far of a command in several blocks.
    command: Vec<u8>,
    /// The part of the answer not yet sent.
    answer: Vec<u8>,
    /// The last block sent.
    sent: Vec<u8>,
}

/// A block with its checksum.
fn block(control: u8, data: &[u8]) -> Vec<u8> {
    let mut block = vec![0x00, control, u8::try_from(data.len()).unwrap()];
    block.extend(data);
    block.push(checksum(&block));
    block
}

fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |all, byte| all ^ byte)
}

fn is_whole(block: &[u8]) -> bool {
    block.len() >= 4 && block.len() == usize::from(block[2]) + 4 && checksum(block) == 0
}

/// A request for more time: a multiple of the usual.
pub fn more_time(times: u8) -> Vec<u8> {
    block(0xC3, &[times])
}

/// Whether it grants more time.
pub fn grants_time(block: &[u8]) -> bool {
    is_whole(block) && block[1] == 0xE3
}

impl T1 {
    pub fn new() -> Self {
        Self {
            to_send: 0,
            to_come: 0,
            ifsd: IFS_AT_FIRST,
            command: Vec::new(),
            answer: Vec::new(),
            sent: Vec::new(),
        }
    }

    /// The command that is complete once this block has arrived.
    pub fn completed_by(&self, block: &[u8]) -> Option<Vec<u8>> {
        let is_next = is_whole(block) && block[1] & 0x80 == 0 && self.is_expected(block[1]);
        (is_next && block[1] & 0x20 == 0)
            .then(|| [&self.command, &block[3..block.len() - 1]].concat())
    }

    fn is_expected(&self, control: u8) -> bool {
        (control >> 6) & 1 == self.to_come
    }

    /// Takes a block and returns the block that answers it; `execute` runs a complete command.
    pub fn receive(&mut self, received: &[u8], execute: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        self.sent = if is_whole(received) {
            let data = &received[3..received.len() - 1];
            match received[1] {
                control if control & 0x80 == 0 => self.information(control, data, execute),
                control if control & 0x40 == 0 => self.receipt((control >> 4) & 1),
                control => self.supervision(control, data),
            }
        } else {
            self.acknowledge(0x01)
        };
        self.sent.clone()
    }

    /// An R-block: the number of the expected block, and what was wrong with the last.
    fn acknowledge(&self, error: u8) -> Vec<u8> {
        block(0x80 | (self.to_come << 4) | error, &[])
    }

    fn information(
        &mut self,
        control: u8,
        data: &[u8],
        execute: impl FnOnce(&[u8]) -> Vec<u8>,
    ) -> Vec<u8> {
        if !self.is_expected(control) {
            return self.acknowledge(0x02);
        }
        self.to_come ^= 1;
        self.command.extend(data);
        if control & 0x20 != 0 {
            return self.acknowledge(0x00);
        }
        self.answer = execute(&std::mem::take(&mut self.command));
        self.next_part()
    }

    /// The other side requests I-block number `wanted`: the next part of the answer, or the last
    /// block again.
    fn receipt(&mut self, wanted: u8) -> Vec<u8> {
        match wanted == self.to_send && !self.answer.is_empty() {
            true => self.next_part(),
            false => self.sent.clone(),
        }
    }

    fn next_part(&mut self) -> Vec<u8> {
        let part: Vec<u8> = self.answer.drain(..self.ifsd.min(self.answer.len())).collect();
        let more = if self.answer.is_empty() { 0x00 } else { 0x20 };
        let control = (self.to_send << 6) | more;
        self.to_send ^= 1;
        block(control, &part)
    }

    fn supervision(&mut self, control: u8, data: &[u8]) -> Vec<u8> {
        match (control, data) {
            (0xC0, []) => *self = Self { ifsd: self.ifsd, ..Self::new() },
            (0xC1, [size]) => self.ifsd = usize::from(*size),
            (0xC2, []) => self.answer.clear(),
            _ => return self.acknowledge(0x02),
        }
        block(control | 0x20, data)
    }
}
