//! The certificates of the test PKI (profile: card and CA certificates of J-LIS's test hierarchy,
//! as described by myna-card 3.3).

use der::asn1::{BitString, Ia5String, Null, ObjectIdentifier, OctetString};
use der::{Any, Decode, Encode};
use rsa::pkcs8::EncodePublicKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};
use x509_cert::certificate::{Certificate, TbsCertificate, Version};
use x509_cert::ext::pkix::certpolicy::PolicyInformation;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AccessDescription, AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints,
    CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage, IssuerAltName, KeyUsage,
    KeyUsages, SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, Extensions};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use crate::virtual_card::issuer::names;
use crate::virtual_card::issuer::order::{CaGeneration, IssueError, Order, Purpose, Validity};

const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const CLIENT_AUTHENTICATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");
/// The policies of J-LIS's test hierarchy.
const AUTHENTICATION_POLICY: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.30");
const SIGNATURE_POLICY: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.20");

/// A CA: all its generations share one name.
pub(super) struct Authority<'a> {
    pub(super) purpose: Purpose,
    pub(super) generation: CaGeneration,
    pub(super) key: &'a RsaPrivateKey,
}

/// A CA's self-signed certificate.
pub(super) fn ca_certificate(ca: &Authority<'_>) -> Result<Vec<u8>, IssueError> {
    let Authority { purpose, key: ca_key, .. } = *ca;
    let name = names::ca(purpose)?;
    let key = public_key(ca_key)?;
    let mut extensions = Extensions::new();
    add(&mut extensions, true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?;
    add(&mut extensions, true, &BasicConstraints { ca: true, path_len_constraint: None })?;
    add(&mut extensions, false, &SubjectAltName(vec![names::ca_in_japanese(purpose)?]))?;
    add(&mut extensions, false, &authority(ca, &key)?)?;
    add(&mut extensions, false, &key_identifier(&key)?)?;
    let serial_number = ca_serial_number(ca)?;
    sign(ca_key, serial_number, name.clone(), name, key, Validity::CA, extensions)
}

/// A certificate on a card.
pub(super) fn card_certificate(
    ca: &Authority<'_>,
    order: &Order,
    key: &RsaPrivateKey,
) -> Result<Vec<u8>, IssueError> {
    let Authority { purpose, key: ca_key, .. } = *ca;
    let Order { seed, validity, ref holder, .. } = *order;
    let key = public_key(key)?;
    let mut extensions = Extensions::new();
    let (usages, policy, ocsp) = match purpose {
        Purpose::Authentication => (
            KeyUsages::DigitalSignature.into(),
            AUTHENTICATION_POLICY,
            "http://ocsp.user-authentication.virtual-individual-number-card.jpkicard.test/status/2048",
        ),
        Purpose::Signature => (
            KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
            SIGNATURE_POLICY,
            "http://ocsp.digital-signature.virtual-individual-number-card.jpkicard.test/status/2048",
        ),
    };
    add(&mut extensions, true, &KeyUsage(usages))?;
    if purpose == Purpose::Authentication {
        add(&mut extensions, false, &ExtendedKeyUsage(vec![CLIENT_AUTHENTICATION]))?;
    }
    let policy = PolicyInformation { policy_identifier: policy, policy_qualifiers: None };
    add(&mut extensions, true, &CertificatePolicies(vec![policy]))?;
    if purpose == Purpose::Signature {
        add(&mut extensions, false, &SubjectAltName(names::holder(holder)?))?;
    }
    add(&mut extensions, false, &IssuerAltName(vec![names::ca_in_japanese(purpose)?]))?;
    add(&mut extensions, false, &revocation_list(purpose)?)?;
    let ocsp = GeneralName::UniformResourceIdentifier(Ia5String::new(ocsp)?);
    let ocsp = AccessDescription { access_method: OCSP, access_location: ocsp };
    add(&mut extensions, false, &AuthorityInfoAccessSyntax(vec![ocsp]))?;
    add(&mut extensions, false, &authority(ca, &public_key(ca_key)?)?)?;
    add(&mut extensions, false, &key_identifier(&key)?)?;
    let serial_number = serial_number(&format!("{purpose:?} {seed}"))?;
    let (issuer, subject) = (names::ca(purpose)?, names::card(purpose, seed)?);
    sign(ca_key, serial_number, issuer, subject, key, validity, extensions)
}

fn sign(
    ca_key: &RsaPrivateKey,
    serial_number: SerialNumber,
    issuer: Name,
    subject: Name,
    subject_public_key_info: SubjectPublicKeyInfoOwned,
    validity: Validity,
    extensions: Extensions,
) -> Result<Vec<u8>, IssueError> {
    let algorithm =
        AlgorithmIdentifierOwned { oid: SHA256_WITH_RSA, parameters: Some(Any::from(Null)) };
    let tbs_certificate = TbsCertificate {
        version: Version::V3,
        serial_number,
        signature: algorithm.clone(),
        issuer,
        validity: validity.encoded()?,
        subject,
        subject_public_key_info,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(extensions),
    };
    let digest = Sha256::digest(tbs_certificate.to_der()?);
    let signature = ca_key.sign(Pkcs1v15Sign::new::<Sha256>(), &digest)?;
    let certificate = Certificate {
        tbs_certificate,
        signature_algorithm: algorithm,
        signature: BitString::from_bytes(&signature)?,
    };
    Ok(certificate.to_der()?)
}

fn public_key(key: &RsaPrivateKey) -> Result<SubjectPublicKeyInfoOwned, IssueError> {
    let document = key.to_public_key().to_public_key_der().map_err(|_| IssueError::Encoding)?;
    Ok(SubjectPublicKeyInfoOwned::from_der(document.as_bytes())?)
}

fn add<T: der::oid::AssociatedOid + Encode>(
    extensions: &mut Extensions,
    critical: bool,
    extension: &T,
) -> der::Result<()> {
    extensions.push(Extension {
        extn_id: T::OID,
        critical,
        extn_value: OctetString::new(extension.to_der()?)?,
    });
    Ok(())
}

/// The first 20 bytes of the key's SHA-256 (RFC 7093, 2, method 1).
fn key_identifier(key: &SubjectPublicKeyInfoOwned) -> der::Result<SubjectKeyIdentifier> {
    let digest = Sha256::digest(key.subject_public_key.raw_bytes());
    let first: Vec<u8> = digest.into_iter().take(20).collect();
    Ok(SubjectKeyIdentifier(OctetString::new(first)?))
}

fn authority(
    ca: &Authority<'_>,
    ca_key: &SubjectPublicKeyInfoOwned,
) -> der::Result<AuthorityKeyIdentifier> {
    Ok(AuthorityKeyIdentifier {
        key_identifier: Some(key_identifier(ca_key)?.0),
        authority_cert_issuer: Some(vec![GeneralName::DirectoryName(names::ca(ca.purpose)?)]),
        authority_cert_serial_number: Some(ca_serial_number(ca)?),
    })
}

fn revocation_list(purpose: Purpose) -> der::Result<CrlDistributionPoints> {
    let name = DistributionPointName::FullName(vec![names::revocation_list(purpose)?]);
    Ok(CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(name),
        reasons: None,
        crl_issuer: None,
    }]))
}

fn ca_serial_number(ca: &Authority<'_>) -> der::Result<SerialNumber> {
    let purpose = ca.purpose;
    match ca.generation {
        CaGeneration::CURRENT => serial_number(&format!("{purpose:?} CA")),
        older => serial_number(&format!("{purpose:?} CA {}", older.number())),
    }
}

/// Four bytes derived from a name; the first is `01`, so that the length never changes.
fn serial_number(name: &str) -> der::Result<SerialNumber> {
    let digest = Sha256::digest(format!("jpkicard test serial number: {name}"));
    let bytes: Vec<u8> = std::iter::once(1).chain(digest.into_iter().take(3)).collect();
    SerialNumber::new(&bytes)
}
