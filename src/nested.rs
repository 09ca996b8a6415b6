//! Decoding DER into structures that own their contents.

use der::asn1::AnyRef;
use der::{DecodeOwned, Reader, SliceReader, Tag, Tagged};

/// Real input has about fifteen levels.
const DEEPEST: usize = 32;

/// Decodes a structure with nothing after it. `der` allocates as many bytes as an object announces,
/// up to 256 MiB, before it notices that they are missing, so the lengths are checked against each
/// other first.
///
/// # Errors
/// If an object does not end within its parent, or the structure cannot be decoded.
pub(crate) fn read<T: DecodeOwned>(bytes: &[u8]) -> der::Result<T> {
    ends_agree(bytes)?;
    T::from_der(bytes)
}

/// Checks that every object ends within its parent.
pub(crate) fn ends_agree(bytes: &[u8]) -> der::Result<()> {
    within(bytes, DEEPEST)
}

fn within(bytes: &[u8], depth: usize) -> der::Result<()> {
    let depth = depth.checked_sub(1).ok_or(Tag::Sequence.length_error())?;
    let mut objects = SliceReader::new(bytes)?;
    while !objects.is_finished() {
        let object: AnyRef<'_> = objects.decode()?;
        if object.tag().is_constructed() {
            within(object.value(), depth)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
