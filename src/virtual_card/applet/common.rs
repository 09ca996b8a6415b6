//! What the common application (共通カード) holds.

use super::super::files::{File, FileId, Files};
use super::super::issuer::Issued;

/// Serial number, municipality and expiry of the card.
const CARD_INFORMATION: FileId = 0x0001;

/// The application's files.
pub(in super::super) fn files(issued: &Issued) -> Files {
    let mut files = Files::default();
    files.insert(CARD_INFORMATION, File::Record(issued.records.card_information.clone()));
    files
}
