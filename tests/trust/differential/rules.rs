//! Where the verdicts of the library and of openssl differ, and why. The page of the test in
//! `report.rs` is generated from these; each rule is needed by a case in `certificates.rs` or its
//! sibling files.

use super::Kind::{self, Certificate, Crl, Ocsp, Signature};

/// When a rule explains that only the library accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    Always,
    /// openssl accepts the second before.
    LastSecond,
    /// openssl accepts at a time within the clock tolerance.
    Tolerance,
    /// openssl finds the signature valid, with the key and under the name of an authority.
    Signed,
    /// The same, and openssl cannot parse the subjectAltName.
    UnreadableName,
    /// The responder's certificate is marked as an authority's.
    AuthorityResponds,
}

/// The library refuses what openssl accepts: its reason, and why openssl has none.
pub const STRICTER: &[(Kind, &str, &str)] = &[
    (
        Certificate,
        "CertificateMalformed",
        "openssl takes indefinite and needlessly long lengths, version 4, bytes behind the \
         certificate, and policies that it cannot read",
    ),
    (Certificate, "DuplicateExtension", "openssl notices two of the kinds it uses only"),
    (
        Certificate,
        "UnknownCriticalExtension",
        "openssl applies name constraints; the library, whose authorities issue none, does not",
    ),
    (
        Certificate,
        "AlgorithmNotAllowed",
        "openssl knows SHA-512 and more; J-LIS signs with SHA-256 alone",
    ),
    (Certificate, "AnchorOfOtherPurpose", "openssl has no CA for one purpose alone"),
    (
        Certificate,
        "KeyNotAllowed",
        "openssl looks only at how strong the holder's key is by its length: it takes P-384, 8192 \
         bits, even moduli and exponents, and 1",
    ),
    (
        Certificate,
        "KeyUsageWrong",
        "openssl asks for one of the bits; the profile names exactly those of the purpose",
    ),
    (Certificate, "IsAuthority", "for openssl an authority may be a client too"),
    (Certificate, "PolicyWrong", "openssl checks no certificate policy unless asked"),
    (Certificate, "CaCertificateDiffers", "openssl is given the anchors alone"),
    (
        Crl,
        "CrlMalformed",
        "openssl takes bytes behind the list, indefinite lengths, any version, a list without \
         nextUpdate, unreadable or empty extensions and such as stand there twice, and reasons \
         that are none; by removeFromCRL a certificate in a complete list is good",
    ),
    (
        Crl,
        "CrlAlgorithmNotAllowed",
        "openssl takes SHA-512 and SHA-1, and another algorithm inside than outside",
    ),
    (
        Crl,
        "CrlUnknownCriticalExtension",
        "openssl knows certificateIssuer in an entry; to the library it means an indirect list",
    ),
    (
        Crl,
        "CrlOutOfScope",
        "with extended CRL support openssl takes a list for some reasons that names none or all",
    ),
    (Crl, "CrlIndirect", "with extended CRL support openssl takes an indirect list"),
    (Ocsp, "Revoked", "openssl goes by the first of several answers, the library by the worst"),
    (Ocsp, "StatusUnknown", "the same"),
    (
        Ocsp,
        "OcspMalformed",
        "openssl takes bytes behind the response, any version, times with fractions or a zone, \
         and an extension that stands there twice",
    ),
    (Ocsp, "OcspResponderNotAuthorized", "openssl does not look at a responder's key usage"),
    (Ocsp, "OcspAlgorithmNotAllowed", "openssl takes SHA-512 and SHA-1"),
    (Ocsp, "OcspNonceMissing", "openssl's client warns"),
    (
        Ocsp,
        "OcspOtherCertificate",
        "openssl looks for the certificate alone; here the request was about another",
    ),
    (Ocsp, "OcspNotYetValid", "openssl does not look at producedAt"),
    (Ocsp, "OcspExpired", "openssl sets no limit without nextUpdate unless asked"),
    (
        Ocsp,
        "OcspUnknownCriticalExtension",
        "openssl looks at no extension of a response but the nonce",
    ),
    (Signature, "ChallengeEmpty", "openssl signs and checks nothing at all, too"),
    (Signature, "ChallengeTooShort", "to openssl how many bytes are signed is the caller's affair"),
];

const LAST_SECOND: &str = "the last second itself counts (RFC 5280, 4.1.2.5); for openssl it is \
                           over";
const OTHER_ISSUER: &str = "the anchor is found by its key identifier, which is right; openssl \
                            requires the issuer and serial number beside it right too, and refuses \
                            a certificate with any extension that it cannot read";
const CLOCKS: &str = "clocks may differ by five minutes; openssl allows none for a list";

/// The library accepts what openssl refuses: openssl's reason, when, and why.
pub const LOOSER: &[(Kind, &str, Within, &str)] = &[
    (Certificate, "certificate has expired", Within::LastSecond, LAST_SECOND),
    (Certificate, "unable to get local issuer certificate", Within::Signed, OTHER_ISSUER),
    (
        Certificate,
        "unable to verify the first certificate",
        Within::Signed,
        "follows from the last",
    ),
    (
        Certificate,
        "unsuitable certificate purpose",
        Within::UnreadableName,
        "the subject's alternative name is not read: nothing is decided by it",
    ),
    (
        Certificate,
        "unhandled critical extension",
        Within::Signed,
        "a key identifier is known to the library, critical or not",
    ),
    (Certificate, "Subject name empty", Within::Signed, "no name of the holder is looked at"),
    (
        Certificate,
        "Empty Subject Alternative Name extension",
        Within::Signed,
        "no name of the holder is looked at",
    ),
    (
        Certificate,
        "Path length invalid for non-CA cert",
        Within::Signed,
        "it says nothing in a holder's certificate",
    ),
    (Certificate, "Path length given without key usage keyCertSign", Within::Signed, "the same"),
    (Crl, "CRL has expired", Within::Tolerance, CLOCKS),
    (Crl, "CRL is not yet valid", Within::Tolerance, CLOCKS),
    (
        Crl,
        "unhandled critical CRL extension",
        Within::Always,
        "the reason of an entry is known to the library, critical or not",
    ),
    (Ocsp, "status expired", Within::LastSecond, LAST_SECOND),
    (
        Ocsp,
        "certificate verify error",
        Within::AuthorityResponds,
        "a responder that the CA authorized may have a certificate that says it is a CA's",
    ),
];
