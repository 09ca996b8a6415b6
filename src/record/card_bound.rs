//! Records that the card holding them can prove to be its own.

#[cfg(feature = "verify")]
use crate::error::Result;
#[cfg(feature = "verify")]
use crate::record::file::RecordFile;
#[cfg(feature = "verify")]
use crate::record::key::PublicKey;
#[cfg(feature = "verify")]
use crate::record::{CardAuthorities, CardVerifiableCertificate, RecordApplication, require_fresh};

/// A record of the card-surface application, signed by its issuer. It contains the card's key,
/// which signs a challenge.
#[cfg(feature = "verify")]
pub(crate) trait CardBound: Sized {
    /// The tag of the card's key.
    const PUBLIC_KEY: u32;

    fn from_file(file: Vec<u8>) -> Result<Self>;

    fn objects(&self) -> &RecordFile;

    /// Whether `key` signed the data that the signature covers.
    fn is_signed(&self, key: PublicKey<'_>) -> Result<bool>;

    fn verify(
        &self,
        certificate: &CardVerifiableCertificate,
        authorities: &CardAuthorities,
    ) -> Result<()> {
        let application = RecordApplication::CardSurface;
        certificate.verify_record(application, authorities, |key| self.is_signed(key))
    }

    fn verify_challenge(&self, challenge: &[u8], signature: &[u8]) -> Result<()> {
        require_fresh(challenge)?;
        let key = PublicKey::read(self.objects().value(Self::PUBLIC_KEY)?)?;
        key.verify_challenge(challenge, signature)
    }
}

/// The public methods of such a record: the trait is internal. `$record` has the field `file`, and
/// its own `from_file` and `is_signed`; `$covered` says what the signature does not cover, if
/// anything, and `$shows_length` whether its length may be shown.
macro_rules! card_bound {
    ($record:ident, $public_key:expr, $covered:literal, $shows_length:literal) => {
        #[cfg(feature = "verify")]
        impl $crate::record::CardBound for $record {
            const PUBLIC_KEY: u32 = $public_key;

            fn from_file(file: Vec<u8>) -> Result<Self> {
                Self::from_file(file)
            }

            fn objects(&self) -> &RecordFile {
                &self.file
            }

            fn is_signed(&self, key: PublicKey<'_>) -> Result<bool> {
                self.is_signed(key)
            }
        }

        impl $record {
            /// The file without its filler.
            #[must_use]
            pub fn file(&self) -> &[u8] {
                self.file.bytes()
            }

            #[doc = concat!("Checks that the record is authentic", $covered, ": an authority")]
            /// for the card-surface application signed the certificate, and the certificate's key
            /// signed the record. Whether it was made for *this* card is checked by
            /// [`verify_challenge`](Self::verify_challenge).
            ///
            /// # Errors
            /// `RecordNotAuthentic`; the detail says which signature.
            #[cfg(feature = "verify")]
            pub fn verify(
                &self,
                certificate: &$crate::record::CardVerifiableCertificate,
                authorities: &$crate::record::CardAuthorities,
            ) -> Result<()> {
                $crate::record::CardBound::verify(self, certificate, authorities)
            }

            /// Checks that the card has the record's key: `signature` is its answer to `challenge`,
            /// RSASSA-PKCS1-v1_5 with SHA-256. The challenge is at least 16 random bytes, generated
            /// freshly for this card. It proves nothing before [`verify`](Self::verify).
            ///
            /// # Errors
            /// `Argument` if the challenge has fewer than 16 bytes; `CardNotGenuine` for a record
            /// copied to another card.
            #[cfg(feature = "verify")]
            pub fn verify_challenge(&self, challenge: &[u8], signature: &[u8]) -> Result<()> {
                $crate::record::CardBound::verify_challenge(self, challenge, signature)
            }
        }

        impl std::fmt::Debug for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let name = stringify!($record);
                if $shows_length {
                    write!(f, "{name}({} bytes)", self.file().len())
                } else {
                    write!(f, "{name}(..)")
                }
            }
        }
    };
}

pub(super) use card_bound;
