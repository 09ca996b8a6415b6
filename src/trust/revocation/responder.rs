//! Who may answer for a CA (RFC 6960, 4.2.2.2).

use der::Encode;
use der::asn1::{AnyRef, ObjectIdentifier};
use sha1::{Digest as _, Sha1};
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages};
use x509_ocsp::ResponderId;

use crate::certificate::Validity;
use crate::trust::anchors::Anchor;
use crate::trust::extension;
use crate::trust::key::Key;
use crate::trust::name::ComparableName;
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::signed::{Fault, Signed};
use crate::trust::time::validity;
use crate::x509::Parsed;

const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");

/// So many certificates that fit the responder are tried, each of which costs an RSA
/// operation. A response has one, two while a responder changes its key.
const MOST_TRIED: usize = 8;

/// Finds the signer: the CA itself, or one with a certificate of that CA for this task
/// among those that came with the response. Tells whether it may sign and did.
///
/// Since a CA and its responder may share a name, each that fits the response's responder
/// is tried; the reasons are those of the one who did sign, or else of the first. Whether the
/// CA made a certificate is checked of that one only.
pub(super) fn examine(
    signed: &Signed<'_>,
    responder: &ResponderId,
    certificates: &[AnyRef<'_>],
    anchor: &Anchor,
    now: u64,
    reasons: &mut Reasons,
) -> bool {
    let mut first = None;
    let key_sha1 = anchor.key_bits().map(Sha1::digest).unwrap_or_default();
    let is_the_ca = is_named(responder, anchor.subject(), &key_sha1);
    if is_the_ca {
        match objection(signed, anchor.key()) {
            None => return true,
            Some(reason) => {
                let mut found = Reasons::default();
                found.add(reason);
                first = Some(found);
            }
        }
    }
    let read =
        certificates.iter().filter_map(|certificate| Parsed::read(certificate.to_der().ok()?).ok());
    let fitting = read.filter(|parsed| {
        let profile = Profile::new(parsed);
        // The CA's own key was tried.
        let is_tried = is_the_ca && parsed.public_key_der() == anchor.public_key_der();
        !is_tried && is_named(responder, &profile.subject(), &profile.key_sha1())
    });
    for parsed in fitting.take(MOST_TRIED) {
        let profile = Profile::new(&parsed);
        match objection(signed, profile.key()) {
            None => {
                let found = against(&profile, anchor, now);
                let may = found.is_empty();
                reasons.merge(found);
                return may;
            }
            Some(reason) if first.is_none() => {
                let mut found = against(&profile, anchor, now);
                found.add(reason);
                first = Some(found);
            }
            Some(_) => {}
        }
    }
    match first {
        Some(first) => reasons.merge(first),
        None => reasons.add(Reason::OcspResponderUnknown),
    }
    false
}

/// Whether the response names this subject, or its key, as its responder.
fn is_named(responder: &ResponderId, subject: &ComparableName, key_sha1: &[u8]) -> bool {
    match responder {
        ResponderId::ByName(name) => ComparableName::new(name) == *subject,
        ResponderId::ByKey(hash) => hash.as_bytes() == key_sha1,
    }
}

/// What speaks against the response being signed with this key.
fn objection(signed: &Signed<'_>, key: Option<Key<'_>>) -> Option<Reason> {
    match key.map(|key| signed.check(key)) {
        Some(Ok(())) => None,
        Some(Err(Fault::Signature)) => Some(Reason::OcspSignatureInvalid),
        Some(Err(Fault::Algorithm)) | None => Some(Reason::OcspAlgorithmNotAllowed),
    }
}

/// What speaks against this certificate's subject answering for the CA. Whether the
/// certificate is itself revoked is not looked at: CAs mark it as not to be
/// (id-pkix-ocsp-nocheck) and make it short-lived.
fn against(profile: &Profile<'_>, anchor: &Anchor, now: u64) -> Reasons {
    let mut reasons = Reasons::default();
    let signed = anchor.key().is_some_and(|key| profile.signed.check(key).is_ok());
    let extended: der::Result<Option<ExtendedKeyUsage>> =
        profile.extension(extension::EXTENDED_KEY_USAGE);
    let usage: der::Result<Option<KeyUsage>> = profile.extension(extension::KEY_USAGE);
    let may_sign = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
    let authorized = signed
        && profile.algorithms_agree()
        && profile.issuer() == *anchor.subject()
        && profile.is_version_3()
        && profile.extensions_are_sound()
        && extended.is_ok_and(|uses| uses.is_some_and(|uses| uses.0.contains(&OCSP_SIGNING)))
        && usage.is_ok_and(|usage| usage.is_none_or(|usage| !(usage.0 & may_sign).is_empty()));
    reasons.require(authorized, Reason::OcspResponderNotAuthorized);
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs();
    let period = profile.fields.validity;
    match validity(seconds(period.not_before), seconds(period.not_after), now) {
        Validity::NotYet => reasons.add(Reason::OcspResponderNotYetValid),
        Validity::Expired => reasons.add(Reason::OcspResponderExpired),
        Validity::Valid => {}
    }
    reasons
}
