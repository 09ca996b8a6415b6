//! What is read from a card: in one transaction, once an insertion. After that only logins,
//! signatures and PIN changes send commands.

use jpkicard::transport::Transport;
use jpkicard::{Card, Certificate, Error, PinStatus, Status};
use sha2::{Digest, Sha256};

use crate::text::hexadecimal;

/// A transport of any kind.
pub(crate) type AnyCard = Card<Box<dyn Transport + Send>>;

/// What every slot of the reader needs to know.
pub(crate) struct Contents {
    pub(crate) has_authentication: bool,
    pub(crate) has_signature: bool,
    /// The authentication certificate. A phone hides it until the PIN is verified.
    pub(crate) certificate: Option<Certificate>,
    pub(crate) authority: Option<Certificate>,
    pub(crate) pin: PinStatus,
    /// Identifies the card and reveals nothing of its certificate; empty if that is hidden.
    pub(crate) serial: String,
}

/// What the slot for signatures needs to know besides.
pub(crate) struct SignatureContents {
    pub(crate) authority: Option<Certificate>,
    pub(crate) password: PinStatus,
}

/// Reads what both slots need: 16 commands for certificates of up to 1,792 and 1,536 bytes, and one
/// that closes what another program may have left open.
///
/// # Errors
/// `NotIndividualNumberCard`; those of the transport.
pub(crate) fn read(card: &mut AnyCard) -> Result<Contents, Error> {
    let mut jpki = card.jpki()?;
    let available = jpki.certificate_availability()?;
    let pin = match jpki.pin_status() {
        Err(error) if error.status() == Status::NotOnCard => PinStatus::NotReported,
        status => status?,
    };
    let (mut certificate, mut authority) = (None, None);
    if available.authentication {
        certificate = unless_absent(jpki.authentication_certificate())?;
        authority = unless_absent(jpki.authentication_ca_certificate())?;
    }
    let serial = certificate.as_ref().map(serial).unwrap_or_default();
    jpki.end()?;
    Ok(Contents {
        has_authentication: available.authentication,
        has_signature: available.signature,
        certificate,
        authority,
        pin,
        serial,
    })
}

/// Reads what the slot for signatures needs besides: 8 commands.
///
/// # Errors
/// Those of the transport.
pub(crate) fn read_signature(card: &mut AnyCard) -> Result<SignatureContents, Error> {
    let mut jpki = card.jpki()?;
    let password = jpki.signature_password_status()?.unwrap_or(PinStatus::NotReported);
    let authority = unless_absent(jpki.signature_ca_certificate())?;
    jpki.end()?;
    Ok(SignatureContents { authority, password })
}

/// A certificate that requires the PIN, that is not on this card or that cannot be parsed leaves the
/// rest of the card usable.
fn unless_absent(read: Result<Certificate, Error>) -> Result<Option<Certificate>, Error> {
    match read {
        Err(error)
            if matches!(
                error.status(),
                Status::PinRequired | Status::NotOnCard | Status::CertificateMalformed
            ) =>
        {
            Ok(None)
        }
        read => read.map(Some),
    }
}

/// The 16 characters of a token's serial number.
fn serial(certificate: &Certificate) -> String {
    let digest = Sha256::new_with_prefix(b"jpkicard PKCS #11 token")
        .chain_update(certificate.der())
        .finalize();
    hexadecimal(digest.get(..8).unwrap_or_default())
}
