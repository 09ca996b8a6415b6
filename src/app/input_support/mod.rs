//! The input-support application (券面事項入力補助AP): name, address, birth date and sex as
//! text, so that nobody has to type them.
//!
//! It has its own PIN (券面事項入力補助用の暗証番号): often the same four digits as that of the authentication
//! key, but always with a separate counter. The check number B gives access to the same four
//! attributes without it.
//!
//! The application holds the 12-digit individual number (個人番号) too. Medical
//! institutions may not collect their patients' (番号法 20条), so a library built without
//! the feature `individual-number` cannot read it.

mod files;

use std::mem::take;

use zeroize::Zeroizing;

use crate::app::application::Credential;
use crate::app::session::{Session, after_verify};
use crate::card::{Card, ElementaryFile, Extent, PinStatus};
use crate::check_number::CheckNumberB;
use crate::error::Result;
use crate::record::{
    ApplicationInformation, BasicAttributes, CardVerifiableCertificate, IntegrityRecord,
};
#[cfg(feature = "verify")]
use crate::record::{CardAuthorities, RecordApplication};
use crate::secret::{LastTry, Pin};
use crate::transport::Transport;

/// The longest record that is read, in bytes; a test card's records have 104 and 336 (myna-card).
const MAX_RECORD_LENGTH: usize = 8_192;

impl<T: Transport> Card<T> {
    /// Begins a transaction and selects the input-support application.
    ///
    /// # Errors
    /// `NotOnCard` on a phone, which has no such application; `NotIndividualNumberCard`;
    /// those of the transport.
    pub fn input_support(&mut self) -> Result<InputSupport<'_, T>> {
        Ok(InputSupport { session: Session::begin(self, &files::INPUT_SUPPORT)? })
    }
}

/// What gives access to the basic four attributes.
///
/// ```
/// use jpkicard::{AttributesKey, CheckNumberB};
///
/// let number = CheckNumberB::from_digits(b"55021720352285")?;
/// let key = AttributesKey::CheckNumber(&number); // no PIN try is at risk
/// assert_eq!(format!("{key:?}"), "CheckNumber(CheckNumberB(****))");
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum AttributesKey<'a> {
    /// The input-support PIN: three tries.
    Pin(&'a Pin),
    /// The check number B: ten tries.
    CheckNumber(&'a CheckNumberB),
}

impl<'a> AttributesKey<'a> {
    fn parts(self) -> (&'static Credential, &'a [u8]) {
        match self {
            Self::Pin(pin) => (&files::PIN, pin.as_bytes()),
            Self::CheckNumber(number) => (&files::CHECK_NUMBER_B, number.as_bytes()),
        }
    }
}

/// The input-support application of one card, within one transaction.
///
/// ```
/// # #[cfg(all(feature = "verify", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::record::CardAuthorities;
/// use jpkicard::{AttributesKey, Card, LastTry, Pin};
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
/// let pin = Pin::new(b"1234")?; // the input-support PIN
/// let key = AttributesKey::Pin(&pin);
/// let signed = card.input_support()?.basic_attributes(key, &authorities, LastTry::Keep)?;
/// assert_eq!(signed.attributes.name(), "試験　花子");
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "verify", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct InputSupport<'card, T: Transport> {
    session: Session<'card, T>,
}

impl<T: Transport> InputSupport<'_, T> {
    /// Reads the application's basic information: versions. Readable without a PIN; not signed.
    ///
    /// # Errors
    /// `RecordMalformed`, `NotOnCard`, `CardStatus`, `CardAnswer`, `CardExchanged`; those of the
    /// [transport](crate::transport::Transport).
    pub fn information(&mut self) -> Result<ApplicationInformation> {
        let file = read(&mut self.session, files::INFORMATION)?;
        ApplicationInformation::from_input_support_file(&file)
    }

    /// Reads the card-verifiable certificate of the key that signs this application's records.
    /// Readable without a PIN. It proves nothing until it is verified with an authority's key.
    ///
    /// # Errors
    /// As for [`information`](Self::information).
    pub fn certificate(&mut self) -> Result<CardVerifiableCertificate> {
        CardVerifiableCertificate::from_file(read(&mut self.session, files::CERTIFICATE)?)
    }

    /// Queries how many of three tries the input-support PIN has left. Spends none.
    ///
    /// # Errors
    /// `NotOnCard` if the card has no such PIN; those of the
    /// [transport](crate::transport::Transport).
    pub fn pin_status(&mut self) -> Result<PinStatus> {
        Ok(self.session.tries(files::PIN.file)?.status)
    }

    /// Queries how many of ten tries the check number B has left. Spends none; this counter is
    /// separate from that of the card-surface application.
    ///
    /// # Errors
    /// As for [`pin_status`](Self::pin_status).
    pub fn check_number_status(&mut self) -> Result<PinStatus> {
        Ok(self.session.tries(files::CHECK_NUMBER_B.file)?.status)
    }

    /// Verifies the PIN or number, reads name, address, birth date and sex (基本4情報) with the record
    /// that certifies them, and locks the application again.
    ///
    /// The result is not verified: see [`SignedAttributes::verify`].
    ///
    /// The PIN or number is sent at most once. It is not sent when it is locked, nor, unless
    /// `last_try` allows it, when one try is left or the card does not report how many are left. A
    /// wrong one spends one try.
    ///
    /// # Errors
    /// `InputSupportPinWrong` and `CheckNumberWrong` with the tries left,
    /// `InputSupportPinBlocked`, `CheckNumberBlocked`, `PinLastTry`, `PinTriesUnknown`,
    /// `PinUncertain`, `RecordMalformed`, `KeyNotLocked`; those of the transport.
    pub fn basic_attributes_unverified(
        &mut self,
        key: AttributesKey<'_>,
        last_try: LastTry,
    ) -> Result<SignedAttributes> {
        let certificate = self.certificate()?;
        self.attributes_beside(certificate, key, last_try)
    }

    /// Reads the basic four attributes as
    /// [`basic_attributes_unverified`](Self::basic_attributes_unverified) does, and verifies them as
    /// [`SignedAttributes::verify`] does. The PIN or number is not sent unless one of `authorities`
    /// signed the application's certificate.
    ///
    /// # Errors
    /// `RecordNotAuthentic`; those of
    /// [`basic_attributes_unverified`](Self::basic_attributes_unverified).
    #[cfg(feature = "verify")]
    pub fn basic_attributes(
        &mut self,
        key: AttributesKey<'_>,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<SignedAttributes> {
        let certificate = self.certificate()?;
        certificate.verify_for(RecordApplication::InputSupport, authorities)?;
        let read = self.attributes_beside(certificate, key, last_try)?;
        read.verify(authorities)?;
        Ok(read)
    }

    fn attributes_beside(
        &mut self,
        certificate: CardVerifiableCertificate,
        key: AttributesKey<'_>,
        last_try: LastTry,
    ) -> Result<SignedAttributes> {
        let (credential, secret) = key.parts();
        let (mut attributes, mut integrity) =
            self.session.with_verified(credential, secret, last_try, |session, _| {
                // Wiped if what follows fails.
                let attributes = read(session, files::BASIC_ATTRIBUTES).map_err(after_verify)?;
                let attributes = Zeroizing::new(attributes);
                let integrity = read(session, files::INTEGRITY_RECORD).map_err(after_verify)?;
                Ok((attributes, Zeroizing::new(integrity)))
            })?;
        Ok(SignedAttributes {
            attributes: BasicAttributes::from_file(take(&mut *attributes))?,
            integrity_record: IntegrityRecord::from_file(take(&mut *integrity))?,
            certificate,
        })
    }

    /// Changes the input-support PIN: verifies the old one (puts one try at risk, intentionally),
    /// sets the new one, verifies the new one, and locks the application again. It does not change
    /// the PIN of the authentication key.
    ///
    /// # Errors
    /// As for [`Jpki::change_pin`](crate::Jpki::change_pin), with
    /// `InputSupportPinWrong` and `InputSupportPinBlocked`.
    pub fn change_pin(&mut self, old: &Pin, new: &Pin, last_try: LastTry) -> Result<()> {
        self.session.change(&files::PIN, old.as_bytes(), new.as_bytes(), last_try)
    }

    /// Verifies the PIN, reads the 12-digit individual number (個人番号) and locks the
    /// application again. The law (番号法) determines who may do so and for what purpose: a medical
    /// institution may not collect its patients' numbers.
    ///
    /// # Errors
    /// As for [`basic_attributes_unverified`](Self::basic_attributes_unverified) with the PIN.
    #[cfg(feature = "individual-number")]
    pub fn individual_number(
        &mut self,
        pin: &Pin,
        last_try: LastTry,
    ) -> Result<crate::record::IndividualNumber> {
        let secret = pin.as_bytes();
        let file = self.session.with_verified(&files::PIN, secret, last_try, |session, _| {
            let file = read(session, files::INDIVIDUAL_NUMBER).map_err(after_verify)?;
            Ok(Zeroizing::new(file))
        })?;
        crate::record::IndividualNumber::from_file(&file)
    }

    /// Ends the transaction and returns the result; dropping the value ends it silently.
    ///
    /// # Errors
    /// `KeyNotLocked` if the key could not be locked; those of the
    /// [transport](crate::transport::Transport).
    pub fn end(self) -> Result<()> {
        self.session.end()
    }
}

fn read<T: Transport>(session: &mut Session<'_, T>, file: ElementaryFile) -> Result<Vec<u8>> {
    session.read(file, Extent::Object(MAX_RECORD_LENGTH))
}

/// The basic four attributes and what certifies them.
///
/// ```
/// # #[cfg(all(feature = "verify", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::record::CardAuthorities;
/// use jpkicard::{AttributesKey, Card, CheckNumberB, LastTry, Status};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let number = CheckNumberB::from_digits(b"55021720352285")?;
/// let key = AttributesKey::CheckNumber(&number);
/// let read = card.input_support()?.basic_attributes_unverified(key, LastTry::Keep)?;
/// // The virtual card is not signed by the authorities of real cards.
/// let error = read.verify(&CardAuthorities::production()).unwrap_err();
/// assert_eq!(error.status(), Status::RecordNotAuthentic);
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "verify", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct SignedAttributes {
    /// Name, address, birth date and sex.
    pub attributes: BasicAttributes,
    /// The digests of the application's records, signed. One of them is the digest of the
    /// individual number, which can be found from it by brute force: the record's bytes are
    /// returned only in builds with the feature `individual-number`.
    pub integrity_record: IntegrityRecord,
    /// The certificate of the key that signed them.
    pub certificate: CardVerifiableCertificate,
}

impl SignedAttributes {
    /// Checks that the attributes are as they were issued: the integrity record has their digest,
    /// and is signed by a key that one of `authorities` certified. It does not show that the card
    /// they were read from is not a copy, and nothing can: they name no key of the card. A fake
    /// card can hold another person's attributes, even if its card face passed
    /// [`card_face`](crate::Surface::card_face): compare birth date and sex
    /// with those of the card face, and name and address with its pictures.
    ///
    /// # Errors
    /// `RecordNotAuthentic`; its detail says what failed.
    #[cfg(feature = "verify")]
    pub fn verify(&self, authorities: &CardAuthorities) -> Result<()> {
        self.integrity_record.verify(&self.certificate, authorities)?;
        if self.integrity_record.covers(&self.attributes) {
            Ok(())
        } else {
            Err(crate::error::Error::new(crate::status::Status::RecordNotAuthentic)
                .with_detail("the integrity record is of other attributes"))
        }
    }
}
