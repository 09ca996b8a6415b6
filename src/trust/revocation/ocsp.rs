//! Checking an OCSP response (RFC 6960).

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, Tag, TagNumber, Tagged};
use x509_cert::ext::Extension;
use x509_ocsp::{
    CertId, CertStatus, OcspGeneralizedTime, OcspResponse, OcspResponseStatus, ResponderId,
    ResponseData, SingleResponse, Version,
};

use crate::nested;
use crate::trust::anchors::Anchor;
use crate::trust::canonical;
use crate::trust::extension;
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::revocation::request::{CertificateIdHash, certificate_identifier};
use crate::trust::revocation::status::{RevocationStatus, Revoked, Statement};
use crate::trust::revocation::{OcspRequest, responder};
use crate::trust::signed::{Signed, sequence};
use crate::trust::time::Clock;

/// A response with a responder's certificate takes 2 KiB.
const LONGEST_RESPONSE: usize = 64 * 1024;
/// The maximum age, in seconds, of the status in a response without nextUpdate: we chose one day.
/// RFC 6960, 3.2, requires it to be sufficiently recent.
const RECENT: u64 = 24 * 60 * 60;
const BASIC_RESPONSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");

/// How many certificates a response may include: that of the responder, and perhaps those above it.
const MOST_CERTIFICATES: usize = 8;
/// The maximum length of a responder's name or key, and of a certificate in a response.
const LONGEST_RESPONDER: usize = 8 * 1024;

/// BasicOCSPResponse. Of the signed part only the responder is parsed, which is needed to verify
/// the signature.
struct Basic<'a> {
    signed: Signed<'a>,
    responder: ResponderId,
    certificates: Vec<&'a [u8]>,
}

pub(super) fn examine(
    request: &OcspRequest,
    response: &[u8],
    profile: &Profile<'_>,
    anchor: &Anchor,
    clock: Clock,
    reasons: &mut Reasons,
) -> Statement {
    let outer = match response.len() {
        0..=LONGEST_RESPONSE => nested::read::<OcspResponse>(response).ok(),
        _ => None,
    };
    let Some(outer) = outer else {
        reasons.add(Reason::OcspMalformed);
        return Statement::NONE;
    };
    if let Some(refusal) = refusal(outer.response_status) {
        reasons.add(refusal);
        return Statement::NONE;
    }
    let inner = outer.response_bytes.filter(|bytes| bytes.response_type == BASIC_RESPONSE);
    let basic = inner.as_ref().and_then(|bytes| Basic::read(bytes.response.as_bytes()).ok());
    let Some(Basic { signed, responder, certificates }) = basic else {
        reasons.add(Reason::OcspMalformed);
        return Statement::NONE;
    };
    if !responder::examine(&signed, &responder, &certificates, anchor, clock.now, reasons) {
        return Statement::NONE;
    }
    let data = response_data(signed.content).ok();
    let Some(data) = data.filter(|data| data.version == Version::V1) else {
        reasons.add(Reason::OcspMalformed);
        return Statement::NONE;
    };
    nonce(request, &data, reasons);
    extensions(data.response_extensions.as_deref(), reasons);
    reasons.require(!clock.is_before(seconds(data.produced_at)), Reason::OcspNotYetValid);
    let says = statement(request, &data, profile, anchor, clock, reasons);
    Statement { says, is_authentic: true }
}

impl<'a> Basic<'a> {
    fn read(bytes: &'a [u8]) -> der::Result<Self> {
        let mut fields = sequence(AnyRef::from_der(bytes)?)?;
        let signed = Signed::fields(&mut fields)?;
        let mut certificates = Vec::new();
        if !fields.is_finished() {
            let wrapper: AnyRef<'_> = fields.decode()?;
            wrapper.tag().assert_eq(explicit(TagNumber::N0))?;
            let mut all = sequence(AnyRef::from_der(wrapper.value())?)?;
            while !all.is_finished() {
                let certificate = all.tlv_bytes()?;
                if certificates.len() == MOST_CERTIFICATES || certificate.len() > LONGEST_RESPONDER
                {
                    return Err(Tag::Sequence.length_error());
                }
                certificates.push(certificate);
            }
        }
        let responder = responder_of(signed.content)?;
        fields.finish(Self { signed, responder, certificates })
    }
}

/// The responder that a ResponseData names: it follows the optional version.
fn responder_of(data: &[u8]) -> der::Result<ResponderId> {
    let mut fields = sequence(AnyRef::from_der(data)?)?;
    if fields.peek_tag()? == explicit(TagNumber::N0) {
        fields.tlv_bytes()?;
    }
    match fields.tlv_bytes()? {
        responder if responder.len() <= LONGEST_RESPONDER => nested::read(responder),
        _ => Err(Tag::Sequence.length_error()),
    }
}

/// Parses the signed part without skipping anything.
fn response_data(content: &[u8]) -> der::Result<ResponseData> {
    let whole = AnyRef::from_der(content)?;
    canonical::fields_ascend_from_one(whole)?;
    let mut fields = sequence(whole)?;
    while !fields.is_finished() {
        let field: AnyRef<'_> = fields.decode()?;
        // The only SEQUENCE: the answers.
        if field.tag() == Tag::Sequence {
            let mut answers = sequence(field)?;
            while !answers.is_finished() {
                canonical::fields_ascend(answers.decode()?)?;
            }
        }
    }
    nested::read(content)
}

const fn explicit(number: TagNumber) -> Tag {
    Tag::ContextSpecific { number, constructed: true }
}

/// The reason for an error status; RFC 6960, 2.3.
fn refusal(status: OcspResponseStatus) -> Option<Reason> {
    Some(match status {
        OcspResponseStatus::Successful => return None,
        OcspResponseStatus::MalformedRequest => Reason::OcspRequestMalformed,
        OcspResponseStatus::InternalError => Reason::OcspInternalError,
        OcspResponseStatus::TryLater => Reason::OcspTryLater,
        OcspResponseStatus::SigRequired => Reason::OcspSignatureRequired,
        OcspResponseStatus::Unauthorized => Reason::OcspUnauthorized,
    })
}

/// A nonce that was not requested means nothing.
fn nonce(request: &OcspRequest, data: &ResponseData, reasons: &mut Reasons) {
    let Some(sent) = &request.nonce else { return };
    let extensions = data.response_extensions.as_deref().unwrap_or_default();
    match extension::find(extensions, extension::OCSP_NONCE) {
        None => reasons.add(Reason::OcspNonceMissing),
        Some(came) => reasons.require(came == sent.as_bytes(), Reason::OcspNonceDiffers),
    }
}

fn extensions(extensions: Option<&[Extension]>, reasons: &mut Reasons) {
    let extensions = extensions.unwrap_or_default();
    reasons.require(!extension::any_twice(extensions), Reason::OcspMalformed);
    reasons.require(
        !extension::any_unknown_critical(extensions, &[extension::OCSP_NONCE]),
        Reason::OcspUnknownCriticalExtension,
    );
}

/// What the response says about the certificate: the worst, if it contains several answers.
fn statement(
    request: &OcspRequest,
    data: &ResponseData,
    profile: &Profile<'_>,
    anchor: &Anchor,
    clock: Clock,
    reasons: &mut Reasons,
) -> RevocationStatus {
    // The responder may identify the certificate with another hash than the request did.
    let names: Vec<_> = CertificateIdHash::ALL
        .iter()
        .filter_map(|hash| certificate_identifier(profile, anchor, *hash).ok())
        .collect();
    // A request for another certificate gets no answer for this one.
    let is_asked = names.contains(&request.identifier);
    let mut says = RevocationStatus::Undetermined;
    for single in &data.responses {
        extensions(single.single_extensions.as_deref(), reasons);
        if !is_asked || !names.iter().any(|name| is_same(name, &single.cert_id)) {
            continue;
        }
        times(single, data.produced_at, clock, reasons);
        says = match (single.cert_status, says) {
            (_, RevocationStatus::Revoked(_)) => says,
            (CertStatus::Revoked(info), _) => {
                let time = seconds(info.revocation_time);
                RevocationStatus::Revoked(Revoked::new(time, info.revocation_reason))
            }
            (CertStatus::Unknown(_), _) | (_, RevocationStatus::Unknown) => {
                RevocationStatus::Unknown
            }
            (CertStatus::Good(_), _) => RevocationStatus::Good,
        };
    }
    reasons.require(says != RevocationStatus::Undetermined, Reason::OcspOtherCertificate);
    says
}

/// Whether our identifier of the certificate, with this hash, is the one in a response.
fn is_same(name: &CertId, named: &CertId) -> bool {
    let algorithm = &named.hash_algorithm;
    algorithm.oid == name.hash_algorithm.oid
        && algorithm.parameters.as_ref().is_none_or(|parameters| parameters.is_null())
        && named.issuer_name_hash == name.issuer_name_hash
        && named.issuer_key_hash == name.issuer_key_hash
        && named.serial_number == name.serial_number
}

fn times(
    single: &SingleResponse,
    produced_at: OcspGeneralizedTime,
    clock: Clock,
    reasons: &mut Reasons,
) {
    let this_update = seconds(single.this_update);
    reasons.require(!clock.is_before(this_update), Reason::OcspNotYetValid);
    // Without nextUpdate newer information is available at any time (RFC 6960, 4.2.2.1), so the
    // response must have been produced just now, from recent data.
    let until_now = || seconds(produced_at).min(this_update.saturating_add(RECENT));
    let last = single.next_update.map_or_else(until_now, seconds);
    reasons.require(!clock.is_after(last), Reason::OcspExpired);
    let orderly = single.next_update.is_none_or(|next| this_update <= seconds(next));
    reasons.require(orderly, Reason::OcspMalformed);
}

fn seconds(time: OcspGeneralizedTime) -> u64 {
    time.0.to_unix_duration().as_secs()
}
