//! Objects of the records (BER-TLV), encoded as on the genuine test card.

use rsa::RsaPrivateKey;
use rsa::traits::PublicKeyParts;

use crate::virtual_card::issuer::order::IssueError;

/// The length of a key identifier in bytes.
pub(in crate::virtual_card) const KEY_IDENTIFIER_LENGTH: usize = 16;

/// One object. A value of 128 bytes or more has its length in the form `82 xx xx`, even where `81
/// xx` would be enough (fixtures of myna-card 3.3).
pub(super) fn object(tag: u16, value: &[u8]) -> Result<Vec<u8>, IssueError> {
    let length = u16::try_from(value.len()).map_err(|_| IssueError::Encoding)?;
    let (tag, length) = (tag.to_be_bytes(), length.to_be_bytes());
    let [_, low] = length;
    let tag: &[u8] = match &tag {
        [0, low] => std::slice::from_ref(low),
        both => both,
    };
    Ok(if low < 0x80 && value.len() < 0x80 {
        [tag, &[low], value].concat()
    } else {
        [tag, &[0x82], &length, value].concat()
    })
}

/// One object that contains a table of offsets and other objects: for each of these, a two-byte
/// offset from the outer object's first byte.
pub(super) fn object_with_offsets(
    tag: u16,
    table_tag: u16,
    objects: &[Vec<u8>],
) -> Result<Vec<u8>, IssueError> {
    // The length of the table is known, and thus the length of everything before the other objects.
    let blank = object(table_tag, &vec![0; objects.len().saturating_mul(2)])?;
    let rest = objects.concat();
    let all = object(tag, &[blank.as_slice(), &rest].concat())?;
    let mut offset = all.len().saturating_sub(rest.len());
    let mut table = Vec::new();
    for object in objects {
        table.extend(u16::try_from(offset).map_err(|_| IssueError::Encoding)?.to_be_bytes());
        offset = offset.saturating_add(object.len());
    }
    object(tag, &[object(table_tag, &table)?, rest].concat())
}

/// A key's exponent (tag `90`) and modulus (tag `91`): 265 bytes.
pub(super) fn public_key(key: &RsaPrivateKey) -> Result<Vec<u8>, IssueError> {
    Ok([object(0x90, &[1, 0, 1])?, object(0x91, &key.n().to_bytes_be())?].concat())
}

/// A key's identifier: seven digits, `08 05`, three digits, four zero bytes.
pub(super) fn key_identifier(number: &[u8; 7], group: &[u8; 3]) -> [u8; KEY_IDENTIFIER_LENGTH] {
    let [a, b, c, d, e, f, g] = *number;
    let [x, y, z] = *group;
    [a, b, c, d, e, f, g, 0x08, 0x05, x, y, z, 0, 0, 0, 0]
}

#[cfg(test)]
mod tests;
