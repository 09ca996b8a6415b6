//! Whether another program left the card open after a PIN.
//!
//! The card does not say so: VERIFY without data answers `63Cx` whether the PIN is verified or not.
//! What does show it is a command that is refused with `6982` until then, compared with the same
//! command after everything is closed. None of them reads anything personal or makes a signature:
//! reading one byte returns a tag, and a signature of nothing returns none.

use jpkicard::transport::Transport;

use crate::failure::Result;

/// SELECT of an elementary file of whatever application is selected (ISO 7816-4, 7.1.1).
const KEY_FILE: &[u8] = &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x17];
const SIGNATURE_CERTIFICATE: &[u8] = &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x01];
const SECOND_FILE: &[u8] = &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x02];
/// COMPUTE DIGITAL SIGNATURE without data and without room for an answer.
const SIGN_NOTHING: &[u8] = &[0x80, 0x2A, 0x00, 0x80];
/// READ BINARY of one byte: the first of a tag.
const READ_TAG: &[u8] = &[0x00, 0xB0, 0x00, 0x00, 0x01];
const SELECT_JPKI: &[u8] =
    &[0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];
const SELECT_SURFACE: &[u8] =
    &[0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02];
const SELECT_INPUT_SUPPORT: &[u8] =
    &[0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];

const OK: u16 = 0x9000;
/// Security status not satisfied: it is closed.
const CLOSED: u16 = 0x6982;

/// What was selected when we came, and what it allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    sign: u16,
    signature_certificate: u16,
    second_file: u16,
}

/// The status word of one command; 0 if there was none.
fn send(link: &mut impl Transport, command: &[u8]) -> Result<u16> {
    let mut response = [0; 258];
    let length = link.transmit(command, &mut response)?;
    let answer = response.get(..length).and_then(<[u8]>::last_chunk::<2>);
    Ok(answer.map_or(0, |word| u16::from_be_bytes(*word)))
}

/// Tries the commands in the application that is selected now.
fn probe(link: &mut impl Transport) -> Result<Found> {
    let mut found = Found { sign: 0, signature_certificate: 0, second_file: 0 };
    // Only the JPKI application has this file. Elsewhere file 0001 may be the individual number,
    // which is not touched.
    if send(link, KEY_FILE)? == OK {
        found.sign = send(link, SIGN_NOTHING)?;
        if send(link, SIGNATURE_CERTIFICATE)? == OK {
            found.signature_certificate = send(link, READ_TAG)?;
        }
    } else if send(link, SECOND_FILE)? == OK {
        found.second_file = send(link, READ_TAG)?;
    }
    Ok(found)
}

/// Whether the card was open when the transaction began, and closes it then. To be called in a
/// transaction, before anything is selected in it.
///
/// # Errors
/// The transport's.
pub(super) fn is_open(link: &mut impl Transport) -> Result<bool> {
    let before = probe(link)?;
    let suspicious = [before.sign, before.signature_certificate, before.second_file];
    if suspicious.iter().all(|word| *word == 0 || *word == CLOSED) {
        return Ok(false);
    }
    // Without power every application forgets its PINs.
    link.end_transaction()?;
    link.power_down()?;
    link.begin_transaction()?;
    for application in [SELECT_JPKI, SELECT_INPUT_SUPPORT, SELECT_SURFACE] {
        // The first command after power-up may be refused.
        if send(link, application)? != OK && send(link, application)? != OK {
            continue;
        }
        let closed = probe(link)?;
        let pairs = [
            (before.sign, closed.sign),
            (before.signature_certificate, closed.signature_certificate),
            (before.second_file, closed.second_file),
        ];
        if pairs.iter().any(|(then, now)| *then != 0 && *then != CLOSED && *now == CLOSED) {
            return Ok(true);
        }
    }
    Ok(false)
}
