//! The serial frames of a GemPC Twin and the CCID messages in them (USB-IF, CCID 1.1,
//! chapter 6). A frame is `03 06`, the message, and the XOR of everything before; the reader echoes
//! the driver's frame before its own.

const SYNC: u8 = 0x03;
const ACK: u8 = 0x06;
/// Type, length (4), slot, sequence number, and three bytes that depend on the type.
const HEADER: usize = 10;

pub const POWER_ON: u8 = 0x62;
pub const POWER_OFF: u8 = 0x63;
pub const SLOT_STATUS: u8 = 0x65;
pub const ESCAPE: u8 = 0x6B;
pub const GET_PARAMETERS: u8 = 0x6C;
pub const RESET_PARAMETERS: u8 = 0x6D;
pub const SET_PARAMETERS: u8 = 0x61;
pub const XFR_BLOCK: u8 = 0x6F;

/// bError: the card does not answer.
pub const MUTE: u8 = 0xFE;
/// bError: a parity error in the exchange.
pub const PARITY: u8 = 0xFD;
/// bError: the message is not supported.
pub const UNSUPPORTED: u8 = 0x00;

/// A message from the driver.
pub struct Message {
    frame: Vec<u8>,
}

impl Message {
    pub fn kind(&self) -> u8 {
        self.frame[2]
    }

    pub fn data(&self) -> &[u8] {
        &self.frame[2 + HEADER..self.frame.len() - 1]
    }

    /// The frame as received, which the reader echoes.
    pub fn frame(&self) -> &[u8] {
        &self.frame
    }

    fn sequence(&self) -> u8 {
        self.frame[2 + 6]
    }
}

/// Takes the first complete frame from the received bytes.
pub fn take_frame(received: &mut Vec<u8>) -> Option<Message> {
    let start = received.windows(2).position(|bytes| bytes == [SYNC, ACK])?;
    received.drain(..start);
    let length = received.get(3..7)?;
    let length = usize::try_from(u32::from_le_bytes(length.try_into().unwrap())).unwrap();
    let whole = 2 + HEADER + length + 1;
    if received.len() < whole {
        return None;
    }
    Some(Message { frame: received.drain(..whole).collect() })
}

/// What the slot reports about its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Powered = 0,
    Unpowered = 1,
    Empty = 2,
}

/// The frame that answers `message`: with data, or with an error.
pub fn answer(message: &Message, slot: Slot, outcome: Result<&[u8], u8>) -> Vec<u8> {
    let kind = match message.kind() {
        POWER_ON | XFR_BLOCK => 0x80,
        GET_PARAMETERS | SET_PARAMETERS | RESET_PARAMETERS => 0x82,
        ESCAPE => 0x83,
        _ => 0x81,
    };
    let (failed, error, data) = match outcome {
        Ok(data) => (0, 0, data),
        Err(error) => (0x40, error, &[][..]),
    };
    // The last byte of the header: T=1 in parameters, otherwise 0.
    let last = u8::from(kind == 0x82);
    let length = u32::try_from(data.len()).unwrap().to_le_bytes();
    let mut frame = vec![SYNC, ACK, kind];
    frame.extend(length);
    frame.extend([0, message.sequence(), slot as u8 | failed, error, last]);
    frame.extend(data);
    frame.push(frame.iter().fold(0, |all, byte| all ^ byte));
    frame
}
