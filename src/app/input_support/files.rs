//! The application's files (myna, jpki-rs, jsapdu and myna-card agree).

use crate::app::application::{Application, Credential};
use crate::card::{ApplicationIdentifier, ElementaryFile};
use crate::status::Status;

/// The input-support application (myna, jpki-rs, myna-card, jsapdu).
pub(crate) const APPLICATION: ApplicationIdentifier =
    ApplicationIdentifier(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08]);

/// How many bytes of a file are read again, in one command, to distinguish cards: of the
/// certificate, both key identifiers and most of the key.
const START: usize = 256;

pub(super) const INPUT_SUPPORT: Application = Application {
    identifier: APPLICATION,
    name: "input-support application",
    // Freely readable files at best distinguish one municipality's cards from another's.
    identifying: &[(INFORMATION, START), (CERTIFICATE, START)],
};

#[cfg(feature = "individual-number")]
pub(super) const INDIVIDUAL_NUMBER: ElementaryFile =
    ElementaryFile { identifier: 0x0001, name: "individual number" };
pub(super) const BASIC_ATTRIBUTES: ElementaryFile =
    ElementaryFile { identifier: 0x0002, name: "basic four attributes" };
pub(super) const INTEGRITY_RECORD: ElementaryFile =
    ElementaryFile { identifier: 0x0003, name: "integrity record" };
pub(super) const CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x0004, name: "input-support certificate" };
pub(super) const INFORMATION: ElementaryFile =
    ElementaryFile { identifier: 0x0005, name: "input-support information" };

/// 券面事項入力補助用の暗証番号: four digits, three tries.
pub(super) const PIN: Credential = Credential {
    file: ElementaryFile { identifier: 0x0011, name: "input-support PIN" },
    format: Status::PinFormat,
    wrong: Status::InputSupportPinWrong,
    blocked: Status::InputSupportPinBlocked,
};
/// 照合番号B: fourteen digits, ten tries.
pub(super) const CHECK_NUMBER_B: Credential = Credential {
    file: ElementaryFile { identifier: 0x0015, name: "check number B" },
    format: Status::CheckNumberFormat,
    wrong: Status::CheckNumberWrong,
    blocked: Status::CheckNumberBlocked,
};
