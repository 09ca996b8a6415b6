//! The order to the issuer.

use std::time::Duration;

use der::DateTime;
use der::asn1::{GeneralizedTime, UtcTime};
use x509_cert::time::Time;

use crate::virtual_card::issuer::holder::Holder;

/// What a certificate and its key are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::virtual_card) enum Purpose {
    /// 利用者証明用.
    Authentication,
    /// 署名用.
    Signature,
}

/// The order to the issuer.
#[derive(Clone)]
pub(in crate::virtual_card) struct Order {
    pub(in crate::virtual_card) seed: u64,
    pub(in crate::virtual_card) validity: Validity,
    pub(in crate::virtual_card) generation: CaGeneration,
    pub(in crate::virtual_card) holder: Holder,
}

/// Which of the CAs with one name: the genuine ones have had three keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::virtual_card) struct CaGeneration(u8);

impl CaGeneration {
    pub(in crate::virtual_card) const CURRENT: Self = Self(3);

    pub(in crate::virtual_card) const fn new(number: u8) -> Option<Self> {
        match number {
            1..=3 => Some(Self(number)),
            _ => None,
        }
    }

    pub(super) fn number(self) -> u8 {
        self.0
    }
}

/// A certificate's validity period, in seconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::virtual_card) struct Validity {
    pub(in crate::virtual_card) not_before: i64,
    pub(in crate::virtual_card) not_after: i64,
}

impl Validity {
    /// 2025-04-01T00:00:00Z to 2030-04-01T14:59:59Z (23:59:59 in Japan).
    pub(in crate::virtual_card) const DEFAULT: Self =
        Self { not_before: 1_743_465_600, not_after: 1_901_285_999 };
    /// 2020-04-01T00:00:00Z to 2025-03-31T14:59:59Z (23:59:59 in Japan).
    pub(in crate::virtual_card) const PAST: Self =
        Self { not_before: 1_585_699_200, not_after: 1_743_433_199 };
    /// For the CAs: 2015-01-01T00:00:00Z to 2049-12-31T14:59:59Z, so that leaf certificates may be
    /// long expired or not yet valid.
    pub(super) const CA: Self = Self { not_before: 1_420_070_400, not_after: 2_524_575_599 };

    pub(super) fn encoded(self) -> der::Result<x509_cert::time::Validity> {
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

/// Why nothing could be issued.
#[derive(Debug)]
pub(super) enum IssueError {
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
