//! What distinguishes the CAs: whose certificates they issue, and for what purpose.

/// Whose certificates an anchor issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hierarchy {
    /// Real holders.
    Production,
    /// Test cards, which belong to nobody.
    Test,
}

/// What a certificate and its key are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// 利用者証明用電子証明書: the holder is present and knows the PIN.
    Authentication,
    /// 署名用電子証明書: the holder signs a document.
    Signature,
}
