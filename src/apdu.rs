//! Commands and responses of ISO 7816-4: bytes in, bytes out, no I/O.
//!
//! A [`Command`] may carry a PIN: the caller then marks it as secret ([`Command::with_secret`]).
//! The `Debug` of every command shows only the header and the lengths.

use std::fmt;
use std::ops::Deref;
use std::slice;

use crate::protected::Protected;
pub(crate) use crate::status_word::StatusWord;

/// The longest data field of a short command.
pub const MAX_SHORT_DATA_LENGTH: usize = 255;

/// How many bytes a command expects back (Ne): 1 to 65,536.
///
/// Up to 256 bytes the command is short; above that it is extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpectedLength(u32);

impl ExpectedLength {
    /// 256 bytes, encoded as `00`: the most that a short command can request.
    pub const MAX_SHORT: Self = Self(256);
    /// The length that readers which fail on 256 bytes can still transfer.
    pub(crate) const SHORTER: Self = Self(128);
    /// The maximum length of one read.
    pub(crate) const LONGEST_READ: Self = Self(32_768);
    /// 65,536 bytes, encoded as `0000`: the most that an extended command can request.
    pub const MAX_EXTENDED: Self = Self(65_536);

    /// `length` bytes, or `None` if it is 0 or above 65,536.
    #[must_use]
    pub const fn new(length: usize) -> Option<Self> {
        match length {
            1..=65_536 => Some(Self(length as u32)),
            _ => None,
        }
    }

    /// The number of bytes.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }

    /// The length in SW2 of `61xx` and `6Cxx`: `00` means 256.
    #[must_use]
    pub const fn from_sw2(sw2: u8) -> Self {
        match sw2 {
            0 => Self::MAX_SHORT,
            length => Self(length as u32),
        }
    }

    const fn is_extended(self) -> bool {
        self.0 > 256
    }

    /// The last two bytes of the number; 65,536 becomes `0000`, 256 becomes `0100`.
    const fn coded(self) -> [u8; 2] {
        ((self.0 & 0xFFFF) as u16).to_be_bytes()
    }
}

/// A command whose data field does not fit into an APDU (above 65,535 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataTooLong;

impl fmt::Display for DataTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the command's data is longer than 65,535 bytes")
    }
}

impl std::error::Error for DataTooLong {}

/// The instructions that carry a PIN or password (ISO 7816-4): VERIFY, CHANGE REFERENCE DATA,
/// DISABLE and ENABLE VERIFICATION REQUIREMENT, RESET RETRY COUNTER, each with its BER-TLV form if
/// it has one, and ENVELOPE, which may contain any of them.
const INSTRUCTIONS_WITH_SECRETS: [u8; 10] =
    [0x20, 0x21, 0x24, 0x25, 0x26, 0x28, 0x2C, 0x2D, 0xC2, 0xC3];

/// A command APDU in any of the four cases, short or extended.
///
/// ```
/// use jpkicard::internal::apdu::{Command, ExpectedLength};
/// let read = Command::new(0x00, 0xB0, 0x8A, 0x00).expect_bytes(ExpectedLength::MAX_SHORT);
/// assert_eq!(*read.encode()?, [0x00, 0xB0, 0x8A, 0x00, 0x00]);
/// # Ok::<(), jpkicard::internal::apdu::DataTooLong>(())
/// ```
#[derive(Clone)]
pub struct Command {
    header: [u8; 4],
    data: CommandBytes,
    expected: Option<ExpectedLength>,
}

impl Command {
    /// A case 1 command: only CLA, INS, P1 and P2.
    #[must_use]
    pub fn new(class: u8, instruction: u8, p1: u8, p2: u8) -> Self {
        Self {
            header: [class, instruction, p1, p2],
            data: CommandBytes(Content::Plain(Vec::new())),
            expected: None,
        }
    }

    /// The same command with a data field that is not secret. An empty field means no field.
    #[must_use]
    pub fn with_data(mut self, data: &[u8]) -> Self {
        self.data = CommandBytes(Content::Plain(data.to_vec()));
        self
    }

    /// The same command with a secret data field, such as a PIN: the field and the bytes that
    /// [`encode`](Self::encode) returns are protected as described at [`CommandBytes`].
    #[must_use]
    pub fn with_secret(mut self, data: &[u8]) -> Self {
        self.data = CommandBytes(Content::Secret(Protected::concat(&[data])));
        self
    }

    /// The same command, requesting `expected` bytes.
    #[must_use]
    pub fn expect_bytes(mut self, expected: ExpectedLength) -> Self {
        self.expected = Some(expected);
        self
    }

    /// CLA, INS, P1, P2.
    #[must_use]
    pub fn header(&self) -> [u8; 4] {
        self.header
    }

    /// INS.
    #[must_use]
    pub fn instruction(&self) -> u8 {
        let [_, instruction, _, _] = self.header;
        instruction
    }

    /// The data field, possibly a PIN: do not print it.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Whether the data field is a secret of the holder, so that its length is secret too: either
    /// it was passed as a secret, or the instruction carries nothing else.
    #[must_use]
    pub fn carries_secret(&self) -> bool {
        matches!(self.data.0, Content::Secret(_))
            || (!self.data.is_empty() && INSTRUCTIONS_WITH_SECRETS.contains(&self.instruction()))
    }

    /// How many bytes the command requests.
    #[must_use]
    pub fn expected(&self) -> Option<ExpectedLength> {
        self.expected
    }

    /// The bytes to send; as secret as the data field is.
    ///
    /// # Errors
    /// [`DataTooLong`] above 65,535 bytes of data.
    pub fn encode(&self) -> Result<CommandBytes, DataTooLong> {
        let data_length = u16::try_from(self.data.len()).map_err(|_| DataTooLong)?;
        let extended = self.data.len() > MAX_SHORT_DATA_LENGTH
            || self.expected.is_some_and(ExpectedLength::is_extended);
        let [high, low] = data_length.to_be_bytes();
        let lc: &[u8] = match (extended, self.data.is_empty()) {
            (false, true) => &[],
            (false, false) => &[low],
            // A single `00` marks the extended form, before Lc or, without data, before Le.
            (true, true) => &[0],
            (true, false) => &[0, high, low],
        };
        let expected = self.expected.map(ExpectedLength::coded);
        let le: &[u8] = match (&expected, extended) {
            (None, _) => &[],
            (Some([_, low]), false) => slice::from_ref(low),
            (Some(both), true) => both,
        };
        let parts = [&self.header, lc, &self.data, le];
        Ok(CommandBytes(if self.carries_secret() {
            Content::Secret(Protected::concat(&parts))
        } else {
            // Same as `parts.concat()`, with a tenth fewer instructions per command.
            let mut bytes = Vec::with_capacity(self.data.len().saturating_add(9));
            parts.into_iter().for_each(|part| bytes.extend(part));
            Content::Plain(bytes)
        }))
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [class, instruction, p1, p2] = self.header;
        write!(f, "Command({class:02X} {instruction:02X} {p1:02X} {p2:02X}, ")?;
        if self.carries_secret() {
            f.write_str("data [secret]")?
        } else {
            write!(f, "data {} bytes", self.data.len())?
        }
        write!(f, ", expects {})", self.expected.map_or(0, ExpectedLength::get))
    }
}

/// The bytes of a command: its data field, or everything that is sent.
///
/// Secret bytes are wiped on drop. Until then, where the platform supports it, they are locked in
/// memory, excluded from core dumps (Linux), and read as zeros in a child of `fork` (Linux). All
/// other commands are kept in ordinary memory.
#[derive(Clone)]
pub struct CommandBytes(Content);

#[derive(Clone)]
enum Content {
    Plain(Vec<u8>),
    Secret(Protected),
}

impl Deref for CommandBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Content::Plain(bytes) => bytes,
            Content::Secret(bytes) => bytes,
        }
    }
}

impl fmt::Debug for CommandBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Plain(bytes) => write!(f, "CommandBytes({} bytes)", bytes.len()),
            Content::Secret(_) => f.write_str("CommandBytes([secret])"),
        }
    }
}

impl StatusWord {
    /// `61xx`: this many more bytes are waiting to be collected.
    #[doc(hidden)]
    #[must_use]
    pub const fn more_bytes(self) -> Option<ExpectedLength> {
        match self.sw1() {
            0x61 => Some(ExpectedLength::from_sw2(self.sw2())),
            _ => None,
        }
    }

    /// `6Cxx`: the command must be repeated with this many bytes requested.
    #[doc(hidden)]
    #[must_use]
    pub const fn right_length(self) -> Option<ExpectedLength> {
        match self.sw1() {
            0x6C => Some(ExpectedLength::from_sw2(self.sw2())),
            _ => None,
        }
    }
}

/// An answer of 0 or 1 byte: it has no status word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseTooShort;

impl fmt::Display for ResponseTooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is too short to hold a status word")
    }
}

impl std::error::Error for ResponseTooShort {}

/// A response APDU: data, then the status word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Response<'a> {
    data: &'a [u8],
    status: StatusWord,
}

impl<'a> Response<'a> {
    /// Splits the bytes of an answer.
    ///
    /// # Errors
    /// [`ResponseTooShort`] for 0 or 1 byte.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ResponseTooShort> {
        let (data, status) = bytes.split_last_chunk::<2>().ok_or(ResponseTooShort)?;
        Ok(Self { data, status: StatusWord::new(u16::from_be_bytes(*status)) })
    }

    /// The bytes before the status word.
    #[must_use]
    pub fn data(&self) -> &'a [u8] {
        self.data
    }

    /// The status word.
    #[must_use]
    pub fn status(&self) -> StatusWord {
        self.status
    }
}

impl fmt::Debug for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response(data {} bytes, {})", self.data.len(), self.status)
    }
}

#[cfg(test)]
mod tests;
