//! Sex, as the cards encode it.

/// Sex by JIS X 0303, one ASCII digit on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sex {
    /// `1`
    Male,
    /// `2`
    Female,
    /// `0`
    NotKnown,
    /// `9`
    NotApplicable,
    /// A byte that is not in the standard, as it is.
    Other(u8),
}

impl Sex {
    pub(super) const fn read([byte]: &[u8; 1]) -> Self {
        match byte {
            b'0' => Self::NotKnown,
            b'1' => Self::Male,
            b'2' => Self::Female,
            b'9' => Self::NotApplicable,
            other => Self::Other(*other),
        }
    }
}
