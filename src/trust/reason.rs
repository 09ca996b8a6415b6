//! Why something is not trusted: every reason that a verdict can contain.

use std::collections::BTreeSet;
#[cfg(feature = "capi")]
use std::ffi::CStr;
use std::fmt;

use crate::status::Language;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $message:literal, $message_ja:literal;)+) => {
        /// One reason not to trust a certificate, an answer about it or a signature.
        ///
        /// The numbers never change and are never reused. A verdict lists its reasons in their
        /// order. `Display` is one English sentence without its full stop, without any data of the
        /// holder.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum Reason { $($(#[$doc])* $name = $number,)+ }

        impl Reason {
            /// Every reason, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name, such as `Expired`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// What is wrong, in one English sentence without its full stop.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)+ }
            }

            /// What is wrong, in one sentence of that language without its full stop:
            /// in English, that of [`message`](Self::message).
            #[must_use]
            pub const fn text(self, language: Language) -> &'static str {
                match (self, language) { $(
                    (Self::$name, Language::English) => $message,
                    (Self::$name, Language::Japanese) => $message_ja,
                )+ }
            }

            /// The sentence of [`text`](Self::text) as a C text.
            #[cfg(feature = "capi")]
            pub(crate) fn c_text(self, language: Language) -> &'static CStr {
                let text = match (self, language) { $(
                    (Self::$name, Language::English) => concat!($message, "\0"),
                    (Self::$name, Language::Japanese) => concat!($message_ja, "\0"),
                )+ };
                CStr::from_bytes_with_nul(text.as_bytes()).unwrap_or_default()
            }
        }
    };
}

reasons! {
    // The certificate and its issuer.
    /// The certificate, or a required extension of it, is malformed.
    CertificateMalformed = 100, "the certificate cannot be read",
        "証明書を読み取れません";
    /// An extension is present twice in the certificate (RFC 5280, 4.2).
    DuplicateExtension = 101, "the certificate contains the same extension twice",
        "証明書に同じ拡張が 2 回あります";
    /// A critical extension is unknown.
    UnknownCriticalExtension = 102, "the certificate has an unknown critical extension",
        "証明書に、このバージョンが対応していない重要（critical）な拡張があります";
    /// The certificate does not name its issuer's key.
    IssuerKeyUnnamed = 103, "the certificate does not name its issuer's key",
        "証明書に発行者の鍵の識別子がありません";
    /// No trust anchor has the key that the certificate names as its issuer's.
    IssuerUnknown = 104, "the certificate's issuer is not among the trust anchors",
        "証明書の発行者が、信頼する認証局に含まれていません";
    /// The issuer's name is not the anchor's.
    IssuerNameDiffers = 105, "the issuer's name is not that of the trust anchor",
        "証明書の発行者名が認証局の名前と違います";
    /// The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
    AlgorithmNotAllowed = 106, "the certificate is signed with an algorithm that is not allowed",
        "証明書の署名に、認められない方式が使われています";
    /// The certificate's signature is not by the anchor's key.
    CertificateSignatureInvalid = 107, "the certificate's signature is invalid",
        "証明書の署名が正しくありません";
    /// The anchor is that of the other CA: authentication and signature are not interchangeable.
    AnchorOfOtherPurpose = 108, "the certificate was issued by the CA for another purpose",
        "別の用途の認証局が発行した証明書です";
    /// The anchor is not valid yet.
    AnchorNotYetValid = 109, "the CA certificate is not valid yet",
        "認証局の証明書の有効期間がまだ始まっていません";
    /// The anchor is no longer valid.
    AnchorExpired = 110, "the CA certificate has expired",
        "認証局の証明書の有効期限が切れています";
    /// The certificate is not valid yet.
    NotYetValid = 111, "the certificate is not valid yet",
        "証明書の有効期間がまだ始まっていません";
    /// The certificate is no longer valid: the holder renews it at the municipal office.
    Expired = 112, "the certificate has expired",
        "証明書の有効期限が切れています";
    /// The certificate's key is not RSA of 2048 to 4096 bits.
    KeyNotAllowed = 113, "the certificate's key is of a kind or length that is not allowed",
        "証明書の鍵の種類または長さが認められていません";
    /// The key usage is not the one for this purpose, or missing.
    KeyUsageWrong = 114, "the certificate's key usage does not allow this purpose",
        "証明書の鍵用途（keyUsage）が目的に合いません";
    /// The extended key usage does not allow this purpose.
    ExtendedKeyUsageWrong = 115, "the certificate's extended key usage does not allow this purpose",
        "証明書の拡張鍵用途（extendedKeyUsage）が目的に合いません";
    /// The certificate is a CA's, not a person's.
    IsAuthority = 116, "the certificate belongs to a CA, not to a person",
        "個人の証明書ではなく、認証局の証明書です";
    /// The certificate is not issued under the policy for this purpose and hierarchy.
    PolicyWrong = 117, "the certificate was issued under another policy",
        "別の証明書ポリシーで発行された証明書です";
    /// The supplied CA certificate does not have the anchor's key and name.
    CaCertificateDiffers = 118, "the supplied CA certificate is not the trust anchor's",
        "指定された認証局の証明書が、信頼する認証局のものと一致しません";

    // What the evidence says about the certificate.
    /// The certificate is revoked.
    Revoked = 200, "the certificate is revoked",
        "証明書が失効しています";
    /// The responder does not know the certificate.
    StatusUnknown = 201, "the responder does not know the certificate",
        "OCSP レスポンダーにこの証明書の情報がありません";
    /// Evidence was supplied, but the issuer that must have signed it is unknown.
    RevocationUndeterminable = 202, "whether the certificate is revoked cannot be checked",
        "証明書が失効しているかどうかを確認できません";

    // An OCSP response (RFC 6960).
    /// The OCSP response is malformed or contradicts itself.
    OcspMalformed = 300, "the OCSP response cannot be read",
        "OCSP の応答を読み取れません";
    /// The responder answered malformedRequest.
    OcspRequestMalformed = 301, "the OCSP responder could not read the request",
        "OCSP レスポンダーが要求を読み取れませんでした";
    /// The responder answered internalError.
    OcspInternalError = 302, "the OCSP responder reported an internal error",
        "OCSP レスポンダーで内部エラーが発生しました";
    /// The responder answered tryLater.
    OcspTryLater = 303, "the OCSP responder asks the client to try again later",
        "OCSP レスポンダーが後でやり直すよう求めています";
    /// The responder answered sigRequired.
    OcspSignatureRequired = 304, "the OCSP responder requires a signed request",
        "OCSP レスポンダーが署名付きの要求を求めています";
    /// The responder answered unauthorized, as it does to anyone who is not a notified verifier.
    OcspUnauthorized = 305, "the OCSP responder does not authorize this client",
        "OCSP レスポンダーがこの要求元への応答を認めていません";
    /// Neither the CA nor a certificate in the response is the responder that it names.
    OcspResponderUnknown = 306, "the signer of the OCSP response is unknown",
        "OCSP の応答の署名者が不明です";
    /// The responder's certificate does not let it answer for the CA.
    OcspResponderNotAuthorized = 307, "the signer of the OCSP response is not authorized by the CA",
        "OCSP の応答の署名者は、この認証局に代わって応答する権限がありません";
    /// The responder's certificate is not valid yet.
    OcspResponderNotYetValid = 308, "the OCSP responder's certificate is not valid yet",
        "OCSP レスポンダーの証明書の有効期間がまだ始まっていません";
    /// The responder's certificate has expired.
    OcspResponderExpired = 309, "the OCSP responder's certificate has expired",
        "OCSP レスポンダーの証明書の有効期限が切れています";
    /// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
    OcspAlgorithmNotAllowed = 310, "the OCSP response is signed with an algorithm that is not allowed",
        "OCSP の応答の署名に、認められない方式が使われています";
    /// The response's signature is invalid.
    OcspSignatureInvalid = 311, "the OCSP response's signature is invalid",
        "OCSP の応答の署名が正しくありません";
    /// The request had a nonce and the response has none: it may be an old response.
    OcspNonceMissing = 312, "the OCSP response does not contain the request's nonce",
        "OCSP の応答に、要求のノンスがありません";
    /// The response's nonce is not the request's: it answers another request.
    OcspNonceDiffers = 313, "the OCSP response answers another request",
        "OCSP の応答は別の要求に対するものです";
    /// The response is not about this certificate.
    OcspOtherCertificate = 314, "the OCSP response is about another certificate",
        "OCSP の応答は別の証明書についてのものです";
    /// The response was produced in the future, or reports a future state.
    OcspNotYetValid = 315, "the OCSP response is dated in the future",
        "OCSP の応答の日時が未来です";
    /// The response is too old.
    OcspExpired = 316, "the OCSP response is out of date",
        "OCSP の応答が古すぎます";
    /// A critical extension of the response is unknown.
    OcspUnknownCriticalExtension = 317, "the OCSP response has an unknown critical extension",
        "OCSP の応答に、このバージョンが対応していない重要（critical）な拡張があります";

    // A certificate revocation list (RFC 5280, 5).
    /// The CRL is malformed or inconsistent.
    CrlMalformed = 400, "the CRL cannot be read",
        "CRL を読み取れません";
    /// The CRL is by another issuer.
    CrlOtherIssuer = 401, "the CRL was issued by another issuer",
        "CRL は別の発行者のものです";
    /// The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
    CrlAlgorithmNotAllowed = 402, "the CRL is signed with an algorithm that is not allowed",
        "CRL の署名に、認められない方式が使われています";
    /// The CRL's signature is not by the anchor's key.
    CrlSignatureInvalid = 403, "the CRL's signature is invalid",
        "CRL の署名が正しくありません";
    /// The CRL was issued in the future.
    CrlNotYetValid = 404, "the CRL is dated in the future",
        "CRL の日時が未来です";
    /// The next CRL is overdue.
    CrlExpired = 405, "the CRL is out of date",
        "CRL が古すぎます";
    /// A critical extension of the CRL or of an entry is unknown.
    CrlUnknownCriticalExtension = 406, "the CRL has an unknown critical extension",
        "CRL に、このバージョンが対応していない重要（critical）な拡張があります";
    /// A delta CRL: it contains only changes.
    CrlDelta = 407, "the CRL is a delta CRL",
        "CRL は差分 CRL です";
    /// An indirect CRL: it covers other issuers' certificates.
    CrlIndirect = 408, "the CRL is an indirect CRL",
        "CRL は間接 CRL です";
    /// The CRL does not cover holders' certificates, or all reasons for revocation.
    CrlOutOfScope = 409, "the CRL does not cover the certificate",
        "CRL はこの証明書を対象にしていません";
    /// The CRL belongs to a distribution point that the certificate does not name.
    CrlOtherDistributionPoint = 410, "the CRL belongs to another distribution point",
        "CRL は別の配布点（distribution point）のものです";

    // The signed challenge.
    /// The supplied digest does not have the algorithm's length.
    ChallengeDigestLength = 500, "the challenge's digest has the wrong length",
        "チャレンジのダイジェストの長さが正しくありません";
    /// The signature is not one by the certificate's key over this challenge.
    ChallengeSignatureInvalid = 501, "the signature over the challenge is invalid",
        "チャレンジに対する署名が正しくありません";
    /// The challenge is empty, or the digest of empty data: it was lost, and a signature over it
    /// could be replayed to anyone.
    ChallengeEmpty = 502, "the challenge is empty",
        "チャレンジが空です";
    /// The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
    ChallengeTooShort = 503, "the challenge has fewer than 16 bytes",
        "チャレンジが短すぎます（16 バイト未満）";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

/// The reasons found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reasons(BTreeSet<Reason>);

impl Reasons {
    pub(super) fn add(&mut self, reason: Reason) {
        self.0.insert(reason);
    }

    /// Adds the reason unless the requirement holds.
    pub(super) fn require(&mut self, holds: bool, reason: Reason) {
        if !holds {
            self.add(reason);
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contain_any(&self, reasons: &[Reason]) -> bool {
        reasons.iter().any(|reason| self.0.contains(reason))
    }

    pub(super) fn into_vec(self) -> Vec<Reason> {
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
