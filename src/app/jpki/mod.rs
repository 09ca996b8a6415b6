//! The JPKI application (公的個人認証サービス): certificates, the PIN, signing.
//!
//! [`Jpki`] is one transaction with the application selected. Drop it before asking a person for
//! anything.
//!
//! It survives a reset by another program or a lost answer: each read is repeated once, from SELECT
//! and in a new transaction, after a check that the card is the same. VERIFY and what follows it
//! are never repeated; see the table in `src/card/recovery.rs`.

mod accepted;
mod authentication;
mod change;
mod document;
mod files;
mod sign;
mod token;

pub use accepted::Accepted;
pub use authentication::Authentication;
pub use document::SignedDocument;
pub use token::{CertificateAvailability, TokenInformation, TokenKind};

pub use files::APPLICATION;
pub(crate) use files::{AUTHENTICATION_CERTIFICATE, CERTIFICATE_START};

use crate::app::session::Session;
use crate::card::{Card, ElementaryFile, Extent, PinStatus};
use crate::certificate::Certificate;
use crate::error::Result;
use crate::transport::Transport;

/// The longest certificate that is read, in bytes; real ones have 1,300 to 1,700.
const MAX_CERTIFICATE_LENGTH: usize = 8_192;

impl<T: Transport> Card<T> {
    /// Begins a transaction and selects the JPKI application.
    ///
    /// ```
    /// use jpkicard::{Card, transport::Transport};
    ///
    /// fn desk<T: Transport>(card: &mut Card<T>) -> jpkicard::Result<()> {
    ///     let certificate = card.jpki()?.authentication_certificate()?;
    ///     println!("valid until {}", certificate.not_after_unix());
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// `NotIndividualNumberCard` if the card lacks the application; those of the
    /// transport.
    pub fn jpki(&mut self) -> Result<Jpki<'_, T>> {
        Ok(Jpki { session: Session::begin(self, &files::JPKI)? })
    }
}

/// The JPKI application of one card, within one transaction.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, Pin, SignRequest, TokenKind};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let mut jpki = card.jpki()?;
/// assert_eq!(jpki.token_information()?.kind(), TokenKind::MyNumberCard);
/// let certificate = jpki.authentication_certificate()?;
/// let request = SignRequest::data(b"challenge of the relying party").certificate(&certificate);
/// let signature = jpki.sign(&Pin::new(b"1234")?, &request)?;
/// assert_eq!(signature.as_bytes().len(), 256);
/// jpki.end()?; // other programs may use the card again
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Jpki<'card, T: Transport> {
    session: Session<'card, T>,
}

impl<T: Transport> Jpki<'_, T> {
    /// Reads what kind of token this is: a card or a phone.
    ///
    /// # Errors
    /// `NotOnCard`, `CardStatus`, `CardAnswer`, `CardExchanged`; those of the
    /// [transport](crate::transport::Transport).
    pub fn token_information(&mut self) -> Result<TokenInformation> {
        let extent = Extent::Bytes(token::LABEL_LENGTH);
        Ok(TokenInformation::parse(&self.session.read(files::TOKEN_INFORMATION, extent)?))
    }

    /// Reads which certificates the token holds. Many children have no signature certificate, and
    /// that is not an error.
    ///
    /// # Errors
    /// `NotOnCard`, `CardStatus`, `CardAnswer`, `CardExchanged`; those of the
    /// [transport](crate::transport::Transport).
    pub fn certificate_availability(&mut self) -> Result<CertificateAvailability> {
        let extent = Extent::Bytes(token::AVAILABILITY_LENGTH);
        Ok(CertificateAvailability::parse(
            &self.session.read(files::CERTIFICATE_AVAILABILITY, extent)?,
        ))
    }

    /// Reads the user-authentication certificate (利用者証明用電子証明書). On a card it is readable without
    /// the PIN, on an Android phone only after it.
    ///
    /// # Errors
    /// `PinRequired`, `CertificateMalformed`, `NotOnCard`, `CardStatus`, `CardAnswer`,
    /// `CardExchanged`; those of the [transport](crate::transport::Transport).
    pub fn authentication_certificate(&mut self) -> Result<Certificate> {
        self.read_certificate(files::AUTHENTICATION_CERTIFICATE)
    }

    /// Reads the certificate of the authority that issued the authentication
    /// certificate.
    ///
    /// # Errors
    /// As for [`authentication_certificate`](Self::authentication_certificate).
    pub fn authentication_ca_certificate(&mut self) -> Result<Certificate> {
        self.read_certificate(files::AUTHENTICATION_CA_CERTIFICATE)
    }

    /// Queries how many tries the authentication PIN has left. Spends none.
    ///
    /// # Errors
    /// `NotOnCard` if the card has no such PIN; those of the
    /// [transport](crate::transport::Transport).
    pub fn pin_status(&mut self) -> Result<PinStatus> {
        Ok(self.session.tries(files::AUTHENTICATION_PIN)?.status)
    }

    /// Leaves the application, in case another program left its key unlocked.
    #[cfg(feature = "pcsc")]
    pub(crate) fn leave_what_others_left(&mut self) {
        self.session.transaction.leave_what_others_left();
    }

    /// Ends the transaction and returns the result; dropping the value ends it silently.
    ///
    /// # Errors
    /// `KeyNotLocked` if the key could not be locked; those of the
    /// [transport](crate::transport::Transport).
    pub fn end(self) -> Result<()> {
        self.session.end()
    }

    fn read_certificate(&mut self, file: ElementaryFile) -> Result<Certificate> {
        read_certificate(&mut self.session, file)
    }
}

/// Reads a complete certificate.
fn read_certificate<T: Transport>(
    session: &mut Session<'_, T>,
    file: ElementaryFile,
) -> Result<Certificate> {
    let der = session.read(file, Extent::Object(MAX_CERTIFICATE_LENGTH))?;
    let certificate = Certificate::from_der(der).map_err(|error| error.with_detail(file.name))?;
    came_as_it_was_signed(&certificate)?;
    Ok(certificate)
}

/// Checks that a certificate was not damaged in transit, as far as it can be checked on its own: a
/// CA certificate, and one whose CA is pinned.
#[cfg(feature = "verify")]
fn came_as_it_was_signed(certificate: &Certificate) -> Result<()> {
    #[cfg(feature = "trust")]
    crate::trust::check_damage(certificate)?;
    crate::issued::check_self_signed(certificate)
}

#[cfg(not(feature = "verify"))]
fn came_as_it_was_signed(_certificate: &Certificate) -> Result<()> {
    Ok(())
}

/// Whether the issuer is known without reading its certificate from the card: it is one of the
/// published CAs, or the one that the caller expects.
#[cfg(feature = "verify")]
fn issuer_is_known(certificate: &Certificate, expected: Option<&Certificate>) -> bool {
    let is_expected = |ca: &Certificate| crate::issued::is_issued_by(certificate, ca.into());
    is_pinned(certificate) || expected.is_some_and(is_expected)
}

/// Signatures cannot be verified in this build: only the key identifier in the certificate is
/// compared.
#[cfg(not(feature = "verify"))]
fn issuer_is_known(certificate: &Certificate, expected: Option<&Certificate>) -> bool {
    let named = certificate.issuer_key_identifier();
    named.is_some() && expected.is_some_and(|ca| ca.subject_key_identifier() == named)
}

#[cfg(feature = "trust")]
fn is_pinned(certificate: &Certificate) -> bool {
    crate::trust::is_pinned(certificate)
}

#[cfg(all(feature = "verify", not(feature = "trust")))]
fn is_pinned(_certificate: &Certificate) -> bool {
    false
}

/// Checks a certificate with the CA certificate that was read with it.
#[cfg(feature = "verify")]
fn came_as_the_ca_signed(certificate: &Certificate, ca_certificate: &Certificate) -> Result<()> {
    crate::issued::verify(certificate, ca_certificate.into())
}

#[cfg(not(feature = "verify"))]
fn came_as_the_ca_signed(_certificate: &Certificate, _ca_certificate: &Certificate) -> Result<()> {
    Ok(())
}
