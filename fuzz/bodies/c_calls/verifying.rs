//! The relying party's checks and their results.

use jpkicard::Status;
use jpkicard::internal::capi::{self, jpki_verify_options};

use super::memory::{ErrorPlace, Place, struct_size};
use super::signing::dangling;
use super::{Kind, Program};

/// A CA and its CRL with one entry.
const CA: &[u8] = include_bytes!("../trust/ca.der");
const LIST: &[u8] = include_bytes!("../trust/crl-revoked.der");

/// Chosen by bits that have no other meaning in the options.
const OWN_POLICIES: [Option<&std::ffi::CStr>; 8] = [
    None,
    Some(c"1.2.392.200149.8.5.1.0.30"),
    Some(c"1.2.3.4 2.5.29.32.0"),
    Some(c""),
    Some(c"1.2.3.4  1.2.3.5"),
    Some(c"1"),
    Some(c"\xFF"),
    Some(c"1.2.3.4"),
];

impl Program<'_> {
    /// Options of any kind, whose pointers are null or to as many bytes as stated. Twelve bytes.
    fn verify_options(&mut self) -> (jpki_verify_options, bool) {
        let [size, purpose, anchors, tolerance, time, more] = [(); 6].map(|()| self.input.byte());
        let [own, ca, request] = [(); 3].map(|()| self.input.byte());
        let [response, crl, is_null] = [(); 3].map(|()| self.input.byte());
        // 0 stands for the default.
        let odd = |choice: u8, first: i32| match (choice, choice & 3) {
            (0..0xF0, 0) => 0,
            (0..0xF0, chosen) => first + i32::from(chosen),
            _ => [-1, 4, i32::MIN, i32::MAX][usize::from(choice & 3)],
        };
        let certificate = |program: &Self, choice: u8| match choice {
            0 => std::ptr::null(),
            choice => program.choose(Kind::Certificate, choice - 1).pointer(),
        };
        // Neither is long: the target `trust` tests the contents.
        let bytes = |choice: u8| -> (*const u8, usize) {
            const DER: &[u8] = &[0x30, 0x03, 0x0A, 0x01, 0x03];
            match choice {
                0..0x80 => (std::ptr::null(), 0),
                0x80..0xF0 => (DER.as_ptr(), usize::from(choice) % (DER.len() + 1)),
                0xF0..0xF8 => (std::ptr::null(), usize::from(choice)),
                0xF8.. => (DER.as_ptr(), usize::MAX - usize::from(choice & 7)),
            }
        };
        let ((ocsp_response, ocsp_response_length), (crl, crl_length)) =
            (bytes(response), bytes(crl));
        let options = jpki_verify_options {
            struct_size: struct_size::<jpki_verify_options>(size).0,
            purpose: odd(purpose, capi::JPKI_PURPOSE_AUTHENTICATION),
            anchors: odd(anchors, capi::JPKI_ANCHORS_PRODUCTION),
            tolerance: [0, 1, 86_400, 86_401][usize::from(tolerance & 3)],
            time: [0, 1_800_000_000, -1, i64::MAX][usize::from(time & 3)],
            ocsp_hash: odd(more, capi::JPKI_OCSP_HASH_SHA1),
            policies: odd(
                if more & 0x0C == 0x0C { more } else { more >> 2 & 3 },
                capi::JPKI_POLICIES_BY_ARC,
            ),
            own_anchor: certificate(self, own),
            ca_certificate: certificate(self, ca),
            ocsp_request: match request {
                0 => std::ptr::null(),
                choice => self.choose(Kind::OcspRequest, choice - 1).pointer(),
            },
            ocsp_response,
            ocsp_response_length,
            crl,
            crl_length,
            // Two bits of a byte that is read anyway: all seeds keep their meaning.
            revocation_list: match more >> 4 & 3 {
                3 => self.choose(Kind::RevocationList, 0).pointer(),
                _ => std::ptr::null(),
            },
            own_policies: OWN_POLICIES[usize::from(size >> 5)]
                .map_or(std::ptr::null(), std::ffi::CStr::as_ptr),
        };
        (options, is_null >= 0xF0)
    }

    pub(super) fn checking(&mut self) {
        match self.input.byte() % 4 {
            0 => self.verify(),
            1 => self.ocsp_request(),
            2 => self.verdict_getters(),
            _ => {
                self.request_getters();
                self.revocation_list();
            }
        }
    }

    /// Either check. A verdict exists whenever the check was made, and equals what the call
    /// returned.
    fn verify(&mut self) {
        let [choice, signed, challenge, input, algorithm] = [(); 5].map(|()| self.input.byte());
        let certificate = self.choose(Kind::Certificate, choice);
        let signature = self.choose(Kind::Signature, signed);
        let (options, is_null) = self.verify_options();
        let mut place = Place::<*mut capi::jpki_verdict>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let pointer = if is_null { std::ptr::null() } else { &raw const options };
        let data = [0x5A_u8; 256];
        let length = [15, 32, 0, 256, 48, 64, usize::MAX, 1 << 30 | 1][usize::from(challenge & 7)];
        let data = if challenge >= 0xF0 { std::ptr::null() } else { data.as_ptr() };
        let mut own_length = 0;
        // SAFETY: the length is a live variable.
        let own = unsafe { capi::jpki_signature_data(signature.pointer(), &raw mut own_length) };
        // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
        let status = unsafe {
            if signed & 1 == 0 {
                capi::jpki_certificate_verify(
                    certificate.pointer(),
                    pointer,
                    place.pointer(),
                    error.pointer(),
                )
            } else {
                capi::jpki_signature_verify(
                    certificate.pointer(),
                    data,
                    length,
                    capi::JPKI_INPUT_DATA - 1 + i32::from(input & 3),
                    capi::JPKI_ALGORITHM_RSA_PKCS1_SHA256 - 2 + i32::from(algorithm & 7),
                    own,
                    own_length,
                    pointer,
                    place.pointer(),
                    error.pointer(),
                )
            }
        };
        error.verify(status);
        let made = matches!(
            Status::from_code(status),
            Some(
                Status::Ok
                    | Status::CertificateMalformed
                    | Status::SignatureInvalid
                    | Status::CertificateExpired
                    | Status::CertificateNotYetValid
                    | Status::CertificateRevoked
                    | Status::CertificateNotTrusted
                    | Status::RevocationUnknown
            )
        );
        assert!(made || [capi::JPKI_ERROR_ARGUMENT, capi::JPKI_ERROR_HANDLE].contains(&status));
        assert!(
            !made
                || (certificate.open.is_some()
                    && (is_null || options.policies <= capi::JPKI_POLICIES_OWN))
        );
        self.result(Kind::Verdict, if made { capi::JPKI_OK } else { status }, &place, &error);
        if made {
            let verdict = place.get();
            assert_eq!(capi::jpki_verdict_status(verdict), status);
            let count = capi::jpki_verdict_reason_count(verdict);
            assert_eq!(count == 0, status == capi::JPKI_OK);
            assert!(count > 0 || signed & 1 == 0 || length >= 16, "a short challenge is good");
        }
    }

    fn ocsp_request(&mut self) {
        let [choice, nonce] = [(); 2].map(|()| self.input.byte());
        let certificate = self.choose(Kind::Certificate, choice);
        let (options, is_null) = self.verify_options();
        let mut place = Place::<*mut capi::jpki_ocsp_request>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let pointer = if is_null { std::ptr::null() } else { &raw const options };
        let bytes = [0x5A_u8; 32];
        let length = [0, 32, 31, 1, 32, 0, 16, usize::MAX][usize::from(nonce & 7)];
        let nonce = if nonce >= 0xF0 { std::ptr::null() } else { bytes.as_ptr() };
        // SAFETY: as above.
        let status = unsafe {
            capi::jpki_ocsp_request_new(
                certificate.pointer(),
                pointer,
                nonce,
                length,
                place.pointer(),
                error.pointer(),
            )
        };
        error.verify(status);
        assert!(status != capi::JPKI_OK || (certificate.open.is_some() && length % 32 == 0));
        self.result(Kind::OcspRequest, status, &place, &error);
    }

    fn verdict_getters(&mut self) {
        let [choice, index] = [(); 2].map(|()| self.input.byte());
        let handle = self.choose(Kind::Verdict, choice);
        let (verdict, open) = (handle.pointer(), handle.open.is_some());
        let status = capi::jpki_verdict_status(verdict);
        let count = capi::jpki_verdict_reason_count(verdict);
        assert_eq!(status == capi::JPKI_ERROR_HANDLE, !open);
        assert!(open || count == 0);
        let reason = capi::jpki_verdict_reason(verdict, index.into());
        assert_eq!(reason == 0, usize::from(index) >= count);
        assert!(capi::jpki_verdict_days_left(verdict) >= -1);
        assert!(capi::jpki_verdict_days_expired(verdict) >= -1);
        let within_grace = capi::jpki_verdict_is_within_grace(verdict);
        assert!(within_grace == 0 || status == capi::JPKI_ERROR_CERTIFICATE_EXPIRED && count == 1);
        let policy = capi::jpki_verdict_policy(verdict);
        let text =
            capi::jpki_verdict_policy_text(verdict, capi::JPKI_LANGUAGE_ENGLISH + i32::from(index));
        assert_eq!(policy.is_null(), text.is_null());
        let known = capi::jpki_verdict_policy_is_known(verdict);
        assert!((0..=1).contains(&known) && (known == 0 || !policy.is_null()));
        assert!(open || policy.is_null());
        let revocation = capi::jpki_verdict_revocation(verdict);
        // Nothing in these programs is signed by a responder.
        assert!(if open {
            revocation <= capi::JPKI_REVOCATION_UNDETERMINED
        } else {
            revocation == 0
        });
        assert_eq!(capi::jpki_verdict_revocation_time(verdict), -1);
        assert_eq!(capi::jpki_verdict_revocation_reason(verdict), -1);
    }

    /// A list signed by its anchor, or bytes that are not a list.
    fn revocation_list(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::RevocationList, choice);
        let (list, is_open) = (handle.pointer(), handle.open.is_some());
        let first = capi::jpki_revocation_list_this_update(list);
        let next = capi::jpki_revocation_list_next_update(list);
        assert_eq!(next - first, if is_open { 86_400 } else { 0 });
        assert_eq!(first == -1, !is_open);
        assert_eq!(capi::jpki_revocation_list_count(list), usize::from(is_open));
        let is_signed = choice & 4 != 0;
        let (options, is_null) = match self.verify_options() {
            _ if is_signed => (self.options_of_ca(), false),
            any => any,
        };
        let mut place =
            Place::<*mut capi::jpki_revocation_list>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let pointer = if is_null { std::ptr::null() } else { &raw const options };
        let bytes = [0x30_u8; 32];
        let length = [0, 32, 1, usize::MAX][usize::from(choice & 3)];
        let (data, length) = if is_signed { (LIST, LIST.len()) } else { (&bytes[..], length) };
        // SAFETY: as above.
        let status = unsafe {
            capi::jpki_revocation_list_load(
                data.as_ptr(),
                length,
                pointer,
                place.pointer(),
                error.pointer(),
            )
        };
        error.verify(status);
        let is_loaded = is_signed && place.is_good() && error.lets();
        assert_eq!(status == capi::JPKI_OK, is_loaded);
        self.result(Kind::RevocationList, status, &place, &error);
    }

    /// Options that trust only the list's CA.
    fn options_of_ca(&mut self) -> jpki_verify_options {
        let mut certificate = std::ptr::null_mut();
        // SAFETY: the pointers are to as many bytes as stated.
        let status = unsafe {
            let null = std::ptr::null_mut();
            capi::jpki_certificate_new(CA.as_ptr(), CA.len(), &raw mut certificate, null)
        };
        assert_eq!(status, capi::JPKI_OK);
        self.opened(Kind::Certificate, certificate.addr(), None);
        // SAFETY: zeros are the default: null pointers, and the first of each enumeration.
        let default: jpki_verify_options = unsafe { std::mem::zeroed() };
        jpki_verify_options {
            struct_size: struct_size::<jpki_verify_options>(0).0,
            anchors: capi::JPKI_ANCHORS_OWN,
            own_anchor: certificate,
            ..default
        }
    }

    fn request_getters(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::OcspRequest, choice);
        let data = capi::jpki_ocsp_request_data(handle.pointer());
        let length = capi::jpki_ocsp_request_len(handle.pointer());
        assert_eq!((data.is_null(), length == 0), (handle.open.is_none(), handle.open.is_none()));
    }
}
