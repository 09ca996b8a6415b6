//! Text fields padded with spaces, and numbers as attributes.

use cryptoki_sys::*;

/// A text in a field of fixed length, padded with spaces; too long a text is cut at a character.
pub(crate) fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut field = [b' '; N];
    let fits = text.char_indices().map(|(at, character)| at.saturating_add(character.len_utf8()));
    let length = fits.take_while(|end| *end <= N).last().unwrap_or(0);
    for (place, byte) in field.iter_mut().zip(text.bytes().take(length)) {
        *place = byte;
    }
    field
}

/// A `CK_ULONG` as the value of an attribute.
pub(crate) fn number(value: CK_ULONG) -> Vec<u8> {
    value.to_ne_bytes().to_vec()
}

/// A `CK_BBOOL` as the value of an attribute.
pub(crate) fn truth(value: bool) -> Vec<u8> {
    vec![if value { CK_TRUE } else { CK_FALSE }]
}

/// Hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The version of this module.
pub(crate) const VERSION: CK_VERSION = CK_VERSION {
    major: decimal(env!("CARGO_PKG_VERSION_MAJOR")),
    minor: decimal(env!("CARGO_PKG_VERSION_MINOR")),
};

#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated by the compiler"
)]
const fn decimal(digits: &str) -> u8 {
    let (bytes, mut value, mut at) = (digits.as_bytes(), 0, 0);
    while at < bytes.len() {
        value = value * 10 + (bytes[at] - b'0');
        at += 1;
    }
    value
}
