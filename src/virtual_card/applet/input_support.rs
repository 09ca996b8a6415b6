//! The contents of the input-support application (券面事項入力補助).

use crate::virtual_card::credentials::{Credential, is_pin, unchangeable};
use crate::virtual_card::files::{File, FileId, Files, Guards};
use crate::virtual_card::issuer::{Holder, Issued};
use crate::virtual_card::settings::Settings;

/// The PIN, which unlocks everything.
pub(in crate::virtual_card) const PIN: FileId = 0x0011;
/// The credential compared with check number B.
pub(in crate::virtual_card) const CHECK_NUMBER_B: FileId = 0x0015;
/// The credential compared with check number A, the individual number.
pub(super) const CHECK_NUMBER_A: FileId = 0x0014;
/// The individual number.
pub(super) const INDIVIDUAL_NUMBER: FileId = 0x0001;
/// The application's own key.
pub(super) const KEY: FileId = 0x0013;

/// It is blocked on every card; what it would unlock is unknown.
const BLOCKED: FileId = 0x0012;
const BASIC_ATTRIBUTES: FileId = 0x0002;
const INTEGRITY_RECORD: FileId = 0x0003;
const CERTIFICATE: FileId = 0x0004;
const INFORMATION: FileId = 0x0005;
const SESSION_PUBLIC_KEY: FileId = 0x0006;
const SIGNED_PUBLIC_KEY: FileId = 0x0007;

/// Wrong tries in a row that block the PIN, and a check number.
const PIN_LIMIT: u8 = 3;
const LIMIT: u8 = 10;

/// The application's files.
pub(in crate::virtual_card) fn files(
    settings: &Settings,
    issued: &Issued,
    holder: &Holder,
) -> Files {
    const ANY: Guards = &[PIN, CHECK_NUMBER_A, CHECK_NUMBER_B];
    let support = &issued.records.input_support;
    let records: [(FileId, &[u8], Guards); 7] = [
        (INDIVIDUAL_NUMBER, &support.individual_number, &[PIN, CHECK_NUMBER_A]),
        (BASIC_ATTRIBUTES, &support.basic_attributes, &[PIN, CHECK_NUMBER_B]),
        (INTEGRITY_RECORD, &support.integrity_record, ANY),
        (CERTIFICATE, &support.certificate, &[]),
        (INFORMATION, &support.information, &[]),
        (SESSION_PUBLIC_KEY, &support.session_public_key, ANY),
        (SIGNED_PUBLIC_KEY, &support.signed_public_key, ANY),
    ];
    let mut files = Files::default();
    for (id, content, guards) in records {
        files.insert(id, File::Transparent { content: content.to_vec(), guards });
    }
    let check_number = |secret: &str, tries| {
        File::Credential(Credential::new(secret.as_bytes(), Some(LIMIT), tries, unchangeable))
    };
    files.insert(CHECK_NUMBER_A, check_number(Holder::INDIVIDUAL_NUMBER, LIMIT));
    files.insert(
        CHECK_NUMBER_B,
        check_number(&holder.check_number_b(), settings.check_number_tries),
    );
    files.insert(BLOCKED, check_number("", 0));
    let pin = &settings.input_support_pin;
    let tries = settings.input_support_pin_tries;
    files.insert(PIN, File::Credential(Credential::new(pin, Some(PIN_LIMIT), tries, is_pin)));
    files.insert(KEY, File::Key { key: support.key.clone(), guards: &[] });
    files
}
