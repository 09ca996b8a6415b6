//! Extensions: which are known, and the rules for those that are not (RFC 5280, 4.2).

use der::asn1::{ObjectIdentifier, OctetStringRef};
use der::{Decode, Encode, Sequence, Tag};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsage;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(super) const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.14");
pub(super) const KEY_USAGE: ObjectIdentifier = oid("2.5.29.15");
pub(super) const SUBJECT_ALTERNATIVE_NAME: ObjectIdentifier = oid("2.5.29.17");
pub(super) const ISSUER_ALTERNATIVE_NAME: ObjectIdentifier = oid("2.5.29.18");
pub(super) const BASIC_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.19");
pub(super) const CRL_NUMBER: ObjectIdentifier = oid("2.5.29.20");
pub(super) const REASON_CODE: ObjectIdentifier = oid("2.5.29.21");
pub(super) const INVALIDITY_DATE: ObjectIdentifier = oid("2.5.29.24");
pub(super) const DELTA_CRL_INDICATOR: ObjectIdentifier = oid("2.5.29.27");
pub(super) const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = oid("2.5.29.28");
pub(super) const CRL_DISTRIBUTION_POINTS: ObjectIdentifier = oid("2.5.29.31");
pub(super) const CERTIFICATE_POLICIES: ObjectIdentifier = oid("2.5.29.32");
pub(super) const AUTHORITY_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.35");
pub(super) const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
pub(super) const AUTHORITY_INFORMATION_ACCESS: ObjectIdentifier = oid("1.3.6.1.5.5.7.1.1");
pub(super) const OCSP_NONCE: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.2");
pub(super) const OCSP_NO_CHECK: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.5");

/// The extensions that may be critical in a certificate: checked here, or unable to restrict it.
pub(super) const OF_CERTIFICATES: &[ObjectIdentifier] = &[
    SUBJECT_KEY_IDENTIFIER,
    KEY_USAGE,
    SUBJECT_ALTERNATIVE_NAME,
    ISSUER_ALTERNATIVE_NAME,
    BASIC_CONSTRAINTS,
    CRL_DISTRIBUTION_POINTS,
    CERTIFICATE_POLICIES,
    AUTHORITY_KEY_IDENTIFIER,
    EXTENDED_KEY_USAGE,
    AUTHORITY_INFORMATION_ACCESS,
    OCSP_NO_CHECK,
];

/// The same for a CRL.
pub(super) const OF_CRLS: &[ObjectIdentifier] = &[
    ISSUER_ALTERNATIVE_NAME,
    CRL_NUMBER,
    DELTA_CRL_INDICATOR,
    ISSUING_DISTRIBUTION_POINT,
    AUTHORITY_KEY_IDENTIFIER,
];

/// An extension within the bytes it was parsed from.
#[derive(Clone, Copy, Sequence)]
pub(super) struct ExtensionRef<'a> {
    pub(super) id: ObjectIdentifier,
    #[asn1(default = "Default::default")]
    pub(super) critical: bool,
    pub(super) value: OctetStringRef<'a>,
}

/// Whether any is critical and not known.
pub(super) fn any_unknown_critical(extensions: &[Extension], known: &[ObjectIdentifier]) -> bool {
    extensions.iter().any(|extension| extension.critical && !known.contains(&extension.extn_id))
}

/// Whether any is present twice.
pub(super) fn any_twice(extensions: &[Extension]) -> bool {
    let mut identifiers: Vec<_> = extensions.iter().map(|extension| extension.extn_id).collect();
    identifiers.sort_unstable();
    identifiers.windows(2).any(|pair| pair.first() == pair.last())
}

/// The content of the first of this kind.
pub(super) fn find(extensions: &[Extension], id: ObjectIdentifier) -> Option<&[u8]> {
    extensions
        .iter()
        .find(|extension| extension.extn_id == id)
        .map(|extension| extension.extn_value.as_bytes())
}

/// The key usage, in the single form that DER allows: no unknown bits, no trailing zero bits.
pub(super) fn key_usage(extensions: &[Extension]) -> der::Result<Option<KeyUsage>> {
    let Some(value) = find(extensions, KEY_USAGE) else { return Ok(None) };
    let usage = KeyUsage::from_der(value)?;
    if usage.to_der()? == value { Ok(Some(usage)) } else { Err(Tag::BitString.value_error()) }
}
