//! Checking a certificate revocation list (RFC 5280, 5 and 6.3).
//!
//! A list may have a million entries: it is gone through once, in the bytes that were
//! given, and nothing is kept of an entry but the one that is looked for.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, DecodeOwned, Encode, Reader, SliceReader, Tag, TagMode, TagNumber};
use x509_cert::certificate::Version;
use x509_cert::ext::pkix::crl::dp::{DistributionPoint, IssuingDistributionPoint};
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, CrlDistributionPoints, CrlReason};
use x509_cert::ext::{Extension, Extensions};
use x509_cert::name::Name;
use x509_cert::spki::AlgorithmIdentifierRef;
use x509_cert::time::Time;

use super::{RevocationStatus, Revoked, Statement};
use crate::trust::anchors::Anchor;
use crate::trust::extension::{self, ExtensionRef};
use crate::trust::key;
use crate::trust::name::ComparableName;
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::signed::{Fault, Signed, sequence};
use crate::trust::time::Clock;

/// TBSCertList, and the signature over it.
struct Crl<'a> {
    signed: Signed<'a>,
    algorithm: AlgorithmIdentifierRef<'a>,
    issuer: Name,
    this_update: u64,
    next_update: u64,
    entries: SliceReader<'a>,
    extensions: Extensions,
}

/// A revoked certificate.
struct Entry<'a> {
    serial: &'a [u8],
    date: Time,
    extensions: Option<AnyRef<'a>>,
}

pub(super) fn examine(
    crl: &[u8],
    profile: &Profile<'_>,
    anchor: &Anchor,
    clock: Clock,
    reasons: &mut Reasons,
) -> Statement {
    let Ok(crl) = Crl::read(crl) else {
        reasons.add(Reason::CrlMalformed);
        return Statement::NONE;
    };
    let is_authentic = crl.is_by(anchor, reasons);
    reasons.require(!clock.is_before(crl.this_update), Reason::CrlNotYetValid);
    reasons.require(!clock.is_after(crl.next_update), Reason::CrlExpired);
    reasons.require(crl.this_update <= crl.next_update, Reason::CrlMalformed);
    crl.examine_extensions(profile, anchor, reasons);
    let says = crl.find(profile, reasons).unwrap_or_else(|_| {
        reasons.add(Reason::CrlMalformed);
        RevocationStatus::Undetermined
    });
    Statement { says, is_authentic }
}

impl<'a> Crl<'a> {
    fn read(bytes: &'a [u8]) -> der::Result<Self> {
        let signed = Signed::read(bytes)?;
        let mut fields = sequence(AnyRef::from_der(signed.content)?)?;
        // Extensions, which a complete CRL must have, come with version 2; and every CRL
        // tells when the next is due (RFC 5280, 5.1.2.5).
        Version::decode(&mut fields).and_then(|version| match version {
            Version::V2 => Ok(()),
            _ => Err(Tag::Integer.value_error()),
        })?;
        let algorithm = fields.decode()?;
        let issuer = fields.decode()?;
        let this_update = seconds(fields.decode()?);
        let next_update = seconds(fields.decode()?);
        let entries = match fields.is_finished() {
            false if fields.peek_tag()? == Tag::Sequence => sequence(fields.decode()?)?,
            _ => SliceReader::new(&[])?,
        };
        let extensions: Option<Extensions> =
            fields.context_specific(TagNumber::N0, TagMode::Explicit)?;
        let extensions = extensions.unwrap_or_default();
        fields.finish(())?;
        Ok(Self { signed, algorithm, issuer, this_update, next_update, entries, extensions })
    }

    /// Whether the CRL is the anchor's own.
    fn is_by(&self, anchor: &Anchor, reasons: &mut Reasons) -> bool {
        let named: der::Result<Option<AuthorityKeyIdentifier>> =
            self.extension(extension::AUTHORITY_KEY_IDENTIFIER);
        reasons.require(named.is_ok(), Reason::CrlMalformed);
        let other_key = named
            .ok()
            .flatten()
            .and_then(|authority| authority.key_identifier)
            .is_some_and(|key| key.as_bytes() != anchor.key_identifier());
        let named = ComparableName::new(&self.issuer) == *anchor.subject() && !other_key;
        reasons.require(named, Reason::CrlOtherIssuer);
        let agree = self.algorithm == self.signed.algorithm;
        let allowed = agree && key::algorithm(&self.algorithm).is_some();
        let fault = anchor.key().map(|key| self.signed.check(key));
        match fault {
            Some(Ok(())) if allowed => return named,
            Some(Err(Fault::Signature)) if allowed => reasons.add(Reason::CrlSignatureInvalid),
            _ => reasons.add(Reason::CrlAlgorithmNotAllowed),
        }
        false
    }

    fn extension<T: DecodeOwned>(&self, id: ObjectIdentifier) -> der::Result<Option<T>> {
        extension::find(&self.extensions, id).map(T::from_der).transpose()
    }

    fn examine_extensions(&self, profile: &Profile<'_>, anchor: &Anchor, reasons: &mut Reasons) {
        let extensions: &[Extension] = &self.extensions;
        reasons.require(!extension::any_twice(extensions), Reason::CrlMalformed);
        reasons.require(
            !extension::any_unknown_critical(extensions, extension::OF_CRLS),
            Reason::CrlUnknownCriticalExtension,
        );
        let delta = extension::find(extensions, extension::DELTA_CRL_INDICATOR);
        reasons.require(delta.is_none(), Reason::CrlDelta);
        let scope: der::Result<Option<IssuingDistributionPoint>> =
            self.extension(extension::ISSUING_DISTRIBUTION_POINT);
        match scope {
            Ok(None) => {}
            Ok(Some(scope)) => self.examine_scope(&scope, profile, anchor, reasons),
            Err(_) => reasons.add(Reason::CrlMalformed),
        }
    }

    /// Whether a complete CRL of this scope tells of the certificate (RFC 5280, 6.3.3 b).
    fn examine_scope(
        &self,
        scope: &IssuingDistributionPoint,
        profile: &Profile<'_>,
        anchor: &Anchor,
        reasons: &mut Reasons,
    ) {
        reasons.require(!scope.indirect_crl, Reason::CrlIndirect);
        let covers = !scope.only_contains_ca_certs
            && !scope.only_contains_attribute_certs
            && scope.only_some_reasons.is_none();
        reasons.require(covers, Reason::CrlOutOfScope);
        let Some(name) = &scope.distribution_point else { return };
        let issuer = ComparableName::new(&self.issuer);
        let ours = names(name, &issuer);
        let points: Option<CrlDistributionPoints> =
            profile.extension(extension::CRL_DISTRIBUTION_POINTS).ok().flatten();
        let is_named = points.is_some_and(|points| {
            points
                .0
                .iter()
                .filter(|point| is_complete(point, anchor))
                .filter_map(|point| point.distribution_point.as_ref())
                .flat_map(|name| names(name, &profile.issuer()))
                .any(|theirs| ours.contains(&theirs))
        });
        reasons.require(is_named, Reason::CrlOtherDistributionPoint);
    }

    /// Goes through the entries and tells what they say of the certificate.
    fn find(&self, profile: &Profile<'_>, reasons: &mut Reasons) -> der::Result<RevocationStatus> {
        let wanted = profile.fields.serial_number.to_der()?;
        let mut entries = self.entries.clone();
        let mut says = RevocationStatus::Good;
        while !entries.is_finished() {
            let entry = Entry::read(&mut entries)?;
            let reason = entry.examine_extensions(reasons)?;
            if entry.serial == wanted {
                // Only delta CRLs take entries back.
                reasons.require(reason != Some(CrlReason::RemoveFromCRL), Reason::CrlMalformed);
                says = RevocationStatus::Revoked(Revoked::new(seconds(entry.date), reason));
            }
        }
        Ok(says)
    }
}

impl<'a> Entry<'a> {
    fn read(entries: &mut SliceReader<'a>) -> der::Result<Self> {
        let mut fields = sequence(entries.decode()?)?;
        let serial = fields.tlv_bytes()?;
        let date = fields.decode()?;
        let extensions = if fields.is_finished() { None } else { Some(fields.decode()?) };
        fields.finish(Self { serial, date, extensions })
    }

    /// The reason, if the entry has one. An entry that holds what is not known spoils the
    /// whole list (RFC 5280, 5.3), whichever certificate it is about.
    fn examine_extensions(&self, reasons: &mut Reasons) -> der::Result<Option<CrlReason>> {
        let mut reason = None;
        let Some(extensions) = self.extensions else { return Ok(None) };
        let mut extensions = sequence(extensions)?;
        while !extensions.is_finished() {
            let extension: ExtensionRef<'_> = extensions.decode()?;
            let known = extension::OF_CRL_ENTRIES.contains(&extension.id);
            reasons.require(known || !extension.critical, Reason::CrlUnknownCriticalExtension);
            if extension.id == extension::REASON_CODE {
                reasons.require(reason.is_none(), Reason::CrlMalformed);
                reason = Some(CrlReason::from_der(extension.value.as_bytes())?);
            }
        }
        Ok(reason)
    }
}

/// A point whose CRL is by the CA itself and tells of every reason.
fn is_complete(point: &DistributionPoint, anchor: &Anchor) -> bool {
    let by_the_ca = |name: &GeneralName| match name {
        GeneralName::DirectoryName(name) => ComparableName::new(name) == *anchor.subject(),
        _ => false,
    };
    point.reasons.is_none()
        && point.crl_issuer.as_ref().is_none_or(|names| names.iter().any(by_the_ca))
}

/// A name of a distribution point, made comparable.
#[derive(PartialEq, Eq)]
enum PointName {
    Directory(ComparableName),
    Other(Vec<u8>),
}

/// All the names that a distribution point goes by.
fn names(name: &DistributionPointName, issuer: &ComparableName) -> Vec<PointName> {
    match name {
        DistributionPointName::FullName(names) => names
            .iter()
            .filter_map(|name| match name {
                GeneralName::DirectoryName(name) => {
                    Some(PointName::Directory(ComparableName::new(name)))
                }
                other => other.to_der().ok().map(PointName::Other),
            })
            .collect(),
        DistributionPointName::NameRelativeToCRLIssuer(name) => {
            vec![PointName::Directory(issuer.clone().below(name))]
        }
    }
}

fn seconds(time: Time) -> u64 {
    time.to_unix_duration().as_secs()
}
