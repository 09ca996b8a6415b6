//! What came of a check, as C sees it.

use std::ffi::c_char;

use crate::capi::guard::guarded;
use crate::capi::reason::jpki_reason;
use crate::capi::status::{JPKI_ERROR_INTERNAL, jpki_error, jpki_status};
use crate::capi::structure::{Structure, structure_place};
use crate::error::Result;

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

/// One of JPKI_REVOCATION_*.
pub type jpki_revocation = i32;

/// The most reasons that a verdict has room for.
pub const JPKI_VERDICT_REASONS: usize = 32;
/// The bytes of a verdict's policy, its NUL included.
pub const JPKI_VERDICT_POLICY_SIZE: usize = 64;
/// The most bytes of a verdict's anchor_key_id.
pub const JPKI_VERDICT_KEY_ID_SIZE: usize = 32;

/// What came of `jpki_certificate_verify` or `jpki_signature_verify`. The caller owns it and
/// sets `struct_size`; there is nothing to free, and nothing of the holder in it.
///
/// After a call `status` is what the call returned, also where nothing else could be written: of
/// a verdict that was not made it is never JPKI_OK. All else is 0, empty and -1 then.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_verdict {
    /// Set by the caller: sizeof(jpki_verdict).
    pub struct_size: u32,
    /// The verdict in one status: JPKI_OK if all that was looked at is good, and no other
    /// number. Else the first of these that there is a reason for:
    /// JPKI_ERROR_CERTIFICATE_REVOKED, CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED,
    /// SIGNATURE_INVALID (the one over the challenge), CERTIFICATE_NOT_YET_VALID,
    /// CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. Any other says that no verdict was made.
    pub status: jpki_status,
    /// How many reasons there are: all of them, not the first alone. 0 for a good verdict.
    pub reason_count: u32,
    /// What is known of the certificate's revocation: one of JPKI_REVOCATION_*; 0 if no verdict
    /// was made.
    pub revocation: jpki_revocation,
    /// The reasons, JPKI_REASON_*, in the order of the numbers; 0 past the last.
    pub reasons: [jpki_reason; JPKI_VERDICT_REASONS],
    /// Since when the certificate is revoked, in seconds since 1970-01-01T00:00:00Z, as the CA
    /// says; -1 if it is not.
    pub revocation_time: i64,
    /// Why the certificate is revoked: the number of CRLReason in RFC 5280, 5.3.1, such as 1 for
    /// a lost card or key, 3 for a changed name or address, 4 for a new certificate in its
    /// place, 5 for one that is given up, 6 for one on hold. -1 if it is not revoked, or the CA
    /// does not say why.
    pub revocation_reason: i32,
    /// How many days the certificate lasts after today, by the calendar of Japan: 0 on its last
    /// day. -1 once it has expired.
    pub days_left: i32,
    /// How many days ago the certificate expired, by the calendar of Japan: 1 on the day after
    /// its last one, and 0 on that day itself if it ended before midnight. -1 until then.
    pub days_expired: i32,
    /// Whether online eligibility verification still takes the certificate, which has expired
    /// and is not valid: 1 until the end, in Japan, of the third month after that in which it
    /// expired, without medical data; else 0. Only for an authentication certificate of which
    /// nothing else is wrong: never for one that is revoked, or of an issuer that is not
    /// trusted; `revocation` tells whether revocation was checked. It is good for nothing else,
    /// and `status` is JPKI_ERROR_CERTIFICATE_EXPIRED.
    pub is_within_grace: i32,
    /// Whether the library knows `policy`: 1, or 0 for a class that is newer than the library,
    /// one of own_policies that is none of J-LIS's known ones, or no policy.
    pub policy_is_known: i32,
    /// The length of `anchor_key_id` in bytes, or 0.
    pub anchor_key_id_length: u32,
    /// The certificate policy that the certificate is taken for, as dotted numbers ended by NUL,
    /// such as "1.2.392.200149.8.5.1.3.30": of those that it is issued under one that the
    /// options take. Empty if none fits (JPKI_REASON_POLICY_WRONG). `jpki_policy_text` says what
    /// it is.
    pub policy: [c_char; JPKI_VERDICT_POLICY_SIZE],
    /// The key identifier of the anchor that signed the certificate: which of the authorities,
    /// and of their generations, vouches for it. 0s if none did.
    pub anchor_key_id: [u8; JPKI_VERDICT_KEY_ID_SIZE],
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_verdict {
    const SMALLEST: usize = size_of::<Self>();
}

impl jpki_verdict {
    /// No verdict was made.
    pub(super) const NONE: Self = Self {
        struct_size: 0,
        status: JPKI_ERROR_INTERNAL,
        reason_count: 0,
        revocation: 0,
        reasons: [0; JPKI_VERDICT_REASONS],
        revocation_time: -1,
        revocation_reason: -1,
        days_left: -1,
        days_expired: -1,
        is_within_grace: 0,
        policy_is_known: 0,
        anchor_key_id_length: 0,
        policy: [0; JPKI_VERDICT_POLICY_SIZE],
        anchor_key_id: [0; JPKI_VERDICT_KEY_ID_SIZE],
    };
}

/// Runs a check and stores its verdict, or that there is none; returns its status, which the
/// verdict has too, whatever else is wrong with the arguments.
///
/// # Safety
/// `verdict` is null or points to a structure that begins with struct_size and status, and has as
/// many bytes as it says.
pub(super) unsafe fn deliver(
    verdict: *mut jpki_verdict,
    error: *mut jpki_error,
    check: impl FnOnce() -> Result<(jpki_verdict, Result<()>)>,
) -> jpki_status {
    let status = guarded(error, || {
        // SAFETY: as the caller of this function promises.
        let (mut place, struct_size) = unsafe { structure_place(verdict)? };
        place.put(jpki_verdict { struct_size, ..jpki_verdict::NONE });
        let (made, outcome) = check()?;
        place.put(jpki_verdict { struct_size, ..made });
        outcome
    });
    if !verdict.is_null() && verdict.is_aligned() {
        // SAFETY: as above; these bytes are there whatever the size.
        unsafe { (&raw mut (*verdict).status).write(status) }
    }
    status
}
