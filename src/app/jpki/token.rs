//! What kind of token this is, and which certificates it holds.

use crate::text::shown;

/// The label, padded with spaces, at the start of the token information file: a PKCS #11
/// `CK_TOKEN_INFO` of 160 bytes (myna, myna-card). The rest is not used, and takes 13 ms to read
/// from a contactless card.
pub(super) const LABEL_LENGTH: usize = 32;
/// The length of the certificate availability file (myna-card).
pub(super) const AVAILABILITY_LENGTH: usize = 3;

/// The kinds of token that hold JPKI certificates, by their labels.
const KINDS: [(&str, TokenKind); 4] = [
    ("JPKIAPICCTOKEN2", TokenKind::MyNumberCard),
    ("JPKIAPICCTOKEN", TokenKind::ResidentRegistryCard),
    ("JPKIAPGPSETOKEN", TokenKind::Android),
    ("JPKIAPIOSTOKEN", TokenKind::Iphone),
];

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenKind {
    /// The Individual Number Card (個人番号カード).
    MyNumberCard,
    /// The older Basic Resident Registration Card (住民基本台帳カード).
    ResidentRegistryCard,
    /// The certificates on an Android phone: its authentication certificate is readable only after
    /// the PIN.
    Android,
    /// The certificates on an iPhone.
    Iphone,
    /// An unknown label; see [`TokenInformation::label`].
    Unknown,
}

/// The part of the token information file that is read: its label.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, TokenKind};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let token = card.jpki()?.token_information()?;
/// assert_eq!((token.kind(), token.label()), (TokenKind::MyNumberCard, "JPKIAPICCTOKEN2"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInformation {
    label: String,
}

impl TokenInformation {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let label = bytes.get(..LABEL_LENGTH).unwrap_or(bytes);
        let end = label.iter().rposition(|byte| !matches!(byte, b' ' | b'\0'));
        let label = end.and_then(|end| label.get(..=end)).unwrap_or_default();
        Self { label: shown(label) }
    }

    /// The kind of token.
    #[must_use]
    pub fn kind(&self) -> TokenKind {
        KINDS
            .iter()
            .find(|(label, _)| *label == self.label)
            .map_or(TokenKind::Unknown, |(_, kind)| *kind)
    }

    /// The label without its padding, such as `JPKIAPICCTOKEN2`; at most 32 characters. It names a
    /// kind, not a holder. Safe to show: U+FFFD replaces each control, invisible or
    /// direction-changing character that a fake card may contain, and invalid UTF-8.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// Which certificates the token holds.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::Card;
///
/// let reader = VirtualReader::new(VirtualCard::builder().childs_card().build()?);
/// let available = Card::new(reader.connect()?).jpki()?.certificate_availability()?;
/// assert!(available.authentication && !available.signature);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateAvailability {
    /// There is a signature certificate (署名用電子証明書).
    pub signature: bool,
    /// There is a user-authentication certificate (利用者証明用電子証明書).
    pub authentication: bool,
}

impl CertificateAvailability {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        // `8F` means present; the third byte's meaning is not published (myna-card).
        let present = |index: usize| bytes.get(index) == Some(&0x8F);
        Self { signature: present(0), authentication: present(1) }
    }
}

#[cfg(test)]
mod tests;
