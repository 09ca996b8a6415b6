//! The application's files (OpenSC, myna, jpki-rs, myna-card and jsapdu agree).

use crate::app::application::{Application, Credential};
use crate::app::jpki::token;
use crate::card::{ApplicationIdentifier, ElementaryFile};
use crate::status::Status;

/// The JPKI application.
pub const APPLICATION: ApplicationIdentifier =
    ApplicationIdentifier(&[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01]);

/// How many bytes identify a certificate: issuer, serial number and validity. Most cards return
/// that much for one command.
pub(crate) const CERTIFICATE_START: usize = 256;

/// The token information at least identifies the kind of token; the start of the certificate, which
/// a phone hides before the PIN, identifies the holder.
pub(super) const JPKI: Application = Application {
    identifier: APPLICATION,
    name: "JPKI application",
    identifying: &[
        (TOKEN_INFORMATION, token::LABEL_LENGTH),
        (AUTHENTICATION_CERTIFICATE, CERTIFICATE_START),
    ],
};

pub(super) const SIGNATURE_CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x0001, name: "signature certificate" };
pub(super) const SIGNATURE_CA_CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x0002, name: "signature CA certificate" };
pub(super) const TOKEN_INFORMATION: ElementaryFile =
    ElementaryFile { identifier: 0x0006, name: "token information" };
pub(super) const CERTIFICATE_AVAILABILITY: ElementaryFile =
    ElementaryFile { identifier: 0x0008, name: "certificate availability" };
pub(crate) const AUTHENTICATION_CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x000A, name: "authentication certificate" };
pub(super) const AUTHENTICATION_CA_CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x000B, name: "authentication CA certificate" };
pub(super) const AUTHENTICATION_KEY: ElementaryFile =
    ElementaryFile { identifier: 0x0017, name: "authentication key" };
pub(super) const AUTHENTICATION_PIN: ElementaryFile =
    ElementaryFile { identifier: 0x0018, name: "authentication PIN" };
pub(super) const SIGNATURE_KEY: ElementaryFile =
    ElementaryFile { identifier: 0x001A, name: "signature key" };
pub(super) const SIGNATURE_PASSWORD: ElementaryFile =
    ElementaryFile { identifier: 0x001B, name: "signature password" };

/// A key with its certificate and the PIN or password that unlocks it.
#[derive(Debug)]
pub(super) struct KeySet {
    pub(super) certificate: ElementaryFile,
    pub(super) key: ElementaryFile,
    pub(super) secret: Credential,
    /// How many tries a right secret restores (OpenSC, myna-card).
    pub(super) tries: u8,
}

/// User authentication (利用者証明用).
pub(super) const AUTHENTICATION: KeySet = KeySet {
    certificate: AUTHENTICATION_CERTIFICATE,
    key: AUTHENTICATION_KEY,
    secret: Credential {
        file: AUTHENTICATION_PIN,
        format: Status::PinFormat,
        wrong: Status::PinWrong,
        blocked: Status::PinBlocked,
    },
    tries: 3,
};
/// Signatures on documents (署名用).
pub(super) const SIGNATURE: KeySet = KeySet {
    certificate: SIGNATURE_CERTIFICATE,
    key: SIGNATURE_KEY,
    secret: Credential {
        file: SIGNATURE_PASSWORD,
        format: Status::PasswordFormat,
        wrong: Status::PasswordWrong,
        blocked: Status::PasswordBlocked,
    },
    tries: 5,
};
