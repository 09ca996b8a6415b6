//! An independent verification of certificates, CRLs, OCSP responses and signatures: openssl's
//! library, in this process. It reports everything that it finds, like `jpkicard`: an expired
//! certificate does not hide what is wrong with its CRL.
#![allow(unsafe_code, reason = "what the openssl crate has no function for")]

use std::cell::RefCell;
use std::ffi::{c_int, c_long, c_void};
use std::time::{Duration, SystemTime};

use foreign_types::{ForeignType, ForeignTypeRef};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::md::{Md, MdRef};
use openssl::ocsp::{
    OcspBasicResponse, OcspCertId, OcspFlag, OcspRequest, OcspResponse, OcspResponseStatus,
};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;
use openssl::sign::RsaPssSaltlen;
use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::{X509VerifyFlags, X509VerifyParam};
use openssl::x509::{X509, X509Crl, X509PurposeId, X509StoreContext, X509VerifyResult};
use openssl_sys as sys;

// Functions of libcrypto that openssl-sys does not declare, as in <openssl/x509_vfy.h> and
// <openssl/ocsp.h> of 3.0.
unsafe extern "C" {
    fn X509_STORE_add_crl(store: *mut sys::X509_STORE, crl: *mut sys::X509_CRL) -> c_int;
    fn X509_STORE_CTX_set_verify_cb(context: *mut sys::X509_STORE_CTX, callback: Callback);
    fn OCSP_check_nonce(request: *mut sys::OCSP_REQUEST, basic: *mut c_void) -> c_int;
}
type Callback = extern "C" fn(c_int, *mut sys::X509_STORE_CTX) -> c_int;

/// openssl's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    Good,
    Revoked,
    /// With its reasons, as openssl words them.
    Refused(Vec<String>),
}

impl Opinion {
    fn of(errors: Vec<String>) -> Self {
        if errors.is_empty() { Self::Good } else { Self::Refused(errors) }
    }
}

fn refused(why: &str) -> Opinion {
    Opinion::Refused(vec![why.to_owned()])
}

/// The required use of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    ClientAuthentication,
    Signature,
}

/// The form of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    DigestInfo,
    Bare,
    Pss,
}

/// The trusted authorities, at a time.
pub struct Trust {
    pub authorities: Vec<X509>,
    pub time: SystemTime,
}

/// At least 112 bits, as Debian sets it: RSA of 2048 bits, no MD5 or SHA-1.
const SECURITY_LEVEL: c_int = 2;

/// The errors of a chain that concern the CRL.
const OF_CRLS: [c_int; 11] = [
    sys::X509_V_ERR_UNABLE_TO_GET_CRL,
    sys::X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE,
    sys::X509_V_ERR_CRL_SIGNATURE_FAILURE,
    sys::X509_V_ERR_CRL_NOT_YET_VALID,
    sys::X509_V_ERR_CRL_HAS_EXPIRED,
    sys::X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD,
    sys::X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD,
    sys::X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER,
    sys::X509_V_ERR_KEYUSAGE_NO_CRL_SIGN,
    sys::X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION,
    sys::X509_V_ERR_DIFFERENT_CRL_SCOPE,
];
const OTHER_CERTIFICATE: &str = "another certificate";
const CRL_PATH_VALIDATION_ERROR: c_int = 54;

thread_local! {
    static FOUND: RefCell<Vec<c_int>> = const { RefCell::new(Vec::new()) };
}

/// Records the error and lets openssl continue.
extern "C" fn collect(ok: c_int, context: *mut sys::X509_STORE_CTX) -> c_int {
    if ok == 0 {
        // SAFETY: the context is that of the running verification.
        let error = unsafe { sys::X509_STORE_CTX_get_error(context) };
        FOUND.with_borrow_mut(|found| found.push(error));
    }
    1
}

fn unix(time: SystemTime) -> i64 {
    let seconds = |length: Duration| i64::try_from(length.as_secs()).unwrap();
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => seconds(since),
        // The current second began before.
        Err(before) => {
            -seconds(before.duration()) - i64::from(before.duration().subsec_nanos() > 0)
        }
    }
}

impl Trust {
    fn store(&self, purpose: Option<Use>, flags: X509VerifyFlags) -> X509StoreBuilder {
        let mut store = X509StoreBuilder::new().unwrap();
        for authority in &self.authorities {
            store.add_cert(authority.clone()).unwrap();
        }
        let mut parameters = X509VerifyParam::new().unwrap();
        parameters.set_flags(X509VerifyFlags::X509_STRICT | flags).unwrap();
        parameters.set_time(unix(self.time));
        parameters.set_auth_level(SECURITY_LEVEL);
        match purpose {
            Some(Use::ClientAuthentication) => parameters.set_purpose(X509PurposeId::SSL_CLIENT),
            Some(Use::Signature) => parameters.set_purpose(X509PurposeId::SMIME_SIGN),
            None => Ok(()),
        }
        .unwrap();
        store.set_param(&parameters).unwrap();
        store
    }

    /// Every error of the chain from the certificate to an authority.
    fn errors(certificate: &X509, store: &X509Store) -> Vec<c_int> {
        FOUND.with_borrow_mut(Vec::clear);
        let mut context = X509StoreContext::new().unwrap();
        let untrusted = Stack::new().unwrap();
        let verified = context.init(store, certificate, &untrusted, |context| {
            // SAFETY: the callback has the type that openssl calls.
            unsafe { X509_STORE_CTX_set_verify_cb(context.as_ptr(), collect) };
            Ok((context.verify_cert()?, context.error()))
        });
        let mut found = FOUND.take();
        match verified {
            Ok((true, _)) => {}
            Ok((false, error)) => found.push(error.as_raw()),
            Err(_) => found.push(sys::X509_V_ERR_UNSPECIFIED),
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the certificate is good for this use.
    pub fn certificate(&self, der: &[u8], purpose: Use) -> Opinion {
        let Ok(certificate) = X509::from_der(der) else { return refused("unreadable") };
        let store = self.store(Some(purpose), X509VerifyFlags::empty()).build();
        Opinion::of(Self::errors(&certificate, &store).into_iter().map(words).collect())
    }

    /// Whether the certificate is revoked by this list, as far as the list may say.
    pub fn crl(&self, certificate: &[u8], crl: &[u8]) -> Opinion {
        let Ok(certificate) = X509::from_der(certificate) else { return refused("unreadable") };
        let Ok(crl) = X509Crl::from_der(crl) else { return refused("unreadable") };
        if self.issuer(&certificate).is_none() {
            return refused("no issuer");
        }
        let flags = X509VerifyFlags::CRL_CHECK | X509VerifyFlags::EXTENDED_CRL_SUPPORT;
        let store = self.store(None, flags);
        // SAFETY: both objects are alive; the store takes its own reference.
        assert_eq!(unsafe { X509_STORE_add_crl(store.as_ptr(), crl.as_ptr()) }, 1);
        let found = Self::errors(&certificate, &store.build());
        let is_of_crl =
            |error: &c_int| OF_CRLS.contains(error) || *error == CRL_PATH_VALIDATION_ERROR;
        let errors: Vec<_> = found.iter().copied().filter(is_of_crl).map(words).collect();
        match found.contains(&sys::X509_V_ERR_CERT_REVOKED) {
            true if errors.is_empty() => Opinion::Revoked,
            _ => Opinion::of(errors),
        }
    }

    /// Who signed the certificate, by name and key.
    fn issuer(&self, certificate: &X509) -> Option<&X509> {
        self.authorities.iter().find(|authority| {
            let signed = || certificate.verify(&*authority.public_key()?);
            authority.issued(certificate) == X509VerifyResult::OK && signed().unwrap_or(false)
        })
    }

    /// Whether an authority with the issuer's name signed the certificate, whatever else it says
    /// about its issuer.
    pub fn signed(&self, certificate: &[u8]) -> bool {
        let Ok(certificate) = X509::from_der(certificate) else { return false };
        self.authorities.iter().any(|authority| {
            let named = certificate.issuer_name().try_cmp(authority.subject_name());
            let verified = || certificate.verify(&*authority.public_key()?);
            named.is_ok_and(|order| order.is_eq()) && verified().unwrap_or(false)
        })
    }

    /// What this response says about the certificate, determined like `openssl ocsp -issuer`.
    pub fn ocsp(
        &self,
        certificate: &[u8],
        request: &[u8],
        response: &[u8],
        tolerance: Duration,
    ) -> Opinion {
        let Ok(certificate) = X509::from_der(certificate) else { return refused("unreadable") };
        let Ok(response) = OcspResponse::from_der(response) else { return refused("unreadable") };
        if response.status() != OcspResponseStatus::SUCCESSFUL {
            return refused("not successful");
        }
        let Ok(basic) = response.basic() else { return refused("not a basic response") };
        let Some(issuer) = self.issuer(&certificate) else { return refused("no issuer") };
        let request = OcspRequest::from_der(request).unwrap();
        // SAFETY: both objects are alive. 0: both have a nonce, but different ones; for a missing
        // nonce openssl's client only warns.
        if unsafe { OCSP_check_nonce(request.as_ptr(), basic.as_ptr().cast()) } == 0 {
            return refused("another nonce");
        }
        let store = self.store(None, X509VerifyFlags::empty()).build();
        let mut issuers = Stack::new().unwrap();
        issuers.push(issuer.clone()).unwrap();
        let by_delegate =
            basic.verify(&Stack::new().unwrap(), &store, OcspFlag::empty()).map_err(reasons);
        let by_issuer = || basic.verify(&issuers, &store, OcspFlag::TRUST_OTHER);
        match by_delegate {
            Err(reasons) if by_issuer().is_err() => return Opinion::Refused(reasons),
            _ => {}
        }
        // Whichever hash the responder identifies the certificate with.
        let by = |hash| {
            let identifier = OcspCertId::from_cert(hash, &certificate, issuer).unwrap();
            self.single(&basic, &identifier, tolerance)
        };
        let found = [by(MessageDigest::sha1()), by(MessageDigest::sha256())];
        let is_about_it = |found: &&Opinion| **found != refused(OTHER_CERTIFICATE);
        found.iter().find(is_about_it).unwrap_or(&found[0]).clone()
    }

    fn single(
        &self,
        basic: &OcspBasicResponse,
        identifier: &OcspCertId,
        tolerance: Duration,
    ) -> Opinion {
        let (mut status, mut reason) = (0, 0);
        let (mut revoked, mut this, mut next) =
            (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
        // SAFETY: the objects are alive, and so are the times, which belong to the response.
        let found = unsafe {
            sys::OCSP_resp_find_status(
                basic.as_ptr(),
                identifier.as_ptr(),
                &mut status,
                &mut reason,
                &mut revoked,
                &mut this,
                &mut next,
            )
        };
        if found != 1 {
            return refused(OTHER_CERTIFICATE);
        }
        // openssl compares the times with the clock: the tolerance says how far thisUpdate may be
        // after it and nextUpdate before it.
        let ahead = unix(self.time) - unix(SystemTime::now());
        let tolerance = i64::try_from(tolerance.as_secs()).unwrap();
        let check = |allowance: i64| -> Vec<String> {
            // SAFETY: as above.
            let valid = unsafe { sys::OCSP_check_validity(this, next, allowance as c_long, -1) };
            if valid == 1 { Vec::new() } else { reasons(ErrorStack::get()) }
        };
        let late = "status expired";
        let early = "status not yet valid";
        let mut errors = check(tolerance + ahead);
        errors.retain(|error| error != late);
        errors.extend(check(tolerance - ahead).into_iter().filter(|error| error != early));
        errors.sort();
        errors.dedup();
        match status {
            _ if !errors.is_empty() => Opinion::Refused(errors),
            sys::V_OCSP_CERTSTATUS_GOOD => Opinion::Good,
            sys::V_OCSP_CERTSTATUS_REVOKED => Opinion::Revoked,
            _ => refused("status unknown"),
        }
    }
}

fn words(error: c_int) -> String {
    // SAFETY: any number has a text.
    unsafe { X509VerifyResult::from_raw(error) }.error_string().to_owned()
}

fn reasons(errors: ErrorStack) -> Vec<String> {
    let reasons: Vec<_> =
        errors.errors().iter().filter_map(|error| error.reason().map(str::to_owned)).collect();
    if reasons.is_empty() { vec!["no reason".to_owned()] } else { reasons }
}

/// Whether the certificate has a subjectAltName that openssl cannot parse.
pub fn has_unreadable_alternative_name(certificate: &[u8]) -> bool {
    const IDENTIFIER: &[u8] = b"\x06\x03\x55\x1D\x11";
    let has_one = certificate.windows(IDENTIFIER.len()).any(|window| window == IDENTIFIER);
    has_one && X509::from_der(certificate).is_ok_and(|read| read.subject_alt_names().is_none())
}

/// The digest of data, computed by openssl.
pub fn digest(hash: MessageDigest, data: &[u8]) -> Vec<u8> {
    openssl::hash::hash(hash, data).unwrap().to_vec()
}

/// Whether `signature` is a signature over the digest by the certificate's key.
pub fn signature(
    certificate: &[u8],
    form: Form,
    hash: &MdRef,
    digest: &[u8],
    signature: &[u8],
) -> Opinion {
    let verified = || -> Result<bool, ErrorStack> {
        let key = X509::from_der(certificate)?.public_key()?;
        // Only RSA is needed.
        key.rsa()?;
        let mut context = PkeyCtx::new(&key)?;
        // For these, openssl pads missing leading bytes with zeros; RFC 8017 compares the lengths
        // first (8.1.2 and 8.2.2, step 1), as openssl does for the third.
        if form != Form::DigestInfo && signature.len() != key.size() {
            return Ok(false);
        }
        if form == Form::Bare {
            context.verify_recover_init()?;
            context.set_rsa_padding(Padding::PKCS1)?;
            let mut recovered = vec![0; key.size()];
            let length = context.verify_recover(signature, Some(&mut recovered))?;
            return Ok(recovered.get(..length) == Some(digest));
        }
        context.verify_init()?;
        context.set_rsa_padding(match form {
            Form::Pss => Padding::PKCS1_PSS,
            _ => Padding::PKCS1,
        })?;
        context.set_signature_md(hash)?;
        if form == Form::Pss {
            // Any length: no source states which one the card uses.
            const ANY: c_int = -2;
            context.set_rsa_pss_saltlen(RsaPssSaltlen::custom(ANY))?;
            context.set_rsa_mgf1_md(Md::sha256())?;
        }
        context.verify(digest, signature)
    };
    match verified() {
        Ok(true) => Opinion::Good,
        Ok(false) => refused("wrong signature"),
        Err(errors) => Opinion::Refused(reasons(errors)),
    }
}
