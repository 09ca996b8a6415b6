//! The fields of a certificate as they are encoded: PKCS #11 hands out their DER.

use der::asn1::{BitStringRef, UintRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber};

/// The parts of one certificate (RFC 5280, 4.1).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fields<'a> {
    /// An INTEGER, with tag and length.
    pub(crate) serial_number: &'a [u8],
    pub(crate) issuer: &'a [u8],
    pub(crate) subject: &'a [u8],
    /// SubjectPublicKeyInfo.
    pub(crate) public_key_info: &'a [u8],
    /// Big-endian, without leading zeros.
    pub(crate) modulus: &'a [u8],
    pub(crate) public_exponent: &'a [u8],
}

impl<'a> Fields<'a> {
    /// Reads them from the DER encoding of a certificate with an RSA key.
    ///
    /// # Errors
    /// Those of the encoding; for another kind of key.
    pub(crate) fn read(certificate: &'a [u8]) -> der::Result<Self> {
        let mut fields = content(content_of(certificate)?)?;
        let version = Tag::ContextSpecific { constructed: true, number: TagNumber::new(0) };
        if fields.peek_tag()? == version {
            fields.tlv_bytes()?;
        }
        let serial_number = fields.tlv_bytes()?;
        let _algorithm = fields.tlv_bytes()?;
        let issuer = fields.tlv_bytes()?;
        let _validity = fields.tlv_bytes()?;
        let subject = fields.tlv_bytes()?;
        let public_key_info = fields.tlv_bytes()?;

        let mut information = content(public_key_info)?;
        let _algorithm = information.tlv_bytes()?;
        let key: BitStringRef<'a> = information.decode()?;
        let key = key.as_bytes().ok_or(Tag::BitString.value_error())?;
        let mut numbers = content(key)?;
        let modulus: UintRef<'a> = numbers.decode()?;
        let public_exponent: UintRef<'a> = numbers.decode()?;
        let (modulus, public_exponent) = (modulus.as_bytes(), public_exponent.as_bytes());
        Ok(Self { serial_number, issuer, subject, public_key_info, modulus, public_exponent })
    }
}

/// The first element in a SEQUENCE, with tag and length.
fn content_of(sequence: &[u8]) -> der::Result<&[u8]> {
    content(sequence)?.tlv_bytes()
}

/// The inside of a SEQUENCE.
fn content(sequence: &[u8]) -> der::Result<SliceReader<'_>> {
    let any = der::asn1::AnyRef::from_der(sequence)?;
    if der::Tagged::tag(&any) != Tag::Sequence {
        return Err(Tag::Sequence.value_error());
    }
    SliceReader::new(any.value())
}

#[cfg(test)]
mod tests;
