//! From a card's certificate to a trust anchor.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, DecodeOwned};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsages,
};

use crate::certificate::{Certificate, Validity};
use crate::trust::anchors::{Anchor, Anchors, Hierarchy, Purpose};
use crate::trust::canonical;
use crate::trust::extension;
use crate::trust::key;
use crate::trust::points;
use crate::trust::policy::{CertificatePolicy, Policies};
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::time::validity;

const CLIENT_AUTHENTICATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

/// Checks everything that can be checked, and returns the anchor whose key the certificate names as
/// its issuer's, and the policy under which it is accepted.
pub(super) fn examine<'a>(
    profile: &Profile<'_>,
    purpose: Purpose,
    accepted: &Policies,
    anchors: &'a Anchors,
    now: u64,
    reasons: &mut Reasons,
) -> (Option<&'a Anchor>, Option<CertificatePolicy>) {
    let anchor = issuer(profile, anchors, reasons);
    if let Some(anchor) = anchor {
        reasons.require(anchor.purpose() == purpose, Reason::AnchorOfOtherPurpose);
        let (first, last) = anchor.validity();
        match validity(first, last, now) {
            Validity::NotYet => reasons.add(Reason::AnchorNotYetValid),
            Validity::Expired => reasons.add(Reason::AnchorExpired),
            Validity::Valid => {}
        }
    }
    reasons.require(profile.is_version_3(), Reason::CertificateMalformed);
    let extensions = profile.extensions();
    reasons.require(!extension::any_twice(extensions), Reason::DuplicateExtension);
    reasons.require(
        !extension::any_unknown_critical(extensions, extension::OF_CERTIFICATES),
        Reason::UnknownCriticalExtension,
    );
    reasons.require(profile.key().is_some(), Reason::KeyNotAllowed);
    usage(profile, purpose, reasons);
    let policy = policy(profile, purpose, accepted, anchor, reasons);
    // Parsed because CRL checks need them.
    reasons.require(points::of_certificate(profile).is_ok(), Reason::CertificateMalformed);
    reasons.require(is_in_order(profile).is_ok(), Reason::CertificateMalformed);
    (anchor, policy)
}

/// Checks that decoding skipped nothing.
fn is_in_order(profile: &Profile<'_>) -> der::Result<()> {
    canonical::fields_ascend_from_one(AnyRef::from_der(profile.signed.content)?)?;
    match extension::find(profile.extensions(), extension::AUTHORITY_KEY_IDENTIFIER) {
        Some(authority) => canonical::fields_ascend(AnyRef::from_der(authority)?),
        None => Ok(()),
    }
}

/// Checks `now` against the certificate's validity period.
pub(super) fn examine_validity(certificate: &Certificate, now: u64, reasons: &mut Reasons) {
    // Both may apply if the period ends before it begins.
    reasons.require(certificate.not_before_unix() <= now, Reason::NotYetValid);
    reasons.require(now <= certificate.not_after_unix(), Reason::Expired);
}

/// Compares a supplied CA certificate with the trusted anchor: it may come from anywhere and proves
/// nothing itself.
pub(super) fn compare(ca_certificate: &Certificate, anchor: &Anchor, reasons: &mut Reasons) {
    let same = ca_certificate.public_key_der() == anchor.public_key_der()
        && Profile::of(ca_certificate).subject() == *anchor.subject();
    reasons.require(same, Reason::CaCertificateDiffers);
}

/// Finds the issuer by its key, and confirms it by signature and name.
fn issuer<'a>(
    profile: &Profile<'_>,
    anchors: &'a Anchors,
    reasons: &mut Reasons,
) -> Option<&'a Anchor> {
    let authority: Option<AuthorityKeyIdentifier> =
        read(profile, extension::AUTHORITY_KEY_IDENTIFIER, reasons);
    let names_key = authority.is_some_and(|authority| authority.key_identifier.is_some());
    reasons.require(names_key, Reason::IssuerKeyUnnamed);
    let allowed = profile.algorithms_agree() && key::algorithm(&profile.signed.algorithm).is_some();
    reasons.require(allowed, Reason::AlgorithmNotAllowed);
    let issuer = anchors.issuer(profile);
    match issuer {
        Some((anchor, signed)) => {
            reasons.require(profile.issuer() == *anchor.subject(), Reason::IssuerNameDiffers);
            // With a disallowed algorithm the signature was not verified.
            reasons.require(signed || !allowed, Reason::CertificateSignatureInvalid);
        }
        None => reasons.require(!names_key, Reason::IssuerUnknown),
    }
    issuer.map(|(anchor, _)| anchor)
}

fn usage(profile: &Profile<'_>, purpose: Purpose, reasons: &mut Reasons) {
    let wanted = match purpose {
        Purpose::Authentication => KeyUsages::DigitalSignature.into(),
        Purpose::Signature => KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
    };
    let usage = extension::key_usage(profile.extensions());
    reasons.require(usage.is_ok(), Reason::CertificateMalformed);
    let usage = usage.ok().flatten();
    reasons.require(usage.is_some_and(|usage| usage.0 == wanted), Reason::KeyUsageWrong);

    // Signature certificates have none.
    let allowed = |extended: ExtendedKeyUsage| {
        purpose == Purpose::Authentication && extended.0.contains(&CLIENT_AUTHENTICATION)
    };
    let extended: Option<ExtendedKeyUsage> = read(profile, extension::EXTENDED_KEY_USAGE, reasons);
    reasons.require(extended.is_none_or(allowed), Reason::ExtendedKeyUsageWrong);

    let constraints: Option<BasicConstraints> =
        read(profile, extension::BASIC_CONSTRAINTS, reasons);
    reasons.require(constraints.is_none_or(|constraints| !constraints.ca), Reason::IsAuthority);
}

/// The policy under which the certificate is accepted: a production policy under a production
/// anchor, a test policy under a test anchor, either if the issuer is unknown.
fn policy(
    profile: &Profile<'_>,
    purpose: Purpose,
    accepted: &Policies,
    anchor: Option<&Anchor>,
    reasons: &mut Reasons,
) -> Option<CertificatePolicy> {
    let hierarchies = anchor.map_or_else(
        || vec![Hierarchy::Production, Hierarchy::Test],
        |anchor| vec![anchor.hierarchy()],
    );
    let policies: Option<CertificatePolicies> =
        read(profile, extension::CERTIFICATE_POLICIES, reasons);
    let policy = policies.and_then(|policies| {
        let oids = policies.0.iter().map(|information| information.policy_identifier);
        accepted.choose(oids, purpose, &hierarchies)
    });
    reasons.require(policy.is_some(), Reason::PolicyWrong);
    policy
}

/// An extension's content; a malformed one adds a reason.
fn read<T: DecodeOwned>(
    profile: &Profile<'_>,
    id: ObjectIdentifier,
    reasons: &mut Reasons,
) -> Option<T> {
    let content = profile.extension(id);
    reasons.require(content.is_ok(), Reason::CertificateMalformed);
    content.ok().flatten()
}
