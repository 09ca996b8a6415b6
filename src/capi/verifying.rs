//! Converts the arguments of a verification to Rust types, and its verdict to C.

#[cfg(feature = "trust")]
pub(super) use crate::trust::{OcspRequest, RevocationList};
#[cfg(feature = "trust")]
pub(super) use built::{Signed, VerifyOptions};
#[cfg(not(feature = "trust"))]
pub(super) use not_built::{OcspRequest, RevocationList, Signed, VerifyOptions};

#[cfg(feature = "trust")]
mod built {
    use std::ffi::c_char;
    use std::time::{Duration, SystemTime};

    use crate::capi::argument::{bytes, or_default, refused, text};
    use crate::capi::certificate::jpki_certificate;
    use crate::capi::evidence::{JPKI_OCSP_HASH_SHA1, JPKI_OCSP_HASH_SHA256, jpki_ocsp_request};
    use crate::capi::handle;
    use crate::capi::sign::{JPKI_INPUT_DATA, JPKI_INPUT_DIGEST};
    use crate::capi::signature::ALGORITHMS;
    use crate::capi::structure::structure;
    use crate::capi::verdict::*;
    use crate::capi::verify_options::*;
    use crate::certificate::Certificate;
    use crate::error::{Error, Result};
    use crate::signature::SignatureAlgorithm;
    use crate::status::Status;
    use crate::trust::{
        Anchor, Anchors, CertificateIdHash, CertificateVerification, Challenge, Hierarchy,
        OcspRequest, Policies, Purpose, Reason, RevocationData, RevocationList, RevocationStatus,
        SignatureVerification, Verdict,
    };

    /// A tolerance above this is a mistake: it would accept yesterday's responses.
    const MOST_TOLERANCE: u32 = 24 * 60 * 60;

    const DEFAULT: jpki_verify_options = jpki_verify_options {
        struct_size: 0,
        purpose: JPKI_PURPOSE_AUTHENTICATION,
        anchors: JPKI_ANCHORS_PRODUCTION,
        tolerance: 0,
        time: 0,
        ocsp_hash: JPKI_OCSP_HASH_SHA1,
        policies: JPKI_POLICIES_BY_ARC,
        own_anchors: std::ptr::null(),
        own_anchors_count: 0,
        ca_certificate: std::ptr::null(),
        ocsp_request: std::ptr::null(),
        ocsp_response: std::ptr::null(),
        ocsp_response_length: 0,
        crl: std::ptr::null(),
        crl_length: 0,
        revocation_list: std::ptr::null(),
        own_policies: std::ptr::null(),
    };

    /// More anchors than there will ever be generations.
    const MOST_ANCHORS: usize = 64;

    /// The longest list of policies, in bytes.
    const MOST_POLICIES: usize = 1024;

    /// The options in Rust types.
    pub(in crate::capi) struct VerifyOptions<'a> {
        purpose: Purpose,
        anchors: Anchors,
        time: SystemTime,
        tolerance: Option<Duration>,
        hash: CertificateIdHash,
        policies: Policies,
        ca_certificate: Option<handle::Held<Certificate>>,
        evidence: Evidence<'a>,
    }

    /// The revocation data passed by the caller.
    enum Evidence<'a> {
        None,
        Ocsp(handle::Held<OcspRequest>, &'a [u8]),
        Crl(&'a [u8]),
        List(handle::Held<RevocationList>),
    }

    /// A signature, and the challenge that it should be over.
    pub(in crate::capi) struct Signed<'a> {
        challenge: Challenge<'a>,
        algorithm: SignatureAlgorithm,
        signature: &'a [u8],
    }

    impl<'a> VerifyOptions<'a> {
        /// # Safety
        /// `options` is null or points to a jpki_verify_options whose pointers and lengths are
        /// valid and stay valid during `'a`.
        pub(in crate::capi) unsafe fn read(options: *const jpki_verify_options) -> Result<Self> {
            // SAFETY: as the caller of this function promises.
            let options = &unsafe { structure(options)? }.unwrap_or(DEFAULT);
            let purpose = match or_default(options.purpose, JPKI_PURPOSE_AUTHENTICATION) {
                JPKI_PURPOSE_AUTHENTICATION => Purpose::Authentication,
                JPKI_PURPOSE_SIGNATURE => Purpose::Signature,
                _ => return Err(refused("the purpose is none of JPKI_PURPOSE_*")),
            };
            if options.tolerance > MOST_TOLERANCE {
                return Err(refused("the tolerance is above 86400 seconds"));
            }
            let tolerance = Duration::from_secs(options.tolerance.into());
            Ok(Self {
                purpose,
                // SAFETY: as above.
                anchors: unsafe { anchors(options, purpose)? },
                time: time(options.time)?,
                tolerance: (options.tolerance != 0).then_some(tolerance),
                hash: match or_default(options.ocsp_hash, JPKI_OCSP_HASH_SHA1) {
                    JPKI_OCSP_HASH_SHA1 => CertificateIdHash::Sha1,
                    JPKI_OCSP_HASH_SHA256 => CertificateIdHash::Sha256,
                    _ => return Err(refused("ocsp_hash is none of JPKI_OCSP_HASH_*")),
                },
                // SAFETY: as above.
                policies: unsafe { policies(options)? },
                ca_certificate: if options.ca_certificate.is_null() {
                    None
                } else {
                    Some(handle::find(options.ca_certificate)?)
                },
                // SAFETY: as above.
                evidence: unsafe { evidence(options)? },
            })
        }

        /// Verifies the certificate alone, or with a signature that it should have made. Returns
        /// the verdict, and as an error the decisive reason against it.
        pub(in crate::capi) fn verify(
            &self,
            certificate: &Certificate,
            signed: Option<&Signed<'_>>,
        ) -> (jpki_verdict, Result<()>) {
            let mut check =
                CertificateVerification::new(certificate, self.purpose, &self.anchors, self.time)
                    .policies(&self.policies);
            if let Some(tolerance) = self.tolerance {
                check = check.tolerance(tolerance);
            }
            if let Some(ca_certificate) = &self.ca_certificate {
                check = check.ca_certificate(ca_certificate);
            }
            check = match &self.evidence {
                Evidence::None => check,
                Evidence::Ocsp(request, response) => {
                    check.revocation(RevocationData::Ocsp { request, response })
                }
                Evidence::Crl(crl) => check.revocation(RevocationData::Crl(crl)),
                Evidence::List(list) => check.revocation(RevocationData::List(list)),
            };
            let verdict = match signed {
                None => check.verdict(),
                Some(Signed { challenge, algorithm, signature }) => {
                    SignatureVerification::new(check, *challenge, *algorithm, signature).verdict()
                }
            };
            outcome_of(&verdict, self.anchors.issuer_of(certificate))
        }

        /// Loads a CRL that one of the anchors signed.
        pub(in crate::capi) fn load(&self, crl: &[u8]) -> Result<RevocationList> {
            RevocationList::load(crl.to_vec(), &self.anchors)
        }

        /// An OCSP request with a nonce of 32 bytes, or without one.
        pub(in crate::capi) fn request(
            &self,
            certificate: &Certificate,
            nonce: &[u8],
        ) -> Result<OcspRequest> {
            let nonce = match nonce {
                [] => None,
                nonce => {
                    Some(nonce.try_into().map_err(|_| refused("a nonce has 32 bytes, or none"))?)
                }
            };
            let anchor = self.anchors.issuer_of(certificate).ok_or(
                Error::new(Status::CertificateNotTrusted)
                    .with_detail(Reason::IssuerUnknown.message()),
            )?;
            OcspRequest::new(certificate, anchor, self.hash, nonce)
        }
    }

    impl<'a> Signed<'a> {
        pub(in crate::capi) fn new(
            challenge: &'a [u8],
            input: i32,
            algorithm: i32,
            signature: &'a [u8],
        ) -> Result<Self> {
            let challenge = match input {
                JPKI_INPUT_DATA => Challenge::Data(challenge),
                JPKI_INPUT_DIGEST => Challenge::Digest(challenge),
                _ => return Err(refused("the input is none of JPKI_INPUT_*")),
            };
            let known = ALGORITHMS.iter().find(|(_, number, _)| *number == algorithm);
            let (algorithm, _, _) =
                *known.ok_or(refused("the algorithm is none of JPKI_ALGORITHM_*"))?;
            Ok(Self { challenge, algorithm, signature })
        }
    }

    /// # Safety
    /// As for [`VerifyOptions::read`].
    unsafe fn anchors(options: &jpki_verify_options, purpose: Purpose) -> Result<Anchors> {
        let (first, count) = (options.own_anchors, options.own_anchors_count);
        let (anchors, hierarchy) = match or_default(options.anchors, JPKI_ANCHORS_PRODUCTION) {
            JPKI_ANCHORS_PRODUCTION => (Anchors::production(), None),
            JPKI_ANCHORS_TEST => (Anchors::test_cards(), None),
            JPKI_ANCHORS_OWN => (Anchors::none(), Some(Hierarchy::Test)),
            JPKI_ANCHORS_PRODUCTION_AND_OWN => (Anchors::production(), Some(Hierarchy::Production)),
            _ => return Err(refused("the anchors are none of JPKI_ANCHORS_*")),
        };
        let Some(hierarchy) = hierarchy else {
            return match (first.is_null(), count) {
                (true, 0) => Ok(anchors),
                _ => Err(refused("own_anchors that the anchors leave out")),
            };
        };
        if first.is_null() || !first.is_aligned() || !(1..=MOST_ANCHORS).contains(&count) {
            return Err(refused("own_anchors is null, empty or too long"));
        }
        // SAFETY: as the caller of this function promises.
        let own = unsafe { std::slice::from_raw_parts(first, count) };
        let mut own = own.iter().map(|anchor| own_anchor(*anchor, purpose, hierarchy));
        own.try_fold(anchors, |anchors, anchor| Ok(anchors.with(anchor?)))
    }

    fn own_anchor(
        certificate: *const jpki_certificate,
        purpose: Purpose,
        hierarchy: Hierarchy,
    ) -> Result<Anchor> {
        let certificate: handle::Held<Certificate> = handle::find(certificate)?;
        // Always JPKI_ERROR_ARGUMENT, so that the other statuses come only from a verdict.
        Anchor::from_certificate(&certificate, purpose, hierarchy).map_err(|error| {
            match error.status() {
                Status::KeyNotSupported => {
                    refused("the key of one of own_anchors is not RSA of 2048 to 4096 bits")
                }
                Status::CertificateMalformed => refused("one of own_anchors cannot be read"),
                _ => error,
            }
        })
    }

    /// # Safety
    /// As for [`VerifyOptions::read`].
    unsafe fn policies(options: &jpki_verify_options) -> Result<Policies> {
        // SAFETY: as the caller of this function promises.
        let own = unsafe { text(options.own_policies) };
        let policies = match (or_default(options.policies, JPKI_POLICIES_BY_ARC), own) {
            (JPKI_POLICIES_BY_ARC, _) => Policies::by_arc(),
            (JPKI_POLICIES_KNOWN, _) => Policies::known(),
            (JPKI_POLICIES_OWN, Some(_)) => Policies::exactly([])?,
            (JPKI_POLICIES_OWN, None) => return Err(refused("own_policies is null")),
            _ => return Err(refused("the policies are none of JPKI_POLICIES_*")),
        };
        let Some(own) = own else { return Ok(policies) };
        let own = own.to_str().ok().filter(|own| own.len() <= MOST_POLICIES);
        let own = own.ok_or(refused("own_policies is too long or no text"))?;
        if own.split(' ').any(|policy| policy.len() >= JPKI_VERDICT_POLICY_SIZE) {
            return Err(refused("one of own_policies is too long"));
        }
        own.split(' ').try_fold(policies, Policies::with)
    }

    fn time(seconds: i64) -> Result<SystemTime> {
        if seconds == 0 {
            return Ok(SystemTime::now());
        }
        u64::try_from(seconds)
            .ok()
            .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
            .ok_or(refused("the time is before 1970, or none that a clock can show"))
    }

    /// # Safety
    /// As for [`VerifyOptions::read`].
    unsafe fn evidence<'a>(options: &jpki_verify_options) -> Result<Evidence<'a>> {
        // SAFETY: as the caller of this function promises.
        let (response, crl) = unsafe {
            let response = bytes(options.ocsp_response, options.ocsp_response_length)?;
            (response, bytes(options.crl, options.crl_length)?)
        };
        let request: *const jpki_ocsp_request = options.ocsp_request;
        if !options.revocation_list.is_null() {
            let is_alone = request.is_null() && options.ocsp_response.is_null();
            return if is_alone && options.crl.is_null() {
                Ok(Evidence::List(handle::find(options.revocation_list)?))
            } else {
                Err(refused("a revocation list beside other revocation data"))
            };
        }
        match (!request.is_null(), !options.ocsp_response.is_null(), !options.crl.is_null()) {
            (false, false, false) => Ok(Evidence::None),
            (true, _, false) => Ok(Evidence::Ocsp(handle::find(request)?, response)),
            (false, false, true) => Ok(Evidence::Crl(crl)),
            (false, true, _) => Err(refused("an OCSP response without its request")),
            (true, _, true) => Err(refused("an OCSP request and a CRL")),
        }
    }

    /// The verdict as numbers, and as the result of the call: `deliver` stores the status of that.
    fn outcome_of(verdict: &Verdict, anchor: Option<&Anchor>) -> (jpki_verdict, Result<()>) {
        let (revocation, revoked) = match verdict.revocation() {
            RevocationStatus::NotRequested => (JPKI_REVOCATION_NOT_REQUESTED, None),
            RevocationStatus::Undetermined => (JPKI_REVOCATION_UNDETERMINED, None),
            RevocationStatus::Good => (JPKI_REVOCATION_GOOD, None),
            RevocationStatus::Revoked(revoked) => (JPKI_REVOCATION_REVOKED, Some(revoked)),
            RevocationStatus::Unknown => (JPKI_REVOCATION_UNKNOWN, None),
        };
        let time = revoked.map(|revoked| revoked.time_unix());
        let days =
            |days: Option<u64>| days.map_or(-1, |days| i32::try_from(days).unwrap_or(i32::MAX));
        let mut filled = jpki_verdict {
            revocation,
            revocation_time: time.map_or(-1, |time| i64::try_from(time).unwrap_or(i64::MAX)),
            revocation_reason: revoked
                .and_then(|revoked| revoked.reason())
                .map_or(-1, |reason| reason as i32),
            days_left: days(verdict.days_left()),
            days_expired: days(verdict.days_expired()),
            is_within_grace: verdict.is_within_grace().into(),
            ..jpki_verdict::NONE
        };
        for (place, reason) in filled.reasons.iter_mut().zip(verdict.reasons()) {
            *place = *reason as i32;
            filled.reason_count = filled.reason_count.saturating_add(1);
        }
        if let Some(policy) = verdict.policy() {
            filled.policy_is_known = policy.is_known().into();
            // The last place stays NUL.
            let [room @ .., _] = &mut filled.policy;
            let bytes = policy.oid().into_bytes();
            room.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte as c_char);
        }
        for (place, byte) in filled.anchor_key_id.iter_mut().zip(key_identifier(anchor)) {
            *place = *byte;
            filled.anchor_key_id_length = filled.anchor_key_id_length.saturating_add(1);
        }
        let outcome = match verdict.decisive_reason() {
            None => Ok(()),
            Some(reason) => Err(Error::new(reason.status()).with_detail(reason.message())),
        };
        (filled, outcome)
    }

    /// The key identifier of an anchor.
    fn key_identifier(anchor: Option<&Anchor>) -> &[u8] {
        anchor.map_or(&[], Anchor::key_identifier)
    }
}

/// The same in a library that cannot verify: none of these values can exist.
#[cfg(not(feature = "trust"))]
mod not_built {
    use crate::capi::verdict::jpki_verdict;
    use crate::capi::verify_options::jpki_verify_options;
    use crate::certificate::Certificate;
    use crate::error::{Error, Result};
    use crate::status::Status;

    pub(in crate::capi) enum OcspRequest {}
    pub(in crate::capi) enum VerifyOptions {}
    pub(in crate::capi) enum RevocationList {}
    pub(in crate::capi) enum Signed {}

    impl OcspRequest {
        pub(in crate::capi) fn der(&self) -> &[u8] {
            match *self {}
        }
    }

    impl RevocationList {
        pub(in crate::capi) fn this_update_unix(&self) -> u64 {
            match *self {}
        }

        pub(in crate::capi) fn next_update_unix(&self) -> u64 {
            match *self {}
        }

        pub(in crate::capi) fn len(&self) -> usize {
            match *self {}
        }
    }

    fn not_built() -> Error {
        Error::new(Status::NotBuilt).with_detail("trust")
    }

    impl VerifyOptions {
        pub(in crate::capi) unsafe fn read(_options: *const jpki_verify_options) -> Result<Self> {
            Err(not_built())
        }

        pub(in crate::capi) fn verify(
            &self,
            _certificate: &Certificate,
            _signed: Option<&Signed>,
        ) -> (jpki_verdict, Result<()>) {
            match *self {}
        }

        pub(in crate::capi) fn load(&self, _crl: &[u8]) -> Result<RevocationList> {
            match *self {}
        }

        pub(in crate::capi) fn request(
            &self,
            _certificate: &Certificate,
            _nonce: &[u8],
        ) -> Result<OcspRequest> {
            match *self {}
        }
    }

    impl Signed {
        pub(in crate::capi) fn new(
            _challenge: &[u8],
            _input: i32,
            _algorithm: i32,
            _signature: &[u8],
        ) -> Result<Self> {
            Err(not_built())
        }
    }
}
