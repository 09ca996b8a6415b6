//! What came of a check, as C sees it.

use std::ffi::{CStr, CString, c_char};

use crate::capi::guard::ignoring_panics;
use crate::capi::handle;
use crate::capi::status::{JPKI_ERROR_HANDLE, JPKI_LANGUAGE_JAPANESE, jpki_status};

/// What came of `jpki_certificate_verify` or `jpki_signature_verify`, ended by
/// `jpki_verdict_free`. Any thread may use it. It has nothing of the holder in it.
pub struct jpki_verdict {
    _opaque: [u8; 0],
}

/// No OCSP response and no CRL was given: whether it is revoked was not looked at.
pub const JPKI_REVOCATION_NOT_REQUESTED: i32 = 0x4A00_1101;
/// What was given is not to be relied on; the reasons tell why.
pub const JPKI_REVOCATION_UNDETERMINED: i32 = 0x4A00_1102;
/// By what is signed and of now: not revoked.
pub const JPKI_REVOCATION_GOOD: i32 = 0x4A00_1103;
/// By what is signed, if perhaps of another time: revoked.
pub const JPKI_REVOCATION_REVOKED: i32 = 0x4A00_1104;
/// The responder does not know the certificate.
pub const JPKI_REVOCATION_UNKNOWN: i32 = 0x4A00_1105;

/// What a verdict holds, in numbers: whatever the library was built with.
pub(super) struct Verdict {
    pub(super) status: jpki_status,
    pub(super) reasons: Vec<i32>,
    pub(super) policy: Option<Policy>,
    pub(super) days_left: i32,
    pub(super) days_expired: i32,
    pub(super) is_within_grace: i32,
    pub(super) revocation: i32,
    pub(super) revocation_time: i64,
    pub(super) revocation_reason: i32,
}

/// The certificate policy that the certificate is taken for.
pub(super) struct Policy {
    pub(super) oid: CString,
    pub(super) english: CString,
    pub(super) japanese: CString,
    pub(super) is_known: i32,
}

fn ask<R>(verdict: *const jpki_verdict, nothing: R, choose: impl FnOnce(&Verdict) -> R) -> R
where
    R: Copy,
{
    ignoring_panics(nothing, || {
        handle::find::<_, Verdict>(verdict).map_or(nothing, |verdict| choose(&verdict))
    })
}

/// Ends a verdict. Null, or one that is already freed, is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_free(verdict: *mut jpki_verdict) {
    ignoring_panics((), || handle::close::<_, Verdict>(verdict));
}

/// The verdict in one status, which the check has returned: JPKI_OK if all that was looked
/// at is good, and no other number. Else the first of these that there is a reason for:
/// JPKI_ERROR_CERTIFICATE_REVOKED, CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED,
/// SIGNATURE_INVALID (the one over the challenge), CERTIFICATE_NOT_YET_VALID,
/// CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. JPKI_ERROR_HANDLE if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_status(verdict: *const jpki_verdict) -> jpki_status {
    ask(verdict, JPKI_ERROR_HANDLE, |verdict| verdict.status)
}

/// How many reasons there are: all of them, not the first alone. 0 for a good verdict, and
/// if the handle is not open: whether it is good, `jpki_verdict_status` tells.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_reason_count(verdict: *const jpki_verdict) -> usize {
    ask(verdict, 0, |verdict| verdict.reasons.len())
}

/// The reason at `index`, from 0: one of JPKI_REASON_*, in the order of the numbers. 0 past
/// the end, or if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_reason(verdict: *const jpki_verdict, index: usize) -> i32 {
    ask(verdict, 0, |verdict| verdict.reasons.get(index).copied().unwrap_or(0))
}

/// A text of the policy; null if there is none or the handle is not open.
fn policy_text_of(
    verdict: *const jpki_verdict,
    choose: impl FnOnce(&Policy) -> &CStr,
) -> *const c_char {
    // The table holds the object, so the pointer outlives this call.
    ask(verdict, std::ptr::null(), |verdict| {
        verdict.policy.as_ref().map_or(std::ptr::null(), |policy| choose(policy).as_ptr())
    })
}

/// The certificate policy that the certificate is taken for, as dotted numbers ended by NUL,
/// such as "1.2.392.200149.8.5.1.3.30": of those that it is issued under one that the options
/// take. Null if none fits (JPKI_REASON_POLICY_WRONG), or the handle is not open. The text is
/// the verdict's, valid until it is freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_policy(verdict: *const jpki_verdict) -> *const c_char {
    policy_text_of(verdict, |policy| &policy.oid)
}

/// What that policy is, in UTF-8 and one of JPKI_LANGUAGE_* (English for any other number):
/// purpose, class, whether it is that of test cards, and whether the library knows it. Null
/// where `jpki_verdict_policy` is. The text is the verdict's, valid until it is freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_policy_text(
    verdict: *const jpki_verdict,
    language: i32,
) -> *const c_char {
    policy_text_of(verdict, |policy| match language {
        JPKI_LANGUAGE_JAPANESE => &policy.japanese,
        _ => &policy.english,
    })
}

/// Whether the library knows that policy: 1, or 0 for a class that is newer than the library,
/// one of own_policies that is none of J-LIS's known ones, no policy, or if the handle is not
/// open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_policy_is_known(verdict: *const jpki_verdict) -> i32 {
    ask(verdict, 0, |verdict| verdict.policy.as_ref().map_or(0, |policy| policy.is_known))
}

/// How many days the certificate lasts after today, by the calendar of Japan: 0 on its last
/// day. -1 once it has expired, or if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_days_left(verdict: *const jpki_verdict) -> i32 {
    ask(verdict, -1, |verdict| verdict.days_left)
}

/// How many days ago the certificate expired, by the calendar of Japan: 1 on the day after
/// its last one, and 0 on that day itself if it ended before midnight. -1 until then, or if
/// the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_days_expired(verdict: *const jpki_verdict) -> i32 {
    ask(verdict, -1, |verdict| verdict.days_expired)
}

/// Whether online eligibility verification still takes the certificate, which has expired and
/// is not valid: 1 until the end, in Japan, of the third month after that in which it
/// expired, without medical data; else 0. Only for an authentication certificate of which
/// nothing else is wrong: never for one that is revoked, or of an issuer that is not
/// trusted. `jpki_verdict_revocation` tells whether revocation was checked. It is good for
/// nothing else, and the check returns JPKI_ERROR_CERTIFICATE_EXPIRED. 0 if the handle is
/// not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_is_within_grace(verdict: *const jpki_verdict) -> i32 {
    ask(verdict, 0, |verdict| verdict.is_within_grace)
}

/// What is known of the certificate's revocation: one of JPKI_REVOCATION_*.
/// 0 if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_revocation(verdict: *const jpki_verdict) -> i32 {
    ask(verdict, 0, |verdict| verdict.revocation)
}

/// Since when the certificate is revoked, in seconds since 1970-01-01T00:00:00Z, as the CA
/// says; -1 if it is not, or the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_revocation_time(verdict: *const jpki_verdict) -> i64 {
    ask(verdict, -1, |verdict| verdict.revocation_time)
}

/// Why the certificate is revoked: the number of CRLReason in RFC 5280, 5.3.1, such as 1 for
/// a lost card or key, 3 for a changed name or address, 4 for a new certificate in its
/// place, 5 for one that is given up, 6 for one on hold. -1 if it is not revoked, the CA
/// does not say why, or the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_verdict_revocation_reason(verdict: *const jpki_verdict) -> i32 {
    ask(verdict, -1, |verdict| verdict.revocation_reason)
}
