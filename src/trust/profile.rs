//! A certificate as the checks see it.

use der::DecodeOwned;
use der::asn1::ObjectIdentifier;
use sha1::{Digest as _, Sha1};
use x509_cert::TbsCertificate;
use x509_cert::certificate::Version;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::AuthorityKeyIdentifier;

use crate::certificate::Certificate;
use crate::nested;
use crate::trust::extension;
use crate::trust::key::Key;
use crate::trust::name::ComparableName;
use crate::trust::signed::Signed;
use crate::x509::Parsed;

/// A parsed certificate: the fields are parsed from the exact bytes that are signed.
pub(super) struct Profile<'a> {
    pub(super) signed: Signed<'a>,
    pub(super) fields: &'a TbsCertificate,
    parsed: &'a Parsed,
}

impl<'a> Profile<'a> {
    pub(super) fn of(certificate: &'a Certificate) -> Self {
        Self::new(certificate.parsed())
    }

    pub(super) fn new(parsed: &'a Parsed) -> Self {
        Self { signed: Signed::of(parsed), fields: parsed.fields(), parsed }
    }

    pub(super) fn issuer(&self) -> ComparableName {
        ComparableName::new(&self.fields.issuer)
    }

    pub(super) fn subject(&self) -> ComparableName {
        ComparableName::new(&self.fields.subject)
    }

    /// The subject's key, if it is allowed.
    pub(super) fn key(&self) -> Option<Key<'a>> {
        Key::new(self.parsed.key()?)
    }

    /// The SHA-1 of the subject's key (RFC 6960, 4.2.1 and RFC 5280, 4.2.1.2, method 1).
    pub(super) fn key_sha1(&self) -> [u8; 20] {
        Sha1::digest(self.fields.subject_public_key_info.subject_public_key.raw_bytes()).into()
    }

    /// The identifier of the issuer's key, if present.
    pub(super) fn issuer_key_identifier(&self) -> Option<Vec<u8>> {
        let authority: AuthorityKeyIdentifier =
            self.extension(extension::AUTHORITY_KEY_IDENTIFIER).ok()??;
        Some(authority.key_identifier?.as_bytes().to_vec())
    }

    /// Whether the algorithm outside the signed bytes equals the one inside (RFC 5280, 4.1.1.2).
    pub(super) fn algorithms_agree(&self) -> bool {
        self.parsed.algorithms_agree()
    }

    /// Only version 3 has extensions.
    pub(super) fn is_version_3(&self) -> bool {
        self.fields.version == Version::V3
    }

    pub(super) fn extensions(&self) -> &[Extension] {
        self.fields.extensions.as_deref().unwrap_or_default()
    }

    /// Whether none is present twice, and none is critical and unknown.
    pub(super) fn extensions_are_sound(&self) -> bool {
        !extension::any_twice(self.extensions())
            && !extension::any_unknown_critical(self.extensions(), extension::OF_CERTIFICATES)
    }

    /// An extension's content, if present.
    pub(super) fn extension<T: DecodeOwned>(&self, id: ObjectIdentifier) -> der::Result<Option<T>> {
        extension::find(self.extensions(), id).map(nested::read).transpose()
    }
}
