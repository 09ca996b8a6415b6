//! Reads numbers and pieces from the front of a byte slice.

/// Entries of equal length, with nothing after them.
pub(super) fn entries<const LENGTH: usize>(bytes: &[u8]) -> Option<Vec<[u8; LENGTH]>> {
    let chunks = bytes.chunks(LENGTH);
    chunks.map(|entry| entry.try_into().ok()).collect()
}

pub(super) fn u16_of(bytes: &mut &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(take(bytes, 2)?.try_into().ok()?))
}

pub(super) fn u32_of(bytes: &mut &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(take(bytes, 4)?.try_into().ok()?))
}

pub(super) fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}
