//! The card's answers, and the status words for which the library has no names.

use crate::apdu::StatusWord;

/// `6981`: the command does not fit this kind of file.
pub(super) const WRONG_KIND_OF_FILE: StatusWord = StatusWord::new(0x6981);
/// `6985`: the conditions of use are not met.
pub(super) const CONDITIONS_NOT_SATISFIED: StatusWord = StatusWord::new(0x6985);
/// `6A80`: the data field is wrong.
pub(super) const WRONG_DATA: StatusWord = StatusWord::new(0x6A80);
/// `6A83`: there is no such record.
pub(super) const RECORD_NOT_FOUND: StatusWord = StatusWord::new(0x6A83);
/// `6A86`: P1 or P2 is wrong.
pub(super) const WRONG_PARAMETERS: StatusWord = StatusWord::new(0x6A86);
/// `6D00`: the instruction is unknown.
pub(super) const UNKNOWN_INSTRUCTION: StatusWord = StatusWord::new(0x6D00);

/// The data of an answer that ends with `9000`, or only another status word.
pub(super) type Answer = Result<Vec<u8>, StatusWord>;

/// `6Cxx`; `00` means 256.
pub(super) fn right_length(length: usize) -> StatusWord {
    let [low, ..] = length.to_le_bytes();
    StatusWord::new(0x6C00 | u16::from(low))
}
