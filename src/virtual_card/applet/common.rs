//! The contents of the common application (共通カード).

use crate::virtual_card::files::{File, FileId, Files};
use crate::virtual_card::issuer::Issued;

/// Serial number, municipality and expiry of the card.
const CARD_INFORMATION: FileId = 0x0001;

/// The application's files.
pub(in crate::virtual_card) fn files(issued: &Issued) -> Files {
    let mut files = Files::default();
    files.insert(CARD_INFORMATION, File::Record(issued.records.card_information.clone()));
    files
}
