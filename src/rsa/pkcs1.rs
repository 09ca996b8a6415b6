//! RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2 and 9.2).

use crate::rsa::PublicKey;

/// In bytes; RFC 8017, 9.2, step 3.
const SHORTEST_PADDING: usize = 8;

impl PublicKey {
    /// Whether `signature` is this key's signature over `content` as it is, usually a DigestInfo,
    /// with PKCS #1 v1.5 padding.
    ///
    /// The expected message is built and compared as a whole. The received one is not parsed, so
    /// nothing in it can be skipped.
    pub(crate) fn signed_pkcs1(&self, content: &[u8], signature: &[u8]) -> bool {
        encode(content, self.length())
            .is_some_and(|encoded| self.message(signature).is_some_and(|came| came == encoded))
    }
}

/// The message of `length` bytes with this content, if it fits.
fn encode(content: &[u8], length: usize) -> Option<Vec<u8>> {
    let padding = length.checked_sub(content.len())?.checked_sub(3)?;
    (padding >= SHORTEST_PADDING)
        .then(|| [b"\x00\x01", &vec![0xFF; padding][..], b"\x00", content].concat())
}
