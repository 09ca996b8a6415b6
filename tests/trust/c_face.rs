//! The C API gives the same results as Rust for the same bytes: the helpers of the other tests pass
//! their inputs on to here.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString};
use std::mem::zeroed;
use std::ptr::{null, null_mut};
use std::time::{Duration, SystemTime};

use jpkicard::internal::capi::*;
use jpkicard::trust::{
    Hierarchy, OcspRequest, Purpose, Reason, RevocationData, RevocationStatus, Verdict,
};
use jpkicard::{Certificate, Status};

use crate::authority::{AUTHENTICATION, Authority, Settings, at};
use crate::judged::CertificateVerification;

/// A signature, and what it claims to be over.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    pub challenge: &'a [u8],
    pub input: i32,
    pub algorithm: i32,
    pub signature: &'a [u8],
}

/// All inputs of a check.
pub struct Inputs<'a> {
    pub authority: &'a Authority,
    pub certificate: &'a Certificate,
    pub time: SystemTime,
    pub evidence: Option<RevocationData<'a>>,
    pub signed: Option<Signed<'a>>,
}

/// C objects, freed at the end.
struct Handles(Vec<*mut jpki_certificate>);

impl Handles {
    fn certificate(&mut self, certificate: &Certificate) -> *mut jpki_certificate {
        let mut handle = null_mut();
        let der = certificate.der();
        // SAFETY: the pointers are to as many bytes as stated.
        let status =
            unsafe { jpki_certificate_new(der.as_ptr(), der.len(), &mut handle, null_mut()) };
        assert_eq!(status, JPKI_OK);
        self.0.push(handle);
        handle
    }
}

impl Drop for Handles {
    fn drop(&mut self) {
        self.0.iter().for_each(|handle| jpki_certificate_free(*handle));
    }
}

/// Room for a verdict that nothing was written to.
pub fn no_verdict() -> jpki_verdict {
    // SAFETY: numbers, for which zeros are valid.
    let mut verdict: jpki_verdict = unsafe { zeroed() };
    verdict.struct_size = u32::try_from(size_of::<jpki_verdict>()).unwrap();
    verdict
}

/// The reasons of a verdict.
pub fn reasons_of(verdict: &jpki_verdict) -> Vec<i32> {
    let (reasons, rest) = verdict.reasons.split_at(verdict.reason_count as usize);
    assert!(rest.iter().all(|reason| *reason == 0));
    reasons.to_vec()
}

pub fn options() -> jpki_verify_options {
    // SAFETY: numbers and pointers, for which zeros are valid.
    let mut options: jpki_verify_options = unsafe { zeroed() };
    options.struct_size = u32::try_from(size_of::<jpki_verify_options>()).unwrap();
    options
}

/// Options that believe these authorities alone.
fn under(own: &[*const jpki_certificate]) -> jpki_verify_options {
    jpki_verify_options {
        anchors: JPKI_ANCHORS_OWN,
        own_anchors: own.as_ptr(),
        own_anchors_count: own.len(),
        ..options()
    }
}

/// The C request with the same bytes as the Rust one, whichever options make it.
fn request(
    certificate: *const jpki_certificate,
    options: &jpki_verify_options,
    wanted: &OcspRequest,
) -> Option<*mut jpki_ocsp_request> {
    const NONCE: &[u8; 32] = b"a nonce is 32 fresh random bytes";
    for (hash, nonce) in [
        (JPKI_OCSP_HASH_SHA1, &NONCE[..]),
        (JPKI_OCSP_HASH_SHA1, &[]),
        (JPKI_OCSP_HASH_SHA256, NONCE),
        (JPKI_OCSP_HASH_SHA256, &[]),
    ] {
        let options = jpki_verify_options { ocsp_hash: hash, ..*options };
        let mut request = null_mut();
        // SAFETY: as above.
        let made = unsafe {
            let nonce = (nonce.as_ptr(), nonce.len());
            jpki_ocsp_request_new(certificate, &options, nonce.0, nonce.1, &mut request, null_mut())
        };
        if made != JPKI_OK {
            assert!(request.is_null());
            continue;
        }
        // SAFETY: the request is open.
        let der = unsafe {
            let mut length = 0;
            let data = jpki_ocsp_request_data(request, &mut length);
            std::slice::from_raw_parts(data, length)
        };
        if der == wanted.der() {
            return Some(request);
        }
        jpki_ocsp_request_free(request);
    }
    None
}

/// Asserts that C reports the same for a certificate under this authority, with these options.
pub fn checked_in_c(
    authority: &Authority,
    certificate: &Certificate,
    set: impl FnOnce(&mut jpki_verify_options),
    expected: &Verdict,
) {
    let mut handles = Handles(Vec::new());
    let (certificate, ca) =
        (handles.certificate(certificate), handles.certificate(&authority.ca_certificate));
    let purpose = match authority.anchor.purpose() {
        Purpose::Authentication => JPKI_PURPOSE_AUTHENTICATION,
        Purpose::Signature => JPKI_PURPOSE_SIGNATURE,
        other => panic!("{other:?}"),
    };
    let anchors = match authority.anchor.hierarchy() {
        Hierarchy::Test => JPKI_ANCHORS_OWN,
        Hierarchy::Production => JPKI_ANCHORS_PRODUCTION_AND_OWN,
        other => panic!("{other:?}"),
    };
    let own: [*const jpki_certificate; 1] = [ca];
    let (own_anchors, own_anchors_count) = (own.as_ptr(), own.len());
    let mut options =
        jpki_verify_options { purpose, anchors, own_anchors, own_anchors_count, ..options() };
    set(&mut options);
    let mut verdict = no_verdict();
    // SAFETY: as above.
    let status =
        unsafe { jpki_certificate_verify(certificate, &options, &mut verdict, null_mut()) };
    assert_eq!(status, expected.status().code());
    let reasons = reasons_of(&verdict);
    let numbers: Vec<i32> = expected.reasons().iter().map(|reason| *reason as i32).collect();
    assert_eq!(reasons, numbers);
    assert_policy(&verdict, expected);
}

/// Asserts that C reports the same policy as Rust.
fn assert_policy(verdict: &jpki_verdict, expected: &Verdict) {
    let policy = expected.policy();
    let known = policy.is_some_and(|policy| policy.is_known());
    assert_eq!(verdict.policy_is_known, i32::from(known));
    // SAFETY: it ends with NUL.
    let oid = unsafe { CStr::from_ptr(verdict.policy.as_ptr()) }.to_str().unwrap();
    assert_eq!(oid, policy.map(|policy| policy.oid()).unwrap_or_default());
    let (english, japanese) = (jpkicard::Language::English, jpkicard::Language::Japanese);
    for (in_c, language) in
        [(JPKI_LANGUAGE_ENGLISH, english), (JPKI_LANGUAGE_JAPANESE, japanese), (99, english)]
    {
        // SAFETY: as above.
        let in_c = text(unsafe { jpki_policy_text(verdict.policy.as_ptr(), in_c) });
        match policy {
            None => assert!(["no policy", "証明書ポリシーなし"].contains(&in_c)),
            // What it says of a known one, Rust says with its number.
            Some(policy) if known => {
                assert!(policy.in_language(language).to_string().starts_with(in_c), "{in_c}");
            }
            Some(policy) => {
                let of_jlis = policy.class().is_some();
                let says_new = ["not known to this version", "このバージョンでは不明な"];
                assert_eq!(says_new.iter().any(|words| in_c.contains(words)), of_jlis, "{in_c}");
            }
        }
    }
}

/// Asserts that C's verdict is this one. Requests that C cannot make (for another certificate, with
/// another nonce) are left out, and so are times up to 1970, which C cannot represent.
pub fn assert_same(inputs: &Inputs<'_>, expected: &Verdict) {
    let since = inputs.time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    if since.as_secs() == 0 {
        return;
    }
    let mut handles = Handles(Vec::new());
    let certificate = handles.certificate(inputs.certificate);
    let mut options = options();
    options.purpose = match inputs.authority.anchor.purpose() {
        Purpose::Authentication => JPKI_PURPOSE_AUTHENTICATION,
        Purpose::Signature => JPKI_PURPOSE_SIGNATURE,
        other => panic!("{other:?}"),
    };
    options.anchors = match inputs.authority.anchor.hierarchy() {
        Hierarchy::Test => JPKI_ANCHORS_OWN,
        Hierarchy::Production => JPKI_ANCHORS_PRODUCTION_AND_OWN,
        other => panic!("{other:?}"),
    };
    let own: [*const jpki_certificate; 1] = [handles.certificate(&inputs.authority.ca_certificate)];
    (options.own_anchors, options.own_anchors_count) = (own.as_ptr(), own.len());
    options.time = i64::try_from(since.as_secs()).unwrap();
    match inputs.evidence {
        None => {}
        Some(RevocationData::Crl(crl)) => {
            let mut list = null_mut();
            // SAFETY: as above.
            let loaded = unsafe {
                jpki_revocation_list_load(crl.as_ptr(), crl.len(), &options, &mut list, null_mut())
            };
            assert_eq!(list.is_null(), loaded != JPKI_OK);
            if loaded == JPKI_OK {
                assert!(jpki_revocation_list_this_update(list) > 0);
                assert!(jpki_revocation_list_next_update(list) > 0);
                let options = jpki_verify_options { revocation_list: list, ..options };
                let mut verdict = no_verdict();
                // SAFETY: as above.
                let status = unsafe {
                    jpki_certificate_verify(certificate, &options, &mut verdict, null_mut())
                };
                assert_eq!(status, expected.status().code());
                let reasons = reasons_of(&verdict);
                let ours: Vec<_> = expected.reasons().iter().map(|reason| *reason as i32).collect();
                assert_eq!(reasons, ours);
                jpki_revocation_list_free(list);
                assert_eq!(jpki_revocation_list_this_update(list), -1);
            } else {
                assert_eq!(loaded, JPKI_ERROR_REVOCATION_UNKNOWN);
            }
            (options.crl, options.crl_length) = (crl.as_ptr(), crl.len());
        }
        Some(RevocationData::Ocsp { request: wanted, response }) => {
            let Some(request) = request(certificate, &options, wanted) else { return };
            options.ocsp_request = request;
            (options.ocsp_response, options.ocsp_response_length) =
                (response.as_ptr(), response.len());
        }
        Some(other) => panic!("{other:?}"),
    }
    let mut verdict = no_verdict();
    // SAFETY: as above.
    let mut error: jpki_error = unsafe { zeroed() };
    error.struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
    // SAFETY: as above.
    let status = unsafe {
        match inputs.signed {
            None => jpki_certificate_verify(certificate, &options, &mut verdict, &mut error),
            Some(signed) => jpki_signature_verify(
                certificate,
                signed.challenge.as_ptr(),
                signed.challenge.len(),
                signed.input,
                signed.algorithm,
                signed.signature.as_ptr(),
                signed.signature.len(),
                &options,
                &mut verdict,
                &mut error,
            ),
        }
    };
    assert_ne!(verdict.revocation, 0, "the check was not made: {status}");
    assert_eq!(status, expected.status().code());
    assert_eq!((error.status, verdict.status), (status, status));
    let reasons = reasons_of(&verdict);
    let numbers: Vec<i32> = expected.reasons().iter().map(|reason| *reason as i32).collect();
    assert_eq!(reasons, numbers);
    assert_policy(&verdict, expected);
    let days = expected.days_left().map_or(-1, |days| i32::try_from(days).unwrap());
    assert_eq!(verdict.days_left, days);
    let days = expected.days_expired().map_or(-1, |days| i32::try_from(days).unwrap());
    assert_eq!(verdict.days_expired, days);
    assert_eq!(verdict.status, expected.status().code());
    let within_grace = i32::from(expected.is_within_grace());
    assert_eq!(verdict.is_within_grace, within_grace);
    let (revocation, time, reason) = match expected.revocation() {
        RevocationStatus::NotRequested => (JPKI_REVOCATION_NOT_REQUESTED, -1, -1),
        RevocationStatus::Undetermined => (JPKI_REVOCATION_UNDETERMINED, -1, -1),
        RevocationStatus::Good => (JPKI_REVOCATION_GOOD, -1, -1),
        RevocationStatus::Unknown => (JPKI_REVOCATION_UNKNOWN, -1, -1),
        RevocationStatus::Revoked(revoked) => (
            JPKI_REVOCATION_REVOKED,
            i64::try_from(revoked.time_unix()).unwrap(),
            revoked.reason().map_or(-1, |reason| reason as i32),
        ),
        other => panic!("{other:?}"),
    };
    assert_eq!(verdict.revocation, revocation);
    assert_eq!(verdict.revocation_time, time);
    assert_eq!(verdict.revocation_reason, reason);
    let key = &verdict.anchor_key_id[..verdict.anchor_key_id_length as usize];
    let anchors = inputs.authority.anchors();
    let signer = anchors.issuer_of(inputs.certificate);
    assert_eq!(key, signer.map_or(&[][..], |anchor| anchor.key_identifier()));
    assert!(status != JPKI_OK || key.len() == 20);
    jpki_ocsp_request_free(options.ocsp_request.cast_mut());
}

fn text(pointer: *const std::ffi::c_char) -> &'static str {
    // SAFETY: a static text.
    unsafe { CStr::from_ptr(pointer) }.to_str().unwrap()
}

#[test]
fn the_error_says_what_speaks_against_it() {
    let authority = Authority::new();
    let dates = ("20200101000000Z", "20250101000000Z");
    let certificate = authority.issue_with("person", AUTHENTICATION, "leaf", dates, "sha256");
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let own: [*const jpki_certificate; 1] = [handles.certificate(&authority.ca_certificate)];
    let options = under(&own);
    let mut verdict = no_verdict();
    // SAFETY: as above.
    let mut error: jpki_error = unsafe { zeroed() };
    error.struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
    // SAFETY: as above.
    let status = unsafe { jpki_certificate_verify(handle, &options, &mut verdict, &mut error) };
    // Time 0 is now.
    assert_eq!(status, JPKI_ERROR_CERTIFICATE_EXPIRED);
    assert_eq!(verdict.reasons[0], JPKI_REASON_EXPIRED);
    let message = text(error.message.as_ptr()).to_owned();
    let expected = "the electronic certificate has expired (the certificate has expired): ";
    assert!(message.starts_with(expected), "{message}");
}

/// A certificate that is good under its own CA, checked under the anchors of the library.
#[test]
fn the_default_believes_real_cards_alone() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let mut handles = Handles(Vec::new());
    let (handle, ca) =
        (handles.certificate(&certificate), handles.certificate(&authority.ca_certificate));
    let verify = |options: *const jpki_verify_options| {
        let mut verdict = no_verdict();
        // SAFETY: as above.
        let status = unsafe { jpki_certificate_verify(handle, options, &mut verdict, null_mut()) };
        let reason = verdict.reasons[0];
        assert_eq!(verdict.status, status);
        let is_made = ![JPKI_ERROR_ARGUMENT, JPKI_ERROR_HANDLE].contains(&status);
        assert_eq!(verdict.revocation != 0, is_made);
        (status, reason)
    };
    let stranger = (JPKI_ERROR_CERTIFICATE_NOT_TRUSTED, JPKI_REASON_ISSUER_UNKNOWN);
    assert_eq!(verify(null()), stranger);
    assert_eq!(verify(&options()), stranger);
    assert_eq!(verify(&jpki_verify_options { anchors: JPKI_ANCHORS_TEST, ..options() }), stranger);
    let anchors: [*const jpki_certificate; 1] = [ca];
    let own = under(&anchors);
    assert_eq!(verify(&own), (JPKI_OK, 0));
    // A production authority would have to issue under another policy.
    let newer = jpki_verify_options { anchors: JPKI_ANCHORS_PRODUCTION_AND_OWN, ..own };
    let policy = (JPKI_ERROR_CERTIFICATE_NOT_TRUSTED, JPKI_REASON_POLICY_WRONG);
    assert_eq!(verify(&newer), policy);
    // An anchor cannot be added to others.
    for anchors in [JPKI_ANCHORS_PRODUCTION, JPKI_ANCHORS_TEST, JPKI_ANCHORS_PRODUCTION_AND_OWN + 1]
    {
        assert_eq!(verify(&jpki_verify_options { anchors, ..own }), (JPKI_ERROR_ARGUMENT, 0));
    }
    // The holder's own certificate is not an anchor.
    let self_made: [*const jpki_certificate; 1] = [handle];
    assert_eq!(verify(&under(&self_made)), (JPKI_ERROR_ARGUMENT, 0));
    // Several are as good as one, and each must be one.
    // Two that are not the issuer: tests/c/virtual_kinds.c.
    assert_eq!(verify(&under(&[ca, ca])), (JPKI_OK, 0));
    assert_eq!(verify(&under(&[ca, handle])), (JPKI_ERROR_ARGUMENT, 0));
    assert_eq!(verify(&under(&[ca, null()])).0, JPKI_ERROR_HANDLE);
    let none = jpki_verify_options { own_anchors_count: 0, ..own };
    assert_eq!(verify(&none), (JPKI_ERROR_ARGUMENT, 0));
    let lost = jpki_verify_options { own_anchors: null(), ..own };
    assert_eq!(verify(&lost), (JPKI_ERROR_ARGUMENT, 0));
    let many = vec![ca.cast_const(); 65];
    assert_eq!(verify(&under(&many[..64])), (JPKI_OK, 0));
    assert_eq!(verify(&under(&many)), (JPKI_ERROR_ARGUMENT, 0));
}

/// A lost challenge is null and 0.
#[test]
fn no_challenge_is_no_good_signature() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let ca = handles.certificate(&authority.ca_certificate);
    let anchors: [*const jpki_certificate; 1] = [ca];
    let own = under(&anchors);
    authority.write("challenge", b"");
    let key = crate::authority::keys().join("leaf.key");
    let more = ["-sign", key.to_str().unwrap(), "-out", "signature", "challenge"];
    authority.openssl("dgst -sha256", &more);
    let signature = authority.read("signature");
    for (input, expected) in [
        (JPKI_INPUT_DATA, vec![JPKI_REASON_CHALLENGE_EMPTY]),
        (JPKI_INPUT_DIGEST, vec![JPKI_REASON_CHALLENGE_DIGEST_LENGTH, JPKI_REASON_CHALLENGE_EMPTY]),
    ] {
        let mut verdict = no_verdict();
        // SAFETY: as above.
        let status = unsafe {
            jpki_signature_verify(
                handle,
                null(),
                0,
                input,
                JPKI_ALGORITHM_RSA_PKCS1_SHA256,
                signature.as_ptr(),
                signature.len(),
                &own,
                &mut verdict,
                null_mut(),
            )
        };
        assert_eq!(status, JPKI_ERROR_SIGNATURE_INVALID);
        let reasons = reasons_of(&verdict);
        assert_eq!(reasons, expected);
    }
}

/// The only way to leave revocation out is to pass nothing at all.
#[test]
fn evidence_that_did_not_come_is_not_taken_for_none() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let anchors: [*const jpki_certificate; 1] = [handles.certificate(&authority.ca_certificate)];
    let own = under(&anchors);
    let mut request = null_mut();
    // SAFETY: as above.
    let made = unsafe { jpki_ocsp_request_new(handle, &own, null(), 0, &mut request, null_mut()) };
    assert_eq!(made, JPKI_OK);
    let byte = 0;
    let verify = |options: jpki_verify_options| {
        let mut verdict = no_verdict();
        // SAFETY: as above.
        unsafe { jpki_certificate_verify(handle, &options, &mut verdict, null_mut()) }
    };
    let asked = jpki_verify_options { ocsp_request: request, ..own };
    assert_eq!(verify(asked), JPKI_ERROR_REVOCATION_UNKNOWN);
    let empty_crl = jpki_verify_options { crl: &byte, ..own };
    assert_eq!(verify(empty_crl), JPKI_ERROR_REVOCATION_UNKNOWN);
    for refused in [
        jpki_verify_options { crl: &byte, ocsp_request: request, ..own },
        jpki_verify_options { ocsp_response: &byte, ..own },
        jpki_verify_options { crl_length: 1, ..own },
        jpki_verify_options { tolerance: 86_401, ..own },
        jpki_verify_options { time: -1, ..own },
        jpki_verify_options { policies: JPKI_POLICIES_OWN + 1, ..own },
        jpki_verify_options { policies: -1, ..own },
        jpki_verify_options { policies: JPKI_POLICIES_OWN, ..own },
        jpki_verify_options { own_policies: c"".as_ptr(), ..own },
        jpki_verify_options { own_policies: c"any".as_ptr(), ..own },
    ] {
        assert_eq!(verify(refused), JPKI_ERROR_ARGUMENT);
    }
    assert_eq!(verify(own), JPKI_OK);
    jpki_ocsp_request_free(request);
}

/// The largest values are accepted, and nothing above them.
#[test]
fn limits_of_the_options_are_exact() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let anchor: *const jpki_certificate = handles.certificate(&authority.ca_certificate);
    let anchors = [anchor; 65];
    // 1,024 bytes: one of 58, and 23 of 41 with a space before each.
    let first = format!("1.2.3{}.11", ".1".repeat(25));
    let more = format!(" 1.2.3{}", ".1".repeat(18));
    let longest = first + &more.repeat(23);
    assert_eq!(longest.len(), 1_024);
    let [longest, longer] =
        [longest.clone(), longest + " "].map(|text| CString::new(text).unwrap());
    let verify = |options: jpki_verify_options| {
        let mut verdict = no_verdict();
        // SAFETY: as above.
        unsafe { jpki_certificate_verify(handle, &options, &mut verdict, null_mut()) }
    };
    let own = under(&anchors[..1]);
    for (expected, options) in [
        (JPKI_OK, jpki_verify_options { tolerance: 86_400, ..own }),
        (JPKI_ERROR_ARGUMENT, jpki_verify_options { tolerance: 86_401, ..own }),
        (JPKI_OK, under(&anchors[..64])),
        (JPKI_ERROR_ARGUMENT, under(&anchors)),
        (JPKI_OK, jpki_verify_options { own_policies: longest.as_ptr(), ..own }),
        (JPKI_ERROR_ARGUMENT, jpki_verify_options { own_policies: longer.as_ptr(), ..own }),
    ] {
        assert_eq!(verify(options), expected);
    }
}

#[test]
fn every_reason_has_its_name_and_both_texts_in_c() {
    for reason in Reason::ALL {
        let number = *reason as i32;
        let name = text(jpki_reason_name(number));
        let words = name.strip_prefix("JPKI_REASON_").unwrap().replace('_', "");
        assert_eq!(words.to_lowercase(), reason.name().to_lowercase());
        for (language, ours) in [
            (JPKI_LANGUAGE_ENGLISH, jpkicard::Language::English),
            (JPKI_LANGUAGE_JAPANESE, jpkicard::Language::Japanese),
        ] {
            assert_eq!(text(jpki_reason_text(number, language)), reason.text(ours));
        }
    }
    assert_eq!(text(jpki_reason_name(99)), "JPKI_REASON_UNKNOWN");
    assert!(text(jpki_reason_text(99, JPKI_LANGUAGE_JAPANESE)).contains("不明"));
}

/// The desk gets a single status, by the order of importance.
#[test]
fn an_authority_that_is_over_means_a_card_to_be_renewed() {
    let over = ("20100101000000Z", "20200101000000Z");
    let authority = Authority::with(Settings { validity: over, ..Settings::default() });
    let certificate = authority.issue_with("person", AUTHENTICATION, "leaf", over, "sha256");
    let time = at(1_767_225_600) + Duration::from_secs(1);
    let anchors = authority.anchors();
    let verdict =
        CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, time)
            .verdict();
    assert_eq!(verdict.reasons(), [Reason::AnchorExpired, Reason::Expired]);
    assert_eq!(verdict.status(), Status::CertificateExpired);
    let inputs = Inputs {
        authority: &authority,
        certificate: &certificate,
        time,
        evidence: None,
        signed: None,
    };
    assert_same(&inputs, &verdict);
}

/// Whatever is wrong with its arguments: a caller who looks at the verdict alone is told.
#[test]
fn a_verdict_that_was_not_made_never_reads_as_good() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let own: [*const jpki_certificate; 1] = [handles.certificate(&authority.ca_certificate)];
    let good = under(&own);
    let refused = jpki_verify_options { time: -1, ..good };
    // SAFETY: numbers, for which zeros are valid.
    let mut unusable: jpki_error = unsafe { zeroed() };
    for (certificate, options, error, size) in [
        (handle.cast_const(), &refused, null_mut(), 0),
        (null(), &good, null_mut(), 0),
        (handle, &good, &raw mut unusable, 0),
        (handle, &good, null_mut(), 1),
    ] {
        for leftover in [0, 0x5A] {
            let mut verdict = no_verdict();
            verdict.status = leftover;
            verdict.struct_size -= size;
            // SAFETY: as above.
            let status =
                unsafe { jpki_certificate_verify(certificate, options, &mut verdict, error) };
            assert_ne!(status, JPKI_OK);
            assert_eq!(verdict.status, status);
            assert_eq!((verdict.reason_count, verdict.revocation), (0, 0));
        }
    }
    let mut verdict = no_verdict();
    // SAFETY: as above.
    let status = unsafe { jpki_certificate_verify(handle, &good, &mut verdict, null_mut()) };
    assert_eq!((status, verdict.status), (JPKI_OK, JPKI_OK));
}

/// What ended the day before is still accepted by eligibility verification, and only that.
#[test]
fn a_verdict_in_the_months_of_grace_reaches_c() {
    let authority = Authority::new();
    let ended = ("20200101000000Z", "20260115145959Z");
    let certificate = authority.issue_with("person", AUTHENTICATION, "leaf", ended, "sha256");
    let later = |days: u64| at(1_768_489_199 + days * 86_400);
    for (days, is_within_grace) in [(1, true), (104, true), (106, false)] {
        let time = later(days);
        let anchors = authority.anchors();
        let check =
            CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, time);
        assert_eq!(check.verdict().is_within_grace(), is_within_grace, "{days}");
        assert_eq!(authority.reasons(&certificate, time), [Reason::Expired]);
    }
}

/// An authority that cannot be one is the caller's mistake, not a verdict.
#[test]
fn an_own_anchor_of_another_kind_of_key_is_an_argument() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=elliptic \
         -keyout elliptic.key -outform DER -out elliptic.der",
        &[],
    );
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let elliptic = Certificate::from_der(authority.read("elliptic.der")).unwrap();
    let anchors: [*const jpki_certificate; 1] = [handles.certificate(&elliptic)];
    let mut verdict = no_verdict();
    // SAFETY: as above.
    let status =
        unsafe { jpki_certificate_verify(handle, &under(&anchors), &mut verdict, null_mut()) };
    assert_eq!(status, JPKI_ERROR_ARGUMENT);
}

/// The same if its key usage cannot be parsed: JPKI_ERROR_CERTIFICATE_MALFORMED is about the
/// certificate that is verified.
#[test]
fn an_own_anchor_that_cannot_be_read_is_an_argument() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let damaged = authority.issue("damaged", "2.5.29.15 = critical,DER:0400\n");
    let mut handles = Handles(Vec::new());
    let handle = handles.certificate(&certificate);
    let anchors: [*const jpki_certificate; 1] = [handles.certificate(&damaged)];
    let mut verdict = no_verdict();
    // SAFETY: as above.
    let mut error: jpki_error = unsafe { zeroed() };
    error.struct_size = u32::try_from(size_of::<jpki_error>()).unwrap();
    // SAFETY: as above.
    let status =
        unsafe { jpki_certificate_verify(handle, &under(&anchors), &mut verdict, &mut error) };
    assert_eq!(status, JPKI_ERROR_ARGUMENT);
    let message = text(error.message.as_ptr()).to_owned();
    assert!(message.contains("one of own_anchors cannot be read"), "{message}");
}
