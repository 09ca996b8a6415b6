//! What certificates, CRLs and OCSP responses have in common: bytes, an algorithm, a
//! signature.

use der::asn1::{AnyRef, BitStringRef};
use der::{Decode, Reader, SliceReader, Tag, Tagged};
use x509_cert::spki::AlgorithmIdentifierRef;

use crate::trust::key::{self, Key};
use crate::x509::Parsed;

/// Signed bytes exactly as received: they are never re-encoded to verify a signature.
pub(super) struct Signed<'a> {
    pub(super) content: &'a [u8],
    pub(super) algorithm: AlgorithmIdentifierRef<'a>,
    signature: BitStringRef<'a>,
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Algorithm,
    Signature,
}

impl<'a> Signed<'a> {
    /// Those of a certificate.
    pub(super) fn of(certificate: &'a Parsed) -> Self {
        Self {
            content: certificate.content(),
            algorithm: certificate.algorithm(),
            signature: certificate.signature(),
        }
    }

    /// Parses a structure that consists of these three.
    pub(super) fn read(bytes: &'a [u8]) -> der::Result<Self> {
        let mut fields = sequence(AnyRef::from_der(bytes)?)?;
        let signed = Self::fields(&mut fields)?;
        fields.finish(signed)
    }

    /// Parses these three at the start of a structure.
    pub(super) fn fields(fields: &mut SliceReader<'a>) -> der::Result<Self> {
        Ok(Self {
            content: fields.tlv_bytes()?,
            algorithm: fields.decode()?,
            signature: fields.decode()?,
        })
    }

    /// Which of these keys made the signature: the signed bytes are hashed once for all of them.
    pub(super) fn signer<'k>(
        &self,
        keys: impl IntoIterator<Item = Option<Key<'k>>>,
    ) -> Result<usize, Fault> {
        let algorithm = key::algorithm(&self.algorithm).ok_or(Fault::Algorithm)?;
        let digest = algorithm.digest_algorithm().digest(self.content);
        let signature = self.signature.as_bytes().ok_or(Fault::Signature)?;
        let mut fault = Fault::Algorithm;
        for (position, key) in keys.into_iter().enumerate() {
            match key {
                Some(key) if key.verify(algorithm, &digest, signature) => return Ok(position),
                Some(_) => fault = Fault::Signature,
                None => {}
            }
        }
        Err(fault)
    }

    /// Verifies the signature with `key`.
    pub(super) fn verify(&self, key: Key<'_>) -> Result<(), Fault> {
        let algorithm = key::algorithm(&self.algorithm).ok_or(Fault::Algorithm)?;
        let digest = algorithm.digest_algorithm().digest(self.content);
        let signature = self.signature.as_bytes().ok_or(Fault::Signature)?;
        if key.verify(algorithm, &digest, signature) { Ok(()) } else { Err(Fault::Signature) }
    }
}

/// The fields of a SEQUENCE.
pub(super) fn sequence(any: AnyRef<'_>) -> der::Result<SliceReader<'_>> {
    any.tag().assert_eq(Tag::Sequence)?;
    SliceReader::new(any.value())
}
