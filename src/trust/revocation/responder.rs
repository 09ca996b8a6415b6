//! Who may answer for a CA (RFC 6960, 4.2.2.2).

use der::asn1::ObjectIdentifier;
use sha1::{Digest as _, Sha1};
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsages};
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

/// Finds the signer: the CA itself, or the subject of a certificate that this CA issued for this
/// purpose, among those in the response. Returns whether it may sign and did.
///
/// A CA and its responder may share a name, so every candidate that matches the response's
/// responder is tried. Only the actual signer is checked further, so a response that none of them
/// signed costs one signature verification per included certificate.
pub(super) fn examine(
    signed: &Signed<'_>,
    responder: &ResponderId,
    certificates: &[&[u8]],
    anchor: &Anchor,
    now: u64,
    reasons: &mut Reasons,
) -> bool {
    let read = |certificate: &&[u8]| Parsed::read(certificate.to_vec());
    let Ok(certificates) = certificates.iter().map(read).collect::<der::Result<Vec<_>>>() else {
        reasons.add(Reason::OcspMalformed);
        return false;
    };
    let mut first = None;
    let by_ca =
        names(responder, anchor.subject(), || Some(Sha1::digest(anchor.key_bits().ok()?).into()));
    if by_ca {
        match signature(signed, anchor.key()) {
            None => return true,
            fault => first = fault,
        }
    }
    for parsed in &certificates {
        let profile = Profile::new(parsed);
        // The CA's own key has been tried already.
        let is_tried = by_ca && parsed.public_key_der() == anchor.public_key_der();
        if is_tried || !names(responder, &profile.subject(), || Some(profile.key_sha1())) {
            continue;
        }
        let fault = signature(signed, profile.key());
        if fault.is_none() {
            let against = against(&profile, anchor, now);
            let may = against.is_empty();
            reasons.merge(against);
            return may;
        }
        first = first.or(fault);
    }
    reasons.add(first.unwrap_or(Reason::OcspResponderUnknown));
    false
}

/// Whether the responder is the one with this name or key.
fn names(
    responder: &ResponderId,
    name: &ComparableName,
    key_sha1: impl FnOnce() -> Option<[u8; 20]>,
) -> bool {
    match responder {
        ResponderId::ByName(responder) => ComparableName::new(responder) == *name,
        ResponderId::ByKey(hash) => key_sha1().is_some_and(|key| hash.as_bytes() == key),
    }
}

/// What is wrong with the signature as one by this key.
fn signature(signed: &Signed<'_>, key: Option<Key<'_>>) -> Option<Reason> {
    match key.map(|key| signed.verify(key)) {
        Some(Ok(())) => None,
        Some(Err(Fault::Signature)) => Some(Reason::OcspSignatureInvalid),
        Some(Err(Fault::Algorithm)) | None => Some(Reason::OcspAlgorithmNotAllowed),
    }
}

/// The reasons against this certificate's subject answering for the CA. Revocation of the
/// certificate itself is not checked: CAs mark it accordingly (id-pkix-ocsp-nocheck) and make it
/// short-lived.
fn against(profile: &Profile<'_>, anchor: &Anchor, now: u64) -> Reasons {
    let mut reasons = Reasons::default();
    let signed = anchor.key().is_some_and(|key| profile.signed.verify(key).is_ok());
    let extended: der::Result<Option<ExtendedKeyUsage>> =
        profile.extension(extension::EXTENDED_KEY_USAGE);
    let usage = extension::key_usage(profile.extensions());
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
