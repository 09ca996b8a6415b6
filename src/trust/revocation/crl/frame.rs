//! The outer structure of a CRL: all that is parsed before its signature has been verified.

use der::asn1::AnyRef;
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};
use x509_cert::spki::AlgorithmIdentifierRef;

use crate::trust::anchors::Anchor;
use crate::trust::extension::{self, ExtensionRef};
use crate::trust::key;
use crate::trust::reason::Reason;
use crate::trust::signed::{Fault, Signed, sequence};

/// All extensions of a CRL together: real ones take about 300 bytes.
const LONGEST_EXTENSIONS: usize = 64 * 1024;
/// RFC 5280 defines seven.
const MOST_EXTENSIONS: usize = 64;
/// The issuer's name.
const LONGEST_ISSUER: usize = 16 * 1024;

/// The fields of a CRL, located by their lengths alone: nothing is copied, and only the key
/// identifier is interpreted, because the issuer of the CRL is not yet authenticated.
pub(super) struct Frame<'a> {
    pub(super) version: &'a [u8],
    algorithm: &'a [u8],
    pub(super) issuer: &'a [u8],
    pub(super) this_update: &'a [u8],
    pub(super) next_update: &'a [u8],
    /// The content of revokedCertificates.
    pub(super) entries: &'a [u8],
    /// The content of crlExtensions.
    extensions: &'a [u8],
    /// The key that the CRL names as its issuer's.
    pub(super) named_key: Option<&'a [u8]>,
    signed: Signed<'a>,
}

impl<'a> Frame<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> der::Result<Self> {
        let signed = Signed::read(bytes)?;
        let mut fields = sequence(AnyRef::from_der(signed.content)?)?;
        let [version, algorithm, issuer, this_update, next_update] = [
            fields.tlv_bytes()?,
            fields.tlv_bytes()?,
            fields.tlv_bytes()?,
            fields.tlv_bytes()?,
            fields.tlv_bytes()?,
        ];
        let has_entries = !fields.is_finished() && fields.peek_tag()? == Tag::Sequence;
        let entries = if has_entries { content(fields.decode()?)? } else { &[] };
        // Extensions, which a complete CRL must have, require version 2.
        let extensions =
            if fields.is_finished() { &[] } else { wrapped_content(fields.decode()?)? };
        fields.finish(())?;
        if issuer.len() > LONGEST_ISSUER || extensions.len() > LONGEST_EXTENSIONS {
            return Err(Tag::Sequence.length_error());
        }
        let named_key = named_key(extensions)?;
        Ok(Self {
            version,
            algorithm,
            issuer,
            this_update,
            next_update,
            entries,
            extensions,
            named_key,
            signed,
        })
    }

    /// The CRL's extensions.
    pub(super) fn extensions(&self) -> der::Result<Vec<ExtensionRef<'a>>> {
        let mut all = Vec::new();
        each_extension(self.extensions, |extension| {
            all.push(extension);
            Ok(())
        })?;
        Ok(all)
    }

    /// The one of these anchors that signed the CRL: among those whose key the CRL names, or among
    /// all if it names none. The CRL is hashed once, and if it names a key, only one signature is
    /// verified.
    pub(super) fn signer<'k>(&self, anchors: &[&'k Anchor]) -> Result<&'k Anchor, Reason> {
        if key::algorithm(&self.signed.algorithm).is_none() {
            return Err(Reason::CrlAlgorithmNotAllowed);
        }
        let named: Vec<_> =
            anchors.iter().filter(|anchor| names(self.named_key, anchor)).copied().collect();
        if named.is_empty() {
            return Err(Reason::CrlOtherIssuer);
        }
        let signer = self.signed.signer(named.iter().map(|anchor| anchor.key()));
        let signer = signer.map_err(|fault| match fault {
            Fault::Algorithm => Reason::CrlAlgorithmNotAllowed,
            Fault::Signature => Reason::CrlSignatureInvalid,
        })?;
        // The signed algorithm must equal the one next to the signature (RFC 5280, 5.1.1.2).
        match AlgorithmIdentifierRef::from_der(self.algorithm) {
            Ok(algorithm) if algorithm == self.signed.algorithm => {}
            Ok(_) => return Err(Reason::CrlAlgorithmNotAllowed),
            Err(_) => return Err(Reason::CrlMalformed),
        }
        named.get(signer).copied().ok_or(Reason::CrlSignatureInvalid)
    }
}

/// Whether a CRL that names this key may be the anchor's.
pub(super) fn names(named_key: Option<&[u8]>, anchor: &Anchor) -> bool {
    named_key.is_none_or(|named| named == anchor.key_identifier())
}

/// The content of a SEQUENCE.
fn content(any: AnyRef<'_>) -> der::Result<&[u8]> {
    any.tag().assert_eq(Tag::Sequence)?;
    Ok(any.value())
}

/// The content of the SEQUENCE within `[0] EXPLICIT`, which must not be empty if present.
fn wrapped_content(any: AnyRef<'_>) -> der::Result<&[u8]> {
    let wrapper = Tag::ContextSpecific { number: TagNumber::N0, constructed: true };
    any.tag().assert_eq(wrapper)?;
    match content(AnyRef::from_der(any.value())?)? {
        [] => Err(Tag::Sequence.length_error()),
        content => Ok(content),
    }
}

fn each_extension<'a>(
    extensions: &'a [u8],
    mut visit: impl FnMut(ExtensionRef<'a>) -> der::Result<()>,
) -> der::Result<()> {
    let mut extensions = SliceReader::new(extensions)?;
    let mut left = MOST_EXTENSIONS;
    while !extensions.is_finished() {
        left = left.checked_sub(1).ok_or(Tag::Sequence.length_error())?;
        visit(extensions.decode()?)?;
    }
    Ok(())
}

/// The key identifier in the authorityKeyIdentifier, if present.
fn named_key(extensions: &[u8]) -> der::Result<Option<&[u8]>> {
    let mut named = None;
    each_extension(extensions, |extension| {
        if extension.id == extension::AUTHORITY_KEY_IDENTIFIER {
            named = key_identifier(extension.value.as_bytes())?;
        }
        Ok(())
    })?;
    Ok(named)
}

/// AuthorityKeyIdentifier: all of its fields are optional, and the first counts.
fn key_identifier(value: &[u8]) -> der::Result<Option<&[u8]>> {
    let mut fields = sequence(AnyRef::from_der(value)?)?;
    let mut named = None;
    for (number, constructed) in
        [(TagNumber::N0, false), (TagNumber::N1, true), (TagNumber::N2, false)]
    {
        let tag = Tag::ContextSpecific { number, constructed };
        if !fields.is_finished() && fields.peek_tag()? == tag {
            let field: AnyRef<'_> = fields.decode()?;
            if number == TagNumber::N0 {
                named = Some(field.value());
            }
        }
    }
    fields.finish(named)
}
