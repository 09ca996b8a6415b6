//! The application's files (OpenSC, myna, jpki-rs, myna-card and jsapdu agree).

use crate::card::{ApplicationIdentifier, ElementaryFile};

/// The JPKI application.
pub const APPLICATION: ApplicationIdentifier =
    ApplicationIdentifier(&[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01]);

pub(super) const TOKEN_INFORMATION: ElementaryFile =
    ElementaryFile { identifier: 0x0006, name: "token information" };
pub(super) const CERTIFICATE_AVAILABILITY: ElementaryFile =
    ElementaryFile { identifier: 0x0008, name: "certificate availability" };
pub(super) const AUTHENTICATION_CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x000A, name: "authentication certificate" };
pub(super) const AUTHENTICATION_CA_CERTIFICATE: ElementaryFile =
    ElementaryFile { identifier: 0x000B, name: "authentication CA certificate" };
pub(super) const AUTHENTICATION_KEY: ElementaryFile =
    ElementaryFile { identifier: 0x0017, name: "authentication key" };
pub(super) const AUTHENTICATION_PIN: ElementaryFile =
    ElementaryFile { identifier: 0x0018, name: "authentication PIN" };
