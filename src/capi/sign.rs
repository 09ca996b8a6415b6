//! Signing and complete authentication, as C sees them.

use std::ffi::c_char;
use std::mem::offset_of;

use crate::app::jpki::Authentication;
use crate::capi::argument::{bytes, or_default, place, refused};
use crate::capi::card::{
    JPKI_TOKEN_UNKNOWN, jpki_card, jpki_token_kind, token_kind_number, with_card,
};
use crate::capi::certificate::jpki_certificate;
use crate::capi::guard::guarded;
use crate::capi::handle;
use crate::capi::signature::jpki_signature;
use crate::capi::status::{jpki_error, jpki_status};
use crate::capi::structure::{Structure, end_of, structure, structure_place};
use crate::capi::tries::{JPKI_TRIES_NOT_REPORTED, jpki_tries, pin_status_number};
use crate::certificate::Certificate;
use crate::error::Result;
use crate::secret::{LastTry, Pin};
use crate::signature::{DigestAlgorithm, Scheme, SignRequest};

/// SHA-256, the default.
pub const JPKI_DIGEST_SHA256: i32 = 0x4A00_0A01;
/// SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
pub const JPKI_DIGEST_SHA384: i32 = 0x4A00_0A02;
/// SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
pub const JPKI_DIGEST_SHA512: i32 = 0x4A00_0A03;

/// One of JPKI_DIGEST_*.
pub type jpki_digest = i32;

/// PKCS #1 v1.5 over a DigestInfo built by the library: the default.
pub const JPKI_SCHEME_DIGEST_INFO: i32 = 0x4A00_0B01;
/// The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
pub const JPKI_SCHEME_BARE_DIGEST_OF_DATA: i32 = 0x4A00_0B02;
/// The card receives the SHA-256 digest and wraps it in a DigestInfo.
pub const JPKI_SCHEME_SHA256_DIGEST: i32 = 0x4A00_0B03;
/// The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
pub const JPKI_SCHEME_SHA256_DATA: i32 = 0x4A00_0B04;
/// PSS over a SHA-256 digest, which the card receives.
pub const JPKI_SCHEME_PSS_DIGEST: i32 = 0x4A00_0B05;
/// The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
pub const JPKI_SCHEME_PSS_DATA: i32 = 0x4A00_0B06;

/// One of JPKI_SCHEME_*.
pub type jpki_scheme = i32;

/// The input is data, to be hashed here or on the card: the default.
pub const JPKI_INPUT_DATA: i32 = 0x4A00_0C01;
/// The input is a digest computed by the caller.
pub const JPKI_INPUT_DIGEST: i32 = 0x4A00_0C02;

/// One of JPKI_INPUT_*.
pub type jpki_input = i32;

/// The PIN is not sent if one try is left or the card does not report the number: the default.
pub const JPKI_LAST_TRY_KEEP: i32 = 0x4A00_0D01;
/// The PIN may be sent even if one try is left: a wrong PIN then locks it.
pub const JPKI_LAST_TRY_ALLOW: i32 = 0x4A00_0D02;
/// Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's driver
/// may repeat a try by itself (libccid does after three damaged blocks in a row), so that one call
/// can spend two.
pub const JPKI_LAST_TRY_KEEP_TWO: i32 = 0x4A00_0D03;

/// One of JPKI_LAST_TRY_*.
pub type jpki_last_try = i32;

/// How to sign. All zero except struct_size means the defaults, as does a NULL pointer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_sign_options {
    /// Set by the caller: sizeof(jpki_sign_options).
    pub struct_size: u32,
    /// One of JPKI_DIGEST_*.
    pub digest: jpki_digest,
    /// One of JPKI_SCHEME_*.
    pub scheme: jpki_scheme,
    /// One of JPKI_INPUT_*.
    pub input: jpki_input,
    /// One of JPKI_LAST_TRY_*.
    pub last_try: jpki_last_try,
    /// For `jpki_card_authenticate`: 1 always reads the CA certificate from the card, 0 only if the
    /// certificate's issuer is neither one of the published CAs (JPKI_FEATURE_TRUST) nor
    /// `ca_certificate`.
    pub read_ca_certificate: i32,
    /// The certificate of the signing key, used to verify the signature. For `jpki_card_sign`, NULL
    /// means the one last read through the same handle; if there is none, it is read again. For
    /// `jpki_card_sign_document`, NULL means that it is read. For `jpki_card_authenticate`, one
    /// known from an earlier visit: the card's certificate is compared with it before the PIN is
    /// sent; NULL means that it is read.
    pub certificate: *const jpki_certificate,
    /// For `jpki_card_authenticate`: the CA certificate that the caller expects to have issued the
    /// card's certificate, for example that of a CA newer than this library. May be NULL.
    pub ca_certificate: *const jpki_certificate,
}

/// The result of `jpki_card_authenticate`. The caller frees the three objects.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_authentication {
    /// Set by the caller: sizeof(jpki_authentication).
    pub struct_size: u32,
    /// One of JPKI_TOKEN_*.
    pub token_kind: jpki_token_kind,
    /// What the card reported before the PIN was sent: one of JPKI_TRIES_*.
    pub pin_status: jpki_tries,
    /// The number of tries left at that time; -1 if the card did not report it.
    pub tries_left: i32,
    /// The user-authentication certificate.
    pub certificate: *mut jpki_certificate,
    /// The certificate of its CA, as stored on the card; not a trust anchor. NULL if it was not
    /// read: see `jpki_sign_options`.
    pub ca_certificate: *mut jpki_certificate,
    /// The signature.
    pub signature: *mut jpki_signature,
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_sign_options {
    const SMALLEST: usize = offset_of!(jpki_sign_options, certificate);
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_authentication {
    const SMALLEST: usize = end_of!(jpki_authentication, signature);
}

pub(super) fn last_try_rule(last_try: i32) -> Result<LastTry> {
    match last_try {
        JPKI_LAST_TRY_KEEP => Ok(LastTry::Keep),
        JPKI_LAST_TRY_ALLOW => Ok(LastTry::Allow),
        JPKI_LAST_TRY_KEEP_TWO => Ok(LastTry::KeepTwo),
        _ => Err(refused("last_try is none of JPKI_LAST_TRY_*")),
    }
}

/// The options as Rust types.
pub(super) struct SignOptions {
    digest: DigestAlgorithm,
    scheme: Scheme,
    is_digest: bool,
    last_try: LastTry,
    pub(super) certificate: Option<handle::Held<Certificate>>,
    ca_certificate: Option<handle::Held<Certificate>>,
    reads_ca_certificate: bool,
}

impl SignOptions {
    /// # Safety
    /// `options` is NULL or points to a jpki_sign_options.
    pub(super) unsafe fn read(options: *const jpki_sign_options) -> Result<Self> {
        // SAFETY: as the caller of this function promises.
        let Some(options) = (unsafe { structure(options)? }) else {
            return Ok(Self {
                digest: DigestAlgorithm::default(),
                scheme: Scheme::default(),
                is_digest: false,
                last_try: LastTry::Keep,
                certificate: None,
                ca_certificate: None,
                reads_ca_certificate: false,
            });
        };
        Ok(Self {
            digest: match or_default(options.digest, JPKI_DIGEST_SHA256) {
                JPKI_DIGEST_SHA256 => DigestAlgorithm::Sha256,
                JPKI_DIGEST_SHA384 => DigestAlgorithm::Sha384,
                JPKI_DIGEST_SHA512 => DigestAlgorithm::Sha512,
                _ => return Err(refused("the digest is none of JPKI_DIGEST_*")),
            },
            scheme: match or_default(options.scheme, JPKI_SCHEME_DIGEST_INFO) {
                JPKI_SCHEME_DIGEST_INFO => Scheme::DigestInfo,
                JPKI_SCHEME_BARE_DIGEST_OF_DATA => Scheme::BareDigestOfData,
                JPKI_SCHEME_SHA256_DIGEST => Scheme::Sha256Digest,
                JPKI_SCHEME_SHA256_DATA => Scheme::Sha256Data,
                JPKI_SCHEME_PSS_DIGEST => Scheme::PssDigest,
                JPKI_SCHEME_PSS_DATA => Scheme::PssData,
                _ => return Err(refused("the scheme is none of JPKI_SCHEME_*")),
            },
            is_digest: match or_default(options.input, JPKI_INPUT_DATA) {
                JPKI_INPUT_DATA => false,
                JPKI_INPUT_DIGEST => true,
                _ => return Err(refused("the input is none of JPKI_INPUT_*")),
            },
            last_try: last_try_rule(or_default(options.last_try, JPKI_LAST_TRY_KEEP))?,
            certificate: known(options.certificate)?,
            ca_certificate: known(options.ca_certificate)?,
            reads_ca_certificate: match options.read_ca_certificate {
                0 => false,
                1 => true,
                _ => return Err(refused("read_ca_certificate is neither 0 nor 1")),
            },
        })
    }

    pub(super) fn request<'a>(&'a self, input: &'a [u8]) -> SignRequest<'a> {
        let request = if self.is_digest {
            SignRequest::digest(self.digest, input)
        } else {
            SignRequest::data(input).digest_algorithm(self.digest)
        };
        request.scheme(self.scheme).last_try(self.last_try)
    }

    /// The request for an authentication, which uses more of the options.
    fn authentication_request<'a>(&'a self, input: &'a [u8]) -> SignRequest<'a> {
        let mut request = self.request(input).read_ca_certificate(self.reads_ca_certificate);
        if let Some(certificate) = self.certificate.as_deref() {
            request = request.certificate(certificate);
        }
        match self.ca_certificate.as_deref() {
            Some(certificate) => request.ca_certificate(certificate),
            None => request,
        }
    }
}

/// An optional certificate.
fn known(certificate: *const jpki_certificate) -> Result<Option<handle::Held<Certificate>>> {
    if certificate.is_null() { Ok(None) } else { handle::find(certificate).map(Some) }
}

/// Verifies the authentication PIN, signs `input` with the user-authentication key and locks the
/// key again, in one PC/SC transaction.
///
/// `pin`, `pin_length`: four ASCII digits; not stored. `input`, `input_length`: any data, or a
/// digest if the options say so. `options`: may be NULL. On success the caller must free
/// `*signature`; on failure it is NULL.
///
/// PIN tries: the PIN is sent at most once. A wrong PIN spends one try (JPKI_ERROR_PIN_WRONG,
/// error->tries_left); a correct one restores all. It is not sent if its format is wrong, if it is
/// locked, or if one try is left and the options do not allow spending it. After
/// JPKI_ERROR_PIN_UNCERTAIN a try may have been spent: call `jpki_card_tries` before trying again.
///
/// The signature is verified with the certificate's key (JPKI_FEATURE_VERIFY). When the call
/// returns the key is locked, also on failure, except for JPKI_ERROR_KEY_NOT_LOCKED and possibly
/// JPKI_ERROR_INTERNAL: in these cases have the card removed from the reader. Calls on one card run
/// one after the other. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_sign(
    card: *mut jpki_card,
    pin: *const c_char,
    pin_length: usize,
    input: *const u8,
    input_length: usize,
    options: *const jpki_sign_options,
    signature: *mut *mut jpki_signature,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(signature)? };
        result.put(std::ptr::null_mut());
        // SAFETY: as above.
        let (pin, input, options) = unsafe {
            (bytes(pin.cast(), pin_length), bytes(input, input_length), SignOptions::read(options))
        };
        let (input, options) = (input?, options?);
        let pin = Pin::new(pin?)?;
        let made = with_card(card, |state| {
            let mut request = options.request(input);
            if let Some(certificate) = options.certificate.as_deref().or(state.certificate.as_ref())
            {
                request = request.certificate(certificate);
            }
            state.card.jpki()?.sign(&pin, &request)
        })?;
        result.put(handle::open(made));
        Ok(())
    })
}

/// Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
/// authentication certificate, queries the tries, verifies the PIN, signs `input` and locks the key
/// again. This takes 13 exchanges with a card if nothing has to be repeated. The CA certificate is
/// also read, with 6 more exchanges, if `options->read_ca_certificate` is 1 or the issuer is
/// neither one of the published CAs nor `options->ca_certificate`.
///
/// With `options->certificate`, known from an earlier visit, it takes 7 exchanges: the first 256
/// bytes of the card's certificate are compared with it before the PIN is sent, and
/// `authentication->certificate` is a copy of it. If they differ, the call returns
/// JPKI_ERROR_CARD_EXCHANGED and no try is spent; the card can still be used without that
/// certificate. A phone hides its certificate until the PIN is verified: the call returns
/// JPKI_ERROR_PIN_REQUIRED, and no PIN is sent.
///
/// Arguments, PIN tries and threads are as for `jpki_card_sign`. The caller sets
/// `authentication->struct_size`; anything else in the structure is overwritten and not freed. On
/// failure the three objects are NULL: use the individual calls to read what is still needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_authenticate(
    card: *mut jpki_card,
    pin: *const c_char,
    pin_length: usize,
    input: *const u8,
    input_length: usize,
    options: *const jpki_sign_options,
    authentication: *mut jpki_authentication,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (mut result, struct_size) = unsafe { structure_place(authentication)? };
        let nothing = || jpki_authentication {
            struct_size,
            token_kind: JPKI_TOKEN_UNKNOWN,
            pin_status: JPKI_TRIES_NOT_REPORTED,
            tries_left: -1,
            certificate: std::ptr::null_mut(),
            ca_certificate: std::ptr::null_mut(),
            signature: std::ptr::null_mut(),
        };
        result.put(nothing());
        // SAFETY: as above.
        let (pin, input, options) = unsafe {
            (bytes(pin.cast(), pin_length), bytes(input, input_length), SignOptions::read(options))
        };
        let (input, options) = (input?, options?);
        let pin = Pin::new(pin?)?;
        let Authentication { token, certificate, ca_certificate, pin_status, signature } =
            with_card(card, |state| {
                let received = state
                    .card
                    .jpki()?
                    .authenticate(&pin, &options.authentication_request(input))?;
                state.certificate = Some(received.certificate.clone());
                Ok(received)
            })?;
        result.put(jpki_authentication {
            token_kind: token_kind_number(token.kind()),
            pin_status: pin_status_number(pin_status),
            tries_left: pin_status.tries_left().map_or(-1, i32::from),
            certificate: handle::open(certificate),
            ca_certificate: ca_certificate.map_or(std::ptr::null_mut(), handle::open),
            signature: handle::open(signature),
            ..nothing()
        });
        Ok(())
    })
}
