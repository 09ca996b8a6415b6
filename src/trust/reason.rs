//! Why something is not believed: every reason that a verdict can hold.

use std::collections::BTreeSet;
use std::fmt;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $message:literal;)+) => {
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
        }
    };
}

reasons! {
    // The certificate and its issuer.
    /// The certificate, or an extension of it that is needed, cannot be read.
    CertificateMalformed = 100, "the certificate cannot be read";
    /// An extension stands in the certificate twice (RFC 5280, 4.2).
    DuplicateExtension = 101, "the certificate has an extension twice";
    /// A critical extension is not one that is known here.
    UnknownCriticalExtension = 102, "the certificate has a critical extension that is not known";
    /// The certificate does not name its issuer's key.
    IssuerKeyUnnamed = 103, "the certificate does not name its issuer's key";
    /// No trust anchor has the key that the certificate names as its issuer's.
    IssuerUnknown = 104, "the certificate's issuer is not among the trust anchors";
    /// The issuer's name is not the anchor's.
    IssuerNameDiffers = 105, "the issuer's name is not that of the trust anchor";
    /// The certificate is not signed with SHA-256 and RSA, or says two things of it.
    AlgorithmNotAllowed = 106, "the certificate is signed with an algorithm that is not allowed";
    /// The certificate's signature is not by the anchor's key.
    CertificateSignatureInvalid = 107, "the certificate's signature is wrong";
    /// The anchor is the other CA's: authentication and signature are not interchangeable.
    AnchorOfOtherPurpose = 108, "the certificate is issued by the CA for another purpose";
    /// The anchor is not valid yet.
    AnchorNotYetValid = 109, "the CA certificate is not valid yet";
    /// The anchor is no longer valid.
    AnchorExpired = 110, "the CA certificate has expired";
    /// The certificate is not valid yet.
    NotYetValid = 111, "the certificate is not valid yet";
    /// The certificate is no longer valid: the holder renews it at the municipal office.
    Expired = 112, "the certificate has expired";
    /// The certificate's key is not RSA of 2048 to 4096 bits.
    KeyNotAllowed = 113, "the certificate's key is of a kind or length that is not allowed";
    /// The key usage is not the one for this purpose, or missing.
    KeyUsageWrong = 114, "the certificate's key is meant for another use";
    /// The extended key usage does not allow this purpose.
    ExtendedKeyUsageWrong = 115, "the certificate's extended key usage is another";
    /// The certificate is a CA's, not a person's.
    IsAuthority = 116, "the certificate is that of an authority";
    /// The certificate is not issued under the policy for this purpose and hierarchy.
    PolicyWrong = 117, "the certificate is issued under another policy";
    /// The CA certificate that was given has not the anchor's key and name.
    CaCertificateDiffers = 118, "the CA certificate given is not that of the trust anchor";

    // What the evidence says of the certificate.
    /// The certificate is revoked.
    Revoked = 200, "the certificate is revoked";
    /// The responder does not know the certificate.
    StatusUnknown = 201, "the responder does not know the certificate";
    /// Evidence was given, but not even the issuer who must have signed it is known.
    RevocationNotCheckable = 202, "whether the certificate is revoked cannot be checked";

    // An OCSP response (RFC 6960).
    /// The OCSP response cannot be read or contradicts itself.
    OcspMalformed = 300, "the OCSP response cannot be read";
    /// The responder says: malformedRequest.
    OcspRequestMalformed = 301, "the OCSP responder could not read the request";
    /// The responder says: internalError.
    OcspInternalError = 302, "the OCSP responder failed inside";
    /// The responder says: tryLater.
    OcspTryLater = 303, "the OCSP responder asks to try later";
    /// The responder says: sigRequired.
    OcspSignatureRequired = 304, "the OCSP responder wants a signed request";
    /// The responder says: unauthorized, as to one who is no notified verifier.
    OcspUnauthorized = 305, "the OCSP responder does not serve this client";
    /// Neither the CA nor a certificate in the response is the responder it names.
    OcspResponderUnknown = 306, "the OCSP response's signer is not known";
    /// The responder's certificate does not let it answer for the CA.
    OcspResponderNotAuthorized = 307, "the OCSP response's signer may not answer for the CA";
    /// The responder's certificate is not valid yet.
    OcspResponderNotYetValid = 308, "the OCSP responder's certificate is not valid yet";
    /// The responder's certificate has expired.
    OcspResponderExpired = 309, "the OCSP responder's certificate has expired";
    /// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
    OcspAlgorithmNotAllowed = 310, "the OCSP response is signed with an algorithm that is not allowed";
    /// The response's signature is wrong.
    OcspSignatureInvalid = 311, "the OCSP response's signature is wrong";
    /// The request had a nonce and the response has none: it may be an old one.
    OcspNonceMissing = 312, "the OCSP response lacks the request's nonce";
    /// The response's nonce is not the request's: it answers another request.
    OcspNonceDiffers = 313, "the OCSP response answers another request";
    /// The response does not tell of this certificate.
    OcspOtherCertificate = 314, "the OCSP response is about another certificate";
    /// The response was made, or tells of a state, after now.
    OcspNotYetValid = 315, "the OCSP response is from the future";
    /// The response is too old.
    OcspExpired = 316, "the OCSP response is out of date";
    /// A critical extension of the response is not known here.
    OcspUnknownCriticalExtension = 317, "the OCSP response has a critical extension that is not known";

    // A certificate revocation list (RFC 5280, 5).
    /// The CRL cannot be read or breaks its own rules.
    CrlMalformed = 400, "the CRL cannot be read";
    /// The CRL is by another issuer.
    CrlOtherIssuer = 401, "the CRL is that of another issuer";
    /// The CRL is not signed with SHA-256 and RSA, or says two things of it.
    CrlAlgorithmNotAllowed = 402, "the CRL is signed with an algorithm that is not allowed";
    /// The CRL's signature is not by the anchor's key.
    CrlSignatureInvalid = 403, "the CRL's signature is wrong";
    /// The CRL is from after now.
    CrlNotYetValid = 404, "the CRL is from the future";
    /// The next CRL was due before now.
    CrlExpired = 405, "the CRL is out of date";
    /// A critical extension of the CRL or of an entry is not known here.
    CrlUnknownCriticalExtension = 406, "the CRL has a critical extension that is not known";
    /// A delta CRL: it tells only what changed.
    CrlDelta = 407, "the CRL is a delta CRL";
    /// An indirect CRL: it tells of other issuers' certificates.
    CrlIndirect = 408, "the CRL is an indirect CRL";
    /// The CRL leaves out certificates of holders, or some reasons for revocation.
    CrlOutOfScope = 409, "the CRL does not cover the certificate";
    /// The CRL is of a distribution point that the certificate does not name.
    CrlOtherDistributionPoint = 410, "the CRL is of another distribution point";

    // The signed challenge.
    /// The digest that was given has not the length of the algorithm's.
    ChallengeDigestLength = 500, "the challenge's digest has the wrong length";
    /// The signature is not by the certificate's key over this challenge.
    ChallengeSignatureInvalid = 501, "the signature over the challenge is wrong";
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
}
