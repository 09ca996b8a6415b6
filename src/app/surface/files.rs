//! The application's files (jsapdu and myna-card agree).

use crate::app::application::{Application, Credential};
use crate::card::{ApplicationIdentifier, ElementaryFile};
use crate::status::Status;

/// The card-surface application (myna, jpki-rs, myna-card, jsapdu).
pub(crate) const APPLICATION: ApplicationIdentifier =
    ApplicationIdentifier(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02]);

/// How many bytes of a file are read again, in one command, to distinguish cards: of the
/// certificate, both key identifiers and most of the key.
const START: usize = 256;

pub(super) const SURFACE: Application = Application {
    identifier: APPLICATION,
    name: "card-surface application",
    // Freely readable files at best distinguish one municipality's cards from another's.
    identifying: &[(INFORMATION, START), (CERTIFICATE, START)],
};

pub(super) const AGE_RECORD: ElementaryFile =
    ElementaryFile { identifier: 0x0001, name: "age record" };
pub(super) const CARD_FACE: ElementaryFile =
    ElementaryFile { identifier: 0x0002, name: "card face" };
pub(super) const INFORMATION: ElementaryFile =
    ElementaryFile { identifier: 0x0003, name: "card-surface information" };
pub(super) const CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x0004, name: "card-surface certificate" };
#[cfg(feature = "individual-number")]
pub(super) const INDIVIDUAL_NUMBER_IMAGE: ElementaryFile =
    ElementaryFile { identifier: 0x0005, name: "rendered individual number" };

/// 生年月日: six digits.
pub(super) const BIRTH_DATE: Credential =
    number(ElementaryFile { identifier: 0x0011, name: "birth date" });
/// 照合番号B: fourteen digits.
pub(super) const CHECK_NUMBER_B: Credential =
    number(ElementaryFile { identifier: 0x0012, name: "check number B" });
/// 照合番号A: the individual number.
#[cfg(feature = "individual-number")]
pub(super) const CHECK_NUMBER_A: Credential =
    number(ElementaryFile { identifier: 0x0013, name: "check number A" });

const fn number(file: ElementaryFile) -> Credential {
    Credential {
        file,
        format: Status::CheckNumberFormat,
        wrong: Status::CheckNumberWrong,
        blocked: Status::CheckNumberBlocked,
    }
}
