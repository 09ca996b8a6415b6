//! An X.509 certificate, parsed once for all later use.

#[cfg(feature = "verify")]
use std::ops::Range;
#[cfg(feature = "verify")]
use std::sync::OnceLock;

#[cfg(feature = "verify")]
use der::asn1::BitStringRef;
use der::oid::AssociatedOid;
#[cfg(feature = "verify")]
use der::referenced::OwnedToRef;
#[cfg(feature = "verify")]
use der::{Decode, Header, Reader, SliceReader};
use der::{DecodeOwned, Encode};
#[cfg(feature = "verify")]
use x509_cert::spki::AlgorithmIdentifierRef;
use x509_cert::{Certificate as X509, TbsCertificate};

use crate::nested;
#[cfg(feature = "verify")]
use crate::once::get_or_make;
#[cfg(feature = "verify")]
use crate::rsa::PublicKey;

/// A certificate's encoding and its parsed fields. Takes a few times the size of the encoding.
pub(crate) struct Parsed {
    der: Vec<u8>,
    /// The range of the encoding that the issuer signed.
    #[cfg(feature = "verify")]
    content: Range<usize>,
    certificate: X509,
    /// SubjectPublicKeyInfo.
    public_key: Vec<u8>,
    #[cfg(feature = "verify")]
    key: OnceLock<Option<PublicKey>>,
}

impl Parsed {
    /// Parses the DER encoding of one certificate, with nothing after it.
    pub(crate) fn read(der: Vec<u8>) -> der::Result<Self> {
        let certificate: X509 = nested::read(&der)?;
        let public_key = certificate.tbs_certificate.subject_public_key_info.to_der()?;
        Ok(Self {
            #[cfg(feature = "verify")]
            content: content(&der)?,
            certificate,
            public_key,
            #[cfg(feature = "verify")]
            key: OnceLock::new(),
            der,
        })
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) fn fields(&self) -> &TbsCertificate {
        &self.certificate.tbs_certificate
    }

    /// The DER encoding of the subject's public key (SubjectPublicKeyInfo).
    pub(crate) fn public_key_der(&self) -> &[u8] {
        &self.public_key
    }
}

/// The content of the extension of this type, if present.
pub(crate) fn extension<T: AssociatedOid + DecodeOwned>(
    fields: &TbsCertificate,
) -> der::Result<Option<T>> {
    let extensions = fields.extensions.as_deref().unwrap_or_default();
    for extension in extensions.iter().filter(|extension| extension.extn_id == T::OID) {
        nested::ends_agree(extension.extn_value.as_bytes())?;
    }
    Ok(fields.get::<T>()?.map(|(_, content)| content))
}

#[cfg(feature = "verify")]
impl Parsed {
    /// The exact bytes that are signed: they are never re-encoded to verify a signature.
    pub(crate) fn content(&self) -> &[u8] {
        self.der.get(self.content.clone()).unwrap_or_default()
    }

    /// The signature algorithm given outside the signed bytes.
    pub(crate) fn algorithm(&self) -> AlgorithmIdentifierRef<'_> {
        self.certificate.signature_algorithm.owned_to_ref()
    }

    /// Whether the algorithm outside the signed bytes equals the one inside (RFC 5280, 4.1.1.2).
    pub(crate) fn algorithms_agree(&self) -> bool {
        self.fields().signature == self.certificate.signature_algorithm
    }

    pub(crate) fn signature(&self) -> BitStringRef<'_> {
        (&self.certificate.signature).into()
    }

    /// The subject's key, if it is an RSA key of a supported size; built on first use.
    pub(crate) fn key(&self) -> Option<&PublicKey> {
        get_or_make(&self.key, || PublicKey::from_der(&self.public_key)).as_ref()
    }
}

/// The range of the first field of the SEQUENCE.
#[cfg(feature = "verify")]
fn content(der: &[u8]) -> der::Result<Range<usize>> {
    let mut fields = SliceReader::new(der)?;
    Header::decode(&mut fields)?;
    let start = usize::try_from(fields.position())?;
    fields.tlv_bytes()?;
    Ok(start..usize::try_from(fields.position())?)
}
