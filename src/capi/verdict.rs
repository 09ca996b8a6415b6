//! The verdict of a verification, in C.

use std::ffi::c_char;

use crate::capi::guard::guarded;
use crate::capi::reason::jpki_reason;
use crate::capi::status::{JPKI_ERROR_INTERNAL, jpki_error, jpki_status};
use crate::capi::structure::{Structure, end_of, structure_place};
use crate::error::Result;

/// No OCSP response and no CRL was passed: revocation was not checked.
pub const JPKI_REVOCATION_NOT_REQUESTED: i32 = 0x4A00_1101;
/// The revocation data that was passed cannot be relied on; the reasons say why.
pub const JPKI_REVOCATION_UNDETERMINED: i32 = 0x4A00_1102;
/// Not revoked, according to signed and current data.
pub const JPKI_REVOCATION_GOOD: i32 = 0x4A00_1103;
/// Revoked, according to signed data, which may be of another time.
pub const JPKI_REVOCATION_REVOKED: i32 = 0x4A00_1104;
/// The responder does not know the certificate.
pub const JPKI_REVOCATION_UNKNOWN: i32 = 0x4A00_1105;

/// One of JPKI_REVOCATION_*.
pub type jpki_revocation = i32;

/// The maximum number of reasons in a verdict.
pub const JPKI_VERDICT_REASONS: usize = 32;
/// The size of a verdict's policy in bytes, including its NUL.
pub const JPKI_VERDICT_POLICY_SIZE: usize = 64;
/// The maximum size of a verdict's anchor_key_id in bytes.
pub const JPKI_VERDICT_KEY_ID_SIZE: usize = 32;

/// The result of `jpki_certificate_verify` or `jpki_signature_verify`. The caller owns it and sets
/// `struct_size`; there is nothing to free, and it holds no data about the holder.
///
/// After a call `status` is the returned status, even if no other field could be written; without a
/// verdict it is never JPKI_OK, and the other fields are 0, empty and -1.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_verdict {
    /// Set by the caller: sizeof(jpki_verdict).
    pub struct_size: u32,
    /// The verdict as one status: JPKI_OK if everything checked is good, and only then. Otherwise
    /// the first of these that there is a reason for: JPKI_ERROR_CERTIFICATE_REVOKED,
    /// CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED, SIGNATURE_INVALID (the one over the
    /// challenge), CERTIFICATE_NOT_YET_VALID, CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. Any other
    /// status means that there is no verdict.
    pub status: jpki_status,
    /// The number of reasons: all of them are reported, not only the first. 0 for a good verdict.
    pub reason_count: u32,
    /// What is known about the certificate's revocation: one of JPKI_REVOCATION_*; 0 if there is no
    /// verdict.
    pub revocation: jpki_revocation,
    /// The reasons, JPKI_REASON_*, in numerical order; 0 past the last.
    pub reasons: [jpki_reason; JPKI_VERDICT_REASONS],
    /// When the certificate was revoked, in seconds since 1970-01-01T00:00:00Z, according to the
    /// CA; -1 if it is not revoked.
    pub revocation_time: i64,
    /// Why the certificate was revoked: the CRLReason number of RFC 5280, 5.3.1, such as 1 for a
    /// lost card or key, 3 for a changed name or address, 4 for a certificate replaced by a new
    /// one, 5 for one given up, 6 for one on hold. -1 if it is not revoked, or the CA gives no
    /// reason.
    pub revocation_reason: i32,
    /// The days for which the certificate is still valid after today, by the calendar in Japan: 0
    /// on its last day. -1 once it has expired.
    pub days_left: i32,
    /// The days since the certificate expired, by the calendar in Japan: 1 on the day after its
    /// last day, and 0 on that last day if it ended before midnight. -1 until then.
    pub days_expired: i32,
    /// Whether online eligibility verification still accepts the certificate although it has
    /// expired and is not valid: 1 until the end, in Japan, of the third month after the month in
    /// which it expired, without medical data; otherwise 0. Only for an authentication certificate
    /// with nothing else wrong: never for one that is revoked, or whose issuer is not trusted;
    /// `revocation` says whether revocation was checked. The certificate is good for nothing else,
    /// and `status` is JPKI_ERROR_CERTIFICATE_EXPIRED.
    pub is_within_grace: i32,
    /// Whether the library knows `policy`: 1; or 0 for a class newer than the library, for one of
    /// own_policies that is not a J-LIS policy it knows, or for no policy.
    pub policy_is_known: i32,
    /// The length of `anchor_key_id` in bytes, or 0.
    pub anchor_key_id_length: u32,
    /// The certificate policy that was accepted, as dotted numbers ended by NUL, such as
    /// "1.2.392.200149.8.5.1.3.30": one of the certificate's own that the options accept. Empty if
    /// none fits (JPKI_REASON_POLICY_WRONG). `jpki_policy_text` describes it.
    pub policy: [c_char; JPKI_VERDICT_POLICY_SIZE],
    /// The key identifier of the anchor that signed the certificate: it identifies the authority
    /// and its generation. All 0 if no anchor did.
    pub anchor_key_id: [u8; JPKI_VERDICT_KEY_ID_SIZE],
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_verdict {
    const SMALLEST: usize = end_of!(jpki_verdict, anchor_key_id);
}

impl jpki_verdict {
    /// There is no verdict.
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

/// Verifies, and stores the verdict, or that there is none. Returns its status, which is stored in
/// the verdict too, whatever else is wrong with the arguments.
///
/// # Safety
/// `verdict` is null or points to a structure that begins with struct_size and status, and has as
/// many bytes as its struct_size says.
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
        // SAFETY: as above; these bytes exist whatever the size.
        unsafe { (&raw mut (*verdict).status).write(status) }
    }
    status
}
