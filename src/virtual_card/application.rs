//! The card's applications.

/// An application of the card, for [`Builder::damage_in`](crate::virtual_card::Builder::damage_in)
/// and the accessors of [`VirtualCard`](crate::virtual_card::VirtualCard).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Application {
    /// 公的個人認証: the two key pairs and their certificates.
    Jpki,
    /// 券面事項確認: the card face, its photo, the age record.
    CardSurface,
    /// 券面事項入力補助: the individual number, name, address, birth date and sex as text.
    InputSupport,
    /// 共通カード: the card's serial number, municipality and expiry.
    Common,
}

impl Application {
    /// All applications of an Individual Number Card here; phones and the Resident Registry Card
    /// have only the first.
    pub(super) const ALL: [Self; 4] =
        [Self::Jpki, Self::CardSurface, Self::InputSupport, Self::Common];

    /// The application's identifier (OpenSC, myna, jpki-rs, myna-card).
    pub(super) fn identifier(self) -> &'static [u8] {
        match self {
            Self::Jpki => &[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01],
            Self::CardSurface => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02],
            Self::InputSupport => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08],
            Self::Common => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00],
        }
    }
}
