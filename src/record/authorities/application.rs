//! The records that an authority certifies.

/// An application with signed records. Each has its own authorities: a key that certifies for one
/// is not valid for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecordApplication {
    /// 券面事項確認: what is printed on the card.
    CardSurface,
    /// 券面事項入力補助: name, address, birth date and sex as text, to fill in forms.
    InputSupport,
}
