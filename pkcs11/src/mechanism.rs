//! What the keys do, and how a request to the card is made of it. Only what works is announced.

use cryptoki_sys::*;
use jpkicard::{DigestAlgorithm, Scheme, SignRequest};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::failure::Outcome;
use crate::memory::parameter;

/// The bits of every key on the card.
pub(crate) const KEY_BITS: CK_ULONG = 2_048;
/// The bytes of every signature.
pub(crate) const SIGNATURE_LENGTH: usize = 256;
/// What the card pads at most (RFC 8017, 9.2).
const MOST_ENCODED: usize = 245;
/// The salt of the card's PSS, in bytes (myna-card 3.3).
const SALT_LENGTH: CK_ULONG = 32;

/// A way of signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// PKCS #1 v1.5 around what the caller encoded.
    Encoded,
    /// PKCS #1 v1.5 with this digest.
    Pkcs1(DigestAlgorithm),
    /// PSS over a SHA-256 digest that the caller computed.
    PssDigest,
    /// PSS with SHA-256.
    Pss,
    /// SHA-256 alone, in software: Java does PSS only with a module that has it. The longer digests
    /// are left out, so that Java does not try PSS with them, which the card has not.
    Digest,
}

/// Every mechanism.
pub(crate) const MECHANISMS: [(CK_MECHANISM_TYPE, Method); 7] = [
    (CKM_RSA_PKCS, Method::Encoded),
    (CKM_SHA256_RSA_PKCS, Method::Pkcs1(DigestAlgorithm::Sha256)),
    (CKM_SHA384_RSA_PKCS, Method::Pkcs1(DigestAlgorithm::Sha384)),
    (CKM_SHA512_RSA_PKCS, Method::Pkcs1(DigestAlgorithm::Sha512)),
    (CKM_RSA_PKCS_PSS, Method::PssDigest),
    (CKM_SHA256_RSA_PKCS_PSS, Method::Pss),
    (CKM_SHA256, Method::Digest),
];

impl Method {
    pub(crate) fn find(kind: CK_MECHANISM_TYPE) -> Outcome<Self> {
        let row = MECHANISMS.iter().find(|(known, _)| *known == kind);
        row.map(|(_, method)| *method).ok_or_else(|| CKR_MECHANISM_INVALID.into())
    }

    /// What it is good for.
    pub(crate) const fn information(self) -> CK_MECHANISM_INFO {
        let (bits, flags) = match self {
            Self::Digest => (0, CKF_DIGEST),
            _ => (KEY_BITS, CKF_HW | CKF_SIGN | CKF_VERIFY),
        };
        CK_MECHANISM_INFO { ulMinKeySize: bits, ulMaxKeySize: bits, flags }
    }

    /// The method of a mechanism of the keys.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub(crate) fn of_key(mechanism: &CK_MECHANISM) -> Outcome<Self> {
        match Self::new(mechanism)? {
            Self::Digest => Err(CKR_MECHANISM_INVALID.into()),
            method => Ok(method),
        }
    }

    /// The method of a mechanism whose parameter is what the card does.
    ///
    /// # Errors
    /// `CKR_MECHANISM_INVALID`, `CKR_MECHANISM_PARAM_INVALID`.
    pub(crate) fn new(mechanism: &CK_MECHANISM) -> Outcome<Self> {
        let method = Self::find(mechanism.mechanism)?;
        match method {
            Self::Encoded | Self::Pkcs1(_) | Self::Digest if mechanism.ulParameterLen == 0 => {
                Ok(method)
            }
            Self::Encoded | Self::Pkcs1(_) | Self::Digest => {
                Err(CKR_MECHANISM_PARAM_INVALID.into())
            }
            Self::PssDigest | Self::Pss => {
                let given: CK_RSA_PKCS_PSS_PARAMS = parameter(mechanism)?;
                let (hash, generator, salt) = (given.hashAlg, given.mgf, given.sLen);
                if (hash, generator, salt) == (CKM_SHA256, CKG_MGF1_SHA256, SALT_LENGTH) {
                    Ok(method)
                } else {
                    Err(CKR_MECHANISM_PARAM_INVALID.into())
                }
            }
        }
    }
}

/// What is to be signed or verified, as it comes in.
pub(crate) struct Content {
    method: Method,
    so_far: SoFar,
    /// Something came in part by part.
    pub(crate) is_multi_part: bool,
}

enum SoFar {
    Bytes(Vec<u8>),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Content {
    pub(crate) fn new(method: Method) -> Self {
        let so_far = match method {
            Method::Encoded | Method::PssDigest => SoFar::Bytes(Vec::new()),
            Method::Pkcs1(DigestAlgorithm::Sha384) => SoFar::Sha384(Sha384::new()),
            Method::Pkcs1(DigestAlgorithm::Sha512) => SoFar::Sha512(Sha512::new()),
            Method::Pkcs1(_) | Method::Pss | Method::Digest => SoFar::Sha256(Sha256::new()),
        };
        Self { method, so_far, is_multi_part: false }
    }

    /// Takes a part.
    ///
    /// # Errors
    /// `CKR_DATA_LEN_RANGE` if it is more than can be signed.
    pub(crate) fn take(&mut self, part: &[u8]) -> Outcome {
        match &mut self.so_far {
            SoFar::Bytes(bytes) if bytes.len().saturating_add(part.len()) <= MOST_ENCODED => {
                bytes.extend_from_slice(part);
            }
            SoFar::Bytes(_) => return Err(CKR_DATA_LEN_RANGE.into()),
            SoFar::Sha256(digest) => digest.update(part),
            SoFar::Sha384(digest) => digest.update(part),
            SoFar::Sha512(digest) => digest.update(part),
        }
        Ok(())
    }

    /// All of it, in the form in which it is signed.
    ///
    /// # Errors
    /// `CKR_DATA_LEN_RANGE`.
    pub(crate) fn finish(self) -> Outcome<Message> {
        let bytes = match self.so_far {
            SoFar::Bytes(bytes) => bytes,
            SoFar::Sha256(digest) => digest.finalize().to_vec(),
            SoFar::Sha384(digest) => digest.finalize().to_vec(),
            SoFar::Sha512(digest) => digest.finalize().to_vec(),
        };
        let fits = match self.method {
            Method::Encoded => !bytes.is_empty(),
            Method::PssDigest => bytes.len() == DigestAlgorithm::Sha256.length(),
            Method::Pkcs1(_) | Method::Pss | Method::Digest => true,
        };
        if !fits {
            return Err(CKR_DATA_LEN_RANGE.into());
        }
        Ok(Message { method: self.method, bytes })
    }
}

/// What is signed.
pub(crate) struct Message {
    method: Method,
    bytes: Vec<u8>,
}

impl Message {
    /// The bytes themselves, such as a digest.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The library's request for a signature over it.
    pub(crate) fn request(&self) -> SignRequest<'_> {
        match self.method {
            Method::Encoded => SignRequest::encoded(&self.bytes),
            Method::Pkcs1(algorithm) => SignRequest::digest(algorithm, &self.bytes),
            Method::PssDigest | Method::Pss | Method::Digest => {
                SignRequest::digest(DigestAlgorithm::Sha256, &self.bytes).scheme(Scheme::PssDigest)
            }
        }
    }
}

/// The mechanisms as the value of `CKA_ALLOWED_MECHANISMS`.
pub(crate) fn allowed() -> Vec<u8> {
    let of_keys = MECHANISMS.iter().filter(|(_, method)| *method != Method::Digest);
    of_keys.flat_map(|(kind, _)| kind.to_ne_bytes()).collect()
}
