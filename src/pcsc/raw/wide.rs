//! Names of readers for Windows: UTF-16 there, UTF-8 here.
//!
//! Windows does not check that its UTF-16 is well formed. A surrogate without its other half becomes
//! the three bytes that UTF-8 would have for its number if it allowed that (known as WTF-8), so that
//! each name is different from every other, and its reader can be named.

use std::ffi::CStr;

/// The name with a NUL at its end, as the system takes it; `None` for bytes that
/// [`from_system`] cannot return: no reader has such a name.
pub(super) fn to_system(name: &CStr) -> Option<Vec<u16>> {
    let name = name.to_bytes();
    let mut units = Vec::new();
    let mut rest = name;
    while let Some(chunk) = rest.utf8_chunks().next() {
        units.extend(chunk.valid().encode_utf16());
        rest = match rest.get(chunk.valid().len()..)? {
            [] => &[],
            [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, after @ ..] => {
                let (second, third) = (u16::from(second & 0x3F), u16::from(third & 0x3F));
                units.push(0xD000 | (second << 6) | third);
                after
            }
            _ => return None,
        };
    }
    // Two halves that should have been one character.
    if from_system(&units) != name {
        return None;
    }
    units.push(0);
    Some(units)
}

/// A name without a NUL, as the system gives it.
pub(super) fn from_system(name: &[u16]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(name.len());
    for character in char::decode_utf16(name.iter().copied()) {
        match character {
            Ok(character) => {
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Err(error) => {
                let [high, low] = error.unpaired_surrogate().to_be_bytes();
                let second = ((high & 0x0F) << 2) | (low >> 6);
                bytes.extend([0xED, 0x80 | second, 0x80 | (low & 0x3F)]);
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests;
