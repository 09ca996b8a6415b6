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

const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");

/// One who may have signed, and what speaks against it.
struct Candidate {
    key: Option<Key>,
    reasons: Reasons,
}

/// Finds the signer: the CA itself, or one with a certificate of that CA for this task
/// among those that came with the response. Tells whether it may sign and did.
///
/// Since a CA and its responder may share a name, each that fits the response's responder
/// is tried; the reasons are those of the one who did sign, or else of the first.
pub(super) fn examine(
    signed: &Signed<'_>,
    responder: &ResponderId,
    certificates: &[AnyRef<'_>],
    anchor: &Anchor,
    now: u64,
    reasons: &mut Reasons,
) -> bool {
    let mut first = None;
    for mut candidate in candidates(responder, certificates, anchor, now) {
        let fault = candidate.key.as_ref().map(|key| signed.check(key));
        match fault {
            Some(Ok(())) => {
                let may = candidate.reasons.is_empty();
                reasons.merge(candidate.reasons);
                return may;
            }
            Some(Err(Fault::Signature)) => candidate.reasons.add(Reason::OcspSignatureInvalid),
            Some(Err(Fault::Algorithm)) | None => {
                candidate.reasons.add(Reason::OcspAlgorithmNotAllowed);
            }
        }
        first = first.or(Some(candidate.reasons));
    }
    match first {
        Some(first) => reasons.merge(first),
        None => reasons.add(Reason::OcspResponderUnknown),
    }
    false
}

fn candidates(
    responder: &ResponderId,
    certificates: &[AnyRef<'_>],
    anchor: &Anchor,
    now: u64,
) -> Vec<Candidate> {
    let is = |name: &ComparableName, key_sha1: &[u8]| match responder {
        ResponderId::ByName(responder) => ComparableName::new(responder) == *name,
        ResponderId::ByKey(hash) => hash.as_bytes() == key_sha1,
    };
    let mut candidates = Vec::new();
    let key_sha1 = anchor.key_bits().map(Sha1::digest).unwrap_or_default();
    if is(anchor.subject(), &key_sha1) {
        candidates.push(Candidate { key: anchor.key(), reasons: Reasons::default() });
    }
    for certificate in certificates {
        let Ok(der) = certificate.to_der() else { continue };
        let Ok(profile) = Profile::read(&der) else { continue };
        if is(&profile.subject(), &profile.key_sha1()) {
            let reasons = against(&profile, anchor, now);
            candidates.push(Candidate { key: profile.key(), reasons });
        }
    }
    candidates
}

/// What speaks against this certificate's subject answering for the CA. Whether the
/// certificate is itself revoked is not looked at: CAs mark it as not to be
/// (id-pkix-ocsp-nocheck) and make it short-lived.
fn against(profile: &Profile<'_>, anchor: &Anchor, now: u64) -> Reasons {
    let mut reasons = Reasons::default();
    let signed = anchor.key().is_some_and(|key| profile.signed.check(&key).is_ok());
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
