//! Which records an authority stands behind.

/// An application with signed records. Each has authorities of its own: a key that
/// vouches for one counts for nothing in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordApplication {
    /// 券面事項確認: what is printed on the card.
    CardSurface,
    /// 券面事項入力補助: the same as text, for forms.
    InputSupport,
}
