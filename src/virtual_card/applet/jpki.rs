//! The contents of the JPKI application (公的個人認証).

use crate::virtual_card::credentials::{Credential, is_pin};
use crate::virtual_card::files::{File, FileId, Files, Guards};
use crate::virtual_card::issuer::Issued;
use crate::virtual_card::settings::{Settings, Token};

/// The PIN of the authentication key.
pub(in crate::virtual_card) const PIN: FileId = 0x0018;
/// The password of the signature key.
pub(in crate::virtual_card) const PASSWORD: FileId = 0x001B;

const SIGNATURE_CERTIFICATE: FileId = 0x0001;
const SIGNATURE_CA_CERTIFICATE: FileId = 0x0002;
const TOKEN_INFORMATION: FileId = 0x0006;
const CERTIFICATE_AVAILABILITY: FileId = 0x0008;
const AUTHENTICATION_CERTIFICATE: FileId = 0x000A;
const AUTHENTICATION_CA_CERTIFICATE: FileId = 0x000B;
const AUTHENTICATION_KEY: FileId = 0x0017;
const SIGNATURE_KEY: FileId = 0x001A;

/// The files of a card with these settings and certificates.
pub(in crate::virtual_card) fn files(settings: &Settings, issued: &Issued) -> Files {
    let mut files = Files::default();
    let readable = |content: Vec<u8>, guards| File::Transparent { content, guards };
    let certificate = |der: &[u8], guards| {
        let mut content = der.to_vec();
        content.resize(der.len().saturating_add(settings.filler), 0xFF);
        readable(content, guards)
    };

    let phone_hides_it: Guards = match settings.token {
        Token::Android => &[PIN],
        _ => &[],
    };
    let authentication = &issued.authentication;
    files.insert(
        AUTHENTICATION_CERTIFICATE,
        certificate(&authentication.certificate, phone_hides_it),
    );
    files.insert(AUTHENTICATION_CA_CERTIFICATE, certificate(&authentication.ca_certificate, &[]));
    files.insert(AUTHENTICATION_KEY, File::Key { key: authentication.key.clone(), guards: &[PIN] });
    files.insert(
        PIN,
        File::Credential(Credential::new(
            &settings.pin,
            settings.pin_limit,
            settings.pin_tries,
            is_pin,
        )),
    );

    let signature = &issued.signature;
    files.insert(SIGNATURE_CA_CERTIFICATE, certificate(&signature.ca_certificate, &[]));
    if settings.signature_certificate {
        files.insert(SIGNATURE_CERTIFICATE, certificate(&signature.certificate, &[PASSWORD]));
        files.insert(SIGNATURE_KEY, File::Key { key: signature.key.clone(), guards: &[PASSWORD] });
        files.insert(
            PASSWORD,
            File::Credential(Credential::new(
                &settings.password,
                Some(settings.password_limit),
                settings.password_tries,
                is_password,
            )),
        );
    }

    files.insert(TOKEN_INFORMATION, readable(token_information(settings), &[]));
    // Signature, authentication, and a third byte of unknown meaning.
    let availability = vec![if settings.signature_certificate { 0x8F } else { 0x00 }, 0x8F, 0x00];
    files.insert(CERTIFICATE_AVAILABILITY, readable(availability, &[]));
    files
}

fn is_password(new: &[u8]) -> bool {
    (6..=16).contains(&new.len())
        && new.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// `CK_TOKEN_INFO` of PKCS #11 in 160 bytes: text fields padded with spaces,
/// four-byte integers, big-endian.
fn token_information(settings: &Settings) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(160);
    for (text, width) in [
        (settings.token.label(), 32_usize),
        ("JPKICARD-TEST", 32),
        ("VIRTUAL", 16),
        ("0000000000000000", 16),
    ] {
        bytes.extend(text.bytes().chain(std::iter::repeat(b' ')).take(width));
    }
    // flags: RNG, write protected, login required, user PIN initialised, token initialised.
    const FLAGS: u32 = 0x0000_040F;
    const UNKNOWN: u32 = 0xFFFF_FFFF;
    // Sessions: maximum and open, then the same for read-write; PIN length: maximum, minimum;
    // public and private memory: total and free.
    for number in [FLAGS, 0, UNKNOWN, 0, UNKNOWN, 16, 4, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN] {
        bytes.extend_from_slice(&u32::to_be_bytes(number));
    }
    // Hardware and firmware version, then the clock that the card does not have.
    bytes.extend_from_slice(&[1, 0, 1, 0]);
    bytes.extend_from_slice(&[b' '; 16]);
    bytes
}
