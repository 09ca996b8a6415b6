//! Building an OCSP request (RFC 6960, 4.1; the nonce: RFC 9654).

use std::fmt;

use der::asn1::{Null, ObjectIdentifier, OctetString};
use der::{Any, Encode};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use x509_cert::ext::Extension;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_ocsp::{CertId, Request, TbsRequest, Version};

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::status::Status;
use crate::trust::anchors::Anchor;
use crate::trust::extension;
use crate::trust::profile::Profile;

const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// The hash of the issuer's name and key in a request. It only identifies them and proves nothing,
/// so SHA-1 is sufficient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateIdHash {
    /// SHA-1: supported by every responder (RFC 5019).
    #[default]
    Sha1,
    /// SHA-256.
    Sha256,
}

impl CertificateIdHash {
    pub(super) const ALL: [Self; 2] = [Self::Sha1, Self::Sha256];

    fn identifier(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => SHA_1,
            Self::Sha256 => SHA_256,
        }
    }

    fn digest(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(data).to_vec(),
            Self::Sha256 => Sha256::digest(data).to_vec(),
        }
    }
}

/// An OCSP request for one certificate: its bytes, and what the response is checked against.
///
/// It contains the certificate's serial number, which is restricted: do not log it.
///
/// ```
/// # #[cfg(all(feature = "trust", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::Certificate;
/// use jpkicard::trust::{Anchors, CertificateIdHash, OcspRequest, Purpose};
/// # use jpkicard::virtual_card::VirtualCard;
///
/// # use jpkicard::trust::{Anchor, Hierarchy};
/// # let card = VirtualCard::builder().build()?;
/// # let ca = Certificate::from_der(card.authentication_ca_certificate().to_vec())?;
/// # let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test)?;
/// # let anchors = Anchors::none().with(anchor); // for real cards, `Anchors::production()`
/// # let certificate = Certificate::from_der(card.authentication_certificate().to_vec())?;
/// # let random = || [7; 32];
/// let anchor = anchors.issuer_of(&certificate).expect("a known issuer");
/// let nonce = Some(random());
/// let request = OcspRequest::new(&certificate, anchor, CertificateIdHash::Sha1, nonce)?;
/// // Send it by HTTP POST as `application/ocsp-request`.
/// assert!(request.der().len() > 100);
/// // Then `CertificateVerification::revocation(RevocationData::Ocsp { request: &request, response })`.
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "trust", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OcspRequest {
    der: Vec<u8>,
    pub(super) identifier: CertId,
    /// The nonce extension's content.
    pub(super) nonce: Option<OctetString>,
}

impl OcspRequest {
    /// Asks about `certificate`, issued by `anchor`
    /// ([`Anchors::issuer_of`](crate::trust::Anchors::issuer_of) finds it).
    ///
    /// `nonce` is 32 fresh random bytes: the response must contain them too, so that an old one
    /// cannot be replayed. Without it (for a responder that does not support it) only its times
    /// show how old a response is.
    ///
    /// # Errors
    /// `CertificateMalformed` if fields of the certificate cannot be re-encoded.
    pub fn new(
        certificate: &Certificate,
        anchor: &Anchor,
        hash: CertificateIdHash,
        nonce: Option<[u8; 32]>,
    ) -> Result<Self> {
        Self::encode(&Profile::of(certificate), anchor, hash, nonce)
            .map_err(|_| Error::new(Status::CertificateMalformed))
    }

    fn encode(
        profile: &Profile<'_>,
        anchor: &Anchor,
        hash: CertificateIdHash,
        nonce: Option<[u8; 32]>,
    ) -> der::Result<Self> {
        let identifier = certificate_identifier(profile, anchor, hash)?;
        let nonce =
            nonce.map(|nonce| OctetString::new(OctetString::new(nonce)?.to_der()?)).transpose()?;
        let extension = nonce.clone().map(|extn_value| Extension {
            extn_id: extension::OCSP_NONCE,
            critical: false,
            extn_value,
        });
        let tbs_request = TbsRequest {
            version: Version::V1,
            requestor_name: None,
            request_list: vec![Request {
                req_cert: identifier.clone(),
                single_request_extensions: None,
            }],
            request_extensions: extension.map(|extension| vec![extension]),
        };
        let request = x509_ocsp::OcspRequest { tbs_request, optional_signature: None };
        Ok(Self { der: request.to_der()?, identifier, nonce })
    }

    /// The DER encoding: the body of an HTTP POST with the content type
    /// `application/ocsp-request`.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

impl fmt::Debug for OcspRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OcspRequest({} bytes)", self.der.len())
    }
}

/// The OCSP identifier of a certificate: its issuer's name and key, hashed, and its serial number.
pub(super) fn certificate_identifier(
    profile: &Profile<'_>,
    anchor: &Anchor,
    hash: CertificateIdHash,
) -> der::Result<CertId> {
    let key = anchor.key_bits()?;
    Ok(CertId {
        hash_algorithm: AlgorithmIdentifierOwned {
            oid: hash.identifier(),
            parameters: Some(Any::from(Null)),
        },
        issuer_name_hash: OctetString::new(hash.digest(&profile.fields.issuer.to_der()?))?,
        issuer_key_hash: OctetString::new(hash.digest(&key))?,
        serial_number: profile.fields.serial_number.clone(),
    })
}
