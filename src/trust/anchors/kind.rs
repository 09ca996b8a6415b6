//! What tells the CAs apart: whom they speak of, and for what.

/// Whom an anchor's certificates speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hierarchy {
    /// Real holders.
    Production,
    /// Test cards: nobody.
    Test,
}

/// What a certificate and its key are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// 利用者証明用電子証明書: the holder is present and knows the PIN.
    Authentication,
    /// 署名用電子証明書: the holder signs a document.
    Signature,
}
