//! The relying party's checks and their results.

use jpkicard::Status;
use jpkicard::internal::capi::{self, jpki_certificate, jpki_verdict, jpki_verify_options};

use super::calls::{lent, text};
use super::memory::{ErrorPlace, Place, Room, struct_size};
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

const POLICIES: [Option<&std::ffi::CStr>; 5] =
    [None, Some(c""), Some(c"1.2.392.200149.8.5.1.3.30"), Some(c"1.2.3.4"), Some(c"\xFF.")];

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
        // Two of one kind; for as long as the program runs.
        let own_anchors = match own {
            0 => std::ptr::null(),
            own => self.kept([certificate(self, own); 2]),
        };
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
            own_anchors,
            own_anchors_count: match own {
                0 => 0,
                own => [1, 2, 1, 0][usize::from(own & 3)],
            },
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

    /// An array that stays where it is.
    fn kept(&mut self, anchors: [*const jpki_certificate; 2]) -> *const *const jpki_certificate {
        let anchors = anchors.to_vec();
        let pointer = anchors.as_ptr();
        self.anchors.push(anchors);
        pointer
    }

    pub(super) fn checking(&mut self) {
        match self.input.byte() % 4 {
            0 => self.verify(),
            1 => self.ocsp_request(),
            2 => self.policy_text(),
            _ => {
                self.request_getters();
                self.revocation_list();
            }
        }
    }

    /// Either check. A verdict's status is what the call returned, whether it was made or not.
    fn verify(&mut self) {
        let [choice, signed, challenge, input, algorithm] = [(); 5].map(|()| self.input.byte());
        let certificate = self.choose(Kind::Certificate, choice);
        let signature = self.choose(Kind::Signature, signed);
        let (options, is_null) = self.verify_options();
        let choice = self.input.byte();
        let error = ErrorPlace::new(self.input.byte());
        let mut room = Room::new();
        let (size, _, has_room) = struct_size::<jpki_verdict>(choice);
        let is_misaligned = choice == 0xEF;
        let verdict = match choice {
            0xE0..0xEF => std::ptr::null_mut(),
            _ => room.sized::<jpki_verdict>(size, is_misaligned),
        };
        let is_place = has_room && !is_misaligned && !verdict.is_null();
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
                    verdict,
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
                    verdict,
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
        assert!(!made || (is_place && error.lets()));
        if verdict.is_null() || is_misaligned {
            return;
        }
        room.assert_untouched(
            if made { size_of::<jpki_verdict>() } else { 8 }.max(if is_place && error.lets() {
                size_of::<jpki_verdict>()
            } else {
                8
            }),
        );
        // SAFETY: the buffer is larger, aligned and initialised, and any number is good.
        let verdict = unsafe { &*verdict };
        assert_eq!(verdict.status, status, "a verdict that was not made is not good");
        if !is_place || !error.lets() {
            return;
        }
        let count = verdict.reason_count as usize;
        assert_eq!(made, verdict.revocation != 0);
        assert!(!made || (count == 0) == (status == capi::JPKI_OK));
        assert!(made || count == 0);
        assert!(count > 0 || !made || signed & 1 == 0 || length >= 16, "a short challenge");
        assert!(verdict.reasons[..count].iter().all(|reason| *reason != 0));
        assert!(verdict.reasons[count..].iter().all(|reason| *reason == 0));
        assert!(verdict.days_left >= -1 && verdict.days_expired >= -1);
        let is_expired = status == capi::JPKI_ERROR_CERTIFICATE_EXPIRED && count == 1;
        assert!(verdict.is_within_grace == 0 || is_expired);
        let has_policy = verdict.policy[0] != 0;
        assert!((0..=1).contains(&verdict.policy_is_known));
        assert!(verdict.policy_is_known == 0 || has_policy);
        // Nothing in these programs is signed by a responder.
        assert!(verdict.revocation <= capi::JPKI_REVOCATION_UNDETERMINED);
        assert_eq!((verdict.revocation_time, verdict.revocation_reason), (-1, -1));
        assert!(status != capi::JPKI_OK || (has_policy && verdict.anchor_key_id_length == 20));
        // SAFETY: the policy ends with NUL.
        let said = text(unsafe {
            capi::jpki_policy_text(verdict.policy.as_ptr(), capi::JPKI_LANGUAGE_ENGLISH)
        });
        assert_eq!(said.is_some_and(|said| said == "no policy"), !has_policy);
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

    fn policy_text(&mut self) {
        let [choice, language] = [(); 2].map(|()| self.input.byte());
        let policy = POLICIES[usize::from(choice) % POLICIES.len()];
        let policy = policy.map_or(std::ptr::null(), std::ffi::CStr::as_ptr);
        let language = capi::JPKI_LANGUAGE_ENGLISH + i32::from(language);
        // SAFETY: as above.
        let said = text(unsafe { capi::jpki_policy_text(policy, language) });
        assert!(said.is_some_and(|said| !said.is_empty()));
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
        assert_eq!(capi::jpki_revocation_list_entry_count(list), usize::from(is_open));
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
            own_anchors: self.kept([certificate.cast_const(); 2]),
            own_anchors_count: 1,
            ..default
        }
    }

    fn request_getters(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::OcspRequest, choice);
        let (request, open) = (handle.pointer(), handle.open.is_some());
        // SAFETY: a length is null or a live variable.
        lent(open, |length| unsafe { capi::jpki_ocsp_request_data(request, length) });
    }
}
