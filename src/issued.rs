//! Whether a certificate came as it was signed, where the key of its issuer is at hand.
//!
//! This finds what a reader or a cable has changed on the way. It is no trust: whoever made
//! the issuer's key can sign what they like, and whether to believe it is for `trust`.

use der::Decode;
use der::asn1::ObjectIdentifier;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::rsa::PublicKey;
use crate::signature::SignatureAlgorithm;
use crate::status::Status;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const ALGORITHMS: [(ObjectIdentifier, SignatureAlgorithm); 3] = [
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"), SignatureAlgorithm::RsaPkcs1Sha256),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12"), SignatureAlgorithm::RsaPkcs1Sha384),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13"), SignatureAlgorithm::RsaPkcs1Sha512),
];
/// So many equal bytes in the same places are no chance: it is the same key identifier, of
/// which some bytes were lost. That of another generation of the CA has one or none.
const ALIKE: usize = 8;

/// In bytes: an RSA key of 4096 bits has 550.
const LONGEST_KEY: usize = 560;

/// A key that may be the issuer's.
#[derive(Clone, Copy)]
pub(crate) struct Issuer<'a> {
    pub(crate) key_identifier: Option<&'a [u8]>,
    pub(crate) public_key_der: &'a [u8],
    /// The same ready to compute with, if it is RSA and of a size that can be.
    pub(crate) key: Option<&'a PublicKey>,
    /// Its certificate, where that is at hand.
    pub(crate) certificate: Option<&'a Certificate>,
}

impl<'a> From<&'a Certificate> for Issuer<'a> {
    fn from(certificate: &'a Certificate) -> Self {
        Self {
            key_identifier: certificate.subject_key_identifier(),
            public_key_der: certificate.public_key_der(),
            key: certificate.parsed().key(),
            certificate: Some(certificate),
        }
    }
}

/// Makes sure that a certificate which names this key as its issuer's is signed by it. One
/// that names another key, as that of another generation, is left to whoever trusts; and so
/// is a kind of signature that is not known here.
///
/// # Errors
/// `CertificateMalformed`: one of the two was damaged on its way, or the certificate is not
/// of the CA that it names.
pub(crate) fn check(certificate: &Certificate, issuer: Issuer<'_>) -> Result<()> {
    let names_it = match (certificate.issuer_key_identifier(), issuer.key_identifier) {
        (Some(named), Some(key)) => are_alike(named, key),
        // The extension that names the key may be what was damaged.
        _ => issuer.certificate.is_some_and(|issuer| is_of_name(certificate, issuer)),
    };
    if names_it && is_signed(certificate, issuer) == Some(false) {
        Err(Error::new(Status::CertificateMalformed)
            .with_detail("damaged on its way, or not signed by the CA that it names"))
    } else {
        Ok(())
    }
}

/// Whether a certificate names exactly this key as its issuer's and is signed by it.
pub(crate) fn is_issued_by(certificate: &Certificate, issuer: Issuer<'_>) -> bool {
    let names_it = match (certificate.issuer_key_identifier(), issuer.key_identifier) {
        (Some(named), Some(key)) => named == key,
        _ => issuer.certificate.is_some_and(|issuer| is_of_name(certificate, issuer)),
    };
    names_it && is_signed(certificate, issuer) == Some(true)
}

/// Makes sure of a certificate that names its own key as the issuer's, as a CA's does.
///
/// # Errors
/// As for [`check`].
pub(crate) fn check_self_signed(certificate: &Certificate) -> Result<()> {
    check(certificate, certificate.into())
}

/// Whether a certificate names another's subject as its issuer.
fn is_of_name(certificate: &Certificate, issuer: &Certificate) -> bool {
    certificate.parsed().fields().issuer == issuer.parsed().fields().subject
}

fn are_alike(one: &[u8], other: &[u8]) -> bool {
    let equal = one.iter().zip(other).filter(|(one, other)| one == other).count();
    one == other || one.len() == other.len() && equal >= ALIKE
}

/// `None` where the kind of signature or key is not known here.
fn is_signed(certificate: &Certificate, issuer: Issuer<'_>) -> Option<bool> {
    let certificate = certificate.parsed();
    if !certificate.algorithms_agree() {
        // They are the same in whatever a CA issues (RFC 5280, 4.1.1.2).
        return Some(false);
    }
    let named = certificate.algorithm().oid;
    let (_, algorithm) = ALGORITHMS.iter().find(|(oid, _)| *oid == named)?;
    if SubjectPublicKeyInfoRef::from_der(issuer.public_key_der).ok()?.algorithm.oid != RSA {
        return Some(false);
    }
    let Some(key) = issuer.key else {
        // A longer one is refused before it costs time; any other is no key.
        return (issuer.public_key_der.len() <= LONGEST_KEY).then_some(false);
    };
    let digest = algorithm.digest_algorithm().digest(certificate.content());
    let signature = certificate.signature();
    Some(signature.as_bytes().is_some_and(|bytes| algorithm.verify(key, &digest, bytes)))
}

#[cfg(test)]
#[cfg(feature = "virtual-card")]
mod tests {
    use super::*;
    use crate::virtual_card::VirtualCard;

    fn certificate(der: &[u8]) -> Certificate {
        Certificate::from_der(der.to_vec()).unwrap()
    }

    /// The leaf and its CA of a virtual card, of one purpose.
    fn pair(generation: u8) -> (Certificate, Certificate) {
        let card = VirtualCard::builder().ca_generation(generation).build().unwrap();
        let leaf = certificate(card.authentication_certificate());
        (leaf, certificate(card.authentication_ca_certificate()))
    }

    #[test]
    fn what_was_signed_passes_and_another_generation_is_left_alone() {
        let cards = [1, 2, 3].map(pair);
        for (leaf, ca) in &cards {
            assert_eq!((check(leaf, ca.into()), check_self_signed(ca)), (Ok(()), Ok(())));
            assert_eq!(check_self_signed(leaf), Ok(()));
            for (_, other) in &cards {
                assert_eq!(check(leaf, other.into()), Ok(()));
            }
        }
    }

    /// Two bits, or ten zeros in place of a piece, wherever they are: refused, or no
    /// certificate any more, or such that it does not name the CA.
    #[test]
    fn damage_anywhere_is_noticed() {
        let (leaf, ca) = pair(1);
        let mut missed = Vec::new();
        for (of, is_leaf) in [(&leaf, true), (&ca, false)] {
            for at in 0..of.der().len() - 10 {
                let mut bits = of.der().to_vec();
                bits[at] ^= 0x11;
                let mut zeros = of.der().to_vec();
                zeros[at..at + 10].fill(0);
                for damaged in [bits, zeros] {
                    if damaged == of.der() {
                        continue;
                    }
                    let Ok(damaged) = Certificate::from_der(damaged) else { continue };
                    let outcome = if is_leaf {
                        check(&damaged, (&ca).into())
                    } else {
                        check_self_signed(&damaged)
                    };
                    if outcome.is_ok() {
                        missed.push((is_leaf, at));
                    }
                }
            }
        }
        assert_eq!(missed, [], "whether of the leaf, and where");
    }
}
