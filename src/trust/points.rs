//! Distribution points: which CRLs a certificate names, and which of them a CRL is (RFC 5280,
//! 4.2.1.13 and 5.2.5).

use der::asn1::AnyRef;
use der::{Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged};
use x509_cert::ext::pkix::CrlDistributionPoints;
use x509_cert::ext::pkix::crl::dp::{DistributionPoint, IssuingDistributionPoint};
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};

use crate::nested;
use crate::trust::anchors::Anchor;
use crate::trust::canonical;
use crate::trust::extension;
use crate::trust::name::ComparableName;
use crate::trust::profile::Profile;

/// The maximum number of a certificate's points, of the names of all of them, and of the names of a
/// CRL's point. Real ones have one or two.
const MOST_NAMES: usize = 64;
/// The maximum length of one such extension, in bytes.
const LONGEST: usize = 16 * 1024;

/// A name of a distribution point, in comparable form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PointName {
    Directory(ComparableName),
    Other(Vec<u8>),
}

/// The points that a certificate names, if it names any.
///
/// # Errors
/// If they are malformed or too many.
pub(super) fn of_certificate(profile: &Profile<'_>) -> der::Result<Option<CrlDistributionPoints>> {
    let value = extension::find(profile.extensions(), extension::CRL_DISTRIBUTION_POINTS);
    let Some(value) = value else { return Ok(None) };
    let mut bound = Bound::of(value)?;
    let mut points = MOST_NAMES;
    each(AnyRef::from_der(value)?, |point| {
        points = points.checked_sub(1).ok_or(Tag::Sequence.length_error())?;
        canonical::fields_ascend(point)?;
        each(point, |field| match number(field) {
            Some(TagNumber::N0) => each(field, |name| bound.count(name)),
            Some(TagNumber::N2) => each(field, |_| bound.one()),
            _ => Ok(()),
        })
    })?;
    nested::read(value).map(Some)
}

/// What a CRL says about its scope.
///
/// # Errors
/// As above.
pub(super) fn of_list(value: &[u8]) -> der::Result<IssuingDistributionPoint> {
    let mut bound = Bound::of(value)?;
    let scope = AnyRef::from_der(value)?;
    // Never empty (RFC 5280, 5.2.5).
    if scope.value().is_empty() {
        return Err(scope.tag().length_error());
    }
    canonical::fields_ascend(scope)?;
    each(scope, |field| match number(field) {
        Some(TagNumber::N0) => each(field, |name| bound.count(name)),
        // BOOLEANs that are absent where they are false (X.690, 11.5).
        Some(TagNumber::N1 | TagNumber::N2 | TagNumber::N4 | TagNumber::N5)
            if field.value() != [0xFF] =>
        {
            Err(field.tag().value_error())
        }
        _ => Ok(()),
    })?;
    nested::read(value)
}

/// All names of a distribution point, sorted.
pub(super) fn names(
    name: &DistributionPointName,
    issuer: &ComparableName,
) -> der::Result<Vec<PointName>> {
    let mut names = match name {
        DistributionPointName::FullName(names) => names
            .iter()
            .map(|name| match name {
                GeneralName::DirectoryName(name) => {
                    Ok(PointName::Directory(ComparableName::new(name)))
                }
                other => other.to_der().map(PointName::Other),
            })
            .collect::<der::Result<Vec<_>>>()?,
        DistributionPointName::NameRelativeToCRLIssuer(name) => {
            vec![PointName::Directory(issuer.clone().below(name))]
        }
    };
    names.sort_unstable();
    Ok(names)
}

/// Whether the certificate names a complete point of the CA itself that has one of these sorted
/// names.
pub(super) fn names_any(
    profile: &Profile<'_>,
    anchor: &Anchor,
    ours: &[PointName],
) -> der::Result<bool> {
    let Some(points) = of_certificate(profile)? else { return Ok(false) };
    let issuer = profile.issuer();
    for point in points.0.iter().filter(|point| is_complete(point, anchor)) {
        let Some(name) = &point.distribution_point else { continue };
        let theirs = names(name, &issuer)?;
        if theirs.iter().any(|name| ours.binary_search(name).is_ok()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the point's CRL is issued by the CA itself and covers all reasons.
fn is_complete(point: &DistributionPoint, anchor: &Anchor) -> bool {
    let by_the_ca = |name: &GeneralName| match name {
        GeneralName::DirectoryName(name) => ComparableName::new(name) == *anchor.subject(),
        _ => false,
    };
    point.reasons.is_none()
        && point.crl_issuer.as_ref().is_none_or(|names| names.iter().any(by_the_ca))
}

/// How many more names are allowed. Names are counted before any is copied.
struct Bound(usize);

impl Bound {
    fn of(value: &[u8]) -> der::Result<Self> {
        match value.len() {
            0..=LONGEST => Ok(Self(MOST_NAMES)),
            _ => Err(Tag::Sequence.length_error()),
        }
    }

    fn one(&mut self) -> der::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or(Tag::Sequence.length_error())?;
        Ok(())
    }

    /// A DistributionPointName: names, or one relative to the issuer's.
    fn count(&mut self, name: AnyRef<'_>) -> der::Result<()> {
        match number(name) {
            Some(TagNumber::N0) => each(name, |_| self.one()),
            _ => self.one(),
        }
    }
}

fn number(any: AnyRef<'_>) -> Option<TagNumber> {
    match any.tag() {
        Tag::ContextSpecific { number, .. } => Some(number),
        _ => None,
    }
}

/// The objects within an object.
fn each(any: AnyRef<'_>, mut visit: impl FnMut(AnyRef<'_>) -> der::Result<()>) -> der::Result<()> {
    let mut within = SliceReader::new(any.value())?;
    while !within.is_finished() {
        visit(within.decode()?)?;
    }
    Ok(())
}
