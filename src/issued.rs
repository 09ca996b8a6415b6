//! Whether a certificate arrived as it was signed, if the key of its issuer is available.
//!
//! This detects corruption by a reader or a cable. It does not establish trust: whoever generated
//! the issuer's key can sign anything; whether to trust it is decided in `trust`.

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
/// This many equal bytes in the same positions are no coincidence: it is the same key identifier
/// with some bytes corrupted. The key identifier of another CA generation shares one byte or none.
const ALIKE: usize = 8;

/// In bytes: an RSA key of 4096 bits has 550.
const LONGEST_KEY: usize = 560;

/// A candidate for the issuer's key.
#[derive(Clone, Copy)]
pub(crate) struct Issuer<'a> {
    pub(crate) key_identifier: Option<&'a [u8]>,
    pub(crate) public_key_der: &'a [u8],
    /// The same, ready for use, if it is an RSA key of a supported size.
    pub(crate) key: Option<&'a PublicKey>,
    /// Its certificate, if available.
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

/// Checks that a certificate which names this key as its issuer's is signed by it. A certificate
/// that names another key, such as that of another CA generation, is left to the trust decision; so
/// is an unknown kind of signature.
///
/// # Errors
/// `CertificateMalformed`: one of the two was damaged in transit, or the certificate was not issued
/// by the CA that it names.
pub(crate) fn verify(certificate: &Certificate, issuer: Issuer<'_>) -> Result<()> {
    let names_it = match (certificate.issuer_key_identifier(), issuer.key_identifier) {
        (Some(named), Some(key)) => are_alike(named, key),
        // The extension that names the key may be what was damaged.
        _ => issuer.certificate.is_some_and(|issuer| is_of_name(certificate, issuer)),
    };
    if names_it && is_signed(certificate, issuer) == Some(false) {
        Err(Error::new(Status::CertificateMalformed)
            .with_detail("damaged in transit, or not signed by the CA that it names"))
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

/// Checks a certificate that names its own key as the issuer's, as a CA certificate does.
///
/// # Errors
/// As for [`verify`].
pub(crate) fn check_self_signed(certificate: &Certificate) -> Result<()> {
    verify(certificate, certificate.into())
}

/// Whether a certificate names another's subject as its issuer.
fn is_of_name(certificate: &Certificate, issuer: &Certificate) -> bool {
    certificate.parsed().fields().issuer == issuer.parsed().fields().subject
}

fn are_alike(one: &[u8], other: &[u8]) -> bool {
    let equal = one.iter().zip(other).filter(|(one, other)| one == other).count();
    one == other || one.len() == other.len() && equal >= ALIKE
}

/// `None` for an unknown kind of signature or key.
fn is_signed(certificate: &Certificate, issuer: Issuer<'_>) -> Option<bool> {
    let certificate = certificate.parsed();
    if !certificate.algorithms_agree() {
        // They are identical in everything that a CA issues (RFC 5280, 4.1.1.2).
        return Some(false);
    }
    let named = certificate.algorithm().oid;
    let (_, algorithm) = ALGORITHMS.iter().find(|(oid, _)| *oid == named)?;
    if SubjectPublicKeyInfoRef::from_der(issuer.public_key_der).ok()?.algorithm.oid != RSA {
        return Some(false);
    }
    let Some(key) = issuer.key else {
        // A longer key is rejected before it costs time; anything else is not a key.
        return (issuer.public_key_der.len() <= LONGEST_KEY).then_some(false);
    };
    let digest = algorithm.digest_algorithm().digest(certificate.content());
    let signature = certificate.signature();
    Some(signature.as_bytes().is_some_and(|bytes| algorithm.verify(key, &digest, bytes)))
}

#[cfg(test)]
#[cfg(feature = "virtual-card")]
mod tests;
