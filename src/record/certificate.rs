//! The certificate of the key that signed a card's records.

use std::fmt;

#[cfg(feature = "verify")]
use crate::error::Error;
use crate::error::Result;
use crate::record::file::RecordFile;
use crate::record::key::{MODULUS_LENGTH, PublicKey};
use crate::record::malformed;
#[cfg(feature = "verify")]
use crate::record::{CardAuthorities, RecordApplication};
#[cfg(feature = "verify")]
use crate::status::Status;

const CERTIFICATE: u32 = 0x7F21;
const BODY: u32 = 0x5F4E;
const SIGNATURE: u32 = 0x5F37;
/// Two key identifiers and a key of 265 bytes.
const BODY_LENGTH: usize = 297;
const KEY_IDENTIFIER_LENGTH: usize = 16;

/// A card-verifiable certificate: the key with which the holder's municipality signs records,
/// signed by an authority ([`CardAuthorities`]). EF `0004` of the card-surface application and,
/// with another key, of the input-support application; readable without a PIN.
///
/// [`CardAuthorities`]: crate::record::CardAuthorities
///
/// ```
/// # #[cfg(all(feature = "verify", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::Status;
/// use jpkicard::record::{CardAuthorities, CardVerifiableCertificate};
/// use jpkicard::virtual_card::VirtualCard;
///
/// let file = VirtualCard::builder().build()?.surface_certificate_file().to_vec();
/// let certificate = CardVerifiableCertificate::from_file(file)?;
/// let error = certificate.verify(&CardAuthorities::production()).unwrap_err(); // not a real card
/// assert_eq!(error.status(), Status::RecordNotAuthentic);
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "verify", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CardVerifiableCertificate {
    file: RecordFile,
    issuer_key_identifier: [u8; KEY_IDENTIFIER_LENGTH],
    subject_key_identifier: [u8; KEY_IDENTIFIER_LENGTH],
}

impl CardVerifiableCertificate {
    /// Parses the file: `7F21 { 5F4E 16 + 16 + 265 bytes, 5F37 256 bytes }`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not one, or its key is not RSA-2048 with exponent 65537.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read(file, CERTIFICATE)?;
        file.array::<MODULUS_LENGTH>(SIGNATURE)?;
        let (issuer, subject, key) = body(&file)?;
        PublicKey::read(key)?;
        Ok(Self { issuer_key_identifier: *issuer, subject_key_identifier: *subject, file })
    }

    /// The file without its filler.
    #[must_use]
    pub fn file(&self) -> &[u8] {
        self.file.bytes()
    }

    /// Which authority's key signed it (証明者鍵ID).
    #[must_use]
    pub fn issuer_key_identifier(&self) -> &[u8; 16] {
        &self.issuer_key_identifier
    }

    /// Which key it certifies (被証明者鍵ID). It reveals the municipality.
    #[must_use]
    pub fn subject_key_identifier(&self) -> &[u8; 16] {
        &self.subject_key_identifier
    }

    /// Checks that one of these authorities signed it, for any application. A record's own check
    /// also requires the record's application.
    ///
    /// # Errors
    /// `RecordNotAuthentic`; the detail says whether no authority has the key or the signature is
    /// invalid.
    #[cfg(feature = "verify")]
    pub fn verify(&self, authorities: &CardAuthorities) -> Result<()> {
        self.verify_issuer(authorities, None)
    }

    /// Like [`verify`](Self::verify), but only for one application's authorities.
    #[cfg(feature = "verify")]
    pub(crate) fn verify_for(
        &self,
        application: RecordApplication,
        authorities: &CardAuthorities,
    ) -> Result<()> {
        self.verify_issuer(authorities, Some(application))
    }

    #[cfg(feature = "verify")]
    fn verify_issuer(
        &self,
        authorities: &CardAuthorities,
        application: Option<RecordApplication>,
    ) -> Result<()> {
        let body = self.file.value(BODY)?;
        let signature = self.file.value(SIGNATURE)?;
        let mut named = authorities
            .iter()
            .filter(|authority| authority.key_identifier() == &self.issuer_key_identifier)
            .filter(|authority| application.is_none_or(|named| authority.application() == named))
            .peekable();
        if named.peek().is_none() {
            return Err(not_authentic("the certificate names a key of no authority given"));
        }
        let is_signed = named.any(|authority| {
            PublicKey::new(authority.modulus()).is_some_and(|key| key.signed(&[body], signature))
        });
        if is_signed {
            Ok(())
        } else {
            Err(not_authentic("the authority's signature of the certificate is wrong"))
        }
    }

    /// Checks a record: this certificate for its application, then the record's signature by
    /// `is_signed` with the certified key.
    #[cfg(feature = "verify")]
    pub(super) fn verify_record(
        &self,
        application: RecordApplication,
        authorities: &CardAuthorities,
        is_signed: impl FnOnce(PublicKey<'_>) -> Result<bool>,
    ) -> Result<()> {
        self.verify_issuer(authorities, Some(application))?;
        let (_, _, key) = body(&self.file)?;
        if is_signed(PublicKey::read(key)?)? {
            Ok(())
        } else {
            Err(not_authentic("the record's signature is wrong"))
        }
    }
}

impl fmt::Debug for CardVerifiableCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardVerifiableCertificate({} bytes)", self.file().len())
    }
}

type KeyIdentifier = [u8; KEY_IDENTIFIER_LENGTH];

/// The issuer's and the subject's key identifiers, and the key.
fn body(file: &RecordFile) -> Result<(&KeyIdentifier, &KeyIdentifier, &[u8])> {
    let body = file.array::<BODY_LENGTH>(BODY)?;
    let parts = body.split_first_chunk().and_then(|(issuer, rest)| {
        let (subject, key) = rest.split_first_chunk()?;
        Some((issuer, subject, key))
    });
    parts.ok_or(malformed("the certificate's body"))
}

#[cfg(feature = "verify")]
const fn not_authentic(detail: &'static str) -> Error {
    Error::new(Status::RecordNotAuthentic).with_detail(detail)
}
