//! A JPKI certificate and the fields that callers need.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use x509_cert::ext::pkix::{AuthorityKeyIdentifier, SubjectKeyIdentifier};

use crate::error::{Error, Result};
use crate::status::Status;
use crate::x509::{self, Parsed};

/// In bytes. The card's certificates have 2 KiB, and the parsed form takes a multiple of that.
const LONGEST: usize = 64 * 1024;

/// An X.509 certificate as read from the card: parsed, not yet trusted.
///
/// A certificate's serial number and subject are restricted by law (公的個人認証法): `Debug` shows
/// neither, and callers must not log or store them without a reason.
///
/// It is parsed once, here; its clones and all verification share the result.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::virtual_card::VirtualCard;
/// use jpkicard::{Certificate, Status, Validity};
///
/// let der = VirtualCard::builder().build()?.authentication_certificate().to_vec();
/// let certificate = Certificate::from_der(der)?;
/// assert_eq!(certificate.validity_at(certificate.not_after()), Validity::Valid);
/// assert!(certificate.issuer_key_identifier().is_some());
/// assert!(format!("{certificate:?}").starts_with("Certificate(")); // its length alone
/// let error = Certificate::from_der(b"no certificate".to_vec()).unwrap_err();
/// assert_eq!(error.status(), Status::CertificateMalformed);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Certificate(Arc<Contents>);

struct Contents {
    parsed: Parsed,
    not_before: u64,
    not_after: u64,
    subject_key_identifier: Option<Vec<u8>>,
    issuer_key_identifier: Option<Vec<u8>>,
}

impl Certificate {
    /// Parses the DER encoding of one certificate, at most 64 KiB and with nothing after it.
    ///
    /// # Errors
    /// `CertificateMalformed` if it is not one.
    pub fn from_der(der: Vec<u8>) -> Result<Self> {
        let malformed = || Error::new(Status::CertificateMalformed);
        match der.len() {
            0..=LONGEST => Self::parse(der).map_err(|_| malformed()),
            _ => Err(malformed()),
        }
    }

    fn parse(der: Vec<u8>) -> der::Result<Self> {
        let parsed = Parsed::read(der)?;
        let fields = parsed.fields();
        let subject_key: Option<SubjectKeyIdentifier> = x509::extension(fields)?;
        let issuer_key: Option<AuthorityKeyIdentifier> = x509::extension(fields)?;
        Ok(Self(Arc::new(Contents {
            not_before: fields.validity.not_before.to_unix_duration().as_secs(),
            not_after: fields.validity.not_after.to_unix_duration().as_secs(),
            subject_key_identifier: subject_key.map(|key| key.0.as_bytes().to_vec()),
            issuer_key_identifier: issuer_key
                .and_then(|key| key.key_identifier)
                .map(|key| key.as_bytes().to_vec()),
            parsed,
        })))
    }

    pub(crate) fn parsed(&self) -> &Parsed {
        &self.0.parsed
    }

    /// The certificate's DER encoding.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        self.0.parsed.der()
    }

    /// The serial number, big-endian, as encoded in DER. Restricted: do not log it.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        self.0.parsed.fields().serial_number.as_bytes()
    }

    /// The first second of validity.
    #[must_use]
    pub fn not_before(&self) -> SystemTime {
        after_epoch(self.0.not_before)
    }

    /// The last second of validity.
    #[must_use]
    pub fn not_after(&self) -> SystemTime {
        after_epoch(self.0.not_after)
    }

    /// The first second of validity, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn not_before_unix(&self) -> u64 {
        self.0.not_before
    }

    /// The last second of validity, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn not_after_unix(&self) -> u64 {
        self.0.not_after
    }

    /// Whether `time` is before, within or after the validity period.
    #[must_use]
    pub fn validity_at(&self, time: SystemTime) -> Validity {
        if time < self.not_before() {
            Validity::NotYet
        } else if time < after_epoch(self.0.not_after.saturating_add(1)) {
            Validity::Valid
        } else {
            Validity::Expired
        }
    }

    /// The DER encoding of the subject's public key (SubjectPublicKeyInfo).
    #[must_use]
    pub fn public_key_der(&self) -> &[u8] {
        self.0.parsed.public_key_der()
    }

    /// The identifier of the subject's key (subjectKeyIdentifier), if present.
    #[must_use]
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.0.subject_key_identifier.as_deref()
    }

    /// The identifier of the issuer's key (authorityKeyIdentifier), if present. All CA generations
    /// share one distinguished name, so the issuer is identified by this key, never by the name.
    #[must_use]
    pub fn issuer_key_identifier(&self) -> Option<&[u8]> {
        self.0.issuer_key_identifier.as_deref()
    }
}

/// Two are equal if their encodings are.
impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der() == other.der()
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} bytes)", self.der().len())
    }
}

/// Where a moment lies relative to a certificate's validity period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validity {
    /// Before the first second of validity.
    NotYet,
    /// From the first second to the last.
    Valid,
    /// After the last second of validity: the holder renews it at the municipal office.
    Expired,
}

fn after_epoch(seconds: u64) -> SystemTime {
    // DER dates end with the year 9999, which every platform's clock can represent.
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
#[cfg(feature = "virtual-card")]
mod tests;
