//! Checks for the single form that DER allows: numbers that are compared as bytes, and fields that
//! would be skipped in any other order.

use der::asn1::AnyRef;
use der::{Reader, SliceReader, Tag, Tagged};

/// The 20 octets of RFC 5280, 4.1.2.2, and a sign octet: the maximum for a certificate.
const LONGEST_SERIAL: usize = 21;

/// A serial number's octets. Zero and negative numbers, which RFC 5280 forbids, are accepted here
/// as they are in certificates.
pub(super) fn serial_number(any: AnyRef<'_>) -> der::Result<&[u8]> {
    any.tag().assert_eq(Tag::Integer)?;
    let octets = any.value();
    let is_minimal = match octets {
        [] => false,
        [0, second, ..] => second & 0x80 != 0,
        [0xFF, second, ..] => second & 0x80 == 0,
        _ => true,
    };
    if is_minimal && octets.len() <= LONGEST_SERIAL {
        Ok(octets)
    } else {
        Err(Tag::Integer.value_error())
    }
}

/// A non-negative number, such as a CRL number, of at most as many octets.
pub(super) fn natural(any: AnyRef<'_>) -> der::Result<&[u8]> {
    match serial_number(any)? {
        [0x80..=0xFF, ..] => Err(Tag::Integer.value_error()),
        octets => Ok(octets),
    }
}

/// Checks that the tagged fields of a structure are in ascending order, each at most once: the
/// decoder skips a field that comes too late, whatever it contains.
pub(super) fn fields_ascend(structure: AnyRef<'_>) -> der::Result<()> {
    let mut fields = SliceReader::new(structure.value())?;
    let mut last = None;
    while !fields.is_finished() {
        let field: AnyRef<'_> = fields.decode()?;
        last = match field.tag() {
            Tag::ContextSpecific { number, .. } if last.is_none_or(|last| number > last) => {
                Some(number)
            }
            tag @ Tag::ContextSpecific { .. } => return Err(tag.value_error()),
            // After an untagged field, counting starts again.
            _ => None,
        };
    }
    Ok(())
}

/// Like [`fields_ascend`], for a structure whose optional fields after the last untagged one begin
/// with `[1]`: the decoder would skip a `[0]` there, which has its place at the beginning.
pub(super) fn fields_ascend_from_one(structure: AnyRef<'_>) -> der::Result<()> {
    fields_ascend(structure)?;
    let mut fields = SliceReader::new(structure.value())?;
    let mut is_after_untagged = false;
    while !fields.is_finished() {
        let field: AnyRef<'_> = fields.decode()?;
        match field.tag() {
            tag @ Tag::ContextSpecific { number, .. } => {
                if is_after_untagged && number.value() == 0 {
                    return Err(tag.value_error());
                }
            }
            _ => is_after_untagged = true,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
