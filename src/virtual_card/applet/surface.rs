//! The contents of the card-surface application (券面事項確認).

use crate::virtual_card::credentials::{Credential, unchangeable};
use crate::virtual_card::files::{File, FileId, Files, Guards};
use crate::virtual_card::issuer::{Holder, Issued};
use crate::virtual_card::settings::Settings;

/// The credential compared with the holder's birth date.
pub(in crate::virtual_card) const BIRTH_DATE: FileId = 0x0011;
/// The credential compared with check number B.
pub(in crate::virtual_card) const CHECK_NUMBER_B: FileId = 0x0012;
/// The credential compared with check number A, the individual number.
pub(super) const CHECK_NUMBER_A: FileId = 0x0013;
/// The individual number as printed.
pub(super) const INDIVIDUAL_NUMBER_IMAGE: FileId = 0x0005;
/// The application's own key.
pub(super) const KEY: FileId = 0x001A;

const AGE_RECORD: FileId = 0x0001;
const CARD_FACE: FileId = 0x0002;
const INFORMATION: FileId = 0x0003;
const CERTIFICATE: FileId = 0x0004;

/// Wrong tries in a row that block a credential; for the birth date it is not published.
const LIMIT: u8 = 10;

/// The application's files.
pub(in crate::virtual_card) fn files(
    settings: &Settings,
    issued: &Issued,
    holder: &Holder,
) -> Files {
    let surface = &issued.records.surface;
    let records: [(FileId, &[u8], Guards); 5] = [
        (AGE_RECORD, &surface.age_record, &[BIRTH_DATE]),
        (CARD_FACE, &surface.card_face, &[CHECK_NUMBER_B, CHECK_NUMBER_A]),
        (INFORMATION, &surface.information, &[]),
        (CERTIFICATE, &surface.certificate, &[]),
        (INDIVIDUAL_NUMBER_IMAGE, &surface.individual_number_image, &[CHECK_NUMBER_A]),
    ];
    let credentials = [
        (BIRTH_DATE, holder.birth_date_code(), LIMIT),
        (CHECK_NUMBER_B, holder.check_number_b(), settings.check_number_tries),
        (CHECK_NUMBER_A, Holder::INDIVIDUAL_NUMBER.into(), LIMIT),
    ];
    let mut files = Files::default();
    for (id, content, guards) in records {
        files.insert(id, File::Transparent { content: content.to_vec(), guards });
    }
    for (id, secret, tries) in credentials {
        let credential = Credential::new(secret.as_bytes(), Some(LIMIT), tries, unchangeable);
        files.insert(id, File::Credential(credential));
    }
    files.insert(KEY, File::Key { key: surface.key.clone(), guards: &[] });
    files
}
