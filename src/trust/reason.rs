//! Why something is not believed: every reason that a verdict can hold.

use std::collections::BTreeSet;
#[cfg(feature = "capi")]
use std::ffi::CStr;
use std::fmt;

use crate::status::Language;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $message:literal, $message_ja:literal;)+) => {
        /// One reason not to believe a certificate, an answer about it or a signature.
        ///
        /// The numbers never change and are never used again. A verdict lists its reasons
        /// in their order. `Display` is one English sentence without its full stop, with
        /// nothing of the holder in it.
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
            /// for English that of [`message`](Self::message).
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
    /// The certificate, or an extension of it that is needed, cannot be read.
    CertificateMalformed = 100, "the certificate cannot be read",
        "証明書を読み取れません";
    /// An extension stands in the certificate twice (RFC 5280, 4.2).
    DuplicateExtension = 101, "the certificate has an extension twice",
        "証明書に同じ拡張が 2 回あります";
    /// A critical extension is not one that is known here.
    UnknownCriticalExtension = 102, "the certificate has a critical extension that is not known",
        "証明書に、この版が対応していない重要（critical）な拡張があります";
    /// The certificate does not name its issuer's key.
    IssuerKeyUnnamed = 103, "the certificate does not name its issuer's key",
        "証明書に発行者の鍵の識別子がありません";
    /// No trust anchor has the key that the certificate names as its issuer's.
    IssuerUnknown = 104, "the certificate's issuer is not among the trust anchors",
        "証明書の発行者は、信頼する認証局のどれでもありません";
    /// The issuer's name is not the anchor's.
    IssuerNameDiffers = 105, "the issuer's name is not that of the trust anchor",
        "証明書の発行者名が認証局の名前と違います";
    /// The certificate is not signed with SHA-256 and RSA, or says two things of it.
    AlgorithmNotAllowed = 106, "the certificate is signed with an algorithm that is not allowed",
        "証明書の署名に、認められない方式が使われています";
    /// The certificate's signature is not by the anchor's key.
    CertificateSignatureInvalid = 107, "the certificate's signature is wrong",
        "証明書の署名が正しくありません";
    /// The anchor is the other CA's: authentication and signature are not interchangeable.
    AnchorOfOtherPurpose = 108, "the certificate is issued by the CA for another purpose",
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
        "証明書の鍵の種類または長さが認められません";
    /// The key usage is not the one for this purpose, or missing.
    KeyUsageWrong = 114, "the certificate's key is meant for another use",
        "証明書の鍵用途（keyUsage）が目的に合いません";
    /// The extended key usage does not allow this purpose.
    ExtendedKeyUsageWrong = 115, "the certificate's extended key usage is another",
        "証明書の拡張鍵用途（extendedKeyUsage）が目的に合いません";
    /// The certificate is a CA's, not a person's.
    IsAuthority = 116, "the certificate is that of an authority",
        "人の証明書ではなく、認証局の証明書です";
    /// The certificate is not issued under the policy for this purpose and hierarchy.
    PolicyWrong = 117, "the certificate is issued under another policy",
        "別の証明書ポリシーで発行された証明書です";
    /// The CA certificate that was given has not the anchor's key and name.
    CaCertificateDiffers = 118, "the CA certificate given is not that of the trust anchor",
        "渡された認証局の証明書が、信頼する認証局のものと一致しません";

    // What the evidence says of the certificate.
    /// The certificate is revoked.
    Revoked = 200, "the certificate is revoked",
        "証明書が失効しています";
    /// The responder does not know the certificate.
    StatusUnknown = 201, "the responder does not know the certificate",
        "OCSP レスポンダーがこの証明書を知りません";
    /// Evidence was given, but not even the issuer who must have signed it is known.
    RevocationNotCheckable = 202, "whether the certificate is revoked cannot be checked",
        "証明書の失効を確かめることができません";

    // An OCSP response (RFC 6960).
    /// The OCSP response cannot be read or contradicts itself.
    OcspMalformed = 300, "the OCSP response cannot be read",
        "OCSP の応答を読み取れません";
    /// The responder says: malformedRequest.
    OcspRequestMalformed = 301, "the OCSP responder could not read the request",
        "OCSP レスポンダーが要求を読み取れませんでした";
    /// The responder says: internalError.
    OcspInternalError = 302, "the OCSP responder failed inside",
        "OCSP レスポンダーの内部で異常が起きました";
    /// The responder says: tryLater.
    OcspTryLater = 303, "the OCSP responder asks to try later",
        "OCSP レスポンダーが後でやり直すよう求めています";
    /// The responder says: sigRequired.
    OcspSignatureRequired = 304, "the OCSP responder wants a signed request",
        "OCSP レスポンダーが署名付きの要求を求めています";
    /// The responder says: unauthorized, as to one who is no notified verifier.
    OcspUnauthorized = 305, "the OCSP responder does not serve this client",
        "OCSP レスポンダーがこの要求元への応答を認めていません";
    /// Neither the CA nor a certificate in the response is the responder it names.
    OcspResponderUnknown = 306, "the OCSP response's signer is not known",
        "OCSP の応答に署名した者が分かりません";
    /// The responder's certificate does not let it answer for the CA.
    OcspResponderNotAuthorized = 307, "the OCSP response's signer may not answer for the CA",
        "OCSP の応答に署名した者は、この認証局に代わって答えることができません";
    /// The responder's certificate is not valid yet.
    OcspResponderNotYetValid = 308, "the OCSP responder's certificate is not valid yet",
        "OCSP レスポンダーの証明書の有効期間がまだ始まっていません";
    /// The responder's certificate has expired.
    OcspResponderExpired = 309, "the OCSP responder's certificate has expired",
        "OCSP レスポンダーの証明書の有効期限が切れています";
    /// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
    OcspAlgorithmNotAllowed = 310, "the OCSP response is signed with an algorithm that is not allowed",
        "OCSP の応答の署名に、認められない方式が使われています";
    /// The response's signature is wrong.
    OcspSignatureInvalid = 311, "the OCSP response's signature is wrong",
        "OCSP の応答の署名が正しくありません";
    /// The request had a nonce and the response has none: it may be an old one.
    OcspNonceMissing = 312, "the OCSP response lacks the request's nonce",
        "OCSP の応答に、要求のノンスがありません";
    /// The response's nonce is not the request's: it answers another request.
    OcspNonceDiffers = 313, "the OCSP response answers another request",
        "OCSP の応答は別の要求に対するものです";
    /// The response does not tell of this certificate.
    OcspOtherCertificate = 314, "the OCSP response is about another certificate",
        "OCSP の応答は別の証明書についてのものです";
    /// The response was made, or tells of a state, after now.
    OcspNotYetValid = 315, "the OCSP response is from the future",
        "OCSP の応答の日時が未来です";
    /// The response is too old.
    OcspExpired = 316, "the OCSP response is out of date",
        "OCSP の応答が古すぎます";
    /// A critical extension of the response is not known here.
    OcspUnknownCriticalExtension = 317, "the OCSP response has a critical extension that is not known",
        "OCSP の応答に、この版が対応していない重要（critical）な拡張があります";

    // A certificate revocation list (RFC 5280, 5).
    /// The CRL cannot be read or breaks its own rules.
    CrlMalformed = 400, "the CRL cannot be read",
        "CRL を読み取れません";
    /// The CRL is by another issuer.
    CrlOtherIssuer = 401, "the CRL is that of another issuer",
        "CRL は別の発行者のものです";
    /// The CRL is not signed with SHA-256 and RSA, or says two things of it.
    CrlAlgorithmNotAllowed = 402, "the CRL is signed with an algorithm that is not allowed",
        "CRL の署名に、認められない方式が使われています";
    /// The CRL's signature is not by the anchor's key.
    CrlSignatureInvalid = 403, "the CRL's signature is wrong",
        "CRL の署名が正しくありません";
    /// The CRL is from after now.
    CrlNotYetValid = 404, "the CRL is from the future",
        "CRL の日時が未来です";
    /// The next CRL was due before now.
    CrlExpired = 405, "the CRL is out of date",
        "CRL が古すぎます";
    /// A critical extension of the CRL or of an entry is not known here.
    CrlUnknownCriticalExtension = 406, "the CRL has a critical extension that is not known",
        "CRL に、この版が対応していない重要（critical）な拡張があります";
    /// A delta CRL: it tells only what changed.
    CrlDelta = 407, "the CRL is a delta CRL",
        "CRL は差分 CRL です";
    /// An indirect CRL: it tells of other issuers' certificates.
    CrlIndirect = 408, "the CRL is an indirect CRL",
        "CRL は間接 CRL です";
    /// The CRL leaves out certificates of holders, or some reasons for revocation.
    CrlOutOfScope = 409, "the CRL does not cover the certificate",
        "CRL はこの証明書を対象にしていません";
    /// The CRL is of a distribution point that the certificate does not name.
    CrlOtherDistributionPoint = 410, "the CRL is of another distribution point",
        "CRL は別の配布点のものです";

    // The signed challenge.
    /// The digest that was given has not the length of the algorithm's.
    ChallengeDigestLength = 500, "the challenge's digest has the wrong length",
        "チャレンジのダイジェストの長さが正しくありません";
    /// The signature is not by the certificate's key over this challenge.
    ChallengeSignatureInvalid = 501, "the signature over the challenge is wrong",
        "チャレンジに対する署名が正しくありません";
    /// The challenge is empty, or the digest of nothing: it got lost, and the signature over
    /// it can be shown to anyone again.
    ChallengeEmpty = 502, "the challenge is empty",
        "チャレンジが空です";
    /// The challenge has less than 16 bytes: it may have been used before, or be guessed.
    ChallengeTooShort = 503, "the challenge has less than 16 bytes",
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

    /// Adds the reason unless what it speaks of is as it must be.
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
mod tests {
    use super::*;

    #[test]
    fn reasons_come_in_the_order_of_their_numbers_whatever_was_found_first() {
        let mut reasons = Reasons::default();
        for reason in Reason::ALL.iter().rev().chain(Reason::ALL) {
            reasons.add(*reason);
        }
        assert_eq!(reasons.into_vec(), Reason::ALL);
        assert!(Reason::ALL.windows(2).all(|pair| (pair[0] as i32) < pair[1] as i32));
    }

    #[test]
    fn every_reason_is_said_in_its_own_words() {
        let words: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.message()).collect();
        assert_eq!(words.len(), Reason::ALL.len());
        assert!(words.iter().all(|text| text.contains(' ') && !text.ends_with('.')));
    }

    #[test]
    fn every_reason_has_both_languages() {
        let words: BTreeSet<_> =
            Reason::ALL.iter().map(|reason| reason.text(Language::Japanese)).collect();
        assert_eq!(words.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            let japanese = reason.text(Language::Japanese);
            assert!(japanese.chars().any(|letter| ('\u{3041}'..='\u{3096}').contains(&letter)));
            assert!(!japanese.ends_with('。') && !japanese.contains('\0'), "{japanese}");
            assert_eq!(reason.text(Language::English), reason.message());
            #[cfg(feature = "capi")]
            for language in [Language::English, Language::Japanese] {
                assert_eq!(reason.c_text(language).to_str(), Ok(reason.text(language)));
            }
        }
    }
}
