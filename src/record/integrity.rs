//! The record that authenticates the unsigned files of the input-support application.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::record::BasicAttributes;
#[cfg(feature = "individual-number")]
use crate::record::IndividualNumber;
use crate::record::file::RecordFile;
use crate::record::key::MODULUS_LENGTH;
#[cfg(feature = "verify")]
use crate::record::{CardAuthorities, CardVerifiableCertificate, RecordApplication};

const RECORD: u32 = 0xFF30;
const NUMBER_DIGEST: u32 = 0xDF31;
const ATTRIBUTES_DIGEST: u32 = 0xDF32;
const SIGNATURE: u32 = 0xDF33;
/// The length of the number's file in bytes, filler included.
#[cfg(feature = "individual-number")]
const NUMBER_FILE: usize = 17;

/// The signed digests of the holder's number and basic attributes. EF `0003` of the input-support
/// application, unlocked with whatever unlocks one of those.
///
/// Both must be checked: that the record is authentic (`verify`), and that it covers the file in
/// question ([`covers`](Self::covers)).
///
/// Twelve digits can be found from their digest by brute force. So the file's bytes are returned
/// only in builds with the feature `individual-number`; treat them like the number itself and do
/// not keep them. Wiped from memory when dropped; `Debug` shows nothing.
///
/// ```
/// # #[cfg(all(feature = "verify", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::record::CardAuthorities;
/// use jpkicard::{AttributesKey, Card, CheckNumberB, LastTry};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// # use jpkicard::record::{CardAuthority, RecordApplication};
/// # // The authorities of the virtual card; for real cards, `CardAuthorities::production()`.
/// # let (identifier, modulus) = reader.with_card(|card| card.surface_authority()).unwrap();
/// # let surface = CardAuthority::new(RecordApplication::CardSurface, identifier, &modulus, &[1, 0, 1])?;
/// # let (identifier, modulus) = reader.with_card(|card| card.input_support_authority()).unwrap();
/// # let input = CardAuthority::new(RecordApplication::InputSupport, identifier, &modulus, &[1, 0, 1])?;
/// # let authorities = CardAuthorities::none().with(surface).with(input);
/// # let number = CheckNumberB::from_digits(b"55021720352285")?;
/// # let key = AttributesKey::CheckNumber(&number);
/// let read = card.input_support()?.basic_attributes_unverified(key, LastTry::Keep)?;
/// // What `SignedAttributes::verify` does:
/// read.integrity_record.verify(&read.certificate, &authorities)?;
/// assert!(read.integrity_record.covers(&read.attributes));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "verify", feature = "virtual-card")))]
/// # fn main() {}
/// ```
pub struct IntegrityRecord {
    #[cfg(any(feature = "verify", feature = "individual-number"))]
    file: RecordFile,
    attributes_digest: [u8; 32],
}

impl IntegrityRecord {
    /// Parses the file: `FF30 { DF31 SHA-256, DF32 SHA-256, DF33 signature }`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read(file, RECORD)?;
        file.array::<32>(NUMBER_DIGEST)?;
        file.array::<MODULUS_LENGTH>(SIGNATURE)?;
        Ok(Self {
            attributes_digest: *file.array(ATTRIBUTES_DIGEST)?,
            #[cfg(any(feature = "verify", feature = "individual-number"))]
            file,
        })
    }

    /// The file without its filler: treat it like the individual number itself.
    #[cfg(feature = "individual-number")]
    #[must_use]
    pub fn file(&self) -> &[u8] {
        self.file.bytes()
    }

    /// Whether the record contains the digest of these attributes.
    #[must_use]
    pub fn covers(&self, attributes: &BasicAttributes) -> bool {
        Sha256::digest(attributes.attributes()).as_slice() == self.attributes_digest
    }

    /// Whether the record contains the digest of this file of the number: the 17 bytes of EF
    /// `0001`, filler included, as read from the card. Bytes that are not such a file are never
    /// covered, whatever digest the record contains.
    #[cfg(feature = "individual-number")]
    #[must_use]
    pub fn covers_individual_number(&self, file: &[u8]) -> bool {
        if file.len() != NUMBER_FILE || IndividualNumber::from_file(file).is_err() {
            return false;
        }
        let digest = self.file.array::<32>(NUMBER_DIGEST);
        digest.is_ok_and(|digest| Sha256::digest(file).as_slice() == digest)
    }

    /// Checks that the record is authentic: an authority for the input-support application signed
    /// the certificate, and the certificate's key signed the record.
    ///
    /// # Errors
    /// `RecordNotAuthentic`; the detail says which signature.
    #[cfg(feature = "verify")]
    pub fn verify(
        &self,
        certificate: &CardVerifiableCertificate,
        authorities: &CardAuthorities,
    ) -> Result<()> {
        certificate.verify_record(RecordApplication::InputSupport, authorities, |key| {
            let parts = [self.file.written(NUMBER_DIGEST)?, self.file.written(ATTRIBUTES_DIGEST)?];
            Ok(key.signed(&parts, self.file.value(SIGNATURE)?))
        })
    }
}

impl fmt::Debug for IntegrityRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IntegrityRecord(..)")
    }
}
