//! Trust anchors: the CA keys that may certify a card's keys.

mod kind;
mod published;

pub use kind::{Hierarchy, Purpose};

use std::fmt;
use std::sync::OnceLock;
use std::time::SystemTime;

use der::Decode;
use der::asn1::ObjectIdentifier;
use sha2::{Digest as _, Sha256};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::issued::{self, Issuer};
use crate::once::get_or_make;
use crate::rsa::PublicKey;
use crate::status::Status;
use crate::trust::anchors::published::{PUBLISHED, Published};
use crate::trust::extension;
use crate::trust::key::Key;
use crate::trust::name::ComparableName;
use crate::trust::profile::Profile;
use crate::trust::time::system;

const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ORGANIZATIONAL_UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");

/// SubjectPublicKeyInfo of an RSA-2048 key with exponent 65537, around its modulus.
const RSA_2048: (&[u8], &[u8]) = (
    b"\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\
      \x03\x82\x01\x0f\x00\x30\x82\x01\x0a\x02\x82\x01\x01\x00",
    b"\x02\x03\x01\x00\x01",
);

/// A CA's key and what it may certify.
///
/// All of it is public data from the CA's certificate.
///
/// ```
/// # #[cfg(all(feature = "trust", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::trust::{Anchor, Anchors, Hierarchy, Purpose};
/// use jpkicard::virtual_card::VirtualCard;
/// use jpkicard::{Certificate, Status};
///
/// let card = VirtualCard::builder().build()?;
/// let ca = Certificate::from_der(card.authentication_ca_certificate().to_vec())?;
/// let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test)?;
/// let anchors = Anchors::none().with(anchor.clone());
/// let certificate = Certificate::from_der(card.authentication_certificate().to_vec())?;
/// assert_eq!(anchors.issuer_of(&certificate), Some(&anchor));
/// // A holder's certificate is no anchor.
/// let error = Anchor::from_certificate(&certificate, Purpose::Authentication, Hierarchy::Test);
/// assert_eq!(error.unwrap_err().status(), Status::Argument);
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "trust", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Anchor {
    hierarchy: Hierarchy,
    purpose: Purpose,
    generation: Option<u8>,
    subject: ComparableName,
    public_key: Vec<u8>,
    /// The same, ready for use; the anchor's clones share it.
    key: Option<PublicKey>,
    key_identifier: Vec<u8>,
    serial: Vec<u8>,
    not_before: u64,
    not_after: u64,
    certificate_sha256: [u8; 32],
}

impl Anchor {
    /// Makes an anchor from a CA certificate: for a CA generation newer than this library, or your
    /// own test hierarchy. Whoever can choose the certificate can forge cards: obtain it from the
    /// CA over a channel that nobody can tamper with.
    ///
    /// # Errors
    /// `Argument` unless it is self-signed, is a CA certificate and may sign certificates and CRLs;
    /// `KeyNotSupported` if the key is not RSA of 2048 to 4096 bits; `CertificateMalformed` if it
    /// cannot be parsed.
    pub fn from_certificate(
        certificate: &Certificate,
        purpose: Purpose,
        hierarchy: Hierarchy,
    ) -> Result<Self> {
        let malformed = |_| Error::new(Status::CertificateMalformed);
        let profile = Profile::of(certificate);
        let key = profile.key().ok_or(Error::new(Status::KeyNotSupported))?;
        let constraints: Option<BasicConstraints> =
            profile.extension(extension::BASIC_CONSTRAINTS).map_err(malformed)?;
        let usage: Option<KeyUsage> = profile.extension(extension::KEY_USAGE).map_err(malformed)?;
        let signs = KeyUsages::KeyCertSign | KeyUsages::CRLSign;
        let is_authority = constraints.is_some_and(|constraints| constraints.ca)
            && usage.is_some_and(|usage| usage.0.contains(signs))
            && profile.issuer() == profile.subject()
            && profile.signed.verify(key).is_ok()
            && profile.extensions_are_sound();
        if !is_authority {
            let detail = "a trust anchor is the certificate that a CA signed for itself";
            return Err(Error::new(Status::Argument).with_detail(detail));
        }
        let named: Option<SubjectKeyIdentifier> =
            profile.extension(extension::SUBJECT_KEY_IDENTIFIER).map_err(malformed)?;
        Ok(Self {
            hierarchy,
            purpose,
            generation: None,
            subject: profile.subject(),
            public_key: certificate.public_key_der().to_vec(),
            key: certificate.parsed().key().cloned(),
            key_identifier: named
                .map_or_else(|| profile.key_sha1().to_vec(), |named| named.0.as_bytes().to_vec()),
            serial: certificate.serial().to_vec(),
            not_before: certificate.not_before_unix(),
            not_after: certificate.not_after_unix(),
            certificate_sha256: Sha256::digest(certificate.der()).into(),
        })
    }

    fn published(published: &Published) -> Self {
        let [first_unit, second_unit] = published::units(published.purpose);
        let (before, after) = RSA_2048;
        let public_key = [before, published.modulus, after].concat();
        Self {
            hierarchy: published.hierarchy,
            purpose: published.purpose,
            generation: published.generation,
            subject: ComparableName::of_texts(&[
                (COUNTRY, "JP"),
                (ORGANIZATION, published::organization(published.hierarchy)),
                (ORGANIZATIONAL_UNIT, first_unit),
                (ORGANIZATIONAL_UNIT, second_unit),
            ]),
            key: PublicKey::from_der(&public_key),
            public_key,
            key_identifier: published.key_identifier.to_vec(),
            serial: published.serial.to_vec(),
            not_before: published.validity.0,
            not_after: published.validity.1,
            certificate_sha256: *published.certificate_sha256,
        }
    }

    /// Whose certificates it issues.
    #[must_use]
    pub fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }

    /// What its certificates are for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Which of J-LIS's CA generations it is, counted from 1; `None` where they are not numbered.
    #[must_use]
    pub fn generation(&self) -> Option<u8> {
        self.generation
    }

    /// The DER encoding of the CA's public key (SubjectPublicKeyInfo).
    #[must_use]
    pub fn public_key_der(&self) -> &[u8] {
        &self.public_key
    }

    /// The identifier by which certificates refer to this key (subjectKeyIdentifier).
    #[must_use]
    pub fn key_identifier(&self) -> &[u8] {
        &self.key_identifier
    }

    /// The serial number of the CA's certificate, big-endian, as encoded in DER.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The first second of validity.
    #[must_use]
    pub fn not_before(&self) -> SystemTime {
        system(self.not_before)
    }

    /// The last second of validity.
    #[must_use]
    pub fn not_after(&self) -> SystemTime {
        system(self.not_after)
    }

    /// The SHA-256 fingerprint of the CA's certificate, in the form in which fingerprints are
    /// published.
    #[must_use]
    pub fn certificate_sha256(&self) -> [u8; 32] {
        self.certificate_sha256
    }

    pub(super) fn subject(&self) -> &ComparableName {
        &self.subject
    }

    pub(super) fn validity(&self) -> (u64, u64) {
        (self.not_before, self.not_after)
    }

    pub(super) fn key(&self) -> Option<Key<'_>> {
        Key::new(self.key.as_ref()?)
    }

    /// The key without its algorithm: the input of key identifier hashes.
    pub(super) fn key_bits(&self) -> der::Result<Vec<u8>> {
        let key = SubjectPublicKeyInfoRef::from_der(&self.public_key)?;
        Ok(key.subject_public_key.raw_bytes().to_vec())
    }
}

impl fmt::Debug for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Anchor")
            .field("hierarchy", &self.hierarchy)
            .field("purpose", &self.purpose)
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

/// The trust anchors for one check. The default is [`Anchors::production`].
///
/// ```
/// use jpkicard::trust::{Anchors, Hierarchy, Purpose};
///
/// let anchors = Anchors::production();
/// assert_eq!(anchors, Anchors::default());
/// assert!(anchors.iter().all(|anchor| anchor.hierarchy() == Hierarchy::Production));
/// let signature = anchors.iter().filter(|anchor| anchor.purpose() == Purpose::Signature);
/// assert_eq!(signature.count(), 3); // one for each generation of the CA
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchors(Vec<Anchor>);

impl Anchors {
    /// No anchor: everything is refused until one is added.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// J-LIS's CAs for real cards: three generations for each purpose.
    #[must_use]
    pub fn production() -> Self {
        Self::of(Hierarchy::Production)
    }

    /// The CAs of the test cards that J-LIS lends to developers. Test cards do not represent real
    /// people: never use these in a program that serves patients.
    #[must_use]
    pub fn test_cards() -> Self {
        Self::of(Hierarchy::Test)
    }

    fn of(hierarchy: Hierarchy) -> Self {
        let published = published_anchors().iter();
        Self(published.filter(|anchor| anchor.hierarchy == hierarchy).cloned().collect())
    }

    /// These and one more.
    #[must_use]
    pub fn with(mut self, anchor: Anchor) -> Self {
        self.0.push(anchor);
        self
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Anchor> {
        self.0.iter()
    }

    /// The anchor whose key signed the certificate. Names are ignored, because the CA generations
    /// share one; so are dates: this alone is no reason to trust the certificate.
    #[must_use]
    pub fn issuer_of(&self, certificate: &Certificate) -> Option<&Anchor> {
        self.issuer(&Profile::of(certificate))
            .filter(|(_, signed)| *signed)
            .map(|(anchor, _)| anchor)
    }

    /// The anchor whose key the certificate names (among several with that identifier, the one that
    /// signed it), and whether it signed it.
    pub(super) fn issuer(&self, profile: &Profile<'_>) -> Option<(&Anchor, bool)> {
        let named = profile.issuer_key_identifier()?;
        let candidates = self.0.iter().filter(|anchor| anchor.key_identifier == named);
        let mut first = None;
        for anchor in candidates {
            if anchor.key().is_some_and(|key| profile.signed.verify(key).is_ok()) {
                return Some((anchor, true));
            }
            first = first.or(Some((anchor, false)));
        }
        first
    }
}

/// J-LIS's anchors, built once per process.
fn published_anchors() -> &'static [Anchor] {
    static ANCHORS: OnceLock<Vec<Anchor>> = OnceLock::new();
    let anchors: &Vec<Anchor> =
        get_or_make(&ANCHORS, || PUBLISHED.iter().map(Anchor::published).collect());
    anchors
}

/// Checks that a certificate which names a published anchor's key is intact, as signed by that key.
///
/// # Errors
/// `CertificateMalformed`.
pub(crate) fn check_damage(certificate: &Certificate) -> Result<()> {
    published_anchors().iter().try_for_each(|anchor| issued::verify(certificate, issuer(anchor)))
}

/// Whether a published anchor's key signed the certificate.
pub(crate) fn is_pinned(certificate: &Certificate) -> bool {
    published_anchors().iter().any(|anchor| issued::is_issued_by(certificate, issuer(anchor)))
}

fn issuer(anchor: &Anchor) -> Issuer<'_> {
    Issuer {
        key_identifier: Some(anchor.key_identifier()),
        public_key_der: anchor.public_key_der(),
        key: anchor.key.as_ref(),
        certificate: None,
    }
}

impl Default for Anchors {
    fn default() -> Self {
        Self::production()
    }
}

impl<'a> IntoIterator for &'a Anchors {
    type Item = &'a Anchor;
    type IntoIter = std::slice::Iter<'a, Anchor>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests;
