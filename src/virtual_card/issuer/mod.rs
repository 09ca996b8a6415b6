//! The test PKI: two CAs and what they issue to each card.
//!
//! The profile is that of the certificates on a J-LIS test card as myna-card
//! 3.3 describes them; names, keys and personal data are made up.

mod certificates;
mod keys;
mod names;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use der::{DateTime, asn1::GeneralizedTime, asn1::UtcTime};
use rsa::RsaPrivateKey;
use x509_cert::time::Time;

use crate::{Error, Result, Status};

/// What a certificate and its key are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// 利用者証明用.
    Authentication,
    /// 署名用.
    Signature,
}

/// One of the card's two key pairs.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) key: Arc<RsaPrivateKey>,
    pub(super) certificate: Vec<u8>,
    pub(super) ca_certificate: Vec<u8>,
}

/// Everything a card gets from the issuer.
#[derive(Clone)]
pub(super) struct Issued {
    pub(super) authentication: Identity,
    pub(super) signature: Identity,
}

/// From when to when a certificate is valid, in seconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Validity {
    pub(super) not_before: i64,
    pub(super) not_after: i64,
}

impl Validity {
    /// 2025-04-01T00:00:00Z to 2030-04-01T14:59:59Z (23:59:59 in Japan).
    pub(super) const DEFAULT: Self = Self { not_before: 1_743_465_600, not_after: 1_901_285_999 };
    /// Of the CAs: 2015-01-01T00:00:00Z to 2049-12-31T14:59:59Z, so that leaves may
    /// be long expired or not yet valid.
    const CA: Self = Self { not_before: 1_420_070_400, not_after: 2_524_575_599 };

    fn encoded(self) -> der::Result<x509_cert::time::Validity> {
        Ok(x509_cert::time::Validity {
            not_before: time(self.not_before)?,
            not_after: time(self.not_after)?,
        })
    }
}

/// UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5).
fn time(seconds: i64) -> der::Result<Time> {
    let seconds = u64::try_from(seconds).map_err(|_| der::ErrorKind::DateTime)?;
    let moment = DateTime::from_unix_duration(Duration::from_secs(seconds))?;
    Ok(match moment.year() {
        ..2050 => Time::UtcTime(UtcTime::from_date_time(moment)?),
        _ => Time::GeneralTime(GeneralizedTime::from_date_time(moment)),
    })
}

/// The keys and certificates of the card with this seed.
pub(super) fn issue(seed: u64, validity: Validity) -> Result<Issued> {
    let argument =
        |_| Error::new(Status::Argument).with_detail("a virtual card's certificate validity");
    validity.encoded().map_err(argument)?;
    let internal = |_| Error::new(Status::Internal).with_detail("issuing a virtual card");
    Ok(Issued {
        authentication: identity(Purpose::Authentication, seed, validity).map_err(internal)?,
        signature: identity(Purpose::Signature, seed, validity).map_err(internal)?,
    })
}

/// Why nothing could be issued.
#[derive(Debug)]
enum IssueError {
    Encoding,
    Key,
}

impl From<der::Error> for IssueError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}

impl From<rsa::Error> for IssueError {
    fn from(_: rsa::Error) -> Self {
        Self::Key
    }
}

/// What was issued in this process: cards that differ in nothing here share it.
static KNOWN: Mutex<Vec<(Purpose, u64, Validity, Identity)>> = Mutex::new(Vec::new());

fn identity(purpose: Purpose, seed: u64, validity: Validity) -> Result<Identity, IssueError> {
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let same = |issued: &&(Purpose, u64, Validity, Identity)| {
        (issued.0, issued.1, issued.2) == (purpose, seed, validity)
    };
    if let Some((.., identity)) = known().iter().find(same) {
        return Ok(identity.clone());
    }
    let identity = issue_identity(purpose, seed, validity)?;
    known().push((purpose, seed, validity, identity.clone()));
    Ok(identity)
}

fn issue_identity(purpose: Purpose, seed: u64, validity: Validity) -> Result<Identity, IssueError> {
    let ca_key = keys::ca_key(purpose)?;
    let key = keys::card_key(purpose, seed)?;
    Ok(Identity {
        certificate: certificates::card_certificate(purpose, seed, &key, &ca_key, validity)?,
        ca_certificate: certificates::ca_certificate(purpose, &ca_key)?,
        key,
    })
}
