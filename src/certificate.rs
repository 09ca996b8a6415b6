//! A JPKI certificate and what a caller asks of it.

use std::fmt;
use std::time::{Duration, SystemTime};

use der::{Decode, Encode};
use x509_cert::Certificate as X509;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, SubjectKeyIdentifier};

use crate::error::{Error, Result};
use crate::status::Status;

/// An X.509 certificate as it came off the card: read, not yet believed.
///
/// A certificate's serial number and subject are restricted by law
/// (公的個人認証法): `Debug` shows neither, and a caller does not log or store
/// them without a reason.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    serial: Vec<u8>,
    not_before: u64,
    not_after: u64,
    public_key: Vec<u8>,
    subject_key_identifier: Option<Vec<u8>>,
    issuer_key_identifier: Option<Vec<u8>>,
}

impl Certificate {
    /// Reads the DER encoding of one certificate, with nothing after it.
    ///
    /// # Errors
    /// `CertificateMalformed` if it is not one.
    pub fn from_der(der: Vec<u8>) -> Result<Self> {
        Self::parse(der).map_err(|_| Error::new(Status::CertificateMalformed))
    }

    fn parse(der: Vec<u8>) -> der::Result<Self> {
        let certificate = X509::from_der(&der)?;
        let fields = &certificate.tbs_certificate;
        let subject_key = fields.get::<SubjectKeyIdentifier>()?;
        let issuer_key = fields.get::<AuthorityKeyIdentifier>()?;
        Ok(Self {
            serial: fields.serial_number.as_bytes().to_vec(),
            not_before: fields.validity.not_before.to_unix_duration().as_secs(),
            not_after: fields.validity.not_after.to_unix_duration().as_secs(),
            public_key: fields.subject_public_key_info.to_der()?,
            subject_key_identifier: subject_key.map(|(_, key)| key.0.as_bytes().to_vec()),
            issuer_key_identifier: issuer_key
                .and_then(|(_, key)| key.key_identifier)
                .map(|key| key.as_bytes().to_vec()),
            der,
        })
    }

    /// The certificate's DER encoding.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The serial number, big-endian, as DER codes it. Restricted: do not log it.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The first second of validity.
    #[must_use]
    pub fn not_before(&self) -> SystemTime {
        after_epoch(self.not_before)
    }

    /// The last second of validity.
    #[must_use]
    pub fn not_after(&self) -> SystemTime {
        after_epoch(self.not_after)
    }

    /// The first second of validity, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn not_before_unix(&self) -> u64 {
        self.not_before
    }

    /// The last second of validity, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn not_after_unix(&self) -> u64 {
        self.not_after
    }

    /// Where `time` lies: before, within or after the validity.
    #[must_use]
    pub fn validity_at(&self, time: SystemTime) -> Validity {
        if time < self.not_before() {
            Validity::NotYet
        } else if time < after_epoch(self.not_after.saturating_add(1)) {
            Validity::Valid
        } else {
            Validity::Expired
        }
    }

    /// The DER encoding of the subject's public key (SubjectPublicKeyInfo).
    #[must_use]
    pub fn public_key_der(&self) -> &[u8] {
        &self.public_key
    }

    /// The identifier of the subject's key (subjectKeyIdentifier), if it names one.
    #[must_use]
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.subject_key_identifier.as_deref()
    }

    /// The identifier of the issuer's key (authorityKeyIdentifier), if it names
    /// one. The CA generations share one distinguished name, so the issuer is
    /// told by this key and never by the name.
    #[must_use]
    pub fn issuer_key_identifier(&self) -> Option<&[u8]> {
        self.issuer_key_identifier.as_deref()
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} bytes)", self.der.len())
    }
}

/// Where a moment lies in a certificate's validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Before the first second of validity.
    NotYet,
    /// From the first second to the last.
    Valid,
    /// After the last second of validity: the holder renews it at the municipal office.
    Expired,
}

fn after_epoch(seconds: u64) -> SystemTime {
    // DER dates end with the year 9999, which every platform's clock can hold.
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .unwrap_or(SystemTime::UNIX_EPOCH)
}
